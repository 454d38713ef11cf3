"""What a school has entered of its authority's bands and rates, for an amount to be worked out."""

from __future__ import annotations

from collections.abc import Iterable

from planner.funding.typed_amount import Basis, Figure
from planner.parameters import figure as dated
from planner.parameters.own import OWN_SUBJECT, own_figures
from planner.periods import AcademicYear, overlap_days
from planner.school.records import OwnFigure

_MONEY = ("gbp", "£", "pound")
# Those that come with Evenhand are examples; a school may enter its own under their codes.
_TOP_UPS = "top_up_"


def rate_asked_by(basis: Basis) -> Figure:
    """Which figure of a basis is the authority's: its band or its rate."""
    return basis.asks[0]


def own_rates(
    own: Iterable[OwnFigure], basis: Basis, year: AcademicYear
) -> tuple[dated.Figure, ...]:
    """Find the school's own figures that can stand for the band or rate of a basis.

    Args:
        own: The school's own figures.
        basis: What the authority pays by.
        year: The plan year, on some day of which they are in force.
    """
    return tuple(
        one
        for through_time in own_figures(own).values()
        for one in through_time
        if (one.subject == OWN_SUBJECT or one.name.startswith(_TOP_UPS))
        and _rate_in(one.unit) is rate_asked_by(basis)
        and overlap_days(year.starts, year.ends, one.starts, one.ends)
    )


def _rate_in(unit: str) -> Figure | None:
    """What an amount in a unit is, as schools write units; blank is the amount of a band."""
    text = unit.casefold()
    if text.strip() and not any(sign in text for sign in _MONEY):
        return None
    if "hour" in text:
        return Figure.WEEKLY_RATE if "week" in text or "year" in text else Figure.RATE
    return Figure.DAILY_RATE if "day" in text else Figure.ANNUAL
