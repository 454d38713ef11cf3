"""What provision costs for each pupil, and for each unit of progress, as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import counted
from planner.impact.cost import (
    NoCost,
    ProgressCost,
    costs_of_progress,
    costs_per_pupil,
)
from planner.school.records import Allocation
from planner.school.school import School


def costs_table(school: School, plan: Sequence[Allocation] | None) -> Table:
    """Give the cost of progress for each provision and measure, then provision not measured yet.

    Args:
        school: The school, with its reviews.
        plan: The lines of the plan; ``None`` where there is none.
    """
    rows = tuple(_rows(school, plan))
    return Table(
        name="cost_of_progress",
        says="What each provision costs for a pupil and for a unit of progress, by measure.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("Measure"),
            Column("Cost per pupil (£ a year)", ColumnKind.MONEY),
            Column("Progress", ColumnKind.HOURS, _PROGRESS),
            Column("Cost per unit (£)", ColumnKind.PENCE, _PER_UNIT),
            Column("Why it is blank"),
            Column("Pupils measured", ColumnKind.COUNT),
            Column("Pupils who have it", ColumnKind.COUNT),
            Column("Cost taken from"),
        ),
        rows=rows,
    )


_PROGRESS = "The mean of a pupil, in the unit of the measure; above 0 where it is better"
_PER_UNIT = "A pupil’s cost in the terms reviewed, over a pupil’s progress"


def costs_say(table: Table, school: School) -> str:
    """Say how many costs of progress are known, and in which year's money."""
    known = sum(row[4] is not None for row in table.rows)
    year = school.details.academic_year
    if not known:
        return f"No cost of progress is known yet. Costs are those of {year}."
    return (
        f"{counted(known, 'cost')} of progress made in {year}, by what the terms reviewed cost in "
        "that year. Compare them only within one measure: a point of one test is not a point of "
        "another."
    )


def _rows(school: School, plan: Sequence[Allocation] | None) -> Iterator[tuple[Cell, ...]]:
    measured = costs_of_progress(school, plan)
    for one in measured:
        yield _row(one, school)
    done = {one.provision for one in measured}
    for code, cost in costs_per_pupil(school, plan).items():
        if code not in done and cost.basis is not None:
            blank = ProgressCost(code, "", 0, None, cost, None, NoCost.NOT_MEASURED)
            yield _row(blank, school)


def _row(one: ProgressCost, school: School) -> tuple[Cell, ...]:
    return (
        school.provision_by_id[one.provision].name,
        one.measure,
        _pounds(one.per_pupil.cost),
        one.progress,
        _pounds(one.per_unit),
        one.why_not.value if one.why_not else "",
        one.reviewed,
        one.per_pupil.pupils or None,
        "" if one.per_pupil.basis is None else str(one.per_pupil.basis),
    )


def _pounds(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
