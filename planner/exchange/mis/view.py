"""A guess and a preview as rows to be shown: headings, cells, and a sentence about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from planner.exchange.mis.matching import Guess
from planner.exchange.mis.preview import Preview
from planner.exchange.mis.target import FIELDS
from planner.school.fields import write_cell
from planner.school.records import Pupil

_PUPIL_HEADINGS = ("Pupil", *(target.says for target in FIELDS))
_TARGETS = {target.value: target for target in FIELDS}


@dataclass(frozen=True)
class Listing:
    """Rows under headings, all text.

    Attributes:
        name: What the downloaded file is called, without its ending.
        says: What the rows are, for people who do not see them.
        headings: The headings, codes first.
        rows: As many cells a row as there are headings.
    """

    name: str
    says: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def in_short(preview: Preview) -> tuple[str, ...]:
    """Say what the import would do, in a few sentences with the counts in them."""
    said = [
        f"{_count(len(preview.added), 'pupil', 'pupils')} would be added, "
        f"{len(preview.changed):,} changed and {len(preview.unchanged):,} left as before."
    ]
    if preview.gone:
        counted = _count(
            len(preview.gone), "pupil of the register is", "pupils of the register are"
        )
        said.append(
            f"{counted} not at the school by this file. Nobody is removed unless you say so."
        )
    if preview.held_back:
        counted = _count(preview.held_back, "row or pupil is", "rows or pupils are")
        said.append(f"{counted} held back until a fault is put right.")
    said.extend(
        f"{_count(count, 'row was', 'rows were')} left out: {why}."
        for why, count in sorted(preview.left_out.items())
    )
    return tuple(said)


def columns_listing(guesses: Iterable[Guess]) -> Listing:
    """What each column of the export seems to be."""
    return Listing(
        "columns",
        "Each column of the export, what becomes of it, how sure that is, and examples.",
        ("Column", "Becomes", "How sure", "Why", "Examples"),
        tuple(
            (
                guess.title,
                guess.target.says,
                guess.sureness.value,
                guess.because,
                ", ".join(guess.examples),
            )
            for guess in guesses
        ),
    )


def added_listing(preview: Preview) -> Listing:
    """Who would be new."""
    return Listing(
        "added_pupils",
        "Pupils who would be added to the register.",
        (*_PUPIL_HEADINGS, "Row"),
        tuple((*_cells(added.pupil), str(added.row)) for added in preview.added),
    )


def changed_listing(preview: Preview) -> Listing:
    """What would change: a row for each column of each pupil, before and after."""
    return Listing(
        "changed_pupils",
        "What would change in the register, with what is there now and what would be.",
        ("Pupil", "What", "Now", "After", "Row"),
        tuple(
            (
                changed.before.pupil,
                _TARGETS[change.column].says,
                change.before,
                change.after,
                str(changed.row),
            )
            for changed in preview.changed
            for change in changed.changes
        ),
    )


def problems_listing(preview: Preview) -> Listing:
    """Everything that is wrong, then what was passed over."""
    return Listing(
        "faults",
        "What is wrong in the export, where, and what to do; then what was passed over.",
        ("Row", "Column", "What", "What to do"),
        tuple(
            (str(one.row) if one.row else "", one.column, one.what, one.remedy)
            for one in (*preview.problems, *preview.notes)
        ),
    )


def _cells(pupil: Pupil) -> tuple[str, ...]:
    facts = pupil.model_dump(by_alias=True)
    return (pupil.pupil, *(write_cell(facts[target.value]) for target in FIELDS))


def _count(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
