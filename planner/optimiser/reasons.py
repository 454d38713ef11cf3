"""Why a statutory item is short, in a sentence: computed by re-solving, never guessed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_UP, Decimal
from typing import Any

from planner.costing.staff import hourly_cost
from planner.optimiser.freed import (
    without_dates,
    without_limits,
    without_most_hours,
    without_pins,
    without_yearly_limits,
)
from planner.optimiser.highs import Array, Solver
from planner.optimiser.least_money import least_money_from_nothing
from planner.optimiser.model import Model, build
from planner.optimiser.plan import ReasonCode, StatutoryResult
from planner.optimiser.problem import THOUSAND, Problem, pose
from planner.optimiser.relief import LINES, MONEY, Relief, Relieving
from planner.optimiser.variables import provisions_for, terms_in_force
from planner.school.calendar import is_available, weeks_of_delivery
from planner.school.codes import Per
from planner.school.matching import delivers_towards
from planner.school.records import Policies, StaffMember, StatutoryItem
from planner.school.referral import hours_left
from planner.school.school import School

_ONE_LIMIT = (
    (ReasonCode.MONEY,),
    (ReasonCode.HOURS,),
    (ReasonCode.TIME,),
    (ReasonCode.GROUP,),
)
_ONE_LIMIT_ON_PLACES = _ONE_LIMIT[1:]
_TWO_LIMITS = (
    (ReasonCode.MONEY, ReasonCode.HOURS),
    (ReasonCode.MONEY, ReasonCode.TIME),
    (ReasonCode.MONEY, ReasonCode.GROUP),
    (ReasonCode.HOURS, ReasonCode.TIME),
    (ReasonCode.HOURS, ReasonCode.GROUP),
)
_NOT_WORKED_OUT = (
    "The time given ran out before the reason was worked out. Plan again with more time to see it."
)
_NOT_FINISHED = (
    "Planning was stopped before this was met, and it can be met with what there is. Plan again "
    "with more time."
)
_ROUNDING = "Less than a minute, which comes of rounding; no timetable could show it."
_SEVERAL = "Several limits stand in the way at once; letting go of all of them would meet it."
_MINUTE = 1 / 60
_SECONDS = 5.0


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
    short = sorted({row.item for row in rows if row.shortfall_hours >= _MINUTE})
    items = {item.item: item for item in school.statutory}
    relieving = Relieving(model, solver, values, seconds)
    inquiry = Inquiry(model, relieving)
    sentences = {code: inquiry.reason(items[code]) for code in short}
    return Explanation(
        reasons={
            (row.item, row.term): (
                sentences[row.item]
                if row.shortfall_hours >= _MINUTE
                else f"{ReasonCode.HOURS}: {_ROUNDING}"
            )
            for row in rows
            if row.shortfall_hours > 0
        },
        gap_cost=_gap_cost(model, relieving),
    )


def _gap_cost(model: Model, relieving: Relieving) -> Decimal:
    problem = model.parts.problem
    if problem.school.policies.statutory_may_overspend:
        return _gap_within_the_money(problem)
    if not relieving.is_short:
        return Decimal(0)
    return in_pounds(relieving.least_money().thousands)


def _gap_within_the_money(problem: Problem) -> Decimal:
    """Price the gap as if statute had to stay within the money."""
    strict = problem.school.policies.model_copy(update={"statutory_may_overspend": False})
    model = build(pose(replace(problem.school, policies=Policies.model_validate(strict))))
    solver = Solver(model.program, model.parts.variables.columns)
    solver.aim(solver.sum_of(model.goals[0].terms))
    outcome = solver.run(seconds=_SECONDS)
    if outcome.is_impossible:
        return in_pounds(least_money_from_nothing(model, solver).thousands)
    if outcome.values is None:
        return Decimal(0)
    relieving = Relieving(model, solver, outcome.values, _SECONDS)
    return in_pounds(relieving.least_money().thousands) if relieving.is_short else Decimal(0)


def in_pounds(thousands: float) -> Decimal:
    """Round up to the penny, so that the money is enough [GBP]."""
    amount = Decimal(repr(round(thousands * THOUSAND, 3)))
    return amount.quantize(Decimal("0.01"), rounding=ROUND_UP)


@dataclass
class Inquiry:
    """Asks after the reasons of one plan; schools with a limit let go are built once.

    Attributes:
        model: The program that was solved.
        relieving: What would end a shortfall.
        changed: Programs of schools with a limit let go, with their solvers.
    """

    model: Model
    relieving: Relieving
    changed: dict[str, tuple[Model, Solver]] = field(default_factory=dict)

    def reason(self, item: StatutoryItem) -> str:
        """Give the word for the limit and the sentence; one limit before two."""
        nobody = _nobody_can(self.model, item)
        if nobody is not None:
            return nobody
        for ask in (self._one_limit, self._one_fact, self._two_limits):
            found = ask(item)
            if found is not None:
                return found
            if self.relieving.is_over:
                return f"{ReasonCode.HOURS}: {_NOT_WORKED_OUT}"
        met = self._is_met(without_limits, item)
        if met is None:
            return f"{ReasonCode.HOURS}: {_NOT_WORKED_OUT}"
        return f"{ReasonCode.HOURS}: {_SEVERAL if met else _not_enough_sentence(self.model, item)}"

    def _one_limit(self, item: StatutoryItem) -> str | None:
        return self._relieved(item, self.relieving, _ONE_LIMIT) or self._relieved(
            item, self.relieving.widened, _ONE_LIMIT_ON_PLACES
        )

    def _two_limits(self, item: StatutoryItem) -> str | None:
        return self._relieved(item, self.relieving.widened, _TWO_LIMITS)

    def _relieved(
        self,
        item: StatutoryItem,
        relieving: Relieving,
        order: Sequence[tuple[ReasonCode, ...]],
    ) -> str | None:
        for kinds in order:
            if self.relieving.is_over:
                return None
            relief = relieving.relief_for(item, kinds)
            if relief is not None:
                return _sentence(self.model, item, relief)
        return None

    def _one_fact(self, item: StatutoryItem) -> str | None:
        """Try limits that are there or not: a limit for the year, most hours, dates, a decision."""
        hours = ReasonCode.SKILL if _skill_of(self.model, item) else ReasonCode.HOURS
        for code, let_go, sentence in (
            (hours, without_yearly_limits, _yearly_sentence(self.model, item)),
            (ReasonCode.HOURS, without_most_hours, _most_hours_sentence(self.model, item)),
            (
                ReasonCode.DATES,
                without_dates,
                _dates_sentence(self.model, item, self.relieving.terms_short(item)),
            ),
            (ReasonCode.PIN, without_pins, _pin_sentence(item)),
        ):
            if self.relieving.is_over:
                return None
            if self._is_met(let_go, item):
                return f"{code}: {sentence}"
        return None

    def _is_met(self, let_go: Callable[[School], School], item: StatutoryItem) -> bool | None:
        """Whether an item would be met in a changed school that owes the same salaries."""
        if let_go.__name__ not in self.changed:
            problem = self.model.parts.problem
            freed = replace(pose(let_go(problem.school)), salary=problem.salary)
            model = build(freed)
            solver = Solver(model.program, model.parts.variables.columns)
            self.changed[let_go.__name__] = model, solver
        return self.relieving.is_met_in(*self.changed[let_go.__name__], item)


def _sentence(model: Model, item: StatutoryItem, relief: Relief) -> str:
    kinds = list(relief.amounts)
    if not kinds:
        return f"{ReasonCode.HOURS}: {_NOT_FINISHED}"
    first = kinds[0]
    if first is ReasonCode.HOURS and _skill_of(model, item):
        first = ReasonCode.SKILL
    parts = [_WORDS[kind](model, item, relief.amounts[kind]) for kind in kinds]
    if len(parts) == 1:
        return f"{first}: {parts[0]}"
    return f"{first}: Two limits stand in the way, and both would have to give. {' '.join(parts)}"


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
    """Write a number with two places at most, rounded up, so that it is enough."""
    return f"{math.ceil(round(amount * 100, 2)) / 100:.2f}".rstrip("0").rstrip(".")


def _count(amount: float, unit: str) -> str:
    return f"{_number(amount)} {unit}" + ("" if _number(amount) == "1" else "s")


def _listed(words: Sequence[str], last: str = "and") -> str:
    *others, final = words
    return f"{', '.join(others)} {last} {final}" if others else final


def _money_sentence(model: Model, _item: StatutoryItem, amounts: Mapping[Any, float]) -> str:
    lines = amounts.get(LINES, 0.0)
    if not lines:
        return (
            "The money that may pay for it has run out. "
            f"{_sterling(amounts[MONEY])} more this year would meet it."
        )
    problem = model.parts.problem
    streams = _listed(sorted(set(problem.stream_of_line.values())), "or")
    referrals = any(row.referral in problem.stream_of_line for row in problem.school.referrals)
    owed = "budget lines and referrals" if referrals else "budget lines"
    first = f"{_sterling(lines)} more for the {owed} that {streams} is to pay"
    general = amounts.get(MONEY, 0.0)
    return (
        f"General money buys nothing while {owed} stand unpaid. "
        f"{first}{f' and {_sterling(general)} of general money' if general else ''} "
        "would meet it."
    )


def _sterling(thousands: float) -> str:
    amount = in_pounds(thousands)
    return f"£{amount:,.0f}" if amount == amount.to_integral_value() else f"£{amount:,.2f}"


def _hours_sentence(model: Model, item: StatutoryItem, amounts: Mapping[Any, float]) -> str:
    school = model.parts.problem.school
    able, skill = _able(model, item), _skill_of(model, item)
    by_term: dict[int, float] = defaultdict(float)
    cost = Decimal(0)
    for (staff, term), hours in amounts.items():
        by_term[term] += hours
        weeks = Decimal(repr(school.terms[term].weeks))
        cost += Decimal(repr(hours)) * weeks * hourly_cost(school.staff_by_id[staff], school)
    names = _listed([_with_hours(one) for one in able])
    are = "is the only one" if len(able) == 1 else "are the only ones"
    skilled = f" with the skill {skill}" if skill else ""
    have = "has" if len(able) == 1 else "have"
    needed = _count(max(by_term.values()), "more hour")
    return (
        f"{names} {are}{skilled} who can give it, and {have} too few hours left. {needed} a week "
        f"would meet it, which would cost about £{cost:,.0f} this year at the same rate."
    )


def _with_hours(member: StaffMember) -> str:
    if member.engagement.is_by_the_hour and member.deployable_hours is None:
        return member.staff
    return f"{member.staff} ({_count(member.weekly_hours_with_pupils, 'hour')} a week)"


def _time_sentence(model: Model, item: StatutoryItem, amounts: Mapping[Any, float]) -> str:
    limit = model.parts.problem.withdrawal_limit(item.pupil)
    week = model.parts.problem.school.details.school_week_hours
    needed = _count(max(amounts.values()), "more hour")
    return (
        f"{item.pupil} may be out of class for {_count(limit, 'hour')} a week and has a school "
        f"week of {_count(week, 'hour')}. {needed} a week would be needed to meet it."
    )


def _group_sentence(model: Model, _item: StatutoryItem, amounts: Mapping[Any, float]) -> str:
    provisions = model.parts.problem.school.provision_by_id
    missing: dict[str, float] = defaultdict(float)
    groups: dict[str, float] = defaultdict(float)
    for key, amount in amounts.items():
        # Missing pupils stand under a programme, start and band; groups under a programme and term.
        is_of_pupils = len(key) > len(("provision", "term"))
        if is_of_pupils:
            missing[key[0]] += amount
        else:
            groups[key[0]] = max(groups[key[0]], amount)
    parts = [
        f"A group of {provisions[code].name} takes at least "
        f"{_count(provisions[code].group_min, 'pupil')}, and too few can be placed together. "
        f"{_count(amount, 'more pupil')} would be needed, or a smaller group allowed."
        for code, amount in missing.items()
    ]
    parts += [
        f"No more groups of {provisions[code].name} may run at one time. "
        f"{_count(amount, 'more group')} would be needed."
        for code, amount in groups.items()
    ]
    return " ".join(parts)


def _yearly_sentence(model: Model, item: StatutoryItem) -> str:
    limited = [
        f"{one.staff} for at most {_count(limit, 'hour')} this year"
        + (" besides referrals" if limit != one.hours_limit else "")
        for one in _able(model, item)
        if one.engagement.is_by_the_hour
        and (limit := hours_left(one, model.parts.problem.school.referrals)) is not None
    ]
    whom = _listed(limited) if limited else "those who can give it only for so many hours"
    return f"The school may buy {whom}. Without that limit it would be met."


def _most_hours_sentence(model: Model, item: StatutoryItem) -> str:
    limited = [
        f"{provision.name} is given for {_count(provision.max_hours, 'hour')} a week at most"
        for provision in provisions_for(model.parts.problem, item)
        if provision.max_hours is not None
    ]
    what = _listed(limited) if limited else "Support is given only for so many hours a week"
    return f"{what}. Without that limit it would be met."


def _dates_sentence(model: Model, item: StatutoryItem, short: Sequence[int]) -> str:
    problem = model.parts.problem
    terms = {index: problem.school.terms[index] for index in short or terms_in_force(problem, item)}
    parts: list[str] = []
    for member in _able(model, item):
        away = [term.name or term.term for term in terms.values() if not is_available(member, term)]
        if away:
            parts.append(f"{member.staff} is not available in {_listed(away, 'or')}")
    for provision in provisions_for(problem, item):
        long = [
            term.name or term.term
            for term in terms.values()
            if provision.is_programme and weeks_of_delivery(provision, term) <= 0
        ]
        if long:
            parts.append(f"{provision.name} takes more weeks than {_listed(long, 'or')} has")
    why = _listed(parts) if parts else "Dates of adults, programmes or money stand in the way"
    return f"{why}. With those dates open it would be met."


def _pin_sentence(item: StatutoryItem) -> str:
    return (
        f"A decision in pins.csv stands in the way, for {item.pupil} or for those who share the "
        "same adults, groups or money. Without the decisions made there it would be met."
    )


def _nobody_can(model: Model, item: StatutoryItem) -> str | None:
    """Say so if no adult at all could give it, or nothing in the catalogue could meet it."""
    if _able(model, item):
        return None
    names = [provision.name for provision in provisions_for(model.parts.problem, item)]
    if not names:
        return f"{ReasonCode.HOURS}: No support or programme in provisions.csv is what it asks for."
    skill = _skill_of(model, item)
    if skill:
        return (
            f"{ReasonCode.SKILL}: Nobody in staff.csv who may give {_listed(names, 'or')} has the "
            f"skill {skill}."
        )
    return f"{ReasonCode.HOURS}: Nobody in staff.csv may give {_listed(names, 'or')}."


def _not_enough_sentence(model: Model, item: StatutoryItem) -> str:
    names = [provision.name for provision in provisions_for(model.parts.problem, item)]
    when = "in the year" if item.per is Per.YEAR else f"in every {item.per} that it is owed"
    return (
        f"{_listed(names, 'or')} cannot give {_count(item.hours, 'hour')} {when}, even with more "
        "money, adults and time."
    )


_WORDS = {
    ReasonCode.MONEY: _money_sentence,
    ReasonCode.HOURS: _hours_sentence,
    ReasonCode.TIME: _time_sentence,
    ReasonCode.GROUP: _group_sentence,
}
