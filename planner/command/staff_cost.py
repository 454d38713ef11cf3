"""The command that works out what a post costs, line by line, for a school or without one."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from planner.command.ending import DONE
from planner.command.parsing import PLACE, Commands
from planner.command.words import read_asked, warn
from planner.costing.account import account_of
from planner.costing.post import PostCost, total_of
from planner.costing.typed_post import PayField, worked_out
from planner.costing.usual_post import usual_texts
from planner.errors import InputError
from planner.school.records import OwnFigure
from planner.school.school import School

_PLACE = "command line"
_HELP = {
    PayField.FULL_TIME_SALARY: "£ a year of somebody full time, all year; for a spine such as "
    "London’s that is not kept here",
    PayField.PAY_POINT: "or a point of the national spine outside London, such as 5",
    PayField.HOURS: "contract hours a week",
    PayField.FULL_TIME_HOURS: "hours of a full-time week; usually 37, in London 36",
    PayField.WEEKS_WORKED: "weeks worked in term time, such as 39",
    PayField.PLUS_WEEKS: "weeks worked besides, for term time plus some weeks",
    PayField.LEAVE_WEEKS: "paid weeks from leave and bank holidays of a full year, in weeks: "
    "25 + 8 days are 6.6",
    PayField.PAID_WEEKS: "or paid weeks as the employer gives them, such as 44.65",
    PayField.MULTIPLIER_PERCENT: "or a fixed share of full-year pay, such as 86.39",
    PayField.DIVISOR: "weeks that a full year’s pay is divided by: 52.143, 365/7 or 52",
    PayField.DATE: "the day whose figures are used, and the first day of a part of a year",
    PayField.LAST_DAY: "cost from the date to this day, month by month",
    PayField.PENSION_PERCENT: "what the pension fund asks of the employer, of salary",
    PayField.LEVY_PERCENT: "apprenticeship levy, of salary; 0 where the employer pays none",
    PayField.AWARD_PERCENT: "a pay award that the spine does not have yet",
    PayField.AWARD_DATE: "the first day of that award",
}


def add_staff_cost(commands: Commands) -> None:
    """Add the command."""
    purpose = "work out what a post costs, line by line"
    parser = commands.add_parser("staff-cost", help=purpose, description=f"{purpose.capitalize()}.")
    for field, what in _HELP.items():
        kind = "DAY" if field in _DAYS else "NUMBER"
        parser.add_argument(
            option_of(field), default="", metavar=kind, help=what.replace("%", "%%")
        )
    parser.add_argument(
        "--school",
        type=Path,
        metavar="SCHOOL",
        help=f"{PLACE}: its own figures come first, and what is left out is as it says of itself",
    )
    parser.add_argument("--json", action="store_true", help="tell figures, or faults, as JSON")
    parser.set_defaults(command=_staff_cost)


_DAYS = {PayField.DATE, PayField.LAST_DAY, PayField.AWARD_DATE}


def option_of(field: PayField) -> str:
    """The option with which something is given."""
    return f"--{field.name.lower().replace('_', '-')}"


def _staff_cost(asked: argparse.Namespace) -> int:
    texts = {field: getattr(asked, field.name.lower()) for field in _HELP}
    own: tuple[OwnFigure, ...] = ()
    if asked.school is not None:
        school = read_asked(asked)
        own = school.figures
        texts |= _usual_where_blank(texts, school)
    try:
        cost = worked_out(texts, own)
    except InputError as error:
        raise InputError(
            [
                replace(one, file=_PLACE, column=option_of(PayField(one.column)))
                for one in error.problems
            ]
        ) from None
    warn(cost.notes, asked)
    print(json.dumps(_figures(cost), indent=2) if asked.json else "\n".join(account_of(cost)))
    return DONE


def _usual_where_blank(texts: Mapping[PayField, str], school: School) -> dict[PayField, str]:
    """What the school says of itself, for what is left out of the command line."""
    usual = usual_texts(
        school.details, school.terms, school.figures, school.details.academic_year.starts
    )
    return {field: text for field, text in usual.items() if not texts[field].strip()}


def _figures(cost: PostCost) -> dict[str, float]:
    """The answer as numbers: weeks to four decimals, money to the penny."""
    figures = {
        "paid_weeks": cost.post.weeks.paid.quantize(Decimal("0.0001")),
        "salary": total_of(cost.salary),
        "national_insurance": total_of(cost.national_insurance),
        "pension": cost.pension.amount,
        "levy": cost.levy.amount,
        "total": cost.total,
        "per_worked_hour": cost.per_worked_hour,
        "per_weekly_hour": cost.per_weekly_hour,
    }
    return {name: float(number) for name, number in figures.items()}
