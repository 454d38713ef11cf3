from __future__ import annotations

import threading
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace

import pytest

from planner.access import LOCAL
from planner.errors import Problem
from planner.optimiser.progress import Options
from planner.ui import storage
from planner.ui.planning import planning_job
from planner.ui.state import Failure, Key
from tests.builders import a_pin, a_school, a_statutory_item
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import go_to, keep, keep_plan, open_page, said, save, until_planned


def the_year():
    """The only year that there is."""
    (year,) = storage.store().years(LOCAL)
    return year


def files_of(stored):
    return storage.store().plan_files(LOCAL, stored.id)


def test_pressing_plan_makes_a_plan_and_shows_its_headline():
    app = open_page("plan", a_school())
    until_planned(app.button(key=Key.PLAN).click().run())
    assert not app.exception
    (stored,) = storage.store().plans(LOCAL, the_year().id)
    assert {"allocations.csv", "summary.json", "inputs/pupils.csv"} <= set(files_of(stored))
    assert "No statutory hours are entered, so none are owed." in said(app)
    assert app.metric[0].label == "Statutory lines met this year"


def test_a_plan_survives_a_visit_to_another_page():
    app = open_page("plan", a_school())
    app.button(key=Key.PLAN).click().run()
    go_to(app, "start")
    until_planned(app)
    go_to(app, "plan")
    assert app.metric


def test_decisions_that_cannot_be_kept_are_named_and_nothing_is_lost():
    school = a_school(pins=[a_pin(rule="exactly", hours_per_week=30.0)])
    app = open_page("plan", school)
    until_planned(app.button(key=Key.PLAN).click().run())
    assert not app.exception
    assert "No plan could be made." in said(app)
    assert app.session_state[Key.PLANNING_FAILED].problems
    assert (
        storage.store().registers(LOCAL, the_year().id).to_registers().pins.records == school.pins
    )


def test_the_headline_says_law_money_who_and_what_next():
    text = said(open_page("plan", small_school(), small_plan()))
    assert "0.5 hours a week short, because only TA1 signs" in text
    assert "The money.** Within it" in text
    assert "Helped least.** P2, with 14 %" in text
    assert "train or bring in another adult" in text
    assert "No plan can be better by more than 0.4 %" in text
    assert "checked again from your own figures" in text


def test_at_most_four_figures_are_shown_each_against_something():
    metrics = open_page("plan", small_school(), small_plan()).metric
    assert 0 < len(metrics) <= 4
    assert all(metric.delta for metric in metrics)


def test_each_of_the_three_charts_has_its_sentence_and_a_text_alternative():
    app = open_page("plan", small_school(), small_plan())
    charts = app.get("plotly_chart")
    assert len(charts) == 3
    assert all(chart.proto.alt for chart in charts)
    headings = [heading.value.replace("\\", "") for heading in app.subheader]
    assert headings[0] == "Needs in literacy are the least met: 14 %, against 0 % today"


@pytest.mark.parametrize(
    ("key", "value", "name"),
    [
        (Key.FAIRNESS, 50.0, "fairness"),
        (Key.RESERVE, 500.0, "reserve"),
        (Key.ABSENCE, 5.0, "absence"),
        (Key.KEEP, 10.0, "keeping what is done today"),
    ],
)
def test_a_changed_choice_makes_the_plan_out_of_date(key, value, name):
    app = open_page("plan", small_school(), small_plan())
    app.number_input(key=key).set_value(value).run()
    assert f"The plan was made before a change of {name}." in said(app)
    assert app.metric, "the plan stays to be read"


@pytest.mark.parametrize(
    ("key", "option", "name"),
    [
        (Key.OVERSPEND, "What the law asks for comes first", "law before money"),
        (Key.SPREAD, "Spread help widely", "first help before full help"),
    ],
)
def test_a_choice_between_words_makes_the_plan_out_of_date(key, option, name):
    app = open_page("plan", small_school(), small_plan())
    app.radio(key=key).set_value(option).run()
    assert f"The plan was made before a change of {name}." in said(app)


def test_a_choice_that_is_taken_back_makes_the_plan_fit_again():
    app = open_page("plan", small_school(), small_plan())
    app.number_input(key=Key.RESERVE).set_value(500.0).run()
    app.number_input(key=Key.RESERVE).set_value(0.0).run()
    assert "was made before" not in said(app)


def test_choices_stay_when_the_page_is_left():
    app = open_page("plan", small_school(), small_plan())
    app.number_input(key=Key.FAIRNESS).set_value(35.0).run()
    go_to(app, "start")
    go_to(app, "plan")
    assert app.number_input(key=Key.FAIRNESS).value == 35


