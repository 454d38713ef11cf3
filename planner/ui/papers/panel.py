"""The part of the page of documents where a paper is chosen, read, worded and taken away."""

from __future__ import annotations

from enum import StrEnum
from functools import partial

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.register_words import year_name
from planner.documents.forms import Form
from planner.documents.papers.paper import About, Paper
from planner.documents.papers.registry import PAPERS, subjects_of
from planner.store.values import SchoolYear, StoredPlan
from planner.ui import plans
from planner.ui.papers.making import Made, Wanted, file_of, made, scenarios_planned, why_not
from planner.ui.papers.preview import draw_document
from planner.ui.papers.wording import draw_wording
from planner.ui.pupil_names import names_of, with_name
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.text import say


class Part(StrEnum):
    """A part of the page; the value is what it is called on the screen."""

    PAPERS = "Documents"
    FILES = "The pack and the plan’s files"


_NO_SUBJECT = {
    About.PUPIL: "There is no pupil in the register of this plan.",
    About.CLASS: "No pupil in the register of this plan has a class. Enter classes, then plan.",
    About.SCENARIO: "No scenario has a plan yet. Plan for one on the Scenarios page.",
}


def newest_plan(actor: Actor, year: SchoolYear) -> StoredPlan | None:
    """Give the plan that papers are about: the one that is shown, else the newest."""
    every = (one for one in store().plans(actor, year.id) if one.scenario_id is None)
    return plans.shown_plan(actor) or next(every, None)


def papers_for(actor: Actor) -> tuple[Paper, ...]:
    """Give the papers that somebody may read."""
    return tuple(one for one in PAPERS if one.is_public or may(actor, one.action))


def draw_papers(actor: Actor, year: SchoolYear, stored: StoredPlan) -> None:
    """Let somebody choose a paper and whom or what it is about, and show it.

    Args:
        actor: Who is there.
        year: The year that is open.
        stored: The plan.
    """
    papers = papers_for(actor)
    if not papers:
        say("There is no document here for your role.", kind="info")
        return
    titles = {paper.key: paper.title for paper in papers}
    if st.session_state.get(Key.PAPER) not in titles:
        st.session_state.pop(Key.PAPER, None)
    key: str = st.selectbox(
        "Document",
        list(titles),
        format_func=titles.__getitem__,
        key=Key.PAPER,
        persist_state="session",
        width=520,
    )
    paper = next(one for one in papers if one.key == key)
    say(paper.for_whom)
    if why := why_not(actor, Wanted(stored, paper.key)):
        say(why, kind="info")
        return
    subject = _subject(actor, year, stored, paper)
    if subject is None:
        say(_NO_SUBJECT[paper.about], kind="info")
        return
    wanted = Wanted(stored, paper.key, subject)
    found = made(actor, wanted)
    if found is not None:
        _draw_made(actor, wanted, found)


def _draw_made(actor: Actor, wanted: Wanted, found: Made) -> None:
    if wanted.paper.is_public or may(actor, Action.EXPORT):
        _draw_files(actor, wanted, found)
    draw_wording(actor, wanted, found)
    draw_document(found.document, f"{wanted.key}_{wanted.subject}")


def _draw_files(actor: Actor, wanted: Wanted, found: Made) -> None:
    with st.container(horizontal=True):
        for form in Form:
            st.download_button(
                f"Download ({form.label})",
                data=partial(file_of, actor, wanted, form),
                file_name=f"{found.name}.{form}",
                mime=form.mime,
                key=f"{Key.PAPER_FILE}_{form}",
                on_click="ignore",
                type="primary" if form is Form.PDF else "secondary",
            )


def _subject(actor: Actor, year: SchoolYear, stored: StoredPlan, paper: Paper) -> str | None:
    """Whom or what a paper is about, as chosen; ``None`` where there is nobody and nothing."""
    if paper.about is About.SCHOOL:
        return ""
    options = _options(actor, year, stored, paper)
    if not options:
        return None
    key = f"{Key.PAPER_SUBJECT}_{paper.about.name}"
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)
    chosen: str = st.selectbox(
        paper.about.asked,
        list(options),
        format_func=options.__getitem__,
        key=key,
        persist_state="session",
        width=320,
    )
    return chosen


def _options(actor: Actor, year: SchoolYear, stored: StoredPlan, paper: Paper) -> dict[str, str]:
    """Whom or what a paper may be about, and how each is called where it is chosen."""
    if paper.about is About.SCENARIO:
        return {one.name: one.name for one in scenarios_planned(actor, stored)}
    school = plans.read(actor, stored).school
    subjects = subjects_of(paper, school)
    if paper.about is not About.PUPIL:
        return {one: one for one in subjects}
    names = names_of(actor, year)
    return {
        one: with_name(f"{one}, {year_name(school.pupil_by_id[one].year_group)}", one, names)
        for one in subjects
    }
