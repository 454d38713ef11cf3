"""Where a pupil's code stands: in a sentence, in something kept as JSON, in a file of a plan."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

IN_ITS_PLACE = "(deleted)"
_COLUMNS_OF_PUPILS = frozenset({"pupil", "pupils"})


@dataclass(frozen=True)
class Code:
    """A pupil's code, to be found wherever it is written.

    A code that is only a number is looked for where codes stand and not in sentences, because any
    number there would be taken for it.
    """

    text: str

    @property
    def is_number(self) -> bool:
        """Whether it could be mistaken for a number."""
        return self.text.isdecimal()

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![0-9A-Za-z]){re.escape(self.text)}(?![0-9A-Za-z])", re.IGNORECASE)

    def is_in(self, text: str) -> bool:
        """Tell whether a sentence mentions it."""
        return not self.is_number and self._pattern.search(text) is not None

    def taken_out_of(self, text: str) -> str:
        """Give a sentence without it."""
        return text if self.is_number else self._pattern.sub(IN_ITS_PLACE, text)

    def is_in_value(self, value: Any) -> bool:
        """Tell whether something that was kept as JSON mentions it, however deep."""
        if isinstance(value, str):
            return value == self.text or self.is_in(value)
        if isinstance(value, dict):
            return any(self.is_in_value(part) for pair in value.items() for part in pair)
        return isinstance(value, list) and any(self.is_in_value(part) for part in value)

    def is_in_file(self, name: str, content: bytes) -> bool:
        """Tell whether a file of a plan mentions it."""
        text = content.decode("utf-8-sig", errors="replace")
        if not self.is_number:
            return self.is_in(text)
        return self.text in pupils_in_file(name, content)


def pupils_in_file(name: str, content: bytes) -> frozenset[str]:
    """Give the codes that stand where pupils do in a file of a plan."""
    if not name.endswith(".csv"):
        return frozenset()
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig", errors="replace")))
    return frozenset(
        code
        for row in rows
        for column, cell in row.items()
        if column in _COLUMNS_OF_PUPILS
        for code in (cell or "").split(";")
        if code
    )
