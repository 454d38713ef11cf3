"""Which money may pay for what: streams gathered so that each kind of cost meets its payers once.

A *purse* is the set of restricted streams that may pay a cost; costs with the same purse are paid
together. General streams that pay in the same terms are one *pool*. Where statutory provision may
be planned beyond the money, ``UNFUNDED`` stands in a purse like a stream without limit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from planner.optimiser.plan import UNFUNDED
from planner.optimiser.problem import THOUSAND, Placement, Problem
from planner.school.calendar import days_in_force
from planner.school.matching import counts_for, may_pay_for
from planner.school.school import School

Purse = frozenset[str]
Classes = Mapping[tuple[str, int], Mapping[Purse, list[Placement]]]
NO_PURSE: Purse = frozenset()


@dataclass(frozen=True)
class Pool:
    """General streams that pay in the same terms.

    Attributes:
        streams: Their codes.
        terms: The terms whose costs they may pay.
        amount: What they hold together [thousand GBP a year].
    """

    streams: tuple[str, ...]
    terms: frozenset[int]
    amount: float


@dataclass(frozen=True)
class Purses:
    """Who may pay for what in a school.

    Attributes:
        by_pupil: Restricted streams that any cost for a pupil matches.
        by_provision: Restricted streams that any cost of a provision matches.
        terms: The terms in which each restricted stream pays.
        amounts: What each restricted stream holds [thousand GBP a year].
        pools: The general streams; the last pool is empty and stands for money still to be found.
        lines: Restricted streams that a referral matches, where any do and it names none, by
            referral and term.
        serves: Pupil, provision and term whose costs may go unfunded for the sake of statute.
    """

    by_pupil: Mapping[str, Purse]
    by_provision: Mapping[str, Purse]
    terms: Mapping[str, frozenset[int]]
    amounts: Mapping[str, float]
    pools: tuple[Pool, ...]
    lines: Mapping[tuple[str, int], Purse]
    serves: frozenset[tuple[str, str, int]]

    def of(self, pupil: str | None, provision: str, term: int) -> Purse:
        """Find the purse of a cost that is for a pupil, or for nobody in particular."""
        streams = self.by_provision.get(provision, NO_PURSE)
        if pupil is not None:
            streams |= self.by_pupil.get(pupil, NO_PURSE)
        found = frozenset(stream for stream in streams if term in self.terms[stream])
        if pupil is not None and (pupil, provision, term) in self.serves:
            found |= {UNFUNDED}
        return found

    @cached_property
    def general_amount(self) -> float:
        """All general money [thousand GBP a year]."""
        return sum(pool.amount for pool in self.pools)


def _pools(school: School) -> tuple[Pool, ...]:
    streams: dict[frozenset[int], list[str]] = defaultdict(list)
    for stream in sorted(school.funding, key=lambda stream: stream.stream):
        if stream.is_general:
            terms = frozenset(
                index for index, term in enumerate(school.terms) if stream.pays_in(term)
            )
            streams[terms].append(stream.stream)
    pools = [
        Pool(
            tuple(codes),
            terms,
            sum(float(school.stream_by_id[code].amount) for code in codes) / THOUSAND,
        )
        for terms, codes in sorted(streams.items(), key=lambda pair: pair[1])
    ]
    return (*pools, Pool((), frozenset(range(len(school.terms))), 0.0))


def _serves_statute(school: School) -> frozenset[tuple[str, str, int]]:
    if not school.policies.statutory_may_overspend:
        return frozenset()
    return frozenset(
        (item.pupil, provision.provision, index)
        for item in school.statutory
        for provision in school.provisions
        if counts_for(provision, item, school)
        for index, term in enumerate(school.terms)
        if days_in_force(item, school.pupil_by_id[item.pupil], term) > 0
    )


def _purses_of_lines(problem: Problem) -> Mapping[tuple[str, int], Purse]:
    """Find the restricted streams that may pay each referral which names no stream of its own."""
    school = problem.school
    found = {
        (code, term): frozenset(
            stream.stream
            for stream in school.funding
            if not stream.is_general
            and stream.pays_in(school.terms[term])
            and may_pay_for(stream, school.pupil_by_id[problem.pupil_of_line[code]], None, school)
        )
        for code, term in problem.lines
        if code in problem.pupil_of_line
    }
    return {key: purse for key, purse in found.items() if purse}


def purses_of(problem: Problem) -> Purses:
    """Work out the purses of a problem's pupils and provisions."""
    school = problem.school
    restricted = [stream for stream in school.funding if not stream.is_general]
    return Purses(
        by_pupil={
            pupil.pupil: frozenset(
                stream.stream for stream in restricted if may_pay_for(stream, pupil, None, school)
            )
            for pupil in problem.pupils
        },
        by_provision={
            provision.provision: frozenset(
                stream.stream
                for stream in restricted
                if may_pay_for(stream, None, provision, school)
            )
            for provision in school.provisions
        },
        terms={
            stream.stream: frozenset(
                index for index, term in enumerate(school.terms) if stream.pays_in(term)
            )
            for stream in restricted
        },
        amounts={stream.stream: float(stream.amount) / THOUSAND for stream in restricted},
        pools=_pools(school),
        lines=_purses_of_lines(problem),
        serves=_serves_statute(school),
    )


def classes_of(problem: Problem, purses: Purses) -> Classes:
    """Gather who may have a provision in a term by the purse that their costs have.

    The purse of a cost for nobody in particular is always there, first.
    """
    classes: dict[tuple[str, int], dict[Purse, list[Placement]]] = {}
    for running in (problem.places_running, problem.supports_in):
        for (code, term), places in running.items():
            found = classes.setdefault((code, term), {purses.of(None, code, term): []})
            for place in places:
                found.setdefault(purses.of(place.pupil, code, term), []).append(place)
    return classes
