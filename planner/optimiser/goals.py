"""The goals of a plan, in order: each a sum to make as small as it can be.

Goals that ask for the most are stated as the least of the negative; ``Goal.value`` turns a solver's
number back into the one that people read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from planner.optimiser.constraints.coverage import change_from_today
from planner.optimiser.constraints.money import chosen_cost, unfunded_cost
from planner.optimiser.problem import THOUSAND
from planner.optimiser.rows import Parts, Sum, times

# The goals about what is owed, by name.
OWED = frozenset({"statutory_shortfall", "unfunded"})


@dataclass(frozen=True)
class Goal:
    """One goal as the program sees it.

    Attributes:
        name: Its name in ``summary.json``.
        unit: What its value is measured in.
        terms: The sum to make least.
        constant: What stands beside the sum.
        scale: The value is ``scale`` times the sum and constant.
    """

    name: str
    unit: str
    terms: Sum
    constant: float = 0.0
    scale: float = 1.0

    def value(self, least: float) -> float:
        """Turn the least sum, without its constant, into the goal's value."""
        return self.scale * (least + self.constant)


def least_statutory_shortfall(parts: Parts) -> Goal:
    """First, the fewest statutory hours not met in the year."""
    short = parts.variables.short.values()
    return Goal("statutory_shortfall", "pupil hours a year", [(hours, 1.0) for hours in short])


def least_unfunded(parts: Parts) -> Goal:
    """Second, the least cost that no stream can pay."""
    terms, constant = unfunded_cost(parts)
    return Goal("unfunded", "GBP a year", terms, constant, THOUSAND)


def fairest_share(parts: Parts) -> Goal:
    """Third, the largest share of what could be done for each pupil alone that all reach."""
    share = parts.variables.share["share"]
    return Goal("fair_share", "share 0-1", [(share, -1.0)], scale=-1.0)


def most_benefit(parts: Parts) -> Goal:
    """Fourth, the most priority-weighted coverage; each third of a need is worth less."""
    worths = parts.problem.school.policies.diminishing_returns
    weights = {need.need: need.weight for need in parts.problem.served}
    terms = [
        (variable, -weights[need] * worths[third])
        for (need, third), variable in parts.variables.third.items()
    ]
    return Goal("benefit", "weighted coverage", terms, scale=-1.0)


def fewest_changes(parts: Parts) -> Goal:
    """Fifth, the least change from what is done today, in pupil hours of the year."""
    if parts.problem.school.current_plan is None:
        return Goal("changes", "pupil hours a year", [])
    terms, constant = change_from_today(parts)
    return Goal("changes", "pupil hours a year", terms, constant)


def least_cost(parts: Parts) -> Goal:
    """Last, the least money spent beyond what is committed."""
    cost = [pair for terms in chosen_cost(parts).values() for pair in terms]
    return Goal("cost", "GBP a year", times(cost, 1.0), scale=THOUSAND)


GOALS: tuple[Callable[[Parts], Goal], ...] = (
    least_statutory_shortfall,
    least_unfunded,
    fairest_share,
    most_benefit,
    fewest_changes,
    least_cost,
)
