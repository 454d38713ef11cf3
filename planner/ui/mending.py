"""Faults of the registers in the store: which row of which page, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from planner.charts.register_words import in_words
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import sentence_case
from planner.errors import Problem
from planner.school.records import Record
from planner.school.typed.words import name_of, titles_of
from planner.store.registry import RECORDS, ROW_NAMES
from planner.store.values import YearRegisters
from planner.ui.page_list import PageEntry, page_of

# What the registers are called where a fault names them as files.
_FILE = re.compile(r"\b(\w+)\.csv\b")
_FIRST_ROW = 2
# The two records that stand in one file.
_SCHOOL = "school"


def faults_of_year(problems: Iterable[Problem], registers: YearRegisters, name: str) -> Table:
    """Faults as a table: the register, the row by its code, what is wrong, what to write."""
    return Table(
        name=name,
        says="Each fault with its register, row and column, what is wrong and what to write.",
        columns=(
            Column("Where", ColumnKind.CODE),
            Column("Which"),
            Column("Column"),
            Column("What is wrong"),
            Column("What to write"),
        ),
        rows=tuple(
            (
                _register(_table(problem)),
                _row(problem, registers),
                _column(problem),
                _told(problem.what),
                _told(problem.remedy),
            )
            for problem in problems
        ),
    )


def pages_to_mend(problems: Iterable[Problem]) -> tuple[PageEntry, ...]:
    """The pages on which faults can be mended, each once."""
    found = (page_of(_table(problem)) for problem in problems)
    return tuple(dict.fromkeys(page for page in found if page is not None))


def _table(problem: Problem) -> str:
    stem = problem.file.removesuffix(".csv")
    return "details" if stem == _SCHOOL else stem


def _register(table: str) -> str:
    return sentence_case(ROW_NAMES[table][1]) if table in ROW_NAMES else table


def _row(problem: Problem, registers: YearRegisters) -> str:
    rows: Sequence[object] = registers.rows.get(_table(problem), ())
    place = problem.row - _FIRST_ROW
    if not 0 <= place < len(rows):
        return "–"
    record: Record = registers.rows[_table(problem)][place].record
    return name_of(record) or f"row {place + 1}"


def _column(problem: Problem) -> str:
    record = RECORDS.get(_table(problem))
    titles = titles_of(record) if record else {}
    return titles.get(problem.column, problem.column) or "–"


def _told(text: str) -> str:
    """A sentence without names of files, which nobody sees here."""
    return in_words(_FILE.sub(lambda found: f"the {_named(found[1])}", text))


def _named(stem: str) -> str:
    return ROW_NAMES[stem][1].removeprefix("the ") if stem in ROW_NAMES else "school’s details"
