"""Which limits could stand in the way of something, and which changes of them are worth trying."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.insight.change import SmallChange
from planner.insight.subject import Subject, SubjectKind
from planner.optimiser.plan import Plan
from planner.optimiser.room import Limit, Reached
from planner.school.records import Provision
from planner.school.school import School

_MONEY = (100, 250, 500, 750, 1000, 2000, 3000, 4000, 6000, 8000, 12_000)
_HOURS = (0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0)
_COUNTS = (1.0, 2.0, 4.0)
_MOST_ROLES, _MOST_PROVISIONS, _MOST_PINS = 2, 3, 6
_SPARE = 0.25

Ladder = tuple[SmallChange, ...]


@dataclass(frozen=True)
class Tables:
    """What is read of a plan again and again.

    Attributes:
        out_of_class: By pupil and term, the hours a week out of class [h/week].
        in_all: By pupil and term, the hours a week of all provision [h/week].
    """

    out_of_class: Mapping[tuple[str, str], float]
    in_all: Mapping[tuple[str, str], float]


def hours_of_pupils(school: School, plan: Plan) -> Tables:
    """Add up what each pupil receives in each term."""
    out: dict[tuple[str, str], float] = {}
    every: dict[tuple[str, str], float] = {}
    for row in plan.allocations:
        key = row.pupil, row.term
        every[key] = every.get(key, 0.0) + row.hours_per_week
        if school.provision_by_id[row.provision].withdraws:
            out[key] = out.get(key, 0.0) + row.hours_per_week
    return Tables(out, every)


def limits_to_try(subject: Subject, plan: Plan) -> tuple[Limit, ...]:
    """List the limits that could stand in the way at all, the likeliest first."""
    school = subject.school
    entries = [school.provision_by_id[code] for code in sorted(subject.provisions)]
    is_there = {
        Limit.CLASS_TIME: subject.is_about_a_pupil and _is_out_for_long(subject, plan, entries),
        Limit.SCHOOL_WEEK: subject.is_about_a_pupil and _is_busy_all_week(subject, plan, entries),
        Limit.SMALLEST_GROUP: any(one.is_programme and one.group_min > 1 for one in entries),
        Limit.LARGEST_GROUP: any(one.group_max > 1 for one in entries if one.is_programme),
        Limit.NUMBER_OF_GROUPS: any(one.max_groups is not None for one in entries),
        Limit.MOST_HOURS: any(one.is_support and one.max_hours is not None for one in entries),
        Limit.PIN: bool(school.pins),
        Limit.OTHERS: subject.kind is not SubjectKind.ADULT,
        Limit.HOURS: subject.kind is not SubjectKind.ADULT,
    }
    is_there[Limit.TODAY] = False
    return tuple(limit for limit in Limit if is_there.get(limit, True))


def _is_out_for_long(subject: Subject, plan: Plan, entries: Sequence[Provision]) -> bool:
    limit = subject.resolver.problem.withdrawal_limit(subject.pupil)
    out = hours_of_pupils(subject.school, plan).out_of_class
    return _is_near(subject, out, limit, [entry for entry in entries if entry.withdraws])


def _is_busy_all_week(subject: Subject, plan: Plan, entries: Sequence[Provision]) -> bool:
    limit = subject.school.details.school_week_hours
    hours = hours_of_pupils(subject.school, plan).in_all
    return _is_near(subject, hours, limit, entries)


def _is_near(
    subject: Subject,
    hours: Mapping[tuple[str, str], float],
    limit: float,
    entries: Sequence[Provision],
) -> bool:
    """Whether some provision would no longer fit under a limit in some term."""
    wanted = max((max(one.session_hours_per_week, _SPARE) for one in entries), default=0.0)
    return any(
        hours.get((subject.pupil, term.term), 0.0) + wanted > limit for term in subject.school.terms
    )


def ladders(subject: Subject, limit: Limit, reached: Reached) -> Iterator[Ladder]:
    """Give the changes of a limit that are worth trying, each by growing amounts."""
    yield from _LADDERS[limit](subject, reached) if limit in _LADDERS else ()


def _by(limit: Limit, amounts: Sequence[float], code: str = "") -> Ladder:
    return tuple(SmallChange(limit, amount, code) for amount in amounts)


def _of_today(_subject: Subject, _reached: Reached) -> Iterator[Ladder]:
    yield _by(Limit.TODAY, (0.0,))


def _of_money(_subject: Subject, _reached: Reached) -> Iterator[Ladder]:
    yield _by(Limit.MONEY, _MONEY)


def _of_hours(subject: Subject, reached: Reached) -> Iterator[Ladder]:
    """Take of each role the adult whose hours would be used most."""
    staff = subject.school.staff_by_id
    most: dict[str, str] = {}
    for code in sorted(reached.hours, key=lambda code: (-reached.hours[code], code)):
        most.setdefault(staff[code].role.casefold(), code)
    for code in list(most.values())[:_MOST_ROLES]:
        yield _by(Limit.HOURS, _HOURS, code)


def _of_class_time(subject: Subject, _reached: Reached) -> Iterator[Ladder]:
    yield _by(Limit.CLASS_TIME, _HOURS, subject.pupil)


def _of_school_week(_subject: Subject, _reached: Reached) -> Iterator[Ladder]:
    yield _by(Limit.SCHOOL_WEEK, _HOURS)


def _of_smallest_group(subject: Subject, _reached: Reached) -> Iterator[Ladder]:
    for entry in _entries(subject, lambda one: one.is_programme and one.group_min > 1):
        fewer = range(entry.group_min - 1, 0, -1)
        yield _by(Limit.SMALLEST_GROUP, [float(size) for size in fewer], entry.provision)


def _of_largest_group(subject: Subject, _reached: Reached) -> Iterator[Ladder]:
    for entry in _entries(subject, lambda one: one.is_programme and one.group_max > 1):
        yield _by(Limit.LARGEST_GROUP, _COUNTS, entry.provision)


def _of_number_of_groups(subject: Subject, _reached: Reached) -> Iterator[Ladder]:
    for entry in _entries(subject, lambda one: one.max_groups is not None):
        yield _by(Limit.NUMBER_OF_GROUPS, _COUNTS, entry.provision)


def _of_most_hours(subject: Subject, _reached: Reached) -> Iterator[Ladder]:
    for entry in _entries(subject, lambda one: one.is_support and one.max_hours is not None):
        yield _by(Limit.MOST_HOURS, _HOURS, entry.provision)


def _of_pins(subject: Subject, _reached: Reached) -> Iterator[Ladder]:
    """Decisions of the pupil first, then those about the same provision."""
    pins = [
        pin
        for pin in subject.school.pins
        if pin.pupil == subject.pupil or pin.provision in subject.provisions
    ]
    pins.sort(key=lambda pin: pin.pupil != subject.pupil)
    for pin in pins[:_MOST_PINS]:
        yield (SmallChange(Limit.PIN, 1.0, pin.pupil, pin),)


def _entries(subject: Subject, is_meant: Callable[[Provision], bool]) -> list[Provision]:
    found = [subject.school.provision_by_id[code] for code in sorted(subject.provisions)]
    return [entry for entry in found if is_meant(entry)][:_MOST_PROVISIONS]


_LADDERS: Mapping[Limit, Callable[[Subject, Reached], Iterator[Ladder]]] = {
    Limit.TODAY: _of_today,
    Limit.MONEY: _of_money,
    Limit.HOURS: _of_hours,
    Limit.CLASS_TIME: _of_class_time,
    Limit.SCHOOL_WEEK: _of_school_week,
    Limit.SMALLEST_GROUP: _of_smallest_group,
    Limit.LARGEST_GROUP: _of_largest_group,
    Limit.NUMBER_OF_GROUPS: _of_number_of_groups,
    Limit.MOST_HOURS: _of_most_hours,
    Limit.PIN: _of_pins,
}
