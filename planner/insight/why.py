"""Why: what somebody or something gets, what limits it, and the smallest change that gives more.

Each limit is let go alone, with nobody else worse off; where that gives more, small changes of it
are made to the school, which is solved again. Only what then really gives more is an answer.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from planner.errors import PlanningError
from planner.insight.answer import Answer, Asked, Seconds
from planner.insight.change import SmallChange
from planner.insight.obstacles import Ladder, ladders, limits_to_try
from planner.insight.question import Asking
from planner.insight.subject import Subject, SubjectKind, known_code, least_met
from planner.insight.trials import Trials, Tried, last_goal
from planner.insight.why_rows import (
    WhyAdultRow,
    WhyChangeRow,
    WhyCompetingRow,
    WhyLimitRow,
    WhyReceivedRow,
    adult_rows,
    change_row,
    competing_rows,
    received_rows,
    statutory_reasons,
)
from planner.optimiser.plan import Plan
from planner.optimiser.resolve import Effort, Point, Resolver
from planner.optimiser.room import NOTHING_MORE, Limit, Reached, Room

_SHARE_FOR_LIMITS = 0.4


class WhyAsked(Asked):
    """What may be chosen when asking why; without a code, it is the pupil who is met least."""

    pupil: str | None = Field(
        default=None, title="Pupil", description="Left blank: the pupil whose needs are least met."
    )
    need: str | None = Field(default=None, title="Need", description="Instead of a pupil.")
    adult: str | None = Field(default=None, title="Adult", description="Instead of a pupil.")
    provision: str | None = Field(
        default=None, title="Provision", description="Instead of a pupil."
    )
    parent_safe: bool = Field(
        default=False,
        title="Fit to show to parents",
        description="Names no other child and says nothing of anybody's pay.",
    )
    seconds: Seconds = Field(
        default=30.0,
        title="Longest time to look for changes (seconds)",
        description="What was not tried by then is missing.",
    )

    @model_validator(mode="after")
    def _is_about_one_thing(self) -> WhyAsked:
        given = [code for code in (self.pupil, self.need, self.adult, self.provision) if code]
        if len(given) > 1:
            raise ValueError("choose one of pupil, need, adult and provision")
        return self


class WhyAnswer(Answer):
    """Why there is what there is of one thing, and what would give more.

    Attributes:
        kind: What it is about.
        code: Its code.
        is_chosen: Whether it was asked for; else it is the pupil whose needs are least met.
        is_parent_safe: Whether it names no other child and nobody's pay.
        value: How much there is: of a pupil or a need the share met, of an adult the share of
            everybody's needs that is met, of a provision its pupil hours.
        unit: What the value is measured in.
        floor: The share that a pupil keeps at least, which the fairest share gives; ``None`` for
            anything else.
        short: Statutory hours of the pupil that are not met [h/year].
        reasons: Why each statutory item that is short is so, as in the plan.
        unserved: Needs that nothing in the catalogue serves, or that nobody can give.
        received: What they get.
        adult_terms: An adult's hours by term.
        limits: Every limit that was tried alone.
        competing: Whose hours come from the adults who could give more.
        changes: What would give more, each confirmed by solving the school again with it.
    """

    TABLES: ClassVar[tuple[str, ...]] = (
        "received",
        "adult_terms",
        "limits",
        "competing",
        "changes",
    )

    kind: SubjectKind
    code: str
    is_chosen: bool
    is_parent_safe: bool
    value: float
    unit: Literal["share 0-1", "pupil hours a year"]
    floor: float | None = None
    short: float = 0.0
    reasons: tuple[str, ...] = ()
    unserved: tuple[str, ...] = ()
    received: tuple[WhyReceivedRow, ...] = ()
    adult_terms: tuple[WhyAdultRow, ...] = ()
    limits: tuple[WhyLimitRow, ...] = ()
    competing: tuple[WhyCompetingRow, ...] = ()
    changes: tuple[WhyChangeRow, ...] = ()


def ask_why(asking: Asking, asked: WhyAsked) -> WhyAnswer:
    """Say why there is what there is of something, and what would give more of it.

    Raises:
        InputError: The school has no such code.
        PlanningError: There is no plan to ask about.
    """
    kind, code = _what_is_asked(asking, asked)
    asking.tell("Finding the plan that is asked about", 1, 3)
    resolver, base, plan = planned(asking, asked.seconds)
    if not code:
        code = least_met(asking.school, plan)
    subject = Subject(kind, code, resolver)
    trials = Trials(resolver, base, subject, last_goal(resolver), asked.seconds, asking.should_stop)
    inquiry = _Inquiry(asking, subject, plan, trials)
    inquiry.look()
    return _answer(asking, asked, inquiry)


def planned(asking: Asking, seconds: float) -> tuple[Resolver, Point, Plan]:
    """Give the program of the school, a plan solved with it, and that plan as its tables.

    Raises:
        PlanningError: There is none in the time given.
    """
    most_alone = asking.plan.summary.most_alone if asking.plan else None
    resolver = Resolver(asking.school, most_alone=most_alone)
    starts = [resolver.point_of(asking.plan)] if asking.plan else []
    effort = Effort.KEEP if asking.plan else Effort.SEARCH
    last = last_goal(resolver) if asking.plan else "cost"
    stop = None if asking.plan else asking.should_stop
    point = resolver.solve(starts, effort=effort, last=last, seconds=seconds, should_stop=stop)
    if point is None:
        raise PlanningError("No plan was found in the time given. Give it more time.")
    return resolver, point, asking.plan or resolver.finish(point)


def _what_is_asked(asking: Asking, asked: WhyAsked) -> tuple[SubjectKind, str]:
    for kind in SubjectKind:
        code = getattr(asked, kind.value)
        if code:
            return kind, known_code(asking.school, kind, code)
    return SubjectKind.PUPIL, ""


class _Inquiry:
    """One question as it is being answered."""

    def __init__(self, asking: Asking, subject: Subject, plan: Plan, trials: Trials) -> None:
        self.asking = asking
        self.subject = subject
        self.plan = plan
        self.trials = trials
        self.limits: list[WhyLimitRow] = []
        self.tried: list[Tried] = []
        self.is_whole = True

    def look(self) -> None:
        """Let each limit go alone, then try small changes of those that matter."""
        if self.subject.is_in_full(self.trials.before):
            return
        best = before_today(self.trials.base)
        room = Room(self.trials.resolver, best, self.subject.wanted)
        found = self._today(best) | self._limits(room)
        matters = self._worth_trying(found)
        if self.subject.kind is SubjectKind.ADULT:
            self._try_ladder(
                (SmallChange(Limit.HOURS, 1.0, self.subject.code),), room, NOTHING_MORE
            )
        for step, limit in enumerate(matters, start=1):
            self.asking.tell("Trying small changes", 2 + step, 2 + len(matters))
            for ladder in ladders(self.subject, limit, found[limit]):
                self._try_ladder(ladder, room, found[limit])

    def _worth_trying(self, found: dict[Limit, Reached]) -> list[Limit]:
        """List the limits to move: those that were found to matter, then those that may."""
        least = self.subject.wanted.least
        sure = [limit for limit, reached in found.items() if reached.gained >= least]
        may = [
            limit
            for limit, reached in found.items()
            if limit not in sure and not reached.is_proven and reached.at_most >= least
        ]
        return [*sure, *may]

    def _try_ladder(self, ladder: Ladder, room: Room, reached: Reached) -> None:
        if self.trials.is_over:
            self.is_whole = False
            return
        tried = self.trials.smallest(ladder, room, reached)
        if tried is not None:
            self.tried.append(tried)

    def _today(self, best: Point) -> dict[Limit, Reached]:
        """Compare with the plan of most benefit, before it was brought close to today's."""
        school = self.subject.school
        if school.current_plan is None or school.policies.keep_current_plan == 0:
            return {}
        after = self.subject.measured(self.trials.resolver, best)
        gained = max(0.0, after.value - self.trials.before.value)
        if self.subject.kind is SubjectKind.PROVISION:
            gained /= school.weeks_in_year
        if not self.subject.is_more(self.trials.before, after):
            gained = 0.0
        reached = replace(NOTHING_MORE, gained=gained)
        self.limits.append(_limit_row(Limit.TODAY, reached, 0.0, self.subject.wanted.least))
        return {Limit.TODAY: reached}

    def _limits(self, room: Room) -> dict[Limit, Reached]:
        found: dict[Limit, Reached] = {}
        self.asking.tell("Letting each limit go alone", 2, 3)
        least = self.trials.left * (1 - _SHARE_FOR_LIMITS)
        for limit in limits_to_try(self.subject, self.plan):
            if self.trials.is_over or self.trials.left < least:
                self.is_whole = False
                break
            reached = room.reach(limit)
            if reached is None:
                self.is_whole = False
                continue
            found[limit] = reached
            already = found[Limit.NOTHING].gained if Limit.NOTHING in found else 0.0
            self.limits.append(_limit_row(limit, reached, already, room.wanted.least))
        return found


