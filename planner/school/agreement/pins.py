"""Decisions already made that break a rule by themselves: the year group, the hours, the week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.errors import Problem
from planner.school.agreement.tables import Tables, relies_on
from planner.school.calendar import on_roll_share
from planner.school.codes import PinRule
from planner.school.records import LEAST_PINNED_HOURS, Pin, Provision, Pupil

_TINY = 1e-9


@dataclass(frozen=True)
class Decision:
    """A pin with its row and what it is about."""

    number: int
    pin: Pin
    pupil: Pupil
    provision: Provision

    @property
    def gives(self) -> bool:
        """Whether the pupil is to have the provision."""
        return self.pin.rule is not PinRule.MUST_NOT and self.hours_per_week > 0

    @property
    def hours_per_week(self) -> float:
        """The fewest hours it gives in a week; a programme gives those of its dose [h/week]."""
        if self.provision.is_programme:
            return self.provision.session_hours_per_week
        if self.provision.is_item:
            return max(self.provision.weekly_hours, _TINY)
        if self.pin.hours_per_week is not None:
            return self.pin.hours_per_week
        return self.provision.min_hours or LEAST_PINNED_HOURS

    def fault(self, column: str, what: str, remedy: str) -> Problem:
        """Say what is wrong with it, naming pupil and provision."""
        whose = f"{self.pin.pupil} in {self.pin.provision}"
        return Problem("pins.csv", self.number, column, f"{whose}: {what}", remedy)


def decisions(tables: Tables) -> Iterator[Decision]:
    """Give each pin of a known pupil and provision."""
    school = tables.school
    for number, pin in tables.rows("pins"):
        pupil, provision = school.pupil_by_id[pin.pupil], school.provision_by_id[pin.provision]
        yield Decision(number, pin, pupil, provision)


def pins_are_for_the_year_group(tables: Tables) -> Iterator[Problem]:
    """Nobody is given a provision that is not for their year group."""
    for decision in decisions(tables):
        year = decision.pupil.year_group
        if decision.gives and not decision.provision.is_for(year):
            years = ", ".join(decision.provision.years)
            what = f"the provision is for {years}, and the pupil is in {year}"
            yield decision.fault("provision", what, "delete the pin, or widen the years")


def only_support_is_pinned_by_the_hour(tables: Tables) -> Iterator[Problem]:
    """A programme has the hours of its dose, and an item those it is worth."""
    for decision in decisions(tables):
        given = decision.pin.hours_per_week is not None
        if given and decision.gives and not decision.provision.is_support:
            what = f"the hours of a {decision.provision.kind} are not chosen"
            yield decision.fault("hours_per_week", what, "leave hours_per_week blank")


def pinned_hours_fit_the_provision(tables: Tables) -> Iterator[Problem]:
    """Hours of support lie between the provision's fewest and most."""
    for decision in decisions(tables):
        pin, provision, hours = decision.pin, decision.provision, decision.hours_per_week
        if not (decision.gives and provision.is_support):
            continue
        if provision.max_hours is not None and hours > provision.max_hours + _TINY:
            what = f"{hours:g} hours a week are more than the provision's max_hours"
            remedy = f"write {provision.max_hours:g} or less, or raise max_hours"
            yield decision.fault("hours_per_week", what, remedy)
        if pin.rule is PinRule.EXACTLY and hours < provision.min_hours - _TINY:
            what = f"{hours:g} hours a week are fewer than the provision's min_hours"
            remedy = f"write {provision.min_hours:g} or more, or 0 for none"
            yield decision.fault("hours_per_week", what, remedy)


@relies_on("school")
def pinned_provisions_fit_the_week(tables: Tables) -> Iterator[Problem]:
    """A provision given fits the pupil's week in school, and its time out of class."""
    details = tables.school.details
    for decision in decisions(tables):
        hours = decision.hours_per_week
        if not decision.gives or decision.provision.is_item:
            continue
        limit = withdrawal_limit(tables, decision.pupil)
        if hours > details.school_week_hours + _TINY:
            what = f"{hours:g} hours are more than the school week ({details.school_week_hours:g})"
            yield decision.fault("hours_per_week", what, "write fewer hours, or delete the pin")
        elif decision.provision.withdraws and hours > limit + _TINY:
            what = f"{hours:g} hours a week out of class are more than the pupil's {limit:g}"
            remedy = "raise the pupil's withdrawal_limit_hours, or delete the pin"
            yield decision.fault("provision", what, remedy)


@relies_on("school", "terms")
def pinned_support_fits_the_week_together(tables: Tables) -> Iterator[Problem]:
    """All support given to a pupil in a term fits the week and the time out of class together."""
    hours_of: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    told: set[str] = set()
    for decision in decisions(tables):
        pupil, code = decision.pupil, decision.provision.provision
        alone = {code: decision.hours_per_week}
        is_given = decision.gives and decision.provision.is_support
        if not is_given or _why_too_much(tables, pupil, alone):
            continue
        for term in tables.school.terms:
            if decision.pin.term not in {None, term.term} or on_roll_share(pupil, term) == 0:
                continue
            given = hours_of[pupil.pupil, term.term]
            given[code] = max(given.get(code, 0.0), decision.hours_per_week)
            why = _why_too_much(tables, pupil, given)
            if why and pupil.pupil not in told:
                told.add(pupil.pupil)
                what = f"with the pins above, {why} in {term.term}"
                yield decision.fault("hours_per_week", what, "write fewer hours in one of them")


def _why_too_much(tables: Tables, pupil: Pupil, given: Mapping[str, float]) -> str | None:
    """Say which limit support breaks in one term, from the hours of each; ``None`` if none."""
    school = tables.school
    in_all, most_in_all = sum(given.values()), school.details.school_week_hours
    outside = sum(given[code] for code in given if school.provision_by_id[code].withdraws)
    most_outside = withdrawal_limit(tables, pupil)
    if in_all > most_in_all + _TINY:
        return f"{in_all:g} hours are more than the school week ({most_in_all:g})"
    if outside > most_outside + _TINY:
        return f"{outside:g} hours a week out of class are more than the pupil's {most_outside:g}"
    return None


def withdrawal_limit(tables: Tables, pupil: Pupil) -> float:
    """Most hours a week that a pupil may be out of class [h/week]."""
    own = pupil.withdrawal_limit_hours
    return tables.school.details.withdrawal_limit_hours if own is None else own
