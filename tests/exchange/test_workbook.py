"""Workbooks as people make them: real dates and numbers, formulas, odd sheets, damage."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from planner.errors import InputError
from planner.exchange import workbook as workbook_module
from planner.exchange.school_folder import read_school, read_school_bytes, write_school
from planner.exchange.workbook import _text
from tests import builders
from tests.exchange.files import SMALL


def a_workbook(change=None, titles=str):
    """The small school in a workbook, with numbers as numbers and dates as dates."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, text in SMALL.items():
        sheet = book.create_sheet(titles(name.removesuffix(".csv")))
        for row in text.splitlines():
            sheet.append([_typed(cell) for cell in row.split(",")])
    if change is not None:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _typed(cell):
    if cell[:4] in {"2026", "2027"} and "-" in cell:
        return dt.datetime.fromisoformat(cell)
    return int(cell) if cell.isdigit() else cell


def read(data):
    return read_school_bytes({"school.xlsx": data})


def refusal(data):
    with pytest.raises(InputError) as caught:
        read(data)
    return [str(problem) for problem in caught.value.problems]


def test_real_dates_and_numbers_are_read_as_their_text():
    school = read(a_workbook()).school

    assert school.terms[0].start == dt.date(2026, 9, 1)
    assert school.terms[0].weeks == 14
    assert school.pupils[0].year_group == "4"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "Y"),
        (False, "N"),
        (3, "3"),
        (3.0, "3"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (dt.datetime.fromisoformat("2026-09-01"), "2026-09-01"),
        (dt.datetime.fromisoformat("2026-09-01 09:30"), "2026-09-01T09:30:00"),
        ("text", "text"),
    ],
)
def test_each_kind_of_cell_becomes_the_text_of_a_file(value, text):
    assert _text(value) == text


@pytest.mark.parametrize("titles", [str.upper, lambda name: f"{name}.csv"])
def test_sheets_may_be_named_in_capitals_or_like_the_file(titles):
    assert len(read(a_workbook(titles=titles)).school.pupils) == 2


def test_a_sheet_that_is_no_table_is_told_and_left_out():
    (warning,) = read(a_workbook(lambda book: book.create_sheet("Notes"))).warnings

    assert warning.file == "Notes"


def test_two_sheets_of_one_table_are_a_fault():
    assert any(
        line.startswith("pupils.csv:0:: is there twice")
        for line in refusal(a_workbook(lambda book: book.create_sheet("pupils.csv")))
    )


def test_a_formula_without_its_result_is_a_fault_and_not_a_blank():
    def give_formula(book):
        book["pupils"]["D1"], book["pupils"]["D2"] = "withdrawal_limit_hours", "=1+1"

    assert refusal(a_workbook(give_formula)) == [
        "pupils.csv:2:withdrawal_limit_hours: is a formula without its result; "
        "open the workbook in a spreadsheet program and save it"
    ]


def test_a_formula_counts_as_its_result(tmp_path):
    import xlsxwriter

    write_school(builders.a_school(), tmp_path / "plain.xlsx")
    plain = openpyxl.load_workbook(tmp_path / "plain.xlsx")
    with xlsxwriter.Workbook(tmp_path / "formula.xlsx") as book:
        for sheet in plain.worksheets:
            page = book.add_worksheet(sheet.title)
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.coordinate == "E2" and sheet.title == "terms":
                        page.write_formula(1, 4, "=10+4", None, 14)
                    elif isinstance(cell.value, dt.datetime):
                        page.write_string(cell.row - 1, cell.column - 1, str(cell.value.date()))
                    elif cell.value is not None:
                        page.write(cell.row - 1, cell.column - 1, cell.value)

    assert read_school(tmp_path / "formula.xlsx").school.terms[0].weeks == 14


def test_blank_rows_keep_the_row_numbers_of_the_sheet():
    def leave_a_gap(book):
        book["pupils"].cell(row=9, column=1, value="P9")
        book["pupils"].cell(row=9, column=2, value=44)
        book["pupils"].cell(row=9, column=3, value="K")

    assert [line[:27] for line in refusal(a_workbook(leave_a_gap))] == [
        "pupils.csv:9:year_group: is"
    ]


def test_written_text_is_never_a_formula_or_a_link(tmp_path):
    pupils = [builders.a_pupil(class_name="=1+1"), builders.a_pupil("P2", class_name="http://x.y")]
    write_school(builders.a_school(pupils=pupils), tmp_path / "s.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx")["pupils"]

    assert [sheet["C2"].value, sheet["C2"].data_type] == ["'=1+1", "s"]
    assert sheet["C3"].hyperlink is None


def test_a_range_of_years_is_text_so_that_no_spreadsheet_makes_it_a_date(tmp_path):
    school = builders.a_school(provisions=[builders.a_support(years="3-6")])
    write_school(school, tmp_path / "s.xlsx")

    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx")["provisions"]
    header = [cell.value for cell in sheet[1]]

    assert sheet.cell(2, header.index("years") + 1).number_format == "@"


@pytest.mark.parametrize("data", [b"", b"PK", b"not a workbook", b"PK\x05\x06" + b"\0" * 18])
def test_a_damaged_workbook_is_told(data):
    assert refusal(data)[0].startswith("school.xlsx:0:: is damaged")


def test_a_workbook_with_broken_sheets_is_told():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, data[: len(data) // 2] if "sheet1" in info.filename else data)

    assert refusal(out.getvalue()) == [
        "school.xlsx:0:: is damaged, or not what its name says; save it again"
    ]


def test_a_workbook_that_would_unpack_too_large_is_refused_before_it_is_opened(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 51 * 1024 * 1024)
    monkeypatch.setattr(workbook_module, "_loaded", lambda *_, **__: pytest.fail("was opened"))

    assert refusal(out.getvalue()) == [
        "school.xlsx:0:: has 51 MB once unpacked, which is too much; "
        "give a smaller workbook, or CSV files"
    ]


def test_a_sheet_that_claims_to_be_vast_is_read_by_its_cells():
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_workbook())) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, data.replace(b'ref="A1:C3"', b'ref="A1:XFD1048576"'))

    assert len(read(out.getvalue()).school.pupils) == 2
