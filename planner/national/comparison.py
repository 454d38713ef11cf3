"""A share of the school's pupils beside the national one, with what its size would bring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from planner.national.chance import Likely, likely_numbers
from planner.national.newest import Found, newest_figure
from planner.national.roll import Roll, on_census_day, roll_of
from planner.parameters.comparators import EHCP, SEN, SEN_SUPPORT, Comparator, need_share
from planner.school.codes import NeedType, SenStatus
from planner.school.records import OwnFigure, Pupil, SchoolDetails
from planner.suppression import Hidden, Shown

# Of this many pupils or fewer nothing is said: the Department for Education did not publish a
# school's results for ten pupils or fewer (Hansard, 15 June 2009).
TOO_FEW = 10


class Verdict(StrEnum):
    """How the school's number lies to the range expected for a school of its size."""

    WITHIN = "within the range"
    ABOVE = "above the range"
    BELOW = "below the range"
    TOO_FEW = "too few to say"
    NOT_COMPARED = "not compared"
    HIDDEN = "not shown"


@dataclass(frozen=True)
class Comparison:
    """One share of the school's pupils beside the national one.

    Attributes:
        comparator: What is compared.
        need: The primary type of need that is counted, if one is.
        status: Of pupils of which status it is counted, if it is a type of need.
        number: How many pupils it is here, or why that is hidden [pupils].
        out_of: Of how many; ``None`` where that is not known [pupils].
        found: The national figure; ``None`` where none is known [percent].
    """

    comparator: Comparator
    need: NeedType | None
    status: SenStatus | None
    number: Shown
    out_of: int | None
    found: Found | None

    @property
    def share(self) -> float | None:
        """The share here, where it can be told [share 0-1]."""
        if isinstance(self.number, Hidden) or not self.out_of:
            return None
        return self.number / self.out_of

    @property
    def national(self) -> Fraction | None:
        """The national share [share 0-1]."""
        return None if self.found is None else Fraction(self.found.figure.amount) / 100

    @property
    def likely(self) -> Likely | None:
        """The numbers that a school of this size is expected to have [pupils]."""
        national = self.national
        if national is None or self.out_of is None or national > 1:
            return None
        return likely_numbers(self.out_of, national)

    @property
    def verdict(self) -> Verdict:
        """How the number here lies to the expected range."""
        likely = self.likely
        if isinstance(self.number, Hidden):
            return Verdict.HIDDEN
        if likely is None:
            return Verdict.NOT_COMPARED
        # Where none at all would be within the range, being in it says nothing.
        says_nothing = likely.fewest == 0 and self.number <= likely.most
        if (self.out_of or 0) <= TOO_FEW or says_nothing:
            return Verdict.TOO_FEW
        if self.number > likely.most:
            return Verdict.ABOVE
        return Verdict.BELOW if self.number < likely.fewest else Verdict.WITHIN


@dataclass(frozen=True)
class Beside:
    """The school's pupils beside national figures.

    Attributes:
        roll: How many pupils there are, and how that is known.
        shares: What is compared of all pupils.
        needs: What is compared of the pupils of one status: their primary types of need.
        without_need: How many pupils with SEN have no primary type of need entered [pupils].
    """

    roll: Roll
    shares: tuple[Comparison, ...]
    needs: tuple[Comparison, ...]
    without_need: int

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Everything that is compared."""
        return (*self.shares, *self.needs)


def beside_national(
    details: SchoolDetails, pupils: Sequence[Pupil], own: Sequence[OwnFigure]
) -> Beside:
    """Set a school's pupils on the day of the January census beside the newest national figures.

    Args:
        details: The school, which says its kind and its year.
        pupils: Everybody on its register of the year.
        own: Its own figures, those loaded from official statistics among them.
    """
    pupils = on_census_day(details, pupils)
    roll = roll_of(details, pupils)
    counts = {
        EHCP: sum(pupil.sen_status is SenStatus.EHCP for pupil in pupils),
        SEN_SUPPORT: sum(pupil.sen_status is SenStatus.SEN_SUPPORT for pupil in pupils),
    }
    counts[SEN] = sum(counts.values())
    with_sen = [pupil for pupil in pupils if pupil.sen_status is not SenStatus.NONE]
    return Beside(
        roll=roll,
        shares=shares_of(counts, roll, details, own),
        needs=tuple(_needs(details, pupils, own)),
        without_need=sum(pupil.primary_need is None for pupil in with_sen),
    )


def shares_of(
    counts: dict[Comparator, int] | dict[Comparator, Shown],
    roll: Roll,
    details: SchoolDetails,
    own: Sequence[OwnFigure],
) -> tuple[Comparison, ...]:
    """Set the numbers of pupils with an EHCP, on SEN Support and with either beside the national.

    Args:
        counts: How many there are of each, or why that is hidden [pupils].
        roll: How many pupils there are.
        details: The school, which says its kind and its year.
        own: Its own figures.
    """
    return tuple(
        Comparison(
            comparator=one,
            need=None,
            status=None,
            number=counts[one],
            out_of=roll.pupils,
            found=newest_figure(one, details.phase, details.academic_year, own),
        )
        for one in (SEN_SUPPORT, EHCP, SEN)
    )


def _needs(
    details: SchoolDetails, pupils: Sequence[Pupil], own: Sequence[OwnFigure]
) -> Iterator[Comparison]:
    """Each type of need that somebody has here, or of which the national share is known."""
    for status in (SenStatus.SEN_SUPPORT, SenStatus.EHCP):
        known = [
            pupil.primary_need
            for pupil in pupils
            if pupil.sen_status is status and pupil.primary_need is not None
        ]
        rows = []
        for need in NeedType:
            comparator = need_share(need, status)
            found = newest_figure(comparator, details.phase, details.academic_year, own)
            if need in known or (found is not None and known):
                count = known.count(need)
                rows.append(Comparison(comparator, need, status, count, len(known), found))
        yield from sorted(rows, key=lambda row: (-int(row.number), row.comparator.label))
