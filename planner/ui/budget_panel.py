"""The budget on the screen: where it stands, month by month, its two registers, and amounts."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.budget_months_chart import budget_months
from planner.charts.budget_streams_chart import budget_streams
from planner.charts.budget_tables import terms_table, threshold_table, years_table
from planner.charts.budget_view import budget_headline
from planner.charts.budget_words import more_agreed_sentence, threshold_sentence
from planner.charts.words import pounds
from planner.funding.position import Position, position_of
from planner.funding.stretch import by_month, by_term
from planner.funding.threshold import Threshold, if_more_are_agreed, threshold_of
from planner.periods import AcademicYear
from planner.school.registers import Registers
from planner.school.school import School
from planner.ui.pictures import draw_picture
from planner.ui.register_panel import draw_register
from planner.ui.state import Key
from planner.ui.tables import draw_short_table, draw_table
from planner.ui.text import plain, say
from planner.ui.year_views import YearViews

STREAMS_SAY = "Money in: each stream, where it comes from, what it may pay for, and its dates."
LINES_SAY = "Money out that no plan decides: each line, what it is for, and the stream it is from."


class Part(StrEnum):
    """The parts of the page."""

    STANDING = "Where it stands"
    MONTHS = "Month by month"
    STREAMS = "Money in"
    LINES = "Money out"
    AMOUNT = "Work out an amount"
    THRESHOLD = "Before top-up"


def school_of(registers: Registers) -> School | None:
    """The school as far as it may be seen, however little is filled in; no plan is made of it."""
    return None if registers.details is None else registers.to_school(registers.details)


def position(views: YearViews) -> Position | None:
    """Where the budget of the year stands."""
    costs = views.year.referral_costs

    def work(registers: Registers) -> Position | None:
        school = school_of(registers)
        return None if school is None else position_of(school, costs)

    return views.work_out("budget position", None, work)


def draw_headline(found: Position) -> None:
    """Show what comes in, what is committed and what is left, in sentences and figures."""
    headline = budget_headline(found)
    say(headline.answer)
    if headline.general:
        say(headline.general)
    for warning in headline.warnings:
        say(warning, kind="warning")
    if not headline.figures:
        return
    with st.container(key="budget_figures"):
        places = st.columns(len(headline.figures))
    for place, figure in zip(places, headline.figures, strict=True):
        place.metric(
            plain(figure.label),
            plain(figure.value),
            delta=plain(figure.against),
            delta_color="off",
            delta_arrow="off",
        )


def draw_standing(found: Position) -> None:
    """Show income against committed cost, stream by stream."""
    draw_picture(budget_streams(found))


def draw_months(found: Position) -> None:
    """Show the year month by month, by term, and by budget years of both kinds."""
    draw_picture(budget_months(found))
    months = by_month(found)
    if found.movements:
        say("In each budget year", kind="heading")
        say(
            "A plan year lies in one academic year and in two financial years. The part of each "
            "that the plan year holds:",
            kind="small",
        )
        draw_table(years_table(months))
        say("In each term", kind="heading")
        say(
            "Spread by teaching weeks, as a plan counts salaries and budget lines. A referral is "
            "counted in the term of its day.",
            kind="small",
        )
        draw_table(terms_table(by_term(found)))


def draw_streams(actor: Actor) -> None:
    """Show the register of streams."""
    say(STREAMS_SAY, kind="small")
    draw_register(actor, "funding", says=STREAMS_SAY, filters=("kind",))


def draw_lines(actor: Actor, found: Position) -> None:
    """Show the register of budget lines, and what referrals add to them."""
    say(LINES_SAY, kind="small")
    if found.referrals:
        say(f"Referrals add {pounds(found.referrals)}; their register is kept with the pupils.")
    draw_register(actor, "budget_lines", says=LINES_SAY, filters=("category", "stream"))


def draw_threshold(found: Position) -> None:
    """Show what the school meets for pupils with an EHCP before any top-up, with the sum."""
    threshold = threshold_of(found.school)
    say(f"The first {pounds(threshold.per_pupil)} of each EHCP", kind="heading")
    say(threshold_sentence(threshold))
    say(
        "The notional SEN budget is part of the school’s own budget, not extra money, and no limit "
        "on what the law asks for. A pupil on roll for part of the year counts by days.",
        kind="small",
    )
    table = threshold_table(threshold)
    if table.rows:
        draw_short_table(table)
    _draw_more_agreed(threshold, found.school.details.academic_year)


def _draw_more_agreed(threshold: Threshold, year: AcademicYear) -> None:
    """Let somebody see what is left if EHCPs that are pending are agreed."""
    say("If more EHCPs are agreed", kind="heading")
    with st.container(horizontal=True):
        how_many = st.number_input(
            "More EHCPs", 0, 99, 0, key=Key.MORE_EHCPS, persist_state="session", width=180
        )
        month = st.selectbox(
            "In force from the first of",
            year.months,
            key=f"{Key.MORE_EHCPS_FROM}_{year.first}",
            width=260,
        )
    if how_many:
        more = if_more_are_agreed(threshold, year, how_many, month.starts)
        say(more_agreed_sentence(more, threshold))


def parts_for(actor: Actor) -> tuple[Part, ...]:
    """The parts that somebody may see: who has an EHCP stands in the register of pupils."""
    return tuple(
        part for part in Part if part is not Part.THRESHOLD or may(actor, Action.READ_PUPILS)
    )
