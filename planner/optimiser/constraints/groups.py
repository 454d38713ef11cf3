"""Groups of programmes: their size, their number, and one placement a year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from planner.optimiser.problem import Placement
from planner.optimiser.rows import Parts, Row, at_least, at_most


def groups_have_enough_pupils(parts: Parts) -> Iterator[Row]:
    """Every group that runs has at least its fewest pupils.

    sum_p place[p,v,t] >= group_min[v] * sum_s lead[s,v,t,b]   for each v, start t, band b  [pupils]
    """
    for key, leads in parts.problem.leads_starting.items():
        fewest = parts.problem.smallest_group(key.provision)
        members = [
            (parts.variables.place[place], 1.0)
            for place in parts.problem.places_starting.get(key, ())
        ]
        groups = [(parts.variables.lead[lead], -float(fewest)) for lead in leads]
        relief = parts.variables.fewer_pupils.get(key)
        yield (
            key,
            at_least([*members, *groups, *([(relief, 1.0)] if relief is not None else [])], 0),
        )


def groups_hold_no_more_than_they_may(parts: Parts) -> Iterator[Row]:
    """Pupils are placed only in groups that run, and no group holds more than its most pupils.

    sum_p place[p,v,t] <= group_max[v] * sum_s lead[s,v,t,b]   for each v, start t, band b  [pupils]
    place[p,v,t] <= sum_s lead[s,v,t,b]                        for each p; implied, but tighter
    """
    for key, places in parts.problem.places_starting.items():
        most = parts.problem.school.provision_by_id[key.provision].group_max
        leads = [parts.variables.lead[lead] for lead in parts.problem.leads_starting.get(key, ())]
        members = [(parts.variables.place[place], 1.0) for place in places]
        yield key, at_most([*members, *((lead, -float(most)) for lead in leads)], 0)
        if most == 1:
            continue
        for place in places:
            yield (
                (key, place.pupil),
                at_most(
                    [(parts.variables.place[place], 1.0), *((lead, -1.0) for lead in leads)], 0
                ),
            )


def pupils_do_a_programme_once_a_year(parts: Parts) -> Iterator[Row]:
    """A pupil starts a programme, and is bought an item, once a year at most.

    sum_t place[p,v,t] <= 1   and   sum_t bought[p,v,t] <= 1   for each p, v  [starts]
    """
    for family in (parts.variables.place, parts.variables.bought):
        starts: dict[tuple[str, str], list[Placement]] = defaultdict(list)
        for place in family:
            starts[place.pupil, place.provision].append(place)
        for key, places in starts.items():
            if len(places) > 1:
                yield key, at_most([(family[place], 1.0) for place in places], 1)


def no_more_groups_run_than_allowed(parts: Parts) -> Iterator[Row]:
    """No more groups of a programme run at any one time than the school allows.

    sum of lead[s,v,t',b] under way in t <= max_groups[v]   for each v, t  [groups]
    """
    for (code, term), leads in sorted(parts.problem.leads_running.items()):
        most = parts.problem.school.provision_by_id[code].max_groups
        if most is None:
            continue
        running = [(parts.variables.lead[lead], 1.0) for lead in leads]
        relief = parts.variables.more_groups.get((code, term))
        if relief is not None:
            running.append((relief, -1.0))
        yield (code, term), at_most(running, most)
