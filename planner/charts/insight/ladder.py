"""The next-£ ladder as it is read: what each step buys, and what one more hour would bring."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.insight.bought_words import briefly, thing_in_words
from planner.charts.insight.hour import hour_picture, hour_sentence
from planner.charts.insight.steps_chart import Bar, bars_of_steps
from planner.charts.insight.view import InsightView
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, hours, listed, percent, pounds
from planner.insight.ladder import LadderAnswer, LadderBuy, LadderGain, LadderStep
from planner.school.school import School

_NOTE = (
    "Each bar is how much further needs are met than at the step before, with what is bought. "
    "Solid is proven; hatched is what the plans found show beyond that; no plan goes beyond the "
    "thin line."
)
_BASES = {
    "solved": "solved for on both sides",
    "range": "a range: smaller than what could be proven",
    "relaxed": "only the bounds say that more could be had",
}
_GOALS = {
    "statutory_shortfall": "Fewer statutory hours short",
    "unfunded": "More of what is owed is paid",
    "fair_share": "The fairest share",
    "benefit": "Needs met",
}
_UNITS = {
    "statutory_shortfall": "hours a year",
    "unfunded": "£ a year",
    "fair_share": "percentage points",
    "benefit": "needs in full, times their priority",
}
_DECIMALS = 4
_KINDS = {
    "extra": "more hours of an adult employed now",
    "vacancy": "a post filled, or more hours of it",
    "agency": "agency hours",
    "service": "hours of a service",
    "item": "equipment",
    "materials": "materials",
}
_NOTHING_HOURS = 0.05


def ladder_view(school: School, answer: LadderAnswer) -> InsightView:
    """Say what the next pounds would buy, and draw it."""
    picture = _picture(school, answer)
    hour = hour_picture(school, answer)
    return InsightView(
        name="ladder",
        sentences=_sentences(school, answer),
        pictures=(picture,) if hour is None else (picture, hour),
        tables=(_bought_table(school, answer), _gains_table(answer.gains)),
    )


def _rungs(answer: LadderAnswer) -> Sequence[LadderStep]:
    """Give the steps above the plan as it is."""
    return answer.steps[1:]


def _sentences(school: School, answer: LadderAnswer) -> tuple[str, ...]:
    rungs = _rungs(answer)
    if not rungs:
        return ("It was stopped before the first step was solved, so nothing can be said yet.",)
    said = [_first(school, answer, rungs[0])]
    if len(rungs) > 1:
        said.append(_all_of_it(answer, rungs))
    unsure = sum(step.basis != "solved" for step in rungs)
    if unsure:
        said.append(
            f"{counted(unsure, 'step')} of {len(rungs)} {'is' if unsure == 1 else 'are'} smaller "
            "than what could be proven: the size is a range, not a fact."
        )
    said += [hour_sentence(school, answer)] if answer.hours else []
    if not answer.is_whole:
        said.append(
            "It was stopped, or ran out of time, before all was solved; the rest is missing."
        )
    return tuple(said)


def _first(school: School, answer: LadderAnswer, step: LadderStep) -> str:
    what = _what(school, answer, step)
    if not what:
        return f"The next {pounds(step.money)} would buy {_nothing(step)}."
    helped = f"{counted(step.pupils_helped_more, 'pupil')} would be helped more"
    law = ""
    if step.statutory_hours > _NOTHING_HOURS:
        law = f", and {hours(round(step.statutory_hours, 1))} more of what the law asks for met"
    return f"The next {pounds(step.money)} would buy {what}: {helped}{law}."


def _all_of_it(answer: LadderAnswer, rungs: Sequence[LadderStep]) -> str:
    start, last = answer.steps[0], rungs[-1]
    unused = sum((step.not_used for step in rungs), Decimal(0))
    law = sum(step.statutory_hours for step in rungs)
    text = (
        f"With {pounds(last.money)} more, needs met would go from {percent(start.needs_met)} to "
        f"{percent(last.needs_met)}, and the fairest share from {percent(start.fair_share)} to "
        f"{percent(last.fair_share)}"
    )
    if law > _NOTHING_HOURS:
        text += f"; {hours(round(law, 1))} more of what the law asks for would be met"
    if unused >= 1 and last.basis == "solved":
        text += f"; {pounds(unused)} of it would buy nothing more"
    elif unused >= 1:
        text += f"; the plans found have no use for {pounds(unused)} of it"
    return f"{text}."


def _what(school: School, answer: LadderAnswer, step: LadderStep) -> str:
    """Name what a step buys; what is owed and is paid by it comes first."""
    buys = [(buy, float(buy.cost)) for buy in answer.bought if buy.money == step.money]
    parts = [f"{pounds(step.owed_paid)} of what is owed"] if step.owed_paid >= 1 else []
    named = briefly(school, buys)
    return ", ".join([*parts, named] if named else parts)


def _nothing(step: LadderStep) -> str:
    return "nothing" if step.basis == "solved" else "nothing in the plans found"


def _picture(school: School, answer: LadderAnswer) -> Picture:
    rungs = _rungs(answer)
    return Picture(
        key="ladder",
        title=_title(rungs),
        note=_NOTE,
        figure=_figure(school, answer) if rungs else None,
        table=_table(school, answer),
        alternative=_alternative(school, answer),
    )


def _title(rungs: Sequence[LadderStep]) -> str:
    if not rungs:
        return "No step was solved"
    worth = [_per_thousand(step) for step in rungs]
    best = max(range(len(rungs)), key=lambda number: (round(worth[number], 6), -number))
    if worth[best] <= 0:
        return "More money alone would not meet needs further"
    step = rungs[best]
    return (
        f"A pound does most between {pounds(step.money_before)} and {pounds(step.money)} more: "
        f"{percent(worth[best])} of all needs for each £1,000"
    )


def _gained(step: LadderStep, gain: LadderGain | None) -> tuple[float, float, float]:
    """Give how much further needs are met by a step, at least and at most [share 0-1]."""
    if gain is None or not step.needs_met:
        return 0.0, 0.0, 0.0
    whole = step.benefit / step.needs_met
    return gain.gain / whole, gain.gain_least / whole, gain.gain_most / whole


def _per_thousand(step: LadderStep) -> float:
    return step.needs_met_gained * 1000 / float(step.money - step.money_before)


def _figure(school: School, answer: LadderAnswer) -> go.Figure:
    gains = {gain.money: gain for gain in answer.gains if gain.goal == "benefit"}
    bars = []
    for step in _rungs(answer):
        size, least, most = _gained(step, gains.get(step.money))
        law = step.statutory_hours
        said = _what(school, answer, step) or _nothing(step)
        if law > _NOTHING_HOURS:
            said = f"{hours(round(law, 1))} of the law; {said}"
        bars.append(
            Bar(
                name=f"{pounds(step.money_before)} to {pounds(step.money)}",
                size=100 * size,
                least=100 * max(0.0, least),
                most=100 * max(0.0, most),
                says=said,
                colour=theme.STATUTORY if law > _NOTHING_HOURS else theme.CHOSEN,
            )
        )
    return bars_of_steps(bars, "Needs met further (% of all needs)")


def _table(school: School, answer: LadderAnswer) -> Table:
    return Table(
        name="ladder",
        says="What each step buys and brings, beyond the step before.",
        columns=(
            Column("More money (£ a year)", ColumnKind.MONEY),
            Column("What this step buys"),
            Column("Spent on it (£ a year)", ColumnKind.MONEY),
            Column("Buys nothing (£ a year)", ColumnKind.MONEY),
            Column("Pupils helped more", ColumnKind.COUNT),
            Column("Pupils helped less", ColumnKind.COUNT),
            Column("Hours pupils receive, more (a year)", ColumnKind.HOURS),
            Column("Statutory hours met, more (a year)", ColumnKind.HOURS),
            Column("Needs met (%)", ColumnKind.PERCENT),
            Column("Needs met, at best (%)", ColumnKind.PERCENT),
            Column("Fairest share (%)", ColumnKind.PERCENT),
            Column("Fairest share, at best (%)", ColumnKind.PERCENT),
            Column("How sure the step is"),
        ),
        rows=tuple(
            (
                float(step.money),
                _what(school, answer, step) or _nothing(step),
                float(step.cost + step.owed_paid),
                float(step.not_used),
                step.pupils_helped_more,
                step.pupils_helped_less,
                step.hours,
                step.statutory_hours,
                100 * step.needs_met,
                100 * step.needs_met_bound,
                100 * step.fair_share,
                100 * step.fair_share_bound,
                _BASES[step.basis],
            )
            for step in _rungs(answer)
        ),
    )


def _alternative(school: School, answer: LadderAnswer) -> str:
    rungs = _rungs(answer)
    if not rungs:
        return "There are no steps to show."
    parts = [
        f"{pounds(step.money_before)} to {pounds(step.money)}: "
        f"{_what(school, answer, step) or _nothing(step)}"
        for step in rungs
    ]
    return f"Bars, one for each step: {listed(parts)}."


def _bought_table(school: School, answer: LadderAnswer) -> Table:
    return Table(
        name="ladder_bought",
        says="What each step buys of each adult and provision, beyond the step before.",
        columns=(
            Column("More money (£ a year)", ColumnKind.MONEY),
            Column("Adult or provision", ColumnKind.CODE),
            Column("What"),
            Column("How it comes about"),
            Column("Skills"),
            Column("Hours (a year)", ColumnKind.HOURS, "Below 0: fewer than at the step before"),
            Column("Cost (£ a year)", ColumnKind.PENCE),
        ),
        rows=tuple(_bought_row(school, buy) for buy in answer.bought),
    )


def _bought_row(school: School, buy: LadderBuy) -> tuple[float | str, ...]:
    return (
        float(buy.money),
        buy.code,
        buy.role or thing_in_words(school, buy.kind, buy.code, buy.role, buy.hours),
        _KINDS[buy.kind],
        ", ".join(buy.skills),
        buy.hours,
        float(buy.cost),
    )


def _in_units(gain: LadderGain) -> tuple[float, ...]:
    """Give a gain as found, at least, at most and by the bounds, in the unit that is written."""
    times = 100.0 if gain.goal == "fair_share" else 1.0
    figures = (gain.gain, gain.gain_least, gain.gain_most, gain.gain_relaxed)
    return tuple(round(times * figure, _DECIMALS) + 0.0 for figure in figures)


def _gains_table(gains: Sequence[LadderGain]) -> Table:
    return Table(
        name="ladder_gains",
        says="What each step brings in each goal, in the order of the goals, and how sure that is.",
        columns=(
            Column("More money (£ a year)", ColumnKind.MONEY),
            Column("What is better"),
            Column("Measured in"),
            Column("By the plans found", ColumnKind.HOURS),
            Column("At least", ColumnKind.HOURS),
            Column("At most", ColumnKind.HOURS),
            Column("By the bounds alone", ColumnKind.HOURS),
            Column("How sure it is"),
        ),
        rows=tuple(
            (
                float(gain.money),
                _GOALS[gain.goal],
                _UNITS[gain.goal],
                *_in_units(gain),
                _BASES[gain.basis],
            )
            for gain in gains
        ),
    )
