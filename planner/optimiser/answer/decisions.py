"""What was decided: a solver's numbers, rounded, under the school's own codes.

Floats from the solver end here: whole numbers are whole, hours are rounded to six decimals, and
what is next to nothing is nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from planner.optimiser.highs import Array, Solver
from planner.optimiser.problem import Helper, Lead, Placement
from planner.optimiser.rows import Parts
from planner.optimiser.variables import Cell, Skilled

HOURS_DECIMALS = 6
_NOTHING = 5e-6


@dataclass(frozen=True)
class Decisions:
    """Everything a plan is written from; hours are a week.

    Attributes:
        places: Programme starts.
        leads: Groups by who leads them.
        hours: Support by pupil, as received.
        adult: Support by adult, averaged over the term.
        skilled: Support hours of a pupil with adults who have a skill that is owed.
        with_skill: Places that must be in a group led with a skill.
        bought: Items.
        contract: Contract hours of posts filled, by adult and first term.
        extra: Extra hours by adult, provision and term.
        charged: Hours charged to each purse.
        buys: Whether general money pays for anything that the plan chooses.
    """

    places: tuple[Placement, ...]
    leads: Mapping[Lead, int]
    hours: Mapping[Placement, float]
    adult: Mapping[Helper, float]
    skilled: Mapping[Skilled, float]
    with_skill: frozenset[tuple[Placement, str]]
    bought: tuple[Placement, ...]
    contract: Mapping[tuple[str, int], float]
    extra: Mapping[tuple[str, str, int], float]
    charged: Mapping[Cell, float]
    buys: bool


def read_decisions(parts: Parts, solver: Solver, values: Array) -> Decisions:
    """Read an answer of the solver as decisions."""
    variables = parts.variables

    def amounts(family: Mapping[Any, Any]) -> dict[Any, float]:
        found = {
            key: round(solver.value_of(variable, values), HOURS_DECIMALS)
            for key, variable in family.items()
        }
        return {key: value for key, value in found.items() if value > _NOTHING}

    def counts(family: Mapping[Any, Any]) -> dict[Any, int]:
        found = {key: round(solver.value_of(variable, values)) for key, variable in family.items()}
        return {key: value for key, value in found.items() if value > 0}

    return Decisions(
        places=tuple(counts(variables.place)),
        leads=counts(variables.lead),
        hours=amounts(variables.hours),
        adult=amounts(variables.adult),
        skilled=amounts(variables.skilled),
        with_skill=frozenset(counts(variables.with_skill)),
        bought=tuple(counts(variables.bought)),
        contract=amounts(variables.contract),
        extra=amounts(variables.extra),
        charged=amounts(variables.charged),
        buys=bool(counts(variables.buys)),
    )
