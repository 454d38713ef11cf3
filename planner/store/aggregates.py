"""What anybody may see of a year: counted here, so that nothing smaller leaves the store."""

from __future__ import annotations

import csv
import datetime as dt
import io
from typing import Any

import sqlalchemy as sa

from planner.glance import Glance, glance_at
from planner.national.at_a_glance import BesideAtAGlance, beside_at_a_glance
from planner.optimiser.plan import Coverage
from planner.store import answers, retention, rows, shelf
from planner.store.schema import PLAN_FILES, PLANS
from planner.store.values import WholePlan

_FILE = f"{Coverage.table}.csv"


def glance(connection: sa.Connection, year_id: int) -> Glance:
    """Count the pupils and needs of a year, and how far the last plan meets them.

    Raises:
        StoreError: The year is not there any more.
    """
    year = rows.the_year(connection, year_id)
    coverage, planned_on = _last_coverage(connection, year_id)
    return glance_at(
        _records(connection, year_id, "pupils"),
        _records(connection, year_id, "needs"),
        phase=_records(connection, year_id, "details")[0].phase,
        coverage=coverage,
        planned_on=planned_on,
        threshold=retention.rules(connection, year.school_id).fewest_shown,
    )


def beside_national(connection: sa.Connection, year_id: int) -> BesideAtAGlance:
    """Set the counts of a year that anybody may see beside national figures.

    Raises:
        StoreError: The year is not there any more.
    """
    counted = glance(connection, year_id)
    details = _records(connection, year_id, "details")[0]
    return beside_at_a_glance(counted, details, _records(connection, year_id, "figures"))


def whole_plan(connection: sa.Connection, year_id: int, plan_id: int | None) -> WholePlan | None:
    """Give a plan of a year, or the last of the year as it is; ``None`` where there is none.

    Raises:
        StoreError: The year is not there any more.
    """
    year = rows.the_year(connection, year_id)
    plans = [one for one in shelf.plans(connection, year_id) if one.scenario_id is None]
    found = next((one for one in plans if plan_id in {None, one.id}), None)
    if found is None:
        return None
    kept = answers.answers(connection, year_id)
    return WholePlan(
        stored=found,
        files=shelf.plan_files(connection, found.id),
        answers=tuple(one for one in kept if one.scenario_id is None),
        fewest_shown=retention.rules(connection, year.school_id).fewest_shown,
    )


def _records(connection: sa.Connection, year_id: int, table: str) -> list[Any]:
    return [row.record for row in rows.read_table(connection, year_id, table)]


def _last_coverage(
    connection: sa.Connection, year_id: int
) -> tuple[dict[str, float] | None, dt.date | None]:
    """How far each need is met by the last plan of the year as it is, and when that was made."""
    query = (
        sa.select(PLAN_FILES.c.content, PLANS.c.made_at)
        .join(PLANS, PLANS.c.id == PLAN_FILES.c.plan_id)
        .where(PLANS.c.year_id == year_id, PLANS.c.scenario_id.is_(None))
        .where(PLAN_FILES.c.name == _FILE)
        .order_by(PLANS.c.made_at.desc(), PLANS.c.id.desc())
    )
    found = connection.execute(query.limit(1)).first()
    if found is None:
        return None, None
    lines = csv.DictReader(io.StringIO(bytes(found.content).decode("utf-8-sig")))
    return {line["need"]: float(line["coverage"]) for line in lines}, found.made_at.date()
