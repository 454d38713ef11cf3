"""Least-harm cuts: to save so much, what goes, in what order, and whom it touches.

First goes what is not spent, then what the plan chose to buy, then posts; statute is the first goal
of every plan, so that it is touched only where nothing else is left. The whole saving is solved
first, and each smaller one lets only those posts go that go in the larger one, so that posts go one
after another. A post that goes is gone from its first term of the year, and saves all of the year.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import ClassVar

from pydantic import Field

from planner.insight.answer import Answer, Asked, Pounds, Seconds
from planner.insight.cut_rows import (
    CutItem,
    CutPupil,
    CutStep,
    CutThing,
    items_touched,
    pupils_touched,
    step_of,
    things_that_go,
)
from planner.insight.cutting import Cut, Cutter, all_posts
from planner.insight.question import Asking
from planner.insight.start import Pace, plan_asked_about

_PENNY = Decimal("0.01")
_HALVINGS = 3
_CLOSE = Decimal(100)
_SOLVES_A_STEP = 2


class CutsAsked(Asked):
    """What may be chosen when asking what to cut."""

    pounds: Pounds = Field(
        default=Decimal(20000),
        gt=0,
        title="To save (£ a year)",
        description="General money that the school would no longer have this year.",
    )
    posts_may_go: bool = Field(
        default=True,
        title="Posts may go",
        description="Where what was bought is not enough; from the first term of the year.",
    )
    staff_who_stay: tuple[str, ...] = Field(
        default=(),
        title="Adults who stay",
        description="Their posts never go.",
    )
    most_pupils_changed: int | None = Field(
        default=None,
        ge=0,
        title="Most pupils changed",
        description="A pupil is changed when any of their hours are not as in the plan.",
    )
    steps: int = Field(
        default=4,
        ge=1,
        le=12,
        title="Steps",
        description="The saving is made in so many equal parts, one after another.",
    )
    seconds: Seconds = Field(
        default=120.0,
        title="Longest time to take (seconds)",
        description="What was not solved by then is left out.",
    )


class CutsAnswer(Answer):
    """The least-harm cuts of a plan.

    Attributes:
        to_save: What was to be saved [GBP a year].
        untouched_up_to: The most that was solved for and found without statute [GBP a year].
        touched_from: The least that was solved for and does touch statute, or could not be saved;
            ``None``: none was found [GBP a year].
        most_saved: The most that was found, where all that may go is too little [GBP a year].
        refused_from: The least that was asked for and cannot be saved at all, because decisions
            already made could not be kept; ``None``: none [GBP a year].
        refused_why: Why not.
        steps: The plan as it is, then every step that was solved, the smallest saving first.
        goes: What goes at each step that is in the plan as it is.
        items: Statutory items that a step touches.
        pupils: Pupils whose hours a step changes from the plan.
    """

    TABLES: ClassVar[tuple[str, ...]] = ("steps", "goes", "items", "pupils")

    to_save: Pounds
    untouched_up_to: Pounds | None = None
    touched_from: Pounds | None = None
    most_saved: Pounds | None = None
    refused_from: Pounds | None = None
    refused_why: str = ""
    steps: tuple[CutStep, ...] = ()
    goes: tuple[CutThing, ...] = ()
    items: tuple[CutItem, ...] = ()
    pupils: tuple[CutPupil, ...] = ()


def ask_cuts(asking: Asking, asked: CutsAsked) -> CutsAnswer:
    """Answer what goes, in what order, to save so much."""
    pace = Pace(asking, asked.seconds, 1 + _SOLVES_A_STEP * asked.steps)
    plan = plan_asked_about(asking, pace)
    if plan is None:
        return _answer(asking, asked, None, [], is_whole=False)
    cutter = Cutter(asking, plan, pace, asked.most_pupils_changed)
    with pace.part("Solving the plan as it is again"):
        start = cutter.begin()
    if start is None:
        return _answer(asking, asked, None, [], is_whole=False)
    may_go = all_posts(asking.school, asked.staff_who_stay, may_go=asked.posts_may_go)
    cuts = _stairs(cutter, pace, asked, may_go)
    is_whole = len(cuts) + len(cutter.refused) == asked.steps
    edge = _edge(cutter, pace, cuts, may_go) if is_whole else cuts
    return _answer(asking, asked, cutter, cuts, edge, is_whole=is_whole)


def _stairs(cutter: Cutter, pace: Pace, asked: CutsAsked, may_go: Sequence[str]) -> list[Cut]:
    """Solve the whole saving, then smaller ones within what goes in it; the smallest first."""
    found: list[Cut] = []
    for part in range(asked.steps, 0, -1):
        money = (asked.pounds * part / asked.steps).quantize(_PENNY, ROUND_HALF_UP)
        if pace.is_over():
            break
        with pace.part(f"Finding what goes first to save £{money:,.0f}"):
            cut = cutter.cut(money, may_go, found[-1] if found else None)
        if cut is not None:
            found.append(cut)
            may_go = cut.gone
    return found[::-1]


def _edge(cutter: Cutter, pace: Pace, cuts: list[Cut], may_go: Sequence[str]) -> list[Cut]:
    """Come closer to the saving from which statute is touched, by halving."""
    tried = list(cuts)
    for _ in range(_HALVINGS):
        fine = max((cut.money for cut in tried if not cutter.harms(cut)), default=Decimal(0))
        harm = min((cut.money for cut in tried if cutter.harms(cut)), default=None)
        if harm is None or harm - fine <= _CLOSE or pace.is_over():
            break
        money = ((fine + harm) / 2).quantize(_PENNY, ROUND_HALF_UP)
        with pace.part("Finding how much can be saved before statute is touched"):
            cut = cutter.cut(money, may_go, min(tried, key=lambda one: abs(one.money - harm)))
        if cut is None:
            break
        tried.append(cut)
    return tried


def _answer(
    asking: Asking,
    asked: CutsAsked,
    cutter: Cutter | None,
    cuts: Sequence[Cut],
    tried: Sequence[Cut] = (),
    *,
    is_whole: bool,
) -> CutsAnswer:
    school = asking.school
    if cutter is None or cutter.start is None:
        return CutsAnswer(
            inputs_sha256=school.inputs_sha256,
            seconds=asking.seconds,
            is_whole=is_whole,
            to_save=asked.pounds,
        )
    stairs = [cutter.start, *cuts]
    return CutsAnswer(
        inputs_sha256=school.inputs_sha256,
        seconds=asking.seconds,
        is_whole=is_whole,
        to_save=asked.pounds,
        untouched_up_to=max(
            (cut.money for cut in (cutter.start, *tried) if not cutter.harms(cut)),
            default=None,
        ),
        touched_from=min((cut.money for cut in tried if cutter.harms(cut)), default=None),
        refused_from=min(cutter.refused, default=None),
        refused_why=next((why for _, why in sorted(cutter.refused.items())), ""),
        most_saved=_most_saved(cutter, tried),
        steps=tuple(step_of(school, cutter, cut) for cut in stairs),
        goes=tuple(thing for cut in cuts for thing in things_that_go(school, cutter, cut)),
        items=tuple(row for cut in cuts for row in items_touched(school, cutter, cut)),
        pupils=tuple(row for cut in cuts for row in pupils_touched(school, cutter, cut)),
    )


def _most_saved(cutter: Cutter, tried: Sequence[Cut]) -> Decimal | None:
    """Give the most that was found, where too little was found for some amount."""
    if all(cutter.not_saved(cut) <= 1 for cut in tried):
        return None
    return max(cut.money - cutter.not_saved(cut) for cut in tried)
