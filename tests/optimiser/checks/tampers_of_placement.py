"""Plans spoilt in the tables, in what pupils receive and in their groups."""

from __future__ import annotations

import datetime as dt

from planner.optimiser.checks import (
    group,
    placement,
    table,
)
from planner.optimiser.plan import Plan
from planner.school.records import Allocation
from planner.school.school import School
from tests.builders import a_pin, a_pupil, a_support, an_effect, an_item
from tests.optimiser.checks.change import (
    Both,
    Tamper,
    added,
    altered,
    altered_all,
    reconciled,
)
from tests.optimiser.checks.small_plan import spent

_LAMP = an_item("LAMP", cost_per_pupil="0", weekly_hours=0.0)


def _has_lamp(term: str) -> Allocation:
    return Allocation(
        term=term, pupil="P2", provision="LAMP", hours_per_week=0.0, weeks=10.0, cost="0"
    )


def _lamp_for_nothing(school: School, plan: Plan) -> Both:
    lamps = _has_lamp("T1"), _has_lamp("T2")
    return added(school, "provisions", _LAMP), added(plan, "allocations", *lamps)


def _lamp_in_one_term(school: School, plan: Plan) -> Both:
    school = added(school, "provisions", _LAMP)
    school = added(school, "effects", an_effect("LAMP", strand="access"))
    return school, added(plan, "allocations", _has_lamp("T1"))


def _pupil_who_left(school: School, plan: Plan) -> Both:
    school = added(school, "pupils", a_pupil("P3", leaves=dt.date(2026, 12, 18)))
    school = added(school, "provisions", a_support("CHAT"))
    school = added(school, "pins", a_pin(pupil="P3", provision="CHAT", term="T2"))
    row = Allocation(
        term="T2", pupil="P3", provision="CHAT", hours_per_week=1.0, weeks=0.0, cost="0"
    )
    return school, added(plan, "allocations", row)


def _group_after_group(school: School, plan: Plan) -> Both:
    """The group of the second term is another one, so it is started and paid for again."""
    for rows in ("allocations", "groups", "deployment"):
        plan = altered_all(plan, rows, {"term": "T2", "group": "G1"}, group="G2")
    start = spent("GENERAL", "GROUP", "per_group", "T2", "40", provision="GROUP")
    return reconciled(school, added(plan, "spending", start))


def _group_twice(school: School, plan: Plan) -> Both:
    school = altered(school, "provisions", {"provision": "GROUP"}, terms=1)
    return _group_after_group(school, plan)


def _joined_by_another(school: School, plan: Plan) -> Both:
    school = added(school, "pupils", a_pupil("P3"))
    return school, altered_all(plan, "groups", {}, pupils=("P1", "P2", "P3"), size=3)


OF_TABLES = (
    Tamper(
        table.rows_name_what_the_school_has,
        "a stream that does not exist",
        lambda s, p: (s, altered(p, "funding", {"stream": "GRANT"}, stream="LOTTERY")),
    ),
    Tamper(
        table.rows_name_what_the_school_has,
        "a pupil in a group who does not exist",
        lambda s, p: (s, altered(p, "groups", {"term": "T1"}, pupils=("P1", "P9"))),
    ),
    Tamper(
        table.rows_name_what_the_school_has,
        "a salary of somebody who is bought by the hour",
        lambda s, p: (s, altered(p, "spending", {"kind": "extra"}, cost_item="AG1")),
    ),
    Tamper(
        table.rows_say_whose_they_are,
        "a need in another strand",
        lambda s, p: (s, altered(p, "coverage", {"need": "N5"}, strand="vision")),
    ),
    Tamper(
        table.rows_say_whose_they_are,
        "an item of another pupil",
        lambda s, p: (s, altered(p, "statutory", {"item": "F3"}, pupil="P2")),
    ),
    Tamper(
        table.rows_say_whose_they_are,
        "a therapist hired as a post",
        lambda s, p: (
            s,
            altered(p, "hiring", {"staff": "AG1", "term": "T1"}, engagement="vacancy"),
        ),
    ),
    Tamper(
        table.rows_stand_once,
        "a stream told twice",
        lambda s, p: (s, added(p, "funding", p.funding[-1])),
    ),
    Tamper(
        table.figures_are_not_negative,
        "hours below nothing",
        lambda s, p: (s, altered_all(p, "deployment", {"staff": "AG1"}, hours_per_week=-1.0)),
    ),
    Tamper(
        table.figures_are_not_negative,
        "hours that are no number",
        lambda s, p: (s, altered(p, "coverage", {"need": "N5"}, coverage=float("nan"))),
    ),
)

