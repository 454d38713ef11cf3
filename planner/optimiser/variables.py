"""The decisions of the program, as PuLP variables kept under the school's own codes.

Solver names are ``family_number`` in the order of creation; nothing reads a meaning from them.
Relief variables are held at 0 while planning; the explanations let them grow to learn how much more
of something would end a shortfall.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

import pulp

from planner.optimiser.plan import UNFUNDED, SpendingKind
from planner.optimiser.problem import (
    THOUSAND,
    GroupKey,
    Helper,
    Lead,
    Placement,
    Problem,
    Source,
    most_hours,
)
from planner.optimiser.purses import NO_PURSE, Classes, Purse, Purses
from planner.school.calendar import days_in_force, is_available
from planner.school.codes import Engagement, Per
from planner.school.matching import counts_for, delivers_towards
from planner.school.records import Provision, StatutoryItem

Variable = Any


class Cell(NamedTuple):
    """Hours of one source, in one provision and term, that are for costs with one purse."""

    source: Source
    provision: str
    term: int
    purse: Purse


class Payment(NamedTuple):
    """Money from a stream to all chosen, or all committed, costs of one term and purse."""

    stream: str
    is_chosen: bool
    term: int
    purse: Purse


class MatchedPayment(NamedTuple):
    """Money of a restricted stream to a referral that it matches and that names no stream."""

    stream: str
    referral: str
    term: int


class Skilled(NamedTuple):
    """Support hours of a pupil with one adult, which count for an item that asks for a skill."""

    staff: str
    pupil: str
    provision: str
    term: int


@dataclass
class Variables:
    """Every variable of the program, by family; hours are a week and money in thousand pounds.

    ``columns`` has all of them in the order in which they were declared.
    """

    columns: list[Variable] = field(default_factory=list)

    place: dict[Placement, Variable] = field(default_factory=dict)
    lead: dict[Lead, Variable] = field(default_factory=dict)
    hours: dict[Placement, Variable] = field(default_factory=dict)
    given: dict[Placement, Variable] = field(default_factory=dict)
    adult: dict[Helper, Variable] = field(default_factory=dict)
    skilled: dict[Skilled, Variable] = field(default_factory=dict)
    with_skill: dict[tuple[Placement, str], Variable] = field(default_factory=dict)
    bought: dict[Placement, Variable] = field(default_factory=dict)
    first: dict[Placement, Variable] = field(default_factory=dict)
    used: dict[tuple[str, int], Variable] = field(default_factory=dict)
    extra: dict[tuple[str, str, int], Variable] = field(default_factory=dict)
    filled: dict[tuple[str, int], Variable] = field(default_factory=dict)
    contract: dict[tuple[str, int], Variable] = field(default_factory=dict)
    short: dict[tuple[str, int | None], Variable] = field(default_factory=dict)
    third: dict[tuple[str, int], Variable] = field(default_factory=dict)
    change: dict[Placement, Variable] = field(default_factory=dict)
    charged: dict[Cell, Variable] = field(default_factory=dict)
    pay: dict[Payment, Variable] = field(default_factory=dict)
    line_pay: dict[tuple[str, int], Variable] = field(default_factory=dict)
    matched_pay: dict[MatchedPayment, Variable] = field(default_factory=dict)
    general_chosen: dict[tuple[int, int], Variable] = field(default_factory=dict)
    general_committed: dict[tuple[int, int], Variable] = field(default_factory=dict)
    unfunded: dict[int, Variable] = field(default_factory=dict)
    buys: dict[str, Variable] = field(default_factory=dict)
    share: dict[str, Variable] = field(default_factory=dict)
    more_money: dict[str, Variable] = field(default_factory=dict)
    more_hours: dict[tuple[str, int], Variable] = field(default_factory=dict)
    more_time: dict[tuple[str, int], Variable] = field(default_factory=dict)
    fewer_pupils: dict[GroupKey, Variable] = field(default_factory=dict)
    more_groups: dict[tuple[str, int], Variable] = field(default_factory=dict)


def wide_decisions(variables: Variables) -> list[Variable]:
    """List the whole decisions on which many pupils depend: groups, set-ups, posts, buying."""
    families = (variables.lead, variables.used, variables.filled, variables.buys)
    return [one for family in families for one in family.values()]


def declare(
    problem: Problem,
    purses: Purses,
    classes: Classes,
    program: pulp.LpProblem,
    *,
    follow_salaries: bool = True,
) -> Variables:
    """Declare every variable of a problem in a program, always in the same order.

    Args:
        problem: What may be decided.
        purses: Which money may pay for what.
        classes: Who may have a provision in a term, by purse.
        program: Where the variables go.
        follow_salaries: Follow each restricted pound to the employed adult's hour that it pays;
            otherwise restricted streams pay salaries as far as matching hours could cost.
    """
    variables = Variables()
    maker = _Maker(program, variables.columns)
    _declare_pupils(problem, variables, maker)
    _declare_adults(problem, variables, maker)
    _declare_skills(problem, variables, maker)
    _declare_goals(problem, variables, maker)
    _declare_charges(problem, classes, variables, maker, salaries=follow_salaries)
    _declare_material_payments(problem, purses, variables, maker)
    if not follow_salaries:
        _declare_salary_payments(problem, purses, variables, maker)
    _declare_general(problem, purses, variables, maker)
    _declare_relief(problem, variables, maker)
    return variables


class _Maker:
    """Adds variables to a program under sequential names."""

    def __init__(self, program: pulp.LpProblem, columns: list[Variable]) -> None:
        self._program = program
        self._columns = columns

    def __call__(
        self, family: str, most: float | None = None, least: float = 0.0, *, whole: bool = False
    ) -> Variable:
        name = f"{family}_{len(self._columns):06d}"
        cat = pulp.LpInteger if whole else pulp.LpContinuous
        self._columns.append(self._program.add_variable(name, least, most, cat))
        return self._columns[-1]


def _declare_pupils(problem: Problem, variables: Variables, new: _Maker) -> None:
    provisions = problem.school.provision_by_id
    for place in problem.placements:
        variables.place[place] = new("place", 1, whole=True)
    for place in problem.supports:
        provision = provisions[place.provision]
        variables.hours[place] = new(
            "hours", most_hours(problem.school, place.pupil, place.provision)
        )
        if provision.min_hours > 0:
            variables.given[place] = new("given", 1, whole=True)
        if provision.cost_per_pupil > 0:
            variables.first[place] = new("first", 1, whole=True)
    for place in problem.purchases:
        variables.bought[place] = new("bought", 1, whole=True)
    for code, term in product(sorted(provisions), range(problem.term_count)):
        if provisions[code].set_up_cost > 0:
            variables.used[code, term] = new("used", 1, whole=True)


def _declare_adults(problem: Problem, variables: Variables, new: _Maker) -> None:
    for lead, most in problem.leads.items():
        variables.lead[lead] = new("lead", most, whole=True)
    for helper in problem.helpers:
        variables.adult[helper] = new("adult")
    for (staff, term), provisions in problem.work_of.items():
        if problem.extra_capacity(staff, term) > 0:
            for provision in provisions:
                variables.extra[staff, provision, term] = new("extra")
    _declare_posts(problem, variables, new)


def _declare_posts(problem: Problem, variables: Variables, new: _Maker) -> None:
    for staff, member in sorted(problem.school.staff_by_id.items()):
        if member.engagement is not Engagement.VACANCY:
            continue
        for term, period in enumerate(problem.school.terms):
            if is_available(member, period):
                variables.filled[staff, term] = new("filled", 1, whole=True)
                variables.contract[staff, term] = new("contract", member.contract_hours)


def skilled_deliverers(
    problem: Problem, item: StatutoryItem, provision: Provision
) -> tuple[frozenset[str], bool]:
    """Find who could deliver a provision with the skill an item asks for, and whether all could."""
    deliverers = problem.school.deliverers_of[provision.provision]
    able = frozenset(member.staff for member in deliverers if delivers_towards(member, item))
    return able, len(able) == len(deliverers)


def provisions_for(problem: Problem, item: StatutoryItem) -> list[Provision]:
    """List the provisions whose hours can count towards an item, in order of code."""
    return sorted(
        (entry for entry in problem.school.provisions if counts_for(entry, item, problem.school)),
        key=lambda entry: entry.provision,
    )


def _declare_skills(problem: Problem, variables: Variables, new: _Maker) -> None:
    for pupil in problem.pupils:
        for item in sorted(problem.school.items_of[pupil.pupil], key=lambda item: item.item):
            for provision in provisions_for(problem, item):
                able, everybody = skilled_deliverers(problem, item, provision)
                if everybody or not able:
                    continue
                for place in problem.places_of[pupil.pupil]:
                    if place.provision == provision.provision:
                        _declare_skilled(problem, variables, new, place, item.skill, able)


def _declare_skilled(
    problem: Problem,
    variables: Variables,
    new: _Maker,
    place: Placement,
    skill: str,
    able: frozenset[str],
) -> None:
    if place in variables.place:
        if (place, skill) not in variables.with_skill:
            variables.with_skill[place, skill] = new("with_skill", 1, whole=True)
        return
    for helper in problem.helpers_in.get((place.provision, place.term), ()):
        key = Skilled(helper.staff, place.pupil, place.provision, place.term)
        if helper.staff in able and key not in variables.skilled:
            variables.skilled[key] = new("skilled")


def terms_in_force(problem: Problem, item: StatutoryItem) -> list[int]:
    """List the terms in which an item is in force and its pupil on roll."""
    pupil = problem.school.pupil_by_id[item.pupil]
    return [
        index
        for index, term in enumerate(problem.school.terms)
        if days_in_force(item, pupil, term) > 0
    ]


def items_of(problem: Problem) -> list[StatutoryItem]:
    """List the statutory items of the problem's pupils, in order of code."""
    pupils = {pupil.pupil for pupil in problem.pupils}
    return sorted(
        (item for item in problem.school.statutory if item.pupil in pupils),
        key=lambda item: item.item,
    )


