"""Charts of today against the best plan: the way there, what does most, and both side by side."""

from __future__ import annotations

from collections.abc import Callable

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.insight.best_words import change_words, short_words, what_changes
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
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
_MOST_BARS = 15
_DECIMALS = 4
_AS_GOOD = 0.001


def steps_picture(answer: BestAnswer) -> Picture:
    """Draw needs met against how many provisions change."""
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
    row = told_step(answer)
    give = "gives" if row.changes == 1 else "give"
    return (
        f"{counted(row.changes, 'change')} {give} {share_words(row)} of what the best plan adds to "
        "the needs met today"
    )


def _steps_figure(answer: BestAnswer) -> go.Figure:
    now, then = answer.plans
    counts = [row.changes for row in answer.steps]
    met = [100 * row.needs_met for row in answer.steps]
    bounds = [100 * row.needs_met_bound for row in answer.steps]
    figure = go.Figure()
    # Drawn as the outline of an area, out along the plans and back along their bounds.
    figure.add_scatter(
        x=[*counts, *reversed(counts)],
        y=[*met, *reversed(bounds)],
        fill="toself",
        fillcolor=theme.translucent(theme.PLANNED, 0.22),
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )
    _mark_today(figure, now)
    figure.add_scatter(
        x=counts,
        y=met,
        mode="lines+markers",
        line={"color": theme.PLANNED, "width": 2, "shape": "linear"},
        marker={"color": theme.PLANNED, "size": 8},
        customdata=bounds,
        hovertemplate="%{x} changes: %{y:.1f} %, at best %{customdata:.1f} %<extra></extra>",
    )
    _mark_the_best(figure, then)
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


def _mark_today(figure: go.Figure, now: BestPlanRow) -> None:
    # No line to today: what it breaks of the rules may have had to change first.
    figure.add_scatter(
        x=[0],
        y=[100 * now.needs_met],
        mode="markers+text",
        marker={"color": theme.TODAY, "size": 12, "symbol": "square"},
        text=[f"today: {percent(now.needs_met)}"],
        textposition="bottom right",
        textfont={"size": 13, "color": theme.TEXT},
        hovertemplate="today: %{y:.1f} %<extra></extra>",
    )


def _mark_the_best(figure: go.Figure, then: BestPlanRow) -> None:
    figure.add_hline(
        y=100 * then.needs_met,
        line={"color": theme.CHOSEN, "width": 2, "dash": "dash"},
        annotation={
            "text": f"the best plan: {percent(then.needs_met)}",
            "font": {"size": 13, "color": theme.TEXT},
        },
        annotation_position="top right",
    )


def _tick(counts: list[int]) -> int:
    return 1 if max(counts) <= _MOST_BARS else 5


def _mark_enough(figure: go.Figure, answer: BestAnswer) -> None:
    if not answer.enough_changes:
        return
    row = step_of(answer, answer.enough_changes)
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


def changes_picture(school: School, chosen: tuple[BestChangeRow, ...]) -> Picture:
    """Draw how much of the gain each change of the list stands for."""
    shown = chosen[:_MOST_BARS]
    names = [theme.label(short_words(school, row), 64) for row in shown]
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
            xaxis=theme.value_axis("Lost without it (% of the gain)"),
            yaxis=theme.name_axis(),
            margin={"l": 8, "r": 56, "t": 8, "b": 48},
        ),
        table=changes_table(school, chosen),
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


def changes_table(school: School, chosen: tuple[BestChangeRow, ...]) -> Table:
    """List the changes with whom they touch and what they cost."""
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


def plans_picture(answer: BestAnswer) -> Picture:
    """Draw today beside the best plan."""
    now, then = answer.plans
    measures = {
        "Needs met": (now.needs_met, then.needs_met),
        "Pupil helped least": (now.lowest_coverage, then.lowest_coverage),
        "Fairest share": (now.fair_share, then.fair_share),
    }
    return Picture(
        key="best_plans",
        title=(
            f"Needs met go from {percent(now.needs_met)} to {percent(then.needs_met)} with the "
            "same money and staff"
        ),
        note=_PLANS_NOTE,
        figure=_plans_figure(measures),
        table=_plans_table(now, then),
        alternative="Bars of today and the best plan: "
        + "; ".join(
            f"{name}, {percent(before)} today and {percent(after)} in the best plan"
            for name, (before, after) in measures.items()
        )
        + ".",
    )


def _plans_figure(measures: dict[str, tuple[float, float]]) -> go.Figure:
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
    return theme.lay_out(
        figure,
        barmode="group",
        height=300,
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0},
        xaxis=theme.value_axis("Share (%)", range=[0, 108]),
        yaxis=theme.name_axis(),
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


def share_words(row: BestStepRow) -> str:
    """Say how much of the gain a step makes, as a range where it is not proven."""
    if row.basis == "range" and row.share is not None and row.share_bound is not None:
        low, high = percent(max(0.0, row.share)), percent(min(1.0, row.share_bound))
        if low != high:
            return f"between {low} and {high}"
    return percent(row.share or 0.0)


def told_step(answer: BestAnswer) -> BestStepRow:
    """Give the step that is told: the shortest that is enough, else the first that does most."""
    if answer.enough_changes:
        return step_of(answer, answer.enough_changes)
    most = max(row.share or 0.0 for row in answer.steps)
    return next(row for row in answer.steps if (row.share or 0.0) >= most - _AS_GOOD)


def step_of(answer: BestAnswer, changes: int) -> BestStepRow:
    """Give the step with so many changes."""
    return next(row for row in answer.steps if row.changes == changes)
