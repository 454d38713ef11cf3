"""What keeps a file from doing harm: its bounds, and text that no spreadsheet runs as a formula."""

from __future__ import annotations

import re

from planner.school.fields import CELL_CHARACTERS as CELL_CHARACTERS

MEGABYTE = 1024 * 1024
FILE_BYTES = 20 * MEGABYTE
TOTAL_BYTES = 100 * MEGABYTE
WORKBOOK_PART_BYTES = 50 * MEGABYTE
TOTAL_ROWS = 200_000
SHEET_ROWS = 1_048_576
ARCHIVE_ENTRIES = 1_000

_RUNS_AS_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NEUTRALISED = re.compile(r"'+[=+\-@\t\r]")


def neutralised(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula.

    Text that already looks neutralised gets one more, so that ``restored`` always gives back
    exactly what was written.
    """
    return f"'{text}" if _RUNS_AS_FORMULA.match(text) else text


def restored(text: str) -> str:
    """Take away the apostrophe that ``neutralised`` put there."""
    return text[1:] if _NEUTRALISED.match(text) else text
