"""A school as it is, in another year: what the figures of that year would make of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from planner.periods import AcademicYear, years_on
from planner.school.records import Pupil, StaffMember, Term
from planner.school.school import School

R = TypeVar("R", Pupil, StaffMember, Term)


def in_year(school: School, year: AcademicYear) -> School:
    """Give a school with the same people, hours and weeks, all of whose dates lie in another year.

    Its terms, its adults and its pupils move; its own dated figures stay where they are in time.
    """
    years = year.first - school.details.academic_year.first
    if not years:
        return school
    return replace(
        school,
        details=school.details.model_copy(update={"academic_year": year}),
        terms=tuple(_moved(term, years, "start", "end") for term in school.terms),
        staff=tuple(_moved(member, years, "starts", "leaves") for member in school.staff),
        pupils=tuple(_moved(pupil, years, "starts", "leaves") for pupil in school.pupils),
        inputs_sha256="",
        planning_sha256="",
    )


def _moved(record: R, years: int, *fields: str) -> R:
    days = {field: getattr(record, field) for field in fields}
    moved = {field: years_on(day, years) for field, day in days.items() if day is not None}
    return record.model_copy(update=moved)
