"""What an answer about today and the best plan holds."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from planner.insight.answer import Answer, Asked, Pounds, Row, Seconds


class BestAsked(Asked):
    """What may be chosen when asking how far today is from the best plan."""

    share: float = Field(
        default=0.8,
        gt=0,
        le=1,
        title="Part of the gain to reach (0 to 1)",
        description="The shortest list of changes that reaches it is looked for.",
    )
    most_changes: int = Field(
        default=20,
        ge=1,
        le=100,
        title="Longest list (changes)",
        description="A change is one provision, for everybody who has it.",
    )
    seconds: Seconds = Field(
        default=90.0,
        title="Longest time to look for it (seconds)",
        description="What was not proven by then is given as a range, or left out.",
    )


class BestPlanRow(Row):
    """What today comes to, or the best plan.

    Attributes:
        plan: ``today`` or ``best``.
        shortfall_hours: Statutory hours not met [h/year].
        needs_met: The benefit, as a share of what meeting every need in full would give
            [share 0-1].
        mean_coverage: Mean coverage of the needs, weighted by priority [share 0-1].
        lowest_coverage: The coverage of the pupil with the least [share 0-1].
        fair_share: The least share of what could be done for each pupil alone [share 0-1].
        cost: What the provision costs, adults' hours and materials [GBP a year].
        adult_hours_per_week: Hours of adults with pupils, averaged over the year [h/week].
        pupils: How many pupils receive something.
        breaches: How many rules' breaches were found.
    """

    plan: Literal["today", "best"]
    shortfall_hours: float
    needs_met: float
    mean_coverage: float
    lowest_coverage: float
    fair_share: float
    cost: Pounds
    adult_hours_per_week: float
    pupils: int
    breaches: int


class BestBreachRow(Row):
    """One place in which today breaks a rule of a plan."""

    rule: str
    where: str
    what: str


class BestStepRow(Row):
    """The best that so many changes can do.

    Attributes:
        changes: How many provisions change.
        shortfall_hours: Statutory hours not met then [h/year].
        shortfall_hours_bound: What no such plan can better, or the best plan's own [h/year].
        needs_met: Share of the needs met then [share 0-1].
        needs_met_bound: What no such plan can better [share 0-1].
        share: How much of the gain in needs met is made [share 0-1]; ``None``: there is none.
        share_bound: How much of it could be made at most [share 0-1].
        law_share: How much of the statutory hours that the best plan meets beyond today are met
            [share 0-1]; ``None``: there are none.
        basis: ``solved`` where value and bound agree, else ``range``.
    """

    changes: int
    shortfall_hours: float
    shortfall_hours_bound: float
    needs_met: float
    needs_met_bound: float
    share: float | None
    share_bound: float | None
    law_share: float | None
    basis: Literal["solved", "range"]


class BestChangeRow(Row):
    """One change of a step: a provision that becomes as it is in the best plan.

    Attributes:
        changes: The step that it belongs to, by how many change.
        provision: The provision.
        what: ``starts``, ``ends`` or ``changes``.
        pupils_today: Pupils who have it today.
        pupils_then: Pupils who have it in the best plan.
        joining: Pupils who have it then and not today.
        leaving: Pupils who have it today and not then.
        hours_today: What pupils receive of it today [pupil hours a year].
        hours_then: What they receive of it in the best plan [pupil hours a year].
        cost_change: How much more it costs then; below 0: less [GBP a year].
        share_without: How much of the gain the step loses if this change alone is left out
            [share 0-1]; ``None``: there is no gain.
    """

    changes: int
    provision: str
    what: Literal["starts", "ends", "changes"]
    pupils_today: int
    pupils_then: int
    joining: int
    leaving: int
    hours_today: float
    hours_then: float
    cost_change: Pounds
    share_without: float | None


class BestLineRow(Row):
    """What one pupil has of a provision that the shortest list changes."""

    pupil: str
    provision: str
    term: str
    hours_per_week_today: float
    hours_per_week_then: float


class BestAnswer(Answer):
    """Today against the best plan for the same money and staff.

    Attributes:
        is_known: Whether the school has said what it does today.
        is_proven: Whether the best plan was proven to be within its gap of the best there is.
        needs_met_bound: What no plan can better in needs met [share 0-1]; ``None``: not known.
        costs_unknown: Lines of today's that nobody in the register could give, so that no cost is
            known.
        fewest_changes: The fewest changes with which the rules are kept; 0: today keeps them;
            ``None``: not found.
        share: The part of the gain that was to be reached [share 0-1].
        enough_changes: The fewest changes, of those that were solved for, that reach it both in
            needs met and in what the law asks for; ``None``: none of them.
        confirmed: Whether that list was found to keep every rule of a plan, money to the pound that
            pays each hour included; only the floor of the fairest share is not asked of it.
        differing: How many provisions are not the same today and in the best plan.
        plans: Both plans' figures.
        breaches: What today breaks.
        steps: What so many changes can do.
        changes: The changes of each step.
        lines: Pupil by pupil, the lines of the shortest list.
    """

    TABLES: ClassVar[tuple[str, ...]] = ("plans", "breaches", "steps", "changes", "lines")

    is_known: bool
    is_proven: bool | None = None
    needs_met_bound: float | None = None
    costs_unknown: int = 0
    fewest_changes: int | None = None
    share: float = 0.8
    enough_changes: int | None = None
    confirmed: bool | None = None
    differing: int = 0
    plans: tuple[BestPlanRow, ...] = ()
    breaches: tuple[BestBreachRow, ...] = ()
    steps: tuple[BestStepRow, ...] = ()
    changes: tuple[BestChangeRow, ...] = ()
    lines: tuple[BestLineRow, ...] = ()


NO_MONEY = Decimal(0)
