"""Every family of rows is needed: without it a plan is caught, by a rule that is named.

The goals are settled as they always are, on a program that lacks one family. The same school with
every family in its place gives a plan of which that rule says nothing.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.optimiser.alone import most_alone
from planner.optimiser.answer.decisions import read_decisions
from planner.optimiser.answer.tables import write_tables
from planner.optimiser.checks import violations
from planner.optimiser.clock import Clock
from planner.optimiser.constraints import FAMILIES
from planner.optimiser.evaluate import evaluate
from planner.optimiser.highs import Solver
from planner.optimiser.model import build
from planner.optimiser.plan import Plan, Status, Summary
from planner.optimiser.problem import pose
from planner.optimiser.progress import Options
from planner.optimiser.settle import Settler
from planner.school.records import CurrentAllocation, Policies
from tests.builders import (
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    a_term,
    an_effect,
    details,
)

AUTUMN = (a_term(),)
AGENCY = a_teaching_assistant(
    "AGY", engagement="agency", contract_hours=None, hourly_cost="20", deployable_hours=5.0
)
NO_CHANGE_IS_DEAR = Policies(keep_current_plan=0.0)


def pupils(count, **facts):
    """Pupils who each need 1 hour of language a week, as pupils and needs."""
    codes = [f"P{number}" for number in range(1, count + 1)]
    needs = [a_need(f"N{code}", pupil=code, **facts) for code in codes]
    return {"terms": AUTUMN, "pupils": [a_pupil(code) for code in codes], "needs": needs}


def groups(count, *, terms=AUTUMN, **facts):
    """Pupils for whom there is nothing but groups."""
    school = pupils(count, level=4) | {"terms": terms}
    return a_school(**school, provisions=[a_programme(**facts)], effects=[an_effect("G1")])


def support(*, one=None, **tables):
    """One pupil of the autumn term, with support that helps."""
    return a_school(**{"terms": AUTUMN, "provisions": [one or a_support()]} | tables)


def two_supports(**tables):
    """One pupil who needs a great deal, and two kinds of support out of class that help."""
    return support(
        needs=[a_need(level=4)],
        provisions=[a_support(code, withdraws_given=True) for code in ("S1", "S2")],
        effects=[an_effect("S1"), an_effect("S2")],
        **tables,
    )


def paid_for_one_pupil(**tables):
    """A salary of £7,000 in the autumn, and a stream of as much for P1, who has 1 h × 14 × £20."""
    return support(
        one=a_support(max_hours=1.0),
        staff=[a_teaching_assistant(annual_cost="7000")],
        funding=[a_stream("R", amount="7000", restricted_to="pupil:P1")],
        **tables,
    )


# The family that is left out: the school, and the rule that then speaks.
SCHOOLS = {
    # P2 may not take part, and a group needs two.
    "groups_have_enough_pupils": (
        a_school(
            **pupils(2),
            provisions=[a_programme()],
            effects=[an_effect("G1")],
            pins=[a_pin(pupil="P2", provision="G1", rule="must_not")],
        ),
        "groups_have_enough_pupils",
    ),
    # One group is led, because GRANT pays what is led, and three pupils press into its two places.
    "groups_hold_no_more_than_they_may": (
        a_school(
            **pupils(3),
            provisions=[a_programme(group_max=2)],
            effects=[an_effect("G1")],
            funding=[a_stream("GRANT", restricted_to="provision:G1")],
        ),
        "groups_have_enough_pupils",
    ),
    "pupils_do_a_programme_once_a_year": (
        groups(2, terms=[a_term(), a_term(term="T2", start="2027-01-04", end="2027-03-25")]),
        "programmes_run_for_all_their_terms",
    ),
    "no_more_groups_run_than_allowed": (
        groups(4, group_max=2, max_groups=1),
        "groups_at_one_time_stay_within_their_number",
    ),
    "staff_stay_within_their_hours": (
        support(needs=[a_need(level=4)], staff=[a_teaching_assistant(contract_hours=1.0)]),
        "staff_stay_within_their_hours",
    ),
    "bought_hours_stay_within_their_limits": (
        support(staff=[AGENCY.model_copy(update={"hours_limit": 7.0})]),
        "bought_hours_stay_within_their_limits",
    ),
    "support_has_enough_adults": (support(), "support_has_adults_enough"),
    # A post of 4 hours at least, where one hour is enough.
    "vacancies_are_filled_once_and_kept": (
        support(staff=[a_teaching_assistant(engagement="vacancy", min_hours=4.0)]),
        "vacancies_keep_their_hours",
    ),
    "pupils_stay_in_class_enough": (
        two_supports(pupils=[a_pupil(withdrawal_limit_hours=2.0)]),
        "pupils_stay_within_their_time_out_of_class",
    ),
    "pupils_receive_no_more_than_the_school_week": (
        two_supports(details=details(school_week_hours=2.0, withdrawal_limit_hours=9.0)),
        "pupils_stay_within_the_school_week",
    ),
    # An adult of one hour, and support that is given for two hours or not at all.
    "support_is_given_in_full_or_not_at_all": (
        support(one=a_support(min_hours=2.0), staff=[a_teaching_assistant(contract_hours=1.0)]),
        "support_stays_within_its_hours",
    ),
    # Owed without a need, so that nothing but the item asks for it: 28 hours stand short of 0.
    "statutory_hours_are_met_or_reported": (
        support(needs=[], staff=[AGENCY], statutory=[a_statutory_item()]),
        "goals_are_as_near_their_bound_as_said",
    ),
    # The adult with the skill is dearer, so the other one gives the hours that should count.
    "hours_that_need_a_skill_come_from_adults_who_have_it": (
        support(
            staff=[
                AGENCY,
                AGENCY.model_copy(
                    update={"staff": "ELSA", "skills": ("elsa",), "hourly_cost": Decimal(40)}
                ),
            ],
            statutory=[a_statutory_item(hours=1.0, skill="elsa")],
        ),
        "goals_are_as_near_their_bound_as_said",
    ),
    "coverage_comes_from_hours_received": (
        support(staff=[a_teaching_assistant(contract_hours=0.5)]),
        "benefit_is_kept",
    ),
    # One hour for two pupils who each want it: half is fair, and all of it is claimed.
    "every_pupil_reaches_the_share": (
        a_school(**pupils(2), staff=[a_teaching_assistant(contract_hours=1.0)]),
        "every_pupil_keeps_a_fair_share",
    ),
    # The same hour, and P1's need weighs ten times as much.
    "every_pupil_keeps_the_floor": (
        a_school(
            **pupils(2)
            | {"needs": [a_need(priority=20.0), a_need("N2", pupil="P2", priority=2.0)]},
            staff=[a_teaching_assistant(contract_hours=1.0)],
        ),
        "every_pupil_keeps_a_fair_share",
    ),
    # Two hours today, where one is enough: to keep the other costs money but is no change.
    "change_is_counted_both_ways": (
        support(
            staff=[AGENCY],
            policies=NO_CHANGE_IS_DEAR,
            current_plan=[
                CurrentAllocation(term="T1", pupil="P1", provision="S1", hours_per_week=2.0)
            ],
        ),
        "goals_are_as_near_their_bound_as_said",
    ),
    # Only the hours that P1 has may be paid by P1's stream: £280 of the £7,000.
    "hours_are_charged_once": (paid_for_one_pupil(), "goals_are_as_near_their_bound_as_said"),
    "restricted_money_pays_only_what_it_matches": (
        paid_for_one_pupil(),
        "goals_are_as_near_their_bound_as_said",
    ),
    "every_chosen_cost_is_paid": (
        support(staff=[AGENCY], funding=[a_stream(amount="100")]),
        "spending_pays_what_things_cost",
    ),
    "committed_cost_is_paid_or_unfunded": (
        support(funding=[a_stream(amount="100")]),
        "goals_are_as_near_their_bound_as_said",
    ),
    "streams_stay_within_their_amounts": (
        support(staff=[AGENCY], funding=[a_stream("R", amount="100", restricted_to="pupil:P1")]),
        "spending_pays_what_things_cost",
    ),
    # £1,000 for a salary of £19,500 that nobody can use, and an adult by the hour who could help.
    "nothing_is_bought_with_the_salary_owed": (
        support(
            staff=[AGENCY, a_teaching_assistant("PAST", role="pastoral")],
            funding=[a_stream(amount="1000")],
        ),
        "spending_pays_what_things_cost",
    ),
    "first_use_is_paid_when_it_happens": (
        support(
            one=a_support(cost_per_pupil="100"),
            staff=[a_teaching_assistant(annual_cost="0")],
            funding=[a_stream(amount="50")],
        ),
        "spending_pays_what_things_cost",
    ),
    "pins_are_kept": (
        support(staff=[AGENCY], pins=[a_pin(hours_per_week=2.0)]),
        "pins_are_kept",
    ),
}


def plan_with(school, families):
    """Make a plan with these families of rows, which nothing has checked."""
    problem = pose(school)
    most = most_alone(problem)
    model = build(problem, most, families=families)
    solver = Solver(model.program, model.parts.variables.columns)
    settler = Settler(model, solver, Clock(Options(gap=1e-6, time_limit=10)), None)
    settled = settler.settle(settler.first())
    decisions = read_decisions(model.parts, solver, settled.values)
    tables = write_tables(problem, model.parts.purses, decisions)
    figures = evaluate(problem, tables)
    exact = {
        "statutory_shortfall": figures.shortfall_hours,
        "unfunded": float(figures.unfunded),
        "changes": figures.changes_hours,
        "cost": float(figures.planned_cost),
    }
    goals = tuple(
        type(goal)(goal.name, exact.get(goal.name, goal.value), goal.bound, goal.unit, goal.gap)
        for goal in settled.results
    )
    summary = Summary(
        status=Status.OPTIMAL,
        gap=0.0,
        solver="",
        seconds=0.0,
        goals=goals,
        income=figures.income,
        committed_cost=figures.committed_cost,
        planned_cost=figures.planned_cost,
        unfunded=figures.unfunded,
        statutory_shortfall_hours=figures.shortfall_hours,
        statutory_gap_cost=Decimal(0),
        mean_coverage=figures.mean_coverage,
        worst_coverage=figures.worst_coverage,
        fair_share=goals[2].value,
        inputs_sha256="",
        planner_version="",
        policies=school.policies,
        most_alone=most,
        unserved_needs=(),
    )
    return Plan(
        allocations=tables.allocations,
        groups=tables.groups,
        deployment=tables.deployment,
        hiring=tables.hiring,
        coverage=tables.coverage,
        statutory=tables.statutory,
        funding=tables.settlement.funding,
        spending=tables.settlement.spending,
        summary=summary,
    )


def rules_broken(school, families):
    return {found.rule for found in violations(school, plan_with(school, families))}


def test_every_family_has_a_school_that_needs_it():
    assert list(SCHOOLS) == [family.__name__ for family in FAMILIES]


@pytest.mark.parametrize("name", SCHOOLS)
def test_without_the_family_a_rule_speaks(name):
    school, rule = SCHOOLS[name]
    families = [family for family in FAMILIES if family.__name__ != name]
    assert rule in rules_broken(school, families)


@pytest.mark.parametrize("name", SCHOOLS)
def test_with_every_family_the_rule_is_silent(name):
    school, rule = SCHOOLS[name]
    assert rule not in rules_broken(school, FAMILIES)
