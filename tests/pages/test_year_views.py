"""What is worked out from a year, for whoever may see how much of it."""

from __future__ import annotations

from planner.access import LOCAL, Actor, Role
from planner.store.values import RowChange
from planner.ui import storage
from planner.ui.year_views import YearViews, seen_registers
from tests.charts.small_plan import small_school
from tests.pages.helpers import keep

FINANCE = Actor("finance@oak.example", Role.FINANCE)


def read(actor, year):
    return storage.store().registers(actor, year.id)


def test_whoever_may_see_everything_has_the_tables_as_they_are():
    year = read(LOCAL, keep(small_school()))
    assert seen_registers(year) == year.to_registers()


def test_a_school_that_has_not_said_what_it_does_today_has_not_said_that_it_does_nothing():
    year = read(LOCAL, keep(small_school(current_plan=None)))
    assert not seen_registers(year).current_plan.is_given


def test_nothing_is_said_on_the_strength_of_tables_that_somebody_may_not_see():
    year = read(FINANCE, keep(small_school()))
    seen = seen_registers(year)
    assert {"pupils", "needs", "statutory"} <= seen.torn
    assert seen.pupils.rows == ()
    assert seen.staff.rows
    faults, warnings = YearViews(year).disagreements
    assert not faults
    assert not warnings


def test_what_is_worked_out_is_remembered_until_something_is_saved_and_for_one_role_alone():
    year = keep(small_school())
    asked = []

    def work(registers):
        asked.append(registers)
        return len(registers.pupils.rows)

    for _ in range(2):
        assert YearViews(read(LOCAL, year)).work_out("pupils", None, work) == 2
    assert len(asked) == 1
    assert YearViews(read(FINANCE, year)).work_out("pupils", None, work) == 0
    assert len(asked) == 2
    row = read(LOCAL, year).rows["pupils"][1]
    gone = RowChange("pupils", row.id, row.version, None)
    storage.store().save(LOCAL, year.id, [gone])
    assert YearViews(read(LOCAL, year)).work_out("pupils", None, work) == 1
