"""The part of the page of documents with the pack, the workbook and the files of the plan."""

from __future__ import annotations

from functools import partial

import streamlit as st

from planner.access import Action, Actor, may
from planner.costing.authority.rules import rules_of
from planner.exchange.ledger_file import LEDGERS_FILE
from planner.store.values import StoredPlan
from planner.ui import plans
from planner.ui.packs import draw_pack
from planner.ui.plan_documents import (
    CONTENTS,
    WORKBOOK_TYPE,
    ZIP_TYPE,
    packed,
    plan_name,
    with_ledgers,
    with_totals,
)
from planner.ui.state import Key, Planned
from planner.ui.text import say


def draw_files(actor: Actor, stored: StoredPlan) -> None:
    """Offer a plan as a pack, as a workbook and as its own files."""
    planned = plans.read(actor, stored)
    draw_pack(actor, stored)
    _draw_workbook(actor, planned)
    _draw_ledgers(actor, planned)
    _draw_whole(planned)
    _draw_each(planned)


def _draw_workbook(actor: Actor, planned: Planned) -> None:
    say("The plan to read and work on", kind="heading")
    say(
        "A workbook by pupil, adult, provision and stream of money. Its totals are formulas over "
        "the plan’s own lines: filter them, or change a line, and the totals follow."
    )
    st.download_button(
        "Download the workbook with totals (XLSX)",
        data=partial(with_totals, actor, planned.stored),
        file_name=f"{plan_name(planned)}-totals.xlsx",
        mime=WORKBOOK_TYPE,
        key=Key.TOTALS,
        on_click="ignore",
    )


def _draw_ledgers(actor: Actor, planned: Planned) -> None:
    """Offer both ledgers, where the authority's rate is known and what it costs may be taken."""
    if rules_of(planned.school) is None or not may(actor, Action.EXPORT_COSTS):
        return
    say("What it costs, and what the local authority’s rate pays", kind="heading")
    say(
        "Every line of the plan in both ledgers: what the authority’s rules count, what its rate "
        "pays, what it costs, and why anything is not claimed."
    )
    st.download_button(
        "Download both ledgers (CSV)",
        data=partial(with_ledgers, actor, planned.stored),
        file_name=LEDGERS_FILE,
        mime="text/csv",
        key=Key.LEDGERS,
        on_click="ignore",
    )


def _draw_whole(planned: Planned) -> None:
    say("The whole plan in one file", kind="heading")
    say("For another program, or to bring back: the files below as they are.")
    with st.container(horizontal=True):
        st.download_button(
            "Download all files as a workbook (XLSX)",
            data=packed(planned, "xlsx"),
            file_name=f"{plan_name(planned)}.xlsx",
            mime=WORKBOOK_TYPE,
            key=Key.WORKBOOK,
            on_click="ignore",
        )
        st.download_button(
            "Download all files (zip)",
            data=packed(planned, "zip"),
            file_name=f"{plan_name(planned)}.zip",
            mime=ZIP_TYPE,
            key=Key.ZIP,
            on_click="ignore",
        )


def _draw_each(planned: Planned) -> None:
    say("File by file", kind="heading")
    say("Each opens in a spreadsheet. Every pound in them adds up to the figures on the Plan page.")
    for name in (name for name in CONTENTS if name in planned.files):
        place, button = st.columns([3, 1], vertical_alignment="center")
        with place:
            say(CONTENTS[name])
        button.download_button(
            name,
            data=planned.files[name],
            file_name=name,
            mime="application/json" if name.endswith(".json") else "text/csv",
            key=f"download_{name}",
            on_click="ignore",
        )