def before_today(point: Point) -> Point:
    """Give the plan of most benefit, before any was given up to keep to today's plan."""
    count = [goal.name for goal in point.goals].index("benefit") + 1
    goals, sums = point.goals[:count], point.sums[:count]
    plans = {"benefit": point.plans["benefit"]}
    return Point(point.money, goals, sums, plans, point.is_cut)


def _limit_row(limit: Limit, reached: Reached, already: float, least: float) -> WhyLimitRow:
    """Tell whether a limit stands in the way: without it there is more than there is anyhow."""
    is_more = reached.gained >= least + (already if limit is not Limit.NOTHING else 0.0)
    stands: Literal["yes", "no", "unknown"] = "yes"
    if not is_more:
        stands = "no" if reached.is_proven else "unknown"
    return WhyLimitRow(
        limit=limit,
        stands_in_the_way=stands,
        gained=reached.gained,
        pupils_losing=len(reached.lost),
    )


def _answer(asking: Asking, asked: WhyAsked, inquiry: _Inquiry) -> WhyAnswer:
    subject, plan, trials = inquiry.subject, inquiry.plan, inquiry.trials
    is_safe = asked.parent_safe
    school = asking.school
    own = {need.need for need in school.needs if need.pupil == subject.pupil}
    if subject.kind is SubjectKind.NEED:
        own = {subject.code}
    is_adult = subject.kind is SubjectKind.ADULT
    changes = [
        change_row(subject, trials.before, tried, is_safe=is_safe)
        for tried in inquiry.tried
        if not is_safe or tried.change.pin is None or tried.change.pin.pupil == subject.pupil
    ]
    return WhyAnswer(
        inputs_sha256=school.inputs_sha256,
        seconds=asking.seconds,
        is_whole=inquiry.is_whole,
        kind=subject.kind,
        code=subject.code,
        is_chosen=any((asked.pupil, asked.need, asked.adult, asked.provision)),
        is_parent_safe=is_safe,
        value=trials.before.value,
        unit="pupil hours a year" if subject.kind is SubjectKind.PROVISION else "share 0-1",
        floor=_floor(subject, trials),
        short=trials.before.short,
        reasons=() if is_safe else statutory_reasons(subject, plan),
        unserved=tuple(sorted(own & set(plan.summary.unserved_needs))),
        received=received_rows(subject, plan, is_safe=is_safe),
        adult_terms=adult_rows(subject, plan),
        limits=tuple(_as_confirmed(row, inquiry.tried) for row in inquiry.limits),
        competing=() if is_safe or is_adult else competing_rows(subject, plan),
        changes=tuple(sorted(changes, key=_by_ease)),
    )


def _floor(subject: Subject, trials: Trials) -> float | None:
    """What the pupil keeps at least under the school's policy of fairness [share 0-1]."""
    if subject.kind is not SubjectKind.PUPIL:
        return None
    share = trials.base.goal("fair_share").value * subject.school.policies.fairness
    return share * trials.resolver.most_alone.get(subject.code, 0.0)


def _as_confirmed(row: WhyLimitRow, tried: list[Tried]) -> WhyLimitRow:
    """Tell that a limit stands in the way where moving it was confirmed to give more."""
    if any(one.change.limit is row.limit for one in tried):
        return row.model_copy(update={"stands_in_the_way": "yes"})
    return row


def _by_ease(row: WhyChangeRow) -> tuple[bool, Decimal, float]:
    """Put what costs no money first, then the least money."""
    return (row.money is not None, row.money or Decimal(0), row.amount)
