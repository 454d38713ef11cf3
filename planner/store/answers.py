"""What questions about a year were answered with, so that nothing is asked twice for nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from planner.errors import StoreError
from planner.store import trail
from planner.store.rows import Signature, lock_year
from planner.store.schema import ANSWERS, STEPS
from planner.store.shelf import the_scenario
from planner.store.trail import Change, Kind
from planner.store.values import MadeAnswer, StoredAnswer

MOST_KEPT = 60
_CHARACTERS = 20_000_000


def save(
    connection: sa.Connection, year_id: int, made: MadeAnswer, signature: Signature
) -> StoredAnswer:
    """Keep an answer in place of one to the same question about the same, and give its number.

    The newest ``MOST_KEPT`` of a year are kept; an older one can be asked for again.

    Raises:
        StoreError: Its scenario is one of another year, it is too large, or a pupil was deleted for
            good after it was begun.
    """
    lock_year(connection, year_id)
    scenario_id = made.get("scenario_id")
    if scenario_id is not None:
        the_scenario(connection, year_id, scenario_id)
    if len(made["asked"]) + len(made["answer"]) > _CHARACTERS:
        raise StoreError("This answer is too large to keep.", "Download it instead.")
    _refuse_if_begun_before_an_erasure(connection, year_id, made["made_at"])
    rests_on = made.get("planning_sha256", made["inputs_sha256"])
    same = (
        ANSWERS.c.year_id == year_id,
        ANSWERS.c.scenario_id.is_not_distinct_from(scenario_id),
        ANSWERS.c.planning_sha256 == rests_on,
        *(ANSWERS.c[name] == made[name] for name in ("question", "asked")),
    )
    connection.execute(sa.delete(ANSWERS).where(*same))
    values: dict[str, Any] = {
        **made,
        "planning_sha256": rests_on,
        "scenario_id": scenario_id,
        "year_id": year_id,
        "who": signature.who,
    }
    number = connection.execute(
        sa.insert(ANSWERS).values(values).returning(ANSWERS.c.id)
    ).scalar_one()
    _drop_the_oldest(connection, year_id)
    what = f"question {made['question']} answered"
    step = trail.begin_step(connection, year_id, signature, kind=Kind.ANSWER, what=what)
    entry = trail.happened(step, "answers", Change.ADDED, row=number, key=made["question"])
    trail.add_entries(connection, [entry])
    return StoredAnswer(id=number, **values)


def answers(connection: sa.Connection, year_id: int) -> tuple[StoredAnswer, ...]:
    """Give the answers of a year, the last one first."""
    query = sa.select(ANSWERS).where(ANSWERS.c.year_id == year_id).order_by(*_NEWEST_FIRST)
    return tuple(StoredAnswer(**row) for row in connection.execute(query).mappings())


_NEWEST_FIRST = (ANSWERS.c.made_at.desc(), ANSWERS.c.id.desc())


def _drop_the_oldest(connection: sa.Connection, year_id: int) -> None:
    newest = (
        sa.select(ANSWERS.c.id)
        .where(ANSWERS.c.year_id == year_id)
        .order_by(*_NEWEST_FIRST)
        .limit(MOST_KEPT)
    )
    kept = connection.execute(newest).scalars().all()
    connection.execute(
        sa.delete(ANSWERS).where(ANSWERS.c.year_id == year_id, ANSWERS.c.id.not_in(kept))
    )


def _refuse_if_begun_before_an_erasure(
    connection: sa.Connection, year_id: int, made_at: dt.datetime
) -> None:
    """Where an answer says what becomes of whom differs by question, so its age decides."""
    erased = sa.select(STEPS.c.id).where(
        STEPS.c.year_id == year_id, STEPS.c.kind == Kind.ERASED, STEPS.c.at >= made_at
    )
    if connection.execute(erased.limit(1)).first() is not None:
        what = "A pupil was deleted while this was worked out, so the answer is not kept."
        raise StoreError(what, "Ask again.")
