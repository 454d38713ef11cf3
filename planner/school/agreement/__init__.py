"""What must agree between the records of a school.

Faults stop a school from being planned for; warnings are worth a second look and stop nothing.
"""

from __future__ import annotations

from planner.errors import Problem
from planner.school.registers import Registers


def find_disagreements(registers: Registers) -> tuple[list[Problem], list[Problem]]:
    """Find what does not agree between records.

    Returns:
        The faults, and the warnings.
    """
    return [], []
