"""Text becomes records, and everything that is wrong is told at once, where it is."""

from __future__ import annotations

import pytest

from planner.errors import InputError
from planner.exchange import text_table
from planner.exchange.school_folder import read_school_bytes
from tests.exchange.files import SMALL, faults, faults_in, places, small_school, warnings


def test_a_small_school_has_nothing_wrong():
    read = read_school_bytes(small_school())

    assert [pupil.pupil for pupil in read.school.pupils] == ["P1", "P2"]
    assert read.school.details.name == "Example Primary"
    assert read.school.current_plan is None
    assert read.warnings == ()


def test_all_faults_of_all_files_are_told_together():
    found = faults(
        school="key,value\nname,Example\nacademic_year,soon\n",
        pupils="pupil,year_group,sen_status\nP1,14,K\nP2,4,X\n",
        needs="need,pupil,strand,level\nN1,P1,language,9\n",
        funding=None,
    )

    assert places(found) == [
        ("funding.csv", 0, ""),
        ("needs.csv", 2, "level"),
        ("pupils.csv", 2, "year_group"),
        ("pupils.csv", 3, "sen_status"),
        ("school.csv", 3, "value"),
    ]
    assert all(problem.what and problem.remedy for problem in found)


def test_a_row_that_cannot_be_read_is_not_taken_for_one_that_is_missing():
    found = faults(pupils="pupil,year_group,sen_status\nP1,14,K\nP2,4,E\n")

    assert places(found) == [("pupils.csv", 2, "year_group")]


def test_a_file_that_cannot_be_read_makes_no_faults_elsewhere():
    found = faults(provisions=b"\xff\xfe\x00")

    assert places(found) == [("provisions.csv", 0, "")]


def test_a_missing_file_is_told_once_with_its_columns():
    (fault,) = faults(terms=None)

    assert str(fault) == (
        "terms.csv:0:: is missing; add it, with the columns term, start, end, weeks"
    )


def test_a_missing_column_is_told_once_and_not_for_every_row():
    found = faults(terms="term,start,end\nT1,2026-09-01,2026-12-18\nT2,2027-01-04,2027-03-25\n")

    assert places(found) == [("terms.csv", 1, "weeks")]


def test_a_blank_required_cell_is_named():
    (fault,) = faults(staff="staff,role,contract_hours,annual_cost\nTA1,,25,19500\n")

    assert (fault.row, fault.column, fault.what) == (2, "role", "is blank")


def test_a_blank_optional_cell_means_its_default():
    school = read_school_bytes(
        small_school(pupils="pupil,year_group,sen_status,looked_after\nP1,4,K,\nP2,4,E,Y\n")
    ).school

    assert [pupil.looked_after for pupil in school.pupils] == [False, True]


def test_an_unknown_column_and_an_unknown_file_are_told_and_left_out():
    found = warnings(pupils="pupil,year_group,sen_status,shoes\nP1,4,K,12\nP2,4,E,\n", menu="a\n")

    assert places(found) == [("menu.csv", 0, ""), ("pupils.csv", 1, "shoes")]


def test_what_a_computer_leaves_behind_is_passed_over_in_silence():
    files = small_school() | {".DS_Store": b"x", "Thumbs.db": b"x", "~$pupils.csv": b"x"}

    assert read_school_bytes(files).warnings == ()


def test_an_unknown_key_is_told_and_left_out():
    (warning,) = warnings(school=SMALL["school.csv"] + "colour,blue\n")

    assert (warning.row, warning.column) == (4, "key")


def test_a_repeated_key_is_a_fault():
    (fault,) = faults(school=SMALL["school.csv"] + "Name,Other\n")

    assert str(fault) == "school.csv:4:key: 'name' is given twice (row 2 too); keep one of them"


def test_a_policy_key_overrides_its_default():
    school = read_school_bytes(small_school(school=SMALL["school.csv"] + "fairness,0.5\n")).school

    assert school.policies.fairness == 0.5
    assert school.policies.keep_current_plan == 0.02


def test_a_policy_out_of_range_is_told_with_its_key():
    (fault,) = faults(school=SMALL["school.csv"] + "fairness,8\n")

    assert fault.row == 4
    assert fault.what == "fairness is '8', which is out of range"


def test_a_missing_key_is_told():
    (fault,) = faults(school="key,value\nname,Example\n")

    assert (fault.file, fault.row, fault.what) == ("school.csv", 0, "academic_year is blank")


def test_a_table_of_keys_without_its_columns_is_told():
    found = faults(school="name,academic_year\nExample,2026/27\n")

    assert ("school.csv", 1, "key") in places(found)
    assert ("school.csv", 1, "value") in places(found)


def test_a_value_without_its_key_is_told():
    (fault,) = faults(school=SMALL["school.csv"] + ",0.5\n")

    assert (fault.row, fault.column, fault.what) == (4, "key", "is blank")


def test_a_row_that_is_too_wide_is_told_once_and_still_known():
    found = faults(pupils="pupil,year_group,sen_status\nP1,99,K,more\nP2,4,E\n")

    assert places(found) == [("pupils.csv", 2, "")]


def test_column_order_is_free_and_capitals_do_not_matter():
    school = read_school_bytes(
        small_school(pupils="SEN_Status,Pupil,year_group\nk,P1,4\ne,P2,4\n")
    ).school

    assert [pupil.sen_status.value for pupil in school.pupils] == ["K", "E"]


