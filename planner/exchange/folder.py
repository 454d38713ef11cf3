"""A folder of files: read within bounds, and written so that it is never half written."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from uuid import uuid4

from planner.exchange.entries import Entry, EntryError, Files, read_entries
from planner.exchange.safety import FILE_BYTES


def read_folder(folder: Path, known: Collection[str]) -> Files:
    """Read the files of a folder that belong.

    Args:
        folder: A folder that exists.
        known: The names that belong, in small letters.
    """
    return read_entries(
        (_entry(path) for path in sorted(folder.iterdir()) if _could_belong(path, known)), known
    )


def _could_belong(path: Path, known: Collection[str]) -> bool:
    """Leave out folders that stand beside the files, unless they carry the name of one."""
    return not path.is_dir() or path.name.casefold() in known


def _entry(path: Path) -> Entry:
    size = path.stat().st_size if path.is_file() else 0
    return Entry(path.name, size, lambda: read_file(path))


def read_file(path: Path) -> bytes:
    """Read a file, and no more of it than shows that it is too large.

    Raises:
        EntryError: It is not a plain file, or may not be read.
    """
    if not path.is_file():
        raise EntryError("is not a file", "put the CSV file there")
    try:
        with path.open("rb") as file:
            return file.read(FILE_BYTES + 1)
    except OSError as error:
        what = f"cannot be read ({error.strerror or 'unknown reason'})"
        raise EntryError(what, "close it elsewhere and try again") from None


def write_folder(folder: Path, files: Mapping[str, bytes], known: Collection[str]) -> None:
    """Write files to a folder, new or not.

    A new folder appears complete or not at all. In one that exists each file is replaced whole once
    all are safely on the disk, files of the same family that are no longer wanted go, and any
    other file stays.

    Args:
        folder: Where to.
        files: What to write, by name.
        known: The names of the family.
    """
    is_new = not folder.exists()
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = _beside(folder, folder.parent if is_new else folder)
    staging.mkdir()
    try:
        for name, data in files.items():
            (staging / name).write_bytes(data)
        if is_new:
            staging.rename(folder)
            return
        for name in files:
            (staging / name).replace(folder / name)
        for name in known:
            if name not in files:
                (folder / name).unlink(missing_ok=True)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def write_file(path: Path, data: bytes) -> None:
    """Write a file that appears complete or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staging = _beside(path, path.parent)
    try:
        staging.write_bytes(data)
        staging.replace(path)
    finally:
        staging.unlink(missing_ok=True)


def _beside(path: Path, folder: Path) -> Path:
    """A hidden name on the same disk, so that moving it into place is one step."""
    return folder / f".{path.name}-{uuid4().hex}"
