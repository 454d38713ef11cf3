"""From the words of a cell to the text that ``pupils.csv`` has for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from planner.exchange.mis.codes import primary_need_of, sen_status_of
from planner.exchange.mis.target import Target
from planner.exchange.mis.values import day_of, looked_after_of, pupil_premium_of, year_group_of
from planner.exchange.mis.words import plain, shown
from planner.school.fields import CellError, read_text

Meanings = Mapping[Target, Mapping[str, str]]
LONGEST_CODE = 200
NO_MEANINGS: Meanings = MappingProxyType({})


def _class_of(text: str) -> str:
    return str(read_text(text))


READERS: Mapping[Target, Callable[[str], str]] = MappingProxyType(
    {
        Target.YEAR_GROUP: year_group_of,
        Target.CLASS: _class_of,
        Target.SEN_STATUS: sen_status_of,
        Target.PRIMARY_NEED: primary_need_of,
        Target.PUPIL_PREMIUM: pupil_premium_of,
        Target.LOOKED_AFTER: looked_after_of,
        Target.STARTS: day_of,
        Target.LEAVES: day_of,
    }
)


def translated(target: Target, text: str, meanings: Meanings = NO_MEANINGS) -> str:
    """Give a cell as it stands in ``pupils.csv``; what the school says of it comes first.

    Args:
        target: The column of ``pupils.csv``.
        text: What the cell holds.
        meanings: What the school says that its own codes mean; blank means that there is nothing.

    Raises:
        CellError: It is not known.
    """
    if target is not Target.CLASS and len(text) > LONGEST_CODE:
        raise CellError(shown(text), "write a code, or a few words")
    words = plain(text)
    own = {plain(code): meaning for code, meaning in meanings.get(target, {}).items()}
    meaning = own.get(words) if words else None
    if meaning is None:
        return READERS[target](text)
    return READERS[target](meaning) if meaning.strip() else ""


def meanings_from(stored: Mapping[str, Mapping[str, str]]) -> Meanings:
    """Take up again the meanings that were stored as plain text, by the name of their column.

    Args:
        stored: What the school says of its own codes, by column and code.
    """
    return {target: dict(stored[target.value]) for target in READERS if target.value in stored}


def can_be_read(target: Target, text: str) -> bool:
    """Whether a cell is one of those that a column of ``pupils.csv`` can take."""
    try:
        translated(target, text)
    except CellError:
        return False
    return True
