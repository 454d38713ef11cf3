"""The two ledgers on screens: what places cost, and what the local authority's rate pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import number, pounds
from planner.costing.authority.rules import Basis, Rules
from planner.costing.ledger import Ledger, LedgerLine, Sum, ledger_of
from planner.costing.number import shown
from planner.costing.pence import to_the_pound
from planner.optimiser.plan import Plan
from planner.school.school import School

PAYS, BEYOND = "The authority’s rate pays", "Cost beyond that"
_BEYOND_HELP = "Below 0: the rate pays more than it costs"


def ledgers_sentence(ledger: Ledger) -> str:
    """Say what the planned places cost, what the rate pays, and the difference."""
    total = ledger.total
    return (
        f"What pupils receive costs {pounds(total.true_cost)} in the year. The local authority’s "
        f"rate of {rate_words(ledger.rules)} pays {pounds(total.claimed)} for it: "
        f"{difference_words(total)}."
    )


def difference_words(one: Sum, what: str = "it costs") -> str:
    """Say by how much a rate pays less, or more, than something costs."""
    difference = to_the_pound(one.true_cost) - to_the_pound(one.claimed)
    if not difference:
        return f"as much as {what}"
    return f"{pounds(abs(difference))} {'less' if difference > 0 else 'more'} than {what}"


def how_it_is_counted(rules: Rules) -> str:
    """Say by what rules the claim is worked out, as far as they change it."""
    weeks = f"no more than {weeks_words(rules.weeks)} a year"
    heads = "divided by the pupils who share it" if rules.divides_by_heads else "never divided"
    service = "at its price" if rules.services_at_price else "at the same rate"
    return (
        f"The rate counts the time that a pupil is with an adult, {heads}, in {weeks}; the time of "
        f"a service {service}; materials and equipment at their price; and no preparation. The "
        "cost is the plan’s own: a place in a group costs its share of a full group, so the rate "
        "divides a group that is not full by fewer. What empty places and referrals cost is in "
        "neither."
    )


def rate_words(rules: Rules) -> str:
    """A rate with what it is for: ``£17.20 an hour``."""
    hour = _with_pence(rules.hourly_rate)
    if rules.basis is Basis.WEEKLY_HOUR:
        weeks = weeks_words(rules.weeks)
        return f"{_with_pence(rules.rate)} a year for a weekly hour ({hour} an hour in {weeks})"
    if rules.basis is Basis.MINUTE:
        return f"£{rules.rate:f} a minute ({hour} an hour)"
    return f"{hour} an hour"


def weeks_words(weeks: Decimal) -> str:
    """Weeks with their noun: ``38 weeks``."""
    return f"{shown(weeks)} week{'' if weeks == 1 else 's'}"


def pupils_with_ledgers(table: Table, school: School, plan: Plan) -> Table:
    """Put what the rate pays beside each pupil's cost; without a rate nothing changes.

    Args:
        table: A row for each pupil, whose code comes first.
        school: The school.
        plan: Its plan.
    """
    ledger = ledger_of(school, plan)
    if ledger is None:
        return table
    sums = [ledger.by_pupil.get(str(row[0]), Sum()) for row in table.rows]
    return _widened(table, sums, "year")


def provisions_with_ledgers(
    table: Table, school: School, plan: Plan, provisions: Sequence[str]
) -> Table:
    """Put what the rate pays beside each provision's cost; without a rate nothing changes.

    Args:
        table: A row for each provision.
        school: The school.
        plan: Its plan.
        provisions: The code of each row, in their order.
    """
    ledger = ledger_of(school, plan)
    if ledger is None:
        return table
    return _widened(table, [ledger.by_provision[code] for code in provisions], "year")


def lines_with_ledgers(table: Table, school: School, plan: Plan, pupil: str) -> Table:
    """Put what the rate pays beside the cost of each of a pupil's lines, and why no more.

    Args:
        table: A row for each of the pupil's lines, in the plan's order.
        school: The school.
        plan: Its plan.
        pupil: The pupil.
    """
    ledger = ledger_of(school, plan)
    if ledger is None:
        return table
    lines = ledger.lines_of(pupil)
    return _with_reasons(_widened(table, lines, "term"), lines)


def ledger_of_pupil(school: School, plan: Plan, pupil: str) -> tuple[str, Table] | None:
    """One pupil in both ledgers, as a sentence and line by line; ``None`` without a rate."""
    ledger = ledger_of(school, plan)
    if ledger is None:
        return None
    lines, total = ledger.lines_of(pupil), ledger.of([pupil])
    if not lines:
        return f"{pupil} receives nothing in the plan.", Table(f"ledgers_of_{pupil}", "", (), ())
    says = (
        f"What {pupil} receives costs {pounds(total.true_cost)} in the year; the local authority’s "
        f"rate of {rate_words(ledger.rules)} pays {pounds(total.claimed)} for it, "
        f"{difference_words(total)}."
    )
    columns = (
        Column("Provision", ColumnKind.CODE),
        Column("Term"),
        Column("Received (hours a week)", ColumnKind.HOURS),
        Column("Shared by (pupils)", ColumnKind.COUNT, "By how many the authority divides"),
        Column("Claimed (adult hours a week)", ColumnKind.HOURS),
        Column("Claimed (weeks)", ColumnKind.WEEKS),
        Column("At its price (£)", ColumnKind.PENCE, "Materials, equipment, and services if so"),
        Column("Cost (£ a term)", ColumnKind.PENCE),
        Column(f"{PAYS} (£ a term)", ColumnKind.PENCE),
        Column(f"{BEYOND} (£ a term)", ColumnKind.PENCE, _BEYOND_HELP),
    )
    rows = tuple(_row(line, school) for line in lines)
    last: tuple[Cell, ...] = ("All", *([None] * 6), *_money(total))
    table = Table(f"ledgers_of_{pupil}", says, columns, (*rows, last))
    return says, _with_reasons(table, lines)


def _row(line: LedgerLine, school: School) -> tuple[Cell, ...]:
    provision = school.provision_by_id[line.provision]
    is_timed = not provision.is_item
    return (
        provision.name,
        school.term_by_id[line.term].name or line.term,
        float(line.hours_per_week),
        line.heads if is_timed else None,
        float(line.claimable_hours_per_week) if is_timed else None,
        float(line.weeks) if is_timed else None,
        float(line.at_price),
        *_money(line),
    )


def _money(one: Sum) -> tuple[Cell, ...]:
    return float(one.true_cost), float(one.claimed), float(one.under_recovered)


def _with_reasons(table: Table, lines: Sequence[LedgerLine]) -> Table:
    """Say at the end of each row why something is not claimed, where anything is not."""
    if not any(line.reason for line in lines):
        return table
    rows = zip_longest(table.rows, (line.reason for line in lines), fillvalue="")
    return replace(
        table,
        columns=(*table.columns, Column("Not claimed, because")),
        rows=tuple((*row, reason) for row, reason in rows),
    )


def _widened(table: Table, sums: Sequence[Sum], period: str) -> Table:
    rows = zip(table.rows, sums, strict=True)
    return replace(
        table,
        says=f"{table.says.removesuffix('.')}, with what the local authority’s rate pays.",
        columns=(
            *table.columns,
            Column(f"{PAYS} (£ a {period})", ColumnKind.MONEY),
            Column(f"{BEYOND} (£ a {period})", ColumnKind.MONEY, _BEYOND_HELP),
        ),
        rows=tuple((*row, float(one.claimed), float(one.under_recovered)) for row, one in rows),
    )


def _with_pence(amount: Decimal) -> str:
    return f"£{number(float(amount))}" if amount == amount.to_integral() else f"£{amount:,.2f}"
