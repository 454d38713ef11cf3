"""Invented exports in the styles of three systems, and how a test takes them all the way."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import openpyxl

from planner.exchange.mis.matching import guess_columns
from planner.exchange.mis.preview import Choices, Preview, preview_import
from planner.exchange.mis.report import Report, read_report
from planner.exchange.mis.target import Target
from planner.periods import AcademicYear
from planner.school.records import Pupil

SAMPLES = Path(__file__).parent / "samples"
YEAR = AcademicYear(2026)

BROMCOM: tuple[tuple[Any, ...], ...] = (
    ("Student List", None, None, None, None, None, None),
    (None, None, None, None, None, None, None),
    (
        *("Admission Number", "Full Name", "Year", "Tutor Group", "SEN Provision"),
        *("SEN Need (Primary)", "Looked After"),
    ),
    (412, "Ana Brontë", 4, "4 Chêne", "SEN Support", "SLCN", False),
    (398, "Ben Okafor", 5, "5 Ash", "EHCP", "ASD", False),
    (455, "Cam Lee", "R", "R Fir", "K", "SEMH", True),
)


def sample(name: str) -> Report:
    """One of the exports kept as files: ``sims.csv`` or ``arbor.csv``."""
    return read_report(name, (SAMPLES / name).read_bytes())


def text_report(text: str, **how: Any) -> Report:
    """An export written in a test."""
    return read_report("export.csv", text.encode(), **how)


def a_workbook(**sheets: tuple[tuple[Any, ...], ...]) -> bytes:
    """A workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def guessed(report: Report) -> dict[str, Target]:
    """What each column that is recognised was taken for, by its heading."""
    return {
        guess.title: guess.target
        for guess in guess_columns(report)
        if guess.target is not Target.NOTHING
    }


def matched(report: Report) -> dict[str, Target]:
    """The guesses as a user would confirm them."""
    return {guess.column: guess.target for guess in guess_columns(report)}


def preview(
    text: str, pupils: tuple[Pupil, ...] = (), matches: dict[str, Target] | None = None, **how: Any
) -> Preview:
    """What the import of a few lines would do, with the columns as guessed."""
    report = text_report(text)
    return preview_import(report, matches or matched(report), pupils, Choices(**how))


def day(text: str) -> dt.date:
    """A date."""
    return dt.date.fromisoformat(text)
