"""Statutory provision: met, or its shortfall reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from planner.optimiser.problem import Placement
from planner.optimiser.rows import (
    Parts,
    Row,
    Sum,
    at_least,
    at_most,
    times,
    weekly_hours,
)
from planner.optimiser.variables import (
    Skilled,
    items_of,
    periods_of,
    provisions_for,
    skilled_deliverers,
    terms_in_force,
)
from planner.school.calendar import hours_counted_per_weekly_hour, hours_owed
from planner.school.codes import Per
from planner.school.records import Provision, StatutoryItem


def _counted_weekly_hours(
    parts: Parts, item: StatutoryItem, provision: Provision, term: int
) -> Sum:
    """Hours a week of a provision in a term that count towards an item [h/week]."""
    able, everybody = skilled_deliverers(parts.problem, item, provision)
    if everybody:
        return weekly_hours(parts, item.pupil, provision.provision, term)
    code = provision.provision
    if provision.is_support:
        return [
            (variable, 1.0)
            for helper in parts.problem.helpers_in.get((code, term), ())
            if helper.staff in able
            and (
                variable := parts.variables.skilled.get(
                    Skilled(helper.staff, item.pupil, code, term)
                )
            )
            is not None
        ]
    return [
        (variable, provision.session_hours_per_week)
        for start in range(max(0, term - provision.terms + 1), term + 1)
        if (
            variable := parts.variables.with_skill.get(
                (Placement(item.pupil, code, start), item.skill)
            )
        )
        is not None
    ]


def counted_hours(parts: Parts, item: StatutoryItem, term: int) -> Sum:
    """Hours of a term, of all provisions, that count towards an item [h]."""
    pupil = parts.problem.school.pupil_by_id[item.pupil]
    period = parts.problem.school.terms[term]
    return [
        pair
        for provision in provisions_for(parts.problem, item)
        for pair in times(
            _counted_weekly_hours(parts, item, provision, term),
            hours_counted_per_weekly_hour(item, pupil, provision, period),
        )
    ]


def statutory_hours_are_met_or_reported(parts: Parts) -> Iterator[Row]:
    """Every statutory hour in force is planned, or stands in the shortfall.

    hours counted[i,t] + short[i,t] >= hours owed[i,t]      for each item, each term in force  [h]
    sum_t hours counted[i,t] + short[i] >= hours[i]         for an item by the year            [h]

    Source: section 42 of the Children and Families Act 2014 makes provision in Section F a duty; a
    shortage is therefore named, never traded.
    """
    school = parts.problem.school
    for item in items_of(parts.problem):
        pupil = school.pupil_by_id[item.pupil]
        for period in periods_of(parts.problem, item):
            short = parts.variables.short[item.item, period]
            if period is None or item.per is Per.YEAR:
                terms, owed = terms_in_force(parts.problem, item), item.hours
            else:
                terms, owed = [period], hours_owed(item, pupil, school.terms[period])
            counted = [pair for term in terms for pair in counted_hours(parts, item, term)]
            yield (item.item, period), at_least([*counted, (short, 1.0)], owed)


def hours_that_need_a_skill_come_from_adults_who_have_it(parts: Parts) -> Iterator[Row]:
    """Hours count for a skill only while an adult who has it gives them.

    sum_s skilled[s,p,v,t] <= hours[p,v,t]                                                [h/week]
    skilled[s,p,v,t] * share on roll <= adult[s,v,t], and their sum <= group_max[v] * adult[s,v,t]
    with_skill[p,v,t,k] <= place[p,v,t];  members with it fit the groups led with it       [pupils]
    """
    yield from _skilled_support(parts)
    yield from _skilled_groups(parts)


def _skilled_support(parts: Parts) -> Iterator[Row]:
    variables = parts.variables
    by_place: dict[Placement, Sum] = defaultdict(list)
    by_adult: dict[tuple[str, str, int], Sum] = defaultdict(list)
    for key, skilled in variables.skilled.items():
        share = parts.problem.roll_share(key.pupil, key.term)
        by_place[Placement(key.pupil, key.provision, key.term)].append((skilled, 1.0))
        by_adult[key.staff, key.provision, key.term].append((skilled, share))
    for place, hours in by_place.items():
        yield place, at_most([*hours, (variables.hours[place], -1.0)], 0)
    helpers = {(one.staff, one.provision, one.term): one for one in parts.problem.helpers}
    for adult, hours in by_adult.items():
        given = variables.adult[helpers[adult]]
        most = parts.problem.school.provision_by_id[adult[1]].group_max
        yield adult, at_most([*hours, (given, -float(most))], 0)
        if most > 1:
            for skilled, share in hours:
                yield (adult, skilled.name), at_most([(skilled, share), (given, -1.0)], 0)


def _skilled_groups(parts: Parts) -> Iterator[Row]:
    variables, problem = parts.variables, parts.problem
    for (place, skill), chosen in variables.with_skill.items():
        yield (place, skill), at_most([(chosen, 1.0), (variables.place[place], -1.0)], 0)
    skills = sorted({(place.provision, skill) for place, skill in variables.with_skill})
    for code, skill in skills:
        provision = problem.school.provision_by_id[code]
        for key, places in problem.places_starting.items():
            if key.provision != code:
                continue
            chosen_here = [
                (variables.with_skill[place, skill], 1.0)
                for place in places
                if (place, skill) in variables.with_skill
            ]
            leads = problem.leads_starting[key]
            staff = problem.school.staff_by_id
            able = [variables.lead[one] for one in leads if staff[one.staff].has_skill(skill)]
            rest = [variables.lead[one] for one in leads if not staff[one.staff].has_skill(skill)]
            others = [(variables.place[place], 1.0) for place in places]
            yield (
                (key, skill, "most"),
                at_most([*chosen_here, *((one, -float(provision.group_max)) for one in able)], 0),
            )
            yield (
                (key, skill, "rest"),
                at_least(
                    [
                        *others,
                        *times(chosen_here, -1.0),
                        *((one, -float(problem.smallest_group(code))) for one in rest),
                    ],
                    0,
                ),
            )
