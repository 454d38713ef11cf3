"""Pupils chosen by year group, status and need, and the registers cut down to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TypeVar

from planner.school.codes import NeedType, SenStatus, Strand
from planner.school.records import (
    CurrentAllocation,
    Need,
    Pin,
    Pupil,
    Referral,
    Review,
    StatutoryItem,
)
from planner.school.registers import Register, Registers

R = TypeVar("R", Need, StatutoryItem, Pin, CurrentAllocation, Review, Referral, Pupil)


@dataclass(frozen=True)
class PupilChoice:
    """What pupils are asked for by; an empty choice of anything asks nothing.

    Attributes:
        year_groups: Any of these year groups.
        statuses: Any of these SEN statuses.
        need_types: Any of these primary types of need.
        strands: A need in any of these strands.
    """

    year_groups: frozenset[str] = frozenset()
    statuses: frozenset[SenStatus] = frozenset()
    need_types: frozenset[NeedType] = frozenset()
    strands: frozenset[Strand] = frozenset()

    def takes(self, pupil: Pupil, strands: Collection[Strand]) -> bool:
        """Whether a pupil with needs in some strands is asked for."""
        return (
            (not self.year_groups or pupil.year_group in self.year_groups)
            and (not self.statuses or pupil.sen_status in self.statuses)
            and (not self.need_types or pupil.primary_need in self.need_types)
            and (not self.strands or not self.strands.isdisjoint(strands))
        )


def chosen_pupils(registers: Registers, choice: PupilChoice) -> tuple[Pupil, ...]:
    """Find the pupils that a choice asks for, in the order of the register."""
    strands: dict[str, set[Strand]] = {}
    for need in registers.needs.records:
        strands.setdefault(need.pupil, set()).add(need.strand)
    return tuple(
        pupil
        for pupil in registers.pupils.records
        if choice.takes(pupil, strands.get(pupil.pupil, ()))
    )


def only_pupils(registers: Registers, choice: PupilChoice) -> Registers:
    """Cut the registers down to the pupils that a choice asks for; rows keep their numbers.

    Everything that is not about a pupil stays.
    """
    codes = {pupil.pupil for pupil in chosen_pupils(registers, choice)}
    return replace(
        registers,
        pupils=_kept(registers.pupils, codes),
        needs=_kept(registers.needs, codes),
        statutory=_kept(registers.statutory, codes),
        pins=_kept(registers.pins, codes),
        current_plan=_kept(registers.current_plan, codes),
        reviews=_kept(registers.reviews, codes),
        referrals=_kept(registers.referrals, codes),
    )


def _kept(register: Register[R], pupils: Collection[str]) -> Register[R]:
    return replace(
        register, rows=tuple((number, row) for number, row in register if row.pupil in pupils)
    )
