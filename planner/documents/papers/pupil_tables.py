"""The tables of papers about one pupil: what is provided, how it is met, what comes of it."""

from __future__ import annotations

from decimal import Decimal

from planner.charts.duties import Duty
from planner.charts.pupils_statute import asks_for
from planner.charts.register_words import day
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.views import term_name
from planner.charts.words import pounds, sentence_case, strand_name
from planner.documents.content import Figures
from planner.documents.papers.paper import Setting
from planner.documents.papers.provided import Provided, by_whom
from planner.documents.papers.pupil_money import Line, PupilMoney, Referred

_COST = "Cost (£ a year)"
_CLAIMED = "At the authority’s rate (£ a year)"
_LESS = "The rate pays less by (£ a year)"
_HOURS = "Hours in the year"


def provided_table(setting: Setting, money: PupilMoney) -> Figures:
    """Each provision: how often, with how many, by whom, when and at what cost."""
    has_ledger = money.ledger is not None
    columns = [
        Column("Provision", ColumnKind.CODE),
        Column("How often"),
        Column("With how many"),
        Column("By whom"),
        Column("When"),
        Column("Weeks", ColumnKind.WEEKS),
        Column(_HOURS, ColumnKind.HOURS),
        Column(_COST, ColumnKind.PENCE),
    ]
    if has_ledger:
        columns += [Column(_CLAIMED, ColumnKind.PENCE), Column(_LESS, ColumnKind.PENCE)]
    rows: list[tuple[Cell, ...]] = []
    for line in money.lines:
        at_rate = _at_rate(money, line) if has_ledger else ()
        rows.append((line.name, *_given(line), float(line.cost), *at_rate))
    table = Table(
        name="provided",
        says=f"What {setting.subject} is provided with in the year, the most hours first.",
        columns=tuple(columns),
        rows=tuple(rows),
    )
    of = (_HOURS, _COST, _CLAIMED, _LESS) if has_ledger else (_HOURS, _COST)
    return Figures(table, "What is provided", of)


def _given(line: Line) -> tuple[Cell, ...]:
    """How often, with how many, by whom, when, for how many weeks and hours."""
    one = line.what
    if isinstance(one, Referred):
        return (None, None, None, one.when, None, one.referral.hours)
    received = None if one.provision.is_item else one.hours
    return (one.often, one.group, by_whom(one), one.when, one.weeks, received)


def _at_rate(money: PupilMoney, line: Line) -> tuple[Cell, ...]:
    """What the authority’s rate pays, and how much less that is; not known of a referral."""
    claimed = money.claimed_for(line.what) if isinstance(line.what, Provided) else None
    return (None, None) if claimed is None else (float(claimed), float(line.cost - claimed))


def met_table(money: PupilMoney) -> Figures:
    """Each provision’s cost: within the first part, met by top-up, beyond both."""
    first = f"Within the first {pounds(money.first.school_meets)} (£ a year)"
    columns = (
        Column("Provision", ColumnKind.CODE),
        Column(_COST, ColumnKind.PENCE),
        Column("Cost so far (£ a year)", ColumnKind.PENCE),
        Column(first, ColumnKind.PENCE),
        Column("Met by top-up (£ a year)", ColumnKind.PENCE),
        Column("Beyond both (£ a year)", ColumnKind.PENCE),
    )
    rows: list[tuple[Cell, ...]] = []
    so_far = Decimal(0)
    for line in money.lines:
        so_far += line.cost
        amounts = (line.cost, so_far, line.first_part, line.top_up, line.beyond)
        rows.append((line.name, *map(float, amounts)))
    says = "How the cost is met, provision by provision: by the school first, then by top-up."
    of = tuple(
        column.title for column in columns if column.title.startswith(("Cost (", "W", "M", "B"))
    )
    return Figures(Table("met", says, columns, tuple(rows)), "How the cost is met", of)


def streams_table(money: PupilMoney) -> Figures:
    """From which money the plan takes the cost."""
    amount = "Amount (£ a year)"
    table = Table(
        name="streams",
        says="From which money the plan takes the cost, the largest first.",
        columns=(Column("Money", ColumnKind.CODE), Column(amount, ColumnKind.PENCE)),
        rows=tuple((name, float(value)) for name, value in money.by_stream),
    )
    return Figures(table, "Which money the plan takes it from", (amount,))


