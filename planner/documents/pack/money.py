"""The money that a plan takes for granted: what comes in, what is owed, and the figures of pay."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import sentence_case, stream_kind_name
from planner.costing.owed import costs_of_referrals
from planner.costing.pence import to_the_penny
from planner.costing.staff import annual_cost_lines
from planner.documents.pack.nobody import of_nobody
from planner.parameters.figure import STATUS_WORDS, Figure, day_written, written
from planner.school.codes import StreamKind
from planner.school.school import School


def income_table(school: School) -> Table:
    """What comes in by where it comes from; streams of one kind are taken together."""
    amounts: dict[StreamKind, Decimal] = defaultdict(Decimal)
    streams: dict[StreamKind, int] = defaultdict(int)
    for stream in school.funding:
        amounts[stream.kind] += stream.amount
        streams[stream.kind] += 1
    order = sorted(amounts, key=lambda kind: (-amounts[kind], kind.value))
    rows = [(stream_kind_name(kind), streams[kind], float(amounts[kind])) for kind in order]
    total = ("All", len(school.funding), float(sum(amounts.values(), Decimal(0))))
    return Table(
        name="income",
        says="Money in, by where it comes from.",
        columns=(
            Column("Where it comes from", ColumnKind.CODE),
            Column("Streams", ColumnKind.COUNT),
            Column("Amount (£ a year)", ColumnKind.PENCE),
        ),
        rows=(*rows, total),
    )


def committed_table(school: School) -> Table:
    """The budget lines, the largest first, and all referrals together."""
    lines = sorted(school.budget_lines, key=lambda line: (-line.amount, line.line))
    costs = costs_of_referrals(school.referrals, school.staff)
    referred = sum((to_the_penny(one.amount) for one in costs if one.amount), Decimal(0))
    referrals = [("Referrals to services", "Referrals", float(referred))] if referred else []
    total = sum((line.amount for line in lines), referred)
    return Table(
        name="budget_lines",
        says="What must be paid whatever the plan does, besides salaries.",
        columns=(
            Column("What it is for", ColumnKind.CODE),
            Column("Heading"),
            Column("Amount (£ a year)", ColumnKind.PENCE),
        ),
        rows=(
            *(
                (
                    of_nobody(line.name or "Budget line", school),
                    sentence_case(of_nobody(line.category, school)),
                    float(line.amount),
                )
                for line in lines
            ),
            *referrals,
            ("All", "", float(total)),
        ),
    )


def figures_table(school: School) -> Table:
    """Every dated figure from which an adult's cost is worked out, with its source."""
    figures: dict[str, Figure] = {}
    for member in school.staff:
        if member.pay_point and not member.engagement.is_by_the_hour:
            for line in annual_cost_lines(member, school):
                figures |= {figure.name: figure for figure in line.figures}
    return Table(
        name="figures",
        says="The dated figures of pay, with their sources.",
        columns=(
            Column("Figure", ColumnKind.CODE),
            Column("Amount", ColumnKind.SHOWN),
            Column("In force from"),
            Column("Which is"),
            Column("Source, and when it was read"),
        ),
        rows=tuple(
            (
                one.label,
                written(one),
                day_written(one.starts) if one.starts else "not said",
                STATUS_WORDS[one.status],
                _source(one),
            )
            for _, one in sorted(figures.items())
        ),
    )


def _source(figure: Figure) -> str:
    read = f"; {day_written(figure.checked)}" if figure.checked else ""
    return f"{figure.source}{read}"
