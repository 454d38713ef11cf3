from __future__ import annotations

import pytest

from planner.library.adding import addition_of, free_code
from planner.library.finding import NO_MONTHS
from planner.library.shelf import entry_of, every_entry
from planner.school.codes import Strand
from tests.builders import a_term


def terms(*weeks):
    return [a_term(term=f"T{number}", weeks=each) for number, each in enumerate(weeks, start=1)]


def added(code, *weeks, taken=()):
    return addition_of(entry_of(code), taken, terms(*weeks))


@pytest.mark.parametrize(
    ("taken", "expected"),
    [
        ((), "NELI"),
        (("NELI",), "NELI-2"),
        (("neli",), "NELI-2"),
        (("NELI", "NELI-2", "Neli-3"), "NELI-4"),
    ],
)
def test_a_code_that_is_taken_is_numbered(taken, expected):
    assert free_code("NELI", taken) == expected


def test_a_numbered_code_is_no_longer_than_a_code_may_be():
    assert free_code("X" * 32, ["X" * 32]) == "X" * 30 + "-2"


def test_effects_go_with_the_code_that_was_free():
    addition = added("NELI", 14, 12, 13, taken=["NELI"])
    assert addition.provision.provision == "NELI-2"
    assert {row.provision for row in addition.effects} == {"NELI-2"}


@pytest.mark.parametrize(
    ("weeks", "expected"),
    [
        # 20 weeks fit into no term, and into two of 10 weeks each.
        ((14, 12, 13), (2, 10.0)),
        # A half-term has 7 weeks at most: three of 7 hold 20, and there is such a run.
        ((7, 7, 7, 5, 6, 7), (3, 7.0)),
        # 20 / 4 = 5 weeks in each of four.
        ((6, 6, 6, 6, 6, 6), (4, 5.0)),
        # A school that has not entered its terms is taken to have three of 12 weeks.
        ((), (2, 10.0)),
    ],
)
def test_a_dose_takes_as_few_terms_as_can_hold_it(weeks, expected):
    provision = added("NELI", *weeks).provision
    assert (provision.terms, provision.weeks) == expected


def test_a_dose_longer_than_the_year_is_cut_and_said_to_be():
    # 33 weeks are 11 in each of three terms, and one term has 9.
    addition = added("FRESHSTART", 13, 9, 12)
    assert (addition.provision.terms, addition.provision.weeks) == (3, 9.0)
    assert addition.note.startswith("A full dose of 33 weeks does not fit into the year")


def test_what_goes_on_all_year_takes_every_term():
    provision = added("SENSCIRC", 7, 7, 6, 6, 6, 6).provision
    assert (provision.terms, provision.weeks) == (6, None)
    assert not provision.withdraws


def test_months_of_the_newest_finding_stand_beside_the_strand_it_measured():
    months = {row.strand: row.months for row in added("NELI", 14, 12, 13).effects}
    # Four in 2023; three of 2020 and four and two of 2016 are older.
    assert months == {Strand.LANGUAGE: 4, Strand.SPEECH: None, Strand.LITERACY: None}


def test_no_difference_is_a_figure_and_not_the_lack_of_one():
    (effect,) = added("SWITCHON", 14, 12, 13).effects
    assert effect.months == 0


def test_what_was_tried_with_something_else_gives_no_months():
    # The whole programme of Read Write Inc. was tried, and its one-to-one part was not.
    (effect,) = added("RWI121", 14, 12, 13).effects
    assert effect.months is None
    assert "of the whole programme, not its one-to-one part" in effect.evidence


def test_evidence_and_source_are_those_of_the_newest_finding():
    effect = added("NELI", 14, 12, 13).effects[0]
    assert effect.evidence == (
        "Evaluation at scale (trial, September 2023): +4 months in language; "
        "350 schools and 10,800 children; seven months for pupils with free school meals; "
        "security: not read; 3 more in the library, old and new; "
        "the effect is an assumption to be replaced by the school’s own judgement"
    )
    assert effect.source == (
        "Nuffield Foundation, September 2023; "
        "http://www.nuffieldfoundation.org/impact/nuffield-early-language-intervention/; "
        "read 2026-11-23"
    )


def test_an_entry_without_a_finding_says_so_and_that_nothing_is_estimated():
    effect = added("FINEMOTOR", 14, 12, 13).effects[0]
    assert effect.evidence.startswith("No study was found; no estimate of months; the effect is")
    assert effect.evidence.endswith("; dose assumed")
    assert effect.source == "No source was found: our assumption; read 2026-11-23"


@pytest.mark.parametrize("entry", every_entry(), ids=lambda it: it.code)
def test_an_addition_gives_months_or_says_that_there_is_no_estimate(entry):
    rows = addition_of(entry, (), terms(14, 12, 13)).effects
    assert all(row.default_effect is None and not row.reason for row in rows)
    if entry.newest is None or entry.newest.months is None:
        assert all(row.months is None and NO_MONTHS in row.evidence for row in rows)
