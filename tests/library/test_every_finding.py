"""Every finding is dated, sourced and linked, and gives months only where its source does."""

from __future__ import annotations

import re

import pytest

from planner.library.finding import NO_MONTHS, UNDATED, Finding, FindingKind, months_written
from planner.library.shelf import entry_of, every_entry

FOUND = [(entry, finding) for entry in every_entry() for finding in entry.findings]
each_finding = pytest.mark.parametrize(
    ("entry", "finding"), FOUND, ids=[f"{entry.code}-{it.name}-{it.date}" for entry, it in FOUND]
)
_NO_GAIN = re.compile(r"[Nn]o difference")


@each_finding
def test_a_finding_is_dated_or_says_that_it_is_not(entry, finding):
    assert finding.year is not None or finding.date == UNDATED
    assert finding.year is None or 2000 <= finding.year <= entry.checked.year


@each_finding
def test_a_finding_has_a_source_and_a_link_and_says_how_secure_it_is(entry, finding):
    assert finding.source
    assert finding.security
    assert re.match(r"https?://[^\s/]+\.[^\s]+$", finding.url)
    assert "preview" not in finding.url
    assert "token" not in finding.url


@each_finding
def test_no_months_stand_where_nothing_was_measured(entry, finding):
    assert finding.months is None or finding.strands
    assert set(finding.strands) <= set(entry.effects)


@each_finding
def test_no_difference_is_said_where_the_months_are_none(entry, finding):
    if finding.months == 0:
        assert _NO_GAIN.search(finding.note)
        assert finding.kind is FindingKind.TRIAL


@each_finding
def test_only_what_tried_children_or_reviewed_such_trials_gives_months(entry, finding):
    if finding.months is not None:
        assert finding.kind in {FindingKind.TRIAL, FindingKind.REVIEW}
        assert -6 <= finding.months <= 8


@each_finding
def test_a_note_can_be_joined_to_others(entry, finding):
    assert not finding.note.endswith(".")
    assert not finding.note or finding.note[0].isupper() or finding.note[0].isdigit()


@pytest.mark.parametrize("entry", every_entry(), ids=lambda it: it.code)
def test_the_newest_finding_comes_first(entry):
    years = [finding.year or 0 for finding in entry.findings]
    assert years == sorted(years, reverse=True)


# What each trial or review found, and when: domain facts for England, 3.1 and 3.2.
PUBLISHED = {
    "NELI": [("September 2023", 4), ("2020", 3), ("2016", 4), ("2016", 2)],
    "FRESHSTART": [("2022", -2), (UNDATED, 3)],
    "SWITCHON": [("2017", 0), ("2013/14", 3)],
    "CATCHUP-LIT": [("2017 to 2019", 0), ("2015", 2)],
    "CATCHUP-NUM": [("2017 to 2019", 0), ("2013", None)],
    "REACH": [("2016", 4), ("2016", 6)],
    "REACH-PRIMARY": [("April 2020", -2)],
    "LEXIA": [("2022", 1)],
    "FIRSTCLASS": [("2025", 2), ("about 2018", 2)],
    "TUTOR121": [("2021", 5), ("2018", 5), (UNDATED, 5)],
    "TASTRUCT": [("2025", 3), ("2013/14", 1), (UNDATED, None)],
    "RWI121": [("2022", 1)],
    "SALT": [("2021", 6)],
}


@pytest.mark.parametrize("code", PUBLISHED)
def test_old_and_new_findings_are_both_kept(code):
    found = [(finding.date, finding.months) for finding in entry_of(code).findings]
    assert found == PUBLISHED[code]


def test_no_other_finding_gives_months():
    others = [it for entry, it in FOUND if entry.code not in PUBLISHED and it.months is not None]
    assert others == []


@pytest.mark.parametrize(
    ("months", "said", "written"),
    [
        (None, NO_MONTHS, ""),
        (0, "0 months", "0"),
        (1, "+1 month", "+1"),
        (-2, "−2 months", "−2"),
        (2.5, "+2.5 months", "+2.5"),
    ],
)
def test_months_are_written_with_their_sign(months, said, written):
    finding = Finding(
        kind="trial",
        name="A trial",
        months=months,
        security="high",
        date="2024",
        source="A report",
        url="https://example.org/a",
    )
    assert finding.months_said == said
    assert months_written(months) == written
