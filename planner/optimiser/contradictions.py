"""Decisions already made that cannot be kept: which, and the rule that each breaks.

Every pin is tried alone; if each can be kept alone, pins are taken away one at a time until what is
left is the smallest set that cannot be kept together. The rule is the one without which the set
could be kept: its rows are dropped, and what it ruled out before any row was written comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from planner.errors import ContradictionError, PlanningError
from planner.errors import Problem as Fault
from planner.optimiser.constraints import FAMILIES, adults, groups, money, pupils
from planner.optimiser.constraints.pins import pins_are_kept
from planner.optimiser.freed import with_groups_of_one, with_hours_to_spare
from planner.optimiser.highs import Solver
from planner.optimiser.hold import decide_whether_it_buys
from planner.optimiser.model import Model, build
from planner.optimiser.problem import Problem, pose
from planner.school.codes import PinRule
from planner.school.school import School

_SECONDS = 20.0
_RULES = (
    (
        (pupils.pupils_stay_in_class_enough,),
        "the pupil would be out of class for longer than the withdrawal limit",
        "take out a decision, or raise the pupil's withdrawal_limit_hours",
    ),
    (
        (pupils.pupils_receive_no_more_than_the_school_week,),
        "the pupil would receive more than the school week has",
        "take out a decision, or lower hours_per_week",
    ),
    (
        (pupils.support_is_given_in_full_or_not_at_all,),
        "the hours are fewer than the provision is ever given for",
        "write at least the provision's min_hours",
    ),
    (
        (groups.groups_have_enough_pupils,),
        "no group of it has enough pupils",
        "take out the decision, or lower the provision's group_min",
    ),
    (
        (groups.no_more_groups_run_than_allowed,),
        "more groups of it would run than max_groups allows",
        "take out the decision, or raise the provision's max_groups",
    ),
    (
        (
            money.every_chosen_cost_is_paid,
            money.streams_stay_within_their_amounts,
            money.nothing_is_bought_with_the_salary_owed,
        ),
        "no money may pay it",
        "take out the decision, or add money that may pay for it in funding.csv",
    ),
    (
        (
            adults.staff_stay_within_their_hours,
            adults.bought_hours_stay_within_their_limits,
            adults.vacancies_are_filled_once_and_kept,
        ),
        "no adult who may give it has the hours",
        "take out the decision, or add hours of an adult with the role and skill",
    ),
)
# Limits that rule some placements out before any row is written.
_LET_GO: dict[str, Callable[[School], School]] = {
    groups.groups_have_enough_pupils.__name__: with_groups_of_one,
    adults.staff_stay_within_their_hours.__name__: with_hours_to_spare,
}
_NO_RULE = (
    "it cannot be placed: the year group, the days on roll, the weeks of the terms or the dates of "
    "those who could give it do not allow it",
    "take out the decision, or change the dates or years that stand against it",
)


def explain(problem: Problem) -> ContradictionError | PlanningError:
    """Find which pins cannot be kept, and why; give the error to raise."""
    model = build(problem)
    solver = Solver(model.program, model.parts.variables.columns)
    pins = sorted({_pin_number(key) for family, key in model.rows if _is_pin(family)})
    alone = [pin for pin in pins if not _can_be_kept(model, solver, [pin])]
    if alone:
        return ContradictionError(
            [_fault(problem, pin, [pin], _rule_broken(problem, [pin])) for pin in alone]
        )
    together = list(pins)
    for pin in pins:
        rest = [other for other in together if other != pin]
        if not _can_be_kept(model, solver, rest):
            together = rest
    if not together or _can_be_kept(model, solver, together):
        return PlanningError("The school's rules leave no plan at all, even without any decision.")
    rule = _rule_broken(problem, together)
    return ContradictionError([_fault(problem, pin, together, rule) for pin in together])


def _is_pin(family: str) -> bool:
    return family == pins_are_kept.__name__


def _pin_number(key: object) -> int:
    return int(key[0]) if isinstance(key, tuple) else int(str(key))


def _can_be_kept(model: Model, solver: Solver, pins: Sequence[int]) -> bool:
    """Whether a plan exists that keeps some pins, whatever becomes of the others."""
    solver.reset()
    for (family, key), row in model.rows.items():
        if _is_pin(family) and _pin_number(key) not in pins:
            solver.bound_row(row, -np.inf, np.inf)
    if not decide_whether_it_buys(model, solver, _SECONDS):
        return False
    return not solver.run(seconds=_SECONDS).is_impossible


def _fault(problem: Problem, pin: int, together: Sequence[int], rule: tuple[str, str]) -> Fault:
    decision = problem.school.pins[pin]
    what, remedy = rule
    words = {PinRule.MUST: "must have", PinRule.MUST_NOT: "must not have"}
    asked = (
        f"{decision.pupil} {words.get(decision.rule, 'must have exactly so')} {decision.provision}"
    )
    others = [str(other + 2) for other in together if other != pin]
    beside = f" together with row {' and row '.join(others)}" if others else ""
    return Fault("pins.csv", pin + 2, "rule", f"{asked}{beside}, but {what}", remedy)


def _rule_broken(problem: Problem, pins: Sequence[int]) -> tuple[str, str]:
    """Find the rule without which some pins could be kept, in words with its remedy."""
    for families, what, remedy in _RULES:
        left = tuple(family for family in FAMILIES if family not in families)
        let_go = _LET_GO.get(families[0].__name__)
        freed = problem if let_go is None else pose(let_go(problem.school))
        model = build(freed, families=left)
        if _can_be_kept(model, Solver(model.program, model.parts.variables.columns), pins):
            return what, remedy
    return _NO_RULE
