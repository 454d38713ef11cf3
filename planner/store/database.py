"""Where the store is, and how it is reached so that nothing confirmed is lost.

SQLite: a write takes the lock before it reads, is on the disk before it is confirmed, and readers
see one moment without waiting. PostgreSQL gets the same from its own transactions.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from platformdirs import user_data_path
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError, SQLAlchemyError

from planner.errors import StoreError

_BUSY_SECONDS = 30
_CONNECTIONS = 20
# What is deleted is overwritten, because a file keeps it otherwise until its place is used again.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600
# What databases say, and how it is told.
_REFUSALS = (
    (
        ("locked", "busy"),
        "Somebody else is saving at this moment.",
        "Nothing was changed. Try again in a few seconds.",
    ),
    (
        ("is full", "no space"),
        "The disk is full.",
        "Nothing was changed. Make room, then try again.",
    ),
    (
        ("readonly", "read-only"),
        "The file of the store may not be written to.",
        "Ask for the right to write to it and to its folder.",
    ),
    (
        ("not a database", "malformed"),
        "The file of the store is damaged, or is not one of Evenhand’s.",
        "Put it aside, and restore a backup.",
    ),
)


def default_url() -> str:
    """Give the address of the store: ``DATABASE_URL``, else a file in the user's data folder."""
    if url := os.environ.get("DATABASE_URL"):
        return url
    folder = os.environ.get("EVENHAND_DATA") or user_data_path("evenhand", appauthor=False)
    return f"sqlite:///{Path(folder) / 'evenhand.db'}"


@dataclass(frozen=True)
class Database:
    """A database that is open: one way in for writing, and one for reading.

    Attributes:
        writer: Its transactions hold the write lock from their first statement.
        reader: Its transactions see one moment and can change nothing.
    """

    writer: sa.Engine
    reader: sa.Engine
    _turn: threading.RLock = field(default_factory=threading.RLock, repr=False)

    @classmethod
    def at(cls, address: str) -> Database:
        """Reach for a database; nothing is opened before it is first used.

        Raises:
            StoreError: The address is not one of SQLite or PostgreSQL.
        """
        url = _url(address)
        if url.get_backend_name() == "sqlite":
            _make_private(url)
            writer, reader = (
                _sqlite(url, begin, query_only=query_only)
                for begin, query_only in (("BEGIN IMMEDIATE", False), ("BEGIN", True))
            )
        else:
            writer = _postgresql(url, "READ COMMITTED", read_only=False)
            reader = _postgresql(url, "REPEATABLE READ", read_only=True)
        return cls(writer, reader)

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Do several things as one: all of them are kept, or none.

        Raises:
            StoreError: The database does not answer, or refuses.
        """
        with told_in_words(), self._in_turn(), self.writer.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Read several things as they were at one moment.

        Raises:
            StoreError: The database does not answer.
        """
        with told_in_words(), self.reader.begin() as connection:
            yield connection

    def forget_journal(self) -> None:
        """Leave nothing of what was deleted in the journal beside a file, if nobody is reading."""
        if self.writer.dialect.name != "sqlite":
            return
        with told_in_words(), self._in_turn():
            connection = self.writer.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def close(self) -> None:
        """Let go of every connection."""
        self.reader.dispose()
        self.writer.dispose()

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Let one thread at a time write to a file: waiting here is fair, and there it is not."""
        if self.writer.dialect.name != "sqlite":
            yield
            return
        with self._turn:
            yield


@contextmanager
def told_in_words() -> Iterator[None]:
    """Tell what a database refuses as a sentence, without the data that was on its way.

    Raises:
        StoreError: For every error of the database.
    """
    try:
        yield
    except DatabaseError as error:
        if found := _in_words(str(error.orig).lower()):
            raise found from None
        if isinstance(error, OperationalError):
            what = "The store cannot be reached."
            remedy = "Look whether its disk or its database server is there."
            raise StoreError(what, remedy) from None
        raise _unexpected(error) from None
    except SQLAlchemyError as error:
        raise _unexpected(error) from None


def _in_words(reason: str) -> StoreError | None:
    return next(
        (
            StoreError(what, remedy)
            for signs, what, remedy in _REFUSALS
            if any(sign in reason for sign in signs)
        ),
        None,
    )


def _unexpected(error: SQLAlchemyError) -> StoreError:
    what = f"The store could not do this ({type(error).__name__})."
    return StoreError(what, "Nothing was changed. Try again, and keep a backup.")


def _url(address: str) -> sa.URL:
    address = address.replace("postgres://", "postgresql://", 1)
    try:
        url = sa.make_url(address)
    except ArgumentError:
        raise _unusable() from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite" or url.database in {None, "", ":memory:"}:
        raise _unusable()
    return url


def _unusable() -> StoreError:
    what = "DATABASE_URL is not the address of a store."
    return StoreError(
        what, "Write postgresql://USER:PASSWORD@HOST/NAME or sqlite:////FOLDER/evenhand.db."
    )


def _make_private(url: sa.URL) -> None:
    """Make the file and its folder, for nobody else's eyes."""
    path = Path(url.database or "")
    try:
        path.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=_PRIVATE_FILE)
    except OSError as error:
        what = f"The store cannot be made at {path}: {error.strerror}."
        raise StoreError(what, "Choose another folder with EVENHAND_DATA.") from None


def _sqlite(url: sa.URL, begin: str, *, query_only: bool) -> sa.Engine:
    engine = sa.create_engine(
        url,
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        hide_parameters=True,
        connect_args={"timeout": _BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(f"PRAGMA query_only={int(query_only)}")

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _postgresql(url: sa.URL, isolation: str, *, read_only: bool) -> sa.Engine:
    engine = sa.create_engine(
        url,
        pool_size=_CONNECTIONS,
        max_overflow=_CONNECTIONS,
        pool_pre_ping=True,
        hide_parameters=True,
        isolation_level=isolation,
        connect_args={"connect_timeout": _BUSY_SECONDS},
    )
    return engine.execution_options(postgresql_readonly=True) if read_only else engine
