"""The questions as commands: each is asked of a school, told in sentences and written as rows."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from planner.command.ending import DONE, FAILED
from planner.command.parsing import PLACE, Commands, command
from planner.command.waiting import step_bar, stopped_by_hand
from planner.command.words import read_asked, say
from planner.errors import CheckError, InputError, Problem
from planner.exchange.insight_folder import refuse_place, write_answer
from planner.exchange.plan_folder import read_plan
from planner.insight.choice import Choice, ChoiceKind, asked_from, choices_of
from planner.insight.question import Asking, Question
from planner.insight.questions import QUESTIONS
from planner.optimiser.plan import Plan
from planner.school.fields import CellError, write_cell
from planner.school.school import School


def add_questions(commands: Commands, questions: Iterable[Question] = QUESTIONS) -> None:
    """Add a command for each question."""
    for question in questions:
        purpose = f"{question.title} {question.help}".strip()
        parser = command(commands, question.name, purpose, partial(_ask, question))
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=PLACE)
        parser.add_argument("--plan", type=Path, metavar="PLAN", help=_PLAN)
        for choice in choices_of(question.asked):
            _add_option(parser, choice)


_PLAN = "the plan that is asked about; without one, it is found first"
_METAVARS = {
    ChoiceKind.MONEY: "POUNDS",
    ChoiceKind.NUMBER: "NUMBER",
    ChoiceKind.WHOLE_NUMBER: "NUMBER",
    ChoiceKind.YES_NO: "Y/N",
    ChoiceKind.WORD: "WORD",
    ChoiceKind.TEXT: "CODE",
}


def _add_option(parser: argparse.ArgumentParser, choice: Choice) -> None:
    words = [choice.title]
    if choice.help:
        words.append(choice.help)
    if choice.words:
        words.append(f"One of {', '.join(choice.words)}")
    if choice.is_list:
        words.append("A list separated by ;")
    usual = write_cell(choice.default)
    words.append(f"Usually {usual}" if usual else "Usually blank")
    parser.add_argument(
        f"--{choice.name.replace('_', '-')}",
        dest=_dest(choice),
        type=_reader(choice),
        default=argparse.SUPPRESS,
        metavar=_METAVARS[choice.kind],
        help=f"{'. '.join(words)}.".replace("%", "%%"),
    )


def _dest(choice: Choice) -> str:
    """Where an option is kept; no option of a question can take the place of another word."""
    return f"asked_{choice.name}"


def _reader(choice: Choice) -> Callable[[str], object]:
    def read(text: str) -> object:
        try:
            return choice.read(text)
        except CellError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    return read


def _ask(question: Question, given: argparse.Namespace) -> int:
    refuse_place(question, given.out)
    values = {
        choice.name: getattr(given, _dest(choice))
        for choice in choices_of(question.asked)
        if hasattr(given, _dest(choice))
    }
    asked = asked_from(question.asked, values)
    school = read_asked(given)
    # The pictures take a moment to load, which no other command should wait for.
    from planner.charts.insight.views import view_of

    plan = _plan_of(school, given.plan)
    show = step_bar if sys.stderr.isatty() else None
    try:
        with stopped_by_hand() as should_stop:
            answer = question.ask(Asking(school, plan, show, should_stop), asked)
    except KeyboardInterrupt:
        print("stopped before there was an answer", file=sys.stderr)
        return FAILED
    if show is not None:
        print(file=sys.stderr)
    write_answer(question, asked, answer, given.out)
    sentences = [*view_of(school, question.name, answer).sentences]
    if not answer.is_whole:
        sentences.append("It was stopped early: what was not worked out is missing.")
    sentences.append(f"The rows behind this are in {given.out}. It took {answer.seconds:.0f} s.")
    say("\n".join(sentences), given)
    return DONE


def _plan_of(school: School, place: Path | None) -> Plan | None:
    """Read the plan that is asked about, and prove it, as every plan is before it is used.

    Raises:
        CheckError: It breaks a rule.
        InputError: It was made for another school, or cannot be read.
    """
    if place is None:
        return None
    plan = read_plan(place)
    if plan.summary.inputs_sha256 != school.inputs_sha256:
        what = "was made for other content than this school has"
        remedy = "plan again, or leave --plan out"
        raise InputError([Problem(str(place), 0, "", what, remedy)])
    from planner.optimiser.checks import violations

    if broken := violations(school, plan):
        raise CheckError(broken)
    return plan
