"""Asking a built program again: with other money, from a plan before, and as a plan of its own."""

from __future__ import annotations

import pytest

from planner.errors import ContradictionError
from planner.funding.more_money import general_money, with_money
from planner.optimiser.progress import Options
from planner.optimiser.resolve import Effort, Resolver
from planner.optimiser.solve import make_plan
from planner.school.records import Policies
from tests.builders import a_pin, a_school, a_stream
from tests.insight.schools import groups_school, half_met, pounds

EXACTLY = 1e-4


def at(resolver, amount, starts=(), **facts):
    """What is solved for with some money more or less."""
    resolver.set_money(pounds(amount))
    return resolver.solve(starts, **facts)


@pytest.mark.parametrize(
    ("amount", "unfunded", "benefit"),
    [
        # 0.5 met: weight 2 * (1/3 * 1.3 + 1/6 * 1.0) = 1.2, and the TA is paid or owed.
        ("0", 0.0, 1.2),
        ("-195", 195.0, 1.2),
        # £195 buy 9.75 h, a quarter of 39: 2 * (1/3 * 1.3 + 1/3 * 1.0 + 1/12 * 0.7) = 1.65.
        ("195", 0.0, 1.65),
        # £390 meet it in full: 2 * (1.3 + 1.0 + 0.7) / 3 = 2; more is of no use.
        ("390", 0.0, 2.0),
        ("1000", 0.0, 2.0),
    ],
)
def test_money_more_or_less_buys_what_it_can(amount, unfunded, benefit):
    point = at(Resolver(half_met()), amount)
    assert point.goal("unfunded").value == pytest.approx(unfunded, abs=0.01)
    assert point.goal("benefit").value == pytest.approx(benefit, abs=EXACTLY)
    assert point.goal("benefit").bound == pytest.approx(benefit, abs=EXACTLY)


def test_what_was_asked_before_leaves_no_trace():
    resolver = Resolver(half_met())
    first = at(resolver, "195")
    at(resolver, "-300")
    again = at(resolver, "195")
    assert again.goals == first.goals


def test_the_reserve_stays_when_money_is_added():
    # Of £390 + £195, £100 are kept: £95 buy 4.75 h, 0.5 + 4.75 / 39 = 0.62179 met, which is worth
    # 2 * (1/3 * 1.3 + 0.288462 * 1.0) = 1.44359.
    school = half_met(policies=Policies(reserve="100"))
    assert at(Resolver(school), "195").goal("benefit").value == pytest.approx(1.44359, abs=EXACTLY)


@pytest.mark.parametrize("amount", ["-400", "0", "300", "900"])
def test_it_is_what_planning_afresh_with_that_money_finds(amount):
    school = groups_school()
    point = at(Resolver(school), amount, effort=Effort.SEARCH)
    plan = make_plan(with_money(school, pounds(amount)), Options(30, 1e-4))
    for settled in point.goals:
        afresh = next(goal for goal in plan.summary.goals if goal.name == settled.name)
        assert settled.value == pytest.approx(afresh.value, rel=6e-3, abs=1e-3), settled.name
        better = settled.value - settled.bound
        assert better <= 1e-3 or settled.name in {"statutory_shortfall", "unfunded"}


def test_more_money_is_never_worse_than_the_plan_with_less():
    resolver = Resolver(groups_school())
    before = at(resolver, "-600", effort=Effort.KEEP)
    for amount in ("-200", "0", "250", "500", "1200"):
        point = at(resolver, amount, [before], effort=Effort.KEEP)
        assert point.goal("unfunded").value <= before.goal("unfunded").value + 0.01
        assert point.goal("fair_share").value >= before.goal("fair_share").value - EXACTLY
        before = point


def test_a_point_becomes_a_plan_that_keeps_every_rule():
    resolver = Resolver(half_met())
    point = at(resolver, "195", last="cost")
    plan = resolver.finish(point)  # the checks have passed, or there would be none
    assert float(plan.summary.planned_cost) == pytest.approx(195.0, abs=0.02)
    assert plan.summary.income == pounds("585")
    assert [(row.staff, row.cost) for row in plan.hiring if row.cost] != []


def test_a_plan_is_carried_into_the_program_with_its_groups_and_places():
    school = groups_school()
    plan = make_plan(school, Options(30, 1e-4))
    resolver = Resolver(school)
    point = at(resolver, "0", [resolver.point_of(plan)], effort=Effort.KEEP)
    benefit = next(goal for goal in plan.summary.goals if goal.name == "benefit")
    # Today's plan is not known, so that nothing is given up for it.
    assert point.goal("benefit").value == pytest.approx(benefit.value, rel=2e-4)


def test_a_plan_is_carried_over_to_a_school_that_has_changed():
    school, richer = groups_school(), with_money(groups_school(), pounds("500"))
    known, wanted = Resolver(school), Resolver(richer)
    start = wanted.point_from(known, at(known, "0"))
    point = wanted.solve([start], effort=Effort.KEEP)
    assert point.goal("fair_share").value >= start.goal("fair_share").value - EXACTLY


def test_two_of_one_program_do_not_disturb_each_other():
    one = Resolver(half_met())
    other = one.twin()
    one.set_money(pounds("195"))
    other.set_money(pounds("390"))
    assert one.solve().goal("benefit").value == pytest.approx(1.65, abs=EXACTLY)
    assert other.solve().goal("benefit").value == pytest.approx(2.0, abs=EXACTLY)


def test_decisions_that_the_money_left_cannot_pay_for_are_told():
    school = half_met(pins=[a_pin(hours_per_week=1.0)], funding=[a_stream(amount="780")])
    assert at(Resolver(school), "0").goal("benefit").value == pytest.approx(2.0, abs=EXACTLY)
    with pytest.raises(ContradictionError, match="decisions already made"):
        at(Resolver(school), "-195")


def test_asking_to_stop_at_once_gives_no_plan():
    assert Resolver(half_met()).solve(should_stop=lambda: True, seconds=0.0) is None


def test_less_money_comes_from_the_largest_stream_without_strings_first():
    streams = [
        a_stream("SMALL", amount="100"),
        a_stream("LARGE", amount="300"),
        a_stream("TIED", amount="900", restricted_to="ehcp"),
    ]
    school = a_school(funding=streams)
    assert general_money(school) == 400
    less = with_money(school, pounds("-350"))
    # £300 from the larger, the other £50 from the smaller, none from what has strings.
    assert [stream.amount for stream in less.funding] == [50, 0, 900]
    assert [stream.amount for stream in with_money(school, pounds("-500")).funding] == [0, 0, 900]


def test_more_money_is_a_stream_of_its_own():
    school = a_school(funding=[a_stream("MORE", amount="100")])
    streams = with_money(school, pounds("250")).funding
    assert [(stream.stream, stream.amount) for stream in streams] == [("MORE", 100), ("MORE-", 250)]
