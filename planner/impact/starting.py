"""The reviews that a plan calls for, begun: whom, what and when, with nothing measured yet."""

from __future__ import annotations

from collections.abc import Sequence

from planner.impact.outcome import effects_assumed, strand_of
from planner.school.codes import Strand
from planner.school.records import Allocation, Effect, Need, Review, Term


def reviews_to_start(
    plan: Sequence[Allocation],
    terms: Sequence[Term],
    needs: Sequence[Need],
    effects: Sequence[Effect],
    there: Sequence[Review],
) -> tuple[Review, ...]:
    """Give a review for each pupil, provision and strand of need that a plan has together.

    A provision that helps with no need of the pupil's is reviewed once, without a strand. The
    measure is that of the provision's other reviews in the strand, where they all have one. What
    is there already is not started again; a blank strand there is the provision's only one.

    Args:
        plan: The lines of the plan.
        terms: The terms of the plan, in time order.
        needs: What pupils need help with.
        effects: What provision helps with which strand.
        there: The reviews that there are.
    """
    assumed = effects_assumed(effects)
    strands = [(one, strand_of(one, assumed)) for one in there]
    measures = _measures(strands)
    known = {(one.pupil, one.provision, one.term, strand) for one, strand in strands}
    names = [term.term for term in terms]
    started = []
    for (pupil, provision), mine in _given(plan).items():
        when = _when(sorted(mine, key=names.index))
        for strand in _strands(pupil, provision, needs, effects):
            begun = Review(pupil=pupil, provision=provision, term=when, strand=strand)
            measured = strand_of(begun, assumed)
            if (pupil, provision, when, measured) not in known:
                measure = measures.get((provision, measured), "")
                started.append(begun.model_copy(update={"measure": measure}))
    return tuple(started)


def _given(plan: Sequence[Allocation]) -> dict[tuple[str, str], set[str]]:
    """The terms in which each pupil has each provision."""
    found: dict[tuple[str, str], set[str]] = {}
    for row in plan:
        found.setdefault((row.pupil, row.provision), set()).add(row.term)
    return found


def _when(terms: Sequence[str]) -> str:
    return terms[0] if len(terms) == 1 else f"{terms[0]} to {terms[-1]}"


def _strands(
    pupil: str, provision: str, needs: Sequence[Need], effects: Sequence[Effect]
) -> tuple[Strand | None, ...]:
    """The strands of a pupil's needs that a provision helps with, or one that is not known."""
    helped = {row.strand for row in effects if row.provision == provision and row.effect > 0}
    mine = dict.fromkeys(need.strand for need in needs if need.pupil == pupil)
    return tuple(strand for strand in mine if strand in helped) or (None,)


def _measures(
    there: Sequence[tuple[Review, Strand | None]],
) -> dict[tuple[str, Strand | None], str]:
    """The measure of each provision and strand whose reviews all have the same one."""
    found: dict[tuple[str, Strand | None], set[str]] = {}
    for one, strand in there:
        if one.measure:
            found.setdefault((one.provision, strand), set()).add(one.measure)
    return {key: measures.pop() for key, measures in found.items() if len(measures) == 1}
