"""The statutory gap as it is read: the money, what it cannot meet, and what each EHCP brings."""

from __future__ import annotations

from decimal import Decimal

import plotly.graph_objects as go

from planner.charts import theme
from planner.charts.insight.view import InsightView
from planner.charts.picture import Picture
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, hours, pounds, thousands
from planner.insight.gap import GapAnswer, GapEhcpRow
from planner.optimiser.plan import ReasonCode
from planner.school.school import School

_EHCP_NOTE = (
    "Each pair of bars is one EHCP, the largest gap first. The cost is the least at which what the "
    "plan asks for can be given, at the hourly rates of the adults who give it, with materials; "
    "what nobody can give is not in it. It brings what the school meets itself and the top-up."
)
_SHORT_NOTE = (
    "Statutory hours of the year not planned with the money there is, by what stands in the way."
)
_CAUSES = {
    ReasonCode.MONEY: "Money would meet it",
    ReasonCode.SKILL: "No more hours of the skill",
    ReasonCode.HOURS: "No more hours of adults",
    ReasonCode.TIME: "More than the pupil’s week",
    ReasonCode.GROUP: "Too few for a group",
    ReasonCode.DATES: "Dates",
    ReasonCode.PIN: "A decision already made",
}
_LITTLE = Decimal("0.5")
_MINUTE = 1 / 60
_FEW_BARS, _MOST_BARS = 12, 30


def gap_view(school: School, answer: GapAnswer) -> InsightView:
    """Say what the gap is, and draw what is short and what each EHCP costs and brings."""
    return InsightView(
        name="gap",
        sentences=_sentences(answer),
        pictures=tuple(
            picture
            for picture, is_drawn in (
                (_short_picture(answer), bool(answer.items)),
                (_ehcp_picture(answer), bool(answer.ehcps)),
            )
            if is_drawn
        ),
        tables=_tables(school, answer),
    )


def _sentences(answer: GapAnswer) -> tuple[str, ...]:
    said = [_money_sentence(answer)]
    if answer.money:
        said.append(_proof(answer))
    apart = [row for row in answer.items if not row.money_can_meet]
    if apart:
        pupils = len({row.pupil for row in apart})
        left = hours(round(sum(row.left_hours for row in apart), 1))
        said.append(
            f"No money can meet {left} a year of {counted(len(apart), 'statutory line')} for "
            f"{counted(pupils, 'pupil')}: {_causes(answer)}."
        )
    if answer.ehcps:
        said.append(_ehcp_sentence(answer))
    if not answer.is_whole:
        said.append("It was stopped before everything was worked out; what is missing is left out.")
    return tuple(said)


def _money_sentence(answer: GapAnswer) -> str:
    if answer.money is None:
        return "The least money was not found before it was stopped."
    if not answer.is_possible:
        return (
            f"Decisions already made cannot all be kept without {_range(answer)} more this year; "
            "with it, they can, and all is met that money can meet."
        )
    if not answer.money:
        if not answer.shortfall_hours or answer.shortfall_hours < _MINUTE:
            return "Every statutory hour can be met with the money there is."
        return "No more money is needed for what is owed: what is short, money cannot meet."
    lines = ""
    if answer.money_for_lines:
        lines = (
            f" {pounds(answer.money_for_lines)} of it is for costs that name a stream which is too "
            "small for them; before they are paid, general money may buy nothing."
        )
    if answer.shortfall_hours is None:
        return f"{_range(answer)} more this year would meet all that money can meet.{lines}"
    short = hours(round(answer.shortfall_hours - (answer.left_hours or 0.0), 1))
    return (
        f"{_range(answer)} more this year would meet the {short} a year that money can meet.{lines}"
    )


def _range(answer: GapAnswer) -> str:
    money, bound = answer.money or Decimal(0), answer.money_bound or Decimal(0)
    if answer.basis == "range":
        return f"Between {pounds(bound)} and {pounds(money)}"
    return pounds(money)


def _proof(answer: GapAnswer) -> str:
    if answer.confirmed is None:
        return "It was not yet confirmed by planning again with that money."
    money = pounds(answer.money or Decimal(0))
    if answer.confirmed:
        return (
            f"Planned again with {money} more, nothing is short that money can meet; with £50 less "
            "than that, something still is."
        )
    if answer.hours_with_money is None:
        return f"Planned again with {money} more, no plan was found in the time."
    return f"Planned again with {money} more; that £50 less would not do was not proven."


def _causes(answer: GapAnswer) -> str:
    found: dict[str, float] = {}
    for row in answer.items:
        if not row.money_can_meet:
            words = _cause(row.cause)
            found[words] = found.get(words, 0.0) + row.left_hours
    parts = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return "; ".join(f"{words[:1].lower()}{words[1:]}" for words, _ in parts)


def _cause(code: str) -> str:
    return _CAUSES[ReasonCode(code)] if code in set(ReasonCode) else code


