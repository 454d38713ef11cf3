"""How many pupils chance alone would bring: the central range of a binomial, worked out exactly."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

# What lies below the range, and what above it, comes by chance at most so often.
TAIL = Fraction(1, 20)


@dataclass(frozen=True)
class Likely:
    """From how many pupils to how many a school of its size is expected to have.

    Attributes:
        fewest: The fewest [pupils].
        most: The most [pupils].
    """

    fewest: int
    most: int


def likely_numbers(pupils: int, share: Fraction) -> Likely:
    """Give the central 90 % range of how many of some pupils are of a kind.

    Each pupil is of the kind with the same chance, whatever the others are. The fewest is the
    smallest number of which it is true that no more come with a chance of 5 % or more; the most
    is that of 95 %. Whole numbers throughout, so that nothing is rounded.

    Args:
        pupils: How many pupils there are [pupils].
        share: The chance that one is of the kind [share 0-1].

    Returns: The fewest and the most [pupils].
    """
    if pupils < 0 or not 0 <= share <= 1:
        what = f"{pupils} pupils and a share of {share} have no range"
        raise ValueError(what)
    if share == 1:
        return Likely(pupils, pupils)
    of_kind, others = share.numerator, share.denominator - share.numerator
    whole = share.denominator**pupils
    # How many of ``whole`` equally likely cases have this number of the kind, and this or fewer.
    cases = others**pupils
    so_far = cases
    number, fewest = 0, None
    while so_far * TAIL.denominator < whole * (TAIL.denominator - TAIL.numerator):
        if fewest is None and so_far * TAIL.denominator >= whole * TAIL.numerator:
            fewest = number
        cases = cases * (pupils - number) * of_kind // ((number + 1) * others)
        number += 1
        so_far += cases
    return Likely(number if fewest is None else fewest, number)
