"""Pupils' names, for a school that wants them on screen. They stand in one table.

Nothing else keeps a name: the audit says that names were changed, by whom and when, and neither
whose nor from what to what.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import sqlalchemy as sa

from planner.errors import StoreError
from planner.store import trail
from planner.store.rows import Signature, chunks
from planner.store.schema import NAMES, SCHOOLS, TABLES, YEARS
from planner.store.trail import Kind

LONGEST_NAME = 200
# Signs that nobody sees and no name holds.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def names(connection: sa.Connection, school_id: int) -> dict[str, str]:
    """Give the name of each pupil who has one, by code."""
    query = sa.select(NAMES.c.pupil, NAMES.c.name).where(NAMES.c.school_id == school_id)
    found = connection.execute(query.order_by(NAMES.c.pupil))
    return {row.pupil: row.name for row in found}


def save_names(
    connection: sa.Connection,
    school_id: int,
    changed: Mapping[str, str],
    signature: Signature,
) -> int:
    """Give pupils their names, a blank one to none, and say how many are other than before.

    Raises:
        StoreError: A code is nobody's in this school, or a name is none.
    """
    lock_school(connection, school_id)
    there, known = names(connection, school_id), codes(connection, school_id)
    new: dict[str, str] = {}
    for pupil, written in changed.items():
        name = " ".join(written.split())
        if name == there.get(pupil, ""):
            continue
        _refuse_impossible(pupil, name, is_known=pupil in known or pupil in there)
        new[pupil] = name
    forget_names(connection, school_id, new)
    rows = [
        {"school_id": school_id, "pupil": pupil, "name": name}
        for pupil, name in new.items()
        if name
    ]
    for some in chunks(rows):
        connection.execute(sa.insert(NAMES), some)
    if new:
        what = f"{len(new):,} {'name' if len(new) == 1 else 'names'} changed"
        trail.begin_step(connection, None, signature, kind=Kind.NAMES, what=what)
    return len(new)


def forget_names(connection: sa.Connection, school_id: int, pupils: Mapping[str, object]) -> None:
    """Forget the names of some pupils."""
    for some in chunks(pupils):
        connection.execute(
            sa.delete(NAMES).where(NAMES.c.school_id == school_id, NAMES.c.pupil.in_(some))
        )


def codes(connection: sa.Connection, school_id: int) -> frozenset[str]:
    """Give the code of everybody who is a pupil in any year of a school."""
    pupils = TABLES["pupils"].c
    query = (
        sa.select(pupils.pupil)
        .join(YEARS, YEARS.c.id == pupils.year_id)
        .where(YEARS.c.school_id == school_id)
        .distinct()
    )
    return frozenset(connection.execute(query).scalars())


def lock_school(connection: sa.Connection, school_id: int) -> None:
    """Let nobody else change what a school keeps beside its years until this has ended.

    Raises:
        StoreError: It is not there, or not there any more.
    """
    query = sa.select(SCHOOLS.c.id).where(SCHOOLS.c.id == school_id).with_for_update()
    if connection.execute(query).first() is None:
        what = "This school is not there any more."
        raise StoreError(what, "Somebody may have deleted it. Choose another on the Start page.")


def _refuse_impossible(pupil: str, name: str, *, is_known: bool) -> None:
    # Neither sentence has the name in it, because sentences are kept in logs.
    if not is_known:
        what = f"There is no pupil {pupil} in any year of this school."
        raise StoreError(what, "Nothing was saved. Add the pupil first.")
    if len(name) > LONGEST_NAME or _UNSEEN.search(name):
        what = f"The name of {pupil} is too long, or has signs in it that cannot be seen."
        raise StoreError(what, f"Nothing was saved. Write at most {LONGEST_NAME} letters.")
