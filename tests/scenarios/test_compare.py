"""Two plans compared, with every figure worked out by hand from tests/scenarios/two_plans.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planner.optimiser.plan import GoalResult
from planner.scenarios.compare import Planned, compare
from planner.scenarios.comparison import Comparison, Effect, Grouping, LineEffect, OnRoll
from tests.builders import a_need, a_pupil
from tests.charts.small_plan import small_plan, small_school
from tests.scenarios.two_plans import as_it_is, with_changes

COMPARISON = compare(as_it_is(), [with_changes()])


def test_figures_stand_side_by_side_the_base_first():
    base, other = COMPARISON.comparison

    assert (base.scenario, other.scenario) == ("The year as it is", "P1 leaves")
    assert (base.planned_cost, other.planned_cost) == (0, 560)
    assert (base.statutory_shortfall_hours, other.statutory_shortfall_hours) == (19.5, 13)
    assert (base.items_short, other.items_short) == (1, 1)
    assert (base.inputs_sha256, other.inputs_sha256) == ("a1", "b2")
    assert (base.pupils, other.pupils) == (2, 3)
    assert (COMPARISON.base, COMPARISON.others) == (base, (other,))


def test_adults_hours_are_those_of_the_year():
    base, other = COMPARISON.comparison

    # 3.5 × 14 + 1.5 × 12 + 1.5 × 13 of 20 × 39.
    assert base.hours_with_pupils == pytest.approx(86.5)
    assert base.undeployed_hours == pytest.approx(780 - 86.5)
    assert base.hired_hours == 0
    # 4.5 × 14 + 1.5 × 12 + 1 × 13, of 20 × 39 and 2 × 14 that are bought.
    assert other.hours_with_pupils == pytest.approx(94)
    assert other.undeployed_hours == pytest.approx(780 + 28 - 94)
    assert other.hired_hours == pytest.approx(28)


def test_what_changes_is_counted_from_the_base_and_from_today():
    base, other = COMPARISON.comparison

    assert (base.pupils_changed, base.changed_hours) == (0, 0)
    # P1 loses 1.5 × 13, P2 gains 1 × 14, P3 gains 1 × 13.
    assert (other.pupils_changed, other.changed_hours) == (3, pytest.approx(46.5))
    # Today P1 receives half an hour a week.
    assert (base.pupils_changed_from_today, other.pupils_changed_from_today) == (2, 3)


def test_a_quarter_of_an_hour_in_a_term_is_the_least_that_counts_as_a_change():
    def lines_after(more):
        rows = list(as_it_is().plan.allocations)
        rows[0] = rows[0].model_copy(update={"hours_per_week": 1.5 + more})
        plan = replace(as_it_is().plan, allocations=tuple(rows))
        return compare(as_it_is(), [replace(as_it_is(), name="x", plan=plan)]).lines

    # A minute a week for the 14 weeks of the term is 0.23 hours, and 1.1 minutes are 0.26.
    assert lines_after(1 / 60) == ()
    assert [row.hours_change for row in lines_after(1.1 / 60)] == [pytest.approx(14 * 1.1 / 60)]


def test_a_repaired_plan_is_set_against_what_is_done_today_and_not_what_it_kept():
    other = with_changes()
    repaired = replace(other, school=replace(other.school, current_plan=()))

    assert compare(as_it_is(), [repaired]).others[0].pupils_changed_from_today == 3


def test_where_today_is_not_known_nobody_is_said_to_change_from_it():
    one = Planned("x", small_school(current_plan=None), small_plan())

    assert compare(one, []).base.pupils_changed_from_today is None


def test_each_goal_has_the_bound_that_its_plan_was_given():
    plan = small_plan(
        goals=(
            GoalResult("statutory_shortfall", 19.5, 19.0, "h"),
            GoalResult("unfunded", 0.0, 0.0, "GBP a year"),
            GoalResult("fair_share", 0.3, 0.32, "share 0-1"),
            GoalResult("benefit", 4.0, 4.1, "weighted coverage"),
        )
    )
    figures = compare(Planned("x", small_school(), plan), []).base

    assert figures.statutory_shortfall_hours_bound == 19
    assert figures.unfunded_bound == 0
    assert (figures.fair_share, figures.fair_share_bound) == (0.3, 0.32)
    assert (figures.benefit, figures.benefit_bound) == (4.0, 4.1)
    assert COMPARISON.base.benefit_bound is None


def groups(comparison, grouping):
    return {
        (row.scenario, row.group): (row.pupils, row.coverage_before, row.coverage)
        for row in comparison.groups
        if row.grouping is grouping
    }


def test_groups_are_met_as_far_as_their_needs_together():
    # SEN Support before: 14 of 97.5. After: two needs of one weight, (21 + 6.5) / 195.
    before, after = 14 / 97.5, 27.5 / 195
    found = groups(COMPARISON, Grouping.SEN_STATUS)

    assert found == {
        ("The year as it is", "E"): (1, 1.0, 1.0),
        ("The year as it is", "K"): (1, pytest.approx(before), pytest.approx(before)),
        ("P1 leaves", "E"): (1, 1.0, 1.0),
        ("P1 leaves", "K"): (2, pytest.approx(before), pytest.approx(after)),
    }
    assert groups(COMPARISON, Grouping.PUPIL_PREMIUM).keys() == {
        (name, group) for name in ("The year as it is", "P1 leaves") for group in "YN"
    }


def test_groups_come_in_the_order_in_which_schools_name_them():
    pupils = [
        a_pupil("P1", year_group="10", primary_need="SLCN"),
        a_pupil("P2", year_group="R"),
        a_pupil("P3", year_group="9", primary_need="MLD"),
    ]
    needs = [a_need(f"N{one}", pupil=f"P{one}") for one in (1, 2, 3)]
    school = small_school(pupils=pupils, needs=needs, statutory=[], current_plan=[])
    found = compare(Planned("x", school, replace(small_plan(), allocations=(), statutory=())), [])

    assert [key[1] for key in groups(found, Grouping.YEAR_GROUP)] == ["R", "9", "10"]
    assert [key[1] for key in groups(found, Grouping.PRIMARY_NEED)] == ["MLD", "SLCN", ""]


def test_how_far_groups_are_apart_is_the_best_less_the_least():
    gaps = {(row.scenario, row.grouping): row.gap for row in COMPARISON.groups}

    assert gaps["P1 leaves", Grouping.SEN_STATUS] == pytest.approx(1 - 27.5 / 195)
    assert gaps["P1 leaves", Grouping.YEAR_GROUP] == 0


def test_needs_that_nothing_serves_are_left_out_of_groups_and_pupils():
    plan = small_plan(unserved_needs=("N2",))
    comparison = compare(as_it_is(), [Planned("x", as_it_is().school, plan)])

    strands = [row.group for row in comparison.groups if row.scenario == "x"]
    assert "literacy" not in strands
    assert {row.pupil: row.coverage for row in comparison.pupils}["P2"] is None


def test_pupils_gain_and_lose_with_new_ones_and_leavers_apart():
    rows = {row.pupil: row for row in COMPARISON.pupils}

    assert {code: (row.on_roll, row.effect) for code, row in rows.items()} == {
        "P2": (OnRoll.BOTH, Effect.GAINS),
        "P1": (OnRoll.LEAVES, Effect.LOSES),
        "P3": (OnRoll.NEW, Effect.GAINS),
    }
    assert next(iter(rows)) == "P2"
    assert (rows["P2"].hours_before, rows["P2"].hours) == (28, 42)
    assert (rows["P2"].coverage_before, rows["P2"].coverage) == (14 / 97.5, 21 / 97.5)
    # P1 is as far met in the time they are there, and has 39 hours in place of 58.5.
    assert (rows["P1"].coverage_before, rows["P1"].coverage) == (1, 1)
    assert (rows["P1"].hours_before, rows["P1"].hours) == (58.5, 39)
    assert (rows["P3"].coverage_before, rows["P3"].hours_before) == (None, 0)


def test_a_pupils_statutory_shortfall_is_in_hours_of_the_year():
    row = next(row for row in COMPARISON.pupils if row.pupil == "P1")

    # Half an hour a week for 39 weeks, and for the 26 of two terms.
    assert (row.shortfall_hours_before, row.shortfall_hours) == (19.5, 13)


def test_lines_that_change_come_largest_first_with_hours_and_cost():
    assert [
        (row.pupil, row.term, row.effect, row.hours_change, row.cost_change)
        for row in COMPARISON.lines
    ] == [
        ("P1", "T3", LineEffect.ENDS, -19.5, -390),
        ("P2", "T1", LineEffect.MORE, 14, 280),
        ("P3", "T3", LineEffect.STARTS, 13, 260),
    ]
    more = COMPARISON.lines[1]
    assert (more.hours_per_week_before, more.hours_per_week) == (2, 3)
    assert (more.hours_before, more.hours, more.cost_before, more.cost) == (28, 42, 560, 840)


def test_somebody_who_gets_something_else_for_as_much_neither_gains_nor_loses():
    base = as_it_is()
    moved = tuple(
        row.model_copy(update={"provision": "S2"}) if row.pupil == "P2" else row
        for row in base.plan.allocations
    )
    (support,) = base.school.provisions
    both = (support, support.model_copy(update={"provision": "S2"}))
    school = replace(base.school, provisions=both)
    found = compare(base, [Planned("x", school, replace(base.plan, allocations=moved))])

    assert {row.pupil: row.effect for row in found.pupils} == {
        "P1": Effect.SAME,
        "P2": Effect.OTHERWISE,
    }
    assert [(row.provision, row.effect) for row in found.lines] == [
        ("S1", LineEffect.ENDS),
        ("S2", LineEffect.STARTS),
    ]


def test_the_changes_of_a_scenario_stand_beside_its_figures():
    (row,) = COMPARISON.changes
    assert (row.scenario, row.change, row.kind, row.applies) == (
        "P1 leaves",
        1,
        "pupil_leaves",
        True,
    )
    assert row.sentence == "P1 leaves on 25 March 2027"


def test_a_comparison_is_kept_as_json_and_found_again():
    assert Comparison.model_validate_json(COMPARISON.model_dump_json()) == COMPARISON
    assert list(COMPARISON.tables) == ["comparison", "groups", "pupils", "lines", "changes"]
