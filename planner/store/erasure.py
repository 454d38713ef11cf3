"""A pupil deleted for good: everything about them, in every year of the school, past ones too.

What is left is a note that it happened: who did it and when, and no code. A plan that mentions the
pupil is deleted and not redacted, because without one of its pupils it would add up no more and
could not be checked.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from planner.errors import StoreError
from planner.school.fields import Restriction, RestrictionKind, read_text
from planner.school.records import BudgetLine, FundingStream, Record, Referral
from planner.store import names, rows, trail, wordings
from planner.store.mention import Code, pupils_in_file
from planner.store.registry import RECORDS, row_key
from planner.store.schema import (
    ANSWERS,
    APPROVALS,
    AUDIT,
    DRAFTS,
    NAMES,
    PAIRINGS,
    PLAN_FILES,
    PLANS,
    PREFERENCES,
    SCENARIOS,
    STEPS,
    TABLES,
    YEARS,
)
from planner.store.trail import Change, Kind
from planner.store.values import Erased, SchoolYear, StoredRow

HAPPENED = "A pupil was deleted for good"
_OF_PUPILS = tuple(name for name, record in RECORDS.items() if "pupil" in record.model_fields)
_WORDS = {
    name: tuple(
        info.alias or field
        for field, info in record.model_fields.items()
        if any(getattr(one, "func", None) is read_text for one in info.metadata)
    )
    for name, record in RECORDS.items()
}


@dataclass
class _Leaving:
    """A pupil on the way out of one school, with what has been deleted so far.

    Attributes:
        gone: The rows that were about the pupil, by table; the audit knows of earlier ones too.
        keys: What those rows were called.
        still_named: What other rows are called that have the code in it.
        renamed: What each scenario of the year at hand is called now that had the code in its name.
    """

    connection: sa.Connection
    code: Code
    signature: rows.Signature
    count: Counter[str] = field(default_factory=Counter)
    gone: set[tuple[str, int]] = field(default_factory=set)
    keys: set[tuple[str, str]] = field(default_factory=set)
    still_named: list[str] = field(default_factory=list)
    renamed: dict[str, str] = field(default_factory=dict)


def would_erase(
    connection: sa.Connection, school_id: int, pupil: str, signature: rows.Signature
) -> Erased:
    """Tell what would be deleted with a pupil, by doing it and taking it back at once.

    Raises:
        StoreError: Nothing is known of such a pupil.
    """
    with connection.begin_nested() as trial:
        found = erase(connection, school_id, pupil, signature)
        trial.rollback()
    return found


def erase(
    connection: sa.Connection, school_id: int, pupil: str, signature: rows.Signature
) -> Erased:
    """Delete a pupil and all that is about them.

    Raises:
        StoreError: Nothing is known of such a pupil.
    """
    names.lock_school(connection, school_id)
    leaving = _Leaving(connection, Code(pupil), signature)
    leaving.count["names"] = _deleted(
        connection, NAMES, NAMES.c.school_id == school_id, NAMES.c.pupil == pupil
    )
    left = [
        year
        for year in rows.years(connection, YEARS.c.school_id == school_id)
        if _has_left(leaving, year.id)
    ]
    for year in left:
        _clean_notes(leaving, year.id)
    _forget_preferences(leaving)
    if not leaving.count.total():
        what = f"Nothing is known of a pupil {pupil} in any year of this school."
        raise StoreError(what, "Look at the code again: it may have been deleted already.")
    _note(leaving, left)
    return Erased(
        years=tuple(left),
        counts={what: number for what, number in leaving.count.items() if number},
        still_named=tuple(leaving.still_named),
    )


def refuse_plan_of_the_erased(
    connection: sa.Connection, year_id: int, files: Mapping[str, bytes]
) -> None:
    """Let no plan be kept that was begun before one of its pupils was deleted for good.

    Raises:
        StoreError: Somebody was deleted for good in this year, and it has pupils who are not there.
    """
    erased = sa.select(STEPS.c.id).where(STEPS.c.year_id == year_id, STEPS.c.kind == Kind.ERASED)
    if connection.execute(erased.limit(1)).first() is None:
        return
    pupils = TABLES["pupils"].c
    there = connection.execute(sa.select(pupils.pupil).where(pupils.year_id == year_id)).scalars()
    planned = {code for file in files.items() for code in pupils_in_file(*file)}
    if planned - set(there):
        what = "This plan has a pupil who was deleted while it was made, so it is not kept."
        raise StoreError(what, "Plan again.")


def _has_left(leaving: _Leaving, year_id: int) -> bool:
    """Take a pupil out of one year, and tell whether there was anything about them."""
    rows.lock_year(leaving.connection, year_id)
    before = leaving.count.total()
    for take_out in _TAKING_OUT:
        take_out(leaving, year_id)
    return leaving.count.total() > before


def _delete_rows(leaving: _Leaving, year_id: int) -> None:
    for table in _OF_PUPILS:
        for row in rows.read_table(leaving.connection, year_id, table):
            if row.record.pupil == leaving.code.text:
                rows.delete_row(leaving.connection, table, row.id)
                leaving.gone.add((table, row.id))
                leaving.keys.add((table, row_key(row.record)))
                leaving.count[table] += 1


def _free_streams(leaving: _Leaving, year_id: int) -> None:
    """Money given for this pupil alone goes with them; what it was to pay becomes anybody's."""
    mine = Restriction(RestrictionKind.PUPIL, leaving.code.text)
    ended = set()
    for row in rows.read_table(leaving.connection, year_id, "funding"):
        stream: FundingStream = row.record
        if mine not in stream.restricted_to:
            continue
        others = tuple(one for one in stream.restricted_to if one != mine)
        if others:
            _rewrite(leaving, "funding", row, stream.model_copy(update={"restricted_to": others}))
            continue
        ended.add(stream.stream)
        leaving.gone.add(("funding", row.id))
        leaving.count["funding"] += 1
        rows.delete_row(leaving.connection, "funding", row.id)
    for table in ("budget_lines", "referrals"):
        for row in rows.read_table(leaving.connection, year_id, table):
            paid: BudgetLine | Referral = row.record
            if paid.stream in ended:
                _rewrite(leaving, table, row, paid.model_copy(update={"stream": None}))


