"""Where the money comes from and goes, for whoever reads: what is about few pupils is gathered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping

from planner.charts.leadership.audience import EVERYTHING, Audience
from planner.charts.money import (
    NOT_WITH_PUPILS,
    REFERRALS,
    TIME_AND_REFERRALS,
    Flow,
    flows_by_kind,
    totals_of,
)
from planner.charts.money_chart import OTHER_SOURCE, OTHER_USE, picture_of
from planner.charts.picture import Picture
from planner.charts.words import stream_kind_name
from planner.optimiser.plan import Plan
from planner.school.codes import SenStatus, StreamKind
from planner.school.fields import RestrictionKind
from planner.school.records import Pupil
from planner.school.school import School


def money_for(school: School, plan: Plan, audience: Audience = EVERYTHING) -> Picture:
    """Draw where the money comes from and what it pays for."""
    return picture_of(flows_for(school, plan, audience))


def flows_for(school: School, plan: Plan, audience: Audience = EVERYTHING) -> tuple[Flow, ...]:
    """Every pound by where it comes from and what it is for, the largest first."""
    flows = flows_by_kind(school, plan)
    uses = audience.too_few(_pupils_of_uses(school, plan))
    sources = sources_gathered(school, plan, audience)
    together = _WITH_REFERRALS if hides_referrals(plan, audience) else {}
    amounts: dict[tuple[str, str], float] = defaultdict(float)
    for flow in flows:
        source = OTHER_SOURCE if flow.source in sources else flow.source
        use = OTHER_USE if flow.use in uses else together.get(flow.use, flow.use)
        amounts[source, use] += flow.amount
    ranked = sorted(amounts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(Flow(source, use, amount) for (source, use), amount in ranked)


def hides_referrals(plan: Plan, audience: Audience) -> bool:
    """Whether what referrals cost would be told of few pupils."""
    referred = {row.pupil for row in plan.spending if row.is_referral}
    return bool(referred) and not audience.may_see(len(referred))


def sources_gathered(school: School, plan: Plan, audience: Audience) -> frozenset[str]:
    """The kinds of money that are not told apart, so that none is about few pupils."""
    return _few_sources(flows_by_kind(school, plan), _pupils_of_sources(school), audience)


def _pupils_of_uses(school: School, plan: Plan) -> dict[str, set[str]]:
    pupils: dict[str, set[str]] = defaultdict(set)
    for row in plan.allocations:
        pupils[school.provision_by_id[row.provision].name].add(row.pupil)
    return pupils


def _pupils_of_sources(school: School) -> dict[str, set[str]]:
    """Whom the money of each kind is for, where all of it is for certain pupils.

    What comes by the head gives away how many they are even where it may be spent on others.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for_anybody = set()
    for stream in school.funding:
        kind = stream_kind_name(stream.kind)
        for_whom = [(one.kind, one.value) for one in stream.restricted_to]
        if by_the_head := _BY_THE_HEAD.get(stream.kind):
            for_whom = for_whom or [(by_the_head, "")]
        if not for_whom or any(kind not in _OF_PUPILS for kind, _ in for_whom):
            for_anybody.add(kind)
        for restriction, value in for_whom:
            if restriction in _OF_PUPILS:
                is_meant = _OF_PUPILS[restriction]
                found[kind] |= {one.pupil for one in school.pupils if is_meant(one, value)}
    return {kind: pupils for kind, pupils in found.items() if kind not in for_anybody}


_WITH_REFERRALS = {REFERRALS: TIME_AND_REFERRALS, NOT_WITH_PUPILS: TIME_AND_REFERRALS}
_OF_PUPILS: Mapping[RestrictionKind, Callable[[Pupil, str], bool]] = {
    RestrictionKind.PUPIL: lambda one, code: one.pupil == code,
    RestrictionKind.PUPIL_PREMIUM: lambda one, _: one.pupil_premium,
    RestrictionKind.LOOKED_AFTER: lambda one, _: one.looked_after,
    RestrictionKind.EHCP: lambda one, _: one.sen_status is SenStatus.EHCP,
    RestrictionKind.SEN_SUPPORT: lambda one, _: one.sen_status is SenStatus.SEN_SUPPORT,
}
# What schools publish elsewhere, or documents tell in a sentence, hides nothing.
_PUBLISHED = {
    stream_kind_name(kind)
    for kind in (
        StreamKind.INCLUSIVE_MAINSTREAM_FUND,
        StreamKind.PUPIL_PREMIUM,
        StreamKind.NOTIONAL_SEN,
    )
}
_BY_THE_HEAD = {
    StreamKind.TOP_UP: RestrictionKind.EHCP,
    StreamKind.PUPIL_PREMIUM: RestrictionKind.PUPIL_PREMIUM,
    StreamKind.LOOKED_AFTER_PREMIUM: RestrictionKind.LOOKED_AFTER,
}


def _few_sources(
    flows: tuple[Flow, ...], pupils: dict[str, set[str]], audience: Audience
) -> frozenset[str]:
    """The kinds of money that are for few pupils, and one more if that were to give one away."""
    few = {kind for kind, whose in pupils.items() if not audience.may_see(len(whose))}
    if not few or OTHER_SOURCE in few:
        return frozenset(few)
    together = set().union(*(pupils[kind] for kind in few))
    ranked = totals_of(flows, "source")
    others = [kind for kind in ranked if kind not in few and kind not in _PUBLISHED]
    if others and (len(few) == 1 or not audience.may_see(len(together))):
        few.add(others[-1])
    return frozenset(few)
