"""What one plan reaches beyond another in each goal, and how sure that is.

Goals are in order, so that a gain in an earlier one may cost something in a later one, and the
bound of a later goal holds for plans that reach the earlier ones as this plan does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from planner.optimiser.plan import GoalResult, Plan

Basis = Literal["solved", "range", "relaxed"]
GOALS = ("statutory_shortfall", "unfunded", "fair_share", "benefit")
_SMALLER_IS_BETTER = frozenset({"statutory_shortfall", "unfunded"})
# Less than this is what rounding leaves behind.
LEAST = {"statutory_shortfall": 0.01, "unfunded": 1.0, "fair_share": 5e-4, "benefit": 5e-3}


@dataclass(frozen=True)
class Gain:
    """How one goal moves from one plan to another; more is better whatever the goal.

    Attributes:
        goal: Which goal.
        unit: What it is measured in.
        value: What the later plan reaches.
        bound: What no plan can better there.
        gain: The difference between the two plans.
        least: What the best plans differ by at least: the later plan less the bound before.
        most: What they differ by at most: the later bound less the plan before.
        relaxed: The difference between the bounds, which is what the relaxed program gives.
        basis: ``solved``: both plans are proven to within less than the gain; ``range``: they are
            not, and the best plans differ by something between least and most; ``relaxed``: no plan
            found is better, but the bound leaves room for one.
    """

    goal: str
    unit: str
    value: float
    bound: float
    gain: float
    least: float
    most: float
    relaxed: float
    basis: Basis

    @property
    def moves(self) -> bool:
        """Whether the later plan is better by more than rounding."""
        return self.gain > LEAST[self.goal]


def gains(before: Plan, after: Plan) -> tuple[Gain, ...]:
    """Compare two plans goal by goal, in the order of the goals."""
    first = {goal.name: goal for goal in before.summary.goals}
    then = {goal.name: goal for goal in after.summary.goals}
    return tuple(_gain(first[name], then[name]) for name in GOALS)


def first_moved(found: tuple[Gain, ...]) -> Gain | None:
    """Give the first goal in which the later plan is better, as goals come in order."""
    return next((gain for gain in found if gain.moves), None)


def _gain(before: GoalResult, after: GoalResult) -> Gain:
    sign = -1.0 if after.name in _SMALLER_IS_BETTER else 1.0
    gain = sign * (after.value - before.value)
    least = sign * (after.value - before.bound)
    most = sign * (after.bound - before.value)
    distance = max(abs(goal.bound - goal.value) for goal in (before, after))
    rounding = LEAST[after.name]
    basis: Basis = "range"
    if distance < max(gain, rounding):
        basis = "solved"
    elif gain <= rounding:
        basis = "relaxed"
    relaxed = sign * (after.bound - before.bound)
    return Gain(after.name, after.unit, after.value, after.bound, gain, least, most, relaxed, basis)
