"""What an import would do to the register, and what it never does."""

from __future__ import annotations

import pytest

from planner.exchange.mis.merging import Change, Outside
from planner.exchange.mis.preview import Choices, preview_import
from planner.exchange.mis.target import Target
from tests.builders import a_pupil
from tests.exchange.mis.exports import YEAR, day, matched, preview, sample, text_report

HEADER = "Adno,Year,SEN Status,Primary need\n"


def codes(pupils):
    return [one.pupil for one in pupils]


def told(found):
    return [(problem.row, problem.column, problem.what) for problem in found.problems]


def test_an_export_of_sims_becomes_pupils_without_a_name_in_them():
    report = sample("sims.csv")
    found = preview_import(report, matched(report), (), Choices(year=YEAR))

    assert found.problems == ()
    assert [one.pupil for one in found.added] == [
        # 398, 412 and 455 in the order of their numbers; 401 is not on the SEN register.
        a_pupil("P001", year_group="5", class_name="5 Ash", sen_status="E", primary_need="ASD"),
        a_pupil(
            "P002",
            class_name="4 Chêne",
            primary_need="SLCN",
            pupil_premium=True,
        ),
        a_pupil(
            "P003",
            year_group="R",
            class_name="R Fir",
            primary_need="SEMH",
            looked_after=True,
            starts=day("2026-11-02"),
        ),
    ]
    assert found.pairing == {"398": "P001", "412": "P002", "455": "P003"}
    assert found.left_out == {Outside.NOT_ON_SEN_REGISTER: 1}
    assert [note.row for note in found.notes] == [10]
    assert found.names == {}


def test_names_are_given_back_apart_and_only_when_asked_for():
    report = sample("arbor.csv")
    found = preview_import(report, matched(report), (), Choices(with_names=True))

    assert found.names == {"P001": "Ben Okafor", "P002": "Ana Brontë", "P003": "Cam Lee"}
    assert not any("Okafor" in str(one) for one in (*found.added, *found.problems, *found.notes))


def test_faults_are_told_all_at_once_and_the_other_rows_can_be_used():
    report = sample("arbor.csv")
    found = preview_import(report, matched(report), ())

    assert [(row, column) for row, column, _ in told(found)] == [
        (6, "Year group"),
        (7, "SEN status"),
    ]
    assert len(found.added) == 3
    assert found.held_back == 2


def test_values_that_are_not_known_are_listed_once_and_can_be_explained():
    text = HEADER + "1,4,Watch,\n2,4,Watch,\n3,Oak,K,\n"
    found = preview(text)

    assert [(one.target, one.text, one.rows) for one in found.unknown] == [
        (Target.SEN_STATUS, "Watch", 2),
        (Target.YEAR_GROUP, "Oak", 1),
    ]
    explained = preview(
        text, meanings={Target.SEN_STATUS: {"watch": "K"}, Target.YEAR_GROUP: {"Oak": "3"}}
    )
    assert explained.problems == ()
    assert codes(one.pupil for one in explained.added) == ["P001", "P002", "P003"]


def test_only_what_the_file_says_is_changed():
    before = a_pupil("P1", class_name="4B", withdrawal_limit_hours=3.0, pupil_premium=True)
    found = preview(HEADER + "7,5,E,\n", (before,), pairing={"7": "P1"})

    (changed,) = found.changed
    assert changed.after == before.model_copy(update={"year_group": "5", "sen_status": "E"})
    assert changed.changes == (Change("year_group", "4", "5"), Change("sen_status", "K", "E"))


def test_a_blank_cell_erases_only_where_that_is_asked_for():
    before = a_pupil("P1", primary_need="ASD")
    text, pairing = HEADER + "7,4,K,\n", {"7": "P1"}

    assert preview(text, (before,), pairing=pairing).unchanged == (before,)
    erased = preview(
        text, (before,), pairing=pairing, erases=frozenset({Target.PRIMARY_NEED, Target.CLASS})
    )
    assert erased.changed[0].changes == (Change("primary_need", "ASD", ""),)


def test_a_column_that_the_file_has_not_is_never_erased():
    before = a_pupil("P1", class_name="4B")
    found = preview(
        HEADER + "7,4,K,\n", (before,), pairing={"7": "P1"}, erases=frozenset({Target.CLASS})
    )

    assert found.unchanged == (before,)


def test_who_comes_off_the_sen_register_is_changed_and_not_gone():
    found = preview(HEADER + "7,4,N,\n", (a_pupil("P1"),), pairing={"7": "P1"})

    assert found.changed[0].changes == (Change("sen_status", "K", "N"),)
    assert found.gone == ()


def test_pupils_off_the_sen_register_are_added_when_everybody_is_asked_for():
    text = HEADER + "7,4,N,\n8,4,,\n9,4,N,ASD\n"

    # The pupil with a type of need and no status is on the register whatever the status says.
    assert preview(text).left_out == {Outside.NOT_ON_SEN_REGISTER: 2}
    assert codes(one.pupil for one in preview(text).added) == ["P001"]
    assert [one.pupil.sen_status for one in preview(text, everybody=True).added] == ["N", "N", "N"]


