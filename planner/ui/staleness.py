"""Whether a plan still fits the registers and the choices as they are now, and what has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import streamlit as st

from planner.access import Actor
from planner.charts.choices import changed
from planner.charts.words import counted, listed
from planner.school.records import Policies
from planner.store.registry import RECORDS, RESTED_ON, ROW_NAMES
from planner.store.store import Store
from planner.store.values import AuditEntry, StoredPlan
from planner.ui import open_year
from planner.ui.plans import read
from planner.ui.storage import store

# More than a year of careful work; beyond this, changes are no longer counted one by one.
_ENTRIES = 20_000
_OTHERWISE = "The plan was made from other content than there is now."


def out_of_date(actor: Actor, stored: StoredPlan) -> str:
    """Why a plan is out of date, as a sentence; blank where it is up to date."""
    if is_up_to_date(actor, stored):
        return ""
    parts = changes_since(actor, stored)
    return f"The plan was made before {listed(parts)}." if parts else _OTHERWISE


def changes_since(actor: Actor, stored: StoredPlan) -> list[str]:
    """What has changed in the registers since a plan was made, such as ``2 changes to pupils``."""
    registers = open_year.registers(actor)
    counts = _changes(registers.digest, stored.id, actor, stored, store())
    parts = [
        f"{counted(number, 'change')} to {ROW_NAMES[table][1]}"
        for table, number in counts.items()
        if table in RESTED_ON and table != "policies"
    ]
    if "policies" in counts and registers.policies is not None:
        parts.append(_in_choices(read(actor, stored).school.policies, registers.policies.record))
    return parts


def is_up_to_date(actor: Actor, stored: StoredPlan) -> bool:
    """Whether a plan is of the content that there is now."""
    school = open_year.school(actor)
    return school is not None and school.planning_sha256 == stored.planning_sha256


def _in_choices(before: Policies, now: Policies) -> str:
    names = changed(before, now)
    return f"a change of {listed(names)}" if names else "a change of the priorities"


# Every save gives a year another stamp, so what is remembered by it is never out of date.
@st.cache_data(max_entries=64, show_spinner=False)
def _changes(
    stamp: str, plan_id: int, _actor: Actor, _stored: StoredPlan, _store: Store
) -> dict[str, int]:
    entries = _store.audit(_actor, _stored.year_id, limit=_ENTRIES)
    return rows_changed(entry for entry in entries if entry.at > _stored.made_at)


def rows_changed(entries: Iterable[AuditEntry]) -> dict[str, int]:
    """Count the rows of each register that are not as they were, the last entry coming first.

    What was changed and changed back, or undone, is no change.
    """
    before: dict[tuple[str, int | None, str], str | None] = {}
    after: dict[tuple[str, int | None, str], str | None] = {}
    for entry in entries:
        place = (entry.table, entry.row, entry.column)
        before[place] = entry.before
        after.setdefault(place, entry.after)
    rows = {place[:2] for place in before if before[place] != after[place]}
    counts = Counter(table for table, _ in rows)
    return {table: counts[table] for table in RECORDS if counts[table]}
