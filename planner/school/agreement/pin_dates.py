"""Decisions already made for times at which they cannot be kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planner.errors import Problem
from planner.school.agreement.pins import Decision, decisions
from planner.school.agreement.runs import Run, runs_for, runs_of
from planner.school.agreement.tables import Tables, relies_on
from planner.school.calendar import is_available, on_roll_share
from planner.school.records import Term

_ANOTHER_TERM = "write another term, or delete the pin"


@relies_on("terms")
def pinned_provisions_fit_the_dates(tables: Tables) -> Iterator[Problem]:
    """What a pupil is given fits in the year, in terms of which they are on roll."""
    terms = tables.school.terms
    for decision in decisions(tables):
        if not decision.gives:
            continue
        if decision.provision.is_programme:
            why_not = _why_no_dose(decision, terms)
        else:
            why_not = None if _terms_asked(decision, terms) else _not_on_roll(decision)
        if why_not is not None:
            yield decision.fault("term", why_not, _ANOTHER_TERM)


@relies_on("terms", "staff")
def pinned_provisions_have_an_adult(tables: Tables) -> Iterator[Problem]:
    """Somebody who can deliver what a pupil is given is there at the time."""
    terms = tables.school.terms
    for decision in decisions(tables):
        if not decision.gives or not _deliverers_are_known(decision, tables):
            continue
        provision = decision.provision
        if provision.is_programme:
            runs = _doses(decision, terms)
            if runs and not any(_has_adult(decision, run, tables) for run in runs):
                what = "nobody with its role and skill is there in all terms of the dose"
                yield decision.fault("term", what, _ANOTHER_TERM)
            continue
        for term in _terms_asked(decision, terms):
            if not _has_adult(decision, (term,), tables):
                what = f"nobody with its role and skill is there in {term.term}"
                yield decision.fault("term", what, _ANOTHER_TERM)


def _deliverers_are_known(decision: Decision, tables: Tables) -> bool:
    """A provision that nobody at all can deliver is told of elsewhere, and an item needs nobody."""
    return bool(tables.school.deliverers_of[decision.provision.provision])


def _has_adult(decision: Decision, run: Run, tables: Tables) -> bool:
    return any(
        all(is_available(member, term) for term in run)
        for member in tables.school.deliverers_of[decision.provision.provision]
    )


def _terms_asked(decision: Decision, terms: Sequence[Term]) -> list[Term]:
    """The terms that a pin names, or all of them, as far as the pupil is on roll."""
    return [
        term
        for term in terms
        if decision.pin.term in {None, term.term} and on_roll_share(decision.pupil, term) > 0
    ]


def _not_on_roll(decision: Decision) -> str:
    return f"the pupil is not on roll in {decision.pin.term or 'any term'}"


def _starts_as_asked(decision: Decision, run: Run) -> bool:
    return decision.pin.term in {None, run[0].term}


def _doses(decision: Decision, terms: Sequence[Term]) -> list[Run]:
    runs = runs_for(decision.pupil, decision.provision, terms)
    return [run for run in runs if _starts_as_asked(decision, run)]


def _why_no_dose(decision: Decision, terms: Sequence[Term]) -> str | None:
    """Say why a full dose cannot be given when it is asked for; ``None`` if it can."""
    if _doses(decision, terms):
        return None
    when = f"from {decision.pin.term}" if decision.pin.term else "at any time in the year"
    provision = decision.provision
    if any(_starts_as_asked(decision, run) for run in runs_of(provision, terms)):
        return f"the pupil is not on roll throughout a full dose {when}"
    weeks = "" if provision.weeks is None else f" of {provision.weeks:g} weeks each"
    return f"a full dose of {provision.terms} consecutive terms{weeks} does not fit {when}"
