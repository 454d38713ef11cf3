"""Year groups, yes and no, and dates, in the ways in which MIS exports write them."""

from __future__ import annotations

import datetime as dt
import re

from planner.exchange.mis.words import plain, shown
from planner.school.fields import YEAR_GROUPS, CellError

_YEAR_WORDS = re.compile(r"^(nc year|curriculum year|year group|year|yr|y)\s*(?=[\dr])")
_RECEPTION = frozenset({"r", "rec", "reception", "yr", "0", "fs2", "f2", "foundation 2"})
_NURSERY = re.compile(r"^(?:nursery|nur|n)\s*(?:year\s*)?([12])$")
_WHICH_NURSERY = frozenset({"nursery", "n", "nur", "fs1", "f1", "foundation 1", "pre school"})

_YES = frozenset({"y", "yes", "true", "t", "1", "tick", "ticked", "eligible", "current"})
_NO = frozenset({"n", "no", "false", "f", "0", "none", "not eligible", "never", "nil"})
_TICKS = frozenset({"✓", "✔", "☑"})
_PREMIUM = frozenset(
    {
        *("pp", "pupil premium", "ever 6", "ever6", "fsm6", "fsm 6", "fsm ever 6", "ever 6 fsm"),
        *("recipient", "pupil premium recipient", "pupil premium eligible", "disadvantaged"),
        *("deprivation", "deprivation pupil premium", "dpp", "lap", "post lac", "plac"),
    }
)
_NO_PREMIUM = frozenset({"non pp", "not pp", "not pupil premium", "not disadvantaged"})
_IN_CARE = frozenset({"lac", "cla", "looked after", "in care", "looked after child", "in la care"})
_NOT_IN_CARE = frozenset(
    {"not in care", "not looked after", "plac", "post lac", "previously looked after", "adopted"}
)

_TIME_OF_DAY = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.\- ](\d{1,2}|[A-Za-z]{3,9})[/.\- ](\d{4}|\d{2})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_REMEDY_FOR_DATES = "write a date with the day first, such as 01/09/2026"


def year_group_of(text: str) -> str:
    """Read a year group: ``Year 4``, ``Yr 4``, ``4``, ``Reception``, ``Nursery 1``.

    Raises:
        CellError: There is no such year group, or it is a nursery without its year.
    """
    words = plain(text.strip().removesuffix(".0"))
    if words in _RECEPTION:
        return "R"
    if nursery := _NURSERY.match(words):
        return f"N{nursery[1]}"
    if words in _WHICH_NURSERY:
        raise CellError(shown(text), "say whether it is N1 or N2")
    if words == "x":
        raise CellError(shown(text), "say which year from N1 to 13 the pupil is planned with")
    year = _YEAR_WORDS.sub("", words)
    year = "R" if year in _RECEPTION else year.lstrip("0")
    if year not in YEAR_GROUPS or text.strip().startswith("-"):
        raise CellError(shown(text), "write N1, N2, R or a year from 1 to 13")
    return year


def pupil_premium_of(text: str) -> str:
    """Read whether a pupil attracts pupil premium; ``Ever 6`` is yes.

    Raises:
        CellError: It is neither yes nor no.
    """
    return _yes_or_no(text, _PREMIUM, _NO_PREMIUM)


def looked_after_of(text: str) -> str:
    """Read whether a pupil is looked after now; one who was looked after before is not.

    Raises:
        CellError: It is neither yes nor no.
    """
    return _yes_or_no(text, _IN_CARE, _NOT_IN_CARE)


def _yes_or_no(text: str, yes: frozenset[str], no: frozenset[str]) -> str:
    words = plain(text)
    if words in _YES or words in yes or text.strip() in _TICKS:
        return "Y"
    if words in _NO or words in no or text.strip() in {"-", "–", "✗", "☐"}:
        return "N"
    raise CellError(shown(text), "say whether it means Y or N")


def day_of(text: str) -> str:
    """Read a date, the day first, and write it as ``2026-09-01``; a time of day is passed over.

    Raises:
        CellError: It is not a date, or that day does not exist.
    """
    day = _TIME_OF_DAY.sub("", text.strip()).replace(",", "")
    try:
        if match := _ISO.match(day):
            return dt.date(int(match[1]), int(match[2]), int(match[3])).isoformat()
        if match := _DAY_FIRST.match(day):
            year = int(match[3]) + (2000 if len(match[3]) == 2 else 0)
            return dt.date(year, _month(match[2]), int(match[1])).isoformat()
    except ValueError:
        what = f"{shown(text)}, a day that does not exist"
        raise CellError(what, _REMEDY_FOR_DATES) from None
    raise CellError(shown(text), _REMEDY_FOR_DATES)


def _month(text: str) -> int:
    """The number of a month; ``ValueError`` where there is no such month."""
    return int(text) if text.isdigit() else _MONTHS.index(text[:3].casefold()) + 1
