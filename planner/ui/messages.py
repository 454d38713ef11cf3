"""The one place where the planner's errors become something to read."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from planner.charts.table import Column, ColumnKind, Table
from planner.errors import ContradictionError, InputError, PlannerError, Problem
from planner.ui.state import Failure
from planner.ui.tables import draw_sentences_table
from planner.ui.text import say

Result = TypeVar("Result")

_log = logging.getLogger(__name__)


def attempt(call: Callable[[], Result], title: str) -> Result | Failure:
    """Give what a call gives, or why it could not, to be told under ``title``."""
    try:
        return call()
    except PlannerError as error:
        return failure_of(error, title)


def failure_of(error: BaseException, title: str) -> Failure:
    """Put an error into words; one that is not the planner's own goes to the log in full."""
    if isinstance(error, InputError | ContradictionError) and error.problems:
        return Failure(title, "Each fault is listed with what to write instead.", error.problems)
    if isinstance(error, PlannerError):
        return Failure(title, str(error))
    _log.error("An error the planner does not know", exc_info=error)
    return Failure(
        title,
        "Something went wrong inside Evenhand. Nothing you entered is lost; the details are in the "
        "window in which it was started.",
    )


def draw_failure(failure: Failure, key: str) -> None:
    """Show what did not work, why, and what to do."""
    with st.container(key=key):
        say(f"{failure.title} {failure.text}", kind="error")
        if failure.problems:
            draw_sentences_table(faults_table(failure.problems), key=f"{key}_table")


def draw_warnings(problems: tuple[Problem, ...], key: str) -> None:
    """Show what was noticed and did no harm."""
    if problems:
        say("Read, with these things to know. Nothing here stops a plan.", kind="info")
        draw_sentences_table(faults_table(problems), key=key)


def faults_table(problems: tuple[Problem, ...]) -> Table:
    """Faults as a table: where, what is wrong, what to write."""
    return Table(
        name="faults",
        says="Every fault with its file, row and column, what is wrong and what to write instead.",
        columns=(
            Column("File", ColumnKind.CODE),
            Column("Row", ColumnKind.COUNT, "Row 1 is the header"),
            Column("Column"),
            Column("What is wrong"),
            Column("What to write"),
        ),
        rows=tuple(
            (
                problem.file,
                problem.row or None,
                problem.column or "–",
                problem.what,
                problem.remedy,
            )
            for problem in problems
        ),
    )
