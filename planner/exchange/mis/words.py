"""The words of headings and cells, without what people write differently and mean alike."""

from __future__ import annotations

import re

_APART = re.compile(r"[^a-z0-9£+]+")
_LONGEST_SHOWN = 40


def plain(text: str) -> str:
    """Give text in small letters, with single spaces where punctuation was; ``&`` is ``and``."""
    return _APART.sub(" ", text.casefold().replace("&", " and ").replace("'", "")).strip()


def shown(text: str) -> str:
    """Say what a cell holds, in one short line."""
    line = " ".join(text.split())
    return f"is '{line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 3] + '...'}'"