def _clean_words(leaving: _Leaving, year_id: int) -> None:
    """Take the code out of sentences about others, and name the codes that have it in them."""
    for table, columns in _WORDS.items():
        for row in rows.read_table(leaving.connection, year_id, table):
            kept = {name: getattr(row.record, name) for name in type(row.record).model_fields}
            clean = {
                name: leaving.code.taken_out_of(value)
                for name, value in kept.items()
                if _name_in(row.record, name) in columns and isinstance(value, str)
            }
            if any(kept[name] != value for name, value in clean.items()):
                _rewrite(leaving, table, row, row.record.model_copy(update=clean))
            if leaving.code.is_in(row_key(row.record)):
                leaving.still_named.append(row_key(row.record))


def _name_in(record: Record, name: str) -> str:
    return type(record).model_fields[name].alias or name


def _rewrite(leaving: _Leaving, table: str, row: StoredRow[Any], record: Record) -> None:
    """Write a row without the code; what it was before is not kept."""
    rows.update_row(leaving.connection, table, StoredRow(row.id, row.version + 1, record))
    leaving.count["rows of others"] += 1


def _clean_wordings(leaving: _Leaving, year_id: int) -> None:
    """Delete the words of documents about the pupil, and take the code out of other documents."""
    gone, cleaned = wordings.take_out(leaving.connection, year_id, leaving.code, leaving.renamed)
    leaving.gone |= {(wordings.TABLE, row) for row in gone}
    leaving.count["wordings"] += len(gone) + cleaned


