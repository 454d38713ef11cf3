from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.charts.register import FILES, checklist, files_table, next_line
from planner.exchange.tables import SCHOOL_FILES
from planner.periods import AcademicYear
from planner.school.usual_terms import usual_terms
from planner.store.registry import REGISTERS
from tests.builders import a_need, a_pupil, a_referral, a_support
from tests.charts.small_plan import small_school

TODAY = dt.date(2026, 11, 2)


def test_every_file_of_a_school_folder_is_explained():
    assert {name for name, _, _ in FILES} == set(SCHOOL_FILES)
    assert len(files_table().rows) == len(FILES)


def tables_of(school):
    names = (*REGISTERS, "current_plan")
    return {name: getattr(school, name) or () for name in names}


def lines_of(school):
    found = checklist(tables_of(school), knows_today=school.current_plan is not None, today=TODAY)
    return {line.title: line for line in found}


def lacks(school):
    return [line.lacks for line in lines_of(school).values() if line.lacks]


def test_what_is_filled_in_is_counted():
    lines = lines_of(small_school())
    said = {title: (line.count, line.of_which) for title, line in lines.items()}
    assert said["Terms"] == (3, "39 teaching weeks in the year")
    assert said["Pupils"] == (2, "1 EHCP, 1 on SEN Support")
    assert said["Adults"] == (1, "1 employed, 20 hours a week with pupils")
    assert said["Streams of money"] == (1, "£25,000 for the year")
    assert said["Statutory lines"] == (1, "for 1 pupil")
    assert said["Effects"] == (2, "")
    assert said["Lines of today’s plan"] == (3, "compared with the new plan")


def test_referrals_are_counted_with_what_is_overdue_where_there_are_any():
    assert "Referrals" not in lines_of(small_school())
    late = {"due": dt.date(2026, 11, 1)}
    referrals = [a_referral(**late), a_referral("R2"), a_referral("R3", **late, status="done")]
    line = lines_of(small_school(referrals=referrals))["Referrals"]
    assert (line.count, line.of_which, line.lacks) == (3, "2 open, 1 overdue", "")


def test_a_school_with_everything_misses_nothing():
    assert lacks(small_school()) == []
    assert next_line(lines_of(small_school()).values()) is None


def test_terms_that_were_only_suggested_are_to_be_checked():
    school = small_school(terms=list(usual_terms(AcademicYear(2026))))
    assert "Check them against your own calendar." in lines_of(school)["Terms"].lacks
    moved = school.terms[0].model_copy(update={"weeks": 14.0})
    assert lines_of(replace(school, terms=(moved, *school.terms[1:])))["Terms"].lacks == ""


def test_a_register_that_may_not_be_seen_is_left_out():
    seen = {name: rows for name, rows in tables_of(small_school()).items() if name == "funding"}
    assert [line.title for line in checklist(seen, knows_today=False, today=TODAY)] == [
        "Streams of money"
    ]


def test_pupils_without_needs_and_plans_without_lines_are_named():
    school = small_school(
        pupils=[a_pupil(sen_status="E"), a_pupil("P2"), a_pupil("P3")], statutory=[]
    )
    first, second = lacks(school)
    assert "No need is entered for P3" in first
    assert "No Section F line is entered for P1" in second


def test_more_than_a_few_pupils_are_counted_not_listed():
    pupils = [a_pupil(f"P{number}") for number in range(1, 9)]
    school = small_school(pupils=pupils, needs=[a_need()], statutory=[])
    (said,) = lacks(school)
    assert "P2, P3, P4 and 4 more" in said


def test_a_provision_that_counts_towards_nothing_is_named():
    school = small_school(provisions=[a_support(), a_support("S2")])
    (said,) = lacks(school)
    assert "No effect is entered for S2" in said


def test_a_school_that_says_nothing_of_today_is_told_what_it_loses_and_may_go_on():
    school = small_school(current_plan=None)
    (said,) = lacks(school)
    assert "to compare the plan with" in said
    assert next_line(lines_of(school).values()) is None


EVERYTHING = ("terms", "staff", "provisions", "effects", "pupils", "needs", "statutory", "funding")


@pytest.mark.parametrize("filled", range(len(EVERYTHING)))
def test_the_next_step_follows_the_order_of_the_work(filled):
    there = dict.fromkeys(EVERYTHING[:filled], ())
    tables = {name: getattr(small_school(), name) if name in there else () for name in EVERYTHING}
    tables["funding"] = small_school().funding
    step = next_line(checklist(tables, knows_today=False, today=TODAY))
    needed = [name for name in ("terms", "staff", "provisions", "pupils") if name not in there]
    lacking = [name for name in ("effects", "needs", "statutory") if name not in there]
    expected = needed[0] if needed else lacking[0] if lacking else None
    assert (step.table if step else None) == expected