def terms_table(setting: Setting, money: PupilMoney) -> Figures:
    """Every line of the plan for the pupil, as it stands in the plan’s own files."""
    school = setting.school
    order = {term.term: place for place, term in enumerate(school.terms)}
    rows = [row for one in money.provisions for row in one.rows]
    rows.sort(key=lambda row: (order[row.term], row.provision))
    cost, received = "Cost (£ a term)", "Hours in the term"
    table = Table(
        name="term_by_term",
        says="Every line of the plan for this pupil, term by term.",
        columns=(
            Column("Term", ColumnKind.CODE),
            Column("Provision"),
            Column("Hours a week", ColumnKind.HOURS),
            Column("Weeks", ColumnKind.WEEKS),
            Column(received, ColumnKind.HOURS),
            Column("Share of adults’ hours (a week)", ColumnKind.HOURS),
            Column(cost, ColumnKind.PENCE),
        ),
        rows=tuple(
            (
                term_name(row.term, school),
                school.provision_by_id[row.provision].name,
                row.hours_per_week,
                row.weeks,
                row.hours_per_week * row.weeks,
                row.staff_hours_per_week,
                float(row.cost or 0),
            )
            for row in rows
        ),
    )
    return Figures(table, "", (received, cost))


def needs_table(setting: Setting) -> Figures:
    """Each need: what should come of it, and how far the plan meets it."""
    coverage = {row.need: row for row in setting.plan.coverage}
    unserved = set(setting.plan.summary.unserved_needs)
    rows: list[tuple[Cell, ...]] = []
    for need in setting.school.needs_of[setting.subject]:
        found = coverage.get(need.need)
        rows.append(
            (
                sentence_case(strand_name(need.strand)),
                need.level,
                need.outcome,
                need.target_hours_per_week,
                None if found is None or need.need in unserved else 100 * found.coverage,
            )
        )
    table = Table(
        name="needs",
        says="Each need, the outcome hoped for, and how far the plan meets it.",
        columns=(
            Column("Need", ColumnKind.CODE),
            Column("Level (1 to 4)", ColumnKind.COUNT),
            Column("Outcome hoped for"),
            Column("Would be met by (effective hours a week)", ColumnKind.HOURS),
            Column("Met in the plan (%)", ColumnKind.PERCENT),
        ),
        rows=tuple(rows),
    )
    return Figures(table)


def statutory_table(duties: tuple[Duty, ...]) -> Figures:
    """Each statutory line: what it asks for, what is planned, what is short and why."""
    short = "Short in the year (hours)"
    # Where nothing is short, there is no reason to be given.
    has_reasons = any(duty.why for duty in duties)
    columns = [
        Column("Written in", ColumnKind.CODE),
        Column("Asks for"),
        Column("Planned"),
        Column("Short by"),
        Column(short, ColumnKind.HOURS),
    ]
    if has_reasons:
        columns.append(Column("Why"))
    rows = tuple(
        (
            duty.item.source or duty.item.item,
            asks_for(duty.item),
            duty.planned_per_period,
            duty.shortfall,
            duty.hours_short,
            *((duty.why,) if has_reasons else ()),
        )
        for duty in duties
    )
    says = "Each line that the law asks for, what is planned, and what is short."
    return Figures(Table("statutory", says, tuple(columns), rows), "", (short,))


def reviews_table(setting: Setting) -> Figures:
    """What was measured before and after provision already given, and how much was attended."""
    school = setting.school
    rows: list[tuple[Cell, ...]] = []
    for row in (one for one in school.reviews if one.pupil == setting.subject):
        provision = school.provision_by_id.get(row.provision)
        rows.append(
            (
                provision.name if provision else row.provision,
                term_name(row.term, school) if row.term in school.term_by_id else row.term,
                row.measure,
                row.before,
                row.after,
                row.expected,
                row.attended_percent,
                row.note,
            )
        )
    table = Table(
        name="reviews",
        says="What was measured before and after, and how much was attended.",
        columns=(
            Column("Provision", ColumnKind.CODE),
            Column("When"),
            Column("Measure"),
            Column("Before", ColumnKind.AMOUNT),
            Column("After", ColumnKind.AMOUNT),
            Column("Expected", ColumnKind.AMOUNT),
            Column("Attended (% of sessions)", ColumnKind.PERCENT),
            Column("Note"),
        ),
        rows=tuple(rows),
    )
    return Figures(table)


def referrals_table(setting: Setting) -> Figures:
    """To which services the pupil was put forward, and what came of it."""
    table = Table(
        name="referrals",
        says="To which services the pupil was put forward, and what came of it.",
        columns=(
            Column("Service", ColumnKind.CODE),
            Column("Why"),
            Column("Made"),
            Column("Where it stands"),
            Column("Due"),
            Column("What came of it"),
        ),
        rows=tuple(
            (
                row.service,
                row.reason,
                day(row.made),
                sentence_case(row.status.value.replace("_", " ")),
                day(row.due),
                row.outcome,
            )
            for row in setting.school.referrals
            if row.pupil == setting.subject
        ),
    )
    return Figures(table)
