"""Zips: folders inside, damage, passwords, and sizes that are known before anything is unpacked."""

from __future__ import annotations

import io
import zipfile

import pytest

from planner.errors import InputError
from planner.exchange.school_folder import read_school_bytes
from tests.exchange.files import small_school

MEGABYTE = 1024 * 1024


def packed(files, prefix=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(prefix + name, data)
    return out.getvalue()


def refusal(data, name="school.zip"):
    with pytest.raises(InputError) as caught:
        read_school_bytes({name: data})
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("prefix", ["", "primary/", "backup/primary/", "backup\\primary\\"])
def test_the_files_may_be_in_one_folder_of_the_zip(prefix):
    school = read_school_bytes({"school.zip": packed(small_school(), prefix)}).school

    assert len(school.pupils) == 2


def test_what_a_mac_adds_is_passed_over():
    files = small_school() | {"__MACOSX/._pupils.csv": b"x", ".DS_Store": b"x"}

    assert read_school_bytes({"school.zip": packed(files)}).warnings == ()


def test_two_folders_of_tables_are_refused():
    files = {"a/pupils.csv": b"x", "b/pupils.csv": b"x"}

    assert refusal(packed(files)) == [
        "school.zip:0:: holds more than one folder of tables; put only one in it"
    ]


def test_a_path_that_climbs_out_is_only_a_name():
    school = read_school_bytes({"s.zip": packed(small_school(), "../../etc/")}).school

    assert len(school.pupils) == 2


def test_a_file_that_would_unpack_to_21_megabytes_is_refused_before_it_is_unpacked(monkeypatch):
    bomb = packed(small_school(pupils=b"\n" * 21 * MEGABYTE))
    assert len(bomb) < MEGABYTE
    unpacked = []
    read = zipfile.ZipFile.read
    monkeypatch.setattr(
        zipfile.ZipFile,
        "read",
        lambda self, info: unpacked.append(info.filename) or read(self, info),
    )

    assert refusal(bomb) == ["pupils.csv:0:: has 21.0 MB, more than 20 MB; give a smaller file"]
    assert "pupils.csv" not in unpacked


def test_files_that_are_too_large_together_are_refused_before_any_is_unpacked():
    files = dict.fromkeys(list(small_school())[:6], b"\n" * 19 * MEGABYTE)

    (line,) = [line for line in refusal(packed(files)) if line.startswith("all files")]
    assert line == "all files:0:: are more than 100 MB together; give fewer rows"


def test_a_zip_that_understates_its_size_is_told_as_damaged():
    honest = packed(small_school(pupils=b"pupil\n" + b"P1\n" * 100_000))
    size = (6 + 3 * 100_000).to_bytes(4, "little")
    lying = honest.replace(size, (5000).to_bytes(4, "little"))
    assert lying != honest

    assert refusal(lying)[0].startswith("pupils.csv:0:: is damaged inside the zip")


def test_too_many_files_are_refused():
    files = {f"{number}.csv": b"" for number in range(1001)}

    assert refusal(packed(files)) == [
        "school.zip:0:: holds more than 1,000 files; put only the tables in it"
    ]


def test_a_damaged_zip_is_told():
    assert refusal(b"not a zip") == [
        "school.zip:0:: is damaged, or not what its name says; save it again"
    ]
    assert refusal(packed(small_school())[:-30])[0].startswith("school.zip:0:: is damaged")


def test_a_file_damaged_inside_is_told_by_its_name():
    good = packed({"pupils.csv": b"pupil\n" + bytes(range(256)) * 20})
    place = good.index(b"pupils.csv") + 60
    bad = (
        good[:place] + bytes(byte ^ 0xFF for byte in good[place : place + 20]) + good[place + 20 :]
    )

    assert any(line.startswith("pupils.csv:0:: is damaged inside") for line in refusal(bad))


def test_a_zip_with_a_password_is_told():
    data = bytearray(packed({"pupils.csv": b"pupil\n"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1

    assert any("pupils.csv:0:: is locked with a password" in line for line in refusal(bytes(data)))


def test_a_zip_larger_than_a_file_may_be_is_refused():
    assert refusal(b"x" * (20 * MEGABYTE + 1)) == [
        "school.zip:0:: has more than 20 MB; give a smaller file"
    ]


def test_a_zip_among_other_files_is_refused():
    with pytest.raises(InputError, match="came together with other files"):
        read_school_bytes({"school.zip": packed(small_school()), "pupils.csv": b""})
