"""Money in: what each stream may pay, when, how much, and in what order.

General money is a stream without a restriction. What no money can pay is unfunded.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.table import place, where
from planner.optimiser.checks.tolerance import HALF_PENNY, differs, of_pence
from planner.optimiser.plan import UNFUNDED, Spending, SpendingKind
from planner.school.matching import counts_for, may_pay_for
from planner.school.school import School

_A_PENNY = Decimal("0.01")


@rule
def streams_pay_only_what_they_may(reading: Reading) -> Iterator[Finding]:
    """Restricted money pays what it matches; costs for nobody in particular take general money.

    A budget line or referral is paid by the stream it names, whatever that stream's restriction,
    else a line by general money and a referral by any money that may pay for its pupil.
    """
    school = reading.school

    @cache
    def matches(stream_id: str, pupil_id: str | None, provision_id: str | None) -> bool:
        pupil = school.pupil_by_id[pupil_id] if pupil_id else None
        provision = school.provision_by_id[provision_id] if provision_id else None
        return may_pay_for(school.stream_by_id[stream_id], pupil, provision, school)

    payer_of = _named_payer(school)
    for row in _funded(reading):
        payer = payer_of(row)
        if payer is not None and payer != row.stream:
            yield place("spending", row), f"{row.cost_item} names {payer}"
        elif payer is None and not matches(row.stream, row.pupil, row.provision):
            yield place("spending", row), "is not what the stream may pay for"


@rule
def streams_pay_only_in_their_dates(reading: Reading) -> Iterator[Finding]:
    """A stream pays costs only of terms that start inside its dates."""
    for row in _funded(reading):
        if not reading.school.stream_by_id[row.stream].pays_in(reading.school.term_by_id[row.term]):
            yield place("spending", row), "the term does not start inside the stream's dates"


@rule
def streams_stay_within_their_amounts(reading: Reading) -> Iterator[Finding]:
    """No stream spends more than there is in it."""
    for stream_id, spent in spent_by_stream(reading).items():
        amount = reading.school.stream_by_id[stream_id].amount
        if spent > amount:
            yield where("spending", stream_id), f"£{spent} is spent of £{amount}"


@rule
def streams_account_for_every_pound(reading: Reading) -> Iterator[Finding]:
    """Each stream's spent is what spending takes from it, and unspent is the rest, to the penny."""
    spent = spent_by_stream(reading)
    for row in reading.plan.funding:
        amount = reading.school.stream_by_id[row.stream].amount
        if differs(float(row.amount), float(amount), HALF_PENNY):
            yield place("funding", row), f"says £{row.amount}, not £{amount}"
        if row.spent != spent[row.stream]:
            what = f"says £{row.spent} is spent, and spending adds up to £{spent[row.stream]}"
            yield place("funding", row), what
        if row.unspent != row.amount - row.spent:
            yield place("funding", row), f"£{row.amount} less £{row.spent} is not £{row.unspent}"
    for stream_id in spent.keys() - {row.stream for row in reading.plan.funding}:
        yield where("funding", stream_id), "has no row"


@rule
def only_what_is_owed_goes_unfunded(reading: Reading) -> Iterator[Finding]:
    """A cost that the plan chooses is paid, unless statute may overspend and it serves an item."""
    serves = _serves_statute(reading)
    for row in reading.plan.spending:
        if row.stream != UNFUNDED or row.is_committed or not row.amount:
            continue
        if not reading.school.policies.statutory_may_overspend:
            yield place("spending", row), "is chosen by the plan and nobody pays it"
        elif not serves(row):
            yield place("spending", row), "is unfunded and serves no statutory item"


@rule
def money_that_is_left_pays_what_is_owed(reading: Reading) -> Iterator[Finding]:
    """What is owed is unfunded only where no money that may pay it is left.

    A salary may be paid by money with strings only as far as it matches hours, so that here it
    takes general money; a referral, by all money that may pay for its pupil.
    """
    school, left = reading.school, _money_left(reading)
    payer_of = _named_payer(school)
    for row in reading.plan.spending:
        if row.stream != UNFUNDED or not row.is_committed or row.amount <= _A_PENNY:
            continue
        payer = payer_of(row)
        pupil = school.pupil_by_id[row.pupil] if row.is_referral and row.pupil else None
        for stream in school.funding:
            may_pay = stream.stream == payer if payer else may_pay_for(stream, pupil, None, school)
            if may_pay and stream.pays_in(school.term_by_id[row.term]) and left[stream.stream] > 0:
                what = f"is unfunded while {stream.stream} has £{left[stream.stream]:.2f}"
                yield place("spending", row), what


