"""Version 1: the first tables, written out, whatever the records become later."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa
from alembic import op

from planner.store.kinds import ExactDecimal, Moment

revision = "1"
down_revision = None
branch_labels = None
depends_on = None

_TYPES = {
    "text": sa.Text,
    "number": sa.Double,
    "whole": sa.Integer,
    "yes_no": sa.Boolean,
    "date": sa.Date,
    "money": ExactDecimal,
    "moment": Moment,
    "bytes": sa.LargeBinary,
}

# Each column and its type; > names the table that it refers to, and ? lets it be blank.
_TABLES: Mapping[str, str] = {
    "schools": """
        created_at:moment
    """,
    "years": """
        school_id:>schools has_current_plan:yes_no stamp:text carried:text? created_at:moment
        changed_at:moment
    """,
    "details": """
        year_id:>years version:whole name:text urn:text phase:text? nation:text
        pupils_on_roll:whole?
        academic_year:text budget_year:text full_time_hours:number pension_percent:number?
        levy_percent:number school_week_hours:number withdrawal_limit_hours:number
        la_hourly_rate:money? la_profile:text? la_weekly_hour_rate:money? la_weeks:number?
        la_divides_by_heads:yes_no? la_not_claimed:text high_needs_threshold:money
    """,
    "policies": """
        year_id:>years version:whole statutory_may_overspend:yes_no fairness:number
        diminishing_returns:text keep_current_plan:number reserve:money absence_percent:number
    """,
    "terms": """
        year_id:>years version:whole term:text name:text start:date end:date weeks:number
    """,
    "pupils": """
        year_id:>years version:whole pupil:text year_group:text class:text sen_status:text
        primary_need:text? pupil_premium:yes_no looked_after:yes_no starts:date? leaves:date?
        withdrawal_limit_hours:number?
    """,
    "needs": """
        year_id:>years version:whole need:text pupil:text strand:text level:whole
        hours_per_week:number? priority:number? outcome:text
    """,
    "staff": """
        year_id:>years version:whole staff:text role:text engagement:text skills:text
        contract_hours:number? deployable_hours:number? annual_cost:money? hourly_cost:money?
        pay_point:text paid_weeks:number? min_hours:number? extra_hours:number
        extra_hour_cost:money? hours_limit:number? starts:date? leaves:date?
    """,
    "provisions": """
        year_id:>years version:whole provision:text name:text kind:text tier:text
        group_min:whole group_max:whole mixed_years:yes_no sessions_per_week:number?
        session_minutes:number? preparation_minutes:number terms:whole weeks:number? roles:text
        skill:text years:text max_groups:whole? min_hours:number max_hours:number?
        cost_per_pupil:money cost_per_group:money set_up_cost:money weekly_hours:number
        withdraws:yes_no? time_kind:text
    """,
    "effects": """
        year_id:>years version:whole provision:text strand:text effect:number months:number?
        evidence:text source:text default_effect:number? reason:text
    """,
    "funding": """
        year_id:>years version:whole stream:text name:text amount:money kind:text
        restricted_to:text from:date? to:date?
    """,
    "statutory": """
        year_id:>years version:whole item:text pupil:text source:text hours:number per:text
        provisions:text strand:text? skill:text max_group:whole? from:date? to:date?
    """,
    "budget_lines": """
        year_id:>years version:whole line:text name:text category:text amount:money
        stream:text? from:date? to:date?
    """,
    "pins": """
        year_id:>years version:whole pupil:text provision:text term:text? rule:text
        hours_per_week:number?
    """,
    "current_plan": """
        year_id:>years version:whole term:text pupil:text provision:text group:text
        hours_per_week:number weeks:number? staff_hours_per_week:number cost:money?
    """,
    "reviews": """
        year_id:>years version:whole pupil:text provision:text term:text measure:text
        before:number? after:number? attended_percent:number? note:text strand:text?
        expected:number?
    """,
    "referrals": """
        year_id:>years version:whole referral:text pupil:text service:text reason:text made:date?
        due:date? status:text started:date? ended:date? staff:text? hours:number? cost:money?
        stream:text? outcome:text note:text
    """,
    "figures": """
        year_id:>years version:whole figure:text amount:money unit:text starts:date ends:date?
        source:text checked:date? note:text link:text official:yes_no
    """,
    "steps": """
        year_id:>years? kind:text state:text who:text at:moment why:text what:text
        of_step_id:>steps?
    """,
    "audit": """
        step_id:>steps table_name:text row_id:whole? row_key:text version:whole? change:text
        column_name:text before:text? after:text?
    """,
    "drafts": """
        year_id:>years who:text table_name:text payload:text at:moment
    """,
    "scenarios": """
        year_id:>years name:text changes:text who:text created_at:moment changed_at:moment
    """,
    "plans": """
        year_id:>years scenario_id:>scenarios? inputs_sha256:text planning_sha256:text status:text
        who:text made_at:moment
    """,
    "plan_files": """
        plan_id:>plans name:text content:bytes
    """,
    "approvals": """
        plan_id:>plans who:text at:moment note:text
    """,
    "answers": """
        year_id:>years scenario_id:>scenarios? inputs_sha256:text planning_sha256:text
        question:text asked:text answer:text who:text made_at:moment
    """,
    "wordings": """
        year_id:>years document:text subject:text place:text text:text who:text at:moment
    """,
    "preferences": """
        who:text key:text value:text
    """,
    "pairings": """
        year_id:>years key:text code:text
    """,
    "rules": """
        school_id:>schools fewest_shown:whole pupil_months:whole? plan_years:whole?
    """,
    "names": """
        school_id:>schools pupil:text name:text
    """,
    "sign_ins": """
        key:text began:moment last_seen:moment has_ended:yes_no
    """,
}
_UNIQUE: Mapping[str, tuple[str, ...]] = {
    "details": ("year_id",),
    "policies": ("year_id",),
    "drafts": ("year_id", "who", "table_name"),
    "scenarios": ("year_id", "name"),
    "plan_files": ("plan_id", "name"),
    "approvals": ("plan_id", "who"),
    "wordings": ("year_id", "document", "subject", "place"),
    "preferences": ("who", "key"),
    "pairings": ("year_id", "key"),
    "rules": ("school_id",),
    "names": ("school_id", "pupil"),
    "sign_ins": ("key",),
}
_INDEXES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("ix_years_school_id", "years", ("school_id",)),
    ("ix_terms_year_id", "terms", ("year_id",)),
    ("ix_pupils_year_id", "pupils", ("year_id",)),
    ("ix_needs_year_id", "needs", ("year_id",)),
    ("ix_staff_year_id", "staff", ("year_id",)),
    ("ix_provisions_year_id", "provisions", ("year_id",)),
    ("ix_effects_year_id", "effects", ("year_id",)),
    ("ix_funding_year_id", "funding", ("year_id",)),
    ("ix_statutory_year_id", "statutory", ("year_id",)),
    ("ix_budget_lines_year_id", "budget_lines", ("year_id",)),
    ("ix_pins_year_id", "pins", ("year_id",)),
    ("ix_current_plan_year_id", "current_plan", ("year_id",)),
    ("ix_reviews_year_id", "reviews", ("year_id",)),
    ("ix_figures_year_id", "figures", ("year_id",)),
    ("ix_referrals_year_id", "referrals", ("year_id",)),
    ("ix_steps_of_step_id", "steps", ("of_step_id",)),
    ("ix_steps_year_id", "steps", ("year_id",)),
    ("ix_audit_row", "audit", ("table_name", "row_id")),
    ("ix_audit_step_id", "audit", ("step_id",)),
    ("ix_plans_scenario_id", "plans", ("scenario_id",)),
    ("ix_plans_year_id", "plans", ("year_id",)),
    ("ix_answers_scenario_id", "answers", ("scenario_id",)),
    ("ix_answers_year_id", "answers", ("year_id",)),
)


def upgrade() -> None:
    """Make the tables."""
    for name, columns in _TABLES.items():
        parts = [_column(name, *text.split(":")) for text in columns.split()]
        op.create_table(name, *_own(name), *parts, sqlite_autoincrement=True)
    for index, table, indexed in _INDEXES:
        op.create_index(index, table, list(indexed))


def _own(table: str) -> list[sa.schema.SchemaItem]:
    own: list[sa.schema.SchemaItem] = [
        sa.Column("id", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]
    if table in _UNIQUE:
        columns = _UNIQUE[table]
        own.append(sa.UniqueConstraint(*columns, name=f"uq_{table}_{columns[0]}"))
    return own


def _column(table: str, name: str, kind: str) -> sa.Column[object]:
    may_be_blank = kind.endswith("?")
    kind = kind.removesuffix("?")
    if kind not in _TYPES:
        whole = f"fk_{table}_{name}"
        other = sa.ForeignKey(f"{kind.removeprefix('>')}.id", name=whole, ondelete="CASCADE")
        return sa.Column(name, sa.Integer, other, nullable=may_be_blank)
    return sa.Column(name, _TYPES[kind](), nullable=may_be_blank)
