"""A school's own dated figures, in the shape of those that come with Evenhand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

from planner.parameters.comparators import COMPARISON, known_comparator
from planner.parameters.figure import Figure, Status, day_written
from planner.parameters.shipped import shipped_figures
from planner.school.codes import PENSION_FIGURE
from planner.school.records import OwnFigure

AWARD = "njc_award"
# What only a school can say: the contribution that its own pension fund asks of it, from a day on.
PENSION = PENSION_FIGURE
OWN_SUBJECT = "The school’s own"
_ONE_DAY = dt.timedelta(days=1)


def own_figures(own: Iterable[OwnFigure]) -> dict[str, tuple[Figure, ...]]:
    """Give a school's own figures by name, each through time from its first day on.

    One without a last day lasts until the next of the same name begins. What a figure of that name
    is called and means, and its unit where none is written, are those that come with Evenhand.
    """
    by_name: dict[str, list[OwnFigure]] = {}
    for one in sorted(own, key=lambda one: one.starts):
        by_name.setdefault(one.figure, []).append(one)
    found = {}
    for name, dated in by_name.items():
        next_starts = [one.starts for one in dated[1:]] + [None]
        found[name] = tuple(
            _figure(one, following) for one, following in zip(dated, next_starts, strict=True)
        )
    return found


def in_force(through_time: Iterable[Figure], on: dt.date) -> Figure | None:
    """Give the figure that is in force on a day, if there is one."""
    return next((dated for dated in through_time if dated.is_in_force(on)), None)


def after_awards(name: str, on: dt.date, own: Iterable[OwnFigure]) -> Figure | None:
    """Give a point's full-time salary raised by the school's own pay awards [GBP/year].

    An award counts from its first day on, until a spine that comes with Evenhand begins after it.
    It raises the salary of the day before, to the pound and half up.

    Args:
        name: The name of the spine point's salary.
        on: The day.
        own: The school's own figures, among which the awards are [percent].

    Returns: The salary after the awards; ``None`` where there is none, or no such point.
    """
    spine = shipped_figures().get(name, ())
    shipped = in_force(spine, on)
    if shipped is None or shipped.starts is None:
        return None
    last = shipped.starts
    awards = [
        award
        for award in own_figures(own).get(AWARD, ())
        if award.starts is not None and last <= award.starts <= on
    ]
    before = in_force(spine, awards[0].starts - _ONE_DAY) if awards and awards[0].starts else None
    if before is None:
        return None
    raised = before
    for award in awards:
        raised = _raised(raised, award)
    return raised


def _raised(before: Figure, award: Figure) -> Figure:
    exact = before.amount * (1 + award.amount / 100)
    day = f" from {day_written(award.starts)}" if award.starts else ""
    return replace(
        before,
        amount=exact.quantize(Decimal(1), rounding=ROUND_HALF_UP),
        status=Status.LOCAL,
        source=award.source,
        url="",
        checked=award.checked,
        starts=award.starts,
        ends=None,
        note=f"£{before.amount:,f} and the school’s award of {award.amount:f} %{day}.",
    )


def _figure(one: OwnFigure, following: dt.date | None) -> Figure:
    last = min((day for day in (one.ends, _day_before(following)) if day), default=None)
    named = _named(one)
    return Figure(
        name=one.figure,
        amount=one.amount,
        unit=one.unit or named.unit,
        label=named.label,
        description=named.description,
        status=Status.LOADED if one.is_official else Status.LOCAL,
        source=one.source,
        url=one.link,
        checked=one.checked,
        starts=one.starts,
        ends=last,
        note=one.note,
        subject=named.subject,
    )


@dataclass(frozen=True)
class _Named:
    """What a figure is called and means, as far as its code is known."""

    label: str
    unit: str = ""
    description: str = ""
    subject: str = OWN_SUBJECT


_PENSION = _Named(
    label="Employer's pension contribution",
    unit="percent",
    description="What the school's own pension fund asks of it for those on a pay point.",
    subject="Pension",
)


def _named(one: OwnFigure) -> _Named:
    """Name a figure as the one of its code that comes with Evenhand, or as what it compares."""
    if one.figure == PENSION:
        return _PENSION
    shipped = shipped_figures().get(one.figure, ())
    if shipped:
        first = shipped[0]
        return _Named(first.label, first.unit, first.description, first.subject)
    compared = known_comparator(one.figure)
    if compared is None:
        return _Named(one.figure)
    comparator, phase = compared
    return _Named(comparator.label_for(phase), comparator.unit, subject=COMPARISON)


def _day_before(day: dt.date | None) -> dt.date | None:
    return None if day is None else day - _ONE_DAY
