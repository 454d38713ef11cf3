from __future__ import annotations

import pytest
from pydantic import ValidationError

from planner.errors import ChangeError
from planner.library.shelf import every_entry
from planner.scenarios.provision import OfferProvision, ProvisionChange, StopProvision
from planner.scenarios.rules import AddPin, PolicyChange, RemovePin
from planner.school.records import Policies
from tests.builders import a_pin, a_programme, a_pupil, a_school, a_support, an_effect


def catalogue(**tables):
    return a_school(
        provisions=[a_support(), a_programme()], effects=[an_effect(), an_effect("G1")], **tables
    )


def test_a_programme_is_run_in_groups_of_another_size():
    change = ProvisionChange(provision="G1", group_min=3, group_max=5)

    assert change.become(catalogue()).provisions[1] == a_programme(group_min=3, group_max=5)
    assert change.sentence(catalogue()) == "Run Language group in groups of 3 to 5"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"group_min": 4, "group_max": 4}, "in groups of 4"),
        ({"group_max": 3}, "in groups of at most 3"),
        ({"group_min": 3}, "in groups of at least 3"),
        ({"max_groups": 2}, "with 2 groups at most"),
        ({"sessions_per_week": 2, "session_minutes": 45}, "2 times a week and for 45 minutes"),
        ({"min_hours": 1}, "for at least 1 hour a week"),
        ({"max_hours": 2}, "for at most 2 hours a week"),
        ({"cost_per_group": 12.5}, "at £12.50 for a group’s materials"),
        ({"set_up_cost": 0}, "at £0 to set it up"),
        ({"roles": "TA;HLTA", "skill": "elsa", "years": "3-4"},
         "by TA and HLTA and by adults with elsa and for years 3, 4"),
    ],
)  # fmt: skip
def test_how_a_provision_is_run_is_said(facts, sentence):
    change = ProvisionChange(provision="G1", **facts)

    assert change.sentence(catalogue()) == f"Run Language group {sentence}"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"provision": "G9", "group_max": 3}, "G9 is not among the provisions"),
        ({"provision": "G1", "group_max": 4}, "it is run so already"),
        ({"provision": "G1", "group_min": 5}, "has group_min above group_max"),
    ],
)
def test_a_provision_that_cannot_be_run_so_says_why(facts, why):
    with pytest.raises(ChangeError, match=why):
        ProvisionChange(**facts).become(catalogue())


def test_a_change_of_a_provision_says_what_changes():
    with pytest.raises(ValidationError, match="changes nothing"):
        ProvisionChange(provision="G1")


def test_what_stops_is_for_nobody_and_stays_in_the_catalogue():
    school = catalogue(
        pupils=[a_pupil(), a_pupil("P2")], pins=[a_pin(provision="G1", rule="must_not")]
    )
    became = StopProvision(provision="G1").become(school)

    # P1 may not have it already.
    assert became.pins[1:] == (a_pin(pupil="P2", provision="G1", rule="must_not"),)
    assert became.provisions == school.provisions
    assert StopProvision(provision="G1").sentence(school) == "Stop Language group"


def test_what_is_decided_for_somebody_does_not_stop():
    with pytest.raises(ChangeError, match="it is decided that P1 has it; remove that decision"):
        StopProvision(provision="S1").become(catalogue(pins=[a_pin()]))
    with pytest.raises(ChangeError, match="nobody may have it already"):
        StopProvision(provision="S1").become(catalogue(pins=[a_pin(rule="must_not")]))


def test_an_entry_of_the_library_is_offered_by_the_roles_the_school_has():
    entry = next(one for one in every_entry() if one.provision.is_programme)
    change = OfferProvision(entry=entry.code, roles="TA", skill="")
    became = change.become(catalogue())

    added = became.provisions[-1]
    assert (added.provision, added.roles, added.skill) == (entry.code, ("TA",), "")
    assert {row.strand: row.effect for row in became.effects[2:]} == entry.effects
    assert change.sentence(catalogue()) == f"Offer {entry.provision.name}"
    with pytest.raises(ChangeError, match="the catalogue has"):
        change.become(became)


def test_what_the_library_does_not_have_cannot_be_offered():
    with pytest.raises(ChangeError, match="the library has no NOTHING"):
        OfferProvision(entry="NOTHING").become(catalogue())


def test_policies_change_one_by_one():
    change = PolicyChange(fairness=0.5, reserve=2000)

    assert change.become(a_school()).policies == Policies(fairness=0.5, reserve=2000)
    assert change.sentence(a_school()) == "Policies: fairness is 0.5 and the reserve is £2,000"


def test_every_policy_is_said():
    change = PolicyChange(
        statutory_may_overspend=True, diminishing_returns=(1, 1, 0.5), keep_current_plan=0.1,
        absence_percent=4,
    )  # fmt: skip

    assert change.sentence(a_school()) == (
        "Policies: statutory provision may go beyond the money, the thirds of a need are worth "
        "1, 1, 0.5, 10 % of the benefit may be given up to keep today’s plan and 4 % of hours are "
        "lost to absence"
    )


def test_policies_that_are_so_already_do_not_change():
    with pytest.raises(ChangeError, match="they are so already"):
        PolicyChange(fairness=0.8).become(a_school())
    with pytest.raises(ValidationError, match="changes nothing"):
        PolicyChange()


def test_a_decision_is_made_and_taken_back():
    made = AddPin(pupil="P1", provision="S1", rule="exactly", term="T2", hours_per_week=2)
    became = made.become(a_school())

    assert became.pins == (a_pin(rule="exactly", term="T2", hours_per_week=2.0),)
    assert made.sentence(a_school()) == "P1 has exactly In-class support for 2 hours a week in T2"
    taken_back = RemovePin(pupil="P1", provision="S1")
    assert taken_back.become(became) == a_school()
    assert taken_back.sentence(became) == "Whether P1 has In-class support is open again"


def test_only_the_decision_about_that_term_is_taken_back():
    school = a_school(pins=[a_pin(term="T1"), a_pin(term="T2")])

    assert RemovePin(pupil="P1", provision="S1", term="T1").become(school).pins == (
        a_pin(term="T2"),
    )


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (AddPin(pupil="P1", provision="S1", rule="must"), "it is decided so already"),
        (AddPin(pupil="P1", provision="S1", rule="must", term="T9"), "T9 is not among the terms"),
        (RemovePin(pupil="P1", provision="S1", term="T1"), "there is no such decision about P1"),
        (RemovePin(pupil="P2", provision="S1"), "there is no such decision about P2"),
    ],
)
def test_a_decision_that_cannot_be_made_or_taken_back_says_why(change, why):
    with pytest.raises(ChangeError, match=why):
        change.become(a_school(pins=[a_pin()]))
