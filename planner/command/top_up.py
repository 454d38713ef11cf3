"""The command that works out what a top-up brings in a school's year, with its sum."""

from __future__ import annotations

import argparse
import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pydantic import TypeAdapter, ValidationError

from planner.command.ending import DONE
from planner.command.parsing import Commands, command
from planner.command.words import read_asked
from planner.errors import InputError, Problem
from planner.funding.own_rates import own_rates
from planner.funding.typed_amount import Basis, Figure, Typed, worked_out
from planner.parameters import figure as dated
from planner.school.fields import CellError, Day
from planner.school.school import School

_PLACE = "command line"
_OPTIONS = {
    Figure.ANNUAL: ("--amount", "what a band brings in a full year, £"),
    Figure.RATE: ("--hourly-rate", "or £ an hour, for teaching weeks or for --paid-weeks"),
    Figure.WEEKLY_RATE: ("--weekly-rate", "or £ a full year for each weekly hour"),
    Figure.DAILY_RATE: ("--daily-rate", "or £ for each day of attendance"),
    Figure.HOURS: ("--hours", "hours a week that are paid for"),
    Figure.PAID_WEEKS: ("--paid-weeks", "paid weeks of a full year, such as 44.65"),
    Figure.DAYS: ("--days", "days of attendance in the year"),
}
_RATES = (Figure.ANNUAL, Figure.RATE, Figure.WEEKLY_RATE, Figure.DAILY_RATE)
_OF_DATES = {"Paid to": "--to", "The dates": "--from"}
_REMEDY = "give one of --amount, --band, --hourly-rate, --weekly-rate and --daily-rate"


def add_top_up(commands: Commands) -> None:
    """Add the command."""
    parser = command(commands, "top-up", "work out what a top-up brings in the year", _top_up)
    for option, what in _OPTIONS.values():
        parser.add_argument(option, default="", metavar="NUMBER", help=what)
    parser.add_argument(
        "--band", default="", metavar="NAME", help="or a band among the school’s own figures"
    )
    parser.add_argument(
        "--by-weeks", action="store_true", help="cut a band down by teaching weeks, not by days"
    )
    parser.add_argument("--from", dest="starts", default="", metavar="DAY", help="first day paid")
    parser.add_argument("--to", dest="ends", default="", metavar="DAY", help="last day paid")


def _top_up(asked: argparse.Namespace) -> int:
    given = {figure: str(vars(asked)[_name_of(figure)]) for figure in _OPTIONS}
    basis = _basis_of(asked, given)
    if faults := list(_misgiven(basis, given, has_band=bool(asked.band))):
        raise InputError(faults)
    starts, ends = _days_of(asked)
    school = read_asked(asked)
    band = _band_of(asked.band, basis, starts, school) if asked.band else None
    if band is not None:
        given[Figure.ANNUAL] = f"{band.amount:f}"
    typed = Typed(basis, {one: given[one] for one in basis.asks}, starts, ends)
    try:
        found = worked_out(typed, school.terms, school.details.academic_year)
    except InputError as error:
        raise InputError(list(_by_option(error.problems))) from None
    said = f"{asked.band}: {found.sum}" if band else found.sum
    told = {"amount": float(found.amount), "sum": said}
    print(json.dumps(told, indent=2, ensure_ascii=False) if asked.json else said)
    return DONE


def _name_of(figure: Figure) -> str:
    return _OPTIONS[figure][0].removeprefix("--").replace("-", "_")


def _basis_of(asked: argparse.Namespace, given: dict[Figure, str]) -> Basis:
    """Find what is paid by from what was given; it must be one thing.

    Raises:
        InputError: Nothing was given, or more than one thing.
    """
    rates = [figure for figure in _RATES if given[figure].strip()]
    if len(rates) + bool(asked.band) != 1:
        what = "is given besides another" if rates else "is missing"
        column = _OPTIONS[rates[-1]][0] if rates else "--amount"
        raise InputError([Problem(_PLACE, 0, column, what, _REMEDY)])
    if asked.band or rates == [Figure.ANNUAL]:
        return Basis.BAND_BY_WEEKS if asked.by_weeks else Basis.BAND_BY_DAYS
    if rates == [Figure.RATE]:
        is_by_paid_weeks = bool(given[Figure.PAID_WEEKS].strip())
        return Basis.HOURLY_BY_PAID if is_by_paid_weeks else Basis.HOURLY_BY_TEACHING
    return Basis.WEEKLY_HOURS if rates == [Figure.WEEKLY_RATE] else Basis.DAILY


def _misgiven(basis: Basis, given: dict[Figure, str], *, has_band: bool) -> Iterator[Problem]:
    """Tell what is needed and was not given, and what was given and is not needed."""
    rate = basis.asks[0]
    for figure, (option, what) in _OPTIONS.items():
        is_given = bool(given[figure].strip()) or (figure is rate and has_band)
        if figure in basis.asks and not is_given:
            yield Problem(_PLACE, 0, option, "is missing", f"give {what}")
        if figure not in basis.asks and is_given:
            told = f"does not go with {_OPTIONS[rate][0]}"
            yield Problem(_PLACE, 0, option, told, "leave it out")


def _days_of(asked: argparse.Namespace) -> tuple[dt.date | None, dt.date | None]:
    """Read the dates; a blank one is an open side.

    Raises:
        InputError: One is no date.
    """
    days: list[dt.date | None] = []
    for option, text in (("--from", asked.starts), ("--to", asked.ends)):
        try:
            days.append(TypeAdapter(Day).validate_python(text) if text.strip() else None)
        except ValidationError as error:
            cause = error.errors()[0].get("ctx", {}).get("error")
            told = cause if isinstance(cause, CellError) else CellError("is no date", "write a day")
            raise InputError([Problem(_PLACE, 0, option, told.what, told.remedy)]) from None
    return days[0], days[1]


def _band_of(name: str, basis: Basis, starts: dt.date | None, school: School) -> dated.Figure:
    """Find a band by its name, as it is on the first day that it is paid.

    Raises:
        InputError: The school has entered no such band.
    """
    year = school.details.academic_year
    bands = own_rates(school.figures, basis, year)
    named = [band for band in bands if band.label.casefold() == name.strip().casefold()]
    on = max(starts or year.starts, year.starts)
    found = next((band for band in named if band.is_in_force(on)), next(iter(named), None))
    if found is None:
        known = ", ".join(dict.fromkeys(band.label for band in bands))
        remedy = f"write one of {known}" if known else "enter it in figures.csv, or give --amount"
        what = f"'{name}' is not among the school's own figures of {year}"
        raise InputError([Problem(_PLACE, 0, "--band", what, remedy)])
    return found


def _by_option(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Tell each fault by the option that it is about; one of the school by its file."""
    options = {figure.value: option for figure, (option, _) in _OPTIONS.items()} | _OF_DATES
    for one in problems:
        is_typed = one.column in options
        yield replace(one, file=_PLACE, column=options[one.column]) if is_typed else one