def _ehcp_sentence(answer: GapAnswer) -> str:
    rows = answer.ehcps
    over = [row for row in rows if row.top_up_missing >= _LITTLE]
    missing = sum((row.top_up_missing for row in over), Decimal(0))
    if not over:
        return (
            f"None of {counted(len(rows), 'EHCP')} costs more than the school’s own part and its "
            "top-up together."
        )
    costs = "costs" if len(over) == 1 else "cost"
    return (
        f"{len(over)} of {counted(len(rows), 'EHCP')} {costs} more than the school’s own part and "
        f"the top-up together: {pounds(missing)} a year in all would break even."
    )


def _short_picture(answer: GapAnswer) -> Picture:
    found: dict[str, float] = {}
    for row in answer.items:
        met = row.shortfall_hours - row.left_hours
        if met >= _MINUTE:
            words = _cause(ReasonCode.MONEY)
            found[words] = found.get(words, 0.0) + met
        if row.left_hours >= _MINUTE:
            words = _cause(row.cause)
            found[words] = found.get(words, 0.0) + row.left_hours
    rows = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    total = sum(found.values())
    return Picture(
        key="gap_short",
        title=_short_title(rows, total),
        note=_SHORT_NOTE,
        figure=_short_figure(rows),
        table=Table(
            name="gap_causes",
            says="Statutory hours not planned with the money there is, by what stands in the way.",
            columns=(
                Column("What stands in the way", ColumnKind.CODE),
                Column("Not met (hours a year)", ColumnKind.HOURS),
            ),
            rows=tuple(rows),
        ),
        alternative="Bar chart of hours not met: "
        + "; ".join(f"{words}, {hours(round(value, 1))}" for words, value in rows)
        + ".",
    )


def _short_title(rows: list[tuple[str, float]], total: float) -> str:
    if not rows:
        return "Nothing is short"
    by_money = dict(rows).get(_CAUSES[ReasonCode.MONEY], 0.0)
    whole = hours(round(total, 1))
    if by_money < _MINUTE:
        return f"Of the {whole} a year that are short, money could meet none"
    if total - by_money < _MINUTE:
        return f"All of the {whole} a year that are short could be met with money"
    return f"Money could meet {hours(round(by_money, 1))} of the {whole} a year that are short"


def _short_figure(rows: list[tuple[str, float]]) -> go.Figure:
    money = _CAUSES[ReasonCode.MONEY]
    figure = go.Figure(
        go.Bar(
            x=[value for _, value in rows],
            y=[theme.label(words) for words, _ in rows],
            orientation="h",
            marker={
                "color": [
                    theme.STATUTORY if words == money else theme.SHORTFALL for words, _ in rows
                ]
            },
            text=[hours(round(value, 1)) for _, value in rows],
            textposition="auto",
            textangle=0,
            hovertemplate="%{y}: %{x:.1f} hours a year<extra></extra>",
        )
    )
    return theme.lay_out(
        figure,
        height=theme.bars_height(len(rows)),
        xaxis=theme.value_axis("Hours not met (a year)"),
        yaxis=theme.name_axis(),
    )


def _ehcp_picture(answer: GapAnswer) -> Picture:
    rows = sorted(answer.ehcps, key=lambda row: (-row.top_up_missing, -row.cost))
    cost = sum((row.cost for row in rows), Decimal(0))
    brings = sum((row.school_meets + row.top_up for row in rows), Decimal(0))
    over = sum(1 for row in rows if row.top_up_missing >= _LITTLE)
    plans = counted(len(rows), "EHCP")
    return Picture(
        key="gap_ehcps",
        title=(
            f"{over} of {plans} {'costs' if over == 1 else 'cost'} more than "
            f"{'it brings' if over == 1 else 'they bring'}; together {pounds(cost)} against "
            f"{pounds(brings)}"
        ),
        note=_EHCP_NOTE,
        figure=_ehcp_figure(rows[:_MOST_BARS]),
        table=_ehcp_table_without_codes(rows),
        alternative=f"Bars of what each EHCP costs and brings. {over} of {plans} are above it. "
        + "; ".join(
            f"EHCP {place}: costs {thousands(row.cost)}, brings "
            f"{thousands(row.school_meets + row.top_up)}"
            for place, row in enumerate(rows[:8], start=1)
        )
        + ".",
    )


