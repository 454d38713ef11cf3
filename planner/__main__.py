"""The command line: plan for a school, check it, ask what choices cost, make its documents.

It answers with 0 when all went well, 2 when the input is wrong, 3 when a plan broke a rule, and 1
for anything else.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from planner import __version__
from planner.command.ask import add_questions
from planner.command.compare import add_comparison
from planner.command.document import add_document
from planner.command.ending import BROKEN_RULE, FAILED, WRONG_INPUT
from planner.command.ledgers import add_ledgers
from planner.command.pack import add_pack
from planner.command.plans import add_plans
from planner.command.staff_cost import add_staff_cost
from planner.command.top_up import add_top_up
from planner.command.words import tell_faults
from planner.errors import CheckError, ContradictionError, InputError, PlannerError

_FAMILIES = (
    add_plans,
    add_pack,
    add_document,
    add_ledgers,
    add_comparison,
    add_staff_cost,
    add_top_up,
    add_questions,
)


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
        tell_faults(error.problems, as_json=asked.json)
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
    for add_family in _FAMILIES:
        add_family(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
