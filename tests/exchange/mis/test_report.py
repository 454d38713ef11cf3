"""Exports as they come: titles above, characters of Windows, several sheets, damage."""

from __future__ import annotations

import pytest

from planner.errors import InputError
from planner.exchange.mis.report import MOST_COLUMNS, read_report
from planner.exchange.safety import FILE_BYTES
from tests.exchange.mis.exports import BROMCOM, a_workbook, sample, text_report

LINES = "Adno,Year,SEN Status\n1,4,K\n2,5,E\n"


def refusal(name, data, **how):
    with pytest.raises(InputError) as caught:
        read_report(name, data, **how)
    (problem,) = caught.value.problems
    return problem


def test_headings_below_titles_are_found_and_rows_keep_their_numbers():
    report = sample("sims.csv")

    assert report.header_row == 4
    assert report.titles["nc year actual"] == "NC Year Actual"
    assert [row.number for row in report.rows] == [5, 6, 7, 8, 9, 10]


def test_characters_of_windows_are_read():
    assert sample("sims.csv").rows[0].cells["reg group"] == "4 Chêne"


@pytest.mark.parametrize("separator", ["\t", ";", "|"])
def test_other_separators_than_the_comma_are_noticed(separator):
    assert text_report(LINES.replace(",", separator)).columns == ("adno", "year", "sen status")


def test_text_in_utf_16_as_spreadsheets_write_it_is_read():
    data = LINES.replace(",", "\t").encode("utf-16")

    assert [row.cells["adno"] for row in read_report("e.txt", data).rows] == ["1", "2"]


def test_the_row_of_the_headings_can_be_said():
    report = text_report("a,b\nc,d\n1,2\n", header_row=2)

    assert report.columns == ("c", "d")
    assert [row.number for row in report.rows] == [3]


def test_a_title_is_no_heading_even_where_no_heading_is_known():
    assert text_report("SEN Register,,\nRef,Grp,Stage now\nA,B,C\n").header_row == 2


def test_a_row_of_headings_that_is_not_there_is_told():
    assert "no row of headings" in refusal("e.csv", LINES.encode(), header_row=99).what
    assert "no row of headings" in refusal("e.csv", b"\n\n").what


def test_headings_that_come_twice_or_are_blank_are_told_apart():
    report = text_report("Adno,Year,Date,,Date\n1,4,a,b,c\n")

    assert report.columns == ("adno", "year", "date", "column 4", "date (2)")
    assert report.rows[0].cells["date (2)"] == "c"


def test_the_sheet_whose_headings_say_most_is_chosen():
    data = a_workbook(Notes=(("Printed", "Monday"),), Students=BROMCOM, Old=(("Year",), (4,)))
    report = read_report("b.xlsx", data)

    assert report.sheet == "Students"
    assert report.sheets == ("Notes", "Students", "Old")
    assert report.file == "b.xlsx, sheet Students"
    assert report.header_row == 3
    assert [row.number for row in report.rows] == [4, 5, 6]
    assert report.rows[2].cells["looked after"] == "Y"


def test_another_sheet_can_be_asked_for():
    data = a_workbook(Students=BROMCOM, Old=(("Year", "Adno"), (4, 1)))

    assert read_report("b.xlsx", data, sheet="Old").columns == ("year", "adno")
    assert "no sheet 'New'" in refusal("b.xlsx", data, sheet="New").what


def test_a_formula_without_its_result_makes_its_row_unsound():
    report = read_report("b.xlsx", a_workbook(S=(("Adno", "Year"), (1, "=2+2"), (2, 5))))

    assert [row.is_sound for row in report.rows] == [False, True]
    assert report.problems[0].row == 2
    assert report.problems[0].file == "b.xlsx"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\xd0\xcf\x11\xe0rest", "old workbook"),
        (b"<html><table>", "not a table"),
        (b"\x00\x01\x02", "not text"),
        (b"PK\x03\x04broken", "damaged"),
        (b" " * (FILE_BYTES + 1), "more than 20 MB"),
    ],
)
def test_what_is_no_export_is_refused_in_words(data, what):
    assert what in refusal("e.csv", data).what


def test_too_many_columns_are_refused():
    heads = ",".join(f"h{place}" for place in range(MOST_COLUMNS + 1))

    assert f"more than {MOST_COLUMNS} columns" in refusal("e.csv", heads.encode()).what


def test_a_quotation_mark_that_never_closes_is_told_with_its_row():
    problem = refusal("e.csv", b'Adno,Year\n1,4\n2,"5\n')

    assert "not a row of a CSV file" in problem.what
