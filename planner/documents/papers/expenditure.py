"""What a school spends on SEN, for governors, with the figures of the SEN information report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from planner.charts.glance_view import how_few_are_hidden
from planner.charts.leadership.audience import Audience, audience_of
from planner.charts.leadership.headline import sentences_of
from planner.charts.leadership.money import money_for
from planner.charts.leadership.statutory import statutory_hours
from planner.charts.picture import Picture
from planner.charts.register_words import tier_name
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import listed, pounds, sentence_case
from planner.documents.content import (
    Chart,
    Document,
    Figures,
    Paragraph,
    Part,
    Points,
    Section,
    Tone,
)
from planner.documents.nation import words_of
from planner.documents.papers import assumed
from planner.documents.papers.counts import glance_of, need_types_table, pupils_table
from planner.documents.papers.frame import Face, framed, to_others, words_at
from planner.documents.papers.paper import About, Paper, Place, Setting
from planner.documents.papers.spent import kinds_of, notional_of, streams_of
from planner.school.codes import Engagement, Tier

_SPENT = "Spent (£ a year)"


def _opening(setting: Setting) -> str:
    words = words_of(setting.school.details.nation)
    return (
        f"What the school receives for {words.needs_in_full}, what it plans to spend and on what, "
        f"with the figures that a report on {words.needs} has to give. No pupil is named."
    )


def _nothing(setting: Setting) -> str:
    return ""


OPENING = Place("opening", "What the paper is for, under its heading", _opening)
COMMENTARY = Place("commentary", "What the school says of these figures; blank: left out", _nothing)
POLICY = Place(
    "policy", "How needs are identified, reviewed and supported; blank: left out", _nothing
)


def write(setting: Setting) -> Document:
    """Write the paper for governors."""
    needs = words_of(setting.school.details.nation).needs
    audience = audience_of(setting.role, setting.fewest_shown)
    face = Face(f"{needs} expenditure for governors")
    sections = (
        _in_short(setting, audience),
        *_worded("commentary", "What the school says", setting, COMMENTARY),
        _money(setting, audience),
        _statutory(setting, audience),
        _pupils(setting),
        _provision(setting),
        _adults(setting),
        *_worded("policy", "How needs are met", setting, POLICY),
    )
    return framed(setting, face, sections, _assumed(setting, audience))


def _in_short(setting: Setting, audience: Audience) -> Section:
    # How sure the plan is, the last sentence, is said where it is told how all was worked out.
    said = sentences_of(setting.school, setting.plan, audience)[:-1]
    points = (*_notional(setting), *map(to_others, said))
    return Section("in_short", "In short", (*words_at(setting, OPENING), Points(points)))


def _notional(setting: Setting) -> Iterator[str]:
    """What the notional budget comes to beside all that is spent."""
    spent = _all_spent(setting)
    found = notional_of(setting.school, setting.plan)
    if found is None or found.received is None:
        yield f"The plan spends {pounds(spent)} in the year. No notional budget is entered."
        return
    yield (
        f"The notional SEN budget. {pounds(found.received)} is received, of which "
        f"{pounds(found.spent)} is spent; with all other money the plan spends {pounds(spent)}."
    )


def _all_spent(setting: Setting) -> Decimal:
    return sum((row.amount for row in setting.plan.spending), Decimal(0))


def _money(setting: Setting, audience: Audience) -> Section:
    school, plan = setting.school, setting.plan
    received, left = "Money in (£ a year)", "Left (£ a year)"
    streams = Table(
        name="money_by_stream",
        says="Money in, spent and left, by where it comes from.",
        columns=(
            Column("Where it comes from", ColumnKind.CODE),
            Column(received, ColumnKind.PENCE),
            Column(_SPENT, ColumnKind.PENCE),
            Column(left, ColumnKind.PENCE),
        ),
        rows=tuple(
            (one.name, _pounds(one.received), float(one.spent), _pounds(one.left))
            for one in streams_of(school, plan, audience)
        ),
    )
    kinds = Table(
        name="money_by_kind",
        says="What is spent, by kind of cost.",
        columns=(Column("Kind of cost", ColumnKind.CODE), Column(_SPENT, ColumnKind.PENCE)),
        rows=tuple((name, float(amount)) for name, amount in kinds_of(school, plan, audience)),
    )
    parts = (
        Figures(streams, "By where it comes from", (received, _SPENT, left)),
        Figures(kinds, "By kind of cost", (_SPENT,)),
        *_pictured(money_for(school, plan, audience)),
    )
    return Section("money", "The money", parts)


def _statutory(setting: Setting, audience: Audience) -> Section:
    picture = statutory_hours(setting.school, setting.plan, audience)
    parts = _pictured(picture)
    if picture.table.rows:
        parts += (Figures(picture.table),)
    return Section("statutory", "Statutory hours", parts)


def _pictured(picture: Picture) -> tuple[Part, ...]:
    """A picture with its sentence and how it is read."""
    lead = (Paragraph(f"{picture.title.rstrip('.')}.", Tone.LEAD),)
    note = (Paragraph(picture.note, Tone.NOTE),) if picture.note else ()
    return (*lead, *note, *((Chart(picture),) if picture.figure is not None else ()))


def _pupils(setting: Setting) -> Section:
    glance = glance_of(setting)
    types = need_types_table(setting, glance)
    told: Part = (
        Paragraph("Types of need are not told apart, because the counts are small.")
        if types is None
        else Figures(types, "By primary type of need")
    )
    parts = (
        Paragraph(how_few_are_hidden(setting.fewest_shown), Tone.NOTE),
        Figures(pupils_table(setting, glance), "By year group and status"),
        told,
    )
    return Section("pupils", "Pupils and their needs", parts)


def _provision(setting: Setting) -> Section:
    """What the school has in its catalogue; not how many receive it."""
    rows = tuple(
        (sentence_case(tier_name(tier)), listed(sorted(names)))
        for tier in Tier
        if (names := {one.name for one in setting.school.provisions if one.tier is tier})
    )
    table = Table(
        name="provision",
        says="The provision that the school can give, by tier.",
        columns=(Column("Tier", ColumnKind.CODE), Column("Provision that the school can give")),
        rows=rows,
    )
    return Section("provision", "Provision", (Figures(table),))


def _adults(setting: Setting) -> Section:
    """Who gives it: adults by role, and what they are trained in."""
    staff = setting.school.staff
    employed = Counter(one.role for one in staff if one.engagement is Engagement.EMPLOYED)
    bought = sorted({one.role for one in staff if one.engagement.is_by_the_hour})
    skills = sorted({skill for one in staff for skill in one.skills})
    number = "Adults employed"
    table = Table(
        name="adults",
        says="How many adults are employed in each role.",
        columns=(Column("Role", ColumnKind.CODE), Column(number, ColumnKind.COUNT)),
        rows=tuple(employed.most_common()),
    )
    parts: tuple[Part, ...] = (Figures(table, "", (number,)),) if table.rows else ()
    if bought:
        parts += (Paragraph(f"Bought by the hour: {listed(bought)}."),)
    if skills:
        parts += (Paragraph(f"Trained in or qualified for: {listed(skills)}."),)
    return Section("adults", "The adults", parts or (Paragraph("No adult is entered."),))


def _worded(key: str, title: str, setting: Setting, place: Place) -> Iterator[Section]:
    if words := words_at(setting, place):
        yield Section(key, title, words)


def _assumed(setting: Setting, audience: Audience) -> Iterator[str]:
    gathered = "" if audience.sees_all else " Money and costs that are about few are put together."
    yield (
        "Money in is what the school entered for the year. Spent is every pound of the plan once: "
        f"what is owed already, and what the plan adds.{gathered}"
    )
    yield (
        "The notional budget is an identified part of the school’s own budget. It is no extra "
        "money, and no limit on what is owed to pupils."
    )
    yield assumed.effects_are_estimates()
    yield from assumed.effects_were_changed(setting)
    yield assumed.choices_are_the_schools(setting)
    yield assumed.weeks_are_taught(setting)


def _pounds(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


EXPENDITURE = Paper(
    key="expenditure",
    title="SEN expenditure for governors",
    for_whom="For governors, and for the SEN information report: what is received and spent, by "
    "stream and by kind of cost, pupils and their needs in counts, provision and adults. Public.",
    about=About.SCHOOL,
    write=write,
    is_public=True,
    places=(OPENING, COMMENTARY, POLICY),
)
