"""The inclusion strategy that England's Inclusive Mainstream Fund asks schools to publish.

What it has to say is taken from two texts of the Department for Education, named in ``_SOURCES``:
activity against barriers to learning and participation, budgeted costs, the 7 principles of
inclusion, and a yearly review that is told on the cover. The other headings are our own; what the
texts leave to a school is a place for its own words.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.charts.register_words import day
from planner.charts.words import exact_pounds
from planner.documents.content import Document, Layout, Paragraph, Part, Section, Tone
from planner.documents.papers.every_pound import total_of
from planner.documents.papers.frame import Face, framed, words_at
from planner.documents.papers.map_tables import sources_figures
from planner.documents.papers.paper import About, Paper, Place, Setting
from planner.documents.papers.strategy_tables import (
    FUND,
    activity_figures,
    barriers_figures,
    from_fund,
    impact_figures,
)
from planner.documents.papers.told import Told, few_needs_note
from planner.periods import AcademicYear
from planner.school.codes import Nation
from planner.school.school import School

_TITLE = "Inclusion strategy"
# The conditions of grant are those of the financial year 2026 to 2027.
_YEAR_OF_CONDITIONS = AcademicYear(2026)
_SOURCES = (
    "What an inclusion strategy has to say is taken from “Developing an inclusion strategy using "
    "the inclusive mainstream fund” (Department for Education, 25 June 2026) and “Inclusive "
    "mainstream fund for schools: conditions of grant 2026 to 2027” (updated 25 June 2026), both "
    "on GOV.UK and read on 26 November 2026: activity to alleviate barriers to learning and "
    "participation, budgeted costs, the 7 principles of inclusion, publication by 31 December "
    "2026, and a yearly review of a strategy for several years, noted on its cover."
)


def _years(setting: Setting) -> str:
    return f"The academic year {setting.school.details.academic_year}"


def _published(setting: Setting) -> str:
    if setting.school.details.academic_year == _YEAR_OF_CONDITIONS:
        return "On the school’s website, by 31 December 2026"
    return "On the school’s website"


def _reviewed(setting: Setting) -> str:
    last = max(term.end for term in setting.school.terms)
    return f"By {day(last)}; a strategy for several years is reviewed every year"


def _statement(_: Setting) -> str:
    return (
        "The school uses its Inclusive Mainstream Fund alongside its core budget, the notional SEN "
        "budget included, to make what it offers more inclusive and to remove barriers to learning "
        "and participation that often occur, for all pupils and for those with special educational "
        "needs and disabilities: by universal provision that is inclusive, and by targeted support "
        "that is early and based on evidence."
    )


def _principles(_: Setting) -> str:
    return (
        "To be written by the school before this is published: how what it does follows the 7 "
        "principles of inclusion."
    )


def _barriers(_: Setting) -> str:
    return (
        "These are the strands in which pupils of the school need help, as the school has entered "
        "them, and how far that help is given today and in the plan of the year."
    )


def _impact(_: Setting) -> str:
    return (
        "An activity is meant to bring pupils more of the help that they need. The figures are "
        "those of all activities for a strand together."
    )


def _nothing(_: Setting) -> str:
    return ""


YEARS = Place("years", "Cover: which years the strategy is for", _years)
PUBLISHED = Place("published", "Cover: when and where it is published", _published)
REVIEWED = Place("reviewed", "Cover: when it is reviewed, and that it is every year", _reviewed)
APPROVED = Place("approved", "Cover: who has approved it", _nothing)
STATEMENT = Place("statement", "What the strategy is for", _statement)
PRINCIPLES = Place(
    "principles", "How what the school does follows the 7 principles of inclusion", _principles
)
BARRIERS = Place("barriers", "Barriers, and how they were identified", _barriers)
ACTIVITY = Place("activity", "What is to be said of the activities and their cost", _nothing)
IMPACT = Place("impact", "What the activities are meant to bring, and how that is seen", _impact)
REVIEW = Place("review", "What came of the strategy of the year before", _nothing)

_COVER = (
    ("Covers", YEARS),
    ("Published", PUBLISHED),
    ("Reviewed", REVIEWED),
    ("Approved by", APPROVED),
)


def write(setting: Setting) -> Document:
    """Write the strategy; it is public, so that no pupil is named and small numbers are hidden."""
    told = Told.of(setting)
    face = Face(_TITLE, facts=tuple(_facts(setting, told)), layout=Layout.WIDE)
    return framed(setting, face, _sections(setting, told), _assumed(setting))


def why_not(school: School) -> str:
    """Why a school has no such strategy to publish; blank where it has."""
    nation = school.details.nation
    if nation is Nation.ENGLAND:
        return ""
    return (
        f"The Inclusive Mainstream Fund is England’s, and so is the inclusion strategy that it "
        f"asks for. A school in {nation} has neither; its whole-school provision map says what it "
        "arranges and what that costs."
    )


def _facts(setting: Setting, told: Told) -> Iterator[tuple[str, str]]:
    for name, place in _COVER:
        if said := " ".join(place.text(setting).split()):
            yield name, said
    fund = [stream for stream in setting.school.funding if stream.kind is FUND]
    if fund:
        amount = exact_pounds(sum((stream.amount for stream in fund), total_of(())))
        spent = exact_pounds(from_fund(setting.school, told.pounds))
        yield "Inclusive Mainstream Fund", f"{amount} in the plan year, of which {spent} is planned"
    else:
        yield "Inclusive Mainstream Fund", "No such stream of money is entered"
    yield "Small numbers", f"Figures about fewer than {setting.fewest_shown} pupils are not shown"


def _sections(setting: Setting, told: Told) -> Iterator[Section]:
    yield Section("statement", "What this strategy is for", words_at(setting, STATEMENT))
    yield Section("principles", "The 7 principles of inclusion", words_at(setting, PRINCIPLES))
    yield Section(
        "barriers",
        "Barriers to learning and participation",
        (*words_at(setting, BARRIERS), *few_needs_note(told), barriers_figures(told)),
    )
    yield Section("activity", "Activity and budgeted costs", tuple(_activity(setting, told)))
    impact = impact_figures(told)
    parts: tuple[Part, ...] = (impact,) if impact.table.rows else ()
    yield Section(
        "impact", "Intended impact, and how it is reviewed", (*words_at(setting, IMPACT), *parts)
    )
    if before := words_at(setting, REVIEW):
        yield Section("before", "What came of the year before", before)
    yield Section(
        "money", "The money of the plan, by where it comes from", (sources_figures(told),)
    )


def _activity(setting: Setting, told: Told) -> Iterator[Part]:
    yield from words_at(setting, ACTIVITY)
    summary = setting.plan.summary
    whole = exact_pounds(summary.committed_cost + summary.planned_cost)
    yield Paragraph(
        f"What the fund pays for stands first, then what is done alongside it. The total, {whole}, "
        "is all that the plan spends in the year, to the penny: adults’ hours with pupils, their "
        "paid time that is not with pupils, materials, equipment, services, referrals and budget "
        "lines. Teachers’ salaries are not in it."
    )
    if told.gathered:
        yield Paragraph(
            "Provision that reaches few pupils is taken together, so that no figure is about so "
            "few.",
            Tone.NOTE,
        )
    yield activity_figures(told)


def _assumed(setting: Setting) -> Iterator[str]:
    yield _SOURCES
    yield (
        "The fund is paid by financial year and the plan is for an academic year: its amount is "
        "what the school entered for the plan year."
    )
    yield (
        "An activity costs what the plan pays for it: adults’ hours at the cost of an hour with "
        "on-costs, empty places in groups and materials included. Which money pays for what "
        "follows what each stream may pay for."
    )
    yield (
        "How far needs are met is an estimate: hours received, times what the school thinks an "
        "hour of the activity is worth for the need, against the hours that would meet it in full, "
        "weighted by priority."
    )
    if setting.school.details.academic_year != _YEAR_OF_CONDITIONS:
        yield (
            "The conditions named here are those of 2026 to 2027. Look up those of the year that "
            "this strategy is for."
        )


INCLUSION_STRATEGY = Paper(
    key="inclusion_strategy",
    title=_TITLE,
    for_whom="For the school’s website: what the Inclusive Mainstream Fund asks schools in England "
    "to publish by 31 December 2026. Write the parts that are the school’s own, and compare it "
    "with the Department’s template before it is published.",
    about=About.SCHOOL,
    write=write,
    is_public=True,
    places=(
        YEARS,
        PUBLISHED,
        REVIEWED,
        APPROVED,
        STATEMENT,
        PRINCIPLES,
        BARRIERS,
        ACTIVITY,
        IMPACT,
        REVIEW,
    ),
    why_not=why_not,
)
