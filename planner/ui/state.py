"""What one visitor has open: the only home of session keys."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

import streamlit as st

from planner.errors import Problem
from planner.optimiser.plan import Plan
from planner.school.records import Policies
from planner.school.school import School
from planner.ui.job import Job


class Key(StrEnum):
    """The key of every widget and of everything kept in a session."""

    YEAR = "year"
    OPENED = "opened"
    CHOICES = "choices"
    PLANNED = "planned"
    JOB = "job"
    READING_FAILED = "reading_failed"
    PLANNING_FAILED = "planning_failed"

    SIGNED_IN_WITH = "signed_in_with"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"

    UPLOAD = "upload"
    GO_TO_PLAN = "go_to_plan"
    PATTERN = "pattern"
    READ_UPLOAD = "read_upload"
    OPEN_SAMPLE = "open_sample"
    FAULTS = "faults"
    PLAN = "plan"
    STOP = "stop"
    TIME_LIMIT = "time_limit"
    OVERSPEND = "statutory_may_overspend"
    FAIRNESS = "fairness"
    SPREAD = "diminishing_returns"
    KEEP = "keep_current_plan"
    RESERVE = "reserve"
    ABSENCE = "absence_percent"
    PUPIL = "one_pupil"
    ZIP = "plan_zip"
    WORKBOOK = "plan_xlsx"

    TOLD = "told"
    SETTINGS_BACK_UP = "settings_back_up"
    RESTORE_FILE = "restore_file"
    RESTORE = "restore"
    AUDIT_ABOUT = "audit_about"
    AUDIT_WHO = "audit_who"
    AUDIT_WORD = "audit_word"
    NAMES_FORM = "names_form"
    NAMES = "names"
    SAVE_NAMES = "save_names"
    RULES_FORM = "rules_form"
    PUPIL_MONTHS = "pupil_months"
    PLAN_YEARS = "plan_years"
    FEWEST_SHOWN = "fewest_shown"
    SAVE_RULES = "save_rules"
    DUE_TABLE = "due_table"
    DUE_CONFIRMED = "due_confirmed"
    DELETE_DUE = "delete_due"
    ERASE_PUPIL = "erase_pupil"
    ERASE_CONFIRMED = "erase_confirmed"
    ERASE = "erase"


@dataclass(frozen=True)
class Opened:
    """A school that is open.

    Attributes:
        school: The school as it was read.
        source: What it was read from, for the screen.
        warnings: What was noticed in reading and did no harm.
    """

    school: School
    source: str
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Planned:
    """A plan with the school, choices included, that it was made for."""

    school: School
    plan: Plan
    digest: str
    made_at: dt.datetime


@dataclass(frozen=True)
class Failure:
    """Something that did not work, as it is told.

    Attributes:
        title: What did not work.
        text: Why, and what to do.
        problems: The faults found one by one, if there are any.
    """

    title: str
    text: str
    problems: tuple[Problem, ...] = ()


def belongs_to(sign_in: str) -> None:
    """Keep what is open for one sign-in; what was open with another is forgotten."""
    if st.session_state.get(Key.SIGNED_IN_WITH, sign_in) != sign_in:
        forget_all()
    st.session_state[Key.SIGNED_IN_WITH] = sign_in


def forget_all() -> None:
    """Forget everything that is open."""
    st.session_state.clear()


def year_id() -> int | None:
    """The number of the school year that is open."""
    found: int | None = st.session_state.get(Key.YEAR)
    return found


def set_year_id(number: int | None) -> None:
    """Keep which school year is open."""
    st.session_state[Key.YEAR] = number


def opened() -> Opened | None:
    """The school that is open."""
    found: Opened | None = st.session_state.get(Key.OPENED)
    return found


def open_school(school: Opened) -> None:
    """Open a school; its own choices replace those of the school before."""
    st.session_state[Key.OPENED] = school
    st.session_state[Key.CHOICES] = school.school.policies
    st.session_state[Key.READING_FAILED] = None
    st.session_state[Key.PLANNING_FAILED] = None


def choices() -> Policies:
    """The choices in force in this session."""
    found: Policies = st.session_state[Key.CHOICES]
    return found


def set_choices(policies: Policies) -> None:
    """Put other choices in force for this session."""
    st.session_state[Key.CHOICES] = policies


def school_to_plan() -> School | None:
    """The open school with the choices in force."""
    found = opened()
    return None if found is None else replace(found.school, policies=choices())


def planned() -> Planned | None:
    """The plan that is shown."""
    found: Planned | None = st.session_state.get(Key.PLANNED)
    return found


def set_planned(found: Planned) -> None:
    """Show a plan."""
    st.session_state[Key.PLANNED] = found
    st.session_state[Key.PLANNING_FAILED] = None


def job() -> Job | None:
    """The plan that is being made."""
    found: Job | None = st.session_state.get(Key.JOB)
    return found


def set_job(found: Job | None) -> None:
    """Keep the plan that is being made, or forget it."""
    st.session_state[Key.JOB] = found


def reading_failure() -> Failure | None:
    """Why the last files could not be read."""
    found: Failure | None = st.session_state.get(Key.READING_FAILED)
    return found


def set_reading_failure(failure: Failure) -> None:
    """Keep why files could not be read; the school that is open stays open."""
    st.session_state[Key.READING_FAILED] = failure


def planning_failure() -> Failure | None:
    """Why the last plan could not be made."""
    found: Failure | None = st.session_state.get(Key.PLANNING_FAILED)
    return found


def set_planning_failure(failure: Failure | None) -> None:
    """Keep why a plan could not be made; the plan before it stays."""
    st.session_state[Key.PLANNING_FAILED] = failure


def opened_policies() -> Policies:
    """The choices that the open school came with."""
    found: Opened = st.session_state[Key.OPENED]
    return found.school.policies


def tell(part: str, told: Failure | str) -> None:
    """Keep what became of a button, for the part of the page where it stands."""
    st.session_state.setdefault(Key.TOLD, {})[part] = told


def told(part: str) -> Failure | str | None:
    """Give what is to be told in a part of the page, once."""
    found: Failure | str | None = st.session_state.get(Key.TOLD, {}).pop(part, None)
    return found
