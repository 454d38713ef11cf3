"""Where the budget stands: the builders' school has £25,000 and one adult at £19,500."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.funding.position import position_of
from planner.school.records import Policies
from tests.builders import (
    a_budget_line,
    a_referral,
    a_school,
    a_stream,
    a_teaching_assistant,
    details,
)

TOP_UP = a_stream("TU", kind="top_up", amount="6000", restricted_to=("pupil:P1",))
EMPTY = a_school(terms=[], pupils=[], needs=[], staff=[], provisions=[], effects=[], funding=[])


def test_what_is_not_committed_is_left_to_decide():
    # 25,000 − 19,500 − 390
    position = position_of(a_school(budget_lines=[a_budget_line()]))
    assert (position.income, position.salaries, position.lines) == (25000, 19500, 390)
    assert position.committed == 19890
    assert position.left == position.left_to_decide == 5110


def test_a_line_comes_out_of_the_stream_it_names_and_any_other_out_of_general_money():
    position = position_of(
        a_school(
            funding=[a_stream(), TOP_UP],
            budget_lines=[
                a_budget_line(),
                a_budget_line("L2", amount="640", stream="TU"),
                a_budget_line("L3", amount="10", stream="GENERAL"),
            ],
        )
    )
    # 25,000 − 19,500 − 390 − 10 and 6,000 − 640
    general, top_up = position.standings
    assert (general.salaries, general.lines, general.left) == (19500, 400, 5100)
    assert (top_up.salaries, top_up.lines, top_up.left) == (0, 640, 5360)
    assert general.left + top_up.left == position.left == 10460


def test_a_referral_comes_out_of_the_stream_it_names_and_any_other_out_of_general_money():
    position = position_of(
        a_school(
            funding=[a_stream(), TOP_UP],
            referrals=[
                a_referral(),
                a_referral("R2", cost="640", stream="TU"),
                a_referral("R3", cost="90", stream="GONE"),
                a_referral("R4", status="declined"),
                a_referral("R5", cost="0"),
                a_referral("R6", cost=None),
            ],
        )
    )
    # 25,000 − 19,500 − 500 − 90 and 6,000 − 640; of R6 nobody knows the cost.
    general, top_up = position.standings
    assert (general.referrals, general.left) == (590, 4910)
    assert (top_up.referrals, top_up.left) == (640, 5360)
    assert position.committed == 20730
    assert position.referrals_not_costed == 1


def test_all_streams_that_may_pay_for_anything_stand_together():
    position = position_of(a_school(funding=[a_stream(), TOP_UP, a_stream("MORE", amount="5000")]))
    assert [stream.stream for stream in position.general.streams] == ["GENERAL", "MORE"]
    assert position.general.income == 30000


def test_a_line_that_names_a_stream_nobody_has_entered_is_for_general_money_to_pay():
    position = position_of(a_school(budget_lines=[a_budget_line(stream="GONE")]))
    assert position.general.lines == position.lines == 390


def test_what_general_money_is_short_of_is_not_taken_from_money_with_strings():
    # 10,000 − 19,500; the 6,000 is left as it is, and 6,000 − 9,500 = −3,500 in all.
    position = position_of(a_school(funding=[a_stream(amount="10000"), TOP_UP]))
    assert (position.general.short, position.general.left) == (9500, -9500)
    assert position.restricted[0].left == 6000
    assert position.left == -3500


def test_only_employed_adults_are_committed():
    staff = [
        a_teaching_assistant(),
        a_teaching_assistant("TA2", engagement="vacancy"),
        a_teaching_assistant("AG1", engagement="agency", contract_hours=None, hourly_cost="24.50"),
    ]
    assert position_of(a_school(staff=staff)).salaries == 19500


def test_the_year_of_an_adult_who_leaves_is_the_sum_of_their_terms():
    # Out of 39 weeks the first two terms have 14 + 12: 7,000 + 6,000.
    leaver = a_teaching_assistant(leaves="2027-03-25")
    assert position_of(a_school(staff=[leaver])).salaries == 13000


@pytest.mark.parametrize(("wanted", "kept", "decide"), [(1000, 1000, 4500), (9000, 5500, 0)])
def test_the_reserve_is_kept_as_far_as_there_is_general_money(wanted, kept, decide):
    school = a_school(policies=Policies(reserve=wanted))
    position = position_of(school)
    assert (position.reserve, position.left_to_decide) == (kept, decide)


def test_the_reserve_gives_way_to_committed_cost():
    school = a_school(policies=Policies(reserve=1000), funding=[a_stream(amount="10000"), TOP_UP])
    assert position_of(school).reserve == 0


def test_a_school_with_nothing_entered_has_a_position_of_nothing():
    position = position_of(EMPTY)
    assert position.standings == ()
    assert (position.income, position.committed, position.left_to_decide) == (0, 0, 0)


def test_salaries_without_any_money_are_general_money_that_is_short():
    (general,) = position_of(a_school(funding=[])).standings
    assert (general.income, general.short) == (0, 19500)


def test_an_annual_cost_is_known_before_there_are_terms():
    position = position_of(a_school(terms=[], staff=[a_teaching_assistant()]))
    assert position.salaries == 19500
    assert position.not_costed == ()


def test_without_terms_a_part_of_the_year_counts_by_its_days():
    # 1 September to 24 January is 146 of 365 days, two fifths: 0.4 × 19,500.
    leaver = a_teaching_assistant(leaves="2027-01-24")
    assert position_of(a_school(terms=[], staff=[leaver])).salaries == 7800


def test_an_hourly_cost_waits_for_the_teaching_weeks():
    staff = [a_teaching_assistant(), a_teaching_assistant("TA2", hourly_cost="20")]
    position = position_of(a_school(terms=[], staff=staff))
    assert position.salaries == 19500
    (missing,) = position.not_costed
    assert missing.staff == "TA2"
    assert missing.why == "teaching weeks: are not known; enter the terms of the year"


def test_a_pay_point_without_a_pension_is_named_and_the_others_are_counted():
    staff = [a_teaching_assistant(), a_teaching_assistant("TA2", pay_point="5", paid_weeks=44.65)]
    position = position_of(a_school(staff=staff, details=details(pension_percent=None)))
    assert position.salaries == 19500
    (missing,) = position.not_costed
    assert missing.why.startswith("pension_percent is blank")


def test_a_pay_point_that_nobody_knows_is_named():
    unknown = a_teaching_assistant(pay_point="99", paid_weeks=44.65)
    (missing,) = position_of(
        a_school(staff=[unknown], details=details(pension_percent=20))
    ).not_costed
    assert missing.staff == "TA1"


def test_terms_out_of_order_are_put_in_order():
    school = a_school()
    turned = a_school(terms=school.terms[::-1])
    assert position_of(turned) == position_of(school)


def test_amounts_are_whole_pence():
    position = position_of(a_school(funding=[a_stream(amount="100.005")]))
    assert position.income == Decimal("100.01")
