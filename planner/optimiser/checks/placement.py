"""What each pupil receives: whom a provision is for, its dose, its terms and its weeks."""

from __future__ import annotations

from collections.abc import Iterator

from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.table import place, where
from planner.optimiser.checks.tolerance import WEEKLY_HOURS, WEEKS, differs, exceeds
from planner.school.calendar import is_on_roll_throughout, on_roll_share, weeks_of_delivery
from planner.school.records import Allocation


@rule
def provisions_are_for_the_year_group(reading: Reading) -> Iterator[Finding]:
    """Nobody has a provision that is not for their year group, whatever its kind."""
    for pupil_id, provision_id in reading.placements:
        year_group = reading.school.pupil_by_id[pupil_id].year_group
        if not reading.school.provision_by_id[provision_id].is_for(year_group):
            yield where("allocations", pupil_id, provision_id), f"is not for year {year_group}"


@rule
def pupils_have_a_use_for_what_they_receive(reading: Reading) -> Iterator[Finding]:
    """A provision helps a need of the pupil, counts for an item of theirs, or is pinned."""
    for pupil_id, provision_id in reading.placements:
        year_group = reading.school.pupil_by_id[pupil_id].year_group
        eligible = reading.school.provision_by_id[provision_id].is_for(year_group)
        if eligible and not reading.is_useful(pupil_id, provision_id):
            what = "helps no need, counts for no statutory item and is not pinned"
            yield where("allocations", pupil_id, provision_id), what


@rule
def pupils_are_on_roll_for_what_they_receive(reading: Reading) -> Iterator[Finding]:
    """A programme runs for a pupil only in whole terms on roll; the rest in any day on roll."""
    for row in reading.plan.allocations:
        pupil, term = reading.pupil(row), reading.term(row)
        if on_roll_share(pupil, term) == 0:
            yield place("allocations", row), "the pupil is not on roll in the term"
        elif reading.provision(row).is_programme and not is_on_roll_throughout(pupil, term):
            yield place("allocations", row), "the pupil is not on roll for all of the term"


@rule
def weeks_are_those_of_the_calendar(reading: Reading) -> Iterator[Finding]:
    """Weeks are a programme's weeks of delivery, else the term's by the share of days on roll."""
    for row in reading.plan.allocations:
        expected = reading.weeks(row)
        if differs(row.weeks, expected, WEEKS):
            yield place("allocations", row), f"says {row.weeks:g} weeks, not {expected:g}"


@rule
def programmes_give_their_full_dose(reading: Reading) -> Iterator[Finding]:
    """A pupil in a programme receives its sessions in full in every week of delivery."""
    for row in reading.plan.allocations:
        provision = reading.provision(row)
        if not provision.is_programme:
            continue
        dose = provision.session_hours_per_week
        if differs(row.hours_per_week, dose, WEEKLY_HOURS):
            what = f"gives {row.hours_per_week:g} h/week, not the {dose:g} of its sessions"
            yield place("allocations", row), what
        if weeks_of_delivery(provision, reading.term(row)) == 0:
            yield place("allocations", row), "the term is too short for its weeks of delivery"


@rule
def programmes_run_for_all_their_terms(reading: Reading) -> Iterator[Finding]:
    """A pupil is in a programme once a year at most, in consecutive terms, for all of them."""
    for (pupil_id, provision_id), rows in reading.placements.items():
        provision = reading.school.provision_by_id[provision_id]
        if not provision.is_programme:
            continue
        numbers = [reading.term_number[row.term] for row in rows]
        if numbers != list(range(numbers[0], numbers[0] + provision.terms)):
            what = f"is in {_terms(rows)}, not in {provision.terms} consecutive terms"
            yield where("allocations", pupil_id, provision_id), what


@rule
def items_are_bought_once(reading: Reading) -> Iterator[Finding]:
    """An item counts from the term in which it is bought to the end of the year on roll."""
    for (pupil_id, provision_id), rows in reading.placements.items():
        if not reading.school.provision_by_id[provision_id].is_item:
            continue
        pupil = reading.school.pupil_by_id[pupil_id]
        first = reading.term_number[rows[0].term]
        expected = [
            term.term for term in reading.school.terms[first:] if on_roll_share(pupil, term) > 0
        ]
        if [row.term for row in rows] != expected:
            what = f"counts in {_terms(rows)}, not in {', '.join(expected)}"
            yield where("allocations", pupil_id, provision_id), what


@rule
def items_are_worth_their_hours(reading: Reading) -> Iterator[Finding]:
    """An item gives its own hours a week, no more and no fewer."""
    for row in reading.plan.allocations:
        provision = reading.provision(row)
        worth = provision.weekly_hours
        if provision.is_item and differs(row.hours_per_week, worth, WEEKLY_HOURS):
            what = f"gives {row.hours_per_week:g} h/week, not the {worth:g} it is worth"
            yield place("allocations", row), what


@rule
def support_stays_within_its_hours(reading: Reading) -> Iterator[Finding]:
    """A pupil given support has at least its fewest hours and at most its most, as received."""
    for row in reading.plan.allocations:
        provision = reading.provision(row)
        if not provision.is_support:
            continue
        hours = row.hours_per_week
        if hours == 0 or exceeds(provision.min_hours, hours, WEEKLY_HOURS):
            what = f"gives {hours:g} h/week, where {provision.min_hours:g} is the fewest"
            yield place("allocations", row), what
        if provision.max_hours is not None and exceeds(hours, provision.max_hours, WEEKLY_HOURS):
            what = f"gives {hours:g} h/week, where {provision.max_hours:g} is the most"
            yield place("allocations", row), what


def _terms(rows: list[Allocation]) -> str:
    return ", ".join(row.term for row in rows)
