"""What is said of the school beside national figures: what lies where, and what that means."""

from __future__ import annotations

from collections.abc import Sequence

from planner.charts.words import counted, listed, sentence_case
from planner.national.comparison import TOO_FEW, Beside, Comparison, Verdict
from planner.national.newest import Found
from planner.national.roll import Roll, RollKnown
from planner.parameters.comparators import EHCP, SEN, SEN_SUPPORT
from planner.parameters.figure import day_written
from planner.periods import AcademicYear
from planner.school.codes import NEED_TYPE_WORDS, Phase, SenStatus

WHAT_THE_RANGE_MEANS = (
    "The range is what schools of this size would have in nine cases of ten if chance alone made "
    "them differ from the national share. Schools differ for good reasons too, such as where they "
    "are and what they are known for: outside the range is a question to ask, not a fault. Of ten "
    "figures, one may lie outside by chance."
)
_WHO = {
    SEN_SUPPORT: "pupils on SEN Support",
    EHCP: "pupils with an EHCP",
    SEN: "pupils with SEN",
}
_OF_STATUS = {SenStatus.EHCP: "with an EHCP", SenStatus.SEN_SUPPORT: "on SEN Support"}
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
    said = [_told(one) for one in beside.comparisons if one.verdict in _OUTSIDE]
    within = [what(one) for one in beside.comparisons if one.verdict is Verdict.WITHIN]
    if within:
        said.append(f"Within the range expected for a school of this size: {listed(within)}.")
    few = [what(one) for one in beside.comparisons if one.verdict is Verdict.TOO_FEW]
    if few:
        said.append(f"Too few to say: {listed(few)}.")
    if not (said or any(one.found for one in beside.comparisons)):
        said.append("No national figure is known for this school year.")
    return tuple(said)


def cautions(
    comparisons: Sequence[Comparison], phase: Phase | None, year: AcademicYear
) -> tuple[str, ...]:
    """What to know of the national figures before relying on them."""
    said = []
    mixed = [one for one in comparisons if _is_mixed(one, phase)]
    if mixed:
        said.append(_mixed_sentence(mixed))
    older = [one for one in comparisons if one.found and one.found.is_older]
    if older:
        said.append(
            f"No figure of {year} is known for {listed(what(one) for one in older)}: an older one "
            "stands in its place, with its date."
        )
    blank = [one for one in comparisons if one.found is None]
    if blank:
        said.append(
            f"For {counted(len(blank), 'row')} of the table no national figure is known. They stay "
            "blank until official statistics are loaded under Settings, Figures."
        )
    return tuple(said)


def too_few_sentence() -> str:
    """When nothing is said of a number."""
    return (
        f"It is too few to say where {TOO_FEW} pupils or fewer are counted, or where a school of "
        "this size may well have none."
    )


_OUTSIDE = frozenset({Verdict.ABOVE, Verdict.BELOW})


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
        f"The national figures for {listed(what(one) for one in mixed)} are of all schools, "
        "special schools among them, as none for this kind of school is known."
    )
    if any(one.comparator == EHCP for one in mixed):
        said += (
            " Many pupils with an EHCP are in special schools, so a mainstream school is likely to "
            "have fewer of them than that."
        )
    return said


def _is_mixed(one: Comparison, phase: Phase | None) -> bool:
    return phase in _MAINSTREAM and one.found is not None and not one.found.is_of_phase
