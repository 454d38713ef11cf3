"""What a row of an export makes of a pupil: only the columns that the file has are changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from planner.exchange.mis.rows import FileRow
from planner.exchange.mis.target import FIELDS, Target
from planner.periods import AcademicYear
from planner.school.codes import SenStatus
from planner.school.fields import CellError, write_cell
from planner.school.records import Pupil

_FIELD_OF = {Target.CLASS: "class_name"}
_BLANK: Mapping[Target, object] = {
    Target.CLASS: "",
    Target.SEN_STATUS: SenStatus.NONE,
    Target.PRIMARY_NEED: None,
    Target.PUPIL_PREMIUM: False,
    Target.LOOKED_AFTER: False,
    Target.STARTS: None,
    Target.LEAVES: None,
}


class Outside(StrEnum):
    """Why a row that could be read is not for this register."""

    NOT_ON_SEN_REGISTER = "not on the SEN register"
    LEFT_BEFORE = "left before the year begins"
    STARTS_AFTER = "starts after the year ends"


@dataclass(frozen=True)
class Change:
    """One column of a pupil that the file changes, as ``pupils.csv`` has it."""

    column: str
    before: str
    after: str


def outside(row: FileRow, year: AcademicYear | None) -> Outside | None:
    """Say whether a row is of a pupil who is not at the school in the year planned."""
    if year is None:
        return None
    starts, leaves = row.values.get(Target.STARTS), row.values.get(Target.LEAVES)
    if leaves is not None and dt.date.fromisoformat(leaves) < year.starts:
        return Outside.LEFT_BEFORE
    if starts is not None and dt.date.fromisoformat(starts) > year.ends:
        return Outside.STARTS_AFTER
    return None


def is_on_sen_register(row: FileRow) -> bool:
    """Whether a row has a SEN status other than none, or a type of need."""
    status = row.values.get(Target.SEN_STATUS, SenStatus.NONE.value)
    return status != SenStatus.NONE.value or Target.PRIMARY_NEED in row.values


def new_pupil(row: FileRow, code: str, year: AcademicYear | None) -> Pupil:
    """Make the record of a pupil who is not in the register yet.

    Raises:
        CellError: Something that every pupil needs is blank, or the dates run backwards.
    """
    values = _within(row, year)
    if Target.YEAR_GROUP not in values:
        raise CellError("has no year group, which a new pupil needs", "fill it in")
    status = values.pop(Target.SEN_STATUS, SenStatus.NONE.value)
    made = Pupil.model_validate(
        {
            "pupil": code,
            "sen_status": status,
            **{target.value: value for target, value in values.items() if value},
        }
    )
    return _dated(made)


def changed_pupil(
    before: Pupil, row: FileRow, year: AcademicYear | None, erases: Collection[Target]
) -> Pupil:
    """Put what a row says into a pupil's record, and leave what it does not say.

    Args:
        before: The record.
        row: The row.
        year: The year planned, outside which dates mean the whole year.
        erases: The columns in which a blank cell takes away what is there.

    Raises:
        CellError: The dates would run backwards.
    """
    facts = before.model_dump(by_alias=True)
    for target, value in _within(row, year).items():
        facts[target.value] = value or _BLANK[target]
    for target in erases:
        if target in _BLANK and target not in row.values:
            facts[target.value] = _BLANK[target]
    return _dated(Pupil.model_validate(facts))


def changes_between(before: Pupil, after: Pupil) -> tuple[Change, ...]:
    """Give each column that differs, with what it had and what it would have."""
    return tuple(
        Change(target.value, *texts)
        for target in FIELDS
        if (texts := (_text(before, target), _text(after, target)))[0] != texts[1]
    )


def _text(pupil: Pupil, target: Target) -> str:
    return write_cell(getattr(pupil, _FIELD_OF.get(target, target.value)))


def _within(row: FileRow, year: AcademicYear | None) -> dict[Target, str]:
    """The values of a row; a date that does not shorten the year is blank."""
    values = dict(row.values)
    if year is not None:
        starts, leaves = values.get(Target.STARTS), values.get(Target.LEAVES)
        if starts and dt.date.fromisoformat(starts) <= year.starts:
            values[Target.STARTS] = ""
        if leaves and dt.date.fromisoformat(leaves) >= year.ends:
            values[Target.LEAVES] = ""
    return values


def _dated(pupil: Pupil) -> Pupil:
    if pupil.starts is not None and pupil.leaves is not None and pupil.leaves < pupil.starts:
        raise CellError("would leave before the first day on roll", "correct one of the dates")
    return pupil
