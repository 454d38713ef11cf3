"""The individual costed provision map: what one pupil is provided with, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator

from planner.charts.register_words import day
from planner.charts.words import counted, hours, listed, pounds
from planner.documents.content import Document, Points, Section
from planner.documents.papers import assumed, pupil_parts
from planner.documents.papers.frame import Face, framed, words_at
from planner.documents.papers.paper import About, Paper, Place, Setting
from planner.documents.papers.pupil_money import PupilMoney, money_of
from planner.documents.papers.rates import how_the_rate_counts
from planner.school.codes import SenStatus

_TITLE = "Individual costed provision map"


def _opening(setting: Setting) -> str:
    return (
        f"What the school plans for {setting.subject} in {setting.school.details.academic_year} "
        "beyond what every pupil has, what it costs, how that is met, and what should come of it."
    )


def _nothing(setting: Setting) -> str:
    return ""


def _review(setting: Setting) -> str:
    school = setting.school
    ends = listed(day(term.end) for term in school.terms)
    words = pupil_parts.nation_of(setting)
    said = f"The provision is looked at again at the end of each term: by {ends}."
    if pupil_parts.pupil_of(setting).sen_status is SenStatus.EHCP:
        said += f"\n\nDate of the next review of the {words.plan}: not entered."
    return said


OPENING = Place("opening", "What the map is for, under its heading", _opening)
VIEWS = Place("views", "What the pupil and the family say; blank: left out", _nothing)
REVIEW = Place("review", "When it is reviewed, and with whom", _review)


def write(setting: Setting) -> Document:
    """Write the map of a pupil."""
    money = money_of(setting)
    face = Face(_TITLE, pupil_parts.about(setting), pupil_parts.facts_of(setting))
    sections = (
        _in_short(setting, money),
        *pupil_parts.worded("views", "What the pupil and family say", words_at(setting, VIEWS)),
        *pupil_parts.costs(setting, money),
        pupil_parts.week(setting),
        pupil_parts.needs(setting),
        *pupil_parts.statutory(setting),
        pupil_parts.reviews(setting),
        *pupil_parts.referrals(setting),
        *pupil_parts.worded("review", "Review", words_at(setting, REVIEW)),
        *pupil_parts.term_by_term(setting, money),
    )
    return framed(setting, face, sections, assumptions(setting, money))


def _in_short(setting: Setting, money: PupilMoney) -> Section:
    points = tuple(_points(setting, money))
    return Section("in_short", "In short", (*words_at(setting, OPENING), Points(points)))


def _points(setting: Setting, money: PupilMoney) -> Iterator[str]:
    received = sum(one.hours for one in money.provisions if not one.provision.is_item)
    provisions = counted(len(money.provisions), "provision")
    if money.has_referrals:
        referrals = counted(len(money.lines) - len(money.provisions), "referral")
        provisions = f"{provisions} and {referrals}"
    yield (
        f"{provisions}, {hours(received)} in the year, which cost the school {pounds(money.cost)}."
    )
    first = pounds(money.first.school_meets)
    if money.over_the_threshold is None:
        yield f"All of it falls within the first {first}, which the school meets itself."
    else:
        yield (
            f"{pounds(money.first_part)} falls within the first {first}, which the school meets "
            f"itself; top-up meets {pounds(money.top_up)}; {pounds(money.beyond)} is beyond."
        )
    if money.claimed is not None and money.provisions:
        less = money.claimed.under_recovered
        word = "less" if less >= 0 else "more"
        yield (
            f"At the local authority’s rate the provision comes to "
            f"{pounds(money.claimed.claimed)}, {pounds(abs(less))} {word} than it costs."
        )
    if duties := pupil_parts.duties_for(setting):
        yield pupil_parts.how_far_met(duties)


def assumptions(setting: Setting, money: PupilMoney) -> Iterator[str]:
    """What the figures of a paper about one pupil take for granted."""
    yield assumed.costs_are_true()
    yield (
        "The part that the school meets before top-up is "
        f"{pounds(setting.school.details.high_needs_threshold)} a year by its own entry, by days "
        "for a pupil on roll for a part of the year; top-up is what names the pupil."
    )
    yield how_the_rate_counts(money.ledger)
    if money.has_referrals:
        yield "A referral stands at what it costs; the authority’s rate says nothing of it."
    yield assumed.effects_are_estimates()
    mine = {row.provision for row in setting.plan.allocations if row.pupil == setting.subject}
    if mine:
        yield from assumed.effects_were_changed(setting, mine)
    yield assumed.weeks_are_taught(setting)


PROVISION_MAP = Paper(
    key="provision_map",
    title=_TITLE,
    for_whom="For a pupil’s file, a review meeting and the local authority: everything that one "
    "pupil is provided with, what it costs and how the first part of the cost is met.",
    about=About.PUPIL,
    write=write,
    places=(OPENING, VIEWS, REVIEW),
)
