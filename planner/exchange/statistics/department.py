"""National shares from the files of “Special educational needs in England”.

Three shapes are known, by their columns: shares side by side (``ehc_plan_percent`` and
``sen_support_percent``), a row for each SEN provision (``sen_provision``), and a row for each
provision and primary type of need (``sen_primary_need``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from planner.exchange.statistics.cells import (
    is_not_recorded,
    is_total,
    known_need,
    known_phase,
    read_status,
)
from planner.exchange.statistics.rows import (
    LEVEL,
    NEED,
    PERIOD,
    PHASE,
    STATUS,
    Reading,
    rows_of_england,
)
from planner.exchange.text_table import TextRow
from planner.parameters.comparators import EHCP, SEN, SEN_SUPPORT, Comparator, need_share
from planner.periods import AcademicYear
from planner.school.codes import Phase, SenStatus

REQUIRED = (PERIOD, LEVEL, PHASE)
_SIDE_BY_SIDE = {"ehc_plan_percent": EHCP, "sen_support_percent": SEN_SUPPORT}
_COUNT = ("pupil_count", "number_of_pupils", "headcount")
_PERCENT = ("pupil_percent", "percent_of_pupils")
_BY_STATUS = {SenStatus.EHCP: EHCP, SenStatus.SEN_SUPPORT: SEN_SUPPORT}
_MOST_PERCENT, _MOST_PUPILS = Decimal(100), Decimal(100_000_000)

# A share of one kind of school, or of all where the kind is ``None``.
Key = tuple[Comparator, Phase | None]


@dataclass(frozen=True)
class NationalShare:
    """One national share, and the row it was read in.

    Attributes:
        comparator: What it is compared with.
        phase: The kind of school that it is of; ``None``: all schools.
        percent: The share [percent].
        row: The row of the file, or of the first that it was worked out from.
        note: How it was worked out, if it does not stand in the file as it is.
    """

    comparator: Comparator
    phase: Phase | None
    percent: Decimal
    row: int
    note: str = ""


def shares_in(
    reading: Reading, phase: Phase | None
) -> tuple[AcademicYear | None, tuple[NationalShare, ...]]:
    """Give the shares of England in the newest year of a file.

    Args:
        reading: The file, where what is wrong is noted.
        phase: The kind of school; of other kinds, only the shares of all schools are taken.

    Returns: The school year of the census, and one share for each thing that is compared: that of
        this kind of school where the file has it, else that of all schools.
    """
    year, rows = rows_of_england(reading)
    mine = [row for row in rows if _is_wanted(row, phase)]
    if rows and not mine:
        what = "has no row of all schools, or of schools of this school’s kind"
        reading.fault(0, PHASE, what, "give the rows of which it is Total, or of this kind")
    found: dict[Key, NationalShare] = {}
    for share in _shape(reading)(reading, mine):
        _put(reading, found, share)
    found |= _both(found)
    kinds = [phase, None] if phase is not None else [None]
    chosen = {
        comparator: next(found[comparator, kind] for kind in kinds if (comparator, kind) in found)
        for comparator, _ in found
    }
    return year, tuple(chosen.values())


def is_departments(columns: tuple[str, ...]) -> bool:
    """Whether a file looks like one of the Department's."""
    return PERIOD in columns or LEVEL in columns or PHASE in columns


def missing_columns(reading: Reading) -> None:
    """Note which columns a file of the Department's lacks."""
    for name in REQUIRED:
        if not reading.column(name):
            reading.fault(1, name, "is missing from the header", "keep this column of the file")
    if not (reading.column(*_SIDE_BY_SIDE) or reading.column(*STATUS)):
        what = "has no shares: neither ehc_plan_percent and sen_support_percent nor sen_provision"
        reading.fault(1, "", what, "give one of the files by type of SEN provision")
    elif reading.column(*STATUS) and not reading.column(*_COUNT, *_PERCENT):
        what = "has no numbers: neither pupil_count nor pupil_percent"
        reading.fault(1, "", what, "keep one of these columns of the file")


def _is_wanted(row: TextRow, phase: Phase | None) -> bool:
    text = row.cells.get(PHASE, "")
    return is_total(text) or (phase is not None and known_phase(text) is phase)


def _shape(reading: Reading) -> Callable[[Reading, list[TextRow]], Iterator[NationalShare]]:
    if reading.column(*NEED):
        return _shares_of_needs
    return _shares_by_row if reading.column(*STATUS) else _shares_side_by_side


