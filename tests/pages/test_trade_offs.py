"""Trade-offs: a question is chosen, asked, followed, stopped, answered, kept and found again."""

from __future__ import annotations

import datetime as dt
import io
import threading
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest

from planner.access import LOCAL
from planner.charts.insight import views
from planner.exchange.school_folder import with_digest
from planner.insight import questions
from planner.optimiser.progress import Options
from planner.scenarios.scenario import Scenario as Changed
from planner.scenarios.scenario import apply
from planner.store.values import RowChange
from planner.ui import plans, storage
from planner.ui.asking import kept
from planner.ui.planning import planning_job
from planner.ui.state import Key
from tests.charts.small_plan import small_plan, small_school
from tests.insight.counting import COUNT, count_view
from tests.pages.helpers import go_to, keep, keep_plan, open_page, said, save, until_over
from tests.pages.test_plan import EndlessWork

MOST, MONEY, PUPIL = (f"{Key.ASK_FORM}_count_{name}" for name in ("most", "money", "pupil"))


@pytest.fixture(autouse=True)
def _one_question(monkeypatch):
    monkeypatch.setattr(questions, "QUESTIONS", (COUNT,))
    monkeypatch.setattr(views, "VIEWS", {"count": count_view})


def asked(app):
    """Press Ask, and wait as a visitor would."""
    return until_over(app.button(key=Key.ASK).click().run(), Key.ASKING_JOB)


def answers():
    (year,) = storage.store().years(LOCAL)
    return storage.store().answers(LOCAL, year.id)


def test_a_question_is_answered_in_sentences_with_its_tables():
    app = asked(open_page("trade-offs", small_school(), small_plan()))
    assert not app.exception
    assert app.title[0].value == "How many pupils are there?"
    assert "Asked about the plan made" in said(app)
    assert "There are 2 pupils." in said(app)
    (table,) = (one.value for one in (*app.table, *app.dataframe))
    assert list(table["Pupil"]) == ["P1", "P2"]


def test_a_question_can_be_asked_before_there_is_a_plan():
    app = asked(open_page("trade-offs", small_school()))
    assert "There is no plan yet" in said(app)
    assert "There are 2 pupils." in said(app)


def test_what_is_in_the_boxes_is_what_is_asked():
    app = open_page("trade-offs", small_school(), small_plan())
    app.number_input(key=MOST).set_value(1)
    app.number_input(key=MONEY).set_value(750.0)
    app.selectbox(key=PUPIL).set_value("P2")
    app = asked(app)
    (stored,) = answers()
    chosen = COUNT.asked.model_validate_json(stored.asked)
    assert (chosen.most, chosen.money, chosen.pupil) == (1, Decimal(750), "P2")
    assert "Money (£): 750" in said(app)
    assert "Pupil: P2" in said(app)


def test_what_cannot_be_asked_together_is_told_and_nothing_is_asked():
    app = open_page("trade-offs", small_school(), small_plan())
    app.checkbox(key=f"{Key.ASK_FORM}_count_is_loud").set_value(True)
    app.selectbox(key=f"{Key.ASK_FORM}_count_speed").set_value("slow")
    app.button(key=Key.ASK).click().run()
    assert not app.exception
    assert "The question could not be asked." in said(app)
    assert answers() == ()


def test_the_same_question_about_the_same_is_answered_at_once_also_in_another_session():
    asked(open_page("trade-offs", small_school(), small_plan()))
    other = open_page("trade-offs")
    assert "There are 2 pupils." in said(other)
    other.button(key=Key.ASK).click().run()
    assert Key.ASKING_JOB not in other.session_state
    assert "There are 2 pupils." in said(other)
    assert len(answers()) == 1


def test_another_session_finds_in_the_boxes_what_was_asked():
    app = open_page("trade-offs", small_school(), small_plan())
    app.number_input(key=MOST).set_value(1)
    asked(app)
    assert open_page("trade-offs").number_input(key=MOST).value == 1


def test_an_answer_is_out_of_date_once_there_is_another_plan_and_is_asked_again():
    school = small_school()
    year = keep(school)
    keep_plan(year, school, small_plan())
    asked(open_page("trade-offs"))
    save(year, "pupils", class_name="4B")
    keep_plan(
        year,
        storage.store().registers(LOCAL, year.id).to_registers().to_school(school.details),
        small_plan(),
    )
    app = open_page("trade-offs")
    assert "have changed since. Ask again to bring it up to date." in said(app)
    assert "There are 2 pupils." in said(app), "the answer stays to be read"
    assert app.button(key=Key.ASK).label == "Ask again"
    assert "have changed since" not in said(asked(app))


def test_an_answer_about_content_that_is_gone_can_be_taken_away_and_asked_again():
    year = keep(small_school())
    asked(open_page("trade-offs"))
    save(year, "pupils", class_name="4B")
    app = open_page("trade-offs")
    assert not app.exception
    assert "about content that is not kept any more" in said(app)
    assert app.get("download_button")
    assert "There are 2 pupils." in said(asked(app))


