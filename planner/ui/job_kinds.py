"""The kinds of work that are done apart from any page; a visitor has at most one job of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planner.ui import state
from planner.ui.state import Failure, Key

# What is said while other work has to be finished first.
WAITING = "Waiting for another plan or question on this machine to finish; yours is next."


@dataclass(frozen=True)
class JobKind:
    """What the pages say of one kind of work, and what becomes of its result.

    Attributes:
        key: Where the job is kept in the session.
        failed: Where it is kept in the session why there is no result.
        stop: The key of the button that stops it.
        doing: What is done, in one word before a colon.
        stop_label: What the button says that stops it.
        stopping: What is said from then on until it has stopped.
        elsewhere: What is said on its page while such a job goes on for another year.
        no_result: What is said when it went wrong, before the reason.
        stopped: What is said when it was stopped before there was anything.
        show: Shows the result, where that needs anything to be done.
    """

    key: Key
    failed: Key
    stop: Key
    doing: str
    stop_label: str
    stopping: str
    elsewhere: str
    no_result: str
    stopped: Failure
    show: Callable[[Any], None]


PLANNING = JobKind(
    key=Key.JOB,
    failed=Key.PLANNING_FAILED,
    stop=Key.STOP,
    doing="Planning",
    stop_label="Stop and keep the best so far",
    stopping="Stopping, and checking the best so far.",
    elsewhere="A plan for another year is being made. Open that year to follow it.",
    no_result="No plan could be made.",
    stopped=Failure("Planning was stopped before there was a plan.", "Nothing is lost."),
    show=lambda _: state.show_plan(None),
)
ASKING = JobKind(
    key=Key.ASKING_JOB,
    failed=Key.ASKING_FAILED,
    stop=Key.ASK_STOP,
    doing="Answering",
    stop_label="Stop and show what there is so far",
    stopping="Stopping, with what was worked out so far.",
    elsewhere="A question about another year is being answered. Open that year to follow it.",
    no_result="The question could not be answered.",
    stopped=Failure("It was stopped before there was an answer.", "Nothing is lost."),
    show=lambda _: None,
)
COMPARING = JobKind(
    key=Key.COMPARING,
    failed=Key.COMPARING_FAILED,
    stop=Key.COMPARING_STOP,
    doing="Scenarios",
    stop_label="Stop, and keep the plans made so far",
    stopping="Stopping, and checking the best so far.",
    elsewhere="Scenarios of another year are being planned. Open that year to follow them.",
    no_result="The scenarios could not be planned.",
    stopped=Failure("Planning was stopped before there was a plan.", "Nothing is lost."),
    show=state.set_compared,
)
KINDS = (PLANNING, ASKING, COMPARING)
