"""The parts of the page about provision: effects, who can deliver, and what a place costs."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from planner.access import Actor
from planner.charts.catalogue_effects import effects_by_strand
from planner.charts.catalogue_people import who_can_deliver
from planner.charts.catalogue_places import places, places_table
from planner.charts.effect_changes import changed_effects_table
from planner.charts.words import counted, sentence_case, strand_name
from planner.school.codes import Strand
from planner.ui.reasons_panel import draw_reasons
from planner.ui.register_panel import draw_register
from planner.ui.state import Key
from planner.ui.tables import draw_sentences_table, draw_table
from planner.ui.text import say
from planner.ui.year_views import YearViews


class Part(StrEnum):
    """A part of the page; the value is what it is called on the screen."""

    CATALOGUE = "Catalogue"
    EFFECTS = "Effects by strand"
    LIBRARY = "Add from the library"
    PEOPLE = "Who can deliver it"
    PLACES = "Cost of a place"


def catalogue_says(views: YearViews) -> str:
    """How much is in the catalogue, and how much of it nobody can deliver, in a sentence."""
    table = views.work_out("who can deliver", None, who_can_deliver)
    if not table.rows:
        return "Nothing is in the catalogue yet: the library is a quick way to begin."
    adults = [row[5] for row in table.rows]
    nobody = sum(count == 0 for count in adults)
    said = f"{counted(len(adults), 'provision')} in the catalogue"
    return f"{said}; nobody can deliver {nobody} of them now." if nobody else f"{said}."


def draw_effects(actor: Actor, views: YearViews) -> None:
    """Show what an hour of each provision is worth: to read by strand, and to change."""
    says = "What one hour of a provision is worth towards needs in a strand: an assumption of the "
    says += (
        "school’s, 1 for an hour that counts in full. What an effect was before it is changed is "
    )
    says += "kept with it."
    say(says, kind="small")
    draw_reasons(actor, views.year)
    draw_register(actor, "effects", says=says, filters=("strand", "provision"))
    changes = changed_effects_table(
        views.registers.effects.records,
        {row.provision: row.name for row in views.registers.provisions.records},
    )
    if changes.rows:
        say("What the school changed", kind="heading")
        draw_sentences_table(changes)
    say("To read, strand by strand", kind="heading")
    there = {row.strand for row in views.registers.effects.records}
    options = [None, *(strand for strand in Strand if strand in there)]
    strand = st.selectbox(
        "Strand",
        options,
        format_func=lambda one: "All" if one is None else sentence_case(strand_name(one)),
        key=Key.EFFECTS_STRAND,
        width=320,
    )
    table = views.work_out("effects", strand, lambda seen: effects_by_strand(seen, strand))
    draw_table(table)


def draw_people(views: YearViews) -> None:
    """Show who can deliver each provision."""
    say("Whoever has one of the roles and the skill; what nobody can deliver comes first.", "small")
    draw_sentences_table(views.work_out("who can deliver", None, who_can_deliver))


def draw_places(views: YearViews) -> None:
    """Show what a place in each provision costs, and the sum of one of them."""
    found = views.work_out("places", None, places)
    if not found:
        return
    say(
        "A pupil’s share of the adult’s time and the materials, in a full group and in a typical "
        "one. Support is costed at one hour a week all year.",
        kind="small",
    )
    draw_table(places_table(found))
    by_code = {place.provision.provision: place for place in found}
    code = st.selectbox(
        "How is it worked out for",
        by_code,
        format_func=lambda one: by_code[one].provision.name if one in by_code else one,
        key=Key.PLACE,
        width=420,
    )
    if code in by_code:
        say(by_code[code].sentence)
