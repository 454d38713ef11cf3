"""The sections that papers about one pupil have in common."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from planner.charts.duties import Duty, duties_of
from planner.charts.pupil_week import pupil_week
from planner.charts.register_words import dates, need_type_name, year_name
from planner.charts.words import counted, hours, pounds, sentence_case
from planner.documents.content import Chart, Figures, Paragraph, Part, Section, Tone
from planner.documents.nation import NationWords, words_of
from planner.documents.papers.paper import Setting
from planner.documents.papers.pupil_money import PupilMoney
from planner.documents.papers.pupil_tables import (
    met_table,
    needs_table,
    provided_table,
    referrals_table,
    reviews_table,
    statutory_table,
    streams_table,
    terms_table,
)
from planner.school.codes import SenStatus
from planner.school.records import Pupil


def nation_of(setting: Setting) -> NationWords:
    """The words of the school's nation."""
    return words_of(setting.school.details.nation)


def pupil_of(setting: Setting) -> Pupil:
    """The pupil whom a paper is about."""
    return setting.school.pupil_by_id[setting.subject]


def about(setting: Setting) -> str:
    """The pupil in a few words: ``P014, Year 1``."""
    return f"{setting.subject}, {year_name(pupil_of(setting).year_group)}"


def facts_of(setting: Setting) -> tuple[tuple[str, str], ...]:
    """What is to be known of the pupil first."""
    pupil = pupil_of(setting)
    rows = [
        ("Pupil", setting.subject),
        ("Year group", year_name(pupil.year_group)),
        ("Class", pupil.class_name),
        ("Status", nation_of(setting).status(pupil.sen_status)),
        ("Primary type of need", sentence_case(need_type_name(pupil.primary_need))),
        ("On roll", dates(pupil.starts, pupil.leaves)),
    ]
    return tuple((name, said) for name, said in rows if said)


def duties_for(setting: Setting) -> tuple[Duty, ...]:
    """The statutory lines of the pupil that are in force in the year."""
    found = duties_of(setting.school, setting.plan)
    return tuple(duty for duty in found if duty.item.pupil == setting.subject)


def costs(setting: Setting, money: PupilMoney) -> Iterator[Section]:
    """What is provided and what it costs, and then where the money comes from."""
    title = "What is provided, and what it costs"
    if not money.lines:
        said = "The plan has no provision for this pupil beyond what everybody has."
        yield Section("costs", title, (Paragraph(said),))
        return
    tables = (provided_table(setting, money), met_table(money))
    yield Section("costs", title, tables, is_wide=True)
    parts = (Paragraph(_how_it_is_met(money)), streams_table(money))
    yield Section("money", "Where the money comes from", parts)


def _how_it_is_met(money: PupilMoney) -> str:
    """In a sentence: the first part, the top-up and what is beyond."""
    first, cost = money.first, money.cost
    said = (
        f"The school meets {pounds(first.school_meets)} a year before any top-up, which is counted "
        f"from the first line down. Of {pounds(cost)}, {pounds(money.first_part)} falls within it"
    )
    if first.top_up:
        said += f", top-up of {pounds(first.top_up)} a year meets {pounds(money.top_up)}"
    return f"{said}, and {pounds(money.beyond)} is beyond."


def week(setting: Setting) -> Section:
    """The weekly picture, with its chart and its figures."""
    picture = pupil_week(setting.school, setting.plan, setting.subject)
    parts: list[Part] = [
        Paragraph(f"{picture.title}.", Tone.LEAD),
        Paragraph(picture.note, Tone.NOTE),
    ]
    if picture.figure is not None:
        parts += [Chart(picture), Figures(picture.table)]
    return Section("week", "The week", tuple(parts))


def needs(setting: Setting) -> Section:
    """The needs, the outcomes hoped for, and how far the plan meets them."""
    figures = needs_table(setting)
    if not figures.table.rows:
        said = "No need is entered for this pupil."
        return Section("needs", "Needs and outcomes", (Paragraph(said),))
    return Section("needs", "Needs and outcomes", (figures,))


def statutory(setting: Setting) -> Iterator[Section]:
    """What the law says must be arranged, and how far it is; nothing where nothing is owed."""
    plan = nation_of(setting).plan
    title = f"What the {plan} and other duties ask for"
    duties = duties_for(setting)
    if duties:
        parts = (Paragraph(how_far_met(duties)), statutory_table(duties))
        yield Section("statutory", title, parts)
    elif pupil_of(setting).sen_status is SenStatus.EHCP:
        said = "No statutory line is entered that is in force this year."
        yield Section("statutory", title, (Paragraph(said),))


def how_far_met(duties: tuple[Duty, ...]) -> str:
    """How many statutory lines are met, and how many hours are short, in a sentence."""
    met = sum(duty.is_met for duty in duties)
    lines = counted(len(duties), "statutory line")
    if met == len(duties):
        return (
            f"All {lines} are met in full." if met > 1 else "The one statutory line is met in full."
        )
    short = sum(duty.hours_short for duty in duties)
    is_or_are = "is" if met == 1 else "are"
    return f"{met} of {lines} {is_or_are} met in full; {hours(short)} in the year are short."


def reviews(setting: Setting) -> Section:
    """What was measured before and after provision already given."""
    figures = reviews_table(setting)
    title = "What came of provision already given"
    if not figures.table.rows:
        return Section("reviews", title, (Paragraph("No provision has been reviewed yet."),))
    return Section("reviews", title, (figures,))


def referrals(setting: Setting) -> Iterator[Section]:
    """Referrals to services, where there are any."""
    figures = referrals_table(setting)
    if figures.table.rows:
        yield Section("referrals", "Services asked for", (figures,))


def term_by_term(setting: Setting, money: PupilMoney) -> Iterator[Section]:
    """Every line of the plan for the pupil."""
    if not money.provisions:
        return
    parts: tuple[Part, ...] = (terms_table(setting, money),)
    if money.has_referrals:
        parts = (Paragraph("Provision alone; referrals stand above.", Tone.NOTE), *parts)
    yield Section("terms", "Term by term", parts)


def worded(key: str, title: str, paragraphs: Iterable[Paragraph]) -> Iterator[Section]:
    """A section of the school’s own words; none where it has none."""
    parts = tuple(paragraphs)
    if parts:
        yield Section(key, title, parts)
