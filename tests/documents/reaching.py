"""A school and a plan in which each provision reaches as many pupils as a test says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from planner.access import Role
from planner.documents.papers.paper import Setting
from planner.optimiser.plan import Coverage, Deployment, Spending
from planner.school.records import Allocation
from tests.builders import a_need, a_pupil, a_stream, a_support, an_effect
from tests.charts.small_plan import small_plan, small_school

# What a place in a provision costs, so that each has a sum of its own [GBP].
PLACE = Decimal("101.01")


def reaching(*, years=(), streams=(), **reach):
    """A setting for the public; every provision has pupils of its own, an hour a week in T1.

    Args:
        years: The years of the pupils, in their order; those that are not given are in Year 4.
        streams: Streams beside the general one, which pay for nothing.
        reach: How many receive each provision; it helps with the strand of its code.
    """
    pupils, allocations = [], []
    for name, count in reach.items():
        for _ in range(count):
            code = f"Z{len(pupils) + 1:02}"
            year = years[len(pupils)] if len(pupils) < len(years) else "4"
            pupils.append(a_pupil(code, year_group=year))
            allocations.append(_place(code, name))
    needs = [
        a_need(f"N{one.pupil}", pupil=one.pupil, strand=one.provision.lower())
        for one in allocations
    ]
    school = small_school(
        pupils=pupils,
        needs=needs,
        provisions=[a_support(name, name=f"Help with {name.lower()}") for name in reach],
        effects=[an_effect(name, strand=name.lower()) for name in reach],
        statutory=[],
        current_plan=None,
        funding=[a_stream(), *streams],
    )
    return Setting(school, _plan(allocations, needs), dt.date(2026, 11, 26), role=Role.VIEWER)


def _plan(allocations, needs):
    plan = small_plan()
    paid = [_paid(row) for row in allocations]
    whole = sum((row.amount for row in paid), Decimal(0))
    return replace(
        plan,
        allocations=tuple(allocations),
        deployment=tuple(_deployed(row) for row in allocations),
        statutory=(),
        coverage=tuple(
            Coverage(
                need=need.need,
                pupil=need.pupil,
                strand=need.strand,
                target_hours=39,
                effective_hours=14,
                coverage=14 / 39,
            )
            for need in needs
        ),
        spending=tuple(paid),
        summary=replace(plan.summary, committed_cost=whole, planned_cost=Decimal(0)),
    )


def _place(pupil, provision):
    return Allocation(
        term="T1",
        pupil=pupil,
        provision=provision,
        hours_per_week=1.0,
        weeks=14,
        staff_hours_per_week=1.0,
        cost=PLACE,
    )


def _paid(row):
    return Spending(
        stream="GENERAL",
        cost_item="TA1",
        kind="employed",
        pupil=row.pupil,
        provision=row.provision,
        term="T1",
        amount=PLACE,
    )


def _deployed(row):
    return Deployment(term="T1", staff="TA1", provision=row.provision, hours_per_week=1.0)
