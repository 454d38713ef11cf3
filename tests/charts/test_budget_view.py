"""The budget in sentences and figures: £25,000 and one adult at £19,500."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.charts.budget_view import budget_headline
from planner.charts.budget_words import more_agreed_sentence, pays_for, threshold_sentence
from planner.funding.position import position_of
from planner.funding.threshold import if_more_are_agreed, threshold_of
from planner.periods import AcademicYear
from planner.school.records import Policies
from tests.builders import (
    a_budget_line,
    a_pupil,
    a_referral,
    a_school,
    a_stream,
    a_teaching_assistant,
    details,
)

TOP_UP = a_stream("TU", name="Top-up P1", kind="top_up", amount="6000", restricted_to=("pupil:P1",))
NOTHING = {"staff": [], "funding": []}


def headline(**tables):
    return budget_headline(position_of(a_school(**tables)))


def first_part(**tables):
    return threshold_sentence(threshold_of(a_school(**tables)))


def ehcps(count, **facts):
    return [a_pupil(f"P{number}", sen_status="E", **facts) for number in range(count)]


def notional(amount):
    return a_stream(kind="notional_sen", amount=amount)


def test_the_answer_says_what_comes_in_what_is_committed_and_what_is_left():
    # 25,000 − 19,500 − 390
    assert headline(budget_lines=[a_budget_line()]).answer == (
        "In 2026/27, £25,000 comes in and £19,890 is committed (salaries £19,500, budget lines "
        "£390). That leaves £5,110 to decide."
    )


def test_referrals_are_part_of_what_is_committed_and_said_where_there_are_any():
    # 25,000 − 19,500 − 500; of the other nobody knows the cost.
    found = headline(referrals=[a_referral(), a_referral("R2", cost=None)])
    assert found.answer == (
        "In 2026/27, £25,000 comes in and £20,000 is committed (salaries £19,500, budget lines "
        "£0, referrals £500). That leaves £5,000 to decide."
    )
    assert found.warnings == (
        "1 referral has no cost yet, so nothing is counted for that: write 0 where it is free.",
    )


def test_a_stream_short_of_what_names_it_says_whether_that_is_lines_or_referrals():
    found = headline(funding=[a_stream(), TOP_UP], referrals=[a_referral(cost="6100", stream="TU")])
    assert found.warnings == ("Top-up P1 is £100 short of the referrals that name it.",)


def test_the_reserve_is_told_apart_from_what_is_to_decide():
    found = headline(policies=Policies(reserve=1000))
    assert found.answer.endswith(
        "That leaves £5,500: £1,000 for your reserve and £4,500 to decide."
    )
    assert found.figures[2].value == "£4,500"
    assert found.figures[2].against == "after a reserve of £1,000"


def test_more_committed_than_there_is_says_by_how_much():
    assert headline(funding=[a_stream(amount="10000")]).answer.endswith(
        ": £9,500 more than there is."
    )


def test_a_budget_before_anybody_is_entered_has_nothing_committed():
    assert headline(staff=[]).answer == (
        "In 2026/27, £25,000 comes in and nothing is committed yet. That leaves £25,000 to decide."
    )


def test_an_empty_budget_has_one_sentence_and_no_figures():
    found = headline(**NOTHING)
    assert found.answer == "No money is entered yet, and nothing is committed."
    assert (found.general, found.figures, found.warnings) == ("", (), ())


def test_general_money_that_is_short_says_what_money_with_strings_could_do():
    assert headline(funding=[a_stream(amount="15000"), TOP_UP]).general == (
        "General money is £4,500 short of the salaries and lines it must pay. Up to £6,000 of "
        "money with strings can pay towards it, for hours of employed adults in what it was given "
        "for; a plan works out how much."
    )


def test_general_money_that_is_short_with_nothing_to_help_says_so():
    found = headline(funding=[a_stream(amount="15000")], policies=Policies(reserve=500))
    assert found.general.endswith("No money with strings is left that could help.")
    assert found.figures[2].against == "nothing left for your reserve"


@pytest.mark.parametrize(
    ("funding", "said"),
    [
        ([a_stream()], "All of the £5,500 that is left is general money."),
        (
            [a_stream(), TOP_UP],
            "£5,500 of what is left is general money; £6,000 may be spent only on what it was "
            "given for.",
        ),
    ],
)
def test_what_is_left_is_told_apart_by_its_strings(funding, said):
    assert headline(funding=funding).general == said


def test_a_stream_that_is_short_of_its_lines_and_an_adult_without_a_cost_are_named():
    found = headline(
        terms=[],
        staff=[a_teaching_assistant(hourly_cost="20")],
        funding=[a_stream(), TOP_UP],
        budget_lines=[a_budget_line(amount="6100", stream="TU")],
    )
    assert found.warnings == (
        "Top-up P1 is £100 short of the budget lines that name it.",
        "The salary of TA1 is not counted, because its cost is not known: teaching weeks: are not "
        "known; enter the terms of the year.",
    )


def test_the_figures_are_four_with_what_they_are_compared_with():
    figures = headline(funding=[a_stream(), TOP_UP]).figures
    assert [(figure.value, figure.against) for figure in figures] == [
        ("£31,000", "£25,000 of it general money"),
        ("£19,500", "£19,500 of it salaries"),
        ("£11,500", "no reserve is kept"),
        ("£5,500", "of £25,000"),
    ]


def test_what_a_stream_may_pay_for_is_told_in_words():
    entries = ("pupil:P1", "sen_support", "tier:targeted_plus", "strand:fine_motor")
    school = a_school(funding=[a_stream(), a_stream("TU", restricted_to=entries)])
    assert [pays_for(one) for one in position_of(school).standings] == [
        "anything",
        "pupil P1, pupils on SEN Support, targeted plus provision, needs in fine motor",
    ]


def test_the_first_part_is_told_against_the_notional_budget():
    # 2 × 6,000 of 20,000
    assert first_part(pupils=ehcps(2), funding=[notional("20000")]) == (
        "The first £6,000 a year for 2 pupils with an EHCP comes to £12,000 of the notional SEN "
        "budget of £20,000 and leaves £8,000 of it for pupils on SEN Support."
    )


def test_a_notional_budget_that_is_too_small_says_by_how_much():
    assert first_part(pupils=ehcps(2), funding=[notional("9000")]).endswith(
        "comes to £12,000, £3,000 more than the notional SEN budget of £9,000."
    )


def test_the_first_part_of_a_part_of_the_year_says_that_days_were_counted():
    # 6,000 × 243/365 = 3,994.52
    found = first_part(pupils=ehcps(1, starts="2027-01-01"))
    assert found == (
        "The first £6,000 a year for the pupil with an EHCP, counted by the days on roll, comes to "
        "£3,995; no notional SEN budget is entered to compare it with."
    )


def test_without_an_ehcp_there_is_no_first_part():
    assert first_part(details=details(high_needs_threshold="6500")) == (
        "No pupil has an EHCP, so there is no first £6,500 to meet."
    )


@pytest.mark.parametrize(
    ("funding", "how_many", "told"),
    [
        # 6,000 × 243/365 = 3,994.52 from 1 January; 10,000 − 3,994.52 = 6,005.48.
        (
            [notional("10000")],
            1,
            "If 1 more EHCP is agreed from 1 January 2027, the school meets 1 × £6,000 × 243/365 "
            "days = £3,995 more before any top-up, which leaves £6,005 of the notional SEN budget "
            "for SEN Support.",
        ),
        # 3 × 3,994.52 = 11,983.56, which is 1,983.56 more than 10,000.
        ([notional("10000")], 3, "in all £1,984 more than the notional SEN budget."),
        ([], 3, "= £11,984 more before any top-up."),
    ],
)
def test_more_ehcps_are_told_with_the_sum_and_what_they_leave(funding, how_many, told):
    threshold = threshold_of(a_school(pupils=[], funding=funding))
    more = if_more_are_agreed(threshold, AcademicYear(2026), how_many, dt.date(2027, 1, 1))
    assert told in more_agreed_sentence(more, threshold)
