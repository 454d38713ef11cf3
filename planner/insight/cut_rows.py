"""The rows of the least-harm cuts: each step, what goes, and whom and what it touches."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

from planner.insight.answer import Pounds, Row
from planner.insight.cutting import Cut, Cutter
from planner.insight.movement import (
    Bought,
    BoughtKind,
    effective_hours,
    hours_by_pupil,
    hours_received,
    more_bought,
    needs_met,
    pupils_changed,
    pupils_coverage,
    reach,
)
from planner.insight.posts import salary_of_year
from planner.optimiser.plan import Plan
from planner.school.calendar import weeks_in_force
from planner.school.codes import Per
from planner.school.school import School

_LEAST_ITEM_HOURS = 0.01


class CutStep(Row):
    """What is left once so much is saved, and what that is less than the plan as it is.

    Attributes:
        to_save: What is to be saved; 0: the plan as it is, solved again [GBP a year].
        not_saved: What of it is not found: owed, and without money [GBP a year].
        from_unspent: Found in money that the plan leaves unspent; below 0: more is left
            [GBP a year].
        from_bought: Found in what the plan chose to buy [GBP a year].
        from_posts: Found in posts that go [GBP a year].
        posts: How many posts go.
        pupils_changed: Pupils any of whose hours are not as in the plan.
        pupils_helped_less: Pupils whose needs are met less far.
        pupils_helped_more: Pupils whose needs are met further.
        hours_lost: Fewer hours that pupils receive [h/year].
        effective_hours_lost: Fewer effective hours that count [h/year].
        statutory_hours_lost: More statutory hours short [h/year].
        shortfall_hours: Statutory hours short [h/year].
        shortfall_hours_bound: What no plan can better that saves as much.
        coverage: Coverage of all needs, weighted by priority [share 0-1].
        coverage_lost: How much less that is than in the plan [share 0-1].
        fair_share: The fairest share [share 0-1].
        fair_share_bound: What no plan can better that saves as much.
        benefit: The benefit [weighted coverage].
        benefit_bound: What no plan can better that saves as much.
        needs_met: The benefit as a share of what meeting every need in full would give; the first
            third of a need counts for more than the last [share 0-1].
        needs_met_bound: What no plan can better that saves as much.
        needs_met_lost: How much less that is than in the plan [share 0-1].
    """

    to_save: Pounds
    not_saved: Pounds
    from_unspent: Pounds
    from_bought: Pounds
    from_posts: Pounds
    posts: int
    pupils_changed: int
    pupils_helped_less: int
    pupils_helped_more: int
    hours_lost: float
    effective_hours_lost: float
    statutory_hours_lost: float
    shortfall_hours: float
    shortfall_hours_bound: float
    coverage: float
    coverage_lost: float
    fair_share: float
    fair_share_bound: float
    benefit: float
    benefit_bound: float
    needs_met: float
    needs_met_bound: float
    needs_met_lost: float


class CutThing(Row):
    """One thing that goes at a step, against the plan as it is.

    Attributes:
        to_save: The step [GBP a year].
        kind: Money left ``unspent`` (below 0: more is left), ``extra`` hours, ``agency`` or
            ``service`` hours, a ``vacancy`` not filled, an ``item``, ``materials``, or a ``post``.
        code: The adult or the provision; blank for money.
        role: The adult's role.
        skills: The adult's skills.
        hours: Hours a year that are no longer paid for; below 0: more are [h/year].
        saved: What it saves; below 0: it costs more [GBP a year].
        pupils: Pupils who have something of it in the plan and whose hours are not as in the plan.
    """

    to_save: Pounds
    kind: BoughtKind | Literal["unspent", "post"]
    code: str
    role: str
    skills: tuple[str, ...]
    hours: float
    saved: Pounds
    pupils: int


class CutItem(Row):
    """A statutory item that a step touches.

    Attributes:
        to_save: The step [GBP a year].
        hours_lost: Hours short beyond what is short in the plan [h/year].
        shortfall_hours: Hours short [h/year].
    """

    to_save: Pounds
    item: str
    pupil: str
    source: str
    hours_lost: float
    shortfall_hours: float


class CutPupil(Row):
    """A pupil whose hours a step changes from the plan.

    Attributes:
        to_save: The step [GBP a year].
        hours_lost: Fewer hours received; below 0: more [h/year].
        coverage_before: Coverage of their needs in the plan; ``None`` where no provision could
            serve any [share 0-1].
        coverage: The same at this step [share 0-1].
    """

    to_save: Pounds
    pupil: str
    hours_lost: float
    coverage_before: float | None
    coverage: float | None


def step_of(school: School, cutter: Cutter, cut: Cut) -> CutStep:
    """Give the figures of one step against the plan as it is."""
    assert cutter.start is not None
    before, after = cutter.start.plan, cut.plan
    was, now = before.summary, after.summary
    had = {goal.name: goal.value for goal in was.goals}
    goals = {goal.name: goal.value for goal in now.goals}
    helped = reach(school, before, after)
    return CutStep(
        to_save=cut.money,
        not_saved=cutter.not_saved(cut),
        from_unspent=_unspent(before) - _unspent(after),
        from_bought=was.planned_cost - now.planned_cost,
        from_posts=was.committed_cost - now.committed_cost,
        posts=len(cut.gone),
        pupils_changed=len(pupils_changed(before, after)),
        pupils_helped_less=len(helped.less),
        pupils_helped_more=len(helped.more),
        hours_lost=hours_received(before) - hours_received(after),
        effective_hours_lost=effective_hours(before) - effective_hours(after),
        statutory_hours_lost=now.statutory_shortfall_hours - was.statutory_shortfall_hours,
        shortfall_hours=now.statutory_shortfall_hours,
        shortfall_hours_bound=cut.bounds["statutory_shortfall"],
        coverage=now.mean_coverage,
        coverage_lost=was.mean_coverage - now.mean_coverage,
        fair_share=now.fair_share,
        fair_share_bound=cut.bounds["fair_share"],
        benefit=goals["benefit"],
        benefit_bound=cut.bounds["benefit"],
        needs_met=needs_met(school, after, goals["benefit"]),
        needs_met_bound=needs_met(school, after, cut.bounds["benefit"]),
        needs_met_lost=needs_met(school, before, had["benefit"])
        - needs_met(school, after, goals["benefit"]),
    )


def things_that_go(school: School, cutter: Cutter, cut: Cut) -> Iterator[CutThing]:
    """List what goes of the plan as it is: money unspent, what is bought, then posts."""
    assert cutter.start is not None
    plan = cutter.start.plan
    changed = set(pupils_changed(plan, cut.plan))
    unspent = _unspent(plan) - _unspent(cut.plan)
    if unspent:
        yield CutThing(
            to_save=cut.money,
            kind="unspent",
            code="",
            role="",
            skills=(),
            hours=0.0,
            saved=unspent,
            pupils=0,
        )
    for (kind, code), one in more_bought(school, plan, cut.plan).items():
        yield _thing(school, cut.money, kind, code, one, len(_with(plan, code) & changed))
    for staff in sorted(cut.gone, key=lambda staff: (salary_of_year(school, staff), staff)):
        hours = (school.staff_by_id[staff].contract_hours or 0.0) * school.weeks_in_year
        post = Bought(-hours, -salary_of_year(school, staff))
        yield _thing(school, cut.money, "post", staff, post, len(_with(plan, staff) & changed))


def _thing(
    school: School,
    money: Decimal,
    kind: BoughtKind | Literal["post"],
    code: str,
    more: Bought,
    pupils: int,
) -> CutThing:
    member = school.staff_by_id.get(code) if kind not in _OF_PROVISIONS else None
    return CutThing(
        to_save=money,
        kind=kind,
        code=code,
        role=member.role if member else "",
        skills=member.skills if member else (),
        hours=0.0 - more.hours,
        saved=-more.cost,
        pupils=pupils,
    )


_OF_PROVISIONS = frozenset({BoughtKind.ITEM, BoughtKind.MATERIALS})


def _with(plan: Plan, code: str) -> set[str]:
    """Name the pupils who have something of an adult, or of a provision, in a plan.

    Support is shared out to pupils and not to adults: who has support in a term in which the adult
    gives it counts.
    """
    helped = {
        (row.provision, row.term) for row in plan.deployment if row.staff == code and not row.group
    }
    found = {pupil for row in plan.groups if row.staff == code for pupil in row.pupils}
    return found | {
        row.pupil
        for row in plan.allocations
        if row.provision == code or (not row.group and (row.provision, row.term) in helped)
    }


def items_touched(school: School, cutter: Cutter, cut: Cut) -> Iterator[CutItem]:
    """List the statutory items that are shorter than in the plan, the most hours first."""
    assert cutter.start is not None
    was, now = shortfalls(school, cutter.start.plan), shortfalls(school, cut.plan)
    lost = {item: hours - was.get(item, 0.0) for item, hours in now.items()}
    items = {item.item: item for item in school.statutory}
    for code in sorted(lost, key=lambda item: (-round(lost[item], 4), item)):
        if lost[code] > _LEAST_ITEM_HOURS:
            item = items[code]
            yield CutItem(
                to_save=cut.money,
                item=code,
                pupil=item.pupil,
                source=item.source,
                hours_lost=lost[code],
                shortfall_hours=now[code],
            )


def shortfalls(school: School, plan: Plan) -> Mapping[str, float]:
    """Give the hours of the year by which each statutory item is short [h/year]."""
    items = {item.item: item for item in school.statutory}
    found: dict[str, float] = defaultdict(float)
    for row in plan.statutory:
        weeks = 1.0
        if row.per is Per.WEEK and row.term is not None:
            pupil, term = school.pupil_by_id[row.pupil], school.term_by_id[row.term]
            weeks = weeks_in_force(items[row.item], pupil, term)
        found[row.item] += row.shortfall_hours * weeks
    return found


def pupils_touched(school: School, cutter: Cutter, cut: Cut) -> Iterator[CutPupil]:
    """List the pupils whose hours are not as in the plan, who loses most coverage first."""
    assert cutter.start is not None
    before, after = cutter.start.plan, cut.plan
    was, now = pupils_coverage(school, before), pupils_coverage(school, after)
    had, has = hours_by_pupil(before), hours_by_pupil(after)
    rows = [
        CutPupil(
            to_save=cut.money,
            pupil=pupil,
            hours_lost=had.get(pupil, 0.0) - has.get(pupil, 0.0),
            coverage_before=was.get(pupil),
            coverage=now.get(pupil),
        )
        for pupil in pupils_changed(before, after)
    ]
    yield from sorted(rows, key=_most_lost_first)


def _most_lost_first(row: CutPupil) -> tuple[float, str]:
    return round((row.coverage or 0.0) - (row.coverage_before or 0.0), 6), row.pupil


def _unspent(plan: Plan) -> Decimal:
    return sum((use.unspent for use in plan.funding), Decimal(0))
