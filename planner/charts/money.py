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
REFERRALS = "Referrals"
# Said where referrals are of few pupils, so that their cost does not stand alone.
TIME_AND_REFERRALS = "Paid time not with pupils, and referrals"


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
        if not is_plain_salary(row):
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
    """The flows with small sources and uses gathered so that no more than ``most`` are left.

    Of all ways to keep the largest sources and the largest uses, it is the one that hides the least
    money behind the two names for what is gathered.
    """
    found = list(flows)
    if len(found) <= most:
        return found
    sources, uses = _by_size(found, "source"), _by_size(found, "use")
    ways = [
        _merged(found, sources[kept_sources:], other_source, uses[kept_uses:], other_use)
        for kept_sources in range(len(sources) + 1)
        for kept_uses in range(len(uses) + 1)
    ]
    few_enough = [way for way in ways if len(way) <= most]
    return min(few_enough, key=lambda way: _hidden(way, other_use, other_source))


def totals_of(flows: Iterable[Flow], field: str) -> dict[str, float]:
    """What goes through each source or use, the largest first [GBP/year]."""
    totals: dict[str, float] = defaultdict(float)
    for flow in flows:
        totals[getattr(flow, field)] += flow.amount
    return dict(sorted(totals.items(), key=lambda item: (-item[1], item[0])))


def is_plain_salary(row: Spending) -> bool:
    """Whether a row is salary of which it is not said what it is for."""
    return row.kind is SpendingKind.EMPLOYED and row.provision is None


def salary_shares(school: School, plan: Plan) -> dict[str, dict[str | None, float]]:
    """What salary of which it is not said what it is for pays, by adult [share 0-1].

    The hours given to a provision are worth the adult's hourly cost, less what money for it has
    paid already; ``None`` stands for paid time not with pupils.
    """
    still_to_pay = _deployed_value(school, plan)
    general: dict[str, float] = defaultdict(float)
    for row in plan.spending:
        if is_plain_salary(row):
            general[row.cost_item] += float(row.amount)
        elif row.kind is SpendingKind.EMPLOYED and row.provision is not None:
            still_to_pay[row.cost_item][row.provision] -= float(row.amount)
    found: dict[str, dict[str | None, float]] = {}
    for staff, paid in general.items():
        values = {name: max(0.0, value) for name, value in still_to_pay[staff].items()}
        whole = max(paid, sum(values.values())) or 1.0
        found[staff] = {name: value / whole for name, value in values.items()}
        found[staff][None] = 1 - sum(values.values()) / whole
    return found


def _use(row: Spending, school: School) -> str:
    if row.provision is not None:
        return school.provision_by_id[row.provision].name
    if row.kind is SpendingKind.LINE:
        return BUDGET_LINES
    if row.is_referral:
        return REFERRALS
    return NOT_WITH_PUPILS


def _salary_flows(school: School, plan: Plan) -> Iterable[tuple[str, str, float]]:
    """Salaries that no provision is named for, told apart by deployment."""
    shares = salary_shares(school, plan)
    for row in filter(is_plain_salary, plan.spending):
        for provision, share in shares[row.cost_item].items():
            use = NOT_WITH_PUPILS if provision is None else school.provision_by_id[provision].name
            yield row.stream, use, float(row.amount) * share


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


def _by_size(flows: list[Flow], field: str) -> list[str]:
    """Sources or uses that may be gathered, the largest first."""
    return [name for name in totals_of(flows, field) if name not in {NO_MONEY, NOT_SPENT}]


def _hidden(flows: list[Flow], other_use: str, other_source: str) -> float:
    """The money behind the names for what is gathered [GBP/year]."""
    uses, sources = totals_of(flows, "use"), totals_of(flows, "source")
    return uses.get(other_use, 0.0) + sources.get(other_source, 0.0)


def _merged(
    flows: list[Flow], sources: list[str], other_source: str, uses: list[str], other_use: str
) -> list[Flow]:
    amounts: dict[tuple[str, str], float] = defaultdict(float)
    for flow in flows:
        source = other_source if flow.source in sources else flow.source
        use = other_use if flow.use in uses else flow.use
        amounts[source, use] += flow.amount
    return list(_flows(amounts))
