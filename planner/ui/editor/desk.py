"""What one visitor has on the desk: what is typed over a table, and the grid it is typed in.

The grid of the browser knows only what was typed over the very rows that it was given. Those stay
the same until the visitor asks for others (another filter, an undo, a save that adds rows); then
what was typed is taken over, and a new grid begins with it in place.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import streamlit as st

from planner.school.records import Record
from planner.school.typed.clashes import Clash
from planner.school.typed.table import Cells, Stored, Typed, texts_of
from planner.ui.editor.sheet import KeptDraft, Sheet
from planner.ui.editor.view import View
from planner.ui.state import Failure, Key

# What a button does with a sheet and a desk, and what it is told besides.
Act = Callable[..., None]


@dataclass(frozen=True)
class Closed:
    """A grid that has been taken away, and what had been typed in it by then."""

    grid: int
    texts: dict[int, dict[str, str]]
    held: Mapping[str, Any]


@dataclass
class Desk:
    """What is typed over one table by one visitor.

    Attributes:
        typed: What is typed and not saved.
        past: What was typed before each change, to go back to.
        future: What was gone back from.
        agreed: The rows that may be deleted with what depends on them.
        offer: What an earlier visit left, until it is put back or thrown away.
        clashes: The rows that somebody else saved meanwhile, until it is chosen whose goes on.
        failure: Why the last save did not work.
        said: What the last save did.
        has_saved: Whether something was saved and the page has not been drawn with it yet.
        grid: Which grid it is, counted from the first.
        is_laid: Whether the grid has been given its rows.
        view: What the rows of the grid were chosen by.
        texts: The text of each cell that the grid was given, by place and column.
        frame: The same as a table.
        rows_in_all: How many rows there were when the grid was given its own.
        turn: How many times a visitor had turned to another page by then.
        begun: What was typed when the grid began, so far as it is not saved.
        settled: What was typed in this grid and has been saved since.
        held: What was last heard to be typed in this grid.
        asked: What the visitor pressed and has not been done yet.
        stored: The rows as they were stored when last seen.
        saved: What this visitor saved and has not seen stored yet.
        closed: The grid before this one.
        late: What the browser told of that grid when it had already been taken away.
        lock: Held while the desk changes: when more is typed, the server begins to draw the page
            anew without waiting for what it was in the middle of.
    """

    typed: Typed = field(default_factory=Typed)
    past: list[Typed] = field(default_factory=list)
    future: list[Typed] = field(default_factory=list)
    agreed: frozenset[int] = frozenset()
    offer: KeptDraft | None = None
    clashes: tuple[Clash, ...] = ()
    failure: Failure | None = None
    said: str = ""
    has_saved: bool = False
    grid: int = 0
    is_laid: bool = False
    view: View = field(default_factory=View)
    texts: dict[int, dict[str, str]] = field(default_factory=dict)
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    rows_in_all: int = 0
    turn: int = 0
    begun: Typed = field(default_factory=Typed)
    settled: dict[int, dict[str, str]] = field(default_factory=dict)
    held: Mapping[str, Any] = field(default_factory=dict)
    asked: list[tuple[Act, tuple[Any, ...]]] = field(default_factory=list)
    stored: dict[int, Stored[Record]] = field(default_factory=dict)
    saved: dict[int, Record] = field(default_factory=dict)
    closed: Closed | None = None
    late: dict[int, dict[str, str]] = field(default_factory=dict)
    lock: AbstractContextManager[Any] = field(default_factory=threading.RLock)

    def settle(self, places: Collection[int]) -> None:
        """Take rows that have been saved off the desk; the grid goes on with them in place."""
        given = tuple(self.texts)
        for position, cells in self.held.get("edited_rows", {}).items():
            place = given[int(position)]
            if place in places:
                self.settled.setdefault(place, {}).update(_texts(cells))
        self.typed = self.typed.without(*places)
        self.begun = self.begun.without(*places)
        self.past, self.future = [], []


def desk_of(sheet: Sheet[Any]) -> Desk:
    """The visitor's desk for a table; a new one has the draft of an earlier visit on offer."""
    key = sheet.key_of("desk")
    if key not in st.session_state:
        st.session_state[key] = Desk(offer=sheet.draft)
    found: Desk = st.session_state[key]
    st.session_state.setdefault(Key.DESKS, {})[key] = (sheet, found)
    return found


