"""Which column of an export is which column of ``pupils.csv``: a guess, and how sure it is.

Headings say most and the cells below confirm it. What the school decided before comes first, and
is kept as plain text by heading, so that it can be stored with a person's preferences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from planner.exchange.mis.heading import EXACT, holds_what_is_private, targets_of
from planner.exchange.mis.identity import looks_like_upn
from planner.exchange.mis.report import Report
from planner.exchange.mis.target import CODED, PRIVATE, Target
from planner.exchange.mis.translation import can_be_read
from planner.exchange.mis.words import plain
from planner.school.fields import CellError, read_id

CELLS_LOOKED_AT = 300
EXAMPLES = 3
_NO_MEMORY: Mapping[str, str] = MappingProxyType({})
_LIKELY_FROM, _GUESSED_FROM = 0.6, 0.3
_MOST_OF_THEM = 0.9
_TELLS_BY_CELLS = (Target.SEN_STATUS, Target.PRIMARY_NEED)


class Sureness(StrEnum):
    """How sure a guess is."""

    REMEMBERED = "chosen before"
    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure: please check"
    NONE = "not recognised"


@dataclass(frozen=True)
class Guess:
    """What a column seems to be.

    Attributes:
        column: The column, in small letters.
        title: Its heading as it is written.
        target: What it seems to be.
        sureness: How sure that is.
        because: Why, as a phrase.
        examples: A few of its values, none where it holds names or national numbers.
    """

    column: str
    title: str
    target: Target
    sureness: Sureness
    because: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, order=True)
class _Candidate:
    score: float
    column: str
    target: Target
    weight: float


def guess_columns(report: Report, remembered: Mapping[str, str] = _NO_MEMORY) -> tuple[Guess, ...]:
    """Say of each column what it seems to be; nothing is matched twice.

    Args:
        report: The export.
        remembered: What ``to_remember`` gave after an earlier import.
    """
    guesses = {column: _unknown(report, column) for column in report.columns}
    taken: dict[Target, str] = {}
    for column, target in _from_memory(report, remembered):
        if target is Target.NOTHING or target not in taken:
            taken[target] = column
            because = "you chose this before"
            guesses[column] = _guess(report, column, target, Sureness.REMEMBERED, because)
    for candidate in sorted(_candidates(report, guesses), key=_best_first(report)):
        column, target = candidate.column, candidate.target
        if guesses[column].sureness is not Sureness.NONE:
            continue
        if target not in taken:
            taken[target] = column
            guesses[column] = _of_candidate(report, candidate)
        elif not guesses[column].because.startswith("‘"):
            because = f"‘{report.titles[taken[target]]}’ fits better"
            guesses[column] = replace(guesses[column], because=because)
    _lend_the_upn(report, guesses, taken)
    return tuple(guesses.values())


def to_remember(matches: Mapping[str, Target], report: Report) -> dict[str, str]:
    """Give what was chosen as plain text, by heading, to be kept for the next import.

    Args:
        matches: What each column is.
        report: The export that has the columns.
    """
    return {plain(report.titles[column]): target.value for column, target in matches.items()}


def _from_memory(report: Report, remembered: Mapping[str, str]) -> Iterator[tuple[str, Target]]:
    known = {target.value: target for target in Target}
    for column in report.columns:
        target = known.get(remembered.get(plain(report.titles[column]), ""))
        if target is not None:
            yield column, target


def _candidates(report: Report, guesses: Mapping[str, Guess]) -> Iterator[_Candidate]:
    for column, guess in guesses.items():
        if guess.sureness is not Sureness.NONE:
            continue
        cells = report.texts(column)[:CELLS_LOOKED_AT]
        if cells and _share(cells, looks_like_upn) > 0.5:
            yield _Candidate(2.0, column, Target.UPN, EXACT)
            continue
        by_heading = targets_of(report.titles[column])
        for target, weight in by_heading.items():
            fit = _fit(target, cells) if cells else 0.5
            yield _Candidate(weight * (1 + fit) / 2, column, target, weight)
        if not by_heading and len(set(cells)) > 1:
            for target in _TELLS_BY_CELLS:
                if (fit := _fit(target, cells)) >= _MOST_OF_THEM:
                    yield _Candidate(fit * 0.4, column, target, 0.0)


def _best_first(report: Report) -> Callable[[_Candidate], tuple[float, int, Target]]:
    places = {column: place for place, column in enumerate(report.columns)}
    return lambda candidate: (-candidate.score, places[candidate.column], candidate.target)


def _fit(target: Target, cells: Sequence[str]) -> float:
    """The share of cells that are what a column of this kind would have [share 0-1]."""
    if target in CODED:
        return _share(cells, lambda text: can_be_read(target, text))
    if target is Target.CODE:
        return _share(cells, _is_code) * _tells_apart(cells)
    if target is Target.KEY:
        return _share(cells, lambda text: len(text) <= 20) * _tells_apart(cells)
    if target in PRIVATE - {Target.UPN}:
        return _share(cells, lambda text: not any(map(str.isdigit, text)))
    return 1.0


def _share(cells: Sequence[str], holds: Callable[[str], bool]) -> float:
    return sum(map(holds, cells)) / len(cells)


def _tells_apart(cells: Sequence[str]) -> float:
    return len(set(cells)) / len(cells)


def _is_code(text: str) -> bool:
    try:
        read_id(text)
    except CellError:
        return False
    return any(map(str.isdigit, text))


def _of_candidate(report: Report, candidate: _Candidate) -> Guess:
    if candidate.score < _GUESSED_FROM:
        return _unknown(report, candidate.column)
    sureness = Sureness.UNSURE
    if candidate.weight == EXACT and candidate.score >= _MOST_OF_THEM:
        sureness = Sureness.SURE
    elif candidate.score >= _LIKELY_FROM:
        sureness = Sureness.LIKELY
    because = "by its heading" if candidate.weight else "by its values"
    if candidate.weight and candidate.score < candidate.weight * 0.75:
        because = "by its heading, but many of its values are not known"
    return _guess(report, candidate.column, candidate.target, sureness, because)


def _unknown(report: Report, column: str) -> Guess:
    return _guess(report, column, Target.NOTHING, Sureness.NONE, "not needed, or not known")


def _guess(report: Report, column: str, target: Target, sureness: Sureness, because: str) -> Guess:
    title, cells = report.titles[column], report.texts(column)
    is_private = target in PRIVATE or holds_what_is_private(title)
    values = () if is_private else tuple(dict.fromkeys(cells[:CELLS_LOOKED_AT]))
    return Guess(column, title, target, sureness, because, values[:EXAMPLES])


def _lend_the_upn(report: Report, guesses: dict[str, Guess], taken: Mapping[Target, str]) -> None:
    """Where nothing else tells pupils apart, let the UPN do so: for matching, never as a code."""
    column = taken.get(Target.UPN)
    if column is None or Target.KEY in taken or Target.CODE in taken:
        return
    because = "nothing else tells pupils apart; it is never kept in the register"
    guesses[column] = replace(
        guesses[column], target=Target.KEY, sureness=Sureness.LIKELY, because=because
    )
