"""Who pays for what, in whole pence: money from streams to costs along the edges that are allowed.

Costs with the same payers are paid together by a small transport program, whose corner answers are
whole; then each cost takes its share in a fixed order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import pulp

from planner.errors import SolverError
from planner.optimiser.answer.costs import Cost
from planner.optimiser.highs import Solver
from planner.optimiser.plan import UNFUNDED, Spending, StreamUse
from planner.optimiser.rows import Sum, at_most, equal
from planner.school.school import School

_NOBODY = ""
_DEAR = 1000.0
_UNFUNDED_WEIGHT = 10.0
_PENNY_TOLERANCE = 1e-3
_SECONDS = 30.0


class Payers(NamedTuple):
    """Costs that the same streams may pay.

    Attributes:
        streams: Who may pay, in order.
        is_committed: Owed whatever the plan does.
        may_be_unfunded: May stand unpaid.
    """

    streams: tuple[str, ...]
    is_committed: bool
    may_be_unfunded: bool


@dataclass(frozen=True)
class Settlement:
    """Who paid for what.

    Attributes:
        spending: Every pound, once.
        funding: What became of each stream.
        lacking: Cost that must be paid and found no payer; such a settlement is no plan's
            [GBP 0.01].
    """

    spending: tuple[Spending, ...]
    funding: tuple[StreamUse, ...]
    lacking: int


def settle(school: School, costs: tuple[Cost, ...], *, buys: bool) -> Settlement:
    """Pay every cost of a plan.

    Args:
        school: The school and its streams.
        costs: Every cost, to the penny.
        buys: Whether general money pays for anything that the plan chooses.

    Raises:
        SolverError: The transport program has no answer in whole pence.
    """
    classes: dict[Payers, list[Cost]] = defaultdict(list)
    for cost in costs:
        classes[_payers(school, cost)].append(cost)
    paid = _transport(school, classes, buys=buys)
    spending: list[Spending] = []
    for payers, members in classes.items():
        spending += _deal_out(school, members, paid.get(payers, {}))
    lacking = sum(flows.get(_NOBODY, 0) for flows in paid.values())
    return Settlement(_in_order(school, spending), _uses(school, spending), lacking)


def _payers(school: School, cost: Cost) -> Payers:
    term = school.terms[cost.term]
    if cost.only is not None:
        streams = [cost.only] if school.stream_by_id[cost.only].pays_in(term) else []
    else:
        streams = [
            stream.stream
            for stream in school.funding
            if stream.stream in cost.purse or (stream.is_general and stream.pays_in(term))
        ]
    committed = cost.is_committed
    return Payers(tuple(sorted(streams)), committed, committed or UNFUNDED in cost.purse)


def _transport(
    school: School, classes: dict[Payers, list[Cost]], *, buys: bool
) -> dict[Payers, dict[str, int]]:
    """Find how much each stream pays towards each class of costs [GBP 0.01]."""
    program = pulp.LpProblem("payment", pulp.LpMinimize)
    flows: dict[tuple[Payers, str], Any] = {}
    aim: Sum = []
    for number, payers in enumerate(classes):
        amount = sum(cost.pence for cost in classes[payers])
        for stream in _allowed(school, payers, buys=buys):
            flow = program.add_variable(f"flow_{len(flows):05d}", 0, amount)
            flows[payers, stream] = flow
            aim.append((flow, _weight(school, payers, stream)))
        into = [(flow, 1.0) for (who, _), flow in flows.items() if who == payers]
        program.addConstraint(equal(into, amount), f"paid_{number:05d}")
    _limit_streams(school, program, flows, buys=buys)
    solver = Solver(program, list(flows.values()), relaxed=True)
    solver.aim(solver.sum_of(aim))
    values = solver.run(seconds=_SECONDS).values
    if values is None:
        raise SolverError("no answer", "who pays for what")
    paid: dict[Payers, dict[str, int]] = defaultdict(dict)
    for (payers, stream), flow in flows.items():
        held = solver.value_of(flow, values)
        if abs(held - round(held)) > _PENNY_TOLERANCE:
            raise SolverError("not in whole pence", "who pays for what")
        paid[payers][stream] = round(held)
    return paid


def _allowed(school: School, payers: Payers, *, buys: bool) -> list[str]:
    """List who may pay a class of costs; the last is nobody, which may or may not be allowed.

    While general money buys what the plan chooses, committed cost must be paid as well.
    """
    streams = [
        stream
        for stream in payers.streams
        if buys or payers.is_committed or not school.stream_by_id[stream].is_general
    ]
    must_be_paid = not payers.may_be_unfunded or (
        payers.is_committed and buys and not school.policies.statutory_may_overspend
    )
    return [*streams, _NOBODY if must_be_paid else UNFUNDED]


def _weight(school: School, payers: Payers, stream: str) -> float:
    if stream == _NOBODY:
        return _DEAR
    if stream == UNFUNDED:
        return _UNFUNDED_WEIGHT
    return 1.0 if school.stream_by_id[stream].is_general else 0.0


def _limit_streams(
    school: School, program: Any, flows: dict[tuple[Payers, str], Any], *, buys: bool
) -> None:
    out: dict[str, Sum] = defaultdict(list)
    for (_, stream), flow in flows.items():
        out[stream].append((flow, 1.0))
    for number, one in enumerate(school.funding):
        if one.stream in out:
            pence = int(one.amount * 100)
            program.addConstraint(at_most(out[one.stream], pence), f"stream_{number:05d}")
    general = [one for one in school.funding if one.is_general]
    spent = [pair for one in general for pair in out[one.stream]]
    if buys and spent:
        held = sum(int(one.amount * 100) for one in general)
        reserve = min(held, int(school.policies.reserve * 100))
        program.addConstraint(at_most(spent, held - reserve), "reserve")


def _deal_out(school: School, costs: list[Cost], flows: dict[str, int]) -> Iterator[Spending]:
    """Let each cost of a class take its share, stream by stream."""
    purses = [(stream, pence) for stream, pence in flows.items() if pence > 0 and stream != _NOBODY]
    for cost in costs:
        left = cost.pence
        while left > 0 and purses:
            stream, held = purses.pop(0)
            part = min(left, held)
            yield Spending(
                stream=stream,
                cost_item=cost.item,
                kind=cost.kind,
                pupil=cost.pupil,
                provision=cost.provision,
                term=school.terms[cost.term].term,
                amount=Decimal(part) / 100,
            )
            left -= part
            if held > part:
                purses.insert(0, (stream, held - part))


def _in_order(school: School, spending: list[Spending]) -> tuple[Spending, ...]:
    """Add up what is the same, in the order of terms, kinds and codes."""
    order = {term.term: number for number, term in enumerate(school.terms)}
    merged: dict[tuple[str, ...], Spending] = {}
    for row in spending:
        key = tuple(
            str(part or "")
            for part in (
                f"{order[row.term]:03d}",
                row.kind,
                row.cost_item,
                row.provision,
                row.pupil,
                row.stream,
            )
        )
        before = merged.get(key)
        amount = row.amount if before is None else row.amount + before.amount
        merged[key] = row.model_copy(update={"amount": amount})
    return tuple(merged[key] for key in sorted(merged))


def _uses(school: School, spending: list[Spending]) -> tuple[StreamUse, ...]:
    spent: dict[str, Decimal] = defaultdict(Decimal)
    for row in spending:
        spent[row.stream] += row.amount
    return tuple(
        StreamUse(
            stream=stream.stream,
            amount=stream.amount,
            spent=spent[stream.stream],
            unspent=stream.amount - spent[stream.stream],
        )
        for stream in sorted(school.funding, key=lambda stream: stream.stream)
    )
