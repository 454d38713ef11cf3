"""The tables of an inclusion strategy: activities with their cost by stream, impact and review."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.charts.register_words import day
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import listed, percent, sentence_case, strand_name, stream_kind_name
from planner.documents.content import Figures
from planner.documents.pack.nobody import names_nobody
from planner.documents.papers.every_pound import Spent, kind_of_stream, sums_by, total_of
from planner.documents.papers.given import Given
from planner.documents.papers.given_words import evidence_of, tier_title
from planner.documents.papers.map_tables import ALL_TOGETHER, GATHERED, needs_figures
from planner.documents.papers.told import Told, pupils_of
from planner.school.codes import StreamKind
from planner.school.records import Provision
from planner.school.school import School

FUND = StreamKind.INCLUSIVE_MAINSTREAM_FUND
_FUND = stream_kind_name(FUND)
_FROM_FUND = "From the fund (£)"
_FROM_OTHERS = "From other money (£)"
_BUDGETED = "Budgeted cost (£ a year)"
_WHOLE_SCHOOL = "Whole school"
_OTHER_LINES = "Other budget lines"
_OTHER_OWED = "Other budget lines, and referrals"
_MEASURES = "outcomes before and after, and sessions attended"


@dataclass(frozen=True)
class Activity:
    """Something that the plan pays for, as a line of the strategy.

    Attributes:
        name: What it is called.
        tier: How far beyond everyday teaching it goes, in words.
        barriers: What it helps with, in words.
        pupils: How many it reaches; blank where that is not counted.
        spent: The money for it.
        given: The provision that it is, where it is a single one that may be told by name.
    """

    name: str
    tier: str
    barriers: str
    pupils: int | str
    spent: tuple[Spent, ...]
    given: Given | None = None


def activities_of(told: Told) -> tuple[Activity, ...]:
    """Everything that the plan pays for: what the fund pays most for first, the rest by cost."""
    found = [*_provision(told), *_lines(told)]
    found.sort(key=lambda one: (-from_fund(told.school, one.spent), -total_of(one.spent), one.name))
    return (*found, *_rest(told))


def from_fund(school: School, spent: Iterable[Spent]) -> Decimal:
    """What the Inclusive Mainstream Fund pays of some spending [GBP/year]."""
    return total_of(one for one in spent if kind_of_stream(one.stream, school) is FUND)


def activity_figures(told: Told) -> Figures:
    """Each activity with the barriers it is for and its budgeted cost by stream."""
    table = Table(
        name="activity",
        says="Each activity with the barriers it is for, and what it costs from which money.",
        columns=(
            Column("Activity", ColumnKind.CODE),
            Column("Universal or targeted"),
            Column("Barriers to learning and participation"),
            Column("Pupils", ColumnKind.SHOWN),
            Column(_FROM_FUND, ColumnKind.PENCE, "Inclusive Mainstream Fund, in the plan year"),
            Column(_FROM_OTHERS, ColumnKind.PENCE, "Core budget and all other money"),
            Column(_BUDGETED, ColumnKind.PENCE),
            Column("Other money is"),
        ),
        rows=tuple(_activity_row(told, one) for one in activities_of(told)),
    )
    return Figures(table, total_of=(_FROM_FUND, _FROM_OTHERS, _BUDGETED))


def impact_figures(told: Told) -> Figures:
    """What each activity is to bring, what is known of it, and when it is reviewed by what."""
    given = [one.given for one in activities_of(told) if one.given is not None]
    table = Table(
        name="impact_and_review",
        says="What each activity is meant to bring, what is known of it, and its review.",
        columns=(
            Column("Activity", ColumnKind.CODE),
            Column("Intended impact (needs met, from today to the plan)"),
            Column("What is known of it"),
            Column("Reviewed"),
        ),
        rows=tuple(
            (
                one.provision.name,
                _impact(told, one),
                evidence_of(one.provision, told.school),
                _review(told, one.provision),
            )
            for one in given
        ),
    )
    return Figures(table)


def barriers_figures(told: Told) -> Figures:
    """The strands in which there are needs, how many, and how far they are met."""
    figures = needs_figures(told)
    first = replace(figures.table.columns[0], title="Barrier")
    table = replace(
        figures.table,
        name="barriers",
        says="The strands of need in which pupils meet barriers, and how far they are met.",
        columns=(first, *figures.table.columns[1:]),
    )
    return replace(figures, table=table)


def _provision(told: Told) -> Iterator[Activity]:
    for one in told.named:
        strands = listed(strand_name(strand) for strand in told.strands(one))
        yield Activity(
            name=one.provision.name,
            tier=tier_title(one.provision.tier),
            barriers=sentence_case(strands) or "Several",
            pupils=len(pupils_of([one])),
            spent=one.spent,
            given=one,
        )
    if told.gathered and told.may_tell_gathered:
        spent = tuple(pound for one in told.gathered for pound in one.spent)
        pupils = told.count(told.pupils(told.gathered))
        yield Activity(GATHERED, "Several", "Several", pupils, spent)


def _lines(told: Told) -> Iterator[Activity]:
    """The budget lines that the fund pays for and that are for no pupil in particular."""
    for line in told.school.budget_lines:
        spent = tuple(one for one in told.pounds if one.line == line.line)
        if from_fund(told.school, spent) and names_nobody(line.name, told.school):
            yield Activity(line.name or "Budget line", _WHOLE_SCHOOL, "All", "–", spent)


def _rest(told: Told) -> Iterator[Activity]:
    """What no activity is: other budget lines, and adults' time that is not with pupils."""
    told_of = {one.line for some in _lines(told) for one in some.spent}
    owed = tuple(
        one for one in told.lines_and_referrals if one.line is None or one.line not in told_of
    )
    time, heading = told.time, told.time_heading
    if told.gathered and not told.may_tell_gathered:
        time += tuple(pound for one in told.gathered for pound in one.spent)
        heading = ALL_TOGETHER
    if owed:
        name = _OTHER_OWED if any(one.is_referral for one in owed) else _OTHER_LINES
        yield Activity(name, _WHOLE_SCHOOL, "–", "–", owed)
    if time:
        yield Activity(heading, _WHOLE_SCHOOL, "–", "–", time)


