"""What is said of the school beside national figures: what lies where, and what that means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from planner.charts.words import counted, listed, pounds, sentence_case, status_name
from planner.national.at_a_glance import BesideAtAGlance
from planner.national.comparison import TOO_FEW, Beside, Comparison, Verdict
from planner.national.newest import Found
from planner.national.ratios import Ratio, roles_counted
from planner.national.roll import Roll, RollKnown, census_day
from planner.parameters.comparators import (
    COST_PER_SEN_PUPIL,
    EHCP,
    EHCP_PER_ASSISTANT,
    PUPILS_PER_ASSISTANT,
    SEN,
    SEN_PER_ASSISTANT,
    SEN_SUPPORT,
)
from planner.parameters.figure import day_written
from planner.school.codes import NEED_TYPE_WORDS, Nation, Phase, SenStatus
from planner.school.records import SchoolDetails, StaffMember

WHAT_THE_RANGE_MEANS = (
    "The range is what schools of this size would have in nine cases of ten if chance alone made "
    "them differ from the national share. Schools differ for good reasons too, such as where they "
    "are and what they are known for: outside the range is a question to ask, not a fault. Of ten "
    "figures, one may lie outside by chance."
)
_WHO = {
    SEN_SUPPORT: "pupils on SEN Support",
    EHCP: "pupils with an EHCP",
    SEN: "pupils with SEN of either kind",
}
_MOST_NAMED = 3
_OF_STATUS = {SenStatus.EHCP: "with an EHCP", SenStatus.SEN_SUPPORT: "on SEN Support"}
_RATIO_WORDS = {
    PUPILS_PER_ASSISTANT: "pupils",
    SEN_PER_ASSISTANT: "pupils with SEN",
    EHCP_PER_ASSISTANT: "pupils with an EHCP",
}
# A mainstream school has no part in what is special about special schools.
_MAINSTREAM = frozenset({None, Phase.PRIMARY, Phase.SECONDARY, Phase.ALL_THROUGH})


def what(one: Comparison) -> str:
    """What is compared, for the middle of a sentence: ``pupils with an EHCP``."""
    if one.need is None or one.status is None:
        return _WHO[one.comparator]
    return f"{NEED_TYPE_WORDS[one.need]} ({one.need.value}) {_OF_STATUS[one.status]}"


def row_name(one: Comparison) -> str:
    """What is compared, at the head of a row."""
    if one.need is None or one.status is None:
        return sentence_case(_WHO[one.comparator].removeprefix("pupils "))
    words = sentence_case(NEED_TYPE_WORDS[one.need])
    return f"{words} ({one.need.value}), {_OF_STATUS[one.status]}"


def short_name(one: Comparison) -> str:
    """What is compared, where there is little room."""
    if one.need is None or one.status is None:
        return row_name(one)
    return f"{sentence_case(NEED_TYPE_WORDS[one.need])}, {status_name(one.status)}"


def of_when(found: Found) -> str:
    """Which day a national figure is of, and that it is old where it is."""
    starts = found.figure.starts
    if starts is None:
        return ""
    day = f"{starts:%B %Y}" if starts.day == 1 else day_written(starts)
    return f"{day}, older than the school year" if found.is_older else day


def of_which(found: Found, phase: Phase | None) -> str:
    """Which schools a national figure is of."""
    if not found.is_of_phase or phase is None:
        return "all schools"
    return {Phase.SPECIAL: "special schools", Phase.AP: "alternative provision"}.get(
        phase, f"{phase.value} schools"
    )


def percent_of(share: float) -> str:
    """A share with one decimal, as the statistics have it: ``6.0 %``."""
    return f"{100 * share:.1f} %"


def answer_at_a_glance(beside: BesideAtAGlance) -> str:
    """Where the school lies, of what anybody may see."""
    told = [_told(one) for one in beside.shares if one.verdict in _OUTSIDE]
    for verdict, says in (
        (Verdict.WITHIN, "Within the range expected for a school of this size: {}."),
        (Verdict.TOO_FEW, "Too few to say: {}."),
        (Verdict.HIDDEN, "Not shown, so that nobody can be recognised: {}."),
    ):
        some = [what(one) for one in beside.shares if one.verdict is verdict]
        if some:
            told.append(says.format(listed(some)))
    if not told:
        return "How many pupils are on roll is not known here, so no share of them can be told."
    return " ".join(told)


def who_counts_sentence(details: SchoolDetails) -> str:
    """Which pupils are counted: those of one day."""
    day = day_written(census_day(details.academic_year))
    return (
        f"Everybody on the register counts here who is on roll on {day}, the day of the January "
        "census, whoever is chosen above."
    )


def roll_sentence(roll: Roll) -> str:
    """How many pupils are on roll, or why no share of them can be told."""
    if roll.pupils is not None:
        return f"Shares are of {counted(roll.pupils, 'pupil')} on roll, {roll.known.value}."
    if roll.known is RollKnown.TOO_SMALL:
        return (
            "The school’s details give fewer pupils on roll than the register has with SEN, so no "
            "share of all pupils can be told. Put right how many are on roll."
        )
    return (
        "The register holds the pupils who are helped, not all who are on roll, so no share of all "
        "pupils can be told. Enter the pupils on roll in the school’s details."
    )


def answer(beside: Beside) -> tuple[str, ...]:
    """Where the school lies: outside the range first, then within, then what is too few to say."""
    if not beside.comparisons:
        return (
            "No pupil with SEN is entered, so there is nothing to set beside national figures.",
        )
    outside = [one for one in beside.comparisons if one.verdict in _OUTSIDE]
    said = [_told(one) for one in outside[:_MOST_NAMED]]
    for verdict, says in (
        (Verdict.ABOVE, "Also above the range: {}."),
        (Verdict.BELOW, "Also below the range: {}."),
        (Verdict.WITHIN, "Within the range expected for a school of this size: {}."),
        (Verdict.TOO_FEW, "Too few to say: {}."),
    ):
        some = [one for one in beside.comparisons if one.verdict is verdict]
        left = [one for one in some if one not in outside[:_MOST_NAMED]]
        if left:
            said.append(says.format(_named(left)))
    if not (said or any(one.found for one in beside.comparisons)):
        said.append("No national figure is known for this school year.")
    return tuple(said)


def cautions(beside: Beside, details: SchoolDetails) -> tuple[str, ...]:
    """What to know of the national figures before relying on them."""
    compared = beside.comparisons
    said = []
    if details.nation is not Nation.ENGLAND:
        said.append(f"National figures are those of England; this school is in {details.nation}.")
    if mixed := [one for one in compared if _is_mixed(one, details.phase)]:
        said.append(_mixed_sentence(mixed))
    if older := [one for one in compared if one.found and one.found.is_older]:
        said.append(
            f"For {_named(older)}, no figure of the school year "
            f"{details.academic_year} is known: an older one stands in its place, with its date."
        )
    if blank := [one for one in compared if one.found is None]:
        said.append(
            f"For {counted(len(blank), 'type')} of need in the table no national figure is known. "
            "They stay blank until official statistics are loaded."
        )
    if beside.without_need:
        said.append(
            f"{counted(beside.without_need, 'pupil')} with SEN {_have(beside.without_need)} no "
            "primary need entered, and are left out of the types of need."
        )
    return tuple(said)


def ratios_sentence(ratios: Sequence[Ratio], staff: Iterable[StaffMember]) -> str:
    """What stands beside what, and whom it counts."""
    roles = roles_counted(staff)
    known = [one for one in ratios if one.here is not None and one.found is not None]
    told = "".join(f"{_beside_each_other(one)} " for one in known)
    unknown = [one.comparator.label for one in ratios if one.found is None]
    if unknown:
        names = listed(label[:1].lower() + label[1:] for label in unknown)
        told += f"Not known for England: {names}. "
    counts = (
        f"Employed adults of the staff register count whose role is {listed(roles)}, by their "
        "contract hours and the part of the year in which they are employed"
        if roles
        else "No employed adult of the staff register has the role of a teaching assistant"
    )
    return (
        f"{told}{counts}. Pupils are those on roll on the day of the January census. "
        "If the register holds only some of the school’s assistants, pupils to an "
        "assistant come out too high. There is no range for these: they are what the school "
        "has decided, not chance."
    )


def _beside_each_other(one: Ratio) -> str:
    assert one.here is not None
    assert one.found is not None
    figure, when = one.found.figure, of_when(one.found)
    if one.comparator == COST_PER_SEN_PUPIL:
        return (
            f"For each pupil with SEN, {pounds(one.here)} a year is committed here, against "
            f"{pounds(figure.amount)} in England ({when})."
        )
    return (
        f"A full-time teaching assistant here has {one.here:,.1f} {_RATIO_WORDS[one.comparator]}, "
        f"against {figure.amount:,f} in England ({when})."
    )


def too_few_sentence() -> str:
    """When nothing is said of a number."""
    return (
        f"It is too few to say where {TOO_FEW} pupils or fewer are counted, or where a school of "
        "this size may well have none."
    )


_OUTSIDE = frozenset({Verdict.ABOVE, Verdict.BELOW})


def _named(some: Sequence[Comparison]) -> str:
    """What is compared, by name as far as a sentence can hold; of more types of need, how many."""
    names = [what(one) for one in some if one.need is None]
    needs = [what(one) for one in some if one.need is not None]
    if len(needs) > _MOST_NAMED:
        needs = [counted(len(needs), "type of need", "types of need")]
    return listed([*names, *needs])


def _told(one: Comparison) -> str:
    likely, share, national = one.likely, one.share, one.national
    assert likely is not None
    assert share is not None
    assert national is not None
    return (
        f"{sentence_case(what(one))}: {one.number} of {one.out_of:,} ({percent_of(share)}), "
        f"{one.verdict.value} of {likely.fewest} to {likely.most} expected for a school of this "
        f"size at the national {percent_of(float(national))}."
    )


def _mixed_sentence(mixed: Sequence[Comparison]) -> str:
    said = (
        f"The national figures for {_named(mixed)} are of all schools, "
        "special schools among them, as no figure for this kind of school is known."
    )
    if any(one.comparator == EHCP for one in mixed):
        said += (
            " Many pupils with an EHCP are in special schools, so a mainstream school is likely to "
            "have fewer of them than that."
        )
    return said


def _is_mixed(one: Comparison, phase: Phase | None) -> bool:
    return phase in _MAINSTREAM and one.found is not None and not one.found.is_of_phase


def _have(count: int) -> str:
    return "has" if count == 1 else "have"
