"""A plain list of figures: a row for each, with ``figure,phase,value,unit,date,source,link``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from planner.exchange.mis.words import plain, shown
from planner.exchange.statistics.cells import is_total, known_phase, read_amount, read_year
from planner.exchange.statistics.rows import Reading
from planner.exchange.text_table import TextRow
from planner.parameters.comparators import Comparator, comparators, known_comparator
from planner.parameters.figure import UNITS
from planner.school.codes import Phase
from planner.school.fields import CellError, read_day, read_web_address
from planner.school.records import OwnFigure

REQUIRED = ("figure", "value", "date", "source")
ALL = ("figure", "phase", "value", "unit", "date", "source", "link")
_NATIONAL = "national_"
_UNIT_WORDS = {
    "percent": frozenset({"", "percent", "per cent", "%"}),
    "pupils": frozenset({"", "pupils", "pupil"}),
    "GBP/pupil/year": frozenset({"", "gbp/pupil/year", "gbp", "£", "£ a pupil a year"}),
}
_MOST_PERCENT, _MOST_AMOUNT = Decimal(100), Decimal(1_000_000)
_WHAT_TO_WRITE = (
    "write share_with_ehcp, share_on_sen_support, share_with_sen, a type of need such as "
    "share_asd_of_ehcp or share_slcn_of_sen_support, pupils_per_assistant, "
    "sen_pupils_per_assistant, ehcp_pupils_per_assistant or cost_per_sen_pupil"
)


def is_list(columns: tuple[str, ...]) -> bool:
    """Whether a file looks like a plain list of figures."""
    return "figure" in columns or "value" in columns


def missing_columns(reading: Reading) -> None:
    """Note which columns the list lacks."""
    for name in REQUIRED:
        if not reading.column(name):
            what, remedy = "is missing from the header", f"name the columns {', '.join(ALL)}"
            reading.fault(1, name, what, remedy)


def figures_in(reading: Reading, today: dt.date) -> Iterator[OwnFigure]:
    """Give every figure of the list.

    Args:
        reading: The list, where what is wrong is noted.
        today: The day on which it is loaded.
    """
    first_rows: dict[tuple[str, dt.date], int] = {}
    for row in (one for one in reading.table.rows if one.is_sound):
        made = _figure(reading, row, today)
        if made is None:
            continue
        first = first_rows.setdefault((made.figure, made.starts), row.number)
        if first != row.number:
            what = f"is of the same figure, schools and date as row {first}"
            reading.fault(row.number, "figure", what, "keep one of them")
        else:
            yield made


def _figure(reading: Reading, row: TextRow, today: dt.date) -> OwnFigure | None:
    before = len(reading.problems)
    named = reading.cell(row, "figure", _read_figure)
    phase = reading.cell(row, "phase", _read_phase)
    starts = reading.cell(row, "date", _read_date)
    link = reading.cell(row, "link", read_web_address)
    is_share = named is not None and named[0].unit == "percent"
    most = _MOST_PERCENT if is_share else _MOST_AMOUNT
    amount = reading.cell(row, "value", lambda text: _read_value(text, most))
    if named is not None:
        comparator, of_code = named
        reading.cell(row, "unit", lambda text: _check_unit(text, comparator.unit))
        _check_phase(reading, row, of_code, phase)
    source = row.cells.get("source", "")
    if not source:
        remedy = "write where the figure was published, with its year"
        reading.fault(row.number, "source", "is blank", remedy)
    if len(reading.problems) > before or named is None or starts is None:
        return None
    return OwnFigure.model_validate(
        {
            "figure": named[0].code_for(phase or named[1]),
            "amount": amount,
            "unit": named[0].unit,
            "starts": starts,
            "ends": _last_day(starts),
            "source": source,
            "link": link,
            "checked": today,
            "note": f"Loaded official statistics: {reading.table.file}, row {row.number}.",
            "official": True,
        }
    )


def _read_value(text: str, most: Decimal) -> Decimal:
    amount = read_amount(text.replace("£", ""), most)
    if amount is None:
        what = shown(text) if text else "is blank"
        raise CellError(what, "write the number, or leave the row out")
    return amount


def _read_figure(text: str) -> tuple[Comparator, Phase | None]:
    code = text.strip().casefold()
    found = known_comparator(code) or known_comparator(f"{_NATIONAL}{code}")
    if found is not None:
        return found
    words = plain(text)
    named = next((one for one in comparators() if words and plain(one.label) == words), None)
    if named is None:
        what = f"{shown(text)}, which is nothing that is compared" if text else "is blank"
        raise CellError(what, _WHAT_TO_WRITE)
    return named, None


def _read_phase(text: str) -> Phase | None:
    if is_total(text):
        return None
    found = known_phase(text)
    if found is None:
        remedy = "write primary, secondary, special, ap, or all for all schools"
        raise CellError(shown(text), remedy)
    return found


def _check_phase(
    reading: Reading, row: TextRow, of_code: Phase | None, phase: Phase | None
) -> None:
    if of_code is not None and phase is not None and of_code is not phase:
        what = f"is {phase.value}, and the figure is of {of_code.value}"
        reading.fault(row.number, "phase", what, "make the two agree, or leave the phase blank")


def _check_unit(text: str, unit: str) -> None:
    if text.strip().casefold() not in _UNIT_WORDS[unit]:
        remedy = f"write {unit}, or leave it blank" + (
            f" ({UNITS[unit]})" if UNITS[unit] not in {unit, ""} else ""
        )
        raise CellError(shown(text), remedy)


def _read_date(text: str) -> dt.date:
    """The day that a figure is of; a school year stands for its census, in January."""
    try:
        return dt.date(read_year(text).first + 1, 1, 1)
    except CellError:
        day = read_day(text)
        assert isinstance(day, dt.date)
        return day


def _last_day(starts: dt.date) -> dt.date:
    """A figure is of its day, and holds until the next year's can be known."""
    leap = starts.month == 2 and starts.day == 29
    year_on = starts.replace(year=starts.year + 1, day=28 if leap else starts.day)
    return year_on - dt.timedelta(days=1)
