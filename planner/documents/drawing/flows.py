"""Flows between what is on the left and what is on the right: a Sankey diagram."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planner.documents.drawing.colours import colour_of
from planner.documents.drawing.reading import Settings, at, each, font_of, lines_of, listed
from planner.documents.drawing.shapes import Anchor, Outline, Shape, Step, Stroke, rectangle
from planner.documents.drawing.writing import Pen, block
from planner.errors import DrawingError

_USUAL_PAD, _USUAL_THICKNESS = 20.0, 20.0
_LABEL_GAP = 5.0
Box = tuple[float, float, float, float]


@dataclass
class _Node:
    """What flows meet in: where it stands, and how far its flows have filled it."""

    place: int
    value: float
    column: int = 0
    x: float = 0.0
    top: float = 0.0
    height: float = 0.0
    left_filled: float = 0.0
    right_filled: float = 0.0


@dataclass(frozen=True)
class _Flow:
    place: int
    source: int
    target: int
    value: float


@dataclass
class _Laid:
    """Every node and flow with its place on the sheet."""

    nodes: list[_Node] = field(default_factory=list)
    flows: list[_Flow] = field(default_factory=list)
    scale: float = 1.0


def draw_flows(trace: Settings, box: Box, usual_font: Settings) -> Iterator[Shape]:
    """Draw a Sankey diagram inside a box.

    Raises:
        DrawingError: It runs from top to bottom.
    """
    if at(trace, "orientation", "h") != "h":
        raise DrawingError("direction of flows", trace["orientation"])
    laid = _lay_out(trace, box)
    yield from _ribbons(trace, laid)
    middle = (box[0] + box[2]) / 2
    size, colour = font_of(trace, "textfont", usual_font)
    labels = at(trace, "node.label", [])
    for node in laid.nodes:
        if not node.value:
            continue
        right = node.x + _thickness(trace)
        fill = colour_of(each(at(trace, "node.color"), node.place, "#7d8894"))
        yield rectangle((node.x, node.top), (right, node.top + node.height), fill)
        is_left = (node.x + right) / 2 < middle
        at_label = (
            right + _LABEL_GAP if is_left else node.x - _LABEL_GAP,
            node.top + node.height / 2,
        )
        lines = lines_of(each(labels, node.place, ""))
        anchor = Anchor.START if is_left else Anchor.END
        yield from block(lines, at_label, Pen(size, colour), anchor)


def _thickness(trace: Settings) -> float:
    return float(at(trace, "node.thickness", _USUAL_THICKNESS))


def _lay_out(trace: Settings, box: Box) -> _Laid:
    values = zip(
        listed(at(trace, "link.source")),
        listed(at(trace, "link.target")),
        listed(at(trace, "link.value")),
        strict=True,
    )
    flows = [_Flow(place, int(a), int(b), float(v)) for place, (a, b, v) in enumerate(values)]
    into: dict[int, float] = defaultdict(float)
    out: dict[int, float] = defaultdict(float)
    for flow in flows:
        out[flow.source] += flow.value
        into[flow.target] += flow.value
    count = max(
        [len(listed(at(trace, "node.label"))), *(max(f.source, f.target) + 1 for f in flows)]
    )
    nodes = [_Node(place, max(into[place], out[place])) for place in range(count)]
    laid = _Laid(nodes, flows)
    _set_columns(laid)
    _set_places(laid, trace, box)
    return laid


def _set_columns(laid: _Laid) -> None:
    """Put each node one column to the right of the last that flows into it."""
    for _ in laid.nodes:
        for flow in laid.flows:
            after = laid.nodes[flow.source].column + 1
            laid.nodes[flow.target].column = max(laid.nodes[flow.target].column, after)
    last = max((node.column for node in laid.nodes), default=0)
    sources = {flow.source for flow in laid.flows}
    for node in laid.nodes:
        if node.place not in sources and node.value:
            node.column = last


def _set_places(laid: _Laid, trace: Settings, box: Box) -> None:
    left, top, right, bottom = box
    columns: dict[int, list[_Node]] = defaultdict(list)
    for node in laid.nodes:
        if node.value:
            columns[node.column].append(node)
    pad = float(at(trace, "node.pad", _USUAL_PAD))
    fullest = max(columns.values(), key=len, default=[])
    pad = min(pad, (bottom - top) / (2 * max(1, len(fullest))))
    laid.scale = min(
        (bottom - top - pad * (len(some) - 1)) / (sum(node.value for node in some) or 1.0)
        for some in columns.values()
    )
    last = max(columns, default=0) or 1
    middles = listed(at(trace, "node.y"))
    for column, some in columns.items():
        for node in some:
            node.height = node.value * laid.scale
            node.x = left + (right - left - _thickness(trace)) * column / last
        _stack(some, middles, (top, bottom), pad)


def _stack(
    nodes: Sequence[_Node], middles: Sequence[float], reach: tuple[float, float], pad: float
) -> None:
    """Stand the nodes of a column under one another, where they are wanted but never over another.

    Args:
        nodes: The nodes.
        middles: Where the middle of every node is wanted, from 0 at the top to 1; or none.
        reach: The top and the bottom of the column [px].
        pad: The least space between two [px].
    """
    top, bottom = reach
    order = sorted(nodes, key=lambda node: middles[node.place]) if middles else list(nodes)
    space = (bottom - top - sum(node.height for node in order)) / max(1, len(order) - 1)
    next_top = top
    for node in order:
        wanted = next_top
        if middles:
            wanted = top + middles[node.place] * (bottom - top) - node.height / 2
        node.top = max(next_top, wanted)
        next_top = node.top + node.height + (pad if middles else max(pad, min(space, 60.0)))
    over = next_top - (pad if middles else 0) - bottom
    for node in reversed(order) if middles and over > 0 else ():
        node.top = min(node.top, bottom - node.height)
        bottom = node.top - pad


def _ribbons(trace: Settings, laid: _Laid) -> Iterator[Shape]:
    """Draw the flows: at each node in the order of what they lead to, so that few cross."""
    thickness = _thickness(trace)
    starts: dict[int, float] = {}
    ends: dict[int, float] = {}
    for flow in sorted(laid.flows, key=lambda one: laid.nodes[one.target].top):
        source = laid.nodes[flow.source]
        starts[flow.place] = source.top + source.right_filled
        source.right_filled += flow.value * laid.scale
    for flow in sorted(laid.flows, key=lambda one: laid.nodes[one.source].top):
        target = laid.nodes[flow.target]
        ends[flow.place] = target.top + target.left_filled
        target.left_filled += flow.value * laid.scale
    width = float(each(at(trace, "link.line.width"), 0, 0.0))
    edge = Stroke(colour_of(each(at(trace, "link.line.color"), 0, "#7d8894")), width)
    for flow in laid.flows:
        fill = colour_of(each(at(trace, "link.color"), flow.place, "rgba(125, 136, 148, 0.35)"))
        x0, x1 = laid.nodes[flow.source].x + thickness, laid.nodes[flow.target].x
        height, half = flow.value * laid.scale, (x0 + x1) / 2
        y0, y1 = starts[flow.place], ends[flow.place]
        yield Outline(
            (x0, y0),
            (
                Step((x1, y1), ((half, y0), (half, y1))),
                Step((x1, y1 + height)),
                Step((x0, y0 + height), ((half, y1 + height), (half, y0 + height))),
            ),
            fill,
            edge if width else None,
        )
