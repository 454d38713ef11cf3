"""Today against the best plan as it is read: what differs, and which changes take most of it."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.insight.best_words import change_words, rule_words, what_changes, where_words
from planner.charts.insight.view import InsightView
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.views import term_name
from planner.charts.words import counted, hours, listed, percent, pounds
from planner.insight.best_rows import BestAnswer, BestChangeRow, BestPlanRow, BestStepRow
from planner.school.school import School

_STEPS_NOTE = (
    "Each dot is the best that so many changes can do, solved for: a change is one provision, for "
    "everybody who has it, and all others stay as they are today. Adults, groups, money and every "
    "pupil’s time still hold. The band reaches to what no such choice of changes can better."
)
_CHANGES_NOTE = (
    "How much of the gain in needs met is lost if that change alone is left out of the list. What "
    "only makes room for others shows as little or nothing."
)
_PLANS_NOTE = (
    "Today is counted by the rules of a plan from the lines that were entered, beside the plan "
    "with the same money and staff."
)
_MINUTE = 1 / 60
_MOST_BARS = 15
_DECIMALS = 4


def best_view(school: School, answer: BestAnswer) -> InsightView:
    """Say how far today is from the best plan, and draw the way there."""
    chosen = _chosen(answer)
    pictures = []
    if answer.plans:
        pictures.append(_plans_picture(answer))
    if answer.steps and any(row.share is not None for row in answer.steps):
        pictures.insert(0, _steps_picture(answer))
        pictures.insert(1, _changes_picture(school, chosen))
    return InsightView(
        name="best",
        sentences=_sentences(answer),
        pictures=tuple(pictures),
        tables=_tables(school, answer, chosen),
    )


def _chosen(answer: BestAnswer) -> tuple[BestChangeRow, ...]:
    """The changes of the shortest list that is enough, else of the longest that was solved for."""
    step = answer.enough_changes or (answer.steps[-1].changes if answer.steps else 0)
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
    row = _step(answer, answer.enough_changes or answer.steps[-1].changes)
    gains = []
    if row.share is not None:
        gains.append(f"{_share(row)} of the gain in needs met")
    if row.law_share is not None:
        gains.append(f"{percent(row.law_share)} of the hours owed that can be met beyond today’s")
    if not gains:
        return f"{counted(row.changes, 'change')} would keep the rules that today breaks."
    few = counted(row.changes, "change")
    give = "gives" if row.changes == 1 else "give"
    end = "." if answer.enough_changes else ", the most that was found."
    return f"{few} of {answer.differing} {give} {listed(gains)}{end}"


def _share(row: BestStepRow) -> str:
    if row.basis == "range" and row.share is not None and row.share_bound is not None:
        low, high = percent(max(0.0, row.share)), percent(min(1.0, row.share_bound))
        if low != high:
            return f"between {low} and {high}"
    return percent(row.share or 0.0)


def _step(answer: BestAnswer, changes: int) -> BestStepRow:
    return next(row for row in answer.steps if row.changes == changes)


def _breaches(answer: BestAnswer) -> str:
    if not answer.breaches:
        return "No rule was found that today’s lines break."
    rules = sorted({rule_words(row) for row in answer.breaches})
    places = counted(len(answer.breaches), "place")
    needed = ""
    if answer.fewest_changes:
        needed = f" At least {counted(answer.fewest_changes, 'change')} would keep them."
    names = listed(f"“{rule}”" for rule in rules)
    return f"Today does not keep to the rules in {places}: {names}.{needed}"


def _steps_picture(answer: BestAnswer) -> Picture:
    return Picture(
        key="best_steps",
        title=_steps_title(answer),
        note=_STEPS_NOTE,
        figure=_steps_figure(answer),
        table=Table(
            name="best_steps",
            says="What so many changes can do, and what no choice of as many could better.",
            columns=(
                Column("Changes", ColumnKind.COUNT),
                Column("Needs met (%)", ColumnKind.PERCENT),
                Column("At best (%)", ColumnKind.PERCENT),
                Column("Of the gain (%)", ColumnKind.PERCENT),
                Column("Statutory hours not met (a year)", ColumnKind.HOURS),
            ),
            rows=tuple(
                (
                    row.changes,
                    100 * row.needs_met,
                    100 * row.needs_met_bound,
                    None if row.share is None else 100 * row.share,
                    row.shortfall_hours,
                )
                for row in answer.steps
            ),
        ),
        alternative="Curve of needs met against the number of changes: "
        + listed(f"{row.changes}: {percent(row.needs_met)}" for row in answer.steps)
        + ".",
    )


def _steps_title(answer: BestAnswer) -> str:
    row = _step(answer, answer.enough_changes or answer.steps[-1].changes)
    give = "gives" if row.changes == 1 else "give"
    return (
        f"{counted(row.changes, 'change')} {give} {_share(row)} of what the best plan adds to the "
        "needs met today"
    )


def _steps_figure(answer: BestAnswer) -> go.Figure:
    now, then = answer.plans
    counts = [row.changes for row in answer.steps]
    met = [100 * row.needs_met for row in answer.steps]
    bounds = [100 * row.needs_met_bound for row in answer.steps]
    figure = go.Figure()
    figure.add_scatter(
        x=[*counts, *reversed(counts)],
        y=[*met, *reversed(bounds)],
        fill="toself",
        fillcolor=theme.translucent(theme.PLANNED, 0.22),
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )
    # No line to today: what it breaks of the rules may have had to change first.
    figure.add_scatter(
        x=[0],
        y=[100 * now.needs_met],
        mode="markers+text",
        marker={"color": theme.TODAY, "size": 12, "symbol": "square"},
        text=[f"today: {percent(now.needs_met)}"],
        textposition="middle right",
        textfont={"size": 13, "color": theme.TEXT},
        hovertemplate="today: %{y:.1f} %<extra></extra>",
    )
    figure.add_scatter(
        x=counts,
        y=met,
        mode="lines+markers",
        line={"color": theme.PLANNED, "width": 2, "shape": "linear"},
        marker={"color": theme.PLANNED, "size": 8},
        customdata=bounds,
        hovertemplate="%{x} changes: %{y:.1f} %, at best %{customdata:.1f} %<extra></extra>",
    )
    figure.add_hline(
        y=100 * then.needs_met,
        line={"color": theme.CHOSEN, "width": 2, "dash": "dash"},
        annotation={
            "text": f"the best plan: {percent(then.needs_met)}",
            "font": {"size": 13, "color": theme.TEXT},
        },
        annotation_position="top left",
    )
    _mark_enough(figure, answer)
    return theme.lay_out(
        figure,
        height=380,
        xaxis=theme.value_axis(
            "Provisions that change (number)", range=[-0.5, max(counts) + 0.7], dtick=_tick(counts)
        ),
        yaxis=theme.value_axis("Needs met (%)", rangemode="normal"),
        margin={"l": 8, "r": 24, "t": 28, "b": 48},
    )


def _tick(counts: list[int]) -> int:
    return 1 if max(counts) <= _MOST_BARS else 5


def _mark_enough(figure: go.Figure, answer: BestAnswer) -> None:
    if not answer.enough_changes:
        return
    row = _step(answer, answer.enough_changes)
    figure.add_scatter(
        x=[row.changes],
        y=[100 * row.needs_met],
        mode="markers+text",
        marker={
            "symbol": "circle-open",
            "size": 17,
            "color": theme.PLANNED,
            "line": {"width": 3},
        },
        text=[f"{counted(row.changes, 'change')}: {percent(row.needs_met)}"],
        textposition="bottom center",
        textfont={"size": 13, "color": theme.TEXT},
        hoverinfo="skip",
    )


def _changes_picture(school: School, chosen: tuple[BestChangeRow, ...]) -> Picture:
    shown = chosen[:_MOST_BARS]
    names = [theme.label(what_changes(school, row), 64) for row in shown]
    shares = [100 * max(0.0, row.share_without or 0.0) for row in shown]
    figure = go.Figure(
        go.Bar(
            x=shares,
            y=names,
            orientation="h",
            marker={"color": theme.PLANNED},
            text=[percent(share / 100) for share in shares],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y}: %{x:.0f} % of the gain<extra></extra>",
        )
    )
    return Picture(
        key="best_changes",
        title=_changes_title(school, chosen),
        note=_CHANGES_NOTE,
        figure=theme.lay_out(
            figure,
            height=theme.bars_height(len(shown), 40),
            xaxis=theme.value_axis("Lost without it (% of the gain in needs met)"),
            yaxis=theme.name_axis(),
            margin={"l": 8, "r": 56, "t": 8, "b": 48},
        ),
        table=_changes_table(school, chosen),
        alternative="Bars of what is lost without each change: "
        + "; ".join(
            f"{what_changes(school, row)}, {percent(row.share_without or 0.0)}" for row in shown
        )
        + ".",
    )


def _changes_title(school: School, chosen: tuple[BestChangeRow, ...]) -> str:
    if not chosen:
        return "No change was found that would do more"
    first = chosen[0]
    share = percent(max(0.0, first.share_without or 0.0))
    name = school.provision_by_id[first.provision].name
    return f"{name} does most of the list: without that change, {share} of the gain is lost"


def _changes_table(school: School, chosen: tuple[BestChangeRow, ...]) -> Table:
    return Table(
        name="best_changes",
        says="The changes of the list, the one that does most first.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("What changes"),
            Column("Pupils today", ColumnKind.COUNT),
            Column("Pupils then", ColumnKind.COUNT),
            Column("Today (hours a year)", ColumnKind.HOURS),
            Column("Then (hours a year)", ColumnKind.HOURS),
            Column("Costs more (£ a year)", ColumnKind.MONEY, "Below 0: less"),
            Column("Lost without it (% of the gain)", ColumnKind.PERCENT),
        ),
        rows=tuple(
            (
                row.provision,
                change_words(school, row),
                row.pupils_today,
                row.pupils_then,
                row.hours_today,
                row.hours_then,
                float(row.cost_change),
                None if row.share_without is None else 100 * row.share_without,
            )
            for row in chosen
        ),
    )


def _plans_picture(answer: BestAnswer) -> Picture:
    now, then = answer.plans
    measures = {
        "Needs met": (now.needs_met, then.needs_met),
        "Pupil helped least": (now.lowest_coverage, then.lowest_coverage),
        "Fairest share": (now.fair_share, then.fair_share),
    }
    figure = go.Figure()
    for number, (name, marker) in enumerate(
        (
            ("Today", {"color": theme.TODAY, "pattern": theme.HATCHED}),
            ("The best plan", {"color": theme.PLANNED}),
        )
    ):
        values = [100 * pair[number] for pair in measures.values()]
        figure.add_bar(
            name=name,
            x=values,
            y=list(measures),
            orientation="h",
            marker=marker,
            text=[percent(value / 100) for value in values],
            textposition="outside",
            cliponaxis=False,
            hovertemplate=f"%{{y}}: %{{x:.1f}} %, {name.lower()}<extra></extra>",
        )
    return Picture(
        key="best_plans",
        title=(
            f"Needs met go from {percent(now.needs_met)} to {percent(then.needs_met)} with the "
            "same money and staff"
        ),
        note=_PLANS_NOTE,
        figure=theme.lay_out(
            figure,
            barmode="group",
            height=300,
            showlegend=True,
            legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
            xaxis=theme.value_axis("Share (%)", range=[0, 108]),
            yaxis=theme.name_axis(),
        ),
        table=_plans_table(now, then),
        alternative="Bars of today and the best plan: "
        + "; ".join(
            f"{name}, {percent(before)} today and {percent(after)} in the best plan"
            for name, (before, after) in measures.items()
        )
        + ".",
    )


def _plans_table(now: BestPlanRow, then: BestPlanRow) -> Table:
    lines = (
        ("Statutory hours not met in the year", *_texts(now, then, "shortfall_hours", hours)),
        ("Needs met", *_texts(now, then, "needs_met", percent)),
        ("Mean coverage of needs", *_texts(now, then, "mean_coverage", percent)),
        ("Coverage of the pupil helped least", *_texts(now, then, "lowest_coverage", percent)),
        ("Fairest share", *_texts(now, then, "fair_share", percent)),
        ("Cost of provision in the year", *_texts(now, then, "cost", pounds)),
        ("Adults with pupils, a week", *_texts(now, then, "adult_hours_per_week", hours)),
        ("Pupils who receive something", str(now.pupils), str(then.pupils)),
    )
    return Table(
        name="best_plans",
        says="Today and the best plan side by side.",
        columns=(Column("What", ColumnKind.CODE), Column("Today"), Column("The best plan")),
        rows=lines,
    )


def _texts(
    now: BestPlanRow, then: BestPlanRow, field: str, words: Callable[[float], str]
) -> tuple[str, str]:
    before, after = (words(round(float(getattr(row, field)), _DECIMALS)) for row in (now, then))
    return before, after


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
    changes = (_changes_table(school, chosen),) if chosen and no_curve else ()
    return (*changes, *(table for table in (breaches, lines) if table.rows))
