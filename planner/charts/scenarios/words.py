"""What a comparison says in sentences, and how groups of pupils are called."""

from __future__ import annotations

from collections.abc import Mapping

from planner.charts.register_words import need_type_name, year_name
from planner.charts.words import (
    counted,
    hours,
    listed,
    percent,
    pounds,
    sentence_case,
    status_name,
    strand_name,
)
from planner.optimiser.plan import Status
from planner.scenarios.comparison import Comparison, Effect, Grouping, OnRoll, PlanFigures
from planner.school.codes import NeedType, SenStatus, Strand

GROUPINGS: Mapping[Grouping, str] = {
    Grouping.PRIMARY_NEED: "primary need",
    Grouping.STRAND: "strand of need",
    Grouping.YEAR_GROUP: "year group",
    Grouping.PUPIL_PREMIUM: "pupil premium",
    Grouping.LOOKED_AFTER: "looked after",
    Grouping.SEN_STATUS: "SEN status",
}
_YES_NO = {
    Grouping.PUPIL_PREMIUM: {"Y": "Pupil premium", "N": "No pupil premium"},
    Grouping.LOOKED_AFTER: {"Y": "Looked after", "N": "Not looked after"},
}
_LEAST_MONEY = 1
_TINY = 1e-9


def group_name(grouping: Grouping, group: str) -> str:
    """A group in words."""
    if grouping in _YES_NO:
        return _YES_NO[grouping][group]
    if grouping is Grouping.SEN_STATUS:
        return "No SEN status" if group == SenStatus.NONE else status_name(SenStatus(group))
    if grouping is Grouping.STRAND:
        return sentence_case(strand_name(Strand(group)))
    if grouping is Grouping.YEAR_GROUP:
        return year_name(group)
    return sentence_case(need_type_name(NeedType(group))) if group else "Not entered"


def account_of(comparison: Comparison) -> list[str]:
    """Say in a few sentences what each plan comes to beside the base."""
    base = comparison.base
    lines = [
        f"{base.scenario}: {percent(base.mean_coverage)} of needs are met, "
        f"{percent(base.worst_coverage)} for the pupil with the least; {_law(base)}; "
        f"{_money(base)}."
    ]
    lines += [sentence_of(comparison, one) for one in comparison.others]
    return lines + _how_sure(comparison)


def sentence_of(comparison: Comparison, one: PlanFigures) -> str:
    """Say what one plan comes to beside the base, in a sentence or two."""
    base = comparison.base
    mean = _moves("needs met", base.mean_coverage, one.mean_coverage)
    least = _moves("they", base.worst_coverage, one.worst_coverage)
    return (
        f"{one.scenario}: {mean}, and for the pupil with the least {least}; {_law(one)}; "
        f"{_money(one)}. {_whom(comparison, one.scenario)}"
    )


def _how_sure(comparison: Comparison) -> list[str]:
    """Which differences may be chance, where the search for a plan was stopped."""
    stopped = [one for one in comparison.comparison if one.status is Status.TIME_LIMIT]
    if not stopped:
        return []
    names = listed(one.scenario for one in stopped)
    was = "was" if len(stopped) == 1 else "were"
    distances = [found for one in stopped if (found := _distance(one)) is not None]
    if len(distances) < len(stopped):
        return [f"{names} {was} stopped early: small differences may be chance."]
    return [
        f"{names} {was} stopped early. No other plan could help by more than "
        f"{percent(max(distances))} more, and differences smaller than that may be chance."
    ]


def _distance(one: PlanFigures) -> float | None:
    """How much more than a plan any other could help, as far as is known [share]."""
    distances = []
    pairs = ((one.fair_share, one.fair_share_bound), (one.benefit, one.benefit_bound))
    for value, bound in pairs:
        if value is None or bound is None:
            return None
        distances.append((bound - value) / bound if bound > _TINY else 0.0)
    return max(distances)


def _moves(what: str, before: float, after: float) -> str:
    if percent(before) == percent(after):
        return f"{what} stay at {percent(after)}"
    return f"{what} go from {percent(before)} to {percent(after)}"


def _law(one: PlanFigures) -> str:
    if one.items_short == 0:
        return "every statutory item is met"
    short = hours(round(one.statutory_shortfall_hours, 1))
    are = "is" if one.items_short == 1 else "are"
    return f"{counted(one.items_short, 'statutory item')} {are} short by {short} in the year"


def _money(one: PlanFigures) -> str:
    if one.unfunded >= _LEAST_MONEY:
        return f"{pounds(one.unfunded)} of what is owed has no money"
    return "it is within the money"


def _whom(comparison: Comparison, scenario: str) -> str:
    """Who gains and who loses, with new pupils and leavers apart."""
    rows = [row for row in comparison.pupils if row.scenario == scenario]
    there = [row for row in rows if row.on_roll is OnRoll.BOTH]
    parts = [
        f"{counted(len(found), 'pupil')} {verb if len(found) != 1 else verb + 's'}"
        for effect, verb in ((Effect.LOSES, "lose"), (Effect.GAINS, "gain"))
        if (found := [row for row in there if row.effect is effect])
    ]
    otherwise = sum(row.effect is Effect.OTHERWISE for row in there)
    if otherwise:
        get = "gets" if otherwise == 1 else "get"
        parts.append(f"{counted(otherwise, 'pupil')} {get} something else for as much")
    same = sum(row.effect is Effect.SAME for row in there)
    parts.append(f"nothing changes for {counted(same, 'pupil')}" if parts else "Nothing changes")
    said = ", ".join(parts)
    new = sum(row.on_roll is OnRoll.NEW for row in rows)
    gone = sum(row.on_roll is OnRoll.LEAVES for row in rows)
    others = [f"{new} new"] * bool(new) + [f"{gone} leaving earlier"] * bool(gone)
    apart = f" Besides: {' and '.join(others)}." if others else ""
    return f"{said}.{apart}"
