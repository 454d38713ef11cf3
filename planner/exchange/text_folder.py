"""A folder of tables as text, from a folder, a zip, a workbook or an upload of any of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from planner.errors import InputError, Problem
from planner.exchange.archive import ARCHIVE, read_archive
from planner.exchange.entries import Entry, EntryError, Files, read_entries
from planner.exchange.folder import read_file, read_folder
from planner.exchange.safety import FILE_BYTES, MEGABYTE
from planner.exchange.text_table import TextReader, TextTable
from planner.exchange.workbook import WORKBOOK, read_workbook

_REMEDY = "give the place of a folder of tables, of a .zip of it, or of an .xlsx"


@dataclass
class TextFolder:
    """Tables as text, and what was found wrong on the way.

    Attributes:
        tables: Each table that could be read, by file.
        unread: Files that are there but could not be read; their fault is among ``problems``.
        contents: The bytes of each file as given; a workbook has none.
        problems: What is wrong.
        warnings: What was passed over.
    """

    tables: dict[str, TextTable] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    contents: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def read_path(path: Path, known: Collection[str]) -> TextFolder:
    """Read a folder, a zip or a workbook by its name.

    Args:
        path: Where it is.
        known: The names of the files that belong, in small letters.

    Raises:
        InputError: There is nothing there that could be read.
    """
    if path.is_dir():
        return _of_files(read_folder(path, known))
    place = str(path)
    if not path.exists():
        _refuse(place, "does not exist", _REMEDY)
    if path.suffix.casefold() not in {ARCHIVE, WORKBOOK}:
        _refuse(place, "is not a folder, a .zip or an .xlsx", _REMEDY)
    try:
        data = read_file(path)
    except EntryError as error:
        raise InputError([Problem(place, 0, "", error.what, error.remedy)]) from None
    return read_upload({path.name: data}, known)


def read_upload(files: Mapping[str, bytes], known: Collection[str]) -> TextFolder:
    """Read what was uploaded: one zip, one workbook, or the CSV files themselves.

    Args:
        files: The bytes of each file, by name.
        known: The names of the files that belong, in small letters.

    Raises:
        InputError: A zip or workbook is too large, damaged, or came with other files.
    """
    packed = [name for name in files if PurePath(name).suffix.casefold() in {ARCHIVE, WORKBOOK}]
    if not packed:
        entries = (_given(name, data) for name, data in files.items())
        return _of_files(read_entries(entries, known))
    name = packed[0]
    data = files[name]
    if len(files) > 1:
        _refuse(name, "came together with other files", "give one zip, one workbook or CSV files")
    if len(data) > FILE_BYTES:
        _refuse(name, f"has more than {FILE_BYTES // MEGABYTE} MB", "give a smaller file")
    try:
        if PurePath(name).suffix.casefold() == ARCHIVE:
            return _of_files(read_archive(data, known))
        return _of_workbook(data, known)
    except EntryError as error:
        raise InputError([Problem(name, 0, "", error.what, error.remedy)]) from None


def _refuse(name: str, what: str, remedy: str) -> None:
    raise InputError([Problem(name, 0, "", what, remedy)])


def _given(name: str, data: bytes) -> Entry:
    return Entry(PurePath(name).name, len(data), lambda: data)


def _of_files(files: Files) -> TextFolder:
    reader = TextReader(files.problems)
    read = {
        name: reader.read_csv(name, data)
        for name, data in files.contents.items()
        if name.endswith(".csv")
    }
    return TextFolder(
        tables={name: table for name, table in read.items() if table is not None},
        unread=files.refused | {name for name, table in read.items() if table is None},
        contents=files.contents,
        problems=reader.problems,
        warnings=files.warnings,
    )


def _of_workbook(data: bytes, known: Collection[str]) -> TextFolder:
    reader = TextReader()
    book = read_workbook(data, {f"{PurePath(name).stem}.csv" for name in known}, reader)
    return TextFolder(
        tables=book.tables,
        unread=book.unread,
        problems=reader.problems,
        warnings=book.warnings,
    )