def _ehcp_figure(rows: list[GapEhcpRow]) -> go.Figure:
    names = [f"EHCP {place}" for place, _ in enumerate(rows, start=1)]
    figure = go.Figure()
    parts = (
        ("Costs", "costs", [row.cost for row in rows], {"color": theme.STATUTORY}),
        (
            "School’s own part",
            "brings",
            [row.school_meets for row in rows],
            {"color": theme.TODAY, "pattern": theme.HATCHED},
        ),
        ("Top-up", "brings", [row.top_up for row in rows], {"color": theme.CHOSEN}),
    )
    for name, group, amounts, marker in parts:
        figure.add_bar(
            name=name,
            offsetgroup=group,
            x=[float(amount) for amount in amounts],
            y=names,
            orientation="h",
            marker=marker,
            customdata=[pounds(amount) for amount in amounts],
            hovertemplate=f"%{{y}}: %{{customdata}} a year, {name.lower()}<extra></extra>",
        )
    for place, row in enumerate(rows):
        _write_what_is_missing(figure, names[place], row)
    return theme.lay_out(
        figure,
        barmode="stack",
        bargap=0.25,
        height=theme.bars_height(len(rows), 52 if len(rows) <= _FEW_BARS else 34) + 40,
        showlegend=True,
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "traceorder": "normal"},
        xaxis=theme.value_axis("£ a year", tickprefix="£"),
        yaxis=theme.name_axis(),
        margin={"l": 8, "r": 110, "t": 8, "b": 48},
    )


def _write_what_is_missing(figure: go.Figure, name: str, row: GapEhcpRow) -> None:
    """Write at the end of a pair of bars what is missing, or that nothing is."""
    longest = max(row.cost, row.school_meets + row.top_up)
    missing = row.top_up_missing
    figure.add_annotation(
        x=float(longest),
        y=name,
        text=f"{thousands(missing)} missing" if missing >= _LITTLE else "covered",
        showarrow=False,
        xanchor="left",
        xshift=6,
        font={"size": 13, "color": theme.TEXT},
    )


def _ehcp_table_without_codes(rows: list[GapEhcpRow]) -> Table:
    return Table(
        name="gap_ehcps",
        says="What each EHCP costs and brings, the largest gap first, without the pupils’ codes.",
        columns=(Column("EHCP", ColumnKind.CODE), *_EHCP_COLUMNS),
        rows=tuple((f"EHCP {place}", *_cells(row)) for place, row in enumerate(rows, start=1)),
    )


_EHCP_COLUMNS = (
    Column("Costs (£ a year)", ColumnKind.MONEY),
    Column("School’s own part (£ a year)", ColumnKind.MONEY),
    Column("Top-up (£ a year)", ColumnKind.MONEY),
    Column("Top-up to break even (£ a year)", ColumnKind.MONEY),
    Column("Top-up missing (£ a year)", ColumnKind.MONEY, "Below 0: today’s is more than that"),
    Column("Nobody can give (hours a year)", ColumnKind.HOURS, "Not in the cost"),
)


def _cells(row: GapEhcpRow) -> tuple[float, ...]:
    money = (row.cost, row.school_meets, row.top_up, row.break_even_top_up, row.top_up_missing)
    return (*(float(amount) for amount in money), row.hours_not_met)


def _tables(school: School, answer: GapAnswer) -> tuple[Table, ...]:
    ehcps = Table(
        name="gap_ehcps_by_pupil",
        says="What the statutory provision of each pupil with an EHCP costs and brings.",
        columns=(Column("Pupil", ColumnKind.CODE), *_EHCP_COLUMNS),
        rows=tuple((row.pupil, *_cells(row)) for row in answer.ehcps),
    )
    tables = (_pupils_table(school, answer), _items_table(answer), ehcps)
    return tuple(table for table in tables if table.rows)


def _pupils_table(school: School, answer: GapAnswer) -> Table:
    return Table(
        name="gap_pupils",
        says="What each pupil is short of, and the least money that would meet it alone.",
        columns=(
            Column("Pupil", ColumnKind.CODE),
            Column("Year"),
            Column("Short (hours a year)", ColumnKind.HOURS),
            Column("Money cannot meet (hours a year)", ColumnKind.HOURS),
            Column("Least money (£ a year)", ColumnKind.PENCE, "With nobody else worse off"),
            Column("At least (£ a year)", ColumnKind.PENCE, "Less than this would not do"),
        ),
        rows=tuple(
            (
                row.pupil,
                school.pupil_by_id[row.pupil].year_group,
                row.shortfall_hours,
                row.left_hours,
                None if row.money is None else float(row.money),
                float(row.money_bound),
            )
            for row in answer.pupils
        ),
    )


def _items_table(answer: GapAnswer) -> Table:
    return Table(
        name="gap_items",
        says="Every statutory line that is short, and what stands in the way.",
        columns=(
            Column("Line", ColumnKind.CODE),
            Column("Pupil", ColumnKind.CODE),
            Column("Where it is written"),
            Column("Short (hours a year)", ColumnKind.HOURS),
            Column("Money cannot meet (hours a year)", ColumnKind.HOURS),
            Column("Why"),
        ),
        rows=tuple(
            (row.item, row.pupil, row.source, row.shortfall_hours, row.left_hours, row.reason)
            for row in answer.items
        ),
    )
