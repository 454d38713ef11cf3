"""Which column is which: by heading, by values, by what was chosen before."""

from __future__ import annotations

import pytest

from planner.exchange.mis.heading import holds_names, holds_what_is_private, targets_of
from planner.exchange.mis.matching import Sureness, guess_columns, to_remember
from planner.exchange.mis.report import read_report
from planner.exchange.mis.target import Target
from planner.exchange.mis.translation import can_be_read
from tests.exchange.mis.exports import BROMCOM, a_workbook, guessed, matched, sample, text_report


def test_the_headings_of_sims_are_known():
    assert guessed(sample("sims.csv")) == {
        "Adno": Target.KEY,
        "UPN": Target.UPN,
        "Legal Surname": Target.SURNAME,
        "Legal Forename": Target.FORENAME,
        "NC Year Actual": Target.YEAR_GROUP,
        "Reg Group": Target.CLASS,
        "SEN Status": Target.SEN_STATUS,
        "SEN Need Type": Target.PRIMARY_NEED,
        "Need Rank": Target.NEED_RANK,
        "Pupil Premium Indicator": Target.PUPIL_PREMIUM,
        "In LEA Care": Target.LOOKED_AFTER,
        "Date of Admission": Target.STARTS,
        "Date of Leaving": Target.LEAVES,
    }


def test_the_headings_of_arbor_are_known_and_a_student_is_a_name():
    assert guessed(sample("arbor.csv")) == {
        "Student ID": Target.KEY,
        "Student": Target.NAME,
        "Year group": Target.YEAR_GROUP,
        "Registration form": Target.CLASS,
        "SEN status": Target.SEN_STATUS,
        "Primary SEN need type": Target.PRIMARY_NEED,
        "Secondary SEN need type": Target.SECONDARY_NEED,
        "Pupil Premium Recipient": Target.PUPIL_PREMIUM,
        "In care": Target.LOOKED_AFTER,
        "Enrolment start date": Target.STARTS,
        "Leaving date": Target.LEAVES,
    }


def test_the_headings_of_bromcom_are_known():
    assert guessed(read_report("b.xlsx", a_workbook(S=BROMCOM))) == {
        "Admission Number": Target.KEY,
        "Full Name": Target.NAME,
        "Year": Target.YEAR_GROUP,
        "Tutor Group": Target.CLASS,
        "SEN Provision": Target.SEN_STATUS,
        "SEN Need (Primary)": Target.PRIMARY_NEED,
        "Looked After": Target.LOOKED_AFTER,
    }


@pytest.mark.parametrize(
    "heading",
    [
        *("SEN Status Start Date", "Ever in Care", "Previously looked after", "Class teacher"),
        *("EHCP review date", "Date of Birth", "Parent forename", "Reason for leaving"),
        *("SEN notes", "Post looked after arrangements", "Middle name", "SEN need start date"),
        *("EHCP", "Admission year group", "Leaving reason", "Early years pupil premium"),
    ],
)
def test_headings_about_something_else_are_left_out(heading):
    assert targets_of(heading) == {}


def test_a_heading_that_the_values_bear_out_is_sure_and_one_that_they_do_not_is_unsure():
    sure, unsure = guess_columns(text_report("Year,SEN Status\n4,wait\n5,see\n"))

    assert (sure.target, sure.sureness) == (Target.YEAR_GROUP, Sureness.SURE)
    assert (unsure.target, unsure.sureness) == (Target.SEN_STATUS, Sureness.UNSURE)
    assert "many of its values are not known" in unsure.because


def test_values_can_tell_what_a_heading_does_not():
    guesses = guess_columns(text_report("Adno,Flag A,Flag B\n1,K,SLCN\n2,E,ASD\n"))

    assert [guess.target for guess in guesses] == [
        Target.KEY,
        Target.SEN_STATUS,
        Target.PRIMARY_NEED,
    ]
    assert guesses[1].sureness is Sureness.UNSURE


def test_of_two_columns_that_could_be_the_same_the_better_is_taken():
    report = text_report("Adno,Year taught in,NC Year Actual\n1,4,4\n2,5,5\n")
    _, taught, actual = guess_columns(report)

    assert actual.target is Target.YEAR_GROUP
    assert taught.target is Target.NOTHING
    assert taught.because == "‘NC Year Actual’ fits better"


def test_numbers_that_look_like_upns_are_upns_whatever_the_heading():
    report = text_report("Adno,Pupil code\n1,A123456789012\n2,B123456789013\n")

    assert guess_columns(report)[1].target is Target.UPN


def test_without_an_admission_number_the_upn_tells_pupils_apart():
    (upn, _) = guess_columns(text_report("UPN,Year\nA123456789012,4\nB123456789013,5\n"))

    assert (upn.target, upn.sureness) == (Target.KEY, Sureness.LIKELY)
    assert upn.examples == ()


def test_examples_are_shown_but_none_of_names_and_upns():
    by_title = {guess.title: guess.examples for guess in guess_columns(sample("sims.csv"))}

    assert by_title["NC Year Actual"] == ("4", "5", "R")
    assert by_title["Legal Surname"] == by_title["UPN"] == ()

    (contact,) = guess_columns(text_report("Contact 1 forename\nJo\nMo\n"))
    assert (contact.target, contact.examples) == (Target.NOTHING, ())


def test_a_heading_or_a_code_as_long_as_a_page_is_neither():
    assert targets_of("admission number " * 2000) == {}
    assert not can_be_read(Target.PRIMARY_NEED, "a" + " " * 30_000 + "(")


def test_what_was_chosen_before_wins_over_a_guess():
    report = text_report("Adno,Year,Set\n1,4,Red\n2,5,Blue\n")
    before = to_remember(matched(report) | {"set": Target.CLASS, "year": Target.NOTHING}, report)
    _, year, chosen = guess_columns(report, before)

    assert before == {"adno": "key", "year": "nothing", "set": "class"}
    assert (year.target, year.sureness) == (Target.NOTHING, Sureness.REMEMBERED)
    assert (chosen.target, chosen.sureness) == (Target.CLASS, Sureness.REMEMBERED)


def test_a_memory_of_something_unknown_is_passed_over():
    (guess,) = guess_columns(text_report("Year\n4\n5\n"), {"year": "shoe_size"})

    assert guess.target is Target.YEAR_GROUP


def test_headings_with_names_are_private_and_pupil_alone_need_not_be():
    assert all(map(holds_names, ["Surname", "Contact 1 forename", "Preferred name"]))
    assert not any(map(holds_names, ["Pupil", "Class name", "Year"]))
    assert holds_what_is_private("UPN")
    assert not holds_what_is_private("Adno")
