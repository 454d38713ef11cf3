"""The command that makes one of the documents schools have to produce, in the form of its file."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from planner.command.ending import DONE
from planner.command.parsing import PLACE, Commands
from planner.command.words import read_asked, say
from planner.errors import InputError, Problem
from planner.exchange.comparison_folder import SCENARIO_FILE, SCHOOL_FILE
from planner.exchange.folder import write_file
from planner.exchange.plan_folder import read_plan
from planner.exchange.scenario_file import read_scenario
from planner.exchange.school_folder import read_school
from planner.exchange.text_table import TextReader
from planner.scenarios.compare import Planned
from planner.scenarios.scenario import apply
from planner.school.school import School

if TYPE_CHECKING:
    from planner.documents.content import Document
    from planner.documents.papers.paper import Paper

_PURPOSE = "make a document that schools have to produce: PDF, web page, workbook or tables"
_CSV = ".csv"


def add_document(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "document", help=_PURPOSE, description=f"{_PURPOSE[0].upper()}{_PURPOSE[1:]}."
    )
    parser.add_argument("key", metavar="KEY", nargs="?", help="the document, as --list names it")
    parser.add_argument("school", type=Path, metavar="SCHOOL", nargs="?", help=PLACE)
    parser.add_argument("plan", type=Path, metavar="PLAN", nargs="?", help=PLACE)
    about = parser.add_mutually_exclusive_group()
    about.add_argument("--pupil", metavar="CODE", help="the pupil it is about")
    about.add_argument("--class", dest="class_name", metavar="CLASS", help="the class it is about")
    about.add_argument(
        "--scenario",
        type=Path,
        action="append",
        metavar="DIR",
        help="the scenario it is about, a folder of compare’s; again: others beside it",
    )
    parser.add_argument(
        "--wording", type=Path, metavar="FILE.csv", help="the school’s own words: place,text"
    )
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="a name that ends in .pdf, .html, .xlsx, .zip or, for a single table, .csv",
    )
    parser.add_argument(
        "--list", action="store_true", help="name every document, and where its words may change"
    )
    parser.add_argument("--json", action="store_true", help="tell faults as a JSON list")
    parser.set_defaults(command=_document)


def _document(asked: argparse.Namespace) -> int:
    # Charts and letters take a moment to load, which no other command should wait for.
    from planner.documents.papers.paper import Setting
    from planner.documents.papers.registry import PAPERS, paper_called, written

    if asked.list:
        for paper in PAPERS:
            print(_listed(paper))
        return DONE
    _refuse_missing(asked)
    paper = paper_called(asked.key)
    school = read_asked(asked)
    scenarios = [_planned(folder, school) for folder in asked.scenario or ()]
    setting = Setting(
        school,
        read_plan(asked.plan),
        dt.datetime.now().astimezone().date(),
        keeps_approvals=False,
        subject=asked.pupil or asked.class_name or (scenarios[0].name if scenarios else ""),
        wording=_wording(asked.wording, paper) if asked.wording else {},
        scenario=scenarios[0] if scenarios else None,
        alternatives=tuple(scenarios[1:]),
    )
    data = _in_its_form(written(paper, setting), asked.out)
    write_file(asked.out, data)
    say(f"{school.details.name}: {paper.title} is in {asked.out}.", asked)
    return DONE


def _planned(folder: Path, school: School) -> Planned:
    """Read a scenario with its plan, as it was written beside a comparison."""
    scenario = read_scenario(folder / SCENARIO_FILE)
    there = read_school(folder / SCHOOL_FILE).school
    outcomes = apply(school, scenario).outcomes
    return Planned(scenario.name, there, read_plan(folder), outcomes)


def _listed(paper: Paper) -> str:
    about = f"about {paper.about}{', public' if paper.is_public else ''}"
    places = "".join(f"\n    {place.key}: {place.label}" for place in paper.places)
    return f"{paper.key}: {paper.title} ({about})\n  {paper.for_whom}{places}"


def _refuse_missing(asked: argparse.Namespace) -> None:
    given = {"KEY": asked.key, "SCHOOL": asked.school, "PLAN": asked.plan, "--out": asked.out}
    missing = [name for name, value in given.items() if value is None]
    if missing:
        what = f"needs {', '.join(missing)}"
        remedy = "write document KEY SCHOOL PLAN --out FILE, or document --list"
        raise InputError([Problem("document", 0, "", what, remedy)])


def _in_its_form(document: Document, place: Path) -> bytes:
    """Make the document as its file's name asks."""
    from planner.documents.forms import Form, made_as
    from planner.documents.table_file import csv_bytes
    from planner.documents.tables import tables_of

    ending = place.suffix.casefold()
    if ending == _CSV:
        tables = tables_of(document)
        if len(tables) != 1:
            what = f"cannot hold {len(tables)} tables"
            raise InputError([Problem(str(place), 0, "", what, "give a name that ends in .zip")])
        return csv_bytes(tables[0])
    form = next((form for form in Form if f".{form}" == ending), None)
    if form is None:
        remedy = "give a name that ends in .pdf, .html, .xlsx, .zip or .csv"
        raise InputError([Problem(str(place), 0, "", "is no form of a document", remedy)])
    return made_as(document, form)


def _wording(file: Path, paper: Paper) -> Mapping[str, str]:
    """Read a school's own words by their place.

    Raises:
        InputError: The file cannot be read, or names a place that the document does not have.
    """
    reader = TextReader()
    table = reader.read_csv(file.name, file.read_bytes())
    known = {place.key for place in paper.places}
    found: dict[str, str] = {}
    for row in table.rows if table else ():
        place = row.cells.get("place", "")
        if place not in known:
            what = f"is '{place}', which this document does not have" if place else "is blank"
            remedy = f"write one of {', '.join(sorted(known))}"
            reader.problems.append(Problem(file.name, row.number, "place", what, remedy))
        found[place] = row.cells.get("text", "")
    if reader.problems:
        raise InputError(reader.problems)
    return found
