"""Today against the best plan as it is read: what differs, and which changes take most of it."""

from __future__ import annotations

from planner.charts.insight.best_charts import (
    changes_picture,
    changes_table,
    plans_picture,
    share_words,
    steps_picture,
    told_step,
)
from planner.charts.insight.best_words import rule_words, where_words
from planner.charts.insight.view import InsightView
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.views import term_name
from planner.charts.words import counted, hours, listed, percent
from planner.insight.best_rows import BestAnswer, BestChangeRow, BestPlanRow
from planner.school.school import School

_MINUTE = 1 / 60


def best_view(school: School, answer: BestAnswer) -> InsightView:
    """Say how far today is from the best plan, and draw the way there."""
    chosen = _chosen(answer)
    pictures = []
    if answer.plans:
        pictures.append(plans_picture(answer))
    if answer.steps and any(row.share is not None for row in answer.steps):
        pictures.insert(0, steps_picture(answer))
        pictures.insert(1, changes_picture(school, chosen))
    return InsightView(
        name="best",
        sentences=_sentences(answer),
        pictures=tuple(pictures),
        tables=_tables(school, answer, chosen),
    )


def _chosen(answer: BestAnswer) -> tuple[BestChangeRow, ...]:
    """The changes of the shortest list that is enough, else of the first that does most."""
    step = told_step(answer).changes if answer.steps else 0
    return tuple(row for row in answer.changes if row.changes == step)


def _sentences(answer: BestAnswer) -> tuple[str, ...]:
    if not answer.is_known:
        return (
            "What the school does today is not entered, so there is nothing to compare with. It is "
            "today’s provision on the Pupils page, or the file current_plan.csv.",
        )
    said = []
    if answer.plans:
        said += [_difference(answer), _list_sentence(answer)]
    said.append(_breaches(answer))
    if not answer.is_whole:
        said.append("It was stopped before everything was worked out; what is missing is left out.")
    return tuple(filter(None, said))


def _difference(answer: BestAnswer) -> str:
    now, then = answer.plans
    bound = ""
    if answer.needs_met_bound is not None and not answer.is_proven:
        bound = f" No plan meets more than {percent(answer.needs_met_bound)}."
    return (
        f"Today meets {percent(now.needs_met)} of needs{_unmet(now)}; the best plan found with the "
        f"same money and staff meets {percent(then.needs_met)}{_unmet(then)}.{bound}"
    )


def _unmet(row: BestPlanRow) -> str:
    if row.shortfall_hours < _MINUTE:
        return " and every hour that is owed"
    return f" and leaves {hours(round(row.shortfall_hours, 1))} that are owed unmet"


def _list_sentence(answer: BestAnswer) -> str:
    if answer.enough_changes == 0:
        return "There is nothing to gain by changing it."
    if not answer.steps:
        return "The changes that would take most of the difference were not worked out."
    row = told_step(answer)
    gains = []
    if row.share is not None:
        gains.append(f"{share_words(row)} of the gain in needs met")
    if row.law_share is not None:
        gains.append(f"{percent(row.law_share)} of the hours owed that can be met beyond today’s")
    if not gains:
        return f"{counted(row.changes, 'change')} would keep the rules that today breaks."
    few = counted(row.changes, "change")
    give = "gives" if row.changes == 1 else "give"
    end = "." if answer.enough_changes else ", the most that was found."
    if answer.confirmed:
        end = ", and every rule is kept with them."
    if answer.confirmed is False:
        end = ", but some money may not pay what it would have to: look at the whole plan first."
    return f"{few} of {answer.differing} {give} {listed(gains)}{end}"


def _breaches(answer: BestAnswer) -> str:
    if not answer.breaches and answer.fewest_changes:
        needed = counted(answer.fewest_changes, "change")
        return (
            "No line of today’s breaks a rule by itself, but the adults’ hours and the money do "
            f"not fit all of it: at least {needed} would make it fit."
        )
    if not answer.breaches:
        return "No rule was found that today’s lines break."
    rules = sorted({rule_words(row) for row in answer.breaches})
    places = counted(len(answer.breaches), "place")
    needed = ""
    if answer.fewest_changes:
        needed = f" At least {counted(answer.fewest_changes, 'change')} would keep them."
    names = listed(f"“{rule}”" for rule in rules)
    return f"Today does not keep to the rules in {places}: {names}.{needed}"


def _tables(
    school: School, answer: BestAnswer, chosen: tuple[BestChangeRow, ...]
) -> tuple[Table, ...]:
    breaches = Table(
        name="best_breaches",
        says="Where today does not keep to a rule of a plan.",
        columns=(Column("Where", ColumnKind.CODE), Column("What is so"), Column("The rule")),
        rows=tuple((where_words(row), row.what, rule_words(row)) for row in answer.breaches),
    )
    lines = Table(
        name="best_lines",
        says="Pupil by pupil, what the list changes.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("Pupil", ColumnKind.CODE),
            Column("Term"),
            Column("Today (hours a week)", ColumnKind.HOURS),
            Column("Then (hours a week)", ColumnKind.HOURS),
        ),
        rows=tuple(
            (
                row.provision,
                row.pupil,
                term_name(row.term, school),
                row.hours_per_week_today,
                row.hours_per_week_then,
            )
            for row in answer.lines
        ),
    )
    no_curve = not any(row.share is not None for row in answer.steps)
    changes = (changes_table(school, chosen),) if chosen and no_curve else ()
    return (*changes, *(table for table in (breaches, lines) if table.rows))
