"""The page of scenarios: made, changed, planned for one after another, and set side by side."""

from __future__ import annotations

import datetime as dt
import io
import re
import time
import zipfile
from dataclasses import replace

import pytest

from planner.access import LOCAL, Actor, Role
from planner.exchange.school_folder import with_digest
from planner.optimiser.progress import Options
from planner.scenarios.repair import Mode
from planner.scenarios.scenario import Scenario, apply
from planner.ui import plans as kept
from planner.ui import storage
from planner.ui.job import Job
from planner.ui.scenarios.acts import name_key
from planner.ui.scenarios.comparing import comparison_of, packed, side_by_side
from planner.ui.scenarios.comparison_panel import Part
from planner.ui.scenarios.series import Heard, Outcome, Series
from planner.ui.scenarios.trials import trials
from planner.ui.state import Key
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import SECONDS_TO_WAIT, go_to, keep, keep_plan, open_page, said, save
from tests.pages.signing_in import arrive, claims
from tests.pages.test_every_page import HOSTILE
from tests.pages.test_plan import EndlessWork

LEADER = Actor("head@oak.example", Role.LEADER)
CUT = {"kind": "money", "pounds": "-500"}
LEAVES = {"kind": "adult_leaves", "adult": "TA1", "last_day": "2027-03-25"}


@pytest.fixture
def year():
    return keep(small_school())


def scenarios(year):
    return storage.store().scenarios(LOCAL, year.id)


def make(year, name="Cut", *changes):
    return storage.store().create_scenario(LOCAL, year.id, name, changes or [CUT])


def press(app, key, *parts):
    return app.button(key="_".join(map(str, (key, *parts)))).click().run()


def labels(app):
    return [button.label for button in app.button]


def field(app, name):
    """The box of a field of the change that is typed, whatever kind of box it is."""
    kinds = (app.selectbox, app.text_input, app.date_input, app.multiselect, app.checkbox)
    boxes = (box for kind in kinds for box in kind)
    return next(box for box in boxes if box.key and box.key.endswith(f"_{name}"))


# Beginning


def test_without_a_scenario_the_page_says_what_one_is_and_offers_three_of_this_school(year):
    app = open_page("scenarios")
    assert "A scenario is this school year with something changed" in said(app)
    offered = ["Lose £2,500", "TA1 leaves at Easter", "Two more EHCPs in January like P1"]
    assert labels(app)[:3] == offered


def test_an_example_is_one_click_and_says_what_it_changes(year):
    app = press(open_page("scenarios"), Key.SCENARIO_EXAMPLE, 1)
    (made,) = scenarios(year)
    assert made.name == "TA1 leaves at Easter"
    assert "- TA1 leaves on 25 March 2027" in said(app)
    assert "Not planned yet." in said(app)
    assert "TA1 leaves at Easter" not in labels(app), "it is offered once"


def test_a_scenario_is_made_by_its_name_and_is_open_for_changes(year):
    make(year)
    app = open_page("scenarios")
    app.text_input(key=Key.SCENARIO_NEW_NAME).set_value("Less of everything")
    app.button(key=Key.SCENARIO_NEW).click().run()
    assert [one.name for one in scenarios(year)] == ["Cut", "Less of everything"]
    assert "What changes" in [box.label for box in app.selectbox]
    assert "Scenario: Less of everything, open for changes." in said(app)


def test_a_name_that_is_taken_is_refused_and_stays_typed(year):
    make(year)
    make(year, "Grow")
    app = press(open_page("scenarios"), Key.SCENARIO_EDIT, scenarios(year)[1].id)
    box = app.text_input(key=name_key(scenarios(year)[1]))
    box.set_value("cut").run()
    assert "There is already a scenario called cut." in said(app)
    assert [one.name for one in scenarios(year)] == ["Cut", "Grow"]
    assert app.run().text_input(key=name_key(scenarios(year)[1])).value == "cut"
    app.text_input(key=name_key(scenarios(year)[1])).set_value(" Cut  and grow").run()
    assert "There is already" not in said(app)
    assert scenarios(year)[1].name == "Cut and grow"
    assert app.text_input(key=name_key(scenarios(year)[1])).value == "Cut and grow"


