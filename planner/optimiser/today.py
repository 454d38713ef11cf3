"""What a school does today, re-checked and counted by the rules of a plan, without the solver.

Today's lines do not say which adult gives what. So an hour is taken to be given by somebody with
the skill that an item asks for, wherever somebody who may give it has that skill; and adults are
checked together: whether all who may give something have hours enough for it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from planner.costing.today import adult_hours_in_term
from planner.optimiser.checks import group, pin, placement, pupil
from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Check, Violation
from planner.optimiser.checks.tolerance import DEPLOYMENT
from planner.optimiser.plan import Group, Plan, Status, Summary
from planner.school.calendar import is_available, weeks_received
from planner.school.codes import Engagement
from planner.school.matching import counts_for, delivers_towards
from planner.school.records import Allocation, CurrentAllocation, StatutoryItem, Term
from planner.school.school import School

_NOT_SAID = "NOT-SAID"
_CHECKS: tuple[Check, ...] = (
    placement.provisions_are_for_the_year_group,
    placement.pupils_have_a_use_for_what_they_receive,
    placement.pupils_are_on_roll_for_what_they_receive,
    placement.programmes_give_their_full_dose,
    placement.programmes_run_for_all_their_terms,
    placement.items_are_bought_once,
    placement.items_are_worth_their_hours,
    placement.support_stays_within_its_hours,
    group.groups_have_enough_pupils,
    group.groups_keep_to_one_key_stage,
    group.groups_at_one_time_stay_within_their_number,
    pupil.pupils_stay_within_their_time_out_of_class,
    pupil.pupils_stay_within_the_school_week,
    pin.pins_are_kept,
    pin.what_must_not_be_is_not,
)
_STAFF = "staff_stay_within_their_hours"


def breaches_today(school: School) -> tuple[Violation, ...]:
    """Find what today's lines break of the rules of a plan; nothing is refused."""
    reading = reading_of(school, allocations_today(school))
    of_lines = tuple(found for check in _CHECKS for found in check(reading))
    return (*of_lines, *_hours_that_are_not_there(school))


def reading_of(school: School, allocations: tuple[Allocation, ...]) -> Reading:
    """Read allocations beside their school, as the checks of a plan do.

    Every item that asks for a skill counts the provisions that somebody with it could give.
    """
    counted = tuple(_without_skill(item, school) for item in school.statutory)
    return Reading(replace(school, statutory=counted), _as_plan(school, allocations))


def allocations_today(school: School) -> tuple[Allocation, ...]:
    """Give today's lines with their weeks; lines for the same thing are added up."""
    found: dict[tuple[str, str, str], list[CurrentAllocation]] = defaultdict(list)
    for row in school.current_plan or ():
        if row.hours_per_week > 0:
            found[row.term, row.pupil, row.provision].append(row)
    return tuple(_allocation(school, rows) for _, rows in sorted(found.items()))


def _allocation(school: School, rows: list[CurrentAllocation]) -> Allocation:
    first = rows[0]
    weeks = weeks_received(
        school.pupil_by_id[first.pupil],
        school.provision_by_id[first.provision],
        school.term_by_id[first.term],
    )
    return Allocation(
        term=first.term,
        pupil=first.pupil,
        provision=first.provision,
        group=first.group,
        hours_per_week=sum(row.hours_per_week for row in rows),
        weeks=weeks,
    )


def _without_skill(item: StatutoryItem, school: School) -> StatutoryItem:
    """Let the hours of provisions that somebody with the skill may give count for an item."""
    able = tuple(
        entry.provision
        for entry in school.provisions
        if counts_for(entry, item, school)
        and any(delivers_towards(one, item) for one in school.deliverers_of[entry.provision])
    )
    if not item.skill or not able:
        # Without anybody who has the skill no hour of today's counts.
        return item
    return item.model_copy(update={"skill": "", "provisions": able})


def _as_plan(school: School, allocations: tuple[Allocation, ...]) -> Plan:
    """Give lines the shape that the checks read; its summary says nothing."""
    members: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in allocations:
        if row.group and school.provision_by_id[row.provision].is_programme:
            members[row.group, row.provision, row.term].append(row.pupil)
    return Plan(
        allocations=allocations,
        groups=tuple(
            Group(
                group=code,
                provision=provision,
                term=term,
                pupils=tuple(pupils),
                size=len(pupils),
                staff=_NOT_SAID,
                staff_hours_per_week=school.provision_by_id[provision].group_hours_per_week,
            )
            for (code, provision, term), pupils in members.items()
        ),
        deployment=(),
        hiring=(),
        coverage=(),
        statutory=(),
        funding=(),
        spending=(),
        summary=_no_summary(school),
    )


def _no_summary(school: School) -> Summary:
    zero = Decimal(0)
    return Summary(
        status=Status.TIME_LIMIT,
        gap=0.0,
        solver="",
        seconds=0.0,
        goals=(),
        income=zero,
        committed_cost=zero,
        planned_cost=zero,
        unfunded=zero,
        statutory_shortfall_hours=0.0,
        statutory_gap_cost=zero,
        mean_coverage=0.0,
        worst_coverage=0.0,
        fair_share=0.0,
        inputs_sha256=school.inputs_sha256,
        planner_version="",
        policies=school.policies,
        most_alone={},
        unserved_needs=(),
    )


def _hours_that_are_not_there(school: School) -> Iterable[Violation]:
    """Find adults who together have fewer hours than what only they may give takes."""
    for term in school.terms:
        needed = adult_hours_today(school, term)
        adults = {code: _who_may(school, code) for code in needed}
        for who in sorted(set(adults.values()), key=sorted):
            only_theirs = [code for code in needed if adults[code] <= who]
            hours = sum(needed[code] for code in only_theirs)
            there = sum(_hours_of(school, staff, term) for staff in who)
            if hours > there + DEPLOYMENT:
                names = ", ".join(sorted(only_theirs))
                what = f"takes {hours:g} adult hours a week, and those who may give it have"
                yield Violation(_STAFF, f"deployment {term.term} / {names}", f"{what} {there:g}")


def adult_hours_today(school: School, term: Term) -> dict[str, float]:
    """Adult hours that today's lines take in a term, by provision [h/week].

    A group with a name takes its adult's hours whole; other lines take their share.
    """
    hours: dict[str, float] = defaultdict(float)
    groups: set[tuple[str, str]] = set()
    for row in school.current_plan or ():
        entry = school.provision_by_id[row.provision]
        if row.term != term.term or entry.is_item or row.hours_per_week <= 0:
            continue
        if row.group and entry.is_programme:
            if (row.provision, row.group) not in groups:
                groups.add((row.provision, row.group))
                hours[row.provision] += entry.group_hours_per_week
        else:
            hours[row.provision] += float(adult_hours_in_term(row, school)) / term.weeks
    return dict(hours)


def _who_may(school: School, provision: str) -> frozenset[str]:
    return frozenset(member.staff for member in school.deliverers_of[provision])


def _hours_of(school: School, staff: str, term: Term) -> float:
    """Hours a week that an adult has today; a post that is not filled has none [h/week]."""
    member = school.staff_by_id[staff]
    if not is_available(member, term) or member.engagement is Engagement.VACANCY:
        return 0.0
    if member.engagement.is_by_the_hour:
        return math.inf if member.deployable_hours is None else member.deployable_hours
    present = 1 - school.policies.absence_percent / 100
    return member.weekly_hours_with_pupils * present + member.extra_hours
