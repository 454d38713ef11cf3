"""The tables and sentences of figures: what is chosen, what changed, and what it does."""

from __future__ import annotations

from planner.charts.figures import all_figures, chosen_figures, figures_table, words_table, years_of
from planner.charts.figures_changed import (
    budget_table,
    caution_sentences,
    changed_sentence,
    changed_table,
    effect_sentence,
)
from planner.funding.figures_effect import effect_on
from planner.parameters.changes import changes_between
from planner.periods import AcademicYear
from tests.builders import a_pupil, a_school, a_teaching_assistant, an_own_figure, details

Y2024, Y2025, Y2026 = (AcademicYear(first) for first in (2024, 2025, 2026))
SCHOOL = a_school(
    details=details(pension_percent=20),
    staff=[
        a_teaching_assistant(pay_point="5", paid_weeks=44.65),
        a_teaching_assistant("TA2", pay_point="2", paid_weeks=44.65),
        a_teaching_assistant("TA3"),
    ],
    pupils=[a_pupil(pupil_premium=True)],
)


def names(**asked):
    usual = {"subject": "", "year": None, "word": ""}
    return {one.name for one in chosen_figures(all_figures(), **(usual | asked))}


def test_figures_are_chosen_by_subject_year_and_word():
    assert names(subject="Pension") == {"lgps_employer_rate_leicestershire"}
    assert "employer_ni_rate" in names(year=Y2026)
    assert "njc_scp_02" not in names(year=Y2026)
    assert names(word="UNDER 21") == {"employer_ni_upper_threshold_under_21"}
    assert names(word="nothing like it") == set()


def test_a_figure_of_a_part_of_the_year_is_in_force_in_it():
    # The old rate of national insurance ended on 5 April 2025, within 2024/25.
    rates = [
        float(one.amount)
        for one in chosen_figures(all_figures(), subject="", year=Y2024, word="insurance, rate")
    ]
    assert rates == [15.0, 13.8]


def test_the_schools_own_stands_first_and_says_that_it_is():
    row = figures_table(all_figures([an_own_figure()])).rows[0]
    assert row[:5] == (
        "NJC pay award",
        3.0,
        "%",
        "from 1 April 2026",
        "the school’s own",
    )


def test_a_row_says_amount_unit_dates_status_source_and_day():
    (one,) = chosen_figures(all_figures(), subject="", year=None, word="Leicestershire")
    assert figures_table([one]).rows == (
        (
            "Employer's pension contribution, Leicestershire maintained schools",
            29.4,
            "%",
            "from 1 April 2025 to 31 March 2026",
            "published",
            one.source,
            one.url,
            "2026-11-23",
            one.description,
            one.note,
            "lgps_employer_rate_leicestershire",
        ),
    )


def test_the_words_of_a_nation_are_found_by_its_name():
    assert [row[2] for row in words_table("wales").rows] == ["IDP", "ALN", "ALNCo"]


def test_years_to_choose_from_have_the_present_one():
    assert AcademicYear(2027) in years_of((), AcademicYear(2027))


def test_what_is_not_known_any_more_is_counted():
    changes = changes_between(Y2025, Y2026)
    lost = sum(change.later is None for change in changes)
    assert changed_sentence(changes, Y2025, Y2026) == (
        f"{len(changes)} figures differ between 2025/26 and 2026/27, of which {lost} are not "
        "known in 2026/27."
    )
    assert changed_sentence((), Y2025, Y2025) == "No figure differs between 2025/26 and 2025/26."


def test_a_change_says_what_it_does_to_the_budget_and_stands_before_those_that_do_nothing():
    effect = effect_on(SCHOOL, Y2024, Y2025)
    table = changed_table(changes_between(Y2024, Y2025), effect, Y2024, Y2025)
    does = {row[0]: row[5] for row in table.rows}
    # Of point 5 £459 (14,343 to 14,802), of point 2 £438: 23,656 × 25/37 × 44.65/52.143 =
    # 13,686.76, so 13,687; 24,413 gives 14,124.90, so 14,125.
    assert does["NJC full-time salary outside London, point 5"] == ("1 adult: £459 more")
    assert does["NJC full-time salary outside London, point 2"] == ("1 adult: £438 more")
    assert does["Pupil premium, primary"] == "1 pupil: £35 more"
    assert does["NJC full-time salary outside London, point 6"] == ""
    # National insurance: 723.53 + 633.01 to 1,470.30 + 1,368.75, so 1,482.51 more by both figures.
    insurance = "with others: £1,483 more"
    assert does["Employer's national insurance, rate"] == insurance
    assert does["Employer's national insurance, secondary threshold"] == insurance
    told = [bool(row[5]) for row in table.rows]
    assert told == sorted(told, reverse=True)


def test_the_effect_is_said_in_a_sentence_and_who_is_left_out_is_named():
    # Point 5 alone: 14,802 + 1,470.30 + 2,960.40 = 19,232.70 in both years.
    effect = effect_on(SCHOOL, Y2025, Y2026)
    assert effect_sentence(effect, Y2025, Y2026) == (
        "The adult on a pay point now would cost the same by the figures of both years."
    )
    note, gone, entered = caution_sentences(effect, Y2026)
    assert note.startswith("Pay of 2026/27: The amount of April 2024 × 1.032, to the pound.")
    assert "The April 2026 award was not found" in note
    assert gone.startswith("TA2 is left out: NJC full-time salary outside London")
    assert entered == "1 adult has a cost entered as an amount, which no figure changes."


def test_a_rise_is_said_in_pounds_and_as_a_share():
    # Point 5: 14,343 + 723.534 + 2,868.60 = 17,935.134 to 19,232.70; point 2: 13,687 + 633.006 +
    # 2,737.40 = 17,057.406 to 14,125 + 1,368.75 + 2,825 = 18,318.75. Together 34,992.54 to
    # 37,551.45: 2,558.91 more, 7.3 %.
    effect = effect_on(SCHOOL, Y2024, Y2025)
    assert effect_sentence(effect, Y2024, Y2025) == (
        "The 2 adults on a pay point now would cost £2,559 a year more by the figures of 2025/26 "
        "than by those of 2024/25 (7.3 %)."
    )


def test_the_budget_has_the_total_after_the_parts_of_cost_and_blanks_where_nothing_is_known():
    rows = budget_table(effect_on(SCHOOL, Y2025, Y2026), Y2025, Y2026).rows
    assert [row[0] for row in rows] == [
        "Salary",
        "National insurance",
        "Pension",
        "Apprenticeship levy",
        "These adults together",
        "Pupil premium, primary",
    ]
    assert rows[-1][2:5] == (1515.0, None, None)