def periods_of(problem: Problem, item: StatutoryItem) -> list[int | None]:
    """List the periods in which an item is settled: its terms in force, or once for the year."""
    terms = terms_in_force(problem, item)
    if item.per is Per.YEAR:
        return [None] if terms else []
    return list(terms)


def _declare_goals(problem: Problem, variables: Variables, new: _Maker) -> None:
    for item in items_of(problem):
        for period in periods_of(problem, item):
            variables.short[item.item, period] = new("short")
    for need in problem.served:
        for third in range(3):
            variables.third[need.need, third] = new("third", 1 / 3)
    variables.share["share"] = new("share", 1)
    for place in today_hours(problem):
        if place in variables.hours:
            variables.change[place] = new("change")


def today_hours(problem: Problem) -> dict[Placement, float]:
    """Give the hours a week of today's plan by pupil, provision and term [h/week]."""
    index = {term.term: number for number, term in enumerate(problem.school.terms)}
    hours: dict[Placement, float] = defaultdict(float)
    for row in problem.school.current_plan or ():
        hours[Placement(row.pupil, row.provision, index[row.term])] += row.hours_per_week
    return dict(sorted(hours.items()))


def _declare_charges(
    problem: Problem,
    classes: Classes,
    variables: Variables,
    new: _Maker,
    *,
    salaries: bool,
) -> None:
    for (staff, term), provisions in problem.work_of.items():
        for source, provision in product(problem.sources(staff), provisions):
            unused = source.kind is SpendingKind.EXTRA and (
                (staff, provision, term) not in variables.extra
            )
            if unused or (source.kind is SpendingKind.EMPLOYED and not salaries):
                continue
            for purse in sorted(classes[provision, term], key=sorted):
                _declare_cell(variables, new, Cell(source, provision, term, purse))