def turn_to(page: str) -> None:
    """Note which page is drawn, on every page, before it is drawn.

    The click on another page can break off the server while it hears of the last edit, which is
    then at hand until the new page has been drawn and no longer. Thereafter the browser has
    forgotten the grids too, so that none of them is gone on with.
    """
    if st.session_state.get(Key.PAGE) != page:
        for sheet, desk in st.session_state.get(Key.DESKS, {}).values():
            leave(sheet, desk)
        st.session_state[Key.TURNS] = _turns() + 1
        st.session_state[Key.PAGE] = page
        st.session_state[Key.DESKS] = {}


def _turns() -> int:
    return int(st.session_state.get(Key.TURNS, 0))


def grid_key(sheet: Sheet[Any], desk: Desk) -> str:
    """The key of the grid that is on the desk now."""
    return _key_of_grid(sheet, desk.grid)


def _key_of_grid(sheet: Sheet[Any], grid: int) -> str:
    return sheet.key_of(f"grid_{grid}")


def clear_grid(desk: Desk) -> None:
    """Let a new grid begin, with what is typed in place."""
    if desk.is_laid:
        desk.closed = Closed(desk.grid, desk.texts, desk.held)
        desk.grid += 1
    desk.is_laid = False
    desk.begun = desk.typed
    desk.settled = {}
    desk.held = {}


def ask(sheet: Sheet[Any], desk: Desk, act: Act, *told: Any) -> None:
    """Do what a button is for.

    Whatever reads the session may be broken off there and then, because more has been typed. So it
    is written down first, what is typed is taken over, and the act itself reads no session: it is
    done in full or, when the page is drawn next, done then.
    """
    with desk.lock:
        desk.asked.append((act, told))
        perform(sheet, desk)


def perform(sheet: Sheet[Any], desk: Desk) -> None:
    """Do what was asked for and has not been done."""
    while desk.asked:
        take(sheet, desk)
        act, told = desk.asked.pop(0)
        act(sheet, desk, *told)


def hear(sheet: Sheet[Any], desk: Desk, grid: int) -> None:
    """Take over what the browser tells of a grid, even of one that has just been taken away."""
    with desk.lock:
        if grid == desk.grid:
            take(sheet, desk)
        elif desk.closed is not None and grid == desk.closed.grid:
            held = st.session_state.get(_key_of_grid(sheet, grid)) or {}
            _set_aside(desk, desk.closed, held)


def take(sheet: Sheet[Any], desk: Desk) -> None:
    """Take over what was typed in the grid, and keep it as a draft.

    Just after a save the rows at hand are those before it: what is typed then waits in the grid
    until the page has been drawn with the new ones.
    """
    if not desk.is_laid or desk.has_saved:
        return
    held = st.session_state.get(grid_key(sheet, desk))
    if held:
        desk.held = dict(held)
        change(sheet, desk, _with_held(sheet, desk, desk.held))


def leave(sheet: Sheet[Any], desk: Desk) -> None:
    """Take over what was typed in a grid before its page is left."""
    with desk.lock:
        if not (desk.is_laid and desk.has_saved):
            take(sheet, desk)
        elif held := st.session_state.get(grid_key(sheet, desk)):
            heard, desk.held = desk.held, dict(held)
            _set_aside(desk, Closed(desk.grid, desk.texts, heard), desk.held)
            clear_grid(desk)


def take_late(sheet: Sheet[Any], desk: Desk) -> None:
    """Take over what was typed in a grid while it was being taken away."""
    late, desk.late = desk.late, {}
    typed = desk.typed
    for stored in sheet.rows:
        if stored.id in late:
            typed = typed.with_cells(stored, late[stored.id])
    for cells in (cells for place, cells in late.items() if place < 0):
        typed = typed.with_row(typed.next_place, cells)
    if typed != desk.typed:
        change(sheet, desk, typed)
        clear_grid(desk)


def change(sheet: Sheet[Any], desk: Desk, typed: Typed) -> None:
    """Put something else on the desk; it can be gone back from."""
    if typed != desk.typed:
        desk.past.append(desk.typed)
        desk.future.clear()
        put(sheet, desk, typed)


def put(sheet: Sheet[Any], desk: Desk, typed: Typed) -> None:
    """Put something on the desk and keep it as a draft."""
    desk.typed = typed
    desk.said = ""
    keep(sheet, desk)


def keep(sheet: Sheet[Any], desk: Desk) -> None:
    """Keep what is on the desk as a draft; where that does not work, say why."""
    outcome = sheet.keep_draft(desk.typed.payload() if desk.typed else None)
    if isinstance(outcome, Failure):
        desk.failure = outcome


def lay(sheet: Sheet[Any], desk: Desk, view: View, faulty: frozenset[int]) -> None:
    """Give the grid its rows, where it has none yet or no longer the right ones."""
    with desk.lock:
        _lay(sheet, desk, view, faulty)


