"""What a school spends on SEN in a plan, by stream and by kind of cost, fit for anybody to read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.charts.leadership.audience import Audience
from planner.charts.leadership.money import sources_gathered
from planner.charts.money_chart import OTHER_SOURCE
from planner.charts.words import stream_kind_name
from planner.optimiser.plan import UNFUNDED, Plan, Spending, SpendingKind
from planner.school.codes import StreamKind
from planner.school.school import School

NO_MONEY = "No money found"
OTHER_COSTS = "Other costs"
_ADULTS = "Salaries of adults employed"
_LINES = "Budget lines: licences, agreements, training and the like"
_KINDS = {
    SpendingKind.EMPLOYED: _ADULTS,
    SpendingKind.EXTRA: "Extra hours, vacancies filled and agency hours",
    SpendingKind.VACANCY: "Extra hours, vacancies filled and agency hours",
    SpendingKind.AGENCY: "Extra hours, vacancies filled and agency hours",
    SpendingKind.SERVICE: "Services bought in",
    SpendingKind.LINE: _LINES,
    SpendingKind.PER_PUPIL: "Materials and equipment",
    SpendingKind.PER_GROUP: "Materials and equipment",
    SpendingKind.SET_UP: "Materials and equipment",
    SpendingKind.ITEM: "Materials and equipment",
}
# The salary of so few could be told from their sum.
_FEW_ADULTS = 3
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Stream:
    """Money of one kind, or of several that are not told apart.

    Attributes:
        name: What it is called.
        received: Money in [GBP/year]; ``None`` for what no money was found for.
        spent: What of it is spent [GBP/year].
    """

    name: str
    received: Decimal | None
    spent: Decimal

    @property
    def left(self) -> Decimal | None:
        """What of it is left [GBP/year]."""
        return None if self.received is None else self.received - self.spent


def streams_of(school: School, plan: Plan, audience: Audience) -> tuple[Stream, ...]:
    """Money in and spent by where it comes from, the largest first; no money found comes last."""
    gathered = sources_gathered(school, plan, audience)
    kinds = {stream.stream: stream_kind_name(stream.kind) for stream in school.funding}
    received: dict[str, Decimal] = defaultdict(Decimal)
    spent: dict[str, Decimal] = defaultdict(Decimal)
    for use in plan.funding:
        kind = kinds[use.stream]
        name = OTHER_SOURCE if kind in gathered else kind
        received[name] += use.amount
        spent[name] += use.spent
    names = sorted(received, key=lambda name: (-received[name], name))
    found = [Stream(name, received[name], spent[name]) for name in names]
    unfunded = _sum(row for row in plan.spending if row.stream == UNFUNDED)
    return (*found, Stream(NO_MONEY, None, unfunded)) if unfunded else tuple(found)


def notional_of(school: School, plan: Plan) -> Stream | None:
    """The notional SEN budget and what of it is spent; ``None`` where none is entered."""
    kinds = {stream.stream: stream.kind for stream in school.funding}
    uses = [use for use in plan.funding if kinds[use.stream] is StreamKind.NOTIONAL_SEN]
    if not uses:
        return None
    return Stream(
        stream_kind_name(StreamKind.NOTIONAL_SEN),
        sum((use.amount for use in uses), _NOTHING),
        sum((use.spent for use in uses), _NOTHING),
    )


def kinds_of(school: School, plan: Plan, audience: Audience) -> tuple[tuple[str, Decimal], ...]:
    """What is spent by kind of cost, the most first; kinds that are about few are gathered."""
    pupils: dict[str, set[str]] = defaultdict(set)
    amounts: dict[str, Decimal] = defaultdict(Decimal)
    for row in plan.spending:
        amounts[_KINDS[row.kind]] += row.amount
        if row.pupil:
            pupils[_KINDS[row.kind]].add(row.pupil)
    gathered = set(audience.too_few(pupils))
    salaries = {row.cost_item for row in plan.spending if row.kind is SpendingKind.EMPLOYED}
    if not audience.sees_all and 0 < len(salaries) < _FEW_ADULTS:
        gathered.add(_ADULTS)
    for kind in sorted(set(amounts) - gathered - {_LINES}, key=lambda kind: amounts[kind]):
        whose = set().union(*(pupils[one] for one in gathered))
        is_enough = not whose or audience.may_see(len(whose))
        if not gathered or (len(gathered) > 1 and is_enough):
            break
        gathered.add(kind)
    told: dict[str, Decimal] = defaultdict(Decimal)
    for kind, amount in amounts.items():
        told[OTHER_COSTS if kind in gathered else kind] += amount
    return tuple(sorted(told.items(), key=lambda pair: (-pair[1], pair[0])))


def _sum(rows: Iterable[Spending]) -> Decimal:
    return sum((row.amount for row in rows), _NOTHING)