def test_a_clone_has_the_same_changes_and_a_name_of_its_own(year):
    first = make(year)
    app = open_page("scenarios")
    press(app, Key.SCENARIO_CLONE, first.id)
    press(app, Key.SCENARIO_CLONE, first.id)
    assert [one.name for one in scenarios(year)] == ["Cut", "Cut (copy)", "Cut (copy 2)"]
    assert {str(one.changes) for one in scenarios(year)} == {str((CUT,))}


def test_deleting_asks_first_and_says_what_goes_with_it(year):
    first = make(year)
    app = press(open_page("scenarios"), Key.SCENARIO_DELETE, first.id)
    assert "Delete Cut? This deletes its 1 change. It cannot be undone." in said(app)
    press(app, Key.SCENARIO_KEEP, first.id)
    assert scenarios(year)
    press(app, Key.SCENARIO_DELETE, first.id)
    press(app, Key.SCENARIO_DELETE_FOR_GOOD, first.id)
    assert scenarios(year) == ()
    assert "A scenario is this school year" in said(app)


# Changes


@pytest.fixture
def opened(year):
    """The page with a scenario of two changes open."""
    made = make(year, "Cut", CUT, LEAVES)
    return press(open_page("scenarios"), Key.SCENARIO_EDIT, made.id)


def changes(year):
    return [
        one["kind"] + ("" if one.get("is_on", True) else " off")
        for one in scenarios(year)[0].changes
    ]


def test_a_change_is_added_by_a_form_of_its_own_fields_with_the_codes_of_this_school(opened, year):
    number = scenarios(year)[0].id
    opened.selectbox(key=f"{Key.CHANGE_KIND}_{number}").set_value("top_up").run()
    assert list(field(opened, "pupil").options)[:2] == [
        "P1: Year 4, EHCP",
        "P2: Year 4, SEN Support",
    ]
    press(opened, Key.CHANGE_SAVE)
    assert "‘Pupil’ is blank" in said(opened)
    assert changes(year) == ["money", "adult_leaves"]
    field(opened, "pupil").set_value("P1").run()
    field(opened, "amount").set_value("£1,200.50").run()
    assert "**Top-up" in said(opened), "what it will say stands under the form"
    press(opened, Key.CHANGE_SAVE)
    assert scenarios(year)[0].changes[2]["amount"] == "1200.50"
    assert "The change was added." in said(opened)


def test_what_is_typed_into_the_form_is_there_after_a_visit_to_another_page(opened, year):
    number = scenarios(year)[0].id
    opened.selectbox(key=f"{Key.CHANGE_KIND}_{number}").set_value("hire").run()
    field(opened, "hours").set_value("20").run()
    field(opened, "first_day").set_value(dt.date(2027, 1, 4)).run()
    go_to(go_to(opened, "start"), "scenarios")
    assert field(opened, "hours").value == "20"
    assert field(opened, "first_day").value == dt.date(2027, 1, 4)


def test_what_cannot_be_read_is_named_by_its_label_with_what_to_write(opened, year):
    number = scenarios(year)[0].id
    opened.selectbox(key=f"{Key.CHANGE_KIND}_{number}").set_value("hire").run()
    field(opened, "hours").set_value("many").run()
    press(opened, Key.CHANGE_SAVE)
    assert "‘Contract hours (a week)’ is 'many': write a number such as 2.5." in said(opened)
    field(opened, "hours").set_value("20").run()
    # A fault of the change as a whole names the boxes, not the fields.
    text = said(opened)
    assert "annual_cost" not in text
    assert "‘Cost (£ for a full year, with on-costs)’" in text


