"""The pack for leaders and governors, made when it is asked for, with what its reader may see."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial

import streamlit as st

from planner.access import Action, Actor, Role, may, require
from planner.documents.content import Document
from planner.documents.html import html_of
from planner.documents.pack.brief import Approved, Brief
from planner.documents.pack.pack import pack_of
from planner.documents.pdf import pdf_of
from planner.insight.questions import QUESTIONS
from planner.store.values import StoredPlan, WholePlan
from planner.ui import plans, visitor
from planner.ui.leadership.reading import answers_about
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.text import say


class Form(StrEnum):
    """What a pack is made as; the value is how its file's name ends."""

    PDF = "pdf"
    PAGE = "html"


_MAKERS: Mapping[Form, Callable[[Document], bytes]] = {
    Form.PDF: pdf_of,
    Form.PAGE: lambda document: html_of(document).encode(),
}
_BUTTONS = (
    (Form.PDF, "Download the pack (PDF)", "application/pdf", Key.PACK_PDF),
    (Form.PAGE, "Download the pack (web page)", "text/html", Key.PACK_PAGE),
)


def draw_pack(actor: Actor, stored: StoredPlan) -> None:
    """Offer the pack as PDF and as a page that stands alone.

    Args:
        actor: Who is there.
        stored: The plan.
    """
    say("The pack for leaders and governors", kind="heading")
    say(
        "What the plan comes to in sentences and pictures, what it takes for granted and how it is "
        "proved. No pupil is named in it. It takes a few seconds to make."
    )
    with st.container(horizontal=True):
        for form, label, mime, key in _BUTTONS:
            st.download_button(
                label,
                data=partial(made, actor, stored, form),
                file_name=f"{_name(stored)}.{form}",
                mime=mime,
                key=key,
                on_click="ignore",
                type="primary" if form is Form.PDF else "secondary",
            )


def made(actor: Actor, stored: StoredPlan, form: Form) -> bytes:
    """Make the pack; it is asked for apart from the page, so who asks is looked up again.

    Raises:
        AccessError: They may not see figures for the whole school any more.
        CheckError: The plan breaks a rule.
    """
    actor = visitor.as_listed_now(actor)
    require(actor, Action.READ_AGGREGATES)
    approvals = tuple(
        Approved(one.who, one.at.astimezone().date(), one.note)
        for one in store().approvals(actor, stored.year_id)
        if one.plan_id == stored.id
    )
    # What it is counted from stays in the store: only the pack comes out.
    count = partial(_counted, actor, approvals, form)
    found = store().privacy.count_plan(actor, stored.year_id, count, stored.id)
    return found or b""


def _counted(actor: Actor, approvals: tuple[Approved, ...], form: Form, whole: WholePlan) -> bytes:
    school, plan = plans.read_files(whole.files)
    brief = Brief(
        school,
        plan,
        today=dt.datetime.now().astimezone().date(),
        answers=answers_about(whole, QUESTIONS),
        role=_reader(actor),
        fewest_shown=whole.fewest_shown,
        made_on=whole.stored.made_at.astimezone().date(),
        made_by=whole.stored.who,
        approvals=approvals,
    )
    return _MAKERS[form](pack_of(brief))


def _reader(actor: Actor) -> Role:
    """The role for which a pack is made: whoever may see everything reads as a leader."""
    return Role.LEADER if may(actor, Action.READ_PLAN) else actor.role


def _name(stored: StoredPlan) -> str:
    return f"pack-{stored.made_at.astimezone():%Y-%m-%d}-{stored.inputs_sha256[:8]}"
