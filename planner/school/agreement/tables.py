"""What a check between records works on, and when it has to hold its tongue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, wraps
from typing import Any

from planner.errors import Problem
from planner.periods import AcademicYear
from planner.school.agreement.reference import REFERENCES
from planner.school.records import Record, SchoolDetails
from planner.school.registers import TABLES, Register, Registers
from planner.school.school import School

_NOT_SAID = SchoolDetails(name="not said", academic_year=AcademicYear(2000))


@dataclass(frozen=True)
class Tables:
    """A school's registers, and the part of it that look-ups can rely on."""

    registers: Registers

    def register(self, table: str) -> Register[Any]:
        """Give one table by its name."""
        found: Register[Any] = getattr(self.registers, table)
        return found

    @cached_property
    def _read_codes(self) -> dict[str, frozenset[str]]:
        return {
            table: frozenset(getattr(row, row.key[0]) for row in self.register(table).records)
            for table in ("terms", "pupils", "staff", "provisions", "funding")
        }

    def knows(self, table: str, code: str) -> bool:
        """Whether a table has a code, or nobody can tell because it could not be read."""
        register = self.register(table)
        return code in self._read_codes[table] or code in register.lost_keys or register.is_unread

    @cached_property
    def _by_small_letters(self) -> dict[str, dict[str, str]]:
        return {
            table: {code.casefold(): code for code in sorted(codes)}
            for table, codes in self._read_codes.items()
        }

    def alike(self, table: str, code: str) -> str | None:
        """Give the code that differs only by its capitals, if there is one."""
        return self._by_small_letters[table].get(code.casefold())

    @cached_property
    def school(self) -> School:
        """The school without rows that repeat a code or refer to something unknown."""
        sound = {table: Register(tuple(self._sound_rows(table))) for table in TABLES}
        registers = replace(self.registers, **sound)  # type: ignore[arg-type]
        return registers.to_school(self.registers.details or _NOT_SAID)

    def _sound_rows(self, table: str) -> Iterator[tuple[int, Record]]:
        seen: set[tuple[object, ...]] = set()
        for number, row in self.register(table):
            key = tuple(getattr(row, name) for name in row.key)
            refers_well = all(
                code in self._read_codes[reference.to]
                for reference in REFERENCES
                if reference.table == table
                for code in reference.codes(row)
            )
            if refers_well and not (key and key in seen):
                seen.add(key)
                yield number, row

    def rows(self, table: str) -> Iterator[tuple[int, Any]]:
        """Give the rows of a table that refer only to what is known, with their numbers."""
        sound = {id(row) for row in getattr(self.school, table) or ()}
        return ((number, row) for number, row in self.register(table) if id(row) in sound)


Check = Callable[[Tables], Iterable[Problem]]


def relies_on(*names: str) -> Callable[[Check], Check]:
    """Say which tables a check takes to be complete; where one is not, it finds nothing.

    Args:
        names: The tables; ``school`` is the file of keys.
    """

    def decorate(check: Check) -> Check:
        @wraps(check)
        def cautious(tables: Tables) -> Iterable[Problem]:
            return () if tables.registers.torn.intersection(names) else check(tables)

        return cautious

    return decorate
