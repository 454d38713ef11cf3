"""What the figures of another year would do to a school's budget, with everything else the same.

Each amount is worked out by the functions that cost the school, once with the figures of either
year; an amount for which a figure is not known is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from planner.costing.known import KnownCost, known_cost
from planner.costing.other_year import in_year
from planner.costing.pence import to_the_penny
from planner.funding.threshold import threshold_of
from planner.parameters.reader import Status, known_figure
from planner.periods import AcademicYear
from planner.school.codes import Engagement, Nation
from planner.school.fields import YEAR_GROUPS
from planner.school.records import Pupil, StaffMember
from planner.school.school import School

THRESHOLD = "high_needs_threshold"
_FROM_RECEPTION = YEAR_GROUPS.index("R")
_PRIMARY = YEAR_GROUPS[_FROM_RECEPTION : YEAR_GROUPS.index("6") + 1]
_SECONDARY = YEAR_GROUPS[YEAR_GROUPS.index("7") : YEAR_GROUPS.index("11") + 1]


class Way(StrEnum):
    """Which way the money goes."""

    COST = "cost"
    INCOME = "money in"
    OWED = "met before top-up"


@dataclass(frozen=True)
class Part:
    """One part of the budget by the figures of two years.

    Attributes:
        what: What it is, such as ``Salary``.
        way: Which way the money goes.
        basis: Whom it is of, in words.
        before: By the figures of the earlier year; ``None`` where one is not known [GBP/year].
        after: By the figures of the later year; ``None`` where one is not known [GBP/year].
        figures: The names of the figures that it follows from.
    """

    what: str
    way: Way
    basis: str
    before: Decimal | None
    after: Decimal | None
    figures: frozenset[str] = frozenset()

    @property
    def more(self) -> Decimal | None:
        """How much more it is in the later year; ``None`` where one is not known [GBP/year]."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Effect:
    """What the figures of another year do to a budget.

    Attributes:
        parts: The parts of the budget that follow from figures, those of adults first.
        points: By the name of a spine point: its adults, and what their salaries cost more
            [GBP/year].
        adults: How many adults the parts count.
        as_entered: How many employed adults' cost is an amount that was entered, so stays.
        unknown: Each adult who is left out because a cost is not known in both years, and why.
        notes: What has to be known of the later year's figures that are not published ones.
    """

    parts: tuple[Part, ...]
    points: dict[str, tuple[int, Decimal]] = field(default_factory=dict)
    adults: int = 0
    as_entered: int = 0
    unknown: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def staff_together(self) -> Part | None:
        """All that the adults on pay points cost; ``None`` where there are none."""
        costs = [part for part in self.parts if part.way is Way.COST]
        if not costs:
            return None
        before, after = (
            sum((amount for amount in amounts if amount is not None), Decimal(0))
            for amounts in (
                [part.before for part in costs],
                [part.after for part in costs],
            )
        )
        return Part("These adults together", Way.COST, costs[0].basis, before, after)


def effect_on(school: School, earlier: AcademicYear, later: AcademicYear) -> Effect:
    """Work out what the figures of two years make of a school as it is now.

    Employed adults on a pay point count with a full year each; pupils as the register marks them.

    Args:
        school: The school's registers, which need be neither complete nor in agreement.
        earlier: The one year.
        later: The other.
    """
    years = (in_year(school, earlier), in_year(school, later))
    employed = [one for one in school.staff if one.engagement is Engagement.EMPLOYED]
    on_points = [one for one in employed if one.pay_point]
    costs = {one.staff: _costs(one, years) for one in on_points}
    known = {code: both for code, both in costs.items() if all(one.lines for one in both)}
    unknown = tuple(
        (code, next(one.missing for one in both if not one.lines))
        for code, both in costs.items()
        if code not in known
    )
    pairs = list(known.values())
    return Effect(
        parts=(*_of_staff(pairs), *_of_premiums(school, earlier, later), *_of_threshold(years)),
        points=_by_point(pairs),
        adults=len(known),
        as_entered=len(employed) - len(on_points),
        unknown=unknown,
        notes=_notes(pairs),
    )


