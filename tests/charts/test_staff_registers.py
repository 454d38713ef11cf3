from __future__ import annotations

import pytest

from planner.charts.staff_cost import cost_sentence, staff_cost_says, staff_costs
from planner.charts.staff_skills import hours_by_skill, tightest_terms
from planner.charts.staff_skills_chart import hours_of_skills, skill_sentence
from planner.school.records import Policies
from planner.school.registers import Registers
from tests.builders import (
    a_pupil,
    a_referral,
    a_school,
    a_statutory_item,
    a_support,
    a_teaching_assistant,
    details,
)


def a_deaf_pupils_school(**tables):
    """P1 is owed 22.5 hours a week of an adult who signs; TA1 signs and has 20 with pupils."""
    usual = {
        "staff": [
            a_teaching_assistant(skills="bsl", deployable_hours=20.0),
            a_teaching_assistant("TA2", deployable_hours=10.0),
        ],
        "statutory": [a_statutory_item(hours=22.5, skill="BSL")],
    }
    return Registers.of(a_school(**(usual | tables)))


def first_term(registers, skill="bsl"):
    return next(row for row in hours_by_skill(registers) if row.skill == skill)


def test_a_pay_point_is_told_with_its_whole_sum():
    school = a_school(details=details(pension_percent=20.0, levy_percent=0.5))
    member = a_teaching_assistant(pay_point="5", paid_weeks=44.65)
    told = cost_sentence(member, school)
    # £25,583 × 25/37 × 44.65/52.143 = £14,802; 15 % of 9,802 = 1,470; 20 % = 2,960; 0.5 % = 74.
    assert told.startswith(
        "Salary £14,802 (£25,583 × 25/37 hours × 44.65/52.143 weeks) + National insurance £1,470 "
        "(15.0% of salary above £5,000) + Pension £2,960 (20% of salary) + Apprenticeship levy £74 "
        "(0.5% of salary) = £19,307 a year."
    )
    # 19,306.70 / (25 × 39) = 19.80.
    assert told.endswith("Over 25 hours a week in 39 teaching weeks that is £19.80 an hour.")


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (
            {},
            "Annual cost, as entered: £19,500 a year. Over 25 hours a week in 39 teaching weeks "
            "that is £20.00 an hour.",
        ),
        (
            {"hourly_cost": "20.5"},
            "£20.5 an hour × 25 hours × 39 teaching weeks: £19,988 a year. Over 25 hours a week in "
            "39 teaching weeks that is £20.50 an hour.",
        ),
        (
            {"hourly_cost": "88", "engagement": "service"},
            "£88.00 for each hour bought, as entered.",
        ),
        (
            {"pay_point": "5", "paid_weeks": 44.65},
            "Not known yet: pension_percent is blank, and staff are costed from a pay point.",
        ),
    ],
)
def test_every_way_of_saying_a_cost_has_its_sentence(facts, told):
    assert cost_sentence(a_teaching_assistant(**facts), a_school()) == told


def test_without_terms_the_hour_is_not_known_and_the_year_is():
    (row,) = staff_costs(Registers.of(a_school(terms=[]))).rows
    assert row[5:7] == (19500.0, None)
    assert "by the hour not known: no terms are entered" in row[7]


def test_hours_without_a_cap_are_blank_and_not_sixty():
    member = a_teaching_assistant(engagement="agency", hourly_cost="24", contract_hours=None)
    (row,) = staff_costs(Registers.of(a_school(staff=[member]))).rows
    assert row[3:5] == (None, None)


def test_all_employed_adults_are_added_up_and_those_not_known_named():
    staff = [
        a_teaching_assistant(),
        a_teaching_assistant("TA2", pay_point="5", paid_weeks=44.65),
        a_teaching_assistant("TA3", engagement="vacancy"),
    ]
    assert staff_cost_says(Registers.of(a_school(staff=staff))) == (
        "The adults who are employed cost £19,500 in a full year, on-costs included. The cost of "
        "TA2 is not known yet."
    )


