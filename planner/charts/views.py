"""The plan as tables for reading: by pupil, by adult, by provision and by stream of money."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from planner.charts.duties import duties_of
from planner.charts.ledgers import lines_with_ledgers, provisions_with_ledgers, pupils_with_ledgers
from planner.charts.money import NO_MONEY, NOT_SPENT, flows_by_stream
from planner.charts.reach import hours_received, reach_of
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import (
    engagement_name,
    kind_name,
    listed,
    sentence_case,
    status_name,
    strand_name,
)
from planner.charts.workload import pupils_of, workloads_of
from planner.optimiser.plan import Plan
from planner.school.fields import Restriction, RestrictionKind
from planner.school.records import FundingStream
from planner.school.school import School

_RESTRICTIONS = {
    RestrictionKind.PUPIL: "pupil {}",
    RestrictionKind.PUPIL_PREMIUM: "pupils with pupil premium",
    RestrictionKind.LOOKED_AFTER: "looked-after pupils",
    RestrictionKind.EHCP: "pupils with an EHCP",
    RestrictionKind.SEN_SUPPORT: "pupils on SEN Support",
    RestrictionKind.TIER: "{} provision",
    RestrictionKind.PROVISION: "provision {}",
    RestrictionKind.STRAND: "needs in {}",
}


def by_pupil(school: School, plan: Plan) -> Table:
    """Every pupil: what is met, what they receive and what it costs; the least met first."""
    reach = reach_of(school, plan)
    needs_of = reach.needs_by_pupil()
    duties: dict[str, list[bool]] = defaultdict(list)
    for duty in duties_of(school, plan):
        duties[duty.item.pupil].append(duty.is_met)
    hours: dict[str, float] = defaultdict(float)
    costs: dict[str, Decimal] = defaultdict(Decimal)
    for row in plan.allocations:
        hours[row.pupil] += hours_received(row, school)
        costs[row.pupil] += row.cost or 0
    rows = []
    for pupil in school.pupils:
        needs = needs_of.get(pupil.pupil, ())
        met = duties[pupil.pupil]
        today = reach.mean_today(needs) if needs else None
        rows.append(
            (
                *(pupil.pupil, pupil.year_group, status_name(pupil.sen_status)),
                f"{sum(met)} of {len(met)}" if met else "–",
                None if today is None else 100 * today,
                100 * reach.planned_mean(needs) if needs else None,
                hours[pupil.pupil] / school.weeks_in_year,
                float(costs[pupil.pupil]),
            )
        )
    rows.sort(key=lambda row: (all(duties[row[0]]), 101.0 if row[5] is None else row[5], row[0]))
    table = Table(
        name="by_pupil",
        says="Every pupil with what is met, received and spent; statutory shortfalls come first, "
        "then the least met.",
        columns=(
            Column("Pupil", ColumnKind.CODE),
            Column("Year"),
            Column("Status"),
            Column("Statutory lines met"),
            Column("Needs met today (%)", ColumnKind.PERCENT),
            Column("Needs met in the plan (%)", ColumnKind.PERCENT),
            Column("Received (hours a week)", ColumnKind.HOURS, "Mean of the year’s weeks"),
            Column("Cost (£ a year)", ColumnKind.MONEY),
        ),
        rows=tuple(rows),
    )
    return pupils_with_ledgers(table, school, plan)


def lines_of_pupil(school: School, plan: Plan, pupil: str) -> Table:
    """Everything one pupil receives, in the order of the terms."""
    adults: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in plan.deployment:
        adults[row.term, row.provision, row.group].append(row.staff)
    table = Table(
        name=f"plan_of_{pupil}",
        says=f"What {pupil} receives, term by term.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("Term"),
            Column("Received (hours a week)", ColumnKind.HOURS),
            Column("Weeks", ColumnKind.WEEKS),
            Column("Group"),
            Column("Adults"),
            Column("Cost (£ a term)", ColumnKind.MONEY),
        ),
        rows=tuple(
            (
                school.provision_by_id[row.provision].name,
                term_name(row.term, school),
                row.hours_per_week,
                row.weeks,
                row.group,
                listed(sorted(set(adults[row.term, row.provision, row.group]))),
                float(row.cost or 0),
            )
            for row in plan.allocations
            if row.pupil == pupil
        ),
    )
    return lines_with_ledgers(table, school, plan, pupil)


def by_adult(school: School, plan: Plan) -> Table:
    """Every line of the adults' deployment, by adult and term."""
    costs = {row.member.staff: row for row in workloads_of(school, plan)}
    order = {member.staff: place for place, member in enumerate(school.staff)}
    terms = {term.term: place for place, term in enumerate(school.terms)}
    rows = sorted(
        plan.deployment,
        key=lambda row: (order[row.staff], terms[row.term], -row.hours_per_week, row.group),
    )
    return Table(
        name="by_adult",
        says="What each adult does in each term, in the order of the staff register.",
        columns=(
            Column("Adult", ColumnKind.CODE),
            Column("Role"),
            Column("Paid how"),
            Column("Term"),
            Column("Provision"),
            Column("Hours (a week)", ColumnKind.HOURS),
            Column("Group"),
            Column("Pupils"),
        ),
        rows=tuple(
            (
                row.staff,
                costs[row.staff].member.role,
                engagement_name(costs[row.staff].member.engagement),
                term_name(row.term, school),
                school.provision_by_id[row.provision].name,
                row.hours_per_week,
                row.group,
                ", ".join(sorted(pupils_of(row, plan))),
            )
            for row in rows
        ),
    )


