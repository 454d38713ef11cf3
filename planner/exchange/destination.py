"""Where tables are written: a folder, a zip or a workbook, by the name of the place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from planner.errors import InputError, Problem
from planner.exchange.archive import ARCHIVE, archive_bytes
from planner.exchange.folder import write_file, write_folder
from planner.exchange.output import TableOutput
from planner.exchange.workbook import WORKBOOK, Sheet, workbook_bytes


@dataclass(frozen=True)
class Family:
    """Files that stand together in one folder.

    Attributes:
        names: What they are called, in the order in which they are written.
        stranger: A file that shows that a folder holds another family, some of whose files have
            the same names.
        remedy: What to do about that.
    """

    names: tuple[str, ...]
    stranger: str
    remedy: str


def refuse_strangers(path: Path, family: Family) -> None:
    """Refuse a place where writing would mix two families, or replace a file by a folder.

    Raises:
        InputError: It is such a place.
    """
    if (path / family.stranger).exists():
        what = f"already holds {family.stranger}"
        raise InputError([Problem(str(path), 0, "", what, family.remedy)])
    if path.is_file() and path.suffix.casefold() not in {ARCHIVE, WORKBOOK}:
        remedy = "give a folder, or a name that ends in .zip or .xlsx"
        raise InputError([Problem(str(path), 0, "", "is a file already", remedy)])


def write_by_name(
    path: Path,
    tables: Sequence[TableOutput],
    family: Family,
    *,
    more_files: Mapping[str, bytes] | None = None,
    more_sheets: Mapping[str, Sheet] | None = None,
) -> None:
    """Write tables as the name of the place asks; nothing is ever half written.

    Args:
        path: A name that ends in ``.zip`` or ``.xlsx``, or else a folder.
        tables: What to write.
        family: The files that stand together there.
        more_files: What stands beside the tables in a folder or zip.
        more_sheets: What stands beside the tables in a workbook.

    Raises:
        InputError: The place holds another family of files.
        OSError: The place cannot be written to.
    """
    refuse_strangers(path, family)
    if path.suffix.casefold() == WORKBOOK:
        sheets = {table.name: table.sheet() for table in tables}
        write_file(path, workbook_bytes({**sheets, **(more_sheets or {})}))
        return
    files = {table.file: table.csv() for table in tables} | dict(more_files or {})
    if path.suffix.casefold() == ARCHIVE:
        write_file(path, archive_bytes(files))
    else:
        write_folder(path, files, family.names)
