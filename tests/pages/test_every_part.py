"""Every part of the pages about registers, as it is and with whatever a school may hold."""

from __future__ import annotations

import re

import pytest

from benchmarks.workspace import REGISTERS as WORKED_IN
from planner.access import LOCAL
from planner.exchange.school_folder import read_school
from planner.school.columns import columns_of
from planner.school.records import Policies
from planner.store.registry import REGISTERS
from planner.ui import storage
from planner.ui.provision_panel import Part as ProvisionPart
from planner.ui.pupils_panel import Part as PupilsPart
from planner.ui.review_panel import Part as ReviewPart
from planner.ui.staff_panel import Part as StaffPart
from planner.ui.state import Key
from tests.builders import details
from tests.pages.helpers import PAGES, said
from tests.pages.registers import open_part
from tests.pages.test_every_page import SAMPLES, hostile_school, one_pupil

PARTS = [
    *(("pupils", Key.PUPILS_PART, part.value) for part in PupilsPart),
    *(("staff", Key.STAFF_PART, part.value) for part in StaffPart),
    *(("review", Key.REVIEW_PART, part.value) for part in ReviewPart),
    *(("provision", Key.PROVISION_PART, part.value) for part in ProvisionPart),
    *(("year", Key.YEAR_PART, part) for part in ("School", "Terms")),
]
every_part = pytest.mark.parametrize(
    ("page", "key", "part"), PARTS, ids=[f"{page}-{part}" for page, _, part in PARTS]
)


@every_part
def test_a_part_opens_with_a_secondary_school(page, key, part):
    open_part(page, key, part, read_school(SAMPLES[-1].parent).school)


@every_part
def test_a_part_opens_with_one_pupil(page, key, part):
    open_part(page, key, part, one_pupil())


@every_part
def test_a_part_opens_with_nothing_filled_in_yet(page, key, part):
    store = storage.store()
    store.create_year(LOCAL, details(), Policies())
    open_part(page, key, part)


@every_part
def test_a_schools_own_words_are_never_markup(page, key, part):
    app = open_part(page, key, part, hostile_school())
    raw = "\n".join(
        str(element.value)
        for kind in ("markdown", "caption", "warning")
        for element in app.get(kind)
    )
    for sign in (r"\[b", r"\$x", r":red", r"<script"):
        assert not re.search(rf"(?<!\\){sign}", raw)


@every_part
def test_a_part_has_at_most_one_primary_button_and_no_word_of_a_program(page, key, part):
    app = open_part(page, key, part, read_school(SAMPLES[0].parent).school)
    assert sum(button.proto.type == "primary" for button in app.button) <= 1
    text = said(app).casefold()
    for word in ("none", "nan", "null", "dtype", "row id", "notional_sen"):
        assert f" {word} " not in text


def test_a_part_is_still_shown_after_another_page():
    app = open_part("pupils", Key.PUPILS_PART, "Needs", one_pupil())
    app.switch_page("pages/staff/staff.py").run()
    app.switch_page("pages/pupils/pupils.py").run()
    assert app.radio(key=Key.PUPILS_PART).value == "Needs"


def test_the_benchmark_works_in_registers_that_there_are():
    for one in WORKED_IN:
        assert (one.page, one.key, one.part) in {(PAGES[page], *rest) for page, *rest in PARTS}
        assert one.column in {column.name for column in columns_of(REGISTERS[one.table])}
