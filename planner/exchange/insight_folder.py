"""An answer, written to a folder, a zip or a workbook: a table for each kind of row it has."""

from __future__ import annotations

import json
import math
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from planner import __version__
from planner.errors import InputError, Problem
from planner.exchange.destination import Family, refuse_strangers, write_by_name
from planner.exchange.output import TableOutput, rounded
from planner.exchange.safety import neutralised
from planner.exchange.workbook import Cell, Sheet
from planner.insight.answer import Answer, Asked, Row
from planner.insight.question import Question
from planner.school.fields import write_cell

ACCOUNT = "answer"
ACCOUNT_FILE = f"{ACCOUNT}.json"
_REMEDY = "give the answer another folder"


@dataclass(frozen=True)
class Account:
    """What stands beside the tables of an answer: what was asked, about what, and by what.

    Attributes:
        question: The question's command.
        asked: What was chosen, by field.
        inputs_sha256: The digest of the school that it was asked about.
        seconds: How long it took [s].
        is_whole: Whether everything that was asked was solved.
        planner_version: The Evenhand that answered.
        figures: What the answer holds besides its tables, by field.
    """

    question: str
    asked: Mapping[str, Any]
    inputs_sha256: str
    seconds: float
    is_whole: bool
    planner_version: str
    figures: Mapping[str, Any]


_READER = TypeAdapter(Account)


def answer_files(question: Question, asked: Asked, answer: Answer) -> dict[str, bytes]:
    """Write each file of an answer, by name; equal answers give equal CSVs."""
    tables = {table.file: table.csv() for table in _outputs(answer)}
    return tables | {ACCOUNT_FILE: _json(_account(question, asked, answer))}


def write_answer(question: Question, asked: Asked, answer: Answer, path: Path) -> None:
    """Write an answer as a folder, a ``.zip`` or an ``.xlsx``, by the name of the path.

    Nothing is ever half written.

    Raises:
        InputError: The place holds a school, a plan or the answer to another question.
        OSError: The place cannot be written to.
    """
    refuse_place(question, path)
    account = _account(question, asked, answer)
    write_by_name(
        path,
        _outputs(answer),
        _family(question, "school.csv"),
        more_files={ACCOUNT_FILE: _json(account)},
        more_sheets={ACCOUNT: Sheet(("key", "value"), ("@", "@"), tuple(_keys_of(account)))},
    )


def refuse_place(question: Question, path: Path) -> None:
    """Refuse a place where an answer would mix with what stands there.

    Raises:
        InputError: It holds a school, a plan or the answer to another question.
    """
    for stranger in ("school.csv", "summary.json"):
        refuse_strangers(path, _family(question, stranger))
    if (path / ACCOUNT_FILE).exists() and read_account(path).question != question.name:
        what = "already holds the answer to another question"
        raise InputError([Problem(str(path), 0, "", what, _REMEDY)])


def read_account(folder: Path) -> Account:
    """Read what was asked, and of what, from the folder of an answer.

    Raises:
        InputError: It is not there, or is not what was written.
        OSError: It cannot be read.
    """
    try:
        return _READER.validate_json((folder / ACCOUNT_FILE).read_bytes())
    except FileNotFoundError:
        raise InputError([_fault("is missing", "ask again")]) from None
    except ValidationError:
        raise InputError([_fault("is not what an answer writes", _REMEDY)]) from None


def _fault(what: str, remedy: str) -> Problem:
    return Problem(ACCOUNT_FILE, 0, "", what, remedy)


def _family(question: Question, stranger: str) -> Family:
    tables = (f"{name}.csv" for name in question.answer.TABLES)
    remedy = f"that is not an answer, and some names could be the same: {_REMEDY}"
    return Family((*tables, ACCOUNT_FILE), stranger, remedy)


def _account(question: Question, asked: Asked, answer: Answer) -> Account:
    told = set(Answer.model_fields) | set(answer.TABLES)
    return Account(
        question=question.name,
        asked=json.loads(asked.model_dump_json()),
        inputs_sha256=answer.inputs_sha256,
        seconds=round(answer.seconds, 3),
        is_whole=answer.is_whole,
        planner_version=__version__,
        figures=json.loads(answer.model_dump_json(exclude=told)),
    )


def _json(account: Account) -> bytes:
    values = _READER.dump_python(account, mode="json")
    return f"{json.dumps(values, indent=2, ensure_ascii=False, allow_nan=False)}\n".encode()


def _keys_of(account: Account) -> Iterator[tuple[Cell, ...]]:
    for key, value in vars(account).items():
        if isinstance(value, Mapping):
            for part, inner in value.items():
                text = inner if isinstance(inner, str) else json.dumps(inner, ensure_ascii=False)
                yield f"{key}.{part}", neutralised(text)
        else:
            yield key, neutralised(write_cell(value))


def _outputs(answer: Answer) -> list[TableOutput]:
    return [
        TableOutput(
            name,
            tuple(_row_of(type(answer), name).model_fields),
            tuple(tuple(map(_cell, dict(row).values())) for row in rows),
            has_fixed_decimals=True,
        )
        for name, rows in answer.tables.items()
    ]


def _row_of(answer: type[Answer], table: str) -> type[Row]:
    """Give the kind of row that a table holds, which an empty one has too."""
    kind: type[Row] = typing.get_args(answer.model_fields[table].annotation)[0]
    return kind


def _cell(value: object) -> Cell:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
        return rounded(value)
    if isinstance(value, frozenset | set):
        value = tuple(sorted(value))
    if isinstance(value, tuple | list):
        value = tuple(part.value if isinstance(part, Enum) else part for part in value)
    text = write_cell(value.value if isinstance(value, Enum) else value)
    return neutralised(text) if text else None
