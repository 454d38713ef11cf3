"""Everything that a chart may say and still be drawn whole: anything else is refused, by name.

What belongs to the screen alone, such as what is seen when pointing at a bar, is known and not
drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from planner.errors import DrawingError

_FONT = ("size", "color", "family", "weight")
_LINE = ("color", "width", "dash")
_ERROR = (
    *("type", "array", "arrayminus", "symmetric", "visible", "color", "thickness", "width"),
    "value",
)
_SCREEN_ONLY = (
    *("type", "name", "customdata", "hovertemplate", "hoverinfo", "hovertext", "hoverlabel"),
    *("legendgroup", "meta", "ids", "uid", "hoveron", "cliponaxis", "legendrank"),
)
_ANY_TRACE = (*_SCREEN_ONLY, "showlegend", "visible", "xaxis", "yaxis")


def _under(name: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name}.{part}" for part in parts)


_PATTERN = _under("marker.pattern", ("shape", "fillmode", "solidity", "size", "fgcolor", "bgcolor"))
_TRACES: Mapping[str, frozenset[str]] = {
    "bar": frozenset(
        {
            *(*_ANY_TRACE, *_PATTERN, *_under("marker.line", ("color", "width"))),
            *("x", "y", "base", "orientation", "width", "offset", "marker.color"),
            *("opacity", "marker.opacity", "text", "textposition", "texttemplate", "textangle"),
            *("insidetextanchor", "constraintext", "offsetgroup", "alignmentgroup"),
            *_under("textfont", _FONT),
            *_under("insidetextfont", _FONT),
            *_under("outsidetextfont", _FONT),
            *_under("error_x", _ERROR),
            *_under("error_y", _ERROR),
        }
    ),
    "scatter": frozenset(
        {
            *(*_ANY_TRACE, *_under("line", (*_LINE, "shape")), "line.simplify"),
            *("opacity", "x", "y", "mode", "fill", "fillcolor", "connectgaps", "orientation"),
            *("text", "textposition", "texttemplate", "stackgroup"),
            *_under("marker", ("size", "color", "symbol", "opacity", "line.color", "line.width")),
            *_under("textfont", _FONT),
            *_under("error_x", _ERROR),
            *_under("error_y", _ERROR),
        }
    ),
    "heatmap": frozenset(
        {
            *(*_ANY_TRACE, "x", "y", "z", "text", "texttemplate", "colorscale", "showscale"),
            *("zmin", "zmax", "zmid", "xgap", "ygap", "hoverongaps", "reversescale"),
            *_under("colorbar", ("title.text", "title.side", "tickformat", "ticksuffix")),
            *_under("colorbar", ("thickness", "len", "outlinewidth", "tickvals", "ticktext")),
            *_under("colorbar.tickfont", _FONT),
            *_under("colorbar.title.font", _FONT),
            *_under("textfont", _FONT),
        }
    ),
    "waterfall": frozenset(
        {
            *(*_ANY_TRACE, "x", "y", "measure", "base", "orientation", "width"),
            *("text", "textposition", "texttemplate", "textangle", "insidetextanchor"),
            *("connector.visible", "connector.mode", "constraintext"),
            *_under("connector.line", _LINE),
            *_under("increasing.marker", ("color", "line.color", "line.width")),
            *_under("decreasing.marker", ("color", "line.color", "line.width")),
            *_under("totals.marker", ("color", "line.color", "line.width")),
            *_under("textfont", _FONT),
            *_under("outsidetextfont", _FONT),
            *_under("insidetextfont", _FONT),
        }
    ),
    "sankey": frozenset(
        {
            *(*_ANY_TRACE, "arrangement", "orientation", "valueformat", "valuesuffix"),
            *(*_under("textfont", _FONT), "domain.x", "domain.y"),
            *_under("node", ("label", "color", "x", "y", "pad", "thickness", "line.width")),
            *_under("node", ("line.color", "customdata", "hovertemplate", "align", "hoverinfo")),
            *_under("link", ("source", "target", "value", "color", "customdata", "label")),
            *_under("link", ("hovertemplate", "hoverinfo", "line.width", "line.color")),
        }
    ),
}
_AXIS = frozenset(
    {
        *("range", "autorange", "rangemode", "type", "domain", "anchor", "matches", "side"),
        *("tickvals", "ticktext", "tickmode", "tickformat", "tickprefix", "ticksuffix", "dtick"),
        *("tick0", "nticks", "tickangle", "showticklabels", "ticks", "ticklen", "tickcolor"),
        *("showgrid", "gridcolor", "gridwidth", "zeroline", "zerolinecolor", "zerolinewidth"),
        *("showline", "linecolor", "linewidth", "categoryorder", "categoryarray", "visible"),
        *("title.text", "title.standoff", "automargin", "fixedrange", "separatethousands"),
        *("layer", "showspikes"),
        *_under("title.font", _FONT),
        *_under("tickfont", _FONT),
    }
)
_LEGEND = _under(
    "legend",
    (
        *("orientation", "x", "y", "xanchor", "yanchor", "traceorder", "itemclick"),
        *("itemdoubleclick", "title.text", "bgcolor", "itemsizing", "itemwidth", "tracegroupgap"),
        *_under("font", _FONT),
    ),
)
_LAYOUT = frozenset(
    {
        *("barmode", "bargap", "bargroupgap", "height", "width", "showlegend", "hovermode"),
        *("dragmode", "autosize", "uirevision", "waterfallgap"),
        *("plot_bgcolor", "paper_bgcolor", "clickmode", "uniformtext.minsize", "uniformtext.mode"),
        *_under("margin", ("l", "r", "t", "b", "pad", "autoexpand")),
        *_under("hoverlabel", ("align", "namelength", "bgcolor", *_under("font", _FONT))),
        *_under("font", _FONT),
        *_LEGEND,
    }
)
_SHAPE = frozenset(
    {
        *("type", "x0", "x1", "y0", "y1", "xref", "yref", "layer", "fillcolor", "opacity"),
        *_under("line", _LINE),
    }
)
_ANNOTATION = frozenset(
    {
        *("x", "y", "xref", "yref", "text", "showarrow", "ax", "ay", "axref", "ayref"),
        *("xanchor", "yanchor", "xshift", "yshift", "align", "bgcolor", "bordercolor"),
        *("borderpad", "borderwidth", "textangle", "arrowcolor", "arrowwidth"),
        *("arrowhead", "arrowsize", "standoff", "captureevents", "hovertext", "arrowside"),
        *_under("font", _FONT),
    }
)


def refuse_unknown(traces: list[dict[str, Any]], layout: Mapping[str, Any]) -> None:
    """Refuse a chart that says anything which would not be drawn.

    Raises:
        DrawingError: It does; the error names it.
    """
    for trace in traces:
        kind = trace.get("type", "scatter")
        if kind not in _TRACES:
            raise DrawingError("kind of chart", kind)
        _refuse(trace, _TRACES[kind], kind)
    for name, value in layout.items():
        if name in {"shapes", "annotations"}:
            known = _SHAPE if name == "shapes" else _ANNOTATION
            for one in value:
                _refuse(one, known, name)
        elif name.startswith(("xaxis", "yaxis")):
            _refuse(value, _AXIS, name)
        elif name != "template":
            _refuse({name: value}, _LAYOUT, "layout")


def _refuse(said: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for path in _paths(said):
        if path not in known:
            raise DrawingError("setting", f"{where}.{path}")


def _paths(said: Mapping[str, Any], before: str = "") -> Iterator[str]:
    """The full name of everything that is said."""
    for name, value in said.items():
        if value is None:
            continue
        if isinstance(value, Mapping) and "bdata" not in value:
            yield from _paths(value, f"{before}{name}.")
        else:
            yield f"{before}{name}"
