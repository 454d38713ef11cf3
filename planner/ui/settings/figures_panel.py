"""Figures: all that are dated, what changed between two years, the school's own, and loading."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.figures import (
    WORDS_SUBJECT,
    all_figures,
    chosen_figures,
    figures_table,
    subjects,
    words_table,
    years_of,
)
from planner.charts.figures_changed import (
    budget_table,
    caution_sentences,
    changed_sentence,
    changed_table,
    effect_sentence,
)
from planner.charts.words import counted
from planner.funding.figures_effect import Effect, effect_on
from planner.parameters.changes import changes_between
from planner.periods import AcademicYear
from planner.school.records import OwnFigure
from planner.school.school import School
from planner.store.values import SchoolYear
from planner.ui import open_year
from planner.ui.budget_panel import school_of
from planner.ui.register_panel import draw_register
from planner.ui.settings.statistics_panel import draw_statistics
from planner.ui.state import Key
from planner.ui.storage import store
from planner.ui.tables import draw_short_table, draw_table
from planner.ui.text import list_of, say
from planner.ui.year_page import choose_part
from planner.ui.year_views import YearViews

_ALL, _ANY_YEAR = "Everything", "Any year"


class Part(StrEnum):
    """A part of the panel; the value is what it is called on the screen."""

    ALL = "All figures"
    CHANGED = "What changed"
    OWN = "The school’s own"
    LOADING = "Official statistics"


def draw_figures(actor: Actor, year: SchoolYear | None) -> None:
    """Show the figures, what changed, the school's own, or how official ones are loaded."""
    say(
        "What Evenhand takes from outside the school: pay, national insurance, premiums and the "
        "like. Each has its dates and its source; nothing is taken for a year without one."
    )
    parts = [Part.ALL, Part.CHANGED] if year is None else list(Part)
    part = choose_part(Key.FIGURES_PART, parts)
    if part == Part.OWN and year is not None:
        _draw_own(actor)
        return
    if part == Part.LOADING and year is not None:
        draw_statistics(actor)
        return
    now = AcademicYear.of(dt.datetime.now().astimezone().date())
    shown = now if year is None else year.academic_year
    own = () if year is None else _own(actor, year)
    if part == Part.ALL:
        _draw_all(own, shown)
    else:
        _draw_changed(actor, year, own, shown)


def _draw_all(own: tuple[OwnFigure, ...], now: AcademicYear) -> None:
    figures = all_figures(own)
    years = {str(one): one for one in years_of(figures, now)}
    subject_box, year_box, word_box = st.columns(3)
    subject = subject_box.selectbox("About", [_ALL, *subjects(figures)], key=Key.FIGURES_SUBJECT)
    year = year_box.selectbox("In force in", [_ANY_YEAR, *years], key=Key.FIGURES_YEAR)
    word = word_box.text_input("With this word", key=Key.FIGURES_WORD).strip()
    if subject == WORDS_SUBJECT:
        draw_table(words_table(word))
        return
    found = chosen_figures(
        figures, subject="" if subject == _ALL else subject, year=years.get(year), word=word
    )
    if not found:
        say("No figure fits. Choose another year or another word.", kind="info")
        return
    say(f"{counted(len(found), 'figure')}.", kind="small")
    draw_table(figures_table(found))


def _draw_changed(
    actor: Actor, year: SchoolYear | None, own: tuple[OwnFigure, ...], now: AcademicYear
) -> None:
    years = {str(one): one for one in years_of(all_figures(own), now)}
    names = list(years)
    last_year = str(AcademicYear(now.first - 1))
    earlier_box, later_box = st.columns(2)
    earlier = years[
        earlier_box.selectbox(
            "From",
            names,
            index=names.index(last_year) if last_year in names else len(names) - 1,
            key=Key.FIGURES_EARLIER,
        )
    ]
    later = years[
        later_box.selectbox("To", names, index=names.index(str(now)), key=Key.FIGURES_LATER)
    ]
    changes = changes_between(earlier, later, own)
    say(changed_sentence(changes, earlier, later))
    school = _school(actor, year)
    effect = None if school is None else effect_on(school, earlier, later)
    if effect is not None:
        _draw_effect(effect, earlier, later)
    if changes:
        draw_table(changed_table(changes, effect, earlier, later), key="figures_changed")


def _draw_effect(effect: Effect, earlier: AcademicYear, later: AcademicYear) -> None:
    say(effect_sentence(effect, earlier, later))
    cautions = caution_sentences(effect, later)
    if cautions:
        list_of(cautions)
    if effect.parts:
        draw_short_table(budget_table(effect, earlier, later), key="figures_budget")
    say(
        "Adults on a pay point count with a full year each, pupils as the register marks them. All "
        "else stays as it is entered for the year that is open: hours, the pension contribution, "
        "the levy. Figures are those of the first day of each year; ‘with others’ stands where "
        "more than one figure of a cost differs, and is what they do together.",
        kind="small",
    )


def _draw_own(actor: Actor) -> None:
    say(
        "A figure here is in force before the one that comes with Evenhand, for this school year "
        "and those made from it. It goes by its code, the last column of All figures: a pay award "
        "is njc_award, in percent, from its first day; point 5 of the spine is njc_scp_05. Your "
        "council’s bands take your own words and can be chosen on the Budget page. The pension "
        "contribution and the levy stand among the school’s details; where a pension fund changes "
        "its rate, each rate is lgps_employer_rate here, from its first day, and comes first."
    )
    draw_register(actor, "figures", says="The school’s own dated figures, each with its source.")


def _own(actor: Actor, year: SchoolYear) -> tuple[OwnFigure, ...]:
    if not may(actor, Action.READ_SCHOOL):
        return ()
    return tuple(row.record for row in store().registers(actor, year.id).rows["figures"])


def _school(actor: Actor, year: SchoolYear | None) -> School | None:
    """The open year as far as it may be seen, for somebody who may see pay and pupils."""
    sees = may(actor, Action.READ_STAFF_PAY) and may(actor, Action.READ_PUPILS)
    return school_of(YearViews(open_year.registers(actor)).registers) if year and sees else None
