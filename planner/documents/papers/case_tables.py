"""The tables of a business case: one change beside the year as it is. No pupil is named in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.charts.money import BUDGET_LINES, NOT_WITH_PUPILS, REFERRALS
from planner.charts.scenarios.words import GROUPINGS, group_name
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import sentence_case
from planner.documents.content import Figures
from planner.documents.papers.every_pound import Spent, every_pound, source_name, sums_by
from planner.optimiser.evaluate import shortfall_by_pupil
from planner.scenarios.compare import Planned
from planner.scenarios.comparison import Comparison, Effect, OnRoll, PlanFigures, PupilChange
from planner.suppression import THRESHOLD

_AS_IT_IS, _PROPOSED, _CHANGE = "As it is (£ a year)", "Proposed (£ a year)", "Change (£ a year)"
_REST = "All other provision, unchanged"
_APART = (NOT_WITH_PUPILS, BUDGET_LINES, REFERRALS)
# Less than half a percentage point is told as no change elsewhere too [share].
_LEAST = 0.005
_MINUTE = 1 / 60
_NOTHING = Decimal(0)
_EFFECTS = {
    Effect.LOSES: "Lose: their needs are met less far, or they receive fewer hours",
    Effect.GAINS: "Gain: their needs are met further, or they receive more hours",
    Effect.OTHERWISE: "Receive something else for as much",
    Effect.SAME: "Nothing changes",
}
_ON_ROLL = {OnRoll.NEW: "Are new in the proposal", OnRoll.LEAVES: "Leave earlier in the proposal"}


@dataclass(frozen=True)
class Case:
    """One change beside the year as it is.

    Attributes:
        base: The year as it is, with its plan.
        proposed: The change, with its plan.
        comparison: Both side by side, and other changes after them.
    """

    base: Planned
    proposed: Planned
    comparison: Comparison

    @property
    def before(self) -> PlanFigures:
        """The year as it is in figures."""
        return self.comparison.base

    @property
    def after(self) -> PlanFigures:
        """The change in figures."""
        return self.comparison.others[0]

    def change(self, figure: Callable[[PlanFigures], Decimal]) -> Decimal:
        """By how much a figure of money goes up [GBP/year]."""
        return figure(self.after) - figure(self.before)

    @property
    def more_cost(self) -> Decimal:
        """What the change costs more than the year as it is [GBP/year]."""
        return self.change(cost_of)


def cost_of(one: PlanFigures) -> Decimal:
    """All that a plan spends [GBP/year]."""
    return one.committed_cost + one.planned_cost


def money_figures(case: Case) -> Figures:
    """What comes in, what is owed, what is added, and what has no money."""
    lines: tuple[tuple[str, Callable[[PlanFigures], Decimal]], ...] = (
        ("Money in", lambda one: one.income),
        (
            "Owed whatever the plan does: salaries, budget lines, referrals",
            lambda one: one.committed_cost,
        ),
        ("Added by the plan", lambda one: one.planned_cost),
        ("Cost in all", cost_of),
        ("Of it without money that may pay it", lambda one: one.unfunded),
    )
    rows = tuple(
        (what, float(figure(case.before)), float(figure(case.after)), float(case.change(figure)))
        for what, figure in lines
    )
    return Figures(
        _before_and_after("money_of_the_case", "What the change does to the money.", rows)
    )


def uses_figures(case: Case) -> Figures:
    """What is spent on each provision whose cost changes, and on all else; to the penny."""
    before, after = _by_use(case.base), _by_use(case.proposed)
    sums = {
        use: (before.get(use, _NOTHING), after.get(use, _NOTHING)) for use in {**before, **after}
    }
    changed = [use for use in sums if sums[use][0] != sums[use][1] and use not in _APART]
    changed.sort(key=lambda use: (-abs(sums[use][1] - sums[use][0]), use))
    same = [use for use in sums if use not in changed and use not in _APART]
    rows = [_row(use, *sums[use]) for use in changed]
    if same:
        whole = sum((sums[use][0] for use in same), _NOTHING)
        rows.append(_row(_REST, whole, whole))
    rows += [_row(use, *sums[use]) for use in _APART if use in sums]
    table = _before_and_after("spending_by_use", "What is spent on what, before and after.", rows)
    return Figures(table, total_of=(_AS_IT_IS, _PROPOSED, _CHANGE))


def sources_figures(case: Case) -> Figures:
    """Which money pays, before and after; to the penny."""
    before, after = _by_source(case.base), _by_source(case.proposed)
    names = sorted({**before, **after}, key=lambda name: (-after.get(name, _NOTHING), name))
    rows = [_row(name, before.get(name, _NOTHING), after.get(name, _NOTHING)) for name in names]
    table = _before_and_after("spending_by_source", "Which money pays, before and after.", rows)
    return Figures(table, total_of=(_AS_IT_IS, _PROPOSED, _CHANGE))


def effect_figures(case: Case) -> Figures:
    """How many pupils gain, lose, or have nothing changed; nobody is named."""
    mine = [row for row in case.comparison.pupils if row.scenario == case.after.scenario]
    there = [row for row in mine if row.on_roll is OnRoll.BOTH]
    rows = [
        (said, sum(row.effect is effect for row in there), _largest(there, effect))
        for effect, said in _EFFECTS.items()
    ]
    for on_roll, said in _ON_ROLL.items():
        if count := sum(row.on_roll is on_roll for row in mine):
            rows.append((said, count, None))
    table = Table(
        name="who_gains_and_who_loses",
        says="How many pupils gain and how many lose.",
        columns=(
            Column("What the change means", ColumnKind.CODE),
            Column("Pupils", ColumnKind.COUNT),
            Column("Largest change in needs met (percentage points)", ColumnKind.COUNT),
        ),
        rows=tuple(rows),
    )
    return Figures(table, total_of=("Pupils",))


def groups_figures(case: Case, fewest: int = THRESHOLD) -> Figures | None:
    """The groups of pupils for whom something changes; ``None`` where there is none.

    Groups of fewer than may be shown are left out.
    """
    rows: list[tuple[Cell, ...]] = []
    for row in case.comparison.groups:
        is_mine = row.scenario == case.after.scenario and row.pupils >= fewest
        if is_mine and row.coverage_before is not None:
            change = row.coverage - row.coverage_before
            if abs(change) >= _LEAST:
                name = group_name(row.grouping, row.group)
                by = sentence_case(GROUPINGS[row.grouping])
                met = (100 * row.coverage_before, 100 * row.coverage)
                rows.append((by, name, row.pupils, *met))
    if not rows:
        return None
    table = Table(
        name="groups_for_whom_something_changes",
        says="Groups of pupils for whom more or less of their needs is met.",
        columns=(
            Column("By", ColumnKind.CODE),
            Column("Group"),
            Column("Pupils", ColumnKind.COUNT),
            Column("Needs met as it is (%)", ColumnKind.PERCENT),
            Column("Needs met in the proposal (%)", ColumnKind.PERCENT),
        ),
        rows=tuple(rows),
    )
    return Figures(table)


def law_figures(case: Case) -> Figures:
    """What is owed by law and not met, before and after."""
    before, after = case.before, case.after
    short = [_pupils_short(one) for one in (case.base, case.proposed)]
    hours = [round(one.statutory_shortfall_hours, 2) for one in (before, after)]
    gaps = [float(one.statutory_gap_cost) for one in (before, after)]
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Statutory items not met in full", before.items_short, after.items_short),
        ("Pupils who are owed more than is planned", *short),
        ("Statutory hours not met (a year)", *hours),
        ("Least money that would meet what money can (£ a year)", *gaps),
    )
    table = Table(
        name="what_the_law_asks_for",
        says="What is owed by law and not met, before and after.",
        columns=(
            Column("What", ColumnKind.CODE),
            Column("As it is", ColumnKind.AMOUNT),
            Column("Proposed", ColumnKind.AMOUNT),
        ),
        rows=rows,
    )
    return Figures(table)


def _before_and_after(name: str, says: str, rows: Iterable[tuple[Cell, ...]]) -> Table:
    return Table(
        name=name,
        says=says,
        columns=(
            Column("What", ColumnKind.CODE),
            Column(_AS_IT_IS, ColumnKind.PENCE),
            Column(_PROPOSED, ColumnKind.PENCE),
            Column(_CHANGE, ColumnKind.PENCE),
        ),
        rows=tuple(rows),
    )


def _row(what: str, before: Decimal, after: Decimal) -> tuple[Cell, ...]:
    return what, float(before), float(after), float(after - before)


def _by_use(one: Planned) -> dict[str, Decimal]:
    def use(spent: Spent) -> str:
        return spent.heading or one.school.provision_by_id[spent.provision or ""].name

    return sums_by(every_pound(one.school, one.plan), use)


def _by_source(one: Planned) -> dict[str, Decimal]:
    spent = every_pound(one.school, one.plan)
    return sums_by(spent, lambda some: source_name(some.stream, one.school))


def _largest(rows: Iterable[PupilChange], effect: Effect) -> int | None:
    """The largest change in how far the needs of one pupil are met [percentage points]."""
    changes = [
        abs((row.coverage or 0.0) - (row.coverage_before or 0.0))
        for row in rows
        if row.effect is effect
    ]
    return round(100 * max(changes)) if changes and effect is not Effect.SAME else None


def _pupils_short(one: Planned) -> int:
    short = shortfall_by_pupil(one.school, one.plan.statutory)
    return sum(hours >= _MINUTE for hours in short.values())
