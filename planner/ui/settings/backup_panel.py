"""Backup: everything as one file, and back from it into an empty installation."""

from __future__ import annotations

import datetime as dt
from functools import partial

import streamlit as st

from planner.access import Action, Actor, may, require
from planner.charts.words import counted
from planner.ui import visitor
from planner.ui.settings.telling import do, draw_told
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.text import say

_PART = "backup"
# What a backup can be at most, as the store reads it [MB].
_MEGABYTES = 256


def draw_backup(actor: Actor) -> None:
    """Show when the last backup was made, with the button that makes one."""
    draw_told(_PART)
    if not may(actor, Action.BACK_UP):
        say("Backups are made by the SENCO.", kind="info")
        return
    say(_last(store().last_backup(actor)))
    st.download_button(
        "Back up now",
        data=partial(_back_up, actor),
        file_name=f"evenhand-{dt.datetime.now().astimezone():%Y-%m-%d-%H%M}.zip",
        mime="application/zip",
        key=Key.SETTINGS_BACK_UP,
        type="primary",
    )
    say(
        "One file with everything: every school and year, plans, scenarios, who changed what, and "
        "the pupils’ names if there are any. Whoever has it can read it all, so keep it as you "
        "keep the register itself, and delete it when what is in it is due for deletion."
    )
    say("Restore a backup", kind="heading")
    _draw_restore(actor)


def _draw_restore(actor: Actor) -> None:
    if years := store().years(actor):
        say(
            f"A backup is restored into an installation in which nothing is yet, and this one has "
            f"{counted(len(years), 'school year')}. Install Evenhand on another machine, or give "
            "it another folder with EVENHAND_DATA, and restore it there."
        )
        return
    say("Nothing is here yet, so a backup can be brought back: everything will be as it was.")
    upload = st.file_uploader(
        "Backup file (zip)", type=["zip"], key=Key.RESTORE_FILE, max_upload_size=_MEGABYTES
    )
    st.button("Restore this backup", key=Key.RESTORE, disabled=upload is None, on_click=_restore)


def _restore() -> None:
    upload = st.session_state.get(Key.RESTORE_FILE)
    if upload is None:
        return

    def restore(actor: Actor) -> str:
        store().restore(actor, upload.getvalue())
        return f"{counted(len(store().years(actor)), 'school year')} brought back."

    do(_PART, Action.RESTORE, restore, "The backup was not restored.")


def _back_up(actor: Actor) -> bytes:
    """Make the file; it is asked for apart from the page, so who asks is looked up again."""
    require(visitor.as_listed_now(actor), Action.BACK_UP)
    return store().back_up(actor)


def _last(made: dt.datetime | None) -> str:
    if made is None:
        return "No backup has been made yet."
    local = made.astimezone()
    return f"The last backup was made on {local.day} {local:%B %Y at %H:%M}."
