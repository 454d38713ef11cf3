"""How long a school year is and how a week is counted, in a sentence or two."""

from __future__ import annotations

from planner.charts.register_words import day
from planner.charts.words import counted, number
from planner.school.registers import Registers


def year_says(registers: Registers) -> str:
    """How many terms and weeks there are, from when to when."""
    terms = registers.terms.records
    if not terms:
        return "No term is entered yet, so nothing can be planned."
    weeks = sum(term.weeks for term in terms)
    first, last = min(term.start for term in terms), max(term.end for term in terms)
    return (
        f"{counted(len(terms), 'term')} with {number(weeks)} teaching weeks, from {day(first)} to "
        f"{day(last)}."
    )