def _declare_material_payments(
    problem: Problem, purses: Purses, variables: Variables, new: _Maker
) -> None:
    for place, _ in material_costs(problem, variables):
        _declare_payments(variables, new, True, place.term, purses.of(*place))
    for (code, term), _ in variables.used.items():
        _declare_payments(variables, new, True, term, purses.of(None, code, term))
    for key, _ in problem.leads_starting.items():
        if problem.school.provision_by_id[key.provision].cost_per_group > 0:
            _declare_payments(
                variables, new, True, key.term, purses.of(None, key.provision, key.term)
            )


def _declare_salary_payments(
    problem: Problem, purses: Purses, variables: Variables, new: _Maker
) -> None:
    for stream in sorted(purses.amounts):
        for term in sorted(purses.terms[stream]):
            _declare_payments(variables, new, False, term, frozenset({stream}))


def material_costs(
    problem: Problem, variables: Variables
) -> list[tuple[Placement, tuple[Variable, float]]]:
    """List the materials of each pupil placed, in thousand pounds, with what sets them off.

    A place in a group carries its share of the group's materials as well.
    """
    costs: list[tuple[Placement, tuple[Variable, float]]] = []
    for family in (variables.place, variables.first, variables.bought):
        for place, variable in family.items():
            provision = problem.school.provision_by_id[place.provision]
            cost = float(provision.cost_per_pupil)
            if provision.is_programme:
                cost += float(provision.cost_per_group) / provision.group_max
            if cost > 0:
                costs.append((place, (variable, cost / THOUSAND)))
    return costs


