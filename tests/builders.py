"""Records that are valid as they stand, so that a test writes only the fact it is about.

Each builder takes any field of its record by keyword. Codes refer to one another: the pupil is
``P1``, the need ``N1``, the adult ``TA1``, the support ``S1``, the stream ``GENERAL``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from planner.school.records import (
    BudgetLine,
    Effect,
    FundingStream,
    Need,
    OwnFigure,
    Pin,
    Policies,
    Provision,
    Pupil,
    Referral,
    Review,
    SchoolDetails,
    StaffMember,
    StatutoryItem,
    Term,
)
from planner.school.school import School


def _usual(facts: dict[str, Any], **usual: Any) -> dict[str, Any]:
    """The usual fields of a record, with the facts of the test in their place."""
    return usual | facts


def details(**facts: Any) -> SchoolDetails:
    """A school of 2026/27, with nothing else said of it."""
    return SchoolDetails(**_usual(facts, name="Example Primary", academic_year="2026/27"))


def a_term(**facts: Any) -> Term:
    """An autumn term of 14 weeks and 109 days."""
    first, last = dt.date(2026, 9, 1), dt.date(2026, 12, 18)
    return Term(**_usual(facts, term="T1", start=first, end=last, weeks=14.0))


def three_terms() -> tuple[Term, Term, Term]:
    """A year of 14 + 12 + 13 = 39 teaching weeks in 109, 81 and 101 days."""
    return (
        a_term(),
        a_term(term="T2", start=dt.date(2027, 1, 4), end=dt.date(2027, 3, 25), weeks=12.0),
        a_term(term="T3", start=dt.date(2027, 4, 12), end=dt.date(2027, 7, 21), weeks=13.0),
    )


def a_pupil(pupil: str = "P1", **facts: Any) -> Pupil:
    """A pupil of Year 4 on SEN Support, on roll all year."""
    return Pupil(**_usual(facts, pupil=pupil, year_group="4", sen_status="K"))


def a_need(need: str = "N1", **facts: Any) -> Need:
    """A need in language of level 2: 1 effective hour a week, weight 2."""
    return Need(**_usual(facts, need=need, pupil="P1", strand="language", level=2))


def a_statutory_item(item: str = "F1", **facts: Any) -> StatutoryItem:
    """Two hours a week, all year, of anything that the pupil can have."""
    return StatutoryItem(**_usual(facts, item=item, pupil="P1", hours=2.0))


def a_teaching_assistant(staff: str = "TA1", **facts: Any) -> StaffMember:
    """A TA of 25 hours a week at £19,500 a year; over 39 weeks that is £20 an hour.

    Another way of saying the cost, such as ``hourly_cost``, takes the place of the annual one.
    """
    usual = _usual(facts, staff=staff, role="TA", contract_hours=25.0)
    if not {"annual_cost", "hourly_cost", "pay_point"} & facts.keys():
        usual["annual_cost"] = "19500"
    return StaffMember(**usual)


def a_programme(provision: str = "G1", **facts: Any) -> Provision:
    """A one-term programme for 2 to 4 pupils: 3 sessions of 30 minutes, so 1.5 hours a week."""
    usual = _usual(
        facts,
        provision=provision,
        name="Language group",
        kind="programme",
        group_min=2,
        group_max=4,
        sessions_per_week=3.0,
        session_minutes=30.0,
        roles=("TA",),
    )
    return Provision(**usual)


def a_support(provision: str = "S1", **facts: Any) -> Provision:
    """Support in class by a TA, one to one."""
    usual = _usual(facts, provision=provision, name="In-class support", kind="support")
    return Provision(**_usual(usual, roles=("TA",)))


def an_item(provision: str = "I1", **facts: Any) -> Provision:
    """A tablet at £400 that is worth half an hour a week."""
    usual = _usual(facts, provision=provision, name="Tablet", kind="item")
    return Provision(**_usual(usual, cost_per_pupil="400", weekly_hours=0.5))


def an_effect(provision: str = "S1", **facts: Any) -> Effect:
    """An hour of the support is worth an effective hour towards language."""
    return Effect(**_usual(facts, provision=provision, strand="language", effect=1.0))


def a_stream(stream: str = "GENERAL", **facts: Any) -> FundingStream:
    """£25,000 that may pay for anything."""
    return FundingStream(**_usual(facts, stream=stream, name="SEN budget", amount="25000"))


def a_budget_line(line: str = "L1", **facts: Any) -> BudgetLine:
    """£390 over the whole year, paid from any general money: £10 a teaching week."""
    return BudgetLine(**_usual(facts, line=line, name="Licences", amount="390"))


def an_own_figure(**facts: Any) -> OwnFigure:
    """The school's own pay award: 3 % from 1 April 2026."""
    usual = _usual(facts, figure="njc_award", amount="3", starts=dt.date(2026, 4, 1))
    return OwnFigure(**_usual(usual, source="Circular 14 of the council"))


def a_referral(referral: str = "R1", **facts: Any) -> Referral:
    """The pupil was referred to the educational psychologist on 14 September, for £500."""
    usual = _usual(facts, referral=referral, pupil="P1", service="Educational psychology")
    return Referral(**_usual(usual, made=dt.date(2026, 9, 14), cost="500"))


def a_review(pupil: str = "P1", **facts: Any) -> Review:
    """In the autumn the support brought 7 of the 10 points that were expected of it."""
    usual = _usual(facts, pupil=pupil, provision="S1", term="T1", strand="language")
    usual = _usual(usual, measure="Language screen, standard score")
    return Review(**_usual(usual, before=70, after=77, expected=80))


def a_pin(**facts: Any) -> Pin:
    """The pupil must have the support in every term."""
    return Pin(**_usual(facts, pupil="P1", provision="S1", rule="must"))


_DETAILS = details()
_POLICIES = Policies()


def a_school(
    *,
    details: SchoolDetails = _DETAILS,
    policies: Policies = _POLICIES,
    **tables: Iterable[Any] | None,
) -> School:
    """One pupil with one need, one TA, one support that serves it, and one general stream.

    Any table can be given instead, such as ``pupils=[a_pupil(), a_pupil("P2")]``; what the other
    tables say of it has then to be given too.
    """
    school = School(
        details=details,
        policies=policies,
        terms=three_terms(),
        pupils=(a_pupil(),),
        needs=(a_need(),),
        staff=(a_teaching_assistant(),),
        provisions=(a_support(),),
        effects=(an_effect(),),
        funding=(a_stream(),),
    )
    given: dict[str, Any] = {
        table: None if records is None else tuple(records) for table, records in tables.items()
    }
    return replace(school, **given)
