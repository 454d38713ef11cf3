"""Measure the questions that leaders ask: ``python -m benchmarks.tradeoffs``.

First the curve of 15 points in several ways, side by side: a built program asked again warm, with
one worker and with two; the same program built anew for every point; and CBC through files, as
PuLP is usually used. Then every question and six scenarios as somebody would ask them.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pulp

from benchmarks.machine import machine
from planner.exchange.school_folder import read_school, with_digest
from planner.funding.more_money import with_money
from planner.insight.frontier import Curve, FrontierAsked, amounts_between
from planner.insight.question import Asking, Question
from planner.insight.questions import QUESTIONS
from planner.optimiser.constraints import SEARCH_FAMILIES
from planner.optimiser.goals import Goal
from planner.optimiser.model import build
from planner.optimiser.plan import Plan
from planner.optimiser.problem import pose
from planner.optimiser.progress import Options
from planner.optimiser.resolve import Effort, Point, Resolver
from planner.optimiser.rows import expression
from planner.optimiser.solve import make_plan
from planner.scenarios.scenario import Scenario, apply
from planner.school.school import School

_SAMPLES = Path(__file__).parents[1] / "sample_data"
_SCHOOLS = ("primary", "secondary")
_TARGETS = {"primary": 5.0, "secondary": 20.0}
_TIMES_FASTER = 4.0
_GOALS = 4
# The slow ways take so long for a point that a few stand for all; times are given by the point.
_FEW = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, and print what was found."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.tradeoffs", description="Measures what leaders ask."
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--school", action="append", choices=_SCHOOLS, help="both unless told")
    parser.add_argument("--plan-seconds", type=float, default=60.0, help="for the plan asked about")
    parser.add_argument("--scenario-seconds", type=float, default=20.0, help="for each scenario")
    parser.add_argument("--only-curve", action="store_true", help="the curve in its several ways")
    asked = parser.parse_args(arguments)
    measured: dict[str, Any] = {"machine": machine(), "schools": {}}
    for name in asked.school or _SCHOOLS:
        measured["schools"][name] = _measured(name, asked)
    print(json.dumps(measured, indent=2) if asked.json else "\n".join(_report(measured)))
    return 0


def _measured(name: str, asked: argparse.Namespace) -> dict[str, Any]:
    school = read_school(_SAMPLES / name).school
    _note(f"{name}: making the plan that is asked about")
    plan = make_plan(school, Options(asked.plan_seconds))
    found: dict[str, Any] = {"curve": _curve_in_every_way(name, school, plan)}
    if not asked.only_curve:
        found["questions"] = [_asked(question, school, plan) for question in QUESTIONS]
        found["scenarios"] = _scenarios(school, asked.scenario_seconds)
    return found


def _curve_in_every_way(name: str, school: School, plan: Plan) -> dict[str, Any]:
    usual = FrontierAsked()
    amounts = amounts_between(usual.cut, usual.gain, usual.points)
    _note(f"{name}: the curve, two workers")
    began = time.perf_counter()
    first: list[float] = []
    asking = Asking(school, plan, on_step=lambda step: first.append(step.seconds))
    curve = Curve(asking, amounts)
    built = time.perf_counter() - began
    curve.draw(_TARGETS[name])
    whole = asking.seconds
    told = next(
        (seconds for count, seconds in enumerate(first, 1) if count >= len(curve.points)), None
    )
    solved = sorted(curve.points)
    warm = _timed(lambda: _warm(curve.base, plan, solved), f"{name}: asked again, one worker")
    carried = _timed(lambda: _carried(school, curve.base, solved), f"{name}: built anew, plan kept")
    few = solved[:: max(1, len(solved) // _FEW)][:_FEW]
    anew = _timed(lambda: _anew(school, few), f"{name}: built anew, nothing known")
    cbc = _timed(lambda: _with_cbc(school, curve.base, few), f"{name}: PuLP and CBC")
    points = len(solved)
    return {
        "points": points,
        "building": built,
        "every point has a plan": told,
        "whole": whole,
        "widest band": max(point.goal("benefit").gap for point in curve.points.values()),
        "per point": {
            "asked again": warm / points,
            "built anew, the plan carried": carried / points,
            "built anew, nothing known": anew / len(few),
            "PuLP + CBC, bounds alone": cbc / len(few),
        },
    }


def _warm(resolver: Resolver, plan: Plan, amounts: Sequence[Decimal]) -> None:
    """Solve for a plan and its bounds at each amount, from the one before."""
    starts = [resolver.point_of(plan)]
    for money in amounts:
        resolver.set_money(money)
        starts = _next(resolver.solve(starts, effort=Effort.KEEP), starts)


def _carried(school: School, known: Resolver, amounts: Sequence[Decimal]) -> None:
    """The same, with the program stated and handed over again for each amount."""
    starts: list[Point] = []
    before = known
    for money in amounts:
        resolver = Resolver(with_money(school, money), most_alone=known.most_alone)
        carried = [resolver.point_from(before, start) for start in starts]
        starts = _next(resolver.solve(carried, effort=Effort.KEEP), starts)
        before = resolver


def _anew(school: School, amounts: Sequence[Decimal]) -> None:
    """Plan for each amount as if nothing were known of the others."""
    for money in amounts:
        Resolver(with_money(school, money)).solve()


def _next(found: Point | None, starts: list[Point]) -> list[Point]:
    return starts if found is None else [found]


def _with_cbc(school: School, known: Resolver, amounts: Sequence[Decimal]) -> None:
    """State the program in PuLP for each amount, and have CBC find the bound of each goal."""
    for money in amounts:
        problem = pose(with_money(school, money))
        model = build(problem, known.most_alone, families=SEARCH_FAMILIES)
        for variable in model.parts.variables.columns:
            variable.cat = pulp.LpContinuous
        for goal in model.goals[:_GOALS]:
            _bound_by_cbc(model.program, goal)


def _bound_by_cbc(program: Any, goal: Goal) -> None:
    program.setObjective(expression(goal.terms))
    program.solve(pulp.COIN_CMD(path=pulp.PULP_CBC_CMD.pulp_cbc_path, msg=False, threads=1))
    reached = sum(number * (variable.varValue or 0.0) for variable, number in goal.terms)
    if goal.name != "fair_share" and goal.terms:
        limit = reached + 1e-5 * max(1.0, abs(reached))
        row = pulp.LpConstraint(expression(goal.terms), pulp.LpConstraintLE, rhs=limit)
        program.addConstraint(row, f"held_{goal.name}")


def _asked(question: Question, school: School, plan: Plan) -> dict[str, Any]:
    """Ask a question as it comes, with what it suggests."""
    _note(f"asking: {question.title}")
    began = time.perf_counter()
    answer = question.ask(Asking(school, plan), question.asked())
    seconds = time.perf_counter() - began
    rows = sum(len(table) for table in answer.tables.values())
    return {"name": question.name, "seconds": seconds, "rows": rows, "is_whole": answer.is_whole}


def _scenarios(school: School, seconds: float) -> list[dict[str, Any]]:
    found = []
    for scenario in six_scenarios(school):
        changed = with_digest(apply(school, scenario).school)
        _note(f"planning for: {scenario.name}")
        began = time.perf_counter()
        plan = make_plan(changed, Options(seconds))
        found.append(
            {
                "name": scenario.name,
                "seconds": time.perf_counter() - began,
                "gap": plan.summary.gap,
            }
        )
    return found


def six_scenarios(school: School) -> list[Scenario]:
    """Six things that happen to schools, worked out for this one."""
    adult = max(
        (member for member in school.staff if member.annual_cost),
        key=lambda member: (member.contract_hours or 0.0, member.staff),
    )
    pupil = max(school.statutory, key=lambda item: (item.hours, item.pupil)).pupil
    programme = next(entry for entry in school.provisions if entry.is_programme)
    spring = school.terms[len(school.terms) // 3]
    changes: dict[str, list[dict[str, Any]]] = {
        "Lose £5,000": [{"kind": "money", "pounds": "-5000"}],
        "Pay award of 4 %": [{"kind": "pay_award", "percent": "4"}],
        f"{adult.staff} leaves": [
            {"kind": "adult_leaves", "adult": adult.staff, "last_day": spring.start.isoformat()}
        ],
        f"Two more like {pupil}": [
            {
                "kind": "new_pupils",
                "like": pupil,
                "how_many": 2,
                "first_day": spring.start.isoformat(),
            }
        ],
        f"One more like {adult.staff}": [{"kind": "hire", "like": adult.staff, "hours": 20}],
        f"Larger groups of {programme.provision}": [
            {
                "kind": "provision",
                "provision": programme.provision,
                "group_max": programme.group_max + 1,
            }
        ],
    }
    return [Scenario.of_kept(name, made) for name, made in changes.items()]


def _timed(work: Callable[[], None], what: str) -> float:
    _note(what)
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _note(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _report(measured: dict[str, Any]) -> list[str]:
    lines = [
        "{date}, {cores} cores, {system}, Python {python}: Evenhand {evenhand}, PuLP {pulp}, "
        "HiGHS {highspy}".format(**measured["machine"])
    ]
    for name, school in measured["schools"].items():
        lines += ["", name, *_curve_lines(name, school["curve"])]
        for question in school.get("questions", ()):
            whole = "" if question["is_whole"] else ", not whole"
            lines.append(f"  {question['name']:<10}{question['seconds']:8.1f} s{whole}")
        for scenario in school.get("scenarios", ()):
            lines.append(
                f"  {scenario['name']:<32}{scenario['seconds']:8.1f} s, gap {scenario['gap']:.1%}"
            )
    return lines


def _curve_lines(name: str, curve: dict[str, Any]) -> list[str]:
    first, per_point = curve["every point has a plan"], curve["per point"]
    faster = per_point["built anew, nothing known"] / per_point["asked again"]
    cbc = per_point["PuLP + CBC, bounds alone"] / per_point["asked again"]
    met = "met" if first is not None and first <= _TARGETS[name] else "missed"
    return [
        f"  curve of {curve['points']} points: built in {curve['building']:.2f} s, every point has "
        f"a plan and a bound after {first or 0.0:.1f} s (target {_TARGETS[name]:g} s: {met}), "
        f"widest band then bettered to {curve['widest band']:.1%} after {curve['whole']:.1f} s",
        *(f"  {way:<32}{seconds:8.2f} s a point" for way, seconds in per_point.items()),
        f"  asked again is {faster:.1f} times as fast as built anew (target {_TIMES_FASTER:g}), "
        f"and {cbc:.1f} times as fast as CBC is for the bounds alone",
    ]


if __name__ == "__main__":
    sys.exit(main())
