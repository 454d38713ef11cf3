"""Pupils' time: out of class, in school, and support that is given properly or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from planner.optimiser.rows import Parts, Row, Sum, at_least, at_most, weekly_hours


def _hours_by_term(parts: Parts, pupil: str, term: int, *, only_out_of_class: bool) -> Sum:
    provisions = {place.provision for place in parts.problem.places_of[pupil]}
    return [
        pair
        for code in sorted(provisions)
        if parts.problem.school.provision_by_id[code].withdraws or not only_out_of_class
        for pair in weekly_hours(parts, pupil, code, term)
    ]


def _relief(parts: Parts, pupil: str, term: int) -> Sum:
    relief = parts.variables.more_time.get((pupil, term))
    return [] if relief is None else [(relief, -1.0)]


def pupils_stay_in_class_enough(parts: Parts) -> Iterator[Row]:
    """A pupil is out of class no longer than the limit.

    sum_v hours received[p,v,t] over provision that withdraws <= limit[p]   for each p, t  [h/week]
    """
    for pupil in parts.problem.pupils:
        for term in range(parts.problem.term_count):
            hours = _hours_by_term(parts, pupil.pupil, term, only_out_of_class=True)
            if hours:
                limit = parts.problem.withdrawal_limit(pupil.pupil)
                relief = _relief(parts, pupil.pupil, term)
                yield (pupil.pupil, term), at_most([*hours, *relief], limit)


def pupils_receive_no_more_than_the_school_week(parts: Parts) -> Iterator[Row]:
    """All that a pupil receives in a week fits into the week.

    sum_v hours received[p,v,t] <= school_week_hours   for each p, t  [h/week]
    """
    limit = parts.problem.school.details.school_week_hours
    for pupil in parts.problem.pupils:
        for term in range(parts.problem.term_count):
            hours = _hours_by_term(parts, pupil.pupil, term, only_out_of_class=False)
            if hours:
                relief = _relief(parts, pupil.pupil, term)
                yield (pupil.pupil, term), at_most([*hours, *relief], limit)


def support_is_given_in_full_or_not_at_all(parts: Parts) -> Iterator[Row]:
    """Support with a fewest number of hours is given for at least those, or not at all.

    min_hours[v] * given[p,v,t] <= hours[p,v,t] <= most[p,v] * given[p,v,t]   [h/week]
    """
    for place, given in parts.variables.given.items():
        hours = parts.variables.hours[place]
        fewest = parts.problem.school.provision_by_id[place.provision].min_hours
        yield (place, "fewest"), at_least([(hours, 1.0), (given, -fewest)], 0)
        yield (place, "most"), at_most([(hours, 1.0), (given, -hours.upBound)], 0)
