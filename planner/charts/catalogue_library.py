"""The library as tables: what is in it, and all that is known of one entry."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from planner.charts.register_words import day, tier_name, year_groups
from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import (
    counted,
    hours,
    kind_name,
    listed,
    number,
    pounds,
    sentence_case,
    strand_name,
)
from planner.library.entry import Entry
from planner.library.finding import NO_MONTHS, Finding, months_written
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
            Column("Months’ progress", ColumnKind.TEXT, "What the newest finding says"),
            Column("Security of the newest finding"),
            Column("Newest finding"),
            Column("Findings", ColumnKind.COUNT),
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
                newest_months(entry),
                entry.newest.security if entry.newest else "",
                entry.newest.date if entry.newest else "",
                len(entry.findings),
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
        ("Months’ progress", sentence_case(newest_months(entry))),
        ("Evidence", sentence_case(_evidence(entry))),
        ("How the effects were chosen", entry.effect_basis.says),
        ("Source", "; ".join((entry.source, *entry.urls))),
        ("Last read", day(entry.checked)),
    )
    return Table(
        name=f"library_{entry.code}",
        says=f"All that the library says of {provision.name}.",
        columns=(Column("What", ColumnKind.CODE), Column(provision.name)),
        rows=facts,
    )


def findings_of(entry: Entry) -> Table:
    """What was found of an entry, old and new, the newest first."""
    return Table(
        name=f"findings_{entry.code}",
        says=f"What trials, reviews and studies found of {entry.provision.name}, newest first.",
        columns=(
            Column("Date", ColumnKind.CODE),
            Column("What it was"),
            Column("What was measured"),
            Column("Months’ progress"),
            Column("Security"),
            Column("What else it says"),
            Column("Source"),
            Column("Read at", ColumnKind.LINK),
        ),
        rows=tuple(_finding_row(finding) for finding in entry.findings),
    )


def newest_months(entry: Entry) -> str:
    """The months of the newest finding with what they are of, or that there is no estimate."""
    newest = entry.newest
    if newest is None or newest.months is None or not newest.is_of_this:
        return NO_MONTHS
    return f"{months_written(newest.months)} ({_measured(newest)})"


def _finding_row(finding: Finding) -> tuple[str, ...]:
    tried = f"Of {finding.tried}" if finding.tried else ""
    return (
        finding.date,
        f"{sentence_case(finding.kind.value)}: {finding.name}",
        _measured(finding),
        NO_MONTHS if finding.months is None else months_written(finding.months),
        finding.security,
        ". ".join(part for part in (tried, finding.note) if part),
        finding.source,
        finding.url,
    )


def _measured(finding: Finding) -> str:
    return listed(strand_name(strand) for strand in finding.strands)


def _evidence(entry: Entry) -> str:
    found = counted(len(entry.findings), "finding")
    said = [f"{found}, which the table of findings gives"] if entry.findings else []
    return ". ".join((*said, entry.remark)) if entry.remark else said[0]


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
