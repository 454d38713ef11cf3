"""A zip of a folder: nothing is unpacked to the disk, nor in memory before its size is known."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from planner.exchange.entries import Entry, EntryError, Files, is_clutter, read_entries
from planner.exchange.safety import ARCHIVE_ENTRIES

ARCHIVE = ".zip"

_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16


def opened(data: bytes) -> zipfile.ZipFile:
    """Open an archive whose list of contents is whole and not too long.

    Raises:
        EntryError: It is damaged, or has too many files.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _DAMAGED:
        raise EntryError("is damaged, or not what its name says", "save it again") from None
    if len(archive.infolist()) > ARCHIVE_ENTRIES:
        what = f"holds more than {ARCHIVE_ENTRIES:,} files"
        raise EntryError(what, "put only the tables in it")
    return archive


def read_archive(data: bytes, known: Collection[str]) -> Files:
    """Read the files of a zip that belong, in whichever of its folders they are.

    Args:
        data: The bytes of the zip.
        known: The names that belong, in small letters.

    Raises:
        EntryError: It is damaged, or has the files of more than one folder.
    """
    with opened(data) as archive:
        inside = [(_path(info), info) for info in archive.infolist() if not info.is_dir()]
        wanted = [(path, info) for path, info in inside if not any(map(is_clutter, path.parts))]
        folders = {path.parent for path, _ in wanted if path.name.casefold() in known}
        if len(folders) > 1:
            raise EntryError("holds more than one folder of tables", "put only one in it")
        entries = [
            _entry(archive, path, info)
            for path, info in wanted
            if not folders or path.parent in folders
        ]
        return read_entries(entries, known)


def _path(info: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(info.filename.replace("\\", "/"))


def _entry(archive: zipfile.ZipFile, path: PurePosixPath, info: zipfile.ZipInfo) -> Entry:
    """Describe a file by its declared size, beyond which the zip module never reads."""

    def read() -> bytes:
        if info.flag_bits & 1:
            raise EntryError("is locked with a password", "save the zip without one")
        try:
            return archive.read(info)
        except _DAMAGED:
            raise EntryError("is damaged inside the zip", "make the zip again") from None

    return Entry(path.name, info.file_size, read)


def archive_bytes(files: Mapping[str, bytes]) -> bytes:
    """Pack files into a zip that has the same bytes whenever it is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = _PLAIN_FILE
            archive.writestr(info, data)
    return out.getvalue()


def declared_sizes(archive: zipfile.ZipFile) -> Iterator[tuple[str, int]]:
    """Give the name and unpacked size of everything in an archive [bytes]."""
    for info in archive.infolist():
        yield info.filename, info.file_size
