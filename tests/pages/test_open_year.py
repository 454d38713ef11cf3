"""Which school year is open, and the school that it makes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import streamlit as st

from planner.access import LOCAL, Actor, Role
from planner.errors import StoreError
from planner.exchange.school_folder import with_digest
from planner.school.records import Policies
from planner.store.values import RowChange
from planner.ui import open_year, state, storage
from tests.builders import a_need, a_school, a_stream, a_teaching_assistant, details
from tests.pages.helpers import keep

LEADER = Actor("head@oak.example", Role.LEADER)
FINANCE = Actor("money@oak.example", Role.FINANCE)


@pytest.fixture(autouse=True)
def session(monkeypatch):
    """What one visitor has open, without a page."""
    own = {}
    monkeypatch.setattr(st, "session_state", own)
    return own


def test_the_store_is_in_the_folder_of_the_test_and_nowhere_else():
    storage.store()
    assert (Path(os.environ["EVENHAND_DATA"]) / "evenhand.db").is_file()


def test_the_store_is_opened_once_and_again_after_it_was_closed():
    first = storage.store()
    assert storage.store() is first
    storage.close()
    assert storage.store() is not first


def test_where_there_is_no_year_nothing_is_open():
    assert open_year.open_year(LOCAL) is None
    assert open_year.school(LOCAL) is None
    assert open_year.faults(LOCAL) == ()
    with pytest.raises(StoreError, match="Open one on the Start page"):
        open_year.registers(LOCAL)


def test_the_only_year_is_open_for_whoever_comes():
    year = keep(a_school())
    assert open_year.open_year(LEADER) == year


def test_of_several_years_none_is_open_until_one_is_chosen(session):
    keep(a_school())
    other = keep(a_school(details=details(name="Other Primary")))
    assert open_year.open_year(LEADER) is None
    open_year.choose(LEADER, other.id)
    assert open_year.open_year(LEADER) == other
    assert session == {state.Key.YEAR: other.id}


def test_somebody_who_comes_back_finds_open_what_they_had_open(session):
    first = keep(a_school())
    keep(a_school(details=details(name="Other Primary")))
    open_year.choose(LEADER, first.id)
    session.clear()
    assert open_year.open_year(LEADER) == first


def test_a_year_that_was_deleted_is_not_open_any_more():
    first = keep(a_school())
    keep(a_school(details=details(name="Other Primary")))
    open_year.choose(LOCAL, first.id)
    storage.store().delete_year(LOCAL, first.id)
    open_year.choose(LEADER, first.id)
    assert open_year.open_year(LOCAL).school == "Other Primary"


def test_the_school_is_the_one_that_was_kept_with_the_digest_of_its_files():
    kept = a_school()
    keep(kept)
    school = open_year.school(LOCAL)
    assert school == kept
    assert school.inputs_sha256 == with_digest(kept).inputs_sha256
    assert open_year.read_registers(LOCAL).pupils.rows[0] == (2, kept.pupils[0])


def test_a_save_makes_another_school_with_another_digest():
    keep(a_school())
    before = open_year.school(LOCAL)
    assert open_year.school(LOCAL) is before
    row = open_year.registers(LOCAL).rows["needs"][0]
    change = RowChange("needs", row.id, row.version, a_need(hours_per_week=3.0))
    storage.store().save(LOCAL, open_year.open_year(LOCAL).id, [change])
    assert open_year.school(LOCAL).needs[0].hours_per_week == 3.0
    assert open_year.school(LOCAL).inputs_sha256 != before.inputs_sha256


def test_what_keeps_a_year_from_being_planned_for_is_told_with_its_row():
    keep(a_school(needs=[a_need(pupil="P9")]))
    assert open_year.school(LOCAL) is None
    (fault,) = open_year.faults(LOCAL)
    assert (fault.file, fault.row, fault.column) == ("needs.csv", 2, "pupil")


def test_a_pay_point_that_has_no_salary_is_told_too():
    keep(a_school(staff=[a_teaching_assistant(pay_point="NJC99", paid_weeks=44.65)]))
    assert "pay_point" in {fault.column for fault in open_year.faults(LOCAL)}


def test_what_is_worth_a_second_look_stops_nothing():
    keep(a_school(funding=[a_stream(), a_stream("LATE", starts="2028-01-01")]))
    assert open_year.warnings(LOCAL)
    assert open_year.school(LOCAL) is not None


def test_a_year_without_pupils_has_no_school_to_plan_for():
    storage.store().create_year(LOCAL, details(), Policies())
    assert open_year.school(LOCAL) is None


def test_whoever_may_not_see_every_table_gets_no_school():
    keep(a_school())
    assert open_year.school(LEADER) is not None
    assert open_year.school(FINANCE) is None
    assert "pupils" not in open_year.registers(FINANCE).rows
