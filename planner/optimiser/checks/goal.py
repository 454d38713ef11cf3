"""The goals in order: what each reached, what no plan can better, and what later goals left of it.

Shortfall, unfunded cost, changes and cost are those of the plan itself, for no later goal may
give anything of them up. The fairest share and the benefit are what was settled before later goals
took their allowance, so the plan itself is held to that allowance instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from planner.optimiser.checks.coverage import coverage_by_pupil, hours_by_need, served_needs
from planner.optimiser.checks.reading import Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.checks.statute import shortfall_in_year
from planner.optimiser.checks.table import where
from planner.optimiser.checks.tolerance import (
    HALF_PENNY,
    SETTLED,
    SHARE,
    TOTAL_HOURS,
    differs,
    exceeds,
)
from planner.optimiser.plan import UNFUNDED, GoalResult
from planner.school.calendar import weeks_received

GOALS = ("statutory_shortfall", "unfunded", "fair_share", "benefit", "changes", "cost")
_MORE_IS_BETTER = frozenset({"fair_share", "benefit"})
_ROUNDING = {
    "statutory_shortfall": 50 * TOTAL_HOURS,
    "unfunded": 1.0,
    "fair_share": SHARE,
    "benefit": 1e-3,
    "changes": 50 * TOTAL_HOURS,
    "cost": 1.0,
}


@rule
def goals_stand_in_their_order(reading: Reading) -> Iterator[Finding]:
    """The six goals are reported in the order in which they were settled, each with its unit."""
    names = tuple(goal.name for goal in reading.plan.summary.goals)
    if names != GOALS:
        yield where("summary", "goals"), f"are {', '.join(names)}, not {', '.join(GOALS)}"
    for goal in reading.plan.summary.goals:
        if not goal.unit:
            yield where("summary goals", goal.name), "has no unit"


@rule
def bounds_stand_on_the_right_side(reading: Reading) -> Iterator[Finding]:
    """What no plan can better is not worse than what this plan reaches."""
    for goal in reading.plan.summary.goals:
        slack = _ROUNDING.get(goal.name, 0.0) + SETTLED * abs(goal.value)
        worse, better = (
            (goal.value, goal.bound) if goal.name in _MORE_IS_BETTER else (goal.bound, goal.value)
        )
        if exceeds(worse, better, slack):
            yield where("summary goals", goal.name), f"reaches {worse:g} past {better:g}"


@rule
def goals_are_as_near_their_bound_as_said(reading: Reading) -> Iterator[Finding]:
    """Value and bound are no further apart than the plan's gap, or 1e-4 of them.

    No goal can be less than nothing, so neither can a bound.
    """
    summary = reading.plan.summary
    for goal in summary.goals:
        share, bound = max(SETTLED, summary.gap, goal.gap), max(0.0, goal.bound)
        allowed = share * max(goal.value, bound) + _ROUNDING.get(goal.name, 0.0)
        if exceeds(abs(goal.value - bound), allowed, 0.0):
            what = f"{goal.value:g} lies further from {bound:g} than {share:g} of it"
            yield where("summary goals", goal.name), what
        if exceeds(goal.gap, max(SETTLED, summary.gap), SETTLED):
            yield where("summary goals", goal.name), "has a larger gap than the plan says"


@rule
def goals_reach_what_the_plan_reaches(reading: Reading) -> Iterator[Finding]:
    """Shortfall, unfunded cost, changes and cost have the value that the plan's tables give."""
    reached = {
        "statutory_shortfall": shortfall_in_year(reading),
        "unfunded": float(
            sum(row.amount for row in reading.plan.spending if row.stream == UNFUNDED)
        ),
        "changes": changes_from_today(reading),
        "cost": float(sum(row.amount for row in reading.plan.spending if not row.is_committed)),
    }
    for goal in reading.plan.summary.goals:
        expected = reached.get(goal.name)
        if expected is not None and differs(goal.value, expected, _tolerance(goal)):
            yield where("summary goals", goal.name), f"says {goal.value:g}, not {expected:g}"


@rule
def every_pupil_keeps_a_fair_share(reading: Reading) -> Iterator[Finding]:
    """A pupil's coverage is at least fairness × the fairest share × the most alone.

    Who could have nothing alone is left out.
    """
    summary = reading.plan.summary
    floor = reading.school.policies.fairness * summary.fair_share
    for pupil_id, coverage in coverage_by_pupil(reading).items():
        least = floor * summary.most_alone.get(pupil_id, 0.0)
        if exceeds(least, coverage, SHARE):
            what = f"is covered {coverage:.4f}, where {least:.4f} is the least"
            yield where("coverage", pupil_id), what


