"""What a user chooses about the columns of an export, and what is remembered of it.

A user is asked for each column of the register which column of the export has it, because an export
may have many times as many. What nobody asks for is left out; names stay marked as names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from planner.exchange.mis.matching import Guess, to_remember
from planner.exchange.mis.report import Report
from planner.exchange.mis.target import FIELDS, PRIVATE, Target
from planner.exchange.mis.translation import LONGEST_CODE, READERS, Meanings

# Which column of the export has this? In the order in which it is asked.
ASKED = (Target.KEY, Target.CODE, *FIELDS, Target.NEED_RANK)
# What is remembered of one person's exports: more would be no use, and there has to be an end.
_MOST_REMEMBERED = 500
_LONGEST_HEADING = 100
_NO_MEMORY: Mapping[str, str] = MappingProxyType({})
_NO_MEANINGS: Mapping[str, Mapping[str, str]] = MappingProxyType({})


def first_choice(guesses: Iterable[Guess]) -> dict[Target, str]:
    """Give the column that seems to have each thing asked for."""
    return {guess.target: guess.column for guess in guesses if guess.target in ASKED}


def matches_of(chosen: Mapping[Target, str], guesses: Iterable[Guess]) -> dict[str, Target]:
    """Turn the choice round: what each column of the export becomes.

    Args:
        chosen: The column chosen for each thing asked for.
        guesses: What every column seemed to be.
    """
    asked = {column: target for target, column in chosen.items()}
    return {
        guess.column: asked.get(
            guess.column, guess.target if guess.target in PRIVATE else Target.NOTHING
        )
        for guess in guesses
    }


def chosen_twice(chosen: Mapping[Target, str]) -> dict[str, tuple[Target, ...]]:
    """Give each column that was chosen for several things, with these."""
    by_column: dict[str, tuple[Target, ...]] = {}
    for target, column in chosen.items():
        by_column[column] = (*by_column.get(column, ()), target)
    return {column: targets for column, targets in by_column.items() if len(targets) > 1}


def columns_to_remember(
    matches: Mapping[str, Target], report: Report, before: Mapping[str, str] = _NO_MEMORY
) -> dict[str, str]:
    """Add what was chosen to what was remembered before; the oldest goes where it is too much."""
    new = {
        heading: target
        for heading, target in to_remember(matches, report).items()
        if len(heading) <= _LONGEST_HEADING
    }
    older = {heading: target for heading, target in before.items() if heading not in new}
    return _newest({**older, **new})


def meanings_to_remember(
    meanings: Meanings, before: Mapping[str, Mapping[str, str]] = _NO_MEANINGS
) -> dict[str, dict[str, str]]:
    """Add what the school said of its own codes to what was remembered before."""
    found: dict[str, dict[str, str]] = {}
    for target in READERS:
        new = {
            text: meaning
            for text, meaning in meanings.get(target, {}).items()
            if len(text) <= LONGEST_CODE
        }
        older = {
            text: meaning
            for text, meaning in before.get(target.value, {}).items()
            if text not in new
        }
        if older or new:
            found[target.value] = _newest({**older, **new})
    return found


def _newest(memory: dict[str, str]) -> dict[str, str]:
    return dict(list(memory.items())[-_MOST_REMEMBERED:])
