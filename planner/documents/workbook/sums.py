"""The sums of a plan as sheets: each figure is a formula over the plan's lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from planner.charts.duties import periods_in
from planner.charts.reach import reach_of
from planner.charts.views import may_pay, term_name
from planner.charts.words import engagement_name, kind_name, status_name
from planner.documents.workbook.grid import (
    Cell,
    Column,
    Formula,
    Grid,
    Kind,
    are_alike,
    cell_at,
    where,
)
from planner.documents.workbook.lines import ADULT, BEYOND, LEDGER_COLUMNS, NO_STREAM, PAYS
from planner.optimiser.plan import Plan
from planner.school.school import School

Number = float | Decimal


class Lines:
    """The sheets of lines, and what stands in them by code."""

    def __init__(self, allocations: Grid, deployment: Grid, spending: Grid) -> None:
        self.allocations, self.deployment, self.spending = allocations, deployment, spending

    def of(
        self, lines: Grid, amount: str, keys: Iterable[tuple[str, str, str]], *, exactly: bool
    ) -> Formula:
        """A formula that adds up a column of lines, and its result.

        Args:
            lines: The sheet.
            amount: The column that is added up.
            keys: The column of each key, what it has to be, and how a formula says that.
            exactly: Whether codes are compared sign by sign.
        """
        keys = tuple(keys)
        places = {column.title: place for place, column in enumerate(lines.columns)}
        text = where(
            tuple((lines.span(title), said) for title, _, said in keys),
            lines.span(amount),
            exactly=exactly,
        )
        cells = [
            row[places[amount]]
            for row in lines.rows
            if all(row[places[title]] == wanted for title, wanted, _ in keys)
        ]
        return Formula(text, _total(cells))

    @property
    def of_rate(self) -> tuple[str, ...]:
        """The columns of the lines that are about the authority's rate; none without a rate."""
        titles = [column.title for column in self.allocations.columns]
        return tuple(title for title in (PAYS, BEYOND) if title in titles)


def _total(cells: Iterable[Cell]) -> Number:
    values = [cell.value if isinstance(cell, Formula) else cell for cell in cells]
    if any(isinstance(one, Decimal) for one in values):
        return sum((one for one in values if isinstance(one, Decimal)), Decimal(0))
    return sum(one for one in values if isinstance(one, float))


def by_pupil(school: School, plan: Plan, lines: Lines, statutory: Grid) -> Grid:
    """Every pupil: hours received, what they cost, and statutory hours that are missing."""
    reach = reach_of(school, plan)
    needs = reach.needs_by_pupil()
    exactly = are_alike(pupil.pupil for pupil in school.pupils)
    rows: list[tuple[Cell, ...]] = []
    for place, pupil in enumerate(school.pupils):
        key = (("Pupil", pupil.pupil, cell_at(place, 0)),)
        hours = lines.of(lines.allocations, "Hours in the term", key, exactly=exactly)
        mine = needs.get(pupil.pupil, ())
        rows.append(
            (
                pupil.pupil,
                pupil.year_group,
                status_name(pupil.sen_status),
                reach.planned_mean(mine) if mine else None,
                hours,
                Formula(
                    f"={cell_at(place, 4)}/{school.weeks_in_year:g}",
                    float(hours.value) / school.weeks_in_year,
                ),
                lines.of(statutory, "Short in the year", key, exactly=exactly),
                *(
                    lines.of(lines.allocations, title, key, exactly=exactly)
                    for title in ("Cost in the term", *lines.of_rate)
                ),
            )
        )
    columns = (
        Column("Pupil"),
        Column("Year"),
        Column("Status", width=14),
        Column("Needs met in the plan", Kind.PERCENT),
        Column("Received in the year", Kind.HOURS, has_total=True),
        Column("Received a week", Kind.HOURS, has_total=True),
        Column("Statutory hours short in the year", Kind.HOURS, 18, has_total=True),
        Column("Cost in the year", Kind.MONEY, 16, has_total=True),
        *(LEDGER_COLUMNS if lines.of_rate else ()),
    )
    return Grid("By pupil", "Every pupil of the register.", columns, tuple(rows))


def by_adult(school: School, lines: Lines) -> Grid:
    """Every adult: hours with pupils, and what they cost in all."""
    exactly = are_alike(member.staff for member in school.staff)
    rows: list[tuple[Cell, ...]] = []
    for place, member in enumerate(school.staff):
        at_key = cell_at(place, 0)
        hours = lines.of(
            lines.deployment,
            "Hours in the term",
            (("Adult", member.staff, at_key),),
            exactly=exactly,
        )
        cost = lines.of(
            lines.spending,
            "Amount",
            (("Is a cost of", ADULT, f'"{ADULT}"'), ("Which", member.staff, at_key)),
            exactly=exactly,
        )
        week = float(hours.value) / school.weeks_in_year
        rows.append(
            (
                member.staff,
                member.role,
                engagement_name(member.engagement),
                hours,
                Formula(f"={cell_at(place, 3)}/{school.weeks_in_year:g}", week),
                cost,
            )
        )
    columns = (
        Column("Adult"),
        Column("Role", width=18),
        Column("Paid how", width=20),
        Column("With pupils in the year", Kind.HOURS, has_total=True),
        Column("With pupils a week", Kind.HOURS, has_total=True),
        Column("Cost in the year", Kind.MONEY, 16, has_total=True),
    )
    says = (
        "Every adult of the register; hours with preparation, cost with paid time not with pupils."
    )
    return Grid("By adult", says, columns, tuple(rows))


