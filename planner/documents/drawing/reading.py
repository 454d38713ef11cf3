"""Reading what a chart says: settings that may be missing, and lists that may be one value."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from planner.documents.drawing.colours import TEXT, colour_of
from planner.documents.drawing.shapes import Colour
from planner.documents.fonts import width_of
from planner.errors import DrawingError

Settings = Mapping[str, Any]
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:b|i|em|strong|sup|sub|span|extra)\b[^>]*>", re.IGNORECASE)
_FIELD = re.compile(r"%\{(\w+)(?::([^}]*))?\}")
_FIXED = re.compile(r"(,?)\.(\d)(f|%)")


def at(settings: Settings, path: str, default: Any = None) -> Any:
    """Give what stands at a path such as ``marker.line.width``, or the default."""
    found: Any = settings
    for name in path.split("."):
        if not isinstance(found, Mapping) or found.get(name) is None:
            return default
        found = found[name]
    return found


def listed(values: Any) -> list[Any]:
    """Give a list as a list, however the chart packs it."""
    if values is None:
        return []
    if isinstance(values, Mapping) and "bdata" in values:
        packed = np.frombuffer(base64.b64decode(values["bdata"]), dtype=values["dtype"])
        shape = [int(size) for size in str(values.get("shape", len(packed))).split(",")]
        found: list[Any] = packed.reshape(shape).tolist()
        return found
    return list(values)


def each(values: Any, place: int, default: Any = None) -> Any:
    """Give the value of one point, where a setting may be one value for all or a list."""
    if values is None:
        return default
    if isinstance(values, Sequence) and not isinstance(values, str):
        found = values[place] if place < len(values) else None
        return default if found is None else found
    return values


def lines_of(text: object) -> list[str]:
    """The lines of a text with its marks of a page taken away."""
    return [html.unescape(_TAG.sub("", part)).strip() for part in _BREAK.split(str(text))]


def is_bold(text: object) -> bool:
    """Whether a text is heavy throughout."""
    return str(text).startswith("<b>")


def font_of(settings: Settings, path: str, usual: Settings) -> tuple[float, Colour]:
    """The size and the colour of words [px]."""
    size = at(settings, f"{path}.size", at(usual, "size", 12.0))
    written = at(settings, f"{path}.color", at(usual, "color"))
    return float(size), TEXT if written is None else colour_of(written)


def size_of(lines: Sequence[str], size: float) -> tuple[float, float]:
    """How wide and how high lines of words are together [px]."""
    widest = max((width_of(one, size) for one in lines), default=0.0)
    return widest, line_height(size) * len(lines)


def line_height(size: float) -> float:
    """From the foot of one line of words to that of the next [px]."""
    return size * 1.25


def filled(template: str, fields: Settings) -> str:
    """Fill a template such as ``%{z:.0f} %``.

    Raises:
        DrawingError: It asks for something that is not there.
    """

    def value(found: re.Match[str]) -> str:
        name, form = found.groups()
        if name not in fields:
            raise DrawingError("template", template)
        given = fields[name]
        if given is None:
            return ""
        return str(given) if form is None else formatted(float(given), form)

    return _FIELD.sub(value, template)


def formatted(value: float, form: str) -> str:
    """Write a number in one of the forms that charts use.

    Raises:
        DrawingError: It is another form.
    """
    if form in {"", ",", "d", ",d"}:
        text = plain_number(value, has_commas="," in form)
    elif form == "~s":
        text = _short(value)
    elif form == "%":
        text = f"{value:.0%}"
    elif found := _FIXED.fullmatch(form):
        text = f"{value:{found[1]}.{found[2]}{found[3]}}"
    else:
        raise DrawingError("form of numbers", form)
    return text.replace("-", "\N{MINUS SIGN}")


def plain_number(value: float, *, has_commas: bool = False) -> str:
    """A number without idle zeros."""
    text = f"{value:{',' if has_commas else ''}.6f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _short(value: float) -> str:
    """Thousands as ``k`` and millions as ``M``."""
    for size, sign in ((1e6, "M"), (1e3, "k")):
        if abs(value) >= size:
            return f"{plain_number(round(value / size, 3))}{sign}"
    return plain_number(value)
