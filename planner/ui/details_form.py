"""The school's details, a box for each, saved as one step; what is typed is kept as a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, get_args

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.authority import profile_label
from planner.charts.words import counted, sentence_case
from planner.costing.authority.shelf import every_profile, profile_of
from planner.school.columns import Column, columns_of
from planner.school.records import SchoolDetails
from planner.school.typed.reading import Fault, read_typed
from planner.school.typed.table import Typed, texts_of, typed_from
from planner.school.typed.words import title_of
from planner.store.values import RowChange, StoredRow, YearRegisters
from planner.ui import guard
from planner.ui.messages import attempt, draw_failure
from planner.ui.state import Failure, Key
from planner.ui.storage import store
from planner.ui.text import plain, say

_TABLE = "details"
_WORDS = {
    "": "Not said",
    "academic": "Academic: September to August",
    "financial": "Financial: April to March",
    "ap": "Alternative provision",
    "Y": "Yes",
    "N": "No",
    "unstructured": "Breaks and lunch",
    "general_class": "Unplanned help in class",
    "unstructured;general_class": "Breaks, lunch and unplanned help in class",
}
# What is about the local authority's rate, in the order of its boxes.
_OF_AUTHORITY = {
    "la_profile": "Whose rules",
    "la_hourly_rate": "Rate for an adult hour (£)",
    "la_weekly_hour_rate": "Rate for an adult hour a week all year (£ a year)",
    "la_weeks": "Weeks a year that it pays for",
    "la_divides_by_heads": "Is a shared hour divided by its pupils?",
    "la_not_claimed": "Time that it does not pay for",
}
# What of the kinds of time an authority may leave out; another list can stand in a file.
_NOT_CLAIMED = ["", "unstructured", "general_class", "unstructured;general_class"]


@dataclass(frozen=True)
class Form:
    """The boxes of one year's details.

    A box goes by the version of what is stored, so that what somebody else saves shows at once,
    with what is typed here on top of it.
    """

    year_id: int
    stored: StoredRow[SchoolDetails]

    def key(self, part: str) -> str:
        """The key of one of its widgets."""
        return f"{Key.DETAILS}_{self.year_id}_{self.stored.version}_{part}"

    @property
    def typed(self) -> Typed:
        """What is typed in the boxes and differs from what is stored."""
        before = texts_of(self.stored.record)
        cells = {
            name: str(st.session_state.get(self.key(name), text)) for name, text in before.items()
        }
        return Typed().with_cells(self.stored, cells)


def draw_details(actor: Actor, year: YearRegisters, *, of_authority: bool = False) -> None:
    """Show the details in boxes, with what was typed in an earlier visit.

    Args:
        actor: Who is there.
        year: The year.
        of_authority: Whether to show what is about the local authority's rate, or all the rest.
    """
    if year.details is None:
        return
    form = Form(year.year.id, year.details)
    can_edit = may(actor, Action.EDIT_SCHOOL)
    _fill(form, _drafted(actor, form) if can_edit else {})
    read = read_typed(SchoolDetails, [form.stored], form.typed)
    faults = {fault.name: fault for fault in read.faults}
    columns = [
        column
        for column in columns_of(SchoolDetails)
        if (column.name in _OF_AUTHORITY) is of_authority
    ]
    columns.sort(key=lambda column: [*_OF_AUTHORITY, column.name].index(column.name))
    # Pair by pair, so that one column on a narrow screen has them in the same order.
    for pair in (columns[place : place + 2] for place in range(0, len(columns), 2)):
        for where, column in zip(st.columns(2, gap="medium"), pair, strict=False):
            with where:
                _draw_box(form, column, faults.pop(column.name, None), can_edit)
    for fault in faults.values():
        # What is typed in a box of the other part, and keeps this one from being saved.
        title = _OF_AUTHORITY.get(fault.name, fault.column)
        say(f"{title} {fault.what}: {fault.remedy}.", kind="error")
    if can_edit:
        _draw_buttons(form, read.count, bool(form.typed))


def _fill(form: Form, drafted: Mapping[str, str]) -> None:
    """Give each box that has none yet its text: what an earlier visit typed, or what is stored."""
    for name, text in texts_of(form.stored.record).items():
        # Written anew where it is there, or what is typed would go with a box that is not drawn.
        text = st.session_state.get(form.key(name), drafted.get(name, text))
        st.session_state[form.key(name)] = text


def _draw_buttons(form: Form, count: int, is_typed: bool) -> None:
    failure = st.session_state.pop(f"{Key.DETAILS}_failure", None)
    if isinstance(failure, Failure):
        draw_failure(failure, form.key("failure"))
    with st.container(horizontal=True):
        st.button(
            f"Save {counted(count, 'change')}" if count else "Save",
            key=f"{Key.DETAILS}_save",
            type="primary",
            disabled=not count,
            on_click=_save,
            args=(form,),
        )
        st.button(
            "Discard",
            key=f"{Key.DETAILS}_discard",
            disabled=not is_typed,
            on_click=_discard,
            args=(form,),
        )


def _draw_box(form: Form, column: Column, fault: Fault | None, can_edit: bool) -> None:
    key, codes = form.key(column.name), _codes(column)
    title = _OF_AUTHORITY.get(column.name, title_of(column))
    text = str(st.session_state[key])
    help_text = plain(f"{column.help}.")
    if codes:
        st.selectbox(
            title,
            codes if text in codes else [text, *codes],
            format_func=_worded,
            key=key,
            help=help_text,
            disabled=not can_edit,
            on_change=_keep,
            args=(form,),
        )
    else:
        st.text_input(
            title,
            key=key,
            help=help_text,
            disabled=not can_edit,
            on_change=_keep,
            args=(form,),
        )
    if fault is not None:
        say(f"{title} {fault.what}: {fault.remedy}.", kind="error")


def _worded(code: str) -> str:
    profile = profile_of(code)
    return profile_label(profile) if profile else _WORDS.get(code, sentence_case(code))


def _codes(column: Column) -> list[str]:
    """The codes that a column takes; a blank first where it may be left out."""
    if column.name == "la_profile":
        return ["", *(profile.code for profile in every_profile())]
    if column.name == "la_not_claimed":
        return _NOT_CLAIMED
    kinds = tuple(_kinds(SchoolDetails.model_fields[column.field].annotation))
    if bool in kinds:
        return ["", "Y", "N"]
    found = next(
        (kind for kind in kinds if isinstance(kind, type) and issubclass(kind, StrEnum)), None
    )
    if found is None:
        return []
    blank = [""] if type(None) in kinds else []
    return [*blank, *(code.value for code in found)]


def _kinds(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _kinds(part)


def _drafted(actor: Actor, form: Form) -> Mapping[str, str]:
    draft = store().draft(actor, form.year_id, _TABLE)
    if draft is None:
        return {}
    edits = typed_from(SchoolDetails, draft.payload).edited.values()
    return {name: text for edit in edits for name, text in edit.cells.items()}


def _keep(form: Form) -> None:
    """Keep what is typed as a draft, or forget it where nothing is."""
    actor = guard.actor_who_may(Action.EDIT_SCHOOL)
    if actor is None:
        return
    typed = form.typed
    if typed:
        store().save_draft(actor, form.year_id, _TABLE, typed.payload())
    else:
        store().drop_draft(actor, form.year_id, _TABLE)


def _save(form: Form) -> None:
    actor = guard.actor_who_may(Action.EDIT_SCHOOL)
    read = read_typed(SchoolDetails, [form.stored], form.typed)
    if actor is None or not read.changes:
        return
    changes = [RowChange(_TABLE, one.row, one.version, one.record) for one in read.changes]
    saved = attempt(
        lambda: store().save(actor, form.year_id, changes, drop_draft=_TABLE), "Nothing was saved."
    )
    if isinstance(saved, Failure):
        st.session_state[f"{Key.DETAILS}_failure"] = saved


def _discard(form: Form) -> None:
    actor = guard.actor_who_may(Action.EDIT_SCHOOL)
    for name, text in texts_of(form.stored.record).items():
        st.session_state[form.key(name)] = text
    if actor is not None:
        store().drop_draft(actor, form.year_id, _TABLE)
