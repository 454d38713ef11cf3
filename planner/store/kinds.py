"""How a value is stored: each column's type, read off the one definition of its field.

A record that went into the store comes out equal. Money is exact; nothing is rounded.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from planner.school.columns import columns_of
from planner.school.fields import write_cell
from planner.school.records import Record

R = TypeVar("R", bound=Record)
Values = dict[str, Any]
Texts = dict[str, str]


class ExactDecimal(TypeDecorator[Decimal]):
    """Money to the last digit: NUMERIC where a database has it, and text in SQLite [GBP]."""

    impl = sa.Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type, which in SQLite must not be one that passes through a float."""
        exact = sa.Numeric() if dialect.name == "postgresql" else sa.Text()
        return dialect.type_descriptor(exact)

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Write all digits."""
        return value if value is None or dialect.name == "postgresql" else f"{value:f}"

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Read all digits."""
        return None if value is None else Decimal(value)


class Moment(TypeDecorator[dt.datetime]):
    """A moment, kept in UTC and given back with its time zone."""

    impl = sa.DateTime
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Write it without its zone, in UTC."""
        return None if value is None else value.astimezone(dt.UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:
        """Say again that it is in UTC."""
        return None if value is None else value.replace(tzinfo=dt.UTC)


_TYPES: tuple[tuple[type, type[TypeEngine[Any]]], ...] = (
    (bool, sa.Boolean),
    (int, sa.Integer),
    (float, sa.Double),
    (Decimal, ExactDecimal),
    (dt.date, sa.Date),
)


def base_of(annotation: Any) -> type:
    """Give the bare type of a field: ``float`` of ``Annotated[float, ...] | None``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return base_of(get_args(annotation)[0])
    if origin in {Union, UnionType}:
        return base_of(next(part for part in get_args(annotation) if part is not type(None)))
    kind: type = origin or annotation
    return kind


def column_type(record: type[Record], field: str) -> TypeEngine[Any]:
    """Choose the type of the column that holds a field; what has no type of its own is text."""
    base = base_of(record.model_fields[field].annotation)
    return next((kind() for python, kind in _TYPES if base is python), sa.Text())


@cache
def _places(record: type[Record]) -> tuple[tuple[str, str, bool, bool], ...]:
    """Each column's name and field, whether it has its own type, and whether it is a list."""
    bases = {field: base_of(info.annotation) for field, info in record.model_fields.items()}
    own = {python for python, _ in _TYPES}
    return tuple(
        (one.name, one.field, bases[one.field] in own, bases[one.field] is tuple)
        for one in columns_of(record)
    )


def to_values(record: Record) -> Values:
    """Give what is stored of a record, by column."""
    values: Values = {}
    for name, field, has_own_type, is_list in _places(type(record)):
        value = getattr(record, field)
        values[name] = value if value is None or has_own_type else _text(value, is_list=is_list)
    return values


def to_texts(record: Record) -> Texts:
    """Give each value of a record as exact text, by column; a blank optional one is left out."""
    texts: Texts = {}
    for name, field, _, is_list in _places(type(record)):
        value = getattr(record, field)
        if value is not None:
            texts[name] = _text(value, is_list=is_list)
    return texts


def to_record(kind: type[R], stored: Mapping[str, Any]) -> R:
    """Make the record of what was stored, whether typed values or texts, and check it again."""
    given: Values = {}
    for name, field, _, is_list in _places(kind):
        value = stored.get(name)
        if value is not None:
            given[field] = tuple(json.loads(value)) if is_list else value
    return kind.model_validate(given)


def shown(kind: type[Record], column: str, text: str | None) -> str | None:
    """Write a stored text as people write it: a list with ``;`` between its entries."""
    is_list = any(name == column and listed for name, _, _, listed in _places(kind))
    return ";".join(json.loads(text)) if text and is_list else text


def _text(value: Any, *, is_list: bool) -> str:
    if is_list:
        return json.dumps([_text(part, is_list=False) for part in value], ensure_ascii=False)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return repr(value) if isinstance(value, float) else write_cell(value)
