"""Money in and committed money out, each spread over the terms and the months of the plan year.

Over terms everything goes by teaching weeks, as the plan has salaries and budget lines. Over
months, income and budget lines go by the days of their dates, or else of the whole year, and
salaries by twelfths of the months employed. A referral falls on one day: in its term, and in its
month. Both add up to the same year, to the penny.

A school may be incomplete here. What cannot be costed yet is named, never counted as nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from planner.costing.owed import ReferralCost
from planner.costing.pence import shared_out, to_the_penny
from planner.costing.staff import salary_in_term
from planner.errors import InputError, ParameterError
from planner.funding.month import days_in_each, months_of, twelfths_in_each
from planner.periods import Month
from planner.school.calendar import terms_of_line
from planner.school.codes import Engagement
from planner.school.records import BudgetLine, FundingStream, StaffMember, Term
from planner.school.referral import term_on
from planner.school.school import School

_WEEKS_OF_A_WHOLE_YEAR = 52.0


class MovementKind(StrEnum):
    """Which way money goes, and for what."""

    INCOME = "income"
    SALARY = "salary"
    LINE = "line"
    REFERRAL = "referral"


@dataclass(frozen=True)
class Movement:
    """Money of one stream coming in, or one committed cost going out.

    Attributes:
        kind: Income, a salary, a budget line or a referral.
        code: The stream, adult, budget line or referral.
        stream: The stream it comes in by or must come from; ``None`` for any general money.
        amount: How much, above 0 either way [GBP/year].
        by_term: Its part in each term; empty where there are no terms [GBP/term].
        by_month: Its part in each month of the plan year, September first [GBP/month].
    """

    kind: MovementKind
    code: str
    stream: str | None
    amount: Decimal
    by_term: tuple[Decimal, ...]
    by_month: tuple[Decimal, ...]


@dataclass(frozen=True)
class NotCosted:
    """An employed adult whose cost cannot be worked out yet.

    Attributes:
        staff: The adult.
        why: What is missing, without a full stop.
    """

    staff: str
    why: str


def in_time_order(school: School) -> School:
    """The school with its terms in time order, as an incomplete one may not have them."""
    return replace(school, terms=tuple(sorted(school.terms, key=lambda term: term.start)))


def income_of(school: School) -> tuple[Movement, ...]:
    """Give what each stream brings in, in the order of the register."""
    return tuple(_income(stream, school) for stream in school.funding)


def lines_of(school: School) -> tuple[Movement, ...]:
    """Give each budget line, in the order of the register.

    A line that names a stream which is not in the register is one that general money has to pay.
    """
    return tuple(
        _spread(
            MovementKind.LINE,
            line,
            line.line,
            line.stream if line.stream in school.stream_by_id else None,
            school,
        )
        for line in school.budget_lines
    )


def referrals_of(costs: Iterable[ReferralCost], school: School) -> tuple[Movement, ...]:
    """Give what each referral costs, as far as that is known.

    One that names no stream, or one that is not in the register, is general money's to pay: that
    money for its pupil may pay it is for a plan to find.
    """
    return tuple(_referral(cost, school) for cost in costs if cost.amount)


def salaries_of(school: School) -> tuple[tuple[Movement, ...], tuple[NotCosted, ...]]:
    """Give the salary of each employed adult, and who cannot be costed yet.

    A term carries its part of the annual cost, rounded half up to the penny as a plan has it, and
    the year is the sum of its terms. Without any terms the year is taken as one, which suits every
    adult but those whose cost is by the hour of teaching weeks.
    """
    found: list[Movement] = []
    not_costed: list[NotCosted] = []
    for member in school.staff:
        if member.engagement is not Engagement.EMPLOYED:
            continue
        try:
            found.append(_salary(member, school))
        except (InputError, ParameterError) as error:
            not_costed.append(NotCosted(member.staff, _what_is_missing(error)))
    return tuple(found), tuple(not_costed)


def _income(stream: FundingStream, school: School) -> Movement:
    as_line = BudgetLine(
        line=stream.stream, amount=stream.amount, starts=stream.starts, ends=stream.ends
    )
    return _spread(MovementKind.INCOME, as_line, stream.stream, stream.stream, school)


def _spread(
    kind: MovementKind, line: BudgetLine, code: str, stream: str | None, school: School
) -> Movement:
    """Spread an amount with dates: over terms as a budget line is, over months by days."""
    shares = terms_of_line(line, school) if school.terms else {}
    weights = [Decimal(repr(shares.get(term.term, 0.0))) for term in school.terms]
    days = days_in_each(_months(school), line.starts, line.ends)
    return Movement(
        kind=kind,
        code=code,
        stream=stream,
        amount=to_the_penny(line.amount),
        by_term=shared_out(line.amount, weights),
        by_month=shared_out(line.amount, days),
    )


def _referral(cost: ReferralCost, school: School) -> Movement:
    amount = to_the_penny(cost.amount or Decimal(0))
    terms, year = school.terms, school.details.academic_year
    own = term_on(cost.day, terms) if terms else None
    day = min(max(cost.day or year.starts, year.starts), year.ends)
    return Movement(
        kind=MovementKind.REFERRAL,
        code=cost.code,
        stream=cost.stream if cost.stream in school.stream_by_id else None,
        amount=amount,
        by_term=tuple(amount if term is own else Decimal(0) for term in terms),
        by_month=shared_out(amount, days_in_each(_months(school), day, day)),
    )


def _salary(member: StaffMember, school: School) -> Movement:
    costed = school if school.terms else _with_one_long_term(member, school)
    parts = tuple(to_the_penny(salary_in_term(member, costed, term)) for term in costed.terms)
    amount = sum(parts, Decimal(0))
    months = twelfths_in_each(_months(school), member.starts, member.leaves)
    return Movement(
        kind=MovementKind.SALARY,
        code=member.staff,
        stream=None,
        amount=amount,
        by_term=parts if school.terms else (),
        by_month=shared_out(amount, months),
    )


def _with_one_long_term(member: StaffMember, school: School) -> School:
    """The school as if its year were one term, whose weeks then cancel out.

    Raises:
        ParameterError: The adult's cost is by the hour of teaching weeks, which nobody has said.
    """
    if member.hourly_cost is not None:
        name = "teaching weeks"
        raise ParameterError(name, "are not known; enter the terms of the year")
    year = school.details.academic_year
    whole = Term(term="year", start=year.starts, end=year.ends, weeks=_WEEKS_OF_A_WHOLE_YEAR)
    return replace(school, terms=(whole,))


def _months(school: School) -> tuple[Month, ...]:
    return months_of(school.details.academic_year)


def _what_is_missing(error: InputError | ParameterError) -> str:
    if isinstance(error, InputError):
        return "; ".join(
            f"{problem.column} {problem.what}; {problem.remedy}" for problem in error.problems
        )
    return str(error).rstrip(".")
