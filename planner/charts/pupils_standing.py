"""How many pupils there are, of which status, and what they need, in a sentence or two."""

from __future__ import annotations

from collections import Counter

from planner.charts.register_words import year_name
from planner.charts.words import counted, listed, number, status_name
from planner.school.codes import SenStatus
from planner.school.records import Pupil
from planner.school.registers import Registers


def pupils_say(registers: Registers) -> str:
    """How many pupils there are by status, and what would meet their needs in full."""
    pupils = registers.pupils.records
    if not pupils:
        return "No pupil is entered yet."
    by_status = Counter(pupil.sen_status for pupil in pupils)
    parts = [
        text
        for status, text in (
            (SenStatus.EHCP, f"{by_status[SenStatus.EHCP]:,} with an EHCP"),
            (SenStatus.SEN_SUPPORT, f"{by_status[SenStatus.SEN_SUPPORT]:,} on SEN Support"),
            (SenStatus.NONE, f"{by_status[SenStatus.NONE]:,} with neither"),
        )
        if by_status[status]
    ]
    needs = registers.needs.records
    asked = sum(need.target_hours_per_week for need in needs)
    said = f"{counted(len(pupils), 'pupil')}: {listed(parts)}."
    if needs:
        said += (
            f" {counted(len(needs), 'need')}, which {number(round(asked, 1))} effective hours a "
            "week would meet in full."
        )
    return said


def pupil_label(pupil: Pupil) -> str:
    """A pupil in a list to choose from: ``P014, Year 4, SEN Support``."""
    return f"{pupil.pupil}, {year_name(pupil.year_group)}, {status_name(pupil.sen_status)}"
