"""What each adult costs by the year and the hour, with the sum that gives it."""

from __future__ import annotations

from decimal import Decimal

from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import engagement_name, listed, number, pounds
from planner.costing.known import KnownCost, known_cost
from planner.costing.pay import CostLine
from planner.costing.staff import exact, weeks_in_year
from planner.school.agreement.tables import Tables
from planner.school.codes import Engagement
from planner.school.records import StaffMember
from planner.school.registers import Registers
from planner.school.school import School


def staff_costs(registers: Registers) -> Table:
    """Every adult's cost with its sum, in the order of the register."""
    school = Tables(registers).school
    return Table(
        name="staff_costs",
        says="What each adult costs in a full year and by the hour, and how that is worked out.",
        columns=(
            Column("Adult", ColumnKind.CODE),
            Column("Role"),
            Column("Paid how"),
            Column("Contract (hours a week)", ColumnKind.HOURS),
            Column("With pupils (hours a week)", ColumnKind.HOURS),
            Column("Cost (£ a year)", ColumnKind.MONEY),
            Column(
                "Cost (£ an hour)", ColumnKind.PENCE, "An hour of the contract, when pupils are in"
            ),
            Column("How it is worked out"),
        ),
        rows=tuple(_row(member, school) for member in school.staff),
    )


def staff_cost_says(registers: Registers) -> str:
    """What the adults employed cost in a year, and whose cost is not known, in sentences."""
    school = Tables(registers).school
    known = Decimal(0)
    unknown = []
    for member in school.staff:
        if member.engagement is not Engagement.EMPLOYED:
            continue
        annual = known_cost(member, school).annual
        if annual is None:
            unknown.append(member.staff)
        else:
            known += annual
    said = f"The adults who are employed cost {pounds(known)} in a full year, on-costs included."
    if unknown:
        said += f" The cost of {listed(unknown)} is not known yet."
    return said


def cost_sentence(member: StaffMember, school: School) -> str:
    """How an adult's cost is worked out, in sentences.

    Args:
        member: The adult.
        school: The school, as far as it is known.
    """
    cost = known_cost(member, school)
    if member.engagement.is_by_the_hour:
        return f"£{cost.hourly or 0:,.2f} for each hour bought, as entered."
    if cost.annual is None:
        return f"Not known yet: {cost.missing}."
    if cost.hourly is None:
        return f"{pounds(cost.annual)} a year, as entered; by the hour not known: {cost.missing}."
    return f"{_year(cost)} {_hour(member, school, cost)}"


def _year(cost: KnownCost) -> str:
    """The sum of a year."""
    if len(cost.lines) == 1:
        (line,) = cost.lines
        return f"{line.label}: {pounds(line.amount)} a year."
    parts = [_part(line) for line in cost.lines if line.amount]
    return f"{' + '.join(parts)} = {pounds(cost.annual or 0)} a year."


def _part(line: CostLine) -> str:
    """One part of the sum, with what it is worked out from in brackets."""
    what, _, how = line.label.partition(": ")
    return f"{what} {pounds(line.amount)} ({how})"


def _hour(member: StaffMember, school: School, cost: KnownCost) -> str:
    contract, weeks = member.contract_hours or 0.0, weeks_in_year(school)
    return (
        f"Over {number(contract)} hours a week in {number(float(weeks))} teaching weeks that is "
        f"£{cost.hourly or exact(0.0):,.2f} an hour."
    )


def _row(member: StaffMember, school: School) -> tuple[Cell, ...]:
    cost = known_cost(member, school)
    is_capped = member.deployable_hours is not None or member.contract_hours is not None
    return (
        member.staff,
        member.role,
        engagement_name(member.engagement),
        member.contract_hours,
        member.weekly_hours_with_pupils if is_capped else None,
        None if cost.annual is None else float(cost.annual),
        None if cost.hourly is None else float(cost.hourly),
        cost_sentence(member, school),
    )
