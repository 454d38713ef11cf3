"""The pictures of how sure: lines by provision, and what other effects would turn."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, listed, percent, sentence_case, strand_name
from planner.insight.sure import SureAnswer
from planner.insight.sure_rows import SureProvisionRow
from planner.school.codes import Strand
from planner.school.school import School

_MOST_BARS = 20
_LEGEND = {"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"}
_KINDS = (
    ("in_all", "In every plan (proven)", theme.STATUTORY, ""),
    ("in_every_found", "In every plan found", theme.CHOSEN, "/"),
    ("swappable", "Could be swapped", theme.TODAY, "."),
    ("not_known", "Not known", theme.UNUSED, "x"),
)


def kind_words(school: School, code: str) -> str:
    """A provision, strand or kind of evidence in words."""
    if code in school.provision_by_id:
        return school.provision_by_id[code].name
    return strand_name(Strand(code)) if code in set(Strand) else code


def by_provision_chart(school: School, answer: SureAnswer) -> Picture:
    """Draw how sure the lines of each provision are, most lines at the top."""
    rows = answer.provisions
    return Picture(
        key="sure_by_provision",
        title=_provision_title(rows),
        note="A line is what one pupil has of one provision. “In every plan found” may still be "
        "swapped in a plan that was not found.",
        figure=_provision_figure(school, rows[:_MOST_BARS]) if rows else None,
        table=_provision_table(school, rows),
        alternative=_provision_alternative(school, rows),
    )


def _provision_title(rows: Sequence[SureProvisionRow]) -> str:
    lines = sum(row.lines for row in rows)
    if not lines:
        return "The plan has no lines"
    swappable = sum(row.swappable for row in rows)
    if all(row.lines == row.in_all + row.not_known for row in rows):
        proven = sum(row.in_all for row in rows)
        return f"{proven} of {counted(lines, 'line')} are proven to be in every plan that counts"
    if not swappable:
        return f"None of {counted(lines, 'line')} was found to be swappable"
    return f"{percent(swappable / lines)} of {counted(lines, 'line')} could be swapped"


def _provision_figure(school: School, rows: Sequence[SureProvisionRow]) -> go.Figure:
    names = [theme.label(school.provision_by_id[row.provision].name, 44) for row in rows]
    figure = go.Figure()
    for kind, title, colour, pattern in _KINDS:
        counts = [getattr(row, kind) for row in rows]
        if not any(counts):
            continue
        figure.add_bar(
            name=title,
            x=counts,
            y=names,
            orientation="h",
            marker={"color": colour, "pattern": theme.HATCHED | {"shape": pattern}},
            hovertemplate="%{y}: %{x} lines, " + title.lower() + "<extra></extra>",
        )
    return theme.lay_out(
        figure,
        barmode="stack",
        bargap=0.3,
        height=theme.bars_height(len(rows), 30) + 40,
        showlegend=True,
        legend=_LEGEND,
        xaxis=theme.value_axis("Lines of the plan"),
        yaxis=theme.name_axis(),
        margin={"l": 8, "r": 24, "t": 48, "b": 48},
    )


def _provision_table(school: School, rows: Sequence[SureProvisionRow]) -> Table:
    return Table(
        name="provisions",
        says="How many lines of each provision are in every plan, and how many could be swapped.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("Lines", ColumnKind.COUNT),
            Column("In every plan, proven", ColumnKind.COUNT),
            Column("In every plan found", ColumnKind.COUNT),
            Column("Could be swapped", ColumnKind.COUNT),
            Column("Not known", ColumnKind.COUNT),
        ),
        rows=tuple(
            (
                school.provision_by_id[row.provision].name,
                row.lines,
                row.in_all,
                row.in_every_found,
                row.swappable,
                row.not_known,
            )
            for row in rows
        ),
    )


def _provision_alternative(school: School, rows: Sequence[SureProvisionRow]) -> str:
    parts = [
        f"{school.provision_by_id[row.provision].name} {row.in_all} proven, "
        f"{row.in_every_found} in every plan found, {row.swappable} swappable, "
        f"{row.not_known} not known"
        for row in rows
    ]
    return f"Stacked bars of lines by provision: {'; '.join(parts)}."


def effects_chart(school: School, answer: SureAnswer) -> Picture:
    """Draw how many lines go where an effect is other than assumed."""
    return Picture(
        key="sure_effects",
        title=_effects_title(school, answer),
        note="The school is solved again with the effects changed, and stays with the plan asked "
        "about as far as that costs nothing worth speaking of.",
        figure=_effects_figure(school, answer),
        table=_effects_table(school, answer),
        alternative="Bars of lines that go: "
        + listed(
            f"{kind_words(school, row.effects)} {EFFECTS[row.factor]} {row.lines_going}"
            for row in answer.effects
        )
        + ".",
    )


EFFECTS = {0.5: "halved", 1.5: "half as much again"}


def _effects_figure(school: School, answer: SureAnswer) -> go.Figure:
    kinds = list(dict.fromkeys(row.effects for row in answer.effects))
    going = {(row.effects, row.factor): row.lines_going for row in answer.effects}
    names = [theme.label(sentence_case(kind_words(school, kind)), 44) for kind in kinds]
    figure = go.Figure()
    for (factor, words), colour in zip(EFFECTS.items(), (theme.TODAY, theme.CHOSEN), strict=True):
        title = f"Effect {words}"
        counts = [going.get((kind, factor)) for kind in kinds]
        figure.add_bar(
            name=title,
            x=counts,
            y=names,
            orientation="h",
            marker={"color": colour},
            text=counts,
            textposition="outside",
            cliponaxis=False,
            textfont={"size": 13, "color": theme.TEXT},
            hovertemplate="%{y}: %{x} lines go<extra>" + title + "</extra>",
        )
    return theme.lay_out(
        figure,
        barmode="group",
        bargap=0.3,
        height=theme.bars_height(len(kinds), 56) + 40,
        showlegend=True,
        legend=_LEGEND,
        xaxis=theme.value_axis("Lines that would go"),
        yaxis=theme.name_axis(),
        margin={"l": 8, "r": 40, "t": 48, "b": 48},
    )


def _effects_title(school: School, answer: SureAnswer) -> str:
    most = max(answer.effects, key=lambda row: row.lines_going)
    if not most.lines_going:
        return "No line goes with any of the other effects that were tried"
    return (
        f"The plan leans most on {kind_words(school, most.effects)}: "
        f"{counted(most.lines_going, 'line')} of {most.lines} would go"
    )


def _effects_table(school: School, answer: SureAnswer) -> Table:
    return Table(
        name="effects",
        says="What other effects would turn.",
        columns=(
            Column("Effects of", ColumnKind.CODE),
            Column("If they were"),
            Column("Lines before", ColumnKind.COUNT),
            Column("Lines that go", ColumnKind.COUNT),
            Column("Lines that come", ColumnKind.COUNT),
            Column("Hours that go (a year)", ColumnKind.HOURS),
            Column("Benefit then (weighted coverage)", ColumnKind.HOURS),
            Column("No plan gives more than (weighted coverage)", ColumnKind.HOURS),
        ),
        rows=tuple(
            (
                sentence_case(kind_words(school, row.effects)),
                EFFECTS[row.factor],
                row.lines,
                row.lines_going,
                row.lines_coming,
                row.hours_going,
                row.benefit,
                row.benefit_bound,
            )
            for row in answer.effects
        ),
    )
