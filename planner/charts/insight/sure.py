"""How sure, as it is read: what nearly all good plans share, plans to choose from, and effects."""

from __future__ import annotations

from planner.charts.insight.sure_charts import (
    EFFECTS,
    by_provision_chart,
    effects_chart,
    kind_words,
)
from planner.charts.insight.view import InsightView
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, listed, number, percent
from planner.insight.sure import SureAnswer
from planner.insight.sure_rows import SurePlanRow
from planner.school.school import School

_SURENESS = {
    "in_all": "in every plan, which is proven",
    "in_every_found": "in every plan found",
    "swappable": "could be swapped",
    "not_known": "not known",
}
_BASIS = {"proven": "proven", "found": "from the plans found"}
_NEARLY = 5e-4


def sure_view(school: School, answer: SureAnswer) -> InsightView:
    """Turn how sure a plan is into what is read."""
    pictures = [by_provision_chart(school, answer)]
    if answer.effects:
        pictures.append(effects_chart(school, answer))
    tables = (_plans(school, answer), _lines(school, answer), _flips(school, answer))
    return InsightView(
        name="sure",
        sentences=_sentences(school, answer),
        pictures=tuple(pictures) if answer.lines else (),
        tables=tuple(table for table in tables if table.rows),
    )


def _sentences(school: School, answer: SureAnswer) -> tuple[str, ...]:
    said = [_how_good(answer)]
    if answer.lines:
        said.append(_how_robust(answer))
    said += [_what_else(school, answer), *_what_effects_do(school, answer)]
    if not answer.is_whole:
        said.append("There was no time for everything; what was not worked out is missing.")
    return tuple(said)


def _within(answer: SureAnswer) -> float:
    """How much less benefit than the best a plan may give to count here [share]."""
    return 1 - answer.benefit_floor / answer.benefit if answer.benefit else 0.0


def _how_good(answer: SureAnswer) -> str:
    own = answer.plans[0].share_of_best if answer.plans else 1.0
    above = answer.benefit_bound / answer.benefit - 1 if answer.benefit else 0.0
    said = f"No plan can give more than {percent(max(0.0, above))} more benefit than the best known"
    if own < 1 - answer.percent / 100 - _NEARLY:
        return (
            f"{said}; this one gives {percent(1 - own)} less than that, to keep close to today’s "
            f"plan, so plans count here down to {percent(_within(answer))} less."
        )
    return f"{said}; plans count here that give up to {number(answer.percent)} % less."


def _how_robust(answer: SureAnswer) -> str:
    count = {
        kind: sum(row.sureness == kind for row in answer.lines)
        for kind in ("in_all", "in_every_found", "swappable")
    }
    every = counted(len(answer.lines), "line")
    verb = "is" if count["in_all"] == 1 else "are"
    said = (
        f"Of {every} (what one pupil has of one provision), {count['in_all']} {verb} proven to be "
        "in every plan that counts"
    )
    if len(answer.plans) < 2:
        return f"{said}; for the others that is not known."
    return (
        f"{said}, {count['in_every_found']} more are in each of the {len(answer.plans)} plans "
        f"found, and {count['swappable']} could be swapped for something else."
    )


def _what_else(school: School, answer: SureAnswer) -> str:
    others = answer.plans[1:]
    if not others:
        return "No really different plan was found that counts."
    said = [_difference(school, row) for row in others]
    plans = counted(len(others), "really different plan")
    return f"There {'is' if len(others) == 1 else 'are'} {plans} to choose from: {'; '.join(said)}."


def _difference(school: School, row: SurePlanRow) -> str:
    more, less = (_named(school, codes) for codes in (row.more_of, row.less_of))
    differs = [f"more {more}"] if more else []
    differs += [f"less {less}"] if less else []
    return (
        f"{row.plan} gives {percent(row.different_share)} of its hours differently"
        f"{': ' + ', '.join(differs) if differs else ''}"
    )


def _named(school: School, codes: tuple[str, ...]) -> str:
    """Name provisions, in quotation marks where a name has a comma of its own."""
    names = (school.provision_by_id[code.partition(" ")[0]].name for code in codes)
    return listed(f"“{name}”" if "," in name else name for name in names)


def _what_effects_do(school: School, answer: SureAnswer) -> list[str]:
    if not answer.effects:
        return []
    most = max(answer.effects, key=lambda row: row.lines_going)
    tried = counted(len({row.effects for row in answer.effects}), "assumption")
    if most.lines_going == 0:
        return [f"Halving or raising by half {tried} about effects takes no line out of the plan."]
    what = "half" if most.factor < 1 else "half as much again"
    return [
        f"Of {tried} about effects that were tried, the plan leans most on "
        f"{kind_words(school, most.effects)}: were it {what} of what is assumed, "
        f"{most.lines_going} of {counted(most.lines, 'line')} would go "
        f"({most.hours_going:,.0f} hours a year)."
    ]


def _plans(school: School, answer: SureAnswer) -> Table:
    return Table(
        name="plans",
        says="The plan asked about, A, and really different plans that give nearly as much.",
        columns=(
            Column("Plan", ColumnKind.CODE),
            Column("Benefit (% of the best known)", ColumnKind.PERCENT),
            Column("Needs met (%)", ColumnKind.PERCENT),
            Column("Pupil met least (%)", ColumnKind.PERCENT),
            Column("Statute not met (hours a year)", ColumnKind.HOURS),
            Column("Cost beyond what is owed (£ a year)", ColumnKind.MONEY),
            Column("Hours given differently (%)", ColumnKind.PERCENT),
            Column("Pupils with something else", ColumnKind.COUNT),
            Column("More of"),
            Column("Less of"),
        ),
        rows=tuple(
            (
                row.plan,
                100 * row.share_of_best,
                100 * row.mean_coverage,
                100 * row.worst_coverage,
                row.statutory_shortfall_hours,
                float(row.planned_cost),
                100 * row.different_share,
                row.pupils_changed,
                _named(school, row.more_of),
                _named(school, row.less_of),
            )
            for row in answer.plans
        ),
    )


def _lines(school: School, answer: SureAnswer) -> Table:
    return Table(
        name="lines",
        says="What each pupil has of each provision, and how sure it is.",
        columns=(
            Column("Pupil", ColumnKind.CODE),
            Column("Provision"),
            Column("In the plan (hours a year)", ColumnKind.HOURS),
            Column("At least, in any plan that counts (hours a year)", ColumnKind.HOURS),
            Column("Plans it is in", ColumnKind.COUNT),
            Column("How sure"),
            Column("How that is known"),
        ),
        rows=tuple(
            (
                row.pupil,
                school.provision_by_id[row.provision].name,
                row.hours,
                row.least_hours if row.basis == "proven" else None,
                row.in_plans,
                _SURENESS[row.sureness],
                _BASIS[row.basis],
            )
            for row in answer.lines
        ),
    )


def _flips(school: School, answer: SureAnswer) -> Table:
    return Table(
        name="flips",
        says="Lines that go or come when effects are other than assumed.",
        columns=(
            Column("Effects of"),
            Column("If they were"),
            Column("Pupil", ColumnKind.CODE),
            Column("Provision"),
            Column("Goes or comes"),
            Column("Before (hours a year)", ColumnKind.HOURS),
            Column("Then (hours a year)", ColumnKind.HOURS),
        ),
        rows=tuple(
            (
                kind_words(school, row.effects),
                EFFECTS[row.factor],
                row.pupil,
                school.provision_by_id[row.provision].name,
                row.flips,
                row.hours_before,
                row.hours_after,
            )
            for row in answer.flips
        ),
    )
