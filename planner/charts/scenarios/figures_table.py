"""Plans side by side: a line a figure, a column a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planner.charts.ledgers import BEYOND, PAYS
from planner.charts.scenarios.words import GROUPINGS
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import hours, percent, pounds
from planner.scenarios.comparison import Comparison, PlanFigures


def figures_table(comparison: Comparison) -> Table:
    """Set every plan's figures side by side, the base first."""
    plans = comparison.comparison
    lines = [(what, *(shown(one) for one in plans)) for what, shown in _LINES]
    if any(one.authority_pays is not None for one in plans):
        lines += [(what, *(shown(one) for one in plans)) for what, shown in _LEDGERS]
    return Table(
        name="plans_side_by_side",
        says="The figures of every plan side by side, the year as it is first.",
        columns=(
            Column("What", ColumnKind.CODE),
            *(Column(one.scenario) for one in plans),
        ),
        rows=(*lines, *_gaps(comparison), *((what, *map(said, plans)) for what, said in _PEOPLE)),
    )


def _gaps(comparison: Comparison) -> Iterator[tuple[Cell, ...]]:
    """How far apart the best and the least met group are, for each way of putting in groups."""
    gaps = {(row.scenario, row.grouping): row.gap for row in comparison.groups}
    for grouping, name in GROUPINGS.items():
        cells = [gaps.get((one.scenario, grouping)) for one in comparison.comparison]
        if any(cells):
            yield (
                f"Best met group less the least met, by {name}",
                *("" if cell is None else points(cell) for cell in cells),
            )


def points(share: float) -> str:
    """A difference of shares in percentage points: ``14 points``, ``−0.5 points``."""
    shown = percent(share).removesuffix(" %")
    return f"{shown} point{'' if shown == '1' else 's'}"


def _with_bound(shown: str, bound: str | None, no_plan: str) -> str:
    """A figure, with what no plan can better where that is not the same."""
    return shown if bound in {None, shown} else f"{shown} (no plan {no_plan} {bound})"


def _fair_share(one: PlanFigures) -> str:
    bound = None if one.fair_share_bound is None else percent(one.fair_share_bound)
    return _with_bound(percent(one.fair_share), bound, "reaches more than")


def _shortfall(one: PlanFigures) -> str:
    bound = one.statutory_shortfall_hours_bound
    least = None if bound is None else hours(round(bound, 1))
    return _with_bound(hours(round(one.statutory_shortfall_hours, 1)), least, "leaves fewer than")


def _unfunded(one: PlanFigures) -> str:
    least = None if one.unfunded_bound is None else pounds(one.unfunded_bound)
    return _with_bound(pounds(one.unfunded), least, "leaves less than")


def _year_hours(value: float) -> str:
    return f"{value:,.0f}"


_LINES: tuple[tuple[str, Callable[[PlanFigures], str]], ...] = (
    ("Money in (£ a year)", lambda one: pounds(one.income)),
    ("Owed already (£ a year)", lambda one: pounds(one.committed_cost)),
    ("Added by the plan (£ a year)", lambda one: pounds(one.planned_cost)),
    ("Owed without money (£ a year)", _unfunded),
    ("Statutory hours not met (a year)", _shortfall),
    ("Statutory items short", lambda one: str(one.items_short)),
    ("Least money that would meet them (£ a year)", lambda one: pounds(one.statutory_gap_cost)),
    ("Needs met, all pupils", lambda one: percent(one.mean_coverage)),
    ("Needs met, pupil with the least", lambda one: percent(one.worst_coverage)),
    ("Fairest share that all reach", _fair_share),
)
_LEDGERS: tuple[tuple[str, Callable[[PlanFigures], str]], ...] = (
    ("What pupils receive costs (£ a year)", lambda one: pounds(one.received_cost)),
    (
        f"{PAYS} for it (£ a year)",
        lambda one: "" if one.authority_pays is None else pounds(one.authority_pays),
    ),
    (
        f"{BEYOND} (£ a year)",
        lambda one: "" if one.authority_pays is None
        else pounds(one.received_cost - one.authority_pays),
    ),
)  # fmt: skip
_PEOPLE: tuple[tuple[str, Callable[[PlanFigures], str]], ...] = (
    ("Adults’ hours with pupils (a year)", lambda one: _year_hours(one.hours_with_pupils)),
    ("Hours of employed adults not used (a year)", lambda one: _year_hours(one.undeployed_hours)),
    ("Hours hired (a year)", lambda one: _year_hours(one.hired_hours)),
    ("Pupils on roll", lambda one: str(one.pupils)),
    ("Pupils for whom something changes", lambda one: str(one.pupils_changed)),
    ("Hours that change (a year)", lambda one: _year_hours(one.changed_hours)),
    (
        "Pupils for whom something is not as today",
        lambda one: "" if one.pupils_changed_from_today is None
        else str(one.pupils_changed_from_today),
    ),
)  # fmt: skip