def _shares_side_by_side(reading: Reading, rows: list[TextRow]) -> Iterator[NationalShare]:
    for row in rows:
        for column, comparator in _SIDE_BY_SIDE.items():
            if column in reading.table.columns:
                percent = reading.amount(row, column, _MOST_PERCENT)
                if percent is not None:
                    yield NationalShare(comparator, _phase(row), percent, row.number)


def _shares_by_row(reading: Reading, rows: list[TextRow]) -> Iterator[NationalShare]:
    column, whole = reading.column(*_PERCENT), {}
    if not column:
        whole = dict(_whole(reading, rows))
    for row in rows:
        status = reading.cell(row, reading.column(*STATUS), read_status)
        if status not in _BY_STATUS:
            continue
        percent = (
            reading.amount(row, column, _MOST_PERCENT)
            if column
            else _percent(reading.amount(row, reading.column(*_COUNT), _MOST_PUPILS), whole, row)
        )
        if percent is not None:
            yield NationalShare(_BY_STATUS[status], _phase(row), percent, row.number)


def _whole(reading: Reading, rows: list[TextRow]) -> Iterator[tuple[Phase | None, Decimal]]:
    """How many pupils there are in all, by the kind of school."""
    for row in rows:
        if is_total(row.cells.get(reading.column(*STATUS), "")):
            count = reading.amount(row, reading.column(*_COUNT), _MOST_PUPILS)
            if count:
                yield _phase(row), count


def _percent(
    count: Decimal | None, whole: Mapping[Phase | None, Decimal], row: TextRow
) -> Decimal | None:
    of = whole.get(_phase(row))
    return None if count is None or of is None else 100 * count / of


def _shares_of_needs(reading: Reading, rows: list[TextRow]) -> Iterator[NationalShare]:
    """Each primary type of need as a share of those with one on record, by status."""
    column = reading.column(*_COUNT)
    if not column:
        what = "has types of need, but no numbers of pupils"
        reading.fault(1, "", what, "keep the column pupil_count or number_of_pupils")
        return
    counts: dict[tuple[Phase | None, SenStatus], dict[str, tuple[Decimal, TextRow]]]
    counts = defaultdict(dict)
    for row in rows:
        text = row.cells.get(reading.column(*NEED), "")
        status = reading.cell(row, reading.column(*STATUS), read_status)
        if status not in _BY_STATUS or is_total(text) or is_not_recorded(text):
            continue
        count = reading.amount(row, column, _MOST_PUPILS)
        if count is not None:
            _count(reading, counts[_phase(row), status], text, (count, row))
    for (phase, status), by_need in counts.items():
        whole = sum(count for count, _ in by_need.values())
        for text, (count, row) in by_need.items():
            need = known_need(text)
            if need is not None and whole:
                note = f"{count:,f} of {whole:,f} pupils with a primary type of need"
                share = 100 * count / whole
                yield NationalShare(need_share(need, status), phase, share, row.number, note)


def _count(
    reading: Reading,
    counts: dict[str, tuple[Decimal, TextRow]],
    text: str,
    found: tuple[Decimal, TextRow],
) -> None:
    count, row = found
    earlier, first = counts.setdefault(text, found)
    if earlier != count:
        _told_twice(reading, row.number, first.number)


def _put(reading: Reading, found: dict[Key, NationalShare], share: NationalShare) -> None:
    first = found.setdefault((share.comparator, share.phase), share)
    if first.percent != share.percent:
        _told_twice(reading, share.row, first.row)


def _told_twice(reading: Reading, row: int, first: int) -> None:
    what = f"has another number for the same schools and pupils than row {first}"
    reading.fault(row, "", what, "keep only the rows of all of them together")


def _both(found: Mapping[Key, NationalShare]) -> dict[Key, NationalShare]:
    """Pupils with SEN: the two shares of one kind of school added."""
    added = {}
    for (comparator, phase), share in found.items():
        other = found.get((SEN_SUPPORT, phase))
        if comparator == EHCP and other is not None:
            note = "the shares with an EHCP and on SEN Support added"
            added[SEN, phase] = NationalShare(
                SEN, phase, share.percent + other.percent, share.row, note
            )
    return added


def _phase(row: TextRow) -> Phase | None:
    return known_phase(row.cells.get(PHASE, ""))
