"""How far a published figure may lie from the figure worked out again.

Every comparison is written so that a figure that is not a number never passes.
"""

from __future__ import annotations

# Published hours are rounded to six decimals, published money half up to pence.
ROUNDED_HOURS = 5e-7
HALF_PENNY = 0.005
PENNY = 0.01

DEPLOYMENT = 1 / 60  # adults' hours agree with pupils' within a minute a week [h/week]
WEEKLY_HOURS = 1e-4  # limits on hours a week [h/week]
TOTAL_HOURS = 1e-3  # hours of a term or a year, which add up many rounded rows [h]
WEEKS = 1e-4  # weeks of delivery [weeks]
SHARE = 1e-4  # coverage and shares of it [share 0-1]
SETTLED = 1e-4  # a goal is settled within this share of its value [share]


def differs(published: float, expected: float, tolerance: float) -> bool:
    """Whether two figures are further apart than a tolerance."""
    return not abs(published - expected) <= tolerance


def exceeds(figure: float, limit: float, tolerance: float) -> bool:
    """Whether a figure is above a limit by more than a tolerance."""
    return not figure <= limit + tolerance


def of_pence(lines: int) -> float:
    """How far a cost may lie from the sum of its lines, each of them rounded [GBP]."""
    return HALF_PENNY * (lines + 1)


def of_hours_in_money(rows: int, cost_per_weekly_hour: float) -> float:
    """How far a cost may lie from hours that are rounded in each of some rows [GBP]."""
    return ROUNDED_HOURS * rows * cost_per_weekly_hour
