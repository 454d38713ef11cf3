"""A post and an adult cost what the school's own figures say, each from its first day."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.costing.post import total_of
from planner.costing.staff import annual_cost_lines
from planner.costing.typed_post import PayField, worked_out
from planner.costing.usual_post import usual_texts
from planner.errors import InputError
from planner.school.agreement import find_disagreements
from planner.school.registers import Registers
from tests.builders import a_school, a_teaching_assistant, an_own_figure, details, three_terms

PENSION = "lgps_employer_rate"
APRIL = dt.date(2026, 4, 1)
# Point 5 is £25,583 from April 2025; full time for 52 of 52 weeks.
POST = {
    PayField.PAY_POINT: "5",
    PayField.HOURS: "37",
    PayField.WEEKS_WORKED: "52",
    PayField.LEAVE_WEEKS: "0",
    PayField.DIVISOR: "52",
    PayField.DATE: "2025-09-01",
    PayField.PENSION_PERCENT: "20",
}
UNDATED = {**POST, PayField.PENSION_PERCENT: ""}


def rate(percent, starts, **facts):
    return an_own_figure(figure=PENSION, amount=percent, starts=starts, **facts)


RATES = [rate("20", dt.date(2023, 4, 1)), rate("22", APRIL)]


def test_an_award_of_the_schools_own_raises_the_spine_from_its_day():
    # 25,583 × 1.03 = 26,350.49
    autumn = POST | {PayField.DATE: "2026-09-01"}
    assert total_of(worked_out(autumn).salary) == 25583
    assert total_of(worked_out(autumn, [an_own_figure()]).salary) == 26350


def test_an_award_of_the_schools_own_in_the_year_counts_month_by_month():
    # 25,583 × 7/12 = 14,923.416…, and 26,350 × 5/12 = 10,979.166…
    cost = worked_out(POST | {PayField.LAST_DAY: "2026-08-31"}, [an_own_figure()])
    assert [round(line.amount) for line in cost.salary] == [14923, 10979]
    assert cost.salary[1].label.startswith("Salary from 1 April 2026 to 31 August 2026: £26,350 ×")


def test_an_award_of_the_schools_own_in_the_middle_of_a_month_counts_by_its_days():
    # From 16 April: 25,583 × 7.5/12 = 15,989.375 and 26,350 × 4.5/12 = 9,881.25.
    award = an_own_figure(starts=dt.date(2026, 4, 16))
    cost = worked_out(POST | {PayField.LAST_DAY: "2026-08-31"}, [award])
    assert [line.amount for line in cost.salary] == [Decimal("15989.38"), Decimal("9881.25")]


def test_a_point_that_is_not_kept_here_is_the_schools_own_by_its_code():
    # London's spine, or a point above 25.
    own = [an_own_figure(figure="njc_scp_30", amount="41000", starts=APRIL)]
    asked = POST | {PayField.PAY_POINT: "30", PayField.DATE: "2026-09-01"}
    assert total_of(worked_out(asked, own).salary) == 41000
    with pytest.raises(InputError, match="njc_scp_30"):
        worked_out(asked)


def test_the_rate_of_the_pension_fund_is_taken_where_none_is_typed():
    cost = worked_out(UNDATED, RATES)
    assert (cost.pension.label, cost.pension.amount) == (
        "Pension: 20% of salary",
        Decimal("5116.60"),  # 0.2 × 25,583
    )
    assert cost.pension.figures[0].source == "Circular 14 of the council"
    assert worked_out(POST | {PayField.PENSION_PERCENT: "30"}, RATES).pension.amount == Decimal(
        "7674.90"  # 0.3 × 25,583
    )


def test_a_rate_that_changes_in_the_year_counts_from_its_day():
    # 24,000 a year: 14,000 × 0.20 = 2,800 up to March and 10,000 × 0.22 = 2,200 from April.
    salary = {PayField.PAY_POINT: "", PayField.FULL_TIME_SALARY: "24000"}
    cost = worked_out(UNDATED | salary | {PayField.LAST_DAY: "2026-08-31"}, RATES)
    assert cost.pension.label == "Pension: 20% of salary, 22% from 1 April 2026"
    assert cost.pension.amount == 5000
    assert [one.amount for one in cost.pension.figures] == [20, 22]


def test_a_rate_that_ends_without_another_is_asked_for():
    ended = [rate("20", dt.date(2023, 4, 1), ends=dt.date(2026, 3, 31))]
    assert worked_out(UNDATED, ended).pension.amount == Decimal("5116.60")
    with pytest.raises(InputError, match="1 April 2026"):
        worked_out(UNDATED | {PayField.LAST_DAY: "2026-08-31"}, ended)
    with pytest.raises(InputError, match="is missing"):
        worked_out(UNDATED | {PayField.DATE: "2026-04-01"}, ended)


def test_national_insurance_of_the_schools_own_comes_first():
    own = [an_own_figure(figure="employer_ni_rate", amount="16", starts=APRIL)]
    cost = worked_out(POST | {PayField.DATE: "2026-09-01"}, own)
    assert total_of(cost.national_insurance) == Decimal("3293.28")  # 0.16 × 20,583


def test_an_adult_on_a_pay_point_has_the_dated_rate_of_the_fund():
    member = a_teaching_assistant(pay_point="5", contract_hours=37, paid_weeks=52.143)
    school = a_school(details=details(pension_percent=18), figures=RATES)
    assert [str(line.amount) for line in annual_cost_lines(member, school)][2] == "5628.26"
    # 0.22 × 25,583, in the place of the 18 % among the details.


def test_a_dated_rate_is_enough_for_pay_points_to_be_worked_out():
    on_point = a_teaching_assistant(pay_point="5", paid_weeks=44.65)

    def faults(*figures):
        school = a_school(staff=[on_point], figures=figures)
        return [one.what for one in find_disagreements(Registers.of(school))[0]]

    assert faults() == ["pension_percent is missing, and TA1 are costed from a pay point"]
    assert faults(*RATES) == []
    assert faults(rate("20", dt.date(2023, 4, 1), ends=dt.date(2026, 8, 31))) == faults()


def test_what_a_school_says_of_itself_stands_for_what_is_not_typed():
    said = details(pension_percent=18, levy_percent=0.5, full_time_hours=36)
    usual = usual_texts(said, three_terms(), (), dt.date(2026, 9, 1))
    assert usual[PayField.PENSION_PERCENT] == "18"
    assert usual[PayField.FULL_TIME_HOURS] == "36"
    assert usual[PayField.WEEKS_WORKED] == "39"  # 14 + 12 + 13
    dated = usual_texts(said, three_terms(), RATES, dt.date(2026, 9, 1))
    assert dated[PayField.PENSION_PERCENT] == ""
    assert usual_texts(None, (), (), dt.date(2027, 9, 1))[PayField.DATE] == "2027-09-01"


percents = st.decimals(min_value=0, max_value=9, places=1)
quarters = st.integers(4, 148).map(lambda quarter: str(quarter / 4))
days = st.dates(dt.date(2025, 9, 2), dt.date(2026, 8, 31))


@given(hours=quarters, more=quarters, award=percents, fund=percents, starts=days)
def test_pay_month_by_month_rises_with_hours_whatever_begins_in_the_year(
    hours, more, award, fund, starts
):
    own = [an_own_figure(amount=award, starts=starts), *RATES[:1], rate(20 + fund, starts)]
    fewer, most = sorted((hours, more), key=float)
    asked = UNDATED | {PayField.LAST_DAY: "2026-08-31"}
    less = worked_out(asked | {PayField.HOURS: fewer}, own)
    assert less.total <= worked_out(asked | {PayField.HOURS: most}, own).total
    assert less.months == 12
    assert sum(line.amount for line in less.lines) == less.total
