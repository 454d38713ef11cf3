"""How far the mean of a few pupils is to be believed: a normal mean with a normal prior.

The mean ratio of a school is taken to be normal around 1 (what was expected) over schools, and each
pupil's ratio to be normal around their school's. With n pupils the posterior mean is then

    1 + weight * (mean - 1),   weight = n / (n + k),   k = pupils' variance / schools' variance

Sources: A. Gelman and others, Bayesian Data Analysis, 3rd edition, 2013, section 2.5 (normal mean,
known variance) and section 2.6 (variance with a conjugate prior, which counts as so many earlier
observations); B. Efron and C. Morris, Data analysis using Stein's estimator and its
generalizations, Journal of the American Statistical Association 70, 1975 (the same weight, with
the pupils' variance pooled over all provisions).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

# Assumptions, and no more: in two schools out of three what a provision does is within a quarter of
# what was expected; and one pupil's ratio is out by about three quarters, as a test score is out by
# three to five points on either side of a gain of about eight. The latter counts as what four
# pupils would have told, and gives way to the school's own pupils.
SCHOOLS_DIFFER = 0.25
PUPILS_DIFFER = 0.75
PUPILS_BEFORE = 4
# Pupils are never taken to be more alike than this, however alike a few of them were: measuring
# twice brings about as much by itself.
LEAST_SPREAD = 0.5
# The interval leaves out a fortieth on either side.
_UPPER = 0.975


@dataclass(frozen=True)
class Spread:
    """How far pupils differ from one another.

    Attributes:
        deviation: The standard deviation of one pupil's ratio.
        freedom: How many pupils it is known from, so to speak: its degrees of freedom.
    """

    deviation: float
    freedom: int

    def weight(self, pupils: int) -> float:
        """Tell how far to move from what was expected to the mean of so many [share 0-1]."""
        k = (self.deviation / SCHOOLS_DIFFER) ** 2
        return pupils / (pupils + k)

    def half_width(self, pupils: int) -> float:
        """Give half of the 95 % interval around the mean of so many pupils."""
        return t_value(self.freedom) * self.deviation / sqrt(pupils)


def spread_of(groups: Iterable[Sequence[float]]) -> Spread:
    """Estimate how far pupils differ, pooled over the provisions, each around its own mean.

        variance = (4 * 0.75^2 + sum of squares within provisions) / (4 + pupils - provisions)

    Args:
        groups: The ratios of each provision and strand, one for each pupil.
    """
    squares, freedom = PUPILS_BEFORE * PUPILS_DIFFER**2, PUPILS_BEFORE
    for ratios in groups:
        mean = mean_of(ratios)
        squares += sum((ratio - mean) ** 2 for ratio in ratios)
        freedom += len(ratios) - 1
    return Spread(max(sqrt(squares / freedom), LEAST_SPREAD), freedom)


def mean_of(ratios: Sequence[float]) -> float:
    """The mean of at least one ratio."""
    return sum(ratios) / len(ratios)


def t_value(freedom: int) -> float:
    """Give Student's t that 2.5 % lie above, to two decimals from 4 degrees of freedom on.

    Source: M. Abramowitz and I. Stegun, Handbook of Mathematical Functions, 1964, 26.7.5.
    """
    z = NormalDist().inv_cdf(_UPPER)
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * freedom**4)
    )
