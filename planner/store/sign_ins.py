"""Sign-ins kept in the database: a new start signs nobody out, and signing out counts everywhere.

A sign-in is known by a digest from which nobody's address can be read.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from planner.store.database import Database
from planner.store.schema import SIGN_INS

# The row that says since when sign-ins are remembered; no digest is equal to it.
_SINCE = "since"


@dataclass(frozen=True)
class SignIn:
    """One sign-in, as it is remembered.

    Attributes:
        key: What it is known by; nobody's address can be read from it.
        began: When the provider confirmed who it was.
        last_seen: When something was last done with it.
        has_ended: Whether its person has signed out.
    """

    key: str
    began: dt.datetime
    last_seen: dt.datetime
    has_ended: bool = False


@dataclass(frozen=True)
class StoredSignIns:
    """A memory of sign-ins that every process shares and that outlives them all.

    Attributes:
        since: A sign-in from before, if it is not known, may have ended and counts for nothing.
    """

    _database: Database
    since: dt.datetime

    @classmethod
    def of(cls, database: Database, now: Callable[[], dt.datetime]) -> StoredSignIns:
        """Begin to remember, or go on."""
        with database.writing() as connection:
            found = _find(connection, _SINCE) or SignIn(_SINCE, now(), now())
            _write(connection, found)
        return cls(database, found.began)

    @property
    def remembers_since(self) -> dt.datetime:
        """When sign-ins were first remembered here."""
        return self.since

    def find(self, key: str) -> SignIn | None:
        """Give a sign-in, if it is known."""
        with self._database.reading() as connection:
            return _find(connection, key)

    def see(self, key: str, began: dt.datetime, now: dt.datetime) -> None:
        """Note that something is done with it now; one that has ended stays so."""
        self._note(SignIn(key, began, now), SIGN_INS.c.last_seen)

    def end(self, key: str, began: dt.datetime, now: dt.datetime) -> None:
        """End it for good."""
        self._note(SignIn(key, began, now, has_ended=True), SIGN_INS.c.has_ended)

    def forget_begun_before(self, moment: dt.datetime) -> None:
        """Forget every sign-in that began earlier."""
        with self._database.writing() as connection:
            connection.execute(
                sa.delete(SIGN_INS).where(SIGN_INS.c.began < moment, SIGN_INS.c.key != _SINCE)
            )

    def _note(self, sign_in: SignIn, changed: sa.Column[object]) -> None:
        """Write what has changed in one statement, so that no other process comes between."""
        with self._database.writing() as connection:
            _write(connection, sign_in, changed)


def _find(connection: sa.Connection, key: str) -> SignIn | None:
    row = connection.execute(sa.select(SIGN_INS).where(SIGN_INS.c.key == key)).first()
    return SignIn(row.key, row.began, row.last_seen, row.has_ended) if row else None


def _write(
    connection: sa.Connection, sign_in: SignIn, changed: sa.Column[object] | None = None
) -> None:
    insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    query = insert(SIGN_INS).values(
        key=sign_in.key,
        began=sign_in.began,
        last_seen=sign_in.last_seen,
        has_ended=sign_in.has_ended,
    )
    if changed is None:
        connection.execute(query.on_conflict_do_nothing(index_elements=["key"]))
        return
    new = {changed.name: query.excluded[changed.name]}
    connection.execute(query.on_conflict_do_update(index_elements=["key"], set_=new))
