"""Plans between what is done today and another plan, with only so many provisions changed.

Each provision stands either as it is today, for everybody who has it and in every term, or as it is
in the other plan. Adults, groups and money are worked out around that, so that every state keeps
the rules of a plan; only the floor of the fairest share is not asked of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pulp

from planner.optimiser.clock import Clock
from planner.optimiser.constraints import FAMILIES, SEARCH_FAMILIES
from planner.optimiser.dive import Rounding
from planner.optimiser.highs import Array, Outcome, Solver
from planner.optimiser.least_money import Stop
from planner.optimiser.model import Model, build
from planner.optimiser.plan import Plan
from planner.optimiser.problem import THOUSAND, Placement, pose
from planner.optimiser.progress import Options
from planner.optimiser.rounded import Patience, least_of
from planner.optimiser.rows import at_least, at_most
from planner.school.records import Allocation, CurrentAllocation
from planner.school.school import School

_SPARE_HOURS = 1e-4
_NOTHING = 5e-6
_ROUNDING, _HELD_MONEY = 2e-3, 1e-3
_GAP = 1e-3
_SHARE_FOR_THE_LAW = 0.4

Row = Allocation | CurrentAllocation
Decided = Mapping[str, Mapping[Placement, float]]


@dataclass(frozen=True)
class State:
    """A plan with some provisions changed and the others as they are today.

    Attributes:
        changed: The provisions that are as in the other plan.
        shortfall_hours: Its statutory shortfall, and what none with as few changes can better,
            or that of the other plan where that is reached [pupil hours a year].
        benefit: Its benefit, and what none with as few changes and no larger shortfall can better
            [weighted coverage].
        values: The plan, one number a column.
    """

    changed: frozenset[str]
    shortfall_hours: tuple[float, float]
    benefit: tuple[float, float]
    values: Array


class Toward:
    """The program of a school in which each provision is as today or as in another plan."""

    def __init__(self, school: School, plan: Plan, *, is_exact: bool = False) -> None:
        """Build the program.

        Args:
            school: The school, which says what it does today.
            plan: The other plan, made for this very school.
            is_exact: Follow every restricted pound to the hour of the employed adult that it pays,
                which takes longer and nearly always changes nothing.
        """
        self.school = school
        problem = pose(school)
        self._model: Model = build(problem, families=FAMILIES if is_exact else SEARCH_FAMILIES)
        self._today = decided(school, school.current_plan or ())
        self._then = decided(school, plan.allocations)
        self._shortfall = plan.summary.statutory_shortfall_hours
        self._unfunded = float(plan.summary.unfunded)
        self._goals = {goal.name: goal for goal in self._model.goals}
        self._changed: dict[str, Any] = {}
        self._ties = 0
        # What the rules do not let stand as it is today, on its own already.
        self.impossible: set[str] = set()
        self._tie_decisions()
        self._count = at_most([(one, 1.0) for one in self._changed.values()], len(self._changed))
        self._model.program.addConstraint(self._count, "provisions_changed")
        columns = [*self._model.parts.variables.columns, *self._changed.values()]
        self._solver = Solver(self._model.program, columns)
        changed = self._solver.columns_of(list(self._changed.values()))
        usual = Rounding.of(self._model.parts.variables, self._solver)
        self._rounding = Rounding(np.concatenate([changed, usual.wide]), usual.up)

    @property
    def provisions(self) -> frozenset[str]:
        """Every provision that is not the same in the two plans."""
        return frozenset(self._changed)

    def _tie_decisions(self) -> None:
        program, variables = self._model.program, self._model.parts.variables
        for family in ("place", "hours", "bought"):
            known: Mapping[Placement, Any] = getattr(variables, family)
            today, then = self._today[family], self._then[family]
            for key in sorted({*known, *today, *then}):
                now, later = today.get(key, 0.0), then.get(key, 0.0)
                is_same = abs(now - later) <= _SPARE_HOURS
                if not is_same and key.provision not in self._changed:
                    name = f"changed_{len(self._changed):05d}"
                    self._changed[key.provision] = program.add_variable(name, 0, 1, pulp.LpInteger)
                if key not in known:
                    self.impossible.add(key.provision)
                    continue
                changed = None if is_same else self._changed[key.provision]
                self._tie(known[key], (now, later), changed, spare=family == "hours")

    def _tie(
        self,
        column: Any,
        amounts: tuple[float, float],
        changed: Any,
        *,
        spare: bool,
    ) -> None:
        """Hold a decision as today, or as in the other plan once its provision has changed."""
        room = _SPARE_HOURS if spare else 0.0
        high = [amount + room if amount else 0.0 for amount in amounts]
        low = [max(0.0, amount - room) for amount in amounts]
        rows = (at_most, high), (at_least, low)
        for row, (now, later) in rows:
            terms = [(column, 1.0)]
            if changed is not None:
                terms.append((changed, now - later))
            self._ties += 1
            self._model.program.addConstraint(row(terms, now), f"as_is_or_then_{self._ties:06d}")

    def fewest(self, *, seconds: float, should_stop: Stop) -> int | None:
        """Find the fewest changes with which the rules are kept; ``None``: not found."""
        self._reset(len(self._changed))
        every = [(one, 1.0) for one in self._changed.values()]
        self._solver.aim(self._solver.sum_of(every))
        outcome = self._solver.run(seconds=seconds, gap=_GAP, should_stop=should_stop)
        return None if outcome.values is None else round(outcome.objective)

    def holds(self, state: State, *, seconds: float, should_stop: Stop) -> bool | None:
        """Whether the rules are kept with just a state's changes; ``None``: not told in the time.

        Its statutory shortfall is no larger.
        """
        self._reset(len(self._changed))
        for provision, changed in self._changed.items():
            wanted = float(provision in state.changed)
            self._solver.bound_variable(changed, wanted, wanted)
        short = self._solver.sum_of(self._goals["statutory_shortfall"].terms)
        self._solver.hold(short, max(self._shortfall, state.shortfall_hours[0]) + _ROUNDING)
        self._solver.aim(np.zeros(self._solver.column_count))
        outcome = self._solver.run(seconds=seconds, gap=_GAP, should_stop=should_stop)
        if outcome.is_impossible:
            return False
        return None if outcome.values is None else True

    def best(
        self, most: int, before: State | None = None, *, seconds: float, should_stop: Stop
    ) -> State | None:
        """Find the best plan in which at most so many provisions change.

        First the statutory shortfall is least, down to that of the other plan, then the benefit is
        most. No more goes unfunded than in the other plan.

        Args:
            most: How many provisions may change.
            before: The best that was found with fewer; it is kept where none better is found.
            seconds: Most time to take, roughly [s].
            should_stop: Asked often.

        Returns: ``None`` where there is no such plan, or none was found in the time.
        """
        shortfall, benefit = self._goals["statutory_shortfall"], self._goals["benefit"]
        short = self._solver.sum_of(shortfall.terms)
        clock = Clock(Options(seconds), should_stop)
        self._reset(most)
        start, bound = before.values if before else None, self._shortfall
        if start is None or float(short @ start) > self._shortfall + _ROUNDING:
            least = self._settled(short, start, clock, _SHARE_FOR_THE_LAW)
            if least.values is None:
                return None
            start, bound = least.values, least.bound
        self._solver.hold(short, max(self._shortfall + _ROUNDING, float(short @ start)))
        found = self._settled(self._solver.sum_of(benefit.terms), start, clock, 1.0)
        if found.values is None:
            return None
        return State(
            changed=frozenset(
                provision
                for provision, changed in self._changed.items()
                if self._solver.value_of(changed, found.values) > 1 / 2
            ),
            shortfall_hours=(float(short @ found.values), max(0.0, bound)),
            benefit=(benefit.value(found.objective), benefit.value(found.bound)),
            values=found.values,
        )

    def _settled(self, costs: Array, start: Array | None, clock: Clock, share: float) -> Outcome:
        """Make a sum least in a share of the time that is left."""
        patience = Patience(share * clock.left, _GAP, clock.should_stop)
        return least_of(self._solver, self._rounding, costs, start, patience)

    def _reset(self, most: int) -> None:
        self._solver.reset()
        self._solver.bound_row(self._count, 0.0, float(most))
        unfunded = self._goals["unfunded"]
        limit = self._unfunded / THOUSAND - unfunded.constant + _HELD_MONEY
        self._solver.hold(self._solver.sum_of(unfunded.terms), limit)
        for provision in self.impossible & self.provisions:
            self._solver.bound_variable(self._changed[provision], 1.0, 1.0)


def decided(school: School, rows: Iterable[Row]) -> Decided:
    """Read what each pupil has from allocations, by the family of decisions it belongs to.

    Places and items stand in the term in which they start, support in every term. A programme that
    does not run for all its terms is read as one that starts before the year: no plan has it.
    """
    index = {term.term: number for number, term in enumerate(school.terms)}
    terms: dict[tuple[str, str], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for row in rows:
        if row.hours_per_week > _NOTHING:
            terms[row.pupil, row.provision][index[row.term]] += row.hours_per_week
    found: dict[str, dict[Placement, float]] = {"place": {}, "hours": {}, "bought": {}}
    for (pupil, provision), hours in terms.items():
        entry = school.provision_by_id[provision]
        first = min(hours)
        if entry.is_support:
            for term, amount in hours.items():
                found["hours"][Placement(pupil, provision, term)] = amount
        elif entry.is_item:
            found["bought"][Placement(pupil, provision, first)] = 1.0
        else:
            is_full = sorted(hours) == list(range(first, first + entry.terms))
            found["place"][Placement(pupil, provision, first if is_full else -1)] = 1.0
    return found
