"""Money, shares, days and lists as a change says them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

_PENNY = Decimal("0.01")


def pounds(amount: Decimal) -> str:
    """Pounds for a sentence: ``£12,340``, with pence only where there are some."""
    exact = abs(amount).quantize(_PENNY, ROUND_HALF_UP)
    shown = f"{exact:,.2f}".removesuffix(".00")
    return f"{'−' if amount < 0 else ''}£{shown}"


def number(value: float | Decimal) -> str:
    """A number without idle zeros: ``2.5``, ``1,204``."""
    return f"{value:,.6f}".rstrip("0").rstrip(".")


def percent(value: float | Decimal) -> str:
    """A percentage of 100: ``4 %``."""
    return f"{number(value).removeprefix('-')} %"


def day(date: dt.date) -> str:
    """A day as people write it: ``14 January 2027``."""
    return f"{date.day} {date:%B %Y}"


def counted(count: int, noun: str) -> str:
    """A count with its noun: ``1 pupil``, ``3 pupils``."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


def hours(value: float) -> str:
    """Hours a week with their noun: ``1 hour a week``, ``2.5 hours a week``."""
    shown = number(value)
    return f"{shown} hour{'' if shown == '1' else 's'} a week"


def listed(parts: Iterable[str]) -> str:
    """A list in a sentence: ``a, b and c``."""
    found = list(parts)
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} and {found[-1]}"
