"""The boxes that choose pupils by year group, status and need, and the rows that they leave."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import streamlit as st

from planner.charts.pupils_filter import PupilChoice, chosen_pupils
from planner.charts.register_words import need_type_name, year_name
from planner.charts.words import sentence_case, status_name, strand_name
from planner.school.codes import NeedType, SenStatus, Strand
from planner.school.fields import YEAR_GROUPS
from planner.school.registers import Registers
from planner.store.values import YearRegisters
from planner.ui.state import Key
from planner.ui.text import plain

V = TypeVar("V")
BOXES = (Key.PUPILS_YEARS, Key.PUPILS_STATUSES, Key.PUPILS_TYPES, Key.PUPILS_STRANDS)


def draw_pupil_choice(registers: Registers) -> PupilChoice:
    """Show the boxes, each with what there is in the registers, and give what they say."""
    pupils, needs = registers.pupils.records, registers.needs.records
    years = {pupil.year_group for pupil in pupils}
    statuses = {pupil.sen_status for pupil in pupils}
    types = {pupil.primary_need for pupil in pupils}
    strands = {need.strand for need in needs}
    places = st.columns(len(BOXES))
    with places[0]:
        chosen_years = _box(
            Key.PUPILS_YEARS, "Year group", (y for y in YEAR_GROUPS if y in years), year_name
        )
    with places[1]:
        chosen_statuses = _box(
            Key.PUPILS_STATUSES, "SEN status", (s for s in SenStatus if s in statuses), status_name
        )
    with places[2]:
        chosen_types = _box(
            Key.PUPILS_TYPES, "Type of need", (t for t in NeedType if t in types), need_type_name
        )
    with places[3]:
        chosen_strands = _box(
            Key.PUPILS_STRANDS, "Needs help with", (s for s in Strand if s in strands), _strand
        )
    return PupilChoice(chosen_years, chosen_statuses, chosen_types, chosen_strands)


def forget_choice() -> None:
    """Ask for all pupils again."""
    for key in BOXES:
        st.session_state[key] = []


def rows_of(
    year: YearRegisters, registers: Registers, choice: PupilChoice
) -> Callable[[str], frozenset[int] | None]:
    """Give what finds the rows of a table that are about the chosen pupils; ``None`` for all."""
    if choice == PupilChoice():
        return lambda table: None
    codes = {pupil.pupil for pupil in chosen_pupils(registers, choice)}
    return lambda table: frozenset(row.id for row in year.rows[table] if row.record.pupil in codes)


def _strand(strand: Strand) -> str:
    return sentence_case(strand_name(strand))


def _box(key: Key, label: str, options: Iterable[V], name: Callable[[V], str]) -> frozenset[V]:
    there = list(options)
    kept = st.session_state.get(key)
    if kept and not set(kept) <= set(there):
        st.session_state[key] = [one for one in kept if one in there]
    chosen = st.multiselect(
        label,
        there,
        format_func=lambda one: plain(name(one)),
        key=key,
        placeholder="All",
        persist_state="session",
    )
    return frozenset(chosen)
