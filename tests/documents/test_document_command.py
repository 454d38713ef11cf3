"""The papers on the command line."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest
from pypdf import PdfReader

from planner.__main__ import main
from planner.documents.papers.registry import PAPERS
from planner.exchange.comparison_folder import write_planned
from planner.exchange.plan_folder import read_plan, write_plan
from planner.exchange.school_folder import read_school, write_school
from planner.scenarios.compare import Planned
from planner.scenarios.people import AdultChange
from planner.scenarios.scenario import Scenario
from tests.documents.settings import the_telling_school
from tests.optimiser.checks.small_plan import the_plan


@pytest.fixture
def places(tmp_path):
    """The folders of a school and of its plan."""
    write_school(the_telling_school(), tmp_path / "school")
    digest = read_school(tmp_path / "school").school.inputs_sha256
    plan = the_plan()
    write_plan(
        replace(plan, summary=replace(plan.summary, inputs_sha256=digest)), tmp_path / "plan"
    )
    return [str(tmp_path / name) for name in ("school", "plan")]


def test_the_list_names_every_document_and_where_its_words_may_change(capsys):
    assert main(["document", "--list"]) == 0
    told = capsys.readouterr().out
    for paper in PAPERS:
        assert f"{paper.key}: {paper.title}" in told
        assert all(f"    {place.key}: {place.label}" in told for place in paper.places)


@pytest.mark.parametrize(
    ("name", "begins"),
    [("map.pdf", b"%PDF"), ("map.html", b"<!doctype"), ("map.zip", b"PK"), ("map.XLSX", b"PK")],
)
def test_a_document_is_written_in_the_form_of_its_name(places, tmp_path, name, begins, capsys):
    out = tmp_path / name
    assert main(["document", "provision_map", *places, "--pupil", "P1", "--out", str(out)]) == 0
    assert out.read_bytes().startswith(begins)
    assert "Individual costed provision map is in" in capsys.readouterr().out


def test_a_single_table_may_be_a_csv_and_several_may_not(places, tmp_path, capsys):
    out = str(tmp_path / "plan.csv")
    assert main(["document", "class_plan", *places, "--class", "Elm", "--out", out]) == 0
    assert (tmp_path / "plan.csv").read_text(encoding="utf-8-sig").startswith("Pupil,Needs help")
    assert main(["document", "provision_map", *places, "--pupil", "P1", "--out", out]) == 2
    assert "give a name that ends in .zip" in capsys.readouterr().err


def test_a_schools_own_words_are_read_from_a_file(places, tmp_path):
    words, out = tmp_path / "words.csv", tmp_path / "map.xlsx"
    words.write_text('place,text\nopening,"Ours, and long."\n', encoding="utf-8")
    asked = ["document", "provision_map", *places, "--pupil", "P1", "--wording", str(words)]
    assert main([*asked, "--out", str(out)]) == 0
    front = openpyxl.load_workbook(out)["Document"]
    assert "Ours, and long." in [cell.value for cell in front["B"]]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["rota"], "is 'rota'; write one of provision_map"),
        (["provision_map"], "pupil: is missing; write one of P1, P2"),
        (["provision_map", "--pupil", "P9"], "is 'P9', which is not in the register"),
        (["class_plan", "--class", "Oak"], "write one of Elm"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_line(places, tmp_path, arguments, told, capsys):
    key, *about = arguments
    out = tmp_path / "out.pdf"
    assert main(["document", key, *places, *about, "--out", str(out)]) == 2
    assert told in capsys.readouterr().err
    assert not out.exists()


def test_a_place_that_the_document_does_not_have_is_refused(places, tmp_path, capsys):
    words = tmp_path / "words.csv"
    words.write_text("place,text\nending,Ours\n", encoding="utf-8")
    asked = ["document", "class_plan", *places, "--class", "Elm", "--wording", str(words)]
    assert main([*asked, "--out", str(tmp_path / "out.pdf")]) == 2
    assert "words.csv:2:place: is 'ending', which this document does not have" in (
        capsys.readouterr().err
    )


def test_what_is_missing_or_no_form_is_said(places, tmp_path, capsys):
    assert main(["document", "class_plan"]) == 2
    assert "needs SCHOOL, PLAN, --out" in capsys.readouterr().err
    out = str(tmp_path / "plan.docx")
    assert main(["document", "class_plan", *places, "--class", "Elm", "--out", out]) == 2
    assert "is no form of a document" in capsys.readouterr().err


def test_a_business_case_is_made_from_what_compare_wrote(places, tmp_path, capsys):
    school = read_school(tmp_path / "school").school
    folder = tmp_path / "more"
    scenario = Scenario(
        name="More for P2", changes=(AdultChange(adult="TA1", gains_skills="elsa"),)
    )
    plan = read_plan(tmp_path / "plan")
    write_planned(Planned(scenario.name, school, plan), scenario, folder)
    out = tmp_path / "case.pdf"
    asked = ["document", "business_case", *places, "--out", str(out)]
    assert main(asked) == 2
    assert "plan for the scenario first" in capsys.readouterr().err
    assert main([*asked, "--scenario", str(folder)]) == 0
    first = PdfReader(out).pages[0].extract_text()
    assert "More for a pupil" in first
