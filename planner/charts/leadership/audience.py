"""Who reads the pictures for leaders, and what they may be told of few pupils."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from planner.access import PERMISSIONS, Action, Role
from planner.charts.words import counted
from planner.suppression import THRESHOLD


@dataclass(frozen=True)
class Audience:
    """Who reads.

    Attributes:
        sees_all: Whether they may see who receives what in a plan, and so any count.
        fewest_shown: For anybody else, figures about fewer are not shown [pupils].
    """

    sees_all: bool = True
    fewest_shown: int = THRESHOLD

    def may_see(self, pupils: int) -> bool:
        """Whether a figure about so many may be shown; nobody at all is no secret."""
        return self.sees_all or pupils == 0 or pupils >= self.fewest_shown

    def counted(self, number: int, one: str, many: str = "") -> str:
        """A count with its noun, or that it is a small one: ``fewer than 5 pupils``."""
        if self.may_see(number):
            return counted(number, one, many)
        return f"fewer than {self.fewest_shown} {many or one + 's'}"

    def too_few(self, members: Mapping[str, Collection[str]]) -> frozenset[str]:
        """The groups to be taken together, so that no figure is about fewer than may be shown.

        The smallest go together until they are enough, and never one alone, which the total of all
        would give away. Where all of them together are too few, all are named.

        Args:
            members: Who is in each group.
        """
        if self.sees_all:
            return frozenset()
        found: list[str] = []
        together: set[str] = set()
        for name in sorted(members, key=lambda one: (len(members[one]), one)):
            is_enough = len(found) != 1 and (not found or len(together) >= self.fewest_shown)
            if is_enough and len(members[name]) >= self.fewest_shown:
                break
            found.append(name)
            together |= set(members[name])
        return frozenset(found)


EVERYTHING = Audience()


def audience_of(role: Role, fewest_shown: int = THRESHOLD) -> Audience:
    """What a role may be told, where a school hides counts under a number [pupils]."""
    return Audience(role in PERMISSIONS[Action.READ_PLAN], fewest_shown)
