"""The cells of the Department's files: years, kinds of school, statuses, needs and numbers."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from planner.exchange.mis.codes import needs_in
from planner.exchange.mis.words import plain, shown
from planner.periods import AcademicYear
from planner.school.codes import NeedType, Phase, SenStatus
from planner.school.fields import CellError

# What the Department writes where it gives no number: not available, not applicable, confidential.
NO_NUMBER = frozenset({"x", "z", "c", "k", "u", "low", ":", "..", "-", "~", "n/a"})
_YEAR_IN_SIX = re.compile(r"^(20\d\d)(\d\d)$")
_PHASES = {
    "state funded primary": Phase.PRIMARY,
    "primary": Phase.PRIMARY,
    "state funded secondary": Phase.SECONDARY,
    "secondary": Phase.SECONDARY,
    "state funded special school": Phase.SPECIAL,
    "state funded special": Phase.SPECIAL,
    "special": Phase.SPECIAL,
    "state funded ap school": Phase.AP,
    "state funded alternative provision": Phase.AP,
    "pupil referral unit": Phase.AP,
    "alternative provision": Phase.AP,
    "ap": Phase.AP,
}
_ALL = re.compile(r"^(total|all)\b")
_NOT_RECORDED = frozenset({"missing", "unknown", "not recorded", "unclassified", "none", ""})


def is_total(text: str) -> bool:
    """Whether a cell stands for everybody: ``Total``, ``All pupils``, or a blank."""
    words = plain(text)
    return not words or bool(_ALL.match(words))


def is_not_recorded(text: str) -> bool:
    """Whether a cell says that there is nothing on record."""
    return plain(text) in _NOT_RECORDED


def read_year(text: str) -> AcademicYear:
    """Read a school year: ``202526`` or ``2025/26``.

    Raises:
        CellError: It is not a school year.
    """
    match = _YEAR_IN_SIX.match(text.strip())
    try:
        year = AcademicYear.parse(f"{match[1]}/{match[2]}" if match else text.strip())
        return AcademicYear(year.first)
    except ValueError:
        remedy = "write the school year of the census, such as 202526"
        raise CellError(shown(text), remedy) from None


def known_phase(text: str) -> Phase | None:
    """The kind of school that a cell names; ``None`` for all schools and for kinds not compared."""
    return _PHASES.get(plain(text))


def read_status(text: str) -> SenStatus | None:
    """Read the SEN provision of a row in any of the words of the Department's files.

    Returns: The status; ``None`` for everybody.

    Raises:
        CellError: It is not known.
    """
    words = plain(text)
    if is_total(text):
        return None
    if words.startswith(("no sen", "no identified", "no special")):
        return SenStatus.NONE
    if "support" in words or "without" in words or "no statement" in words:
        return SenStatus.SEN_SUPPORT
    if "ehc" in words or "statement" in words or "education health and care plan" in words:
        return SenStatus.EHCP
    remedy = "write Education, health and care plan, SEN support or Total"
    raise CellError(shown(text), remedy)


def known_need(text: str) -> NeedType | None:
    """The primary type of need that a cell names, if it is one of the census."""
    found = needs_in(text)
    return found[0] if len(found) == 1 else None


def read_amount(text: str, most: Decimal) -> Decimal | None:
    """Read a number that the Department gives.

    Args:
        text: The cell.
        most: The largest number that it can be.

    Returns: The number; ``None`` where the Department gives none.

    Raises:
        CellError: It is neither a number from 0 to ``most`` nor a sign for none.
    """
    cleaned = text.strip().removesuffix("%").replace(",", "").strip()
    if cleaned.casefold() in NO_NUMBER or not cleaned:
        return None
    try:
        amount = Decimal(cleaned)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or not 0 <= amount <= most:
        raise CellError(shown(text), f"write a number from 0 to {most:,f}")
    return amount
