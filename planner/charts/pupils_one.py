"""Everything about one pupil, as titled tables and sentences for one screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from planner.charts.pupils_referrals import PUPIL_COLUMNS, pupil_referrals_say, pupil_row
from planner.charts.pupils_statute import UnplannableLine, asks_for, unplannable_lines
from planner.charts.register_words import dates, need_type_name, year_name, yes_no
from planner.charts.table import Cell, Column, ColumnKind, Table
from planner.charts.views import may_pay, term_name
from planner.charts.words import (
    counted,
    hours,
    listed,
    number,
    sentence_case,
    status_name,
    strand_name,
    stream_kind_name,
)
from planner.costing.known import known_cost
from planner.costing.today import cost_today
from planner.school.agreement.pins import withdrawal_limit
from planner.school.agreement.tables import Tables
from planner.school.codes import PinRule
from planner.school.matching import could_serve, counts_for, may_pay_for
from planner.school.records import CurrentAllocation, Need, Pin, Pupil, Review, StatutoryItem
from planner.school.registers import Registers
from planner.school.school import School

_RULES = {
    PinRule.MUST: "must have",
    PinRule.MUST_NOT: "must not have",
    PinRule.EXACTLY: "has exactly",
}


@dataclass(frozen=True)
class Section:
    """One part of a pupil's page.

    Attributes:
        key: A short name, used for the widget.
        title: What it is about.
        says: What it shows, in a sentence; what to do where it is empty.
        table: The rows; ``None`` where there are none.
    """

    key: str
    title: str
    says: str
    table: Table | None


def everything_about(pupil_id: str, registers: Registers, today: dt.date) -> tuple[Section, ...]:
    """Give all that the registers hold about one pupil; nothing where the code is not known.

    Args:
        pupil_id: The pupil.
        registers: The tables of the year.
        today: The day on which something is overdue or not.
    """
    tables = Tables(registers)
    pupil = tables.school.pupil_by_id.get(pupil_id)
    if pupil is None:
        return ()
    return (
        _register(pupil, tables),
        _needs(pupil, tables.school),
        _statutory(pupil, registers, tables),
        _today(pupil, registers, tables.school),
        _decisions(pupil, tables.school),
        _money(pupil, tables.school),
        _referrals(pupil, tables.school, today),
        _reviews(pupil, registers, tables.school),
    )


def _section(
    key: str,
    title: str,
    says: str,
    columns: tuple[Column, ...],
    rows: Iterable[tuple[Cell, ...]],
) -> Section:
    found = tuple(rows)
    table = Table(name=key, says=says, columns=columns, rows=found) if found else None
    return Section(key, title, says, table)


def _register(pupil: Pupil, tables: Tables) -> Section:
    own = pupil.withdrawal_limit_hours is not None
    limit = f"{number(withdrawal_limit(tables, pupil))} hours a week"
    facts = (
        ("Year group", year_name(pupil.year_group)),
        ("Class", pupil.class_name or "–"),
        ("SEN status", status_name(pupil.sen_status)),
        ("Primary type of need", need_type_name(pupil.primary_need)),
        ("Attracts pupil premium", yes_no(pupil.pupil_premium)),
        ("Looked after", yes_no(pupil.looked_after)),
        ("On roll", dates(pupil.starts, pupil.leaves)),
        ("Out of class at most", f"{limit}{'' if own else ', as for every pupil'}"),
    )
    says = f"{pupil.pupil} is in {year_name(pupil.year_group)}; status: "
    says += f"{status_name(pupil.sen_status)}."
    columns = (Column("What", ColumnKind.CODE), Column(pupil.pupil))
    return _section("register", "Register", says, columns, facts)


def _needs(pupil: Pupil, school: School) -> Section:
    needs = school.needs_of[pupil.pupil]
    columns = (
        Column("Strand", ColumnKind.CODE),
        Column("Level (1 to 4)", ColumnKind.COUNT),
        Column("Would be met by (effective hours a week)", ColumnKind.HOURS),
        Column("Weight"),
        Column("What could serve it"),
        Column("Outcome hoped for"),
    )
    target = sum(need.target_hours_per_week for need in needs)
    says = (
        f"{counted(len(needs), 'need')}, which {hours(target)} a week that are fully effective "
        "would meet."
        if needs
        else f"No need is entered, so a plan does nothing for {pupil.pupil} but what the law asks."
    )
    return _section("needs", "Needs", says, columns, (_need_row(need, school) for need in needs))


def _need_row(need: Need, school: School) -> tuple[Cell, ...]:
    serving = [row for row in school.provisions if could_serve(row, need, school)]
    serving.sort(key=lambda row: -school.effect(row.provision, need.strand))
    told = (f"{row.name} ({school.effect(row.provision, need.strand):g})" for row in serving)
    return (
        sentence_case(strand_name(need.strand)),
        need.level,
        need.target_hours_per_week,
        number(need.weight),
        listed(told) or "nothing in the catalogue that somebody can deliver",
        need.outcome,
    )


def _statutory(pupil: Pupil, registers: Registers, tables: Tables) -> Section:
    items = [item for item in registers.statutory.records if item.pupil == pupil.pupil]
    wrong = {line.item.item: line for line in unplannable_lines(registers)}
    columns = (
        Column("Item", ColumnKind.CODE),
        Column("Written in"),
        Column("Asks for"),
        Column("In force"),
        Column("Skill"),
        Column("What counts"),
        Column("What is wrong"),
        Column("What to ask for"),
    )
    stuck = sum(item.item in wrong for item in items)
    says = f"{counted(len(items), 'statutory line')}; "
    says += f"{stuck} cannot be planned as written." if stuck else "each can be planned as written."
    if not items:
        says = "No statutory line is entered."
    rows = (_item_row(item, wrong.get(item.item), tables.school) for item in items)
    return _section("statutory", "What the law says must be arranged", says, columns, rows)


def _item_row(
    item: StatutoryItem, line: UnplannableLine | None, school: School
) -> tuple[Cell, ...]:
    counting = [row.name for row in school.provisions if counts_for(row, item, school)]
    obstacles = line.obstacles if line else ()
    return (
        item.item,
        item.source,
        asks_for(item),
        dates(item.starts, item.ends),
        item.skill or "–",
        listed(counting) or "nothing",
        " ".join(obstacle.what for obstacle in obstacles),
        " ".join(dict.fromkeys(obstacle.ask for obstacle in obstacles)),
    )


def _today(pupil: Pupil, registers: Registers, school: School) -> Section:
    rows = [row for row in school.current_plan or () if row.pupil == pupil.pupil]
    columns = (
        Column("Provision", ColumnKind.CODE),
        Column("Term"),
        Column("Group"),
        Column("Received (hours a week)", ColumnKind.HOURS),
        Column("Weeks", ColumnKind.WEEKS),
        Column("Cost (£ a term)", ColumnKind.MONEY),
    )
    says = "Nothing is given today."
    if rows:
        says = f"{counted(len({row.provision for row in rows}), 'provision')} today, by term."
    elif not registers.current_plan.is_given:
        says = "What the school does today is not entered."
    return _section("today", "Today", says, columns, (_today_row(row, school) for row in rows))


def _today_row(row: CurrentAllocation, school: School) -> tuple[Cell, ...]:
    return (
        school.provision_by_id[row.provision].name,
        term_name(row.term, school),
        row.group,
        row.hours_per_week,
        row.weeks,
        _cost(row, school),
    )


def _cost(row: CurrentAllocation, school: School) -> float | None:
    """The cost of a row of today's plan, where every adult's cost that it goes by is known."""
    deliverers = school.deliverers_of[row.provision]
    if row.cost is None and any(known_cost(one, school).hourly is None for one in deliverers):
        return None
    cost = cost_today(row, school)
    return None if cost is None else float(cost)


def _decisions(pupil: Pupil, school: School) -> Section:
    pins = [pin for pin in school.pins if pin.pupil == pupil.pupil]
    columns = (
        Column("Provision", ColumnKind.CODE),
        Column("Decision"),
        Column("Term"),
        Column("Hours a week", ColumnKind.HOURS),
    )
    says = f"{counted(len(pins), 'decision')} already made."
    if not pins:
        says = "Nothing has been decided beforehand."
    rows = (_pin_row(pin, school) for pin in pins)
    return _section("decisions", "Decisions already made", says, columns, rows)


def _pin_row(pin: Pin, school: School) -> tuple[Cell, ...]:
    provision = school.provision_by_id[pin.provision]
    whenever = "every term" if provision.is_support else "any term"
    return (
        provision.name,
        f"{pin.pupil} {_RULES[pin.rule]}",
        term_name(pin.term, school) if pin.term else whenever,
        pin.hours_per_week,
    )


def _money(pupil: Pupil, school: School) -> Section:
    streams = [
        row
        for row in school.funding
        if not row.is_general and may_pay_for(row, pupil, None, school)
    ]
    columns = (
        Column("Stream", ColumnKind.CODE),
        Column("Kind"),
        Column("May pay for"),
        Column("Money in (£ a year)", ColumnKind.MONEY),
        Column("Dates"),
    )
    says = (
        f"{counted(len(streams), 'stream')} with strings may pay for whatever {pupil.pupil} has."
        if streams
        else f"No money is set apart for {pupil.pupil}; general money may pay."
    )
    rows = (
        (
            row.name,
            stream_kind_name(row.kind),
            may_pay(row, school),
            float(row.amount),
            dates(row.starts, row.ends),
        )
        for row in streams
    )
    return _section("money", "Money", says, columns, rows)


def _referrals(pupil: Pupil, school: School, today: dt.date) -> Section:
    rows = [row for row in school.referrals if row.pupil == pupil.pupil]
    return _section(
        "referrals",
        "Referrals",
        pupil_referrals_say(rows, today),
        PUPIL_COLUMNS,
        (pupil_row(row, school, today) for row in rows),
    )


def _reviews(pupil: Pupil, registers: Registers, school: School) -> Section:
    reviews = [row for row in registers.reviews.records if row.pupil == pupil.pupil]
    columns = (
        Column("Provision", ColumnKind.CODE),
        Column("When"),
        Column("Measure"),
        Column("Before", ColumnKind.HOURS),
        Column("After", ColumnKind.HOURS),
        Column("Attended (% of sessions)", ColumnKind.PERCENT),
        Column("Note"),
    )
    says = f"{counted(len(reviews), 'review')} of provision already given."
    if not reviews:
        says = "No provision has been reviewed yet."
    rows = (_review_row(row, school) for row in reviews)
    return _section("reviews", "Reviews", says, columns, rows)


def _review_row(row: Review, school: School) -> tuple[Cell, ...]:
    provision = school.provision_by_id.get(row.provision)
    return (
        provision.name if provision else row.provision,
        term_name(row.term, school) if row.term in school.term_by_id else row.term,
        row.measure,
        row.before,
        row.after,
        row.attended_percent,
        row.note,
    )
