"""Plans spoilt in how they account for statute, needs, pins and goals."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from planner.optimiser.checks import coverage, goal, pin, statute, summary
from planner.optimiser.plan import Plan
from planner.school.school import School
from tests.builders import a_pin
from tests.optimiser.checks.change import (
    Both,
    Tamper,
    added,
    altered,
    removed,
    summarised,
    with_goal,
)


def _fairer_than_the_plan(school: School, plan: Plan) -> Both:
    plan = with_goal(plan, "fair_share", value=1.0, bound=1.0)
    return school, summarised(plan, fair_share=1.0)


def _most_too_low(school: School, plan: Plan) -> Both:
    plan = with_goal(plan, "fair_share", value=0.95, bound=0.95)
    return school, summarised(plan, fair_share=0.95, most_alone={"P1": 1.0, "P2": 0.65})


def _share_too_low(school: School, plan: Plan) -> Both:
    plan = with_goal(plan, "fair_share", value=0.7, bound=0.7)
    return school, summarised(plan, fair_share=0.7)


def _nothing_is_short(school: School, plan: Plan) -> Both:
    school = altered(school, "statutory", {"item": "F2"}, hours=15.0)
    for term in ("T1", "T2"):
        plan = altered(
            plan,
            "statutory",
            {"item": "F2", "term": term},
            required_hours=15.0,
            shortfall_hours=0.0,
            reason="",
        )
    plan = with_goal(plan, "statutory_shortfall", value=0.0, bound=0.0)
    gap = Decimal("0.50")
    return school, summarised(plan, statutory_shortfall_hours=0.0, statutory_gap_cost=gap)


OF_STATUTE = (
    Tamper(
        statute.statutory_items_are_all_accounted_for,
        "an item left out of a term",
        lambda s, p: (s, removed(p, "statutory", item="F1", term="T1")),
    ),
    Tamper(
        statute.statutory_hours_are_asked_in_full,
        "fewer hours than are owed",
        lambda s, p: (
            s,
            altered(p, "statutory", {"item": "F1", "term": "T1"}, required_hours=0.8),
        ),
    ),
    Tamper(
        statute.statutory_hours_are_counted_right,
        "more hours than were given",
        lambda s, p: (
            s,
            altered(p, "statutory", {"item": "F1", "term": "T1"}, planned_hours=1.2),
        ),
    ),
    Tamper(
        statute.shortfalls_are_what_is_missing,
        "a shortfall made smaller",
        lambda s, p: (
            s,
            altered(p, "statutory", {"item": "F2", "term": "T1"}, shortfall_hours=4.0),
        ),
    ),
    Tamper(
        statute.shortfalls_are_reported_with_a_reason,
        "a shortfall without a reason",
        lambda s, p: (s, altered(p, "statutory", {"item": "F2", "term": "T1"}, reason="")),
    ),
    Tamper(
        statute.shortfalls_are_reported_with_a_reason,
        "a reason that names no limit",
        lambda s, p: (
            s,
            altered(p, "statutory", {"item": "F2", "term": "T1"}, reason="We tried."),
        ),
    ),
    Tamper(
        statute.shortfalls_are_reported_with_a_reason,
        "a reason for nothing",
        lambda s, p: (
            s,
            altered(p, "statutory", {"item": "F3"}, reason="money: There is none."),
        ),
    ),
)

OF_COVERAGE = (
    Tamper(
        coverage.needs_are_all_accounted_for,
        "a need left out",
        lambda s, p: (s, removed(p, "coverage", need="N4")),
    ),
    Tamper(
        coverage.coverage_is_counted_right,
        "a need covered further than it is",
        lambda s, p: (s, altered(p, "coverage", {"need": "N1"}, coverage=0.95)),
    ),
    Tamper(
        coverage.coverage_is_counted_right,
        "a need covered beyond itself",
        lambda s, p: (s, altered(p, "coverage", {"need": "N2"}, coverage=1.25)),
    ),
    Tamper(
        coverage.needs_nobody_could_serve_are_named,
        "a need that nobody serves, unsaid",
        lambda s, p: (s, summarised(p, unserved_needs=())),
    ),
    Tamper(
        coverage.needs_nobody_could_serve_are_named,
        "a need set aside that could be served",
        lambda s, p: (s, summarised(p, unserved_needs=("N4", "N5"))),
    ),
)

OF_PINS = (
    Tamper(
        pin.pins_are_kept,
        "an hour and a half where exactly two were fixed",
        lambda s, p: (altered(s, "pins", {"rule": "exactly"}, hours_per_week=2.0), p),
    ),
    Tamper(
        pin.pins_are_kept,
        "a programme that starts in another term",
        lambda s, p: (altered(s, "pins", {"provision": "GROUP"}, term="T2"), p),
    ),
    Tamper(
        pin.what_must_not_be_is_not,
        "support that was ruled out",
        lambda s, p: (
            added(s, "pins", a_pin(pupil="P2", provision="INCLASS", term="T2", rule="must_not")),
            p,
        ),
    ),
    Tamper(
        pin.what_must_not_be_is_not,
        "an item that was ruled out",
        lambda s, p: (
            added(s, "pins", a_pin(pupil="P1", provision="TABLET", rule="must_not")),
            p,
        ),
    ),
)

OF_SUMMARY = (
    Tamper(
        summary.plans_are_for_this_school,
        "a plan of other files",
        lambda s, p: (replace(s, inputs_sha256="another digest"), p),
    ),
    Tamper(
        summary.plans_are_for_this_school,
        "a plan under other policies",
        lambda s, p: (replace(s, policies=s.policies.model_copy(update={"fairness": 0.5})), p),
    ),
    Tamper(
        summary.income_adds_up,
        "income that is not there",
        lambda s, p: (s, summarised(p, income=Decimal(6000))),
    ),
    Tamper(
        summary.shortfall_adds_up,
        "a shortfall told smaller",
        lambda s, p: (s, summarised(p, statutory_shortfall_hours=5.0)),
    ),
    Tamper(
        summary.mean_coverage_adds_up,
        "a mean over the needs that were served well",
        lambda s, p: (s, summarised(p, mean_coverage=0.9)),
    ),
    Tamper(
        summary.worst_coverage_is_the_lowest_pupils,
        "the other pupil's coverage",
        lambda s, p: (s, summarised(p, worst_coverage=0.9467)),
    ),
    Tamper(
        summary.statutory_gap_is_what_money_is_short,
        "money missing for nothing",
        _nothing_is_short,
    ),
)

OF_GOALS = (
    Tamper(
        goal.goals_stand_in_their_order,
        "cost before changes",
        lambda s, p: (
            s,
            summarised(p, goals=(*p.summary.goals[:4], p.summary.goals[5], p.summary.goals[4])),
        ),
    ),
    Tamper(
        goal.bounds_stand_on_the_right_side,
        "a cost below what was proved",
        lambda s, p: (s, with_goal(p, "cost", bound=2250.0)),
    ),
    Tamper(
        goal.goals_are_as_near_their_bound_as_said,
        "a cost far above what was proved",
        lambda s, p: (s, with_goal(p, "cost", bound=2000.0)),
    ),
    Tamper(
        goal.goals_reach_what_the_plan_reaches,
        "changes that are not those of the plan",
        lambda s, p: (s, with_goal(p, "changes", value=60.0, bound=60.0)),
    ),
    Tamper(
        goal.every_pupil_keeps_a_fair_share,
        "a fair share above what a pupil has",
        _fairer_than_the_plan,
    ),
    Tamper(
        goal.the_fair_share_is_one_share,
        "two fair shares",
        lambda s, p: (s, summarised(p, fair_share=0.7)),
    ),
    Tamper(
        goal.the_most_alone_is_known_of_every_pupil,
        "a pupil without a most",
        lambda s, p: (s, summarised(p, most_alone={"P2": 0.9})),
    ),
    Tamper(goal.nobody_has_more_than_the_most_alone, "a most that the plan exceeds", _most_too_low),
    Tamper(goal.no_plan_is_fairer_than_the_bound, "a bound that the plan passes", _share_too_low),
    Tamper(
        goal.benefit_is_kept,
        "more benefit settled than was kept",
        lambda s, p: (s, with_goal(p, "benefit", value=8.5, bound=8.5)),
    ),
    Tamper(
        goal.benefit_is_kept,
        "benefit given up where nothing is done today",
        lambda s, p: (
            replace(s, current_plan=None),
            with_goal(
                with_goal(p, "benefit", value=8.2, bound=8.2), "changes", value=0.0, bound=0.0
            ),
        ),
    ),
)

TAMPERS = (*OF_STATUTE, *OF_COVERAGE, *OF_PINS, *OF_SUMMARY, *OF_GOALS)
