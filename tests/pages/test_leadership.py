"""Leadership: a plan in five minutes for a head or a governor, and the step that approves it."""

from __future__ import annotations

import re
from dataclasses import replace

from planner.access import LOCAL, Actor, Role
from planner.exchange.school_folder import with_digest
from planner.insight.gap import GapAnswer
from planner.insight.questions import question_called
from planner.optimiser.solve import make_plan
from planner.store.values import RowChange
from planner.ui import storage
from planner.ui.state import Key
from tests.builders import a_pupil, a_review, a_school
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import go_to, keep, keep_plan, open_page, said
from tests.pages.sent import sent
from tests.pages.signing_in import arrive, claims

SENCO = Actor("senco@oak.example", Role.SENCO)
CODE = re.compile(r"\b(P\d+|N\d+|F\d+)\b")


def plan_by_senco(year, school=None, plan=None):
    """The small plan, or another, as if the SENCO had made it."""
    stored = keep_plan(year, school or small_school(), plan or small_plan())
    files = storage.store().plan_files(LOCAL, stored.id)
    return storage.store().save_plan(
        SENCO,
        year.id,
        inputs_sha256=stored.inputs_sha256,
        files=files,
        status=stored.status,
        made_at=stored.made_at,
    )


def press(app, words):
    return next(one for one in app.button if one.label == words).click().run()


def labels(app):
    return {one.label for one in app.button}


def titles(app):
    return [one.value for one in app.subheader]


def test_without_a_plan_it_says_who_makes_one():
    text = said(open_page("leadership", small_school()))
    assert "There is no plan yet. The SENCO makes one" in text


def test_it_says_what_the_plan_comes_to_and_shows_it_without_a_pupil():
    app = open_page("leadership", small_school(), small_plan())
    assert not app.exception
    text = said(app)
    assert re.search(r"Example Primary, 2026/27. Made [^.]+. It is up to date.", text)
    assert "1 pupil is short of statutory hours: 19.5 of 78 hours owed in the year." in text
    assert len(app.get("plotly_chart")) == 6
    assert not CODE.search(text)
    tables = "".join(frame.value.to_csv() for frame in app.dataframe)
    assert not CODE.search(tables)


def test_an_out_of_date_plan_is_said_to_be_one():
    year = keep(small_school())
    keep_plan(year, small_school(), small_plan())
    storage.store().save(LOCAL, year.id, [RowChange("pupils", None, None, a_pupil("P3"))])
    assert "The plan was made before 1 change to pupils." in said(open_page("leadership"))


def test_an_earlier_plan_that_was_chosen_is_said_to_be_one():
    year = keep(small_school())
    first = keep_plan(year, small_school(), small_plan())
    keep_plan(year, small_school(), small_plan())
    app = open_page("plan")
    app.selectbox(key=Key.EARLIER_PLAN).set_value(first.id).run()
    app.button(key=Key.OPEN_PLAN).click().run()
    assert "This is an earlier plan." in said(go_to(app, "leadership"))


def test_whoever_may_not_read_plans_sees_no_figure_of_few(options):
    year = keep(small_school())
    plan_by_senco(year)
    for role in ("viewer", "finance"):
        app = go_to(arrive(claims(f"{role}@oak.example")), "leadership")
        assert not app.exception
        text = sent(app)
        assert "Counts under 5 are not shown" in text
        assert "Not every statutory hour is met." in text
        assert not CODE.search(text)
        for word in ("19.5", "1 pupil", "In-class support", "TA1", "14 %"):
            assert word not in text, word


def test_a_viewer_learns_that_something_was_saved_since(options):
    year = keep(small_school())
    plan_by_senco(year)
    storage.store().save(LOCAL, year.id, [RowChange("pupils", None, None, a_pupil("P3"))])
    app = go_to(arrive(claims("viewer@oak.example")), "leadership")
    assert "Something in the registers was saved after this plan was made." in said(app)
    assert "P3" not in sent(app)


def test_what_came_of_provision_is_nothing_that_a_plan_rests_on(options):
    year = keep(small_school())
    plan_by_senco(year)
    storage.store().save(LOCAL, year.id, [RowChange("reviews", None, None, a_review())])
    app = go_to(arrive(claims("viewer@oak.example")), "leadership")
    assert "Something in the registers was saved" not in said(app)


