"""A post and its cost from what somebody typed about it, on the command line or on a page.

Everything is text here, as it was typed: ``£25,583`` is a salary, and what is not is told. All
faults are told together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, TypeAdapter, ValidationError

from planner.costing.months import cost_of_months
from planner.costing.number import shown
from planner.costing.paid_weeks import (
    PaidWeeks,
    as_given,
    by_multiplier,
    from_leave,
    has_room_for,
    term_time_plus,
)
from planner.costing.pay import OnCosts, own_pension
from planner.costing.post import Award, FullTimePay, Post, PostCost, cost_of_year
from planner.costing.staff import exact
from planner.errors import InputError, ParameterError, Problem
from planner.parameters.reader import Figure, figure, pay_point_salary
from planner.school.fields import (
    CellError,
    Day,
    Hours,
    Money,
    Number,
    Percent,
    Text,
    Weeks,
    between,
    read_number,
)
from planner.school.records import OwnFigure

FULL_TIME_HOURS = Decimal(37)
MISSING = "is missing"
_NEEDED = ("weeks_per_year", "employer_ni_rate", "employer_ni_secondary_threshold")
_LEAST_WEEKS, _MOST_WEEKS = 52, 53
_ONE_DAY, _TWO_YEARS = dt.timedelta(days=1), dt.timedelta(days=731)


class PayField(StrEnum):
    """Something that is typed; the value is its label."""

    FULL_TIME_SALARY = "Full-time salary (£ a year)"
    PAY_POINT = "Spine point"
    HOURS = "Contract hours (hours a week)"
    FULL_TIME_HOURS = "Full-time week (hours a week)"
    WEEKS_WORKED = "Weeks worked in term time (weeks a year)"
    PLUS_WEEKS = "Weeks worked besides (weeks a year)"
    LEAVE_WEEKS = "Leave and bank holidays (weeks a year)"
    PAID_WEEKS = "Paid weeks (weeks a year)"
    MULTIPLIER_PERCENT = "Share of full-year pay (%)"
    DIVISOR = "Weeks in a year of pay"
    DATE = "Figures of which day"
    LAST_DAY = "Last day"
    PENSION_PERCENT = "Employer’s pension contribution (% of salary)"
    LEVY_PERCENT = "Apprenticeship levy (% of salary)"
    AWARD_PERCENT = "Pay award (%)"
    AWARD_DATE = "Pay award from"


def _read_divisor(value: object) -> Decimal:
    """Read the weeks of a year of pay: ``52.143``, ``365/7`` or ``52``.

    Raises:
        CellError: It is not a number of weeks that a year can have.
    """
    parts = str(value).split("/")
    remedy = "write 52.143, 365/7 or 52"
    try:
        numbers = [exact(float(str(read_number(part)))) for part in parts]
        weeks = numbers[0] if len(numbers) == 1 else numbers[0] / numbers[1]
    except (CellError, ArithmeticError):
        weeks = Decimal(0)
    if len(parts) > 2 or not _LEAST_WEEKS <= weeks <= _MOST_WEEKS:
        what = f"is '{str(value).strip()}', which is not the weeks of a year"
        raise CellError(what, remedy)
    return weeks


_SomeHours = Annotated[Hours, between(0, 60, "hours a week", above=True)]
_READERS: Mapping[PayField, TypeAdapter[Any]] = {
    PayField.FULL_TIME_SALARY: TypeAdapter(
        Annotated[Money, between(0, 1e6, "pounds a year", above=True)]
    ),
    PayField.PAY_POINT: TypeAdapter(Text),
    PayField.HOURS: TypeAdapter(_SomeHours),
    PayField.FULL_TIME_HOURS: TypeAdapter(_SomeHours),
    PayField.WEEKS_WORKED: TypeAdapter(Weeks),
    PayField.PLUS_WEEKS: TypeAdapter(Annotated[Number, between(0, 53, "weeks")]),
    PayField.LEAVE_WEEKS: TypeAdapter(Annotated[Number, between(0, 26, "weeks")]),
    PayField.PAID_WEEKS: TypeAdapter(Weeks),
    PayField.MULTIPLIER_PERCENT: TypeAdapter(
        Annotated[Number, between(0, 100, "per cent", above=True)]
    ),
    PayField.DIVISOR: TypeAdapter(Annotated[Decimal, BeforeValidator(_read_divisor)]),
    PayField.DATE: TypeAdapter(Day),
    PayField.LAST_DAY: TypeAdapter(Day),
    PayField.PENSION_PERCENT: TypeAdapter(Percent),
    PayField.LEVY_PERCENT: TypeAdapter(Percent),
    PayField.AWARD_PERCENT: TypeAdapter(Annotated[Number, between(-50, 50, "per cent")]),
    PayField.AWARD_DATE: TypeAdapter(Day),
}
_ALWAYS = {
    PayField.HOURS: "write the hours of the contract, such as 32.5",
    PayField.WEEKS_WORKED: "write the weeks worked, such as 39",
    PayField.DATE: "write the day whose figures are used, such as 2026-09-01",
    PayField.PENSION_PERCENT: "write the employer's pension contribution, such as 21.5",
}
_ONE_OF = (
    ((PayField.FULL_TIME_SALARY, PayField.PAY_POINT), "write a salary or a spine point"),
    (
        (PayField.LEAVE_WEEKS, PayField.PAID_WEEKS, PayField.MULTIPLIER_PERCENT),
        "write leave and bank holidays, paid weeks or a share of full-year pay",
    ),
)
_TOGETHER = (PayField.AWARD_PERCENT, PayField.AWARD_DATE)


@dataclass(frozen=True)
class _Read:
    """What was typed, read, and the school's own figures; a number is as it was written."""

    values: Mapping[PayField, Any]
    own: tuple[OwnFigure, ...] = ()

    def number(self, field: PayField, otherwise: Decimal = Decimal(0)) -> Decimal:
        """A number that was typed, or what stands in its place."""
        return exact(self.values[field]) if field in self.values else otherwise

    def day(self, field: PayField) -> dt.date | None:
        """A day that was typed."""
        day: dt.date | None = self.values.get(field)
        return day

    @property
    def dated_pension(self) -> Figure | None:
        """The school's own dated pension contribution, where none was typed."""
        on = self.day(PayField.DATE)
        if on is None or PayField.PENSION_PERCENT in self.values:
            return None
        return own_pension(on, self.own)


