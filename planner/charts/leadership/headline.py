"""The plan in a few sentences for whoever decides: law, money, who is helped least, how sure."""

from __future__ import annotations

from statistics import median, quantiles

from planner.charts.headline import headline_of
from planner.charts.leadership.audience import EVERYTHING, Audience
from planner.charts.leadership.ledgers import rate_sentence
from planner.charts.leadership.statutory import Owed, owed_in_the_year
from planner.charts.reach import reach_of
from planner.charts.words import hours, number, percent, pounds
from planner.optimiser.plan import Plan
from planner.school.school import School

_QUARTERS = 4
_FILLING = "What filling it costs."


def sentences_of(
    school: School, plan: Plan, audience: Audience = EVERYTHING, *, gap: str = ""
) -> tuple[str, ...]:
    """Say what a plan comes to, in the order in which leaders ask, and name no pupil.

    Args:
        school: The school.
        plan: Its plan.
        audience: Who reads.
        gap: What the question about the statutory gap was answered with, which says more than the
            plan does; blank where it was not asked.
    """
    told, owed = headline_of(school, plan), owed_in_the_year(school, plan)
    found = (
        _law(owed, audience),
        f"{_FILLING} {gap}" if gap else _gap(plan, owed, audience),
        f"The money. {told.money}",
        rate_sentence(school, plan, audience),
        _helped(pupils_met(school, plan), audience),
        _unserved(plan, audience),
        f"How sure. {told.sureness}",
    )
    return tuple(sentence for sentence in found if sentence)


def pupils_met(school: School, plan: Plan) -> dict[str, float]:
    """How far the needs of each pupil who has one that could be served are met [share 0-1]."""
    reach = reach_of(school, plan)
    return {pupil: reach.planned_mean(needs) for pupil, needs in reach.needs_by_pupil().items()}


def _law(year: Owed, audience: Audience) -> str:
    if not year.pupils:
        return "The law. No statutory hours are entered, so none are owed."
    if not year.pupils_short:
        return "The law. Every statutory hour is met."
    pupils = audience.counted(year.pupils_short, "pupil is", "pupils are")
    if not audience.may_see(year.pupils):
        return "The law. Not every statutory hour is met."
    return (
        f"The law. {pupils[:1].upper()}{pupils[1:]} short of statutory hours: "
        f"{number(round(year.short, 1))} of {hours(round(year.required))} owed in the year."
    )


def _gap(plan: Plan, year: Owed, audience: Audience) -> str:
    """What filling the gap costs; of few pupils the cost is told only to who may see everybody."""
    summary = plan.summary
    if summary.statutory_shortfall_hours <= 0 or not audience.may_see(year.pupils_short):
        return ""
    if summary.statutory_gap_cost >= 1:
        cost = pounds(summary.statutory_gap_cost)
        return f"{_FILLING} The part that money can fill would cost {cost} a year."
    return (
        f"{_FILLING} Money alone does not fill it: a skill, an hour of the day or a place in a "
        "group is missing."
    )


def _helped(met: dict[str, float], audience: Audience) -> str:
    """How far pupils are helped; the single lowest is told only to who may see everybody."""
    if not met:
        return "Helped least. No pupil has a need that a provision could serve."
    if not audience.may_see(len(met)):
        return ""
    half = percent(median(met.values()))
    if audience.sees_all:
        lowest = percent(min(met.values()))
        if len(met) == 1:
            return f"Helped least. The one pupil gets {lowest} of what would meet the needs."
        return (
            f"Helped least. The pupil helped least gets {lowest} of what would meet their needs "
            f"in full; half of all pupils get {half} or more."
        )
    if len(met) < _QUARTERS * audience.fewest_shown:
        return (
            f"Helped least. Half of all pupils get {half} or more of what would meet their needs "
            "in full."
        )
    low = percent(quantiles(met.values(), n=_QUARTERS, method="inclusive")[0])
    return (
        f"Helped least. Three pupils in four get {low} or more of what would meet their needs in "
        f"full; half get {half} or more."
    )


def _unserved(plan: Plan, audience: Audience) -> str:
    needs = len(plan.summary.unserved_needs)
    if not needs:
        return ""
    counted = audience.counted(needs, "need has", "needs have")
    return (
        f"Not served. {counted[:1].upper()}{counted[1:]} no provision in the catalogue, or nobody "
        "to give it."
    )
