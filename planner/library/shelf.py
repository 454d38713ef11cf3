"""Reads the library, and finds what is in it for a strand, a tier or a phase."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from planner.library.entry import Entry
from planner.school.codes import Phase, Strand, Tier
from planner.school.records import Provision


@cache
def every_entry() -> tuple[Entry, ...]:
    """Give every entry of the library, by area of need and in the order of its files."""
    return tuple(_entries())


def entry_of(code: str) -> Entry | None:
    """Find an entry by its code; ``None`` where the library has no such one."""
    return next((entry for entry in every_entry() if entry.code == code), None)


def entries_for(
    strand: Strand | None = None, tier: Tier | None = None, phase: Phase | None = None
) -> tuple[Entry, ...]:
    """Find the entries for a strand, a tier and a phase; what is ``None`` is not asked.

    Those that are thought to help most with the strand come first.
    """
    found = [
        entry
        for entry in every_entry()
        if (strand is None or entry.helps_with(strand))
        and (tier is None or entry.tier is tier)
        and (phase is None or entry.is_for_phase(phase))
    ]
    if strand is not None:
        found.sort(key=lambda entry: -entry.effects[strand])
    return tuple(found)


def _entries() -> Iterator[Entry]:
    for file in sorted(files(__package__).joinpath("data").iterdir(), key=lambda found: found.name):
        written = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
        for code, facts in written.items():
            yield _entry(code, facts)


def _entry(code: str, facts: dict[str, Any]) -> Entry:
    provision = Provision.model_validate(facts.pop("provision") | {"provision": code})
    return Entry.model_validate(facts | {"provision": provision})
