"""Section F lines that cannot be planned as written, with what to ask the local authority for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from planner.charts.register_words import year_name
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, hours, listed, number
from planner.school.agreement.pins import withdrawal_limit
from planner.school.agreement.statute import what_would_count
from planner.school.agreement.tables import Tables
from planner.school.calendar import weeks_in_force
from planner.school.codes import Per
from planner.school.matching import counts_for, delivers_towards
from planner.school.records import Provision, Pupil, StatutoryItem
from planner.school.registers import Registers

PERIODS = {Per.WEEK: "a week", Per.TERM: "a term", Per.YEAR: "a year"}
_TINY = 1e-6
_NOT_FOR_THEM = "Nothing to ask for: "


@dataclass(frozen=True)
class Obstacle:
    """One thing that keeps a line from being planned as it is written.

    Attributes:
        what: What is wrong, as a sentence.
        ask: What to ask the local authority for, or what the school itself puts right.
    """

    what: str
    ask: str


@dataclass(frozen=True)
class UnplannableLine:
    """A statutory item with all that keeps it from being planned; ``row`` is its row."""

    row: int
    item: StatutoryItem
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True)
class _Line:
    """A statutory item, the pupil it is for and the provision that counts towards it."""

    item: StatutoryItem
    pupil: Pupil
    counting: tuple[Provision, ...]
    tables: Tables


def unplannable_lines(registers: Registers) -> tuple[UnplannableLine, ...]:
    """Find the statutory items that cannot be planned as written, in the order of their rows.

    Nothing is said on the strength of a row that could not be read.
    """
    tables = Tables(registers)
    found = ((row, item, tuple(_obstacles(item, tables))) for row, item in registers.statutory)
    return tuple(UnplannableLine(*line) for line in found if line[2])


def unplannable_table(lines: tuple[UnplannableLine, ...]) -> Table:
    """The lines that cannot be planned as a table, a row for each thing that is wrong."""
    return Table(
        name="cannot_be_planned",
        says="Statutory lines that cannot be planned as written, and what to ask for.",
        columns=(
            Column("Item", ColumnKind.CODE),
            Column("Pupil", ColumnKind.CODE),
            Column("Written in"),
            Column("Asks for"),
            Column("What is wrong"),
            Column("What to ask for"),
        ),
        rows=tuple(
            (
                line.item.item,
                line.item.pupil,
                line.item.source,
                asks_for(line.item),
                obstacle.what,
                obstacle.ask,
            )
            for line in lines
            for obstacle in line.obstacles
        ),
    )


def unplannable_says(lines: tuple[UnplannableLine, ...], items: int) -> str:
    """How many lines cannot be planned as written, in a sentence.

    Args:
        lines: Those that cannot.
        items: How many statutory lines there are in all.
    """
    if not items:
        return "No statutory line is entered."
    if not lines:
        return f"All {counted(items, 'statutory line')} can be planned as written."
    pupils = len({line.item.pupil for line in lines})
    return (
        f"{len(lines)} of {counted(items, 'statutory line')}, for {counted(pupils, 'pupil')}, "
        "cannot be planned as written."
    )


def asks_for(item: StatutoryItem) -> str:
    """What an item asks for: ``20 hours a week``."""
    return f"{hours(item.hours)} {PERIODS[item.per]}"


def _obstacles(item: StatutoryItem, tables: Tables) -> Iterator[Obstacle]:
    school = tables.school
    if item.hours == 0:
        yield Obstacle(
            "No hours are given.",
            "Ask the local authority how many hours, how often, in how large a group and by whom.",
        )
    pupil = school.pupil_by_id.get(item.pupil)
    if pupil is None:
        if not tables.knows("pupils", item.pupil):
            yield Obstacle(
                f"{item.pupil} is not among the pupils.",
                f"{_NOT_FOR_THEM}enter {item.pupil} in the pupil register, or correct the code.",
            )
        return
    counting = tuple(row for row in school.provisions if counts_for(row, item, school))
    line = _Line(item, pupil, counting, tables)
    for check in _CHECKS:
        yield from check(line)


def _named_provisions_are_there(line: _Line) -> Iterator[Obstacle]:
    for code in line.item.provisions:
        provision = line.tables.school.provision_by_id.get(code)
        if provision is not None:
            yield from _fits(provision, line.pupil)
        elif not line.tables.knows("provisions", code):
            yield Obstacle(
                f"It names {code}, which is not in the catalogue.",
                f"{_NOT_FOR_THEM}add {code} to the catalogue, or correct the code.",
            )


def _fits(provision: Provision, pupil: Pupil) -> Iterator[Obstacle]:
    code = provision.provision
    if provision.is_item:
        yield Obstacle(
            f"It names {code}, which is equipment and gives no hours.",
            "Ask the local authority which support goes with it, and for how many hours.",
        )
    elif not provision.is_for(pupil.year_group):
        yield Obstacle(
            f"It names {code}, which is not for {year_name(pupil.year_group)}.",
            f"Ask the local authority what takes its place now that {pupil.pupil} is in "
            f"{year_name(pupil.year_group)}, or add the year group to {code}.",
        )


def _something_counts(line: _Line) -> Iterator[Obstacle]:
    known = {row.provision for row in line.tables.school.provisions}
    names_only_strangers = bool(line.item.provisions) and known.isdisjoint(line.item.provisions)
    torn = line.tables.registers.torn & {"provisions", "effects"}
    if line.counting or names_only_strangers or torn:
        return
    yield Obstacle(
        f"No provision of the catalogue counts towards it: {what_would_count(line.item)}.",
        "Ask the local authority what is to be done, how often, in how large a group and by whom; "
        "then add that provision to the catalogue.",
    )


def _somebody_has_the_skill(line: _Line) -> Iterator[Obstacle]:
    skill, school = line.item.skill, line.tables.school
    if not skill or "staff" in line.tables.registers.torn:
        return
    ask = (
        "Ask the local authority who is to give it, and who pays for that or for training in "
        f"{skill}."
    )
    if not any(delivers_towards(member, line.item) for member in school.staff):
        yield Obstacle(f"Nobody has the skill {skill}.", ask)
    elif line.counting and not any(
        delivers_towards(member, line.item)
        for row in line.counting
        for member in school.deliverers_of[row.provision]
    ):
        names = listed(row.provision for row in line.counting)
        yield Obstacle(f"Nobody who has the skill {skill} may deliver {names}.", ask)


def _somebody_delivers_it(line: _Line) -> Iterator[Obstacle]:
    school = line.tables.school
    if line.item.skill or not line.counting or "staff" in line.tables.registers.torn:
        return
    if any(school.deliverers_of[row.provision] for row in line.counting):
        return
    names = listed(row.provision for row in line.counting)
    yield Obstacle(
        f"Nobody can deliver {names}.",
        "Ask the local authority who is to give it and who pays for them.",
    )


def _it_fits_the_week(line: _Line) -> Iterator[Obstacle]:
    asked = _hours_a_week(line)
    week = line.tables.school.details.school_week_hours
    if asked > week + _TINY:
        yield Obstacle(
            f"It comes to {hours(round(asked, 2))} a week, and the school week has {number(week)}.",
            "Ask the local authority to correct the hours or the period, or to say what is given "
            "outside the school week.",
        )
    elif line.counting:
        yield from _it_fits_what_counts(line, asked)


def _it_fits_what_counts(line: _Line, asked: float) -> Iterator[Obstacle]:
    """Hours out of class stay within the pupil's limit, and none goes beyond what is given."""
    week = line.tables.school.details.school_week_hours
    limit = withdrawal_limit(line.tables, line.pupil)
    outside = sum(_most_hours(row, week) for row in line.counting if row.withdraws)
    inside = sum(_most_hours(row, week) for row in line.counting if not row.withdraws)
    names = listed(row.provision for row in line.counting)
    if asked > outside + inside + _TINY:
        given = hours(round(outside + inside, 2))
        yield Obstacle(
            f"It comes to {hours(round(asked, 2))} a week, and {names} can give at most {given}.",
            f"Ask the local authority what else counts towards it, or raise what {names} may give.",
        )
    elif asked > min(outside, limit) + inside + _TINY:
        yield Obstacle(
            f"It comes to {hours(round(asked, 2))} a week of {names}, out of class, and "
            f"{line.pupil.pupil} may be out of class for {number(limit)}.",
            "Ask the local authority whether it may be given in class, or agree a higher limit for "
            f"{line.pupil.pupil}.",
        )


def _hours_a_week(line: _Line) -> float:
    """What an item comes to in its fullest week [h/week]; 0 where no term says its weeks.

    A term's hours fall into the shortest term in force, a year's into all weeks in force.
    """
    item = line.item
    if item.per is Per.WEEK:
        return item.hours
    in_force = [
        (term.weeks, weeks)
        for term in line.tables.school.terms
        if (weeks := weeks_in_force(item, line.pupil, term)) > 0
    ]
    if not in_force:
        return 0.0
    if item.per is Per.TERM:
        return item.hours / min(weeks for weeks, _ in in_force)
    return item.hours / sum(weeks for _, weeks in in_force)


def _most_hours(provision: Provision, week: float) -> float:
    """The most that a pupil can have of a provision in a week [h/week]."""
    if provision.is_programme:
        return provision.session_hours_per_week
    return week if provision.max_hours is None else provision.max_hours


_CHECKS: tuple[Callable[[_Line], Iterator[Obstacle]], ...] = (
    _named_provisions_are_there,
    _something_counts,
    _somebody_has_the_skill,
    _somebody_delivers_it,
    _it_fits_the_week,
)
