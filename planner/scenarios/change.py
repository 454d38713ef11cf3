"""One change of a scenario: what every kind of change has, and what they are made of.

A change is a small record. It says in a sentence what it does, and turns a school into the school
that it would be; where it does not apply, it says why and what to do instead.
"""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planner.errors import ChangeError
from planner.scenarios.words import day
from planner.school.columns import columns_of
from planner.school.faults import faults_of
from planner.school.fields import YesNo
from planner.school.records import Provision, Pupil, Record, StaffMember
from planner.school.school import School

R = TypeVar("R", bound=Record)


def asked(title: str, help_text: str, *, default: Any = ..., of: str = "") -> Any:
    """Define one field of a change, for forms, files and messages.

    Args:
        title: Its label, with the unit in brackets.
        help_text: One line more.
        default: What it is where nothing is said; without it the field is required.
        of: The table of the school whose codes it takes, such as ``pupils``; ``library`` for the
            codes of the library.
    """
    extra: dict[str, Any] | None = {"of": of} if of else None
    return Field(default, title=title, description=help_text, json_schema_extra=extra)


class Change(BaseModel):
    """A named change of a school year.

    Attributes:
        TITLE: What this kind of change is called where somebody chooses one.
        kind: The code of this kind of change.
        is_on: Whether it takes part.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    TITLE: ClassVar[str]

    kind: str
    is_on: YesNo = asked(
        "Takes part", "A change that is switched off stays in its place", default=True
    )

    @abstractmethod
    def sentence(self, school: School) -> str:
        """Say what it does to a school, with names where the school has them."""

    @abstractmethod
    def become(self, school: School) -> School:
        """Give the school that it makes of a school.

        Raises:
            ChangeError: It does not apply.
        """


def altered(record: R, **facts: object) -> R:
    """Give a record with other facts, checked as when it is read.

    Raises:
        ChangeError: There can be no such record.
    """
    return made(type(record), dict(record) | facts)


def made(kind: type[R], facts: Mapping[str, object]) -> R:
    """Make a record, checked as when it is read.

    Raises:
        ChangeError: There can be no such record.
    """
    try:
        return kind.model_validate(dict(facts))
    except ValidationError as error:
        known = {column.name: column for column in columns_of(kind)}
        column, what, remedy = next(faults_of(error, known))
        raise ChangeError(f"{column} {what}".strip(), remedy) from None


def replaced(records: Iterable[R], old: R, *new: R) -> tuple[R, ...]:
    """Put records in the place of one of them."""
    return tuple(after for row in records for after in (new if row is old else (row,)))


def the_pupil(school: School, code: str) -> Pupil:
    """Find a pupil, or say that there is none.

    Raises:
        ChangeError: There is none.
    """
    return _found(school.pupil_by_id, code, "pupils")


def the_adult(school: School, code: str) -> StaffMember:
    """Find an adult, or say that there is none.

    Raises:
        ChangeError: There is none.
    """
    return _found(school.staff_by_id, code, "adults")


def the_provision(school: School, code: str) -> Provision:
    """Find a provision, or say that there is none.

    Raises:
        ChangeError: There is none.
    """
    return _found(school.provision_by_id, code, "provisions")


Found = TypeVar("Found")


def _found(known: Mapping[str, Found], code: str, those: str) -> Found:
    if code not in known:
        what = f"{code} is not among the {those} (any more)"
        raise ChangeError(what, "choose another code, or delete the change")
    return known[code]


def provision_name(school: School, code: str) -> str:
    """A provision's name, or its code where the school has it no more."""
    found = school.provision_by_id.get(code)
    return found.name if found else code


def refuse_outside_year(school: School, date: dt.date) -> None:
    """Refuse a day on which the year has not begun or is over.

    Raises:
        ChangeError: It is such a day.
    """
    first, last = school.terms[0].start, school.terms[-1].end
    if not first <= date <= last:
        what = f"{day(date)} is not in the year, which goes from {day(first)} to {day(last)}"
        raise ChangeError(what, "write a day of the year")
