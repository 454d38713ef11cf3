"""The command that enters a plan in two ledgers: its cost, and what the authority's rate pays."""

from __future__ import annotations

import argparse
from pathlib import Path

from planner.command.ending import DONE
from planner.command.parsing import PLACE, Commands, command
from planner.command.words import count, read_asked, say
from planner.costing.ledger import ledger_of
from planner.errors import CheckError, InputError, Problem
from planner.exchange.folder import write_file, write_folder
from planner.exchange.ledger_file import LEDGERS_FILE, ledger_bytes
from planner.exchange.plan_folder import read_plan

_CSV = ".csv"


def add_ledgers(commands: Commands) -> None:
    """Add the command."""
    purpose = "set what a plan costs beside what the local authority's rate pays for it"
    parser = command(commands, "ledgers", purpose, _ledgers)
    parser.add_argument("plan", type=Path, metavar="PLAN", help=PLACE)
    parser.add_argument(
        "--out",
        type=Path,
        required=True,
        metavar="DIR",
        help="a folder, or a name that ends in .csv",
    )


def _ledgers(asked: argparse.Namespace) -> int:
    school, plan = read_asked(asked), read_plan(asked.plan)
    from planner.optimiser.checks import violations

    if broken := violations(school, plan):
        raise CheckError(broken)
    ledger = ledger_of(school, plan)
    if ledger is None:
        what = "no rate of the local authority is known"
        remedy = "fill in la_hourly_rate or la_weekly_hour_rate, or an la_profile that has a rate"
        raise InputError([Problem("school.csv", 0, "value", what, remedy)])
    content = ledger_bytes(ledger)
    if asked.out.suffix.casefold() == _CSV:
        place = asked.out
        write_file(place, content)
    elif asked.out.is_file():
        raise InputError([Problem(str(asked.out), 0, "", "is a file", "give a folder")])
    else:
        place = asked.out / LEDGERS_FILE
        write_folder(asked.out, {LEDGERS_FILE: content}, (LEDGERS_FILE,))
    total = ledger.total
    say(
        f"{school.details.name}: {count(ledger.lines, 'line')} are in {place}. They cost "
        f"£{total.true_cost:,.2f}; the authority's rate pays £{total.claimed:,.2f}, "
        f"£{abs(total.under_recovered):,.2f} {'less' if total.pays_less else 'more'}.",
        asked,
    )
    return DONE
