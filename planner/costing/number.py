"""How a number stands in a sum."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_FOUR_PLACES = Decimal("0.0001")


def shown(number: Decimal) -> str:
    """Write a number without idle zeros, to four decimals at most: ``32.5``, ``44.6519``."""
    return f"{number.quantize(_FOUR_PLACES, ROUND_HALF_UP).normalize() + 0:,f}"
