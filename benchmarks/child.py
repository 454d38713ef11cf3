"""One school measured in a process of its own, so that its peak of memory is its own.

``python -m benchmarks.child plan|peers SCHOOL`` answers with JSON on standard output; what it is
given and what it answers with are this package's own business.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import highspy

from benchmarks.machine import peak_memory
from benchmarks.milestones import last_search, milestones
from benchmarks.peers import Answer, Effort, answers, gaps
from benchmarks.questions import Question, questions
from benchmarks.stopwatch import SOLVER, Stopwatch
from planner.errors import PlannerError
from planner.exchange.school_folder import read_school
from planner.optimiser import solve
from planner.optimiser.alone import most_alone
from planner.optimiser.model import Model, build
from planner.optimiser.problem import Problem, pose
from planner.optimiser.progress import Options, Progress


def plan(asked: argparse.Namespace) -> dict[str, Any]:
    """Make a plan once, and say where the time went."""
    began = time.perf_counter()
    school = read_school(asked.school).school
    reading = time.perf_counter() - began
    heard: list[Progress] = []
    stopwatch = Stopwatch()
    began = time.perf_counter()
    with stopwatch.around(solve, highspy.Highs):
        made = solve.make_plan(school, Options(asked.seconds, asked.gap), on_progress=heard.append)
    total = time.perf_counter() - began
    parts = stopwatch.seconds(total)
    goals = milestones(heard, made.summary.goals, total)
    return {
        "status": made.summary.status.value,
        "gap": made.summary.gap,
        "first_plan": next(
            (one.seconds for one in last_search(heard) if one.best is not None), total
        ),
        "total": total,
        "reading": reading,
        "parts": parts,
        "around_the_solver": 1 - parts[SOLVER] / total,
        "goals": [asdict(one) for one in goals],
        "peak_memory": peak_memory(),
    }


def peers(asked: argparse.Namespace) -> dict[str, Any]:
    """Ask every way the same questions."""
    school = read_school(asked.school).school
    problem = pose(school)
    most = most_alone(problem)
    model, building = _timed_build(problem, most)
    seconds = [building, *(_timed_build(problem, most)[1] for _ in range(asked.repeats - 1))]
    effort = Effort(asked.seconds, asked.gap)
    variables = model.program.variables()
    answered = {
        question.name: _medians(
            _repeated(question, statistics.median(seconds), effort, asked.repeats)
        )
        for question in questions(model, json.loads(asked.reached))
    }
    return {
        "columns": len(variables),
        "whole": sum(one.cat == "Integer" for one in variables),
        "rows": len(model.program.constraints()),
        "numbers": sum(len(row) for row in model.program.constraints()),
        "questions": answered,
    }


def _timed_build(problem: Problem, most: dict[str, float]) -> tuple[Model, float]:
    began = time.perf_counter()
    model = build(problem, most)
    return model, time.perf_counter() - began


def _repeated(question: Question, build: float, effort: Effort, repeats: int) -> list[list[Answer]]:
    """Ask as often as wanted, but once only where a way used up its time."""
    first = answers(question, build, effort)
    again = repeats - 1 if all(answer.solve < effort.seconds for answer in first) else 0
    return [first, *(answers(question, build, effort) for _ in range(again))]


def _medians(runs: Sequence[list[Answer]]) -> list[dict[str, Any]]:
    """Keep of each way the run that took the median time, with its gap and its whole time."""
    by_way: dict[str, list[tuple[Answer, float | None]]] = {}
    for found in runs:
        for answer, gap in zip(found, gaps(found), strict=True):
            by_way.setdefault(answer.way, []).append((answer, gap))
    chosen = [
        sorted(every, key=lambda pair: pair[0].seconds)[(len(every) - 1) // 2]
        for every in by_way.values()
    ]
    return [asdict(answer) | {"seconds": answer.seconds, "gap": gap} for answer, gap in chosen]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what is asked, and write it."""
    tasks: Mapping[str, Any] = {"plan": plan, "peers": peers}
    parser = argparse.ArgumentParser(prog="python -m benchmarks.child")
    parser.add_argument("task", choices=tasks)
    parser.add_argument("school", type=Path)
    parser.add_argument("--seconds", type=float, required=True)
    parser.add_argument("--gap", type=float, required=True)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--reached", default="{}")
    asked = parser.parse_args(arguments)
    try:
        measured = tasks[asked.task](asked)
    except PlannerError as error:
        measured = {"error": f"{type(error).__name__}: {error}"}
    json.dump(measured, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
