"""What the planner is meant to manage, and whether it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

PROVEN_GAP = 0.005
_MARGIN = 1e-9


@dataclass(frozen=True)
class Target:
    """A promise about one school, or about each.

    Attributes:
        school: The school's name; blank for every school.
        what: The promise, in words.
        measured: The figure, from the measurements of a school; ``None`` if it was not reached.
        most: The figure may not be larger.
        unit: What the figure is measured in.
    """

    school: str
    what: str
    measured: Callable[[Mapping[str, Any]], float | None]
    most: float
    unit: str


def _seconds_to_proof(plan: Mapping[str, Any]) -> float | None:
    return plan["total"] if plan["gap"] <= PROVEN_GAP + _MARGIN else None


TARGETS: tuple[Target, ...] = (
    Target("primary", "proven to 0.5 %", _seconds_to_proof, 5, "s"),
    Target("secondary", "first plan", lambda plan: plan["first_plan"], 2, "s"),
    Target("secondary", "proven to 0.5 %", _seconds_to_proof, 10, "s"),
    Target("", "all but the solver", lambda plan: 100 * plan["around_the_solver"], 30, "%"),
    Target("", "peak memory", lambda plan: plan["peak_memory"], 1024, "MB"),
)


def judged(schools: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, str, str]]:
    """Compare what was measured with the targets.

    Args:
        schools: The plan's measurements by school; a school that was not measured is left out.

    Returns: For each target and school: the school, the promise, the figure, and the verdict.
    """
    for target in TARGETS:
        for name, plan in schools.items():
            if target.school not in {"", name}:
                continue
            figure = target.measured(plan)
            promise = f"{target.what}, at most {target.most:,.0f} {target.unit}"
            if figure is None:
                yield name, promise, "not reached", "missed"
            else:
                verdict = "met" if figure <= target.most else "missed"
                yield name, promise, f"{figure:,.1f} {target.unit}", verdict