def test_a_change_is_edited_in_its_place_and_keeps_what_was_not_touched(opened, year):
    number = scenarios(year)[0].id
    press(opened, Key.CHANGE_EDIT, number, 1)
    assert field(opened, "adult").value == "TA1"
    assert opened.button(key=f"{Key.CHANGE_UP}_{number}_0").disabled
    assert opened.button(key=f"{Key.CHANGE_DOWN}_{number}_0").disabled, "nothing moves meanwhile"
    field(opened, "last_day").set_value(dt.date(2026, 12, 18)).run()
    press(opened, Key.CHANGE_SAVE)
    kept = scenarios(year)[0].changes[1]
    assert (kept["adult"], kept["last_day"]) == ("TA1", "2026-12-18")
    assert "TA1 leaves on 18 December 2026" in [
        box.label.partition(". ")[2] for box in opened.checkbox
    ]


def test_what_holds_several_lines_is_asked_for_line_by_line(opened, year):
    number = scenarios(year)[0].id
    opened.selectbox(key=f"{Key.CHANGE_KIND}_{number}").set_value("ehcp").run()
    field(opened, "pupil").set_value("P2").run()
    for _ in range(2):
        next(one for one in opened.button if one.label == "Add a line").click().run()
    field(opened, "items_0_hours").set_value("5").run()
    press(opened, Key.CHANGE_SAVE)
    assert "Line 2, ‘Hours’ is blank" in said(opened)
    next(one for one in opened.button if one.label == "Take the last line away").click().run()
    press(opened, Key.CHANGE_SAVE)
    (owed,) = scenarios(year)[0].changes[2]["items"]
    assert (owed["hours"], owed["per"]) == (5.0, "week")
    press(opened, Key.CHANGE_EDIT, number, 2)
    assert field(opened, "items_0_hours").value == "5"
    field(opened, "items_0_hours").set_value("6").run()
    press(opened, Key.CHANGE_SAVE)
    assert scenarios(year)[0].changes[2]["items"][0]["hours"] == 6.0


def test_an_edit_can_be_left_and_nothing_changes(opened, year):
    number = scenarios(year)[0].id
    press(opened, Key.CHANGE_EDIT, number, 1)
    field(opened, "last_day").set_value(dt.date(2026, 12, 18)).run()
    press(opened, Key.CHANGE_LEAVE)
    assert scenarios(year)[0].changes[1] == LEAVES


def test_changes_are_moved_switched_off_and_removed_and_each_step_can_be_undone(opened, year):
    number = scenarios(year)[0].id
    press(opened, Key.CHANGE_DOWN, number, 0)
    assert changes(year) == ["adult_leaves", "money"]
    opened.checkbox(key=f"{Key.CHANGE_ON}_{number}_0").uncheck().run()
    assert changes(year) == ["adult_leaves off", "money"]
    press(opened, Key.CHANGE_REMOVE, number, 1)
    assert changes(year) == ["adult_leaves off"]
    assert "Change 2 was removed." in said(opened)
    press(opened, Key.SCENARIO_UNDO)
    assert changes(year) == ["adult_leaves off", "money"]
    press(opened, Key.SCENARIO_EDIT, number)
    assert "- TA1 leaves on 25 March 2027 (switched off)" in said(opened)


def test_a_change_that_no_longer_applies_says_why(year):
    make(year, "Gone", {**LEAVES, "adult": "TA9"}, CUT)
    app = open_page("scenarios")
    assert "This does not apply: TA9 is not among the adults" in said(app)
    press(app, Key.SCENARIO_EDIT, scenarios(year)[0].id)
    assert "This does not apply. TA9 is not among the adults" in said(app)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(opened, year):
    seen = scenarios(year)[0]
    storage.store().change_scenario(LEADER, year.id, seen.id, [LEAVES])
    press(opened, Key.CHANGE_REMOVE, seen.id, 0)
    assert "changed after it was shown here" in said(opened)
    assert changes(year) == ["adult_leaves"]


def test_a_name_is_shown_as_it_stands(year):
    make(year, HOSTILE[:100])
    app = open_page("scenarios")
    assert not app.exception
    raw = "\n".join(str(one.value) for one in (*app.markdown, *app.caption))
    assert "<script" not in raw.replace("\\<script", "")
    (box,) = [one for one in app.checkbox if one.key.startswith(Key.COMPARE_CHOSEN)]
    assert r"\*\*\[b\]" in box.label


