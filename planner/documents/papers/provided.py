"""What a pupil has of each provision over the year: how often, with how many, by whom, for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.charts.views import term_name
from planner.charts.words import hours, listed, number
from planner.optimiser.plan import Plan, Spending
from planner.school.records import Allocation, Provision
from planner.school.school import School

ONE_TO_ONE = "one to one"


@dataclass(frozen=True)
class Provided:
    """One provision that a pupil has, in all terms together.

    Attributes:
        provision: The provision.
        rows: The plan's lines, a term each, in the order of the terms.
        often: How often: ``4 × 30 minutes a week``, ``2 to 2.5 hours a week``.
        group: With how many: ``one to one``, ``group of 5``.
        roles: The roles of the adults whose time it costs, in the order of the staff register.
        adults: Their codes, in the same order.
        when: The names of the terms, or that it is all year.
        weeks: Weeks of delivery [weeks/year].
        hours: Hours received [h/year].
        cost: The pupil's share of the cost, of which the lines are the parts [GBP/year].
    """

    provision: Provision
    rows: tuple[Allocation, ...]
    often: str
    group: str
    roles: tuple[str, ...]
    adults: tuple[str, ...]
    when: str
    weeks: float
    hours: float
    cost: Decimal


class Delivery:
    """Who receives what from whom in a plan, looked up by pupil."""

    def __init__(self, school: School, plan: Plan) -> None:
        """Gather the lines of the plan by pupil."""
        self.school, self.plan = school, plan
        self._lines: dict[str, list[Allocation]] = defaultdict(list)
        for row in plan.allocations:
            self._lines[row.pupil].append(row)
        self._paid: dict[tuple[str, str], set[str]] = defaultdict(set)
        for spent in plan.spending:
            if spent.pupil and spent.provision and spent.cost_item in school.staff_by_id:
                self._paid[spent.pupil, spent.provision].add(spent.cost_item)
        self._deployed: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for used in plan.deployment:
            self._deployed[used.term, used.provision, used.group].add(used.staff)
        self._sizes = {(group.term, group.group): group.size for group in plan.groups}
        self._order = {term.term: place for place, term in enumerate(school.terms)}

    def to(self, pupil: str) -> tuple[Provided, ...]:
        """What a pupil has: the most hours first."""
        lines: dict[str, list[Allocation]] = defaultdict(list)
        for row in sorted(self._lines[pupil], key=lambda row: self._order[row.term]):
            lines[row.provision].append(row)
        found = [self._provided(pupil, name, rows) for name, rows in lines.items()]
        return tuple(sorted(found, key=lambda one: (-one.hours, one.provision.provision)))

    def _provided(self, pupil: str, name: str, rows: list[Allocation]) -> Provided:
        provision = self.school.provision_by_id[name]
        adults = self._adults(pupil, rows)
        return Provided(
            provision=provision,
            rows=tuple(rows),
            often=how_often(provision, rows),
            group=self._group(provision, rows),
            roles=tuple(dict.fromkeys(self.school.staff_by_id[one].role for one in adults)),
            adults=adults,
            when=when((row.term for row in rows), self.school),
            weeks=sum(row.weeks for row in rows),
            hours=sum(row.hours_per_week * row.weeks for row in rows),
            cost=sum((row.cost or Decimal(0) for row in rows), Decimal(0)),
        )

    def _adults(self, pupil: str, rows: list[Allocation]) -> tuple[str, ...]:
        """Whose time is paid for the pupil; where it costs nothing, who is there."""
        found = self._paid[pupil, rows[0].provision]
        if not found:
            found = set().union(
                *(self._deployed[row.term, row.provision, row.group] for row in rows)
            )
        return tuple(one.staff for one in self.school.staff if one.staff in found)

    def _group(self, provision: Provision, rows: list[Allocation]) -> str:
        """With how many others; of support only how many may share an adult is planned."""
        if provision.is_item:
            return "–"
        if provision.group_max == 1:
            return ONE_TO_ONE
        if provision.is_support:
            return f"up to {provision.group_max} share an adult"
        sizes = sorted({self._sizes[row.term, row.group] for row in rows if row.group})
        if sizes in ([], [1]):
            return ONE_TO_ONE
        return f"group of {' to '.join(dict.fromkeys(map(str, (sizes[0], sizes[-1]))))}"


def how_often(provision: Provision, rows: Iterable[Allocation]) -> str:
    """How often a pupil has something in a week of delivery."""
    if provision.is_item:
        return "there all the time"
    if provision.is_programme:
        times, minutes = provision.sessions_per_week or 0, provision.session_minutes or 0
        return f"{number(times)} × {number(minutes)} minutes a week"
    weekly = sorted(row.hours_per_week for row in rows)
    least, most = number(weekly[0]), number(weekly[-1])
    return f"{hours(weekly[0])} a week" if least == most else f"{least} to {most} hours a week"


def when(terms: Iterable[str], school: School) -> str:
    """In which terms something is: ``all year``, ``Autumn and Spring``."""
    found = set(terms)
    if len(found) == len(school.terms) and len(found) > 1:
        return "all year"
    return listed(term_name(one.term, school) for one in school.terms if one.term in found)


def spent_on(plan: Plan, pupil: str) -> tuple[Spending, ...]:
    """Every pound that a plan spends on a pupil: who paid, and for what."""
    return tuple(row for row in plan.spending if row.pupil == pupil)


def by_whom(one: Provided) -> str:
    """The roles of the adults in a few words."""
    return listed(one.roles) or "–"
