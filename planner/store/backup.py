"""The whole store as one file, and back from it into an empty one.

A zip with one JSON file for each table and a manifest, which has the version of the tables and
the digest of each file. What comes out of it is equal in everything, row numbers included.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.exc import DataError, IntegrityError, StatementError

from planner import __version__
from planner.errors import StoreError
from planner.store import trail
from planner.store.kinds import ExactDecimal, Moment, to_record
from planner.store.migrate import newest, versions
from planner.store.registry import RECORDS
from planner.store.rows import Signature, chunks
from planner.store.schema import AUDIT, KEPT_IN_A_BACKUP, STEPS, YEARS
from planner.store.trail import Kind

_MANIFEST = "manifest.json"
_FORMAT = "Evenhand backup"
_FILE_BYTES = 256 * 1024 * 1024
_UNPACKED_BYTES = 1024 * 1024 * 1024
_ENTRIES = 100
_LARGEST = 2**31 - 1
_EPOCH = (1980, 1, 1, 0, 0, 0)
_DAMAGED = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    InvalidOperation,
    RecursionError,
)

Rows = list[dict[str, Any]]


def note_backup(connection: sa.Connection, signature: Signature) -> None:
    """Note that a backup is made; the backup has the note in it."""
    trail.begin_step(connection, None, signature, kind=Kind.BACKUP, what="Backup made")


def last_backup(connection: sa.Connection) -> dt.datetime | None:
    """Tell when the last backup was made; ``None`` if none was."""
    query = sa.select(STEPS.c.at).where(STEPS.c.kind == Kind.BACKUP).order_by(STEPS.c.id.desc())
    at: dt.datetime | None = connection.execute(query.limit(1)).scalar()
    return at


def write(connection: sa.Connection, made_at: dt.datetime) -> bytes:
    """Write every table as it is at one moment.

    Raises:
        StoreError: It is more than could be restored.
    """
    files = {f"{table.name}.json": _dumped(connection, table) for table in KEPT_IN_A_BACKUP}
    manifest = {
        "format": _FORMAT,
        "version": newest(),
        "made_at": made_at.isoformat(),
        "made_by": f"Evenhand {__version__}",
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    files[_MANIFEST] = json.dumps(manifest, indent=1).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    packed = out.getvalue()
    if len(packed) > _FILE_BYTES or sum(map(len, files.values())) > _UNPACKED_BYTES:
        what = "There is too much in the store for one backup file."
        raise StoreError(what, "Delete a school year that is no longer needed, then try again.")
    return packed


def read(data: bytes) -> dict[str, Rows]:
    """Read a backup without keeping anything of it.

    Raises:
        StoreError: It is too large, damaged, changed, of a newer version, or not a backup at all.
    """
    if len(data) > _FILE_BYTES:
        what = f"This file is larger than a backup can be ({_FILE_BYTES // 1024**2} MB)."
        raise StoreError(what, "Choose the file that Evenhand made.")
    try:
        return _read(data)
    except ValidationError:
        raise _damaged() from None
    except _DAMAGED:
        raise _damaged() from None


def restore(connection: sa.Connection, tables: Mapping[str, Rows], signature: Signature) -> None:
    """Put what a backup holds into a store that has no school years.

    Raises:
        StoreError: There are school years already, or rows of the backup do not belong together.
    """
    if connection.execute(sa.select(YEARS.c.id).limit(1)).first() is not None:
        what = "There are school years here already, and a backup would be mixed up with them."
        raise StoreError(what, "Restore it into an empty installation, or delete them first.")
    for table in reversed(KEPT_IN_A_BACKUP):
        connection.execute(sa.delete(table))
    try:
        for table in KEPT_IN_A_BACKUP:
            for some in chunks(tables[table.name]):
                connection.execute(sa.insert(table), some)
    except (IntegrityError, DataError, StatementError):
        raise _damaged() from None
    for table in KEPT_IN_A_BACKUP:
        _go_on_numbering(connection, table)
    trail.begin_step(connection, None, signature, kind=Kind.RESTORED, what="Backup restored")


def _dumped(connection: sa.Connection, table: sa.Table) -> bytes:
    query = sa.select(table).order_by(table.c.id)
    dumped = [list(map(_plain, row)) for row in connection.execute(query)]
    content = {"columns": list(table.columns.keys()), "rows": dumped}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    """Write a value as JSON has it, without losing a digit."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, bytes):
        try:
            return {"text": value.decode()}
        except UnicodeDecodeError:
            return {"base64": base64.b64encode(value).decode()}
    return value


