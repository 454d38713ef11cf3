"""The kinds of value that a cell can hold: how each is read from text, and written again.

A reader that cannot use what it is given raises ``CellError``, which says what is wrong and what
to write instead; the tables module turns it into a ``Problem`` with its file, row and column.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from planner.periods import AcademicYear
from planner.school.codes import Strand, Tier

# What a cell of a spreadsheet can hold.
CELL_CHARACTERS = 32_767
_ID = re.compile(r"^[A-Za-z0-9._-]{1,32}$")
_ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_BRITISH_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")
_WEB_ADDRESS = re.compile(r"^https?://[^\s/]+(/\S*)?$", re.IGNORECASE)
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_THOUSANDS_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_IN_BRACKETS = re.compile(r"^\(\s*([^()+-]+?)\s*\)$")
_YES = frozenset({"y", "yes", "true", "1"})
_NO = frozenset({"n", "no", "false", "0"})
YEAR_GROUPS = ("N1", "N2", "R", *(str(year) for year in range(1, 14)))
KEY_STAGES = {
    year: stage
    for stage, years in {
        "EYFS": ("N1", "N2", "R"),
        "KS1": ("1", "2"),
        "KS2": ("3", "4", "5", "6"),
        "KS3": ("7", "8", "9"),
        "KS4": ("10", "11"),
        "KS5": ("12", "13"),
    }.items()
    for year in years
}


class CellError(ValueError):
    """What is wrong with one value, and what to write instead."""

    def __init__(self, what: str, remedy: str) -> None:
        """Keep both halves, so that they can be shown apart."""
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}; {remedy}")


def _shown(value: object) -> str:
    text = " ".join(str(value).split())
    if isinstance(value, float):
        text = text.removesuffix(".0")
    return f"is '{text if len(text) <= 40 else text[:37] + '...'}'"


def _plain_digits(text: str) -> str:
    """Take the commas out of ``1,234``, and leave ``2,5`` to be refused, not read as 25.

    ``(500)``, as accounts write what is owed, is -500; so is a minus sign that is not a hyphen.
    """
    text = _IN_BRACKETS.sub(r"-\1", text.strip().replace("\N{MINUS SIGN}", "-"))
    return _THOUSANDS_COMMA.sub("", text).replace("_", "?").strip()


def read_text(value: object) -> object:
    """Trim text and write its line ends one way; leave anything else alone.

    Raises:
        CellError: It has a character that cannot be shown.
    """
    if not isinstance(value, str):
        return value
    if hidden := _HIDDEN.search(value):
        what = f"has the hidden character {hidden[0]!a}"
        raise CellError(what, "delete it and type it again")
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def read_web_address(value: object) -> object:
    """Read the address of a page, or a blank.

    Raises:
        CellError: It is not an address that begins with ``https://`` or ``http://``.
    """
    text = str(read_text(value))
    if text and not _WEB_ADDRESS.match(text):
        raise CellError(
            _shown(value), "write an address that begins with https://, or leave it blank"
        )
    return text


def read_id(value: object) -> object:
    """Read a school's own short code.

    Raises:
        CellError: It has a character other than letters, digits, ``-``, ``_``, ``.``, or is longer
            than 32 characters.
    """
    text = str(value).strip()
    if not _ID.match(text):
        raise CellError(_shown(value), "write a short code of letters, digits, -, _ and . only")
    return text


def read_money(value: object) -> object:
    """Read pounds: ``1234.5``, ``1,234.50`` and ``£1,234.50`` are equal, ``(£500)`` is -500 [GBP].

    Raises:
        CellError: It is not an amount of money.
    """
    if isinstance(value, Decimal):
        return value
    text = _plain_digits(str(value).replace("£", ""))
    try:
        amount = Decimal(text)
    except InvalidOperation:
        raise CellError(_shown(value), "write pounds such as 1234.50") from None
    if not amount.is_finite() or abs(amount) > Decimal(10**9):
        raise CellError(_shown(value), "write pounds such as 1234.50")
    return amount


def read_number(value: object) -> object:
    """Read a number of hours, weeks or pupils.

    Raises:
        CellError: It is not a number.
    """
    if isinstance(value, bool):
        raise CellError(_shown(value), "write a number such as 2.5")
    try:
        number = float(_plain_digits(str(value)).removesuffix("%"))
    except ValueError:
        raise CellError(_shown(value), "write a number such as 2.5") from None
    if not math.isfinite(number):
        raise CellError(_shown(value), "write a number such as 2.5")
    return number


def read_whole_number(value: object) -> object:
    """Read a whole number.

    Raises:
        CellError: It is not a whole number.
    """
    try:
        number = read_number(value)
    except CellError:
        raise CellError(_shown(value), "write a whole number such as 3") from None
    if not isinstance(number, float) or not number.is_integer():
        raise CellError(_shown(value), "write a whole number such as 3")
    return int(number)


def read_yes_no(value: object) -> object:
    """Read yes or no in any of their usual spellings.

    Raises:
        CellError: It is neither.
    """
    if isinstance(value, bool):
        return value
    text = str(value).strip().lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    raise CellError(_shown(value), "write Y or N")


def read_day(value: object) -> object:
    """Read ``2026-09-01`` or ``01/09/2026``, the day first.

    Raises:
        CellError: It is not a date written in one of the two ways.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    try:
        if match := _ISO_DAY.match(text):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
        if match := _BRITISH_DAY.match(text):
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        raise CellError(_shown(value), "that day does not exist; write 2026-09-01") from None
    raise CellError(_shown(value), "write a date such as 2026-09-01 or 01/09/2026")