OF_PLACEMENT = (
    Tamper(
        placement.provisions_are_for_the_year_group,
        "a tablet that is for year 5",
        lambda s, p: (altered(s, "provisions", {"provision": "TABLET"}, years=("5",)), p),
    ),
    Tamper(placement.pupils_have_a_use_for_what_they_receive, "a lamp", _lamp_for_nothing),
    Tamper(
        placement.pupils_are_on_roll_for_what_they_receive,
        "support after leaving",
        _pupil_who_left,
    ),
    Tamper(
        placement.weeks_are_those_of_the_calendar,
        "support in 8 weeks of 10",
        lambda s, p: (
            s,
            altered(p, "allocations", {"term": "T1", "provision": "INCLASS"}, weeks=8.0),
        ),
    ),
    Tamper(
        placement.programmes_give_their_full_dose,
        "sessions that last longer than they are counted",
        lambda s, p: (
            altered(
                s,
                "provisions",
                {"provision": "GROUP"},
                session_minutes=33.0,
                preparation_minutes=12.0,
            ),
            p,
        ),
    ),
    Tamper(placement.programmes_run_for_all_their_terms, "the same programme twice", _group_twice),
    Tamper(placement.items_are_bought_once, "an item that is taken back", _lamp_in_one_term),
    Tamper(
        placement.items_are_worth_their_hours,
        "an item worth more",
        lambda s, p: (altered(s, "provisions", {"provision": "TABLET"}, weekly_hours=0.6), p),
    ),
    Tamper(
        placement.support_stays_within_its_hours,
        "more than the most",
        lambda s, p: (altered(s, "provisions", {"provision": "INCLASS"}, max_hours=1.2), p),
    ),
    Tamper(
        placement.support_stays_within_its_hours,
        "less than the fewest",
        lambda s, p: (altered(s, "provisions", {"provision": "INCLASS"}, min_hours=1.2), p),
    ),
)

OF_GROUPS = (
    Tamper(
        group.groups_are_of_programmes,
        "an item in a group",
        lambda s, p: (
            s,
            altered(p, "allocations", {"term": "T1", "provision": "TABLET"}, group="G9"),
        ),
    ),
    Tamper(
        group.groups_have_enough_pupils,
        "two where three are the fewest",
        lambda s, p: (altered(s, "provisions", {"provision": "GROUP"}, group_min=3), p),
    ),
    Tamper(
        group.groups_have_enough_pupils,
        "a size that is not the number of names",
        lambda s, p: (s, altered(p, "groups", {"term": "T1"}, size=3)),
    ),
    Tamper(
        group.groups_keep_to_one_key_stage,
        "year 4 with year 7",
        lambda s, p: (altered(s, "pupils", {"pupil": "P2"}, year_group="7"), p),
    ),
    Tamper(
        group.groups_at_one_time_stay_within_their_number,
        "one group where none may run",
        lambda s, p: (altered(s, "provisions", {"provision": "GROUP"}, max_groups=0), p),
    ),
    Tamper(
        group.groups_are_led_by_trained_staff,
        "a TA where an HLTA is asked for",
        lambda s, p: (altered(s, "provisions", {"provision": "GROUP"}, roles=("HLTA",)), p),
    ),
    Tamper(
        group.groups_are_led_by_trained_staff,
        "a TA without the skill",
        lambda s, p: (altered(s, "provisions", {"provision": "GROUP"}, skill="neli"), p),
    ),
    Tamper(
        group.groups_keep_their_adult_and_pupils,
        "a group that becomes another half way",
        _group_after_group,
    ),
    Tamper(
        group.groups_hold_the_pupils_placed_in_them,
        "a pupil in the group without a place",
        _joined_by_another,
    ),
    Tamper(
        group.groups_take_their_adults_hours,
        "a group that forgets some preparation",
        lambda s, p: (s, altered(p, "groups", {"term": "T1"}, staff_hours_per_week=1.49)),
    ),
)

TAMPERS = (*OF_TABLES, *OF_PLACEMENT, *OF_GROUPS)