def test_a_byte_order_mark_is_accepted():
    files = small_school(pupils=b"\xef\xbb\xbf" + SMALL["pupils.csv"].encode())

    assert faults_in(files) == []


def test_blank_rows_are_skipped_and_row_numbers_stay_those_of_the_file():
    (fault,) = faults(pupils="pupil,year_group,sen_status\n\n,,\nP1,4,K\nP2,44,E\n")

    assert (fault.row, fault.column) == (5, "year_group")


def test_quoted_text_keeps_its_commas_quotes_and_line_ends():
    text = 'need,pupil,strand,level,outcome\nN1,P1,language,2,"a, ""b""\r\nc"\nN2,P2,language,3,\n'

    assert read_school_bytes(small_school(needs=text)).school.needs[0].outcome == 'a, "b"\nc'


def test_a_row_after_a_cell_of_two_lines_is_counted_as_a_spreadsheet_counts_it():
    text = 'need,pupil,strand,level,outcome\nN1,P1,language,2,"a\nb"\nN2,P2,language,9,\n'

    (fault,) = faults(needs=text)
    assert (fault.row, fault.column) == (3, "level")


@pytest.mark.parametrize(
    ("pupils", "row", "column", "words"),
    [
        ("", 1, "", "has no header"),
        ("\n\nP1,4,K", 1, "", "has no header"),
        ("pupil,pupil,sen_status\nP1,4,K\n", 1, "pupil", "two columns"),
        ("pupil,year_group,sen_status\nP1,4,K,more\n", 2, "", "cell 4, which has no column"),
        ('pupil,year_group,sen_status\nP1,4,"K"x\n', 2, "", "not a row of a CSV file"),
        ('pupil,year_group,sen_status\nP1,4,"K\n', 2, "", "not a row of a CSV file"),
        ("pupil,year_group,sen_status,class\nP1,4,K," + "x" * 32_768, 2, "class", "32,767"),
        ("pupil,year_group,sen_status,class\nP1,4,K," + "x" * 200_000, 2, "", "32,767"),
        ("pupil,year_group,sen_status\nP1,4,K\0\n", 2, "", "NUL"),
        (b"pupil,year_group,sen_status\nP1,4,\x93K\x94\n", 2, "", "byte 34"),
        ("pupil,year_group,sen_status\nP1,4,K\n".encode("utf-16"), 0, "", "UTF-16"),
    ],
)
def test_what_is_not_a_table_is_told_where_it_fails(pupils, row, column, words):
    found = [problem for problem in faults(pupils=pupils) if problem.file == "pupils.csv"]

    assert [(problem.row, problem.column) for problem in found] == [(row, column)]
    assert words in found[0].what


def test_fewer_cells_than_columns_are_blanks():
    assert faults(pupils="pupil,year_group,sen_status,class\nP1,4,K\nP2,4,E\n") == []


def test_empty_cells_beyond_the_header_do_not_matter():
    assert faults(pupils="pupil,year_group,sen_status,\nP1,4,K,,,\nP2,4,E\n") == []


def test_a_hidden_character_in_text_is_told():
    (fault,) = faults(pupils="pupil,year_group,sen_status,class\nP1,4,K,a\x07b\nP2,4,E,\n")

    assert (fault.column, fault.what) == ("class", "has the hidden character '\\x07'")


def test_a_decimal_comma_is_refused_and_not_read_as_ten_times_as_much():
    (fault,) = faults(
        staff="staff,role,contract_hours,annual_cost\nTA1,TA,'2,5',19500\n".replace("'", '"')
    )

    assert (fault.column, fault.what) == ("contract_hours", "is '2,5'")


def test_a_fault_stays_on_one_line():
    text = 'pupil,year_group,sen_status\nP1,"4\n5",K\nP2,4,E\n'

    (fault,) = faults(pupils=text)
    assert "\n" not in str(fault)


def test_rows_beyond_the_bound_are_refused_and_named(monkeypatch):
    monkeypatch.setattr(text_table, "TOTAL_ROWS", 9)

    # Two keys, two terms, two pupils, two needs and one row in each of four files are twelve.
    found = faults()

    assert [problem.what for problem in found] == ["goes beyond 9 rows in all"] * len(found)
    assert found


def test_two_hundred_thousand_rows_are_refused():
    rows = "".join(f"P{number},4,K\n" for number in range(200_001))

    found = faults(pupils="pupil,year_group,sen_status\n" + rows)

    assert [p.what for p in found if p.file == "pupils.csv"] == ["goes beyond 200,000 rows in all"]


def test_a_file_of_21_megabytes_is_refused_by_name_and_size():
    found = faults(pupils=b"x" * 21 * 1024 * 1024)

    assert [str(problem) for problem in found] == [
        "pupils.csv:0:: has 21.0 MB, more than 20 MB; give a smaller file"
    ]


def test_an_unknown_pay_point_is_told_where_it_stands():
    school = SMALL["school.csv"] + "pension_percent,20\n"
    staff = "staff,role,contract_hours,pay_point,paid_weeks\nTA1,TA,25,SCP 999,44\n"

    (fault,) = faults(school=school, staff=staff)

    assert (fault.file, fault.row, fault.column) == ("staff.csv", 2, "pay_point")


def test_faults_come_in_file_and_row_order():
    with pytest.raises(InputError) as caught:
        read_school_bytes(small_school(pupils="x\n1\n", needs="y\n"))

    assert list(caught.value.problems) == sorted(caught.value.problems)
