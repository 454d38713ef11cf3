"""The whole-school provision map: what there is, for how many of which year and need, at what cost.

It is about the school and names no pupil. One version is for staff and governors who may read
plans; the other is for everybody, and hides figures about few pupils.
"""

from __future__ import annotations

from collections.abc import Iterator

from planner.charts.words import counted, exact_pounds, number, percent
from planner.documents.content import Document, Layout, Paragraph, Part, Points, Section, Tone
from planner.documents.nation import words_of
from planner.documents.papers.every_pound import total_of
from planner.documents.papers.frame import Face, framed, words_at
from planner.documents.papers.given import weekly
from planner.documents.papers.map_tables import (
    GATHERED,
    areas_figures,
    evidence_figures,
    needs_figures,
    provision_figures,
    sources_figures,
    tiers_figures,
    uses_figures,
    years_figures,
)
from planner.documents.papers.naming import naming_only
from planner.documents.papers.paper import About, Paper, Place, Setting
from planner.documents.papers.told import Told, few_needs_note, pupils_of

_TITLE = "Whole-school provision map"


def _how_to_read(setting: Setting) -> str:
    needs = words_of(setting.school.details.nation).needs
    return (
        f"What the school arranges for pupils with {needs} this year: each provision in its tier, "
        "from what helps in every class to what a specialist gives, with the pupils it reaches, "
        "the hours it takes and what it costs."
    )


def _nothing(_: Setting) -> str:
    return ""


OPENING = Place("opening", "What the map is for, above everything else", _how_to_read)
TIERS = Place("tiers", "What the school means by its tiers, above the provisions", _nothing)
NEXT = Place("next", "What follows from the map, and when it is looked at again", _nothing)


def write(setting: Setting) -> Document:
    """Write the map for whoever reads; no pupil is named in it."""
    told = Told.of(setting)
    face = Face(_TITLE, facts=tuple(_facts(told)), layout=Layout.WIDE)
    document = framed(setting, face, _sections(setting, told), _assumed(told))
    return naming_only(document, setting.school, ())


def _facts(told: Told) -> Iterator[tuple[str, str]]:
    if not told.audience.sees_all:
        least = told.audience.fewest_shown
        yield "Small numbers", f"Figures about fewer than {least} pupils are not shown"


def _sections(setting: Setting, told: Told) -> Iterator[Section]:
    yield Section(
        "in_short", "In short", (*words_at(setting, OPENING), Points(tuple(_in_short(told))))
    )
    yield Section(
        "tiers",
        "By tier, year group and need",
        (*words_at(setting, TIERS), *_small_note(told), provision_figures(told)),
    )
    yield Section("by_tier", "By tier", (tiers_figures(told),))
    if told.audience.sees_all:
        yield Section("by_year", "By year group", (years_figures(told),))
        yield Section("by_area", "By area of need", (areas_figures(told),))
    yield Section("by_need", "By strand of need", tuple(_needs(told)))
    yield Section(
        "evidence",
        "What is known of each provision",
        (Paragraph(_EVIDENCE, Tone.NOTE), evidence_figures(told)),
    )
    yield _money(told)
    if follows := words_at(setting, NEXT):
        yield Section("next", "What comes next", follows)


def _in_short(told: Told) -> Iterator[str]:
    school, audience = told.school, told.audience
    helped, register = len(pupils_of(told.given)), len(school.pupils)
    kinds = counted(len(told.given), "provision")
    # How many are left out may be few as well.
    if audience.may_see(helped) and audience.may_see(register - helped):
        yield f"{kinds} in use for {helped} of {counted(register, 'pupil')} in the register."
    else:
        yield f"{kinds} in use for {audience.counted(helped, 'pupil')}."
    if audience.may_see(helped):
        received = weekly(sum(one.hours for one in told.given), school)
        given = weekly(sum(one.adult_hours for one in told.given), school)
        yield (
            f"Pupils receive {number(received)} hours a week in all, in which adults give "
            f"{number(given)} hours, preparation included."
        )
    if audience.may_see(len(told.reach.needs_by_pupil())):
        met = percent(told.reach.planned_mean(told.reach.needs))
        today = told.reach.mean_today(told.reach.needs)
        before = "" if today is None else f"; today it is {percent(today)}"
        yield f"{met} of needs are met, weighted by their priority{before}."
    yield f"The plan spends {exact_pounds(total_of(told.pounds))} in the year."


