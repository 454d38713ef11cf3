"""How much pupils gain and lose in a plan beside the base, without saying who they are."""

from __future__ import annotations

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.picture import Picture
from planner.charts.scenarios.figures_table import points
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted
from planner.scenarios.comparison import Comparison, OnRoll, PupilChange

_LEAST_CHANGE = 0.005
_ROW_HEIGHT = 14


def gains_picture(comparison: Comparison, place: int) -> Picture:
    """Draw what each pupil gains or loses in one plan, those who lose most at the top.

    Args:
        comparison: The comparison.
        place: Which of its plans, where 1 is the first beside the base.
    """
    scenario = comparison.comparison[place].scenario
    every = [row for row in comparison.pupils if row.scenario == scenario]
    rows = [
        row for row in every if row.on_roll is OnRoll.BOTH and abs(_change(row)) >= _LEAST_CHANGE
    ]
    rows.sort(key=lambda row: (_change(row), row.pupil))
    return Picture(
        key=f"gains_{place}",
        title=_title(scenario, rows),
        note=_note(every),
        figure=_figure(rows) if rows else None,
        table=_table(place, rows),
        alternative=_alternative(scenario, rows),
    )


def _change(row: PupilChange) -> float:
    """How much further a pupil's needs are met than in the base [share]."""
    if row.coverage is None or row.coverage_before is None:
        return 0.0
    return row.coverage - row.coverage_before


def _title(scenario: str, rows: list[PupilChange]) -> str:
    if not rows:
        return f"{scenario}: nobody’s needs are met further or less far"
    losing = sum(_change(row) < 0 for row in rows)
    gaining = len(rows) - losing
    parts = []
    if losing:
        lose = "loses" if losing == 1 else "lose"
        most = points(-_change(rows[0]))
        parts.append(f"{counted(losing, 'pupil')} {lose}, none more than {most}")
    if gaining:
        gain = "gains" if gaining == 1 else "gain"
        most = points(_change(rows[-1]))
        parts.append(f"{counted(gaining, 'pupil')} {gain}, none more than {most}")
    return f"{scenario}: {'; '.join(parts)}"


def _note(every: list[PupilChange]) -> str:
    new = sum(row.on_roll is OnRoll.NEW for row in every)
    gone = sum(row.on_roll is OnRoll.LEAVES for row in every)
    parts = [f"{counted(new, 'new pupil')}"] * bool(new)
    parts += [f"{counted(gone, 'pupil')} who leave{'s' if gone == 1 else ''} earlier"] * bool(gone)
    left_out = f" Left out: {' and '.join(parts)}." if parts else ""
    return (
        "Each bar is a pupil: how much further, or less far, their needs are met than in the year "
        f"as it is, in percentage points. Who stays as far as they were has no bar.{left_out}"
    )


def _figure(rows: list[PupilChange]) -> go.Figure:
    changes = [100 * _change(row) for row in rows]
    figure = go.Figure()
    for name, marker, sign in (
        ("Lose", {"color": theme.TODAY, "pattern": theme.HATCHED}, -1),
        ("Gain", {"color": theme.PLANNED}, 1),
    ):
        shown = [(place, change) for place, change in enumerate(changes) if sign * change > 0]
        figure.add_bar(
            name=name,
            x=[change for _, change in shown],
            y=[place for place, _ in shown],
            orientation="h",
            marker=marker,
            hovertemplate="%{x:.1f} points<extra></extra>",
        )
    return theme.lay_out(
        figure,
        barmode="overlay",
        bargap=0.2,
        height=theme.bars_height(len(rows), _ROW_HEIGHT) + 30,
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis("Change in needs met (percentage points)", rangemode="normal"),
        yaxis=theme.name_axis(showticklabels=False),
    )


def _table(place: int, rows: list[PupilChange]) -> Table:
    return Table(
        name=f"gains_and_losses_{place}",
        says="How far the needs of each pupil are met before and after, without names.",
        columns=(
            Column("Met in the year as it is (%)", ColumnKind.PERCENT),
            Column("Met in this plan (%)", ColumnKind.PERCENT),
            Column("Change (percentage points)", ColumnKind.HOURS),
        ),
        rows=tuple(
            (
                100 * (row.coverage_before or 0.0),
                100 * (row.coverage or 0.0),
                100 * _change(row),
            )
            for row in rows
        ),
    )


def _alternative(scenario: str, rows: list[PupilChange]) -> str:
    if not rows:
        return f"{_title(scenario, rows)}."
    least, most = points(_change(rows[0])), points(_change(rows[-1]))
    return (
        f"Bar chart of the change in needs met for {counted(len(rows), 'pupil')}, from {least} to "
        f"{most}. {_title(scenario, rows)}."
    )
