"""A plan as it is read: the answer first, then the pictures, then line by line."""

from __future__ import annotations

import streamlit as st

from planner.charts.answer import Answer
from planner.charts.headline import Headline
from planner.charts.table import Table
from planner.charts.views import lines_of_pupil
from planner.ui.asking.links import draw_cost_link, draw_why
from planner.ui.pictures import draw_picture
from planner.ui.state import Key, Planned
from planner.ui.tables import draw_sentences_table, draw_short_table, draw_table
from planner.ui.text import list_of, plain, say


def draw_answer(planned: Planned, answer: Answer) -> None:
    """Show a plan from the headline to the last line."""
    _draw_headline(answer.headline)
    draw_picture(answer.coverage)
    draw_picture(answer.money)
    draw_picture(answer.adults)
    _draw_not_met(answer)
    _draw_views(planned, answer)
    _draw_comparison(answer)


def _draw_headline(headline: Headline) -> None:
    with st.container(key="headline"):
        say(headline.law, kind="success" if headline.is_lawful else "warning")
        if len(headline.law_lines) > 1:
            list_of(headline.law_lines)
        _draw_figures(headline)
        st.markdown(f"**The money.** {plain(headline.money)}")
        st.markdown(f"**Helped least.** {plain(headline.least_helped)}")
        st.markdown("**What could be done**")
        list_of(headline.next_steps)
        draw_cost_link()
    say(headline.sureness, kind="small")


def _draw_figures(headline: Headline) -> None:
    places = st.columns(len(headline.figures))
    for place, figure in zip(places, headline.figures, strict=True):
        place.metric(
            plain(figure.label),
            plain(figure.value),
            delta=plain(figure.against),
            delta_color="off",
            delta_arrow="off",
        )


def _draw_not_met(answer: Answer) -> None:
    say("What is not met and why", kind="heading")
    if answer.not_met.rows:
        draw_sentences_table(answer.not_met)
        draw_why(str(row[0]) for row in answer.not_met.rows)
    else:
        say("Every statutory line is met in full.")
    if answer.nothing_serves.rows:
        say("Nothing in the catalogue serves these needs, or nobody has the skill to give it:")
        draw_table(answer.nothing_serves)


def _draw_views(planned: Planned, answer: Answer) -> None:
    say("The plan, line by line", kind="heading")
    if answer.ledgers:
        says, how = answer.ledgers
        say(says)
        say(how, kind="small")
    pupils, adults, provisions, streams = st.tabs(
        ["By pupil", "By adult", "By provision", "By stream of money"]
    )
    with pupils:
        draw_table(answer.by_pupil)
        _draw_one_pupil(planned, answer.by_pupil)
    with adults:
        draw_table(answer.by_adult)
    with provisions:
        draw_table(answer.by_provision)
    with streams:
        draw_table(answer.by_stream)


def _draw_one_pupil(planned: Planned, pupils: Table) -> None:
    codes = [str(row[0]) for row in pupils.rows]
    if not codes:
        return
    chosen = st.selectbox("Everything for one pupil", codes, key=Key.PUPIL)
    draw_table(lines_of_pupil(planned.school, planned.plan, chosen), key="lines_of_pupil")
    draw_why([chosen], key="lines")


def _draw_comparison(answer: Answer) -> None:
    say("Today and the plan", kind="heading")
    say(answer.comparison)
    if answer.totals is not None and answer.changes is not None:
        draw_short_table(answer.totals)
        draw_table(answer.changes)