def test_a_stopped_question_shows_what_there_is_and_says_that_the_rest_is_missing(monkeypatch):
    begun, go_on = threading.Event(), threading.Event()

    def ask(asking, chosen):
        begun.set()
        go_on.wait(timeout=30)
        return COUNT.ask(asking, chosen)

    monkeypatch.setattr(questions, "QUESTIONS", (replace(COUNT, ask=ask),))
    app = open_page("trade-offs", small_school(), small_plan())
    app.button(key=Key.ASK).click().run()
    assert begun.wait(timeout=30)
    app.run()
    assert "so far. What is worked out so far is shown if you stop." in said(app)
    assert "Answering: Getting ready." in said(app)
    assert app.button(key=Key.ASK).disabled
    app.button(key=Key.ASK_STOP).click().run()
    go_on.set()
    app = until_over(app, Key.ASKING_JOB)
    assert "Not all of it was worked out. Ask again, with more time" in said(app)
    assert app.button(key=Key.ASK).label == "Ask again"
    assert "Not all of it" not in said(asked(app))


def test_a_question_goes_on_while_another_page_is_read():
    app = open_page("trade-offs", small_school(), small_plan())
    app.button(key=Key.ASK).click().run()
    go_to(app, "plan")
    until_over(app, Key.ASKING_JOB)
    assert "There are 2 pupils." in said(go_to(app, "trade-offs"))


def test_the_zip_has_every_table_and_what_was_asked():
    asked(open_page("trade-offs", small_school(), small_plan()))
    (stored,) = answers()
    packed = kept.packed(COUNT, kept._read(stored, COUNT))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert set(archive.namelist()) == {"counted.csv", "notes.csv", "answer.json"}


def test_an_answer_that_another_evenhand_wrote_is_passed_over():
    app = asked(open_page("trade-offs", small_school(), small_plan()))
    (stored,) = answers()
    storage.store().save_answer(
        LOCAL,
        stored.year_id,
        inputs_sha256=stored.inputs_sha256,
        question="count",
        asked='{"colour": "green"}',
        answer="{}",
        made_at=stored.made_at,
    )
    assert "There are 2 pupils." in said(app.run())


def test_a_pupil_who_is_gone_is_not_chosen_any_more():
    year = keep(small_school())
    app = open_page("trade-offs")
    app.selectbox(key=PUPIL).set_value("P2")
    asked(app)
    assert open_page("trade-offs").selectbox(key=PUPIL).value == "P2"
    rows = storage.store().registers(LOCAL, year.id).rows
    gone = [
        RowChange(table, row.id, row.version, None)
        for table in ("needs", "pupils")
        for row in rows[table]
        if row.record.pupil == "P2"
    ]
    storage.store().save(LOCAL, year.id, gone)
    app = open_page("trade-offs")
    assert not app.exception
    assert app.selectbox(key=PUPIL).value is None


def test_the_plan_leads_to_what_things_cost_and_from_a_pupil_to_why(monkeypatch):
    why = replace(COUNT, name="why", title="Why?")
    monkeypatch.setattr(questions, "QUESTIONS", (COUNT, why))
    app = open_page("plan", small_school(), small_plan())
    assert "What would it cost? Ask." in [link.proto.label for link in app.get("page_link")]
    app.button(key=f"{Key.ASK_WHY}__P1").click().run()
    assert not app.exception
    app = go_to(app, "trade-offs")
    assert app.title[0].value == "Why?"
    assert app.selectbox(key=f"{Key.ASK_FORM}_why_pupil").value == "P1"


def test_a_question_is_asked_of_a_scenario_and_what_does_not_apply_is_said():
    school = small_school()
    year = keep(school)
    keep_plan(year, school, small_plan())
    changes = Changed(
        name="Fewer",
        changes=(
            {"kind": "pupil_leaves", "pupil": "P2", "last_day": "2027-01-29"},
            {"kind": "pupil_leaves", "pupil": "P9", "last_day": "2027-01-29"},
        ),
    ).kept()
    scenario = storage.store().create_scenario(LOCAL, year.id, "Fewer", changes)
    app = open_page("trade-offs")
    app.selectbox(key=Key.ASK_SCENARIO).set_value(scenario.id).run()
    assert "Asked about the scenario Fewer." in said(app)
    assert "Left out of the scenario:" in said(app)
    asked(app)
    (stored,) = answers()
    assert stored.scenario_id == scenario.id
    assert stored.inputs_sha256 != storage.store().plans(LOCAL, year.id)[0].inputs_sha256


def test_a_question_about_a_scenario_begins_with_the_plan_that_was_made_for_it():
    school = with_digest(small_school())
    year = keep(school)
    keep_plan(year, school, small_plan())
    fewer = Changed(
        name="Fewer", changes=({"kind": "pupil_leaves", "pupil": "P2", "last_day": "2027-01-29"},)
    )
    scenario = storage.store().create_scenario(LOCAL, year.id, "Fewer", fewer.kept())
    app = open_page("trade-offs")
    app.selectbox(key=Key.ASK_SCENARIO).set_value(scenario.id).run()
    assert "No plan was made afresh for it yet" in said(app)
    became = apply(school, fewer).school
    now = dt.datetime.now(dt.UTC)
    plans.keep(storage.store(), LOCAL, year.id, (became, small_plan()), now, scenario.id)
    app.run()
    assert "Asked about the scenario Fewer." in said(app)
    assert "No plan was made" not in said(app)


def test_a_plan_and_a_question_go_on_side_by_side():
    app = open_page("trade-offs", small_school(), small_plan())
    job = planning_job(small_school(), Options(time_limit=60.0))
    job.start(EndlessWork())
    app.session_state[Key.JOB] = job
    asked(app)
    assert "There are 2 pupils." in said(app)
    assert app.session_state[Key.JOB] is job
    assert "Planning: Getting ready." in said(app)
