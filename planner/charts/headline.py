"""The answer in sentences: law, money, who is helped least, and what could be done about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.charts.duties import Duty, duties_of
from planner.charts.reach import Reach, reach_of
from planner.charts.sureness import sureness
from planner.charts.words import counted, hours, percent, pounds
from planner.charts.workload import workloads_of
from planner.optimiser.plan import Plan, ReasonCode
from planner.school.school import School

_MOST_NAMED = 3
_AS_LOW = 0.0005
_WORTH_USING = 1.0
_REMEDIES = {
    ReasonCode.MONEY: "find {gap} for it",
    ReasonCode.SKILL: "train or bring in another adult with the skill",
    ReasonCode.HOURS: "add hours of the adults who may give it",
    ReasonCode.TIME: "ask the local authority to reconsider what does not fit the pupil’s week",
    ReasonCode.GROUP: "change the size of the group, or who may join it",
    ReasonCode.DATES: "look at the dates of the adults and of the provision",
    ReasonCode.PIN: "loosen a decision that was made before the plan",
}


@dataclass(frozen=True)
class HeadlineFigure:
    """One figure at the top of a plan.

    Attributes:
        key: A short name, used for the widget.
        label: What it is, with its unit and period.
        value: The figure.
        against: What it is compared with.
    """

    key: str
    label: str
    value: str
    against: str


@dataclass(frozen=True)
class Headline:
    """What a reader learns first.

    Attributes:
        law: Whether everything statutory is met, and what is not and why.
        law_lines: One sentence for each statutory line that is short, where there are several.
        money: Whether it is within the money.
        least_helped: Who is helped least, and how far that could be bettered.
        next_steps: What could be done about it.
        sureness: How sure the plan is, and that it was checked.
        figures: At most four figures.
    """

    law: str
    law_lines: tuple[str, ...]
    money: str
    least_helped: str
    next_steps: tuple[str, ...]
    sureness: str
    figures: tuple[HeadlineFigure, ...]

    @property
    def is_lawful(self) -> bool:
        """Whether every statutory hour is met."""
        return not self.law_lines


def headline_of(school: School, plan: Plan) -> Headline:
    """Work out the headline of a plan."""
    duties = duties_of(school, plan)
    reach = reach_of(school, plan)
    short = tuple(duty for duty in duties if not duty.is_met)
    return Headline(
        law=_law(duties, short, plan),
        law_lines=tuple(duty.sentence for duty in short),
        money=_money(plan),
        least_helped=_least_helped(reach, plan),
        next_steps=_next_steps(short, school, plan),
        sureness=sureness(plan),
        figures=_figures(duties, short, reach, plan),
    )


def _law(duties: tuple[Duty, ...], short: tuple[Duty, ...], plan: Plan) -> str:
    if not duties:
        return "No statutory hours are entered, so none are owed."
    if not short:
        return "Every statutory hour is met."
    cost = plan.summary.statutory_gap_cost
    what = "it" if len(short) == 1 else "what money can fill"
    filling = f" Filling {what} would cost {pounds(cost)}." if cost > 0 else ""
    if len(short) == 1:
        return f"Every statutory hour is met but {short[0].sentence}{filling}"
    return (
        f"{len(duties) - len(short)} of {len(duties)} statutory lines are met in full; "
        f"{len(short)} are short.{filling}"
    )


def _money(plan: Plan) -> str:
    summary = plan.summary
    spent = summary.committed_cost + summary.planned_cost
    if summary.unfunded > 0:
        return (
            f"Not within it: {pounds(summary.unfunded)} of the {pounds(spent)} that the year costs "
            "has no money that may pay it."
        )
    left = summary.income - spent
    reserve = summary.policies.reserve
    kept = ""
    if 0 < reserve <= left:
        kept = (
            ", your reserve" if left - reserve < 1 else f", with your reserve of {pounds(reserve)}"
        )
    return (
        f"Within it: the year costs {pounds(spent)} of the {pounds(summary.income)} there is and "
        f"leaves {pounds(left)}{kept}."
    )


def _least_helped(reach: Reach, plan: Plan) -> str:
    pupils = _pupils_by_reach(reach)
    if not pupils:
        return "No pupil has a need that a provision could serve."
    code, coverage = pupils[0]
    as_low = [pupil for pupil, other in pupils if other - coverage < _AS_LOW]
    who = code
    if len(as_low) > 1:
        who = f"{code} and {counted(len(as_low) - 1, 'other pupil')}"
    alone = max(plan.summary.most_alone.get(pupil, 0.0) for pupil in as_low)
    sentence = f"{who}, with {percent(coverage)} of what would meet the needs in full."
    if alone - coverage > _AS_LOW:
        most = "up to " if len(as_low) > 1 else ""
        sentence += (
            f" With every adult and all the money to themselves it could be {most}{percent(alone)}."
        )
    unserved = len(plan.summary.unserved_needs)
    if unserved:
        sentence += (
            f" {counted(unserved, 'need')} {'has' if unserved == 1 else 'have'} no provision in "
            "the catalogue, or nobody to give it."
        )
    return sentence


def _next_steps(short: tuple[Duty, ...], school: School, plan: Plan) -> tuple[str, ...]:
    steps = [
        f"For {duty.name}: {_remedy(duty, plan.summary.statutory_gap_cost)}."
        for duty in short[:_MOST_NAMED]
        if duty.limit is not None
    ]
    if plan.summary.unfunded > 0:
        steps.append(f"Find {pounds(plan.summary.unfunded)} for what is already owed.")
    if plan.summary.unserved_needs:
        steps.append("Add a provision, or a skill, for the needs that nothing serves.")
    steps.append(_what_is_left(school, plan))
    return tuple(steps)


def _what_is_left(school: School, plan: Plan) -> str:
    """What could be done with the hours and the money that are left, or that none are."""
    spare = sum(row.unused for row in workloads_of(school, plan))
    if spare >= _WORTH_USING:
        return (
            f"Put the {hours(round(spare, 1))} a week that are not used to work: by training, or "
            "with provision that these adults may give."
        )
    summary = plan.summary
    left = summary.income - summary.committed_cost - summary.planned_cost
    if left > summary.policies.reserve + 1:
        return (
            f"Look at the {pounds(left)} that is left: it may be tied to what is not needed, or "
            "wait for hours and skills that are not there."
        )
    return (
        "Every timetabled hour and every pound is used: more help takes more hours, money or "
        "skills, or other choices above."
    )


def _remedy(duty: Duty, gap_cost: Decimal) -> str:
    assert duty.limit is not None
    money = f"{pounds(gap_cost)} more" if gap_cost >= 1 else "more money"
    return _REMEDIES[duty.limit].format(gap=money)


def _figures(
    duties: tuple[Duty, ...], short: tuple[Duty, ...], reach: Reach, plan: Plan
) -> tuple[HeadlineFigure, ...]:
    summary = plan.summary
    today = reach.mean_today(reach.needs)
    pupils = _pupils_by_reach(reach)
    missing = sum(duty.hours_short for duty in short)
    figures = [
        HeadlineFigure(
            "statutory_lines",
            "Statutory lines met this year",
            f"{len(duties) - len(short)} of {len(duties)}",
            f"{hours(round(missing, 1))} short in the year" if short else "no hour short",
        ),
        HeadlineFigure(
            "needs_met",
            "Needs met this year",
            percent(summary.mean_coverage),
            "no plan of today is entered" if today is None else f"{percent(today)} today",
        ),
        HeadlineFigure(
            "cost",
            "Cost of the year",
            pounds(summary.committed_cost + summary.planned_cost),
            f"{pounds(summary.income)} of money in",
        ),
    ]
    if pupils:
        figures.append(
            HeadlineFigure(
                "helped_least",
                "Needs met, pupil helped least",
                percent(pupils[0][1]),
                _least_today(reach, pupils[0][0]),
            )
        )
    return tuple(figures)


def _pupils_by_reach(reach: Reach) -> list[tuple[str, float]]:
    """Each pupil's coverage in the plan, the lowest first."""
    found = [(pupil, reach.planned_mean(needs)) for pupil, needs in reach.needs_by_pupil().items()]
    return sorted(found, key=_coverage_then_code)


def _coverage_then_code(pupil_and_coverage: tuple[str, float]) -> tuple[float, str]:
    pupil, coverage = pupil_and_coverage
    return round(coverage, 6), pupil


def _least_today(reach: Reach, pupil: str) -> str:
    if reach.today is None:
        return pupil
    lowest = min(_coverages_today(reach), default=0.0)
    return f"{pupil}; the lowest today is {percent(lowest)}"


def _coverages_today(reach: Reach) -> Iterable[float]:
    for needs in reach.needs_by_pupil().values():
        coverage = reach.mean_today(needs)
        if coverage is not None:
            yield coverage