def by_provision(school: School, plan: Plan, lines: Lines) -> Grid:
    """Every provision: how many have it, hours received and given, and what places cost."""
    pupils: dict[str, set[str]] = defaultdict(set)
    for row in plan.allocations:
        pupils[row.provision].add(row.pupil)
    exactly = are_alike(one.provision for one in school.provisions)
    rows: list[tuple[Cell, ...]] = []
    for place, one in enumerate(school.provisions):
        key = (("Provision", one.provision, cell_at(place, 0)),)
        rows.append(
            (
                one.provision,
                one.name,
                kind_name(one.kind),
                len(pupils[one.provision]),
                lines.of(lines.allocations, "Hours in the term", key, exactly=exactly),
                lines.of(lines.deployment, "Hours in the term", key, exactly=exactly),
                *(
                    lines.of(lines.allocations, title, key, exactly=exactly)
                    for title in ("Cost in the term", *lines.of_rate)
                ),
            )
        )
    columns = (
        Column("Provision", width=16),
        Column("Name", width=40),
        Column("Given as"),
        Column("Pupils", Kind.COUNT),
        Column("Received by pupils in the year", Kind.HOURS, 18, has_total=True),
        Column("Given by adults in the year", Kind.HOURS, 18, has_total=True),
        Column("Cost in the year", Kind.MONEY, 16, has_total=True),
        *(LEDGER_COLUMNS if lines.of_rate else ()),
    )
    says = "Every provision of the catalogue; its cost is that of the pupils’ places in it."
    return Grid("By provision", says, columns, tuple(rows))


def by_stream(school: School, plan: Plan, lines: Lines) -> Grid:
    """Every stream of money: what it holds, what it paid, and what is left."""
    names = [stream.stream for stream in school.funding]
    exactly = are_alike([*names, NO_STREAM])
    rows: list[tuple[Cell, ...]] = []
    held = {row.stream: row.amount for row in plan.funding}
    for place, name in enumerate([*names, NO_STREAM]):
        key = (("Stream", name, cell_at(place, 0)),)
        spent = lines.of(lines.spending, "Amount", key, exactly=exactly)
        stream = school.stream_by_id.get(name)
        amount = held.get(name, Decimal(0))
        # What no money was found for is owed, and leaves nothing.
        left = Formula(
            f"={cell_at(place, 3)}-{cell_at(place, 4)}", amount - Decimal(str(spent.value))
        )
        rows.append(
            (
                name,
                stream.name if stream else "No money found",
                may_pay(stream, school) if stream else None,
                amount if stream else None,
                spent,
                left if stream else None,
            )
        )
    columns = (
        Column("Stream", width=18),
        Column("Name", width=38),
        Column("May pay for", width=38),
        Column("Money in", Kind.MONEY, 16, has_total=True),
        Column("Spent", Kind.MONEY, 16, has_total=True),
        Column("Left", Kind.MONEY, 16, has_total=True),
    )
    return Grid("Money by stream", "Every stream of money in the year.", columns, tuple(rows))


def statutory(school: School, plan: Plan) -> Grid:
    """What the law asks for, what is planned, and what is short."""
    items = {item.item: item for item in school.statutory}
    rows: list[tuple[Cell, ...]] = []
    for place, row in enumerate(plan.statutory):
        item = items[row.item]
        periods = periods_in(row, item, school)
        short = max(0.0, row.required_hours - row.planned_hours)
        rows.append(
            (
                row.item,
                row.pupil,
                item.source or None,
                row.per.value,
                term_name(row.term, school) if row.term else None,
                row.required_hours,
                row.planned_hours,
                Formula(f"=MAX(0,{cell_at(place, 5)}-{cell_at(place, 6)})", short),
                periods,
                Formula(f"={cell_at(place, 7)}*{cell_at(place, 8)}", short * periods),
                row.reason or None,
            )
        )
    columns = (
        Column("Item"),
        Column("Pupil"),
        Column("Written in", width=20),
        Column("Per", width=8),
        Column("Term", width=16),
        Column("Owed in each", Kind.HOURS),
        Column("Planned in each", Kind.HOURS),
        Column("Short in each", Kind.HOURS),
        Column("How many in force", Kind.WEEKS),
        Column("Short in the year", Kind.HOURS, 14, has_total=True),
        Column("Why", width=60),
    )
    says = "What the law asks for in each week, term or year, what is planned, and what is short."
    return Grid("Statutory", says, columns, tuple(rows))
