"""placeholder being written"""

from __future__ import annotations
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Explanation:
    reasons: dict
    gap_cost: Decimal


def explain_shortfalls(problem, rows, clock):
    return Explanation(
        {(r.item, r.term): "skill: not yet explained" for r in rows if r.shortfall_hours > 0},
        Decimal(0),
    )
