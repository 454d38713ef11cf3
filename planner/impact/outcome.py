"""One review at a time: how much of what was expected a pupil made, for each hour received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from planner.school.changed_effect import default_of
from planner.school.codes import Strand
from planner.school.records import Effect, Review

# Under this share of the sessions, what was measured says little about the provision [share 0-1].
LEAST_ATTENDED = 0.25
# A ratio beyond these counts as one of them, so that one wild measurement cannot decide. They are
# as far from 1, which is what was expected, on either side.
LEAST_RATIO, MOST_RATIO = -1.0, 3.0

# The effects assumed, by provision and strand [h per h].
Assumed = Mapping[str, Mapping[Strand, float]]


class WhyNot(StrEnum):
    """Why a review says nothing of an effect; the value completes "no: …"."""

    NOT_MEASURED = "not measured before and after"
    NOT_EXPECTED = "nothing written about what was expected"
    NO_CHANGE_EXPECTED = "what was expected is what was there before"
    HARDLY_THERE = "under a quarter of the sessions attended"
    UNKNOWN_PROVISION = "the provision is not in the catalogue, or has no effect there"
    NO_STRAND = "not said which strand of need it measures"
    NO_EFFECT = "the provision has no effect on that strand"
    NONE_ASSUMED = "the effect assumed is 0, and a share of nothing is nothing, whatever was made"


@dataclass(frozen=True)
class Outcome:
    """A review, and what it says of an effect.

    Attributes:
        review: The review.
        strand: The strand that it measures; ``None`` where that is not known.
        share_made: What was made of the progress expected [share; below 0 is a step back].
        ratio: The same for each session attended, within bounds; ``None`` where the review says
            nothing of an effect.
        is_bounded: Whether the ratio was beyond a bound.
        why_not: Why there is no ratio.
    """

    review: Review
    strand: Strand | None = None
    share_made: float | None = None
    ratio: float | None = None
    is_bounded: bool = False
    why_not: WhyNot | None = None


def outcomes_of(reviews: Sequence[Review], effects: Sequence[Effect]) -> tuple[Outcome, ...]:
    """Read each review, whatever year it is of, against the catalogue as it is now.

    An effect is what an hour received is worth. Hence a pupil who came to 80 % of the sessions made
    what they made on 80 % of the hours, and the ratio is

        ratio = (after - before) / (expected - before) / share of sessions attended

    It holds for measures that are better when lower too, as both differences are then negative.
    Where the attendance is blank, every session counts as attended, which claims the least. A
    review without a strand measures the one that its provision has an effect on, if it is one. An
    effect that is assumed to be 0 is not seen: any ratio of it is 0 again.
    """
    assumed = effects_assumed(effects)
    return tuple(_outcome(review, assumed) for review in reviews)


def effects_assumed(effects: Sequence[Effect]) -> Assumed:
    """Give what each effect was before the school changed it, if it did [h per h]."""
    found: dict[str, dict[Strand, float]] = {}
    for effect in effects:
        found.setdefault(effect.provision, {})[effect.strand] = default_of(effect)
    return found


def strand_of(review: Review, assumed: Assumed) -> Strand | None:
    """The strand that a review measures: where it is blank, the only one its provision has."""
    if review.strand is not None:
        return review.strand
    known = tuple(assumed.get(review.provision, ()))
    return known[0] if len(known) == 1 else None


def share_made(review: Review) -> float | None:
    """What a pupil made of the progress expected; ``None`` where that cannot be said.

    Returns: (after - before) / (expected - before) [share; below 0 is a step back].
    """
    before, after, expected = review.before, review.after, review.expected
    if before is None or after is None or expected is None or expected == before:
        return None
    return (after - before) / (expected - before)


def ratios(outcomes: Sequence[Outcome]) -> Mapping[tuple[str, Strand], tuple[float, ...]]:
    """Give the ratios by provision and strand, one for each pupil.

    Reviews of one pupil are not evidence from several, so their mean counts, once.
    """
    found: dict[tuple[str, Strand], dict[str, list[float]]] = {}
    for provision, strand, pupil, ratio in _ratios(outcomes):
        found.setdefault((provision, strand), {}).setdefault(pupil, []).append(ratio)
    return {
        key: tuple(sum(mine) / len(mine) for mine in pupils.values())
        for key, pupils in found.items()
    }


def _ratios(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, Strand, str, float]]:
    for one in outcomes:
        if one.ratio is not None and one.strand is not None:
            yield one.review.provision, one.strand, one.review.pupil, one.ratio


def _outcome(review: Review, assumed: Assumed) -> Outcome:
    strand = strand_of(review, assumed)
    made = share_made(review)
    why_not = _why_not(review, strand, assumed)
    if made is None or why_not is not None:
        return Outcome(review, strand, made, why_not=why_not)
    raw = made / _attended(review)
    ratio = min(max(raw, LEAST_RATIO), MOST_RATIO)
    return Outcome(review, strand, made, ratio, is_bounded=ratio != raw)


def _why_not(review: Review, strand: Strand | None, assumed: Assumed) -> WhyNot | None:
    helped = assumed.get(review.provision, {})
    reasons = (
        (review.before is None or review.after is None, WhyNot.NOT_MEASURED),
        (review.expected is None, WhyNot.NOT_EXPECTED),
        (review.expected == review.before, WhyNot.NO_CHANGE_EXPECTED),
        (_attended(review) < LEAST_ATTENDED, WhyNot.HARDLY_THERE),
        (not helped, WhyNot.UNKNOWN_PROVISION),
        (strand is None, WhyNot.NO_STRAND),
        (strand not in helped, WhyNot.NO_EFFECT),
        (strand is not None and helped.get(strand) == 0, WhyNot.NONE_ASSUMED),
    )
    return next((why for holds, why in reasons if holds), None)


def _attended(review: Review) -> float:
    return 1.0 if review.attended_percent is None else review.attended_percent / 100
