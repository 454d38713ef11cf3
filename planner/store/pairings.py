"""Which number of the MIS is which pupil, kept apart from the registers for each year.

The registers know a pupil by a code only. Whoever may import may read here whose it is; nobody else
may, and neither the audit nor any export tells of it. A pair outlives an undone import: the code is
that pupil's from then on, so that a later import gives it to nobody else.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from planner.errors import StoreError
from planner.store.rows import chunks
from planner.store.schema import PAIRINGS, YEARS


def pairing(connection: sa.Connection, year_id: int) -> dict[str, str]:
    """Give the code of each pupil by their number in the MIS."""
    query = (
        sa.select(PAIRINGS.c.key, PAIRINGS.c.code)
        .where(PAIRINGS.c.year_id == year_id)
        .order_by(PAIRINGS.c.id)
    )
    return {row.key: row.code for row in connection.execute(query)}


def keep_pairing(connection: sa.Connection, year_id: int, pairs: Mapping[str, str]) -> None:
    """Keep pairs beside those that are there; a number that has another code now gets it."""
    there = pairing(connection, year_id)
    new = {key: code for key, code in pairs.items() if there.get(key) != code}
    for some in chunks(new.keys() & there.keys()):
        connection.execute(
            sa.delete(PAIRINGS).where(PAIRINGS.c.year_id == year_id, PAIRINGS.c.key.in_(some))
        )
    for pairs_at_once in chunks(new.items()):
        rows = [{"year_id": year_id, "key": key, "code": code} for key, code in pairs_at_once]
        connection.execute(sa.insert(PAIRINGS), rows)


def refuse_if_changed(connection: sa.Connection, year_id: int, seen: str) -> None:
    """Let nothing be imported that was worked out from registers as they no longer are.

    Raises:
        StoreError: Somebody has saved something since they were read.
    """
    stamp = connection.execute(sa.select(YEARS.c.stamp).where(YEARS.c.id == year_id)).scalar()
    if stamp != seen:
        what = "Something in the registers was saved after this import was worked out."
        remedy = "Nothing was imported. Look at what would change now, and save again."
        raise StoreError(what, remedy)
