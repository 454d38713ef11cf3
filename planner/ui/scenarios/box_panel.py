"""Boxes on the page: what is typed in them stands in the session, and no turn loses any of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pydantic import BaseModel

from planner.school.school import School
from planner.ui.scenarios.boxes import Box, Shape, boxes_of, typed_value
from planner.ui.text import plain, plain_label

_DATE = "DD/MM/YYYY"
_CHOOSE = "Choose"


@dataclass(frozen=True)
class BoxGroup:
    """The boxes of one change, or of one of its lines.

    Attributes:
        prefix: What the keys of its widgets begin with.
        kind: The kind of change, or of line.
        schools: Those whose codes can be chosen.
        value: What is edited; ``None`` for something new.
    """

    prefix: str
    kind: type[BaseModel]
    schools: tuple[School, ...]
    value: BaseModel | None = None

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What it asks for."""
        return boxes_of(self.kind, self.schools)

    @property
    def titles(self) -> Mapping[str, str]:
        """What each box is called, by its field."""
        return {box.field: box.title for box in self.boxes}

    @property
    def facts(self) -> dict[str, Any]:
        """What is typed, by field; what is blank is left out."""
        typed = {box.field: st.session_state.get(self._key(box)) for box in self.boxes}
        return {field: value for field, value in typed.items() if value not in (None, "", [])}

    def draw(self) -> None:
        """Show the boxes two by two, each with what it begins with."""
        boxes = self.boxes
        for box in boxes:
            self._begin(box)
        for pair in (boxes[place : place + 2] for place in range(0, len(boxes), 2)):
            for where, box in zip(st.columns(2, gap="medium"), pair, strict=False):
                with where:
                    _draw_box(box, self._key(box))

    def _key(self, box: Box) -> str:
        return f"{self.prefix}_{box.field}"

    def _begin(self, box: Box) -> None:
        if self._key(box) not in st.session_state:
            before = box.usual if self.value is None else getattr(self.value, box.field)
            is_new = self.value is None
            st.session_state[self._key(box)] = before if is_new else typed_value(box, before)


def _draw_box(box: Box, key: str) -> None:
    title = plain_label(box.title)
    help_text = plain(f"{box.help.rstrip('.')}.") if box.help else None
    value = st.session_state[key]
    if box.shape is Shape.ONE:
        _draw_choice(box, key, title, help_text)
    elif box.shape is Shape.SOME:
        options = dict(box.options) | {one: one for one in value if one not in box.options}
        st.multiselect(
            title,
            list(options),
            format_func=lambda one: options.get(one, str(one)),
            key=key,
            help=help_text,
            placeholder=box.blank or _CHOOSE,
            accept_new_options=box.takes_others,
            persist_state="session",
        )
    elif box.shape is Shape.DAY:
        st.date_input(
            title, value=None, format=_DATE, key=key, help=help_text, persist_state="session"
        )
    elif box.shape is Shape.TICK:
        st.checkbox(title, key=key, help=help_text, persist_state="session")
    else:
        st.text_input(
            title, key=key, help=help_text, placeholder=box.blank, persist_state="session"
        )


def _draw_choice(box: Box, key: str, title: str, help_text: str | None) -> None:
    options = box.with_option(st.session_state[key])
    blank = {"": box.blank} if box.blank else {}
    named: Mapping[Any, str] = {**blank, **options}
    st.selectbox(
        title,
        list(named),
        index=None if box.usual is None else 0,
        format_func=lambda one: named.get(one, str(one)),
        key=key,
        help=help_text,
        placeholder=_CHOOSE,
        accept_new_options=box.takes_others,
        persist_state="session",
    )
