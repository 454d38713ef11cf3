"""The picture of effects: what was assumed, what was seen, and how far few pupils can tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.impact.effects import effects_table, label_of
from planner.charts.leadership.labels import rows_axis, the_rest
from planner.charts.picture import Picture
from planner.charts.words import counted, listed, strand_name
from planner.impact.seen import EffectSeen

_MOST_ROWS = 20
_ROW_HEIGHT = 54
_LONGEST_NAME = 26


def effects_picture(seen: Sequence[EffectSeen], names: Mapping[str, str]) -> Picture:
    """Draw the effect seen, with its range, beside the effect assumed; most pupils at the top."""
    drawn = seen[:_MOST_ROWS]
    return Picture(
        key="effects_seen",
        title=_title(seen),
        note="Effective hours for an hour received. The line shows how far off what was seen could "
        "be, with so few or so many pupils: it holds in 19 cases of 20."
        f"{the_rest(len(drawn), len(seen))}",
        figure=_figure(drawn, names) if drawn else None,
        table=effects_table(seen, names),
        alternative=_alternative(drawn, names),
    )


def _title(seen: Sequence[EffectSeen]) -> str:
    if not seen:
        return "No effect can be seen yet"
    apart = sum(not one.low <= one.assumed <= one.high for one in seen)
    every = counted(len(seen), "effect")
    if not apart:
        return (
            f"Of {every} with reviews, not one was seen to differ from what was assumed by more "
            "than chance could bring"
        )
    differ = "differs" if apart == 1 else "differ"
    return (
        f"Of {every} with reviews, {apart} {differ} from what was assumed by more than chance "
        "would bring"
    )


def _figure(seen: Sequence[EffectSeen], names: Mapping[str, str]) -> go.Figure:
    rows = [_row(one, names) for one in seen]
    figure = go.Figure()
    figure.add_scatter(
        name="Seen, with its range",
        x=[one.seen for one in seen],
        y=rows,
        mode="markers",
        marker={"symbol": "circle", "size": 12, "color": theme.CHOSEN, "line": _line(theme.CHOSEN)},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [one.high - one.seen for one in seen],
            "arrayminus": [one.seen - one.low for one in seen],
            "color": theme.CHOSEN,
            "thickness": 2,
            "width": 5,
        },
        customdata=[_label(one) for one in seen],
        hovertemplate="%{y}: %{customdata}<extra></extra>",
        cliponaxis=False,
    )
    _mark(figure, "Assumed", rows, [one.assumed for one in seen], ("diamond-open", theme.TODAY))
    suggested = [(row, one) for row, one in zip(rows, seen, strict=True) if one.would_change]
    if suggested:
        places = [one.suggested or 0.0 for _, one in suggested]
        sign = ("triangle-up", theme.PLANNED)
        _mark(figure, "Suggested", [row for row, _ in suggested], places, sign)
    return _laid_out(figure, rows)


def _mark(
    figure: go.Figure, name: str, rows: list[str], places: list[float], sign: tuple[str, str]
) -> None:
    symbol, colour = sign
    figure.add_scatter(
        name=name,
        x=places,
        y=rows,
        mode="markers",
        marker={"symbol": symbol, "size": 12, "color": colour, "line": _line(colour)},
        hovertemplate="%{y}: " + name.lower() + " %{x:.2f}<extra></extra>",
        cliponaxis=False,
    )


def _line(colour: str) -> dict[str, object]:
    return {"width": 2, "color": colour}


def _laid_out(figure: go.Figure, rows: list[str]) -> go.Figure:
    return theme.lay_out(
        figure,
        height=theme.bars_height(len(rows), _ROW_HEIGHT) + 50,
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        xaxis=theme.value_axis("Effective hours per hour"),
        yaxis=rows_axis(len(rows)) | {"categoryorder": "array", "categoryarray": rows},
    )


def _row(one: EffectSeen, names: Mapping[str, str]) -> str:
    """A row's name: the provision, and under it the strand and how many pupils."""
    provision, strand = one.key
    name = theme.label(names.get(provision, provision), _LONGEST_NAME)
    return f"{name}<br>{strand_name(strand)}, {counted(one.pupils, 'pupil')}"


def _label(one: EffectSeen) -> str:
    return f"{one.seen:.2f}, {counted(one.pupils, 'pupil')}"


def _alternative(seen: Sequence[EffectSeen], names: Mapping[str, str]) -> str:
    if not seen:
        return "No effect can be seen yet."
    parts = [
        f"{label_of(one, names)} seen {one.seen:.2f} (from {one.low:.2f} to {one.high:.2f}, "
        f"{counted(one.pupils, 'pupil')}), assumed {one.assumed:.2f}"
        for one in seen
    ]
    return f"Dots for the effect seen, with lines for its range: {listed(parts)}."
