"""Money: who pays for what, within what each may pay. All amounts in thousand pounds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from planner.optimiser.plan import UNFUNDED, SpendingKind
from planner.optimiser.problem import (
    THOUSAND,
    Placement,
    Source,
    vacancy_cost_per_contract_hour,
)
from planner.optimiser.purses import NO_PURSE, Pool, Purse
from planner.optimiser.rows import (
    Parts,
    Row,
    Sum,
    at_least,
    at_most,
    place_hours,
    source_hours,
    times,
)
from planner.optimiser.variables import Cell, material_costs

LEAST_FIRST_HOURS = 0.01


def hours_are_charged_once(parts: Parts) -> Iterator[Row]:
    """An hour is charged to one purse, and to pupils only as far as their share of it goes.

    sum_purse charged[source,v,t,purse] <= hours of the source on v in t                  [h/week]
    sum_source charged[source,v,t,purse] <= shares of the pupils with that purse in v, t  [h/week]
    """
    by_source: dict[tuple[Source, str, int], Sum] = defaultdict(list)
    by_purse: dict[tuple[str, int, Purse], Sum] = defaultdict(list)
    for cell, charged in parts.variables.charged.items():
        by_source[cell.source, cell.provision, cell.term].append((charged, 1.0))
        by_purse[cell.provision, cell.term, cell.purse].append((charged, 1.0))
    for (source, code, term), charges in by_source.items():
        hours = source_hours(parts, source, code, term)
        yield (source, code, term), at_most([*charges, *times(hours, -1.0)], 0)
    yield from _charges_within_shares(parts, by_purse)


def _charges_within_shares(
    parts: Parts, by_purse: dict[tuple[str, int, Purse], Sum]
) -> Iterator[Row]:
    """Bound charges by purse, and by purse without ``UNFUNDED``, which salaries do not have."""
    for code, term in sorted({(code, term) for code, term, _ in by_purse}):
        nobody = parts.purses.of(None, code, term)
        charges: dict[Purse, Sum] = defaultdict(list)
        shares: dict[Purse, Sum] = defaultdict(list)
        for purse, places in parts.classes[code, term].items():
            funded = purse - {UNFUNDED}
            share = [pair for place in places for pair in place_hours(parts, place, term)]
            for each in {purse, funded}:
                shares[each] += share
        for purse in shares:
            for other in {purse, purse | {UNFUNDED}}:
                charges[purse] += by_purse.get((code, term, other), [])
        for purse in sorted(shares, key=sorted):
            if purse not in {nobody, NO_PURSE} and charges[purse]:
                share = times(shares[purse], -1.0)
                yield (code, term, purse), at_most([*charges[purse], *share], 0)


def restricted_money_pays_only_what_it_matches(parts: Parts) -> Iterator[Row]:
    """Restricted streams pay for hours, at the adult's hourly rate, and materials in their purse.

    sum_f pay[f,committed,t,purse] <= sum_source,v hourly cost * weeks * charged          [GBP 1000]
    sum_f pay[f,chosen,t,purse] <= the same for bought hours, plus materials with the purse
    """
    payments: dict[tuple[bool, int, Purse], Sum] = defaultdict(list)
    for payment, pay in parts.variables.pay.items():
        payments[payment.is_chosen, payment.term, payment.purse].append((pay, 1.0))
    costs: dict[tuple[bool, int, Purse], Sum] = defaultdict(list)
    for cell, charged in parts.variables.charged.items():
        chosen = cell.source.kind is not SpendingKind.EMPLOYED
        costs[chosen, cell.term, cell.purse].append((charged, _cost_per_hour(parts, cell)))
    for term, purse, cost in materials(parts):
        costs[True, term, purse] += cost
    for key, paid in payments.items():
        is_chosen, _, _ = key
        if is_chosen or parts.follow_salaries:
            yield key, at_most([*paid, *times(costs[key], -1.0)], 0)


def salaries_are_paid_by_what_could_match(parts: Parts) -> Iterator[Row]:
    """Restricted streams pay salaries no further than all hours that match them could cost.

    A looser form of the rule above, for searching, without following each pound to an adult's hour:
    hours are taken at the highest salary of those who could give them, and an hour may count for
    several streams. Plans found with it are settled to the penny afterwards.

    pay[f,committed,t] <= (matching hours - hours bought) * weeks * highest rate         [GBP 1000]
    """
    highest = {key: _highest_salary(parts, *key) for key in parts.classes}
    costs = _matching_salaries(parts, highest)
    for cell, charged in parts.variables.charged.items():
        for stream in cell.purse - parts.purses.of(None, cell.provision, cell.term):
            salary = highest[cell.provision, cell.term]
            costs[stream, cell.term].append((charged, -salary))
    for payment, pay in parts.variables.pay.items():
        if not payment.is_chosen:
            cost = costs[payment.stream, payment.term]
            yield (payment.stream, payment.term), at_most([(pay, 1.0), *times(cost, -1.0)], 0)


def _matching_salaries(
    parts: Parts, highest: Mapping[tuple[str, int], float]
) -> dict[tuple[str, int], Sum]:
    """Give the most salary in each term that each restricted stream could match [GBP 1000]."""
    costs: dict[tuple[str, int], Sum] = defaultdict(list)
    for (code, term), classes in parts.classes.items():
        nobody = parts.purses.of(None, code, term)
        for purse, places in classes.items():
            share = [pair for place in places for pair in place_hours(parts, place, term)]
            for stream in purse - nobody:
                costs[stream, term] += times(share, highest[code, term])
        for stream in nobody:
            costs[stream, term] += _salary_cost(parts, code, term)
    return costs


def _salaried_in(parts: Parts, code: str, term: int) -> Iterator[tuple[Source, float]]:
    """List the employed adults of a provision in a term, with the cost of an hour a week."""
    problem = parts.problem
    staff = {lead.staff for lead in problem.leads_running.get((code, term), ())}
    staff |= {helper.staff for helper in problem.helpers_in.get((code, term), ())}
    for who in sorted(staff):
        source = Source(who, SpendingKind.EMPLOYED)
        if source in problem.hourly:
            yield source, problem.hourly[source] * problem.weeks_paid(source, code, term)


def _highest_salary(parts: Parts, code: str, term: int) -> float:
    return max((cost for _, cost in _salaried_in(parts, code, term)), default=0.0)


def _salary_cost(parts: Parts, code: str, term: int) -> Sum:
    return [
        pair
        for source, cost in _salaried_in(parts, code, term)
        for pair in times(source_hours(parts, source, code, term), cost)
    ]


def _cost_per_hour(parts: Parts, cell: Cell) -> float:
    weeks = parts.problem.weeks_paid(cell.source, cell.provision, cell.term)
    return parts.problem.hourly[cell.source] * weeks


def materials(parts: Parts) -> Iterator[tuple[int, Purse, Sum]]:
    """List the cost of materials by term and purse; the empty places of a group are for nobody."""
    school = parts.problem.school
    for place, (variable, cost) in material_costs(parts.problem, parts.variables):
        yield place.term, parts.purses.of(*place), [(variable, cost)]
    for (code, term), used in parts.variables.used.items():
        cost = float(school.provision_by_id[code].set_up_cost) / THOUSAND
        yield term, parts.purses.of(None, code, term), [(used, cost)]
    for key, leads in parts.problem.leads_starting.items():
        provision = school.provision_by_id[key.provision]
        cost = float(provision.cost_per_group) / THOUSAND
        if cost > 0:
            groups = [(parts.variables.lead[lead], cost) for lead in leads]
            places = [
                (parts.variables.place[place], -cost / provision.group_max)
                for place in parts.problem.places_starting.get(key, ())
            ]
            yield key.term, parts.purses.of(None, key.provision, key.term), [*groups, *places]


def hired_cost(parts: Parts, term: int) -> Sum:
    """Cost in a term of hours and posts that the plan chooses to buy [GBP 1000]."""
    problem, variables = parts.problem, parts.variables
    cost: Sum = []
    for (staff, when), provisions in problem.work_of.items():
        for source in problem.sources(staff) if when == term else ():
            if source.is_paid_all_term:
                continue
            for code in provisions:
                each = problem.hourly[source] * problem.weeks_paid(source, code, term)
                cost += times(source_hours(parts, source, code, term), each)
    for (staff, start), contract in variables.contract.items():
        if start <= term:
            each = vacancy_cost_per_contract_hour(problem.school, staff, term)
            cost.append((contract, each))
    return cost


def chosen_cost(parts: Parts) -> dict[int, Sum]:
    """All cost in each term that the plan chooses [GBP 1000]."""
    cost = {term: hired_cost(parts, term) for term in range(parts.problem.term_count)}
    for term, _, material in materials(parts):
        cost[term] += material
    return cost


def every_chosen_cost_is_paid(parts: Parts) -> Iterator[Row]:
    """What the plan chooses to buy is paid in full, in the term in which it falls.

    restricted pay + general_chosen >= chosen cost   for each t  [GBP 1000]
    """
    for term, cost in chosen_cost(parts).items():
        paid = [
            (pay, 1.0)
            for payment, pay in parts.variables.pay.items()
            if payment.term == term and payment.is_chosen
        ]
        paid += [
            (general, 1.0)
            for (_, when), general in parts.variables.general_chosen.items()
            if when == term
        ]
        if cost:
            yield term, at_least([*paid, *times(cost, -1.0)], 0)


def committed_costs(parts: Parts) -> tuple[dict[int, float], dict[tuple[str, int], float]]:
    """Owed to salaries and other cost by term, and by named streams by line and term."""
    problem = parts.problem
    general = dict.fromkeys(range(problem.term_count), 0.0)
    named: dict[tuple[str, int], float] = {}
    for (_, term), salary in problem.salary.items():
        general[term] += salary
    for (line, term), amount in problem.lines.items():
        if (line, term) in parts.variables.line_pay:
            named[line, term] = amount
        else:
            general[term] += amount
    return general, named


def committed_cost_is_paid_or_unfunded(parts: Parts) -> Iterator[Row]:
    """Salaries, budget lines and referrals are paid, or stand as unfunded: they are owed anyway.

    restricted pay + matched_pay + general_committed + unfunded >= salaries, lines and referrals
                                                                          for each t  [GBP 1000]
    sum_f matched_pay[f,r,t] <= cost of the referral                   for each r, t  [GBP 1000]

    What names a stream is paid by that stream alone, up to what it owes, in its dates. A referral
    that names none may be paid by money for its pupil.
    """
    general, _ = committed_costs(parts)
    matched: dict[tuple[str, int], Sum] = defaultdict(list)
    for key, pay in parts.variables.matched_pay.items():
        matched[key.referral, key.term].append((pay, 1.0))
    for term, owed in general.items():
        paid = [
            (pay, 1.0)
            for payment, pay in parts.variables.pay.items()
            if payment.term == term and not payment.is_chosen
        ]
        paid += [pair for (_, when), pays in matched.items() if when == term for pair in pays]
        paid += [
            (money, 1.0)
            for (_, when), money in parts.variables.general_committed.items()
            if when == term
        ]
        yield term, at_least([*paid, (parts.variables.unfunded[term], 1.0)], owed)
    for owed_in, pays in matched.items():
        yield owed_in, at_most(pays, parts.problem.lines[owed_in])


def unfunded_cost(parts: Parts) -> tuple[Sum, float]:
    """All cost that no stream pays, as a sum and a constant [GBP 1000].

    Chosen cost is in it only where statute may overspend.
    """
    _, named = committed_costs(parts)
    variables = parts.variables
    total = [(money, 1.0) for money in variables.unfunded.values()]
    total += [(pay, -1.0) for pay in variables.line_pay.values()]
    total += [(pay, 1.0) for payment, pay in variables.pay.items() if payment.stream == UNFUNDED]
    return total, sum(named.values())


def streams_stay_within_their_amounts(parts: Parts) -> Iterator[Row]:
    """No stream pays more than it holds.

    all payments from f <= amount[f]   for each restricted stream and each pool  [GBP 1000]
    """
    spent: dict[str, Sum] = defaultdict(list)
    for payment, pay in parts.variables.pay.items():
        if payment.stream != UNFUNDED:
            spent[payment.stream].append((pay, 1.0))
    for (line, _), pay in parts.variables.line_pay.items():
        spent[parts.problem.stream_of_line[line]].append((pay, 1.0))
    for key, pay in parts.variables.matched_pay.items():
        spent[key.stream].append((pay, 1.0))
    for stream, payments in spent.items():
        amount = float(parts.problem.school.stream_by_id[stream].amount) / THOUSAND
        yield stream, at_most(payments, amount)
    more = parts.variables.more_money["more_money"]
    for number, pool in enumerate(parts.purses.pools):
        general = [*_general(parts, number), *_lines_paid_by(parts, pool)]
        relief = [] if pool.streams else [(more, -1.0)]
        if general:
            yield number, at_most([*general, *relief], pool.amount)


def _general(parts: Parts, pool: int) -> Sum:
    families = (parts.variables.general_chosen, parts.variables.general_committed)
    return [
        (money, 1.0) for family in families for (who, _), money in family.items() if who == pool
    ]


def _lines_paid_by(parts: Parts, pool: Pool) -> Sum:
    return [
        (pay, 1.0)
        for (line, _), pay in parts.variables.line_pay.items()
        if parts.problem.stream_of_line[line] in pool.streams
    ]


def nothing_is_bought_with_the_salary_owed(parts: Parts) -> Iterator[Row]:
    """General money buys nothing while committed cost is unfunded, and then leaves the reserve.

    general_chosen <= general money * buys                                               [GBP 1000]
    all general money spent <= general money - reserve * buys                            [GBP 1000]
    unfunded committed cost <= committed cost * (1 - buys)   unless statute may overspend [GBP 1000]
    """
    variables, policies = parts.variables, parts.problem.school.policies
    buys = variables.buys["buys"]
    general = parts.purses.general_amount
    reserve = min(float(policies.reserve) / THOUSAND, general)
    chosen = [(money, 1.0) for money in variables.general_chosen.values()]
    spent = [*chosen, *((money, 1.0) for money in variables.general_committed.values())]
    for pool in parts.purses.pools:
        spent += _lines_paid_by(parts, pool)
    yield "chosen", at_most([*chosen, (buys, -general)], 0)
    more = (variables.more_money["more_money"], -1.0)
    yield "reserve", at_most([*spent, (buys, reserve), more], general)
    if not policies.statutory_may_overspend:
        owed, named = committed_costs(parts)
        committed = sum(owed.values()) + sum(named.values())
        unfunded = [(money, 1.0) for money in variables.unfunded.values()]
        unfunded += [(pay, -1.0) for pay in variables.line_pay.values()]
        yield "owed", at_most([*unfunded, (buys, committed)], committed - sum(named.values()))


def first_use_is_paid_when_it_happens(parts: Parts) -> Iterator[Row]:
    """Set-up, and a pupil's materials for support, are paid once, in the first term of use.

    use in t <= most * sum_{t'<=t} used[v,t'];   used[v,t] <= use in t;   sum_t used[v,t] <= 1
    starts of p in v up to t <= sum_{t'<=t} used[v,t'];   implied by whole numbers, but tighter
    hours[p,v,t] <= most * sum_{t'<=t} first[p,v,t'];   least * first[p,v,t] <= hours[p,v,t]
    """
    yield from _set_up(parts)
    yield from _first_support(parts)


def _uses(parts: Parts, code: str, term: int) -> list[tuple[str, Sum, float]]:
    """Give what counts as use of a provision starting in a term, with the most it can be."""
    variables = parts.variables
    uses: list[tuple[str, Sum, float]] = []
    for key, leads in parts.problem.leads_starting.items():
        if (key.provision, key.term) == (code, term):
            uses += [
                (str(lead), [(variables.lead[lead], 1.0)], variables.lead[lead].upBound or 0.0)
                for lead in leads
            ]
    for place in parts.problem.supports_in.get((code, term), ()):
        hours = variables.hours[place]
        uses.append((str(place), [(hours, 1.0)], hours.upBound or 0.0))
    for place in parts.problem.purchases:
        if (place.provision, place.term) == (code, term):
            uses.append((str(place), [(variables.bought[place], 1.0)], 1.0))
    return uses


def _set_up(parts: Parts) -> Iterator[Row]:
    used = parts.variables.used
    for code in sorted({code for code, _ in used}):
        terms = range(parts.problem.term_count)
        for term in terms:
            so_far = [used[code, before] for before in range(term + 1)]
            uses = _uses(parts, code, term)
            for name, use, most in uses:
                yield (code, term, name), at_most([*use, *((one, -most) for one in so_far)], 0)
            anything = [pair for _, use, _ in uses for pair in use]
            least = [(used[code, term], -LEAST_FIRST_HOURS)]
            yield (code, term, "used"), at_least([*anything, *least], 0)
        yield code, at_most([(used[code, term], 1.0) for term in terms], 1)
        yield from _started_after_set_up(parts, code)


def _started_after_set_up(parts: Parts, code: str) -> Iterator[Row]:
    used = parts.variables.used
    starts: dict[str, Sum] = defaultdict(list)
    for family in (parts.variables.place, parts.variables.bought):
        for place, variable in family.items():
            if place.provision == code:
                so_far = starts[place.pupil]
                so_far.append((variable, 1.0))
                ready = [(used[code, term], -1.0) for term in range(place.term + 1)]
                yield place, at_most([*so_far, *ready], 0)


def _first_support(parts: Parts) -> Iterator[Row]:
    first, hours = parts.variables.first, parts.variables.hours
    starts: dict[tuple[str, str], list[Placement]] = defaultdict(list)
    for place in first:
        starts[place.pupil, place.provision].append(place)
    for key, places in starts.items():
        yield key, at_most([(first[place], 1.0) for place in places], 1)
        for place in places:
            most = hours[place].upBound or 0.0
            so_far = [first[one] for one in places if one.term <= place.term]
            yield (
                (place, "most"),
                at_most([(hours[place], 1.0), *((one, -most) for one in so_far)], 0),
            )
            yield (
                (place, "least"),
                at_least([(hours[place], 1.0), (first[place], -LEAST_FIRST_HOURS)], 0),
            )
