"""The measurements as plain text: the machine, then each school, then the targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benchmarks.milestones import GAPS
from benchmarks.targets import judged

_BASE = "arrays straight to HiGHS"
_NONE = "–"


def report(measured: Mapping[str, Any]) -> str:
    """Write everything that was measured as tables."""
    lines = [_first_line(measured["machine"]), _second_line(measured["settings"])]
    for name, school in measured["schools"].items():
        lines += ["", *_school(name, school)]
    plans = {
        name: school["plan"]
        for name, school in measured["schools"].items()
        if "error" not in school["plan"]
    }
    rows = [("school", "target", "measured", "verdict"), *judged(plans)]
    return "\n".join([*lines, "", "Targets", *_table(rows, words=2)])


def _first_line(machine: Mapping[str, Any]) -> str:
    return (
        "{date}, {cores} cores, {system}, Python {python}: Evenhand {evenhand}, PuLP {pulp}, "
        "HiGHS {highspy}, NumPy {numpy}"
    ).format(**machine)


def _second_line(settings: Mapping[str, Any]) -> str:
    repeats = settings["repeats"]
    runs = "one run" if repeats == 1 else f"medians of {repeats} runs"
    return (
        f"Seconds, {runs}; to a gap of {settings['gap']:.1%}; at most {settings['seconds']:g} s "
        f"for a plan and {settings['peer_seconds']:g} s for a peer"
    )


def _school(name: str, school: Mapping[str, Any]) -> Iterator[str]:
    plan, peers = school["plan"], school["peers"]
    yield f"{name}: {school['size']}"
    if "error" in plan:
        yield f"  no plan: {plan['error']}"
        return
    peak = _NONE if plan["peak_memory"] is None else f"{plan['peak_memory']:,.0f} MB"
    yield (
        f"  first plan {_seconds(plan['first_plan'])} s, finished {_seconds(plan['total'])} s "
        f"({plan['status']}, gap {plan['gap']:.2%}), all but the solver "
        f"{plan['around_the_solver']:.0%}, peak memory {peak}, files read in "
        f"{_seconds(plan['reading'])} s"
    )
    yield ""
    yield from _table(_goals(plan["goals"]), words=1)
    yield ""
    yield from _table(_parts(plan), words=1)
    if "error" in peers:
        yield f"  no peers: {peers['error']}"
        return
    yield ""
    yield (
        f"  The same matrix: {peers['columns']:,} columns ({peers['whole']:,} whole), "
        f"{peers['rows']:,} rows, {peers['numbers']:,} numbers"
    )
    for question, answers in peers["questions"].items():
        yield ""
        yield from _table(_answers(question, answers), words=1)


def _goals(goals: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, ...]]:
    near = tuple(f"{100 * gap:g} %" for gap in GAPS)
    yield "goal, seconds since the start", "begun", "first", *near, "ended", "value", "bound", "gap"
    for goal in goals:
        times = (goal["began"], goal["first"], *goal["within"], goal["ended"])
        yield (
            goal["goal"].replace("_", " "),
            *map(_seconds, times),
            f"{goal['value']:,.3f}",
            f"{goal['bound']:,.3f}",
            f"{goal['gap']:.2%}",
        )


def _parts(plan: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    yield "part", "seconds", "share"
    for part, seconds in plan["parts"].items():
        yield part, _seconds(seconds), f"{seconds / plan['total']:.0%}"


def _answers(question: str, answers: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, ...]]:
    base = next(one["seconds"] for one in answers if one["way"] == _BASE)
    yield question, "build", "hand over", "solve", "total", "ratio", "gap"
    for one in answers:
        times = (one["build"], one["hand_over"], one["solve"], one["seconds"])
        gap = "no plan" if one["value"] is None else _NONE
        yield (
            one["way"],
            *map(_seconds, times),
            f"{one['seconds'] / base:.1f}",
            gap if one["gap"] is None else f"{one['gap']:.2%}",
        )


def _seconds(seconds: float | None) -> str:
    return _NONE if seconds is None else f"{seconds:,.2f}"


def _table(rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]], words: int) -> list[str]:
    """Lay rows out in columns: the first ones are words, the others numbers."""
    cells = list(rows)
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return [
        "  "
        + "  ".join(
            cell.ljust(width) if place < words else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in cells
    ]
