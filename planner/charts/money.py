"""Where every pound comes from and where it goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from planner.charts.words import stream_kind_name
from planner.costing.staff import hourly_cost
from planner.optimiser.plan import UNFUNDED, Plan, Spending, SpendingKind
from planner.school.school import School

NOT_WITH_PUPILS = "Paid time not with pupils"
NOT_SPENT = "Not spent"
NO_MONEY = "No money found"
BUDGET_LINES = "Budget lines"


@dataclass(frozen=True)
class Flow:
    """Money from one source to one use in the year.

    Attributes:
        source: The stream, in words.
        use: The provision or heading it goes to, in words.
        amount: How much [GBP/year].
    """

    source: str
    use: str
    amount: float


def flows_by_stream(school: School, plan: Plan) -> tuple[Flow, ...]:
    """Every pound of every stream by what it is for, the largest first.

    A salary that general money pays is told apart by how the adult is deployed: hours with pupils
    go to their provision at the adult's hourly cost, the rest is paid time not with pupils.
    """
    amounts: dict[tuple[str, str], float] = defaultdict(float)
    for row in plan.spending:
        if not _is_plain_salary(row):
            amounts[row.stream, _use(row, school)] += float(row.amount)
    for stream, use, amount in _salary_flows(school, plan):
        amounts[stream, use] += amount
    for left in plan.funding:
        amounts[left.stream, NOT_SPENT] += float(left.unspent)
    return _flows(amounts)


def flows_by_kind(school: School, plan: Plan) -> tuple[Flow, ...]:
    """The same pounds with the streams of one kind, such as all top-ups, taken together."""
    kinds = {stream.stream: stream_kind_name(stream.kind) for stream in school.funding}
    amounts: dict[tuple[str, str], float] = defaultdict(float)
    for flow in flows_by_stream(school, plan):
        amounts[kinds.get(flow.source, NO_MONEY), flow.use] += flow.amount
    return _flows(amounts)


def gathered(flows: Iterable[Flow], most: int, other_use: str, other_source: str) -> list[Flow]:
    """The flows with the smallest sources or uses gathered until no more than ``most`` are left."""
    found = list(flows)
    while len(found) > most:
        sources, uses = _totals(found, "source"), _totals(found, "use")
        candidates = [
            (total, field, name, other)
            for totals, field, other in (
                (uses, "use", other_use),
                (sources, "source", other_source),
            )
            for name, total in totals.items()
            if name not in {other, NO_MONEY, NOT_SPENT}
        ]
        if not candidates:
            break
        _, field, name, other = min(candidates)
        found = _merged(found, field, name, other)
    return found


def _is_plain_salary(row: Spending) -> bool:
    return row.kind is SpendingKind.EMPLOYED and row.provision is None


def _use(row: Spending, school: School) -> str:
    if row.provision is not None:
        return school.provision_by_id[row.provision].name
    if row.kind is SpendingKind.LINE:
        return BUDGET_LINES
    return NOT_WITH_PUPILS


def _salary_flows(school: School, plan: Plan) -> Iterable[tuple[str, str, float]]:
    """Salaries that no provision is named for, told apart by deployment."""
    still_to_pay = _deployed_value(school, plan)
    general: dict[str, list[Spending]] = defaultdict(list)
    for row in plan.spending:
        if _is_plain_salary(row):
            general[row.cost_item].append(row)
        elif row.kind is SpendingKind.EMPLOYED and row.provision is not None:
            still_to_pay[row.cost_item][row.provision] -= float(row.amount)
    for staff, rows in general.items():
        values = {name: max(0.0, value) for name, value in still_to_pay[staff].items()}
        paid = sum(float(row.amount) for row in rows)
        whole = max(paid, sum(values.values())) or 1.0
        for row in rows:
            amount = float(row.amount)
            for provision, value in values.items():
                yield row.stream, school.provision_by_id[provision].name, amount * value / whole
            yield row.stream, NOT_WITH_PUPILS, amount * (1 - sum(values.values()) / whole)


def _deployed_value(school: School, plan: Plan) -> dict[str, dict[str, float]]:
    """What each adult's hours in each provision cost in the year, by adult and provision."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for row in plan.deployment:
        hourly = float(hourly_cost(school.staff_by_id[row.staff], school))
        weeks = school.term_by_id[row.term].weeks
        found[row.staff][row.provision] += row.hours_per_week * weeks * hourly
    return found


def _flows(amounts: dict[tuple[str, str], float]) -> tuple[Flow, ...]:
    found = [Flow(source, use, amount) for (source, use), amount in amounts.items()]
    kept = [
        Flow(NO_MONEY if flow.source == UNFUNDED else flow.source, flow.use, flow.amount)
        for flow in found
        if flow.amount >= 0.005
    ]
    return tuple(sorted(kept, key=lambda flow: (-flow.amount, flow.source, flow.use)))


def _totals(flows: list[Flow], field: str) -> dict[str, float]:
    totals: dict[str, float] = defaultdict(float)
    for flow in flows:
        totals[getattr(flow, field)] += flow.amount
    return totals


def _merged(flows: list[Flow], field: str, name: str, other: str) -> list[Flow]:
    amounts: dict[tuple[str, str], float] = defaultdict(float)
    for flow in flows:
        source = other if field == "source" and flow.source == name else flow.source
        use = other if field == "use" and flow.use == name else flow.use
        amounts[source, use] += flow.amount
    return list(_flows(amounts))
