"""The sentences of why: calm, with their figures, and under the school's own priorities."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from planner.charts.words import counted, hours, listed, number, percent, pounds, strand_name
from planner.insight.subject import SubjectKind
from planner.insight.why import WhyAnswer
from planner.insight.why_rows import WhyChangeRow
from planner.optimiser.room import Limit
from planner.school.codes import PinRule
from planner.school.school import School

_AT_THE_FLOOR = 0.01
_NAMED = 3
_HOURS = 0.05
LIMITS: Mapping[Limit, str] = {
    Limit.NOTHING: "nothing at all",
    Limit.TODAY: "keeping close to today’s plan",
    Limit.OTHERS: "what others receive",
    Limit.MONEY: "the money there is",
    Limit.HOURS: "the hours of the adults who could give it",
    Limit.CLASS_TIME: "the time a pupil may be out of class",
    Limit.SCHOOL_WEEK: "the length of the school week",
    Limit.SMALLEST_GROUP: "the fewest pupils that a group needs",
    Limit.LARGEST_GROUP: "the most pupils that a group holds",
    Limit.NUMBER_OF_GROUPS: "the number of groups that may run at one time",
    Limit.MOST_HOURS: "the most hours of a kind of support for one pupil",
    Limit.PIN: "decisions that are already made",
}


def sentences_of(school: School, answer: WhyAnswer) -> tuple[str, ...]:
    """Say what there is, what limits it, and what would give more."""
    said = [
        _what_there_is(school, answer),
        *_what_is_owed(answer),
        *_what_nothing_serves(school, answer),
    ]
    if answer.limits:
        said += [*_what_limits(answer), *_who_comes_first(answer)]
        said.append(_what_would_help(school, answer))
    elif answer.is_whole:
        said.append("Nothing more is asked for, so nothing stands in the way.")
    if not answer.is_whole:
        said.append("There was no time to try everything; what was not tried is missing.")
    return tuple(said)


def _what_there_is(school: School, answer: WhyAnswer) -> str:
    if answer.kind is SubjectKind.ADULT:
        return _what_an_adult_does(answer)
    if answer.kind is SubjectKind.PROVISION:
        return _who_gets(school, answer)
    weeks = school.weeks_in_year
    received = sum(row.hours_per_week * row.weeks for row in answer.received) / weeks
    chosen = "" if answer.is_chosen else ", the pupil whose needs are met least,"
    if answer.kind is SubjectKind.NEED:
        need = next(one for one in school.needs if one.need == answer.code)
        return (
            f"{percent(answer.value)} of the need of {need.pupil} in {strand_name(need.strand)} "
            f"is met, with {hours(received)} a week of provision that serves it."
        )
    said = (
        f"{answer.code}{chosen} receives {hours(received)} a week, the mean of the year, which "
        f"meets {percent(answer.value)} of what would meet their needs in full."
    )
    if answer.floor and answer.value <= answer.floor + _AT_THE_FLOOR:
        said += (
            f" Fairness, as the school has set it, keeps {percent(answer.floor)} for them "
            "whatever else is chosen."
        )
    return said


def _what_an_adult_does(answer: WhyAnswer) -> str:
    left = max((row.unused_hours for row in answer.adult_terms), default=0.0)
    does = {row.provision for row in answer.received}
    said = f"{answer.code} gives {counted(len(does), 'kind')} of provision"
    used = ", ".join(
        f"{number(row.used_hours)} of {number(row.available_hours)} hours a week in {row.term}"
        for row in answer.adult_terms
    )
    if left < _HOURS:
        return f"{said}: {used}. No hours are left over."
    return f"{said}: {used}. Up to {hours(left)} a week are not used."


def _who_gets(school: School, answer: WhyAnswer) -> str:
    name = school.provision_by_id[answer.code].name
    if not answer.received:
        return f"Nobody receives {name} in this plan."
    groups = {row.group for row in answer.received if row.group}
    if any(row.pupil for row in answer.received):
        count = len({row.pupil for row in answer.received})
        who = counted(count, "pupil")
    else:
        who = f"{counted(sum(row.pupils for row in answer.received), 'place')} in all terms"
    in_groups = f" in {counted(len(groups), 'group')}" if groups else ""
    return f"{name} goes to {who}{in_groups}: {hours(answer.value)} in the year in all."


def _what_is_owed(answer: WhyAnswer) -> list[str]:
    if answer.kind is not SubjectKind.PUPIL or answer.short < _HOURS:
        return []
    said = [f"{hours(answer.short)} of statutory provision in the year are not met."]
    return said + [reason.partition(": ")[2].partition(": ")[2] for reason in answer.reasons]


def _what_nothing_serves(school: School, answer: WhyAnswer) -> list[str]:
    if not answer.unserved:
        return []
    strands = {need.need: strand_name(need.strand) for need in school.needs}
    named = listed(sorted({strands[code] for code in answer.unserved}))
    return [f"Nothing in the catalogue that anybody here can give serves the need in {named}."]


def _what_limits(answer: WhyAnswer) -> list[str]:
    stands = {row.limit for row in answer.limits if row.stands_in_the_way == "yes"}
    said = []
    if Limit.TODAY in stands:
        said.append("The plan of most benefit would give more; this one keeps closer to today’s.")
    if Limit.NOTHING in stands:
        return [*said, "More may be possible with no limit moved: planning for longer may find it."]
    standing = [
        LIMITS[row.limit]
        for row in answer.limits
        if row.limit in stands - {Limit.OTHERS, Limit.TODAY}
    ]
    if answer.kind is SubjectKind.ADULT:
        return (
            [*said, f"What limits what these hours do: {listed(standing)}."] if standing else said
        )
    if not standing:
        return [*said, "No single limit, let go alone, was found to make more possible."]
    each = ", each by itself," if len(standing) > 1 else ""
    return [
        *said,
        f"With nobody else worse off, what stands in the way{each} is {listed(standing)}.",
    ]


def _who_comes_first(answer: WhyAnswer) -> list[str]:
    others = {row.limit: row for row in answer.limits}.get(Limit.OTHERS)
    if others is None or others.stands_in_the_way != "yes":
        return []
    said = (
        "What the adults who could give more do now comes first under the school’s priorities: "
        "statutory provision, then what keeps every pupil a fair share, then the greatest need."
    )
    if not answer.competing:
        return [said]
    adults = list(dict.fromkeys(row.adult for row in answer.competing))[:_NAMED]
    pupils = list(dict.fromkeys(row.pupil for row in answer.competing))[:_NAMED]
    have = "has" if len(adults) == 1 else "have"
    return [f"{said} {listed(adults)} {have} no hours left; most go to {listed(pupils)}."]


def _what_would_help(school: School, answer: WhyAnswer) -> str:
    if not answer.changes:
        return "None of the small changes that were tried gives more under the school’s priorities."
    said = [_change_with_effect(school, answer, row) for row in answer.changes[:_NAMED]]
    return f"Planning again confirms what would give more: {'; or '.join(said)}."


def _change_with_effect(school: School, answer: WhyAnswer, row: WhyChangeRow) -> str:
    effect = f"from {percent(row.before)} to {percent(row.after)}"
    if answer.kind is SubjectKind.PROVISION:
        effect = f"from {number(row.before)} to {hours(row.after)} a year"
    elif answer.kind is SubjectKind.ADULT:
        effect = f"all needs met {effect}" if percent(row.before) != percent(row.after) else ""
    if row.short_before - row.short_after >= _HOURS:
        statute = f"{hours(row.short_before - row.short_after)} more of statute met in the year"
        effect = f"{effect}, with {statute}" if effect else statute
    words = change_words(school, answer, row)
    return f"{words} ({effect})" if effect else words


def change_words(school: School, answer: WhyAnswer, row: WhyChangeRow) -> str:
    """Say what a change is, for the middle of a sentence."""
    return _CHANGES[row.limit](school, answer, row)


def _money(_school: School, _answer: WhyAnswer, row: WhyChangeRow) -> str:
    return f"{pounds(row.amount)} more a year"


def _hours(school: School, answer: WhyAnswer, row: WhyChangeRow) -> str:
    member = school.staff_by_id[row.code]
    who = row.code
    if answer.is_parent_safe and answer.kind is not SubjectKind.ADULT:
        skills = f" with {listed(member.skills)}" if member.skills else ""
        who = f"an adult in the role {member.role}{skills}"
    paid = f", with the {pounds(row.money)} a year they cost" if row.money is not None else ""
    return f"{hours(row.amount)} more a week of {who}{paid}"


def _class_time(_school: School, _answer: WhyAnswer, row: WhyChangeRow) -> str:
    return f"{hours(row.amount)} more a week that {row.code} may be out of class"


def _school_week(_school: School, _answer: WhyAnswer, row: WhyChangeRow) -> str:
    return f"a school week that is {hours(row.amount)} longer"


def _smallest_group(school: School, _answer: WhyAnswer, row: WhyChangeRow) -> str:
    name = school.provision_by_id[row.code].name
    return f"groups of {name} that run with {counted(round(row.amount), 'pupil')}"


def _largest_group(school: School, _answer: WhyAnswer, row: WhyChangeRow) -> str:
    name = school.provision_by_id[row.code].name
    return f"{counted(round(row.amount), 'more pupil')} in each group of {name}"


def _more_groups(school: School, _answer: WhyAnswer, row: WhyChangeRow) -> str:
    name = school.provision_by_id[row.code].name
    return f"{counted(round(row.amount), 'more group')} of {name} at one time"


def _most_hours(school: School, _answer: WhyAnswer, row: WhyChangeRow) -> str:
    name = school.provision_by_id[row.code].name
    return f"{hours(row.amount)} more a week of {name} allowed for one pupil"


def _today(_school: School, _answer: WhyAnswer, _row: WhyChangeRow) -> str:
    return "giving up nothing of the benefit to keep today’s plan"


def _pin(school: School, _answer: WhyAnswer, row: WhyChangeRow) -> str:
    name = school.provision_by_id[row.provision].name
    must = {PinRule.MUST_NOT: "must not have", PinRule.MUST: "must have"}
    rule = must.get(row.rule or PinRule.EXACTLY, "has a set number of hours of")
    return f"taking back the decision that {row.code} {rule} {name}"


_CHANGES: Mapping[Limit, Callable[[School, WhyAnswer, WhyChangeRow], str]] = {
    Limit.TODAY: _today,
    Limit.MONEY: _money,
    Limit.HOURS: _hours,
    Limit.CLASS_TIME: _class_time,
    Limit.SCHOOL_WEEK: _school_week,
    Limit.SMALLEST_GROUP: _smallest_group,
    Limit.LARGEST_GROUP: _largest_group,
    Limit.NUMBER_OF_GROUPS: _more_groups,
    Limit.MOST_HOURS: _most_hours,
    Limit.PIN: _pin,
}
