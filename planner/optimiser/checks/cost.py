"""What a plan costs, line by line, and whether the spending is exactly that.

Salaries, budget lines and referrals are owed whatever the plan does; the rest is what the plan
chooses. Each cost falls in one term and has one kind.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from planner.costing.owed import cost_of_referral
from planner.costing.staff import salary_in_term
from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.table import place, where
from planner.optimiser.checks.tolerance import differs, of_pence
from planner.optimiser.plan import UNFUNDED, Spending, SpendingKind
from planner.school.calendar import terms_of_line
from planner.school.codes import Engagement
from planner.school.referral import term_of

# What it is a cost of, its kind, its term, and whom it is for where every pupil has their own.
CostKey = tuple[str, SpendingKind, str, str | None]

EACH_PUPILS_OWN = frozenset({SpendingKind.PER_PUPIL, SpendingKind.ITEM})
OF_PROVISIONS = EACH_PUPILS_OWN | {SpendingKind.PER_GROUP, SpendingKind.SET_UP}


@rule
def spending_pays_what_things_cost(reading: Reading) -> Iterator[Finding]:
    """Every cost of the plan is spent, once and in its term, and nothing else is."""
    spent: dict[CostKey, list[Decimal]] = defaultdict(list)
    for row in reading.plan.spending:
        spent[_key(row)].append(row.amount)
    costs = {
        **salaries(reading),
        **budget_lines(reading),
        **referrals(reading),
        **hires(reading),
        **materials(reading),
    }
    # A cost of the year that must come out to the penny may have its remainder in any one term.
    tolerance = of_pence(len(reading.school.terms))
    for key in dict.fromkeys((*costs, *spent)):
        paid, due = float(sum(spent.get(key, ()))), float(costs.get(key, 0))
        if differs(paid, due, tolerance):
            item, kind, term_id, pupil_id = key
            what = f"£{paid:.2f} is spent on a cost of £{due:.2f}"
            yield where("spending", item, kind.value, term_id, pupil_id), what


@rule
def spending_says_whom_it_is_for(reading: Reading) -> Iterator[Finding]:
    """A cost names the provision and the pupil it is for, and nobody where it is for nobody.

    A budget line is for neither; a set-up is for its provision alone; a referral is for its pupil
    alone; any other pupil's cost is always in a provision.
    """
    for row in reading.plan.spending:
        if row.kind is SpendingKind.LINE and (row.pupil or row.provision):
            yield place("spending", row), "a budget line is for no pupil and no provision"
        if row.kind in OF_PROVISIONS and row.provision != row.cost_item:
            yield place("spending", row), "does not name the provision it is a cost of"
        if row.kind in EACH_PUPILS_OWN and row.pupil is None:
            yield place("spending", row), "does not name the pupil it is for"
        if row.kind is SpendingKind.SET_UP and row.pupil is not None:
            yield place("spending", row), "a set-up is for no one pupil"
        if row.pupil is not None and row.provision is None and not row.is_referral:
            yield place("spending", row), "names a pupil and no provision"


@rule
def spending_adds_up(reading: Reading) -> Iterator[Finding]:
    """Spending adds up to committed and planned cost, to the penny."""
    summary = reading.plan.summary
    committed = sum((row.amount for row in reading.plan.spending if row.is_committed), Decimal(0))
    planned = sum((row.amount for row in reading.plan.spending if not row.is_committed), Decimal(0))
    unfunded = sum(
        (row.amount for row in reading.plan.spending if row.stream == UNFUNDED), Decimal(0)
    )
    for name, published, expected in (
        ("committed_cost", summary.committed_cost, committed),
        ("planned_cost", summary.planned_cost, planned),
        ("unfunded", summary.unfunded, unfunded),
    ):
        if published != expected:
            yield where("summary", name), f"says £{published}, and spending adds up to £{expected}"


def salaries(reading: Reading) -> dict[CostKey, Decimal]:
    """What each term carries of the cost of employed adults [GBP]."""
    return {
        (member.staff, SpendingKind.EMPLOYED, term.term, None): salary_in_term(
            member, reading.school, term
        )
        for member in reading.school.staff
        if member.engagement is Engagement.EMPLOYED
        for term in reading.school.terms
    }


def budget_lines(reading: Reading) -> dict[CostKey, Decimal]:
    """What each term carries of the budget lines [GBP]."""
    return {
        (line.line, SpendingKind.LINE, term_id, None): line.amount * Decimal(share)
        for line in reading.school.budget_lines
        for term_id, share in terms_of_line(line, reading.school).items()
    }


def referrals(reading: Reading) -> dict[CostKey, Decimal]:
    """What each referral costs, for its pupil and in the term of its day [GBP].

    One whose cost is not known is not counted, and one that was declined costs nothing.
    """
    school = reading.school
    return {
        (row.referral, SpendingKind.SERVICE, term_of(row, school.terms).term, row.pupil): cost
        for row in school.referrals
        if (cost := cost_of_referral(row, school)) is not None
    }


def hires(reading: Reading) -> dict[CostKey, Decimal]:
    """What hours bought and posts filled cost, as hiring says [GBP]."""
    return {
        (row.staff, SpendingKind(row.engagement.value), row.term, None): row.cost
        for row in reading.plan.hiring
    }


def materials(reading: Reading) -> dict[CostKey, Decimal]:
    """What provisions cost besides adults: per pupil, per group and to set up [GBP].

    Each falls in the first term of use: by the pupil, by the group, by anybody.
    """
    costs: dict[CostKey, Decimal] = {}
    for (pupil_id, provision_id), rows in reading.placements.items():
        provision = reading.school.provision_by_id[provision_id]
        kind = SpendingKind.ITEM if provision.is_item else SpendingKind.PER_PUPIL
        costs[provision_id, kind, rows[0].term, pupil_id] = provision.cost_per_pupil
    for (provision_id, term_id), count in groups_started(reading).items():
        each = reading.school.provision_by_id[provision_id].cost_per_group
        costs[provision_id, SpendingKind.PER_GROUP, term_id, None] = each * count
    for provision_id, term_id in reading.first_use.items():
        once = reading.school.provision_by_id[provision_id].set_up_cost
        costs[provision_id, SpendingKind.SET_UP, term_id, None] = once
    return costs


def groups_started(reading: Reading) -> Counter[tuple[str, str]]:
    """How many groups of each provision start in each term, by (provision, term)."""
    return Counter((rows[0].provision, rows[0].term) for rows in reading.group_terms.values())


def _key(row: Spending) -> CostKey:
    has_own = row.kind in EACH_PUPILS_OWN or row.is_referral
    return row.cost_item, row.kind, row.term, row.pupil if has_own else None
