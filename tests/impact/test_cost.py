from __future__ import annotations

from decimal import Decimal

import pytest

from planner.impact.cost import Basis, NoCost, costs_of_progress, costs_per_pupil
from planner.school.records import Allocation, CurrentAllocation
from tests.builders import a_review, a_school, a_support, an_effect, an_item, three_terms


def a_line(pupil="P1", kind=Allocation, **facts):
    usual = {"term": "T1", "provision": "S1", "hours_per_week": 1.0, "weeks": 14.0, "cost": "300"}
    return kind(pupil=pupil, **(usual | facts))


def only(reviews, plan=None, **tables):
    school = a_school(**({"reviews": reviews, "terms": three_terms()} | tables))
    (found,) = costs_of_progress(school, plan)
    return found


PLAN = (a_line(), a_line(term="T2", cost="100"), a_line("P2", cost="200"))


def test_progress_costs_what_a_pupil_costs_over_what_a_pupil_gained():
    found = only([a_review(), a_review("P2", after=78)], PLAN)
    # £600 for two pupils in the year; in the autumn £300 and £200, for 7 and 8 points: £250 / 7.5.
    assert (found.per_pupil.basis, found.per_pupil.pupils) == (Basis.PLAN, 2)
    assert found.per_pupil.cost == 300
    assert (found.reviewed, found.progress) == (2, 7.5)
    assert found.per_unit == Decimal(250) / Decimal("7.5")


def test_progress_downwards_is_progress_where_lower_is_better():
    found = only([a_review(before=20, expected=10, after=14)], PLAN)
    # £250 / 6 points.
    assert (found.progress, found.per_unit) == (6, Decimal(250) / 6)


def test_progress_of_several_terms_adds_up_and_of_one_term_does_not():
    terms = [a_review(), a_review(term="T2", before=77, after=80, expected=None)]
    assert only(terms, PLAN).progress == 10
    # Two strands, one measurement.
    assert only([a_review(), a_review(strand="literacy")], PLAN).progress == 7


def test_the_cost_is_that_of_the_terms_that_were_reviewed():
    # The autumn costs £250 for each who has it, the spring £100: £250 / 5, £350 / 5, £300 / 5.
    autumn, whole = a_review(after=75), a_review("P2", term="T1 to T3", after=75)
    assert only([autumn], PLAN).per_unit == 50
    assert only([whole], PLAN).per_unit == 70
    assert only([autumn, whole], PLAN).per_unit == 60
    spring = a_review(term="T2", before=75, after=80)
    assert only([autumn, spring], PLAN).per_unit == 35


def test_only_what_was_measured_this_year_stands_against_the_cost_of_this_year():
    before = a_review(term="T1 2025/26", before=50, after=70)
    # £250 / 5 and not £250 / 25.
    assert only([before, a_review(after=75)], PLAN).per_unit == 50
    assert only([a_review(term="T1 2026/27", after=75)], PLAN).per_unit == 50
    found = only([before], PLAN)
    assert (found.reviewed, found.progress, found.per_unit) == (0, None, None)
    assert found.why_not is NoCost.EARLIER


@pytest.mark.parametrize(
    ("reviews", "plan", "why_not"),
    [
        ([a_review(measure="")], PLAN, NoCost.NOT_NAMED),
        ([a_review(after=None)], PLAN, NoCost.NOT_MEASURED),
        ([a_review(expected=None)], PLAN, NoCost.NO_DIRECTION),
        ([a_review(), a_review("P2", expected=60)], PLAN, NoCost.NO_DIRECTION),
        ([a_review(after=70)], PLAN, NoCost.NO_PROGRESS),
        ([a_review(after=66)], PLAN, NoCost.NO_PROGRESS),
        ([a_review(), a_review(term="T1 to T3")], PLAN, NoCost.OVERLAP),
        ([a_review(), a_review(term="Christmas")], PLAN, NoCost.OVERLAP),
        ([a_review(term="Christmas")], PLAN, NoCost.TERMS_UNKNOWN),
        ([a_review(), a_review("P2", term="T3")], PLAN, NoCost.NOT_THEN),
        ([a_review()], None, NoCost.NOT_GIVEN),
        ([a_review()], (*PLAN, a_line(cost=None)), NoCost.UNKNOWN),
    ],
)
def test_where_progress_has_no_cost_it_is_blank_and_says_why(reviews, plan, why_not):
    found = only(reviews, plan)
    assert (found.per_unit, found.why_not) == (None, why_not)


def test_what_the_plan_does_not_have_costs_what_it_costs_today():
    today = [a_line(kind=CurrentAllocation, cost="90")]
    school = a_school(current_plan=today)
    assert costs_per_pupil(school, PLAN)["S1"].basis is Basis.PLAN
    found = costs_per_pupil(school, ())["S1"]
    assert (found.basis, found.cost) == (Basis.TODAY, 90)


def test_a_row_of_today_without_a_cost_takes_the_mean_rate_of_the_adults_allowed():
    today = [a_line(kind=CurrentAllocation, cost=None)]
    # 14 hours at £20.
    assert costs_per_pupil(a_school(current_plan=today))["S1"].cost == Decimal(280)


def test_an_item_without_a_cost_today_is_not_taken_for_free():
    today = [a_line(kind=CurrentAllocation, provision="I1", cost=None)]
    school = a_school(
        provisions=[a_support(), an_item()],
        effects=[an_effect(), an_effect("I1")],
        current_plan=today,
    )
    found = costs_per_pupil(school)["I1"]
    assert (found.pupils, found.cost) == (1, None)


def test_measures_are_never_mixed():
    reviews = [a_review(), a_review("P2", measure="Reading age, months", after=75)]
    found = costs_of_progress(a_school(reviews=reviews), PLAN)
    assert [(one.measure, one.progress) for one in found] == [
        ("Language screen, standard score", 7),
        ("Reading age, months", 5),
    ]
