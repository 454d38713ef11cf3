"""The plan's workbook from its first sheet to its last."""

from __future__ import annotations

from decimal import Decimal

from planner.documents.workbook import lines, sums
from planner.documents.workbook.book import book_bytes
from planner.documents.workbook.grid import Cell, Column, Formula, Grid, Kind, where
from planner.documents.workbook.lines import ADDED, NO_STREAM, OWED
from planner.optimiser.plan import Plan
from planner.school.school import School


def workbook_of(school: School, plan: Plan) -> bytes:
    """Write a plan as a workbook whose totals are formulas over its own lines."""
    details = school.details
    return book_bytes(grids_of(school, plan), f"{details.name}, {details.academic_year}")


def grids_of(school: School, plan: Plan) -> tuple[Grid, ...]:
    """Every sheet, the sums before the lines that they are of."""
    found = sums.Lines(
        lines.allocations(school, plan),
        lines.deployment(school, plan),
        lines.spending(school, plan),
    )
    statutory = sums.statutory(school, plan)
    streams = sums.by_stream(school, plan, found)
    return (
        _summary(school, plan, found, streams, statutory),
        sums.by_pupil(school, plan, found, statutory),
        sums.by_adult(school, found),
        sums.by_provision(school, plan, found),
        streams,
        statutory,
        found.allocations,
        found.deployment,
        found.spending,
    )


def _summary(school: School, plan: Plan, found: sums.Lines, streams: Grid, statutory: Grid) -> Grid:
    """The figures of the plan as a whole, each with its unit in its own column."""
    summary = plan.summary
    money_in = Formula(f"=SUM({streams.span('Money in')})", _exact(streams, "Money in"))
    owed, added = (_spent(found.spending, "Owed or added", kind) for kind in (OWED, ADDED))
    unfunded = _spent(found.spending, "Stream", NO_STREAM)
    left = Formula(f"=SUM({streams.span('Left')})", _exact(streams, "Left"))
    short = Formula(
        f"=SUM({statutory.span('Short in the year')})", statutory.total("Short in the year")
    )
    hours = [
        Formula(f"=SUM({grid.span('Hours in the term')})", grid.total("Hours in the term"))
        for grid in (found.allocations, found.deployment)
    ]
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Money in for the year", money_in, None, None),
        ("Owed whatever the plan does", owed, None, None),
        ("Added by the plan", added, None, None),
        ("Of both, for which no money was found", unfunded, None, None),
        ("Left", left, None, None),
        ("Statutory hours short in the year", None, short, None),
        ("Received by pupils in the year", None, hours[0], None),
        ("Given by adults in the year", None, hours[1], None),
        ("Needs met, weighted by priority", None, None, summary.mean_coverage),
        ("Needs met, pupil helped least", None, None, summary.worst_coverage),
    )
    columns = (
        Column("What", width=44),
        Column("Pounds", Kind.MONEY, 18),
        Column("Hours", Kind.HOURS, 18),
        Column("Share", Kind.PERCENT, 12),
    )
    says = (
        f"The plan for {school.details.name}, {school.details.academic_year}. Inputs "
        f"{summary.inputs_sha256[:12]}, Evenhand {summary.planner_version}."
    )
    return Grid("Summary", says, columns, rows)


def _exact(grid: Grid, title: str) -> Decimal:
    return Decimal(str(grid.total(title)))


def _spent(spending: Grid, column: str, wanted: str) -> Formula:
    text = where(((spending.span(column), f'"{wanted}"'),), spending.span("Amount"), exactly=False)
    titles = [one.title for one in spending.columns]
    place, amount = titles.index(column), titles.index("Amount")
    cells = (row[amount] for row in spending.rows if row[place] == wanted)
    return Formula(text, sum((one for one in cells if isinstance(one, Decimal)), Decimal(0)))
