"""Numbers and codes as people read them: pounds, hours, shares, lists, and the words for codes."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from planner.school.codes import (
    Engagement,
    ProvisionKind,
    SenStatus,
    Strand,
    StreamKind,
)

_STRANDS = {
    Strand.SOCIAL_COMMUNICATION: "social communication",
    Strand.ACCESS: "access to the curriculum",
    Strand.FINE_MOTOR: "fine motor skills",
    Strand.GROSS_MOTOR: "gross motor skills",
    Strand.SENSORY: "sensory needs",
    Strand.MEDICAL: "medical needs",
    Strand.PERSONAL_CARE: "personal care",
    Strand.EMOTIONAL: "emotional regulation",
}
_STATUSES = {
    SenStatus.EHCP: "EHCP",
    SenStatus.SEN_SUPPORT: "SEN Support",
    SenStatus.NONE: "None",
}
_ENGAGEMENTS = {
    Engagement.EMPLOYED: "employed",
    Engagement.VACANCY: "vacancy",
    Engagement.AGENCY: "agency, by the hour",
    Engagement.SERVICE: "service, by the hour",
}
_KINDS = {
    ProvisionKind.PROGRAMME: "programme",
    ProvisionKind.SUPPORT: "support",
    ProvisionKind.ITEM: "equipment",
}
_STREAM_KINDS = {
    StreamKind.NOTIONAL_SEN: "Notional SEN budget",
    StreamKind.TOP_UP: "Top-up funding",
    StreamKind.PUPIL_PREMIUM: "Pupil premium",
    StreamKind.LOOKED_AFTER_PREMIUM: "Pupil premium plus",
    StreamKind.INCLUSIVE_MAINSTREAM_FUND: "Inclusive Mainstream Fund",
    StreamKind.PLACE_FUNDING: "Place funding",
    StreamKind.SCHOOL_BUDGET: "School budget",
    StreamKind.GRANT: "Grants",
    StreamKind.OTHER: "Other income",
}
_POUND = Decimal(1)
_TINY_PERCENT = 0.05
# What a calculation leaves behind where nothing was meant.
_NO_PERCENT = 1e-6


def pounds(amount: Decimal | float) -> str:
    """Whole pounds for a sentence: ``£12,340``, with a minus sign in front where it is owed."""
    rounded = Decimal(str(amount)).quantize(_POUND, ROUND_HALF_UP)
    return f"{'−' if rounded < 0 else ''}£{abs(rounded):,}"


def exact_pounds(amount: Decimal) -> str:
    """Pounds and pence for accounts: ``£12,340.50``."""
    return f"{'−' if amount < 0 else ''}£{abs(amount):,.2f}"


def thousands(amount: Decimal | float) -> str:
    """Pounds for a chart: ``£12k``, and ``£850`` below a thousand."""
    value = float(amount)
    if abs(value) < 1000:
        return pounds(amount)
    if abs(value) < 9_950:
        return f"{'−' if value < 0 else ''}£{abs(value) / 1000:.1f}k"
    return f"{'−' if value < 0 else ''}£{abs(value) / 1000:,.0f}k"


def number(value: float) -> str:
    """A number with at most two decimals and no idle zeros: ``2.5``, ``1,204``."""
    text = f"{abs(value):,.2f}".rstrip("0").rstrip(".")
    return f"−{text}" if value < 0 and text != "0" else text


def exact(value: float) -> str:
    """A number with the decimals that it has: ``25,583``, ``52.143``."""
    text = f"{abs(value):,}".removesuffix(".0")
    return f"−{text}" if value < 0 else text


def percent(share: float) -> str:
    """A share as a percentage: whole from 10 up, with one decimal below: ``54 %``, ``0.4 %``."""
    value = share * 100
    if abs(value) < _TINY_PERCENT:
        return "less than 0.1 %" if value > _NO_PERCENT else "0 %"
    shown = f"{abs(value):.0f} %" if round(abs(value), 1) >= 10 else f"{abs(value):.1f} %"
    return f"−{shown}" if value < 0 else shown


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: ``1 pupil``, ``3 pupils``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def hours(value: float) -> str:
    """Hours with their noun: ``1 hour``, ``2.5 hours``."""
    shown = number(value)
    return f"{shown} hour" if shown == "1" else f"{shown} hours"


def listed(parts: Iterable[str]) -> str:
    """A list in a sentence: ``a, b and c``."""
    found = list(parts)
    if len(found) < 2:
        return "".join(found)
    return f"{', '.join(found[:-1])} and {found[-1]}"


def sentence_case(text: str) -> str:
    """The text with a capital first letter and the rest as it is."""
    return text[:1].upper() + text[1:]


def shortened(text: str, longest: int) -> str:
    """The text cut to a length that a label can hold, with a sign that it was cut."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def strand_name(strand: Strand) -> str:
    """A strand in words, for the middle of a sentence."""
    return _STRANDS.get(strand, strand.value.replace("_", " "))


def status_name(status: SenStatus) -> str:
    """A pupil's SEN status in words."""
    return _STATUSES[status]


def engagement_name(engagement: Engagement) -> str:
    """How an adult is paid, in words."""
    return _ENGAGEMENTS[engagement]


def kind_name(kind: ProvisionKind) -> str:
    """How a provision is given, in words."""
    return _KINDS[kind]


def stream_kind_name(kind: StreamKind) -> str:
    """Where money comes from, in words."""
    return _STREAM_KINDS[kind]