@rule
def plans_never_buy_with_the_salary_they_owe(reading: Reading) -> Iterator[Finding]:
    """While a committed cost is unfunded, general money pays nothing that the plan chooses.

    A school that lets statutory provision overspend has said otherwise.
    """
    owed = any(
        row.stream == UNFUNDED and row.is_committed and row.amount for row in reading.plan.spending
    )
    if not owed or reading.school.policies.statutory_may_overspend:
        return
    for row in _chosen_from_general_money(reading):
        yield place("spending", row), "is chosen with general money while something is owed"


@rule
def the_reserve_is_left(reading: Reading) -> Iterator[Finding]:
    """General money pays for what the plan chooses only while the reserve stays unspent."""
    reserve = reading.school.policies.reserve
    chosen = sum((row.amount for row in _chosen_from_general_money(reading)), Decimal(0))
    spent = spent_by_stream(reading)
    left = sum(
        (row.amount - spent[row.stream] for row in reading.school.funding if row.is_general),
        Decimal(0),
    )
    if chosen > 0 and left < reserve:
        what = f"£{left} of general money is left of a reserve of £{reserve}"
        yield where("funding", "reserve"), what


def _named_payer(school: School) -> Callable[[Spending], str | None]:
    """Make the look-up of the one stream that a budget line or referral names, if it names one."""
    lines = {row.line: row.stream for row in school.budget_lines}
    referrals = {row.referral: row.stream for row in school.referrals}

    def payer(row: Spending) -> str | None:
        if row.kind is SpendingKind.LINE:
            return lines[row.cost_item]
        return referrals[row.cost_item] if row.is_referral else None

    return payer


def _money_left(reading: Reading) -> dict[str, float]:
    """What is certainly left in each stream, beyond the rounding of its rows [GBP].

    The reserve gives way to what is owed, but not to what the plan chooses: where general money
    pays for both, the reserve is not left over.
    """
    rows = Counter(row.stream for row in reading.plan.spending)
    spent = spent_by_stream(reading)
    left = {
        stream.stream: float(stream.amount - spent[stream.stream])
        - 2 * of_pence(rows[stream.stream])
        for stream in reading.school.funding
    }
    general = [stream.stream for stream in reading.school.funding if stream.is_general]
    if next(_chosen_from_general_money(reading), None) is not None:
        beyond = sum(left[stream] for stream in general) - float(reading.school.policies.reserve)
        left.update({stream: min(left[stream], beyond) for stream in general})
    return left


def spent_by_stream(reading: Reading) -> dict[str, Decimal]:
    """What spending takes from each stream [GBP]."""
    spent = {stream.stream: Decimal(0) for stream in reading.school.funding}
    for row in _funded(reading):
        spent[row.stream] += row.amount
    return spent


def _funded(reading: Reading) -> Iterator[Spending]:
    for row in reading.plan.spending:
        if row.stream != UNFUNDED:
            yield row


def _chosen_from_general_money(reading: Reading) -> Iterator[Spending]:
    general = {stream.stream for stream in reading.school.funding if stream.is_general}
    for row in reading.plan.spending:
        if row.stream in general and not row.is_committed and row.amount:
            yield row


def _serves_statute(reading: Reading) -> Callable[[Spending], bool]:
    """Make the test of whether a cost serves a statutory item.

    It is for a pupil with an item, or for a provision that serves one; the part of a post that is
    for no provision serves what its adult is deployed in.
    """
    pupils: dict[str, set[str]] = defaultdict(set)
    for pupil_id, provision_id in reading.placements:
        provision = reading.school.provision_by_id[provision_id]
        items = reading.school.items_of[pupil_id]
        if any(counts_for(provision, item, reading.school) for item in items):
            pupils[provision_id].add(pupil_id)
    adults = {row.staff for row in reading.plan.deployment if row.provision in pupils}

    def serves(row: Spending) -> bool:
        if row.provision is None:
            return row.cost_item in adults
        served = pupils.get(row.provision, set())
        return bool(served) if row.pupil is None else row.pupil in served

    return serves
