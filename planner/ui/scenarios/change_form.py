"""The form of one change: boxes built from the change's own fields, read as soon as they are typed.

What is typed stands in the session box by box, so that no turn of the page loses any of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pydantic import ValidationError

from planner.charts.register_words import day
from planner.charts.words import sentence_case
from planner.scenarios.change import Change
from planner.school.columns import Column
from planner.school.faults import faults_of
from planner.school.school import School
from planner.ui.scenarios.boxes import Box, Shape, boxes_of, left_out_of, typed_value
from planner.ui.state import Key
from planner.ui.text import plain, plain_label, say

_DATE = "DD/MM/YYYY"
_CHOOSE = "Choose"
_FIELD_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_BEYOND = (
    "What Section F asks for is taken from the pupil who is chosen here; add further lines as "
    "changes of their own."
)


@dataclass(frozen=True)
class Form:
    """The form of one change.

    Attributes:
        token: What tells its boxes from those of every other form.
        kind: The kind of change.
        schools: Those whose codes can be chosen: the year as it is, and as the scenario makes it.
        change: The change that is edited; ``None`` for a new one.
    """

    token: str
    kind: type[Change]
    schools: tuple[School, ...]
    change: Change | None = None

    @property
    def boxes(self) -> tuple[Box, ...]:
        """What it asks for."""
        return boxes_of(self.kind, self.schools)

    def key(self, field: str) -> str:
        """The key of one of its widgets."""
        return f"{Key.CHANGE_FIELD}_{self.token}_{self.kind.model_fields['kind'].default}_{field}"

    def begin(self) -> None:
        """Give each box that has nothing yet what it begins with."""
        for box in self.boxes:
            if self.key(box.field) not in st.session_state:
                before = box.usual
                if self.change is not None:
                    before = typed_value(box, getattr(self.change, box.field))
                st.session_state[self.key(box.field)] = before

    @property
    def facts(self) -> dict[str, Any]:
        """What is typed, and what of the change no box asks for."""
        typed = {box.field: st.session_state.get(self.key(box.field)) for box in self.boxes}
        facts = {field: value for field, value in typed.items() if value not in (None, "", [])}
        if self.change is not None:
            for field in ("is_on", *left_out_of(self.kind)):
                facts[field] = getattr(self.change, field)
        return facts


def read(form: Form) -> Change | tuple[str, ...]:
    """Read the change that is typed, or what keeps it from being one, as sentences."""
    try:
        return form.kind.model_validate(form.facts)
    except ValidationError as error:
        return tuple(_faults(error, form.boxes))


def draw_form(form: Form) -> Change | tuple[str, ...]:
    """Show the boxes two by two, what the change will say, and give what is typed."""
    form.begin()
    boxes = form.boxes
    for pair in (boxes[place : place + 2] for place in range(0, len(boxes), 2)):
        for where, box in zip(st.columns(2, gap="medium"), pair, strict=False):
            with where:
                _draw_box(form, box)
    if any(box.shape is Shape.DAY for box in boxes):
        say(_terms(form.schools[0]), kind="small")
    if left_out_of(form.kind):
        say(_BEYOND, kind="small")
    found = read(form)
    if isinstance(found, Change):
        st.markdown(f"**{plain(found.sentence(form.schools[-1]))}**")
    return found


def _draw_box(form: Form, box: Box) -> None:
    key, title = form.key(box.field), plain_label(box.title)
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
        index=0 if box.blank else None,
        format_func=lambda one: named.get(one, str(one)),
        key=key,
        help=help_text,
        placeholder=_CHOOSE,
        accept_new_options=box.takes_others,
        persist_state="session",
    )


def _terms(school: School) -> str:
    """When the terms are, to help with a day."""
    terms = (
        f"{term.name or term.term} is {day(term.start)} to {day(term.end)}" for term in school.terms
    )
    return f"{'; '.join(terms)}."


def _faults(error: ValidationError, boxes: Sequence[Box]) -> Iterator[str]:
    """What is wrong, box by box, in words that stand on the screen."""
    titles = {box.field: box.title for box in boxes}
    known = {
        box.field: Column(box.field, box.field, box.help, "", is_required=False, is_free_text=False)
        for box in boxes
    }
    for field, what, remedy in faults_of(error, known):
        name = f"‘{titles[field]}’ " if field in titles else ""
        yield f"{sentence_case(f'{name}{what}')}: {_worded(remedy, titles)}."


def _worded(text: str, titles: Mapping[str, str]) -> str:
    """The text with the titles of boxes in place of their fields."""
    return _FIELD_NAME.sub(lambda found: f"‘{titles.get(found[0], found[0])}’", text)
