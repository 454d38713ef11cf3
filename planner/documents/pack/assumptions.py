"""What a plan takes for granted: choices, hours that meet a need, effects, money, pay.

What is an estimate is called one, and what has a source names it.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.access import Action
from planner.charts import choices
from planner.charts.authority import rules_table
from planner.charts.ledgers import how_it_is_counted
from planner.charts.words import counted, number, pounds, sentence_case
from planner.costing.authority.rules import rules_of
from planner.documents.content import Facts, Figures, Paragraph, Part, Section
from planner.documents.pack.brief import Brief
from planner.documents.pack.effects import changed_table, effects_table
from planner.documents.pack.money import committed_table, figures_table, income_table
from planner.school.records import HOURS_BY_LEVEL
from planner.school.school import School


def assumptions(brief: Brief) -> Iterator[Section]:
    """Everything that the plan takes for granted and whoever reads may see."""
    school = brief.school
    sections: list[Section] = []
    if brief.may(Action.READ_SCHOOL):
        sections += [_choices(brief), _year(school)]
    if brief.may(Action.READ_PROVISION):
        sections += [_needs(school), _effects(school)]
    if brief.may(Action.READ_MONEY):
        sections += [_money(school), *_authority(brief)]
    if brief.may(Action.READ_STAFF_PAY):
        sections.append(_pay(school))
    if sections:
        yield Section("assumptions", "What it takes for granted", (), tuple(sections))


def _choices(brief: Brief) -> Section:
    policies = brief.plan.summary.policies
    effects = {
        "statutory_may_overspend": choices.overspend_effect(policies.statutory_may_overspend),
        "fairness": choices.fairness_effect(policies.fairness),
        "diminishing_returns": choices.spread_effect(policies.diminishing_returns),
        "keep_current_plan": choices.keep_effect(policies.keep_current_plan),
        "reserve": choices.reserve_effect(float(policies.reserve)),
        "absence_percent": choices.absence_effect(policies.absence_percent),
    }
    rows = ((sentence_case(name), effects[field]) for field, name in choices.NAMES.items())
    said = "Choices between fair aims, which the school made before the plan and may change."
    return Section("choices", "The school’s own choices", (Paragraph(said), Facts(tuple(rows))))


def _year(school: School) -> Section:
    details = school.details
    weeks = "; ".join(
        f"{term.name or term.term} {number(term.weeks)} weeks" for term in school.terms
    )
    rows = (
        ("Teaching weeks", f"{number(school.weeks_in_year)}: {weeks}."),
        (
            "A pupil’s week",
            f"{number(details.school_week_hours)} hours in school, of which at most "
            f"{number(details.withdrawal_limit_hours)} out of class unless a pupil’s own limit is "
            "another.",
        ),
        (
            "Before top-up",
            f"The school meets {pounds(details.high_needs_threshold)} a year for a pupil.",
        ),
    )
    return Section("year", "The year", (Facts(rows),))


def _needs(school: School) -> Section:
    own = sum(need.hours_per_week is not None for need in school.needs)
    levels = ", ".join(f"level {level} {number(h)}" for level, h in HOURS_BY_LEVEL.items())
    rest = len(school.needs) - own
    said = (
        "A need counts as met in full by a number of effective hours a week. Where the school "
        f"entered none, its level decides: {levels}. These are estimates, and stand for "
        f"{rest} of {counted(len(school.needs), 'need')}; for {own} the school entered its own."
    )
    return Section("targets", "How much help would meet a need", (Paragraph(said),))


def _effects(school: School) -> Section:
    sourced = sum(bool(row.source.strip()) for row in school.effects)
    said = (
        "An hour of provision counts for as many effective hours as it is thought to be worth for "
        "the need. These effects are estimates of the school, not measurements. The table says "
        "what evidence there is for each, and of trials the months’ progress, which does not enter "
        f"the plan. {sourced} of {counted(len(school.effects), 'effect')} name a source."
    )
    parts: list[Part] = [Paragraph(said), Figures(effects_table(school))]
    changed = changed_table(school)
    if changed.rows:
        parts.append(Figures(changed, "Effects that the school changed, and why"))
    return Section("effects", "What an hour of provision is worth", tuple(parts))


def _money(school: School) -> Section:
    total = sum(stream.amount for stream in school.funding)
    said = (
        f"{pounds(total)} comes in for the year as the school entered it. What must be paid "
        "whatever the plan does is taken from it first: the salaries of those employed, and the "
        "lines below."
    )
    parts: list[Part] = [Paragraph(said), Figures(income_table(school))]
    if school.budget_lines or school.referrals:
        owed = "Budget lines and referrals" if school.referrals else "Budget lines"
        parts.append(Figures(committed_table(school), owed))
    return Section("money", "The money", tuple(parts))


def _authority(brief: Brief) -> Iterator[Section]:
    """By what rules the local authority's rate is set beside the cost, where one is known."""
    rules = rules_of(brief.school)
    if rules is None:
        return
    said = (
        "The local authority costs provision by rules of its own, so what it pays is set beside "
        f"what it costs. {how_it_is_counted(rules)}"
    )
    parts = (Paragraph(said), Figures(rules_table(brief.school)))
    yield Section("authority", "The local authority’s rate", parts)


def _pay(school: School) -> Section:
    table = figures_table(school)
    if not table.rows:
        said = "Every adult costs what the school entered, on-costs included."
        return Section("pay", "What adults cost", (Paragraph(said),))
    said = (
        "Adults cost what the school entered, or what follows from their point on the pay spine "
        "with these figures, each in force on the first day of the year."
    )
    return Section("pay", "What adults cost", (Paragraph(said), Figures(table)))
