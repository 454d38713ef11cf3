"""Takes an entry of the library into a school's catalogue: a free code, the terms of the school."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from planner.library.entry import Dose, Entry
from planner.library.finding import NO_MONTHS, Finding
from planner.school.codes import Strand
from planner.school.records import Effect, Provision, Term

_LONGEST_CODE = 32
# A school that has not entered its terms is taken to have three that are not short.
_USUAL_TERMS = (12.0, 12.0, 12.0)
_ASSUMED = "the effect is an assumption to be replaced by the school’s own judgement"


@dataclass(frozen=True)
class Addition:
    """What one entry brings to a catalogue.

    Attributes:
        provision: The new row of the catalogue.
        effects: Its rows among the effects, a row for each strand.
        note: What the school should know of how it was fitted, as sentences.
    """

    provision: Provision
    effects: tuple[Effect, ...]
    note: str


def addition_of(entry: Entry, taken: Collection[str], terms: Sequence[Term]) -> Addition:
    """Make the rows that add an entry to a catalogue.

    Args:
        entry: The entry.
        taken: The codes that the catalogue has already.
        terms: The school's terms, to which a programme's weeks are fitted; may be empty.
    """
    code = free_code(entry.code, taken)
    in_terms, weeks, note = _fitted(entry, [term.weeks for term in terms] or list(_USUAL_TERMS))
    facts = {"provision": code, "terms": in_terms, "weeks": weeks}
    provision = Provision.model_validate(entry.provision.model_dump(by_alias=True) | facts)
    return Addition(provision, tuple(_effects(entry, code)), note)


def free_code(code: str, taken: Collection[str]) -> str:
    """Give a code that is not taken, whatever its capitals: ``NELI``, then ``NELI-2``."""
    known = {other.casefold() for other in taken}
    if code.casefold() not in known:
        return code
    return next(
        tried
        for number in count(2)
        if (tried := f"{code[: _LONGEST_CODE - len(str(number)) - 1]}-{number}").casefold()
        not in known
    )


def _fitted(entry: Entry, terms: list[float]) -> tuple[int, float | None, str]:
    """Give the terms, the weeks in each, and what to say of it."""
    if not entry.provision.is_programme:
        return 1, None, entry.dose_note
    if entry.dose_weeks is None:
        return len(terms), None, f"It goes on in every week of the year. {entry.dose_note}"
    for number in range(1, len(terms) + 1):
        weeks = float(math.ceil(entry.dose_weeks / number))
        if any(min(run) >= weeks for run in _runs(terms, number)):
            return number, weeks, entry.dose_note
    weeks, whole = min(terms), f"{entry.dose_weeks:g} weeks"
    note = f"A full dose of {whole} does not fit into the year: what fits is {weeks:g} in each term"
    return len(terms), weeks, f"{note}. {entry.dose_note}"


def _runs(terms: list[float], number: int) -> Iterator[list[float]]:
    """Give each run of so many consecutive terms, as their weeks."""
    return (terms[first : first + number] for first in range(len(terms) - number + 1))


def _effects(entry: Entry, code: str) -> Iterator[Effect]:
    """Give the effects; months, evidence and source are those of the newest finding."""
    evidence, source = _evidence(entry), _source(entry)
    for strand, effect in entry.effects.items():
        yield Effect(
            provision=code,
            strand=strand,
            effect=effect,
            months=entry.months_in(strand),
            evidence=evidence,
            source=source,
        )


def _evidence(entry: Entry) -> str:
    newest, parts = entry.newest, []
    if newest is not None:
        parts += _found(newest)
        older = len(entry.findings) - 1
        parts += [f"{older} more in the library, old and new"] if older else []
    parts += [entry.remark] if entry.remark else []
    parts += [NO_MONTHS] if newest is None else []
    parts += [_ASSUMED]
    parts += [] if entry.dose is Dose.SOURCED else [f"dose {entry.dose}"]
    return "; ".join(parts)


def _found(finding: Finding) -> list[str]:
    """What a finding says, in parts that can be joined."""
    said = finding.months_said
    if finding.months is not None:
        said += f" in {_listed(finding.strands)}"
    tried = [f"of {finding.tried}"] if finding.tried else []
    noted = [finding.note] if finding.note else []
    what = f"{finding.name} ({finding.kind}, {finding.date}): {said}"
    return [what, *tried, *noted, f"security: {finding.security}"]


def _listed(strands: tuple[Strand, ...]) -> str:
    return " and ".join(strand.value.replace("_", " ") for strand in strands)


def _source(entry: Entry) -> str:
    newest = entry.newest
    said = (entry.source, *entry.urls)
    if newest is not None:
        said = (f"{newest.source}, {newest.date}", newest.url)
    return "; ".join((*said, f"read {entry.checked.isoformat()}"))