def _clean_audit(leaving: _Leaving, year_id: int) -> None:
    """Delete what the audit tells of the pupil, and take the code out of the rest."""
    entries = leaving.connection.execute(
        sa.select(AUDIT)
        .join(STEPS, STEPS.c.id == AUDIT.c.step_id)
        .where(STEPS.c.year_id == year_id)
    ).all()
    code = leaving.code.text
    once_theirs = {
        (entry.table_name, entry.row_id)
        for entry in entries
        if (entry.column_name == "pupil" and code in {entry.before, entry.after})
        or (entry.column_name == "restricted_to" and _is_only_for(code, entry))
    }
    about = leaving.gone | once_theirs
    gone = [entry.id for entry in entries if (entry.table_name, entry.row_id) in about]
    for some in rows.chunks(gone):
        leaving.connection.execute(sa.delete(AUDIT).where(AUDIT.c.id.in_(some)))
    leaving.count["audit"] += len(gone)
    for entry in entries:
        if (entry.table_name, entry.row_id) not in about:
            _clean_entry(leaving, entry)


def _is_only_for(code: str, entry: sa.Row[Any]) -> bool:
    only = json.dumps([f"{RestrictionKind.PUPIL}:{code}"])
    return only in {entry.before, entry.after}


def _clean_entry(leaving: _Leaving, entry: sa.Row[Any]) -> None:
    values = {name: getattr(entry, name) for name in ("row_key", "before", "after")}
    clean = {
        name: text if text is None else _clean_text(leaving.code, entry.column_name, text)
        for name, text in values.items()
    }
    if clean != values:
        leaving.connection.execute(sa.update(AUDIT).where(AUDIT.c.id == entry.id).values(clean))
        leaving.count["audit"] += 1


def _clean_text(code: Code, column: str, text: str) -> str:
    if column != "restricted_to" or not text.startswith("["):
        return code.taken_out_of(text)
    mine = f"{RestrictionKind.PUPIL}:{code.text}"
    return json.dumps([one for one in json.loads(text) if one != mine], ensure_ascii=False)


def _clean_steps(leaving: _Leaving, year_id: int) -> None:
    query = sa.select(STEPS.c.id, STEPS.c.why, STEPS.c.what).where(STEPS.c.year_id == year_id)
    for step in leaving.connection.execute(query).all():
        clean = {name: leaving.code.taken_out_of(getattr(step, name)) for name in ("why", "what")}
        if clean != {"why": step.why, "what": step.what}:
            leaving.connection.execute(sa.update(STEPS).where(STEPS.c.id == step.id).values(clean))
            leaving.count["audit"] += 1


def _delete_drafts(leaving: _Leaving, year_id: int) -> None:
    query = sa.select(DRAFTS.c.id, DRAFTS.c.payload).where(DRAFTS.c.year_id == year_id)
    found = leaving.connection.execute(query).all()
    mentioning = (one.id for one in found if leaving.code.is_in_value(json.loads(one.payload)))
    leaving.count["drafts"] += _delete_ids(leaving.connection, DRAFTS, mentioning)


def _clean_scenarios(leaving: _Leaving, year_id: int) -> None:
    """Leave out the changes of a scenario that are about the pupil."""
    leaving.renamed.clear()
    query = sa.select(SCENARIOS).where(SCENARIOS.c.year_id == year_id)
    for one in leaving.connection.execute(query).all():
        changes = json.loads(one.changes)
        kept = [change for change in changes if not leaving.code.is_in_value(change)]
        name = leaving.code.taken_out_of(one.name)
        if name != one.name:
            # Two scenarios may not have one name, and both may have had the code in theirs.
            name = leaving.renamed[one.name] = f"{name} ({one.id})"
        if (kept, name) == (changes, one.name):
            continue
        values = {"name": name, "changes": json.dumps(kept, ensure_ascii=False)}
        leaving.connection.execute(
            sa.update(SCENARIOS).where(SCENARIOS.c.id == one.id).values(values)
        )
        leaving.count["scenarios"] += 1


def _delete_answers(leaving: _Leaving, year_id: int) -> None:
    query = sa.select(ANSWERS).where(ANSWERS.c.year_id == year_id)
    mentioning = (
        one.id
        for one in leaving.connection.execute(query).all()
        if any(leaving.code.is_in_value(json.loads(text)) for text in (one.asked, one.answer))
    )
    leaving.count["answers"] += _delete_ids(leaving.connection, ANSWERS, mentioning)


