"""The words of a command line: how a command is named, and the numbers and places it takes."""

from __future__ import annotations

import argparse
import math
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

PLACE = "a folder, or a name that ends in .zip or .xlsx"

# A string: the class takes a type's argument only where types are checked.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def command(
    commands: Commands,
    name: str,
    purpose: str,
    function: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    """Add a command about one school; the parser comes back for what else it takes."""
    parser = commands.add_parser(name, help=purpose, description=f"{purpose.capitalize()}.")
    parser.add_argument("school", type=Path, metavar="SCHOOL", help=PLACE)
    parser.add_argument("--json", action="store_true", help="tell faults as a JSON list")
    parser.set_defaults(command=function)
    return parser


def seconds(text: str) -> float:
    """A time above 0 [s]."""
    number = _number(text)
    if number is None or number <= 0:
        raise argparse.ArgumentTypeError("write seconds above 0, such as 60")
    return number


def share(text: str) -> float:
    """A share from 0 to less than 1."""
    number = _number(text)
    if number is None or not 0 <= number < 1:
        raise argparse.ArgumentTypeError("write a share from 0 to less than 1, such as 0.005")
    return number


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None
