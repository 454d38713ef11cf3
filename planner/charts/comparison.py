"""Today against the plan: totals, and what changes for whom, line by line."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from planner.charts.reach import hours_received, reach_of
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.views import term_name
from planner.charts.words import counted, hours, percent, pounds
from planner.costing.today import cost_today
from planner.optimiser.plan import Plan
from planner.school.records import CurrentAllocation
from planner.school.school import School

_LEAST_CHANGE = 0.005


@dataclass(frozen=True)
class Change:
    """One line that is not the same in the plan as it is today.

    Attributes:
        today: Hours a week today [h/week].
        planned: Hours a week in the plan [h/week].
        hours_in_year: The change over the weeks of the line, as a number above 0 [h/year].
    """

    pupil: str
    provision: str
    term: str
    today: float
    planned: float
    hours_in_year: float

    @property
    def what(self) -> str:
        """What happens to the line, in a word or two."""
        if self.today < _LEAST_CHANGE:
            return "starts"
        if self.planned < _LEAST_CHANGE:
            return "ends"
        return "more hours" if self.planned > self.today else "fewer hours"


def changes(school: School, plan: Plan) -> tuple[Change, ...]:
    """Every line that changes, the largest change first; none where today is not known."""
    today: dict[tuple[str, str, str], float] = defaultdict(float)
    planned: dict[tuple[str, str, str], float] = defaultdict(float)
    weeks: dict[tuple[str, str, str], float] = defaultdict(float)
    for rows, found in ((school.current_plan or (), today), (plan.allocations, planned)):
        for row in rows:
            line = (row.pupil, row.provision, row.term)
            found[line] += row.hours_per_week
            received = hours_received(row, school)
            if row.hours_per_week > 0:
                weeks[line] = max(weeks[line], received / row.hours_per_week)
    found_changes = [
        Change(*line, today[line], planned[line], abs(planned[line] - today[line]) * weeks[line])
        for line in set(today) | set(planned)
        if abs(planned[line] - today[line]) >= _LEAST_CHANGE
    ]
    found_changes.sort(key=lambda change: (-round(change.hours_in_year, 6), *_line(change)))
    return tuple(found_changes)


def sentence(school: School, plan: Plan) -> str:
    """What changes from today, in one or two sentences."""
    if school.current_plan is None:
        return (
            "What the school does today is not entered, so there is nothing to compare with. "
            "It is the file current_plan.csv."
        )
    found = changes(school, plan)
    if not found:
        return "The plan keeps everything as it is today."
    pupils = len({change.pupil for change in found})
    reach = reach_of(school, plan)
    today = reach.mean_today(reach.needs) or 0.0
    cost_now, costs_unknown = _cost_now(school.current_plan, school)
    known = f" (lines without a known rate: {costs_unknown})" if costs_unknown else ""
    return (
        f"Needs met go from {percent(today)} to {percent(reach.planned_mean(reach.needs))}. "
        f"{counted(len(found), 'line')} for {counted(pupils, 'pupil')} "
        f"{'changes' if len(found) == 1 else 'change'}. Provision costs "
        f"{pounds(_cost_planned(plan))} in the plan and {pounds(cost_now)} today{known}."
    )


def totals(school: School, plan: Plan) -> Table:
    """Today and the plan side by side, in a few lines."""
    rows = school.current_plan or ()
    reach = reach_of(school, plan)
    lowest = [
        (reach.mean_today(needs) or 0.0, reach.planned_mean(needs))
        for needs in reach.needs_by_pupil().values()
    ]
    hours_now = sum(hours_received(row, school) for row in rows)
    hours_planned = sum(hours_received(row, school) for row in plan.allocations)
    cost_now, _ = _cost_now(rows, school)
    lines: tuple[tuple[Cell, ...], ...] = (
        (
            "Needs met, all pupils",
            percent(reach.mean_today(reach.needs) or 0.0),
            percent(reach.planned_mean(reach.needs)),
        ),
        (
            "Needs met, pupil helped least",
            percent(min((now for now, _ in lowest), default=0.0)),
            percent(min((then for _, then in lowest), default=0.0)),
        ),
        (
            "Hours received by pupils in the year",
            hours(round(hours_now)),
            hours(round(hours_planned)),
        ),
        ("Cost of provision in the year", pounds(cost_now), pounds(_cost_planned(plan))),
        (
            "Pupils who receive something",
            str(len({row.pupil for row in rows if row.hours_per_week > 0})),
            str(len({row.pupil for row in plan.allocations})),
        ),
    )
    return Table(
        name="today_and_plan",
        says="Today and the plan side by side.",
        columns=(Column("What", ColumnKind.CODE), Column("Today"), Column("The plan")),
        rows=lines,
    )


def changes_table(school: School, plan: Plan) -> Table:
    """What changes from today, line by line."""
    return Table(
        name="changes_from_today",
        says="Every line that is not the same in the plan as it is today, largest change first.",
        columns=(
            Column("Pupil", ColumnKind.CODE),
            Column("Provision"),
            Column("Term"),
            Column("What changes"),
            Column("Today (hours a week)", ColumnKind.HOURS),
            Column("In the plan (hours a week)", ColumnKind.HOURS),
            Column("Change (hours)", ColumnKind.HOURS, "Over the weeks of the term"),
        ),
        rows=tuple(
            (
                change.pupil,
                school.provision_by_id[change.provision].name,
                term_name(change.term, school),
                change.what,
                change.today,
                change.planned,
                change.hours_in_year,
            )
            for change in changes(school, plan)
        ),
    )


def _line(change: Change) -> tuple[str, str, str]:
    return change.pupil, change.provision, change.term


def _cost_planned(plan: Plan) -> Decimal:
    return sum((row.cost or Decimal(0) for row in plan.allocations), Decimal(0))


def _cost_now(rows: tuple[CurrentAllocation, ...], school: School) -> tuple[Decimal, int]:
    """The cost of what is done today, and how many lines no rate is known for."""
    costs = [cost_today(row, school) for row in rows]
    known = [cost for cost in costs if cost is not None]
    return sum(known, Decimal(0)), len(costs) - len(known)
