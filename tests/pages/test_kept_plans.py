"""Plans and choices that are kept: found again by anybody, and shown for what they are."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from planner.access import LOCAL, Actor, Role
from planner.optimiser.progress import Options
from planner.school.records import Policies
from planner.store.values import AuditEntry, RowChange
from planner.ui import storage, work
from planner.ui.job_kinds import PLANNING
from planner.ui.planning import planning_job
from planner.ui.staleness import rows_changed
from planner.ui.state import Key
from tests.builders import a_review, a_school
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import go_to, keep, keep_plan, open_page, said, save, until_planned

LEADER = Actor("head@oak.example", Role.LEADER)


def said_beside(app):
    return "".join(text.value for text in app.sidebar.markdown)


def policies(year):
    return storage.store().registers(LOCAL, year.id).policies.record


def decide(year, actor, **choices):
    """Somebody else decides something."""
    row = storage.store().registers(LOCAL, year.id).policies
    record = Policies.model_validate(dict(row.record) | choices)
    change = RowChange("policies", row.id, row.version, record)
    storage.store().save(actor, year.id, [change])


@pytest.fixture
def year():
    return keep(small_school())


# Coming back


def test_a_page_that_is_loaded_anew_shows_school_plan_and_choices_as_they_were(year):
    keep_plan(year, small_school(), small_plan())
    app = open_page("plan")
    app.number_input(key=Key.RESERVE).set_value(500.0).run()
    again = open_page("plan")
    assert "Example Primary, 2026/27." in said(again)
    assert again.metric
    assert again.number_input(key=Key.RESERVE).value == 500.0
    assert "The plan was made before a change of reserve." in said(again)


def test_another_visitor_sees_the_plan_that_was_made():
    app = open_page("plan", a_school())
    until_planned(app.button(key=Key.PLAN).click().run())
    other = open_page("plan")
    assert [metric.value for metric in other.metric] == [metric.value for metric in app.metric]
    assert "The plan is up to date" in "".join(text.value for text in other.sidebar.markdown)


def test_whoever_loads_the_page_anew_while_a_plan_is_made_finds_it_again(year):
    app = open_page("plan")
    app.button(key=Key.PLAN).click().run()
    job = app.session_state[Key.JOB]
    job.nobody_is_there()
    again = open_page("plan")
    if not job.is_over:
        assert again.session_state[Key.JOB] is job
        until_planned(again)
    assert len(storage.store().plans(LOCAL, year.id)) == 1
    assert again.run().metric


def test_a_plan_that_somebody_else_is_still_there_to_see_is_not_taken_over(year):
    job = planning_job(small_school(), Options(), year_id=year.id)
    work._begun()[LOCAL.who, year.id, PLANNING] = job
    assert Key.JOB not in open_page("plan").session_state


# Several plans


def test_earlier_plans_are_listed_and_can_be_read(year):
    school = small_school()
    first = keep_plan(year, school, small_plan())
    save(year, "policies", reserve=Decimal(500))
    keep_plan(year, school, small_plan())
    app = open_page("plan")
    listed = next(table.value for table in app.table if "Up to date" in table.value.columns)
    assert list(listed["Up to date"]) == ["no", "no"]
    app.selectbox(key=Key.EARLIER_PLAN).set_value(first.id).run()
    app.button(key=Key.OPEN_PLAN).click().run()
    assert "This is an earlier plan" in said(app)
    app.button(key=Key.NEWEST_PLAN).click().run()
    assert "This is an earlier plan" not in said(app)


def test_what_came_of_provision_makes_no_plan_out_of_date_until_an_effect_changes(year):
    school = small_school()
    keep_plan(year, school, small_plan())
    storage.store().save(LOCAL, year.id, [RowChange("reviews", None, None, a_review())])
    assert "The plan is up to date" in said_beside(open_page("plan"))
    save(year, "effects", effect=0.7)
    assert "The plan was made before 1 change to effects." in said(open_page("plan"))


def test_a_plan_is_read_with_the_school_that_it_was_made_for(year):
    school = small_school()
    keep_plan(year, school, small_plan())
    rows = storage.store().registers(LOCAL, year.id).rows
    gone = [
        RowChange(table, row.id, row.version, None)
        for table in ("needs", "current_plan", "statutory", "pupils")
        for row in rows[table]
        if row.record.pupil == "P1"
    ]
    storage.store().save(LOCAL, year.id, gone)
    app = open_page("plan")
    assert not app.exception
    assert "P1" in "".join(frame.value.to_string() for frame in app.dataframe)
    assert "1 change to pupils" in said(app)


def test_a_plan_whose_year_has_faults_now_can_be_read_and_not_made_again(year):
    keep_plan(year, small_school(), small_plan())
    save(year, "needs", pupil="P9")
    app = open_page("plan")
    assert app.metric
    assert "Something needs putting right before the next plan." in said(app)
    assert Key.PLAN not in {button.key for button in app.button}


def test_a_plan_for_another_year_goes_on_beside_this_one(year):
    app = open_page("plan")
    app.session_state[Key.JOB] = planning_job(small_school(), Options(), year_id=year.id + 1)
    app.run()
    assert "A plan for another year is being made." in said(app)


# Choices


def test_a_choice_is_saved_as_one_step_that_can_be_undone(year):
    app = open_page("plan")
    app.number_input(key=Key.RESERVE).set_value(500.0).run()
    app.number_input(key=Key.FAIRNESS).set_value(50.0).run()
    assert policies(year).reserve == 500
    assert policies(year).fairness == 0.5
    app.button(key=Key.UNDO_CHOICE).click().run()
    assert policies(year).fairness == 0.8
    assert app.number_input(key=Key.FAIRNESS).value == 80.0
    app.button(key=Key.UNDO_CHOICE).click().run()
    assert policies(year).reserve == 0
    assert Key.UNDO_CHOICE not in {button.key for button in app.button}


def test_a_choice_is_not_offered_to_be_undone_after_something_else_was_saved(year):
    app = open_page("plan")
    app.number_input(key=Key.RESERVE).set_value(500.0).run()
    save(year, "pupils", class_name="4B")
    assert Key.UNDO_CHOICE not in {button.key for button in app.run().button}


def test_what_somebody_else_decided_meanwhile_is_not_overwritten_unseen(year):
    app = open_page("plan")
    decide(year, LEADER, reserve=Decimal(900))
    app.number_input(key=Key.RESERVE).set_value(500.0).run()
    assert "head@oak.example has decided something meanwhile" in said(app)
    assert policies(year).reserve == 900
    assert app.number_input(key=Key.RESERVE).value == 900.0
    app.number_input(key=Key.RESERVE).set_value(500.0).run()
    assert policies(year).reserve == 500
    assert "meanwhile" not in said(app)


def test_what_somebody_else_decided_is_shown_at_the_next_turn(year):
    app = open_page("plan")
    decide(year, LEADER, statutory_may_overspend=True, absence_percent=5.0)
    app = go_to(app, "plan")
    assert app.radio(key=Key.OVERSPEND).value == "What the law asks for comes first"
    assert app.number_input(key=Key.ABSENCE).value == 5.0


# What counts as a change

AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


def an_entry(table="pupils", row=1, column="class", before="4A", after="4B"):
    return AuditEntry(
        1, "save", "this computer", AT, "", table, row, "P1", "changed", column, before, after
    )


@pytest.mark.parametrize(
    ("entries", "counts"),
    [
        ([], {}),
        ([an_entry()], {"pupils": 1}),
        ([an_entry(), an_entry(column="year_group")], {"pupils": 1}),
        ([an_entry(), an_entry(row=2)], {"pupils": 2}),
        ([an_entry(before="4B", after="4A"), an_entry()], {}),
        ([an_entry(before="4B", after="4C"), an_entry()], {"pupils": 1}),
        ([an_entry(before=None), an_entry(table="needs")], {"pupils": 1, "needs": 1}),
        ([an_entry(table="plans", column="", before=None, after=None)], {}),
    ],
    ids=[
        "nothing",
        "one",
        "two columns of a row",
        "two rows",
        "changed back",
        "changed twice",
        "two registers",
        "a plan is no change",
    ],
)
def test_changes_are_counted_by_row_and_what_is_as_it_was_is_none(entries, counts):
    assert rows_changed(entries) == counts
