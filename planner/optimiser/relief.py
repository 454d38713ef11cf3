"""What would end a statutory shortfall: limits that are let go one at a time, and re-solved.

Each kind of relief is a set of variables that are held at 0 while planning. Letting one kind grow,
as little as it must, with the item met in full and no other item worse off, tells whether that
limit is the cause and how much more of it would be enough.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from planner.optimiser.carry import copied
from planner.optimiser.dive import Rounding
from planner.optimiser.freed import HOURS_TO_SPARE
from planner.optimiser.highs import Array, Solver
from planner.optimiser.least_money import (
    PER_MONEY,
    LeastMoney,
    Stop,
    grow_money,
    lacking_for_lines,
    least_money_for,
    money_beyond,
)
from planner.optimiser.model import Model, build
from planner.optimiser.plan import ReasonCode
from planner.optimiser.problem import Problem, pose
from planner.optimiser.rounded import Patience, least_of
from planner.optimiser.rows import Sum
from planner.optimiser.variables import items_of, provisions_for
from planner.optimiser.widened import bind_limits, widened
from planner.school.matching import delivers_towards
from planner.school.records import StatutoryItem

MONEY, LINES = "money", "lines"
_MOST_RELIEF = HOURS_TO_SPARE
_TOLERANCE = 1e-4
_LEAST_GAIN, _LEAST_GAIN_SHARE = 2e-3, 1e-4
_GAP = 1e-4
_SECONDS = 3.0


@dataclass(frozen=True)
class Relief:
    """How much more of some limits would meet an item in full.

    Attributes:
        amounts: What grew, by kind of limit and the code it stands under; kinds that did not have
            to grow are not in it.
    """

    amounts: Mapping[ReasonCode, Mapping[Any, float]]


class Relieving:
    """Asks of a built program what would end a shortfall."""

    def __init__(
        self,
        model: Model,
        solver: Solver,
        values: Array,
        seconds: float,
        limits: Problem | None = None,
        *,
        is_rich: bool = False,
    ) -> None:
        """Take a model, its solver, the plan that was found, and the time there is [s].

        Where the model is of a school with limits let go, ``limits`` has those that still bind.
        Where the plan is one with all the money that is of use, ``is_rich`` lets money grow
        throughout, so that only what no money ends is asked after.
        """
        self._until = time.perf_counter() + seconds
        self._model = model
        self._solver = solver
        self._values = values
        self._limits = limits
        self._is_rich = is_rich
        short = model.parts.variables.short
        self._short = {key: solver.value_of(short[key], values) for key in short}

    @property
    def is_short(self) -> bool:
        """Whether any item is short."""
        return any(hours > _TOLERANCE for hours in self._short.values())

    @cached_property
    def widened(self) -> Relieving:
        """The same questions asked where no limit rules a placement out before any row is written.

        A group that would be too small, a programme longer than a pupil may be out of class or than
        an adult has hours: all may be chosen here once the row that holds them has grown.
        """
        problem = self._model.parts.problem
        model = build(pose(widened(problem.school)))
        wide = model.parts.variables
        solver = Solver(model.program, wide.columns)
        known = self._model.parts.variables
        values = copied(known, self._solver, self._values, wide, solver)
        left = max(0.0, self._until - time.perf_counter())
        return Relieving(model, solver, values, left, problem, is_rich=self._is_rich)

    def _reset(self) -> None:
        """Forget what was held, and let the limits bind that still do."""
        self._solver.reset()
        if self._is_rich:
            grow_money(self._model, self._solver)
        if self._limits is not None:
            bind_limits(self._model, self._solver, self._limits)

    def relief_for(self, item: StatutoryItem, kinds: Sequence[ReasonCode]) -> Relief | None:
        """Find the least relief of some kinds that meets an item; ``None`` if there is none."""
        self._reset()
        self._hold_others(item)
        aim: Sum = []
        grown: dict[ReasonCode, dict[Any, Any]] = {}
        for kind in kinds:
            grown[kind] = self._let_go(item, kind)
            aim += [
                (variable, _price(kind) * self._unit(key)) for key, variable in grown[kind].items()
            ]
        if not aim:
            return None
        self._solver.aim(self._solver.sum_of(aim))
        values = self._least_relief()
        if values is None:
            return None
        amounts = {
            kind: {
                key: amount
                for key, variable in variables.items()
                if (amount := self._solver.value_of(variable, values) * self._unit(key))
                > _TOLERANCE
            }
            for kind, variables in grown.items()
        }
        return Relief({kind: grew for kind, grew in amounts.items() if grew})

    def _least_relief(self) -> Array | None:
        """Solve for the least relief: first with the plan's groups as they are, then with any."""
        whole = self._solver.whole
        with self._solver.bounds_kept(whole):
            self._solver.fix(whole, np.round(self._values))
            same_groups = self._solver.run(seconds=self._patience(), gap=_GAP)
        start = same_groups.values
        outcome = self._solver.run(seconds=self._patience(), gap=_GAP, start=start)
        return start if outcome.values is None else outcome.values

    def _patience(self) -> float:
        """How long one question may take: some seconds, or what is left of the time [s]."""
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
        if others:
            self._solver.hold(self._solver.sum_of(others), self._allowed(item) + _TOLERANCE)

    def _allowed(self, item: StatutoryItem) -> float:
        """What all other items may lack, which is what they lack in the plan [h/year]."""
        return sum(hours for (code, _), hours in self._short.items() if code != item.item)

    def terms_short(self, item: StatutoryItem) -> list[int]:
        """List the terms in which an item is short; none for an item by the year."""
        return [
            term
            for (code, term), hours in self._short.items()
            if code == item.item and term is not None and hours > _TOLERANCE
        ]

    def is_met_in(self, model: Model, solver: Solver, item: StatutoryItem) -> bool | None:
        """Whether an item could be met in a changed school, with no other item worse off.

        ``None`` if there was no time to tell.
        """
        solver.reset()
        if self._is_rich:
            grow_money(model, solver)
        short = model.parts.variables.short
        others = [(variable, 1.0) for (code, _), variable in short.items() if code != item.item]
        if others:
            solver.hold(solver.sum_of(others), self._allowed(item) + _TOLERANCE)
        own = [(variable, 1.0) for (code, _), variable in short.items() if code == item.item]
        solver.aim(solver.sum_of(own))
        outcome = solver.run(seconds=self._patience())
        if outcome.values is not None and outcome.objective < _LEAST_GAIN:
            return True
        return False if outcome.is_proven or outcome.is_impossible else None

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
        more, buys = grow_money(self._model, self._solver)
        return {MONEY: more, LINES: buys}

    def _unit(self, key: Any) -> float:
        """How much one of a relief variable stands for: of most, one of what it counts."""
        return lacking_for_lines(self._model.parts.problem) if key == LINES else 1.0

    def least_money(
        self,
        pupil: str | None = None,
        *,
        rich: Array | None = None,
        seconds: float = _SECONDS,
        should_stop: Stop = None,
    ) -> LeastMoney:
        """Find the least general money, beyond what there is, that meets all that money can.

        Args:
            pupil: Whose items alone are to be met, with all others together no worse off;
                everybody's by default.
            rich: A plan with more money, where one is known.
            seconds: Most time to take for each of the two steps [s].
            should_stop: Asked often.
        """
        solver = self._solver
        pupil_of = {item.item: item.pupil for item in items_of(self._model.parts.problem)}
        self._reset()
        own: Sum = []
        for (code, _), variable in self._model.parts.variables.short.items():
            if pupil is None or pupil_of[code] == pupil:
                own.append((variable, 1.0))
        if pupil is not None:
            self._hold_all_but(own)
        short = solver.sum_of(own)
        more = money_beyond(self._model, *grow_money(self._model, solver), solver)
        rounding = Rounding.of(self._model.parts.variables, solver)
        patience = Patience(seconds, _GAP, should_stop)
        start = self._values if rich is None else rich
        best = least_of(solver, rounding, short + PER_MONEY * more, start, patience)
        lacking = float(short @ self._values)
        # A plan may stand a little above its least; that little is not what money would buy.
        least_gain = max(_LEAST_GAIN, _LEAST_GAIN_SHARE * lacking)
        if best.values is None or float(short @ best.values) > lacking - least_gain:
            no_money_helps = best.bound > lacking - least_gain
            return LeastMoney(0.0, 0.0, no_money_helps, None)
        return least_money_for(self._model, solver, (short, more), best, patience)

    def _hold_all_but(self, own: Sum) -> None:
        """Let the items that are not asked about lack no more together than they do in the plan."""
        names = {id(variable) for variable, _ in own}
        short = self._model.parts.variables.short
        others = {key: one for key, one in short.items() if id(one) not in names}
        if others:
            allowed = sum(self._short[key] for key in others)
            costs = self._solver.sum_of([(one, 1.0) for one in others.values()])
            self._solver.hold(costs, allowed + _TOLERANCE)


def _price(kind: ReasonCode) -> float:
    """Weigh kinds of relief against each other where several are let go together."""
    return {ReasonCode.MONEY: 1.0, ReasonCode.GROUP: 10.0}.get(kind, 1.0)
