"""A plan, written to and read from a folder, a zip or a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from planner.errors import InputError, Problem
from planner.exchange.destination import Family, write_by_name
from planner.exchange.output import TableOutput, laid_out
from planner.exchange.plan_summary import (
    SUMMARY,
    SUMMARY_FILE,
    read_json,
    read_sheet,
    summary_json,
    summary_sheet,
)
from planner.exchange.tables import RecordReader, file_of
from planner.exchange.text_folder import TextFolder, read_path, read_upload
from planner.optimiser.plan import (
    Coverage,
    Deployment,
    Group,
    Hire,
    Plan,
    Spending,
    StatutoryResult,
    StreamUse,
    Summary,
)
from planner.school.records import Allocation, Record

PLAN_TABLES: tuple[type[Record], ...] = (
    Allocation,
    Group,
    Deployment,
    Hire,
    Coverage,
    StatutoryResult,
    StreamUse,
    Spending,
)
PLAN = Family(
    (*(file_of(record) for record in PLAN_TABLES), SUMMARY_FILE),
    "school.csv",
    "that is a school, some of whose files a plan would replace: give the plan another folder",
)

R = TypeVar("R", bound=Record)


def plan_files(plan: Plan) -> dict[str, bytes]:
    """Write each file of a plan folder, by name; equal plans give equal bytes."""
    tables = {table.file: table.csv() for table in _outputs(plan)}
    return tables | {SUMMARY_FILE: summary_json(plan.summary)}


def write_plan(plan: Plan, path: Path) -> None:
    """Write a plan as a folder, a ``.zip`` or an ``.xlsx``, by the name of the path.

    Nothing is ever half written.

    Raises:
        InputError: The place holds a school, whose files the plan's would replace.
        OSError: The place cannot be written to.
    """
    write_by_name(
        path,
        _outputs(plan),
        PLAN,
        more_files={SUMMARY_FILE: summary_json(plan.summary)},
        more_sheets={SUMMARY: summary_sheet(plan.summary)},
    )


def read_plan(path: Path) -> Plan:
    """Read a plan from a folder, a ``.zip`` or an ``.xlsx``.

    Raises:
        InputError: With everything that is wrong, in all files.
    """
    return _assembled(read_path(path, PLAN.names))


def read_plan_bytes(files: Mapping[str, bytes]) -> Plan:
    """Read a plan from the bytes of its files, by name.

    Raises:
        InputError: With everything that is wrong, in all files.
    """
    return _assembled(read_upload(files, PLAN.names))


def _assembled(folder: TextFolder) -> Plan:
    reader = RecordReader(folder.tables, folder.unread)

    def rows(record: type[R]) -> tuple[R, ...]:
        return reader.register(record, is_required=True).records

    summary, faults = _summary(folder)
    tables: dict[str, Any] = {
        "allocations": rows(Allocation),
        "groups": rows(Group),
        "deployment": rows(Deployment),
        "hiring": rows(Hire),
        "coverage": rows(Coverage),
        "statutory": rows(StatutoryResult),
        "funding": rows(StreamUse),
        "spending": rows(Spending),
    }
    problems = [*folder.problems, *reader.problems, *faults]
    if problems or summary is None:
        raise InputError(problems)
    return Plan(**tables, summary=summary)


def _outputs(plan: Plan) -> list[TableOutput]:
    return [
        laid_out(record, getattr(plan, record.table), has_fixed_decimals=True)
        for record in PLAN_TABLES
    ]


def _summary(folder: TextFolder) -> tuple[Summary | None, list[Problem]]:
    if SUMMARY_FILE in folder.contents:
        return read_json(folder.contents[SUMMARY_FILE])
    table = folder.tables.get(f"{SUMMARY}.csv")
    if table is not None:
        return read_sheet(table)
    return None, [Problem(SUMMARY_FILE, 0, "", "is missing", "write the plan again")]