def _costs(member: StaffMember, years: tuple[School, School]) -> tuple[KnownCost, KnownCost]:
    found = [
        known_cost(next(one for one in school.staff if one.staff == member.staff), school)
        for school in years
    ]
    return found[0], found[1]


def _of_staff(pairs: Sequence[tuple[KnownCost, KnownCost]]) -> Iterator[Part]:
    """Add up the lines of all adults by what they are, in the order of one adult's lines."""
    sums: dict[str, list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    names: dict[str, set[str]] = defaultdict(set)
    for both in pairs:
        for place, cost in enumerate(both):
            for line in cost.lines:
                what = line.label.partition(":")[0]
                sums[what][place] += line.amount
                names[what] |= {figure.name for figure in line.figures}
    for what, (before, after) in sums.items():
        yield Part(
            what,
            Way.COST,
            _counted(len(pairs), "adult"),
            to_the_penny(before),
            to_the_penny(after),
            frozenset(names[what]),
        )


def _by_point(pairs: Sequence[tuple[KnownCost, KnownCost]]) -> dict[str, tuple[int, Decimal]]:
    found: dict[str, tuple[int, Decimal]] = {}
    for before, after in pairs:
        name = before.lines[0].figures[0].name
        adults, more = found.get(name, (0, Decimal(0)))
        found[name] = (adults + 1, more + after.lines[0].amount - before.lines[0].amount)
    return found


def _notes(pairs: Sequence[tuple[KnownCost, KnownCost]]) -> tuple[str, ...]:
    """Give each note once on a figure of the later year that was not published as it stands."""
    figures = (figure for _, after in pairs for line in after.lines for figure in line.figures)
    unsure = {Status.COMPUTED, Status.ESTIMATE}
    return tuple(dict.fromkeys(one.note for one in figures if one.status in unsure and one.note))


def _of_premiums(school: School, earlier: AcademicYear, later: AcademicYear) -> Iterator[Part]:
    """Give what pupils marked in the register would bring; the rates are those of England."""
    if school.details.nation is not Nation.ENGLAND:
        return
    for name, what, pupils in _premium_pupils(school):
        if not pupils:
            continue
        before, after = (
            None if rate is None else rate.amount * len(pupils)
            for rate in (
                known_figure(name, year.starts, school.figures) for year in (earlier, later)
            )
        )
        number = _counted(len(pupils), "pupil")
        yield Part(what, Way.INCOME, number, before, after, frozenset({name}))


def _premium_pupils(school: School) -> Iterator[tuple[str, str, list[Pupil]]]:
    """Give each premium with its pupils; one who is looked after counts there alone."""
    marked = [one for one in school.pupils if one.pupil_premium and not one.looked_after]
    yield (
        "pupil_premium_primary",
        "Pupil premium, primary",
        [one for one in marked if one.year_group in _PRIMARY],
    )
    yield (
        "pupil_premium_secondary",
        "Pupil premium, secondary",
        [one for one in marked if one.year_group in _SECONDARY],
    )
    yield (
        "pupil_premium_plus",
        "Pupil premium plus, looked-after pupils",
        [one for one in school.pupils if one.looked_after],
    )


def _of_threshold(years: tuple[School, School]) -> Iterator[Part]:
    if years[0].details.nation is not Nation.ENGLAND:
        return
    amounts, count = [], 0
    for school in years:
        year = school.details.academic_year
        threshold = known_figure(THRESHOLD, year.starts, school.figures)
        amount = threshold and school.details.model_copy(
            update={"high_needs_threshold": threshold.amount}
        )
        found = threshold_of(replace(school, details=amount)) if amount else None
        amounts.append(None if found is None else found.school_meets)
        count = max(count, len(found.pupils) if found else 0)
    if count:
        what, number = "The first part of each EHCP", _counted(count, "pupil")
        yield Part(what, Way.OWED, number, amounts[0], amounts[1], frozenset({THRESHOLD}))


def _counted(count: int, one: str) -> str:
    return f"{count} {one}{'' if count == 1 else 's'}"
