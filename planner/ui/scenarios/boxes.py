"""What a change asks for, read off its own fields: the boxes of its form and what each offers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from planner.charts.register_words import need_type_name, tier_name, year_name
from planner.charts.words import (
    engagement_name,
    hours,
    kind_name,
    number,
    pounds,
    sentence_case,
    status_name,
    strand_name,
    stream_kind_name,
)
from planner.library.shelf import every_entry
from planner.school.codes import (
    Engagement,
    NeedType,
    ProvisionKind,
    SenStatus,
    Strand,
    StreamKind,
    Tier,
)
from planner.school.fields import write_cell
from planner.school.records import StatutoryItem
from planner.school.school import School

# Every change has these, and no form asks for them.
_NOT_ASKED = frozenset({"kind", "is_on"})
_MEANS = re.compile(r"[Bb]lank: ([^.;]+)")
_NOT_SAID = "Not said"
_YES_NO = {True: "Yes", False: "No"}
_WORDS: Mapping[type[StrEnum], Any] = {
    SenStatus: status_name,
    NeedType: need_type_name,
    Strand: strand_name,
    StreamKind: stream_kind_name,
    Engagement: engagement_name,
    ProvisionKind: kind_name,
    Tier: tier_name,
}


class Shape(StrEnum):
    """How something is asked for."""

    ONE = "one of a list"
    SOME = "some of a list"
    DAY = "a day"
    TICK = "yes or no"
    TEXT = "text"


@dataclass(frozen=True)
class Box:
    """One thing that a change asks for.

    Attributes:
        field: The field of the change.
        title: What it is called.
        help: One line more.
        shape: How it is asked for.
        options: What can be chosen, with what each is called.
        blank: What it means when nothing is chosen; blank where something has to be.
        takes_others: Whether something else than the options may be written.
        usual: What stands in it before anything is typed.
    """

    field: str
    title: str
    help: str
    shape: Shape
    options: Mapping[Any, str]
    blank: str
    takes_others: bool
    usual: Any

    def with_option(self, value: object) -> Mapping[Any, str]:
        """The options, with a value among them that there is none of any more."""
        gone = {value: f"{value} (not there any more)"} if value not in self.options else {}
        return {**self.options, **(gone if value not in {None, ""} else {})}


def boxes_of(kind: type[BaseModel], schools: Sequence[School]) -> tuple[Box, ...]:
    """Give the boxes of a kind of change or of one of its lines, in the order of its fields.

    Args:
        kind: The kind of change, or of line.
        schools: Those whose codes can be chosen: the year as it is, and as the scenario makes it.
    """
    return tuple(
        _box(field, info, schools)
        for field, info in kind.model_fields.items()
        if field not in _NOT_ASKED and _lines(info) is None
    )


def lines_of(kind: type[BaseModel]) -> Mapping[str, type[BaseModel]]:
    """The fields of a kind of change that hold lines of several boxes, with the kind of line."""
    found = {field: _lines(info) for field, info in kind.model_fields.items()}
    return {field: line for field, line in found.items() if line is not None}


def typed_value(box: Box, value: Any) -> Any:
    """What stands in a box for a value of its field."""
    if box.shape is Shape.SOME:
        return [str(part) for part in value or ()]
    if box.shape in {Shape.DAY, Shape.TICK}:
        return value
    if box.shape is Shape.ONE:
        return "" if value is None and box.blank else value
    return write_cell(value)


def _box(field: str, info: FieldInfo, schools: Sequence[School]) -> Box:
    extra = info.json_schema_extra
    of = str(extra.get("of", "")) if isinstance(extra, dict) else ""
    kinds = tuple(_kinds(info.annotation))
    shape = _shape(kinds, of, field)
    default = None if info.is_required() else info.default
    help_text = info.description or ""
    box = Box(
        field=field,
        title=info.title or sentence_case(field.replace("_", " ")),
        help=help_text,
        shape=shape,
        options=_options(kinds, of, field, schools),
        blank=_blank(help_text) if type(None) in kinds or default in {"", ()} else "",
        takes_others=field in {"role", "roles", "skill"} or field.endswith("skills"),
        usual=None,
    )
    return _with_usual(box, default)


def _with_usual(box: Box, default: object) -> Box:
    return Box(**{**vars(box), "usual": typed_value(box, default)})


def _shape(kinds: Sequence[Any], of: str, field: str) -> Shape:
    is_list = any(get_origin(kind) is tuple for kind in kinds)
    if is_list and (of or field == "roles" or field.endswith("skills")):
        return Shape.SOME
    may_be_either = bool in kinds and type(None) in kinds
    if of or _enum(kinds) or field in {"role", "skill"} or may_be_either:
        return Shape.ONE
    if bool in kinds:
        return Shape.TICK
    return Shape.DAY if dt.date in kinds else Shape.TEXT


def _kinds(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _kinds(part)


def _enum(kinds: Sequence[Any]) -> type[StrEnum] | None:
    found = (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum))
    return next(found, None)


def _lines(info: FieldInfo) -> type[BaseModel] | None:
    kinds = _kinds(info.annotation)
    found = (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel))
    return next(found, None)


def _blank(help_text: str) -> str:
    """What a blank box means, as far as its help says."""
    found = _MEANS.search(help_text)
    return sentence_case(found[1]) if found else _NOT_SAID


def _options(
    kinds: Sequence[Any], of: str, field: str, schools: Sequence[School]
) -> Mapping[Any, str]:
    if of == "library":
        return {entry.code: entry.provision.name for entry in every_entry()}
    if of:
        return {code: name for school in schools for code, name in _CODES[of](school)}
    if (codes := _enum(kinds)) is not None:
        named = _WORDS.get(codes, lambda code: code.value.replace("_", " "))
        return {code: sentence_case(named(code)) for code in codes}
    if bool in kinds:
        return _YES_NO
    if field in {"role", "roles"}:
        found = {row.role for school in schools for row in school.staff}
    elif field == "skill" or field.endswith("skills"):
        found = {skill for school in schools for row in school.staff for skill in row.skills}
    else:
        found = set()
    return {text: text for text in sorted(found)}


def _pupils(school: School) -> Iterator[tuple[str, str]]:
    for row in school.pupils:
        year = year_name(row.year_group)
        yield row.pupil, f"{row.pupil}: {year}, {status_name(row.sen_status)}"


def _staff(school: School) -> Iterator[tuple[str, str]]:
    for row in school.staff:
        if row.contract_hours is not None:
            yield row.staff, f"{row.staff}: {row.role}, {hours(row.contract_hours)} a week"
        else:
            yield row.staff, f"{row.staff}: {row.role}, {engagement_name(row.engagement)}"


def _funding(school: School) -> Iterator[tuple[str, str]]:
    for row in school.funding:
        yield row.stream, f"{row.name} ({row.stream}, {pounds(row.amount)})"


def _provisions(school: School) -> Iterator[tuple[str, str]]:
    for row in school.provisions:
        yield row.provision, f"{row.name} ({row.provision})"


def _statutory(school: School) -> Iterator[tuple[str, str]]:
    for row in school.statutory:
        yield row.item, f"{row.item}: {row.pupil}, {_owed(row)}"


def _owed(row: StatutoryItem) -> str:
    source = f", {row.source}" if row.source else ""
    return f"{number(row.hours)} hours a {row.per.value}{source}"


def _terms(school: School) -> Iterator[tuple[str, str]]:
    for row in school.terms:
        yield row.term, row.name or row.term


_CODES = {
    "pupils": _pupils,
    "staff": _staff,
    "funding": _funding,
    "provisions": _provisions,
    "statutory": _statutory,
    "terms": _terms,
}
