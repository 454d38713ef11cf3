"""Changes one after the other: their order, those switched off, and those that do not apply."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.scenarios.kinds import KINDS
from planner.scenarios.money import MoneyChange
from planner.scenarios.people import AdultLeaves, Hire
from planner.scenarios.provision import StopProvision
from planner.scenarios.pupils import NewPupils
from planner.scenarios.rules import AddPin
from planner.scenarios.scenario import Scenario, apply
from planner.scenarios.statute import NewItem
from planner.school.codes import PinRule
from tests.builders import a_school

SCHOOL = replace(a_school(), inputs_sha256="base")
HALVE = MoneyChange(stream="GENERAL", percent=-50)
LOSE = MoneyChange(stream="GENERAL", pounds=-5000)


def general_after(*changes):
    return apply(SCHOOL, Scenario(name="x", changes=changes)).school.funding[0].amount


def test_changes_are_made_in_their_order():
    # Of £25,000: half less £5,000, or half of £20,000.
    assert general_after(HALVE, LOSE) == 7500
    assert general_after(LOSE, HALVE) == 10000


def test_a_change_builds_on_those_before_it():
    arrive = NewPupils(like="P1", codes="P2")
    pin = AddPin(pupil="P2", provision="S1", rule="must")

    built = apply(SCHOOL, Scenario(name="x", changes=(arrive, pin)))
    assert [outcome.applies for outcome in built.outcomes] == [True, True]
    turned = apply(SCHOOL, Scenario(name="x", changes=(pin, arrive)))
    assert [outcome.applies for outcome in turned.outcomes] == [False, True]
    assert turned.outcomes[0].why_not == (
        "P2 is not among the pupils (any more): choose another code, or delete the change."
    )


def test_what_has_stopped_is_not_for_pupils_who_come_later_either():
    stop, arrive = StopProvision(provision="S1"), NewPupils(like="P1", codes="P2")

    for order in ((stop, arrive), (arrive, stop)):
        pins = apply(SCHOOL, Scenario(name="x", changes=order)).school.pins
        assert sorted((pin.pupil, pin.rule) for pin in pins) == [
            ("P1", PinRule.MUST_NOT),
            ("P2", PinRule.MUST_NOT),
        ]


def test_a_change_that_is_switched_off_stays_and_does_nothing():
    off = LOSE.model_copy(update={"is_on": False})
    applied = apply(SCHOOL, Scenario(name="x", changes=(off, HALVE)))

    assert applied.school.funding[0].amount == 12500
    (first, second) = applied.outcomes
    assert (first.applies, first.why_not) == (False, "It is switched off.")
    assert first.sentence == "Lose £5,000 of SEN budget"
    assert (second.applies, second.why_not) == (True, "")


def test_a_change_that_no_longer_applies_is_passed_over_and_the_rest_is_made():
    gone = AdultLeaves(adult="TA9", last_day=dt.date(2027, 3, 25))

    assert general_after(gone, LOSE) == 20000


@pytest.mark.parametrize(
    ("change", "why"),
    [
        # Nobody who can deliver S1 has the skill.
        (
            NewItem(pupil="P1", hours=1, skill="bsl"),
            "P1-F of P1 asks for the skill bsl, which nobody has who can deliver S1: give the "
            "skill to an adult in staff.csv who has it, or correct it here.",
        ),
        (
            AddPin(pupil="P1", provision="S1", rule="must", hours_per_week=40),
            "40 hours are more than the school week (32.5)",
        ),
    ],
)
def test_a_change_that_leaves_a_school_nobody_can_plan_for_does_not_apply(change, why):
    applied = apply(SCHOOL, Scenario(name="x", changes=(change,)))

    assert applied.school == SCHOOL
    (outcome,) = applied.outcomes
    assert not outcome.applies
    assert why in outcome.why_not


def test_a_school_with_a_change_has_a_digest_of_its_own_and_one_without_keeps_it():
    def digest(*changes):
        return apply(SCHOOL, Scenario(name="x", changes=changes)).school.inputs_sha256

    assert digest() == digest(LOSE.model_copy(update={"is_on": False})) == "base"
    assert digest(LOSE) == digest(LOSE)
    assert len({"base", digest(LOSE), digest(HALVE), digest(LOSE, HALVE)}) == 4


def test_what_a_plan_rests_on_has_a_digest_of_its_own_with_a_change_too():
    school = replace(SCHOOL, planning_sha256="rests on")
    assert apply(school, Scenario(name="x")).school.planning_sha256 == "rests on"
    changed = apply(school, Scenario(name="x", changes=(LOSE,))).school
    assert changed.planning_sha256 not in {"rests on", changed.inputs_sha256}
    reviewed = replace(school, inputs_sha256="another")
    same = apply(reviewed, Scenario(name="x", changes=(LOSE,))).school
    assert same.planning_sha256 == changed.planning_sha256
    assert same.inputs_sha256 != changed.inputs_sha256


def test_a_scenario_is_kept_as_json_and_found_again():
    changes = (
        LOSE,
        Hire(role="TA", hours=10, annual_cost="8000.50"),
        StopProvision(provision="S1"),
    )
    scenario = Scenario(name="Next year", changes=changes)

    assert Scenario.of_kept("Next year", scenario.kept()) == scenario
    assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_says_what_it_is_and_labels_every_field(kind):
    assert kind.TITLE
    for name, info in kind.model_fields.items():
        if name != "kind":
            assert info.title, name
            assert info.description, name
