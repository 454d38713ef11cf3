"""How many pupils are on roll: as the school says, or as its register shows where it holds all.

National figures are of the day of the January census. Hence pupils count who are on roll on that
day: one who left before it and one who came in their place are not two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.periods import AcademicYear, overlap_days
from planner.school.codes import SenStatus
from planner.school.records import Pupil, SchoolDetails

_THURSDAY = 3


class RollKnown(StrEnum):
    """Where the number of pupils on roll comes from, or why there is none."""

    ENTERED = "entered in the school’s details"
    REGISTER = "counted in the register, which has more pupils without SEN than with"
    TOO_SMALL = "entered in the school’s details, but fewer than the register has with SEN"
    UNKNOWN = "not known: the register holds hardly any pupils without SEN"


@dataclass(frozen=True)
class Roll:
    """How many pupils the school has.

    Attributes:
        pupils: Those on roll; ``None`` where that is not known [pupils].
        known: Where the number comes from, or why there is none.
    """

    pupils: int | None
    known: RollKnown


def census_day(year: AcademicYear) -> dt.date:
    """Give the day of the January census: the third Thursday of January."""
    first = dt.date(year.first + 1, 1, 1)
    return first + dt.timedelta(days=(_THURSDAY - first.weekday()) % 7 + 14)


def on_census_day(details: SchoolDetails, pupils: Sequence[Pupil]) -> tuple[Pupil, ...]:
    """Give the pupils who are on roll on the day of the January census of the school's year."""
    day = census_day(details.academic_year)
    return tuple(one for one in pupils if overlap_days(day, day, one.starts, one.leaves))


def roll_of(details: SchoolDetails, pupils: Sequence[Pupil]) -> Roll:
    """Give how many pupils are on roll.

    A register of pupils with SEN says nothing of how many others there are, and nor does one with
    a few others who are helped as well. One in which most have no SEN is taken to hold everybody.
    """
    with_sen = sum(pupil.sen_status is not SenStatus.NONE for pupil in pupils)
    return roll_from(details.pupils_on_roll, with_sen=with_sen, listed=len(pupils))


def roll_from(entered: int | None, *, with_sen: int, listed: int) -> Roll:
    """Give how many pupils are on roll from what is known of them.

    Args:
        entered: What the school's details say [pupils].
        with_sen: How many pupils of the register have SEN [pupils].
        listed: How many it has in all [pupils].
    """
    if entered is not None:
        if entered < with_sen:
            return Roll(None, RollKnown.TOO_SMALL)
        return Roll(entered, RollKnown.ENTERED)
    if listed > 2 * with_sen:
        return Roll(listed, RollKnown.REGISTER)
    return Roll(None, RollKnown.UNKNOWN)