def read_list(value: object) -> object:
    """Read a list separated by ``;``, without blanks or repeats."""
    if isinstance(value, str | int):
        value = str(value).split(";")
    if not isinstance(value, tuple | list):
        return value
    cleaned = (part.strip() if isinstance(part, str) else part for part in value)
    return tuple(dict.fromkeys(part for part in cleaned if part not in {"", None}))


def read_year_group(value: object) -> object:
    """Read a year group: ``N1``, ``N2``, ``R``, ``1`` to ``13``; ``Year 4`` is 4.

    Raises:
        CellError: There is no such year group.
    """
    text = str(value).strip().upper()
    for prefix in ("YEAR", "YR", "Y"):
        if text.startswith(prefix):
            text = text.removeprefix(prefix).strip()
            break
    text = "R" if text in {"REC", "RECEPTION"} else text
    if text not in YEAR_GROUPS:
        raise CellError(_shown(value), "write N1, N2, R or a year from 1 to 13")
    return text


def read_year_groups(value: object) -> object:
    """Read a list or range of year groups, such as ``R;1;2`` or ``3-6``, in school order.

    Raises:
        CellError: A year group does not exist, or a range runs backwards.
    """
    chosen: set[str] = set()
    for part in read_list(value):  # type: ignore[attr-defined]
        first, dash, last = str(part).replace("\u2013", "-").partition("-")
        low, high = read_year_group(first), read_year_group(last if dash else first)
        span = YEAR_GROUPS[YEAR_GROUPS.index(str(low)) : YEAR_GROUPS.index(str(high)) + 1]
        if not span:
            raise CellError(_shown(part), "write the younger year first, such as 3-6")
        chosen.update(span)
    return tuple(year for year in YEAR_GROUPS if year in chosen)


class RestrictionKind(StrEnum):
    """What a restricted stream can be tied to."""

    PUPIL = "pupil"
    PUPIL_PREMIUM = "pupil_premium"
    LOOKED_AFTER = "looked_after"
    EHCP = "ehcp"
    SEN_SUPPORT = "sen_support"
    TIER = "tier"
    PROVISION = "provision"
    STRAND = "strand"


_WITH_VALUE = frozenset(
    {
        RestrictionKind.PUPIL,
        RestrictionKind.TIER,
        RestrictionKind.PROVISION,
        RestrictionKind.STRAND,
    }
)
_CODES_NAMED: dict[RestrictionKind, tuple[str, ...]] = {
    RestrictionKind.TIER: tuple(Tier),
    RestrictionKind.STRAND: tuple(Strand),
}


@dataclass(frozen=True, order=True)
class Restriction:
    """One thing that a restricted stream may pay for, such as ``pupil:P014``."""

    kind: RestrictionKind
    value: str = ""

    def __str__(self) -> str:
        """Give it as it is written in ``funding.csv``."""
        return f"{self.kind}:{self.value}" if self.value else str(self.kind)


def read_restriction(value: object) -> object:
    """Read one entry of ``restricted_to``.

    Raises:
        CellError: It is not one of the ways in which money can be restricted.
    """
    if isinstance(value, Restriction):
        return value
    kind_text, _, named = (part.strip() for part in str(value).partition(":"))
    remedy = (
        "write pupil:ID, pupil_premium, looked_after, ehcp, sen_support, tier:NAME, "
        "provision:ID or strand:NAME"
    )
    try:
        kind = RestrictionKind(kind_text.lower())
    except ValueError:
        raise CellError(_shown(value), remedy) from None
    if (kind in _WITH_VALUE) != bool(named):
        raise CellError(_shown(value), remedy)
    if kind in _CODES_NAMED:
        named = named.lower()
        if named not in _CODES_NAMED[kind]:
            choice = ", ".join(_CODES_NAMED[kind])
            raise CellError(_shown(value), f"write {kind}: and one of {choice}")
    return Restriction(kind, named)