def _small_note(told: Told) -> Iterator[Paragraph]:
    if told.gathered:
        yield Paragraph(
            f"“{GATHERED}” is what reaches fewer than {told.audience.fewest_shown} pupils, or had "
            "to be taken together with it so that no single provision can be worked out. Hours "
            "and costs by year group and by need are left out for the same reason.",
            Tone.NOTE,
        )


def _needs(told: Told) -> Iterator[Part]:
    yield from few_needs_note(told)
    unserved = len(told.plan.summary.unserved_needs)
    if unserved and told.audience.may_see(unserved):
        are = "is one that" if unserved == 1 else "are ones that"
        yield Paragraph(
            f"{unserved} of the needs {are} nothing in the catalogue serves, or that nobody has "
            "the skill to give; how far needs are met is told without them.",
            Tone.NOTE,
        )
    yield needs_figures(told)


_EVIDENCE = (
    "An hour of provision counts for as many effective hours as the school thinks it is worth for "
    "the need: that is an assumption. Months of progress are what trials measured, where there "
    "were any, and do not enter the plan."
)


def _money(told: Told) -> Section:
    summary = told.plan.summary
    total = summary.committed_cost + summary.planned_cost
    said = (
        f"The plan spends {exact_pounds(total)}: {exact_pounds(summary.committed_cost)} is owed "
        "whatever it does (the salaries of those employed, budget lines and referrals), and "
        f"{exact_pounds(summary.planned_cost)} is added by it. Both tables come to the same."
    )
    inside = (
        "In it are adults’ hours with pupils at what they cost the school, their paid time that "
        "is not with pupils, materials, equipment, services, referrals and budget lines. Not in "
        "it are teachers’ salaries and anything else that the school did not enter."
    )
    parts: list[Part] = [Paragraph(said), Paragraph(inside)]
    if summary.unfunded:
        what = f"{exact_pounds(summary.unfunded)} of it has no money that may pay it."
        parts.append(Paragraph(what, Tone.LEAD))
    parts += [uses_figures(told), sources_figures(told)]
    return Section("money", "What it costs, and who pays", tuple(parts))


def _assumed(told: Told) -> Iterator[str]:
    yield (
        "A provision costs what the plan pays for it: adults’ hours at the cost of an hour with "
        "on-costs, empty places in groups, materials and equipment. A salary is told apart by the "
        "hours given to each provision; what is left of it is paid time not with pupils."
    )
    if told.audience.sees_all:
        yield (
            "By year group, a provision’s cost is shared among its pupils as their places cost; by "
            "need, each pupil’s share is divided among their needs by how much an hour is thought "
            "to help with each. Everything is divided into whole pence, so that every table adds "
            "up to the same."
        )
    yield (
        "Hours a week are means over the teaching weeks of the year. A pupil who has two "
        "provisions is counted in both, so pupils of several rows are not to be added up."
    )
    yield (
        "How far a need is met is an estimate: hours received, times what an hour is thought to be "
        "worth for it, against the hours that would meet it in full; needs together are weighted "
        "by their priority."
    )


WHOLE_MAP = Paper(
    key="whole_map",
    title=_TITLE,
    for_whom="For staff and governors who may read plans: every provision by tier, year group "
    "and need, with its hours and cost. No pupil is named.",
    about=About.SCHOOL,
    write=write,
    places=(OPENING, TIERS, NEXT),
)
PUBLIC_WHOLE_MAP = Paper(
    key="whole_map_public",
    title=f"{_TITLE}, to publish",
    for_whom="For everybody, such as on the school’s website: the same map with figures about "
    "few pupils left out.",
    about=About.SCHOOL,
    write=write,
    is_public=True,
    places=(OPENING, TIERS, NEXT),
)
