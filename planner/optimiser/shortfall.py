"""The least statutory shortfall of a school, in its exact program, and the plan that reaches it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from planner.optimiser.carry import carried, of_plan
from planner.optimiser.dive import Rounding
from planner.optimiser.highs import Array, Outcome, Solver
from planner.optimiser.least_money import Stop
from planner.optimiser.model import Model, build
from planner.optimiser.plan import Plan
from planner.optimiser.problem import pose
from planner.optimiser.repair import kept
from planner.optimiser.resolve import Resolver
from planner.optimiser.rounded import Patience, least_of
from planner.school.calendar import weeks_in_force
from planner.school.codes import Per
from planner.school.records import Policies
from planner.school.school import School

_SECONDS = 20.0
_GAP = 1e-4
_ROUNDING = 1e-3
_WORTH_MORE = 0.01


@dataclass(frozen=True)
class Exact:
    """A school's program with every rule, and its solver.

    Attributes:
        school: The school.
        model: Its program.
        solver: The program, handed over.
    """

    school: School
    model: Model
    solver: Solver

    @classmethod
    def of(cls, school: School) -> Exact:
        """Build the program of a school."""
        model = build(pose(school))
        return cls(school, model, Solver(model.program, model.parts.variables.columns))

    @property
    def short(self) -> Array:
        """The statutory shortfall of the year, as a sum [pupil hours]."""
        return self.solver.sum_of(self.model.goals[0].terms)

    def hours_short(self, values: Array) -> dict[str, float]:
        """What each item lacks in the year in a plan [h/year]."""
        found: dict[str, float] = {}
        for (item, _), variable in self.model.parts.variables.short.items():
            found[item] = found.get(item, 0.0) + self.solver.value_of(variable, values)
        return found

    def carried_from(self, other: Exact, values: Array) -> Array:
        """Carry the whole decisions of a plan over from the program of another school."""
        known, wanted = other.model.parts.variables, self.model.parts.variables
        return carried(known, other.solver, values, wanted, self.solver)

    def least_shortfall(
        self,
        start: Array | None,
        *,
        limit: float | None = None,
        seconds: float,
        should_stop: Stop,
    ) -> Outcome:
        """Find the least shortfall, from a plan whose whole decisions are known.

        Args:
            start: That plan, one number a column; ``None``: none is known.
            limit: Only whether the shortfall can be kept to it is asked [pupil hours].
            seconds: Most time to take [s].
            should_stop: Asked often.
        """
        solver = self.solver
        solver.reset()
        solver.aim(self.short)
        relaxed = solver.relax(seconds=seconds)
        known = None if start is None else kept(solver, start, seconds=seconds).values
        if known is not None and limit is not None:
            reached = float(self.short @ known)
            if reached <= limit or relaxed.objective > limit:
                bound = min(relaxed.objective, reached)
                return replace(relaxed, values=known, objective=reached, bound=bound)
        rounding = Rounding.of(self.model.parts.variables, solver)
        patience = Patience(seconds, _GAP, should_stop)
        return least_of(solver, rounding, self.short, known, patience)


def within_the_money(school: School) -> School:
    """Give a school as if statutory provision had to stay within the money."""
    strict = school.policies.model_copy(update={"statutory_may_overspend": False})
    return replace(school, policies=Policies.model_validate(strict))


def values_of_plan(exact: Exact, plan: Plan, *, seconds: float, should_stop: Stop) -> Array | None:
    """Carry a plan of a school into its program, with what it says that each item lacks.

    A plan that was stopped before less could be short gives way to one with less.
    """
    solver, school = exact.solver, exact.school
    whole = of_plan(plan, exact.model.parts.problem, exact.model.parts.variables, solver)
    index = {term.term: number for number, term in enumerate(school.terms)}
    items = {item.item: item for item in school.statutory}
    solver.reset()
    solver.aim(exact.short)
    for row in plan.statutory:
        weeks = 1.0
        if row.per is Per.WEEK and row.term is not None:
            pupil = school.pupil_by_id[row.pupil]
            weeks = weeks_in_force(items[row.item], pupil, school.term_by_id[row.term])
        key = row.item, None if row.term is None else index[row.term]
        most = row.shortfall_hours * weeks + _ROUNDING
        solver.bound_variable(exact.model.parts.variables.short[key], 0.0, most)
    as_planned = kept(solver, whole, seconds=_SECONDS)
    least = exact.least_shortfall(whole, seconds=seconds, should_stop=should_stop)
    is_better = least.objective < as_planned.objective - _WORTH_MORE
    return least.values if is_better else as_planned.values


def values_without_plan(exact: Exact, *, seconds: float, should_stop: Stop) -> Array | None:
    """Look for the plan with the least shortfall; ``None`` where the time ended before any.

    Raises:
        ContradictionError: Decisions already made cannot be kept with the money there is.
    """
    resolver = Resolver(exact.school, most_alone={})
    point = resolver.solve(last="statutory_shortfall", seconds=seconds, should_stop=should_stop)
    if point is None:
        return None
    known, wanted = resolver.model.parts.variables, exact.model.parts.variables
    whole = carried(known, resolver.solver, point.values, wanted, exact.solver)
    return exact.least_shortfall(whole, seconds=seconds, should_stop=should_stop).values
