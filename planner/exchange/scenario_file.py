"""A scenario as a file: ``scenario.toml``, read with every fault at once, and written."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planner.errors import InputError, Problem
from planner.exchange.entries import EntryError
from planner.exchange.folder import read_file, write_file
from planner.exchange.safety import FILE_BYTES, MEGABYTE
from planner.scenarios.change import Change
from planner.scenarios.kinds import KINDS
from planner.scenarios.scenario import Scenario
from planner.school.fields import CellError

_CHANGE = "change"
_KEYS = ("name", _CHANGE)
_MOST_CHANGES = 1_000


def read_scenario(source: Path | bytes, name: str = "") -> Scenario:
    """Read a scenario from its file.

    Args:
        source: Where the file is, or its bytes.
        name: What to call the file where something is wrong with it; blank: by its place.

    Raises:
        InputError: With everything that is wrong; ``row`` is the number of the change, from 1.
    """
    file = name or (str(source) if isinstance(source, Path) else "scenario.toml")
    reader = _Reader(file)
    scenario = reader.read(reader.bytes_of(source))
    if reader.problems or scenario is None:
        raise InputError(reader.problems)
    return scenario


def scenario_bytes(scenario: Scenario) -> bytes:
    """Write a scenario as the bytes of its file; what is as usual in a change is left out."""
    lines = [f"name = {_value(scenario.name)}"]
    for change in scenario.changes:
        lines += ["", f"[[{_CHANGE}]]", *(f"{key} = {text}" for key, text in _pairs(change))]
    return ("\n".join(lines) + "\n").encode()


def write_scenario(scenario: Scenario, path: Path) -> None:
    """Write a scenario to a file, which appears complete or not at all.

    Raises:
        OSError: The place cannot be written to.
    """
    write_file(path, scenario_bytes(scenario))


@dataclass
class _Reader:
    """Reads one file, gathering whatever is wrong with it."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def bytes_of(self, source: Path | bytes) -> bytes:
        if isinstance(source, bytes):
            return source
        try:
            return read_file(source)
        except EntryError as error:
            self._fault(0, "", error.what, "give the place of a scenario, a .toml file")
            return b""

    def read(self, data: bytes) -> Scenario | None:
        """Read everything, or say what is wrong."""
        written = None if self.problems else self._toml(data)
        if written is None:
            return None
        self._unknown(0, written, _KEYS)
        changes = [*self._changes(written.get(_CHANGE, []))]
        name = written.get("name")
        if not isinstance(name, str) or not 0 < len(name.strip()) <= 100:
            what = "is missing" if name is None else "is not a name of 1 to 100 letters"
            self._fault(0, "name", what, 'write a line such as name = "Lose £20,000"')
        if self.problems:
            return None
        return self._scenario(name, changes)

    def _scenario(self, name: object, changes: list[Change]) -> Scenario | None:
        try:
            return Scenario.model_validate({"name": name, "changes": tuple(changes)})
        except ValidationError as error:
            self._fault(0, "name", *_told(error.errors()[0]))
            return None

    def _toml(self, data: bytes) -> dict[str, Any] | None:
        if len(data) > FILE_BYTES:
            self._fault(0, "", f"has more than {FILE_BYTES // MEGABYTE} MB", "give a smaller file")
            return None
        try:
            return tomllib.loads(data.decode("utf-8-sig"), parse_float=Decimal)
        except UnicodeDecodeError:
            self._fault(0, "", "is not text in UTF-8", "save it as UTF-8")
        except (tomllib.TOMLDecodeError, ValueError) as error:
            remedy = "write lines such as amount = 8000, text in quotation marks"
            self._fault(0, "", f"cannot be read as TOML ({error})", remedy)
        except RecursionError:
            self._fault(0, "", "has lists inside lists without end", "write a scenario")
        return None

    def _changes(self, written: object) -> Iterator[Change]:
        if not isinstance(written, list) or not all(isinstance(one, dict) for one in written):
            remedy = f"begin each change with a line [[{_CHANGE}]], in two pairs of brackets"
            self._fault(0, _CHANGE, "is not a list of changes", remedy)
            return
        if len(written) > _MOST_CHANGES:
            what = f"has more than {_MOST_CHANGES:,} changes"
            self._fault(0, _CHANGE, what, "give fewer")
            return
        for number, facts in enumerate(written, start=1):
            change = self._one(number, facts)
            if change is not None:
                yield change

    def _one(self, number: int, facts: dict[str, Any]) -> Change | None:
        code = facts.get("kind")
        kind = KINDS.get(code) if isinstance(code, str) else None
        if kind is None:
            what = "is missing" if code is None else f"is '{code}', which is no kind of change"
            self._fault(number, "kind", what, _suggestion(str(code), KINDS))
            return None
        is_known = self._unknown(number, facts, kind.model_fields)
        try:
            return kind.model_validate({key: facts[key] for key in facts if key in is_known})
        except ValidationError as error:
            for fault in error.errors():
                self._fault(number, *_placed(fault, kind))
            return None

    def _unknown(self, number: int, facts: Mapping[str, Any], known: Any) -> frozenset[str]:
        """Tell of keys that mean nothing, and give those that do."""
        for key in facts:
            if key not in known:
                self._fault(number, key, "is not known here", _suggestion(key, known))
        return frozenset(known)

    def _fault(self, number: int, key: str, what: str, remedy: str) -> None:
        self.problems.append(Problem(self.file, number, key, what, remedy))


def _placed(fault: ErrorDetails, kind: type[Change]) -> tuple[str, str, str]:
    """The key of a fault, what is wrong and what to write; blank: the change as a whole."""
    key = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in fault["loc"])
    if fault["type"] == "missing":
        info = kind.model_fields.get(key)
        meaning = f" ({info.title})" if info is not None and info.title else ""
        return key, "is missing", f"fill it in{meaning}"
    if fault["type"] == "extra_forbidden":
        return key, "is not known here", "take it out"
    return key, *_told(fault)


def _told(fault: ErrorDetails) -> tuple[str, str]:
    cause = fault.get("ctx", {}).get("error")
    if isinstance(cause, CellError):
        return cause.what, cause.remedy
    return f"is '{fault['input']}'", fault["msg"]


def _suggestion(given: str, known: Any) -> str:
    near = get_close_matches(given, list(known), n=1)
    if near:
        return f"write {near[0]}"
    return f"write one of {', '.join(known)}"


def _pairs(record: BaseModel) -> Iterator[tuple[str, str]]:
    """Each key of a record with its value as TOML, but for those that say what is usual."""
    for name, info in type(record).model_fields.items():
        value = getattr(record, name)
        if name == "kind" or (value != info.default and value is not None):
            yield name, _value(value)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | dt.date):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, BaseModel):
        return f"{{ {', '.join(f'{key} = {text}' for key, text in _pairs(value))} }}"
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")
