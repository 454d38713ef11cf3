"""Everything that the page of a plan shows, worked out once from a school and its plan."""

from __future__ import annotations

from dataclasses import dataclass

from planner.charts import comparison, views
from planner.charts.adults_chart import adults_hours
from planner.charts.coverage_chart import coverage_by_strand
from planner.charts.headline import Headline, headline_of
from planner.charts.ledgers import how_it_is_counted, ledgers_sentence
from planner.charts.money_chart import money_flow
from planner.charts.picture import Picture
from planner.charts.table import Table
from planner.costing.ledger import ledger_of
from planner.optimiser.plan import Plan
from planner.school.school import School


@dataclass(frozen=True)
class Answer:
    """The headline, the pictures and the tables of one plan.

    Attributes:
        ledgers: What places cost beside what the local authority's rate pays, and how that is
            counted; ``None`` where no rate is known.
    """

    headline: Headline
    coverage: Picture
    money: Picture
    adults: Picture
    ledgers: tuple[str, str] | None
    by_pupil: Table
    by_adult: Table
    by_provision: Table
    by_stream: Table
    not_met: Table
    nothing_serves: Table
    comparison: str
    totals: Table | None
    changes: Table | None


def answer_of(school: School, plan: Plan) -> Answer:
    """Work out everything that the page of a plan shows."""
    knows_today = school.current_plan is not None
    ledger = ledger_of(school, plan)
    return Answer(
        headline=headline_of(school, plan),
        coverage=coverage_by_strand(school, plan),
        money=money_flow(school, plan),
        adults=adults_hours(school, plan),
        ledgers=(ledgers_sentence(ledger), how_it_is_counted(ledger.rules)) if ledger else None,
        by_pupil=views.by_pupil(school, plan),
        by_adult=views.by_adult(school, plan),
        by_provision=views.by_provision(school, plan),
        by_stream=views.by_stream(school, plan),
        not_met=views.not_met(school, plan),
        nothing_serves=views.nothing_serves(school, plan),
        comparison=comparison.sentence(school, plan),
        totals=comparison.totals(school, plan) if knows_today else None,
        changes=comparison.changes_table(school, plan) if knows_today else None,
    )
