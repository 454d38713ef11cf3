"""The documents on the command line."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from planner.__main__ import main
from planner.command.pack import NAMES, PACK, PAGE, TOTALS
from planner.exchange.plan_folder import write_plan
from planner.exchange.school_folder import read_school, write_school
from tests.optimiser.checks.small_plan import the_plan, the_school


@pytest.fixture
def places(tmp_path):
    """The folders of a school and of its plan, and one that is not there yet."""
    write_school(the_school(), tmp_path / "school")
    digest = read_school(tmp_path / "school").school.inputs_sha256
    plan = the_plan()
    write_plan(
        replace(plan, summary=replace(plan.summary, inputs_sha256=digest)), tmp_path / "plan"
    )
    return [str(tmp_path / name) for name in ("school", "plan", "out")]


def files(out):
    return {path.name for path in out.iterdir()}


def test_a_pack_and_a_workbook_are_written_for_a_leader(places, tmp_path, capsys):
    school, plan, out = places
    assert main(["pack", school, plan, "--out", out]) == 0
    assert capsys.readouterr().out.startswith("Example Primary: pack.pdf, pack.html, plan-with-")
    assert files(tmp_path / "out") == set(NAMES)
    text = PdfReader(io.BytesIO((tmp_path / "out" / PACK).read_bytes())).pages[0].extract_text()
    assert "Read from its files, which do not say when it was made" in text


def test_for_a_viewer_there_is_no_workbook_and_none_is_left_of_before(places, tmp_path):
    school, plan, out = places
    assert main(["pack", school, plan, "--out", out]) == 0
    assert main(["pack", school, plan, "--out", out, "--reader", "viewer"]) == 0
    assert files(tmp_path / "out") == {PACK, PAGE}
    assert TOTALS in NAMES


def test_a_plan_of_another_school_gets_no_pack(places, tmp_path, capsys):
    school, plan, out = places
    write_school(replace(the_school(), pins=()), tmp_path / "school")
    assert main(["pack", school, plan, "--out", out]) == 3
    assert "plans_are_for_this_school" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_place_that_is_a_file_is_refused(places, tmp_path, capsys):
    school, plan, _ = places
    (tmp_path / "file").write_text("")
    assert main(["pack", school, plan, "--out", str(tmp_path / "file")]) == 2
    assert "is a file; give a folder" in capsys.readouterr().err