def worked_out(texts: Mapping[PayField, str], own: Iterable[OwnFigure] = ()) -> PostCost:
    """Work out what a post costs.

    A year by the figures of its day; where there is a last day, or a pay award after the day, from
    the day to the last day, month by month. Without a last day that is twelve months.

    Args:
        texts: What was typed; a blank was not.
        own: A school's own figures, which come before those that come with Evenhand. A dated
            pension contribution among them counts where none was typed.

    Raises:
        InputError: Something cannot be used, with the label of the field as the column.
    """
    typed = {field: text for field, text in texts.items() if text.strip()}
    values, problems = _values_of(typed)
    read = _Read(values, tuple(own))
    problems += [*_missing(typed, read), *_faults_of_figures(read), *_contradictions(read)]
    if problems:
        raise InputError(problems)
    try:
        return _cost(read)
    except ParameterError as error:
        # Every figure is known on the day itself: it is another one that has none.
        award = read.day(PayField.AWARD_DATE)
        is_before = award is not None and award <= values[PayField.DATE]
        field = PayField.AWARD_DATE if is_before else PayField.LAST_DAY
        raise InputError([_not_known(field, error)]) from None


def _values_of(typed: Mapping[PayField, str]) -> tuple[dict[PayField, Any], list[Problem]]:
    values: dict[PayField, Any] = {}
    problems = []
    for field, text in typed.items():
        try:
            values[field] = _READERS[field].validate_python(text)
        except ValidationError as error:
            causes = [fault.get("ctx", {}).get("error") for fault in error.errors()]
            told = [cause for cause in causes if isinstance(cause, CellError)]
            problems += [_problem(field, one.what, one.remedy) for one in told]
    return values, problems


def _missing(typed: Mapping[PayField, str], read: _Read) -> Iterator[Problem]:
    for field, remedy in _ALWAYS.items():
        if field is PayField.PENSION_PERCENT and read.dated_pension is not None:
            continue
        if field not in typed:
            yield _problem(field, MISSING, remedy)
    for fields, remedy in _ONE_OF:
        given = [field for field in fields if field in typed]
        if not given:
            yield _problem(fields[0], MISSING, remedy)
        for field in given[1:]:
            yield _problem(field, "is given besides another", f"{remedy}, one alone")
    award = [field for field in _TOGETHER if field not in typed]
    if len(award) == 1:
        yield _problem(award[0], MISSING, "write both the per cent and the day, or neither")


def _faults_of_figures(read: _Read) -> Iterator[Problem]:
    """Tell which figures are not known on the day."""
    on, point = read.day(PayField.DATE), read.values.get(PayField.PAY_POINT)
    if on is None:
        return
    try:
        for name in _NEEDED:
            figure(name, on, read.own)
    except ParameterError as error:
        yield _not_known(PayField.DATE, error)
    if point is None:
        return
    try:
        pay_point_salary(point, on, read.own)
    except ParameterError as error:
        yield _not_known(PayField.PAY_POINT, error)


