"""A comparison as it is read, from the two plans of tests/scenarios/two_plans.py."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.charts.scenarios.figures_table import figures_table
from planner.charts.scenarios.view import comparison_view
from planner.charts.scenarios.words import account_of, group_name
from planner.optimiser.plan import GoalResult, Status
from planner.scenarios.compare import compare
from planner.scenarios.comparison import Grouping
from planner.scenarios.money import MoneyChange
from planner.scenarios.scenario import Outcome
from tests.scenarios.two_plans import as_it_is, with_changes

BASE = as_it_is()
COMPARISON = compare(BASE, [with_changes()])
VIEW = comparison_view(BASE.school, COMPARISON)
PICTURES = {picture.key: picture for picture in VIEW.pictures}
TABLES = {table.name: table for table in VIEW.tables}


def test_sentences_say_what_becomes_better_and_worse_and_for_how_many():
    assert VIEW.sentences == (
        "The year as it is: 43 % of needs are met, 14 % for the pupil with the least; 1 statutory "
        "item is short by 19.5 hours in the year; it is within the money.",
        # (2 + 4 × 21 / 97.5 + 4 × 6.5 / 97.5) / 10 = 0.313; the least is 6.5 of 97.5 hours.
        "P1 leaves: needs met go from 43 % to 31 %, and for the pupil with the least they go from "
        "14 % to 6.7 %; 1 statutory item is short by 13 hours in the year; it is within the money. "
        "1 pupil gains, nothing changes for 0 pupils. Besides: 1 new and 1 leaving earlier.",
    )


def test_a_plan_that_is_like_the_base_says_that_nothing_changes():
    same = replace(BASE, name="Nothing")

    assert account_of(compare(BASE, [same]))[1].endswith("within the money. Nothing changes.")


def test_money_that_is_missing_is_said_in_the_sentence_and_in_the_title():
    plan = replace(BASE.plan, summary=replace(BASE.plan.summary, unfunded=BASE.plan.summary.income))
    comparison = compare(BASE, [replace(BASE, name="Short", plan=plan)])

    assert "£25,000 of what is owed has no money" in account_of(comparison)[1]
    (picture,) = [
        one for one in comparison_view(BASE.school, comparison).pictures if one.key == "plans_money"
    ]
    assert picture.title == "Short leaves £25,000 of what is owed without money"


@pytest.mark.parametrize(
    ("benefit", "words"),
    [
        # The fairest share is 0.02 of 0.32 below its bound, the benefit 0.1 of 4.1.
        ((4.0, 4.1), "No other plan could help by more than 6.3 % more, and differences smaller"),
        ((0.0, 0.0), "No other plan could help by more than 6.3 % more, and differences smaller"),
        (None, "small differences may be chance."),
    ],
)
def test_what_may_be_chance_is_said_where_a_search_was_stopped(benefit, words):
    goals = [GoalResult("fair_share", 0.3, 0.32, "share 0-1")]
    if benefit is not None:
        goals.append(GoalResult("benefit", *benefit, "weighted coverage"))
    summary = replace(BASE.plan.summary, status=Status.TIME_LIMIT, goals=tuple(goals))
    stopped = replace(BASE, name="Nothing", plan=replace(BASE.plan, summary=summary))

    said = account_of(compare(BASE, [stopped]))[-1]
    assert said.startswith("Nothing was stopped early")
    assert words in said


def bars_of(picture):
    return {trace["name"]: list(trace["x"]) for trace in picture.figure.to_dict()["data"]}


def test_gains_and_losses_are_drawn_without_saying_whose_they_are():
    picture = PICTURES["gains_1"]

    # P2 goes from 14 to 21 of 97.5; P1 leaves and P3 is new.
    assert bars_of(picture) == {"Lose": [], "Gain": [pytest.approx(100 * 7 / 97.5)]}
    assert picture.title == "P1 leaves: 1 pupil gains, none more than 7.2 points"
    assert picture.note.endswith("Left out: 1 new pupil and 1 pupil who leaves earlier.")
    said = f"{picture.table} {picture.alternative} {picture.figure.to_json()}"
    assert "P2" not in said
    axis = picture.figure.to_dict()["layout"]["xaxis"]["title"]["text"]
    assert axis == "Change in needs met (percentage points)"


def test_who_loses_most_is_at_the_top_and_the_title_says_how_much():
    base = with_changes()
    back = compare(replace(base, name="Before"), [replace(BASE, name="After")])
    picture = next(one for one in comparison_view(BASE.school, back).pictures)

    # P2 from 21 to 14 of 97.5 hours. P1 is there for longer, and no leaver; P3 is there no more.
    assert picture.title == "After: 1 pupil loses, none more than 7.2 points"
    assert bars_of(picture)["Lose"] == [pytest.approx(-100 * 7 / 97.5)]


def test_a_plan_in_which_nobody_gains_or_loses_has_no_chart_of_it():
    view = comparison_view(BASE.school, compare(BASE, [replace(BASE, name="Same")]))
    gains = view.pictures[0]

    assert gains.figure is None
    assert gains.title == "Same: nobody’s needs are met further or less far"


def test_groups_stand_side_by_side_with_the_same_figures_in_the_table():
    picture = PICTURES["groups_sen_status"]
    before, after = 100 * 14 / 97.5, 100 * 27.5 / 195

    assert bars_of(picture) == {
        "The year as it is": [100, pytest.approx(before)],
        "P1 leaves": [100, pytest.approx(after)],
    }
    assert picture.table.rows == (
        ("EHCP", 1, 100.0, 100.0),
        ("SEN Support", 2, pytest.approx(before), pytest.approx(after)),
    )
    assert picture.alternative == (
        "Bar chart of needs met by SEN status. The year as it is: EHCP 100 % and SEN Support 14 %; "
        "P1 leaves: EHCP 100 % and SEN Support 14 %."
    )
    assert picture.figure.to_dict()["layout"]["xaxis"]["title"]["text"] == "Needs met (%)"


def test_the_title_names_the_group_that_loses_most_else_the_one_that_gains_most():
    # Literacy has 21 + 6.5 of 195 hours in place of 14 of 97.5: 14.1 % in place of 14.4 %.
    assert PICTURES["groups_strand"].title == "No group by strand of need gains or loses"
    fewer = replace(
        BASE.plan,
        coverage=(BASE.plan.coverage[0], BASE.plan.coverage[1].model_copy(update={"coverage": 0})),
    )
    for base, other, words in (
        (BASE.plan, fewer, "Literacy loses the most by strand of need: 14 % to 0 % of needs met"),
        (fewer, BASE.plan, "Literacy gains the most by strand of need: 0 % to 14 % of needs met"),
    ):
        comparison = compare(replace(BASE, plan=base), [replace(BASE, name="x", plan=other)])
        pictures = comparison_view(BASE.school, comparison).pictures
        titles = {one.key: one.title for one in pictures}
        assert titles["groups_strand"] == f"{words} (x)"


def test_only_ways_of_grouping_with_several_groups_are_drawn():
    # Both pupils are in Year 4 and nobody is looked after.
    assert [key for key in PICTURES if key.startswith("groups")] == [
        "groups_strand", "groups_pupil_premium", "groups_sen_status",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("grouping", "group", "name"),
    [
        (Grouping.PRIMARY_NEED, "HI", "Hearing impairment (HI)"),
        (Grouping.PRIMARY_NEED, "", "Not entered"),
        (Grouping.STRAND, "access", "Access to the curriculum"),
        (Grouping.YEAR_GROUP, "R", "Reception"),
        (Grouping.PUPIL_PREMIUM, "N", "No pupil premium"),
        (Grouping.LOOKED_AFTER, "Y", "Looked after"),
        (Grouping.SEN_STATUS, "N", "No SEN status"),
    ],
)
def test_groups_are_called_as_people_call_them(grouping, group, name):
    assert group_name(grouping, group) == name


def test_the_money_of_each_plan_adds_up_to_what_comes_in():
    picture = PICTURES["plans_money"]

    # Of £25,000, £19,500 is owed; the scenario buys 28 hours for £560.
    assert picture.table.rows == (
        ("The year as it is", 19500, 0, 5500, 0),
        ("P1 leaves", 19500, 560, 4940, 0),
    )
    assert bars_of(picture)["Added by the plan"] == [0, 560]
    assert picture.title == (
        "Everything owed has its money; P1 leaves costs £560 more than the year as it is"
    )


def test_figures_are_side_by_side_with_what_no_plan_can_better():
    goals = (GoalResult("fair_share", 0.3, 0.32, "share 0-1"),)
    plan = replace(BASE.plan, summary=replace(BASE.plan.summary, goals=goals))
    comparison = compare(replace(BASE, plan=plan), [with_changes()])
    (table, *_) = comparison_view(BASE.school, comparison).tables
    found = {row[0]: row[1:] for row in table.rows}

    assert found["Fairest share that all reach"] == (
        "30 % (no plan reaches more than 32 %)",
        "30 %",
    )
    assert found["Added by the plan (£ a year)"] == ("£0", "£560")
    assert found["Statutory hours not met (a year)"] == ("19.5 hours", "13 hours")
    assert found["Adults’ hours with pupils (a year)"] == ("86", "94")
    # 100 − 14.4 and 100 − 14.1.
    assert found["Best met group less the least met, by SEN status"] == ("86 points", "86 points")
    assert found["Pupils for whom something is not as today"] == ("2", "3")


def test_tables_name_pupils_with_new_ones_and_leavers_apart():
    assert [row[0] for row in TABLES["pupils_who_gain_or_lose"].rows] == ["P2"]
    assert [row[:3] for row in TABLES["new_pupils_and_leavers"].rows] == [
        ("P1", "P1 leaves", "leaves earlier"),
        ("P3", "P1 leaves", "new"),
    ]
    assert [row[:5] for row in TABLES["lines_that_change"].rows] == [
        ("P1", "P1 leaves", "In-class support", "T3", "ends (leaves earlier)"),
        ("P2", "P1 leaves", "In-class support", "T1", "more hours"),
        ("P3", "P1 leaves", "In-class support", "T3", "starts (new)"),
    ]


def test_changes_say_whether_the_plan_was_made_with_them():
    off = MoneyChange(pounds=5, is_on=False)
    outcome = Outcome(off, False, "£5 more of general money", "It is switched off.")
    comparison = compare(BASE, [replace(BASE, name="x", outcomes=(outcome,))])
    tables = {table.name: table for table in comparison_view(BASE.school, comparison).tables}

    assert tables["changes_of_scenarios"].rows == (
        ("x", "£5 more of general money", "no", "It is switched off."),
    )
    assert "lines_that_change" not in tables


def test_plans_of_a_school_with_the_authoritys_rate_are_set_side_by_side_in_both_ledgers():
    details = BASE.school.details.model_copy(update={"la_hourly_rate": Decimal(15)})
    base = replace(BASE, school=replace(BASE.school, details=details))
    lines = {row[0]: row[1:] for row in figures_table(compare(base, [])).rows}
    # 58.5 + 28 = 86.5 hours at £20 and at £15.
    assert lines["What pupils receive costs (£ a year)"] == ("£1,730",)
    assert lines["The authority’s rate pays for it (£ a year)"] == ("£1,298",)
    assert lines["Cost beyond that (£ a year)"] == ("£433",)
    assert not any("rate" in str(row[0]) for row in figures_table(COMPARISON).rows)
