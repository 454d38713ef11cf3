"""A school, read from and written to a folder, a zip or a workbook.

The three are the same school: each becomes text tables first, and from there one path leads to
records, to the checks between them, and to a ``School``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from planner.costing.authority.shelf import every_profile, profile_of
from planner.errors import InputError, ParameterError, Problem
from planner.exchange.destination import Family, write_by_name
from planner.exchange.output import TableOutput, keys_and_values, laid_out
from planner.exchange.tables import (
    SCHOOL_FILES,
    RecordReader,
    file_of,
    read_registers,
)
from planner.exchange.text_folder import TextFolder, read_path, read_upload
from planner.parameters.reader import pay_point_salary
from planner.school.agreement import find_disagreements
from planner.school.records import CurrentAllocation, Record, StaffMember
from planner.school.registers import NOT_PLANNED_FROM, OPTIONAL, REQUIRED, Registers
from planner.school.school import School

SCHOOL = Family(SCHOOL_FILES, "allocations.csv", "that is a plan: give the school another folder")


@dataclass(frozen=True)
class ReadSchool:
    """A school that can be planned for, and what a SENCO may want to look at again."""

    school: School
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Checked:
    """What comes of the tables of a school.

    Attributes:
        school: The school with its digest; ``None`` where there are faults or nothing to plan.
        faults: What stops it from being planned for.
        warnings: What is worth a second look.
    """

    school: School | None
    faults: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def read_school(path: Path) -> ReadSchool:
    """Read a school from a folder, a ``.zip`` or an ``.xlsx``.

    Raises:
        InputError: With everything that is wrong, in all files.
    """
    return _assembled(read_path(path, SCHOOL_FILES))


def read_school_bytes(files: Mapping[str, bytes]) -> ReadSchool:
    """Read a school that was uploaded: its CSV files, or one zip, or one workbook.

    Args:
        files: The bytes of each file, by name.

    Raises:
        InputError: With everything that is wrong, in all files.
    """
    return _assembled(read_upload(files, SCHOOL_FILES))


def write_school(school: School, path: Path) -> None:
    """Write a school as a folder, a ``.zip`` or an ``.xlsx``, by the name of the path.

    Nothing is ever half written.

    Raises:
        InputError: The place holds a plan, which would be mixed up with the school.
        OSError: The place cannot be written to.
    """
    write_by_name(path, _outputs(school), SCHOOL)


def school_files(school: School) -> dict[str, bytes]:
    """Write each of a school's CSV files, by name."""
    return {output.file: output.csv() for output in _outputs(school)}


def with_digest(school: School) -> School:
    """Give a school the digests of the files that it would be written as."""
    return _with_digests(school, school_files(school))


def check(registers: Registers) -> Checked:
    """Make a school of tables that were not read from files, or say what stands in the way."""
    found, warnings = find_disagreements(registers)
    faults = tuple(sorted([*found, *_of_what_comes_along(registers)]))
    has_something_to_plan = registers.pupils.rows and registers.provisions.rows
    if faults or registers.details is None or not has_something_to_plan:
        return Checked(None, faults, tuple(sorted(warnings)))
    school = with_digest(registers.to_school(registers.details))
    return Checked(school, (), tuple(sorted(warnings)))


def digest_of(contents: Mapping[str, bytes]) -> str:
    """Digest CSV files: for each in name order, its name, a zero byte and its bytes."""
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(name.encode() + b"\0" + contents[name])
    return digest.hexdigest()


def planning_digest_of(contents: Mapping[str, bytes]) -> str:
    """Digest those CSV files of a school that a plan rests on: all but its reviews."""
    rested_on = contents.keys() - {file_of(record) for record in NOT_PLANNED_FROM}
    return digest_of({name: contents[name] for name in rested_on})


def _with_digests(school: School, contents: Mapping[str, bytes]) -> School:
    return replace(
        school,
        inputs_sha256=digest_of(contents),
        planning_sha256=planning_digest_of(contents),
    )


def _assembled(folder: TextFolder) -> ReadSchool:
    """The one place where tables become a school."""
    reader = RecordReader(folder.tables, folder.unread)
    registers = read_registers(reader)
    faults, warnings = find_disagreements(registers)
    problems = [*folder.problems, *reader.problems, *faults, *_of_what_comes_along(registers)]
    if problems or registers.details is None:
        raise InputError(problems)
    school = registers.to_school(registers.details)
    contents = folder.contents or school_files(school)
    school = _with_digests(school, contents)
    return ReadSchool(school, tuple(sorted([*folder.warnings, *reader.warnings, *warnings])))


def _of_what_comes_along(registers: Registers) -> Iterator[Problem]:
    """Give what does not agree with the figures and rules that come with Evenhand."""
    yield from _unknown_pay_points(registers)
    yield from _unknown_profile(registers)


def _unknown_profile(registers: Registers) -> Iterator[Problem]:
    """Give a fault where no rules of a local authority come along under the code chosen."""
    code = registers.details.la_profile if registers.details else None
    if code and profile_of(code) is None:
        known = ", ".join(profile.code for profile in every_profile())
        what = f"la_profile is '{code}', under which no local authority’s rules come with Evenhand"
        remedy = f"write one of {known}, or leave it blank and enter la_hourly_rate"
        yield Problem("school.csv", 0, "value", what, remedy)


def _unknown_pay_points(registers: Registers) -> Iterator[Problem]:
    """Give a fault for each adult whose pay point has no salary on the first day of the year."""
    if not registers.terms.rows:
        return
    first_day = registers.terms.records[0].start
    for number, member in registers.staff:
        if not member.pay_point:
            continue
        try:
            pay_point_salary(member.pay_point, first_day, registers.figures.records)
        except ParameterError:
            what = f"is '{member.pay_point}', which has no known salary on {first_day.isoformat()}"
            remedy = "write a point that has one, or fill in annual_cost instead"
            yield Problem(file_of(StaffMember), number, "pay_point", what, remedy)


def _outputs(school: School) -> list[TableOutput]:
    """Lay out every table, but no optional one that has no rows and means nothing by it."""
    outputs = [keys_and_values("school", (school.details, school.policies))]
    for record in (*REQUIRED, *OPTIONAL):
        rows: tuple[Record, ...] | None = getattr(school, record.table)
        means_something = rows is not None and record is CurrentAllocation
        if rows or record in REQUIRED or means_something:
            outputs.append(laid_out(record, rows or ()))
    return outputs
