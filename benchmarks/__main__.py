"""Measure the planner beside its peers: ``python -m benchmarks``."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.generated import generated_school
from benchmarks.machine import machine
from benchmarks.report import report
from planner.exchange.school_folder import read_school, write_school
from planner.school.school import School

_ROOT = Path(__file__).parents[1]
_SAMPLES = _ROOT / "sample_data"
SCHOOLS: Mapping[str, Callable[[], School]] = {
    "primary": lambda: read_school(_SAMPLES / "primary").school,
    "secondary": lambda: read_school(_SAMPLES / "secondary").school,
    "generated": generated_school,
}
_GAP = 0.005


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what a command line asks for, and print it."""
    asked = _parser().parse_args(arguments)
    settings = {
        "repeats": asked.repeats or (1 if asked.quick else 3),
        "seconds": asked.time_limit or (10.0 if asked.quick else 60.0),
        "peer_seconds": asked.peer_time_limit or (3.0 if asked.quick else 20.0),
        "gap": _GAP,
    }
    names = asked.school or (["primary"] if asked.quick else list(SCHOOLS))
    schools = {name: _measured(name, settings) for name in names}
    measured = {"machine": machine(), "settings": settings, "schools": schools}
    print(json.dumps(measured, indent=2) if asked.json else report(measured))
    parts = (school[part] for school in schools.values() for part in ("plan", "peers"))
    return 1 if any("error" in part for part in parts) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measures the planner beside its peers."
    )
    parser.add_argument(
        "--school", action="append", choices=SCHOOLS, help="only this one (may be given again)"
    )
    parser.add_argument("--quick", action="store_true", help="the primary, once, for seconds only")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--repeats", type=int, metavar="RUNS", help="3 unless told otherwise")
    parser.add_argument("--time-limit", type=float, metavar="SECONDS", help="for a plan; 60")
    parser.add_argument("--peer-time-limit", type=float, metavar="SECONDS", help="for a peer; 20")
    return parser


def _measured(name: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Measure one school, each task in a process of its own."""
    school = SCHOOLS[name]()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / name
        write_school(school, folder)
        runs = []
        for run in range(1, settings["repeats"] + 1):
            print(f"{name}: plan {run} of {settings['repeats']}", file=sys.stderr)
            runs.append(_child("plan", folder, settings["seconds"], settings["gap"]))
        plan = _median(runs)
        peers: dict[str, Any] = {}
        if "error" not in plan:
            print(f"{name}: peers", file=sys.stderr)
            reached = json.dumps({goal["goal"]: goal["value"] for goal in plan["goals"]})
            more = ("--repeats", str(settings["repeats"]), "--reached", reached)
            peers = _child("peers", folder, settings["peer_seconds"], settings["gap"], *more)
    return {"size": _size(school), "plan": plan, "peers": peers}


def _child(task: str, folder: Path, seconds: float, gap: float, *more: str) -> dict[str, Any]:
    limits = ("--seconds", str(seconds), "--gap", str(gap))
    command = [sys.executable, "-m", "benchmarks.child", task, str(folder), *limits, *more]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, check=False)
    if done.returncode != 0:  # what the other schools took is still worth telling
        return {"error": f"the measurement ended with code {done.returncode}"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _median(runs: Sequence[Any]) -> Any:
    """Take the median of every number; of anything else, what the first run said."""
    first = runs[0]
    failed = next((run for run in runs if isinstance(run, dict) and "error" in run), None)
    if failed is not None:
        return failed
    if isinstance(first, dict):
        return {key: _median([run[key] for run in runs]) for key in first}
    if isinstance(first, list):
        return [_median(every) for every in zip(*runs, strict=True)]
    if any(run is None for run in runs):
        return None
    return statistics.median(runs) if isinstance(first, int | float) else first


def _size(school: School) -> str:
    return (
        f"{school.details.name}, {len(school.pupils)} pupils, {len(school.needs)} needs, "
        f"{len(school.statutory)} statutory items, {len(school.staff)} adults, "
        f"{len(school.provisions)} provisions, {len(school.funding)} streams, "
        f"{len(school.terms)} terms"
    )


if __name__ == "__main__":
    sys.exit(main())
