"""In which terms a full dose of a programme could be given, from the calendar alone."""

from __future__ import annotations

from collections.abc import Sequence

from planner.school.calendar import is_on_roll_throughout, weeks_of_delivery
from planner.school.records import Provision, Pupil, Term

Run = tuple[Term, ...]


def runs_of(provision: Provision, terms: Sequence[Term]) -> tuple[Run, ...]:
    """Give the consecutive terms of each full dose, where every one of them is long enough."""
    windows = (
        tuple(terms[first : first + provision.terms])
        for first in range(len(terms) - provision.terms + 1)
    )
    return tuple(
        run for run in windows if all(weeks_of_delivery(provision, term) > 0 for term in run)
    )


def runs_for(pupil: Pupil, provision: Provision, terms: Sequence[Term]) -> tuple[Run, ...]:
    """Give the runs on all of whose days a pupil is on roll."""
    return tuple(
        run
        for run in runs_of(provision, terms)
        if all(is_on_roll_throughout(pupil, term) for term in run)
    )
