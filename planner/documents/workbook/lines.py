"""The lines of a plan as sheets: who receives what, who gives it, and every pound once."""

from __future__ import annotations

from planner.costing.ledger import LedgerLine, ledger_of
from planner.documents.workbook.grid import Cell, Column, Formula, Grid, Kind, cell_at
from planner.optimiser.plan import UNFUNDED, Plan, Spending, SpendingKind
from planner.school.school import School

ADULT, LINE, REFERRAL, PROVISION = "Adult", "Budget line", "Referral", "Provision"
OWED, ADDED = "Owed already", "Added by the plan"
NO_STREAM = UNFUNDED
PAYS, BEYOND = "Authority’s rate pays", "Cost beyond that"
LEDGER_COLUMNS = (
    Column(PAYS, Kind.MONEY, 16, has_total=True),
    Column(BEYOND, Kind.MONEY, 16, has_total=True),
)
_OF_ADULTS = frozenset(
    {
        SpendingKind.EMPLOYED,
        SpendingKind.EXTRA,
        SpendingKind.VACANCY,
        SpendingKind.AGENCY,
        SpendingKind.SERVICE,
    }
)
_KINDS = {
    SpendingKind.EMPLOYED: "Salary",
    SpendingKind.EXTRA: "Extra hours",
    SpendingKind.VACANCY: "Vacancy filled",
    SpendingKind.AGENCY: "Agency hours",
    SpendingKind.SERVICE: "Service hours",
    SpendingKind.LINE: "Budget line",
    SpendingKind.PER_PUPIL: "Materials for a pupil",
    SpendingKind.PER_GROUP: "Materials for a group",
    SpendingKind.SET_UP: "Setting up",
    SpendingKind.ITEM: "Equipment",
}


def allocations(school: School, plan: Plan) -> Grid:
    """Who receives what in each term, with what the authority's rate pays where that is known."""
    rows: list[tuple[Cell, ...]] = []
    ledger = ledger_of(school, plan)
    for place, row in enumerate(plan.allocations):
        hours = Formula(f"={cell_at(place, 5)}*{cell_at(place, 6)}", row.hours_per_week * row.weeks)
        rows.append(
            (
                row.pupil,
                row.provision,
                school.provision_by_id[row.provision].name,
                _term(row.term, school),
                row.group or None,
                row.hours_per_week,
                row.weeks,
                hours,
                row.cost,
                *(_ledger(ledger.lines[place], place) if ledger else ()),
            )
        )
    columns = (
        Column("Pupil"),
        Column("Provision", width=16),
        Column("Name of the provision", width=34),
        Column("Term", width=16),
        Column("Group"),
        Column("Hours a week", Kind.HOURS),
        Column("Weeks", Kind.WEEKS),
        Column("Hours in the term", Kind.HOURS, has_total=True),
        Column("Cost in the term", Kind.MONEY, has_total=True),
        *(LEDGER_COLUMNS if ledger else ()),
    )
    says = "Who receives what in each term, with the pupil’s share of the cost."
    return Grid("Allocations", says, columns, tuple(rows))


def _ledger(line: LedgerLine, place: int) -> tuple[Cell, ...]:
    """What the authority's rate pays for a line, and the cost beyond that."""
    beyond = Formula(f"={cell_at(place, 8)}-{cell_at(place, 9)}", line.under_recovered)
    return line.claimed, beyond


def deployment(school: School, plan: Plan) -> Grid:
    """Who gives what in each term."""
    rows: list[tuple[Cell, ...]] = []
    for place, row in enumerate(plan.deployment):
        weeks = school.term_by_id[row.term].weeks
        hours = Formula(f"={cell_at(place, 5)}*{cell_at(place, 6)}", row.hours_per_week * weeks)
        rows.append(
            (
                row.staff,
                row.provision,
                school.provision_by_id[row.provision].name,
                _term(row.term, school),
                row.group or None,
                row.hours_per_week,
                weeks,
                hours,
            )
        )
    columns = (
        Column("Adult"),
        Column("Provision", width=16),
        Column("Name of the provision", width=34),
        Column("Term", width=16),
        Column("Group"),
        Column("Hours a week", Kind.HOURS),
        Column("Weeks", Kind.WEEKS),
        Column("Hours in the term", Kind.HOURS, has_total=True),
    )
    says = "Every adult’s hours in each provision and term, preparation included."
    return Grid("Deployment", says, columns, tuple(rows))


def spending(school: School, plan: Plan) -> Grid:
    """Every pound once: who paid for what."""
    columns = (
        Column("Stream", width=18),
        Column("Is a cost of", width=14),
        Column("Which", width=16),
        Column("What it is", width=22),
        Column("Owed or added", width=18),
        Column("For provision", width=16),
        Column("For pupil"),
        Column("Term", width=16),
        Column("Amount", Kind.MONEY, has_total=True),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            row.stream,
            _cost_of(row),
            row.cost_item,
            REFERRAL if row.is_referral else _KINDS[row.kind],
            OWED if row.is_committed else ADDED,
            row.provision,
            row.pupil,
            _term(row.term, school),
            row.amount,
        )
        for row in plan.spending
    )
    says = f"Every pound once: who paid for what. {NO_STREAM}: no money that may pay was found."
    return Grid("Spending", says, columns, rows)


def _cost_of(row: Spending) -> str:
    if row.is_referral:
        return REFERRAL
    if row.kind in _OF_ADULTS:
        return ADULT
    return LINE if row.kind is SpendingKind.LINE else PROVISION


def _term(term: str, school: School) -> str:
    return school.term_by_id[term].name or term
