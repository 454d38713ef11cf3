"""Money in whole pence: rounding, and sharing out so that no penny is lost or made.

A total is always the sum of what is shown. What is shared out is shared in whole pence: every part
is its exact share rounded down, and the pennies left go one each to the parts that were rounded
down the most, the earlier first where two are equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import accumulate, pairwise

POUND, PENNY = Decimal(1), Decimal("0.01")


def to_the_pound(amount: Decimal) -> Decimal:
    """Round half up to whole pounds [GBP]."""
    return amount.quantize(POUND, ROUND_HALF_UP)


def to_the_penny(amount: Decimal) -> Decimal:
    """Round half up to whole pence [GBP]."""
    return amount.quantize(PENNY, ROUND_HALF_UP)


def in_pence(amounts: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Write amounts in whole pence that add up to their total to the penny.

    What is rounded away in one is made up in the next, so each is less than a penny out.

    Args:
        amounts: The exact amounts, in their order [GBP].
    """
    sums = [Decimal(0), *(to_the_penny(so_far) for so_far in accumulate(amounts))]
    return tuple(after - before for before, after in pairwise(sums))


def shared_out(amount: Decimal, weights: Sequence[Decimal | int]) -> tuple[Decimal, ...]:
    """Share an amount out by weights, in whole pence that add up to it.

    Args:
        amount: What is shared out; it is rounded to the penny first [GBP].
        weights: How much of it each part takes, of the sum of all; none below 0.

    Returns: One part for each weight, in their order; nothing but zeros where all weights are 0
        [GBP].
    """
    whole = sum(weights, Decimal(0))
    if not whole:
        return tuple(Decimal("0.00") for _ in weights)
    total = to_the_penny(amount)
    exact = [total * weight / whole for weight in weights]
    parts = [share.quantize(PENNY, ROUND_FLOOR) for share in exact]
    pennies_left = int((total - sum(parts, Decimal(0))) / PENNY)
    most_rounded_first = sorted(range(len(parts)), key=lambda place: parts[place] - exact[place])
    for place in most_rounded_first[:pennies_left]:
        parts[place] += PENNY
    return tuple(parts)
