"""The least-harm cuts as they are read: what goes at each saving, and whom it touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.insight.bought_words import briefly
from planner.charts.insight.steps_chart import Bar, bars_of_steps
from planner.charts.insight.view import InsightView
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, hours, listed, percent, pounds
from planner.insight.cut_rows import CutItem, CutPupil, CutStep
from planner.insight.cuts import CutsAnswer
from planner.school.school import School

_NOTE = (
    "Each bar is how much less far needs are met than in the plan once so much is saved, with what "
    "goes. Solid is lost by any plan with the same posts that buys nothing new; hatched is what "
    "the plan found loses beyond that. A post that goes is gone from its first term of the year."
)
_KINDS = {
    "unspent": "money not spent",
    "extra": "more hours of an adult employed now",
    "vacancy": "a post that was to be filled",
    "agency": "agency hours",
    "service": "hours of a service",
    "item": "equipment",
    "materials": "materials",
    "post": "a post",
}
_NOTHING_HOURS = 0.05
_NOTHING_MET = 0.002


def cuts_view(school: School, answer: CutsAnswer) -> InsightView:
    """Say what would go first, and draw it."""
    tables = [_goes_table(school, answer)]
    if answer.items:
        tables.append(_items_table(answer.items))
    tables.append(_pupils_table(answer.pupils))
    return InsightView(
        name="cuts",
        sentences=_sentences(school, answer),
        pictures=(_picture(school, answer),),
        tables=tuple(tables),
    )


def _stairs(answer: CutsAnswer) -> Sequence[CutStep]:
    return answer.steps[1:]


def _sentences(school: School, answer: CutsAnswer) -> tuple[str, ...]:
    stairs = _stairs(answer)
    said: list[str] = []
    if stairs:
        said.append(_whole(school, answer, stairs[-1]))
        said.append(_law(answer, stairs[-1]))
        said += _harms_less(stairs)
    if answer.most_saved is not None:
        said.append(
            f"{pounds(answer.most_saved)} is the most that was found in what may go; the rest "
            "would be owed without money."
        )
    if answer.refused_from is not None:
        said.append(
            f"{pounds(answer.refused_from)} cannot be saved: what was decided before the plan, and "
            "how many pupils may change, could not all be kept."
        )
    if not answer.is_whole:
        said.append(
            "It was stopped, or ran out of time, before all was solved; the rest is missing."
        )
    return tuple(said) or ("Nothing was solved yet, so nothing can be said.",)


def _whole(school: School, answer: CutsAnswer, step: CutStep) -> str:
    start = answer.steps[0]
    what = _what(school, answer, step)
    left = ""
    if step.from_unspent <= -1 and step.posts:
        left = f" Posts save more than is asked for: {pounds(-step.from_unspent)} would be left."
    return (
        f"To save {pounds(step.to_save)}: {what or 'nothing has to go'}. "
        f"{counted(step.pupils_changed, 'pupil')} would not have the hours of the plan, and needs "
        f"met would go from {percent(start.needs_met)} to {percent(step.needs_met)}.{left}"
    )


def _law(answer: CutsAnswer, step: CutStep) -> str:
    lost = step.statutory_hours_lost
    if answer.touched_from is None or lost <= _NOTHING_HOURS:
        return "Nothing that the law asks for would be touched."
    items = Counter(row.to_save for row in answer.items)[step.to_save]
    text = (
        f"It would touch {counted(items, 'statutory item')}: {hours(round(lost, 1))} of the law "
        "would go unmet in the year"
    )
    if answer.untouched_up_to is None or answer.untouched_up_to < 1:
        return f"{text}, and so would any smaller saving that was solved for."
    return f"{text}. {pounds(answer.untouched_up_to)} can be saved without that."


def _harms_less(stairs: Sequence[CutStep]) -> list[str]:
    """Say where a larger saving harms less, because a post goes instead of what was bought."""
    for smaller in stairs:
        for larger in stairs:
            if (
                larger.to_save > smaller.to_save
                and larger.posts > smaller.posts
                and larger.needs_met > smaller.needs_met + _NOTHING_MET
                and larger.statutory_hours_lost <= smaller.statutory_hours_lost + _NOTHING_HOURS
            ):
                gone = counted(larger.posts, "post")
                return [
                    f"Posts go last here. Saving {pounds(larger.to_save)} with {gone} gone would "
                    f"leave more needs met ({percent(larger.needs_met)}) than saving "
                    f"{pounds(smaller.to_save)} out of what was bought "
                    f"({percent(smaller.needs_met)})."
                ]
    return []


def _what(school: School, answer: CutsAnswer, step: CutStep) -> str:
    """Name what goes at a saving: posts by role, then what is bought no longer."""
    things = [thing for thing in answer.goes if thing.to_save == step.to_save]
    roles = Counter(thing.role for thing in things if thing.kind == "post")
    posts = [
        f"a {role} post" if count == 1 else f"{count} {role} posts"
        for role, count in sorted(roles.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    bought = briefly(
        school,
        [(thing, float(thing.saved)) for thing in things if thing.kind not in {"post", "unspent"}],
    )
    parts = [f"{listed(posts)} would go"] if posts else []
    if step.from_unspent >= 1:
        parts.append(f"{pounds(step.from_unspent)} that is not spent")
    if bought:
        parts.append(f"no longer bought: {bought}")
    if step.not_saved >= 1:
        parts.append(f"{pounds(step.not_saved)} is not found")
    return "; ".join(parts)


def _picture(school: School, answer: CutsAnswer) -> Picture:
    stairs = _stairs(answer)
    return Picture(
        key="cuts",
        title=_title(answer),
        note=_NOTE,
        figure=_figure(school, answer) if stairs else None,
        table=_table(school, answer),
        alternative=_alternative(school, answer),
    )


def _title(answer: CutsAnswer) -> str:
    stairs = _stairs(answer)
    if not stairs:
        return "No saving was solved"
    last = stairs[-1]
    if answer.most_saved is not None and last.not_saved >= 1:
        found, asked = pounds(answer.most_saved), pounds(answer.to_save)
        return f"{found} of the {asked} to save was found in what may go"
    if answer.touched_from is not None and last.statutory_hours_lost > _NOTHING_HOURS:
        up_to = answer.untouched_up_to or 0
        return f"{pounds(up_to)} can be saved before anything the law asks for is touched"
    met = percent(last.needs_met_lost)
    return f"Saving {pounds(last.to_save)} touches nothing statutory and takes {met} of needs met"


def _figure(school: School, answer: CutsAnswer) -> go.Figure:
    start = answer.steps[0]
    bars = []
    for step in _stairs(answer):
        law = step.statutory_hours_lost
        said = _what(school, answer, step) or "nothing has to go"
        if law > _NOTHING_HOURS:
            said = f"{hours(round(law, 1))} of the law unmet; {said}"
        size = 100 * step.needs_met_lost
        least = 100 * max(0.0, start.needs_met - step.needs_met_bound)
        bars.append(
            Bar(
                name=f"Save {pounds(step.to_save)}",
                size=max(0.0, size),
                least=min(max(0.0, size), least),
                most=max(0.0, size),
                says=said,
                colour=theme.SHORTFALL if law > _NOTHING_HOURS else theme.PLANNED,
            )
        )
    return bars_of_steps(bars, "Needs met less far (% of all needs)")


def _table(school: School, answer: CutsAnswer) -> Table:
    return Table(
        name="cuts",
        says="What goes at each saving and what it does, against the plan as it is.",
        columns=(
            Column("To save (£ a year)", ColumnKind.MONEY),
            Column("What goes"),
            Column("Not found (£ a year)", ColumnKind.MONEY),
            Column("Posts that go", ColumnKind.COUNT),
            Column("From posts (£ a year)", ColumnKind.MONEY),
            Column("From what was bought (£ a year)", ColumnKind.MONEY),
            Column("From money not spent (£ a year)", ColumnKind.MONEY, "Below 0: more is left"),
            Column("Pupils changed", ColumnKind.COUNT),
            Column("Pupils helped less", ColumnKind.COUNT),
            Column("Hours pupils receive, fewer (a year)", ColumnKind.HOURS),
            Column("Statutory hours unmet, more (a year)", ColumnKind.HOURS),
            Column("Needs met (%)", ColumnKind.PERCENT),
            Column("Needs met, at best (%)", ColumnKind.PERCENT),
            Column("Fairest share (%)", ColumnKind.PERCENT),
            Column("Fairest share, at best (%)", ColumnKind.PERCENT),
        ),
        rows=tuple(
            (
                float(step.to_save),
                _what(school, answer, step) or "nothing has to go",
                float(step.not_saved),
                step.posts,
                float(step.from_posts),
                float(step.from_bought),
                float(step.from_unspent),
                step.pupils_changed,
                step.pupils_helped_less,
                step.hours_lost,
                step.statutory_hours_lost,
                100 * step.needs_met,
                100 * step.needs_met_bound,
                100 * step.fair_share,
                100 * step.fair_share_bound,
            )
            for step in _stairs(answer)
        ),
    )


def _alternative(school: School, answer: CutsAnswer) -> str:
    stairs = _stairs(answer)
    if not stairs:
        return "There are no savings to show."
    parts = [
        f"save {pounds(step.to_save)}: {_what(school, answer, step) or 'nothing has to go'}, "
        f"{percent(step.needs_met)} of needs met"
        for step in stairs
    ]
    return f"Bars, one for each saving: {listed(parts)}."


def _goes_table(school: School, answer: CutsAnswer) -> Table:
    names = {entry.provision: entry.name for entry in school.provisions}
    return Table(
        name="cuts_goes",
        says="What goes at each saving of each adult and provision, against the plan as it is.",
        columns=(
            Column("To save (£ a year)", ColumnKind.MONEY),
            Column("Adult or provision", ColumnKind.CODE),
            Column("What"),
            Column("Role or name"),
            Column("Skills"),
            Column("Hours (a year)", ColumnKind.HOURS, "Below 0: more than in the plan"),
            Column("Saved (£ a year)", ColumnKind.PENCE, "Below 0: it costs more"),
            Column("Pupils who have it and change", ColumnKind.COUNT),
        ),
        rows=tuple(
            (
                float(thing.to_save),
                thing.code,
                _KINDS[thing.kind],
                thing.role or names.get(thing.code, ""),
                ", ".join(thing.skills),
                thing.hours,
                float(thing.saved),
                thing.pupils,
            )
            for thing in answer.goes
        ),
    )


def _items_table(items: Sequence[CutItem]) -> Table:
    return Table(
        name="cuts_items",
        says="The statutory items that each saving touches, the most hours first.",
        columns=(
            Column("To save (£ a year)", ColumnKind.MONEY),
            Column("Item", ColumnKind.CODE),
            Column("Pupil", ColumnKind.CODE),
            Column("Where it is written"),
            Column("Hours lost (a year)", ColumnKind.HOURS),
            Column("Hours short (a year)", ColumnKind.HOURS),
        ),
        rows=tuple(
            (
                float(row.to_save),
                row.item,
                row.pupil,
                row.source,
                row.hours_lost,
                row.shortfall_hours,
            )
            for row in items
        ),
    )


def _pupils_table(pupils: Sequence[CutPupil]) -> Table:
    return Table(
        name="cuts_pupils",
        says="The pupils whose hours are not as in the plan, by saving; who loses most first.",
        columns=(
            Column("To save (£ a year)", ColumnKind.MONEY),
            Column("Pupil", ColumnKind.CODE),
            Column("Hours lost (a year)", ColumnKind.HOURS, "Below 0: more hours than in the plan"),
            Column("Needs met in the plan (%)", ColumnKind.PERCENT),
            Column("Needs met then (%)", ColumnKind.PERCENT),
        ),
        rows=tuple(
            (
                float(row.to_save),
                row.pupil,
                row.hours_lost,
                _percent(row.coverage_before),
                _percent(row.coverage),
            )
            for row in pupils
        ),
    )


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
