"""What protects people in the store: names, what is kept how long, and deletion for good.

Like every request to the store, each names who asks first and is one transaction.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

import sqlalchemy as sa

from planner.access import Action, Actor, require
from planner.glance import Glance
from planner.national.at_a_glance import BesideAtAGlance
from planner.store import aggregates, erasure, names, retention, trail
from planner.store.database import Database
from planner.store.registry import RESTED_ON
from planner.store.rows import Signature
from planner.store.school_years import Memory
from planner.store.values import Due, Erased, Happening, Rules, WholePlan

Counted = TypeVar("Counted")


@dataclass(frozen=True)
class Privacy:
    """The part of an open store that keeps people's data from others, and from being kept."""

    _database: Database
    _now: Callable[[], dt.datetime]
    _memory: Memory

    def glance(self, actor: Actor, year_id: int) -> Glance:
        """Count a year for anybody's eyes, small numbers hidden."""
        require(actor, Action.READ_AGGREGATES)
        with self._database.reading() as connection:
            return aggregates.glance(connection, year_id)

    def beside_national(self, actor: Actor, year_id: int) -> BesideAtAGlance:
        """Set a year beside national figures for anybody's eyes, small numbers hidden."""
        require(actor, Action.READ_AGGREGATES)
        with self._database.reading() as connection:
            return aggregates.beside_national(connection, year_id)

    def count_plan(
        self,
        actor: Actor,
        year_id: int,
        count: Callable[[WholePlan], Counted],
        plan_id: int | None = None,
    ) -> Counted | None:
        """Count a plan for anybody's eyes; ``None`` where there is none.

        Args:
            actor: Who reads the figures.
            year_id: The year.
            count: Makes the figures, with small numbers hidden from whoever may not read plans:
                nothing but what it gives leaves the store.
            plan_id: The plan; the last of the year as it is, if not given.
        """
        require(actor, Action.READ_AGGREGATES)
        with self._database.reading() as connection:
            found = aggregates.whole_plan(connection, year_id, plan_id)
        return None if found is None else count(found)

    def has_changed_since(self, actor: Actor, year_id: int, at: dt.datetime) -> bool:
        """Tell whether anything that plans of a year rest on was saved after a moment."""
        require(actor, Action.READ_AGGREGATES)
        with self._database.reading() as connection:
            return trail.has_changed_since(connection, year_id, at, RESTED_ON)

    def names(self, actor: Actor, school_id: int) -> dict[str, str]:
        """Give the name of each pupil of a school who has one, by code."""
        require(actor, Action.READ_NAMES)
        with self._database.reading() as connection:
            return names.names(connection, school_id)

    def codes(self, actor: Actor, school_id: int) -> tuple[str, ...]:
        """Give the code of everybody who is a pupil in any year of a school."""
        require(actor, Action.READ_PUPILS)
        with self._database.reading() as connection:
            return tuple(sorted(names.codes(connection, school_id)))

    def save_names(self, actor: Actor, school_id: int, changed: Mapping[str, str]) -> int:
        """Give pupils names, a blank one to none, and say how many are other than before.

        Raises:
            StoreError: A code is nobody's in this school, or a name is none.
        """
        require(actor, Action.EDIT_NAMES)
        with self._writing(actor) as (connection, signature):
            return names.save_names(connection, school_id, changed, signature)

    def rules(self, actor: Actor, school_id: int) -> Rules:
        """Give what a school has decided about privacy."""
        require(actor, Action.READ_AUDIT)
        with self._database.reading() as connection:
            return retention.rules(connection, school_id)

    def save_rules(self, actor: Actor, school_id: int, decided: Rules) -> None:
        """Keep what a school has decided about privacy.

        Raises:
            StoreError: A number is none that can be kept to.
        """
        require(actor, Action.ERASE)
        with self._writing(actor) as (connection, signature):
            retention.save_rules(connection, school_id, decided, signature)

    def due(self, actor: Actor, school_id: int) -> Due:
        """Give what is due for deletion by the school's rule."""
        require(actor, Action.ERASE)
        with self._database.reading() as connection:
            return retention.due(connection, school_id, self._now().date())

    def delete_due(
        self,
        actor: Actor,
        school_id: int,
        *,
        pupils: Collection[str] = (),
        plans: Collection[int] = (),
        names_of: Collection[str] = (),
    ) -> None:
        """Delete for good what was confirmed, as far as it is still due."""
        require(actor, Action.ERASE)
        with self._writing(actor) as (connection, signature):
            due = retention.due(connection, school_id, signature.at.date())
            for one in due.pupils:
                if one.pupil in pupils:
                    erasure.erase(connection, school_id, one.pupil, signature)
            some = [one.id for one in due.plans if one.id in plans]
            retention.delete_plans(connection, some, signature)
            orphans = [code for code in due.names if code in names_of]
            retention.delete_names(connection, school_id, orphans)
        self._forget()

    def would_erase(self, actor: Actor, school_id: int, pupil: str) -> Erased:
        """Tell what would be deleted with a pupil; nothing is.

        Raises:
            StoreError: Nothing is known of such a pupil.
        """
        require(actor, Action.ERASE)
        with self._writing(actor) as (connection, signature):
            return erasure.would_erase(connection, school_id, pupil, signature)

    def erase(self, actor: Actor, school_id: int, pupil: str) -> Erased:
        """Delete a pupil for good, with all that is about them in every year of the school.

        Raises:
            StoreError: Nothing is known of such a pupil.
        """
        require(actor, Action.ERASE)
        with self._writing(actor) as (connection, signature):
            erased = erasure.erase(connection, school_id, pupil, signature)
        self._forget()
        return erased

    def happenings(self, actor: Actor) -> tuple[Happening, ...]:
        """Tell what happened to the whole installation, the last first."""
        require(actor, Action.READ_AUDIT)
        with self._database.reading() as connection:
            return trail.happenings(connection)

    def _forget(self) -> None:
        """Leave nothing of what is gone in this process or in the journal of the file."""
        self._memory.forget()
        self._database.forget_journal()

    @contextmanager
    def _writing(self, actor: Actor) -> Iterator[tuple[sa.Connection, Signature]]:
        with self._database.writing() as connection:
            yield connection, Signature(actor.who, self._now())
