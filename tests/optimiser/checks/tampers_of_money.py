"""Plans spoilt in what things cost and in who pays for them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from planner.optimiser.checks import cost, share, stream
from planner.optimiser.plan import UNFUNDED, Plan
from planner.school.school import School
from tests.optimiser.checks.change import (
    Both,
    Tamper,
    added,
    altered,
    reconciled,
    removed,
    summarised,
    under,
)
from tests.optimiser.checks.small_plan import spent

_SALARY = {"stream": "GENERAL", "kind": "employed", "term": "T1"}
_IN_CLASS = {"stream": "TOPUP", "kind": "employed", "provision": "INCLASS"}


def _salary(plan: Plan, amount: int) -> Plan:
    """Leave so much of the first term's salary as a general cost."""
    return altered(plan, "spending", _SALARY, amount=Decimal(amount))


def _salary_beyond_the_hours(school: School, plan: Plan) -> Both:
    """Of £300 for 1.5 h in class, TOPUP pays 150 and these 200 more."""
    more = spent("GENERAL", "TA1", "employed", "T1", "200", provision="INCLASS")
    return reconciled(school, added(_salary(plan, 500), "spending", more))


def _salary_for_bought_hours(school: School, plan: Plan) -> Both:
    """All of the 3 h are put down as salary, of which 0.3 are bought apart."""
    rows = (
        spent("GENERAL", "TA1", "employed", "T1", "150", provision="INCLASS"),
        spent("GENERAL", "TA1", "employed", "T1", "150", provision="GROUP"),
    )
    return reconciled(school, added(_salary(plan, 400), "spending", *rows))


def _salary_for_one_pupil(school: School, plan: Plan) -> Both:
    plan = altered(_salary(plan, 650), "spending", _IN_CLASS, amount=Decimal(200))
    return reconciled(school, plan)


def _group_for_one_pupil(school: School, plan: Plan) -> Both:
    start = {"kind": "per_group"}
    plan = altered(plan, "spending", start | {"stream": "GENERAL"}, amount=Decimal(15))
    return reconciled(
        school, altered(plan, "spending", start | {"stream": "TOPUP"}, amount=Decimal(15))
    )


def _with_premium_for_anybody(school: School, plan: Plan) -> Both:
    return reconciled(school, altered(plan, "spending", _IN_CLASS, stream="PREMIUM"))


def _with_premium_for_nobody(school: School, plan: Plan) -> Both:
    some = spent("PREMIUM", "TA1", "employed", "T1", "100")
    return reconciled(school, added(_salary(plan, 600), "spending", some))


def _line_from_another_stream(school: School, plan: Plan) -> Both:
    line = {"cost_item": "L2", "term": "T1"}
    return reconciled(school, altered(plan, "spending", line, stream="GENERAL"))


def _grant_before_its_day(school: School, plan: Plan) -> Both:
    first = dt.date(2027, 2, 1)
    return altered(school, "funding", {"stream": "GRANT"}, starts=first), plan


def _less_top_up(school: School, plan: Plan) -> Both:
    less = altered(school, "funding", {"stream": "TOPUP"}, amount=Decimal(1500))
    return reconciled(less, plan)


def _unfunded_extra_hours(school: School, plan: Plan) -> Both:
    return reconciled(school, altered(plan, "spending", {"kind": "extra"}, stream=UNFUNDED))


def _overspent_on_a_group(school: School, plan: Plan) -> Both:
    """Statute may overspend, and the tablet serves none."""
    plan = altered(plan, "spending", {"kind": "item"}, stream=UNFUNDED)
    return reconciled(*under(school, plan, statutory_may_overspend=True))


def _line_unfunded(plan: Plan) -> Plan:
    return altered(plan, "spending", {"cost_item": "L1", "term": "T1"}, stream=UNFUNDED)


def _unfunded_beside_money(school: School, plan: Plan) -> Both:
    school, plan = under(school, plan, statutory_may_overspend=True)
    return reconciled(school, _line_unfunded(plan))


def _bought_with_the_salary(school: School, plan: Plan) -> Both:
    """General money is £100 short, and that is put on a budget line."""
    school, plan = under(school, plan, reserve=0)
    school = altered(school, "funding", {"stream": "GENERAL"}, amount=Decimal(2366))
    return reconciled(school, _line_unfunded(plan))


def _priced_wrong(school: School, plan: Plan) -> Both:
    return reconciled(school, _salary(plan, 690))


OF_COSTS = (
    Tamper(cost.spending_pays_what_things_cost, "a salary that is £10 short", _priced_wrong),
    Tamper(
        cost.spending_says_whom_it_is_for,
        "the cost of a group of nothing",
        lambda s, p: (
            s,
            altered(p, "spending", {"stream": "GENERAL", "kind": "per_group"}, provision=None),
        ),
    ),
    Tamper(
        cost.spending_adds_up,
        "a penny more than was spent",
        lambda s, p: (s, summarised(p, committed_cost=Decimal("2260.01"))),
    ),
    Tamper(
        share.adults_are_paid_for_hours_they_give,
        "more salary for a provision than hours in it",
        _salary_beyond_the_hours,
    ),
    Tamper(
        share.bought_hours_count_last,
        "hours bought that the salary pays too",
        _salary_for_bought_hours,
    ),
    Tamper(
        share.pupils_carry_no_more_than_their_share,
        "two thirds of a shared hour on one pupil",
        _salary_for_one_pupil,
    ),
    Tamper(
        share.places_share_what_a_group_costs,
        "more than a place of the group on one pupil",
        _group_for_one_pupil,
    ),
)

OF_STREAMS = (
    Tamper(
        stream.streams_pay_only_what_they_may,
        "pupil premium for a pupil without it",
        _with_premium_for_anybody,
    ),
    Tamper(
        stream.streams_pay_only_what_they_may,
        "restricted money for nobody in particular",
        _with_premium_for_nobody,
    ),
    Tamper(
        stream.streams_pay_only_what_they_may,
        "a line paid by a stream that it does not name",
        _line_from_another_stream,
    ),
    Tamper(
        stream.streams_pay_only_in_their_dates,
        "a grant spent before it comes",
        _grant_before_its_day,
    ),
    Tamper(stream.streams_stay_within_their_amounts, "more than there is", _less_top_up),
    Tamper(
        stream.streams_account_for_every_pound,
        "a pound spent twice",
        lambda s, p: (s, altered(p, "funding", {"stream": "GENERAL"}, spent=Decimal(2467))),
    ),
    Tamper(
        stream.streams_account_for_every_pound,
        "a stream left out",
        lambda s, p: (s, removed(p, "funding", stream="GRANT")),
    ),
    Tamper(
        stream.only_what_is_owed_goes_unfunded,
        "extra hours that nobody pays",
        _unfunded_extra_hours,
    ),
    Tamper(
        stream.only_what_is_owed_goes_unfunded,
        "an overspend that serves no item",
        _overspent_on_a_group,
    ),
    Tamper(
        stream.money_that_is_left_pays_what_is_owed,
        "a line unfunded beside general money",
        _unfunded_beside_money,
    ),
    Tamper(
        stream.plans_never_buy_with_the_salary_they_owe,
        "extra hours while a line is owed",
        _bought_with_the_salary,
    ),
    Tamper(stream.the_reserve_is_left, "£534 left of £600", lambda s, p: under(s, p, reserve=600)),
)

TAMPERS = (*OF_COSTS, *OF_STREAMS)
