"""The business case for one change: a scenario with its plan, beside the year as it is.

It says what is proposed, what that costs and who pays, what it does to pupils and to what the law
asks for, what else could be done, how sure all this is, and what is to be decided. No pupil is
named in it, not even where the scenario's own name does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from planner.charts.scenarios.figures_table import figures_table
from planner.charts.scenarios.gains_chart import gains_picture
from planner.charts.scenarios.words import account_of, sentence_of
from planner.charts.words import exact_pounds, sentence_case
from planner.documents.content import (
    Chart,
    Document,
    Facts,
    Figures,
    Paragraph,
    Part,
    Points,
    Section,
    Tone,
)
from planner.documents.pack.answers import sections_of_answers
from planner.documents.papers.case_tables import (
    Case,
    effect_figures,
    groups_figures,
    law_figures,
    money_figures,
    sources_figures,
    uses_figures,
)
from planner.documents.papers.frame import Face, framed, proven, words_at
from planner.documents.papers.naming import naming_only
from planner.documents.papers.paper import About, Paper, Place, Setting
from planner.errors import InputError, Problem
from planner.scenarios.compare import AS_IT_IS, Planned, compare

_TITLE = "Business case for a change"
# So many plans stand side by side on an upright page.
_MOST_UPRIGHT = 4
_FEWEST_BARS = 5
_LITTLE = Decimal("0.005")
# Which kept answer says what the same money would do otherwise, where more or less is spent.
_OTHER_USES = {True: ("ladder", "frontier"), False: ("cuts", "frontier")}


def _nothing(_: Setting) -> str:
    return ""


def _decision(_: Setting) -> str:
    return "Whether to go ahead with what is proposed here."


def _by_when(_: Setting) -> str:
    return "No day has been entered."


def _without(_: Setting) -> str:
    return (
        "Without the change, the year goes on as it is planned: nothing of what stands under “as "
        "it is” is lost, and nothing of what is proposed is won."
    )


def _risks(_: Setting) -> str:
    return (
        "The effect of provision is an estimate of the school; so are dates and prices of what has "
        "not begun. The plan counts on the people and the money that were entered."
    )


WHY = Place("why", "Why the change is proposed", _nothing)
PAID_BY = Place("paid_by", "How it would be paid, beyond what the tables say", _nothing)
WITHOUT = Place("without", "What happens without it", _without)
RISKS = Place("risks", "What could turn out otherwise", _risks)
DECISION = Place("decision", "What is to be decided, and by whom", _decision)
BY_WHEN = Place("by_when", "By when it has to be decided", _by_when)


def write(setting: Setting) -> Document:
    """Write the case for the scenario that a paper is about, naming nobody.

    Raises:
        InputError: The scenario cannot be set beside the year.
    """
    assert setting.scenario is not None
    case = _case(setting, setting.scenario)
    face = Face(_TITLE, case.after.scenario, facts=tuple(_facts(setting, case)))
    document = framed(setting, face, _sections(setting, case), _assumed(case))
    # Whom either register knows: a scenario may bring pupils who are new.
    for school in (case.base.school, case.proposed.school):
        document = naming_only(document, school, ())
    return document


def _case(setting: Setting, proposed: Planned) -> Case:
    if proposed.school.terms != setting.school.terms:
        what = "is about a scenario whose year has other terms, so that nothing can be compared"
        raise InputError([Problem("", 0, "business_case", what, "plan for the scenario again")])
    base = Planned(AS_IT_IS, setting.school, setting.plan)
    others = [one for one in setting.alternatives if one.school.terms == setting.school.terms]
    return Case(base, proposed, compare(base, [proposed, *others]))


def _facts(setting: Setting, case: Case) -> Iterator[tuple[str, str]]:
    yield from decided(setting, DECISION)
    yield "What it costs", sentence_case(_more_or_less(case.more_cost))
    yield "Plan of the change", proven(case.proposed.plan)


def decided(setting: Setting, what: Place) -> tuple[tuple[str, str], ...]:
    """What is to be decided, as its place says, and by when."""
    return tuple(
        (name, " ".join(place.text(setting).split()))
        for name, place in (("To be decided", what), ("By when", BY_WHEN))
    )


def decision(setting: Setting, what: Place) -> Section:
    """The section that ends a case."""
    return Section("decision", "What is to be decided", (Facts(decided(setting, what)),))


def _sections(setting: Setting, case: Case) -> Iterator[Section]:
    yield _proposal(setting, case)
    yield _cost(setting, case)
    yield _effect(setting, case)
    yield Section("law", "What the law asks for", (law_figures(case),))
    yield from _alternatives(setting, case)
    yield _sure(setting, case)
    yield decision(setting, DECISION)


def _proposal(setting: Setting, case: Case) -> Section:
    made = [one.sentence for one in case.proposed.outcomes if one.applies]
    left_out = [
        f"Not made: {one.sentence}. {one.why_not}"
        for one in case.proposed.outcomes
        if not one.applies
    ]
    parts: list[Part] = [*words_at(setting, WHY)]
    if made or left_out:
        parts.append(Points((*(f"{sentence_case(one)}." for one in made), *left_out)))
    else:
        parts.append(
            Paragraph(
                "What the scenario changes is not told here, because it was edited after its plan "
                "was made, or the year was. The figures are those of its plan."
            )
        )
    parts.append(Paragraph(sentence_of(case.comparison, case.after), Tone.LEAD))
    return Section("proposal", "What is proposed", tuple(parts))


def _cost(setting: Setting, case: Case) -> Section:
    more_in = case.change(lambda one: one.income)
    said = [f"In the year, the change costs {_more_or_less(case.more_cost)} in all."]
    if abs(more_in) > _LITTLE:
        said.append(f"The money that comes in is {_more_or_less(more_in)}.")
    if case.after.unfunded > _LITTLE:
        short = exact_pounds(case.after.unfunded)
        said.append(f"{short} of what is owed then has no money that may pay it.")
    else:
        said.append("Everything then has money that may pay it.")
    inner = (
        Section("who_pays", "Who pays", (*words_at(setting, PAID_BY), sources_figures(case))),
        Section("spent_on", "What it is spent on", (uses_figures(case),)),
    )
    parts = (Paragraph(" ".join(said)), money_figures(case))
    return Section("cost", "What it costs, and who pays", parts, inner)


def _effect(setting: Setting, case: Case) -> Section:
    parts: list[Part] = [effect_figures(case)]
    picture = gains_picture(case.comparison, 1)
    # A bar or two say no more than the table.
    if len(picture.table.rows) >= _FEWEST_BARS:
        parts += [Paragraph(picture.title, Tone.LEAD), Chart(picture)]
    groups = groups_figures(case, setting.fewest_shown)
    if groups is None:
        return Section("effect", "What it does for pupils", tuple(parts))
    few = f"Groups of fewer than {setting.fewest_shown} pupils are left out."
    inner = Section("groups", "Groups of pupils", (Paragraph(few, Tone.NOTE), groups))
    return Section("effect", "What it does for pupils", tuple(parts), (inner,))


def _alternatives(setting: Setting, case: Case) -> Iterator[Section]:
    nothing = Section(
        "nothing",
        "Doing nothing",
        (*words_at(setting, WITHOUT), Paragraph(account_of(case.comparison)[0])),
    )
    yield Section(
        "alternatives", "What else could be done", (), (nothing, _otherwise(setting, case))
    )
    sentences = tuple(sentence_of(case.comparison, one) for one in case.comparison.others[1:])
    if sentences:
        parts = (Points(sentences), Figures(figures_table(case.comparison)))
        is_wide = len(case.comparison.comparison) > _MOST_UPRIGHT
        yield Section("others", "Other changes that were planned for", parts, is_wide=is_wide)


def _otherwise(setting: Setting, case: Case) -> Section:
    """What the same money would do otherwise, where that was asked of this plan."""
    asked = _OTHER_USES[case.more_cost >= 0]
    answers = {name: setting.answers[name] for name in asked if name in setting.answers}
    title = "The same money spent otherwise"
    told = tuple(sections_of_answers(replace(setting, answers=answers), ()))
    if told:
        return Section("otherwise", title, (), told[0].sections)
    question = "What would the next pounds buy?" if case.more_cost >= 0 else "What would go first?"
    missing = (
        f"Not known: the question “{question}” has no answer that is kept for this plan. Ask it "
        "under Trade-offs, and make this document again."
    )
    return Section("otherwise", title, (Paragraph(missing),))


def _sure(setting: Setting, case: Case) -> Section:
    said = account_of(case.comparison)[len(case.comparison.comparison) :]
    proof = f"The plan of the change: {_lower(proven(case.proposed.plan))}."
    parts: list[Part] = [*words_at(setting, RISKS), Points((proof, *said))]
    if "sure" in setting.answers:
        kept = {"sure": setting.answers["sure"]}
        told = tuple(sections_of_answers(replace(setting, answers=kept), ()))
        return Section("sure", _SURE, tuple(parts), told[0].sections if told else ())
    return Section("sure", _SURE, tuple(parts))


_SURE = "How sure it is"


def _assumed(case: Case) -> Iterator[str]:
    yield (
        f"“As it is” is the plan of the year without the change; “proposed” is a plan of its own, "
        f"digest {case.proposed.plan.summary.inputs_sha256[:12]}, found and checked in the same "
        "way. Costs are those of this plan year; later years are not worked out."
    )
    yield (
        "A salary is told apart by the hours given to each provision; what is left of it is paid "
        "time not with pupils. Every table of money adds up to what the plans spend, to the penny."
    )
    yield (
        "A pupil gains or loses by how far their needs are met, and where that is the same by "
        "hours received. Needs met are estimates, weighted by priority."
    )


def _more_or_less(amount: Decimal) -> str:
    """A difference in words: ``£1,200.50 more``, ``nothing more``."""
    if abs(amount) < _LITTLE:
        return "nothing more"
    return f"{exact_pounds(abs(amount))} {'more' if amount > 0 else 'less'} than as it is"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


BUSINESS_CASE = Paper(
    key="business_case",
    title=_TITLE,
    for_whom="For whoever decides, such as the headteacher or governors: one change with its cost, "
    "its effect, what else could be done and what is to be decided. No pupil is named.",
    about=About.SCENARIO,
    write=write,
    places=(WHY, PAID_BY, WITHOUT, RISKS, DECISION, BY_WHEN),
)
