"""How many pupils the school says are on roll, against its register."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.school.agreement.tables import Tables, relies_on
from planner.school.codes import SenStatus


@relies_on("school", "pupils")
def pupils_on_roll_include_those_with_sen(tables: Tables) -> Iterator[Problem]:
    """No more pupils have SEN than are on roll."""
    on_roll = tables.school.details.pupils_on_roll
    with_sen = sum(
        pupil.sen_status is not SenStatus.NONE for pupil in tables.registers.pupils.records
    )
    if on_roll is not None and on_roll < with_sen:
        what = f"pupils_on_roll is {on_roll:,}, and {with_sen:,} pupils of the register have SEN"
        remedy = "write how many pupils the school has in all, or leave it blank"
        yield Problem("school.csv", 0, "pupils_on_roll", what, remedy)
