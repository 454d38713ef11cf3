"""The school beside national figures: what lies where, the picture, and what it rests on."""

from __future__ import annotations

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.national.chart import beside_picture
from planner.charts.national.table import ratios_table
from planner.charts.national.words import (
    WHAT_THE_RANGE_MEANS,
    answer,
    cautions,
    ratios_sentence,
    roll_sentence,
    too_few_sentence,
    who_counts_sentence,
)
from planner.national.comparison import Beside, beside_national
from planner.national.ratios import Ratio, ratios_of
from planner.school.agreement.tables import Tables
from planner.school.records import SchoolDetails
from planner.school.registers import Registers
from planner.ui.pictures import draw_picture
from planner.ui.state import Key
from planner.ui.tables import draw_table
from planner.ui.text import list_of, say
from planner.ui.year_views import YearViews

_YEAR_PAGE, _SETTINGS_PAGE = "pages/school/year.py", "pages/settings/settings.py"


def draw_national(actor: Actor, views: YearViews) -> None:
    """Show the school beside the newest national figures that are known."""
    details = views.registers.details
    if details is None:
        return
    beside = views.work_out("beside national", None, lambda seen: _beside(seen, details))
    say(who_counts_sentence(details), kind="small")
    list_of(answer(beside))
    say(roll_sentence(beside.roll), kind="text" if beside.roll.pupils else "info")
    if beside.roll.pupils is None and may(actor, Action.EDIT_SCHOOL):
        st.page_link(_YEAR_PAGE, label="Enter the pupils on roll in the school’s details")
    picture = views.work_out(
        "national picture", None, lambda _: beside_picture(beside.comparisons, details.phase)
    )
    draw_picture(picture)
    say(f"{WHAT_THE_RANGE_MEANS} {too_few_sentence()}")
    if notes := cautions(beside, details):
        say("Worth knowing", kind="heading")
        list_of(notes)
    if may(actor, Action.READ_STAFF_PAY):
        _draw_ratios(views, details)
    if may(actor, Action.READ_SCHOOL):
        st.page_link(_SETTINGS_PAGE, label="Load newer official statistics under Settings, Figures")


def _beside(seen: Registers, details: SchoolDetails) -> Beside:
    return beside_national(details, seen.pupils.records, seen.figures.records)


def _draw_ratios(views: YearViews, details: SchoolDetails) -> None:
    ratios: tuple[Ratio, ...] = views.work_out(
        "national ratios", None, lambda seen: ratios_of(Tables(seen).school)
    )
    say("Assistants and money", kind="heading")
    say(ratios_sentence(ratios, views.registers.staff.records))
    draw_table(ratios_table(ratios, details.phase), key=Key.NATIONAL_RATIOS)
