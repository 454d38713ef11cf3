"""The school beside national figures for anybody's eyes: from counts that are shown anyway.

Nothing is counted here. What stands beside national figures are the totals that the school at a
glance shows or hides, so that no number is told twice and none can be worked out from two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planner.glance import Glance
from planner.national.comparison import Comparison, shares_of
from planner.national.roll import Roll, RollKnown, roll_from
from planner.parameters.comparators import EHCP, SEN, SEN_SUPPORT, Comparator
from planner.school.codes import Phase, SenStatus
from planner.school.records import OwnFigure, SchoolDetails
from planner.suppression import Hidden, Shown


@dataclass(frozen=True)
class BesideAtAGlance:
    """What a viewer may see of the school's pupils beside the national shares.

    Attributes:
        shares: What is compared of all pupils.
        phase: The kind of school.
        threshold: Counts under this are hidden [pupils].
    """

    shares: tuple[Comparison, ...]
    phase: Phase | None
    threshold: int


def beside_at_a_glance(
    glance: Glance, details: SchoolDetails, own: Sequence[OwnFigure]
) -> BesideAtAGlance:
    """Set what a viewer may see of the school's pupils beside the national shares.

    How many are on roll is told only where the number in the register is shown as well: the two
    may be the same, and then one would tell the other.

    Args:
        glance: The year in counts, the small ones hidden.
        details: The school, which says its kind, its year and how many are on roll.
        own: Its own figures, those loaded from official statistics among them.
    """
    *parts, total = glance.years[-1].counts or (Hidden.HIDDEN,)
    by_status = dict(zip(glance.statuses, parts, strict=False))
    ehcp = by_status.get(SenStatus.EHCP, Hidden.HIDDEN)
    support = by_status.get(SenStatus.SEN_SUPPORT, Hidden.HIDDEN)
    with_sen = _both(ehcp, support)
    if SenStatus.NONE not in glance.statuses:
        with_sen = total
    counts: dict[Comparator, Shown] = {EHCP: ehcp, SEN_SUPPORT: support, SEN: with_sen}
    shares = shares_of(counts, _roll(details, with_sen, total), details, own)
    return BesideAtAGlance(shares, details.phase, glance.threshold)


def _both(one: Shown, other: Shown) -> Shown:
    if isinstance(one, Hidden) or isinstance(other, Hidden):
        return Hidden.HIDDEN
    return one + other


def _roll(details: SchoolDetails, with_sen: Shown, total: Shown) -> Roll:
    if isinstance(total, Hidden):
        return Roll(None, RollKnown.UNKNOWN)
    if not isinstance(with_sen, Hidden):
        return roll_from(details.pupils_on_roll, with_sen=with_sen, listed=total)
    # Whether most have SEN would tell something of those that are hidden.
    entered = details.pupils_on_roll
    if entered is None or entered < total:
        return Roll(None, RollKnown.UNKNOWN)
    return Roll(entered, RollKnown.ENTERED)
