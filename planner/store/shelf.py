"""Plans and scenarios of a year. A plan is put here once and never changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from planner.errors import StoreError
from planner.store import trail
from planner.store.desk import as_json
from planner.store.erasure import refuse_plan_of_the_erased
from planner.store.rows import Signature, lock_year
from planner.store.schema import PLAN_FILES, PLANS, SCENARIOS
from planner.store.trail import Change, Kind
from planner.store.values import MadePlan, Scenario, StoredPlan

_SCENARIO_CHARACTERS = 2_000_000
_NAME_CHARACTERS = 100
_PLAN_BYTES = 100 * 1024 * 1024


def save_plan(
    connection: sa.Connection, year_id: int, made: MadePlan, signature: Signature
) -> StoredPlan:
    """Keep a plan with its files, and give it with its number.

    Raises:
        StoreError: Its scenario is one of another year, its files are too large, or one of its
            pupils was deleted for good while it was made.
    """
    lock_year(connection, year_id)
    scenario_id, files = made.get("scenario_id"), made["files"]
    refuse_plan_of_the_erased(connection, year_id, files)
    if scenario_id is not None:
        the_scenario(connection, year_id, scenario_id)
    if sum(map(len, files.values())) > _PLAN_BYTES:
        what = "The files of this plan are too large to keep."
        raise StoreError(what, "Download them instead.")
    number = connection.execute(
        sa.insert(PLANS)
        .values(
            year_id=year_id,
            scenario_id=scenario_id,
            inputs_sha256=made["inputs_sha256"],
            planning_sha256=made.get("planning_sha256", made["inputs_sha256"]),
            status=made["status"],
            who=signature.who,
            made_at=made["made_at"],
        )
        .returning(PLANS.c.id)
    ).scalar_one()
    if files:
        connection.execute(
            sa.insert(PLAN_FILES),
            [
                {"plan_id": number, "name": name, "content": content}
                for name, content in sorted(files.items())
            ],
        )
    _note(connection, year_id, signature, Kind.PLAN, (Change.ADDED, number, ""))
    return next(one for one in plans(connection, year_id) if one.id == number)


def plans(connection: sa.Connection, year_id: int) -> tuple[StoredPlan, ...]:
    """Give the plans of a year, the last one first."""
    query = (
        sa.select(PLANS)
        .where(PLANS.c.year_id == year_id)
        .order_by(PLANS.c.made_at.desc(), PLANS.c.id.desc())
    )
    return tuple(StoredPlan(**row) for row in connection.execute(query).mappings())


def plan_files(connection: sa.Connection, plan_id: int) -> dict[str, bytes]:
    """Give the files of a plan by name, exactly as they were kept.

    Raises:
        StoreError: There is no such plan.
    """
    if connection.execute(sa.select(PLANS.c.id).where(PLANS.c.id == plan_id)).first() is None:
        what = "This plan is not there any more."
        raise StoreError(what, "Its year or its scenario was deleted.")
    query = (
        sa.select(PLAN_FILES.c.name, PLAN_FILES.c.content)
        .where(PLAN_FILES.c.plan_id == plan_id)
        .order_by(PLAN_FILES.c.name)
    )
    return {name: bytes(content) for name, content in connection.execute(query)}


def scenarios(connection: sa.Connection, year_id: int) -> tuple[Scenario, ...]:
    """Give the scenarios of a year, in the order in which they were made."""
    query = sa.select(SCENARIOS).where(SCENARIOS.c.year_id == year_id).order_by(SCENARIOS.c.id)
    return tuple(
        Scenario(
            id=row.id,
            year_id=row.year_id,
            name=row.name,
            changes=tuple(json.loads(row.changes)),
            who=row.who,
            created_at=row.created_at,
            changed_at=row.changed_at,
        )
        for row in connection.execute(query)
    )


def the_scenario(connection: sa.Connection, year_id: int, scenario_id: int) -> Scenario:
    """Give one scenario of a year.

    Raises:
        StoreError: It is not there, or not there any more.
    """
    for one in scenarios(connection, year_id):
        if one.id == scenario_id:
            return one
    what = "This scenario is not there any more."
    raise StoreError(what, "Somebody may have deleted it. Choose another.")


def create_scenario(
    connection: sa.Connection,
    year_id: int,
    name: str,
    changes: Sequence[Any],
    signature: Signature,
) -> Scenario:
    """Keep a new scenario.

    Raises:
        StoreError: The name is blank, too long, or taken.
    """
    lock_year(connection, year_id)
    scenario_id = connection.execute(
        sa.insert(SCENARIOS)
        .values(
            year_id=year_id,
            name=_free_name(connection, year_id, name, None),
            changes=as_json(list(changes), _SCENARIO_CHARACTERS),
            who=signature.who,
            created_at=signature.at,
            changed_at=signature.at,
        )
        .returning(SCENARIOS.c.id)
    ).scalar_one()
    _note(connection, year_id, signature, Kind.SCENARIO, (Change.ADDED, scenario_id, name))
    return the_scenario(connection, year_id, scenario_id)


def refuse_if_changed(now: Scenario, seen: Sequence[Any]) -> None:
    """Refuse to go on where a scenario has other changes than somebody saw.

    Raises:
        StoreError: It has.
    """
    if list(now.changes) != list(seen):
        what = "This scenario was changed after it was shown here."
        raise StoreError(what, "Look at it as it is now, then change it again.")


def change_scenario(
    connection: sa.Connection,
    scenario: Scenario,
    signature: Signature,
    *,
    name: str | None = None,
    changes: Sequence[Any] | None = None,
) -> Scenario:
    """Give a scenario another name or other changes.

    Raises:
        StoreError: It is not there any more, or the name is blank, too long, or taken.
    """
    lock_year(connection, scenario.year_id)
    the_scenario(connection, scenario.year_id, scenario.id)
    values: dict[str, Any] = {"changed_at": signature.at}
    if name is not None:
        values["name"] = _free_name(connection, scenario.year_id, name, scenario.id)
    if changes is not None:
        values["changes"] = as_json(list(changes), _SCENARIO_CHARACTERS)
    connection.execute(sa.update(SCENARIOS).where(SCENARIOS.c.id == scenario.id).values(values))
    now = the_scenario(connection, scenario.year_id, scenario.id)
    done = (Change.CHANGED, now.id, now.name)
    _note(connection, now.year_id, signature, Kind.SCENARIO, done)
    return now


def delete_scenario(
    connection: sa.Connection, year_id: int, scenario_id: int, signature: Signature
) -> None:
    """Delete a scenario and the plans made for it.

    Raises:
        StoreError: It is not there any more.
    """
    lock_year(connection, year_id)
    gone = the_scenario(connection, year_id, scenario_id)
    connection.execute(sa.delete(SCENARIOS).where(SCENARIOS.c.id == scenario_id))
    _note(connection, year_id, signature, Kind.SCENARIO, (Change.REMOVED, gone.id, gone.name))


def _free_name(connection: sa.Connection, year_id: int, name: str, scenario_id: int | None) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= _NAME_CHARACTERS:
        what = f"A scenario needs a name of at most {_NAME_CHARACTERS} letters."
        raise StoreError(what, "Write a short one, such as ‘Without the second TA’.")
    others = (one for one in scenarios(connection, year_id) if one.id != scenario_id)
    if name.casefold() in {one.name.casefold() for one in others}:
        what = f"There is already a scenario called {name}."
        raise StoreError(what, "Write another name.")
    return name


def _note(
    connection: sa.Connection,
    year_id: int,
    signature: Signature,
    kind: Kind,
    done: tuple[Change, int, str],
) -> None:
    """Note in the audit that a plan or a scenario was added, changed or removed."""
    change, row, key = done
    table = "plans" if kind is Kind.PLAN else "scenarios"
    what = f"{kind} {key or row} {change}"
    step = trail.begin_step(connection, year_id, signature, kind=kind, what=what)
    entry = trail.happened(step, table, change, row=row, key=key or str(row))
    trail.add_entries(connection, [entry])