def test_a_plan_is_out_of_date_once_registers_change_and_says_which_and_how_many():
    school = small_school()
    year = keep(school)
    keep_plan(year, school, small_plan())
    save(year, "pupils", class_name="4B")
    save(year, "pupils", place=1, class_name="4C")
    save(year, "needs", hours_per_week=3.0)
    app = open_page("plan")
    assert "The plan was made before 2 changes to pupils and 1 change to needs." in said(app)
    assert app.metric, "the plan stays to be read"


def test_a_change_that_was_undone_does_not_make_a_plan_out_of_date():
    school = small_school()
    year = keep(school)
    keep_plan(year, school, small_plan())
    save(year, "pupils", class_name="4B")
    save(year, "needs", hours_per_week=3.0)
    storage.store().undo(LOCAL, year.id)
    assert "made before 1 change to pupils." in said(open_page("plan"))
    storage.store().undo(LOCAL, year.id)
    assert "was made before" not in said(open_page("plan"))


def test_why_a_plan_failed_is_shown_and_the_one_before_stays():
    app = open_page("plan", small_school(), small_plan())
    problem = Problem("pins.csv", 4, "rule", "asks for what P1 may not have", "take it out")
    app.session_state[Key.PLANNING_FAILED] = Failure("No plan could be made.", "Why.", (problem,))
    app.run()
    assert "No plan could be made. Why." in said(app)
    assert app.metric


def test_what_is_not_known_is_blank_in_every_table():
    frames = open_page("plan", small_school(), small_plan()).dataframe
    assert frames
    assert all(frame.proto.placeholder == "" for frame in frames)
    assert all(frame.proto.HasField("placeholder") for frame in frames)


def test_one_pupils_lines_can_be_chosen():
    app = open_page("plan", small_school(), small_plan())
    app.selectbox(key=Key.PUPIL).set_value("P2").run()
    lines = [frame.value for frame in app.dataframe if "Weeks" in frame.value.columns]
    assert len(lines[0]) == 1


@pytest.fixture
def busy_pool():
    """A pool whose only worker is kept busy until the test is over."""
    gate = threading.Event()
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(gate.wait)
        yield pool
        gate.set()


def test_a_plan_that_waits_for_others_says_so_and_can_be_given_up(busy_pool):
    school = a_school()
    app = open_page("plan", school)
    job = planning_job(school, Options(), year_id=the_year().id)
    job.start(busy_pool)
    app.session_state[Key.JOB] = job
    app.run()
    assert "Waiting for another plan or question on this machine to finish" in said(app)
    assert "waiting for another plan" in "".join(text.value for text in app.sidebar.markdown)
    app.button(key=Key.STOP).click().run()
    app.run()
    assert app.session_state[Key.JOB] is None
    assert "Planning was stopped before there was a plan." in said(app)
    assert app.button(key=Key.PLAN).label == "Plan"


class EndlessWork(Executor):
    """A pool that has begun everything it was given and finishes nothing."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_running_or_notify_cancel()
        return future


def test_while_a_plan_is_made_its_progress_is_on_the_page_and_beside_it():
    school = a_school()
    app = open_page("plan", school)
    job = planning_job(school, Options(time_limit=60.0), year_id=the_year().id)
    job.start(EndlessWork())
    app.session_state[Key.JOB] = job
    app.run()
    assert "seconds so far, at most 60 more. There is no plan yet." in said(app)
    assert "Planning: Getting ready." in said(app)
    assert Key.PLAN not in {button.key for button in app.button}


def test_a_plan_that_was_asked_to_stop_says_that_it_is_stopping():
    app = open_page("plan", a_school())
    job = planning_job(a_school(), Options(time_limit=60.0), year_id=the_year().id)
    job.start(EndlessWork())
    app.session_state[Key.JOB] = job
    app.run()
    app.button(key=Key.STOP).click().run()
    assert "Stopping, and checking the best so far." in said(app)
    assert app.button(key=Key.STOP).disabled


def test_several_shortfalls_are_listed_under_the_headline():
    school = small_school(
        statutory=[
            a_statutory_item(source="Section F 3.2"),
            a_statutory_item("F2", source="Section F 4.1"),
        ]
    )
    plan = small_plan(unserved_needs=("N2",))
    more = [row.model_copy(update={"item": "F2"}) for row in plan.statutory]
    app = open_page("plan", school, replace(plan, statutory=(*plan.statutory, *more)))
    text = said(app)
    assert "0 of 2 statutory lines are met in full" in text
    assert "- Section F 4.1 for P1: 0.5 hours a week short" in text
    assert "Nothing in the catalogue serves these needs" in text


def test_a_lawful_plan_has_nothing_to_list():
    app = open_page("plan", small_school(statutory=[]), replace(small_plan(), statutory=()))
    assert "Every statutory line is met in full." in said(app)
