"""The parts of the page about what came of provision: outcomes, effects, costs, writing down."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.impact.costs import costs_say, costs_table
from planner.charts.impact.effects import (
    NO_COMPARISON,
    how_it_is_worked_out,
    label_of,
    names_in,
    seen_in,
    sentence,
    too_few_to_suggest,
)
from planner.charts.impact.effects_chart import effects_picture
from planner.charts.impact.outcomes import outcomes_say, outcomes_seen, outcomes_table
from planner.charts.register_words import moment
from planner.charts.words import counted
from planner.impact.seen import EffectSeen
from planner.school.agreement.tables import Tables
from planner.ui import plans
from planner.ui.messages import draw_failure
from planner.ui.pictures import draw_picture
from planner.ui.register_panel import draw_register
from planner.ui.review_acts import start, to_start, use
from planner.ui.saved_step import SavedStep, draw_saved_step
from planner.ui.staleness import out_of_date
from planner.ui.state import Failure, Key
from planner.ui.tables import draw_table
from planner.ui.text import list_of, plain, plain_label, say
from planner.ui.year_views import YearViews


class Part(StrEnum):
    """A part of the page; the value is what it is called on the screen."""

    OUTCOMES = "What came of it"
    EFFECTS = "Effect seen and assumed"
    COSTS = "Cost of progress"
    ENTER = "Write down outcomes"


_AS_FILLED_IN = (
    *("pupil", "provision", "strand", "measure"),
    *("before", "expected", "after", "attended_percent"),
)


def draw_what_was_done(views: YearViews) -> None:
    """Tell what the last button of the page did, with the way back."""
    failure: Failure | None = st.session_state.pop(Key.REVIEW_FAILED, None)
    if failure is not None:
        draw_failure(failure, Key.REVIEW_FAILED)
    step: SavedStep | None = st.session_state.get(Key.REVIEW_SAVED)
    if step is not None and step.year_id == views.year.year.id:
        draw_saved_step(step, Key.REVIEW_UNDO)


def draw_outcomes(views: YearViews) -> None:
    """Show what was measured before and after, pupil by pupil."""
    outcomes = views.work_out("outcomes", None, outcomes_seen)
    for sentence_of in outcomes_say(outcomes):
        say(sentence_of)
    if not outcomes:
        say(f"‘{Part.ENTER}’ begins the reviews of the plan that is shown.", kind="info")
        return
    draw_table(outcomes_table(views.registers, outcomes))
    say(NO_COMPARISON, kind="small")


def draw_effects(actor: Actor, views: YearViews) -> None:
    """Show the effect seen beside the effect assumed, and offer what follows."""
    seen = views.work_out("effects seen", None, seen_in)
    names = names_in(views.registers)
    if not seen:
        say(
            "No effect can be seen yet: it takes a measure before and after, and what was expected "
            "in between, all in ‘Write down outcomes’.",
            kind="info",
        )
        return
    draw_picture(effects_picture(seen, names))
    say(NO_COMPARISON, kind="info")
    say("What it suggests", kind="heading")
    enough = [one for one in seen if one.suggested is not None]
    for one in enough:
        st.markdown(f"**{plain(label_of(one, names))}.** {plain(sentence(one))}")
        if one.would_change and may(actor, Action.EDIT_PROVISION):
            _draw_use(views, one)
    _draw_use_all(actor, views, [one for one in enough if one.would_change])
    if too_few := [one for one in seen if one.suggested is None]:
        say(too_few_to_suggest(too_few, names))
    with st.expander("How this is worked out"):
        list_of(how_it_is_worked_out())


def _draw_use(views: YearViews, one: EffectSeen) -> None:
    st.button(
        plain_label(f"Use what we saw: {one.suggested:.2f}"),
        key=f"{Key.REVIEW_USE}_{'_'.join(one.key)}",
        on_click=use,
        args=(views.year.year.id, (one,)),
    )


def _draw_use_all(actor: Actor, views: YearViews, suggested: Sequence[EffectSeen]) -> None:
    if len(suggested) > 1 and may(actor, Action.EDIT_PROVISION):
        st.button(
            f"Use what we saw for all {len(suggested)} effects",
            key=Key.REVIEW_USE_ALL,
            type="primary",
            on_click=use,
            args=(views.year.year.id, tuple(suggested)),
        )


def draw_costs(actor: Actor, views: YearViews) -> None:
    """Show what provision costs for a pupil, and for each unit of progress."""
    planned = plans.planned(actor)
    school = Tables(views.registers).school
    plan = planned.plan.allocations if planned else None
    digest = planned.digest if planned else None
    table = views.work_out("cost of progress", digest, lambda _: costs_table(school, plan))
    say(costs_say(table, school))
    if planned is None:
        say("There is no plan, so costs are those of today’s provision.", kind="small")
    else:
        said = f"‘The plan’ is the one made {moment(planned.stored.made_at)}."
        say(f"{said} {out_of_date(actor, planned.stored)}", kind="small")
    draw_table(table)
    say(NO_COMPARISON, kind="small")


def draw_entering(actor: Actor, views: YearViews) -> None:
    """Let somebody write outcomes down, with the rows that the plan calls for begun for them."""
    says = "One row for each pupil, provision and strand of need: the measure before, what it is "
    says += "expected to be afterwards, what it was, and the sessions attended."
    say(says, kind="small")
    if may(actor, Action.EDIT_PUPILS):
        _draw_start(actor, views)
    draw_register(actor, "reviews", says=says, filters=("provision", "strand"), first=_AS_FILLED_IN)


def _draw_start(actor: Actor, views: YearViews) -> None:
    planned = plans.planned(actor)
    if planned is None:
        say("Once there is a plan, its reviews can be begun here in one step.", kind="small")
        return
    rows = to_start(planned, views.registers)
    if not rows:
        say("Every pupil, provision and strand of the plan shown has its review.", kind="small")
        return
    names, there = names_in(views.registers), {row.provision for row in rows}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        only: str | None = st.selectbox(
            "Provision of the plan to begin reviews of",
            [None, *(code for code in names if code in there)],
            format_func=lambda code: "All" if code is None else names.get(code, code),
            key=Key.REVIEW_ONLY,
            width=320,
        )
        begun = [row for row in rows if only in {None, row.provision}]
        st.button(
            f"Start the reviews of this plan: {counted(len(begun), 'row')}",
            key=Key.REVIEW_START,
            on_click=start,
            args=(views.year.year.id, only),
        )
