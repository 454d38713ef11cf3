"""What holds of the plan of any school, tried on random small ones."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from planner.optimiser.checks import violations
from planner.optimiser.progress import Options
from planner.optimiser.solve import make_plan
from planner.school.agreement import find_disagreements
from planner.school.codes import Engagement
from planner.school.registers import Registers
from tests.builders import a_stream
from tests.optimiser.small_schools import small_schools

SURE = Options(gap=1e-6, time_limit=20)
TABLES = ("allocations", "groups", "deployment", "hiring", "coverage", "statutory", "funding")
MORE_IS_BETTER = {"fair_share", "benefit"}
# A goal is settled within 1e-4 of its value; half a penny a row, and hours of rounded rows, beside.
SETTLED, SMALL = 3e-4, {"unfunded": 0.5, "cost": 0.5, "statutory_shortfall": 0.02, "changes": 0.02}

some = settings(suppress_health_check=[HealthCheck.too_slow])


def worse(before, after):
    """The first goal that differs between two plans, if it is worse in the second."""
    for old, new in zip(before.summary.goals, after.summary.goals, strict=True):
        gain = new.value - old.value if old.name in MORE_IS_BETTER else old.value - new.value
        slack = SMALL.get(old.name, 1e-4) + SETTLED * max(abs(old.value), abs(new.value))
        if abs(gain) > slack:
            return f"{old.name} {old.value} -> {new.value}" if gain < 0 else None
    return None


@given(small_schools())
def test_a_random_school_is_one_that_a_reader_would_take(school):
    faults, _ = find_disagreements(Registers.of(school))
    assert faults == []


@settings(some, max_examples=80)
@given(small_schools())
def test_no_plan_breaks_a_rule(school):
    assert violations(school, make_plan(school, SURE)) == ()


@settings(some, max_examples=25)
@given(small_schools(), st.sampled_from(["0.01", "250", "5000"]))
def test_more_general_money_makes_no_plan_worse(school, amount):
    # What could be done for each pupil alone has to stay as it was: the fairest share is a share of
    # it, and may fall where money raises what one pupil could have more than what they all can.
    plan = make_plan(school, SURE)
    richer = replace(school, funding=(*school.funding, a_stream("MORE", amount=amount)))
    after = make_plan(richer, SURE)
    assume(plan.summary.most_alone == after.summary.most_alone)
    assert worse(plan, after) is None


@settings(some, max_examples=25)
@given(small_schools())
def test_more_hours_of_an_adult_make_no_plan_worse(school):
    plan = make_plan(school, SURE)
    staff = tuple(
        member.model_copy(update={"deployable_hours": member.contract_hours})
        if member.engagement is Engagement.EMPLOYED
        else member
        for member in school.staff
    )
    after = make_plan(replace(school, staff=staff), SURE)
    assume(plan.summary.most_alone == after.summary.most_alone)
    assert worse(plan, after) is None


@settings(some, max_examples=25)
@given(small_schools())
def test_more_money_and_more_hours_never_leave_more_statutory_hours_unmet(school):
    before = make_plan(school, SURE).summary.statutory_shortfall_hours
    staff = tuple(
        member.model_copy(update={"deployable_hours": member.contract_hours})
        for member in school.staff
    )
    richer = replace(school, staff=staff, funding=(*school.funding, a_stream("MORE")))
    after = make_plan(richer, SURE).summary.statutory_shortfall_hours
    assert after <= before + 0.02 + SETTLED * before


@settings(some, max_examples=25)
@given(small_schools(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(school, random):
    tables = ("pupils", "needs", "staff", "provisions", "effects", "funding", "statutory", "pins")
    shuffled = {
        name: tuple(random.sample(rows, len(rows)))
        for name in (*tables, "budget_lines", "referrals", "current_plan")
        if (rows := getattr(school, name)) is not None
    }
    plan, other = make_plan(school, SURE), make_plan(replace(school, **shuffled), SURE)
    for table in (*TABLES, "spending"):
        assert getattr(plan, table) == getattr(other, table)


def _twice(record, *fields):
    return record.model_copy(
        update={
            field: value * 2 for field in fields if (value := getattr(record, field)) is not None
        }
    )


def twice_as_long(school):
    """Every hour of a school twice over, at half the cost of an hour."""
    details = _twice(school.details, "school_week_hours", "withdrawal_limit_hours")
    hours = ("contract_hours", "deployable_hours", "min_hours", "extra_hours", "hours_limit")
    dose = ("session_minutes", "preparation_minutes", "min_hours", "max_hours", "weekly_hours")

    def adult(member):
        member = _twice(member, *hours)
        if member.deployable_hours is None and member.contract_hours is None:
            member = member.model_copy(update={"deployable_hours": 120.0})
        half = {
            field: value / 2
            for field in ("hourly_cost", "extra_hour_cost")
            if (value := getattr(member, field)) is not None
        }
        return member.model_copy(update=half)

    return replace(
        school,
        details=details,
        pupils=tuple(_twice(pupil, "withdrawal_limit_hours") for pupil in school.pupils),
        needs=tuple(
            need.model_copy(update={"hours_per_week": need.target_hours_per_week * 2})
            for need in school.needs
        ),
        staff=tuple(adult(member) for member in school.staff),
        provisions=tuple(_twice(entry, *dose) for entry in school.provisions),
        statutory=tuple(_twice(item, "hours") for item in school.statutory),
        referrals=tuple(_twice(row, "hours") for row in school.referrals),
        current_plan=None,
    )


@settings(some, max_examples=25)
@given(small_schools())
def test_a_school_with_every_hour_twice_over_is_the_same_school(school):
    # A pupil's materials for support fall due from a hundredth of an hour, which does not scale.
    assume(not any(entry.is_support and entry.cost_per_pupil for entry in school.provisions))
    plan = make_plan(replace(school, current_plan=None), SURE).summary
    double = make_plan(twice_as_long(school), SURE).summary
    once, again = plan.statutory_shortfall_hours, double.statutory_shortfall_hours
    assert abs(again - 2 * once) <= 0.05 + SETTLED * again
    assert abs(plan.fair_share - double.fair_share) <= 1e-3


@settings(some, max_examples=25)
@given(small_schools(), st.sampled_from([2, 10]))
def test_money_in_other_coins_makes_the_same_plan(school, times):
    # Every amount and every rate alike: hours stay as they were, and costs are so many times more.
    pence = Decimal(times)
    rates = ("annual_cost", "hourly_cost", "extra_hour_cost")
    costs = ("cost_per_pupil", "cost_per_group", "set_up_cost")

    def more(record, *fields):
        changed = {
            field: value * pence
            for field in fields
            if (value := getattr(record, field)) is not None
        }
        return record.model_copy(update=changed)

    other = replace(
        school,
        policies=more(school.policies, "reserve"),
        staff=tuple(more(member, *rates) for member in school.staff),
        provisions=tuple(more(entry, *costs) for entry in school.provisions),
        funding=tuple(more(stream, "amount") for stream in school.funding),
        budget_lines=tuple(more(line, "amount") for line in school.budget_lines),
        referrals=tuple(more(row, "cost") for row in school.referrals),
    )
    plan, dear = make_plan(school, SURE), make_plan(other, SURE)
    for old, new in zip(plan.summary.goals, dear.summary.goals, strict=True):
        expected = old.value * (times if old.unit.startswith("GBP") else 1)
        slack = times * SMALL.get(old.name, 1e-3) + SETTLED * abs(expected)
        assert abs(new.value - expected) <= slack, old.name
