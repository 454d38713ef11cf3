"""Today against the best plan, and the shortest list of changes that takes most of the gain.

Today is re-checked and counted by the rules of a plan, without the solver, and never refused. The
list is found by solving again: with so many provisions as in the best plan and all others as they
are today, which ones do most, where adults, groups, money and every pupil's time still hold.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from planner.costing.today import cost_today
from planner.errors import PlanningError
from planner.insight.answer import Pounds
from planner.insight.best_rows import (
    NO_MONEY,
    BestAnswer,
    BestAsked,
    BestBreachRow,
    BestChangeRow,
    BestLineRow,
    BestPlanRow,
    BestStepRow,
)
from planner.insight.measure import whole_benefit
from planner.insight.question import Asking
from planner.optimiser.checks.coverage import coverage_by_pupil, hours_by_need, served_needs
from planner.optimiser.checks.goal import benefit
from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.statute import shortfall_in_year
from planner.optimiser.plan import Plan, Status
from planner.optimiser.progress import Options
from planner.optimiser.solve import make_plan
from planner.optimiser.today import (
    adult_hours_today,
    allocations_today,
    breaches_today,
    reading_of,
)
from planner.optimiser.toward import State, Toward
from planner.school.records import Allocation
from planner.school.school import School

_NOTHING = 1e-6
_MINUTE = 1 / 60
_CLOSE = 0.002
_STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 70, 100)
_LEAST_SECONDS = 2.0
_SHARE_FOR_A_STEP = 0.25


def ask_best(asking: Asking, asked: BestAsked) -> BestAnswer:
    """Compare today with the best plan, and find the changes that take most of the difference.

    Raises:
        ContradictionError: There is no plan, as decisions already made cannot be kept.
    """
    study = _Study(asking, asked)
    if asking.school.current_plan is None:
        study.is_whole = True
    else:
        for step in (study.count_today, study.find_the_best, study.find_the_changes):
            if asking.is_stopped():
                break
            step()
    facts = {
        "inputs_sha256": asking.school.inputs_sha256,
        "seconds": asking.seconds,
        "is_whole": study.is_whole,
        "is_known": asking.school.current_plan is not None,
        "share": asked.share,
    }
    return BestAnswer.model_validate(facts | study.facts)


@dataclass(frozen=True)
class _Figures:
    """What some allocations come to, by the rules of a plan."""

    shortfall_hours: float
    benefit: float


class _Study:
    """One asking, step by step; what was found stands in ``facts``."""

    def __init__(self, asking: Asking, asked: BestAsked) -> None:
        self._asking = asking
        self._asked = asked
        self._school = asking.school
        self._plan = asking.plan
        self.is_whole = False
        self.facts: dict[str, Any] = {}
        self._steps_told = 0
        self._steps: dict[int, BestStepRow] = {}
        self._states: dict[int, State] = {}

    def _tell(self, doing: str) -> None:
        self._steps_told += 1
        steps = max(self._steps_told, 2 + len(self._counts()))
        self._asking.tell(doing, self._steps_told, steps)

    def count_today(self) -> None:
        """Check and count what is done today; who could have what alone is known from the plan."""
        self._tell("Checking and counting what is done today")
        self._today = allocations_today(self._school)
        self._now = self._figures(self._today)
        self._breaches = breaches_today(self._school)
        self.facts["breaches"] = tuple(
            BestBreachRow(rule=one.rule, where=one.where, what=one.what) for one in self._breaches
        )

    def find_the_best(self) -> None:
        """Take the plan there is, or make one."""
        self._tell("Finding the best plan with the same money and staff")
        if self._plan is None:
            options = Options(time_limit=self._asked.seconds)
            try:
                self._plan = make_plan(self._school, options, should_stop=self._asking.should_stop)
            except PlanningError:
                if self._asking.is_stopped():
                    return
                raise
        plan = self._plan
        self._then = self._figures(plan.allocations)
        costs = [cost_today(row, self._school) for row in self._school.current_plan or ()]
        most = next(goal for goal in plan.summary.goals if goal.name == "benefit")
        self.facts |= {
            "is_proven": plan.summary.status is Status.OPTIMAL,
            "needs_met_bound": min(1.0, self._met(most.bound)),
            "costs_unknown": sum(cost is None for cost in costs),
            "plans": (
                self._plan_row("today", self._today, _added(costs)),
                self._plan_row(
                    "best", plan.allocations, _added([row.cost for row in plan.allocations])
                ),
            ),
        }

    def find_the_changes(self) -> None:
        """Solve for the best that one change can do, and two, until most of the gain is made."""
        plan = self._plan
        if plan is None:
            return
        self._seconds_before = self._asking.seconds
        self._toward = Toward(self._school, plan)
        self.facts["differing"] = len(self._toward.provisions)
        self.facts["fewest_changes"] = fewest = self._toward.fewest(
            seconds=self._left(), should_stop=self._asking.should_stop
        )
        if fewest == 0 and not self._has_gain():
            self.facts["enough_changes"] = 0
        elif fewest is not None:
            self._look_up(fewest)
        self.is_whole = fewest is not None and not self._asking.is_stopped()

    def _look_up(self, fewest: int) -> None:
        """Allow more and more changes until enough of the gain is made, then look between."""
        before: State | None = None
        enough, too_few = 0, fewest - 1
        for most in self._counts(fewest):
            found = self._solved(most, before)
            if found is not None and self._is_enough(self._steps[most]):
                enough = most
                break
            before, too_few = found or before, most
        while enough - too_few > 1 and not self._asking.is_stopped():
            middle = (enough + too_few) // 2
            found = self._solved(middle, before)
            if found is not None and self._is_enough(self._steps[middle]):
                enough = middle
            else:
                before, too_few = found or before, middle
        if enough:
            self.facts["enough_changes"] = enough
            self.facts["lines"] = self._line_rows(self._states[enough])
            self._confirm(self._states[enough])
        counts = sorted(self._steps)
        self.facts["steps"] = tuple(self._steps[most] for most in counts)
        self.facts["changes"] = tuple(
            row for most in counts for row in self._change_rows(most, self._states[most])
        )

    def _confirm(self, state: State) -> None:
        """Ask of the program with every rule whether the list could be carried out."""
        if self._plan is not None and not self._asking.is_stopped():
            self._tell("Confirming that the changes keep every rule")
            exact = Toward(self._school, self._plan, is_exact=True)
            self.facts["confirmed"] = exact.holds(
                state, seconds=self._left(), should_stop=self._asking.should_stop
            )

    def _solved(self, most: int, before: State | None) -> State | None:
        """Solve for the best that so many changes can do."""
        if self._asking.is_stopped():
            return None
        self._tell(f"Finding the best that {most} {'change' if most == 1 else 'changes'} can do")
        found = self._toward.best(
            most, before, seconds=self._left(), should_stop=self._asking.should_stop
        )
        if found is not None:
            self._states[most] = found
            self._steps[most] = self._step_row(most, found)
        return found

    def _counts(self, fewest: int = 1) -> list[int]:
        """List how many changes to look at, from the fewest that keep the rules."""
        most = min(self._asked.most_changes, self.facts.get("differing", 100))
        some = {*(one for one in _STEPS if one < most), fewest, most}
        return sorted(one for one in some if max(1, fewest) <= one <= most)

    def _left(self) -> float:
        """How long one step may take [s]."""
        left = self._asked.seconds - (self._asking.seconds - self._seconds_before)
        return max(_LEAST_SECONDS, _SHARE_FOR_A_STEP * left)

    def _figures(self, allocations: tuple[Allocation, ...]) -> _Figures:
        reading = reading_of(self._school, allocations)
        return _Figures(shortfall_in_year(reading), benefit(reading))

    def _met(self, worth: float) -> float:
        """Benefit as a share of what meeting every need in full would give [share 0-1]."""
        whole = whole_benefit(self._school, served_needs(reading_of(self._school, ())))
        return worth / whole if whole else 0.0

    def _gain(self, worth: float) -> float | None:
        """How much of the gain in needs met is made [share]; ``None``: there is none."""
        whole = self._then.benefit - self._now.benefit
        return (worth - self._now.benefit) / whole if whole > _NOTHING else None

    def _plan_row(self, name: str, rows: tuple[Allocation, ...], cost: Pounds) -> BestPlanRow:
        assert self._plan is not None
        is_today = name == "today"
        reading = reading_of(self._school, rows)
        by_pupil = coverage_by_pupil(reading)
        most_alone = self._plan.summary.most_alone
        shares = [
            by_pupil[pupil] / most for pupil, most in most_alone.items() if most > 0
            if pupil in by_pupil
        ]  # fmt: skip
        return BestPlanRow.model_validate(
            {
                "plan": name,
                "shortfall_hours": self._now.shortfall_hours
                if is_today
                else self._plan.summary.statutory_shortfall_hours,
                "needs_met": self._met(benefit(reading)),
                "mean_coverage": _mean(reading),
                "lowest_coverage": min(by_pupil.values(), default=0.0),
                "fair_share": min(1.0, min(shares, default=0.0)),
                "cost": cost,
                "adult_hours_per_week": _adults_today(self._school)
                if is_today
                else _adults_in(self._school, self._plan),
                "pupils": len({row.pupil for row in rows}),
                "breaches": len(self._breaches) if is_today else 0,
            }
        )

    def _step_row(self, most: int, state: State) -> BestStepRow:
        short, least = state.shortfall_hours
        _, bound = state.benefit
        # Counted from the lines themselves, like today's and the best plan's.
        worth = self._figures(self._state(state.changed)).benefit
        bound = max(worth, bound)
        assert self._plan is not None
        more = self._now.shortfall_hours - self._plan.summary.statutory_shortfall_hours
        law = (self._now.shortfall_hours - short) / more if more > _MINUTE else None
        return BestStepRow(
            changes=most,
            shortfall_hours=short,
            shortfall_hours_bound=least,
            needs_met=self._met(worth),
            needs_met_bound=min(1.0, self._met(bound)),
            share=self._gain(worth),
            share_bound=self._gain(bound),
            law_share=None if law is None else min(1.0, law),
            basis="solved" if bound - worth <= _CLOSE * abs(bound) else "range",
        )

    def _has_gain(self) -> bool:
        """Whether the best plan meets more of the needs than today, or more of what is owed."""
        assert self._plan is not None
        law = self._now.shortfall_hours - self._plan.summary.statutory_shortfall_hours
        return self._gain(self._then.benefit) is not None or law > _MINUTE

    def _is_enough(self, row: BestStepRow) -> bool:
        parts = [part for part in (row.share, row.law_share) if part is not None]
        return all(part >= self._asked.share for part in parts)

    def _state(self, changed: frozenset[str]) -> tuple[Allocation, ...]:
        """The lines of a state: today's, but for the provisions that have changed."""
        assert self._plan is not None
        kept = (row for row in self._today if row.provision not in changed)
        return (*kept, *(row for row in self._plan.allocations if row.provision in changed))

    def _change_rows(self, most: int, state: State) -> list[BestChangeRow]:
        whole = self._figures(self._state(state.changed)).benefit
        rows = []
        for code in sorted(state.changed):
            without = self._figures(self._state(state.changed - {code})).benefit
            gain = self._then.benefit - self._now.benefit
            rows.append(self._change_row(most, code, whole - without, gain))
        return sorted(rows, key=lambda row: (-(row.share_without or 0.0), row.provision))

    def _change_row(self, most: int, code: str, lost: float, gain: float) -> BestChangeRow:
        assert self._plan is not None
        now = [row for row in self._today if row.provision == code]
        then = [row for row in self._plan.allocations if row.provision == code]
        before, after = {row.pupil for row in now}, {row.pupil for row in then}
        rows_today = (row for row in self._school.current_plan or () if row.provision == code)
        cost_now = _added([cost_today(row, self._school) for row in rows_today])
        return BestChangeRow(
            changes=most,
            provision=code,
            what="starts" if not before else "ends" if not after else "changes",
            pupils_today=len(before),
            pupils_then=len(after),
            joining=len(after - before),
            leaving=len(before - after),
            hours_today=sum(row.hours_per_week * row.weeks for row in now),
            hours_then=sum(row.hours_per_week * row.weeks for row in then),
            cost_change=_added([row.cost for row in then]) - cost_now,
            share_without=lost / gain if gain > _NOTHING else None,
        )

    def _line_rows(self, state: State) -> tuple[BestLineRow, ...]:
        assert self._plan is not None
        hours: dict[tuple[str, str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
        for number, rows in enumerate((self._today, self._plan.allocations)):
            for row in rows:
                if row.provision in state.changed:
                    hours[row.provision, row.pupil, row.term][number] += row.hours_per_week
        order = {term.term: number for number, term in enumerate(self._school.terms)}
        return tuple(
            BestLineRow(
                pupil=pupil,
                provision=provision,
                term=term,
                hours_per_week_today=now,
                hours_per_week_then=then,
            )
            for (provision, pupil, term), (now, then) in sorted(
                hours.items(), key=lambda pair: (*pair[0][:2], order[pair[0][2]])
            )
            if abs(now - then) > _NOTHING
        )


def _added(costs: list[Decimal | None]) -> Decimal:
    total = sum((cost for cost in costs if cost is not None), NO_MONEY)
    return total.quantize(Decimal("0.01"))


def _mean(reading: Reading) -> float:
    hours = hours_by_need(reading)
    needs = served_needs(reading)
    weights = sum(need.weight for need in needs)
    covered = sum(need.weight * hours[need.need].coverage for need in needs)
    return covered / weights if weights else 0.0


def _adults_today(school: School) -> float:
    hours = sum(sum(adult_hours_today(school, term).values()) * term.weeks for term in school.terms)
    return hours / school.weeks_in_year


def _adults_in(school: School, plan: Plan) -> float:
    hours = sum(row.hours_per_week * school.term_by_id[row.term].weeks for row in plan.deployment)
    return hours / school.weeks_in_year