def test_hours_of_a_skill_are_set_against_what_items_need_whatever_the_capitals():
    row = first_term(a_deaf_pupils_school())
    assert (row.needed, row.employed, row.shortfall) == pytest.approx((22.5, 20.0, 2.5))
    assert (row.items, row.adults) == (1, ("TA1",))
    assert skill_sentence(row) == (
        "T1: statutory items that ask for the skill bsl take at least 22.5 hours a week, and the "
        "adults employed have 20; 2.5 hours a week cannot be found."
    )


def test_absence_takes_hours_of_those_employed():
    row = first_term(a_deaf_pupils_school(policies=Policies(absence_percent=10.0)))
    assert row.employed == pytest.approx(18.0)


def test_posts_extra_hours_and_hours_to_buy_can_make_up_the_rest():
    staff = [
        a_teaching_assistant(skills="bsl", deployable_hours=20.0, extra_hours=1.0),
        a_teaching_assistant("TA2", skills="bsl", engagement="vacancy", deployable_hours=4.0),
        # 78 hours a year in 39 weeks are 2 a week, less than the cap of 5.
        a_teaching_assistant(
            "AG1",
            skills="bsl",
            engagement="agency",
            hourly_cost="24",
            contract_hours=None,
            deployable_hours=5.0,
            hours_limit=78.0,
        ),
    ]
    row = first_term(a_deaf_pupils_school(staff=staff))
    assert row.obtainable == pytest.approx(7.0)
    assert (row.shortfall, row.is_unlimited) == (0.0, False)
    assert skill_sentence(row).endswith("; posts to fill and hours to buy make up the rest.")


def test_hours_that_referrals_take_cannot_be_bought_again():
    # Of 117 hours a year referrals take 39: 78 in 39 weeks are 2 a week, beside 20 employed.
    service = a_teaching_assistant(
        "EP",
        skills="bsl",
        engagement="service",
        hourly_cost="85",
        contract_hours=None,
        hours_limit=117.0,
    )
    signing = a_teaching_assistant(skills="bsl", deployable_hours=20.0)
    referral = a_referral(staff="EP", hours=39.0)
    row = first_term(a_deaf_pupils_school(staff=[signing, service], referrals=[referral]))
    assert row.obtainable == pytest.approx(2.0)


def test_agency_without_a_limit_leaves_nothing_short():
    agency = a_teaching_assistant(
        "AG1", skills="bsl", engagement="agency", hourly_cost="24", contract_hours=None
    )
    registers = a_deaf_pupils_school(staff=[agency])
    row = first_term(registers)
    assert (row.is_unlimited, row.shortfall) == (True, 0.0)
    cells = hours_of_skills(registers).table.rows[0]
    assert cells[6] is None
    assert cells[8].endswith("hours can be bought without a limit")


def test_adults_count_only_in_terms_they_are_there_for():
    staff = [a_teaching_assistant(skills="bsl", deployable_hours=20.0, leaves="2027-03-25")]
    rows = [row for row in hours_by_skill(a_deaf_pupils_school(staff=staff)) if row.skill == "bsl"]
    assert [row.employed for row in rows] == [20.0, 20.0, 0.0]
    (tightest,) = tightest_terms(rows)
    assert tightest.term.term == "T3"


def test_pupils_share_adults_as_far_as_the_provision_allows():
    pupils = [a_pupil(), a_pupil("P2"), a_pupil("P3")]
    items = [a_statutory_item(f"F{number}", pupil=f"P{number}") for number in (1, 2, 3)]
    shared = Registers.of(
        a_school(pupils=pupils, statutory=items, provisions=[a_support(group_max=2)])
    )
    row = first_term(shared, "")
    # 3 × 2 hours, two pupils to an adult: 3 hours, which is more than the 2 of any one pupil.
    assert (row.pupil_hours, row.needed) == pytest.approx((6.0, 3.0))


def test_no_pupil_has_less_than_all_of_their_own_hours():
    one = Registers.of(
        a_school(statutory=[a_statutory_item()], provisions=[a_support(group_max=5)])
    )
    # 2 / 5 of an hour would do if others shared, but P1 alone takes 2.
    assert first_term(one, "").needed == pytest.approx(2.0)


