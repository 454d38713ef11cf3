"""The rows of one of the Department's files that count: England, the newest year, everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeVar

from planner.errors import Problem
from planner.exchange.mis.words import plain
from planner.exchange.statistics.cells import is_total, read_amount, read_year
from planner.exchange.text_table import TextRow, TextTable
from planner.periods import AcademicYear
from planner.school.fields import CellError

PERIOD, LEVEL, PHASE = "time_period", "geographic_level", "phase_type_grouping"
# Columns by which the files split pupils or schools further; only rows of all of them are used.
_SPLITS = frozenset(
    {
        *("type_of_establishment", "establishment_type", "hospital_school", "fsm_eligibility"),
        *("sex", "pupil_sex", "gender", "age", "pupil_age", "pupil_nc_year", "nc_year"),
        *("ethnicity_major", "ethnicity_minor", "ethnicity", "language", "first_language"),
        *("sen_secondary_need", "secondary_need", "sen_unit", "resourced_provision"),
    }
)
STATUS = ("sen_provision", "sen_status", "pupil_sen_status")
NEED = ("sen_primary_need", "primary_need")
# Some files give no total here, but the rows of schools that are not hospitals.
_HOSPITAL = "hospital_school"

Value = TypeVar("Value")


@dataclass
class Reading:
    """One file on its way to figures.

    Attributes:
        table: The file as text.
        problems: What is wrong in it so far.
        not_given: How many cells have a sign for no number.
    """

    table: TextTable
    problems: list[Problem] = field(default_factory=list)
    not_given: int = 0

    def fault(self, row: int, column: str, what: str, remedy: str) -> None:
        """Note something that is wrong."""
        self.problems.append(Problem(self.table.file, row, column, what, remedy))

    def column(self, *names: str) -> str:
        """The first of some columns that the file has; blank where it has none of them."""
        return next((name for name in names if name in self.table.columns), "")

    def cell(self, row: TextRow, column: str, read: Callable[[str], Value]) -> Value | None:
        """Read a cell, or note what is wrong with it."""
        try:
            return read(row.cells.get(column, ""))
        except CellError as error:
            self.fault(row.number, column, error.what, error.remedy)
            return None

    def amount(self, row: TextRow, column: str, most: Decimal) -> Decimal | None:
        """Read a number; ``None`` where none is given."""
        before = len(self.problems)
        found = self.cell(row, column, lambda text: read_amount(text, most))
        self.not_given += found is None and len(self.problems) == before
        return found


def rows_of_england(reading: Reading) -> tuple[AcademicYear | None, tuple[TextRow, ...]]:
    """Give the newest school year of the file, and its rows for England of all pupils."""
    england = [row for row in reading.table.rows if _is_england(row)]
    if not england:
        what = "has no row of which geographic_level is National"
        remedy = "give a file with the rows of England, not only of regions or authorities"
        reading.fault(0, LEVEL, what, remedy)
        return None, ()
    dated = [(reading.cell(row, PERIOD, read_year), row) for row in england]
    years = [year for year, _ in dated if year is not None]
    if not years:
        return None, ()
    newest = max(years, key=lambda year: year.first)
    found = tuple(_of_everybody([row for year, row in dated if year == newest]))
    if not found:
        what = f"has rows of England in {newest}, but none of all pupils and schools together"
        reading.fault(0, "", what, "give the rows that say Total in every column that splits them")
    return newest, found


def _is_england(row: TextRow) -> bool:
    return row.is_sound and row.cells.get(LEVEL, "").casefold() == "national"


def _of_everybody(rows: Sequence[TextRow]) -> Iterator[TextRow]:
    """The rows that split nobody off; one without hospital schools where there is no total."""
    whole = [row for row in rows if not _splits(row)]
    told = {_about(row) for row in whole}
    yield from whole
    for row in rows:
        is_no_hospital = row.cells.get(_HOSPITAL, "").casefold() == "no"
        if _splits(row) == {_HOSPITAL} and is_no_hospital and _about(row) not in told:
            yield row


def _about(row: TextRow) -> tuple[str, ...]:
    """Which schools and pupils a row is of."""
    return tuple(plain(row.cells.get(name, "")) for name in (PHASE, *STATUS, *NEED))


def _splits(row: TextRow) -> set[str]:
    """The columns in which a row is of some only."""
    return {name for name in _SPLITS & row.cells.keys() if not is_total(row.cells[name])}