def test_changes_that_cannot_be_read_can_still_be_deleted(year):
    made = make(year, "Old", {"kind": "of another Evenhand"})
    app = open_page("scenarios")
    assert "cannot be read" in said(app)
    press(app, Key.SCENARIO_DELETE, made.id)
    press(app, Key.SCENARIO_DELETE_FOR_GOOD, made.id)
    assert scenarios(year) == ()


# Planning


def until_compared(app):
    """Run the page as its visitor's browser would, until nothing is being planned any more."""
    give_up_at = time.monotonic() + SECONDS_TO_WAIT
    while app.session_state[Key.COMPARING] is not None and time.monotonic() < give_up_at:
        time.sleep(0.1)
        app.run()
    assert app.session_state[Key.COMPARING] is None
    return app


def plans(year):
    """The scenario of each plan that is kept, the last one first."""
    return [one.scenario_id for one in storage.store().plans(LOCAL, year.id)]


def test_one_button_plans_for_the_year_and_every_scenario_that_is_ticked(year):
    cut, leaves, left_out = make(year), make(year, "Leaves", LEAVES), make(year, "Left out")
    app = open_page("scenarios")
    app.checkbox(key=f"{Key.COMPARE_CHOSEN}_{left_out.id}").uncheck().run()
    assert "Plans for the year as it is, ‘Cut’ and ‘Leaves’: 3 plans, one after another." in said(
        app
    )
    until_compared(press(app, Key.COMPARE))
    assert not app.exception
    assert plans(year) == [leaves.id, cut.id, None]
    assert said(app).count("up to date.") == 3, "both scenarios, and the plan beside the page"
    assert app.button(key=Key.COMPARE).label == "Plan again"


def test_only_what_has_no_plan_that_fits_is_planned_for(year):
    school = small_school()
    keep_plan(year, school, small_plan())
    cut = make(year)
    app = until_compared(press(open_page("scenarios"), Key.COMPARE))
    assert plans(year) == [cut.id, None]
    other = make(year, "Other", LEAVES)
    until_compared(press(app.run(), Key.COMPARE))
    assert plans(year) == [other.id, cut.id, None]


def test_a_plan_is_out_of_date_once_registers_or_the_scenario_change_and_says_which(year):
    keep_plan(year, small_school(), small_plan())
    cut = make(year)
    app = until_compared(press(open_page("scenarios"), Key.COMPARE))
    press(app, Key.SCENARIO_EDIT, cut.id)
    app.checkbox(key=f"{Key.CHANGE_ON}_{cut.id}_0").uncheck().run()
    assert "Its plan was made before its changes were as they are now." in said(app)
    press(app, Key.SCENARIO_UNDO)
    assert "Its plan was made before" not in said(app)
    save(year, "pupils", class_name="4B")
    assert "Its plan was made before 1 change to pupils." in said(app.run())


def test_a_scenario_can_be_planned_with_as_few_changes_as_possible(year):
    keep_plan(year, small_school(), small_plan())
    make(year, "Pay", {"kind": "pay_award", "percent": 2})
    app = open_page("scenarios")
    app.radio(key=Key.COMPARE_HOW).set_value(Mode.LEAST_CHANGE).run()
    until_compared(press(app, Key.COMPARE))
    assert "Planned with as few changes as possible" in said(app)
    (stored, _) = storage.store().plans(LOCAL, year.id)
    files = storage.store().plan_files(LOCAL, stored.id)
    lines = files["inputs/current_plan.csv"].decode().splitlines()
    assert "T1,P2,S1,,2,14,2,560" in lines, "the plan of the year stands for what is done today"
    assert b"keep_current_plan,1" in files["inputs/school.csv"]
    app.radio(key=Key.COMPARE_HOW).set_value(Mode.FULL).run()
    assert app.button(key=Key.COMPARE).label == "Plan and compare", "afresh is another plan"