def code_reader(codes: type[StrEnum]) -> BeforeValidator:
    """Make the reader of a code that is accepted in any case."""

    def read_code(value: object) -> object:
        text = str(value).strip().lower()
        for code in codes:
            if code.value.lower() == text:
                return code
        raise CellError(_shown(value), "write one of " + ", ".join(code.value for code in codes))

    return BeforeValidator(read_code)


def between(low: float, high: float, unit: str, *, above: bool = False) -> AfterValidator:
    """Make the check that a number lies from ``low`` to ``high`` [``unit``].

    Args:
        low: The least that is accepted.
        high: The most that is accepted.
        unit: What the number counts, for the message.
        above: The number must be more than ``low``, not equal to it.
    """

    def check(value: Any) -> Any:
        if value is None or ((low < value if above else low <= value) and value <= high):
            return value
        more = f"more than {low:,.9g}" if above else f"{low:,.9g}"
        what = f"{_shown(value)}, which is out of range"
        raise CellError(what, f"write {more} to {high:,.9g} {unit}".rstrip())

    return AfterValidator(check)


Text = Annotated[str, BeforeValidator(read_text)]
WebAddress = Annotated[str, BeforeValidator(read_web_address)]
Id = Annotated[str, BeforeValidator(read_id)]
Money = Annotated[Decimal, BeforeValidator(read_money)]
Number = Annotated[float, BeforeValidator(read_number)]
WholeNumber = Annotated[int, BeforeValidator(read_whole_number)]
YesNo = Annotated[bool, BeforeValidator(read_yes_no)]
Day = Annotated[dt.date, BeforeValidator(read_day)]
TextList = Annotated[tuple[Text, ...], BeforeValidator(read_list)]
IdList = Annotated[tuple[Id, ...], BeforeValidator(read_list)]
YearGroup = Annotated[str, BeforeValidator(read_year_group)]
YearGroups = Annotated[tuple[str, ...], BeforeValidator(read_year_groups)]
Restrictions = Annotated[
    tuple[Annotated[Restriction, BeforeValidator(read_restriction)], ...],
    BeforeValidator(read_list),
]


def column(help_text: str, *, unit: str = "", default: Any = ..., name: str | None = None) -> Any:
    """Define one field once, for files, tables, messages and the reference page.

    Args:
        help_text: One line that a SENCO can follow.
        unit: The unit and period of the number, or blank.
        default: What a blank or missing cell means; without it the field is required.
        name: The column's name where Python cannot use it, such as ``from``.
    """
    return Field(default, alias=name, description=help_text, json_schema_extra={"unit": unit})


def write_cell(value: object) -> str:
    """Write a value as it stands in a CSV file; equal values are written alike."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize() + 0:f}"
    if isinstance(value, Decimal):
        text = f"{value.normalize() + 0:f}"
        return f"{text}0" if text[-2:-1] == "." else text
    if isinstance(value, tuple):
        return ";".join(write_cell(part) for part in value)
    return str(value)


def _read_academic_year(value: object) -> object:
    try:
        return AcademicYear.parse(str(value))
    except ValueError:
        raise CellError(_shown(value), "write an academic year such as 2026/27") from None


def _read_worths(value: object) -> object:
    return tuple(value.split(";")) if isinstance(value, str) else value


def _three_falling_worths(worths: tuple[float, ...]) -> tuple[float, ...]:
    if len(worths) != 3 or worths[-1] < 0 or list(worths) != sorted(worths, reverse=True):
        shown = ";".join(f"{worth:g}" for worth in worths)
        remedy = "write three numbers that do not increase, such as 1.3;1.0;0.7"
        raise CellError(_shown(shown), remedy)
    return worths


Amount = Annotated[Money, between(0, 1e8, "pounds")]
Hours = Annotated[Number, between(0, 60, "hours a week")]
YearlyHours = Annotated[Number, between(0, 5000, "hours")]
Minutes = Annotated[Number, between(0, 600, "minutes")]
Weeks = Annotated[Number, between(0, 53, "weeks", above=True)]
PupilsOnRoll = Annotated[WholeNumber, between(1, 10_000, "pupils")]
Percent = Annotated[Number, between(0, 100, "per cent")]
Fraction = Annotated[Number, between(0, 1, "")]
Count = Annotated[WholeNumber, between(1, 500, "pupils")]
AcademicYearText = Annotated[AcademicYear, BeforeValidator(_read_academic_year)]
Worths = Annotated[
    tuple[Number, ...], BeforeValidator(_read_worths), AfterValidator(_three_falling_worths)
]
