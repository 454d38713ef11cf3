"""Adults: hours they have, hours they give, and posts that are filled."""

from __future__ import annotations

from collections.abc import Iterator

from planner.optimiser.plan import SpendingKind
from planner.optimiser.problem import Source
from planner.optimiser.rows import (
    Parts,
    Row,
    Sum,
    adult_hours,
    at_least,
    at_most,
    place_hours,
    times,
)
from planner.school.codes import Engagement
from planner.school.referral import hours_left


def _hours_of(parts: Parts, staff: str, term: int) -> Sum:
    return [
        pair
        for provision in parts.problem.work_of[staff, term]
        for pair in adult_hours(parts, staff, provision, term)
    ]


def _contract_hours_filled(parts: Parts, staff: str, term: int) -> Sum:
    return [
        (contract, 1.0)
        for (who, start), contract in parts.variables.contract.items()
        if who == staff and start <= term
    ]


def staff_stay_within_their_hours(parts: Parts) -> Iterator[Row]:
    """Nobody is deployed beyond the hours that can be timetabled, less absence, plus hours bought.

    sum_v adult hours[s,v,t] - sum_v extra[s,v,t] <= deployable[s] * (1 - absence)        [h/week]
    for a vacancy: ... <= deployable / contract * (1 - absence) * contract hours filled by t
    """
    school = parts.problem.school
    for staff, term in parts.problem.work_of:
        member = school.staff_by_id[staff]
        hours = _hours_of(parts, staff, term)
        hours += [
            (extra, -1.0)
            for provision in parts.problem.work_of[staff, term]
            if (extra := parts.variables.extra.get((staff, provision, term))) is not None
        ]
        relief = parts.variables.more_hours.get((staff, term))
        if relief is not None:
            hours.append((relief, -1.0))
        capacity = parts.problem.contract_capacity(staff, term)
        if member.engagement is Engagement.VACANCY:
            share = capacity / (member.contract_hours or 1.0)
            hours += times(_contract_hours_filled(parts, staff, term), -share)
            capacity = 0.0
        yield (staff, term), at_most(hours, capacity)


def bought_hours_stay_within_their_limits(parts: Parts) -> Iterator[Row]:
    """Extra hours are real hours of work and within what may be bought; yearly limits hold.

    extra[s,v,t] <= adult hours[s,v,t]   and   sum_v extra[s,v,t] <= extra_hours[s]     [h/week]
    sum_v,t adult hours[s,v,t] * weeks paid <= hours_limit[s] - hours of its referrals  [h/year]
    """
    problem, variables = parts.problem, parts.variables
    for (staff, provision, term), extra in variables.extra.items():
        hours = adult_hours(parts, staff, provision, term)
        yield (staff, provision, term), at_most([(extra, 1.0), *times(hours, -1.0)], 0)
    for staff, term in problem.work_of:
        extras = [
            (extra, 1.0)
            for provision in problem.work_of[staff, term]
            if (extra := variables.extra.get((staff, provision, term))) is not None
        ]
        if extras:
            yield (staff, term), at_most(extras, problem.extra_capacity(staff, term))
    for staff, member in sorted(problem.school.staff_by_id.items()):
        limit = hours_left(member, problem.school.referrals)
        if member.engagement.is_by_the_hour and limit is not None:
            source = Source(staff, SpendingKind(member.engagement.value))
            yearly = [
                pair
                for term in range(problem.term_count)
                for provision in problem.work_of.get((staff, term), ())
                for pair in times(
                    adult_hours(parts, staff, provision, term),
                    problem.weeks_paid(source, provision, term),
                )
            ]
            if yearly:
                yield staff, at_most(yearly, limit)


def support_has_enough_adults(parts: Parts) -> Iterator[Row]:
    """Support has an adult hour for every ``group_max`` pupil hours, and at least each pupil's.

    sum_s adult[s,v,t] >= sum_p hours[p,v,t] * share on roll / group_max[v]               [h/week]
    sum_s adult[s,v,t] >= hours[p,v,t] * share on roll   for each p, where group_max > 1
    sum_s adult[s,v,t] <= sum_p hours[p,v,t] * share on roll: nobody gives support to nobody
    """
    for (code, term), places in sorted(parts.problem.supports_in.items()):
        most = parts.problem.school.provision_by_id[code].group_max
        adults = [
            (parts.variables.adult[helper], 1.0) for helper in parts.problem.helpers_in[code, term]
        ]
        shares = [pair for place in places for pair in place_hours(parts, place, term)]
        yield (code, term), at_least([*adults, *times(shares, -1.0)], 0)
        yield (code, term, "most"), at_most([*adults, *times(shares, -float(most))], 0)
        if most == 1:
            continue
        for place in places:
            own = times(place_hours(parts, place, term), -float(most))
            yield (code, term, place.pupil), at_least([*adults, *own], 0)


def vacancies_are_filled_once_and_kept(parts: Parts) -> Iterator[Row]:
    """A vacancy starts in one term at most and keeps the same contract hours from then on.

    sum_t filled[s,t] <= 1                                                               [starts]
    min_hours[s] * filled[s,t] <= contract[s,t] <= contract_hours[s] * filled[s,t]       [h/week]
    """
    starts: dict[str, Sum] = {}
    for (staff, term), filled in parts.variables.filled.items():
        member = parts.problem.school.staff_by_id[staff]
        most = member.contract_hours or 0.0
        fewest = most if member.min_hours is None else member.min_hours
        contract = parts.variables.contract[staff, term]
        starts.setdefault(staff, []).append((filled, 1.0))
        yield (staff, term, "most"), at_most([(contract, 1.0), (filled, -most)], 0)
        yield (staff, term, "fewest"), at_least([(contract, 1.0), (filled, -fewest)], 0)
    for staff, terms in starts.items():
        yield staff, at_most(terms, 1)