def by_provision(school: School, plan: Plan) -> Table:
    """Every provision in use: whom it reaches, how many hours it takes and what it costs."""
    pupils: dict[str, set[str]] = defaultdict(set)
    hours: dict[str, float] = defaultdict(float)
    costs: dict[str, Decimal] = defaultdict(Decimal)
    adult_hours: dict[str, float] = defaultdict(float)
    for row in plan.allocations:
        pupils[row.provision].add(row.pupil)
        hours[row.provision] += hours_received(row, school)
        costs[row.provision] += row.cost or 0
    for used in plan.deployment:
        weeks = school.term_by_id[used.term].weeks
        adult_hours[used.provision] += used.hours_per_week * weeks
    groups: dict[str, int] = defaultdict(int)
    for group in plan.groups:
        groups[group.provision] += 1
    in_use = sorted(pupils, key=lambda provision: (-costs[provision], provision))
    table = Table(
        name="by_provision",
        says="Every provision in use, the dearest first.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("Given as"),
            Column("Pupils", ColumnKind.COUNT),
            Column("Groups in all terms", ColumnKind.COUNT),
            Column("Received by pupils (hours a year)", ColumnKind.HOURS),
            Column("Given by adults (hours a year)", ColumnKind.HOURS),
            Column("Cost (£ a year)", ColumnKind.MONEY),
            Column("Cost per pupil (£ a year)", ColumnKind.MONEY),
        ),
        rows=tuple(
            (
                school.provision_by_id[provision].name,
                kind_name(school.provision_by_id[provision].kind),
                len(pupils[provision]),
                groups[provision] or None,
                hours[provision],
                adult_hours[provision],
                float(costs[provision]),
                float(costs[provision]) / len(pupils[provision]),
            )
            for provision in in_use
        ),
    )
    return provisions_with_ledgers(table, school, plan, in_use)


def by_stream(school: School, plan: Plan) -> Table:
    """Every stream of money: what it may pay for, what it paid and what is left."""
    uses: dict[str, list[str]] = defaultdict(list)
    for flow in flows_by_stream(school, plan):
        if flow.use != NOT_SPENT and flow.amount >= 1:
            uses[flow.source].append(f"{flow.use} £{flow.amount:,.0f}")
    rows = [
        (
            school.stream_by_id[row.stream].name,
            may_pay(school.stream_by_id[row.stream], school),
            float(row.amount),
            float(row.spent),
            float(row.unspent),
            "; ".join(uses[row.stream]),
        )
        for row in sorted(plan.funding, key=lambda row: (-row.amount, row.stream))
    ]
    if uses[NO_MONEY]:
        owed = float(plan.summary.unfunded)
        rows.append((NO_MONEY, "–", 0.0, owed, 0.0, "; ".join(uses[NO_MONEY])))
    return Table(
        name="by_stream",
        says="Every stream of money with what it paid for, the largest first.",
        columns=(
            Column("Stream", ColumnKind.CODE),
            Column("May pay for"),
            Column("Money in (£ a year)", ColumnKind.MONEY),
            Column("Spent (£ a year)", ColumnKind.MONEY),
            Column("Left (£ a year)", ColumnKind.MONEY),
            Column("Spent on"),
        ),
        rows=tuple(rows),
    )


def not_met(school: School, plan: Plan) -> Table:
    """Every statutory line that is short, and every need that nothing serves."""
    rows = [
        (
            duty.item.pupil,
            duty.item.source or duty.item.item,
            duty.asks_for,
            duty.planned_per_period,
            duty.shortfall,
            duty.hours_short,
            duty.why,
        )
        for duty in duties_of(school, plan)
        if not duty.is_met
    ]
    return Table(
        name="not_met",
        says="Statutory lines that are not met in full and why, the largest shortfall first.",
        columns=(
            Column("Pupil", ColumnKind.CODE),
            Column("Written in"),
            Column("Asks for"),
            Column("Planned"),
            Column("Short by"),
            Column("Short in the year (hours)", ColumnKind.HOURS),
            Column("Why"),
        ),
        rows=tuple(rows),
    )


def nothing_serves(school: School, plan: Plan) -> Table:
    """Every need that no provision of the catalogue could serve, or that nobody could give."""
    unserved = set(plan.summary.unserved_needs)
    return Table(
        name="nothing_serves",
        says="Needs that nothing in the catalogue serves, or that nobody has the skill to give.",
        columns=(
            Column("Pupil", ColumnKind.CODE),
            Column("Year"),
            Column("Need"),
            Column("Level (1 to 4)", ColumnKind.COUNT),
            Column("Would be met by (effective hours a week)", ColumnKind.HOURS),
        ),
        rows=tuple(
            (
                need.pupil,
                school.pupil_by_id[need.pupil].year_group,
                sentence_case(strand_name(need.strand)),
                need.level,
                need.target_hours_per_week,
            )
            for need in school.needs
            if need.need in unserved
        ),
    )


def may_pay(stream: FundingStream, school: School) -> str:
    """What a stream may pay for, in words."""
    if stream.is_general:
        return "anything"
    return listed(_restriction(entry, school) for entry in stream.restricted_to)


def term_name(term: str, school: School) -> str:
    """A term's name, or its code where it has none."""
    return school.term_by_id[term].name or term


def _restriction(entry: Restriction, school: School) -> str:
    value = entry.value.replace("_", " ")
    if entry.kind is RestrictionKind.PROVISION and entry.value in school.provision_by_id:
        return school.provision_by_id[entry.value].name
    return _RESTRICTIONS[entry.kind].format(value)
