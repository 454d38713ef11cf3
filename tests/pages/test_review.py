"""Review: outcomes begun and written down, the effect seen, and what was seen put to use."""

from __future__ import annotations

import pytest

from planner.school.records import Review
from planner.ui.review_panel import Part
from planner.ui.state import Key
from tests.builders import a_pupil, a_review, a_school
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import keep, keep_plan, open_page, said, save
from tests.pages.registers import open_part, rows_now, year_now

PUPILS = [a_pupil(f"P{number}") for number in range(1, 7)]
REVIEWS = [a_review(f"P{number}") for number in range(1, 7)]
USE = f"{Key.REVIEW_USE}_S1_language"


def reviewed():
    return a_school(pupils=PUPILS, reviews=REVIEWS)


def part(which, school=None):
    return open_part("review", Key.REVIEW_PART, which, school)


def effect_now():
    (row,) = rows_now("effects")
    return row.record


def test_what_came_of_provision_is_told_and_shown_with_its_caution():
    app = open_page("review", reviewed())
    assert "6 reviews of 6 pupils, 6 of them measured before and after." in said(app)
    assert "There is no comparison group" in said(app)
    assert len(app.dataframe[0].value) == 6


def test_one_press_uses_what_was_seen_keeps_why_and_can_be_undone():
    app = part(Part.EFFECTS, reviewed())
    # All six made 0.7: variance (4 * 0.5625 + 0) / (4 + 5) = 0.25, so k = 4 and the weight 0.6;
    # 1 - 0.6 * 0.3 = 0.82.
    assert "With six, the suggestion moves 60 % of the way: 1.00 becomes 0.82." in said(app)
    app.button(key=USE).click().run()
    assert not app.exception
    effect = effect_now()
    assert (effect.effect, effect.default_effect) == (0.82, 1.0)
    assert effect.reason.startswith("6 pupils reviewed here made 70 % of the progress expected")
    assert "The school has it already." in said(app)
    assert USE not in {button.key for button in app.button}
    app.button(key=Key.REVIEW_UNDO).click().run()
    assert (effect_now().effect, effect_now().default_effect) == (1.0, None)


def test_a_suggestion_that_does_not_hold_any_more_is_not_used():
    app = part(Part.EFFECTS, reviewed())
    save(year_now().year, "reviews", after=90)
    app.button(key=USE).click().run()
    assert "Something changed after this was suggested." in said(app)
    assert effect_now().effect == 1.0


@pytest.mark.parametrize("which", [Part.EFFECTS, Part.OUTCOMES])
def test_without_reviews_the_page_says_how_to_begin(which):
    assert "Write down outcomes" in said(part(which, a_school()))


def test_the_reviews_of_the_plan_are_begun_in_one_step():
    year = keep(small_school())
    keep_plan(year, small_school(), small_plan())
    app = part(Part.ENTER)
    app.selectbox(key=Key.REVIEW_ONLY).set_value("S1").run()
    app.button(key=Key.REVIEW_START).click().run()
    assert not app.exception
    begun = [row.record for row in rows_now("reviews")]
    assert {(one.pupil, one.provision) for one in begun} == {
        (row.pupil, row.provision) for row in small_plan().allocations
    }
    assert all(one.before is None and one.after is None for one in begun)
    assert "has its review" in said(app)
    assert "The plan is up to date" in "".join(text.value for text in app.sidebar.markdown)


def test_the_cost_of_progress_is_that_of_the_plan_shown():
    school = small_school()
    year = keep(school)
    keep_plan(year, school, small_plan())
    app = part(Part.COSTS)
    assert "‘The plan’ is the one made" in said(app)
    assert "Cost taken from" in app.dataframe[0].value.columns


def test_the_reviews_of_one_pupil_are_changed_here():
    app = open_page("pupil", reviewed())
    app.button(key="change_reviews").click().run()
    assert not app.exception
    assert app.radio(key=Key.REVIEW_PART).value == Part.ENTER


def test_a_provision_that_too_few_pupils_had_is_named_and_has_no_button():
    app = part(Part.EFFECTS, a_school(pupils=PUPILS, reviews=REVIEWS[:2]))
    assert (
        "Too few pupils to suggest anything, as it takes three: In-class support, language "
        "(2 pupils)."
    ) in said(app)
    assert not [button for button in app.button if str(button.key).startswith(Key.REVIEW_USE)]


def test_outcomes_are_written_down_in_the_order_in_which_they_are_measured():
    app = part(Part.ENTER, reviewed())
    (editor,) = [frame.proto for frame in app.dataframe if frame.proto.column_order]
    assert list(editor.column_order)[4:8] == ["before", "expected", "after", "attended_percent"]
    assert len(editor.column_order) == len(Review.model_fields)
