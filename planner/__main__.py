"""The command line: plan for a school, check a plan, validate a school, convert between forms.

It answers with 0 when all went well, 2 when the input is wrong, 3 when a plan broke a rule, and 1
for anything else.
"""

from __future__ import annotations

import argparse
import json
import math
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

from planner import __version__
from planner.errors import CheckError, ContradictionError, InputError, PlannerError, Problem
from planner.exchange.destination import refuse_strangers
from planner.exchange.plan_folder import PLAN, read_plan, write_plan
from planner.exchange.school_folder import ReadSchool, read_school, write_school
from planner.optimiser.plan import Plan, Status
from planner.optimiser.progress import Options, Progress

if TYPE_CHECKING:
    from planner.school.school import School

DONE, FAILED, WRONG_INPUT, BROKEN_RULE = 0, 1, 2, 3
_BAR_WIDTH = 24


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what a command line asks.

    Args:
        arguments: The words after the program's name; the real ones if left out.

    Returns:
        The exit code.
    """
    asked = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = asked.command
        return command(asked)
    except (InputError, ContradictionError) as error:
        _tell_faults(error.problems, as_json=asked.json)
        return WRONG_INPUT
    except CheckError as error:
        print(error, file=sys.stderr)
        return BROKEN_RULE
    except PlannerError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("stopped before there was a plan", file=sys.stderr)
    except Exception as error:  # a stack trace would help nobody at a command line
        print(f"this should not have happened: {type(error).__name__}: {error}", file=sys.stderr)
    return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m planner",
        description="Finds the best plan that a school's SEN money and staff can really deliver.",
    )
    parser.add_argument("--version", action="version", version=f"Evenhand {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    plan = _command(commands, "plan", "find the best plan and write it", _plan)
    plan.add_argument("--out", type=Path, required=True, metavar="DIR", help=_PLACE)
    plan.add_argument("--time-limit", type=_seconds, default=60.0, metavar="SECONDS")
    plan.add_argument("--gap", type=_share, default=0.005, metavar="SHARE")
    plan.add_argument("--write-model", type=Path, metavar="FILE.mps")

    check = _command(commands, "check", "check that a plan keeps every rule", _check)
    check.add_argument("plan", type=Path, metavar="PLAN", help=_PLACE)

    _command(commands, "validate", "tell what is wrong in a school's files", _validate)

    convert = _command(commands, "convert", "write a school in another form", _convert)
    convert.add_argument("out", type=Path, metavar="OUT", help=_PLACE)
    return parser


_PLACE = "a folder, or a name that ends in .zip or .xlsx"


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    purpose: str,
    function: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=purpose, description=f"{purpose.capitalize()}.")
    parser.add_argument("school", type=Path, metavar="SCHOOL", help=_PLACE)
    parser.add_argument("--json", action="store_true", help="tell faults as a JSON list")
    parser.set_defaults(command=function)
    return parser


def _seconds(text: str) -> float:
    seconds = _number(text)
    if seconds is None or seconds <= 0:
        raise argparse.ArgumentTypeError("write seconds above 0, such as 60")
    return seconds


def _share(text: str) -> float:
    share = _number(text)
    if share is None or not 0 <= share < 1:
        raise argparse.ArgumentTypeError("write a share from 0 to less than 1, such as 0.005")
    return share


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _plan(asked: argparse.Namespace) -> int:
    refuse_strangers(asked.out, PLAN)
    school = _read(asked)
    from planner.optimiser.solve import make_plan

    if asked.write_model is not None:
        asked.write_model.parent.mkdir(parents=True, exist_ok=True)
    options = Options(asked.time_limit, asked.gap, asked.write_model)
    show = _bar if sys.stderr.isatty() else None
    with _stopped_by_hand() as should_stop:
        plan = make_plan(school, options, on_progress=show, should_stop=should_stop)
    if show is not None:
        print(file=sys.stderr)
    write_plan(plan, asked.out)
    _say(_account_of(school, plan, asked.out), asked)
    return DONE


def _check(asked: argparse.Namespace) -> int:
    school = _read(asked)
    plan = read_plan(asked.plan)
    from planner.optimiser.checks import violations

    broken = violations(school, plan)
    if asked.json:
        print(json.dumps([asdict(one) for one in broken], indent=2, ensure_ascii=False))
    else:
        for one in broken:
            print(one, file=sys.stderr)
    if broken:
        return BROKEN_RULE
    if not asked.json:
        print("The plan keeps every rule.")
    return DONE


def _validate(asked: argparse.Namespace) -> int:
    school = _read(asked)
    _say(
        f"{school.details.name}, {school.details.academic_year}, can be planned for: "
        f"{_count(school.pupils, 'pupil')}, {_count(school.needs, 'need')}, "
        f"{_count(school.statutory, 'statutory item')}, {_count(school.staff, 'adult')}, "
        f"{_count(school.provisions, 'provision')}, {_count(school.funding, 'funding stream')}.",
        asked,
    )
    return DONE


def _convert(asked: argparse.Namespace) -> int:
    school = _read(asked)
    write_school(school, asked.out)
    _say(f"{school.details.name} is in {asked.out}.", asked)
    return DONE


def _read(asked: argparse.Namespace) -> School:
    read: ReadSchool = read_school(asked.school)
    _warn(read.warnings, asked)
    return read.school


def _say(text: str, asked: argparse.Namespace) -> None:
    """Answer in words, or with an empty list of faults."""
    print("[]" if asked.json else text)


def _warn(warnings: Sequence[object], asked: argparse.Namespace) -> None:
    if not asked.json:
        for warning in warnings:
            print(f"warning: {warning}", file=sys.stderr)


def _tell_faults(problems: Sequence[Problem], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps([asdict(one) for one in problems], indent=2, ensure_ascii=False))
        return
    for problem in problems:
        print(problem, file=sys.stderr)


def _count(rows: Sequence[object], noun: str) -> str:
    return f"{len(rows)} {noun}{'' if len(rows) == 1 else 's'}"


def _account_of(school: School, plan: Plan, place: Path) -> str:
    """Say in a few sentences what a plan comes to."""
    summary = plan.summary
    if summary.status is Status.OPTIMAL:
        sure = f"No plan under these inputs is better by more than {summary.gap:.1%} in any goal."
    elif summary.gap < 1:
        sure = f"It was stopped before it was settled; it is within {summary.gap:.1%} of the best."
    else:
        sure = "It was stopped before it was settled; how far it is from the best is not known."
    met = f"{summary.mean_coverage:.0%} of needs are met, {summary.worst_coverage:.0%} for the"
    shortfall = f"{summary.statutory_shortfall_hours:,.1f} statutory pupil hours of the year"
    lines = [
        f"{school.details.name}, {school.details.academic_year}: the plan is in {place}.",
        f"{sure} It took {summary.seconds:.0f} s.",
        f"{met} pupil with the least; {shortfall} are not met.",
        f"Of £{summary.income:,.2f} for the year, £{summary.committed_cost:,.2f} is owed already "
        f"and the plan adds £{summary.planned_cost:,.2f}; £{summary.unfunded:,.2f} has no money.",
    ]
    if summary.statutory_gap_cost > 0:
        lines.append(
            f"What money can meet of the statutory items would be met with "
            f"£{summary.statutory_gap_cost:,.2f} more."
        )
    return "\n".join(lines)


def _bar(progress: Progress) -> None:
    filled = _BAR_WIDTH * progress.step // max(progress.steps, 1)
    bar = "#" * filled + "." * (_BAR_WIDTH - filled)
    words = progress.goal.replace("_", " ")
    line = f"[{bar}] {progress.step}/{progress.steps} {words}, {progress.seconds:.0f} s"
    print(f"\r{line:<78}", end="", file=sys.stderr, flush=True)


@contextmanager
def _stopped_by_hand() -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C ask for the best plan so far, and a second one stop at once."""
    stop = Event()

    def ask_to_stop(_signal: int, _frame: FrameType | None) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = signal.signal(signal.SIGINT, ask_to_stop)
    try:
        yield stop.is_set
    finally:
        signal.signal(signal.SIGINT, before)


if __name__ == "__main__":
    sys.exit(main())