def test_an_hour_that_counts_for_two_items_is_needed_once():
    provisions = [a_support(), a_support("S2")]
    together = [a_statutory_item(hours=5.0), a_statutory_item("F2", provisions=("S1",), hours=3.0)]
    apart = [
        a_statutory_item(provisions=("S2",), hours=5.0),
        a_statutory_item("F2", provisions=("S1",), hours=3.0),
    ]
    for items, needed in ((together, 5.0), (apart, 8.0)):
        registers = Registers.of(a_school(statutory=items, provisions=provisions))
        assert first_term(registers, "").needed == pytest.approx(needed)


def test_hours_by_term_and_year_are_spread_over_their_weeks():
    items = [
        a_statutory_item(hours=7.0, per="term", provisions=("S1",)),
        a_statutory_item("F2", hours=39.0, per="year", provisions=("S2",)),
    ]
    registers = Registers.of(a_school(statutory=items, provisions=[a_support(), a_support("S2")]))
    # 7 hours in 14 weeks are half an hour a week; 39 hours in 39 weeks are one.
    assert first_term(registers, "").needed == pytest.approx(1.5)


def test_a_skill_that_nobody_asks_for_is_in_the_table_and_not_in_the_chart():
    staff = [a_teaching_assistant(skills="bsl;lego", deployable_hours=20.0)]
    shown = hours_of_skills(a_deaf_pupils_school(staff=staff))
    assert {row[0] for row in shown.table.rows} == {"bsl", "lego", "No skill named"}
    assert list(shown.figure.to_dict()["data"][0]["y"]) == ["bsl"]


def test_the_picture_says_what_is_missing_and_draws_what_there_is():
    shown = hours_of_skills(a_deaf_pupils_school())
    assert shown.title == (
        "2.5 hours a week are missing for statutory items that ask for the skill bsl in T1"
    )
    figure = shown.figure.to_dict()
    assert [trace["name"] for trace in figure["data"]] == ["Needed", "Employed", "To fill or buy"]
    assert figure["data"][0]["x"] == pytest.approx([22.5])
    assert figure["data"][2]["base"] == pytest.approx([20.0])
    assert figure["layout"]["xaxis"]["title"]["text"] == "Hours with pupils (a week)"
    assert "bsl in T1 22.5 needed, 20 employed, 0 to fill or buy" in shown.alternative


def test_items_that_name_no_skill_are_told_in_the_note_beside_the_skills():
    items = [a_statutory_item(hours=2.0), a_statutory_item("F2", hours=1.0, skill="bsl")]
    shown = hours_of_skills(a_deaf_pupils_school(statutory=items))
    # Both adults may give what names no skill: 20 + 10 hours.
    assert shown.note.endswith(
        "T1: statutory items that name no skill take at least 2 hours a week, and the adults "
        "employed have 30."
    )
    assert shown.title == (
        "Every skill that statutory items need has the hours; the tightest is bsl, with 19 hours a "
        "week to spare"
    )


def test_a_skill_that_has_to_be_bought_is_named_in_the_title():
    service = a_teaching_assistant(
        "SL1", skills="bsl", engagement="service", hourly_cost="80", deployable_hours=30.0
    )
    shown = hours_of_skills(a_deaf_pupils_school(staff=[service]))
    assert shown.title == "Statutory items need posts to be filled or hours bought for bsl"


@pytest.mark.parametrize("tables", [{"terms": []}, {"statutory": []}, {"pupils": [], "needs": []}])
def test_registers_that_are_not_filled_in_yet_have_a_sentence_and_no_chart(tables):
    shown = hours_of_skills(a_deaf_pupils_school(**tables))
    assert shown.figure is None
    assert shown.title == "No statutory item is in force, so none needs hours"


def test_an_item_counts_only_in_the_terms_it_is_in_force():
    item = a_statutory_item(skill="bsl", starts="2027-01-04")
    rows = [
        row for row in hours_by_skill(a_deaf_pupils_school(statutory=[item])) if row.skill == "bsl"
    ]
    assert [row.items for row in rows] == [0, 1, 1]
