"""Codes and words of a MIS in the codes of the register."""

from __future__ import annotations

import pytest

from planner.exchange.mis.target import Target
from planner.exchange.mis.translation import meanings_from, translated
from planner.school.codes import NeedType, SenStatus
from planner.school.fields import CellError


def fault(target, text, meanings=None):
    with pytest.raises(CellError) as caught:
        translated(target, text, meanings or {})
    return caught.value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("K", "K"),
        ("SEN Support", "K"),
        ("K - SEN Support", "K"),
        ("SEN Support (K)", "K"),
        ("E - EHC Plan", "E"),
        ("EHCP", "E"),
        ("Education, Health and Care Plan", "E"),
        ("N", "N"),
        ("No Special Educational Need", "N"),
        ("Monitoring", "N"),
    ],
)
def test_sen_status_is_read_by_code_and_by_words(text, code):
    assert translated(Target.SEN_STATUS, text) == code


@pytest.mark.parametrize("text", ["A", "P - School Action Plus", "S", "Statement", "School Action"])
def test_a_status_that_has_ended_is_told_as_one(text):
    assert "no longer used in England" in fault(Target.SEN_STATUS, text).what


@pytest.mark.parametrize("text", ["EHCP requested", "E - SEN Support", "E - applied for", "?"])
def test_a_status_that_is_not_quite_one_is_never_guessed(text):
    assert fault(Target.SEN_STATUS, text).remedy.startswith("say whether it means E")


@pytest.mark.parametrize("need", list(NeedType))
def test_every_census_code_of_a_need_is_itself(need):
    assert translated(Target.PRIMARY_NEED, need.value.lower()) == need.value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Speech, Language and Communication Needs", "SLCN"),
        ("Speech, language & communication needs (SLCN)", "SLCN"),
        ("SEMH - Social, Emotional and Mental Health", "SEMH"),
        ("Autistic Spectrum Disorder", "ASD"),
        ("Profound & Multiple Learning Difficulty", "PMLD"),
        ("Other Difficulty/Disability", "OTH"),
        ("Multi-Sensory Impairment", "MSI"),
        ("Down's syndrome", "DS"),
        ("ASD; SLCN", "ASD"),
        ("SLCN, MLD", "SLCN"),
        ("Autism, Speech and Language", "ASD"),
        ("None", ""),
    ],
)
def test_types_of_need_are_read_by_code_and_by_words(text, code):
    assert translated(Target.PRIMARY_NEED, text) == code


def test_a_type_of_need_that_has_ended_or_contradicts_itself_is_told():
    assert "no longer used" in fault(Target.PRIMARY_NEED, "BESD").what
    assert fault(Target.PRIMARY_NEED, "ASD - Hearing Impairment").what.startswith("is 'ASD")
    assert fault(Target.PRIMARY_NEED, "ASD; tall").what == "is 'ASD; tall'"


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Year 4", "4"),
        ("Yr 4", "4"),
        ("Y04", "4"),
        ("  4 ", "4"),
        ("10", "10"),
        ("Year 10", "10"),
        ("Reception", "R"),
        ("Year R", "R"),
        ("YR", "R"),
        ("0", "R"),
        ("Nursery 1", "N1"),
        ("N2", "N2"),
        ("Curriculum Year 13", "13"),
    ],
)
def test_year_groups_are_read_in_every_usual_spelling(text, year):
    assert translated(Target.YEAR_GROUP, text) == year


@pytest.mark.parametrize("text", ["14", "Year", "Oak", "4/5", "Year 4 Oak", "-1", "X"])
def test_what_is_no_year_group_is_told(text):
    assert fault(Target.YEAR_GROUP, text).what == f"is '{text}'"


def test_a_nursery_without_its_year_asks_which():
    assert fault(Target.YEAR_GROUP, "Nursery").remedy == "say whether it is N1 or N2"


@pytest.mark.parametrize("text", ["Y", "true", "T", "1", "✓", "Ever 6", "Yes"])
def test_every_way_of_saying_yes_to_pupil_premium_is_yes(text):
    assert translated(Target.PUPIL_PREMIUM, text) == "Y"


@pytest.mark.parametrize("text", ["N", "False", "F", "0", "-", "Not eligible"])
def test_every_way_of_saying_no_is_no(text):
    assert translated(Target.PUPIL_PREMIUM, text) == "N"


def test_who_was_looked_after_before_is_not_looked_after_now():
    assert translated(Target.LOOKED_AFTER, "LAC") == "Y"
    assert translated(Target.LOOKED_AFTER, "Previously looked after") == "N"
    assert fault(Target.LOOKED_AFTER, "With parents").remedy == "say whether it means Y or N"


@pytest.mark.parametrize(
    "text",
    [
        *("01/09/2026", "1/9/26", "2026-09-01", "2026-09-01T09:30:00", "01-Sep-2026"),
        *("1 September 2026", "01.09.2026", "01/09/2026 00:00"),
    ],
)
def test_dates_are_read_with_the_day_first(text):
    assert translated(Target.STARTS, text) == "2026-09-01"


@pytest.mark.parametrize("text", ["09/13/2026", "31/02/2026", "1 Foo 2026"])
def test_a_day_that_does_not_exist_is_told(text):
    assert "does not exist" in fault(Target.STARTS, text).what


def test_a_number_of_days_is_no_date():
    assert fault(Target.STARTS, "46266").remedy.startswith("write a date with the day first")


def test_what_the_school_says_of_its_own_codes_comes_first():
    meanings = {Target.SEN_STATUS: {"School Action": "K", "Watch": ""}}

    assert translated(Target.SEN_STATUS, "school action", meanings) == "K"
    assert translated(Target.SEN_STATUS, "WATCH", meanings) == ""


def test_meanings_come_back_from_plain_text():
    stored = {"sen_status": {"W": "K"}, "shoe_size": {"9": "10"}}

    assert meanings_from(stored) == {Target.SEN_STATUS: {"W": "K"}}


def test_a_meaning_has_to_be_a_code_itself():
    assert fault(Target.SEN_STATUS, "w", {Target.SEN_STATUS: {"W": "Q"}}).what == "is 'Q'"


def test_no_word_for_one_status_is_a_word_for_another():
    assert {translated(Target.SEN_STATUS, status.value) for status in SenStatus} == {"E", "K", "N"}
