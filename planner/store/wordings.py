"""A school's own words in its documents: for each place of each, the last that somebody wrote.

They are no part of a school's files, because other words make no plan out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import sqlalchemy as sa

from planner.access import Action, Actor, require
from planner.errors import StoreError
from planner.store import rows, trail
from planner.store.database import Database
from planner.store.mention import Code
from planner.store.rows import Signature
from planner.store.schema import TABLES, WORDINGS
from planner.store.trail import Change, Kind
from planner.store.values import Wording

TABLE = WORDINGS.name
_CHARACTERS = 10_000
_KEY_CHARACTERS = 200


@dataclass(frozen=True)
class Wordings:
    """The part of an open store that keeps the words of documents."""

    _database: Database
    _signature: Callable[[Actor], Signature]

    def of(
        self, actor: Actor, year_id: int, document: str, subject: str = ""
    ) -> dict[str, Wording]:
        """Give the school's own words in a document, by their place; blank ones are not there.

        Args:
            actor: Who reads them.
            year_id: The year.
            document: The document's key.
            subject: Whom or what it is about; blank for the whole school.
        """
        require(actor, Action.READ_PLAN if subject else Action.READ_AGGREGATES)
        with self._database.reading() as connection:
            found = _read(connection, year_id, document, subject)
        return {place: one for place, one in found.items() if one.text}

    def save(
        self,
        actor: Actor,
        year_id: int,
        document: str,
        words: Mapping[str, str],
        subject: str = "",
    ) -> int:
        """Keep words in a document as one step, and say how many places are other than before.

        Args:
            actor: Who wrote them.
            year_id: The year.
            document: The document's key.
            words: The words by their place; blank ones give the place its usual words again.
            subject: Whom or what the document is about; blank for the whole school.

        Raises:
            StoreError: They are too long, or have half a character; nothing was kept.
        """
        require(actor, Action.EDIT_WORDING)
        with self._writing(actor) as (connection, signature):
            return _save(connection, year_id, (document, subject), words, signature)

    @contextmanager
    def _writing(self, actor: Actor) -> Iterator[tuple[sa.Connection, Signature]]:
        with self._database.writing() as connection:
            yield connection, self._signature(actor)


def take_out(
    connection: sa.Connection, year_id: int, code: Code, renamed: Mapping[str, str]
) -> tuple[set[int], int]:
    """Delete the words of documents about a pupil, and take the code out of all others.

    Words about a scenario go on with the name that it has now. Those about anything else with the
    code in its name are deleted, but not those about a pupil whose own code has it in it.

    Args:
        connection: The connection.
        year_id: The year.
        code: The pupil's code, which is not in the register any more.
        renamed: What each scenario that had the code in its name is called now, by that name.

    Returns:
        The rows that are deleted, and how many others had the code in them.
    """
    query = sa.select(WORDINGS).where(WORDINGS.c.year_id == year_id)
    found = connection.execute(query).all()
    pupils = TABLES["pupils"].c
    there = set(
        connection.execute(sa.select(pupils.pupil).where(pupils.year_id == year_id)).scalars()
    )
    kept = there | (renamed.keys() - {code.text})
    gone = {
        one.id
        for one in found
        if one.subject == code.text or (one.subject not in kept and code.is_in(one.subject))
    }
    for some in rows.chunks(sorted(gone)):
        connection.execute(sa.delete(WORDINGS).where(WORDINGS.c.id.in_(some)))
    cleaned = 0
    for one in found:
        subject = one.subject if one.subject in there else renamed.get(one.subject, one.subject)
        clean = {"subject": subject, "text": code.taken_out_of(one.text)}
        if one.id not in gone and clean != {"subject": one.subject, "text": one.text}:
            where = WORDINGS.c.id == one.id
            connection.execute(sa.update(WORDINGS).where(where).values(clean))
            cleaned += 1
    return gone, cleaned


def _read(
    connection: sa.Connection, year_id: int, document: str, subject: str
) -> dict[str, Wording]:
    query = sa.select(
        WORDINGS.c.id, WORDINGS.c.place, WORDINGS.c.text, WORDINGS.c.who, WORDINGS.c.at
    ).where(
        WORDINGS.c.year_id == year_id,
        WORDINGS.c.document == document,
        WORDINGS.c.subject == subject,
    )
    return {row["place"]: Wording(**row) for row in connection.execute(query).mappings()}


def _save(
    connection: sa.Connection,
    year_id: int,
    where: tuple[str, str],
    words: Mapping[str, str],
    signature: Signature,
) -> int:
    document, subject = where
    _refuse_half_characters(document, subject, words)
    rows.lock_year(connection, year_id)
    before = _read(connection, year_id, document, subject)
    changed = {
        place: text.strip()
        for place, text in words.items()
        if text.strip() != (before[place].text if place in before else "")
    }
    _refuse_long(document, subject, changed)
    if not changed:
        return 0
    what = f"words of {document} changed"
    step = trail.begin_step(connection, year_id, signature, kind=Kind.WORDING, what=what)
    entries = []
    for place, text in changed.items():
        old = before.get(place)
        row = _put(connection, (year_id, document, subject, place), text, signature, old)
        entries.append(_entry(step, row, (document, subject, place), old, text))
    trail.add_entries(connection, entries)
    return len(changed)


def _put(
    connection: sa.Connection,
    key: tuple[int, str, str, str],
    text: str,
    signature: Signature,
    old: Wording | None,
) -> int:
    """Write the words of one place; its row stays when they are blank, for the audit."""
    values = {"text": text, "who": signature.who, "at": signature.at}
    if old is not None:
        connection.execute(sa.update(WORDINGS).where(WORDINGS.c.id == old.id).values(values))
        return old.id
    names = ("year_id", "document", "subject", "place")
    new = dict(zip(names, key, strict=True)) | values
    return int(
        connection.execute(sa.insert(WORDINGS).values(new).returning(WORDINGS.c.id)).scalar_one()
    )


def _entry(
    step: int, row: int, key: tuple[str, str, str], old: Wording | None, text: str
) -> trail.Entry:
    """Note what the words of a place were and are."""
    named = " ".join(part for part in key if part)
    entry = trail.happened(
        step, TABLE, Change.ADDED if old is None else Change.CHANGED, row=row, key=named, to=text
    )
    return entry | {"column_name": "text", "before": (old.text or None) if old else None}


def _refuse_half_characters(document: str, subject: str, words: Mapping[str, str]) -> None:
    """Refuse what no file and no store can hold: one half of a character that is kept as two."""
    for text in (document, subject, *words, *words.values()):
        try:
            text.encode()
        except UnicodeEncodeError as error:
            before = text[max(0, error.start - 20) : error.start]
            after = f" after ‘{before}’" if before else ""
            what = f"The words have a broken character{after}, which cannot be kept."
            raise StoreError(what, "Delete it and type it again. Nothing was saved.") from error


def _refuse_long(document: str, subject: str, words: Mapping[str, str]) -> None:
    keys = (document, subject, *words)
    if any(len(text) > _CHARACTERS for text in words.values()):
        what = f"The words of one place have at most {_CHARACTERS:,} characters."
        raise StoreError(what, "Shorten them. Nothing was saved.")
    if any(len(key) > _KEY_CHARACTERS for key in keys):
        what = "A document, its subject or a place has too long a name."
        raise StoreError(what, "Nothing was saved.")
