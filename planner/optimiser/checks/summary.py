"""The figures of the summary that say what the tables add up to."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from planner.optimiser.checks.coverage import (
    coverage_by_pupil,
    hours_by_need,
    served_needs,
)
from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.statute import shortfall_in_year
from planner.optimiser.checks.table import where
from planner.optimiser.checks.tolerance import HALF_PENNY, SHARE, TOTAL_HOURS, differs, exceeds
from planner.optimiser.plan import UNFUNDED

_ROWS_OF_HOURS = 50  # the rounding of this many rows may gather in a total of hours


@rule
def plans_are_for_this_school(reading: Reading) -> Iterator[Finding]:
    """The plan says that it was made from these inputs, under these policies."""
    summary, school = reading.plan.summary, reading.school
    if summary.policies != school.policies:
        yield where("summary", "policies"), "are not the school's"
    if school.inputs_sha256 and summary.inputs_sha256 != school.inputs_sha256:
        yield where("summary", "inputs_sha256"), "is not the digest of the school's files"


@rule
def income_adds_up(reading: Reading) -> Iterator[Finding]:
    """Income is what all streams hold."""
    income = float(sum((stream.amount for stream in reading.school.funding), Decimal(0)))
    published = float(reading.plan.summary.income)
    if differs(published, income, HALF_PENNY * (1 + len(reading.school.funding))):
        yield where("summary", "income"), f"says £{published:.2f}, not £{income:.2f}"


@rule
def shortfall_adds_up(reading: Reading) -> Iterator[Finding]:
    """The statutory shortfall of the year is weekly shortfalls × weeks in force, and the rest."""
    published, expected = reading.plan.summary.statutory_shortfall_hours, shortfall_in_year(reading)
    if differs(published, expected, _ROWS_OF_HOURS * TOTAL_HOURS):
        what = f"says {published:g} pupil hours in the year, not {expected:g}"
        yield where("summary", "statutory_shortfall_hours"), what


@rule
def mean_coverage_adds_up(reading: Reading) -> Iterator[Finding]:
    """Mean coverage is priority-weighted over the needs that could be served; of none, 0."""
    hours, needs = hours_by_need(reading), served_needs(reading)
    weight = sum(need.weight for need in needs)
    covered = sum(need.weight * hours[need.need].coverage for need in needs)
    expected = covered / weight if weight else 0.0
    published = reading.plan.summary.mean_coverage
    if differs(published, expected, SHARE):
        yield where("summary", "mean_coverage"), f"says {published:g}, not {expected:g}"


@rule
def worst_coverage_is_the_lowest_pupils(reading: Reading) -> Iterator[Finding]:
    """Worst coverage is the lowest of any pupil with a need that could be served; of none, 0."""
    expected = min(coverage_by_pupil(reading).values(), default=0.0)
    published = reading.plan.summary.worst_coverage
    if differs(published, expected, SHARE):
        yield where("summary", "worst_coverage"), f"says {published:g}, not {expected:g}"


@rule
def statutory_gap_is_what_money_is_short(reading: Reading) -> Iterator[Finding]:
    """No money is missing for statute where nothing is short and nothing chosen is unfunded.

    How much is missing otherwise takes planning again, so it is not worked out here.
    """
    gap = reading.plan.summary.statutory_gap_cost
    unfunded = any(row.stream == UNFUNDED and row.amount for row in reading.plan.spending)
    overspends = unfunded and reading.school.policies.statutory_may_overspend
    nothing_short = not exceeds(shortfall_in_year(reading), 0.0, TOTAL_HOURS)
    if not 0 <= gap < Decimal("Infinity"):
        yield where("summary", "statutory_gap_cost"), f"is £{gap}"
    elif gap > 0 and nothing_short and not overspends:
        yield where("summary", "statutory_gap_cost"), f"is £{gap}, and no item is short"
