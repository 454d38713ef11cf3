"""The tables of the whole-school provision map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from planner.charts.money import BUDGET_LINES, REFERRALS
from planner.charts.register_words import year_name
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import sentence_case, strand_name
from planner.documents.content import Figures
from planner.documents.pack.effects import effects_table
from planner.documents.papers.every_pound import Spent, sums_by
from planner.documents.papers.given import Given, PartGiven, parts_of, weekly
from planner.documents.papers.given_words import NO_AREA, areas_named, given_as, tier_title
from planner.documents.papers.told import Told, pupils_of
from planner.school.codes import Strand, Tier
from planner.school.fields import KEY_STAGES, YEAR_GROUPS

GATHERED = "Other provision, each for few pupils"
_SEVERAL = "Several"
_STAGES = {"EYFS": "Early years", **{f"KS{stage}": f"Key Stage {stage}" for stage in range(1, 6)}}
ALL_TOGETHER = "Provision and adults’ time together"
_RECEIVED = "Pupils’ hours (a week)"
_ADULTS = "Adults’ hours (a week)"
_COST = "Cost (£ a year)"
_AMOUNTS = (
    Column(_RECEIVED, ColumnKind.HOURS, "Mean of the year’s teaching weeks"),
    Column(_ADULTS, ColumnKind.HOURS, "Mean of the year’s teaching weeks, preparation included"),
    Column(_COST, ColumnKind.PENCE),
)
_TOTALS = (_RECEIVED, _ADULTS, _COST)


def provision_figures(told: Told) -> Figures:
    """Each provision in its tier: what it helps with, how many of each year it reaches, its cost.

    For the public, years are those of a key stage together.
    """
    bands = _bands(told)
    rows = [
        (*_name_cells(told, row), *_reach_cells(told, row, bands), *_amounts(told, row))
        for row in _rows_by_tier(told)
    ]
    table = Table(
        name="provision_by_tier_and_year",
        says="Each provision by tier, with the pupils of each year group who receive it.",
        columns=(
            Column("Tier", ColumnKind.CODE),
            Column("Provision"),
            Column("Helps mostly with"),
            Column("Given as"),
            *(Column(band.title, ColumnKind.SHOWN) for band in bands),
            Column("Pupils", _count(told)),
            *_AMOUNTS,
        ),
        rows=tuple(rows),
    )
    return Figures(table, total_of=_TOTALS)


def tiers_figures(told: Told) -> Figures:
    """Each tier: how many provisions it has, how many pupils they reach, and what they cost.

    The public is not told how many a tier reaches: beside the pupils of each provision that says
    how many have two of them.
    """

    def reached(given: Sequence[Given]) -> tuple[Cell, ...]:
        return (len(pupils_of(given)),) if told.audience.sees_all else ()

    pupils = (Column("Pupils", ColumnKind.COUNT),) if told.audience.sees_all else ()
    rows: list[tuple[Cell, ...]] = []
    for tier in Tier:
        mine = [one for one in told.named if one.provision.tier is tier]
        if mine:
            rows.append((tier_title(tier), len(mine), *reached(mine), *_amounts(told, mine)))
    if told.gathered:
        kinds = len(told.gathered)
        rows.append((GATHERED, kinds, *reached(told.gathered), *_amounts(told, told.gathered)))
    table = Table(
        name="provision_by_tier",
        says="Each tier of provision with the pupils it reaches, its hours and its cost.",
        columns=(
            Column("Tier", ColumnKind.CODE),
            Column("Provisions", ColumnKind.COUNT),
            *pupils,
            *_AMOUNTS,
        ),
        rows=tuple(rows),
    )
    return Figures(table, total_of=("Provisions", *_TOTALS))


def years_figures(told: Told) -> Figures:
    """Each year group: how many receive something, and what they receive and cost."""
    school, reach = told.school, told.reach
    parts: dict[str, list[PartGiven]] = defaultdict(list)
    for part in parts_of(told.given):
        pupil = school.pupil_by_id.get(part.pupil or "")
        parts[pupil.year_group if pupil else ""].append(part)
    helped = pupils_of(told.given)
    needs = reach.needs_by_pupil()
    rows: list[tuple[Cell, ...]] = []
    for year in _years(told):
        pupils = [one.pupil for one in school.pupils if one.year_group == year]
        mine = [need for pupil in pupils for need in needs.get(pupil, ())]
        met = 100 * reach.planned_mean(mine) if mine else None
        receive = sum(pupil in helped for pupil in pupils)
        rows.append((year_name(year), len(pupils), receive, *_of_parts(told, parts[year]), met))
    if parts[""]:
        rows.append(("No pupil", None, None, *_of_parts(told, parts[""]), None))
    table = Table(
        name="provision_by_year",
        says="Each year group with what its pupils receive, what it costs and how far needs are "
        "met.",
        columns=(
            Column("Year group", ColumnKind.CODE),
            Column("In the register (pupils)", ColumnKind.COUNT),
            Column("Receive provision (pupils)", ColumnKind.COUNT),
            *_AMOUNTS,
            Column("Needs met (%)", ColumnKind.PERCENT),
        ),
        rows=tuple(rows),
    )
    return Figures(
        table, total_of=("In the register (pupils)", "Receive provision (pupils)", *_TOTALS)
    )


def needs_figures(told: Told) -> Figures:
    """Each strand of need: how many there are, what is given for it, and how far it is met."""
    parts: dict[Strand | None, list[PartGiven]] = defaultdict(list)
    for part in parts_of(told.given):
        parts[part.strand].append(part)
    sees_all = told.audience.sees_all
    rows: list[tuple[Cell, ...]] = []
    for one in told.needs:
        amounts = _helped(told, parts[one.strand]) if sees_all else ()
        rows.append(
            (
                sentence_case(strand_name(one.strand)),
                sentence_case(one.strand.area.value),
                one.count,
                *amounts,
                None if one.today is None else 100 * one.today,
                None if one.planned is None else 100 * one.planned,
            )
        )
    if sees_all and parts[None]:
        rows.append((NO_AREA, "–", None, *_helped(told, parts[None]), None, None))
    table = Table(
        name="provision_by_need",
        says="Each strand of need with what is given for it, and how far it is met.",
        columns=(
            Column("Strand of need", ColumnKind.CODE),
            Column("Area of need"),
            Column("Needs", ColumnKind.COUNT),
            *((Column("Helped (pupils)", ColumnKind.COUNT), *_AMOUNTS) if sees_all else ()),
            Column("Met today (%)", ColumnKind.PERCENT),
            Column("Met in the plan (%)", ColumnKind.PERCENT),
        ),
        rows=tuple(rows),
    )
    return Figures(table, total_of=("Needs", *_TOTALS) if sees_all else ())


def areas_figures(told: Told) -> Figures:
    """Each area of need: whom it reaches and what is given for it."""
    parts: dict[str, list[PartGiven]] = defaultdict(list)
    for part in parts_of(told.given):
        name = part.strand.area.value if part.strand else NO_AREA
        parts[sentence_case(name)].append(part)
    rows = sorted(
        ((name, *_helped(told, some)) for name, some in parts.items()),
        key=lambda row: (row[0] == NO_AREA, -float(row[-1] or 0)),
    )
    table = Table(
        name="provision_by_area",
        says="Each area of need with the pupils helped in it, hours and cost.",
        columns=(
            Column("Area of need", ColumnKind.CODE),
            Column("Helped (pupils)", ColumnKind.COUNT),
            *_AMOUNTS,
        ),
        rows=tuple(rows),
    )
    return Figures(table, total_of=_TOTALS)


def uses_figures(told: Told) -> Figures:
    """All that the plan spends by what it is for; the total is the plan's own."""
    rows: list[tuple[str, float]] = []
    for tier in Tier:
        mine = [one for one in told.named if one.provision.tier is tier]
        if mine:
            rows.append((f"{tier_title(tier)} provision", float(_cost(mine))))
    if told.gathered and not told.may_tell_gathered:
        rows.append((ALL_TOGETHER, float(_cost(told.gathered) + told.idle)))
    else:
        rows += [(GATHERED, float(_cost(told.gathered)))] if told.gathered else []
        rows.append((told.time_heading, float(told.idle)))
    rows += _lines(told)
    table = Table(
        name="spending_by_use",
        says="Everything that the plan spends, by what it is for.",
        columns=(Column("What it is for", ColumnKind.CODE), Column(_COST, ColumnKind.PENCE)),
        rows=tuple(rows),
    )
    return Figures(table, total_of=(_COST,))


