"""Who is who: the keys of an export, and the codes by which the register knows the same pupils.

The register holds codes only. What pairs a pupil's number in the MIS with a code is given back to
whoever asked, so that it can be kept apart from the register, for those alone who may import: with
the register in hand, nobody learns from it who a pupil is. New codes are counted on from the
highest in use, in the order of the numbers and not of the rows, so that the same pupils get the
same codes however the export was sorted. They say nothing of the number, but whoever holds the
pupils' list of the MIS could guess at the order: a school that minds gives its own codes. A UPN or
a name is never a code, even when asked for. When a pupil is erased, the pairing has to go as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from planner.exchange.mis.words import shown
from planner.school.fields import CellError, read_id
from planner.school.records import Pupil

_UPN = re.compile(r"^[A-Z]\d{11}[A-Z0-9]$", re.IGNORECASE)
_COUNTED = re.compile(r"^P(\d{1,9})$", re.IGNORECASE)
_DIGITS = 3


def looks_like_upn(text: str) -> bool:
    """Whether text has the form of a unique pupil number: a letter and twelve characters."""
    return bool(_UPN.match(text.strip()))


def key_of(text: str) -> str:
    """Write a pupil's number one way: ``001234`` and ``1234`` are one, ``ab 1`` is ``AB1``."""
    key = "".join(text.split()).upper()
    return key.lstrip("0") or "0" if key.isdecimal() else key


@dataclass(frozen=True)
class People:
    """The pupils that are known, by the codes and by the keys under which they are found.

    Attributes:
        pupils: Each pupil of the register, by code.
        pairing: The code of each pupil of the MIS who has one, by key.
        spelling: How the register writes each code, by the code as a key.
        codes: Every code that is or has been somebody's.
    """

    pupils: Mapping[str, Pupil]
    pairing: Mapping[str, str]
    spelling: Mapping[str, str]
    codes: frozenset[str]

    @classmethod
    def of(cls, pupils: Iterable[Pupil], pairing: Mapping[str, str]) -> People:
        """Gather them.

        Args:
            pupils: The register.
            pairing: The code of each pupil, by the key of an earlier import.
        """
        register = {pupil.pupil: pupil for pupil in pupils}
        return cls(
            pupils=register,
            pairing={key_of(key): code for key, code in pairing.items()},
            spelling={key_of(code): code for code in register},
            codes=frozenset(register) | frozenset(pairing.values()),
        )

    def code_as_given(self, text: str) -> str:
        """Give the code that a cell holds, as the register writes it where it is known.

        Raises:
            CellError: It cannot be a code.
        """
        code = str(read_id(text))
        if code in self.pupils:
            return code
        return self.spelling.get(key_of(code), code)

    def code_paired_with(self, text: str) -> str | None:
        """Give the code of the pupil with this key, if it has one.

        Raises:
            CellError: It is too long to be a key.
        """
        key = key_of(text)
        if len(key) > 64:
            raise CellError(shown(text), "choose the column that tells pupils apart")
        return self.pairing.get(key)


def new_codes(keys: Collection[str], in_use: Iterable[str]) -> dict[str, str]:
    """Give each key a code: ``P001`` and so on, counting on from the highest in use.

    Args:
        keys: The keys of pupils who have no code yet.
        in_use: Every code that is or has been somebody's.
    """
    numbers = [int(match[1]) for code in in_use if (match := _COUNTED.match(code))]
    first = max(numbers, default=0) + 1
    return {
        key: f"P{number:0{_DIGITS}}" for number, key in enumerate(sorted(keys, key=_order), first)
    }


def _order(key: str) -> tuple[bool, int, str]:
    """Numbers by their size, before anything else by its letters."""
    return (False, int(key), "") if key.isdecimal() else (True, 0, key)