def _read(data: bytes) -> dict[str, Rows]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = [info.file_size for info in archive.infolist()]
        if len(sizes) > _ENTRIES or sum(sizes) > _UNPACKED_BYTES:
            raise _damaged()
        manifest = json.loads(archive.read(_MANIFEST))
        if manifest["format"] != _FORMAT:
            raise _damaged()
        if manifest["version"] not in versions():
            what = "This backup was made by a newer version of Evenhand."
            raise StoreError(what, "Install the newer version, and restore it there.")
        tables = {}
        for table in KEPT_IN_A_BACKUP:
            name = f"{table.name}.json"
            content = archive.read(name)
            if hashlib.sha256(content).hexdigest() != manifest["sha256"][name]:
                raise _damaged()
            tables[table.name] = _rows(table, json.loads(content))
    return tables


def _rows(table: sa.Table, content: Mapping[str, Any]) -> Rows:
    names = content["columns"]
    if sorted(names) != sorted(table.columns.keys()):
        raise _damaged()
    found: Rows = []
    for values in content["rows"]:
        row = {
            name: _typed(table.c[name].type, value)
            for name, value in zip(names, values, strict=True)
        }
        if table.name in RECORDS:
            to_record(RECORDS[table.name], row)
        found.append(row)
    return found


def _typed(kind: Any, value: Any) -> Any:
    """Read a value as its column holds it.

    Raises:
        ValueError: It is not a value of such a column.
    """
    if value is None:
        return None
    if isinstance(kind, sa.LargeBinary):
        is_text = "text" in value
        return (
            value["text"].encode() if is_text else base64.b64decode(value["base64"], validate=True)
        )
    for column_type, python, make in _READERS:
        if isinstance(kind, column_type):
            if not isinstance(value, python) or (isinstance(value, bool) and python is not bool):
                raise ValueError(value)
            return make(value)
    raise ValueError(value)


def _small(value: int) -> int:
    if abs(value) > _LARGEST:
        raise ValueError(value)
    return value


def _sound(text: str) -> str:
    if "\0" in text or text.encode(errors="replace").decode() != text:
        raise ValueError(text)
    return text


_READERS: tuple[tuple[Any, Any, Any], ...] = (
    (ExactDecimal, str, Decimal),
    (Moment, str, dt.datetime.fromisoformat),
    (sa.Date, str, dt.date.fromisoformat),
    (sa.Boolean, bool, bool),
    (sa.Double, float | int, float),
    (sa.Integer, int, _small),
    (sa.Text, str, _sound),
)


def _go_on_numbering(connection: sa.Connection, table: sa.Table) -> None:
    """Never give a row the number of one that the audit still speaks of, though it is gone."""
    used = connection.execute(
        sa.select(sa.func.max(AUDIT.c.row_id)).where(AUDIT.c.table_name == table.name)
    ).scalar()
    there = connection.execute(sa.select(sa.func.max(table.c.id))).scalar()
    last = max(used or 0, there or 0)
    if not last:
        return
    if connection.dialect.name == "postgresql":
        query = "SELECT setval(pg_get_serial_sequence(:table, 'id'), :last)"
        connection.execute(sa.text(query), {"table": table.name, "last": last})
        return
    connection.execute(
        sa.text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table.name}
    )
    query = "INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"
    connection.execute(sa.text(query), {"table": table.name, "last": last})


def _damaged() -> StoreError:
    what = "This file is damaged, or is not a backup of Evenhand."
    return StoreError(what, "Nothing was restored. Choose another backup.")