def _clean_approvals(leaving: _Leaving, year_id: int) -> None:
    """Take the code out of the notes on plans that stay; those on plans that go have gone."""
    query = (
        sa.select(APPROVALS.c.id, APPROVALS.c.note)
        .join(PLANS, PLANS.c.id == APPROVALS.c.plan_id)
        .where(PLANS.c.year_id == year_id)
    )
    for one in leaving.connection.execute(query).all():
        note = leaving.code.taken_out_of(one.note)
        if note != one.note:
            leaving.connection.execute(
                sa.update(APPROVALS).where(APPROVALS.c.id == one.id).values(note=note)
            )
            leaving.count["approvals"] += 1


def _delete_plans(leaving: _Leaving, year_id: int) -> None:
    query = (
        sa.select(PLAN_FILES.c.plan_id, PLAN_FILES.c.name, PLAN_FILES.c.content)
        .join(PLANS, PLANS.c.id == PLAN_FILES.c.plan_id)
        .where(PLANS.c.year_id == year_id)
    )
    mentioning = {
        one.plan_id
        for one in leaving.connection.execute(query)
        if leaving.code.is_in_file(one.name, bytes(one.content))
    }
    leaving.count["plans"] += _delete_ids(leaving.connection, PLANS, mentioning)


def _forget_number(leaving: _Leaving, year_id: int) -> None:
    """Forget which number the pupil has in the MIS."""
    where = (PAIRINGS.c.year_id == year_id, PAIRINGS.c.code == leaving.code.text)
    leaving.count["numbers"] += _deleted(leaving.connection, PAIRINGS, *where)


def _clean_notes(leaving: _Leaving, year_id: int) -> None:
    """Forget what became of the pupil's rows when the year was made from the one before."""
    where = YEARS.c.id == year_id
    notes = json.loads(
        leaving.connection.execute(sa.select(YEARS.c.carried).where(where)).scalar() or "[]"
    )
    kept = [
        note
        for note in notes
        if not leaving.code.is_in_value(note) and (note["table"], note["key"]) not in leaving.keys
    ]
    if kept != notes:
        text = json.dumps(kept, ensure_ascii=False)
        leaving.connection.execute(sa.update(YEARS).where(where).values(carried=text))
        leaving.count["notes"] += len(notes) - len(kept)


def _forget_preferences(leaving: _Leaving) -> None:
    found = leaving.connection.execute(sa.select(PREFERENCES.c.id, PREFERENCES.c.value)).all()
    mentioning = (one.id for one in found if leaving.code.is_in_value(json.loads(one.value)))
    leaving.count["preferences"] += _delete_ids(leaving.connection, PREFERENCES, mentioning)


def _note(leaving: _Leaving, years: Sequence[SchoolYear]) -> None:
    """Note that it happened, once in each year, and give each year another stamp."""
    connection, signature = leaving.connection, leaving.signature
    numbers: list[int | None] = [year.id for year in years]
    for year_id in numbers or [None]:
        step = trail.begin_step(connection, year_id, signature, kind=Kind.ERASED, what=HAPPENED)
        if year_id is not None:
            trail.add_entries(connection, [trail.happened(step, "pupils", Change.REMOVED)])
            rows.touch_year(connection, year_id, signature.at)


def _delete_ids(connection: sa.Connection, table: sa.Table, ids: Iterable[int]) -> int:
    return sum(_deleted(connection, table, table.c.id.in_(some)) for some in rows.chunks(ids))


def _deleted(connection: sa.Connection, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
    return int(connection.execute(sa.delete(table).where(*where)).rowcount)


_TAKING_OUT = (
    _delete_rows,
    _free_streams,
    _clean_words,
    # Words about a scenario follow its name, and the audit tells of them last.
    _clean_scenarios,
    _clean_wordings,
    _clean_audit,
    _clean_steps,
    _delete_drafts,
    _delete_plans,
    _clean_approvals,
    _delete_answers,
    _forget_number,
)
