"""The tables of the store. Those of registers follow from the fields of their records."""

from __future__ import annotations

import sqlalchemy as sa

from planner.school.columns import columns_of
from planner.store.kinds import Moment, column_type
from planner.store.registry import RECORDS, SINGLES, record_of

METADATA = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _key() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _of(
    table: str, *, is_required: bool = True, is_indexed: bool = True, is_unique: bool = False
) -> sa.Column[int]:
    """Refer to a row of another table, and go when it goes."""
    return sa.Column(
        f"{table.removesuffix('s')}_id",
        sa.Integer,
        sa.ForeignKey(f"{table}.id", ondelete="CASCADE"),
        nullable=not is_required,
        index=is_indexed and not is_unique,
        unique=is_unique or None,
    )


def _text(name: str, *, is_required: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=not is_required)


def _at(name: str) -> sa.Column[object]:
    return sa.Column(name, Moment, nullable=False)


# An id is never used again, so that the audit cannot take one row for another.
def _table(name: str, *columns: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(name, METADATA, *columns, sqlite_autoincrement=True)


def _register(name: str) -> sa.Table:
    record = record_of(name)
    own = (
        sa.Column(
            column.name,
            column_type(record, column.field),
            nullable=record.model_fields[column.field].default is None,
        )
        for column in columns_of(record)
    )
    version = sa.Column("version", sa.Integer, nullable=False)
    year = _of("years", is_unique=name in SINGLES)
    return _table(name, _key(), year, version, *own)


SCHOOLS = _table("schools", _key(), _at("created_at"))
YEARS = _table(
    "years",
    _key(),
    _of("schools"),
    sa.Column("has_current_plan", sa.Boolean, nullable=False),
    _text("stamp"),
    _text("carried", is_required=False),
    _at("created_at"),
    _at("changed_at"),
)
TABLES = {name: _register(name) for name in RECORDS}

STEPS = _table(
    "steps",
    _key(),
    _of("years", is_required=False),
    _text("kind"),
    _text("state"),
    _text("who"),
    _at("at"),
    _text("why"),
    _text("what"),
    sa.Column("of_step_id", sa.Integer, sa.ForeignKey("steps.id", ondelete="CASCADE"), index=True),
)
AUDIT = _table(
    "audit",
    _key(),
    _of("steps"),
    _text("table_name"),
    sa.Column("row_id", sa.Integer),
    _text("row_key"),
    sa.Column("version", sa.Integer),
    _text("change"),
    _text("column_name"),
    _text("before", is_required=False),
    _text("after", is_required=False),
    sa.Index("ix_audit_row", "table_name", "row_id"),
)
DRAFTS = _table(
    "drafts",
    _key(),
    _of("years", is_indexed=False),
    _text("who"),
    _text("table_name"),
    _text("payload"),
    _at("at"),
    sa.UniqueConstraint("year_id", "who", "table_name"),
)
SCENARIOS = _table(
    "scenarios",
    _key(),
    _of("years", is_indexed=False),
    _text("name"),
    _text("changes"),
    _text("who"),
    _at("created_at"),
    _at("changed_at"),
    sa.UniqueConstraint("year_id", "name"),
)
PLANS = _table(
    "plans",
    _key(),
    _of("years"),
    _of("scenarios", is_required=False),
    _text("inputs_sha256"),
    _text("planning_sha256"),
    _text("status"),
    _text("who"),
    _at("made_at"),
)
PLAN_FILES = _table(
    "plan_files",
    _key(),
    _of("plans", is_indexed=False),
    _text("name"),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.UniqueConstraint("plan_id", "name"),
)
# Who has said yes to a plan. A plan never changes, so what was approved is what is there.
APPROVALS = _table(
    "approvals",
    _key(),
    _of("plans", is_indexed=False),
    _text("who"),
    _at("at"),
    _text("note"),
    sa.UniqueConstraint("plan_id", "who"),
)
# What a question was answered with, and the digest of the school that it was asked about.
ANSWERS = _table(
    "answers",
    _key(),
    _of("years"),
    _of("scenarios", is_required=False),
    _text("inputs_sha256"),
    _text("planning_sha256"),
    _text("question"),
    _text("asked"),
    _text("answer"),
    _text("who"),
    _at("made_at"),
)
# A school's own words in its documents; those of a place that has its usual words again are blank.
WORDINGS = _table(
    "wordings",
    _key(),
    _of("years", is_indexed=False),
    _text("document"),
    _text("subject"),
    _text("place"),
    _text("text"),
    _text("who"),
    _at("at"),
    sa.UniqueConstraint("year_id", "document", "subject", "place"),
)
PREFERENCES = _table(
    "preferences",
    _key(),
    _text("who"),
    _text("key"),
    _text("value"),
    sa.UniqueConstraint("who", "key"),
)
# Whose number in the MIS is which pupil: apart from the registers, for those who may import.
PAIRINGS = _table(
    "pairings",
    _key(),
    _of("years", is_indexed=False),
    _text("key"),
    _text("code"),
    sa.UniqueConstraint("year_id", "key"),
)
# What a school has decided about privacy: which counts are hidden, and what is kept how long.
RULES = _table(
    "rules",
    _key(),
    _of("schools", is_unique=True),
    sa.Column("fewest_shown", sa.Integer, nullable=False),
    sa.Column("pupil_months", sa.Integer),
    sa.Column("plan_years", sa.Integer),
)
# Pupils' names stand here and nowhere else.
NAMES = _table(
    "names",
    _key(),
    _of("schools", is_indexed=False),
    _text("pupil"),
    _text("name"),
    sa.UniqueConstraint("school_id", "pupil"),
)
SIGN_INS = _table(
    "sign_ins",
    _key(),
    _text("key"),
    _at("began"),
    _at("last_seen"),
    sa.Column("has_ended", sa.Boolean, nullable=False),
    sa.UniqueConstraint("key"),
)
# A backup has everything but who is signed in: one that is restored must not sign anybody in again.
KEPT_IN_A_BACKUP = tuple(table for table in METADATA.sorted_tables if table is not SIGN_INS)
