"""Hours by skill: what adults have in each term, against what statutory items alone need.

Hours needed are the fewest that could do: pupil hours shared as far as the provision that counts
allows, and never less than any one pupil is owed. Preparation is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from planner.school.agreement.tables import Tables
from planner.school.calendar import days_in_force, hours_owed, is_available, weeks_in_force
from planner.school.codes import Engagement, Per
from planner.school.matching import counts_for
from planner.school.records import StaffMember, StatutoryItem, Term
from planner.school.referral import hours_left
from planner.school.registers import Registers
from planner.school.school import School

NO_SKILL = ""


@dataclass(frozen=True)
class SkillHours:
    """A skill in a term.

    Attributes:
        skill: The skill as it is written first; blank for items that name none.
        term: The term.
        adults: Who has the skill and is employed in the term.
        items: How many statutory items ask for it in the term.
        pupil_hours: What pupils are owed from adults with it [h/week].
        needed: The fewest adult hours that could give it, without preparation [h/week].
        employed: Hours with pupils of the adults employed, after absence [h/week].
        obtainable: Further hours from posts to fill and hours to buy [h/week].
        is_unlimited: Whether hours can be bought without a limit.
    """

    skill: str
    term: Term
    adults: tuple[str, ...]
    items: int
    pupil_hours: float
    needed: float
    employed: float
    obtainable: float
    is_unlimited: bool

    @property
    def spare(self) -> float:
        """Hours of those employed beyond what is needed; below 0 where they fall short [h/week]."""
        return self.employed - self.needed

    @property
    def shortfall(self) -> float:
        """Hours missing even with all that can be filled or bought [h/week]."""
        if self.is_unlimited:
            return 0.0
        return max(0.0, self.needed - self.employed - self.obtainable)


def hours_by_skill(registers: Registers) -> tuple[SkillHours, ...]:
    """Work out every skill in every term; skills by name, items that name none last."""
    school = Tables(registers).school
    names = _names(school)
    return tuple(
        _in_term(names[skill], skill, term, school)
        for skill in sorted(names, key=lambda one: (one == NO_SKILL, one))
        for term in school.terms
    )


def tightest_terms(rows: Iterable[SkillHours]) -> tuple[SkillHours, ...]:
    """Give each skill that items ask for in the term where it is tightest, the tightest first."""
    tightest: dict[str, SkillHours] = {}
    for row in rows:
        if not row.items:
            continue
        known = tightest.get(row.skill)
        if known is None or _margin(row) < _margin(known):
            tightest[row.skill] = row
    return tuple(sorted(tightest.values(), key=lambda row: (_margin(row), row.skill)))


def _margin(row: SkillHours) -> tuple[float, float]:
    return -row.shortfall, row.spare


def _names(school: School) -> dict[str, str]:
    """Each skill by its small letters, as it is written first; items without one are there too."""
    found = {NO_SKILL: NO_SKILL}
    for member in school.staff:
        for skill in member.skills:
            found.setdefault(skill.casefold(), skill)
    for item in school.statutory:
        found.setdefault(item.skill.casefold(), item.skill)
    return found


def _in_term(name: str, skill: str, term: Term, school: School) -> SkillHours:
    items = [
        item
        for item in school.statutory
        if item.skill.casefold() == skill
        and days_in_force(item, school.pupil_by_id[item.pupil], term) > 0
    ]
    owed = [(item, pupil_hours_per_week(item, term, school)) for item in items]
    shares = _shares_of_pupils(owed, school)
    skilled = [row for row in school.staff if row.has_skill(name) and is_available(row, term)]
    employed = [row for row in skilled if row.engagement is Engagement.EMPLOYED]
    obtainable, is_unlimited = _obtainable(skilled, school)
    return SkillHours(
        skill=name,
        term=term,
        adults=tuple(row.staff for row in employed),
        items=len(items),
        pupil_hours=sum(hours for rows in shares.values() for hours, _ in rows),
        needed=_fewest_adult_hours(shares),
        employed=sum(row.weekly_hours_with_pupils for row in employed) * _present(school),
        obtainable=obtainable,
        is_unlimited=is_unlimited,
    )


def pupil_hours_per_week(item: StatutoryItem, term: Term, school: School) -> float:
    """What an item asks for in a week of a term, as a mean of its weeks [h/week].

    A yearly item is taken to be spread evenly over the weeks in which it is in force.
    """
    pupil = school.pupil_by_id[item.pupil]
    if item.per is not Per.YEAR:
        return hours_owed(item, pupil, term) / term.weeks
    all_weeks = sum(weeks_in_force(item, pupil, one) for one in school.terms)
    return item.hours * weeks_in_force(item, pupil, term) / all_weeks / term.weeks


def _shares_of_pupils(
    owed: list[tuple[StatutoryItem, float]], school: School
) -> dict[str, list[tuple[float, int]]]:
    """Give each pupil's hours that no other hour of theirs can count for, and who may share them.

    An hour counts towards every item that it satisfies. Items of a pupil that some provision counts
    for in common are therefore taken together, at the hours of the largest.
    """
    found: dict[str, list[tuple[set[str], float, int]]] = defaultdict(list)
    for item, hours in owed:
        counting = [row for row in school.provisions if counts_for(row, item, school)]
        codes = {row.provision for row in counting}
        share = max((row.group_max for row in counting), default=1)
        apart = []
        for other_codes, other_hours, other_share in found[item.pupil]:
            if codes.isdisjoint(other_codes):
                apart.append((other_codes, other_hours, other_share))
            else:
                codes, hours = codes | other_codes, max(hours, other_hours)
                share = max(share, other_share)
        found[item.pupil] = [*apart, (codes, hours, share)]
    return {
        pupil: [(hours, share) for _, hours, share in together] for pupil, together in found.items()
    }


def _fewest_adult_hours(shares: dict[str, list[tuple[float, int]]]) -> float:
    """Share hours as far as may be; a pupil has all of theirs one after another."""
    shared = sum(hours / share for rows in shares.values() for hours, share in rows)
    alone = (sum(hours for hours, _ in rows) for rows in shares.values())
    return max([shared, *alone])


def _obtainable(members: list[StaffMember], school: School) -> tuple[float, bool]:
    """Add up posts to fill, extra hours, and hours to buy; say whether these have no limit."""
    hours = [
        row.weekly_hours_with_pupils * _present(school)
        for row in members
        if row.engagement is Engagement.VACANCY
    ]
    hours += [row.extra_hours for row in members if row.engagement is Engagement.EMPLOYED]
    bought = [list(_caps(row, school)) for row in members if row.engagement.is_by_the_hour]
    hours += [min(caps) for caps in bought if caps]
    return sum(hours), not all(bought)


def _caps(member: StaffMember, school: School) -> Iterator[float]:
    """What limits the hours that can be bought: by the week, and by the year spread evenly."""
    if member.deployable_hours is not None:
        yield member.deployable_hours
    limit = hours_left(member, school.referrals)
    if limit is not None:
        weeks = sum(term.weeks for term in school.terms if is_available(member, term))
        yield limit / weeks


def _present(school: School) -> float:
    return 1 - school.policies.absence_percent / 100
