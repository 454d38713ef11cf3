"""What a post costs, from what somebody typed about it."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.costing.account import account_of
from planner.costing.post import total_of
from planner.costing.staff import annual_cost
from planner.costing.typed_post import PayField, worked_out
from planner.errors import InputError
from tests.builders import a_school, a_teaching_assistant, details

CASES = tomllib.loads(
    Path(__file__).with_name("posts.toml").read_text(encoding="utf-8"), parse_float=Decimal
)
USUAL = {
    "full_time_salary": "25583",
    "hours": "32.5",
    "weeks_worked": "39",
    "leave_weeks": "6.6",
    "date": "2025-09-01",
    "pension_percent": "20",
    "levy_percent": "0.5",
}
# 24,000 a year at 52 of 52 weeks and 37 of 37 hours: £2,000 a month.
ALL_YEAR = USUAL | {
    "full_time_salary": "24000",
    "hours": "37",
    "weeks_worked": "52",
    "leave_weeks": "0",
    "divisor": "52",
    "levy_percent": "",
}


def cost_of(texts):
    """The cost of a post; names that are not typed say what a source gives."""
    known = {name.lower(): field for name, field in PayField.__members__.items()}
    return worked_out({known[name]: text for name, text in texts.items() if name in known})


def typed(case):
    return {name: text for name, text in case.items() if isinstance(text, str)}


def to_the_decimals_of(number, published):
    return round(number, max(0, -Decimal(published).as_tuple().exponent))


@pytest.mark.parametrize("case", CASES["post"], ids=lambda case: case["name"])
def test_a_published_post_costs_what_its_source_says(case):
    cost = cost_of(typed(case))
    found = {
        "salary": total_of(cost.salary),
        "national_insurance": total_of(cost.national_insurance),
        "pension": cost.pension.amount,
        "levy": cost.levy.amount,
        "total": cost.total,
        "exact": cost.total,
        "per_worked_hour": cost.per_worked_hour,
        "per_weekly_hour": cost.per_weekly_hour,
    }
    published = {name: case[name] for name in found if name in case}
    assert published
    assert {
        name: to_the_decimals_of(found[name], number) for name, number in published.items()
    } == published


@pytest.mark.parametrize("case", CASES["weeks"], ids=lambda case: case["name"])
def test_published_paid_weeks_come_of_leave_and_bank_holidays(case):
    texts = {"weeks_worked": str(case["worked"]), "leave_weeks": str(case["leave"])}
    weeks = cost_of(USUAL | texts | {"divisor": case["divisor"]}).post.weeks
    assert round(weeks.paid, 2) == case["paid"]
    share = case.get("percent_of_year")
    assert share is None or round(weeks.paid * 100 / weeks.year, 4) == share


def test_a_fixed_multiplier_pays_the_same_as_the_leave_it_stands_for():
    # 86.3924 % of 365/7 weeks is 39 / 45.142857 of them.
    london = USUAL | {"full_time_salary": "30000", "full_time_hours": "36", "divisor": "365/7"}
    by_leave = cost_of(london | {"leave_weeks": "7"})
    fixed = cost_of(london | {"leave_weeks": "", "multiplier_percent": "86.3924"})
    # 30,000 × 32.5/36 × 0.863924 = 23,398
    assert total_of(fixed.salary) == total_of(by_leave.salary) == 23398


def test_term_time_plus_two_weeks_is_two_weeks_more_of_work_with_their_leave():
    plus = cost_of(USUAL | {"plus_weeks": "2"})
    assert plus.post.weeks.worked == 41
    # 41 × 52.143 / 45.543 = 46.9416
    assert account_of(plus)[:2] == (
        "Weeks worked: 39 in term time + 2 = 41.",
        "Paid weeks: 41 weeks worked × 52.143 / (52.143 − 6.6 weeks of leave and bank holidays) "
        "= 46.9416.",
    )
    assert plus.total == cost_of(USUAL | {"weeks_worked": "41"}).total


def test_the_account_is_the_sum_line_by_line():
    assert account_of(cost_of(USUAL)) == (
        "Paid weeks: 39 weeks worked × 52.143 / (52.143 − 6.6 weeks of leave and bank holidays) "
        "= 44.6518.",
        "Salary: £25,583 × 32.5/37 hours × 44.6518/52.143 weeks, to the pound = £19,243.00.",
        "National insurance: 15.0% of salary above £5,000 = £2,136.45.",
        "Pension: 20% of salary = £3,848.60.",
        "Apprenticeship levy: 0.5% of salary = £96.22.",
        "Total: £19,243.00 + £2,136.45 + £3,848.60 + £96.22 = £25,324.27 a year.",
        "An hour worked: £25,324.27 / (32.5 hours × 39 weeks) = £19.98.",
        "One hour a week, all year: £25,324.27 / 32.5 hours = £779.21.",
    )


def test_pay_that_leaves_holiday_unpaid_says_so():
    told = account_of(cost_of(USUAL | {"leave_weeks": "", "paid_weeks": "39"}))
    assert "No leave is paid for: no more weeks are paid than are worked." in told
    assert not any("No leave" in line for line in account_of(cost_of(ALL_YEAR)))


@pytest.mark.parametrize(("pension", "levy"), [(20, 0.5), (21.5, 0.5), (29.4, 0)])
def test_a_post_costs_to_the_penny_what_an_adult_on_its_pay_point_costs(pension, levy):
    member = a_teaching_assistant(pay_point="5", contract_hours=32.5, paid_weeks=44.65)
    school = a_school(details=details(pension_percent=pension, levy_percent=levy))
    rates = {"pension_percent": str(pension), "levy_percent": str(levy)}
    point = {"full_time_salary": "", "pay_point": "5", "leave_weeks": "", "paid_weeks": "44.65"}
    on = {"date": school.terms[0].start.isoformat()}
    assert cost_of(USUAL | rates | point | on).total == round(annual_cost(member, school), 2)


def test_a_mid_year_award_raises_the_months_after_it():
    # 24,000 to 31 March and 24,000 × 1.03 = 24,720 from 1 April:
    # 24,000 × 7/12 = 14,000 and 24,720 × 5/12 = 10,300.
    cost = cost_of(ALL_YEAR | {"award_percent": "3", "award_date": "2026-04-01"})
    assert [line.amount for line in cost.salary] == [14000, 10300]
    # 0.15 × (2,000 − 5,000/12) = 237.50 in 7 months; 0.15 × (2,060 − 5,000/12) = 246.50 in 5.
    assert [line.amount for line in cost.national_insurance] == [
        Decimal("1662.50"),
        Decimal("1232.50"),
    ]
    assert cost.pension.amount == 4860  # 0.2 × 24,300
    assert cost.total == Decimal("32055.00")  # 24,300 + 2,895 + 4,860
    assert cost.months == 12


def test_an_award_in_the_middle_of_a_month_counts_by_its_days():
    # From 16 April: 15 of 30 days at 24,000 and 15 at 24,720.
    # 24,000 × 7.5/12 = 15,000 and 24,720 × 4.5/12 = 9,270.
    cost = cost_of(ALL_YEAR | {"award_percent": "3", "award_date": "2026-04-16"})
    assert [line.amount for line in cost.salary] == [15000, 9270]
    assert cost.salary[0].label.startswith("Salary from 1 September 2025 to 15 April 2026: ")


def test_an_award_is_to_the_pound_of_the_full_time_salary():
    # 25,583 × 1.032 = 26,401.656: 26,402, of which half is 13,201.
    half = {"full_time_salary": "25583", "hours": "18.5"}
    cost = cost_of(ALL_YEAR | half | {"award_percent": "3.2", "award_date": "2025-10-01"})
    assert "£26,402 × 18.5/37 hours" in cost.salary[1].label
    assert "= £13,201 a year × 11/12 months" in cost.salary[1].label


def test_an_award_before_the_first_day_is_in_the_whole_year():
    # 25,583 of 31 March 2026 × 1.03 = 26,350.49; 26,350 full time for 52 of 52 weeks.
    point = {"full_time_salary": "", "pay_point": "5", "date": "2026-09-01"}
    award = {"award_percent": "3", "award_date": "2026-04-01"}
    assert total_of(cost_of(ALL_YEAR | point | award).salary) == 26350
    part = cost_of(ALL_YEAR | point | award | {"last_day": "2026-11-30"})
    assert total_of(part.salary) == Decimal("6587.50")  # 26,350 × 3/12


def test_months_of_a_tax_year_that_is_not_known_yet_say_whose_figures_they_have():
    cost = cost_of(ALL_YEAR | {"date": "2026-09-01", "last_day": "2027-08-31"})
    assert [line.label.partition(": ")[0] for line in cost.national_insurance] == [
        "National insurance, September 2026 to March 2027",
        "National insurance, April 2027 to August 2027, by the figures of 1 September 2026 because "
        "later ones are not known",
    ]
    # 237.50 in each of twelve months, as in a year.
    assert total_of(cost.national_insurance) == 2850


def test_a_part_of_a_year_costs_its_months():
    # From 1 September to 31 December: 24,000 × 4/12, and 237.50 of national insurance a month.
    cost = cost_of(ALL_YEAR | {"last_day": "2025-12-31"})
    assert total_of(cost.salary) == 8000
    assert total_of(cost.national_insurance) == 950
    assert cost.total == 10550  # 8,000 + 950 + 1,600
    assert cost.per_weekly_hour == Decimal("855.41")  # 10,550 × 12/4 / 37
    assert cost.per_worked_hour == Decimal("16.45")  # 10,550 / (37 × 52 × 4/12 = 641.333)
    assert account_of(cost)[-3].endswith("= £10,550.00 for 4 months.")


def test_a_month_that_is_not_whole_has_the_threshold_of_its_days():
    # 15 of 30 days of September: 1,000 paid, and 0.15 × (1,000 − 5,000/24) = 118.75.
    cost = cost_of(ALL_YEAR | {"date": "2025-09-16", "last_day": "2025-09-30"})
    assert total_of(cost.salary) == 1000
    assert total_of(cost.national_insurance) == Decimal("118.75")


def test_a_year_through_april_changes_tax_year_and_spine():
    # Point 5 is 24,790 to 31 March 2025 and 25,583 from then on; full time for 52 of 52 weeks.
    point = {"full_time_salary": "", "pay_point": "5", "date": "2024-09-01"}
    cost = cost_of(ALL_YEAR | point | {"last_day": "2025-08-31"})
    assert [line.amount for line in cost.salary] == [
        Decimal("14460.83"),  # 24,790 × 7/12 = 14,460.833
        Decimal("10659.59"),  # 25,583 × 5/12 = 10,659.583; with the third of a penny before it
    ]
    # 0.138 × (24,790 − 9,100) × 7/12 = 1,263.045; 0.15 × (25,583 − 5,000) × 5/12 = 1,286.4375.
    assert round(total_of(cost.national_insurance), 2) == Decimal("2549.48")
    assert [line.label for line in cost.national_insurance] == [
        "National insurance, September 2024 to March 2025: 13.8% of each month’s salary above "
        "£9,100/12",
        "National insurance, April 2025 to August 2025: 15.0% of each month’s salary above "
        "£5,000/12",
    ]


@pytest.mark.parametrize(
    ("date", "last_day"), [("2025-09-01", "2026-08-31"), ("2025-12-18", "2026-12-17")]
)
def test_twelve_months_on_equal_pay_cost_what_a_year_costs(date, last_day):
    by_month = cost_of(USUAL | {"date": date, "last_day": last_day})
    assert by_month.months == 12
    assert by_month.total == cost_of(USUAL).total


amounts = st.decimals(min_value=8000, max_value=60000, places=2)
some_hours = st.integers(4, 148).map(lambda quarters: quarters / 4)
some_weeks = st.integers(20, 90).map(lambda halves: halves / 2)


@given(salary=amounts, hours=some_hours, more=some_hours, weeks=some_weeks)
def test_pay_rises_with_hours(salary, hours, more, weeks):
    given_ = USUAL | {"full_time_salary": str(salary), "weeks_worked": str(weeks)}
    fewer, most = sorted((hours, more))
    less = cost_of(given_ | {"hours": str(fewer)})
    assert less.total <= cost_of(given_ | {"hours": str(most)}).total


@given(salary=amounts, hours=some_hours, weeks=some_weeks, more=some_weeks)
def test_pay_rises_with_weeks(salary, hours, weeks, more):
    given_ = USUAL | {"full_time_salary": str(salary), "hours": str(hours)}
    fewer, most = sorted((weeks, more))
    less = cost_of(given_ | {"weeks_worked": str(fewer)})
    assert less.total <= cost_of(given_ | {"weeks_worked": str(most)}).total


@given(
    salary=amounts,
    hours=some_hours,
    pension=st.decimals(min_value=0, max_value=40, places=1),
    levy=st.sampled_from(["0", "0.5"]),
    months=st.integers(0, 11),
    award=st.decimals(min_value=-5, max_value=10, places=1),
)
def test_the_parts_add_up_to_the_total_in_whole_pence(salary, hours, pension, levy, months, award):
    ends = f"2025-{9 + months:02d}-30" if months < 4 else f"2026-{months - 3:02d}-28"
    texts = {"full_time_salary": salary, "hours": hours, "pension_percent": pension}
    rise = {"award_percent": award, "award_date": "2025-11-17"}
    part = {"last_day": ends, "levy_percent": levy, **(rise if months > 2 else {})}
    cost = cost_of(USUAL | {name: str(value) for name, value in (texts | part).items()})
    amounts = [line.amount for line in cost.lines]
    assert sum(amounts) == cost.total
    assert all(amount >= 0 and amount == round(amount, 2) for amount in amounts)


def test_every_fault_is_told_by_the_label_of_what_was_typed():
    with pytest.raises(InputError) as refused:
        cost_of({"hours": "five", "date": "2030-01-07", "divisor": "53.1", "paid_weeks": "44"})
    assert [(fault.column, fault.what) for fault in refused.value.problems] == [
        (PayField.HOURS, "is 'five'"),
        (PayField.PENSION_PERCENT, "is missing"),
        (
            PayField.DATE,
            "asks for what is not known: Employer's national insurance, rate: "
            "no value is known on 7 January 2030, in the school year 2029/30 "
            "(the latest ends on 5 April 2027)",
        ),
        (PayField.FULL_TIME_SALARY, "is missing"),
        (PayField.DIVISOR, "is '53.1', which is not the weeks of a year"),
        (PayField.WEEKS_WORKED, "is missing"),
    ]


@pytest.mark.parametrize(
    ("texts", "field", "what"),
    [
        ({"pay_point": "5"}, "PAY_POINT", "is given besides another"),
        ({"paid_weeks": "44"}, "PAID_WEEKS", "is given besides another"),
        (
            {"full_time_salary": "", "pay_point": "G4"},
            "PAY_POINT",
            "asks for what is not known: pay point 'G4': is not on the pay spine",
        ),
        ({"weeks_worked": "46"}, "LEAVE_WEEKS", "leaves no room in a year of 52.143 weeks"),
        (
            {"leave_weeks": "", "paid_weeks": "52.5"},
            "PAID_WEEKS",
            "is more than a year of 52.143 weeks",
        ),
        ({"award_percent": "3"}, "AWARD_DATE", "is missing"),
        (
            {"award_percent": "3", "award_date": "2026-09-01"},
            "AWARD_DATE",
            "is too far from the first day",
        ),
        (
            {"award_percent": "3", "award_date": "0001-01-01"},
            "AWARD_DATE",
            "is too far from the first day",
        ),
        (
            {
                **{"full_time_salary": "", "pay_point": "5", "date": "2024-09-01"},
                **{"award_percent": "3", "award_date": "2024-04-01"},
            },
            "AWARD_DATE",
            "asks for what is not known: NJC full-time salary outside London, point 5: "
            "no value is known on 31 March 2024, in the school year 2023/24 "
            "(the earliest starts on 1 April 2024)",
        ),
        (
            {"last_day": "2026-09-01"},
            "LAST_DAY",
            "is not in the twelve months from the first day",
        ),
        (
            {
                **{"full_time_salary": "", "pay_point": "2"},
                **{"date": "2026-01-05", "last_day": "2026-04-30"},
            },
            "LAST_DAY",
            "asks for what is not known: NJC full-time salary outside London, point 2: "
            "no value is known on 1 April 2026, in the school year 2025/26 "
            "(the latest ends on 31 March 2026)",
        ),
        ({"hours": "0"}, "HOURS", "is '0', which is out of range"),
        ({"divisor": "365/0"}, "DIVISOR", "is '365/0', which is not the weeks of a year"),
        ({"divisor": "365/7/1"}, "DIVISOR", "is '365/7/1', which is not the weeks of a year"),
    ],
)
def test_what_cannot_be_used_is_told(texts, field, what):
    with pytest.raises(InputError) as refused:
        cost_of(USUAL | texts)
    (problem,) = refused.value.problems
    assert (problem.column, problem.what) == (PayField[field], what)
    assert problem.remedy


def test_a_year_from_a_leap_day_ends_on_the_last_of_february():
    with pytest.raises(InputError, match="write a day from 2028-02-29 to 2029-02-28"):
        cost_of(USUAL | {"date": "2028-02-29", "last_day": "2029-03-01"})


def test_the_last_year_of_the_calendar_is_no_reason_to_fail():
    with pytest.raises(InputError, match="9999"):
        cost_of(USUAL | {"date": "9999-12-31"})
