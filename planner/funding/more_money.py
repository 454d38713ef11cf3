"""The school with more or less general money than it has."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from planner.school.records import FundingStream
from planner.school.school import School

_CODE = "MORE"


def with_money(school: School, pounds: Decimal) -> School:
    """Give a school more general money, or take some away.

    More is a stream of its own, free of strings and dates. Less is taken from the general streams,
    the largest first, and ends where none is left.

    Args:
        school: The school.
        pounds: What is added; below 0: what is taken away [GBP a year].
    """
    if pounds > 0:
        more = FundingStream(stream=_free_code(school), name="More money", amount=pounds)
        return replace(school, funding=(*school.funding, more))
    amounts = less_money(school, -pounds)
    funding = tuple(
        stream.model_copy(update={"amount": amounts.get(stream.stream, stream.amount)})
        for stream in school.funding
    )
    return replace(school, funding=funding)


def less_money(school: School, pounds: Decimal) -> dict[str, Decimal]:
    """Say what the general streams hold once some money is taken away [GBP a year].

    Args:
        school: The school.
        pounds: What is taken away, from the largest stream first [GBP a year].
    """
    general = (stream for stream in school.funding if stream.is_general)
    amounts: dict[str, Decimal] = {}
    left = max(pounds, Decimal(0))
    for stream in sorted(general, key=lambda stream: (-stream.amount, stream.stream)):
        taken = min(left, stream.amount)
        amounts[stream.stream] = stream.amount - taken
        left -= taken
    return amounts


def general_money(school: School) -> Decimal:
    """Add up the money that has no strings [GBP a year]."""
    return sum((stream.amount for stream in school.funding if stream.is_general), Decimal(0))


def _free_code(school: School) -> str:
    code = _CODE
    while code in school.stream_by_id:
        code += "-"
    return code
