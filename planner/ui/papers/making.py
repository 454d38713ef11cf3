"""A paper of the plan that is shown, made from what the store has and its reader may see."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from planner.access import Action, Actor, require
from planner.documents.content import Document
from planner.documents.forms import Form, made_as
from planner.documents.papers.paper import About, Paper, Setting
from planner.documents.papers.registry import file_name, paper_called, written
from planner.errors import StoreError
from planner.insight.questions import QUESTIONS
from planner.scenarios.compare import Planned
from planner.store.values import Scenario, StoredPlan, WholePlan
from planner.ui import plans, visitor
from planner.ui.leadership.reading import answers_about
from planner.ui.plans import stamp_of
from planner.ui.scenarios.comparing import planned_of
from planner.ui.scenarios.trials import trials_of
from planner.ui.storage import store


@dataclass(frozen=True)
class Wanted:
    """Which paper is wanted.

    Attributes:
        stored: The plan that it is about.
        key: The paper's key.
        subject: Whom or what it is about; blank for the whole school.
    """

    stored: StoredPlan
    key: str
    subject: str = ""

    @property
    def paper(self) -> Paper:
        """The paper."""
        return paper_called(self.key)


@dataclass(frozen=True)
class Made:
    """A paper that is written.

    Attributes:
        document: What it says.
        name: What its files are called, without their endings.
        usual: The usual words of each place whose words may be changed.
    """

    document: Document
    name: str
    usual: dict[str, str]


def made(actor: Actor, wanted: Wanted) -> Made | None:
    """Write a paper; ``None`` where its plan is not there any more.

    Raises:
        AccessError: It is not for this reader.
        CheckError: The plan breaks a rule.
    """
    words = store().wordings.of(actor, wanted.stored.year_id, wanted.key, wanted.subject)
    said = tuple(sorted((place, one.text) for place, one in words.items()))
    scenarios = _scenarios(actor, wanted) if wanted.paper.about is About.SCENARIO else ()
    # What it is written from stays in the store: only the paper comes out.
    write = partial(_from_whole, actor, wanted, said, scenarios)
    return store().privacy.count_plan(actor, wanted.stored.year_id, write, wanted.stored.id)


def why_not(actor: Actor, wanted: Wanted) -> str:
    """Why the school of a plan has no use for a paper; blank where it has."""
    stamp = f"{stamp_of(wanted.stored)} {wanted.key}"
    ask = partial(_why_not, stamp, wanted.paper)
    return store().privacy.count_plan(actor, wanted.stored.year_id, ask, wanted.stored.id) or ""


@st.cache_data(show_spinner=False, max_entries=32)
def _why_not(stamp: str, _paper: Paper, _whole: WholePlan) -> str:
    return _paper.why_not(plans.read_files(_whole.files)[0])


def file_of(actor: Actor, wanted: Wanted, form: Form) -> bytes:
    """Make a paper's file; it is asked for apart from the page, so who asks is looked up again.

    Raises:
        AccessError: They may not take it away any more.
        StoreError: The plan is not there any more.
    """
    actor = visitor.as_listed_now(actor)
    if not wanted.paper.is_public:
        require(actor, Action.EXPORT)
    found = made(actor, wanted)
    if found is None:
        what = "This plan is not there any more."
        raise StoreError(what, "Look at the plan that is there now.")
    return made_as(found.document, form)


def scenarios_planned(actor: Actor, stored: StoredPlan) -> tuple[Scenario, ...]:
    """Give the scenarios that a plan was made for, in the order in which they were made."""
    planned = plans.newest_of_scenarios_of(actor, stored.year_id)
    found = store().scenarios(actor, stored.year_id)
    return tuple(one for one in found if one.id in planned)


def _scenarios(actor: Actor, wanted: Wanted) -> tuple[Planned, ...]:
    """Every scenario with the newest plan for it, that which a paper is about first.

    There is none where the one that it is about has no plan. They are those of the plan's own year,
    as another may be open where a file is asked for.
    """
    there = {one.id for one in scenarios_planned(actor, wanted.stored)}
    if not there:
        return ()
    found = [one for one in trials_of(actor, wanted.stored.year_id) if one.number in there]
    found.sort(key=lambda one: one.name != wanted.subject)
    if not found or found[0].name != wanted.subject:
        return ()
    return tuple(_marked(planned_of(actor, one)) for one in found)


def _marked(planned: Planned) -> Planned:
    """A scenario whose school has the digest that its plan was made under.

    A scenario's digest tells where it began and what it changes. Read from the files that are kept
    with the plan, the school would have theirs.
    """
    made_under = planned.plan.summary.inputs_sha256
    return replace(planned, school=replace(planned.school, inputs_sha256=made_under))


def _from_whole(
    actor: Actor,
    wanted: Wanted,
    words: tuple[tuple[str, str], ...],
    scenarios: tuple[Planned, ...],
    whole: WholePlan,
) -> Made:
    today = dt.datetime.now().astimezone().date()
    planned = [
        (one.name, one.plan.summary.inputs_sha256, [row.sentence for row in one.outcomes])
        for one in scenarios
    ]
    answers = [one.id for one in whole.answers]
    stamp = (
        f"{stamp_of(wanted.stored)} {wanted.key} {wanted.subject} {actor.role} "
        f"{whole.fewest_shown} {today} {planned} {answers}"
    )
    return _written(stamp, words, wanted, whole, scenarios, actor)


# What a paper is written from stays the same as long as its stamp and words do.
@st.cache_data(show_spinner=False, max_entries=32)
def _written(
    stamp: str,
    words: tuple[tuple[str, str], ...],
    _wanted: Wanted,
    _whole: WholePlan,
    _scenarios: tuple[Planned, ...],
    _actor: Actor,
) -> Made:
    school, plan = plans.read_files(_whole.files)
    paper = _wanted.paper
    setting = Setting(
        school,
        plan,
        today=dt.datetime.now().astimezone().date(),
        role=_actor.role,
        fewest_shown=_whole.fewest_shown,
        made_on=_whole.stored.made_at.astimezone().date(),
        made_by=_whole.stored.who,
        subject=_wanted.subject,
        wording=dict(words),
        answers=answers_about(_whole, QUESTIONS),
        scenario=next(iter(_scenarios), None),
        alternatives=_scenarios[1:],
    )
    document = written(paper, setting)
    usual = {place.key: place.usual(setting) for place in paper.places}
    return Made(document, file_name(paper, setting), usual)