def sources_figures(told: Told) -> Figures:
    """All that the plan spends by where the money comes from."""
    spent = "Spent (£ a year)"
    table = Table(
        name="spending_by_source",
        says="Everything that the plan spends, by where the money comes from.",
        columns=(
            Column("Where the money comes from", ColumnKind.CODE),
            Column(spent, ColumnKind.PENCE),
        ),
        rows=tuple((name, float(amount)) for name, amount in told.sources.items()),
    )
    return Figures(table, total_of=(spent,))


def evidence_figures(told: Told) -> Figures:
    """What an hour of each provision in use is thought to be worth, and how well that is known."""
    used = {one.provision.provision for one in told.named}
    effects = tuple(one for one in told.school.effects if one.provision in used)
    return Figures(effects_table(replace(told.school, effects=effects)))


def _count(told: Told) -> ColumnKind:
    """What a column of counts holds: words too, where small ones are hidden."""
    return ColumnKind.COUNT if told.audience.sees_all else ColumnKind.SHOWN


@dataclass(frozen=True)
class _Band:
    """A column of pupils: those of one or several year groups."""

    title: str
    years: frozenset[str]


def _bands(told: Told) -> list[_Band]:
    if told.audience.sees_all:
        return [_Band(year_name(year), frozenset({year})) for year in _years(told)]
    stages = dict.fromkeys(KEY_STAGES[year] for year in _years(told))
    return [
        _Band(
            _STAGES.get(stage, stage), frozenset(y for y, one in KEY_STAGES.items() if one == stage)
        )
        for stage in stages
    ]


