"""The rows of one pupil made one: a MIS writes a row for each need, and some rows twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from planner.errors import Problem
from planner.exchange.mis.report import Report
from planner.exchange.mis.rows import FileRow
from planner.exchange.mis.target import FIELDS, Target


def gathered(
    rows: Iterable[FileRow], report: Report, columns: Mapping[Target, str]
) -> tuple[tuple[FileRow, ...], tuple[Problem, ...]]:
    """Make one row of all rows of a pupil, where they do not contradict one another.

    A pupil whose rows do is held back whole, and each of the rows is told.

    Args:
        rows: The rows in any order.
        report: The export they are from.
        columns: Which column is which.
    """
    by_pupil: dict[str, list[FileRow]] = defaultdict(list)
    for row in rows:
        by_pupil[row.who].append(row)
    made: list[FileRow] = []
    problems: list[Problem] = []
    for same in by_pupil.values():
        apart = [target for target in FIELDS if len(_said(same, target)) > 1]
        made.append(_made_one(same, is_sound=not apart))
        for row in same if apart else ():
            others = _listed(other.number for other in same if other is not row)
            titles = ", ".join(report.titles[columns[target]] for target in apart)
            what = f"is the same pupil as row {others}, with something else in {titles}"
            remedy = "keep one row, or match the column with the rank of the need"
            problems.append(Problem(report.file, row.number, "", what, remedy))
    return tuple(made), tuple(problems)


def _said(rows: Iterable[FileRow], target: Target) -> set[str]:
    return {row.values[target] for row in rows if target in row.values}


def _made_one(rows: list[FileRow], *, is_sound: bool) -> FileRow:
    first = min(rows, key=lambda row: row.number)
    values = {target: value for row in rows for target, value in row.values.items()}
    names = sorted(row.name for row in rows if row.name)
    return FileRow(
        number=first.number,
        who=first.who,
        key=min(row.key for row in rows),
        code=min((row.code for row in rows if row.code is not None), default=None),
        values=values,
        name=names[0] if names else "",
        is_sound=is_sound and all(row.is_sound for row in rows),
    )


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