def test_what_could_not_be_planned_is_told_and_the_others_are_there(year):
    keep_plan(year, small_school(), small_plan())
    pin = {"kind": "pin", "pupil": "P1", "provision": "S1", "rule": "exactly", "hours_per_week": 30}
    make(year, "Too much", pin)
    cut = make(year)
    app = until_compared(press(open_page("scenarios"), Key.COMPARE))
    assert not app.exception
    assert "No plan could be made for ‘Too much’." in said(app)
    assert plans(year) == [cut.id, None]


def test_while_scenarios_are_planned_the_page_and_the_sidebar_say_how_far_it_has_come(year):
    make(year)
    app = open_page("scenarios")
    heard = Heard(2, 3, "Cut", None, time.monotonic())
    series = Series(year.id, (), Options(time_limit=30.0), None, lambda made: None)
    job = Job(lambda hear, should_stop: None, series.standing, year_id=year.id)
    job.start(EndlessWork())
    job._hear(heard)
    app.session_state[Key.COMPARING] = job
    app.run()
    assert "Scenarios: Cut, 2 of 3: Getting ready." in said(app)
    assert "at most 30 more" in said(app)
    assert Key.COMPARE not in {button.key for button in app.button}
    press(app, Key.COMPARING_STOP)
    assert "Stopping, and checking the best so far." in said(app)
    app.session_state[Key.COMPARING] = None
    app.session_state[Key.COMPARED] = Outcome(year.id, ("the year as it is",), left_out=("Cut",))
    assert "It was stopped. Planned: the year as it is. Not planned yet: ‘Cut’." in said(app.run())


# Side by side


@pytest.fixture
def compared(year):
    """The page with a plan of the year and of one scenario, both kept as if just made."""
    school = small_school()
    keep_plan(year, school, small_plan())
    made = make(year, "Cut")
    applied = apply(with_digest(school), Scenario.of_kept("Cut", made.changes)).school
    # P2 receives nothing in it.
    allocations = tuple(row for row in small_plan().allocations if row.pupil == "P1")
    coverage = tuple(
        row if row.pupil == "P1" else row.model_copy(update={"coverage": 0.0})
        for row in small_plan().coverage
    )
    plan = replace(small_plan(worst_coverage=0.0), allocations=allocations, coverage=coverage)
    at = dt.datetime.now(dt.UTC)
    kept.keep(storage.store(), LOCAL, year.id, (applied, plan), at, made.id)
    return open_page("scenarios")


def test_plans_are_set_side_by_side_in_sentences_first_then_in_figures(compared):
    assert not compared.exception
    text = said(compared)
    # P2 had 14 of 97.5 hours, which is 14 %.
    assert "Cut: needs met" in text
    assert "for the pupil with the least they go from 14 % to 0 %" in text
    figures = compared.table[0].value
    assert list(figures.columns) == ["What", "The year as it is", "Cut"]
    assert Key.COMPARE_ZIP in {button.key for button in compared.get("download_button")}


def test_who_gains_and_who_loses_is_shown_pupil_by_pupil_and_line_by_line(compared):
    by_pupil = next(one.value for one in compared.dataframe if "What it means" in one.value)
    assert list(by_pupil["Pupil"]) == ["P2"]
    assert list(by_pupil["What it means"]) == ["loses"]
    compared.radio(key=Key.COMPARE_PART).set_value(Part.LINES).run()
    (lines,) = (one.value for one in compared.dataframe)
    # Two hours a week for 14 weeks are gone.
    assert list(lines["Change (hours in the term)"]) == [-28.0]


@pytest.mark.parametrize("part", Part)
def test_every_part_of_a_comparison_can_be_read(compared, part):
    compared.radio(key=Key.COMPARE_PART).set_value(part).run()
    assert not compared.exception
    shown = [*compared.dataframe, *compared.table[1:], *compared.get("plotly_chart")]
    assert shown


