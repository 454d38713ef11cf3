"""What would end a statutory shortfall: limits that are let go one at a time, and re-solved.

Each kind of relief is a set of variables that are held at 0 while planning. Letting one kind grow,
as little as it must, with the item met in full and no other item worse off, tells whether that limit
is the cause and how much more of it would be enough.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from planner.optimiser.constraints.money import nothing_is_bought_with_the_salary_owed
from planner.optimiser.highs import Array, Solver
from planner.optimiser.model import Model
from planner.optimiser.plan import ReasonCode
from planner.optimiser.rows import Sum
from planner.optimiser.variables import provisions_for
from planner.school.matching import delivers_towards
from planner.school.records import StatutoryItem

MOST_MONEY = 2000.0
_MOST_RELIEF = 100.0
_TOLERANCE = 1e-4
_GAP = 1e-4
_SECONDS = 3.0


@dataclass(frozen=True)
class Relief:
    """How much more of some limits would meet an item in full.

    Attributes:
        amounts: What grew, by kind of limit and the code it stands under.
    """

    amounts: Mapping[ReasonCode, Mapping[Any, float]]


class Relieving:
    """Asks of a built program what would end a shortfall."""

    def __init__(self, model: Model, solver: Solver, values: Array, seconds: float) -> None:
        """Take a model, its solver, the plan that was found, and the time there is [s]."""
        self._until = time.perf_counter() + seconds
        self._model = model
        self._solver = solver
        self._values = values
        short = model.parts.variables.short
        self._short = {key: solver.value_of(short[key], values) for key in short}

    @property
    def is_short(self) -> bool:
        """Whether any item is short."""
        return any(hours > _TOLERANCE for hours in self._short.values())

    def relief_for(self, item: StatutoryItem, kinds: Sequence[ReasonCode]) -> Relief | None:
        """Find the least relief of some kinds that meets an item; ``None`` if there is none."""
        self._solver.reset()
        self._hold_others(item)
        aim: Sum = []
        grown: dict[ReasonCode, dict[Any, Any]] = {}
        for kind in kinds:
            grown[kind] = self._let_go(item, kind)
            aim += [(variable, _price(kind)) for variable in grown[kind].values()]
        if not aim:
            return None
        self._solver.aim(self._solver.sum_of(aim))
        values = self._least_relief()
        if values is None:
            return None
        return Relief(
            {
                kind: {
                    key: amount
                    for key, variable in variables.items()
                    if (amount := self._solver.value_of(variable, values)) > _TOLERANCE
                }
                for kind, variables in grown.items()
            }
        )

    def _least_relief(self) -> Array | None:
        """Solve for the least relief: first with the plan's groups as they are, then with any."""
        whole = self._solver.whole
        self._solver.fix(whole, np.round(self._values))
        same_groups = self._solver.run(seconds=self._patience(), gap=_GAP)
        self._solver.free(whole)
        start = same_groups.values
        outcome = self._solver.run(seconds=self._patience(), gap=_GAP, start=start)
        return start if outcome.values is None else outcome.values

    def _patience(self) -> float:
        return min(_SECONDS, max(0.0, self._until - time.perf_counter()))

    @property
    def is_over(self) -> bool:
        """Whether the time for explanations has run out."""
        return time.perf_counter() >= self._until

    def _hold_others(self, item: StatutoryItem) -> None:
        short = self._model.parts.variables.short
        for (code, _), variable in short.items():
            if code == item.item:
                self._solver.bound_variable(variable, 0.0, 0.0)
        others = [(variable, 1.0) for (code, _), variable in short.items() if code != item.item]
        allowed = sum(hours for (code, _), hours in self._short.items() if code != item.item)
        if others:
            self._solver.hold(self._solver.sum_of(others), allowed + _TOLERANCE)

    def _let_go(self, item: StatutoryItem, kind: ReasonCode) -> dict[Any, Any]:
        """Let one kind of limit go and give its relief variables."""
        parts = self._model.parts
        variables = parts.variables
        codes = {provision.provision for provision in provisions_for(parts.problem, item)}
        staff = parts.problem.school.staff_by_id
        chosen: dict[Any, Any] = {}
        if kind is ReasonCode.MONEY:
            return self.let_money_grow()
        if kind in {ReasonCode.SKILL, ReasonCode.HOURS}:
            chosen = {
                key: variable
                for key, variable in variables.more_hours.items()
                if codes & set(parts.problem.work_of[key]) and delivers_towards(staff[key[0]], item)
            }
        elif kind is ReasonCode.TIME:
            chosen = {
                key: variable
                for key, variable in variables.more_time.items()
                if key[0] == item.pupil
            }
        elif kind is ReasonCode.GROUP:
            chosen = {
                key: variable
                for family in (variables.fewer_pupils, variables.more_groups)
                for key, variable in family.items()
                if key[0] in codes
            }
        for variable in chosen.values():
            self._solver.bound_variable(variable, 0.0, _MOST_RELIEF)
        return chosen

    def let_money_grow(self) -> dict[Any, Any]:
        """Let general money grow, and let it buy once all that is owed is paid."""
        more = self._model.parts.variables.more_money["more_money"]
        self._solver.bound_variable(more, 0.0, MOST_MONEY)
        rows = self._model.rows
        gate = rows[nothing_is_bought_with_the_salary_owed.__name__, "chosen"]
        buys = self._model.parts.variables.buys["buys"]
        general = self._model.parts.purses.general_amount
        self._solver.change_coefficient(gate, buys, -(general + MOST_MONEY))
        return {"money": more}

    def least_money(self) -> float:
        """Find the least general money, beyond what there is, that meets all that money can [GBP 1000]."""
        short = self._solver.sum_of(self._model.goals[0].terms)
        self._solver.reset()
        more = self.let_money_grow()["money"]
        self._solver.aim(short)
        start = self._values
        rich = self._solver.run(seconds=_SECONDS, gap=_GAP, start=start)
        if rich.values is None or float(short @ rich.values) > float(short @ start) - _TOLERANCE:
            return 0.0
        self._solver.hold(short, float(short @ rich.values) + _TOLERANCE)
        self._solver.aim(self._solver.sum_of([(more, 1.0)]))
        least = self._solver.run(seconds=_SECONDS, gap=_GAP, start=rich.values)
        values = rich.values if least.values is None else least.values
        return self._solver.value_of(more, values)


def _price(kind: ReasonCode) -> float:
    """Weigh kinds of relief against each other where several are let go together."""
    return {ReasonCode.MONEY: 1.0, ReasonCode.GROUP: 10.0}.get(kind, 1.0)
