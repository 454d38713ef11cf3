"""Years, their registers, and saves that are kept together or not at all."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from planner.access import EDIT_ACTION, READ_ACTION
from planner.errors import AccessError, ConflictError, StoreError
from planner.exchange.school_folder import read_school
from planner.periods import AcademicYear
from planner.school.fields import Restriction, RestrictionKind
from planner.school.records import Policies, Review
from planner.school.registers import Registers
from planner.store.registry import RECORDS
from planner.store.values import RowChange
from tests.builders import (
    a_budget_line,
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_stream,
    a_teaching_assistant,
    details,
)
from tests.store.acting import (
    ANNA,
    BEN,
    FINANCE,
    LEADER,
    SENCO,
    VIEWER,
    a_blank_year,
    add,
    change,
    change_of,
    keep,
    records_of,
    remove,
    rows_of,
)
from tests.store.conftest import run_sql

SAMPLES = Path(__file__).parents[2] / "sample_data"


@pytest.mark.parametrize("name", ["primary", "secondary"])
def test_a_sample_school_comes_out_as_it_went_in(store, name):
    school = read_school(SAMPLES / name).school
    year = keep(store, school)
    registers = store.registers(SENCO, year.id).to_registers()
    assert registers.to_school(registers.details) == school


def test_a_school_that_has_not_said_what_it_does_today_stays_so(store):
    year = keep(store, a_school(current_plan=None))
    assert not store.registers(SENCO, year.id).to_registers().current_plan.is_given


def test_a_school_that_does_nothing_today_has_still_said_so(store):
    year = keep(store, a_school(current_plan=()))
    assert store.registers(SENCO, year.id).to_registers().current_plan.is_given


def test_every_kind_of_value_comes_out_equal_to_the_last_digit(store):
    year = a_blank_year(store)
    records = (
        a_pupil("P.1-_", class_name="4 “Ash”; =1+1", leaves=dt.date(2027, 2, 28)),
        a_need(hours_per_week=1 / 3, priority=0.1, outcome="Zwei\nZeilen, ümlaut £ 😀"),
        a_teaching_assistant(
            skills=("elsa;neli", '"quoted"', "back\\slash"),
            annual_cost=Decimal("19500.123456789012345678901234567890"),
        ),
        a_teaching_assistant("TA2", hourly_cost=Decimal("1E+1")),
        a_programme(years=("3", "4"), withdraws=False),
        a_stream(
            amount="0.10",
            restricted_to=(Restriction(RestrictionKind.PUPIL, "P1"), "ehcp", "strand:language"),
        ),
        a_statutory_item(provisions=("S1", "G1"), max_group=1, **{"from": dt.date(2026, 9, 1)}),
        a_budget_line(amount="100000000"),
        a_pin(term="T1", hours_per_week=2.5),
        Review(pupil="P1", provision="S1", term="", before=-1.5, after=1e22),
    )
    add(store, year, *records)
    for record in records:
        assert record in records_of(store, year, record.table)
    assert len(records_of(store, year, "staff")) == 2


def test_a_year_is_listed_with_its_school_and_the_newest_first(store):
    a_blank_year(store, academic_year="2025/26")
    a_blank_year(store, academic_year="2026/27")
    a_blank_year(store, name="Another School", urn="100001")
    years = store.years(SENCO)
    assert [(year.school, str(year.academic_year)) for year in years] == [
        ("Another School", "2026/27"),
        ("Example Primary", "2026/27"),
        ("Example Primary", "2025/26"),
    ]
    assert years[1].school_id == years[2].school_id != years[0].school_id
    assert years[1].academic_year == AcademicYear(2026)


def test_a_school_is_the_same_one_by_its_number_after_it_took_another_name(store):
    old = a_blank_year(store, urn="100001", name="Example Primary")
    new = a_blank_year(store, urn="100001", name="Example Academy")
    assert new.school_id == old.school_id


def test_two_schools_of_one_name_and_two_numbers_are_two(store):
    one = a_blank_year(store, urn="100001")
    other = a_blank_year(store, urn="100002")
    assert one.school_id != other.school_id


def test_a_save_adds_changes_and_removes_rows_in_one_step(store):
    year = keep(store, a_school(pupils=[a_pupil("P1"), a_pupil("P2")]))
    first, second = rows_of(store, year, "pupils")
    saved = store.save(
        SENCO,
        year.id,
        [
            RowChange("pupils", None, None, a_pupil("P3")),
            change_of("pupils", first, year_group="5"),
            RowChange("pupils", second.id, second.version, None),
        ],
    )
    now = rows_of(store, year, "pupils")
    assert [(row.record.pupil, row.record.year_group) for row in now] == [("P1", "5"), ("P3", "4")]
    assert saved.rows == (now[1].id, first.id, second.id)
    assert now[0].version == first.version + 1


def test_details_and_policies_are_rows_that_can_be_changed_but_not_removed(store):
    year = a_blank_year(store)
    registers = store.registers(SENCO, year.id)
    store.save(SENCO, year.id, [change_of("policies", registers.policies, fairness=0.5)])
    store.save(SENCO, year.id, [change_of("details", registers.details, name="New Name")])
    assert store.registers(SENCO, year.id).policies.record.fairness == 0.5
    assert store.years(SENCO)[0].school == "New Name"
    row = registers.details
    with pytest.raises(StoreError, match="exactly one row"):
        store.save(SENCO, year.id, [RowChange("details", row.id, row.version, None)])


def test_every_save_gives_the_year_another_digest_and_saving_nothing_does_not(store):
    year = keep(store)
    before = store.registers(SENCO, year.id).digest
    assert store.save(SENCO, year.id, []).step == 0
    row = rows_of(store, year, "pupils")[0]
    unchanged = store.save(SENCO, year.id, [change_of("pupils", row)])
    assert unchanged.step == 0
    assert unchanged.rows == (row.id,)
    assert store.registers(SENCO, year.id).digest == before
    change(store, year, "pupils", year_group="5")
    assert store.registers(SENCO, year.id).digest != before


def test_terms_are_read_in_time_order_whenever_they_were_added(store):
    year = keep(store)
    first = rows_of(store, year, "terms")[0].record
    remove(store, year, "terms", 0)
    add(store, year, first)
    assert [term.term for term in records_of(store, year, "terms")] == ["T1", "T2", "T3"]


def test_the_second_of_two_people_gets_a_conflict_with_both_values(store):
    year = keep(store)
    row = rows_of(store, year, "pupils")[0]
    store.save(ANNA, year.id, [change_of("pupils", row, year_group="5")])
    with pytest.raises(ConflictError) as refused:
        store.save(BEN, year.id, [change_of("pupils", row, year_group="6")])
    (conflict,) = refused.value.conflicts
    assert conflict.before.year_group == "4"
    assert conflict.theirs.year_group == "5"
    assert conflict.yours.year_group == "6"
    assert (conflict.who, conflict.version) == (ANNA.who, row.version + 1)
    assert "pupils P1 was changed by anna@school.example" in str(refused.value)


def test_nothing_of_a_save_is_kept_when_one_row_is_in_conflict(store):
    year = keep(store)
    row = rows_of(store, year, "pupils")[0]
    change(store, year, "pupils", year_group="5", actor=ANNA)
    with pytest.raises(ConflictError):
        store.save(
            BEN,
            year.id,
            [
                RowChange("pupils", None, None, a_pupil("P9")),
                change_of("pupils", row, year_group="6"),
            ],
        )
    assert [pupil.pupil for pupil in records_of(store, year, "pupils")] == ["P1"]
    assert {entry.who for entry in store.audit(SENCO, year.id, table="pupils")} == {
        ANNA.who,
        SENCO.who,
    }


def test_whoever_is_in_conflict_can_keep_their_own_value(store):
    year = keep(store)
    row = rows_of(store, year, "pupils")[0]
    change(store, year, "pupils", year_group="5", actor=ANNA)
    mine = change_of("pupils", row, year_group="6")
    with pytest.raises(ConflictError) as refused:
        store.save(BEN, year.id, [mine])
    again = RowChange("pupils", row.id, refused.value.conflicts[0].version, mine.record)
    store.save(BEN, year.id, [again])
    assert records_of(store, year, "pupils")[0].year_group == "6"


def test_a_row_that_was_removed_meanwhile_is_a_conflict_that_still_shows_it(store):
    year = keep(store)
    row = rows_of(store, year, "pupils")[0]
    remove(store, year, "pupils", actor=ANNA)
    with pytest.raises(ConflictError, match=r"was removed by anna@school\.example") as refused:
        store.save(BEN, year.id, [change_of("pupils", row, year_group="6")])
    (conflict,) = refused.value.conflicts
    assert (conflict.theirs, conflict.before, conflict.version) == (None, row.record, None)


def test_two_people_who_make_the_same_change_are_told_that_it_is_the_same(store):
    year = keep(store)
    row = rows_of(store, year, "pupils")[0]
    same = [change_of("pupils", row, year_group="5")]
    store.save(ANNA, year.id, same)
    with pytest.raises(ConflictError) as refused:
        store.save(BEN, year.id, same)
    assert refused.value.conflicts[0].is_same


def test_a_row_that_two_people_remove_is_simply_gone(store):
    year = keep(store)
    gone = rows_of(store, year, "needs")[0]
    both = [RowChange("needs", gone.id, gone.version, None)]
    store.save(ANNA, year.id, both)
    assert store.save(BEN, year.id, both).step == 0


def test_a_row_of_another_year_cannot_be_reached(store):
    year, other = keep(store), keep(store)
    row = rows_of(store, other, "pupils")[0]
    with pytest.raises(ConflictError):
        store.save(SENCO, year.id, [change_of("pupils", row, year_group="5")])
    assert records_of(store, other, "pupils")[0].year_group == "4"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([RowChange("pupils", None, None, a_need())], "A Need cannot be saved in pupils"),
        ([RowChange("wizards", None, None, a_need())], "There is no table called wizards"),
        ([RowChange("policies", None, None, Policies())], "exactly one row"),
        ([RowChange("pupils", None, None, None)], "nothing to add"),
        ([RowChange("pupils", 1, 1, a_pupil()), RowChange("pupils", 1, 1, None)], "twice"),
    ],
)
def test_a_change_that_no_table_can_have_is_refused(store, changes, sentence):
    year = keep(store)
    with pytest.raises(StoreError, match=sentence):
        store.save(SENCO, year.id, changes)


def test_a_year_that_is_not_there_is_said_so(store):
    for ask in (
        lambda: store.registers(SENCO, 99),
        lambda: store.save(SENCO, 99, [RowChange("pupils", None, None, a_pupil())]),
        lambda: store.undo(SENCO, 99),
        lambda: store.delete_year(SENCO, 99),
        lambda: store.save_draft(SENCO, 99, "pupils", {}),
    ):
        with pytest.raises(StoreError, match="not there any more"):
            ask()


def test_a_year_is_deleted_with_all_that_is_in_it_and_others_stay(store):
    year, other = keep(store), keep(store, a_school(details=details(academic_year="2027/28")))
    change(store, year, "pupils", year_group="5")
    store.save_draft(SENCO, year.id, "pupils", {"typed": "5"})
    store.delete_year(SENCO, year.id)
    assert store.years(SENCO) == (other,)
    assert len(records_of(store, other, "pupils")) == 1
    assert store.audit(SENCO, year.id) == ()


def test_only_tables_that_a_role_may_see_are_read_and_never_taken_for_all(store):
    year = keep(store)
    seen = store.registers(FINANCE, year.id)
    assert "funding" in seen.rows
    assert "pupils" not in seen.rows
    with pytest.raises(AccessError, match="see pupils"):
        seen.to_registers()
    assert store.registers(VIEWER, year.id).rows == {}


def test_a_role_saves_only_in_tables_that_it_may_change(store):
    year = keep(store)
    add(store, year, a_budget_line(), actor=FINANCE)
    with pytest.raises(AccessError):
        add(store, year, a_budget_line("L2"), a_pupil("P2"), actor=FINANCE)
    assert len(records_of(store, year, "budget_lines")) == 1
    with pytest.raises(AccessError):
        store.create_year(FINANCE, details(), Policies())
    with pytest.raises(AccessError):
        store.delete_year(FINANCE, year.id)


def test_registers_given_with_a_new_year_take_its_details(store):
    school = a_school()
    year = store.create_year(
        SENCO, details(name="Renamed"), Policies(fairness=0.1), Registers.of(school)
    )
    registers = store.registers(SENCO, year.id).to_registers()
    assert registers.details.name == "Renamed"
    assert registers.policies.fairness == 0.1
    assert registers.pupils.records == school.pupils


def test_what_is_remembered_of_a_year_is_never_out_of_date_nor_shown_to_another_role(store):
    year = keep(store)
    first = store.registers(SENCO, year.id)
    assert store.registers(ANNA, year.id).rows == first.rows
    assert "pupils" not in store.registers(FINANCE, year.id).rows
    first.rows["pupils"] = ()
    assert len(rows_of(store, year, "pupils")) == 1
    change(store, year, "pupils", year_group="5")
    assert records_of(store, year, "pupils")[0].year_group == "5"
    store.undo(SENCO, year.id)
    assert records_of(store, year, "pupils")[0].year_group == "4"


def test_every_table_of_the_store_has_a_role_that_may_read_and_one_that_may_change_it():
    assert set(RECORDS) == set(READ_ACTION) == set(EDIT_ACTION)


def test_a_row_that_somebody_spoilt_from_outside_is_named(store, address):
    year = keep(store)
    run_sql(address, "UPDATE pupils SET year_group = '99'")
    with pytest.raises(StoreError, match="Row 1 of pupils"):
        store.registers(LEADER, year.id)
