from __future__ import annotations

import pytest

from planner.library.adding import addition_of, free_code
from planner.library.shelf import entry_of
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


def test_months_stand_only_beside_the_strand_they_were_measured_in():
    months = {row.strand: row.months for row in added("NELI", 14, 12, 13).effects}
    assert months == {Strand.LANGUAGE: 3, Strand.SPEECH: None, Strand.LITERACY: None}


def test_no_difference_is_a_figure_and_not_the_lack_of_one():
    (effect,) = added("SWITCHON", 14, 12, 13).effects
    assert effect.months == 0


def test_evidence_carries_its_security_its_date_and_what_is_assumed():
    effect = added("LEXIA", 14, 12, 13).effects[0]
    assert "security: high" in effect.evidence
    assert "evidence of 2022" in effect.evidence
    assert "the effect is an assumption" in effect.evidence
    assert "dose partly sourced" in effect.evidence
    assert effect.source.endswith("read 2026-11-23")
