"""A folder, a zip and a workbook are the same school, and are never half written."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import zipfile
from dataclasses import fields, replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.errors import InputError
from planner.exchange import folder as folder_module
from planner.exchange.school_folder import (
    digest_of,
    read_school,
    read_school_bytes,
    school_files,
    with_digest,
    write_school,
)
from planner.school.records import CurrentAllocation, Review
from tests import builders
from tests.exchange.files import SMALL, small_school

FORMS = ("school", "school.zip", "school.xlsx")
SAMPLES = sorted(
    path.parent for path in (Path(__file__).parents[2] / "sample_data").glob("*/school.csv")
)


def a_full_school(**changes):
    """A school in which every table has a row, with text that a spreadsheet would run."""
    pupils = [
        builders.a_pupil(class_name="=HYPERLINK(1)", leaves=dt.date(2027, 2, 12)),
        builders.a_pupil("-P.2", sen_status="E", pupil_premium=True, withdrawal_limit_hours=1 / 3),
    ]
    usual = {
        "details": builders.details(
            la_profile="DURHAM-2015",
            la_weekly_hour_rate="653.60",
            la_weeks=38,
            la_divides_by_heads=True,
            la_not_claimed="unstructured;general_class",
        ),
        "pupils": pupils,
        "needs": [
            builders.a_need(outcome='says "no",\nthen @yes'),
            builders.a_need("N2", pupil="-P.2", hours_per_week=0.1 + 0.2),
        ],
        "statutory": [builders.a_statutory_item(skill="-makaton", provisions=["S1"])],
        "staff": [
            builders.a_teaching_assistant(skills=["-makaton", "elsa"]),
            builders.a_teaching_assistant(
                "EP", engagement="service", contract_hours=None, hourly_cost="84.5", skills=["elsa"]
            ),
        ],
        "provisions": [
            builders.a_support(
                name="+support", years=["3", "4", "5"], skill="elsa", time_kind="unstructured"
            )
        ],
        "effects": [
            builders.an_effect(
                months=-1.5,
                evidence="'quoted'",
                source="'=cited",
                default_effect=0.8,
                reason="-seen",
            )
        ],
        "funding": [
            builders.a_stream(amount=Decimal("1234.50")),
            builders.a_stream("PP", restricted_to="pupil_premium;pupil:-P.2"),
        ],
        "budget_lines": [builders.a_budget_line(stream="GENERAL")],
        "pins": [builders.a_pin(term="T1", hours_per_week=1.25)],
        "current_plan": [
            CurrentAllocation(
                term="T1", pupil="P1", provision="S1", hours_per_week=2.0, cost="12.3"
            )
        ],
        "reviews": [
            Review(pupil="P1", provision="S1", term="Summer", before=-2.0, note="-5 → +5"),
            Review(pupil="P1", provision="S1", term="T1", strand="language", expected=0.5),
        ],
        "referrals": [
            builders.a_referral(reason="=why", status="under_way", started=dt.date(2026, 10, 1)),
            builders.a_referral("R2", pupil="-P.2", staff="EP", hours=1 / 3, stream="GENERAL"),
        ],
        "figures": [
            builders.an_own_figure(),
            builders.an_own_figure(
                figure="=band 3", amount="5224.25", unit="GBP/pupil/year", ends=dt.date(2027, 3, 31)
            ),
        ],
    }
    return builders.a_school(**usual | changes)


@pytest.mark.parametrize("form", FORMS)
def test_a_school_with_every_kind_of_row_comes_back_equal(tmp_path, form):
    school = a_full_school()

    write_school(school, tmp_path / form)

    assert read_school(tmp_path / form).school == school


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_sample_school_comes_back_equal(tmp_path, sample, form):
    school = read_school(sample).school

    write_school(school, tmp_path / form)
    back = read_school(tmp_path / form)

    assert back.school == school
    assert back.warnings == read_school(sample).warnings


words = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n'=+-@,\";"),
    max_size=12,
)
hours = st.floats(min_value=0, max_value=60, allow_subnormal=False)
pounds = st.decimals(min_value=0, max_value=10**7, places=2)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=words, other=words, limit=hours, amount=pounds)
def test_any_school_comes_back_equal_in_every_form(tmp_path_factory, text, other, limit, amount):
    school = builders.a_school(
        details=builders.details(name=text.strip() or "School", withdrawal_limit_hours=limit),
        pupils=[builders.a_pupil(class_name=other, withdrawal_limit_hours=limit)],
        needs=[builders.a_need(outcome=other)],
        funding=[builders.a_stream(amount=amount)],
    )
    place = tmp_path_factory.mktemp("any")

    for form in FORMS:
        write_school(school, place / form)
        assert read_school(place / form).school == school


def test_a_school_that_does_nothing_today_differs_from_one_that_has_not_said(tmp_path):
    write_school(builders.a_school(current_plan=[]), tmp_path / "nothing")
    write_school(builders.a_school(), tmp_path / "unsaid")

    assert read_school(tmp_path / "nothing").school.current_plan == ()
    assert read_school(tmp_path / "unsaid").school.current_plan is None


def test_row_order_is_kept(tmp_path):
    school = builders.a_school(pupils=[builders.a_pupil("P2"), builders.a_pupil("P1")])

    write_school(school, tmp_path / "s")

    assert [pupil.pupil for pupil in read_school(tmp_path / "s").school.pupils] == ["P2", "P1"]


def test_text_is_neutralised_in_files_and_numbers_and_codes_are_not():
    files = school_files(a_full_school())

    assert b"'=HYPERLINK(1)" in files["pupils.csv"]
    assert b"\r\n-P.2,4," in files["pupils.csv"]
    assert b",-1.5,'quoted',''=cited" in files["effects.csv"]
    assert b"'-makaton;elsa" in files["staff.csv"]


def test_equal_schools_are_written_alike_whatever_their_spelling():
    plain = read_school_bytes(small_school()).school
    other = read_school_bytes(
        small_school(funding='stream,amount,name\nGENERAL,"£25,000.00",SEN budget\n')
    ).school

    assert plain == other
    assert school_files(plain) == school_files(other)


def test_the_digest_is_over_each_csv_in_name_order_with_its_name_and_a_zero_byte():
    files = small_school()
    expected = hashlib.sha256()
    for name in sorted(SMALL):
        expected.update(name.encode() + b"\0" + SMALL[name].encode())

    assert read_school_bytes(files).school.inputs_sha256 == expected.hexdigest()


def test_a_review_changes_the_digest_of_the_files_and_not_of_what_a_plan_rests_on():
    before = with_digest(builders.a_school())
    reviewed = with_digest(builders.a_school(reviews=[builders.a_review()]))
    assert before.inputs_sha256 != reviewed.inputs_sha256
    assert before.planning_sha256 == reviewed.planning_sha256 == before.inputs_sha256

    effect = builders.an_effect(effect=0.7, default_effect=1.0)
    assert with_digest(builders.a_school(effects=[effect])).planning_sha256 not in {
        before.planning_sha256,
        "",
    }


@pytest.mark.parametrize("form", FORMS)
def test_what_a_plan_rests_on_has_one_digest_in_every_form(tmp_path, form):
    school = builders.a_school(reviews=[builders.a_review()])
    write_school(school, tmp_path / form)
    found = read_school(tmp_path / form).school
    assert found.planning_sha256 == with_digest(school).planning_sha256


def test_the_digest_of_a_zip_is_that_of_its_folder(tmp_path):
    for name, data in small_school().items():
        (tmp_path / name).write_bytes(data)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in reversed(small_school().items()):
            archive.writestr(f"my school/{name}", data)

    from_folder = read_school(tmp_path).school
    from_zip = read_school_bytes({"s.zip": packed.getvalue()}).school

    assert from_folder.inputs_sha256 == from_zip.inputs_sha256


def test_the_digest_of_a_workbook_is_that_of_the_files_it_would_be_written_as(tmp_path):
    school = builders.a_school()
    write_school(school, tmp_path / "s.xlsx")

    digest = read_school(tmp_path / "s.xlsx").school.inputs_sha256

    assert digest == digest_of(school_files(school)) == with_digest(school).inputs_sha256


@pytest.mark.parametrize("form", FORMS[1:])
def test_the_same_school_gives_the_same_bytes(tmp_path, form):
    write_school(builders.a_school(), tmp_path / "a" / form)
    write_school(builders.a_school(), tmp_path / "b" / form)

    assert (tmp_path / "a" / form).read_bytes() == (tmp_path / "b" / form).read_bytes()


def test_writing_again_takes_away_a_table_that_is_gone_and_leaves_other_files(tmp_path):
    write_school(a_full_school(), tmp_path / "s")
    (tmp_path / "s" / "notes.txt").write_text("mine")

    write_school(replace(a_full_school(), pins=()), tmp_path / "s")

    assert not (tmp_path / "s" / "pins.csv").exists()
    assert (tmp_path / "s" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("form", FORMS)
def test_what_cannot_be_written_leaves_what_was_there(tmp_path, monkeypatch, form):
    write_school(builders.a_school(), tmp_path / form)
    before = read_school(tmp_path / form).school

    def full_disk(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder_module.Path, "write_bytes", full_disk)
    with pytest.raises(OSError, match="No space"):
        write_school(a_full_school(), tmp_path / form)
    monkeypatch.undo()

    assert read_school(tmp_path / form).school == before
    assert [path.name for path in tmp_path.iterdir()] == [form]


def test_a_school_is_not_written_over_a_plan(tmp_path):
    (tmp_path / "allocations.csv").write_text("term\n")

    with pytest.raises(InputError, match="another folder"):
        write_school(builders.a_school(), tmp_path)


def test_a_school_is_not_written_over_a_file_of_another_kind(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(InputError, match="is a file already"):
        write_school(builders.a_school(), tmp_path / "notes.txt")


def test_text_too_long_for_a_cell_is_refused_before_anything_is_written(tmp_path):
    school = builders.a_school(needs=[builders.a_need(outcome="x" * 32_768)])

    with pytest.raises(InputError, match=r"needs\.csv:2:outcome"):
        write_school(school, tmp_path / "s")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_does_not_exist_or_is_no_school_is_told(tmp_path):
    (tmp_path / "pupils.csv").write_text("pupil\n")

    with pytest.raises(InputError, match="does not exist"):
        read_school(tmp_path / "none.zip")
    with pytest.raises(InputError, match=r"not a folder, a \.zip or an \.xlsx"):
        read_school(tmp_path / "pupils.csv")


def test_a_folder_with_the_name_of_a_file_is_told(tmp_path):
    for name, data in small_school(pupils=None).items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "pupils.csv").mkdir()
    (tmp_path / "old").mkdir()

    with pytest.raises(InputError) as caught:
        read_school(tmp_path)

    assert [str(problem) for problem in caught.value.problems] == [
        "pupils.csv:0:: is not a file; put the CSV file there"
    ]


def test_a_broken_link_is_told_and_a_good_one_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere.txt"
    elsewhere.write_text(SMALL["pupils.csv"])
    folder = tmp_path / "s"
    folder.mkdir()
    for name, data in small_school(pupils=None, needs=None).items():
        (folder / name).write_bytes(data)
    (folder / "pupils.csv").symlink_to(elsewhere)
    (folder / "needs.csv").symlink_to(tmp_path / "nowhere")

    with pytest.raises(InputError) as caught:
        read_school(folder)

    assert [problem.file for problem in caught.value.problems] == ["needs.csv"]


def test_a_file_that_is_there_in_two_spellings_is_told(tmp_path):
    (fault,) = _faults_of({**small_school(), "Pupils.CSV": SMALL["pupils.csv"].encode()})

    assert (fault.file, fault.what) == ("pupils.csv", "is there twice")


def _faults_of(files):
    with pytest.raises(InputError) as caught:
        read_school_bytes(files)
    return caught.value.problems


def test_every_table_of_a_school_is_written_and_read():
    tables = {field.name for field in fields(a_full_school())} - {
        "details",
        "policies",
        "inputs_sha256",
        "planning_sha256",
    }

    assert {f"{table}.csv" for table in tables} | {"school.csv"} == set(
        school_files(a_full_school())
    )
