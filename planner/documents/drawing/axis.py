"""An axis: what it counts or names, from where to where, and what is written along it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from planner.documents.drawing.reading import (
    Settings,
    at,
    formatted,
    lines_of,
    listed,
    plain_number,
)
from planner.errors import DrawingError

_ROOM = 0.05
_STEPS = (1, 2, 2.5, 5, 10)
_USUAL_TICKS = 7


@dataclass(frozen=True)
class Reach:
    """From where to where the marks of a chart go along an axis, and which of them touch its end.

    Attributes:
        is_firm: Whether an end that is 0 may stand at the edge, as the foot of bars does.
    """

    low: float
    high: float
    is_firm: bool = False


@dataclass
class Axis:
    """One axis of a chart.

    Attributes:
        name: As traces refer to it: ``x``, ``y2``.
        settings: What the chart says of it.
        categories: The names along it, in order; none where it counts.
        low: Where it begins, in its own unit; beyond ``high`` where it runs backwards.
        high: Where it ends.
        start: Where its beginning stands on the sheet [px].
        end: Where its end stands on the sheet [px].
    """

    name: str
    settings: Settings
    categories: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 1.0
    start: float = 0.0
    end: float = 1.0

    @property
    def is_across(self) -> bool:
        """Whether it runs from left to right."""
        return self.name.startswith("x")

    @property
    def is_shown(self) -> bool:
        """Whether anything is written along it."""
        return bool(at(self.settings, "visible", True)) and bool(
            at(self.settings, "showticklabels", True)
        )

    @property
    def domain(self) -> tuple[float, float]:
        """Which part of the sheet is its own, from the left or from the bottom [share]."""
        first, last = at(self.settings, "domain", (0.0, 1.0))
        return float(first), float(last)

    def value(self, given: Any) -> float | None:
        """A value of the chart in the axis's unit; ``None`` for a gap."""
        if given is None:
            return None
        if self.categories and isinstance(given, str):
            return float(self.categories.index(given))
        number = float(given)
        return None if math.isnan(number) else number

    def place(self, value: float) -> float:
        """Where a value stands on the sheet [px]."""
        share = (value - self.low) / ((self.high - self.low) or 1.0)
        return self.start + share * (self.end - self.start)

    def ticks(self) -> list[tuple[float, list[str]]]:
        """Where something is written along the axis, and its lines."""
        low, high = sorted((self.low, self.high))
        slack = (high - low) * 1e-6
        return [
            (value, lines_of(text))
            for value, text in self._every_tick()
            if low - slack <= value <= high + slack
        ]

    def _every_tick(self) -> Iterator[tuple[float, str]]:
        given = listed(at(self.settings, "tickvals"))
        if given:
            values = [self.value(one) or 0.0 for one in given]
            texts = listed(at(self.settings, "ticktext"))
            yield from zip(values, texts or map(self.written, values), strict=True)
        elif self.categories:
            yield from ((float(place), name) for place, name in enumerate(self.categories))
        else:
            yield from ((value, self.written(value)) for value in self._counted_ticks())

    def _counted_ticks(self) -> list[float]:
        low, high = sorted((self.low, self.high))
        step = float(at(self.settings, "dtick", 0.0)) or nice_step(high - low, self._most_ticks())
        first = float(at(self.settings, "tick0", 0.0))
        places = range(
            math.ceil((low - first) / step - 1e-9), math.floor((high - first) / step + 1e-9) + 1
        )
        return [first + place * step for place in places]

    def _most_ticks(self) -> int:
        given = at(self.settings, "nticks")
        if given:
            return int(given)
        room = abs(self.end - self.start) / (70 if self.is_across else 40)
        return max(2, min(_USUAL_TICKS, int(room)))

    def written(self, value: float) -> str:
        """A number as it stands along the axis."""
        if self.categories:
            return self.categories[round(value)]
        form = at(self.settings, "tickformat", "")
        if form:
            text = formatted(value, form)
        else:
            commas = bool(at(self.settings, "separatethousands", True)) and abs(value) >= 1000
            text = plain_number(round(value, 10), has_commas=commas).replace("-", "−")
        before, after = (at(self.settings, f"tick{part}", "") for part in ("prefix", "suffix"))
        # A minus sign stands before the pound sign.
        if before and text.startswith("−"):
            return f"−{before}{text[1:]}{after}"
        return f"{before}{text}{after}"


def nice_step(span: float, most: int) -> float:
    """The smallest round step that cuts a span into no more parts than asked for."""
    least = (span or 1.0) / most
    size = 10.0 ** math.floor(math.log10(least))
    return next(step * size for step in _STEPS if step * size >= least * (1 - 1e-9))


def categories_of(settings: Settings, values: Sequence[Any]) -> tuple[str, ...]:
    """The names along an axis in their order; none where its values are numbers.

    Raises:
        DrawingError: It runs along dates or powers, or its names are ordered in another way.
    """
    kind = at(settings, "type", "-")
    if kind not in {"-", "linear", "category"}:
        raise DrawingError("kind of axis", kind)
    names = [value for value in values if isinstance(value, str)]
    if kind == "linear" or (kind == "-" and all(map(_is_number, names))):
        return ()
    order = at(settings, "categoryorder", "trace")
    if order not in {"trace", "array"}:
        raise DrawingError("order of names", order)
    first = listed(at(settings, "categoryarray")) if order == "array" else []
    return tuple(dict.fromkeys(map(str, [*first, *(v for v in values if v is not None)])))


def set_range(axis: Axis, reaches: Sequence[Reach]) -> None:
    """Decide from where to where an axis goes."""
    given = at(axis.settings, "range")
    backwards = at(axis.settings, "autorange") == "reversed"
    if given is not None and not backwards and None not in given:
        first, last = (axis.value(one) for one in given)
        axis.low, axis.high = first or 0.0, last or 0.0
        return
    low, high = _automatic(axis, reaches)
    axis.low, axis.high = (high, low) if backwards else (low, high)


def _automatic(axis: Axis, reaches: Sequence[Reach]) -> tuple[float, float]:
    if axis.categories:
        return -0.5, len(axis.categories) - 0.5
    mode = at(axis.settings, "rangemode", "normal")
    low = min((reach.low for reach in reaches), default=0.0)
    high = max((reach.high for reach in reaches), default=1.0)
    if mode in {"tozero", "nonnegative"}:
        low, high = min(0.0, low), max(0.0, high)
    if low == high:
        low, high = (low - 0.5, high + 0.5) if low else (0.0, 1.0)
    room = (high - low) * _ROOM
    firm = mode != "normal" or any(reach.is_firm for reach in reaches)
    stays = firm and low == 0
    return low if stays else low - room, high if firm and high == 0 else high + room


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
