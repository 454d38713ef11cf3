"""What a pack is made from: the plan with its school, who reads it, and what is known of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.access import PERMISSIONS, Action, Role
from planner.insight.answer import Answer
from planner.optimiser.plan import Plan
from planner.school.school import School
from planner.suppression import THRESHOLD


@dataclass(frozen=True)
class Approved:
    """Somebody's yes to the plan.

    Attributes:
        note: What they wrote with it, if anything.
    """

    who: str
    on: dt.date
    note: str = ""


@dataclass(frozen=True)
class Brief:
    """Everything that a pack is made from.

    Attributes:
        school: The school that the plan was made for.
        today: The day on which the pack is made.
        answers: What questions about this very school were answered with, by question.
        role: Who reads; it decides what is shown, and whether small numbers are hidden.
        fewest_shown: Figures about fewer are hidden from whoever may not read plans [pupils].
        made_on: When the plan was made; ``None`` where its files do not say.
        made_by: Who had it made; blank where that is not known.
        approvals: Who said yes to it, the last first.
        keeps_approvals: Whether it would be known if somebody had said yes.
    """

    school: School
    plan: Plan
    today: dt.date
    answers: Mapping[str, Answer] = field(default_factory=dict)
    role: Role = Role.SENCO
    fewest_shown: int = THRESHOLD
    made_on: dt.date | None = None
    made_by: str = ""
    approvals: tuple[Approved, ...] = ()
    keeps_approvals: bool = True

    def may(self, action: Action) -> bool:
        """Whether whoever reads may do something."""
        return self.role in PERMISSIONS[action]

    @property
    def sees_all(self) -> bool:
        """Whether whoever reads may see who receives what."""
        return self.may(Action.READ_PLAN)
