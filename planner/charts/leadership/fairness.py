"""How far needs are met in each strand, year group and group of pupils, and whether it is fair."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import plotly.graph_objects as go
from plotly.subplots import make_subplots

from planner.charts import theme
from planner.charts.leadership.audience import EVERYTHING, Audience
from planner.charts.leadership.headline import pupils_met
from planner.charts.leadership.labels import label_rows, rows_axis
from planner.charts.picture import Picture
from planner.charts.reach import reach_of
from planner.charts.register_words import year_name
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import listed, percent, sentence_case, status_name, strand_name
from planner.optimiser.plan import Plan
from planner.school.codes import SenStatus
from planner.school.fields import YEAR_GROUPS
from planner.school.records import Pupil
from planner.school.school import School
from planner.suppression import Hidden, safe_row

_NOTE = (
    "Of what would meet the needs in full, the share that is planned. A dot is the middle of a "
    "group: half of it has more, half less. A line runs from its lowest to its highest."
)
_NOTE_OF_FEW = (
    "Of what would meet the needs in full, the share that is planned. A dot is the middle of a "
    "group: half of it has more, half less. Groups of few pupils are not shown, nor is another "
    "group that would give one away."
)
_ROW_HEIGHT, _HEADING_HEIGHT, _ROOM_FOR_LABELS = 26, 42, 60
_WORTH_NAMING = 0.005
STRANDS = "Strand of need"


@dataclass(frozen=True)
class Group:
    """Some needs, or some pupils with all their needs.

    Attributes:
        part: What the group is one of, such as year groups.
        name: The group.
        met: How far each is met, the lowest first [share 0-1].
    """

    part: str
    name: str
    met: tuple[float, ...]

    @property
    def middle(self) -> float:
        """Half have more, half less [share 0-1]."""
        return median(self.met)


def groups_of(school: School, plan: Plan) -> tuple[Group, ...]:
    """Every group in which there is anybody, part by part; strands with the least met first."""
    met = pupils_met(school, plan)
    found = sorted(_strands(school, plan), key=lambda group: (group.middle, group.name))
    pupils = [pupil for pupil in school.pupils if pupil.pupil in met]
    for part, name_of, names in _PARTS:
        shares: dict[str, list[float]] = defaultdict(list)
        for pupil in pupils:
            shares[name_of(pupil)].append(met[pupil.pupil])
        found += [Group(part, name, tuple(sorted(shares[name]))) for name in names if shares[name]]
    return tuple(found)


def fairness(school: School, plan: Plan, audience: Audience = EVERYTHING) -> Picture:
    """Draw the lowest, the middle and the highest of each group, part by part."""
    groups = _shown(groups_of(school, plan), audience)
    return Picture(
        key="helped_alike",
        title=_title(groups),
        note=_NOTE if audience.sees_all else _NOTE_OF_FEW,
        figure=_figure(groups, audience) if groups else None,
        table=_table(groups, audience),
        alternative=_alternative(groups),
    )


def _strands(school: School, plan: Plan) -> list[Group]:
    reach = reach_of(school, plan)
    return [
        Group(
            STRANDS,
            sentence_case(strand_name(strand)),
            tuple(sorted(reach.planned.get(need.need, 0.0) for need in needs)),
        )
        for strand, needs in reach.needs_by_strand().items()
    ]


def _yes_or_no(yes: str, no: str, field: str) -> Callable[[Pupil], str]:
    return lambda pupil: yes if getattr(pupil, field) else no


_PREMIUM = ("Pupil premium", "No pupil premium")
_CARE = ("Looked after", "Not looked after")
# What groups are parts of, which group a pupil is in, and the groups in their order.
_PARTS: tuple[tuple[str, Callable[[Pupil], str], tuple[str, ...]], ...] = (
    ("Year group", lambda one: year_name(one.year_group), tuple(map(year_name, YEAR_GROUPS))),
    ("SEN status", lambda one: status_name(one.sen_status), tuple(map(status_name, SenStatus))),
    ("Pupil premium", _yes_or_no(*_PREMIUM, "pupil_premium"), _PREMIUM),
    ("Looked after", _yes_or_no(*_CARE, "looked_after"), _CARE),
)


_IN_WORDS = {
    status_name(SenStatus.EHCP): "pupils with an EHCP",
    status_name(SenStatus.SEN_SUPPORT): "pupils on SEN Support",
    status_name(SenStatus.NONE): "pupils with neither",
    _PREMIUM[0]: "pupils with pupil premium",
    _PREMIUM[1]: "pupils without it",
    _CARE[0]: "pupils who are looked after",
    _CARE[1]: "all others",
}


def _shown(groups: tuple[Group, ...], audience: Audience) -> tuple[Group, ...]:
    """The groups that may be shown: of each part those that are large enough, less another one."""
    if audience.sees_all:
        return groups
    found: list[Group] = []
    for part in dict.fromkeys(group.part for group in groups):
        mine = [group for group in groups if group.part == part]
        counts = safe_row([len(group.met) for group in mine], audience.fewest_shown)
        found += [
            group
            for group, count in zip(mine, counts, strict=False)
            if not isinstance(count, Hidden)
        ]
    return tuple(found)


def _title(groups: tuple[Group, ...]) -> str:
    if not groups:
        return "No group is large enough to be shown, or no need could be served"
    strands = [group for group in groups if group.part == STRANDS]
    widest = max(_parts_of_pupils(groups), key=_width, default=[])
    parts = []
    if strands:
        least = min(strands, key=lambda group: group.middle)
        parts.append(f"{least.name} is the least met strand ({percent(least.middle)})")
    if len(widest) > 1 and _width(widest) > _WORTH_NAMING:
        low, high = (pick(widest, key=lambda group: group.middle) for pick in (min, max))
        parts.append(
            f"the middle is {percent(low.middle)} for {_told(low)} and {percent(high.middle)} for "
            f"{_told(high)}"
        )
    elif any(_parts_of_pupils(groups)):
        parts.append("the groups of pupils that are shown have the same middle")
    return sentence_case("; ".join(parts))


def _told(group: Group) -> str:
    """A group of pupils in the middle of a sentence."""
    return _IN_WORDS.get(group.name, group.name)


def _parts_of_pupils(groups: tuple[Group, ...]) -> list[list[Group]]:
    names = dict.fromkeys(group.part for group in groups if group.part != STRANDS)
    return [[group for group in groups if group.part == name] for name in names]


def _width(groups: list[Group]) -> float:
    middles = [group.middle for group in groups]
    return max(middles) - min(middles)


def _figure(groups: tuple[Group, ...], audience: Audience) -> go.Figure:
    parts = list(dict.fromkeys(group.part for group in groups))
    rows = [[group for group in groups if group.part == part] for part in parts]
    height = sum(len(mine) * _ROW_HEIGHT + _HEADING_HEIGHT for mine in rows) + 60
    figure = make_subplots(
        rows=len(parts),
        cols=1,
        shared_xaxes=True,
        row_heights=[len(mine) for mine in rows],
        vertical_spacing=_HEADING_HEIGHT / height,
        subplot_titles=parts,
    )
    # So far the only annotations are the names of the parts.
    figure.update_annotations(
        x=0, xanchor="left", xref="paper", font={"size": 13, "color": theme.TEXT, "weight": "bold"}
    )
    for place, mine in enumerate(rows, start=1):
        _draw_part(figure, place, mine, audience)
    theme.lay_out(figure, height=height, margin={"l": 8, "r": _ROOM_FOR_LABELS, "t": 28, "b": 48})
    figure.update_xaxes(
        theme.value_axis("", range=[0, 100], tickvals=[0, 25, 50, 75, 100], fixedrange=True)
    )
    figure.update_xaxes(title_text="Needs met (%)", row=len(parts), col=1)
    for place, mine in enumerate(rows, start=1):
        figure.update_yaxes(rows_axis(len(mine)) | {"fixedrange": True}, row=place, col=1)
    return figure


def _draw_part(figure: go.Figure, place: int, mine: list[Group], audience: Audience) -> None:
    names = [theme.label(group.name, 26) for group in mine]
    if audience.sees_all:
        for name, group in zip(names, mine, strict=True):
            figure.add_scatter(
                x=[100 * group.met[0], 100 * group.met[-1]],
                y=[name, name],
                mode="lines",
                line={"color": theme.TODAY, "width": 3},
                hoverinfo="skip",
                row=place,
                col=1,
            )
    figure.add_scatter(
        x=[100 * group.middle for group in mine],
        y=names,
        mode="markers",
        marker={"color": theme.PLANNED, "size": 11},
        cliponaxis=False,
        customdata=[_range(group, audience) for group in mine],
        hovertemplate="%{y}: %{customdata}<extra></extra>",
        row=place,
        col=1,
    )
    axis = "" if place == 1 else str(place)
    label_rows(figure, names, [percent(group.middle) for group in mine], axis=axis)


def _range(group: Group, audience: Audience) -> str:
    middle = f"half get {percent(group.middle)} or more"
    if not audience.sees_all:
        return middle
    return f"from {percent(group.met[0])} to {percent(group.met[-1])}, {middle}"


def _table(groups: tuple[Group, ...], audience: Audience) -> Table:
    """The groups; how many are in each, and the lowest and highest of them, only for some."""
    columns: tuple[Column, ...] = (
        Column("Group", ColumnKind.CODE),
        Column("One of"),
        Column("Middle (%)", ColumnKind.PERCENT),
    )
    rows: list[tuple[Cell, ...]] = [(one.name, one.part, 100 * one.middle) for one in groups]
    if audience.sees_all:
        columns += (
            Column("Lowest (%)", ColumnKind.PERCENT),
            Column("Highest (%)", ColumnKind.PERCENT),
            Column("How many", ColumnKind.COUNT, "Needs in a strand, pupils in any other group"),
        )
        rows = [
            (*row, 100 * one.met[0], 100 * one.met[-1], len(one.met))
            for row, one in zip(rows, groups, strict=True)
        ]
    return Table(
        name="helped_alike",
        says="How far needs are met in each strand, year group and group of pupils.",
        columns=columns,
        rows=tuple(rows),
    )


def _alternative(groups: tuple[Group, ...]) -> str:
    if not groups:
        return "There are no groups that can be shown."
    parts = [f"{group.name} {percent(group.middle)}" for group in groups]
    return f"Dots of how far needs are met, the middle of each group: {listed(parts)}."
