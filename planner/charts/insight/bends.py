"""The bends of the trade-off curve in words: what a thousand pounds do before and after each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import hours, listed, percent, pounds
from planner.insight.bends import BendBought, BendRow, Side
from planner.insight.movement import BoughtKind
from planner.school.school import School

_MOST_NAMED = 3
_LEAST_POUNDS = 1
_SIDES = {Side.BEFORE: "up to there", Side.AFTER: "beyond it"}
_ROLES = {"TA": "teaching assistant"}


def bend_sentences(
    school: School, bends: Sequence[BendRow], bought: Sequence[BendBought]
) -> tuple[str, ...]:
    """Say of each bend what it changes, and what money buys beyond it."""
    return tuple(_sentence(school, bend, bought) for bend in bends)


def _sentence(school: School, bend: BendRow, bought: Sequence[BendBought]) -> str:
    where = money_words(bend)
    said = (
        f"{where[:1].upper()}{where[1:]} the curve bends: up to there each £1,000 meets at most "
        f"{percent(bend.gain_before)} more of the needs, beyond it {percent(bend.gain_after)}."
    )
    parts = [
        f"{_SIDES[side]}, {things}"
        for side in Side
        if (things := _things(school, bend, side, bought))
    ]
    return f"{said} Most of what it buys is, {'; '.join(parts)}." if parts else said


def money_words(bend: BendRow) -> str:
    """Where a bend is, for the middle of a sentence."""
    if not bend.money:
        return "with the money there is"
    return f"with {pounds(abs(bend.money))} {'more' if bend.money > 0 else 'less'}"


def _things(school: School, bend: BendRow, side: Side, bought: Sequence[BendBought]) -> str:
    """Name what costs most on one side of a bend: hours by role, and things by name."""
    cost: dict[str, float] = defaultdict(float)
    given: dict[str, float] = defaultdict(float)
    for row in bought:
        if row.money == bend.money and row.side is side:
            name = _name(school, row)
            cost[name] += float(row.cost)
            given[name] += row.hours
    most = sorted((name for name in cost if cost[name] >= _LEAST_POUNDS), key=lambda n: -cost[n])
    return listed(
        f"{hours(round(given[name]))} a year of {name}" if given[name] >= 1 else name
        for name in most[:_MOST_NAMED]
    )


def _name(school: School, row: BendBought) -> str:
    if row.kind in {BoughtKind.ITEM, BoughtKind.MATERIALS}:
        entry = school.provision_by_id.get(row.code)
        name = entry.name if entry else row.code
        return name if row.kind is BoughtKind.ITEM else f"materials for {name}"
    return f"{_ROLES.get(row.role, row.role)} time"


def bends_table(school: School, bought: Sequence[BendBought]) -> Table:
    """Everything that is bought on either side of each bend."""
    return Table(
        name="frontier_bends",
        says="What money buys on either side of each bend of the curve.",
        columns=(
            Column("Bend (£ a year)", ColumnKind.MONEY),
            Column("Side"),
            Column("What"),
            Column("Code"),
            Column("Hours (a year)", ColumnKind.HOURS),
            Column("Cost (£ a year)", ColumnKind.MONEY),
        ),
        rows=tuple(
            (
                float(row.money),
                _SIDES[row.side],
                _name(school, row),
                row.code,
                row.hours or None,
                float(row.cost),
            )
            for row in bought
        ),
    )
