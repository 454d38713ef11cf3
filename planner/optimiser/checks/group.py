"""Programme groups: how many are in them, of which years, for how long, and who leads them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.table import place, where
from planner.optimiser.checks.tolerance import WEEKLY_HOURS, differs
from planner.school.calendar import is_available
from planner.school.school import can_deliver


@rule
def groups_are_of_programmes(reading: Reading) -> Iterator[Finding]:
    """Programmes are given in groups; support and items are not."""
    for row in reading.plan.groups:
        if not reading.provision(row).is_programme:
            yield place("groups", row), f"{row.provision} is not a programme"
    for allocation in reading.plan.allocations:
        if bool(allocation.group) != reading.provision(allocation).is_programme:
            what = "names a group" if allocation.group else "names no group"
            yield place("allocations", allocation), what


@rule
def groups_have_enough_pupils(reading: Reading) -> Iterator[Finding]:
    """A group has between ``group_min`` and ``group_max`` pupils, each of them once."""
    for row in reading.plan.groups:
        provision, present = reading.provision(row), len(set(row.pupils))
        if not provision.group_min <= present <= provision.group_max:
            what = f"has {present} pupils, not {provision.group_min} to {provision.group_max}"
            yield place("groups", row), what
        if row.size != present or len(row.pupils) != present:
            yield place("groups", row), f"says {row.size} pupils and names {present}"


@rule
def groups_keep_to_one_key_stage(reading: Reading) -> Iterator[Finding]:
    """A group holds pupils of one key stage, unless its programme may mix years."""
    for row in reading.plan.groups:
        stages = {reading.school.pupil_by_id[pupil].key_stage for pupil in row.pupils}
        if len(stages) > 1 and not reading.provision(row).mixed_years:
            yield place("groups", row), f"mixes {', '.join(sorted(stages))}"


@rule
def groups_at_one_time_stay_within_their_number(reading: Reading) -> Iterator[Finding]:
    """No more groups of a programme run in a term than it has room for."""
    for (term_id, provision_id), count in Counter(
        (row.term, row.provision) for row in reading.plan.groups
    ).items():
        most = reading.school.provision_by_id[provision_id].max_groups
        if most is not None and count > most:
            what = f"{count} groups run at one time, where {most} may"
            yield where("groups", provision_id, term_id), what


@rule
def groups_are_led_by_trained_staff(reading: Reading) -> Iterator[Finding]:
    """The adult has an allowed role and the skill, and is there for the whole of every term."""
    for row in reading.plan.groups:
        member = reading.school.staff_by_id[row.staff]
        if not can_deliver(member, reading.provision(row)):
            yield place("groups", row), f"{row.staff} has not the role or the skill"
        if not is_available(member, reading.term(row)):
            yield place("groups", row), f"{row.staff} is not there for all of the term"


@rule
def groups_keep_their_adult_and_pupils(reading: Reading) -> Iterator[Finding]:
    """A group is one programme, one adult and the same pupils in each of its consecutive terms."""
    for group, rows in reading.group_terms.items():
        first = rows[0]
        terms = reading.provision(first).terms
        numbers = [reading.term_number[row.term] for row in rows]
        if numbers != list(range(numbers[0], numbers[0] + terms)):
            yield where("groups", group), f"does not run in {terms} consecutive terms"
        for row in rows[1:]:
            if (row.provision, row.staff) != (first.provision, first.staff):
                yield place("groups", row), "changes its programme or its adult"
            if set(row.pupils) != set(first.pupils):
                yield place("groups", row), "changes its pupils"


@rule
def groups_hold_the_pupils_placed_in_them(reading: Reading) -> Iterator[Finding]:
    """The pupils of a group are those whose allocations name it, and the other way round."""
    placed: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for allocation in reading.plan.allocations:
        if reading.provision(allocation).is_programme:
            placed[allocation.group, allocation.term, allocation.provision].add(allocation.pupil)
    held = {(row.group, row.term, row.provision): set(row.pupils) for row in reading.plan.groups}
    for key in dict.fromkeys((*placed, *held)):
        if placed.get(key, set()) != held.get(key, set()):
            odd = placed.get(key, set()) ^ held.get(key, set())
            what = f"{', '.join(sorted(odd))} is in only one of allocations and groups"
            yield where("groups", *key), what


@rule
def groups_take_their_adults_hours(reading: Reading) -> Iterator[Finding]:
    """A group takes sessions a week × (session + preparation) minutes / 60 adult hours."""
    for row in reading.plan.groups:
        expected = reading.provision(row).group_hours_per_week
        if differs(row.staff_hours_per_week, expected, WEEKLY_HOURS):
            what = f"takes {row.staff_hours_per_week:g} adult h/week, not {expected:g}"
            yield place("groups", row), what
