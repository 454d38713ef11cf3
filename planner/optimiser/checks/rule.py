"""What a broken rule looks like, and how a check gets its name.

A rule is a generator of findings: where, and what is wrong there. Its own name, a sentence about
the school, is the name of the rule wherever it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps

from planner.optimiser.checks.reading import Reading


@dataclass(frozen=True)
class Violation:
    """One place in which a plan breaks a rule.

    Attributes:
        rule: The rule, as a sentence about the school that the plan makes untrue.
        where: The table and the codes of the row or rows.
        what: What is wrong there, with the figures that show it.
    """

    rule: str
    where: str
    what: str

    def __str__(self) -> str:
        """Give the breach on one line."""
        return f"{self.where}: {self.what} ({self.rule})"


Finding = tuple[str, str]
Check = Callable[[Reading], Iterator[Violation]]


def rule(find: Callable[[Reading], Iterator[Finding]]) -> Check:
    """Turn a generator of findings into a check that is named after it."""

    @wraps(find)
    def check(reading: Reading) -> Iterator[Violation]:
        for where, what in find(reading):
            yield Violation(find.__name__, where, what)

    return check
