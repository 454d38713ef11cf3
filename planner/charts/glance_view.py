"""The school at a glance in sentences, tables and one chart, from counts that anybody may see."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.picture import Picture
from planner.charts.register_words import year_name
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import counted, listed, sentence_case, strand_name
from planner.glance import Band, Glance, StrandLine
from planner.school.codes import SenStatus
from planner.suppression import Hidden, Shown, in_words

_STATUSES = {
    SenStatus.EHCP: "with an EHCP",
    SenStatus.SEN_SUPPORT: "on SEN Support",
    SenStatus.NONE: "with neither",
}
_ROW_HEIGHT = 32


def what_is_hidden(glance: Glance) -> str:
    """Say which counts are not shown, and why."""
    return how_few_are_hidden(glance.threshold)


def how_few_are_hidden(fewest_shown: int) -> str:
    """Say that counts under a number [pupils] are not shown, and why."""
    return (
        f"Counts under {fewest_shown} are not shown, so that no pupil can be recognised; where "
        "a total would give one away, another count is hidden too."
    )


def pupils_sentence(glance: Glance) -> str:
    """Say how many pupils there are, and of which status."""
    *parts, total = glance.years[-1].counts or (Hidden.HIDDEN,)
    if isinstance(total, Hidden):
        return "How many pupils are in the register is not shown, because they are few."
    names = [_STATUSES[status] for status in glance.statuses]
    pupils = counted(total, "pupil is", "pupils are")
    return f"{pupils} in the register: {_told(parts, names, glance)}."


def pupils_table(glance: Glance) -> Table:
    """Pupils by year group and status, their totals last."""
    names = [year_name(line.name) if line.name else "All" for line in glance.years]
    columns = [sentence_case(_STATUSES[status]) for status in glance.statuses]
    return Table(
        name="pupils_by_year_and_status",
        says="How many pupils of each year group have each SEN status; small counts are hidden.",
        columns=(
            Column("Year group", ColumnKind.CODE),
            *(Column(f"{title} (pupils)", ColumnKind.SHOWN) for title in columns),
            Column("All (pupils)", ColumnKind.SHOWN),
        ),
        rows=tuple(
            (name, *_cells(line.counts, glance))
            for name, line in zip(names, glance.years, strict=True)
            if line.counts
        ),
    )


def needs_sentence(glance: Glance) -> str:
    """Say how many needs there are, and how far the last plan meets them."""
    *parts, total = glance.needs
    if isinstance(total, Hidden):
        return "How many needs they have is not shown, because they are few."
    needs = counted(total, "need is", "needs are")
    if glance.planned_on is None:
        return f"{needs} entered. There is no plan yet that says how far they are met."
    day = f"{glance.planned_on.day} {glance.planned_on:%B %Y}"
    bands = _told(parts, list(glance.bands), glance)
    return f"{needs} entered. By the plan made on {day}: {bands}."


def needs_picture(glance: Glance) -> Picture:
    """Draw how many needs there are in each strand, the most at the top."""
    lines = sorted(glance.strands, key=lambda line: -_length(line.counts[-1]))
    shown = [line for line in lines if not isinstance(line.counts[-1], Hidden)]
    return Picture(
        key="needs_at_a_glance",
        title=_title(shown),
        note="Bars count needs; a pupil has at most one in a strand. Each colour is an area of "
        "need. A strand without a bar has few needs, or none.",
        figure=_figure(shown) if shown else None,
        table=strands_table(glance),
        alternative=_alternative(shown),
    )


def strands_table(glance: Glance) -> Table:
    """Needs by strand and how far they are met, area by area."""
    bands = [band for band in glance.bands if glance.planned_on is not None]
    return Table(
        name="needs_by_strand_and_coverage",
        says="How many needs there are in each strand and how far the last plan meets them; small "
        "counts are hidden.",
        columns=(
            Column("Strand", ColumnKind.CODE),
            Column("Area of need"),
            *(Column(f"{sentence_case(band.value)} (needs)", ColumnKind.SHOWN) for band in bands),
            Column("All (needs)", ColumnKind.SHOWN),
        ),
        rows=(
            *(
                (
                    sentence_case(strand_name(line.strand)),
                    sentence_case(line.strand.area.value),
                    *_by_band(line.counts, bands, glance),
                )
                for line in glance.strands
            ),
            ("All", "", *_by_band(glance.needs, bands, glance)),
        ),
    )


def areas_table(glance: Glance) -> Table:
    """Needs by area."""
    return Table(
        name="needs_by_area",
        says="How many needs there are in each area of need; small counts are hidden.",
        columns=(
            Column("Area of need", ColumnKind.CODE),
            Column("Needs (number)", ColumnKind.SHOWN),
        ),
        rows=tuple(
            (sentence_case(area.value), in_words(count, glance.threshold))
            for area, count in glance.areas.items()
        ),
    )


def _by_band(counts: tuple[Shown, ...], bands: list[Band], glance: Glance) -> tuple[Cell, ...]:
    return _cells(counts if bands else counts[-1:], glance)


def _cells(counts: tuple[Shown, ...], glance: Glance) -> tuple[Cell, ...]:
    return tuple(in_words(count, glance.threshold) for count in counts)


def _told(counts: Sequence[Shown], names: Sequence[str], glance: Glance) -> str:
    """Counts in a sentence; what is hidden comes last, as it is not how many that is told of it."""
    pairs = list(zip(counts, names, strict=True))
    shown = [
        f"{in_words(count, glance.threshold)} {name}"
        for count, name in pairs
        if count is not Hidden.HIDDEN
    ]
    hidden = [name for count, name in pairs if count is Hidden.HIDDEN]
    if hidden:
        shown.append(f"{'some' if shown else 'how many are'} {' or '.join(hidden)} (hidden)")
    return listed(shown)


def _length(count: Shown) -> int:
    return 0 if isinstance(count, Hidden) else count


def _title(shown: list[StrandLine]) -> str:
    if not shown:
        return "No strand has so many needs that their number can be shown"
    most = shown[0]
    return (
        f"Of the strands that are shown, {strand_name(most.strand)} has the most needs "
        f"({_length(most.counts[-1])})"
    )


def _figure(shown: list[StrandLine]) -> go.Figure:
    names = [theme.label(sentence_case(strand_name(line.strand)), 28) for line in shown]
    figure = go.Figure()
    for area in theme.AREAS:
        mine = [line.counts[-1] if line.strand.area is area else None for line in shown]
        if all(count is None for count in mine):
            continue
        figure.add_bar(
            name=sentence_case(area.value),
            x=mine,
            y=names,
            orientation="h",
            marker={"color": theme.AREAS[area]},
            text=["" if count is None else f"{count}" for count in mine],
            textposition="outside",
            cliponaxis=False,
            textfont={"size": 13, "color": theme.TEXT},
            hovertemplate="%{y}: %{x} needs<extra></extra>",
        )
    most = max(_length(line.counts[-1]) for line in shown)
    return theme.lay_out(
        figure,
        barmode="stack",
        bargap=0.35,
        height=theme.bars_height(len(shown), _ROW_HEIGHT) + 60,
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis("Needs (number)", range=[0, most * 1.15]),
        yaxis=theme.name_axis(categoryorder="array", categoryarray=names),
    )


def _alternative(shown: list[StrandLine]) -> str:
    if not shown:
        return "There are no needs that can be shown."
    parts = [f"{strand_name(line.strand)} {line.counts[-1]}" for line in shown]
    return f"Bar chart of needs by strand, the most first: {listed(parts)}."