def _declare_cell(variables: Variables, new: _Maker, cell: Cell) -> None:
    committed = cell.source.kind is SpendingKind.EMPLOYED
    purse = cell.purse - {UNFUNDED} if committed else cell.purse
    cell = cell._replace(purse=purse)
    if purse and cell not in variables.charged:
        variables.charged[cell] = new("charged")
        _declare_payments(variables, new, not committed, cell.term, purse)


def _declare_payments(
    variables: Variables, new: _Maker, is_chosen: bool, term: int, purse: Purse
) -> None:
    for stream in sorted(purse):
        payment = Payment(stream, is_chosen, term, purse)
        if payment not in variables.pay:
            variables.pay[payment] = new("pay")


def _declare_general(problem: Problem, purses: Purses, variables: Variables, new: _Maker) -> None:
    for number, pool in enumerate(purses.pools):
        for term in sorted(pool.terms):
            variables.general_chosen[number, term] = new("general_chosen")
            variables.general_committed[number, term] = new("general_committed")
    for term in range(problem.term_count):
        variables.unfunded[term] = new("unfunded")
    for (line, term), amount in problem.lines.items():
        if line in problem.stream_of_line:
            stream = problem.school.stream_by_id[problem.stream_of_line[line]]
            pays = stream.pays_in(problem.school.terms[term])
            variables.line_pay[line, term] = new("line_pay", amount if pays else 0.0)
        for stream_id in sorted(purses.lines.get((line, term), NO_PURSE)):
            payment = MatchedPayment(stream_id, line, term)
            variables.matched_pay[payment] = new("matched_pay", amount)
    variables.buys["buys"] = new("buys", 1, whole=True)


def _declare_relief(problem: Problem, variables: Variables, new: _Maker) -> None:
    variables.more_money["more_money"] = new("more_money", 0)
    owed = {
        (provision.provision, item.pupil)
        for item in items_of(problem)
        for provision in provisions_for(problem, item)
    }
    codes = {code for code, _ in owed}
    terms = range(problem.term_count)
    for (staff, term), provisions in problem.work_of.items():
        if codes & set(provisions):
            variables.more_hours[staff, term] = new("more_hours", 0)
    for pupil, term in product(sorted({pupil for _, pupil in owed}), terms):
        variables.more_time[pupil, term] = new("more_time", 0)
    for key in problem.leads_starting:
        if key.provision in codes:
            variables.fewer_pupils[key] = new("fewer_pupils", 0)
    for code, term in product(sorted(codes), terms):
        if problem.school.provision_by_id[code].max_groups is not None:
            variables.more_groups[code, term] = new("more_groups", 0)
