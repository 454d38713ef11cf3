"""What an import would do now, worked out from what is chosen on the page and what is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from planner.access import Actor
from planner.exchange.mis.choosing import ASKED, chosen_twice, matches_of
from planner.exchange.mis.preview import Choices, Gone, Preview, preview_import
from planner.exchange.mis.rows import Unknown
from planner.exchange.mis.target import Target
from planner.exchange.mis.translation import Meanings
from planner.exchange.mis.words import plain
from planner.school.typed.depending import Dependent, Renaming, depending_on
from planner.store.values import RowChange, YearRegisters
from planner.ui import open_year
from planner.ui.importing.desk import Desk
from planner.ui.storage import store

UNDECIDED = "?"
_PREVIEWS_KNOWN = 4


@dataclass(frozen=True)
class Leaving:
    """A pupil of the register whom the file does not have, and what would go with them.

    Attributes:
        gone: The pupil, and why.
        dependents: The rows of other tables that would follow.
    """

    gone: Gone
    dependents: tuple[Dependent, ...]

    @property
    def code(self) -> str:
        """The pupil's code."""
        return self.gone.pupil.pupil


@dataclass(frozen=True)
class Work:
    """What an import would do now.

    Attributes:
        registers: The registers that it was worked out from.
        matches: What each column is.
        twice: Columns chosen for several things, with these; then there is no preview.
        asked: Every value that the school may explain, whether it has or not.
        meanings: What the school says of its own codes.
        pairing: The pairing as it is stored.
        preview: What would be added, changed and gone.
        leaving: Who would be gone.
        identity: What all of this follows from, to tell whether it is still the same.
    """

    registers: YearRegisters
    matches: Mapping[str, Target]
    twice: Mapping[str, tuple[Target, ...]]
    asked: tuple[Unknown, ...]
    meanings: Meanings
    pairing: Mapping[str, str]
    preview: Preview
    leaving: tuple[Leaving, ...]
    identity: object

    @property
    def finds_new_pairs(self) -> bool:
        """Whether the file tells who has which number where that was not known."""
        return dict(self.preview.pairing) != dict(self.pairing)

    def changes(self, removed: Collection[str]) -> tuple[RowChange, ...]:
        """Give the rows to save.

        Args:
            removed: The codes of those gone who are to be removed.
        """
        rows = {row.record.pupil: row for row in self.registers.rows["pupils"]}
        return (
            *_removing(self.registers, removed),
            *(
                RowChange("pupils", row.id, row.version, change.after)
                for row, change in (
                    (rows[change.before.pupil], change) for change in self.preview.changed
                )
            ),
            *(RowChange("pupils", None, None, added.pupil) for added in self.preview.added),
        )


def work_of(desk: Desk, actor: Actor) -> Work:
    """Work out what an import would do now.

    Args:
        desk: The file, and what is chosen about it.
        actor: Who imports.
    """
    registers = open_year.registers(actor)
    pairing = store().pairing(actor, desk.year_id)
    chosen = _columns(desk)
    twice = chosen_twice(chosen)
    matches = matches_of(chosen, desk.guesses)
    choices = Choices(
        pairing=pairing,
        key_is_code=desk.chosen("key_is_code", otherwise=False),
        erases=frozenset(desk.chosen("erases", otherwise=())),
        everybody=desk.chosen("everybody", otherwise=False),
        year=registers.year.academic_year,
    )
    asked = _each_once(_preview(desk, registers, matches, choices).unknown)
    meanings = _meanings(desk, asked)
    explained = replace(choices, meanings=meanings)
    preview = Preview() if twice else _preview(desk, registers, matches, explained)
    return Work(
        registers=registers,
        matches=matches,
        twice=twice,
        asked=asked,
        meanings=meanings,
        pairing=pairing,
        preview=preview,
        leaving=tuple(_leaving(registers, preview.gone)),
        identity=_identity(registers, matches, explained),
    )


def key_of_meaning(asked: Unknown) -> str:
    """The part of a widget's key that is about one value."""
    return f"meaning_{asked.target.value}_{plain(asked.text)}"


def _columns(desk: Desk) -> dict[Target, str]:
    """The column chosen for each thing asked for."""
    first = desk.first_choice
    chosen = {target: desk.chosen(target.value, first.get(target, "")) for target in ASKED}
    return {target: column for target, column in chosen.items() if column}


def _each_once(unknown: Iterable[Unknown]) -> tuple[Unknown, ...]:
    """Values that people write differently and mean alike are asked about once."""
    found: dict[tuple[Target, str], Unknown] = {}
    for one in unknown:
        same = (one.target, plain(one.text))
        rows = found[same].rows + one.rows if same in found else one.rows
        found[same] = replace(found.get(same, one), rows=rows)
    return tuple(found.values())


def _meanings(desk: Desk, asked: Iterable[Unknown]) -> Meanings:
    """What the school says now of each value that was not known, and what it said before."""
    found: dict[Target, dict[str, str]] = {
        target: {plain(text): meaning for text, meaning in meanings.items()}
        for target, meanings in desk.remembered_meanings.items()
    }
    for one in asked:
        own, text = found.setdefault(one.target, {}), plain(one.text)
        meaning = desk.chosen(key_of_meaning(one), own.get(text, UNDECIDED))
        own.pop(text, None)
        if meaning != UNDECIDED:
            own[text] = meaning
    return found


def _preview(
    desk: Desk, registers: YearRegisters, matches: Mapping[str, Target], choices: Choices
) -> Preview:
    identity = _identity(registers, matches, choices)
    if identity not in desk.known:
        while len(desk.known) >= _PREVIEWS_KNOWN:
            del desk.known[next(iter(desk.known))]
        pupils = [row.record for row in registers.rows["pupils"]]
        desk.known[identity] = preview_import(desk.report, matches, pupils, choices)
    return desk.known[identity]


def _identity(
    registers: YearRegisters, matches: Mapping[str, Target], choices: Choices
) -> tuple[object, ...]:
    return (
        registers.digest,
        tuple(matches.items()),
        tuple(choices.pairing.items()),
        choices.key_is_code,
        choices.everybody,
        choices.erases,
        tuple((target, tuple(own.items())) for target, own in choices.meanings.items()),
    )


def _leaving(registers: YearRegisters, gone: Iterable[Gone]) -> Iterable[Leaving]:
    return (Leaving(one, _depending(registers, [one.pupil.pupil])) for one in gone)


def _removing(registers: YearRegisters, removed: Collection[str]) -> Iterable[RowChange]:
    """Remove pupils, and let every row that names them follow."""
    for dependent in _depending(registers, removed):
        stored = dependent.stored
        yield RowChange(dependent.table, stored.id, stored.version, dependent.record)
    for row in registers.rows["pupils"]:
        if row.record.pupil in removed:
            yield RowChange("pupils", row.id, row.version, None)


def _depending(registers: YearRegisters, codes: Iterable[str]) -> tuple[Dependent, ...]:
    return depending_on(registers.rows, [Renaming("pupils", code) for code in codes])
