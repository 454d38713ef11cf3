"""Plans spoilt in who delivers, in hours bought, and in the time and share of pupils."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.optimiser.checks import (
    adult,
    hiring,
    pupil,
)
from planner.optimiser.plan import Hire, Plan
from planner.school.records import StaffMember
from planner.school.school import School
from tests.optimiser.checks.change import (
    Both,
    Tamper,
    added,
    altered,
    altered_all,
    reconciled,
    under,
)
from tests.optimiser.checks.small_plan import spent


def _skilled_leader_unnamed(school: School, plan: Plan) -> Both:
    """TA1 learns what F1 asks for: 0.8 h a week of the group then count towards it."""
    school = altered(school, "staff", {"staff": "TA1"}, skills=("salt",))
    return school, altered_all(plan, "statutory", {"item": "F1"}, planned_hours=1.8)


def _named_for_more_than_received(school: School, plan: Plan) -> Both:
    """TA2 learns what F1 asks for, and is in class for 2 hours, all named for P1 who has 1.5."""
    school = altered(school, "staff", {"staff": "TA2"}, skills=("salt",))
    plan = altered(plan, "deployment", {"staff": "TA2"}, hours_per_week=2.0, pupils=("P1",))
    return school, altered(plan, "statutory", {"item": "F1", "term": "T2"}, planned_hours=3.0)


def _named_by_the_many(school: School, plan: Plan) -> Both:
    school = altered(school, "staff", {"staff": "AG1"}, skills=("salt", "talk"))
    school = altered(school, "provisions", {"provision": "SALT"}, group_max=1)
    return school, altered(plan, "deployment", {"staff": "AG1", "term": "T1"}, pupils=("P1", "P2"))


def _bought_before_arriving(school: School, plan: Plan) -> Both:
    late = StaffMember(
        staff="AG2",
        role="TA",
        engagement="agency",
        hourly_cost="30",
        starts=dt.date(2026, 10, 1),
    )
    bought = Hire(staff="AG2", engagement="agency", term="T1", hours_per_week=0.0, cost="0")
    return added(school, "staff", late), added(plan, "hiring", bought)


def _therapist_paid_more(school: School, plan: Plan) -> Both:
    plan = altered(plan, "hiring", {"staff": "AG1", "term": "T1"}, cost=510)
    return reconciled(
        school, added(plan, "spending", spent("GENERAL", "AG1", "agency", "T1", "10"))
    )


def _post_with_a_break(school: School, plan: Plan) -> Both:
    """The post is filled in the first term only; nothing in the second keeps it."""
    hire = Hire(staff="TA3", engagement="vacancy", term="T1", hours_per_week=5.0, cost="0")
    post = StaffMember(
        staff="TA3", role="TA", engagement="vacancy", contract_hours=5.0, annual_cost="0"
    )
    return added(school, "staff", post), added(plan, "hiring", hire)


def _details(school: School, **facts: object) -> School:
    return replace(school, details=school.details.model_copy(update=facts))


OF_ADULTS = (
    Tamper(
        adult.support_is_given_by_trained_staff,
        "therapy without the skill",
        lambda s, p: (altered(s, "provisions", {"provision": "SALT"}, skill="bsl"), p),
    ),
    Tamper(
        adult.groups_have_their_adult_deployed,
        "a group whose adult leaves early",
        lambda s, p: (
            s,
            altered(p, "deployment", {"term": "T1", "group": "G1"}, hours_per_week=1.4),
        ),
    ),
    Tamper(
        adult.support_has_adults_enough,
        "an hour and a half in class with less of an adult",
        lambda s, p: (
            s,
            altered(p, "deployment", {"term": "T1", "provision": "INCLASS"}, hours_per_week=1.4),
        ),
    ),
    Tamper(
        adult.adults_are_deployed_only_with_pupils,
        "an adult in class when no pupil is",
        lambda s, p: (s, altered(p, "deployment", {"staff": "TA2"}, hours_per_week=2.6)),
    ),
    Tamper(
        adult.staff_stay_within_their_hours,
        "more absence than was planned for",
        lambda s, p: under(s, p, absence_percent=20.0),
    ),
    Tamper(
        adult.hours_are_named_only_where_they_count,
        "hours named of a TA without the skill",
        lambda s, p: (s, altered(p, "deployment", {"staff": "TA2"}, pupils=("P1",))),
    ),
    Tamper(
        adult.hours_are_named_only_where_they_count,
        "hours shared by more than may share them",
        _named_by_the_many,
    ),
    Tamper(
        adult.groups_name_those_their_hours_count_for,
        "a group whose hours count for somebody unnamed",
        _skilled_leader_unnamed,
    ),
    Tamper(
        adult.named_hours_are_received,
        "more hours named than received",
        _named_for_more_than_received,
    ),
)

OF_HIRING = (
    Tamper(
        hiring.hours_are_bought_only_from_those_who_are_there,
        "agency hours before the first day",
        _bought_before_arriving,
    ),
    Tamper(
        hiring.extra_hours_stay_within_what_is_offered,
        "more hours than offered",
        lambda s, p: (altered(s, "staff", {"staff": "TA1"}, extra_hours=0.2), p),
    ),
    Tamper(
        hiring.vacancies_keep_their_hours,
        "a post below its fewest hours",
        lambda s, p: (altered(s, "staff", {"staff": "TA2"}, min_hours=6.0), p),
    ),
    Tamper(hiring.vacancies_keep_their_hours, "a post that ends too soon", _post_with_a_break),
    Tamper(
        hiring.bought_hours_are_those_delivered,
        "hours bought that nobody gets",
        lambda s, p: (
            s,
            altered(p, "hiring", {"staff": "AG1", "term": "T1"}, hours_per_week=1.1),
        ),
    ),
    Tamper(
        hiring.bought_hours_stay_within_their_limits,
        "more hours in the year than there are",
        lambda s, p: (altered(s, "staff", {"staff": "AG1"}, hours_limit=19.0), p),
    ),
    Tamper(
        hiring.bought_hours_stay_within_their_limits,
        "more hours in a week than there are",
        lambda s, p: (altered(s, "staff", {"staff": "AG1"}, deployable_hours=0.9), p),
    ),
    Tamper(
        hiring.bought_hours_cost_what_they_cost, "a therapist who costs more", _therapist_paid_more
    ),
)

OF_PUPILS = (
    Tamper(
        pupil.pupils_stay_within_their_time_out_of_class,
        "an hour out of class where half may be",
        lambda s, p: (altered(s, "pupils", {"pupil": "P1"}, withdrawal_limit_hours=0.5), p),
    ),
    Tamper(
        pupil.pupils_stay_within_their_time_out_of_class,
        "an hour out of class where the school allows half",
        lambda s, p: (_details(s, withdrawal_limit_hours=0.5), p),
    ),
    Tamper(
        pupil.pupils_stay_within_the_school_week,
        "four hours in a week of three",
        lambda s, p: (_details(s, school_week_hours=3.0), p),
    ),
    Tamper(
        pupil.places_take_their_share_of_adult_hours,
        "a place that takes half of the group",
        lambda s, p: (
            s,
            altered(
                p,
                "allocations",
                {"term": "T1", "pupil": "P1", "provision": "GROUP"},
                staff_hours_per_week=0.75,
            ),
        ),
    ),
    Tamper(
        pupil.places_cost_their_share,
        "a place without a cost",
        lambda s, p: (
            s,
            altered(p, "allocations", {"term": "T1", "provision": "SALT"}, cost=None),
        ),
    ),
    Tamper(
        pupil.places_cost_their_share,
        "an item that costs again",
        lambda s, p: (
            s,
            altered(p, "allocations", {"term": "T2", "provision": "TABLET"}, cost=100),
        ),
    ),
)

TAMPERS = (*OF_ADULTS, *OF_HIRING, *OF_PUPILS)
