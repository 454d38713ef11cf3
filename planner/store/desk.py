"""What lies on somebody's desk: unsaved drafts, and small things remembered about them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from planner.errors import StoreError
from planner.store.registry import record_of
from planner.store.rows import Signature, lock_year
from planner.store.schema import DRAFTS, PREFERENCES
from planner.store.values import Draft

_DRAFT_CHARACTERS = 5_000_000
_PREFERENCE_CHARACTERS = 100_000


def save_draft(
    connection: sa.Connection,
    year_id: int,
    table: str,
    payload: Mapping[str, Any],
    signature: Signature,
) -> None:
    """Keep what somebody has typed into a table, in place of what they had typed before.

    Raises:
        StoreError: It is larger than any table.
    """
    record_of(table)
    text = as_json(payload, _DRAFT_CHARACTERS)
    lock_year(connection, year_id)
    drop_draft(connection, year_id, table, signature.who)
    connection.execute(
        sa.insert(DRAFTS).values(
            year_id=year_id, who=signature.who, table_name=table, payload=text, at=signature.at
        )
    )


def drafts(connection: sa.Connection, year_id: int, who: str) -> tuple[Draft, ...]:
    """Give somebody's own drafts in a year, the last one first."""
    query = (
        sa.select(DRAFTS)
        .where(DRAFTS.c.year_id == year_id, DRAFTS.c.who == who)
        .order_by(DRAFTS.c.at.desc(), DRAFTS.c.id.desc())
    )
    return tuple(
        Draft(row.table_name, json.loads(row.payload), row.who, row.at)
        for row in connection.execute(query)
    )


def drop_draft(connection: sa.Connection, year_id: int, table: str, who: str) -> None:
    """Forget what somebody had typed into a table."""
    connection.execute(
        sa.delete(DRAFTS).where(
            DRAFTS.c.year_id == year_id, DRAFTS.c.who == who, DRAFTS.c.table_name == table
        )
    )


def preference(connection: sa.Connection, who: str, key: str) -> Any:
    """Give what is remembered about somebody; ``None`` where nothing is."""
    query = sa.select(PREFERENCES.c.value).where(PREFERENCES.c.who == who, PREFERENCES.c.key == key)
    text = connection.execute(query).scalar()
    return None if text is None else json.loads(text)


def remember(connection: sa.Connection, who: str, key: str, value: Any) -> None:
    """Remember something about somebody; ``None`` forgets it.

    Raises:
        StoreError: It is too large to be a preference.
    """
    text = as_json(value, _PREFERENCE_CHARACTERS)
    connection.execute(
        sa.delete(PREFERENCES).where(PREFERENCES.c.who == who, PREFERENCES.c.key == key)
    )
    if value is not None:
        connection.execute(sa.insert(PREFERENCES).values(who=who, key=key, value=text))


def as_json(value: Any, limit: int) -> str:
    """Write a value as JSON text.

    Raises:
        StoreError: It is longer than it may be.
    """
    text = json.dumps(value, ensure_ascii=False)
    if len(text) > limit:
        what = f"This is too much to keep ({len(text):,} characters; at most {limit:,})."
        raise StoreError(what, "Save part of it first.")
    return text
