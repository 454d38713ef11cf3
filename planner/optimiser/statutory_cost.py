"""What the statutory provision of one pupil costs, at the real hourly rates of the adults.

A small program of the pupil alone finds the least costly way to meet every item. An hour costs what
the adults who give it in the plan cost; where the plan has none, what those who may give it cost on
the mean. A place in a group costs its share of the adult's hours and of the materials.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from planner.costing.staff import hourly_cost
from planner.optimiser.highs import Solver
from planner.optimiser.least_money import grow_money
from planner.optimiser.model import build
from planner.optimiser.plan import Deployment, Plan, SpendingKind
from planner.optimiser.problem import THOUSAND, Problem, Source, pose
from planner.optimiser.rows import Sum
from planner.optimiser.variables import Variables, material_costs
from planner.school.calendar import is_available
from planner.school.records import Pupil, StaffMember
from planner.school.school import School

_SECONDS = 10.0
_GAP = 1e-4
_ROUNDING = 1e-4


@dataclass(frozen=True)
class StatutoryCost:
    """What meeting a pupil's statutory items costs in the year.

    Attributes:
        cost: The least cost of all that can be met [GBP a year].
        bound: What no way to meet it costs less than [GBP a year].
        hours_not_met: Hours that could not be given to the pupil by anybody [h/year].
    """

    cost: float
    bound: float
    hours_not_met: float


def statutory_cost(school: School, pupil: Pupil, plan: Plan | None) -> StatutoryCost | None:
    """Find the least cost of a pupil's statutory provision, with every adult free for it.

    Args:
        school: The school.
        pupil: Whose items are to be met.
        plan: Whose adults' rates count, where they give what the pupil is owed.

    Returns: ``None`` where decisions already made for the pupil cannot be kept.
    """
    fewest = {entry.provision: 1 for entry in school.provisions if entry.is_programme}
    problem = pose(school, (pupil,), fewest=fewest, committed=False)
    model = build(problem)
    solver = Solver(model.program, model.parts.variables.columns)
    grow_money(model, solver)
    short = solver.sum_of(model.goals[0].terms)
    solver.aim(short)
    met = solver.run(seconds=_SECONDS, gap=_GAP)
    if met.values is None:
        return None
    left = float(short @ met.values)
    solver.hold(short, left + _ROUNDING)
    solver.aim(solver.sum_of(_cost(problem, model.parts.variables, _Rates(school, problem, plan))))
    least = solver.run(seconds=_SECONDS, gap=_GAP, start=met.values)
    if least.values is None:
        return None
    return StatutoryCost(THOUSAND * least.objective, THOUSAND * least.bound, left)


def _cost(problem: Problem, variables: Variables, rates: _Rates) -> Sum:
    """The pupil's share of hours and materials, as a sum [GBP 1000]."""
    provisions = problem.school.provision_by_id
    cost: Sum = [pair for _, pair in material_costs(problem, variables)]
    for place, placed in variables.place.items():
        entry = provisions[place.provision]
        share = entry.group_hours_per_week / entry.group_max
        each = sum(
            rates.weekly_hour(place.pupil, place.provision, term)
            for term in problem.run(place.provision, place.term)
        )
        cost.append((placed, share * each))
    for place, hours in variables.hours.items():
        on_roll = problem.roll_share(place.pupil, place.term)
        each = rates.weekly_hour(place.pupil, place.provision, place.term)
        cost.append((hours, each * on_roll / provisions[place.provision].group_max))
    return cost


class _Rates:
    """What an adult hour a week costs over a term, by who gives it in a plan."""

    def __init__(self, school: School, problem: Problem, plan: Plan | None) -> None:
        self._school = school
        self._problem = problem
        self._groups = {
            (row.term, pupil, row.provision): row.group
            for row in (plan.groups if plan else ())
            for pupil in row.pupils
        }
        self._given: dict[tuple[str, str], list[Deployment]] = defaultdict(list)
        for row in plan.deployment if plan else ():
            self._given[row.term, row.provision].append(row)

    def weekly_hour(self, pupil: str, provision: str, term: int) -> float:
        """Cost of one adult hour a week over a term [GBP 1000 per h/week]."""
        found = self._of_the_plan(pupil, provision, self._school.terms[term].term)
        hours = found or [(member, 1.0) for member in self._who_may(provision, term)]
        total = sum(weight for _, weight in hours)
        costs = [weight * self._over_term(member, provision, term) for member, weight in hours]
        return sum(costs) / total if total else 0.0

    def _of_the_plan(
        self, pupil: str, provision: str, term: str
    ) -> list[tuple[StaffMember, float]]:
        """Who gives it in the plan: to the pupil by name or group, else to anybody."""
        rows = self._given.get((term, provision), [])
        group = self._groups.get((term, pupil, provision))
        own = [row for row in rows if pupil in row.pupils or (group and row.group == group)]
        return [
            (self._school.staff_by_id[row.staff], row.hours_per_week)
            for row in own or rows
            if row.hours_per_week > 0
        ]

    def _who_may(self, provision: str, term: int) -> list[StaffMember]:
        adults = self._school.deliverers_of[provision]
        there = [one for one in adults if is_available(one, self._school.terms[term])]
        return there or list(adults)

    def _over_term(self, member: StaffMember, provision: str, term: int) -> float:
        source = Source(member.staff, SpendingKind(member.engagement.value))
        weeks = self._problem.weeks_paid(source, provision, term)
        return float(hourly_cost(member, self._school)) * weeks / THOUSAND
