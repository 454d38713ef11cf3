"""Finds the dated figure in force on a day, with where it comes from.

The figures stand in ``data``, one file a subject. A figure asked for outside its dates is an error
that says what to enter: the nearest one is never taken in its place.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from planner.errors import ParameterError
from planner.parameters.figure import Figure, Status, day_written, unit_written
from planner.parameters.own import after_awards, in_force, own_figures
from planner.parameters.shipped import shipped_figures
from planner.periods import AcademicYear
from planner.school.records import OwnFigure

__all__ = [
    "PAY_SPINE",
    "Figure",
    "Status",
    "every_figure",
    "figure",
    "known_figure",
    "pay_point_salary",
]

PAY_SPINE = "njc_scp"
_PAY_POINT = re.compile(r"^\s*(?:scp)?[\s._-]*0*([1-9]\d?)\s*$", re.IGNORECASE)
_ONE_DAY = dt.timedelta(days=1)


def every_figure() -> dict[str, tuple[Figure, ...]]:
    """Give every figure there is, by name, each through time from its first day on."""
    return dict(shipped_figures())


def known_figure(name: str, on: dt.date, own: Iterable[OwnFigure] = ()) -> Figure | None:
    """Find the figure in force on a day, if one is known.

    The school's own comes first; a point of the pay spine is raised by the school's own awards.

    Args:
        name: The figure's name, such as ``employer_ni_rate``.
        on: The day.
        own: The school's own figures.
    """
    own = tuple(own)
    found = in_force(own_figures(own).get(name, ()), on)
    if found is None and name.startswith(f"{PAY_SPINE}_"):
        found = after_awards(name, on, own)
    return found or in_force(shipped_figures().get(name, ()), on)


def figure(name: str, on: dt.date, own: Iterable[OwnFigure] = ()) -> Figure:
    """Find the figure in force on a day; one of the school's own comes first.

    Args:
        name: The figure's name, such as ``employer_ni_rate``.
        on: The day.
        own: The school's own figures.

    Raises:
        ParameterError: No figure has that name, or none is known for that day.
    """
    found = known_figure(name, on, own)
    if found is not None:
        return found
    through_time = shipped_figures().get(name, ())
    label = through_time[0].label if through_time else ""
    raise ParameterError(name, _what_is_missing(through_time, on), label)


def pay_point_salary(pay_point: str, on: dt.date, own: Iterable[OwnFigure] = ()) -> Figure:
    """Find the full-time salary of a spine point on a day [GBP/year].

    Args:
        pay_point: The point as schools write it: ``5``, ``SCP 5`` or ``scp05``.
        on: The day.
        own: The school's own figures.

    Raises:
        ParameterError: It is not a spine point, or its salary is not known for that day.
    """
    match = _PAY_POINT.match(pay_point)
    if not match:
        name = f"pay point '{pay_point}'"
        raise ParameterError(name, "is not on the pay spine; write a point such as 5 or SCP 5")
    return figure(f"{PAY_SPINE}_{int(match[1]):02d}", on, own)


def _what_is_missing(through_time: tuple[Figure, ...], on: dt.date) -> str:
    """Say which date and which school year have no figure, and what to enter."""
    if not through_time:
        return f"is not known on {day_written(on)}; enter its amount, first day and source"
    ended = [dated for dated in through_time if dated.ends and dated.ends < on]
    to_come = [dated.starts for dated in through_time if dated.starts and dated.starts > on]
    known = []
    if ended and ended[-1].ends:
        known.append(
            f"the {'one before' if to_come else 'latest'} ends on {day_written(ended[-1].ends)}"
        )
    if to_come:
        known.append(f"the {'next' if ended else 'earliest'} starts on {day_written(to_come[0])}")
    since = ended[-1].ends if ended else None
    return (
        f"no value is known on {day_written(on)}, in the school year {AcademicYear.of(on)} "
        f"({' and '.join(known)}); enter the amount in force "
        f"{f'from {day_written(since + _ONE_DAY)}' if since else 'then'}, "
        f"in {unit_written(through_time[0].unit)}, with its source"
    ) + "".join(f". {text}" for text in _what_is_known(through_time[0], ended, to_come) if text)


def _what_is_known(series: Figure, ended: list[Figure], to_come: list[dt.date]) -> tuple[str, ...]:
    """Give what the file says of such days: of a gap, or of the last value."""
    if not ended:
        return ()
    return (series.gaps.rstrip(".") if to_come else ended[-1].note,)
