from __future__ import annotations

import csv
import io

from planner.charts.table import Column, ColumnKind, Table
from planner.documents.table_file import csv_bytes
from planner.errors import InputError, ParameterError, Problem
from planner.ui.messages import attempt, failure_of, faults_table
from planner.ui.text import plain, plain_label


def table(*rows):
    columns = (Column("Who", ColumnKind.CODE), Column("Cost (£)", ColumnKind.MONEY))
    return Table("costs", "What each costs.", columns, tuple(rows))


def read(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_downloaded_table_reads_back_with_its_headings():
    assert read(csv_bytes(table(("P1", 1170.0), ("P2", None)))) == [
        ["Who", "Cost (£)"],
        ["P1", "1170.0"],
        ["P2", ""],
    ]


def test_text_that_a_spreadsheet_would_run_is_neutralised_and_numbers_are_not():
    rows = read(csv_bytes(table(("=1+1", -2.0), ("@x", 0), ("-x", 1), ("+x", 1))))
    assert rows[1] == ["'=1+1", "-2.0"]
    assert [row[0] for row in rows[2:]] == ["'@x", "'-x", "'+x"]


def test_a_spreadsheet_is_told_how_pounds_are_written():
    assert csv_bytes(table()).startswith(b"\xef\xbb\xbf")


def test_plain_text_is_one_line_and_holds_no_live_markup():
    assert plain("a\n b") == "a b"
    assert plain("**x** [y](z) $1 <b>") == r"\*\*x\*\* \[y\]\(z\) \$1 \<b\>"


def test_a_label_is_read_aloud_as_it_stands_and_holds_no_live_markup():
    said = "Remove P014 (Year 4, 4B): not in the file. ‘-’ + 1 need – x!"
    assert plain_label(said) == said
    assert plain_label(":red[a] [b](http://x) **c** www.x.example") == (
        r"\:red\[a\] \[b\](http\://x) \*\*c\*\* www\.x.example"
    )


def test_what_was_given_is_told_fault_by_fault():
    problem = Problem("needs.csv", 7, "level", "is 'five'", "write 1 to 4")

    def fail():
        raise InputError([problem])

    failure = attempt(fail, "It could not be read.")
    assert failure.problems == (problem,)
    assert faults_table(failure.problems).rows == (
        ("needs.csv", 7, "level", "is 'five'", "write 1 to 4"),
    )


def test_a_fault_of_a_whole_file_has_no_row():
    assert faults_table((Problem("needs.csv", 0, "", "is missing", "add it"),)).rows == (
        ("needs.csv", None, "–", "is missing", "add it"),
    )


def test_what_works_is_given_on():
    assert attempt(lambda: 7, "") == 7


def test_an_error_of_the_planner_is_told_in_its_own_words():
    failure = failure_of(ParameterError("pay point 99", "is not known"), "No plan.")
    assert failure.text == "pay point 99: is not known"


def test_an_error_it_does_not_know_shows_no_trace_and_goes_to_the_log(caplog):
    failure = failure_of(ZeroDivisionError("P014"), "No plan.")
    assert "P014" not in failure.text
    assert "Nothing you entered is lost" in failure.text
    assert "ZeroDivisionError" in caplog.text
