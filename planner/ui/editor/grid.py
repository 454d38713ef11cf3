"""The grid itself. Every column takes text, so that what is typed arrives as it was typed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_args

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from planner.school.columns import Column, columns_of
from planner.school.records import Record
from planner.school.typed.words import naming_columns, title_of
from planner.ui.editor.desk import Desk, grid_key, hear
from planner.ui.editor.sheet import Sheet
from planner.ui.tables import ROWS_BEFORE_SCROLLING
from planner.ui.text import plain

_ROW_HEIGHT = 35
_HEADER_AND_NEW_ROW = 2


def draw_grid(sheet: Sheet[Any], desk: Desk, *, is_open: bool) -> None:
    """Show the grid; what is typed in it is taken over as soon as the browser tells it."""
    record: type[Record] = sheet.record
    rows = min(len(desk.frame), ROWS_BEFORE_SCROLLING) + _HEADER_AND_NEW_ROW
    with _as_part_of_the_app():
        st.data_editor(
            desk.frame,
            key=grid_key(sheet, desk),
            num_rows="dynamic" if is_open else "fixed",
            disabled=not is_open,
            hide_index=True,
            height=_ROW_HEIGHT * rows + 3,
            column_order=_in_order(sheet),
            column_config={column.name: _config(record, column) for column in columns_of(record)},
            placeholder="",
            on_change=hear,
            args=(sheet, desk, desk.grid),
            alt=sheet.says,
        )


def _as_part_of_the_app() -> AbstractContextManager[None]:
    """Let what is drawn belong to the app rather than to the page that it stands on.

    With the click on another page a browser forgets what belongs to the page: what was typed there
    last is not sent along, and if the server hears of it after the click and draws the page again,
    that comes without it. What belongs to the app is sent along and stays until the other page has
    been drawn, provided that it stands in nothing that belongs to the page: no tab, no expander.
    """
    context = get_script_run_ctx()
    if context is None:
        return nullcontext()
    return context.run_with_active_hash(context.pages_manager.main_script_hash)


def _in_order(sheet: Sheet[Any]) -> list[str]:
    record: type[Record] = sheet.record
    return list(dict.fromkeys([*sheet.first, *(column.name for column in columns_of(record))]))


def _config(record: type[Record], column: Column) -> Any:
    kinds = tuple(_kinds(record.model_fields[column.field].annotation))
    return st.column_config.TextColumn(
        title_of(column),
        help=plain(_help(column, kinds)),
        pinned=column.name in naming_columns(record)[:1],
        alignment="right" if _is_number(kinds) else "left",
    )


def _help(column: Column, kinds: tuple[Any, ...]) -> str:
    codes = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)]
    said = [f"{column.help}."] if column.help else []
    if codes and len(kinds) <= 3:
        said.append(f"One of {', '.join(code.value for code in codes[0])}.")
    if column.is_required:
        said.append("Needed in every row.")
    return " ".join(said)


def _is_number(kinds: tuple[Any, ...]) -> bool:
    return any(kind in {int, float, Decimal} for kind in kinds) and tuple not in kinds


def _kinds(annotation: Any) -> Iterator[Any]:
    yield getattr(annotation, "__origin__", annotation)
    for part in get_args(annotation):
        if isinstance(part, type) or get_args(part):
            yield from _kinds(part)
