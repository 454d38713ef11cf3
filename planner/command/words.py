"""How a command answers: in words or, if asked, with a JSON list of faults and nothing else."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from planner.errors import Problem
from planner.exchange.school_folder import ReadSchool, read_school

if TYPE_CHECKING:
    from planner.school.school import School


def read_asked(asked: argparse.Namespace) -> School:
    """The school that a command names; what its folder holds besides is told as warnings."""
    read: ReadSchool = read_school(asked.school)
    warn(read.warnings, asked)
    return read.school


def say(text: str, asked: argparse.Namespace) -> None:
    """Answer in words, or with an empty list of faults."""
    print("[]" if asked.json else text)


def warn(warnings: Sequence[object], asked: argparse.Namespace) -> None:
    """Tell on the error stream what stops nothing; nothing is told beside JSON."""
    if not asked.json:
        for warning in warnings:
            print(f"warning: {warning}", file=sys.stderr)


def tell_faults(problems: Sequence[Problem], *, as_json: bool) -> None:
    """Tell every fault: one a line on the error stream, or as a JSON list."""
    if as_json:
        print(json.dumps([asdict(one) for one in problems], indent=2, ensure_ascii=False))
        return
    for problem in problems:
        print(problem, file=sys.stderr)


def count(rows: Sequence[object], noun: str) -> str:
    """How many there are of something: ``1 pupil``, ``3 pupils``."""
    return f"{len(rows)} {noun}{'' if len(rows) == 1 else 's'}"
