"""One page for a class: for each pupil what helps, who gives it and when. No costs stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import counted, listed, sentence_case, strand_name
from planner.documents.content import Document, Figures, Layout, Part, Section
from planner.documents.nation import words_of
from planner.documents.papers.frame import Face, framed, words_at
from planner.documents.papers.paper import About, Paper, Place, Setting
from planner.documents.papers.provided import Delivery, Provided
from planner.school.codes import SenStatus
from planner.school.records import Pupil

_TITLE = "Support plan for a class"


def _how_to_use(setting: Setting) -> str:
    coordinator = words_of(setting.school.details.nation).coordinator
    return (
        "What is planned for each pupil this year, in the classroom and out of it. Adults and "
        f"pupils are codes; ask the {coordinator} who is meant, and tell the {coordinator} when "
        "something does not take place or does not help."
    )


OPENING = Place("opening", "What the page is for, above the table", _how_to_use)


def write(setting: Setting) -> Document:
    """Write the page of a class."""
    delivery = Delivery(setting.school, setting.plan)
    pupils = [one for one in setting.school.pupils if one.class_name == setting.subject]
    rows = [(pupil, delivery.to(pupil.pupil)) for pupil in pupils]
    helped = [(pupil, provided) for pupil, provided in rows if provided]
    table = _table(setting, helped)
    parts: tuple[Part, ...] = words_at(setting, OPENING)
    if table.rows:
        parts += (Figures(table),)
    said = (
        f"{counted(len(helped), 'pupil')} of {len(pupils)} in the register have provision planned; "
        "the others are taught without any beyond what everybody has.",
        "Hours are those of a week in which it takes place. Who is named are the adults whose time "
        "is planned for it, so on one day it is one of them.",
    )
    face = Face(_TITLE, f"Class {setting.subject}", layout=Layout.ONE_WIDE_PAGE)
    return framed(setting, face, [Section("plan", "What helps, who and when", parts)], said)


def _table(setting: Setting, helped: Iterable[tuple[Pupil, tuple[Provided, ...]]]) -> Table:
    return Table(
        name="class_support_plan",
        says=f"What helps each pupil of class {setting.subject}, who gives it and when.",
        columns=(
            Column("Pupil", ColumnKind.CODE),
            Column("Needs help with"),
            Column("In class"),
            Column("Out of class"),
        ),
        rows=tuple(_row(setting, pupil, provided) for pupil, provided in helped),
    )


def _row(setting: Setting, pupil: Pupil, provided: tuple[Provided, ...]) -> tuple[Cell, ...]:
    needs = sorted(setting.school.needs_of[pupil.pupil], key=lambda need: -need.level)
    strands = (strand_name(need.strand) for need in needs)
    words = words_of(setting.school.details.nation)
    is_named = pupil.sen_status is not SenStatus.NONE
    status = f" ({words.status(pupil.sen_status)})" if is_named else ""
    return (
        pupil.pupil,
        f"{sentence_case(listed(strands)) or '–'}{status}",
        "\n".join(_lines(one for one in provided if not one.provision.withdraws)),
        "\n".join(_lines(one for one in provided if one.provision.withdraws)),
    )


def _lines(provided: Iterable[Provided]) -> Iterator[str]:
    """What a teacher has to know of each provision, in a line."""
    for one in provided:
        group = "" if one.provision.is_item else f", {one.group}"
        who = f"; {', '.join(one.adults)}" if one.adults else ""
        yield f"{one.provision.name}: {one.often}{group}{who}; {one.when}."


CLASS_PLAN = Paper(
    key="class_plan",
    title=_TITLE,
    for_whom="For a class’s teachers: what helps each pupil, who gives it and when, on one page.",
    about=About.CLASS,
    write=write,
    places=(OPENING,),
)