def test_who_is_not_in_the_file_is_gone_and_stays_until_the_user_says_so():
    pupils = (a_pupil("P1"), a_pupil("P2"))
    found = preview(HEADER + "7,4,K,\n", pupils, pairing={"7": "P1"})

    assert [(gone.pupil.pupil, gone.because) for gone in found.gone] == [("P2", "not in the file")]
    assert codes(found.merged(pupils)) == ["P1", "P2"]
    assert codes(found.merged(pupils, without_gone=True)) == ["P1"]


def test_a_pupil_whose_row_has_a_fault_is_not_gone():
    found = preview(HEADER + "7,Oak,K,\n", (a_pupil("P1"),), pairing={"7": "P1"})

    assert found.gone == ()
    assert found.held_back == 1


def test_dates_matter_only_inside_the_year_planned():
    text = "Adno,Year,SEN Status,Date of admission,Date of leaving\n" + (
        "1,4,K,01/09/2020,31/08/2027\n"
        "2,4,K,02/09/2026,18/12/2026\n"
        "3,4,K,01/09/2020,31/08/2026\n"
        "4,4,K,01/09/2027,\n"
        "5,4,K,01/03/2027,01/02/2027\n"
    )
    found = preview(text, (a_pupil("P3"),), pairing={"3": "P3"}, year=YEAR)

    assert [(one.pupil.starts, one.pupil.leaves) for one in found.added] == [
        (None, None),
        (day("2026-09-02"), day("2026-12-18")),
    ]
    assert found.left_out == {Outside.LEFT_BEFORE: 1, Outside.STARTS_AFTER: 1}
    assert [gone.because for gone in found.gone] == ["left before the year begins"]
    assert told(found) == [(6, "", "would leave before the first day on roll")]


def test_new_codes_count_on_from_the_highest_that_is_or_was_in_use():
    found = preview(HEADER + "9,4,K,\n10,4,K,\n", (a_pupil("P007"),), pairing={"3": "P012"})

    assert found.pairing == {"3": "P012", "9": "P013", "10": "P014"}


def test_noughts_before_a_number_and_the_case_of_letters_make_no_other_pupil():
    pupils = (a_pupil("P1"), a_pupil("P2"))
    found = preview(
        HEADER + "0007,4,K,\nab 1,4,K,\n", pairing={"7": "P1", "AB1": "P2"}, pupils=pupils
    )

    assert codes(found.unchanged) == ["P1", "P2"]


def test_an_admission_number_becomes_the_code_only_when_asked_for():
    text = HEADER + "A7,4,K,\n"

    assert codes(one.pupil for one in preview(text).added) == ["P001"]
    found = preview(text, key_is_code=True)
    assert codes(one.pupil for one in found.added) == ["A7"]
    assert found.pairing == {"A7": "A7"}


def test_codes_of_our_own_are_matched_without_any_pairing():
    before = a_pupil("P7")
    found = preview("Pupil code,Year,SEN Status\np7,5,K\nP8,4,K\n", (before,))

    assert found.changed[0].after == a_pupil("P7", year_group="5")
    assert codes(one.pupil for one in found.added) == ["P8"]
    assert found.pairing == {}


@pytest.mark.parametrize(
    ("heading", "cell", "target", "key_is_code"),
    [
        ("UPN", "A123456789012", Target.CODE, False),
        ("Number", "A123456789012", Target.KEY, True),
        ("Ref", "A123456789012", Target.CLASS, False),
        ("Surname", "Lee", Target.CLASS, False),
        ("Surname", "Lee", Target.KEY, False),
    ],
)
def test_names_and_upns_never_become_codes_or_anything_in_the_register(
    heading, cell, target, key_is_code
):
    report = text_report(f"{heading},Year,SEN Status\n{cell},4,K\n")
    matches = {
        heading.casefold(): target,
        "year": Target.YEAR_GROUP,
        "sen status": Target.SEN_STATUS,
    }
    found = preview_import(report, matches, (), Choices(key_is_code=key_is_code))

    assert (found.added, found.pairing) == ((), {})
    assert found.problems[0].column == heading or found.problems[1].column == heading
    assert cell not in " ".join(map(str, found.problems))


def test_a_upn_may_tell_pupils_apart_and_stays_outside_the_register():
    found = preview("UPN,Year,SEN Status\nA123456789012,4,K\n")

    assert found.added[0].pupil == a_pupil("P001")
    assert found.pairing == {"A123456789012": "P001"}


def test_rows_of_one_pupil_that_agree_are_one_and_others_are_held_back_together():
    found = preview(HEADER + "1,4,K,ASD\n1,4,K,\n2,4,K,ASD\n2,4,K,MLD\n3,4,K,\n")

    assert found.pairing == {"1": "P001", "3": "P002"}
    assert told(found) == [
        (4, "", "is the same pupil as row 5, with something else in Primary need"),
        (5, "", "is the same pupil as row 4, with something else in Primary need"),
    ]
    assert found.held_back == 1


