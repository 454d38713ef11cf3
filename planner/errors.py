"""Everything that can go wrong, and how it is told.

Problems are values: a reader gathers every one of them and reports them together.
Exceptions are for stopping. Their text is fit to show to a SENCO::

    PlannerError
    ├── InputError              carries every Problem found
    ├── ParameterError          no figure at that date, or no source
    ├── AccessError             a role that may not do this; names the roles that may
    ├── DrawingError            a chart has something that cannot be drawn on paper
    ├── ChangeError             a change of a scenario that does not apply to the school as it is
    ├── StoreError              cannot be opened, kept or given back
    │   └── ConflictError       somebody else changed the same row first; carries both values
    └── PlanningError           no usable answer
        ├── ContradictionError  decisions already made that cannot be kept
        ├── CheckError          a plan that breaks a rule, with the rule named
        └── SolverError         the solver gave no usable answer; carries its status
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong in what was given, and what to write instead.

    Attributes:
        file: The file or table, such as ``pupils.csv``.
        row: The row in that file, where row 1 is the header; 0 when it is about the whole file.
        column: The column, or blank when it is about the whole row.
        what: What is wrong, as a sentence without its full stop.
        remedy: What to write instead.
    """

    file: str
    row: int
    column: str
    what: str
    remedy: str

    def __str__(self) -> str:
        """Give the fault on one line: ``file:row:column: what; remedy``."""
        return f"{self.file}:{self.row}:{self.column}: {self.what}; {self.remedy}"


class PlannerError(Exception):
    """The base of every error of the planner; its text can be shown to a SENCO."""


class InputError(PlannerError):
    """What was given cannot be used; every fault found is in ``problems``."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the faults in file and row order."""
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        super().__init__(
            f"{count} {'thing needs' if count == 1 else 'things need'} putting right:\n"
            + "\n".join(map(str, self.problems))
        )


class ParameterError(PlannerError):
    """A dated figure is not known at the date asked for."""

    def __init__(self, name: str, what: str, label: str = "") -> None:
        """Name the figure, as people call it where that is known, and say what is missing."""
        self.name = name
        super().__init__(f"{label or name}: {what}")


class AccessError(PlannerError):
    """Somebody asked for what their role may not do."""

    def __init__(self, role: str, doing: str, allowed: Sequence[str]) -> None:
        """Name the role, what it may not do and the roles that may."""
        self.role = role
        super().__init__(
            f"You may not {doing}: your role here is {role}. Ask somebody with the role "
            f"{' or '.join(allowed)}."
        )


class DrawingError(PlannerError):
    """A chart has something that a document cannot draw."""

    def __init__(self, what: str, value: object) -> None:
        """Name what it is and how it is written in the chart."""
        self.what = what
        super().__init__(f"A document cannot draw a chart with this {what}: {value}.")


class ChangeError(PlannerError):
    """A change of a scenario does not apply to the school as it is."""

    def __init__(self, what: str, remedy: str) -> None:
        """Say why it does not apply and what to do, each as a sentence without its full stop."""
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what}; {remedy}")


class StoreError(PlannerError):
    """What the store cannot do, and what to do about it."""

    def __init__(self, what: str, remedy: str = "") -> None:
        """Say what is the matter, and then what to do, each as a sentence."""
        self.what = what
        self.remedy = remedy
        super().__init__(f"{what} {remedy}".rstrip())


class ConflictError(StoreError):
    """Rows that somebody else changed after they were read; nothing of the save was kept."""

    def __init__(self, conflicts: Sequence[Any]) -> None:
        """Keep each conflict; the store's ``Conflict`` says what the values are."""
        self.conflicts = tuple(conflicts)
        super().__init__(
            "Nothing was saved, because somebody else was quicker:\n"
            + "\n".join(map(str, self.conflicts))
        )


class PlanningError(PlannerError):
    """There is no plan that can be shown."""


class ContradictionError(PlanningError):
    """Decisions already made cannot be kept, alone or together."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep one fault for each pin that takes part in the contradiction."""
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))


class CheckError(PlanningError):
    """A plan breaks a rule of the contract, found without the solver."""

    def __init__(self, violations: Sequence[object]) -> None:
        """Keep every breach; the first names the rule in the message."""
        self.violations = tuple(violations)
        super().__init__(
            "The plan did not pass its checks and is not shown:\n"
            + "\n".join(map(str, self.violations))
        )


class SolverError(PlanningError):
    """The solver gave no usable answer."""

    def __init__(self, status: str, doing: str) -> None:
        """Name the solver's status and what was being worked out."""
        self.status = status
        super().__init__(f"No answer was found while working out {doing} (status: {status}).")
