"""The hours that the law asks for, and how many of them are planned, term by term."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.duties import Duty, duties_of, is_short, periods_in
from planner.charts.leadership.audience import EVERYTHING, Audience
from planner.charts.leadership.labels import label_rows
from planner.charts.picture import Picture
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import counted, hours, listed, number
from planner.optimiser.plan import Plan, StatutoryResult
from planner.school.school import School

WHOLE_YEAR = "Owed by the year"
ALL_TERMS = "The whole year"
_NOTE = (
    "Hours of the whole term or year that Section F, healthcare plans and orders ask for, added up "
    "over all pupils. Hours above what one line asks for do not make up for another."
)
_ROW_HEIGHT, _ROOM_FOR_LABELS = 54, 92


@dataclass(frozen=True)
class Owed:
    """What is owed in one term.

    Attributes:
        name: The term.
        required: Hours owed [h].
        short: Hours owed that are not planned [h].
        pupils: How many pupils are owed any.
        pupils_short: How many of them are short of some.
    """

    name: str
    required: float
    short: float
    pupils: int
    pupils_short: int

    @property
    def met(self) -> float:
        """Hours owed that are planned [h]."""
        return self.required - self.short


def owed_by_term(school: School, plan: Plan) -> tuple[Owed, ...]:
    """What is owed in each term, in their order, and last what is owed by the year."""
    found: dict[str, list[tuple[StatutoryResult, Duty]]] = defaultdict(list)
    for duty in duties_of(school, plan):
        for row in duty.results:
            found[row.term or ""].append((row, duty))
    names = [(term.term, term.name or term.term) for term in school.terms] + [("", WHOLE_YEAR)]
    return tuple(_owed(name, found[term], school) for term, name in names if found[term])


def owed_in_the_year(school: School, plan: Plan) -> Owed:
    """What is owed in the whole year."""
    duties = duties_of(school, plan)
    rows = [(row, duty) for duty in duties for row in duty.results]
    return _owed(ALL_TERMS, rows, school)


def statutory_hours(school: School, plan: Plan, audience: Audience = EVERYTHING) -> Picture:
    """Draw the hours owed, those planned and those short.

    Whoever may not see all is shown the year alone: the difference between two terms may be one
    pupil.
    """
    year = owed_in_the_year(school, plan)
    rows = owed_by_term(school, plan) if audience.sees_all else (year,)
    if not audience.may_see(year.pupils) or not year.pupils:
        rows = ()
    return Picture(
        key="statutory_hours",
        title=_title(year, audience),
        note=_NOTE,
        figure=_figure(rows) if rows else None,
        table=_table(rows, audience),
        alternative=_alternative(rows),
    )


def _owed(name: str, rows: list[tuple[StatutoryResult, Duty]], school: School) -> Owed:
    required = short = 0.0
    pupils_short = set()
    for row, duty in rows:
        periods = periods_in(row, duty.item, school)
        required += row.required_hours * periods
        if is_short(row):
            short += row.shortfall_hours * periods
            pupils_short.add(row.pupil)
    return Owed(name, required, short, len({row.pupil for row, _ in rows}), len(pupils_short))


def _title(year: Owed, audience: Audience) -> str:
    if not year.pupils:
        return "No statutory hours are entered, so none are owed"
    if not audience.may_see(year.pupils):
        met = "are all planned" if not year.pupils_short else "are not all planned"
        return f"The statutory hours of {audience.counted(year.pupils, 'pupil')} {met}"
    owed = hours(round(year.required))
    if not year.pupils_short:
        return f"All {owed} that the law asks for are planned"
    pupils = audience.counted(year.pupils_short, "pupil")
    verb = "is" if pupils == "1 pupil" else "are"
    return (
        f"{number(round(year.short, 1))} of the {owed} that the law asks for are not planned: "
        f"{pupils} {verb} short"
    )


def _figure(rows: tuple[Owed, ...]) -> go.Figure:
    names = [theme.label(row.name, 24) for row in rows]
    series = (
        ("Planned", [row.met for row in rows], {"color": theme.STATUTORY}),
        (
            "Short",
            [row.short for row in rows],
            {"color": theme.SHORTFALL, "pattern": theme.HATCHED | {"shape": "\\"}},
        ),
    )
    figure = go.Figure()
    for name, values, marker in series:
        figure.add_bar(
            name=name,
            x=values,
            y=names,
            orientation="h",
            marker=marker,
            hovertemplate=f"%{{y}}: %{{x:,.1f}} hours, {name.lower()}<extra></extra>",
        )
    label_rows(figure, names, [_label(row) for row in rows])
    return theme.lay_out(
        figure,
        barmode="stack",
        bargap=0.35,
        height=theme.bars_height(len(rows), _ROW_HEIGHT) + 30,
        margin={"l": 8, "r": _ROOM_FOR_LABELS, "t": 8, "b": 48},
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis("Hours owed in the period"),
        yaxis=theme.name_axis(),
    )


def _label(row: Owed) -> str:
    if not row.pupils_short:
        return "all planned"
    return f"{number(round(row.short, 1))} short"


def _table(rows: tuple[Owed, ...], audience: Audience) -> Table:
    """The hours; how many pupils they are for only for some, as a count may tell of another."""
    columns: tuple[Column, ...] = (
        Column("Term", ColumnKind.CODE),
        Column("Owed (hours)", ColumnKind.HOURS),
        Column("Planned (hours)", ColumnKind.HOURS),
        Column("Short (hours)", ColumnKind.HOURS),
    )
    cells: list[tuple[Cell, ...]] = [(row.name, row.required, row.met, row.short) for row in rows]
    if audience.sees_all:
        columns += (
            Column("Pupils owed any", ColumnKind.COUNT),
            Column("Pupils short", ColumnKind.COUNT),
        )
        cells = [
            (*some, row.pupils, row.pupils_short) for some, row in zip(cells, rows, strict=True)
        ]
    return Table(
        name="statutory_hours",
        says="The hours that the law asks for in each term, those planned and those short.",
        columns=columns,
        rows=tuple(cells),
    )


def _alternative(rows: tuple[Owed, ...]) -> str:
    if not rows:
        return "There are no statutory hours that can be shown."
    parts = [
        f"{row.name} {hours(round(row.required, 1))} owed, {number(round(row.short, 1))} short"
        for row in rows
    ]
    shown = "one bar" if len(rows) == 1 else counted(len(rows), "bar")
    return f"Bar chart of statutory hours, {shown}: {listed(parts)}."
