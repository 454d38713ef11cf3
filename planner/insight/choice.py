"""What may be chosen when asking, one thing at a time, and how each is read from text.

A form on the screen and the options of a command are both made of these.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from planner.errors import InputError, Problem
from planner.insight.answer import Asked
from planner.school.fields import (
    CellError,
    read_list,
    read_money,
    read_number,
    read_text,
    read_whole_number,
    read_yes_no,
)

A = TypeVar("A", bound=Asked)


class ChoiceKind(StrEnum):
    """What kind of thing is chosen."""

    MONEY = "money"
    NUMBER = "number"
    WHOLE_NUMBER = "whole number"
    YES_NO = "yes or no"
    WORD = "word"
    TEXT = "text"


_READERS: Mapping[ChoiceKind, Callable[[object], object]] = {
    ChoiceKind.MONEY: read_money,
    ChoiceKind.NUMBER: read_number,
    ChoiceKind.WHOLE_NUMBER: read_whole_number,
    ChoiceKind.YES_NO: read_yes_no,
    ChoiceKind.WORD: read_text,
    ChoiceKind.TEXT: read_text,
}
_KIND_OF: Mapping[type, ChoiceKind] = {
    Decimal: ChoiceKind.MONEY,
    float: ChoiceKind.NUMBER,
    int: ChoiceKind.WHOLE_NUMBER,
    bool: ChoiceKind.YES_NO,
}
# A field whose name begins with one of these holds codes of that table.
_TABLE_OF: Mapping[str, str] = {
    "pupil": "pupils",
    "need": "needs",
    "adult": "staff",
    "staff": "staff",
    "provision": "provisions",
}


@dataclass(frozen=True)
class Choice:
    """One thing that may be chosen.

    Attributes:
        name: The field that it fills.
        title: Its label, with the unit in brackets.
        help: One line more, without a full stop.
        kind: What it is.
        default: What it is unless something else is chosen.
        is_list: Whether several may be chosen.
        may_be_blank: Whether nothing may be chosen.
        of: The table of the school from whose codes it is chosen; blank where from none.
        words: What there is to choose from, where only some words are known.
        least: The least number.
        most: The most.
    """

    name: str
    title: str
    help: str
    kind: ChoiceKind
    default: Any
    is_list: bool = False
    may_be_blank: bool = False
    of: str = ""
    words: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None

    def read(self, text: str) -> object:
        """Read what was typed.

        Raises:
            CellError: It cannot be used; says what is wrong and what to write.
        """
        if self.may_be_blank and not text.strip():
            return None
        if self.is_list:
            return tuple(map(self._one, typing.cast("tuple[str, ...]", read_list(text))))
        return self._one(text)

    def _one(self, text: str) -> object:
        value: Any = _READERS[self.kind](text)
        remedy = ""
        if self.words and value not in self.words:
            remedy = f"write one of {', '.join(self.words)}"
        elif self.least is not None and value < self.least:
            remedy = f"write {_written(self.least)} or more"
        elif self.most is not None and value > self.most:
            remedy = f"write {_written(self.most)} or less"
        if remedy:
            what = f"is '{text}'"
            raise CellError(what, remedy)
        return value


def _written(bound: float) -> str:
    return f"{bound:,.12g}"


def choices_of(asked: type[Asked]) -> tuple[Choice, ...]:
    """Give what may be chosen when asking, in the order in which it is asked."""
    return tuple(_choice(name, field) for name, field in asked.model_fields.items())


def asked_from(asked: type[A], values: Mapping[str, object]) -> A:
    """Give what is asked from what was chosen; what is left out is as usual.

    Raises:
        InputError: Some of it cannot be asked, or not together.
    """
    try:
        return asked.model_validate(values)
    except ValidationError as error:
        raise InputError(
            [
                Problem(
                    "what is asked",
                    0,
                    ".".join(str(part) for part in fault["loc"]),
                    f"is '{fault['input']}'" if fault["loc"] else "does not go together",
                    _remedy(fault),
                )
                for fault in error.errors()
            ]
        ) from None


def _remedy(fault: ErrorDetails) -> str:
    bounds = fault.get("ctx", {})
    if "gt" in bounds:
        return f"write more than {_written(float(bounds['gt']))}"
    if "lt" in bounds:
        return f"write less than {_written(float(bounds['lt']))}"
    return fault["msg"].removeprefix("Value error, ")


def _choice(name: str, field: FieldInfo) -> Choice:
    kind, is_list, may_be_blank = _parts(field.annotation)
    words = _words(kind)
    default = field.get_default(call_default_factory=True)
    return Choice(
        name=name,
        title=field.title or name.replace("_", " ").capitalize(),
        help=(field.description or "").removesuffix("."),
        kind=ChoiceKind.WORD if words else _KIND_OF.get(kind, ChoiceKind.TEXT),
        default=default.value if isinstance(default, Enum) else default,
        is_list=is_list,
        may_be_blank=may_be_blank,
        of=_table(name, field) if kind is str else "",
        words=words,
        least=_bound(field, "ge", "gt"),
        most=_bound(field, "le", "lt"),
    )


def _parts(annotation: Any) -> tuple[Any, bool, bool]:
    """Give the kind of one value, whether there may be several, and whether there may be none."""
    origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _parts(inner[0])
    if origin in {typing.Union, types.UnionType}:
        kind, is_list, _ = _parts(next(part for part in inner if part is not type(None)))
        return kind, is_list, type(None) in inner
    if origin in {tuple, list, frozenset}:
        kind, _, _ = _parts(inner[0])
        return kind, True, False
    return annotation, False, False


def _words(kind: Any) -> tuple[str, ...]:
    if typing.get_origin(kind) is typing.Literal:
        return tuple(map(str, typing.get_args(kind)))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(word.value for word in kind)
    return ()


def _table(name: str, field: FieldInfo) -> str:
    """Give the table whose codes a text is one of: as its field says, or as it is named."""
    said = field.json_schema_extra
    if isinstance(said, dict) and "of" in said:
        return str(said["of"])
    return _TABLE_OF.get(name.partition("_")[0], "")


def _bound(field: FieldInfo, *names: str) -> float | None:
    found = (getattr(rule, name, None) for rule in field.metadata for name in names)
    return next((float(bound) for bound in found if bound is not None), None)
