"""An answer as files: a table for each kind of row, and what was asked beside them."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest

from planner.errors import InputError
from planner.exchange.insight_folder import answer_files, read_account, write_answer
from tests.insight.counting import COUNT, CountAnswer, CountAsked, CountRow, NoteRow, Speed

ASKED = CountAsked(money=Decimal(750), pupil="P1")
ROW = CountRow(
    pupil="=P1",
    years=("4", "5"),
    money=Decimal("1234.5"),
    share=1 / 3,
    place=2,
    is_last=True,
    speed=Speed.SLOW,
)
ANSWER = CountAnswer(
    inputs_sha256="ab12", seconds=1.23456, is_whole=False, counted=(ROW,), total=Decimal("9.5")
)


def test_each_table_has_the_fields_of_its_rows_as_its_header():
    files = answer_files(COUNT, ASKED, ANSWER)
    assert set(files) == {"counted.csv", "notes.csv", "answer.json"}
    assert files["counted.csv"].decode().splitlines()[0] == (
        "pupil,years,money,share,place,is_last,speed,shortfall_hours"
    )
    assert files["notes.csv"] == b"note\r\n", "a table without rows has its header all the same"


def test_cells_are_written_as_in_every_other_file():
    text = answer_files(COUNT, ASKED, ANSWER)["counted.csv"].decode().splitlines()[1]
    # A formula is neutralised, a list is joined, money has two decimals, 1 / 3 six, and what is
    # not known is blank.
    assert text == "'=P1,4;5,1234.50,0.333333,2,Y,slow,"


def test_a_whole_number_of_hours_has_four_decimals_and_no_number_is_blank():
    rows = (
        ROW.model_copy(update={"share": 2.0}),
        ROW.model_copy(update={"share": float("inf")}),
    )
    files = answer_files(COUNT, ASKED, ANSWER.model_copy(update={"counted": rows}))
    shares = [line.split(",")[3] for line in files["counted.csv"].decode().splitlines()[1:]]
    assert shares == ["2.0000", ""]


def test_the_account_says_what_was_asked_and_holds_what_is_in_no_table():
    account = json.loads(answer_files(COUNT, ASKED, ANSWER)["answer.json"])
    assert account["question"] == "count"
    assert account["asked"]["money"] == "750"
    assert account["asked"]["pupil"] == "P1"
    assert (account["inputs_sha256"], account["seconds"]) == ("ab12", 1.235)
    assert account["is_whole"] is False
    assert account["planner_version"]
    assert account["figures"] == {"total": "9.5"}


@pytest.mark.parametrize("place", ["answer", "answer.zip", "answer.xlsx"])
def test_an_answer_is_written_by_the_name_of_the_place_and_again_over_itself(tmp_path, place):
    write_answer(COUNT, ASKED, ANSWER, tmp_path / place)
    write_answer(COUNT, ASKED, ANSWER, tmp_path / place)
    assert (tmp_path / place).exists()


def test_what_was_asked_is_read_back_from_a_folder(tmp_path):
    write_answer(COUNT, ASKED, ANSWER, tmp_path / "answer")
    account = read_account(tmp_path / "answer")
    assert account.question == "count"
    assert COUNT.asked.model_validate(account.asked) == ASKED


def test_a_workbook_has_a_sheet_for_each_table_and_what_was_asked(tmp_path):
    write_answer(COUNT, ASKED, ANSWER, tmp_path / "answer.xlsx")
    book = openpyxl.load_workbook(tmp_path / "answer.xlsx")
    assert book.sheetnames == ["counted", "notes", "answer"]
    assert book["counted"]["C2"].value == 1234.5
    keys = {row[0].value: row[1].value for row in book["answer"].iter_rows(min_row=2)}
    assert keys["question"] == "count"
    assert keys["asked.pupil"] == "P1"
    assert keys["is_whole"] == "N"


@pytest.mark.parametrize("file", ["school.csv", "summary.json"])
def test_an_answer_is_never_put_among_the_files_of_a_school_or_a_plan(tmp_path, file):
    (tmp_path / file).write_text("")
    with pytest.raises(InputError, match="give the answer another folder"):
        write_answer(COUNT, ASKED, ANSWER, tmp_path)


def test_an_answer_does_not_mix_with_that_to_another_question(tmp_path):
    write_answer(replace(COUNT, name="other"), ASKED, ANSWER, tmp_path / "answer")
    with pytest.raises(InputError, match="already holds the answer to another question"):
        write_answer(COUNT, ASKED, ANSWER, tmp_path / "answer")


@pytest.mark.parametrize("text", ["", "[]", "{}"])
def test_an_account_that_is_not_one_is_refused_in_words(tmp_path, text):
    (tmp_path / "answer.json").write_text(text)
    with pytest.raises(InputError, match="is not what an answer writes"):
        read_account(tmp_path)
    with pytest.raises(InputError, match="is missing"):
        read_account(tmp_path / "none")


def test_a_note_that_would_run_as_a_formula_does_not():
    answer = ANSWER.model_copy(update={"notes": (NoteRow(note="=1+1"), NoteRow(note="-2 hours"))})
    text = answer_files(COUNT, ASKED, answer)["notes.csv"].decode()
    assert text.splitlines() == ["note", "'=1+1", "'-2 hours"]