def _not_known(field: PayField, error: ParameterError) -> Problem:
    what, _, remedy = str(error).partition("; ")
    return _problem(field, f"asks for what is not known: {what}", remedy.rstrip("."))


def _contradictions(read: _Read) -> Iterator[Problem]:
    yield from _days_out_of_the_year(read)
    year = _year_of(read)
    if year is None:
        return
    worked = read.number(PayField.WEEKS_WORKED) + read.number(PayField.PLUS_WEEKS)
    leave = read.number(PayField.LEAVE_WEEKS)
    if not has_room_for(worked, leave, year):
        what = f"leaves no room in a year of {shown(year)} weeks"
        field = PayField.LEAVE_WEEKS if leave else PayField.WEEKS_WORKED
        yield _problem(field, what, "write fewer weeks of work or leave")
    if read.number(PayField.PAID_WEEKS) > year:
        what = f"is more than a year of {shown(year)} weeks"
        yield _problem(PayField.PAID_WEEKS, what, "write fewer paid weeks")


def _days_out_of_the_year(read: _Read) -> Iterator[Problem]:
    starts = read.day(PayField.DATE)
    if starts is None:
        return
    last = _end_of_year(starts)
    ends, award = read.day(PayField.LAST_DAY), read.day(PayField.AWARD_DATE)
    if ends is not None and not starts <= ends <= last:
        what = "is not in the twelve months from the first day"
        yield _problem(PayField.LAST_DAY, what, f"write a day from {starts} to {last}")
    earliest = max(starts, dt.date.min + _TWO_YEARS) - _TWO_YEARS
    if award is not None and not earliest < award <= last:
        what = "is too far from the first day"
        yield _problem(PayField.AWARD_DATE, what, f"write a day after {earliest}, up to {last}")


def _cost(read: _Read) -> PostCost:
    starts: dt.date = read.values[PayField.DATE]
    post = _post_of(read)
    ends, award = read.day(PayField.LAST_DAY), post.pay.award
    if ends is None and (award is None or award.starts <= starts):
        return cost_of_year(post, starts)
    return cost_of_months(post, starts, ends or _end_of_year(starts))


def _post_of(read: _Read) -> Post:
    award_from = read.day(PayField.AWARD_DATE)
    award = award_from and Award(read.number(PayField.AWARD_PERCENT), award_from)
    return Post(
        pay=FullTimePay(
            salary=read.values.get(PayField.FULL_TIME_SALARY),
            point=read.values.get(PayField.PAY_POINT, ""),
            award=award or None,
        ),
        hours=read.number(PayField.HOURS),
        full_time_hours=read.number(PayField.FULL_TIME_HOURS, FULL_TIME_HOURS),
        weeks=_weeks_of(read),
        on_costs=_on_costs_of(read),
        own=read.own,
    )


def _on_costs_of(read: _Read) -> OnCosts:
    levy, dated = read.number(PayField.LEVY_PERCENT), read.dated_pension
    if dated is not None:
        return OnCosts(dated.amount, levy, (dated,))
    return OnCosts(read.number(PayField.PENSION_PERCENT), levy)


def _weeks_of(read: _Read) -> PaidWeeks:
    year, in_term = _year_of(read), read.number(PayField.WEEKS_WORKED)
    assert year is not None
    plus = read.number(PayField.PLUS_WEEKS)
    if PayField.PAID_WEEKS in read.values:
        return as_given(in_term + plus, read.number(PayField.PAID_WEEKS), year)
    if PayField.MULTIPLIER_PERCENT in read.values:
        return by_multiplier(in_term + plus, read.number(PayField.MULTIPLIER_PERCENT), year)
    leave = read.number(PayField.LEAVE_WEEKS)
    return term_time_plus(in_term, plus, leave, year) if plus else from_leave(in_term, leave, year)


def _year_of(read: _Read) -> Decimal | None:
    """The weeks that a year's pay is divided by: those typed, or those in force [weeks/year]."""
    typed: Decimal | None = read.values.get(PayField.DIVISOR)
    on = read.day(PayField.DATE)
    if typed is not None or on is None:
        return typed
    try:
        return figure("weeks_per_year", on, read.own).amount
    except ParameterError:
        return None


def _end_of_year(starts: dt.date) -> dt.date:
    """The last of twelve months from a day on."""
    if starts.year == dt.MAXYEAR:
        return dt.date.max
    is_leap_day = (starts.month, starts.day) == (2, 29)
    anniversary = starts + _ONE_DAY if is_leap_day else starts
    return anniversary.replace(year=starts.year + 1) - _ONE_DAY


def _problem(field: PayField, what: str, remedy: str) -> Problem:
    return Problem("", 0, field.value, what, remedy)
