"""The limit on how many pupils change: what its rows allow, tried by hand."""

from __future__ import annotations

from planner.optimiser.few_changed import SAME_HOURS, few_pupils_change, starts_of
from planner.optimiser.model import build
from planner.optimiser.problem import Placement, pose
from planner.optimiser.solve import make_plan
from tests.builders import (
    a_need,
    a_programme,
    a_pupil,
    a_school,
    a_support,
    a_teaching_assistant,
    a_term,
    an_effect,
)

_SMALL = 1e-9


def support_school():
    """Two pupils in one term who have one hour a week each of a TA of two hours."""
    return a_school(
        terms=[a_term()],
        pupils=[a_pupil(), a_pupil("P2")],
        needs=[a_need(), a_need("N2", pupil="P2")],
        staff=[a_teaching_assistant(contract_hours=2.0, annual_cost="560")],
    )


class Limited:
    """The rows of the limit for a school and its plan, which can be asked about some values."""

    def __init__(self, school, most):
        self.plan = make_plan(school)
        self.model = build(pose(school), families=())
        self.changed = few_pupils_change(self.model, self.plan, most)

    def allows(self, *, changed=(), **values):
        """Whether every row holds with these values, and all others as in no plan."""
        for variable in self.model.parts.variables.columns:
            variable.varValue = 0.0
        for pupil in changed:
            self.changed[pupil].varValue = 1.0
        for family, numbers in values.items():
            for key, number in numbers.items():
                getattr(self.model.parts.variables, family)[key].varValue = number
        return all(row.valid(_SMALL) for row in self.model.program.constraints())


def hours(first, second):
    return {Placement("P1", "S1", 0): first, Placement("P2", "S1", 0): second}


def test_hours_stay_as_they_are_for_everybody_who_does_not_change():
    limited = Limited(support_school(), most=1)
    assert limited.allows(hours=hours(1.0, 1.0))
    assert limited.allows(hours=hours(1.0 - SAME_HOURS / 2, 1.0))
    assert not limited.allows(hours=hours(0.9, 1.0))
    assert not limited.allows(hours=hours(1.1, 1.0))
    assert limited.allows(hours=hours(0.0, 1.0), changed=["P1"])
    assert limited.allows(hours=hours(3.0, 1.0), changed=["P1"])


def test_no_more_pupils_change_than_may():
    limited = Limited(support_school(), most=1)
    assert not limited.allows(hours=hours(0.5, 0.5), changed=["P1", "P2"])
    assert not limited.allows(hours=hours(0.5, 0.5), changed=["P1"])


def test_places_in_groups_stay_as_they_are_too():
    school = a_school(
        terms=[a_term()],
        pupils=[a_pupil(), a_pupil("P2")],
        needs=[a_need(), a_need("N2", pupil="P2")],
        provisions=[a_programme(), a_support("S1", roles=("nobody",))],
        effects=[an_effect("G1")],
    )
    limited = Limited(school, most=1)
    first, second = Placement("P1", "G1", 0), Placement("P2", "G1", 0)
    assert starts_of(school, limited.plan) == {first, second}
    assert limited.allows(place={first: 1.0, second: 1.0})
    assert not limited.allows(place={first: 1.0, second: 0.0})
    assert limited.allows(place={first: 1.0, second: 0.0}, changed=["P2"])
