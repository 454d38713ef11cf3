"""What one visitor has open: the only home of session keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import streamlit as st

from planner.errors import Problem
from planner.optimiser.plan import Plan
from planner.school.school import School
from planner.store.values import StoredPlan
from planner.ui.job import Job


class Key(StrEnum):
    """The key of every widget and of everything kept in a session."""

    YEAR = "year"
    PLAN_SHOWN = "plan_shown"
    JOB = "job"
    BROUGHT = "brought"
    NOTES = "notes"
    DELETING = "deleting"
    READING_FAILED = "reading_failed"
    ADDING_FAILED = "adding_failed"
    YEARS_FAILED = "years_failed"
    KEEPING_FAILED = "keeping_failed"
    PLANNING_FAILED = "planning_failed"
    ASKING_JOB = "asking_job"
    ASKING_FAILED = "asking_failed"
    PAGE = "page"
    TURNS = "turns"
    DESKS = "desks"

    PAGE_FAILED = "page_failed"
    YEAR_CHOSEN = "year_chosen"
    OPEN_YEAR = "open_year"
    COPY_FORWARD = "copy_forward"
    DELETE_YEAR = "delete_year"
    DELETE_FOR_GOOD = "delete_for_good"
    KEEP_YEAR = "keep_year"
    BACK_UP = "back_up"
    BEGIN_WITH = "begin_with"
    FRESH_SAMPLE = "fresh_sample"
    OPEN_WHAT_IS_HERE = "open_what_is_here"
    KEEP_AS_COPY = "keep_as_copy"
    NEW_NAME = "new_name"
    NEW_PHASE = "new_phase"
    NEW_YEAR = "new_year"
    ADD_SCHOOL = "add_school"
    NEXT_STEP = "next_step"
    YEAR_FAULTS = "year_faults"
    WARNINGS = "warnings"
    OPEN_PLAN = "open_plan"
    EARLIER_PLAN = "earlier_plan"
    NEWEST_PLAN = "newest_plan"
    CHOICES = "choices"
    PLANS = "all_plans"
    CHOICES_SEEN = "choices_seen"
    UNDO_CHOICE = "undo_choice"

    SIGNED_IN_WITH = "signed_in_with"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"

    UPLOAD = "upload"
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
    BUDGET_PART = "budget_part"
    AMOUNT = "amount"
    AMOUNT_FAILED = "amount_failed"
    AMOUNT_SAVE = "amount_save"
    AMOUNT_SAVED = "amount_saved"
    AMOUNT_UNDO = "amount_undo"

    MORE_EHCPS = "more_ehcps"
    MORE_EHCPS_FROM = "more_ehcps_from"

    MIS = "mis"
    MIS_COUNT = "mis_count"
    MIS_DONE = "mis_done"
    MIS_FAILED = "mis_failed"
    MIS_FILE = "mis_file"
    MIS_OTHER_FILE = "mis_other_file"
    MIS_SAVE = "mis_save"
    MIS_UNDO = "mis_undo"
    PUPIL = "one_pupil"
    ZIP = "plan_zip"

    REGISTER = "register"
    PUPILS_PART = "pupils_part"
    PUPILS_YEARS = "pupils_years"
    PUPILS_STATUSES = "pupils_statuses"
    PUPILS_TYPES = "pupils_types"
    PUPILS_STRANDS = "pupils_strands"
    PUPIL_PICKED = "pupil_picked"
    PUPIL_SHOW = "pupil_show"
    PUPIL_SHOWN = "pupil_shown"
    PUPIL_BEFORE = "pupil_before"
    PUPIL_AFTER = "pupil_after"
    STAFF_PART = "staff_part"
    PAY = "pay"
    PAY_FAILED = "pay_failed"
    PAY_SAVE = "pay_save"
    PAY_SAVED = "pay_saved"
    PAY_UNDO = "pay_undo"
    ADULT = "adult"
    PROVISION_PART = "provision_part"
    LIBRARY_STRAND = "library_strand"
    LIBRARY_TIER = "library_tier"
    LIBRARY_PHASE = "library_phase"
    LIBRARY_ENTRY = "library_entry"
    LIBRARY_ADD = "library_add"
    LIBRARY_SAID = "library_said"
    EFFECTS_STRAND = "effects_strand"
    REASON = "reason"
    REASONS_FAILED = "reasons_failed"
    REASONS_SAVE = "reasons_save"
    PLACE = "place"
    YEAR_PART = "year_part"
    DETAILS = "details"
    WORKBOOK = "plan_xlsx"
    PACK_PDF = "pack_pdf"
    PACK_PAGE = "pack_page"
    TOTALS = "totals_xlsx"
    LEDGERS = "ledgers_csv"

    QUESTION = "question"
    ASK = "ask"
    ASK_STOP = "ask_stop"
    ASK_SCENARIO = "ask_scenario"
    ASK_FORM = "ask_form"
    ANSWER_SHOWN = "answer_shown"
    ANSWER_ZIP = "answer_zip"
    ASK_COST = "ask_cost"
    ASK_WHY = "ask_why"
    COMPARING = "comparing"
    COMPARING_FAILED = "comparing_failed"
    COMPARING_STOP = "comparing_stop"
    COMPARE = "compare"
    COMPARED = "compared"
    COMPARE_CHOSEN = "compare_chosen"
    COMPARE_TIME_LIMIT = "compare_time_limit"
    COMPARE_HOW = "compare_how"
    COMPARE_PART = "compare_part"
    COMPARE_ZIP = "compare_zip"
    SCENARIO_OPEN = "scenario_open"
    SCENARIO_EDIT = "scenario_edit"
    SCENARIO_CLOSE = "scenario_close"
    SCENARIO_CLONE = "scenario_clone"
    SCENARIO_DELETING = "scenario_deleting"
    SCENARIO_DELETE = "scenario_delete"
    SCENARIO_DELETE_FOR_GOOD = "scenario_delete_for_good"
    SCENARIO_KEEP = "scenario_keep"
    SCENARIO_FAILED = "scenario_failed"
    SCENARIO_SAVED = "scenario_saved"
    SCENARIO_UNDO = "scenario_undo"
    SCENARIO_NAME = "scenario_name"
    SCENARIO_RENAME = "scenario_rename"
    SCENARIO_NEW_NAME = "scenario_new_name"
    SCENARIO_NEW = "scenario_new"
    SCENARIO_ANOTHER = "scenario_another"
    SCENARIO_EXAMPLE = "scenario_example"
    SCENARIO_FILE = "scenario_file"
    SCENARIO_READ = "scenario_read"
    SCENARIO_TOML = "scenario_toml"
    CHANGE_ON = "change_on"
    CHANGE_UP = "change_up"
    CHANGE_DOWN = "change_down"
    CHANGE_EDIT = "change_edit"
    CHANGE_EDITED = "change_edited"
    CHANGE_REMOVE = "change_remove"
    CHANGE_KIND = "change_kind"
    CHANGE_FIELD = "change_field"
    CHANGE_SAVE = "change_save"
    CHANGE_LEAVE = "change_leave"

    FIGURES_PART = "figures_part"
    FIGURES_SUBJECT = "figures_subject"
    FIGURES_YEAR = "figures_year"
    FIGURES_WORD = "figures_word"
    FIGURES_EARLIER = "figures_earlier"
    FIGURES_LATER = "figures_later"
    STATISTICS_FILE = "statistics_file"
    STATISTICS_LAID = "statistics_laid"
    STATISTICS_DONE = "statistics_done"
    STATISTICS_FAILED = "statistics_failed"
    STATISTICS_KEEP = "statistics_keep"
    STATISTICS_OTHER_FILE = "statistics_other_file"
    STATISTICS_UNDO = "statistics_undo"
    NATIONAL_RATIOS = "national_ratios"

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

    DOCUMENTS_PART = "documents_part"
    PAPER = "paper"
    PAPER_SUBJECT = "paper_subject"
    PAPER_FILE = "paper_file"
    WORDING = "wording"
    WORDING_TYPED = "wording_typed"
    SAVE_WORDING = "save_wording"

    REVIEW_PART = "review_part"
    REVIEW_ONLY = "review_only"
    REVIEW_START = "review_start"
    REVIEW_USE = "review_use"
    REVIEW_USE_ALL = "review_use_all"
    REVIEW_SAVED = "review_saved"
    REVIEW_FAILED = "review_failed"
    REVIEW_UNDO = "review_undo"

    APPROVAL = "approval"
    APPROVAL_NOTE = "approval_note"
    ASK_NOW = "ask_now"


@dataclass(frozen=True)
class Planned:
    """A plan that is kept, with the school, choices included, that it was made for.

    Attributes:
        digest: The digest of all that the plan says.
        files: Its files as they were kept, by name.
        stored: What the store knows of it: who made it and when.
    """

    school: School
    plan: Plan
    digest: str
    files: Mapping[str, bytes]
    stored: StoredPlan


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


def plan_shown() -> int | None:
    """The number of the plan that was chosen to be read; ``None`` for the newest."""
    found: int | None = st.session_state.get(Key.PLAN_SHOWN)
    return found


def show_plan(number: int | None) -> None:
    """Choose a plan to be read; ``None`` for the newest."""
    st.session_state[Key.PLAN_SHOWN] = number


def job(key: Key) -> Job[Any, Any] | None:
    """The work of one kind that goes on."""
    found: Job[Any, Any] | None = st.session_state.get(key)
    return found


def set_job(key: Key, found: Job[Any, Any] | None) -> None:
    """Keep the work of one kind that goes on, or forget it."""
    st.session_state[key] = found


def answer_shown(question: str) -> str | None:
    """What was asked here last of a question, as it is kept with its answer."""
    return _answers_shown().get(question)


def show_answer(question: str, asked: str) -> None:
    """Choose which answer to a question is read."""
    _answers_shown()[question] = asked


def _answers_shown() -> dict[str, str]:
    found: dict[str, str] = st.session_state.setdefault(Key.ANSWER_SHOWN, {})
    return found


def failure(key: Key) -> Failure | None:
    """Why something did not work, until it is tried again."""
    found: Failure | None = st.session_state.get(key)
    return found


def set_failure(key: Key, failure: Failure | None) -> None:
    """Keep why something did not work, or that it did."""
    st.session_state[key] = failure


def brought() -> School | None:
    """The school of files that were read, while it is asked what is to become of it."""
    found: School | None = st.session_state.get(Key.BROUGHT)
    return found


def set_brought(school: School | None) -> None:
    """Keep the school of files that were read, or forget it."""
    st.session_state[Key.BROUGHT] = school


def notes() -> tuple[Problem, ...]:
    """What was passed over in the files that were read last."""
    found: tuple[Problem, ...] = st.session_state.get(Key.NOTES, ())
    return found


def set_notes(found: tuple[Problem, ...]) -> None:
    """Keep what was passed over in files."""
    st.session_state[Key.NOTES] = found


def deleting() -> int | None:
    """The number of the year of which it is asked whether it is to be deleted."""
    found: int | None = st.session_state.get(Key.DELETING)
    return found


def set_deleting(number: int | None) -> None:
    """Ask whether a year is to be deleted, or no longer."""
    st.session_state[Key.DELETING] = number


def compared() -> Any:
    """What became of the scenarios that were planned last; ``None`` where none were."""
    return st.session_state.get(Key.COMPARED)


def set_compared(outcome: Any) -> None:
    """Keep what became of the scenarios that were planned, or forget it."""
    st.session_state[Key.COMPARED] = outcome


def scenario_open() -> int | None:
    """The number of the scenario that is open for changes."""
    found: int | None = st.session_state.get(Key.SCENARIO_OPEN)
    return found


def open_scenario(number: int | None) -> None:
    """Open a scenario for changes, or none."""
    st.session_state[Key.SCENARIO_OPEN] = number


def words_typed() -> dict[tuple[str, str, str], str]:
    """What is typed into documents and not saved, by document, subject and place."""
    found: dict[tuple[str, str, str], str] = st.session_state.setdefault(Key.WORDING_TYPED, {})
    return found


def to_tell() -> dict[str, Failure | str]:
    """What became of the last button, by the part of the page where it stands."""
    found: dict[str, Failure | str] = st.session_state.setdefault(Key.TOLD, {})
    return found
