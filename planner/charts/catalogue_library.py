"""The library as tables: what is in it, and all that is known of one entry."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from planner.charts.register_words import day, tier_name, year_groups
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import (
    hours,
    kind_name,
    listed,
    number,
    pounds,
    sentence_case,
    strand_name,
)
from planner.library.entry import Entry
from planner.school.records import Provision


def library_table(entries: Sequence[Entry], in_catalogue: Collection[str] = ()) -> Table:
    """Entries of the library as a table.

    Args:
        entries: The entries, in the order in which they are shown.
        in_catalogue: The codes that the school's catalogue has already.
    """
    known = {code.casefold() for code in in_catalogue}
    return Table(
        name="library",
        says="Provision in the library, with its evidence.",
        columns=(
            Column("Code", ColumnKind.CODE),
            Column("Name"),
            Column("Helps with"),
            Column("Given as"),
            Column("Tier"),
            Column("Year groups"),
            Column("Months’ progress", ColumnKind.TEXT, "Blank where no trial says"),
            Column("Security"),
            Column("Evidence of"),
            Column("Dose"),
            Column("In the catalogue"),
        ),
        rows=tuple(
            (
                entry.code,
                entry.provision.name,
                listed(strand_name(strand) for strand in entry.effects) or "–",
                kind_name(entry.provision.kind),
                tier_name(entry.tier),
                year_groups(entry.provision.years),
                months_in_words(entry, short=True),
                entry.security,
                entry.evidence_date,
                entry.dose.value,
                "yes" if entry.code.casefold() in known else "",
            )
            for entry in entries
        ),
    )


def facts_of(entry: Entry) -> Table:
    """All that is known of one entry: what it is, what it takes, how well it is known."""
    provision = entry.provision
    facts = (
        ("Helps with", sentence_case(_effects(entry))),
        ("Given as", f"{kind_name(provision.kind)}, {tier_name(provision.tier)}"),
        ("Year groups", year_groups(provision.years)),
        ("Group", _group(entry)),
        ("Dose", _dose(entry)),
        ("How well the dose is known", f"{sentence_case(entry.dose.value)}. {entry.dose_note}"),
        ("Delivered by", _deliverer(provision)),
        ("Training", entry.training),
        ("Price", entry.cost_note),
        ("Counted in the cost", _materials(provision)),
        ("Months’ progress", months_in_words(entry)),
        ("Evidence", entry.evidence),
        ("Security of the evidence", sentence_case(entry.security)),
        ("Date of the evidence", entry.evidence_date),
        ("Source", "; ".join((entry.source, *entry.urls))),
        ("Last read", day(entry.checked)),
    )
    return Table(
        name=f"library_{entry.code}",
        says=f"All that the library says of {provision.name}.",
        columns=(Column("What", ColumnKind.CODE), Column(provision.name)),
        rows=facts,
    )


def months_in_words(entry: Entry, *, short: bool = False) -> str:
    """The months that a trial found, with the strand they are of; blank where none did.

    Args:
        entry: The entry.
        short: Only the number and the strand.
    """
    if entry.months is None or entry.months_in is None:
        return "" if short else "No trial gives months, so there is no estimate."
    sign = "+" if entry.months > 0 else ""
    found = f"{sign}{number(entry.months)} ({strand_name(entry.months_in)})"
    return found if short else f"{found}; it is shown to people and never enters a plan."


def _effects(entry: Entry) -> str:
    if not entry.effects:
        return "no need: it counts only where it is asked for by name"
    told = (f"{strand_name(strand)} {effect:g}" for strand, effect in entry.effects.items())
    return f"{listed(told)} effective hours per hour, which is an assumption"


def _group(entry: Entry) -> str:
    provision = entry.provision
    if provision.group_max == 1:
        return "one to one"
    least = f"{provision.group_min} to " if provision.group_min != provision.group_max else ""
    return f"{least}{provision.group_max} pupils with one adult, usually {entry.group_typical}"


def _dose(entry: Entry) -> str:
    provision = entry.provision
    if provision.is_item:
        return f"worth {hours(provision.weekly_hours)} a week"
    if provision.is_support:
        most = provision.max_hours
        return "as many hours as chosen" + (f", {number(most)} a week at most" if most else "")
    weeks = f"for {number(entry.dose_weeks)} weeks" if entry.dose_weeks else "all year"
    sessions, minutes = provision.sessions_per_week or 0, provision.session_minutes or 0
    prepared = provision.preparation_minutes
    more = f" and {number(prepared)} of the adult’s besides" if prepared else ""
    return f"{number(sessions)} a week of {number(minutes)} minutes{more}, {weeks}"


def _deliverer(provision: Provision) -> str:
    if provision.is_item:
        return "nobody"
    skill = f" with the skill {provision.skill}" if provision.skill else ""
    return f"{' or '.join(provision.roles)}{skill}"


def _materials(provision: Provision) -> str:
    parts = [
        f"{pounds(cost)} {what}"
        for cost, what in (
            (provision.cost_per_pupil, "for each pupil"),
            (provision.cost_per_group, "for each group"),
            (provision.set_up_cost, "once, to set it up"),
        )
        if cost
    ]
    return listed(parts) or "the adult’s time alone"
