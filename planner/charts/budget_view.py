"""Where the budget stands, in sentences and figures."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from planner.charts.budget_words import GENERAL, name_of, not_counted
from planner.charts.headline import HeadlineFigure
from planner.charts.words import pounds
from planner.funding.position import Position, Standing


@dataclass(frozen=True)
class BudgetHeadline:
    """What a reader of the budget learns first.

    Attributes:
        answer: What comes in, what is committed and what is left, in a sentence.
        general: What that means for general money and for money with strings.
        warnings: What is short or not counted, a sentence each.
        figures: At most four figures.
    """

    answer: str
    general: str
    warnings: tuple[str, ...]
    figures: tuple[HeadlineFigure, ...]


def budget_headline(position: Position) -> BudgetHeadline:
    """Work out the headline of the budget."""
    is_empty = not position.movements
    return BudgetHeadline(
        answer=_answer(position),
        general="" if is_empty else _general(position),
        warnings=(*_short_streams(position), *not_counted(position)),
        figures=() if is_empty else _figures(position),
    )


def _answer(position: Position) -> str:
    if not position.movements:
        return "No money is entered yet, and nothing is committed."
    year = position.school.details.academic_year
    referrals = f", referrals {pounds(position.referrals)}" if position.referrals else ""
    start = (
        f"In {year}, {pounds(position.income)} comes in and {pounds(position.committed)} is "
        f"committed (salaries {pounds(position.salaries)}, budget lines {pounds(position.lines)}"
        f"{referrals})"
    )
    if not position.committed:
        start = f"In {year}, {pounds(position.income)} comes in and nothing is committed yet"
    if position.left < 0:
        return f"{start}: {pounds(-position.left)} more than there is."
    if position.reserve:
        return (
            f"{start}. That leaves {pounds(position.left)}: {pounds(position.reserve)} for your "
            f"reserve and {pounds(position.left_to_decide)} to decide."
        )
    return f"{start}. That leaves {pounds(position.left)} to decide."


def _general(position: Position) -> str:
    """Where general money stands, and what money with strings could do for it."""
    general, with_strings = position.general, _left_with_strings(position)
    if general.short:
        owed = "salaries, lines and referrals" if general.referrals else "salaries and lines"
        start = f"{GENERAL} is {pounds(general.short)} short of the {owed} it must pay."
        if with_strings <= 0:
            return f"{start} No money with strings is left that could help."
        return (
            f"{start} Up to {pounds(with_strings)} of money with strings can pay towards it, for "
            f"{_payable(general)} in what it was given for; a plan works out how much."
        )
    if with_strings <= 0:
        return f"All of the {pounds(general.left)} that is left is general money."
    return (
        f"{pounds(general.left)} of what is left is general money; {pounds(with_strings)} may be "
        "spent only on what it was given for."
    )


def _left_with_strings(position: Position) -> Decimal:
    return sum((max(Decimal(0), one.left) for one in position.restricted), Decimal(0))


def _short_streams(position: Position) -> tuple[str, ...]:
    return tuple(
        f"{name_of(one)} is {pounds(one.short)} short of the {_what_names(one)} that name it."
        for one in position.restricted
        if one.short
    )


def _payable(general: Standing) -> str:
    return f"{'referrals and ' if general.referrals else ''}hours of employed adults"


def _what_names(standing: Standing) -> str:
    kinds = (("budget lines", standing.lines), ("referrals", standing.referrals))
    return " and ".join(name for name, amount in kinds if amount)


def _reserve(position: Position) -> str:
    wanted = position.school.policies.reserve
    if not wanted:
        return "no reserve is kept"
    if not position.reserve:
        return "nothing left for your reserve"
    return f"after a reserve of {pounds(position.reserve)}"


def _figures(position: Position) -> tuple[HeadlineFigure, ...]:
    general = position.general
    return (
        HeadlineFigure(
            "income",
            "Money in this year",
            pounds(position.income),
            f"{pounds(general.income)} of it general money",
        ),
        HeadlineFigure(
            "committed",
            "Committed this year",
            pounds(position.committed),
            f"{pounds(position.salaries)} of it salaries",
        ),
        HeadlineFigure(
            "left_to_decide",
            "Left to decide this year",
            pounds(position.left_to_decide),
            _reserve(position),
        ),
        HeadlineFigure(
            "general_left",
            "General money left this year",
            pounds(general.left),
            f"of {pounds(general.income)}",
        ),
    )
