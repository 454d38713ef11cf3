"""How each kind of value is read from a cell, and written again."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from planner.periods import AcademicYear
from planner.school.codes import Area, Engagement, Strand
from planner.school.fields import (
    KEY_STAGES,
    YEAR_GROUPS,
    CellError,
    Restriction,
    RestrictionKind,
    read_day,
    read_id,
    read_list,
    read_money,
    read_number,
    read_restriction,
    read_text,
    read_whole_number,
    read_year_group,
    read_year_groups,
    read_yes_no,
    write_cell,
)


@pytest.mark.parametrize("text", ["1234.5", "1,234.50", "£1,234.50", " £ 1234.50 "])
def test_money_is_read_with_or_without_its_sign_and_commas(text):
    assert read_money(text) == Decimal("1234.5")


@pytest.mark.parametrize(
    "text", ["(500)", "(£500.00)", "£(500)", "-£500", "\u2212500", " ( 500 ) "]
)
def test_money_in_brackets_is_owed_as_in_accounts(text):
    assert read_money(text) == -500


@pytest.mark.parametrize("text", ["(-500)", "((500))", "(500", "500)", "()", "(five)"])
def test_brackets_that_say_nothing_clear_are_refused(text):
    with pytest.raises(CellError, match="write pounds such as"):
        read_money(text)


def test_a_number_may_begin_with_its_point_and_stand_in_brackets():
    assert read_money(".01") == Decimal("0.01")
    assert read_number(".5") == 0.5
    assert read_number("(1,234.5)") == -1234.5


@pytest.mark.parametrize(
    "text", ["five", "1.2.3", "", "NaN", "inf", "1e12", "1_000", "12,50", "1,2345"]
)
def test_text_that_is_not_money_is_refused_with_a_remedy(text):
    with pytest.raises(CellError, match="write pounds such as"):
        read_money(text)


@pytest.mark.parametrize(
    ("text", "number"), [("2.5", 2.5), ("1,000", 1000), ("21.5%", 21.5), (3, 3)]
)
def test_a_number_is_read(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize("text", ["two", "nan", "inf", "", True, "1_000", "2,5"])
def test_what_is_not_a_number_is_refused(text):
    with pytest.raises(CellError, match="write a number such as"):
        read_number(text)


@pytest.mark.parametrize("text", ["3", "3.0", 3])
def test_a_whole_number_is_read(text):
    assert read_whole_number(text) == 3


@pytest.mark.parametrize("text", ["3.5", "three"])
def test_a_part_of_a_pupil_is_refused(text):
    with pytest.raises(CellError, match="write a whole number"):
        read_whole_number(text)


@pytest.mark.parametrize("text", ["Y", "yes", "TRUE", "1", 1, True])
def test_yes_is_read_in_its_usual_spellings(text):
    assert read_yes_no(text) is True


@pytest.mark.parametrize("text", ["n", "No", "false", "0", 0, False])
def test_no_is_read_in_its_usual_spellings(text):
    assert read_yes_no(text) is False


def test_perhaps_is_neither_yes_nor_no():
    with pytest.raises(CellError, match="write Y or N"):
        read_yes_no("perhaps")


A_WORKBOOKS_DATE = dt.datetime(2026, 10, 9)  # noqa: DTZ001 - workbooks know no time zones


@pytest.mark.parametrize("text", ["2026-10-09", "09/10/2026", "9/10/2026", A_WORKBOOKS_DATE])
def test_a_date_has_its_day_first(text):
    assert read_day(text) == dt.date(2026, 10, 9)


def test_29_february_is_a_date_in_leap_years_only():
    assert read_day("29/02/2028") == dt.date(2028, 2, 29)
    with pytest.raises(CellError, match="that day does not exist"):
        read_day("29/02/2027")


@pytest.mark.parametrize("text", ["10/13/2026", "1 September", "2026", "09-10-2026"])
def test_what_is_not_a_date_is_refused(text):
    with pytest.raises(CellError, match="2026-09-01"):
        read_day(text)


@pytest.mark.parametrize("text", ["P014", "TA-03", "a_b.c", "x" * 32])
def test_a_code_is_letters_digits_and_three_signs(text):
    assert read_id(f" {text} ") == text


@pytest.mark.parametrize("text", ["", "P 1", "P/1", "=P1", "x" * 33, "Zoë"])
def test_any_other_code_is_refused(text):
    with pytest.raises(CellError, match="write a short code"):
        read_id(text)


def test_a_refusal_shows_no_more_than_forty_characters():
    with pytest.raises(CellError) as refusal:
        read_id("x" * 100)
    assert refusal.value.what == "is '" + "x" * 37 + "...'"


def test_text_is_trimmed_and_its_line_ends_are_of_one_kind():
    assert read_text(" reads aloud\r\nin pairs\r") == "reads aloud\nin pairs"


def test_text_with_a_character_that_cannot_be_shown_is_refused():
    with pytest.raises(CellError, match="delete it and type it again"):
        read_text("reads\x00aloud")


def test_a_list_loses_blanks_and_repeats_and_keeps_its_order():
    assert read_list(" elsa; neli;;elsa ;") == ("elsa", "neli")


def test_a_list_that_is_one_already_is_cleaned_too():
    assert read_list([" elsa ", "", "neli"]) == ("elsa", "neli")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("4", "4"),
        ("Year 4", "4"),
        ("y10", "10"),
        ("r", "R"),
        ("Reception", "R"),
        ("n1", "N1"),
        (7, "7"),
    ],
)
def test_a_year_group_is_read_as_schools_write_it(text, year):
    assert read_year_group(text) == year


@pytest.mark.parametrize("text", ["14", "0", "Nursery", ""])
def test_there_is_no_other_year_group(text):
    with pytest.raises(CellError, match="write N1, N2, R"):
        read_year_group(text)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3-6", ("3", "4", "5", "6")),
        ("3\N{EN DASH}4", ("3", "4")),
        ("2;R;1", ("R", "1", "2")),
        ("N1-1;1", ("N1", "N2", "R", "1")),
        ("9-11", ("9", "10", "11")),
        (4, ("4",)),
        ("", ()),
    ],
)
def test_year_groups_are_a_list_or_a_range_in_school_order(text, years):
    assert read_year_groups(text) == years


def test_a_range_of_years_does_not_run_backwards():
    with pytest.raises(CellError, match="the younger year first"):
        read_year_groups("6-3")


def test_every_year_group_has_its_key_stage():
    assert [KEY_STAGES[year] for year in YEAR_GROUPS] == (
        ["EYFS"] * 3 + ["KS1"] * 2 + ["KS2"] * 4 + ["KS3"] * 3 + ["KS4"] * 2 + ["KS5"] * 2
    )


@pytest.mark.parametrize(
    ("text", "restriction"),
    [
        ("pupil:P014", Restriction(RestrictionKind.PUPIL, "P014")),
        ("EHCP", Restriction(RestrictionKind.EHCP)),
        (" tier : Targeted ", Restriction(RestrictionKind.TIER, "targeted")),
        ("strand:Language", Restriction(RestrictionKind.STRAND, "language")),
        ("provision:NELI", Restriction(RestrictionKind.PROVISION, "NELI")),
    ],
)
def test_a_restriction_is_a_kind_and_what_it_names(text, restriction):
    assert read_restriction(text) == restriction
    assert read_restriction(str(restriction)) == restriction
    assert read_restriction(restriction) == restriction


@pytest.mark.parametrize("text", ["pupil", "pupil:", "ehcp:P014", "class:4B", ""])
def test_a_restriction_that_names_nothing_or_too_much_is_refused(text):
    with pytest.raises(CellError, match="write pupil:ID"):
        read_restriction(text)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "Y"),
        (False, "N"),
        (2.0, "2"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (100.0, "100"),
        (dt.date(2026, 9, 1), "2026-09-01"),
        (("elsa", "neli"), "elsa;neli"),
        (Engagement.AGENCY, "agency"),
        (AcademicYear(2026), "2026/27"),
        (
            (Restriction(RestrictionKind.PUPIL, "P1"), Restriction(RestrictionKind.EHCP)),
            "pupil:P1;ehcp",
        ),
    ],
)
def test_a_value_is_written_as_it_stands_in_a_file(value, text):
    assert write_cell(value) == text


@pytest.mark.parametrize("amount", ["1234.50", "0.01", "1E+2", "0", "100000000"])
def test_an_amount_is_written_in_plain_digits_and_reads_back_as_itself(amount):
    written = write_cell(Decimal(amount))
    assert set(written) <= set("0123456789.")
    assert read_money(written) == Decimal(amount)


def test_every_strand_belongs_to_an_area():
    assert {strand.area for strand in Strand} == set(Area)
