"""Random small schools, each of them one that a school could have written down.

Every part of the contract has its chance: groups, support and items, all four engagements, skills,
part years, restricted money with dates, statutory items by week, term and year, and today's plan.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import strategies as st

from planner.school.agreement import find_disagreements
from planner.school.records import CurrentAllocation, Policies
from planner.school.registers import Registers
from planner.school.school import School
from tests.builders import (
    a_budget_line,
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_referral,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    an_effect,
    an_item,
    details,
    three_terms,
)

DAY = dt.date
STRANDS = ("language", "literacy", "emotional")
HOURS = (0.25, 0.5, 1.0, 1.5, 2.0, 3.0)


def _some(*choices):
    return st.sampled_from(choices)


@st.composite
def _pupils(draw):
    return [
        a_pupil(
            f"P{number}",
            year_group=draw(_some("2", "3", "4", "4")),
            sen_status=draw(_some("E", "K", "N")),
            pupil_premium=draw(st.booleans()),
            starts=draw(_some(None, None, None, DAY(2026, 10, 12), DAY(2027, 1, 4))),
            leaves=draw(_some(None, None, None, DAY(2027, 2, 12))),
            withdrawal_limit_hours=draw(_some(None, None, 1.0, 2.0)),
        )
        for number in range(1, draw(st.integers(1, 5)) + 1)
    ]


@st.composite
def _needs(draw, pupils):
    needs = []
    for pupil in pupils:
        for strand in draw(st.lists(_some(*STRANDS), max_size=2, unique=True)):
            needs.append(
                a_need(
                    f"N{len(needs) + 1}",
                    pupil=pupil.pupil,
                    strand=strand,
                    level=draw(st.integers(1, 4)),
                    priority=draw(_some(None, None, 3.0)),
                )
            )
    return needs


@st.composite
def _staff(draw):
    contract = draw(_some(2.0, 4.0, 10.0))
    everybody = [
        a_teaching_assistant(
            contract_hours=contract,
            deployable_hours=contract * draw(_some(0.5, 0.8, 1.0)),
            annual_cost=str(draw(_some(800, 1560, 5000))),
            skills=draw(_some("", "elsa", "makaton")),
            extra_hours=draw(_some(0.0, 0.0, 1.5)),
            extra_hour_cost=draw(_some(None, "17.35")),
            leaves=draw(_some(None, None, None, DAY(2027, 4, 30))),
        ),
        a_teaching_assistant(
            "VAC",
            engagement="vacancy",
            contract_hours=6.0,
            deployable_hours=5.0,
            min_hours=draw(_some(None, 0.0, 2.5)),
            annual_cost="3333.33",
            skills=draw(_some("", "elsa", "makaton")),
            leaves=draw(_some(None, None, DAY(2027, 5, 28))),
        ),
        a_teaching_assistant(
            "AGY",
            engagement="agency",
            contract_hours=None,
            deployable_hours=draw(_some(None, 3.0)),
            hourly_cost="23.99",
            skills=draw(_some("", "elsa", "makaton")),
            hours_limit=draw(_some(None, 20.0)),
        ),
        a_teaching_assistant(
            "SLT",
            role="therapist",
            engagement="service",
            contract_hours=None,
            hourly_cost="61.07",
            skills="salt;elsa",
            hours_limit=draw(_some(None, 6.0)),
            starts=draw(_some(None, DAY(2027, 1, 4))),
        ),
    ]
    return [member for member in everybody if member.staff == "TA1" or draw(st.booleans())]


@st.composite
def _provisions(draw, terms, staff):
    fewest = draw(st.integers(1, 3))
    everything = [
        a_programme(
            group_min=fewest,
            group_max=fewest + draw(st.integers(0, 2)),
            mixed_years=draw(st.booleans()),
            sessions_per_week=draw(_some(1.0, 2.0)),
            session_minutes=draw(_some(20.0, 45.0)),
            preparation_minutes=draw(_some(0.0, 10.0)),
            terms=draw(st.integers(1, terms)),
            weeks=draw(_some(None, None, 6.0, 13.0)),
            roles=("TA", "therapist"),
            max_groups=draw(_some(None, 1)),
            cost_per_pupil=draw(_some("0", "4.99")),
            cost_per_group=draw(_some("0", "33.35")),
            set_up_cost=draw(_some("0", "75")),
        ),
        a_support(
            group_max=draw(st.integers(1, 3)),
            min_hours=draw(_some(0.0, 0.0, 0.75)),
            max_hours=draw(_some(None, 2.0)),
            cost_per_pupil=draw(_some("0", "0", "12.50")),
            set_up_cost=draw(_some("0", "0", "20")),
            withdraws_given=draw(_some(None, True)),
        ),
        a_support("S2", roles=("therapist", "TA"), skill=draw(_some("", "salt", "elsa"))),
        an_item(cost_per_pupil=draw(_some("0", "149.99")), years=draw(_some("", "3-6"))),
    ]
    chosen = [entry for entry in everything if draw(st.booleans())]
    return [
        entry
        for entry in chosen or everything[1:2]
        if entry.is_item
        or any(member.role in entry.roles and member.has_skill(entry.skill) for member in staff)
    ]


@st.composite
def _statutory(draw, pupils, provisions):
    givers = [entry.provision for entry in provisions if not entry.is_item]
    items = []
    for number in range(1, draw(st.integers(0, 2)) + 1):
        per = draw(_some("week", "week", "term", "year"))
        items.append(
            a_statutory_item(
                f"F{number}",
                pupil=draw(_some(*[pupil.pupil for pupil in pupils])),
                hours=draw(_some(0.5, 1.0, 2.0)) * {"week": 1, "term": 10, "year": 30}[per],
                per=per,
                provisions=draw(st.lists(_some(*givers), max_size=1)) if givers else (),
                skill=draw(_some("", "", "elsa", "makaton")),
                max_group=draw(_some(None, None, 1, 2)),
                starts=draw(_some(None, None, DAY(2026, 11, 2))),
                ends=draw(_some(None, None, DAY(2027, 2, 1))),
            )
        )
    return items


@st.composite
def _money(draw, pupils, provisions):
    streams = [a_stream(amount=str(draw(_some(0, 700, 2000, 6000, 20000))))]
    if draw(st.booleans()):
        last = draw(_some(None, DAY(2027, 1, 31)))
        streams.append(a_stream("GENERAL2", amount="950.50", ends=last))
    whom = [f"pupil:{pupils[0].pupil}", "ehcp", "pupil_premium;looked_after", "strand:language"]
    whom += [f"provision:{provisions[0].provision}", "tier:targeted"]
    for number in range(1, draw(st.integers(0, 2)) + 1):
        streams.append(
            a_stream(
                f"R{number}",
                amount=str(draw(_some(120, 400, "1500.05"))),
                restricted_to=draw(_some(*whom)),
                starts=draw(_some(None, None, DAY(2027, 1, 1))),
            )
        )
    lines = []
    if draw(st.booleans()):
        named = draw(_some(None, streams[-1].stream))
        lines.append(a_budget_line(amount=str(draw(_some(100, "333.33"))), stream=named))
    return streams, lines


@st.composite
def _referrals(draw, pupils, staff, streams):
    """Up to two: at a price, or for hours of the therapist; some name the stream that pays."""
    codes = [member.staff for member in staff if member.engagement.value == "service"]
    rows = []
    for number in range(draw(st.integers(0, 2))):
        service = draw(_some(None, *codes))
        rows.append(
            a_referral(
                f"R{number}",
                pupil=draw(_some(*[pupil.pupil for pupil in pupils])),
                cost=None if service else draw(_some("0", "120", "333.335")),
                staff=service,
                hours=draw(_some(1.0, 5.5)) if service else None,
                stream=draw(_some(None, None, None, streams[-1].stream)),
                due=draw(_some(None, DAY(2027, 1, 15))),
                status=draw(_some("asked", "asked", "declined")),
            )
        )
    return rows


@st.composite
def _today(draw, pupils, provisions, terms):
    if draw(st.booleans()):
        return None
    rows = []
    for pupil in pupils:
        for entry in provisions:
            for term in terms:
                if draw(st.integers(0, 3)) == 0:
                    hours = draw(_some(*HOURS))
                    rows.append(
                        CurrentAllocation(
                            term=term.term,
                            pupil=pupil.pupil,
                            provision=entry.provision,
                            hours_per_week=hours,
                        )
                    )
    return rows


@st.composite
def small_schools(draw) -> School:
    """A school of 1 to 5 pupils and 1 to 3 terms, without a fault that a reader would refuse."""
    terms = three_terms()[: draw(st.integers(1, 3))]
    pupils = draw(_pupils())
    staff = draw(_staff())
    provisions = draw(_provisions(len(terms), staff)) or [a_support("S1")]
    money, lines = draw(_money(pupils, provisions))
    referrals = draw(_referrals(pupils, staff, money))
    school = a_school(
        details=details(school_week_hours=draw(_some(32.5, 3.0)), withdrawal_limit_hours=2.5),
        policies=Policies(
            statutory_may_overspend=draw(_some(False, False, True)),
            fairness=draw(_some(0.8, 0.0, 1.0)),
            keep_current_plan=draw(_some(0.02, 0.0, 0.3)),
            reserve=draw(_some("0", "0", "150")),
            absence_percent=draw(_some(0.0, 0.0, 4.0)),
        ),
        terms=terms,
        pupils=pupils,
        needs=draw(_needs(pupils)),
        staff=staff,
        provisions=provisions,
        effects=[
            an_effect(entry.provision, strand=strand, effect=draw(_some(0.3, 0.8, 1.0, 1.6)))
            for entry in provisions
            for strand in draw(st.lists(_some(*STRANDS), min_size=1, max_size=2, unique=True))
        ],
        statutory=draw(_statutory(pupils, provisions)),
        funding=money,
        budget_lines=lines,
        referrals=referrals,
        pins=[
            a_pin(
                pupil=pupil.pupil,
                provision=draw(_some(*[entry.provision for entry in provisions])),
                term=draw(_some(None, terms[0].term)),
                rule="must_not",
            )
            for pupil in pupils
            if draw(st.integers(0, 5)) == 0
        ],
        current_plan=draw(_today(pupils, provisions, terms)),
    )
    return without_what_disagrees(school)


def without_what_disagrees(school: School) -> School:
    """Leave out the statutory items, pins and restricted streams that a reader would refuse."""
    faults, _ = find_disagreements(Registers.of(school))
    wrong = {(fault.file, fault.row - 2) for fault in faults}
    kept = {
        table: tuple(
            record
            for number, record in enumerate(getattr(school, table))
            if (f"{table}.csv", number) not in wrong
        )
        for table in ("statutory", "pins", "funding")
    }
    streams = {stream.stream for stream in kept["funding"]}
    owed = {
        table: tuple(row for row in getattr(school, table) if row.stream in {None, *streams})
        for table in ("budget_lines", "referrals")
    }
    return replace(school, **kept, **owed)
