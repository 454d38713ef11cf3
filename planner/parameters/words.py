"""What the law of each nation calls things, each word with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict, Field

from planner.errors import ParameterError
from planner.parameters.shipped import WORDS_FILE, Sourced, read_tables
from planner.school.codes import Nation

STATUTORY_PLAN = "statutory_plan"
SPECIAL_NEEDS = "special_needs"
COORDINATOR = "coordinator"


class _Written(Sourced):
    """What one nation calls something, as it is written in the file."""

    nation: Nation
    text: str = Field(min_length=1)
    short: str = Field(min_length=1)


class _Words(BaseModel):
    """What the nations call something, as it is written in the file."""

    model_config = ConfigDict(extra="forbid")
    label: str = Field(min_length=1)
    description: str = Field(min_length=1)
    value: list[_Written] = Field(min_length=1)


@dataclass(frozen=True)
class Word:
    """What one nation calls something.

    Attributes:
        name: The name by which the planner asks for it.
        label: What it is called on screens.
        description: What it means, in a sentence.
        nation: The nation.
        text: The word in full, such as ``education, health and care plan``.
        short: The word as people say it, such as ``EHCP``.
        sourced: Where it was read, and when.
    """

    name: str
    label: str
    description: str
    nation: Nation
    text: str
    short: str
    sourced: Sourced


def every_word() -> tuple[Word, ...]:
    """Give every word there is, subject by subject."""
    return tuple(word for by_nation in _words().values() for word in by_nation.values())


def statutory_word(name: str, nation: Nation) -> Word:
    """Find what a nation calls something.

    Args:
        name: What is asked for: ``statutory_plan``, ``special_needs`` or ``coordinator``.
        nation: The nation.

    Raises:
        ParameterError: No word with a source is known.
    """
    by_nation = _words().get(name, {})
    if nation not in by_nation:
        what = f"no word with a source is known for {nation.value}; enter the word and its source"
        raise ParameterError(name, what, _label_of(by_nation))
    return by_nation[nation]


def _label_of(by_nation: Mapping[Nation, Word]) -> str:
    return next((word.label for word in by_nation.values()), "")


@cache
def _words() -> Mapping[str, Mapping[Nation, Word]]:
    table = dict(read_tables())[WORDS_FILE]
    table.pop("subject")
    return {name: _by_nation(name, _Words.model_validate(read)) for name, read in table.items()}


def _by_nation(name: str, words: _Words) -> Mapping[Nation, Word]:
    return {
        one.nation: Word(name, words.label, words.description, one.nation, one.text, one.short, one)
        for one in words.value
    }
