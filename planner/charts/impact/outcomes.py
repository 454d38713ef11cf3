"""What was measured before and after, pupil by pupil and provision by provision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.words import counted, listed, percent, sentence_case, strand_name
from planner.impact.outcome import LEAST_RATIO, MOST_RATIO, Outcome, outcomes_of
from planner.school.registers import Registers

NOTHING_YET = "Nothing has been reviewed yet."


def outcomes_seen(registers: Registers) -> tuple[Outcome, ...]:
    """Read every review of a year."""
    return outcomes_of(registers.reviews.records, registers.effects.records)


def outcomes_say(outcomes: Sequence[Outcome]) -> tuple[str, ...]:
    """Say how much was reviewed, what came of it, and what counts towards no effect."""
    if not outcomes:
        return (NOTHING_YET,)
    return tuple(part for part in (_measured(outcomes), _attended(outcomes), _left_out(outcomes)))


def _measured(outcomes: Sequence[Outcome]) -> str:
    pupils = len({one.review.pupil for one in outcomes})
    both = sum(one.review.before is not None and one.review.after is not None for one in outcomes)
    expected = [one for one in outcomes if one.share_made is not None]
    said = (
        f"{counted(len(outcomes), 'review')} of {counted(pupils, 'pupil')}, {both:,} of them "
        "measured before and after."
    )
    if not expected:
        return f"{said} Not one says what was expected."
    made = sum((one.share_made or 0) >= 1 for one in expected)
    return f"{said} {made:,} of the {len(expected):,} that say what was expected reached it."


def _attended(outcomes: Sequence[Outcome]) -> str:
    known = [one.review.attended_percent for one in outcomes]
    shares = [share / 100 for share in known if share is not None]
    if not shares:
        return "Nobody has written down how many sessions were attended."
    mean = percent(sum(shares) / len(shares))
    return f"Where it is known, {mean} of the sessions were attended on average."


def _left_out(outcomes: Sequence[Outcome]) -> str:
    counts = Counter(one.why_not for one in outcomes if one.why_not is not None)
    parts = [f"{why} ({number:,})" for why, number in counts.most_common()]
    said = f"Towards an effect count {sum(one.ratio is not None for one in outcomes):,} of them."
    return f"{said} Left out: {listed(parts)}." if parts else said


def outcomes_table(registers: Registers, outcomes: Sequence[Outcome]) -> Table:
    """Give a row for each review: by provision, then by pupil; what is not measured yet last."""
    names = {row.provision: row.name for row in registers.provisions.records}
    order = {code: place for place, code in enumerate(names)}
    rows = sorted(
        outcomes,
        key=lambda one: (
            one.review.before is None or one.review.after is None,
            order.get(one.review.provision, len(order)),
            one.review.pupil,
        ),
    )
    return Table(
        name="outcomes",
        says="What was measured before and after, and what was expected, by provision and pupil.",
        columns=(
            Column("Pupil", ColumnKind.CODE),
            Column("Provision"),
            Column("Measure"),
            Column("Before", ColumnKind.AMOUNT, "In the unit of the measure"),
            Column("Expected", ColumnKind.AMOUNT, "In the unit of the measure"),
            Column("After", ColumnKind.AMOUNT, "In the unit of the measure"),
            Column("Attended (% of sessions)", ColumnKind.PERCENT),
            Column("Made of what was expected (%)", ColumnKind.PERCENT),
            Column("Counts towards the effect", help_text=_COUNTS),
            Column("Strand"),
            Column("When"),
        ),
        rows=tuple(_row(one, names) for one in rows),
    )


_COUNTS = (
    "What was made of what was expected, for each session attended; beyond "
    f"{100 * LEAST_RATIO:,.0f} % and {100 * MOST_RATIO:,.0f} % it counts as that"
).replace("-", "−")


def _row(one: Outcome, names: dict[str, str]) -> tuple[Cell, ...]:
    review = one.review
    return (
        review.pupil,
        names.get(review.provision, review.provision),
        review.measure,
        review.before,
        review.expected,
        review.after,
        review.attended_percent,
        None if one.share_made is None else 100 * one.share_made,
        _counts(one),
        "" if one.strand is None else sentence_case(strand_name(one.strand)),
        review.term,
    )


def _counts(one: Outcome) -> str:
    if one.ratio is None:
        return f"no: {one.why_not}"
    return f"as {percent(one.ratio)}, the bound" if one.is_bounded else f"as {percent(one.ratio)}"
