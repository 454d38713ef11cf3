"""What fits what: provisions to needs and statutory items, money to costs."""

from __future__ import annotations

import pytest

from planner.school.matching import (
    could_serve,
    counts_for,
    delivers_towards,
    has_use_for,
    may_pay_for,
)
from tests.builders import (
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    an_effect,
    an_item,
)


@pytest.mark.parametrize(
    "filters",
    [
        {},
        {"provisions": ("S1",)},
        {"strand": "language"},
        {"max_group": 1},
        {"provisions": ("S1", "G1"), "strand": "language", "max_group": 3},
    ],
)
def test_a_provision_counts_for_an_item_when_every_filter_holds(filters):
    assert counts_for(a_support(), a_statutory_item(**filters), a_school())


@pytest.mark.parametrize(
    "filters",
    [
        {"provisions": ("G1",)},
        {"strand": "numeracy"},
        {"provisions": ("S1",), "strand": "numeracy"},
    ],
)
def test_a_provision_does_not_count_when_one_filter_fails(filters):
    assert not counts_for(a_support(), a_statutory_item(**filters), a_school())


def test_a_line_for_one_to_one_help_is_not_met_in_a_shared_hour():
    assert not counts_for(a_support(group_max=2), a_statutory_item(max_group=1), a_school())


def test_equipment_never_counts_for_a_statutory_item_even_by_name():
    item = a_statutory_item(provisions=("I1",))
    assert not counts_for(an_item(), item, a_school(provisions=[an_item()]))


def test_a_provision_for_other_years_does_not_count():
    assert not counts_for(a_support(years="5-6"), a_statutory_item(), a_school())


def test_an_effect_of_nothing_is_not_an_effect_on_the_strand():
    school = a_school(effects=[an_effect(effect=0)])
    assert not counts_for(a_support(), a_statutory_item(strand="language"), school)


def test_a_skill_is_asked_of_the_adult_in_any_case():
    item = a_statutory_item(skill="makaton")
    assert delivers_towards(a_teaching_assistant(skills=("Makaton",)), item)
    assert not delivers_towards(a_teaching_assistant(), item)
    assert counts_for(a_support(), item, a_school())


def test_an_item_without_a_skill_is_met_by_anybody():
    assert delivers_towards(a_teaching_assistant(), a_statutory_item())


def test_a_need_could_be_served_where_somebody_can_deliver_what_helps():
    assert could_serve(a_support(), a_need(), a_school())


@pytest.mark.parametrize(
    ("provision", "strand"),
    [
        (a_support(), "numeracy"),
        (a_support(years="5-6"), "language"),
    ],
)
def test_a_need_is_not_served_without_an_effect_or_in_the_wrong_years(provision, strand):
    school = a_school(provisions=[provision])
    assert not could_serve(provision, a_need(strand=strand), school)


@pytest.mark.parametrize("facts", [{"roles": ("HLTA",)}, {"skill": "elsa"}])
def test_a_need_is_not_served_where_nobody_has_the_role_and_skill(facts):
    support = a_support(**facts)
    assert not could_serve(support, a_need(), a_school(provisions=[support]))


def test_an_empty_post_could_still_serve():
    vacancy = a_teaching_assistant(engagement="vacancy", starts="2027-04-12")
    assert could_serve(a_support(), a_need(), a_school(staff=[vacancy]))


def test_equipment_serves_a_need_without_anybody():
    school = a_school(staff=[], provisions=[an_item()], effects=[an_effect("I1")])
    assert could_serve(an_item(), a_need(), school)


def test_a_pupil_has_a_use_for_what_helps_a_need():
    assert has_use_for(a_pupil(), a_support(), a_school())


def test_a_pupil_has_no_use_for_what_helps_none_of_their_needs():
    assert not has_use_for(a_pupil(), a_support(), a_school(effects=[]))


def test_a_pupil_has_a_use_for_what_counts_for_a_statutory_item():
    school = a_school(effects=[], statutory=[a_statutory_item()])
    assert has_use_for(a_pupil(), a_support(), school)


@pytest.mark.parametrize(
    ("rule", "has_use"), [("must", True), ("exactly", True), ("must_not", False)]
)
def test_a_pin_gives_a_use_unless_it_forbids(rule, has_use):
    school = a_school(effects=[], pins=[a_pin(rule=rule)])
    assert has_use_for(a_pupil(), a_support(), school) is has_use


def test_a_pin_gives_no_use_to_another_pupil_or_for_another_provision():
    school = a_school(
        pupils=[a_pupil(), a_pupil("P2")],
        provisions=[a_support(), a_support("S2")],
        effects=[],
        pins=[a_pin()],
    )
    assert not has_use_for(a_pupil("P2"), a_support(), school)
    assert not has_use_for(a_pupil(), a_support("S2"), school)


def test_years_bind_a_pinned_pupil_too():
    school = a_school(pins=[a_pin()])
    assert not has_use_for(a_pupil(), a_support(years="5-6"), school)


def test_general_money_pays_anything():
    assert may_pay_for(a_stream(), None, None, a_school())
    assert may_pay_for(a_stream(), a_pupil(), a_support(), a_school())


@pytest.mark.parametrize(
    ("entry", "pupil"),
    [
        ("pupil:P1", a_pupil()),
        ("pupil_premium", a_pupil(pupil_premium=True)),
        ("looked_after", a_pupil(looked_after=True)),
        ("ehcp", a_pupil(sen_status="E")),
        ("sen_support", a_pupil(sen_status="K")),
    ],
)
def test_money_tied_to_pupils_pays_what_is_for_them_and_no_empty_place(entry, pupil):
    stream = a_stream(restricted_to=entry)
    other = a_pupil("P2", sen_status="N")
    assert may_pay_for(stream, pupil, a_support(), a_school())
    assert not may_pay_for(stream, other, a_support(), a_school())
    assert not may_pay_for(stream, None, a_support(), a_school())


@pytest.mark.parametrize("entry", ["tier:specialist", "provision:G1", "strand:language"])
def test_money_tied_to_provision_pays_an_empty_place_too(entry):
    programme, other = a_programme(tier="specialist"), a_support()
    school = a_school(provisions=[programme, other], effects=[an_effect("G1")])
    stream = a_stream(restricted_to=entry)
    assert may_pay_for(stream, a_pupil(), programme, school)
    assert may_pay_for(stream, None, programme, school)
    assert not may_pay_for(stream, a_pupil(), other, school)


def test_restricted_money_pays_no_general_cost():
    stream = a_stream(restricted_to="pupil:P1;tier:targeted;ehcp")
    assert not may_pay_for(stream, None, None, a_school())


def test_money_pays_where_any_of_its_entries_matches():
    stream = a_stream(restricted_to="looked_after;provision:S1")
    assert may_pay_for(stream, a_pupil(), a_support(), a_school())


def test_money_for_a_strand_does_not_pay_what_has_no_effect_on_it():
    school = a_school(effects=[an_effect(effect=0)])
    stream = a_stream(restricted_to="strand:language")
    assert not may_pay_for(stream, a_pupil(), a_support(), school)
