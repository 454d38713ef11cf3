"""Rules that today's plan breaks: reported, and never refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from planner.errors import Problem
from planner.school.agreement.pins import withdrawal_limit
from planner.school.agreement.tables import Tables, relies_on
from planner.school.calendar import on_roll_share

_FILE = "current_plan.csv"
_KEPT = "leave it if that is what happens; a new plan keeps the rule"
_TINY = 1e-6


def todays_plan_keeps_to_years_and_dates(tables: Tables) -> Iterator[Problem]:
    """Nobody has what is not for their year group, or when they are not on roll."""
    school = tables.school
    for number, row in tables.rows("current_plan"):
        pupil, provision = school.pupil_by_id[row.pupil], school.provision_by_id[row.provision]
        if not provision.is_for(pupil.year_group):
            what = f"{row.pupil} has {row.provision}, which is not for year {pupil.year_group}"
            yield Problem(_FILE, number, "provision", what, _KEPT)
        if on_roll_share(pupil, school.term_by_id[row.term]) == 0:
            what = f"{row.pupil} is not on roll in {row.term}"
            yield Problem(_FILE, number, "term", what, _KEPT)


@relies_on("school")
def todays_plan_fits_the_week(tables: Tables) -> Iterator[Problem]:
    """Nobody has more than the school week, or is out of class for longer than they may be."""
    school = tables.school
    week = school.details.school_week_hours
    in_all: dict[tuple[str, str], float] = defaultdict(float)
    outside: dict[tuple[str, str], float] = defaultdict(float)
    last: dict[tuple[str, str], int] = {}
    for number, row in tables.rows("current_plan"):
        place = row.pupil, row.term
        in_all[place] += row.hours_per_week
        withdraws = school.provision_by_id[row.provision].withdraws
        outside[place] += row.hours_per_week if withdraws else 0.0
        last[place] = number
    for (pupil, term), number in last.items():
        limit = withdrawal_limit(tables, school.pupil_by_id[pupil])
        if in_all[pupil, term] > week + _TINY:
            what = f"{pupil} has {in_all[pupil, term]:g} hours a week in {term}, of {week:g} in all"
            yield Problem(_FILE, number, "hours_per_week", what, _KEPT)
        if outside[pupil, term] > limit + _TINY:
            what = (
                f"{pupil} is out of class for {outside[pupil, term]:g} hours a week in {term}, "
                f"of {limit:g} at most"
            )
            yield Problem(_FILE, number, "hours_per_week", what, _KEPT)


@relies_on("current_plan")
def todays_groups_have_their_size(tables: Tables) -> Iterator[Problem]:
    """A programme's groups have enough pupils, and not too many."""
    size: dict[tuple[str, str, str], int] = defaultdict(int)
    last: dict[tuple[str, str, str], int] = {}
    for number, row in tables.rows("current_plan"):
        if row.group and tables.school.provision_by_id[row.provision].is_programme:
            place = row.term, row.provision, row.group
            size[place] += 1
            last[place] = number
    for place, number in last.items():
        term, code, group = place
        provision = tables.school.provision_by_id[code]
        if not provision.group_min <= size[place] <= provision.group_max:
            what = (
                f"group {group} of {code} has {size[place]} in {term}, "
                f"of {provision.group_min} to {provision.group_max}"
            )
            yield Problem(_FILE, number, "group", what, _KEPT)
