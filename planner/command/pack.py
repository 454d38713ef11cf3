"""The command that makes a plan’s documents: the pack for leaders, the workbook with totals."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from planner.access import Role
from planner.command.ending import DONE
from planner.command.parsing import PLACE, Commands, command
from planner.command.words import read_asked, say
from planner.errors import InputError, Problem
from planner.exchange.folder import write_folder
from planner.exchange.plan_folder import read_plan

PACK, PAGE, TOTALS = "pack.pdf", "pack.html", "plan-with-totals.xlsx"
NAMES = (PACK, PAGE, TOTALS)
_ROLES = (Role.LEADER, Role.FINANCE, Role.VIEWER)


def add_pack(commands: Commands) -> None:
    """Add the command."""
    purpose = "make the pack for leaders and governors, and the plan as a workbook with totals"
    pack = command(commands, "pack", purpose, _pack)
    pack.add_argument("plan", type=Path, metavar="PLAN", help=PLACE)
    pack.add_argument("--out", type=Path, required=True, metavar="DIR", help="a folder")
    pack.add_argument(
        "--reader",
        type=Role,
        choices=_ROLES,
        default=Role.LEADER,
        metavar="ROLE",
        help="leader, finance or viewer; for the last two small numbers are hidden in the pack",
    )


def _pack(asked: argparse.Namespace) -> int:
    if asked.out.is_file():
        raise InputError([Problem(str(asked.out), 0, "", "is a file", "give a folder")])
    school = read_asked(asked)
    plan = read_plan(asked.plan)
    # Charts and letters take a moment to load, which no other command should wait for.
    from planner.documents.html import html_of
    from planner.documents.pack.brief import Brief
    from planner.documents.pack.pack import pack_of
    from planner.documents.pdf import pdf_of
    from planner.documents.workbook.workbook import workbook_of

    today = dt.datetime.now().astimezone().date()
    brief = Brief(school, plan, today, role=asked.reader, keeps_approvals=False)
    document = pack_of(brief)
    files = {PACK: pdf_of(document), PAGE: html_of(document).encode()}
    if brief.sees_all:
        files[TOTALS] = workbook_of(school, plan)
    write_folder(asked.out, files, NAMES)
    say(f"{school.details.name}: {', '.join(files)} are in {asked.out}.", asked)
    return DONE