# Questions


def ask(year, digest):
    """Keep the answer to the question about the gap, asked about the content with a digest."""
    answer = GapAnswer(inputs_sha256=digest, seconds=1.0, is_whole=True)
    storage.store().save_answer(
        LOCAL,
        year.id,
        inputs_sha256=digest,
        question="gap",
        asked="{}",
        answer=answer.model_dump_json(),
        made_at=year.created_at,
    )


def test_what_was_not_asked_is_said_and_one_press_leads_to_the_question():
    title = question_called("gap").title
    app = open_page("leadership", small_school(), small_plan())
    assert re.search(f"Not asked yet: .*‘{re.escape(title)}’", said(app))
    press(app, f"Ask now: {title}")
    assert app.session_state[Key.QUESTION] == "gap"


def test_what_was_asked_of_other_content_is_not_shown_and_what_was_asked_of_this_is_not_missed():
    year = keep(small_school())
    plan = keep_plan(year, small_school(), small_plan())
    title = question_called("gap").title
    ask(year, "other")
    assert f"Asked before something changed, so not shown: ‘{title}’" in said(
        open_page("leadership")
    )
    ask(year, plan.inputs_sha256)
    assert title not in said(open_page("leadership"))


def test_a_viewer_is_not_told_to_ask(options):
    plan_by_senco(keep(small_school()))
    app = go_to(arrive(claims("viewer@oak.example")), "leadership")
    assert not [label for label in labels(app) if label.startswith("Ask now")]


# Approving


def test_a_leader_approves_with_a_note_and_everybody_sees_who_did(options):
    school = with_digest(a_school())
    year = keep(school)
    plan = plan_by_senco(year, school, make_plan(school))
    app = go_to(arrive(claims("leader@oak.example")), "leadership")
    assert "Nobody has approved this plan yet." in said(app)
    app.text_area[0].set_value("Agreed with the governors")
    press(app, "Approve this plan")
    assert "The plan is approved." in said(app)
    (yes,) = storage.store().approvals(LOCAL, year.id)
    assert (yes.plan_id, yes.who, yes.note) == (
        plan.id,
        "leader@oak.example",
        "Agreed with the governors",
    )
    assert "Approve this plan" not in labels(app)
    assert "Agreed with the governors" in said(go_to(app, "leadership"))
    viewer = said(go_to(arrive(claims("viewer@oak.example")), "leadership"))
    assert "Approved by leader@oak.example on" in viewer
    assert "Agreed with" not in viewer


def test_a_plan_that_breaks_a_rule_is_not_approved():
    year = keep(small_school())
    # More was planned for P1 than the adult has hours for.
    broken = small_plan()
    rows = [row.model_copy(update={"hours_per_week": 30.0}) for row in broken.deployment]
    plan = keep_plan(year, small_school(), replace(broken, deployment=tuple(rows)))
    app = press(open_page("leadership"), "Approve this plan")
    assert "This plan breaks a rule in" in said(app)
    assert storage.store().approvals(LOCAL, plan.year_id) == ()


def test_neither_a_viewer_nor_the_senco_is_offered_to_approve(options):
    plan_by_senco(keep(small_school()))
    for role in ("viewer", "senco", "finance"):
        app = go_to(arrive(claims(f"{role}@oak.example")), "leadership")
        assert "Approve this plan" not in labels(app)


def test_a_later_plan_is_not_approved_with_the_earlier_one():
    year = keep(small_school())
    first = keep_plan(year, small_school(), small_plan())
    storage.store().approve_plan(LOCAL, first.id, "agreed")
    assert "Approved by the user of this computer on" in said(open_page("leadership"))
    keep_plan(year, small_school(), small_plan())
    text = said(open_page("leadership"))
    assert "Nobody has approved this plan yet." in text
    assert "Another plan of this year was approved by the user of this computer" in text


def test_plan_and_shelf_tell_which_plan_is_approved():
    year = keep(small_school())
    first = keep_plan(year, small_school(), small_plan())
    keep_plan(year, small_school(), small_plan())
    storage.store().approve_plan(LOCAL, first.id)
    app = open_page("plan")
    shelf = next(one.value for one in app.table if "Approved" in one.value.columns)
    newest, earlier = shelf["Approved"]
    assert newest == "no"
    assert earlier.startswith("Approved by the user of this computer on")