def _activity_row(told: Told, one: Activity) -> tuple[Cell, ...]:
    fund, whole = from_fund(told.school, one.spent), total_of(one.spent)
    others = sums_by(one.spent, told.source)
    names = [name for name in sorted(others, key=lambda name: -others[name]) if name != _FUND]
    return (
        one.name,
        one.tier,
        one.barriers,
        one.pupils,
        float(fund),
        float(whole - fund),
        float(whole),
        "; ".join(names),
    )


def _impact(told: Told, one: Given) -> str:
    """How far what an activity is for is to be met, by all that is planned for it."""
    told_of = {need.strand: need for need in told.needs}
    lines = []
    for strand in told.strands(one):
        # Of a strand that is hidden, so that another cannot be worked out, nothing is told.
        need = told_of.get(strand)
        if need is not None and need.planned is not None:
            since = "" if need.today is None else f"{percent(need.today)} to "
            name = sentence_case(strand_name(strand))
            # A line is not to end between a figure and its sign.
            lines.append(f"{name}: {since}{percent(need.planned)}".replace(" %", "\u00a0%"))
    return ";\n".join(lines) or "More of the help that its pupils need"


def _review(told: Told, provision: Provision) -> str:
    """By when it is looked at, and by the measures that enough pupils were measured by before."""
    terms = {row.term for row in told.plan.allocations if row.provision == provision.provision}
    last = max(told.school.term_by_id[term].end for term in terms)
    pupils: dict[str, set[str]] = defaultdict(set)
    for row in told.school.reviews:
        if row.provision == provision.provision and row.measure.strip():
            pupils[row.measure.strip()].add(row.pupil)
    measures = [name for name, whose in pupils.items() if told.audience.may_see(len(whose))]
    return f"By {day(last)}: {listed(measures) or _MEASURES}"
