"""Hours by skill, drawn: what statutory items need, beside what adults have."""

from __future__ import annotations

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.picture import Picture
from planner.charts.staff_skills import NO_SKILL, SkillHours, hours_by_skill, tightest_terms
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import counted, hours, listed, number, sentence_case
from planner.school.registers import Registers

_NOTE = (
    "Each skill in its tightest term. Needed: the fewest adult hours that could give what "
    "statutory items ask for, shared as far as the provision allows, without preparation. An "
    "adult with two skills is counted under both, so the hours of skills cannot be added up."
)
_LEAST = 0.005
_ABOVE, _BELOW = -0.38, 0.02
_HATCHED = {"color": theme.UNUSED, "pattern": theme.HATCHED}


def hours_of_skills(registers: Registers) -> Picture:
    """Draw hours needed against hours available, skill by skill, the tightest at the top."""
    every = hours_by_skill(registers)
    rows = tightest_terms(every)
    without_skill = [row for row in rows if row.skill == NO_SKILL]
    # All adults may give what names no skill: their hours would dwarf those of any one skill.
    drawn = tuple(row for row in rows if row.skill != NO_SKILL) or rows
    return Picture(
        key="hours_of_skills",
        title=_title(rows),
        note=" ".join((_NOTE, *map(skill_sentence, without_skill))),
        figure=_figure(drawn) if drawn else None,
        table=_table(every),
        alternative=_alternative(rows),
    )


def skill_sentence(row: SkillHours) -> str:
    """What is needed and what there is of one skill in a term, in a sentence."""
    start = (
        f"{sentence_case(_term(row))}: {_what(row)} take at least {hours(round(row.needed, 2))} a "
        f"week, and the adults employed have {number(round(row.employed, 2))}"
    )
    if row.spare >= -_LEAST:
        return f"{start}."
    if row.shortfall < _LEAST:
        return f"{start}; posts to fill and hours to buy make up the rest."
    return f"{start}; {hours(round(row.shortfall, 2))} a week cannot be found."


def _what(row: SkillHours) -> str:
    if row.skill == NO_SKILL:
        return "statutory items that name no skill"
    return f"statutory items that ask for the skill {row.skill}"


def _title(rows: tuple[SkillHours, ...]) -> str:
    if not rows:
        return "No statutory item is in force, so none needs hours"
    short = [row for row in rows if row.shortfall >= _LEAST]
    if short:
        worst = short[0]
        more = f", and {counted(len(short) - 1, 'skill')} more" if len(short) > 1 else ""
        missing = hours(round(worst.shortfall, 2))
        return f"{missing} a week are missing for {_what(worst)} in {_term(worst)}{more}"
    leaning = [_name(row) for row in rows if row.spare < -_LEAST]
    if leaning:
        some = listed(leaning) if len(leaning) < 4 else counted(len(leaning), "skill")
        return f"Statutory items need posts to be filled or hours bought for {some}"
    tightest = rows[0]
    return (
        f"Every skill that statutory items need has the hours; the tightest is "
        f"{_name(tightest)}, with {hours(round(tightest.spare, 2))} a week to spare"
    )


def _figure(rows: tuple[SkillHours, ...]) -> go.Figure:
    names = [theme.label(_name(row), 24) for row in rows]
    figure = go.Figure()
    employed = [row.employed for row in rows]
    obtainable = [row.obtainable for row in rows]
    # Two bars a skill: what is needed above what there is, which has two parts end to end.
    bars = (
        ("Needed", [row.needed for row in rows], _ABOVE, None, {"color": theme.STATUTORY}),
        ("Employed", employed, _BELOW, None, {"color": theme.TODAY}),
        ("To fill or buy", obtainable, _BELOW, employed, _HATCHED),
    )
    labels = {
        "Needed": [number(round(row.needed, 1)) for row in rows],
        "To fill or buy": [_there_is(row) for row in rows],
    }
    for name, values, offset, base, marker in bars:
        figure.add_bar(
            name=name,
            x=values,
            y=names,
            orientation="h",
            marker=marker,
            offset=offset,
            width=0.36,
            base=base,
            text=labels.get(name),
            textposition="outside",
            cliponaxis=False,
            textfont={"size": 13, "color": theme.TEXT},
            customdata=[[value, _term(row)] for value, row in zip(values, rows, strict=True)],
            hovertemplate=(
                f"%{{y}}, %{{customdata[1]}}: %{{customdata[0]:.1f}} hours a week, "
                f"{name.lower()}<extra></extra>"
            ),
        )
    longest = max(max(row.needed, row.employed + row.obtainable) for row in rows)
    return theme.lay_out(
        figure,
        barmode="overlay",
        height=theme.bars_height(len(rows), 46) + 30,
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis("Hours with pupils (a week)", range=[0, (longest or 1) * 1.2]),
        yaxis=theme.name_axis(),
    )


def _there_is(row: SkillHours) -> str:
    """What stands at the end of the bar of hours that there are."""
    there = number(round(row.employed + row.obtainable, 1))
    return f"{there} or more" if row.is_unlimited else there


def _table(rows: tuple[SkillHours, ...]) -> Table:
    return Table(
        name="hours_of_skills",
        says="Hours of each skill in each term: what statutory items need, and what adults have.",
        columns=(
            Column("Skill", ColumnKind.CODE),
            Column("Term"),
            Column("Statutory items", ColumnKind.COUNT),
            Column("Owed to pupils (hours a week)", ColumnKind.HOURS),
            Column("Adults’ hours needed (a week)", ColumnKind.HOURS, "The fewest that could do"),
            Column("Adults’ hours employed (a week)", ColumnKind.HOURS, "After absence"),
            Column("To fill or buy (hours a week)", ColumnKind.HOURS),
            Column("Too few by (hours a week)", ColumnKind.HOURS),
            Column("Adults employed with it"),
        ),
        rows=tuple(_cells(row) for row in rows),
    )


def _cells(row: SkillHours) -> tuple[Cell, ...]:
    adults = ", ".join(row.adults)
    return (
        _name(row),
        _term(row),
        row.items,
        row.pupil_hours,
        row.needed,
        row.employed,
        None if row.is_unlimited else row.obtainable,
        row.shortfall,
        f"{adults}; hours can be bought without a limit" if row.is_unlimited else adults,
    )


def _alternative(rows: tuple[SkillHours, ...]) -> str:
    if not rows:
        return "There are no statutory hours to show."
    parts = [
        f"{_name(row)} in {_term(row)} {number(row.needed)} needed, {number(row.employed)} "
        f"employed, {number(row.obtainable)} to fill or buy"
        for row in rows
    ]
    return f"Bar chart of adults' hours a week by skill, tightest first: {listed(parts)}."


def _name(row: SkillHours) -> str:
    return row.skill or "No skill named"


def _term(row: SkillHours) -> str:
    return row.term.name or row.term.term
