"""A word about the last backup, where it is long ago and something has changed since."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.words import counted
from planner.store.values import SchoolYear
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.text import say

_LONG_AGO = dt.timedelta(days=7)
_NEW = dt.timedelta(days=1)


def draw_backup_reminder(actor: Actor) -> None:
    """Remind whoever may make a backup that it is time for one, with the button for it."""
    if not may(actor, Action.BACK_UP):
        return
    now = dt.datetime.now(dt.UTC)
    why = why_back_up(store().years(actor), store().last_backup(actor), now)
    if not why:
        return
    with st.container(key=f"{Key.BACK_UP}_reminder"):
        say(f"{why} A backup is one file, which brings everything back.", kind="info")
        st.download_button(
            "Make a backup now",
            data=lambda: store().back_up(actor),
            file_name=f"evenhand-backup-{now:%Y-%m-%d}.zip",
            mime="application/zip",
            key=Key.BACK_UP,
        )


def why_back_up(years: tuple[SchoolYear, ...], last: dt.datetime | None, now: dt.datetime) -> str:
    """Why it is time for a backup, as a sentence; blank where it is not."""
    if not years:
        return ""
    if last is None:
        is_due = min(year.created_at for year in years) <= now - _NEW
        return "No backup has been made yet." if is_due else ""
    has_changed = max(year.changed_at for year in years) > last
    if not has_changed or now - last <= _LONG_AGO:
        return ""
    return f"The last backup is {counted((now - last).days, 'day')} old."
