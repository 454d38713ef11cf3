"""What is bought, or goes, in a few words: hours of whom, a post, an item, materials."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Protocol

from planner.charts.words import hours, pounds
from planner.insight.movement import BoughtKind
from planner.school.school import School

# Less than this is pence that fell another way [GBP a year].
_LEAST = 5
_MOST_NAMED = 2
_WHOLE_FROM = 10
_OF_ADULTS = {
    BoughtKind.EXTRA: "{hours} more of a {role} employed now",
    BoughtKind.VACANCY: "{hours} of a {role} post",
    BoughtKind.AGENCY: "{hours} of an agency {role}",
    BoughtKind.SERVICE: "{hours} of a {role}",
}


class Thing(Protocol):
    """One thing bought, or no longer bought."""

    @property
    def kind(self) -> str:
        """What kind of thing."""

    @property
    def code(self) -> str:
        """The adult or the provision."""

    @property
    def role(self) -> str:
        """The adult's role."""

    @property
    def hours(self) -> float:
        """Hours in the year [h/year]."""


def thing_in_words(school: School, kind: str, code: str, role: str, hours_in_year: float) -> str:
    """Say what one thing is, without anybody's code."""
    size = abs(hours_in_year)
    shown = hours(round(size) if size >= _WHOLE_FROM else round(size, 1))
    if kind in _OF_ADULTS:
        return _OF_ADULTS[BoughtKind(kind)].format(hours=shown, role=role)
    if kind == "post":
        return f"a {role} post"
    if kind == "unspent":
        return "money left unspent"
    name = school.provision_by_id[code].name
    return name if kind == BoughtKind.ITEM else f"materials for {name}"


def briefly(school: School, things: Iterable[tuple[Thing, float]]) -> str:
    """Name the largest things, and how many pounds the others come to; blank where there are none.

    Args:
        school: The school, for the names of provisions.
        things: Each thing with its pounds, of which those below a pound are rounding [GBP a year].
    """
    merged = _merged(school, things)
    named = [text for text, _ in merged[:_MOST_NAMED]]
    rest = sum(amount for _, amount in merged[_MOST_NAMED:])
    if named and rest >= _LEAST:
        named.append(f"{pounds(rest)} of other things")
    return ", ".join(named)


def _merged(school: School, things: Iterable[tuple[Thing, float]]) -> Sequence[tuple[str, float]]:
    """Put together what has the same name: hours by role, the largest amount first."""
    amounts: dict[tuple[str, str, str], float] = defaultdict(float)
    hours_of: dict[tuple[str, str, str], float] = defaultdict(float)
    for thing, amount in things:
        is_adult = thing.kind in _OF_ADULTS or thing.kind == "post"
        key = (thing.kind, "" if thing.kind in _OF_ADULTS else thing.code, thing.role)
        amounts[key] += amount
        hours_of[key] += thing.hours if is_adult else 0.0
    found = [
        (thing_in_words(school, *key[:2], key[2], hours_of[key]), amount)
        for key, amount in amounts.items()
        if amount >= _LEAST
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))
