"""Today against the best plan in words and pictures."""

from __future__ import annotations

from planner.charts.insight.best import best_view
from planner.insight.best import ask_best
from planner.insight.best_rows import BestAsked
from planner.insight.question import Asking
from tests.builders import a_stream, a_support, a_teaching_assistant, details
from tests.insight.test_best import own_supports, three_to_start, today


def view(school):
    return best_view(school, ask_best(Asking(school), BestAsked()))


def test_the_difference_and_the_shortest_list_are_told():
    # P4's 2 of 12 are met today; S1 and S2 are 9 of the 10 that could be gained.
    first, second, third = view(three_to_start()).sentences
    assert first == (
        "Today meets 17 % of needs and every hour that is owed; the best plan found with the same "
        "money and staff meets 100 % and every hour that is owed."
    )
    assert second == (
        "2 changes of 3 give 90 % of the gain in needs met, and every rule is kept with them."
    )
    assert third == "No rule was found that today’s lines break."


def test_the_pictures_have_titles_from_the_data_and_name_no_pupil():
    found = view(three_to_start())
    assert [picture.title for picture in found.pictures] == [
        "2 changes give 90 % of what the best plan adds to the needs met today",
        "Support 1 does most of the list: without that change, 60 % of the gain is lost",
        "Needs met go from 17 % to 100 % with the same money and staff",
    ]
    for picture in found.pictures:
        shown = f"{picture.figure} {picture.table} {picture.alternative}"
        assert not any(pupil in shown for pupil in ("P1", "P2", "P3", "P4"))


def test_a_change_is_a_sentence_to_act_on():
    changes = view(three_to_start()).pictures[1].table
    assert changes.rows[0][1] == "Start Support 1 for 1 pupil; 39 hours in the year, £780 more"
    assert changes.rows[0][2:5] == (0, 1, 0.0)


def test_what_ends_is_told_too():
    school = own_supports([6.0, 3.0], 1.0, today("P2", "S2"))
    said = [row[1] for row in view(school).pictures[1].table.rows]
    assert "End Support 2, which 1 pupil now has; 39 hours in the year, £780 less" in said


def test_what_today_breaks_is_told_by_rule_and_listed_by_place():
    school = own_supports(
        [1.0],
        1.0,
        today("P1", "S1", 4.0, ("T1",)),
        details=details(withdrawal_limit_hours=2.5),
        provisions=[a_support("S1", withdraws_given=True)],
    )
    found = view(school)
    assert any(
        sentence.startswith("Today does not keep to the rules in 2 places:")
        and sentence.endswith("At least 1 change would keep them.")
        for sentence in found.sentences
    )
    breaches = next(table for table in found.tables if table.name == "best_breaches")
    assert breaches.rows[0] == (
        "T1, P1",
        "4 h/week out of class, where 2.5 may be",
        "Pupils stay within their time out of class",
    )


def test_hours_that_cannot_be_paid_are_told_though_no_line_breaks_a_rule():
    # 39 hours of agency at £20 are £780, and there is nothing to pay them with.
    agency = a_teaching_assistant(engagement="agency", contract_hours=None, hourly_cost="20")
    school = own_supports(
        [1.0], 1.0, today("P1", "S1"), staff=[agency], funding=[a_stream(amount="0")]
    )
    assert view(school).sentences[-1] == (
        "No line of today’s breaks a rule by itself, but the adults’ hours and the money do not "
        "fit all of it: at least 1 change would make it fit."
    )


def test_where_no_list_is_enough_the_first_that_does_most_is_told():
    # Of one change and two, which each give a fifth, the list with one is told.
    school = three_to_start()
    whole = ask_best(Asking(school), BestAsked())
    one, two = (step.model_copy(update={"share": 0.2}) for step in whole.steps)
    answer = whole.model_copy(
        update={"steps": (one, two), "enough_changes": None, "confirmed": None}
    )
    assert best_view(school, answer).sentences[1] == (
        "1 change of 3 gives 20 % of the gain in needs met, the most that was found."
    )


def test_where_today_is_not_known_the_answer_says_so():
    found = view(own_supports([1.0], 1.0, None))
    (sentence,) = found.sentences
    assert sentence.startswith("What the school does today is not entered")
    assert (found.pictures, found.tables) == ((), ())


def test_nothing_to_gain_is_said():
    found = view(own_supports([1.0], 1.0, today("P1", "S1")))
    assert "There is nothing to gain by changing it." in found.sentences
