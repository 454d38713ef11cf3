"""The support plan of a class: what helps, who and when, on one page, and no costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.documents.papers.class_plan import CLASS_PLAN, write
from planner.errors import InputError
from planner.school.records import Allocation
from tests.builders import a_need, a_programme, a_pupil, a_support, an_effect
from tests.documents.settings import (
    a_setting,
    csvs_of,
    every_word,
    names,
    pages_of,
    paper,
    the_telling_school,
)
from tests.optimiser.checks.small_plan import the_plan

KEY = CLASS_PLAN.key


def a_full_class(provisions):
    """A class of 30 pupils, each with so many provisions all year and two needs."""
    school = the_telling_school()
    pupils = tuple(a_pupil(f"K{number:03}", class_name="Elm") for number in range(1, 31))
    catalogue = tuple(
        a_programme(f"G{number}", name=f"Reading and language group number {number}")
        if number % 2
        else a_support(f"S{number}", name=f"Support in class in mornings, number {number}")
        for number in range(provisions)
    )
    allocations = tuple(
        Allocation(
            term=term.term,
            pupil=pupil.pupil,
            provision=one.provision,
            hours_per_week=1.5,
            weeks=term.weeks,
        )
        for term in school.terms
        for pupil in pupils
        for one in catalogue
    )
    needs = tuple(
        a_need(f"N{pupil.pupil}{strand}", pupil=pupil.pupil, strand=strand)
        for pupil in pupils
        for strand in ("language", "literacy")
    )
    effects = tuple(an_effect(one.provision) for one in catalogue)
    school = replace(
        school, pupils=pupils, needs=needs, provisions=catalogue, effects=effects, statutory=()
    )
    empty = dict.fromkeys(("groups", "deployment", "spending", "coverage", "statutory"), ())
    plan = replace(the_plan(), allocations=allocations, **empty)
    return a_setting(school=school, plan=plan, subject="Elm")


def test_each_pupil_has_what_helps_who_gives_it_and_when_in_class_and_out_of_it():
    rows = {
        row["Pupil"]: row for row in csvs_of(paper(KEY, subject="Elm"))["class_support_plan.csv"]
    }
    assert set(rows) == {"P1", "P2"}
    assert rows["P1"]["Needs help with"] == "Language and access to the curriculum (EHCP)"
    assert "2 × 30 minutes a week, group of 2; TA1; all year." in rows["P1"]["Out of class"]
    in_class = rows["P2"]["In class"]
    assert "1 hour a week, up to 2 share an adult; TA2; T2" in in_class


def test_no_cost_stands_in_it():
    said = every_word(paper(KEY, subject="Elm"))
    assert "£" not in said
    assert "Cost" not in said


def test_it_names_the_pupils_of_the_class_and_nobody_else():
    school = the_telling_school()
    other = school.pupils[1].model_copy(update={"class_name": "Ash"})
    said = every_word(
        paper(KEY, subject="Elm", school=replace(school, pupils=(school.pupils[0], other)))
    )
    assert names("P1", said)
    assert not names("P2", said)


def test_a_class_that_is_not_there_is_refused_with_those_that_are():
    with pytest.raises(InputError, match="write one of Elm"):
        paper(KEY, subject="Oak")


def test_a_class_of_thirty_with_two_provisions_each_is_on_one_page():
    (page,) = pages_of(write(a_full_class(2)))
    for number in range(1, 31):
        assert f"K{number:03}" in page
    assert "Page 1 of 1" in page
    assert page.count("Support in class in mornings, number 0: 1.5 hours a week") == 30
    assert "How this was worked out" in page


def test_what_fits_on_no_page_goes_on_to_another_and_nothing_is_lost():
    pages = pages_of(write(a_full_class(14)))
    assert len(pages) > 1
    said = " ".join(pages)
    assert said.count("number 12: 1.5 hours a week") == 30
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]
