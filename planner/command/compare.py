"""The command that plans for scenarios of a school year and sets the plans side by side."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from planner.command.ending import DONE, WRONG_INPUT
from planner.command.given_plan import read_given_plan
from planner.command.parsing import PLACE, Commands, command, seconds, share
from planner.command.waiting import bar, stopped_by_hand
from planner.command.words import read_asked, say, tell_faults, warn
from planner.errors import ContradictionError, InputError, Problem
from planner.exchange.comparison_folder import (
    folder_name,
    refuse_place,
    write_comparison,
    write_planned,
)
from planner.exchange.scenario_file import read_scenario
from planner.exchange.school_folder import with_digest
from planner.optimiser.plan import Plan
from planner.optimiser.progress import Options, ShouldStop
from planner.scenarios.compare import AS_IT_IS, Planned, compare
from planner.scenarios.repair import Mode, to_plan_for
from planner.scenarios.scenario import Applied, Scenario, apply
from planner.school.school import School

_BASE = "base"


def add_comparison(commands: Commands) -> None:
    """Add the command."""
    purpose = "plan for scenarios of a school year and set the plans side by side"
    parser = command(commands, "compare", purpose, _compare)
    parser.add_argument(
        "scenarios", type=Path, metavar="SCENARIO.toml", nargs="+", help="a scenario as a file"
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder")
    parser.add_argument(
        "--plan", type=Path, metavar="PLAN", help=f"the plan of the year as it is: {PLACE}"
    )
    parser.add_argument(
        "--mode",
        choices=[mode.value for mode in Mode],
        default=Mode.FULL.value,
        help="plan afresh, or repair that plan with as little change as can be",
    )
    parser.add_argument("--time-limit", type=seconds, default=60.0, metavar="SECONDS")
    parser.add_argument("--gap", type=share, default=0.005, metavar="SHARE")


def _compare(asked: argparse.Namespace) -> int:
    scenarios = _read_scenarios(asked.scenarios)
    folders = {scenario.name: folder_name(scenario.name) for scenario in scenarios}
    refuse_place(asked.out, [_BASE, *folders.values()])
    school = read_asked(asked)
    given = None if asked.plan is None else read_given_plan(asked.plan, school)[1]
    with stopped_by_hand() as should_stop:
        done = _plan_all(asked, school, given, scenarios, should_stop)
    base, *others = done.planned
    comparison = compare(base, others)
    write_comparison(comparison, asked.out)
    write_planned(base, None, asked.out / _BASE)
    by_name = {scenario.name: scenario for scenario in scenarios}
    for one in others:
        write_planned(one, by_name[one.name], asked.out / folders[one.name])
    from planner.charts.scenarios.words import account_of

    told = [f"{school.details.name}, {school.details.academic_year}: the plans are in {asked.out}."]
    told += account_of(comparison)
    told += [f"{name} was not planned for, because it was stopped." for name in done.left]
    if done.faults:
        if not asked.json:
            print("\n".join(told))
        tell_faults(done.faults, as_json=asked.json)
        return WRONG_INPUT
    say("\n".join(told), asked)
    return DONE


@dataclass
class _Done:
    """What came of planning for one scenario after another.

    Attributes:
        planned: The plans there are, that of the year as it is first.
        faults: Why some scenarios have none: decisions already made that they cannot keep.
        left: The names of those that were not begun, because somebody stopped it.
    """

    planned: list[Planned]
    faults: list[Problem] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def _plan_all(
    asked: argparse.Namespace,
    school: School,
    given: Plan | None,
    scenarios: Sequence[Scenario],
    should_stop: ShouldStop,
) -> _Done:
    """Plan for the year as it is and for each scenario, until somebody stops it.

    A scenario that changes nothing has the plan of the year as it is.
    """
    planning = _Planning(asked, should_stop, len(scenarios) + (given is None))
    base = given or planning.make(school)
    done = _Done([Planned(AS_IT_IS, school, base)])
    for scenario in scenarios:
        if should_stop():
            done.left.append(scenario.name)
            continue
        applied = apply(school, scenario)
        _warn_of(scenario, applied, asked)
        if applied.school == school:
            done.planned.append(Planned(scenario.name, school, base, applied.outcomes))
            continue
        changed = with_digest(to_plan_for(applied.school, base, Mode(asked.mode)))
        try:
            plan = planning.make(changed)
        except ContradictionError as error:
            done.faults += [
                replace(problem, file=f"{scenario.name}: {problem.file}")
                for problem in error.problems
            ]
        else:
            done.planned.append(Planned(scenario.name, changed, plan, applied.outcomes))
    return done


def _warn_of(scenario: Scenario, applied: Applied, asked: argparse.Namespace) -> None:
    """Tell of changes that do not apply; those that are switched off are meant to be."""
    warn(
        [
            f"{scenario.name}, change {number}, {outcome.sentence}: {outcome.why_not}"
            for number, outcome in enumerate(applied.outcomes, start=1)
            if outcome.why_not and outcome.change.is_on
        ],
        asked,
    )


class _Planning:
    """Makes one plan after another, and shows how far it has come."""

    def __init__(self, asked: argparse.Namespace, should_stop: ShouldStop, plans: int) -> None:
        """Keep how hard to try, and how many plans there will be."""
        self._options = Options(asked.time_limit, asked.gap)
        self._should_stop = should_stop
        self._plans = plans
        self._begun = 0

    def make(self, school: School) -> Plan:
        """Make a plan.

        Raises:
            ContradictionError: Decisions already made cannot be kept.
            PlanningError: There is no plan that can be shown.
        """
        from planner.optimiser.solve import make_plan

        self._begun += 1
        show: Callable[..., None] | None = None
        if sys.stderr.isatty():
            show = partial(bar, before=f"{self._begun} of {self._plans} ")
        try:
            return make_plan(school, self._options, on_progress=show, should_stop=self._should_stop)
        finally:
            if show is not None:
                print(file=sys.stderr)


def _read_scenarios(paths: Sequence[Path]) -> list[Scenario]:
    """Read every scenario, or tell everything that is wrong with any of them.

    Raises:
        InputError: Something is wrong, or two plans would stand in one folder.
    """
    problems: list[Problem] = []
    scenarios: list[Scenario] = []
    taken = {_BASE: "the year as it is"}
    for path in paths:
        try:
            scenario = read_scenario(path)
        except InputError as error:
            problems += error.problems
            continue
        folder = folder_name(scenario.name).casefold()
        if folder in taken:
            what = f"is called '{scenario.name}', and the folder of {taken[folder]} is called so"
            problems.append(Problem(str(path), 0, "name", what, "give it another name"))
        taken.setdefault(folder, scenario.name)
        scenarios.append(scenario)
    if problems:
        raise InputError(problems)
    return scenarios