def _years(told: Told) -> list[str]:
    years = {one.year_group for one in told.school.pupils}
    return [year for year in YEAR_GROUPS if year in years]


def _rows_by_tier(told: Told) -> list[tuple[Given, ...]]:
    """The rows in the order of the tiers, each a provision, and last what is taken together."""
    rows: list[tuple[Given, ...]] = [(one,) for one in told.named]
    return [*rows, told.gathered] if told.gathered else rows


def _reach_cells(told: Told, row: tuple[Given, ...], bands: Sequence[_Band]) -> list[Cell]:
    """How many of each band receive some provisions, and how many in all.

    A provision that is not for the years of a band has a dash there: everybody can know that it is
    nobody, so that what is hidden elsewhere must not hang on it.
    """
    pupils = [told.school.pupil_by_id[pupil].year_group for pupil in pupils_of(row)]
    counts = [sum(year in band.years for year in pupils) for band in bands]
    is_for = [
        bool(count)
        or any(not one.provision.years or band.years & {*one.provision.years} for one in row)
        for band, count in zip(bands, counts, strict=True)
    ]
    asked = [count for count, wanted in zip(counts, is_for, strict=True) if wanted]
    shown = iter(told.safe(asked))
    cells: list[Cell] = [told.count(next(shown)) if wanted else "–" for wanted in is_for]
    return [*cells, told.count(told.pupils(row))]


def _name_cells(told: Told, row: tuple[Given, ...]) -> tuple[str, ...]:
    if row == told.gathered:
        return _SEVERAL, GATHERED, "–", "–"
    (one,) = row
    return (
        tier_title(one.provision.tier),
        one.provision.name,
        areas_named(told.areas(one)),
        given_as(one.provision),
    )


def _amounts(told: Told, some: Sequence[Given]) -> tuple[Cell, ...]:
    """Hours of pupils and of adults a week, and the cost, where they may be told."""
    if tuple(some) == told.gathered and not told.may_tell_gathered:
        return None, None, None
    return (
        weekly(sum(one.hours for one in some), told.school),
        weekly(sum(one.adult_hours for one in some), told.school),
        float(_cost(some)),
    )


def _of_parts(told: Told, parts: Iterable[PartGiven]) -> tuple[Cell, ...]:
    some = tuple(parts)
    return (
        weekly(sum(part.hours for part in some), told.school),
        weekly(sum(part.adult_hours for part in some), told.school),
        float(sum((part.cost for part in some), Decimal(0))),
    )


def _helped(told: Told, parts: Iterable[PartGiven]) -> tuple[Cell, ...]:
    some = tuple(parts)
    pupils = {part.pupil for part in some if part.pupil is not None}
    return len(pupils), *_of_parts(told, some)


def _cost(some: Iterable[Given]) -> Decimal:
    return sum((one.cost for one in some), Decimal(0))


def _lines(told: Told) -> list[tuple[str, float]]:
    """Budget lines, for the public together as the name of one may tell too much, and referrals."""
    owed = told.lines_and_referrals
    if not told.audience.sees_all:
        by_heading = sums_by(owed, lambda one: one.heading)
        return [(heading, float(by_heading[heading])) for heading in sorted(by_heading)]
    names = {line.line: line.name or line.line for line in told.school.budget_lines}

    def name(one: Spent) -> str:
        return REFERRALS if one.line is None else f"{BUDGET_LINES[:-1]}: {names[one.line]}"

    sums = sums_by(owed, name)
    ranked = sorted(sums, key=lambda name: (name == REFERRALS, -sums[name], name))
    return [(name, float(sums[name])) for name in ranked]
