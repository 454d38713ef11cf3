"""Which files of a folder, an archive or an upload belong, and their bytes, within bounds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field

from planner.errors import Problem
from planner.exchange.safety import FILE_BYTES, MEGABYTE, TOTAL_BYTES


class EntryError(Exception):
    """A file cannot be read, with the reason as a phrase and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        """Keep both halves, so that they can be shown apart."""
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}; {remedy}")


@dataclass(frozen=True)
class Entry:
    """A file that could be read.

    Attributes:
        name: Its name without folders.
        size: How many bytes it says it has [bytes].
        read: Gives its bytes, or raises ``EntryError``.
    """

    name: str
    size: int
    read: Callable[[], bytes]


@dataclass
class Files:
    """The files that belong, by name in small letters, and what was wrong or passed over.

    Attributes:
        contents: The bytes of each.
        refused: Those that are there but were not read.
        problems: What is wrong.
        warnings: What was passed over.
    """

    contents: dict[str, bytes] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)

    def fault(self, file: str, what: str, remedy: str) -> None:
        """Note what is wrong with a whole file."""
        self.problems.append(Problem(file, 0, "", what, remedy))


def is_clutter(name: str) -> bool:
    """Whether a computer put a file there by itself, so that nobody needs to hear of it."""
    if name.startswith((".", "__MACOSX", "~$")):
        return name not in {".", ".."}
    return name.casefold() in {"thumbs.db", "desktop.ini"}


def read_entries(entries: Iterable[Entry], known: Collection[str]) -> Files:
    """Read the files that belong, looking at every size before anything is read.

    Args:
        entries: What there is.
        known: The names that belong, in small letters.
    """
    files = Files()
    chosen = _chosen(files, entries, known)
    if sum(entry.size for entry in chosen.values()) > TOTAL_BYTES:
        megabytes = TOTAL_BYTES // MEGABYTE
        files.fault("all files", f"are more than {megabytes} MB together", "give fewer rows")
    else:
        for name in sorted(chosen):
            _read(files, name, chosen[name])
    files.refused = frozenset(chosen) - frozenset(files.contents)
    return files


def _chosen(files: Files, entries: Iterable[Entry], known: Collection[str]) -> dict[str, Entry]:
    chosen: dict[str, Entry] = {}
    for entry in entries:
        name = entry.name.casefold()
        if is_clutter(entry.name):
            continue
        if name not in known:
            what = "is not one of the files"
            files.warnings.append(Problem(entry.name, 0, "", what, "it was left out"))
        elif name in chosen:
            files.fault(name, "is there twice", "keep one of them")
        else:
            chosen[name] = entry
    return chosen


def _read(files: Files, name: str, entry: Entry) -> None:
    size = entry.size
    try:
        if size <= FILE_BYTES:
            data = entry.read()
            size = len(data)
            if size <= FILE_BYTES:
                files.contents[name] = data
                return
    except EntryError as error:
        files.fault(name, error.what, error.remedy)
        return
    what = f"has {size / MEGABYTE:.1f} MB, more than {FILE_BYTES // MEGABYTE} MB"
    files.fault(name, what, "give a smaller file")
