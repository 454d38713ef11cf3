"""What stands round the grid: the buttons, what is wrong, what will change, what waits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted
from planner.documents.table_file import csv_bytes
from planner.school.columns import columns_of
from planner.school.records import Record
from planner.school.typed.clashes import differences_of
from planner.school.typed.reading import Fault, Told
from planner.school.typed.table import typed_from
from planner.school.typed.words import name_of, worded
from planner.ui.editor import acts
from planner.ui.editor.desk import Desk, ask
from planner.ui.editor.sheet import Sheet
from planner.ui.editor.view import ONLY_FAULTY
from planner.ui.editor.work import Work, said_of
from planner.ui.messages import draw_failure
from planner.ui.moments import said_when
from planner.ui.tables import draw_sentences_table
from planner.ui.text import plain, say

CHANGES_AT_ONCE = 10
MINE = "Keep mine"
THEIRS = "Take theirs"


def draw_buttons(sheet: Sheet[Any], desk: Desk, work: Work) -> None:
    """Show what can be done with what is typed."""
    with st.container(horizontal=True, key=sheet.key_of("buttons")):
        st.button(
            f"Save {counted(work.count, 'change')}" if work.count else "Save",
            key=sheet.key_of("save"),
            type="primary",
            disabled=not work.count,
            on_click=ask,
            args=(sheet, desk, acts.save),
        )
        st.button(
            "Discard",
            key=sheet.key_of("discard"),
            help="Takes off everything that is not saved",
            disabled=not desk.typed,
            on_click=ask,
            args=(sheet, desk, acts.discard),
        )
        undo, redo = _undo_words(sheet, desk)
        st.button(
            "Undo",
            key=sheet.key_of("undo"),
            help=undo or None,
            disabled=not undo,
            on_click=ask,
            args=(sheet, desk, acts.undo),
        )
        st.button(
            "Redo",
            key=sheet.key_of("redo"),
            help=redo or None,
            disabled=not redo,
            on_click=ask,
            args=(sheet, desk, acts.redo),
        )


def _undo_words(sheet: Sheet[Any], desk: Desk) -> tuple[str, str]:
    """What undoing and redoing would do; blank where there is nothing to."""
    undo = f"Undoes {sheet.undo.words}" if sheet.undo else ""
    redo = f"Does {sheet.redo.words} again" if sheet.redo else ""
    return (
        "Goes back by what was typed last" if desk.past else undo,
        "Types again what was undone last" if desk.future else redo,
    )


def draw_download(sheet: Sheet[Any], desk: Desk) -> None:
    """Offer the rows that are shown, with what is typed, as a file that can be read in again."""
    record: type[Record] = sheet.record
    name = record.table
    table = Table(
        name,
        sheet.says,
        tuple(Column(column.name) for column in columns_of(record)),
        tuple(tuple(map(_cell, cells.values())) for cells in _texts_shown(desk)),
    )
    st.download_button(
        f"Download as CSV: {name.replace('_', ' ')}",
        data=lambda: csv_bytes(table),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=sheet.key_of("download"),
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _texts_shown(desk: Desk) -> list[dict[str, str]]:
    rows = []
    for place, cells in desk.texts.items():
        if place < 0 or place in desk.typed.deleted:
            continue
        edit = desk.typed.edited.get(place)
        rows.append({**cells, **edit.cells} if edit else cells)
    first = next(iter(desk.texts.values()), {})
    nothing = dict.fromkeys(first, "")
    return rows + [{**nothing, **cells} for cells in desk.typed.added.values()]


def _cell(text: str) -> str | float:
    """A number below zero is a number, not a formula to be made harmless."""
    if text.startswith("-"):
        try:
            return float(text)
        except ValueError:
            return text
    return text


def draw_tally(sheet: Sheet[Any], desk: Desk, work: Work) -> None:
    """Say how many rows there are, what the last save did, and what has to be put right.

    It is one line that is always there, so that the grid stays where it is while somebody types. It
    also keeps the buttons clear of the grid's own, which hang over its corner.
    """
    faulty = len({fault.place for fault in work.faults})
    said = [counted(desk.rows_in_all, "row")]
    if len(desk.texts) != desk.rows_in_all:
        said = [f"{len(desk.texts):,} of {said[0]}; what is typed in the others is kept"]
    said += [desk.said] if desk.said else []
    said += [f"{counted(faulty, 'row')} cannot be saved yet: see below"] if faulty else []
    said += [f"{counted(len(work.waiting), 'deletion')} to confirm below"] if work.waiting else []
    stuck = len({fault.place for fault in sheet.standing})
    said += [f"{counted(stuck, 'row')} saved, but not fit to plan with: see below"] if stuck else []
    with st.container(horizontal=True, vertical_alignment="center", key=sheet.key_of("standing")):
        st.container(width="content").caption(plain(f"{'. '.join(said)}."))
        st.checkbox(
            "Only rows to put right",
            key=sheet.key_of(ONLY_FAULTY),
            disabled=not (faulty or stuck) and not desk.view.is_only_faulty,
        )


def draw_reason(sheet: Sheet[Any], desk: Desk) -> None:
    """Say why the last save did not work."""
    if desk.failure:
        draw_failure(desk.failure, sheet.key_of("failure"))


def draw_faults(sheet: Sheet[Any], faults: Sequence[Fault]) -> None:
    """Show each fault with its row, its column and what to write instead."""
    if faults:
        draw_faults_table(faults, "to_put_right", sheet.key_of("faults"))


def draw_standing_faults(sheet: Sheet[Any]) -> None:
    """Show what is saved and does not agree with other rows, beside the rows it is about."""
    if sheet.standing:
        say("Saved, but it keeps the school from being planned:", kind="warning")
        draw_faults_table(sheet.standing, "keeps_from_planning", sheet.key_of("standing_faults"))


def draw_faults_table(faults: Sequence[Fault], name: str, key: str) -> None:
    """Show faults with their rows under a name of their own."""
    draw_sentences_table(_faults_table(faults, name), key=key)


def _faults_table(faults: Sequence[Fault], name: str) -> Table:
    return Table(
        name=name,
        says="Each fault with its row and column, what is wrong and what to write instead.",
        columns=(
            Column("Row", ColumnKind.CODE),
            Column("Column"),
            Column("What is wrong"),
            Column("What to write"),
        ),
        rows=tuple(
            (fault.row, fault.column or "the whole row", worded(fault.what), worded(fault.remedy))
            for fault in faults
        ),
    )


def draw_changes(sheet: Sheet[Any], told: Sequence[Told]) -> None:
    """Show in words what a save would change; where that is much, on demand."""
    if not told:
        return
    with st.expander(
        f"What will be saved ({counted(len(told), 'line')})",
        expanded=len(told) <= CHANGES_AT_ONCE,
        key=sheet.key_of("changes_box"),
    ):
        draw_sentences_table(_changes_table(told), key=sheet.key_of("changes"))


def _changes_table(told: Sequence[Told]) -> Table:
    return Table(
        name="changes",
        says="Each cell that will change, with what stands there and what will.",
        columns=(
            Column("Row", ColumnKind.CODE),
            Column("Column"),
            Column("Now"),
            Column("After saving"),
        ),
        rows=tuple((line.row, line.column or "–", line.before, line.after) for line in told),
    )


def draw_waiting(sheet: Sheet[Any], desk: Desk, work: Work) -> None:
    """Ask about each row that is to be deleted and on which others depend."""
    for waiting in work.waiting:
        say(f"To delete {waiting.row}: {said_of(waiting.dependents)}.", kind="warning")
        with st.container(horizontal=True):
            st.button(
                f"Delete {waiting.row} with all of this",
                key=sheet.key_of(f"agree_{waiting.place}"),
                on_click=ask,
                args=(sheet, desk, acts.agree, waiting.place),
            )
            st.button(
                f"Keep {waiting.row}",
                key=sheet.key_of(f"keep_{waiting.place}"),
                on_click=ask,
                args=(sheet, desk, acts.keep_row, waiting.place),
            )


def draw_offer(sheet: Sheet[Any], desk: Desk) -> None:
    """Offer what an earlier visit typed and did not save."""
    if desk.offer is None:
        return
    count = typed_from(sheet.record, desk.offer.payload).count
    say(
        f"You had {counted(count, 'change')} not saved, from {said_when(desk.offer.when)}. "
        "The table can be changed once you have chosen.",
        kind="info",
    )
    with st.container(horizontal=True):
        st.button(
            "Put them back",
            key=sheet.key_of("put_back"),
            type="primary",
            on_click=ask,
            args=(sheet, desk, acts.put_back),
        )
        st.button(
            "Throw them away",
            key=sheet.key_of("throw_away"),
            on_click=ask,
            args=(sheet, desk, acts.throw_away),
        )


def draw_clashes(sheet: Sheet[Any], desk: Desk) -> None:
    """Show both values of each cell on which two people do not agree, and ask whose goes on."""
    say("Somebody else saved some of these rows while you were typing. Nothing is lost.", "warning")
    for clash in desk.clashes:
        some = clash.before or clash.theirs or clash.yours
        name = name_of(some) if some else "A row"
        say(f"{name} was saved by {clash.who} at {said_when(clash.when)}.")
        draw_sentences_table(
            Table(
                name="two_versions",
                says=f"The cells of {name} in which what you typed and what is stored differ.",
                columns=(Column("Column"), Column("Before"), Column("Yours"), Column("Theirs")),
                rows=tuple(
                    (cell.column or "the whole row", cell.before or "–", cell.yours, cell.theirs)
                    for cell in differences_of(clash)
                ),
            ),
            key=sheet.key_of(f"two_versions_{clash.row}"),
        )
        if clash.table == sheet.record.table:
            st.radio(
                f"For {name}",
                (MINE, THEIRS),
                key=sheet.key_of(f"clash_{clash.row}"),
                captions=("What you did not change stays as they wrote it.", ""),
                horizontal=True,
            )
    st.button(
        "Go on with these choices",
        key=sheet.key_of("choose"),
        type="primary",
        on_click=_ask_with_choices,
        args=(sheet, desk),
    )


def _ask_with_choices(sheet: Sheet[Any], desk: Desk) -> None:
    chosen = {
        clash.row: st.session_state.get(sheet.key_of(f"clash_{clash.row}"), MINE)
        for clash in desk.clashes
    }
    kept = frozenset(row for row, whose in chosen.items() if whose == MINE)
    ask(sheet, desk, acts.choose, kept)
