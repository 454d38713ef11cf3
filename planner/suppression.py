"""Small numbers hidden in counts with totals, so that no subtraction brings them back.

Counts under the threshold are hidden first. What is left could still give one away (a row of 3 and
7 with its total of 10), so further counts are hidden until it cannot. Each hidden count lies on a
ring of hidden counts around which one can be added and taken away in turn: every row and column
still adds up, all that the labels say still holds, and so the count could be another one. That
holds for each table by itself, not for several tables whose counts overlap.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# A count is shown from this number on [pupils].
THRESHOLD = 5


class Hidden(StrEnum):
    """Why a count is not shown."""

    FEWER = "fewer than the threshold"
    HIDDEN = "hidden so that another cannot be worked out"


Shown = int | Hidden


def in_words(shown: Shown, threshold: int = THRESHOLD) -> str:
    """Say a count as a reader sees it."""
    if isinstance(shown, Hidden):
        return f"fewer than {threshold}" if shown is Hidden.FEWER else "hidden"
    return f"{shown:,}"


def safe_row(counts: Sequence[int], threshold: int = THRESHOLD) -> tuple[Shown, ...]:
    """Make one list of counts safe to show.

    Args:
        counts: The counts, without their total [pupils].
        threshold: The smallest count that is shown [pupils].

    Returns: The counts in their order and then their total, each as a number or why it is hidden.
    """
    # One equation: the counts less their total come to nothing. Every count joins the same two
    # ends, so a ring is any count together with another one.
    one, other = ("row", 0), ("column", 0)
    cells = [_Cell(count, one, other, is_total=False) for count in counts]
    cells.append(_Cell(sum(counts), other, one, is_total=True))
    return tuple(_safe(cells, threshold))


def safe_table(
    counts: Sequence[Sequence[int]], threshold: int = THRESHOLD
) -> tuple[tuple[Shown, ...], ...]:
    """Make a table of counts safe to show with the totals of its rows and columns.

    Args:
        counts: The rows of the table, equally long and without totals [pupils].
        threshold: The smallest count that is shown [pupils].

    Returns: The rows, each with its total last, and last the row of the columns' totals.
    """
    rows = [[*row, sum(row)] for row in counts]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    cells = [
        _cell(count, (row, column), is_total=(row == len(counts), column == len(line) - 1))
        for row, line in enumerate(rows)
        for column, count in enumerate(line)
    ]
    shown = _safe(cells, threshold)
    width = len(rows[0])
    return tuple(tuple(shown[at * width : (at + 1) * width]) for at in range(len(rows)))


def safe_groups(
    groups: Sequence[Sequence[Sequence[int]]], threshold: int = THRESHOLD
) -> tuple[tuple[tuple[Shown, ...], ...], tuple[Shown, ...], tuple[Shown, ...]]:
    """Make a table whose rows come in groups safe to show with all its totals at once.

    Args:
        groups: The rows of each group, all equally long and without totals [pupils].
        threshold: The smallest count that is shown [pupils].

    Returns: The rows of all groups in their order, each with its total last; the number in each
        group; and the columns' totals with the total of all last.
    """
    rows = [(group, row) for group, some in enumerate(groups) for row in some]
    width = len(rows[0][1]) if rows else 0
    columns = [sum(row[column] for _, row in rows) for column in range(width)]
    cells: list[_Cell] = []
    # A row's total goes into its group's, and the groups' go into that of all: a total of a total
    # runs on to the next end as a total does in a plain table.
    for place, (group, row) in enumerate(rows):
        own = ("row", place)
        cells += [_Cell(count, own, ("column", at), False) for at, count in enumerate(row)]
        cells.append(_Cell(sum(row), ("group", group), own, True))
    for group, some in enumerate(groups):
        cells.append(_Cell(sum(map(sum, some)), _TOTALS, ("group", group), True))
    cells += [_Cell(count, ("column", at), _FOOT, True) for at, count in enumerate(columns)]
    cells.append(_Cell(sum(columns), _FOOT, _TOTALS, True))
    shown = tuple(_safe(cells, threshold))
    first, last = len(rows) * (width + 1), len(rows) * (width + 1) + len(groups)
    lines = tuple(shown[at : at + width + 1] for at in range(0, first, width + 1))
    return lines, shown[first:last], shown[last:]


_End = tuple[str, int]
_TOTALS: _End = ("column of totals", 0)
_FOOT: _End = ("row of totals", 0)
# How dear it is to hide what lies on a way: totals, then how many counts, then pupils in them.
_Cost = tuple[int, int, int]
_NOTHING: _Cost = (0, 0, 0)


@dataclass(frozen=True)
class _Cell:
    """A count as a link: one more in it adds one at its second end and takes one at its first."""

    count: int
    start: _End
    end: _End
    is_total: bool

    @property
    def cost(self) -> _Cost:
        return (int(self.is_total), 1, self.count)


def _cell(count: int, place: tuple[int, int], *, is_total: tuple[bool, bool]) -> _Cell:
    # A row less its total, and a column less its total, come to nothing: the total of either runs
    # against the counts, and the total of all, being both, runs with them.
    row, column = ("row", place[0]), ("column", place[1])
    start, end = (column, row) if is_total[0] != is_total[1] else (row, column)
    return _Cell(count, start, end, any(is_total))


def _safe(cells: Sequence[_Cell], threshold: int) -> list[Shown]:
    # "Fewer than 1" would say that there is none.
    if threshold < 2 or any(cell.count < 0 for cell in cells):
        what = "counts are whole numbers from 0, and a threshold is at least 2"
        raise ValueError(what)
    small = {place for place, cell in enumerate(cells) if cell.count < threshold}
    hidden = set(small)
    for place in sorted(small):
        ring = _cheapest_ring(cells, place, hidden, threshold)
        if ring is None:
            # Even "fewer than" would say too much here, so no count of the table is told apart.
            return [Hidden.HIDDEN for _ in cells]
        hidden |= ring
    reason = {place: Hidden.FEWER if place in small else Hidden.HIDDEN for place in hidden}
    return [reason.get(place, cell.count) for place, cell in enumerate(cells)]


def _cheapest_ring(
    cells: Sequence[_Cell], place: int, hidden: set[int], threshold: int
) -> frozenset[int] | None:
    """The counts on the ring through one of them that needs the fewest further ones hidden."""
    cell = cells[place]
    ways = []
    if _may_rise(cell, threshold):
        ways.append((cell.end, cell.start))
    if _may_fall(cell, threshold):
        ways.append((cell.start, cell.end))
    others = {at: one for at, one in enumerate(cells) if at != place}
    found = [_cheapest_way(others, hidden, threshold, *way) for way in ways]
    return min((way for way in found if way is not None), default=(_NOTHING, None))[1]


def _may_rise(cell: _Cell, threshold: int) -> bool:
    """Whether one more would be in keeping with what its label says."""
    return cell.count >= threshold or cell.count + 1 < threshold


def _may_fall(cell: _Cell, threshold: int) -> bool:
    """Whether one fewer would be in keeping with what its label says."""
    return cell.count > threshold or 0 < cell.count < threshold


def _cheapest_way(
    cells: Mapping[int, _Cell], hidden: set[int], threshold: int, start: _End, goal: _End
) -> tuple[_Cost, frozenset[int]] | None:
    """Go from end to end over counts that can change, hiding as little as possible (Dijkstra)."""
    steps = _steps(cells, threshold)
    waiting: list[tuple[_Cost, int, _End, frozenset[int]]] = [(_NOTHING, 0, start, frozenset())]
    done: set[_End] = set()
    pushed = 0
    while waiting:
        cost, _, at, way = heapq.heappop(waiting)
        if at == goal:
            return cost, way
        if at in done:
            continue
        done.add(at)
        for place, to in steps.get(at, ()):
            further = _NOTHING if place in hidden else cells[place].cost
            pushed += 1
            heapq.heappush(waiting, (_sum(cost, further), pushed, to, way | {place}))
    return None


def _steps(cells: Mapping[int, _Cell], threshold: int) -> dict[_End, list[tuple[int, _End]]]:
    """From each end, the counts that lead on from it and where to."""
    steps: dict[_End, list[tuple[int, _End]]] = {}
    for place, (start, end) in _directed(cells, threshold):
        steps.setdefault(start, []).append((place, end))
    return steps


def _directed(
    cells: Mapping[int, _Cell], threshold: int
) -> Iterator[tuple[int, tuple[_End, _End]]]:
    for place, cell in cells.items():
        if _may_rise(cell, threshold):
            yield place, (cell.start, cell.end)
        if _may_fall(cell, threshold):
            yield place, (cell.end, cell.start)


def _sum(one: _Cost, other: _Cost) -> _Cost:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2])
