"""The one way into the store: who asks, whether they may, and one transaction for each request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self, Unpack

import sqlalchemy as sa

from planner.access import EDIT_ACTION, LOCAL, READ_ACTION, Action, Actor, may, require
from planner.school.records import Policies, SchoolDetails
from planner.school.registers import Registers
from planner.store import (
    answers,
    approvals,
    backup,
    desk,
    history,
    pairings,
    rows,
    saving,
    school_years,
    shelf,
    trail,
)
from planner.store.database import Database
from planner.store.migrate import bring_up_to_date
from planner.store.privacy import Privacy
from planner.store.registry import record_of
from planner.store.rows import Signature
from planner.store.sign_ins import StoredSignIns
from planner.store.values import (
    Approval,
    AuditEntry,
    Carried,
    Draft,
    MadeAnswer,
    MadePlan,
    RowChange,
    Saved,
    Scenario,
    SchoolYear,
    Step,
    Steps,
    StoredAnswer,
    StoredPlan,
    YearRegisters,
)
from planner.store.wordings import Wordings

# What the audit tells of besides the registers.
_BESIDES = frozenset({"plans", "scenarios", "approvals", "answers", "wordings"})
_AUDIT_ENTRIES = 1_000


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True)
class Store:
    """A store that is open. One serves every thread of a process.

    Every request names who asks first, and raises ``AccessError`` where their role may not do it.
    Every request is one transaction: what it gives back is kept, and what it refuses left nothing.

    Attributes:
        now: Tells the time.
    """

    _database: Database
    now: Callable[[], dt.datetime] = _utc_now
    _memory: school_years.Memory = field(default_factory=school_years.Memory, repr=False)

    @classmethod
    def open(cls, url: str, *, now: Callable[[], dt.datetime] = _utc_now) -> Self:
        """Open a store; make it where there is none, and bring an older one up to date.

        Raises:
            StoreError: It is newer than this Evenhand, damaged, or cannot be reached.
        """
        database = Database.at(url)
        try:
            bring_up_to_date(database)
        except BaseException:
            database.close()
            raise
        return cls(database, now)

    @property
    def privacy(self) -> Privacy:
        """The part of it that is about names, deletion and what anybody may see."""
        return Privacy(self._database, self.now, self._memory)

    @property
    def wordings(self) -> Wordings:
        """The part of it that keeps a school's own words in its documents."""
        return Wordings(self._database, lambda actor: Signature(actor.who, self.now(), ""))

    @cached_property
    def sign_ins(self) -> StoredSignIns:
        """The memory of sign-ins, which is asked before it is known who is there."""
        return StoredSignIns.of(self._database, self.now)

    def close(self) -> None:
        """Let go of it; it can be opened again."""
        self._database.close()

    def years(self, actor: Actor) -> tuple[SchoolYear, ...]:
        """Give the school years there are, by school and then the newest first."""
        require(actor, Action.READ_AGGREGATES)
        with self._database.reading() as connection:
            return rows.years(connection)

    def create_year(
        self,
        actor: Actor,
        details: SchoolDetails,
        policies: Policies,
        registers: Registers | None = None,
    ) -> SchoolYear:
        """Add a school year, empty or with the registers given, whose details these replace."""
        require(actor, Action.MANAGE_SCHOOLS)
        whole = school_years.blank(details, policies)
        if registers is not None:
            whole = replace(registers, details=details, policies=policies)
        with self._writing(actor) as (connection, signature):
            school = school_years.school_for(connection, details, signature.at)
            return school_years.create(connection, school, whole, signature)

    def registers(self, actor: Actor, year_id: int) -> YearRegisters:
        """Read the tables of a year that the actor may see."""
        require(actor, Action.READ_AGGREGATES)
        with self._database.reading() as connection:
            return school_years.read(connection, year_id, actor, self._memory)

    def save(
        self,
        actor: Actor,
        year_id: int,
        changes: Sequence[RowChange],
        *,
        why: str = "",
        drop_draft: str | None = None,
    ) -> Saved:
        """Keep changes of rows as one step, which can be undone.

        Args:
            actor: Who saves.
            year_id: The year.
            changes: The rows; each by the version that was read.
            why: The reason, for the audit.
            drop_draft: The table whose draft has now been saved.

        Raises:
            ConflictError: Somebody else changed one of the rows first; nothing was kept.
            StoreError: A change is not one that a table can have.
        """
        _require_edit(actor, {change.table for change in changes})
        with self._writing(actor, why) as (connection, signature):
            saved = saving.save(connection, year_id, changes, signature)
            if drop_draft is not None:
                desk.drop_draft(connection, year_id, drop_draft, actor.who)
            return saved

    def save_import(
        self,
        actor: Actor,
        year_id: int,
        changes: Sequence[RowChange],
        pairing: Mapping[str, str],
        *,
        seen: str,
        why: str = "",
    ) -> Saved:
        """Keep what an import changes as one step, and whose number in the MIS is which code.

        Args:
            actor: Who imports.
            year_id: The year.
            changes: The rows; each by the version that was read.
            pairing: The code of each pupil by their number in the MIS.
            seen: The digest of the registers that the changes were worked out from.
            why: The reason, for the audit.

        Raises:
            StoreError: The registers are no longer those; nothing was kept.
        """
        require(actor, Action.IMPORT)
        _require_edit(actor, {change.table for change in changes})
        with self._writing(actor, why) as (connection, signature):
            rows.lock_year(connection, year_id)
            pairings.refuse_if_changed(connection, year_id, seen)
            saved = saving.save(connection, year_id, changes, signature)
            pairings.keep_pairing(connection, year_id, pairing)
            return saved

    def pairing(self, actor: Actor, year_id: int) -> dict[str, str]:
        """Give the code of each pupil by their number in the MIS, to whoever may import."""
        require(actor, Action.IMPORT)
        with self._database.reading() as connection:
            return pairings.pairing(connection, year_id)

    def undo(self, actor: Actor, year_id: int) -> Step | None:
        """Take back the actor's own last save; ``None`` where there is none left.

        Raises:
            StoreError: Somebody else has saved one of its rows since.
        """
        with self._writing(actor) as (connection, signature):
            self._require_step(
                connection, actor, history.steps(connection, year_id, actor.who).undo
            )
            return history.undo(connection, year_id, signature)

    def redo(self, actor: Actor, year_id: int) -> Step | None:
        """Do again what the actor undid last; ``None`` where there is nothing.

        Raises:
            StoreError: Somebody else has saved one of its rows since.
        """
        with self._writing(actor) as (connection, signature):
            self._require_step(
                connection, actor, history.steps(connection, year_id, actor.who).redo
            )
            return history.redo(connection, year_id, signature)

    def steps(self, actor: Actor, year_id: int) -> Steps:
        """Give the actor's own saves that can be undone and redone, the next one first."""
        require(actor, Action.READ_AGGREGATES)
        with self._database.reading() as connection:
            return history.steps(connection, year_id, actor.who)

    def copy_forward(self, actor: Actor, year_id: int) -> tuple[SchoolYear, tuple[Carried, ...]]:
        """Make the next year of a school from this one, and tell what became of each row.

        Raises:
            StoreError: The school has that year already.
        """
        require(actor, Action.MANAGE_SCHOOLS)
        with self._writing(actor) as (connection, signature):
            return school_years.copy_forward(connection, year_id, actor, signature)

    def carried(self, actor: Actor, year_id: int) -> tuple[Carried, ...]:
        """Tell again what became of each row when this year was made from the one before."""
        require(actor, Action.MANAGE_SCHOOLS)
        with self._database.reading() as connection:
            return school_years.carried(connection, year_id)

    def delete_year(self, actor: Actor, year_id: int) -> None:
        """Delete a year with its registers, plans, scenarios and audit, for good."""
        require(actor, Action.MANAGE_SCHOOLS)
        with self._writing(actor) as (connection, signature):
            school_years.delete(connection, year_id, signature)

    def audit(
        self,
        actor: Actor,
        year_id: int,
        *,
        table: str | None = None,
        row: int | None = None,
        limit: int = _AUDIT_ENTRIES,
    ) -> tuple[AuditEntry, ...]:
        """Tell who changed what, the last first, as far as the actor may see the tables."""
        require(actor, Action.READ_AUDIT)
        seen = {name for name, action in READ_ACTION.items() if may(actor, action)} | _BESIDES
        tables = seen if table is None else seen & {table}
        with self._database.reading() as connection:
            return trail.read_trail(connection, year_id, tables, row=row, limit=limit)

    def save_draft(
        self, actor: Actor, year_id: int, table: str, payload: Mapping[str, Any]
    ) -> None:
        """Keep what the actor has typed into a table and not saved."""
        _require_edit(actor, {table})
        with self._writing(actor) as (connection, signature):
            desk.save_draft(connection, year_id, table, payload, signature)

    def draft(self, actor: Actor, year_id: int, table: str) -> Draft | None:
        """Give what the actor has typed into a table and not saved; ``None`` if nothing."""
        found = (one for one in self.drafts(actor, year_id) if one.table == table)
        return next(found, None)

    def drafts(self, actor: Actor, year_id: int) -> tuple[Draft, ...]:
        """Give all that the actor has typed in a year and not saved, the last first."""
        require(actor, Action.READ_AGGREGATES)
        with self._database.reading() as connection:
            found = desk.drafts(connection, year_id, actor.who)
        return tuple(one for one in found if may(actor, EDIT_ACTION[one.table]))

    def drop_draft(self, actor: Actor, year_id: int, table: str) -> None:
        """Forget what the actor has typed into a table."""
        require(actor, Action.READ_AGGREGATES)
        with self._writing(actor) as (connection, _):
            desk.drop_draft(connection, year_id, table, actor.who)

    def get_preference(self, actor: Actor, key: str) -> Any:
        """Give what is remembered about the actor; ``None`` where nothing is."""
        require(actor, Action.READ_AGGREGATES)
        with self._database.reading() as connection:
            return desk.preference(connection, actor.who, key)

    def set_preference(self, actor: Actor, key: str, value: Any) -> None:
        """Remember something small about the actor; ``None`` forgets it."""
        require(actor, Action.READ_AGGREGATES)
        with self._writing(actor) as (connection, _):
            desk.remember(connection, actor.who, key, value)

    def save_plan(
        self,
        actor: Actor,
        year_id: int,
        **made: Unpack[MadePlan],
    ) -> StoredPlan:
        """Keep a plan for good, with the digest of what it was made from."""
        is_trial = made.get("scenario_id") is not None
        require(actor, Action.EDIT_SCENARIOS if is_trial else Action.PLAN)
        with self._writing(actor) as (connection, signature):
            return shelf.save_plan(connection, year_id, made, signature)

    def plans(self, actor: Actor, year_id: int) -> tuple[StoredPlan, ...]:
        """Give the plans of a year, the last one first."""
        require(actor, Action.READ_AGGREGATES)
        with self._database.reading() as connection:
            return shelf.plans(connection, year_id)

    def plan_files(self, actor: Actor, plan_id: int) -> dict[str, bytes]:
        """Give the files of a plan, by name."""
        require(actor, Action.READ_PLAN)
        with self._database.reading() as connection:
            return shelf.plan_files(connection, plan_id)

    def approve_plan(self, actor: Actor, plan_id: int, note: str = "") -> Approval:
        """Say yes to a plan, for good.

        Raises:
            StoreError: They made it themselves, or said yes already; it is there no more; or it
                was made for a scenario.
        """
        require(actor, Action.APPROVE_PLAN)
        with self._writing(actor, note) as (connection, signature):
            return approvals.approve(connection, plan_id, signature, is_only_user=actor == LOCAL)

    def approvals(self, actor: Actor, year_id: int) -> tuple[Approval, ...]:
        """Tell who said yes to which plans of a year, the last first."""
        require(actor, Action.READ_AGGREGATES)
        with self._database.reading() as connection:
            found = approvals.approvals(connection, year_id)
        if may(actor, Action.READ_PLAN):
            return found
        return tuple(replace(one, note="") for one in found)

    def save_answer(self, actor: Actor, year_id: int, **made: Unpack[MadeAnswer]) -> StoredAnswer:
        """Keep what a question was answered with."""
        require(actor, Action.ASK)
        with self._writing(actor) as (connection, signature):
            return answers.save(connection, year_id, made, signature)

    def answers(self, actor: Actor, year_id: int) -> tuple[StoredAnswer, ...]:
        """Give the answers of a year, the last one first."""
        require(actor, Action.READ_PLAN)
        with self._database.reading() as connection:
            return answers.answers(connection, year_id)

    def scenarios(self, actor: Actor, year_id: int) -> tuple[Scenario, ...]:
        """Give the scenarios of a year, in the order in which they were made."""
        require(actor, Action.READ_PLAN)
        with self._database.reading() as connection:
            return shelf.scenarios(connection, year_id)

    def create_scenario(
        self, actor: Actor, year_id: int, name: str, changes: Sequence[Any] = ()
    ) -> Scenario:
        """Keep a new scenario."""
        require(actor, Action.EDIT_SCENARIOS)
        with self._writing(actor) as (connection, signature):
            return shelf.create_scenario(connection, year_id, name, changes, signature)

    def change_scenario(
        self,
        actor: Actor,
        year_id: int,
        scenario_id: int,
        changes: Sequence[Any],
        *,
        seen: Sequence[Any] | None = None,
    ) -> Scenario:
        """Give a scenario other changes.

        Args:
            actor: Who changes it.
            year_id: The year.
            scenario_id: The scenario.
            changes: Its changes from now on.
            seen: Those that the actor saw; ``None`` where it does not matter which there were.

        Raises:
            StoreError: It is not there any more, or has other changes than were seen.
        """
        require(actor, Action.EDIT_SCENARIOS)
        with self._writing(actor) as (connection, signature):
            now = shelf.the_scenario(connection, year_id, scenario_id)
            if seen is not None:
                shelf.refuse_if_changed(now, seen)
            return shelf.change_scenario(connection, now, signature, changes=changes)

    def rename_scenario(self, actor: Actor, year_id: int, scenario_id: int, name: str) -> Scenario:
        """Give a scenario another name."""
        require(actor, Action.EDIT_SCENARIOS)
        with self._writing(actor) as (connection, signature):
            now = shelf.the_scenario(connection, year_id, scenario_id)
            return shelf.change_scenario(connection, now, signature, name=name)

    def delete_scenario(self, actor: Actor, year_id: int, scenario_id: int) -> None:
        """Delete a scenario and the plans made for it."""
        require(actor, Action.EDIT_SCENARIOS)
        with self._writing(actor) as (connection, signature):
            shelf.delete_scenario(connection, year_id, scenario_id, signature)

    def back_up(self, actor: Actor) -> bytes:
        """Give everything in the store as one file, as it is at one moment."""
        require(actor, Action.BACK_UP)
        with self._writing(actor) as (connection, signature):
            backup.note_backup(connection, signature)
        with self._database.reading() as connection:
            return backup.write(connection, signature.at)

    def restore(self, actor: Actor, data: bytes) -> None:
        """Bring a backup back into a store that has no school years.

        Raises:
            StoreError: There are school years, or the file is damaged, newer or no backup.
        """
        require(actor, Action.RESTORE)
        tables = backup.read(data)
        with self._writing(actor) as (connection, signature):
            backup.restore(connection, tables, signature)

    def last_backup(self, actor: Actor) -> dt.datetime | None:
        """Tell when the last backup was made; ``None`` if none was."""
        require(actor, Action.BACK_UP)
        with self._database.reading() as connection:
            return backup.last_backup(connection)

    @contextmanager
    def _writing(self, actor: Actor, why: str = "") -> Iterator[tuple[sa.Connection, Signature]]:
        with self._database.writing() as connection:
            yield connection, Signature(actor.who, self.now(), why)

    def _require_step(
        self, connection: sa.Connection, actor: Actor, offered: Sequence[Step]
    ) -> None:
        """A step goes back or forth only by somebody who may still change its tables."""
        if offered:
            _require_edit(actor, history.tables_of(connection, offered[0].id))


def _require_edit(actor: Actor, tables: Collection[str]) -> None:
    for table in sorted(tables):
        record_of(table)
        require(actor, EDIT_ACTION[table])
