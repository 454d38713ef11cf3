"""Why a statutory item is short, in a sentence: computed by re-solving, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_UP, Decimal
from typing import Any

from planner.costing.staff import hourly_cost
from planner.optimiser.highs import Array, Solver
from planner.optimiser.model import Model, build
from planner.optimiser.plan import ReasonCode, StatutoryResult
from planner.optimiser.problem import THOUSAND, GroupKey, Problem, pose
from planner.optimiser.relief import Relief, Relieving
from planner.optimiser.variables import provisions_for, terms_in_force
from planner.school.calendar import is_available
from planner.school.matching import delivers_towards
from planner.school.records import Policies, StaffMember, StatutoryItem
from planner.school.school import School

_ORDER: tuple[tuple[ReasonCode, ...], ...] = (
    (ReasonCode.MONEY,),
    (ReasonCode.HOURS,),
    (ReasonCode.TIME,),
    (ReasonCode.GROUP,),
    (ReasonCode.MONEY, ReasonCode.HOURS),
    (ReasonCode.MONEY, ReasonCode.TIME),
    (ReasonCode.HOURS, ReasonCode.TIME),
    (ReasonCode.HOURS, ReasonCode.GROUP),
)
_NOT_WORKED_OUT = (
    "The time given ran out before the reason was worked out. Plan again with more time to see it."
)
_TOLERANCE = 1e-3
_SECONDS = 10.0


@dataclass(frozen=True)
class Explanation:
    """Why items are short.

    Attributes:
        reasons: By item and term (``None`` for the year): a word for the limit, then a sentence.
        gap_cost: The least money, beyond what there is, that meets all that money can [GBP].
    """

    reasons: Mapping[tuple[str, str | None], str]
    gap_cost: Decimal


def explain_shortfalls(
    model: Model,
    solver: Solver,
    values: Array,
    rows: tuple[StatutoryResult, ...],
    *,
    seconds: float,
) -> Explanation:
    """Explain every shortfall of a plan.

    Args:
        model: The program that was solved.
        solver: Its solver; everything held in it is forgotten.
        values: The plan, one number a column.
        rows: The plan's statutory table.
        seconds: How long the explanations may take together [s].
    """
    school = model.parts.problem.school
    short = sorted({row.item for row in rows if row.shortfall_hours > 0})
    items = {item.item: item for item in school.statutory}
    relieving = Relieving(model, solver, values, seconds)
    gap_cost = _gap_cost(model, relieving)
    sentences = {code: _reason(model, relieving, items[code]) for code in short}
    return Explanation(
        reasons={
            (row.item, row.term): sentences[row.item] for row in rows if row.shortfall_hours > 0
        },
        gap_cost=gap_cost,
    )


def _gap_cost(model: Model, relieving: Relieving) -> Decimal:
    problem = model.parts.problem
    if problem.school.policies.statutory_may_overspend:
        return _gap_within_the_money(problem)
    if not relieving.is_short:
        return Decimal(0)
    return _pounds(relieving.least_money())


def _gap_within_the_money(problem: Problem) -> Decimal:
    """Price the gap as if statute had to stay within the money."""
    strict = problem.school.policies.model_copy(update={"statutory_may_overspend": False})
    model = build(pose(replace(problem.school, policies=Policies.model_validate(strict))))
    solver = Solver(model.program, model.parts.variables.columns)
    solver.aim(solver.sum_of(model.goals[0].terms))
    outcome = solver.run(seconds=_SECONDS)
    if outcome.values is None:
        return Decimal(0)
    relieving = Relieving(model, solver, outcome.values, _SECONDS)
    return _pounds(relieving.least_money()) if relieving.is_short else Decimal(0)


def _pounds(thousands: float) -> Decimal:
    """Round up to the penny, so that the money is enough [GBP]."""
    amount = Decimal(repr(round(thousands * THOUSAND, 4)))
    return amount.quantize(Decimal("0.01"), rounding=ROUND_UP)


def _reason(model: Model, relieving: Relieving, item: StatutoryItem) -> str:
    for kinds in _ORDER:
        if relieving.is_over:
            return f"{ReasonCode.HOURS}: {_NOT_WORKED_OUT}"
        relief = relieving.relief_for(item, kinds)
        if relief is not None:
            return _sentence(model, item, kinds, relief)
    school = model.parts.problem.school
    for code, freed, sentence in (
        (ReasonCode.DATES, _without_dates(school), _dates_sentence(model, item)),
        (ReasonCode.PIN, replace(school, pins=()), _pin_sentence(item)),
    ):
        if _is_met(freed, item):
            return f"{code}: {sentence}"
    return f"{ReasonCode.HOURS}: {_nobody_sentence(model, item)}"


def _is_met(school: School, item: StatutoryItem) -> bool:
    """Re-solve a changed school for one item alone: is it met in full?"""
    model = build(pose(school))
    solver = Solver(model.program, model.parts.variables.columns)
    short = [
        (variable, 1.0)
        for (code, _), variable in model.parts.variables.short.items()
        if code == item.item
    ]
    solver.aim(solver.sum_of(short))
    outcome = solver.run(seconds=_SECONDS)
    return outcome.values is not None and outcome.objective < _TOLERANCE


def _without_dates(school: School) -> School:
    return replace(
        school,
        staff=tuple(
            member.model_copy(update={"starts": None, "leaves": None}) for member in school.staff
        ),
        provisions=tuple(
            provision.model_copy(update={"weeks": None}) for provision in school.provisions
        ),
        funding=tuple(
            stream.model_copy(update={"starts": None, "ends": None}) for stream in school.funding
        ),
    )


def _sentence(
    model: Model, item: StatutoryItem, kinds: tuple[ReasonCode, ...], relief: Relief
) -> str:
    first = kinds[0]
    if first is ReasonCode.HOURS and _skill_of(model, item):
        first = ReasonCode.SKILL
    parts = [_WORDS[kind](model, item, relief.amounts[kind]) for kind in kinds]
    return f"{first}: " + " And ".join([parts[0], *(_lower(part) for part in parts[1:])])


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _skill_of(model: Model, item: StatutoryItem) -> str:
    """Name the skill that an item, or every provision that satisfies it, asks for."""
    if item.skill:
        return item.skill
    skills = {provision.skill for provision in provisions_for(model.parts.problem, item)}
    return skills.pop() if len(skills) == 1 else ""


def _able(model: Model, item: StatutoryItem) -> list[StaffMember]:
    school = model.parts.problem.school
    return sorted(
        {
            member.staff: member
            for provision in provisions_for(model.parts.problem, item)
            for member in school.deliverers_of[provision.provision]
            if delivers_towards(member, item)
        }.values(),
        key=lambda member: member.staff,
    )


def _number(amount: float) -> str:
    return f"{amount:.2f}".rstrip("0").rstrip(".")


def _count(amount: float, unit: str) -> str:
    return f"{_number(amount)} {unit}" + ("" if _number(amount) == "1" else "s")


def _money_sentence(_model: Model, _item: StatutoryItem, amounts: Mapping[Any, float]) -> str:
    pounds = _pounds(sum(amounts.values()))
    return f"No money that may pay for it is left. £{pounds:,.0f} more this year would meet it."


def _hours_sentence(model: Model, item: StatutoryItem, amounts: Mapping[Any, float]) -> str:
    school = model.parts.problem.school
    able, skill = _able(model, item), _skill_of(model, item)
    by_term: dict[int, float] = {}
    cost = Decimal(0)
    for (staff, term), hours in amounts.items():
        by_term[term] = by_term.get(term, 0.0) + hours
        weeks = Decimal(repr(school.terms[term].weeks))
        cost += Decimal(repr(hours)) * weeks * hourly_cost(school.staff_by_id[staff], school)
    names = ", ".join(
        f"{one.staff} ({_count(one.weekly_hours_with_pupils, 'hour')} a week)" for one in able
    )
    only = "Only" if len(able) == 1 else "All hours are used of those who can:"
    has = f" has the skill {skill}" if skill and len(able) == 1 else ""
    can = " can give it" if not has and len(able) == 1 else ""
    needed = _count(max(by_term.values()), "more hour")
    return (
        f"{only} {names}{has}{can}. {needed} a week would meet it, "
        f"which would cost about £{cost:,.0f} this year at the same rate."
    )


def _time_sentence(model: Model, item: StatutoryItem, amounts: Mapping[Any, float]) -> str:
    limit = model.parts.problem.withdrawal_limit(item.pupil)
    week = model.parts.problem.school.details.school_week_hours
    needed = _count(max(amounts.values()), "more hour")
    return (
        f"{item.pupil} may be out of class {_count(limit, 'hour')} a week and has a school week of "
        f"{_count(week, 'hour')}. {needed} a week would be needed to meet it."
    )


def _group_sentence(model: Model, _item: StatutoryItem, amounts: Mapping[Any, float]) -> str:
    names = {
        model.parts.problem.school.provision_by_id[key[0]].name
        for key in amounts
        if isinstance(key, GroupKey | tuple)
    }
    pupils = _count(sum(amounts.values()), "pupil")
    return (
        f"There are too few pupils, or too few groups allowed, for {' or '.join(sorted(names))}. "
        f"Running it with {pupils} fewer than its smallest group would meet it."
    )


def _dates_sentence(model: Model, item: StatutoryItem) -> str:
    school = model.parts.problem.school
    terms = terms_in_force(model.parts.problem, item)
    away = [
        f"{member.staff} in {school.terms[term].name or school.terms[term].term}"
        for member in _able(model, item)
        for term in terms
        if not is_available(member, school.terms[term])
    ]
    who = ", ".join(away) if away else "the provision or its money in some term"
    return f"Dates stand in the way: not available is {who}. With those dates open it would be met."


def _pin_sentence(item: StatutoryItem) -> str:
    return (
        f"A decision already made for {item.pupil}, or for those who share the same adults, stands "
        "in the way. Without the decisions in pins.csv it would be met."
    )


def _nobody_sentence(model: Model, item: StatutoryItem) -> str:
    names = ", ".join(provision.name for provision in provisions_for(model.parts.problem, item))
    return (
        f"No single limit accounts for it: {names or 'no provision'} cannot give "
        f"{_count(item.hours, 'hour')} a {item.per} even with more money, adults or time."
    )


_WORDS = {
    ReasonCode.MONEY: _money_sentence,
    ReasonCode.HOURS: _hours_sentence,
    ReasonCode.TIME: _time_sentence,
    ReasonCode.GROUP: _group_sentence,
}
