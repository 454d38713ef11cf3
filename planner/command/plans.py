"""The commands about one plan: plan for a school, check a plan, validate a school, convert it."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from planner.command.ending import BROKEN_RULE, DONE
from planner.command.parsing import PLACE, Commands, command, seconds, share
from planner.command.waiting import bar, stopped_by_hand
from planner.command.words import count, read_asked, say
from planner.exchange.destination import refuse_strangers
from planner.exchange.plan_folder import PLAN, read_plan, write_plan
from planner.exchange.school_folder import write_school
from planner.optimiser.plan import Plan, Status
from planner.optimiser.progress import Options

if TYPE_CHECKING:
    from planner.school.school import School


def add_plans(commands: Commands) -> None:
    """Add the commands of this family."""
    plan = command(commands, "plan", "find the best plan and write it", _plan)
    plan.add_argument("--out", type=Path, required=True, metavar="DIR", help=PLACE)
    plan.add_argument("--time-limit", type=seconds, default=60.0, metavar="SECONDS")
    plan.add_argument("--gap", type=share, default=0.005, metavar="SHARE")
    plan.add_argument("--write-model", type=Path, metavar="FILE.mps")

    check = command(commands, "check", "check that a plan keeps every rule", _check)
    check.add_argument("plan", type=Path, metavar="PLAN", help=PLACE)

    command(commands, "validate", "tell what is wrong in a school's files", _validate)

    convert = command(commands, "convert", "write a school in another form", _convert)
    convert.add_argument("out", type=Path, metavar="OUT", help=PLACE)


def _plan(asked: argparse.Namespace) -> int:
    refuse_strangers(asked.out, PLAN)
    school = read_asked(asked)
    from planner.optimiser.solve import make_plan

    if asked.write_model is not None:
        asked.write_model.parent.mkdir(parents=True, exist_ok=True)
    options = Options(asked.time_limit, asked.gap, asked.write_model)
    show = bar if sys.stderr.isatty() else None
    with stopped_by_hand() as should_stop:
        plan = make_plan(school, options, on_progress=show, should_stop=should_stop)
    if show is not None:
        print(file=sys.stderr)
    write_plan(plan, asked.out)
    say(account_of(school, plan, asked.out), asked)
    return DONE


def _check(asked: argparse.Namespace) -> int:
    school = read_asked(asked)
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
    school = read_asked(asked)
    say(
        f"{school.details.name}, {school.details.academic_year}, can be planned for: "
        f"{count(school.pupils, 'pupil')}, {count(school.needs, 'need')}, "
        f"{count(school.statutory, 'statutory item')}, {count(school.staff, 'adult')}, "
        f"{count(school.provisions, 'provision')}, {count(school.funding, 'funding stream')}.",
        asked,
    )
    return DONE


def _convert(asked: argparse.Namespace) -> int:
    school = read_asked(asked)
    write_school(school, asked.out)
    say(f"{school.details.name} is in {asked.out}.", asked)
    return DONE


def account_of(school: School, plan: Plan, place: Path) -> str:
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
