"""How long a school keeps what: its own rule, and what is due by it. Nothing is deleted unasked."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Collection

import sqlalchemy as sa

from planner.errors import StoreError
from planner.store import names, rows, trail
from planner.store.rows import Signature
from planner.store.schema import NAMES, PLANS, RULES, TABLES, YEARS
from planner.store.trail import Kind
from planner.store.values import Due, DuePlan, DuePupil, Rules

FEWEST_SHOWN = (2, 100)
LONGEST_MONTHS, LONGEST_YEARS = 600, 50


def rules(connection: sa.Connection, school_id: int) -> Rules:
    """Give what a school has decided, or what holds where it has decided nothing."""
    row = connection.execute(sa.select(RULES).where(RULES.c.school_id == school_id)).first()
    return Rules(row.fewest_shown, row.pupil_months, row.plan_years) if row else Rules()


def save_rules(
    connection: sa.Connection, school_id: int, decided: Rules, signature: Signature
) -> None:
    """Keep what a school has decided.

    Raises:
        StoreError: A number is none that can be kept to.
    """
    _refuse_impossible(decided)
    names.lock_school(connection, school_id)
    if decided == rules(connection, school_id):
        return
    connection.execute(sa.delete(RULES).where(RULES.c.school_id == school_id))
    connection.execute(
        sa.insert(RULES).values(
            school_id=school_id,
            fewest_shown=decided.fewest_shown,
            pupil_months=decided.pupil_months,
            plan_years=decided.plan_years,
        )
    )
    trail.begin_step(connection, None, signature, kind=Kind.RULES, what=f"{decided}")


def due(connection: sa.Connection, school_id: int, today: dt.date) -> Due:
    """Give what is due for deletion by the school's rule, the longest due first."""
    decided = rules(connection, school_id)
    return Due(
        pupils=_due_pupils(connection, school_id, decided.pupil_months, today),
        plans=_due_plans(connection, school_id, decided.plan_years, today),
        names=tuple(
            sorted(
                set(names.names(connection, school_id)) - set(names.codes(connection, school_id))
            )
        ),
    )


def delete_plans(connection: sa.Connection, plans: Collection[int], signature: Signature) -> None:
    """Delete plans, and note in each year how many."""
    query = sa.select(PLANS.c.year_id, sa.func.count()).where(PLANS.c.id.in_(plans))
    for year_id, number in connection.execute(query.group_by(PLANS.c.year_id)).all():
        what = f"{number:,} {'plan' if number == 1 else 'plans'} deleted by the school’s rule"
        step = trail.begin_step(connection, year_id, signature, kind=Kind.PLAN, what=what)
        trail.add_entries(
            connection, [trail.happened(step, "plans", trail.Change.REMOVED, to=what)]
        )
    connection.execute(sa.delete(PLANS).where(PLANS.c.id.in_(plans)))


def delete_names(connection: sa.Connection, school_id: int, pupils: Collection[str]) -> None:
    """Delete names of codes that are nobody's any more."""
    connection.execute(
        sa.delete(NAMES).where(NAMES.c.school_id == school_id, NAMES.c.pupil.in_(pupils))
    )


def later(day: dt.date, months: int) -> dt.date:
    """Give the day so many months later; the last day of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _due_pupils(
    connection: sa.Connection, school_id: int, months: int | None, today: dt.date
) -> tuple[DuePupil, ...]:
    if months is None:
        return ()
    last_days: dict[str, dt.date] = {}
    pupils = TABLES["pupils"].c
    for year in rows.years(connection, YEARS.c.school_id == school_id):
        query = sa.select(pupils.pupil, pupils.leaves).where(pupils.year_id == year.id)
        for pupil, leaves in connection.execute(query):
            day = leaves or year.academic_year.ends
            last_days[pupil] = max(last_days.get(pupil, day), day)
    found = (DuePupil(pupil, day, later(day, months)) for pupil, day in last_days.items())
    return tuple(sorted((one for one in found if one.due <= today), key=lambda one: one.due))


def _due_plans(
    connection: sa.Connection, school_id: int, years: int | None, today: dt.date
) -> tuple[DuePlan, ...]:
    if years is None:
        return ()
    query = (
        sa.select(PLANS.c.id, PLANS.c.year_id, PLANS.c.made_at)
        .join(YEARS, YEARS.c.id == PLANS.c.year_id)
        .where(YEARS.c.school_id == school_id)
    )
    named = {year.id: year for year in rows.years(connection, YEARS.c.school_id == school_id)}
    found = (
        DuePlan(plan, named[year_id], made_at, later(made_at.date(), 12 * years))
        for plan, year_id, made_at in connection.execute(query)
    )
    return tuple(sorted((one for one in found if one.due <= today), key=lambda one: one.due))


def _refuse_impossible(decided: Rules) -> None:
    fewest, most = FEWEST_SHOWN
    limits = ((decided.pupil_months, LONGEST_MONTHS), (decided.plan_years, LONGEST_YEARS))
    if not fewest <= decided.fewest_shown <= most:
        what = f"The smallest count to show is a whole number from {fewest} to {most}."
        raise StoreError(what, "Nothing was saved.")
    if any(value is not None and not 1 <= value <= limit for value, limit in limits):
        what = f"Months are 1 to {LONGEST_MONTHS} and years 1 to {LONGEST_YEARS}, or blank."
        raise StoreError(what, "Nothing was saved.")
