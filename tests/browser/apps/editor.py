"""An editor of pupils and of money over a store in memory, to be tried in a browser.

``?slow=1.5`` lets every draft and every save take so many seconds, ``?store=mine`` opens a store of
one's own; the environment variable EDITOR_PUPILS says how many pupils there are.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

sys.path.insert(0, str(Path(__file__).parents[3]))

from planner.school.records import FundingStream, Pupil, Record
from planner.ui.editor import Clashing, Sheet, Step, draw_editor, turn_to
from planner.ui.state import Failure
from tests.builders import a_need, a_pin, a_pupil, a_statutory_item, a_stream

PUPILS = int(os.environ.get("EDITOR_PUPILS", "40"))


@dataclass(frozen=True)
class Row:
    id: int
    version: int
    record: Any


@dataclass(frozen=True)
class Kept:
    payload: dict[str, Any]
    when: dt.datetime


@dataclass(frozen=True)
class Clash:
    table: str
    row: int
    yours: Record | None
    theirs: Record | None
    before: Record | None
    who: str = "head@oak.example"
    when: dt.datetime = dt.datetime(2026, 11, 25, 14, 5, tzinfo=dt.UTC)


@dataclass
class Store:
    """A store in memory: every version of every row, and drafts."""

    tables: dict[str, dict[int, Row]] = field(default_factory=dict)
    before: dict[tuple[str, int, int], Record] = field(default_factory=dict)
    drafts: dict[str, Kept] = field(default_factory=dict)
    steps: list[dict[str, dict[int, Row]]] = field(default_factory=list)

    def fill(self, **tables: list[Record]) -> None:
        for name, records in tables.items():
            self.tables[name] = {n: Row(n, 1, record) for n, record in enumerate(records, 1)}

    def rows(self, table: str) -> tuple[Row, ...]:
        return tuple(self.tables[table].values())

    def save(self, changes: Any) -> Clashing | None:
        clashes = [clash for change in changes if (clash := self._clash(change))]
        if clashes:
            return Clashing(clashes)
        self.steps.append({name: dict(rows) for name, rows in self.tables.items()})
        for change in changes:
            rows = self.tables[change.table]
            if change.record is None:
                del rows[change.row]
            else:
                number = change.row or max(rows, default=0) + 1
                if number in rows:
                    self.before[change.table, number, rows[number].version] = rows[number].record
                rows[number] = Row(number, (change.version or 0) + 1, change.record)
        return None

    def _clash(self, change: Any) -> Clash | None:
        now = self.tables[change.table].get(change.row) if change.row else None
        if change.row is None or (now is not None and now.version == change.version):
            return None
        before = self.before.get((change.table, change.row, change.version))
        return Clash(change.table, change.row, change.record, now and now.record, before)

    def other_saves(self, table: str, row: int, **fields: Any) -> None:
        old = self.tables[table][row]
        self.before[table, row, old.version] = old.record
        record = old.record.model_copy(update=fields)
        self.tables[table][row] = Row(row, old.version + 1, record)

    def undo(self) -> None:
        self.tables = self.steps.pop()


@st.cache_resource
def store_called(name: str) -> Store:
    made = Store()
    made.fill(
        pupils=[
            a_pupil(f"P{n}", year_group=str(1 + n % 6), sen_status="EKN"[n % 3])
            for n in range(1, PUPILS + 1)
        ],
        needs=[a_need("N1"), a_need("N2", strand="literacy"), a_need("N3", pupil="P2")],
        statutory=[a_statutory_item()],
        pins=[a_pin()],
        funding=[a_stream("GENERAL"), a_stream("TU-P1", amount="4000", restricted_to="pupil:P1")],
    )
    return made


def store() -> Store:
    return store_called(st.session_state["store"])


def saver(to: Store) -> Any:
    slow, is_broken = st.session_state["slow"], st.session_state.get("is_broken")

    def save(changes: Any) -> Clashing | Failure | None:
        time.sleep(slow)
        if is_broken:
            return Failure("Nothing was saved.", "The disk is full.")
        return to.save(changes)

    return save


def keeper(to: Store, table: str) -> Any:
    slow = st.session_state["slow"]

    def keep_draft(payload: Any) -> None:
        time.sleep(slow)
        to.drafts.pop(table, None)
        if payload:
            to.drafts[table] = Kept(payload, dt.datetime.now(dt.UTC))

    return keep_draft


def sheet(record: type[Record], filters: tuple[str, ...]) -> Sheet[Any]:
    table = record.table
    steps = store().steps
    return Sheet(
        key=f"edit_{table}",
        record=record,
        rows=store().rows(table),
        save=saver(store()),
        keep_draft=keeper(store(), table),
        draft=store().drafts.get(table),
        says=f"The {table} of the school.",
        filters=filters,
        related={name: store().rows(name) for name in store().tables if name != table},
        undo=Step("the last save", store().undo) if steps else None,
    )


def pupils() -> None:
    st.title("Who needs help this year?")
    draw_editor(sheet(Pupil, ("year_group", "sen_status")))
    if st.button("Somebody else saves"):
        store().other_saves("pupils", 3, year_group="6", class_name="6Z")
    st.text(stored_as_text("pupils"))


def money() -> None:
    st.title("What money is there?")
    draw_editor(sheet(FundingStream, ("kind",)))
    st.text(stored_as_text("funding"))


def stored_as_text(table: str) -> str:
    """What is stored now, for a test to read."""
    lines = [f"{row.id} v{row.version} {row.record!r}" for row in store().rows(table)]
    return f"stored {table}: {len(lines)}\n" + "\n".join(lines[:6] + lines[PUPILS:])


st.session_state.setdefault("slow", float(st.query_params.get("slow", "0")))
st.session_state.setdefault("store", st.query_params.get("store", "main"))
st.set_page_config(page_title="Editor", page_icon="static/icon.png", layout="wide")
page = st.navigation(
    [
        st.Page(pupils, title="Pupils", url_path="pupils", default=True),
        st.Page(money, title="Money", url_path="money"),
    ]
)
turn_to(page.url_path)
with st.container(width=1100):
    page.run()
