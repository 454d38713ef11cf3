"""How good a plan is and how that is known: goals with their bounds, checks, and the inputs."""

from __future__ import annotations

import inspect
from collections.abc import Callable

from planner.charts.sureness import sureness
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import number, percent, pounds, sentence_case
from planner.documents.content import Facts, Figures, Paragraph, Part, Section
from planner.documents.pack.brief import Brief
from planner.optimiser.checks import CHECKS
from planner.optimiser.plan import GoalResult, Plan

_GOALS = {
    "statutory_shortfall": "Fewest statutory hours not met",
    "unfunded": "Least cost that no money can pay",
    "fair_share": "Largest share, of the most possible for each pupil alone, that all reach",
    "benefit": "Most help, weighted by priority, where first help counts for more",
    "changes": "Fewest changes from today",
    "cost": "Least money beyond what is owed already",
}
_UNITS = {
    "pupil hours a year": "hours a year",
    "GBP a year": "£ a year",
    "share 0-1": "share",
    "weighted coverage": "points",
}
_NO_BOUND = 1.0
# What checks say of themselves in the names of columns, said in words.
_IN_WORDS = {
    "groups_have_enough_pupils": "A group has no fewer pupils than its programme asks for and no "
    "more than it may have, each of them once.",
    "support_has_adults_enough": "Support has an adult hour for every so many pupil hours as may "
    "share one, and never less than any one pupil in it receives.",
    "places_take_their_share_of_adult_hours": "A pupil is counted with one place’s share of the "
    "adult’s hours.",
    "places_share_what_a_group_costs": "Of what it costs to start a group, a pupil carries one "
    "place’s share.",
}


def proof(brief: Brief) -> Section:
    """What proves the plan."""
    plan = brief.plan
    sections = [Section("sure", "How sure it is", (Paragraph(sureness(plan)),))]
    if brief.sees_all and plan.summary.goals:
        sections.append(_goals(plan))
    sections += [_checks(), _origin(plan)]
    return Section("proof", "How it is proved", (), tuple(sections))


def _goals(plan: Plan) -> Section:
    said = (
        "Each goal was settled before the next was looked at, and kept from then on. For each it "
        "was worked out what no plan under the same inputs can better; the distance between the "
        "two is how much better a plan could still be."
    )
    parts: tuple[Part, ...] = (Paragraph(said), Figures(goals_table(plan)))
    return Section("goals", "The goals, in their order", parts)


def goals_table(plan: Plan) -> Table:
    """Each goal with what the plan reaches, what no plan can better, and how far apart they are."""
    return Table(
        name="goals",
        says="What the plan reaches in each goal, and what no plan can better.",
        columns=(
            Column("Goal", ColumnKind.CODE),
            Column("Counted in"),
            Column("This plan reaches", ColumnKind.SHOWN),
            Column("No plan can better", ColumnKind.SHOWN),
            Column("Distance", ColumnKind.SHOWN),
        ),
        rows=tuple(
            (
                _GOALS.get(goal.name, sentence_case(goal.name.replace("_", " "))),
                _UNITS.get(goal.unit, goal.unit),
                _value(goal, goal.value),
                _value(goal, goal.bound),
                percent(goal.gap) if goal.gap < _NO_BOUND else "not settled in time",
            )
            for goal in plan.summary.goals
        ),
    )


def _value(goal: GoalResult, value: float) -> str:
    if goal.unit == "GBP a year":
        return pounds(value)
    return percent(value) if goal.unit == "share 0-1" else number(value)


def _checks() -> Section:
    said = (
        f"The plan was worked through again from the school’s own figures by {len(CHECKS)} checks, "
        "none of which knows how the plan was found. It keeps every one of them."
    )
    table = Table(
        name="checks",
        says="Every check that the plan has passed.",
        columns=(Column("Check", ColumnKind.CODE), Column("What it looks at")),
        rows=tuple(
            (sentence_case(check.__name__.replace("_", " ")), _sentence(check)) for check in CHECKS
        ),
    )
    return Section("checks", "The checks", (Paragraph(said), Figures(table)))


def _sentence(check: Callable[..., object]) -> str:
    """What a check says of itself in its first line."""
    told = (inspect.getdoc(check) or "").split("\n")[0]
    return _IN_WORDS.get(check.__name__, told)


def _origin(plan: Plan) -> Section:
    summary = plan.summary
    rows = (
        ("Made with", f"Evenhand {summary.planner_version}"),
        ("Solved by", summary.solver),
        ("Time taken", f"{summary.seconds:.0f} seconds"),
        ("Digest of the inputs", summary.inputs_sha256),
    )
    said = (
        "The digest belongs to these inputs alone: a plan with another digest was made from other "
        "figures."
    )
    return Section("origin", "Where it comes from", (Facts(rows), Paragraph(said)))