def test_a_comparison_that_is_out_of_date_says_so_and_stays_to_be_read(compared, year):
    save(year, "pupils", class_name="4B")
    text = said(compared.run())
    assert "The year as it is: The plan was made before 1 change to pupils." in text
    assert "‘Cut’: Its plan was made before 1 change to pupils." in text
    assert "Side by side" in text
    save(year, "terms", weeks=13.0)
    assert "Side by side" in said(compared.run())


def test_a_plan_made_with_other_terms_is_not_compared(compared, year):
    school = small_school()
    terms = (school.terms[0].model_copy(update={"weeks": 13.0}), *school.terms[1:])
    other = replace(school, terms=terms)
    keep_plan(year, other, small_plan())
    text = said(compared.run())
    assert "Planned with other terms, so not compared: ‘Cut’." in text
    assert not compared.table


def test_a_scenario_that_is_not_ticked_is_not_compared(compared, year):
    compared.checkbox(key=f"{Key.COMPARE_CHOSEN}_{scenarios(year)[0].id}").uncheck().run()
    assert "Side by side" not in said(compared)


def test_a_scenario_called_like_a_column_has_a_column_of_its_own(compared, year):
    number = scenarios(year)[0].id
    for name in ("The year as it is", "What"):
        storage.store().rename_scenario(LOCAL, year.id, number, name)
        compared.run()
        assert not compared.exception
        column = list(compared.table[0].value.columns)[2]
        assert column.replace("\\", "") == f"{name} (scenario)"


def test_a_name_stays_as_it_is_in_every_sentence_table_and_picture(compared, year):
    number = scenarios(year)[0].id
    storage.store().rename_scenario(LOCAL, year.id, number, HOSTILE)
    for part in Part:
        compared.radio(key=Key.COMPARE_PART).set_value(part).run()
        assert not compared.exception
        raw = "\n".join(str(one.value) for one in (*compared.markdown, *compared.subheader))
        raw += "".join(chart.proto.spec for chart in compared.get("plotly_chart"))
        for sign in (r"\[b", r"\$x", r":red", r"<script"):
            assert not re.search(rf"(?<!\\){sign}", raw), part


# Who may


@pytest.mark.usefixtures("options")
def test_a_leader_makes_a_scenario_and_plans_for_it_and_leaves_the_year_to_the_senco(year):
    app = go_to(arrive(claims("leader@oak.example")), "scenarios")
    press(app, Key.SCENARIO_EXAMPLE, 0)
    assert "The plan of the year as it is, to compare with, is made by the SENCO." in said(app)
    until_compared(press(app, Key.COMPARE))
    (made,) = storage.store().plans(LOCAL, year.id)
    assert (made.who, made.scenario_id) == ("leader@oak.example", scenarios(year)[0].id)
    assert "Side by side" not in said(app)


# Files


def test_every_table_and_every_scenario_is_in_one_zip_and_a_scenario_is_read_back(compared, year):
    found = side_by_side(LOCAL, trials(LOCAL))
    files = zipfile.ZipFile(io.BytesIO(packed(found, comparison_of(LOCAL, found))))
    (name,) = [one for one in files.namelist() if one.endswith(".toml")]
    assert {"comparison.csv", "groups.csv", "pupils.csv", "lines.csv"} <= set(files.namelist())
    compared.file_uploader(key=Key.SCENARIO_FILE).upload(name, files.read(name)).run()
    press(compared, Key.SCENARIO_READ)
    assert [(one.name, one.changes[0]["pounds"]) for one in scenarios(year)] == [
        ("Cut", "-500"),
        ("Cut (copy)", "-500"),
    ]


def test_a_file_that_cannot_be_read_is_told_fault_by_fault(compared, year):
    data = b'name = "Odd"\n[[change]]\nkind = "monney"\n'
    compared.file_uploader(key=Key.SCENARIO_FILE).upload("odd.toml", data).run()
    press(compared, Key.SCENARIO_READ)
    assert "The scenario could not be read." in said(compared)
    assert "write money" in compared.table[0].value.to_string()
    assert len(scenarios(year)) == 1