def _lay(sheet: Sheet[Any], desk: Desk, view: View, faulty: frozenset[int]) -> None:
    is_forgotten = desk.turn != _turns() or (
        any(desk.held.values()) and grid_key(sheet, desk) not in st.session_state
    )
    is_news = _is_news(sheet, desk)
    if desk.is_laid and desk.view == view and not is_forgotten and not is_news:
        return
    clear_grid(desk)
    texts = _texts_now(sheet, desk.typed)
    shown = [
        place for place, cells in texts.items() if place < 0 or _is_in(place, cells, view, faulty)
    ]
    desk.texts = {place: texts[place] for place in view.sorted(shown, texts)}
    desk.rows_in_all = len(texts)
    desk.frame = pd.DataFrame(
        list(desk.texts.values()), columns=list(texts_of_nothing(sheet.record)), dtype="str"
    )
    desk.view, desk.turn, desk.is_laid = view, _turns(), True


def texts_of_nothing(record: type[Record]) -> dict[str, str]:
    """A row of a table without anything in it."""
    return dict.fromkeys((info.alias or name for name, info in record.model_fields.items()), "")


def _is_in(place: int, cells: Cells, view: View, faulty: frozenset[int]) -> bool:
    return (
        view.shows(cells)
        and (not view.is_only_faulty or place in faulty)
        and (view.among is None or place in view.among)
    )


def _texts_now(sheet: Sheet[Any], typed: Typed) -> dict[int, dict[str, str]]:
    """Every row as it stands with what is typed over it; new rows last."""
    nothing = texts_of_nothing(sheet.record)
    texts = {
        stored.id: texts_of(stored.record)
        for stored in sheet.rows
        if stored.id not in typed.deleted
    }
    for place, edit in typed.edited.items():
        if place in texts:
            texts[place] |= edit.cells
    return texts | {place: nothing | dict(cells) for place, cells in typed.added.items()}


def _is_news(sheet: Sheet[Any], desk: Desk) -> bool:
    """Whether the stored rows changed in any way but by what this visitor saved in this grid."""
    now: dict[int, Stored[Record]] = {stored.id: stored for stored in sheet.rows}
    before, desk.stored = desk.stored, now
    saved, desk.saved = desk.saved, {}
    return now.keys() != before.keys() or any(
        stored.version != before[place].version and stored.record != saved.get(place)
        for place, stored in now.items()
    )


def _with_held(sheet: Sheet[Any], desk: Desk, held: Mapping[str, Any]) -> Typed:
    """What is typed in all: what was there when the grid began, and what the grid holds."""
    typed, places = desk.begun, tuple(desk.texts)
    stored = {row.id: row for row in sheet.rows}
    edited = {
        places[int(position)]: _texts(cells)
        for position, cells in held.get("edited_rows", {}).items()
    }
    for place in {**desk.settled, **edited}:
        cells = _newly_typed(desk, place, edited.get(place, {}))
        if cells and place < 0:
            typed = typed.with_row(place, cells)
        elif cells and place in stored:
            typed = typed.with_cells(stored[place], cells)
    next_place = typed.next_place
    for number, cells in enumerate(held.get("added_rows", ())):
        typed = typed.with_row(next_place - number, _texts(cells))
    for position in held.get("deleted_rows", ()):
        place = places[int(position)]
        if place in stored:
            typed = typed.with_deleted(place, stored[place].version)
        else:
            typed = typed.without(place)
    return typed


def _newly_typed(desk: Desk, place: int, typed: Cells) -> dict[str, str]:
    """The cells of a row that say something other than what the grid began with, or has saved."""
    given, settled = desk.texts[place], desk.settled.get(place, {})
    return {
        column: typed.get(column, given[column])
        for column in {**settled, **typed}
        if column in given
        and typed.get(column, given[column]) != settled.get(column, given[column])
    }


def _set_aside(desk: Desk, closed: Closed, held: Mapping[str, Any]) -> None:
    """Set aside what was typed in a grid after it was read for the last time."""
    heard = closed.held.get("edited_rows", {})
    places = tuple(closed.texts)
    for position, cells in held.get("edited_rows", {}).items():
        before = heard.get(position, {})
        late = {column: text for column, text in cells.items() if before.get(column) != text}
        if late:
            desk.late.setdefault(places[int(position)], {}).update(_texts(late))
    for number, cells in enumerate(held.get("added_rows", ())):
        if number >= len(closed.held.get("added_rows", ())):
            desk.late[-1 - number] = _texts(cells)


def _texts(cells: Mapping[str, Any]) -> dict[str, str]:
    """Cells as the browser tells them; an emptied one is told as nothing."""
    return {column: "" if text is None else str(text) for column, text in cells.items()}
