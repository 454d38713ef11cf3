"""What a file of official statistics would bring: figures, with what to know of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from planner.errors import InputError, Problem
from planner.exchange.safety import FILE_BYTES, MEGABYTE
from planner.exchange.statistics import department, listed
from planner.exchange.statistics.department import NationalShare, shares_in
from planner.exchange.statistics.rows import Reading
from planner.exchange.text_table import TextReader, TextTable
from planner.parameters.comparators import PHASE_ENDINGS
from planner.periods import AcademicYear
from planner.school.codes import Phase
from planner.school.records import OwnFigure

PUBLICATION = "Department for Education, Special educational needs in England"
PUBLISHED_AT = (
    "https://explore-education-statistics.service.gov.uk/find-statistics/"
    "special-educational-needs-in-england"
)
_HUNDREDTH = Decimal("0.01")
_PACKED = b"PK\x03\x04"
_ONLY_ENGLAND = "keep the rows of which geographic_level is National, and give those as CSV"


@dataclass(frozen=True)
class Loaded:
    """What a file would bring.

    Attributes:
        file: Its name.
        figures: The figures, as the school would keep them.
        notes: What to know of how it was read, as sentences.
    """

    file: str
    figures: tuple[OwnFigure, ...]
    notes: tuple[str, ...]


def read_statistics(file: str, data: bytes, phase: Phase | None, today: dt.date) -> Loaded:
    """Read a file of official statistics; nothing is kept.

    Args:
        file: Its name.
        data: Its bytes.
        phase: The kind of school, whose shares are taken before those of all schools.
        today: The day on which it is loaded.

    Raises:
        InputError: It cannot be used; everything that is wrong is told at once.
    """
    reading = Reading(_table(file, data))
    columns = reading.table.columns
    if department.is_departments(columns):
        department.missing_columns(reading)
        found = _of_department(reading, phase, today) if not reading.problems else None
    elif listed.is_list(columns):
        listed.missing_columns(reading)
        found = _of_list(reading, today) if not reading.problems else None
    else:
        found = None
        reading.fault(
            1,
            "",
            "has neither the columns of the Department’s files nor those of a list",
            f"give a file with {', '.join(department.REQUIRED)} and shares by SEN provision, or a "
            f"list with {', '.join(listed.ALL)}",
        )
    if found is not None and not found.figures and not reading.problems:
        reading.fault(0, "", "brings no figure", "give a file with numbers for England")
    if reading.problems or found is None:
        raise InputError(reading.problems)
    return found


def _table(file: str, data: bytes) -> TextTable:
    if len(data) > FILE_BYTES:
        what = f"has {len(data) / MEGABYTE:.1f} MB, more than {FILE_BYTES // MEGABYTE} MB"
        raise InputError([Problem(file, 0, "", what, _ONLY_ENGLAND)])
    if data.startswith(_PACKED):
        what = "is a zip or a workbook, not CSV"
        raise InputError([Problem(file, 0, "", what, "unpack it, and give the CSV file in it")])
    reader = TextReader()
    table = reader.read_csv(file, data)
    if table is None or reader.problems:
        raise InputError(reader.problems)
    return table


def _of_list(reading: Reading, today: dt.date) -> Loaded:
    return Loaded(reading.table.file, tuple(listed.figures_in(reading, today)), ())


def _of_department(reading: Reading, phase: Phase | None, today: dt.date) -> Loaded:
    year, shares = shares_in(reading, phase)
    if year is None:
        return Loaded(reading.table.file, (), ())
    notes = [
        f"The newest year in the file is {year}. The figures are those of England in its January "
        "census; earlier years were passed over."
    ]
    of_all = [one for one in shares if one.phase is None]
    if phase in PHASE_ENDINGS and of_all:
        notes.append("Where the file has no row of this kind of school, that of all is taken.")
    if reading.not_given:
        numbers = "1 number is" if reading.not_given == 1 else f"{reading.not_given:,} numbers are"
        notes.append(f"{numbers} marked in the file as not available and left out.")
    figures = (_figure(one, year, reading.table.file, today) for one in shares)
    return Loaded(reading.table.file, tuple(figures), tuple(notes))


def _figure(share: NationalShare, year: AcademicYear, file: str, today: dt.date) -> OwnFigure:
    starts = dt.date(year.first + 1, 1, 1)
    worked_out = f"; {share.note}" if share.note else ""
    return OwnFigure.model_validate(
        {
            "figure": share.comparator.code_for(share.phase),
            "amount": share.percent.quantize(_HUNDREDTH, ROUND_HALF_UP),
            "unit": share.comparator.unit,
            "starts": starts,
            "ends": dt.date(starts.year, 12, 31),
            "source": f"{PUBLICATION}, {year}",
            "link": PUBLISHED_AT,
            "checked": today,
            "note": f"Loaded official statistics: {file}, row {share.row}{worked_out}.",
            "official": True,
        }
    )
