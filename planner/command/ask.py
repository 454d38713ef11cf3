"""The questions as commands: each is asked of a school, told in sentences and written as rows."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from planner.command.ending import DONE, FAILED
from planner.command.given_plan import read_given_plan
from planner.command.parsing import PLACE, Commands, command
from planner.command.waiting import step_bar, stopped_by_hand
from planner.command.words import read_asked, say, warn
from planner.exchange.insight_folder import refuse_place, write_answer
from planner.exchange.scenario_file import read_scenario
from planner.exchange.school_folder import with_digest
from planner.insight.choice import Choice, ChoiceKind, asked_from, choices_of
from planner.insight.question import Asking, Question
from planner.insight.questions import QUESTIONS
from planner.optimiser.plan import Plan
from planner.scenarios.scenario import apply
from planner.school.fields import CellError, write_cell
from planner.school.school import School


def add_questions(commands: Commands, questions: Iterable[Question] = QUESTIONS) -> None:
    """Add a command for each question."""
    for question in questions:
        parser = command(commands, question.name, question.title, partial(_ask, question))
        parser.description = f"{question.title} {question.help}"
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help=PLACE)
        parser.add_argument("--scenario", type=Path, metavar="FILE.toml", help=_SCENARIO)
        parser.add_argument("--plan", type=Path, metavar="PLAN", help=_PLAN)
        for choice in choices_of(question.asked):
            _add_option(parser, choice)


_SCENARIO = "changes that are made to the school before it is asked about"
_PLAN = "the plan that is asked about; without one, it is found first"
_NOT_ALL = "Not all of it was worked out; what is missing is left out, not guessed."
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
        option_of(choice),
        dest=_dest(choice),
        type=_reader(choice),
        default=argparse.SUPPRESS,
        metavar=_METAVARS[choice.kind],
        help=f"{'. '.join(words)}.".replace("%", "%%"),
    )


def option_of(choice: Choice) -> str:
    """The option with which something is chosen."""
    return f"--{choice.name.replace('_', '-')}"


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
    school = _with_changes(read_asked(given), given)
    # The pictures take a moment to load, which no other command should wait for.
    from planner.charts.insight.views import view_of

    school, plan = _with_plan(school, given.plan)
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
        sentences.append(_NOT_ALL)
    sentences.append(f"The rows behind this are in {given.out}. It took {answer.seconds:.0f} s.")
    say("\n".join(sentences), given)
    return DONE


def _with_changes(school: School, given: argparse.Namespace) -> School:
    """Make the changes of a scenario to a school, and warn of those that do not apply."""
    if given.scenario is None:
        return school
    applied = apply(school, read_scenario(given.scenario))
    left_out = (one for one in applied.outcomes if not one.applies and one.change.is_on)
    warn([f"left out: {one.sentence} {one.why_not}" for one in left_out], given)
    return applied.school


def _with_plan(school: School, place: Path | None) -> tuple[School, Plan | None]:
    """Read the plan that is asked about, where one is given.

    The school of a scenario goes by the digest of its changes or by that of its files, as its plan
    does.
    """
    return (school, None) if place is None else read_given_plan(place, school, with_digest(school))
