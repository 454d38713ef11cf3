"""A school answers the questions that everything else asks of it."""

from __future__ import annotations

import pytest

from planner.school.codes import Strand
from planner.school.school import can_deliver
from tests.builders import (
    a_need,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_support,
    a_teaching_assistant,
    an_effect,
    an_item,
)


def test_the_year_has_the_weeks_of_all_its_terms():
    assert a_school().weeks_in_year == 39


def test_records_are_found_by_their_codes():
    school = a_school()
    assert school.term_by_id["T2"] is school.terms[1]
    assert school.pupil_by_id["P1"] is school.pupils[0]
    assert school.staff_by_id["TA1"] is school.staff[0]
    assert school.provision_by_id["S1"] is school.provisions[0]
    assert school.stream_by_id["GENERAL"] is school.funding[0]


def test_a_pupil_with_nothing_entered_has_no_needs_and_no_items():
    school = a_school(pupils=[a_pupil(), a_pupil("P2")], statutory=[a_statutory_item()])
    assert school.needs_of == {"P1": (a_need(),), "P2": ()}
    assert school.items_of == {"P1": (a_statutory_item(),), "P2": ()}


def test_a_provision_has_no_effect_on_a_strand_without_a_row():
    school = a_school(effects=[an_effect(effect=0.6)])
    assert school.effect("S1", Strand.LANGUAGE) == 0.6
    assert school.effect("S1", Strand.NUMERACY) == 0
    assert school.effect("G1", Strand.LANGUAGE) == 0


@pytest.mark.parametrize(
    ("facts", "able"),
    [
        ({"roles": ("ta",)}, True),
        ({"roles": ("HLTA", "TA")}, True),
        ({"roles": ("HLTA",)}, False),
        ({"skill": "ELSA"}, True),
        ({"skill": "neli"}, False),
    ],
)
def test_an_adult_delivers_with_an_allowed_role_and_the_skill(facts, able):
    member = a_teaching_assistant(skills="elsa")
    assert can_deliver(member, a_support(**facts)) is able


def test_nobody_delivers_equipment():
    assert not can_deliver(a_teaching_assistant(), an_item(roles=("TA",)))


def test_those_who_can_deliver_are_listed_whatever_their_dates():
    gone = a_teaching_assistant("TA2", leaves="2026-09-30")
    teacher = a_teaching_assistant("T1", role="teacher")
    school = a_school(
        staff=[a_teaching_assistant(), gone, teacher],
        provisions=[a_support(), a_programme(roles=("teacher",)), an_item()],
    )
    found = {
        provision: [member.staff for member in members]
        for provision, members in school.deliverers_of.items()
    }
    assert found == {"S1": ["TA1", "TA2"], "G1": ["T1"], "I1": []}


def test_the_digest_of_the_files_does_not_make_two_schools_differ():
    school = a_school()
    assert school == a_school()
