"""What every paper has in common: its forms, its words, whom it names and who may read it."""

from __future__ import annotations

import io
import zipfile

import pytest
from pypdf import PdfReader

from planner.access import Role
from planner.charts.table import Column, ColumnKind, Table
from planner.documents.content import (
    Document,
    Facts,
    Figures,
    Layout,
    Paragraph,
    Section,
)
from planner.documents.forms import Form, made_as
from planner.documents.papers.naming import naming_only
from planner.documents.papers.paper import About, Place
from planner.documents.papers.registry import (
    PAPERS,
    file_name,
    paper_called,
    subjects_of,
    written,
)
from planner.documents.tables import csv_files_of
from planner.documents.totals import with_total
from planner.errors import AccessError, InputError
from tests.builders import a_pupil, a_school
from tests.documents.settings import a_setting, book_of, page_of, paper
from tests.optimiser.checks.small_plan import the_school

AMOUNT = "Amount (£)"


def a_table(*amounts, name="money", columns=1):
    heads = [Column("What", ColumnKind.CODE), Column(AMOUNT, ColumnKind.PENCE)]
    heads += [Column(f"Word {number}") for number in range(columns - 1)]
    rows = tuple(
        (f"Line {place}", amount, *["words"] * (columns - 1))
        for place, amount in enumerate(amounts)
    )
    return Table(name, "Amounts.", tuple(heads), rows)


def a_document(*sections, layout=Layout.UPRIGHT):
    return Document("A paper", "About it", "Foot", Facts((("Year", "2026/27"),)), sections, layout)


def sizes_of(document):
    reader = PdfReader(io.BytesIO(made_as(document, Form.PDF)))
    return [
        "wide" if page.mediabox.width > page.mediabox.height else "high" for page in reader.pages
    ]


# Forms


def test_a_total_is_that_of_the_lines_to_the_penny():
    figures = Figures(a_table(0.1, 0.2, 0.3), "", (AMOUNT,))
    assert with_total(figures).rows[-1] == ("Total", 0.6)


@pytest.mark.parametrize("amounts", [(), (1.0, "fewer than 5")])
def test_there_is_no_total_of_nothing_nor_of_what_is_partly_hidden(amounts):
    figures = Figures(a_table(*amounts), "", (AMOUNT,))
    assert with_total(figures).rows[-1:] in ((), (("Total", None),))
    sheet = book_of(a_document(Section("s", "Money", (figures,))), formulas=True)["Money"]
    assert sheet["B2"].value is None


def test_a_section_that_asks_for_it_stands_on_wide_pages_of_its_own():
    wide = Section("wide", "Wide", (Figures(a_table(1.0, columns=9)),), is_wide=True)
    plain = Section("plain", "Plain", (Paragraph("Words."),))
    assert sizes_of(a_document(plain, wide, plain)) == ["high", "wide", "high"]
    assert sizes_of(a_document(plain, layout=Layout.WIDE)) == ["wide"]
    assert sizes_of(a_document(wide, plain, layout=Layout.ONE_WIDE_PAGE)) == ["wide"]


def test_each_table_has_a_sheet_and_a_file_of_its_own_whatever_they_are_called():
    parts = (Figures(a_table(1.0), "Money: [in] / out"), Figures(a_table(2.0), "Money in out"))
    long = Section("long", "A heading that is longer than any sheet may be called", parts)
    document = a_document(long, Section("again", "Money in out", (Figures(a_table(3.0)),)))
    assert book_of(document).sheetnames == [
        "Document",
        "Money in out",
        "Money in out 2",
        "Money in out 3",
    ]
    assert list(csv_files_of(document)) == [
        "document.csv",
        "money.csv",
        "money_2.csv",
        "money_3.csv",
    ]


def test_the_words_stand_first_in_the_workbook_and_in_the_zip():
    document = a_document(Section("s", "Why", (Paragraph("=Because."),)))
    rows = list(book_of(document)["Document"].iter_rows(min_row=4, values_only=True))
    assert rows == [
        ("Document", "A paper"),
        ("About", "About it"),
        ("Year", "2026/27"),
        ("Why", "'=Because."),
    ]
    with zipfile.ZipFile(io.BytesIO(made_as(document, Form.TABLES))) as archive:
        assert "Why,'=Because.\r\n" in archive.read("document.csv").decode("utf-8-sig")


@pytest.mark.parametrize("form", Form)
def test_the_same_paper_gives_the_same_bytes(form):
    first, second = (made_as(paper("class_plan", subject="Elm"), form) for _ in range(2))
    assert first == second


# Words


@pytest.mark.parametrize("one", PAPERS, ids=lambda one: one.key)
def test_every_paper_explains_itself_and_each_place_its_words(one):
    assert one.for_whom.endswith(".")
    assert len({place.key for place in one.places}) == len(one.places)
    assert all(isinstance(place, Place) and place.label for place in one.places)
    assert paper_called(one.key) is one


def test_the_keys_of_the_papers_are_all_different():
    assert len({one.key for one in PAPERS}) == len(PAPERS)


def test_a_place_has_the_schools_own_words_or_the_usual_ones():
    usual = page_of(paper("class_plan", subject="Elm"))[0]
    assert "ask the SENCO who is meant" in usual
    own = page_of(paper("class_plan", subject="Elm", wording={"opening": "Read <this>."}))[0]
    assert "Read <this>." in own
    assert "ask the SENCO" not in own
    blank = page_of(paper("class_plan", subject="Elm", wording={"opening": " \n "}))[0]
    assert "ask the SENCO" in blank


# Names


def test_codes_of_others_are_taken_out_of_words_and_longer_codes_are_left_whole():
    school = a_school(pupils=[a_pupil("P1"), a_pupil("P1.2"), a_pupil("77"), a_pupil("P12")])
    said = "P1, p1.2, P12, P1's, XP1, topup-P1 and 77 hours"
    document = a_document(Section("s", "P1", (Paragraph(said),)))
    clean = naming_only(document, school, {"P1.2"})
    assert clean.sections[0].title == "A pupil"
    assert clean.sections[0].parts[0].text == (
        "A pupil, p1.2, a pupil, a pupil's, XP1, topup-a pupil and 77 hours"
    )


# Who may read


def test_a_viewer_reads_public_papers_only():
    for one in PAPERS:
        assert one.is_for(Role.VIEWER) is one.is_public
        assert one.is_for(Role.SENCO)
    with pytest.raises(AccessError, match="see who receives what in a plan"):
        paper("provision_map", role=Role.VIEWER)


def test_a_paper_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(InputError, match="provision_map"):
        paper_called("rota")


def test_a_paper_about_a_scenario_needs_its_plan():
    from dataclasses import replace

    about = replace(paper_called("class_plan"), about=About.SCENARIO)
    with pytest.raises(InputError, match="no plan of one was given"):
        written(about, a_setting())


def test_subjects_are_those_of_the_register_and_files_are_called_after_them():
    school = the_school()
    assert subjects_of(paper_called("provision_map"), school) == ("P1", "P2")
    assert subjects_of(paper_called("class_plan"), school) == ()
    setting = a_setting(subject="4/B é")
    assert file_name(paper_called("class_plan"), setting) == "class-plan-4-B-é-2026-27-digest o"
