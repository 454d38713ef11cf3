"""A comparison of plans, written as tables in a folder, with a folder for each plan."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import Enum
from pathlib import Path

from planner.errors import InputError, Problem
from planner.exchange.archive import ARCHIVE
from planner.exchange.destination import Family, refuse_strangers
from planner.exchange.folder import write_folder
from planner.exchange.output import TableOutput, rounded
from planner.exchange.plan_folder import PLAN, write_plan
from planner.exchange.safety import neutralised
from planner.exchange.scenario_file import write_scenario
from planner.exchange.school_folder import write_school
from planner.exchange.workbook import WORKBOOK, Cell
from planner.scenarios.compare import Planned
from planner.scenarios.comparison import Comparison
from planner.scenarios.scenario import Scenario
from planner.school.fields import write_cell

SCHOOL_FILE = "school.zip"
SCENARIO_FILE = "scenario.toml"
_FILES = tuple(f"{name}.csv" for name in Comparison.TABLES)
_REMEDY = "that has files of the same names: give the comparison another folder"
_FAMILIES = (Family(_FILES, "school.csv", _REMEDY), Family(_FILES, "allocations.csv", _REMEDY))
_NO_PART_OF_A_NAME = re.compile(r"[^\w.£%+-]+")
# Names that Windows keeps for devices, whatever follows the first full stop.
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
_LONGEST_NAME = 60


def comparison_files(comparison: Comparison) -> dict[str, bytes]:
    """Write each table of a comparison as CSV, by file; equal ones give equal bytes."""
    tables = (
        TableOutput(
            name,
            tuple(Comparison.TABLES[name].model_fields),
            tuple(tuple(map(_cell, dict(row).values())) for row in rows),
            has_fixed_decimals=True,
        )
        for name, rows in comparison.tables.items()
    )
    return {table.file: table.csv() for table in tables}


def write_comparison(comparison: Comparison, folder: Path) -> None:
    """Write the tables of a comparison to a folder.

    Raises:
        InputError: The place holds a school or a plan.
        OSError: The place cannot be written to.
    """
    refuse_place(folder)
    write_folder(folder, comparison_files(comparison), _FILES)


def write_planned(planned: Planned, scenario: Scenario | None, folder: Path) -> None:
    """Write a plan to a folder, with the school and the scenario that it was made for.

    Raises:
        InputError: The place holds a school.
        OSError: The place cannot be written to.
    """
    write_plan(planned.plan, folder)
    write_school(planned.school, folder / SCHOOL_FILE)
    if scenario is not None:
        write_scenario(scenario, folder / SCENARIO_FILE)


def refuse_place(folder: Path, plans: Iterable[str] = ()) -> None:
    """Refuse a place where a comparison would be mixed up with something else.

    Args:
        folder: Where it is to be written.
        plans: The names of the folders of plans inside it.

    Raises:
        InputError: It is such a place.
    """
    if folder.suffix.casefold() in {ARCHIVE, WORKBOOK}:
        what = "is not the name of a folder"
        raise InputError([Problem(str(folder), 0, "", what, "a comparison needs a folder")])
    for family in _FAMILIES:
        refuse_strangers(folder, family)
    for name in plans:
        refuse_strangers(folder / name, PLAN)


def folder_name(name: str) -> str:
    """What the folder of a plan is called: the scenario's name without what no folder may have."""
    plain = _NO_PART_OF_A_NAME.sub("-", name).strip("-.")[:_LONGEST_NAME].rstrip("-.")
    return f"_{plain}" if not plain or _DEVICES.match(plain) else plain


def _cell(value: object) -> Cell:
    if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        return rounded(value)
    text = write_cell(value.value if isinstance(value, Enum) else value)
    return neutralised(text) if text else None
