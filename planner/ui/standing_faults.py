"""What is saved and does not agree with other rows, by the rows of one table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from planner.errors import Problem
from planner.school.registers import FIRST_ROW
from planner.school.typed.reading import Fault
from planner.school.typed.words import name_of, titles_of
from planner.store.registry import REGISTERS
from planner.store.values import StoredRow, YearRegisters
from planner.ui import open_year
from planner.ui.year_views import YearViews

_ROW = re.compile(r"\brow (\d+)\b")
_WHOLE_TABLE = "The whole table"


def faults_in(year: YearRegisters, table: str) -> tuple[Fault, ...]:
    """Give what keeps the school from being planned and is about rows of a table."""
    return tuple(_of_table(_disagreements(year)[0], year, table))


def doubts_in(year: YearRegisters, table: str) -> tuple[Fault, ...]:
    """Give what is worth a second look in a table and stops nothing."""
    return tuple(_of_table(_disagreements(year)[1], year, table))


def _disagreements(year: YearRegisters) -> tuple[Sequence[Problem], Sequence[Problem]]:
    actor = year.reader
    if open_year.sees_all(actor):
        return open_year.faults(actor), open_year.warnings(actor)
    return YearViews(year).disagreements


def _of_table(problems: Sequence[Problem], year: YearRegisters, table: str) -> Iterator[Fault]:
    titles, rows = titles_of(REGISTERS[table]), year.rows[table]
    for problem in problems:
        if problem.file.partition(".")[0] != table:
            continue
        stored = _stored(rows, problem.row)
        yield Fault(
            place=stored.id if stored else 0,
            row=name_of(stored.record) if stored else _WHOLE_TABLE,
            name=problem.column,
            column=titles.get(problem.column, problem.column),
            typed="",
            what=_with_names(problem.what, rows),
            remedy=_with_names(problem.remedy, rows),
        )


def _stored(rows: Sequence[StoredRow[Any]], number: int) -> StoredRow[Any] | None:
    place = number - FIRST_ROW
    return rows[place] if 0 <= place < len(rows) else None


def _with_names(text: str, rows: Sequence[StoredRow[Any]]) -> str:
    """The text with what a row is called in place of its number in a file."""

    def name(found: re.Match[str]) -> str:
        stored = _stored(rows, int(found[1]))
        return f"the row of {name_of(stored.record)}" if stored else found[0]

    return _ROW.sub(name, text)