@rule
def the_fair_share_is_one_share(reading: Reading) -> Iterator[Finding]:
    """The fairest share is from 0 to 1, and the summary and the goal say the same."""
    share = reading.plan.summary.fair_share
    if not 0 <= share <= 1 + SHARE:
        yield where("summary", "fair_share"), f"is {share:g}"
    for goal in reading.plan.summary.goals:
        if goal.name == "fair_share" and differs(goal.value, share, SHARE):
            yield where("summary", "fair_share"), f"is {share:g}, and the goal says {goal.value:g}"


@rule
def the_most_alone_is_known_of_every_pupil(reading: Reading) -> Iterator[Finding]:
    """Every pupil whose needs could be served has a most, from 0 to 1, and nobody else exists."""
    most_alone = reading.plan.summary.most_alone
    for pupil_id in coverage_by_pupil(reading):
        if pupil_id not in most_alone:
            yield where("summary most_alone", pupil_id), "is not said"
    for pupil_id, most in most_alone.items():
        if pupil_id not in reading.school.pupil_by_id:
            yield where("summary most_alone", pupil_id), "is no pupil of the school"
        if not 0 <= most <= 1 + SHARE:
            yield where("summary most_alone", pupil_id), f"is {most:g}"


@rule
def nobody_has_more_than_the_most_alone(reading: Reading) -> Iterator[Finding]:
    """No pupil is covered further than they could be with every adult and all the money.

    Where statutory provision is planned beyond the money, a plan may go further.
    """
    summary = reading.plan.summary
    if any(row.stream == UNFUNDED and not row.is_committed for row in reading.plan.spending):
        return
    for pupil_id, coverage in coverage_by_pupil(reading).items():
        most = summary.most_alone.get(pupil_id, 1.0)
        if exceeds(coverage, most, SHARE):
            what = f"is {most:.4f}, and the plan covers {coverage:.4f}"
            yield where("summary most_alone", pupil_id), what


@rule
def no_plan_is_fairer_than_the_bound(reading: Reading) -> Iterator[Finding]:
    """The share that every pupil has in this plan is not above the bound of the fairest share."""
    most_alone = reading.plan.summary.most_alone
    shares = [
        coverage / most_alone[pupil_id]
        for pupil_id, coverage in coverage_by_pupil(reading).items()
        if most_alone.get(pupil_id, 0.0) > SHARE
    ]
    share = min(1.0, min(shares, default=0.0))
    for goal in reading.plan.summary.goals:
        if goal.name == "fair_share" and exceeds(share, goal.bound, 10 * SHARE):
            what = f"bound {goal.bound:g} is below the {share:g} that every pupil has"
            yield where("summary goals", goal.name), what


@rule
def benefit_is_kept(reading: Reading) -> Iterator[Finding]:
    """The plan's benefit is the goal's, less at most what may go to keep today's allocations.

    Nothing may be given up where there is no current plan; and no plan passes the goal's bound.
    Benefit is told as a sum over needs or as their mean.
    """
    settled = [goal for goal in reading.plan.summary.goals if goal.name == "benefit"]
    kept = 1.0
    if reading.school.current_plan is not None:
        kept -= reading.school.policies.keep_current_plan
    total = benefit(reading)
    weight = sum(need.weight for need in served_needs(reading)) or 1.0
    for goal in settled:
        least, most = goal.value * kept * (1 - SETTLED), goal.bound * (1 + SETTLED)
        small = _ROUNDING["benefit"]
        if not any(least - small <= reached <= most + small for reached in (total, total / weight)):
            what = f"is {total:g} in the plan, which lies outside {least:g} to {most:g}"
            yield where("summary goals", goal.name), what


def benefit(reading: Reading) -> float:
    """Priority-weighted coverage in which each further third of a need is worth less."""
    hours = hours_by_need(reading)
    worths = reading.school.policies.diminishing_returns
    return sum(
        need.weight
        * sum(
            worth * min(1 / 3, max(0.0, hours[need.need].coverage - third / 3))
            for third, worth in enumerate(worths)
        )
        for need in served_needs(reading)
    )


def changes_from_today(reading: Reading) -> float:
    """Hours by which the plan differs from what is done today; 0 where that is not said [h].

    Added up over pupil, provision and term: |hours a week now − today| × the weeks received.
    """
    school = reading.school
    if school.current_plan is None:
        return 0.0
    change: dict[tuple[str, str, str], float] = defaultdict(float)
    for row in school.current_plan:
        change[row.term, row.pupil, row.provision] -= row.hours_per_week
    for planned in reading.plan.allocations:
        change[planned.term, planned.pupil, planned.provision] += planned.hours_per_week
    return sum(
        abs(hours)
        * weeks_received(
            school.pupil_by_id[pupil_id],
            school.provision_by_id[provision_id],
            school.term_by_id[term_id],
        )
        for (term_id, pupil_id, provision_id), hours in change.items()
    )


def _tolerance(goal: GoalResult) -> float:
    if goal.name in {"unfunded", "cost"}:
        return HALF_PENNY
    return _ROUNDING[goal.name]
