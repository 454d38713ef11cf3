"""The form of one change: boxes built from its own fields, read as soon as they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from pydantic import BaseModel, ValidationError

from planner.charts.register_words import day
from planner.charts.words import sentence_case
from planner.scenarios.change import Change
from planner.school.columns import Column
from planner.school.faults import faults_of
from planner.school.school import School
from planner.ui.scenarios.box_panel import BoxGroup
from planner.ui.scenarios.boxes import Shape, lines_of
from planner.ui.state import Key
from planner.ui.text import plain, say

_FIELD_NAME = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_MOST_LINES = 30


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
    def prefix(self) -> str:
        """What the keys of its widgets begin with."""
        return f"{Key.CHANGE_FIELD}_{self.token}_{self.kind.model_fields['kind'].default}"

    @property
    def group(self) -> BoxGroup:
        """The boxes that are not in lines."""
        return BoxGroup(self.prefix, self.kind, self.schools, self.change)

    def lines(self, field: str, kind: type[BaseModel]) -> tuple[BoxGroup, ...]:
        """The lines of a field that holds several, each with its boxes."""
        before = () if self.change is None else getattr(self.change, field)
        count = int(st.session_state.get(self.count_key(field), len(before)))
        return tuple(
            BoxGroup(
                f"{self.prefix}_{field}_{place}",
                kind,
                self.schools,
                before[place] if place < len(before) else None,
            )
            for place in range(count)
        )

    def count_key(self, field: str) -> str:
        """Where it is kept how many lines a field has."""
        return f"{self.prefix}_{field}_count"

    @property
    def facts(self) -> dict[str, Any]:
        """What is typed, with whether an edited change takes part."""
        facts = self.group.facts
        for field, kind in lines_of(self.kind).items():
            facts[field] = [line.facts for line in self.lines(field, kind)]
        return facts if self.change is None else facts | {"is_on": self.change.is_on}


def read(form: Form) -> Change | tuple[str, ...]:
    """Read the change that is typed, or what keeps it from being one, as sentences."""
    try:
        return form.kind.model_validate(form.facts)
    except ValidationError as error:
        return tuple(_faults(error, form))


def draw_form(form: Form) -> None:
    """Show the boxes, and what the change will say."""
    form.group.draw()
    for field, kind in lines_of(form.kind).items():
        _draw_lines(form, field, kind)
    if any(box.shape is Shape.DAY for box in form.group.boxes):
        say(_terms(form.schools[0]), kind="small")
    found = read(form)
    if isinstance(found, Change):
        st.markdown(f"**{plain(found.sentence(form.schools[-1]))}**")


def _draw_lines(form: Form, field: str, kind: type[BaseModel]) -> None:
    """Show the lines of a field, with buttons for one more and one fewer."""
    info = form.kind.model_fields[field]
    lines = form.lines(field, kind)
    say(f"{info.title}: {info.description}.", kind="small")
    for line in lines:
        with st.container(border=True):
            line.draw()
    with st.container(horizontal=True):
        for label, more, is_off in (
            ("Add a line", 1, len(lines) >= _MOST_LINES),
            ("Take the last line away", -1, not lines),
        ):
            st.button(
                label,
                key=f"{form.count_key(field)}_{more}",
                on_click=_count,
                args=(form.count_key(field), len(lines) + more),
                disabled=is_off,
            )


def _count(key: str, count: int) -> None:
    st.session_state[key] = count


def _terms(school: School) -> str:
    """When the terms are, to help with a day."""
    terms = (
        f"{term.name or term.term} is {day(term.start)} to {day(term.end)}" for term in school.terms
    )
    return f"{'; '.join(terms)}."


def _faults(error: ValidationError, form: Form) -> Iterator[str]:
    """What is wrong, box by box, in words that stand on the screen."""
    fields = form.kind.model_fields
    known = {
        field: Column(
            field, field, info.description or "", "", is_required=False, is_free_text=False
        )
        for field, info in fields.items()
    }
    titles = {field: info.title or field for field, info in fields.items()}
    for fault, (_, what, remedy) in zip(error.errors(), faults_of(error, known), strict=True):
        where = fault["loc"]
        name = f"‘{titles[str(where[0])]}’ " if where else "the change "
        if len(where) > 2:
            line = lines_of(form.kind)[str(where[0])].model_fields[str(where[2])]
            name = f"Line {int(where[1]) + 1}, ‘{line.title}’ "
        yield f"{sentence_case(f'{name}{what}')}: {_worded(remedy, titles)}."


def _worded(text: str, titles: Mapping[str, str]) -> str:
    """The text with the titles of boxes in place of their fields, and codes without their signs."""

    def word(found: re.Match[str]) -> str:
        return f"‘{titles[found[0]]}’" if found[0] in titles else found[0].replace("_", " ")

    return _FIELD_NAME.sub(word, text)
