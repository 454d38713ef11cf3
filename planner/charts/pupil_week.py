"""A pupil's week in a plan: how much of it is supported, shared or out of class, term by term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.views import term_name
from planner.charts.words import hours, listed, number, percent
from planner.optimiser.plan import Plan
from planner.school.calendar import weeks_on_roll
from planner.school.records import Allocation
from planner.school.school import School


class Time(StrEnum):
    """How an hour of the school week is spent; the value is said of it."""

    ALONE_IN_CLASS = "One to one in class"
    SHARED_IN_CLASS = "Adult shared in class"
    ALONE_OUT = "One to one out of class"
    GROUP_OUT = "In a group out of class"
    INDEPENDENT = "With the class, nothing more planned"


_NOTE = (
    "Hours of the school week, as means of the term’s weeks on roll. Equipment is there all the "
    "time and takes none of them. In the rest of the week the pupil is taught with the class, with "
    "what everybody has."
)
_MARKERS: Mapping[Time, dict[str, Any]] = {
    Time.ALONE_IN_CLASS: {"color": theme.STATUTORY},
    Time.SHARED_IN_CLASS: {"color": theme.STATUTORY, "pattern": theme.HATCHED},
    Time.ALONE_OUT: {"color": theme.CHOSEN},
    Time.GROUP_OUT: {"color": theme.CHOSEN, "pattern": theme.HATCHED},
    Time.INDEPENDENT: {"color": theme.UNUSED},
}


@dataclass(frozen=True)
class Week:
    """A mean week of one term.

    Attributes:
        term: The term's name.
        hours: Hours a week spent in each way [h/week].
    """

    term: str
    hours: Mapping[Time, float]

    @property
    def planned(self) -> float:
        """Hours a week with planned provision [h/week]."""
        return sum(value for time, value in self.hours.items() if time is not Time.INDEPENDENT)


def weeks_of(school: School, plan: Plan, pupil_id: str) -> tuple[Week, ...]:
    """A mean week of every term in which a pupil is on roll."""
    pupil = school.pupil_by_id[pupil_id]
    sizes = {(group.term, group.group): group.size for group in plan.groups}
    found: dict[str, dict[Time, float]] = defaultdict(lambda: dict.fromkeys(Time, 0.0))
    for row in plan.allocations:
        provision = school.provision_by_id[row.provision]
        if row.pupil == pupil_id and not provision.is_item:
            time = _time(row, school, sizes)
            found[row.term][time] += row.hours_per_week * row.weeks
    weeks = []
    for term in school.terms:
        on_roll = weeks_on_roll(pupil, term)
        if on_roll <= 0:
            continue
        spent = {time: value / on_roll for time, value in found[term.term].items()}
        rest = school.details.school_week_hours - sum(spent.values())
        spent[Time.INDEPENDENT] = max(0.0, rest)
        weeks.append(Week(term_name(term.term, school), spent))
    return tuple(weeks)


def pupil_week(school: School, plan: Plan, pupil_id: str) -> Picture:
    """Draw a pupil's mean week in each term."""
    weeks = weeks_of(school, plan, pupil_id)
    return Picture(
        key="pupil_week",
        title=_title(weeks, school),
        note=_NOTE,
        figure=_figure(weeks) if weeks else None,
        table=_table(weeks),
        alternative=_alternative(weeks),
    )


def _time(row: Allocation, school: School, sizes: Mapping[tuple[str, str], int]) -> Time:
    provision = school.provision_by_id[row.provision]
    size = sizes.get((row.term, row.group), provision.group_max) if row.group else 0
    is_alone = size == 1 if provision.is_programme and size else provision.group_max == 1
    if provision.withdraws:
        return Time.ALONE_OUT if is_alone else Time.GROUP_OUT
    return Time.ALONE_IN_CLASS if is_alone else Time.SHARED_IN_CLASS


def _title(weeks: tuple[Week, ...], school: School) -> str:
    if not weeks:
        return "The pupil is not on roll in any term"
    planned = [week.planned for week in weeks]
    all_hours = school.details.school_week_hours
    if max(planned) == 0:
        return f"No part of the week of {hours(all_hours)} has provision planned"
    least, most = number(round(min(planned), 1)), number(round(max(planned), 1))
    span = most if least == most else f"{least} to {most}"
    shares = [percent(value / all_hours) for value in (min(planned), max(planned))]
    share = listed(dict.fromkeys(shares)).replace(" and ", " to ")
    return f"{span} of the {hours(all_hours)} in a school week have provision planned: {share}"


def _figure(weeks: tuple[Week, ...]) -> go.Figure:
    figure = go.Figure()
    names = [theme.label(week.term) for week in weeks]
    for time in _used(weeks):
        values = [week.hours[time] for week in weeks]
        figure.add_bar(
            name=time.value,
            x=values,
            y=names,
            orientation="h",
            marker=_MARKERS[time],
            hovertemplate=f"%{{y}}: %{{x:.1f}} hours a week, {time.value.lower()}<extra></extra>",
        )
    return theme.lay_out(
        figure,
        barmode="stack",
        bargap=0.35,
        height=theme.bars_height(len(weeks), 44) + 40,
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis("Hours of the school week (hours a week)"),
        yaxis=theme.name_axis(),
    )


def _used(weeks: tuple[Week, ...]) -> list[Time]:
    return [time for time in Time if any(week.hours[time] for week in weeks)]


def _table(weeks: tuple[Week, ...]) -> Table:
    used = _used(weeks)
    return Table(
        name="week",
        says="How the school week is spent in each term, in hours a week.",
        columns=(
            Column("Term", ColumnKind.CODE),
            *(Column(f"{time.value} (hours a week)", ColumnKind.HOURS) for time in used),
            Column("Whole week (hours a week)", ColumnKind.HOURS),
        ),
        rows=tuple(
            (week.term, *(week.hours[time] for time in used), sum(week.hours.values()))
            for week in weeks
        ),
    )


def _alternative(weeks: tuple[Week, ...]) -> str:
    parts = []
    for week in weeks:
        said = (
            f"{number(round(week.hours[time], 1))} {time.value.lower()}" for time in _used((week,))
        )
        parts.append(f"{week.term}: {listed(said)}")
    return f"Bar chart of hours a week. {'; '.join(parts)}." if parts else "There is no week."