def test_of_several_needs_in_a_cell_the_first_is_taken_and_that_is_said():
    found = preview(HEADER + "1,4,K,ASD; SLCN\n")

    assert found.added[0].pupil.primary_need == "ASD"
    assert found.notes[0].what == "names several needs, of which ASD is the first"


def test_headings_that_come_again_and_lines_below_the_table_are_passed_over():
    found = preview(HEADER + "1,4,K,\n" + HEADER + "2,4,K,\n,,,MLD\nTotal 2,,,\n,,,\n")

    assert len(found.added) == 2
    assert found.problems == ()
    assert [(note.row, note.what) for note in found.notes] == [
        (5, "does not say whose it is"),
        (6, "has one cell only"),
    ]


def test_a_row_without_a_number_is_a_fault_and_says_that_nobody_may_be_gone():
    found = preview(HEADER + ",4,K,\n", (a_pupil("P1"),))

    assert told(found) == [(2, "Adno", "is blank")]
    assert "pupils shown as gone may be among them" in [note.remedy for note in found.notes]


def test_a_file_with_none_of_the_pupils_of_the_register_is_remarked_on():
    found = preview(HEADER + "1,4,K,\n", (a_pupil("P1"),))

    assert [note.what for note in found.notes] == ["has none of the pupils of the register"]


def test_columns_that_new_pupils_need_are_told_once():
    found = preview("Adno,SEN Status\n1,K\n2,E\n", matches=None)

    assert told(found) == [(1, "", "has no column for Year group, so 2 new pupils cannot be added")]
    assert found.held_back == 2


@pytest.mark.parametrize(
    ("matches", "what"),
    [
        ({"year": Target.YEAR_GROUP}, "has no column that tells pupils apart"),
        ({"adno": Target.KEY}, "has no column that the register has"),
        (
            {"adno": Target.KEY, "year": Target.YEAR_GROUP, "sen status": Target.YEAR_GROUP},
            "is matched to the same as ‘Year’",
        ),
        (
            {"adno": Target.KEY, "primary need": Target.CODE, "year": Target.YEAR_GROUP},
            "are both matched: the pupil's code, and what tells pupils apart",
        ),
    ],
)
def test_columns_that_cannot_be_matched_so_are_told_and_nothing_is_previewed(matches, what):
    found = preview(HEADER + "1,4,K,\n", (a_pupil("P1"),), matches)

    assert [problem.what for problem in found.problems] == [what]
    assert (found.added, found.gone) == ((), ())


def test_a_pupil_whose_dates_would_run_backwards_is_held_back():
    text = "Adno,Year,SEN Status,Date of leaving\n7,4,K,01/10/2026\n"
    found = preview(text, (a_pupil("P1", starts="2026-11-02"),), pairing={"7": "P1"})

    assert told(found) == [(2, "", "would leave before the first day on roll")]
    assert (found.held_back, found.changed, found.gone) == (1, (), ())


def test_what_can_be_no_key_and_no_code_is_told():
    assert told(preview(HEADER + "9" * 65 + ",4,K,\n"))[0][:2] == (2, "Adno")
    assert told(preview(HEADER + "a/b,4,K,\n", key_is_code=True)) == [(2, "Adno", "is 'a/b'")]
    spoilt = preview(HEADER + "7,4,K,\n", pairing={"7": "no code"})
    assert told(spoilt) == [(2, "", "cannot be used as it is")]


def test_a_code_is_found_as_it_is_written_before_it_is_found_in_other_letters():
    pupils = (a_pupil("p1"), a_pupil("P1"))
    found = preview("Pupil code,Year,SEN Status\np1,5,K\nP1,4,K\n", pupils)

    assert codes(found.unchanged) == ["P1"]
    assert [one.before.pupil for one in found.changed] == ["p1"]


def test_a_new_number_written_two_ways_is_one_pupil():
    found = preview(HEADER + "7,4,K,\n007,4,K,\n", key_is_code=True)

    assert codes(one.pupil for one in found.added) == ["007"]


def test_two_numbers_paired_with_one_code_are_one_pupil():
    text, pairing = HEADER + "7,4,K,\n8,5,K,\n", {"7": "P1", "8": "P1"}

    for register in ((a_pupil("P1"),), ()):
        assert [row for row, *_ in told(preview(text, register, pairing=pairing))] == [2, 3]


def test_nobody_hears_of_faults_of_pupils_who_are_left_out_anyway():
    text = HEADER + "1,Nursery,Monitoring,none\n"

    assert preview(text).problems == ()
    assert preview(text).left_out == {Outside.NOT_ON_SEN_REGISTER: 1}
    assert len(preview(text, everybody=True).problems) == 1
    assert len(preview(text, (a_pupil("P1"),), pairing={"1": "P1"}).problems) == 1
