"""A small school as files, so that a test changes only the one it is about."""

from __future__ import annotations

from planner.errors import InputError, Problem
from planner.exchange.school_folder import read_school_bytes

SMALL = {
    "school.csv": "key,value\nname,Example Primary\nacademic_year,2026/27\n",
    "terms.csv": (
        "term,name,start,end,weeks\n"
        "T1,Autumn,2026-09-01,2026-12-18,14\n"
        "T2,Spring,2027-01-04,2027-03-25,12\n"
    ),
    "pupils.csv": "pupil,year_group,sen_status\nP1,4,K\nP2,4,E\n",
    "needs.csv": "need,pupil,strand,level\nN1,P1,language,2\nN2,P2,language,3\n",
    "staff.csv": "staff,role,contract_hours,annual_cost\nTA1,TA,25,19500\n",
    "provisions.csv": "provision,name,kind,roles\nS1,In-class support,support,TA\n",
    "effects.csv": "provision,strand,effect\nS1,language,1\n",
    "funding.csv": "stream,name,amount\nGENERAL,SEN budget,25000\n",
}


def small_school(**changes: str | bytes | None) -> dict[str, bytes]:
    """The files of a school of two pupils; ``pupils="..."`` puts another ``pupils.csv`` in place.

    ``None`` takes the file away.
    """
    files: dict[str, bytes] = {name: text.encode() for name, text in SMALL.items()}
    for table, content in changes.items():
        name = f"{table}.csv"
        if content is None:
            del files[name]
        else:
            files[name] = content.encode() if isinstance(content, str) else content
    return files


def faults(**changes: str | bytes | None) -> list[Problem]:
    """What is found wrong with the small school once some of its files are changed."""
    return faults_in(small_school(**changes))


def faults_in(files: dict[str, bytes]) -> list[Problem]:
    """What is found wrong with files."""
    try:
        read_school_bytes(files)
    except InputError as error:
        return list(error.problems)
    return []


def warnings(**changes: str | bytes | None) -> list[Problem]:
    """What the small school is warned of once some of its files are changed."""
    return list(read_school_bytes(small_school(**changes)).warnings)


def places(problems: list[Problem]) -> list[tuple[str, int, str]]:
    """Where each problem is."""
    return [(problem.file, problem.row, problem.column) for problem in problems]
