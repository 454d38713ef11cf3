from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.charts.pupils_filter import PupilChoice, chosen_pupils, only_pupils
from planner.charts.pupils_needs import needs_by_status, needs_by_year, needs_picture
from planner.charts.pupils_one import everything_about
from planner.charts.pupils_statute import unplannable_lines, unplannable_says, unplannable_table
from planner.charts.register_words import dates, need_type_name, year_groups
from planner.school.codes import NeedType, SenStatus, Strand
from planner.school.records import CurrentAllocation, Review
from planner.school.registers import Register, Registers
from tests.builders import (
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    an_effect,
    an_item,
    details,
)

PUPILS = [
    a_pupil(sen_status="E", primary_need="HI"),
    a_pupil("P2", primary_need="SLCN"),
    a_pupil("P3", year_group="R", sen_status="N"),
]
NEEDS = [
    a_need(),
    a_need("N2", strand="literacy", level=3),
    a_need("N3", pupil="P2", level=1),
    a_need("N4", pupil="P9", strand="vision", level=4),
]


def registers(**tables):
    return Registers.of(a_school(**({"pupils": PUPILS, "needs": NEEDS} | tables)))


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (PupilChoice(), ["P1", "P2", "P3"]),
        (PupilChoice(year_groups=frozenset({"4"})), ["P1", "P2"]),
        (PupilChoice(statuses=frozenset({SenStatus.EHCP, SenStatus.NONE})), ["P1", "P3"]),
        (PupilChoice(need_types=frozenset({NeedType.SLCN})), ["P2"]),
        (PupilChoice(strands=frozenset({Strand.LITERACY})), ["P1"]),
        (PupilChoice(frozenset({"R"}), frozenset({SenStatus.EHCP})), []),
    ],
)
def test_pupils_are_chosen_by_everything_that_is_asked(choice, expected):
    assert [pupil.pupil for pupil in chosen_pupils(registers(), choice)] == expected


def test_registers_cut_down_keep_the_numbers_of_their_rows():
    cut = only_pupils(registers(), PupilChoice(strands=frozenset({Strand.LANGUAGE})))
    assert [(number, need.need) for number, need in cut.needs] == [(2, "N1"), (3, "N2"), (4, "N3")]
    assert [pupil.pupil for pupil in cut.pupils.records] == ["P1", "P2"]
    assert cut.staff.rows


def test_needs_are_counted_by_strand_and_status():
    table = needs_picture(registers()).table
    # Levels 2 and 1 in language: 1 + 0.5 hours; level 4 in vision: 6; level 3 in literacy: 2.5.
    assert table.rows == (
        ("Language", "Communication and interaction", 2, 1, 1, 0, 0, 1.5),
        ("Vision", "Sensory and/or physical", 1, 0, 0, 1, 1, 6.0),
        ("Literacy", "Cognition and learning", 1, 1, 0, 0, 1, 2.5),
    )


def test_the_picture_of_needs_says_how_many_and_where_the_most_are():
    shown = needs_picture(registers())
    assert shown.title == "4 needs ask for 10 effective hours a week; the most are in language (2)"
    figure = shown.figure.to_dict()
    assert [trace["name"] for trace in figure["data"]] == [
        "Communication and interaction",
        "Cognition and learning",
        "Sensory and/or physical",
    ]
    assert list(figure["data"][0]["y"]) == ["Language", "Vision", "Literacy"]
    assert list(figure["data"][0]["x"]) == [2, None, None]
    assert figure["layout"]["xaxis"]["title"]["text"] == "Needs (number)"
    assert "language 2, vision 1 and literacy 1" in shown.alternative


def test_needs_by_year_show_pupils_without_a_need_and_needs_without_a_pupil():
    rows = needs_by_year(registers()).rows
    assert rows == (
        ("Reception", 1, 0, 0, 0, 0, 0, ""),
        ("Year 4", 2, 1, 1, 2, 3, 4.0, "Language (2)"),
        ("Not in the register", 0, 0, 0, 1, 1, 6.0, "Vision (1)"),
    )


def test_needs_by_status_come_in_the_order_of_the_census():
    rows = needs_by_status(registers(needs=NEEDS[:3])).rows
    assert [(row[0], row[1], row[5]) for row in rows] == [
        ("EHCP", 1, 2),
        ("SEN Support", 1, 1),
        ("None", 1, 0),
    ]


def test_a_register_without_needs_has_a_sentence_and_no_chart():
    shown = needs_picture(registers(needs=[]))
    assert shown.figure is None
    assert shown.title == "No need is entered yet"
    assert shown.table.rows == ()


def obstacles(item, **tables):
    """What is wrong with one statutory item of P1 of Year 4, and what to ask for."""
    lines = unplannable_lines(registers(statutory=[item], **tables))
    return [(obstacle.what, obstacle.ask) for line in lines for obstacle in line.obstacles]


def wrong(item, **tables):
    return [what for what, _ in obstacles(item, **tables)]


def test_a_line_that_can_be_planned_is_not_listed():
    assert obstacles(a_statutory_item()) == []


def test_a_line_without_hours_asks_for_hours():
    ((what, ask),) = obstacles(a_statutory_item(hours=0))
    assert what == "No hours are given."
    assert ask.startswith("Ask the local authority how many hours")


@pytest.mark.parametrize(
    ("item", "what"),
    [
        ({"pupil": "P9"}, "P9 is not among the pupils."),
        ({"provisions": ("S1", "GONE")}, "It names GONE, which is not in the catalogue."),
    ],
)
def test_codes_that_are_not_there_are_for_the_school_to_put_right(item, what):
    ((found, ask),) = obstacles(a_statutory_item(**item))
    assert found == what
    assert ask.startswith("Nothing to ask for: ")


def test_a_line_that_names_only_what_is_not_there_has_one_thing_wrong():
    assert len(wrong(a_statutory_item(provisions=("GONE",)))) == 1


def test_provision_of_another_year_group_is_named():
    found = wrong(
        a_statutory_item(provisions=("S1", "S2")),
        provisions=[a_support(), a_support("S2", years="R;1")],
    )
    assert found == ["It names S2, which is not for Year 4."]


def test_equipment_gives_no_hours():
    found = wrong(a_statutory_item(provisions=("S1", "I1")), provisions=[a_support(), an_item()])
    assert found == ["It names I1, which is equipment and gives no hours."]


def test_a_line_that_nothing_satisfies_says_what_it_would_take():
    (found,) = wrong(a_statutory_item(strand="hearing", max_group=1))
    assert found == (
        "No provision of the catalogue counts towards it: none for the pupil's year group that is "
        "support or a programme has an effect on hearing and has groups of 1 or fewer."
    )


@pytest.mark.parametrize(
    ("staff", "what"),
    [
        ([a_teaching_assistant()], "Nobody has the skill bsl."),
        (
            [a_teaching_assistant(), a_teaching_assistant("T1", role="teacher", skills="BSL")],
            "Nobody who has the skill bsl may deliver S1.",
        ),
    ],
)
def test_a_skill_that_nobody_has_or_may_use_is_named(staff, what):
    ((found, ask),) = obstacles(a_statutory_item(skill="bsl"), staff=staff)
    assert found == what
    assert "training in bsl" in ask


def test_a_line_that_nobody_may_deliver_is_listed_without_a_skill_too():
    assert wrong(a_statutory_item(), staff=[]) == ["Nobody can deliver S1."]


@pytest.mark.parametrize(
    ("hours", "per", "comes_to"),
    [
        (33.0, "week", "33 hours"),
        # The shortest term has 12 weeks: 396 / 12.
        (396.0, "term", "33 hours"),
        # The year has 39 weeks: 1287 / 39.
        (1287.0, "year", "33 hours"),
    ],
)
def test_more_hours_than_the_school_week_are_told_in_hours_a_week(hours, per, comes_to):
    (found,) = wrong(a_statutory_item(hours=hours, per=per))
    assert found == f"It comes to {comes_to} a week, and the school week has 32.5."


def test_hours_that_fit_the_week_exactly_can_be_planned():
    assert wrong(a_statutory_item(hours=32.5)) == []
    # 390 / 12 = 32.5.
    assert wrong(a_statutory_item(hours=390.0, per="term")) == []


def test_provision_out_of_class_stays_within_the_pupils_limit():
    out = a_support(withdraws="Y")
    assert wrong(a_statutory_item(hours=5.0), provisions=[out]) == []
    ((found, ask),) = obstacles(a_statutory_item(hours=5.5), provisions=[out])
    assert found == (
        "It comes to 5.5 hours a week of S1, out of class, and P1 may be out of class for 5."
    )
    assert "in class" in ask
    pupils = [a_pupil(withdrawal_limit_hours=6.0)]
    assert wrong(a_statutory_item(hours=5.5), provisions=[out], pupils=pupils) == []


def test_hours_in_class_are_not_held_to_the_limit():
    provisions = [a_support(withdraws="Y"), a_support("S2", max_hours=4.0)]
    # 5 out of class and 4 in class.
    assert wrong(a_statutory_item(hours=9.0), provisions=provisions) == []


def test_more_than_what_counts_can_give_is_said():
    # 1.5 hours of the programme and 2 of the support.
    provisions = [a_programme(), a_support(max_hours=2.0)]
    assert wrong(a_statutory_item(hours=4.0), provisions=provisions) == [
        "It comes to 4 hours a week, and G1 and S1 can give at most 3.5 hours."
    ]


def test_nothing_is_said_on_the_strength_of_rows_that_could_not_be_read():
    whole = registers(statutory=[a_statutory_item(strand="hearing", skill="bsl")])
    torn = replace(
        whole,
        effects=replace(whole.effects, is_whole=False),
        staff=replace(whole.staff, is_whole=False),
    )
    assert unplannable_lines(torn) == ()


def test_a_school_without_details_or_terms_is_still_looked_through():
    found = registers(terms=[], statutory=[a_statutory_item(hours=60.0, per="year")])
    assert unplannable_lines(replace(found, details=None)) == ()


def test_the_lines_are_told_in_a_sentence_and_a_table():
    items = [
        a_statutory_item(source="Section F 3.2", hours=0, skill="bsl"),
        a_statutory_item("F2", hours=1.0),
    ]
    lines = unplannable_lines(registers(statutory=items))
    assert [line.row for line in lines] == [2]
    assert unplannable_says(lines, 2) == (
        "1 of 2 statutory lines, for 1 pupil, cannot be planned as written."
    )
    table = unplannable_table(lines)
    assert [row[:4] for row in table.rows] == [("F1", "P1", "Section F 3.2", "0 hours a week")] * 2
    assert unplannable_says((), 2) == "All 2 statutory lines can be planned as written."
    assert unplannable_says((), 0) == "No statutory line is entered."


TODAY = dt.date(2026, 11, 2)


def sections(pupil="P1", **tables):
    return {part.key: part for part in everything_about(pupil, registers(**tables), TODAY)}


def test_an_unknown_pupil_has_no_page():
    assert everything_about("P9", registers(), TODAY) == ()


def test_the_register_row_is_told_in_words():
    facts = dict(sections()["register"].table.rows)
    assert facts["Year group"] == "Year 4"
    assert facts["Primary type of need"] == "hearing impairment (HI)"
    assert facts["Out of class at most"] == "5 hours a week, as for every pupil"


def test_a_need_says_what_could_serve_it_the_most_effective_first():
    found = sections(
        provisions=[a_support(), a_support("S2", name="Signing"), a_support("S3", years="R")],
        effects=[an_effect(effect=0.5), an_effect("S2"), an_effect("S3")],
    )["needs"]
    assert found.table.rows[0][:5] == (
        "Language",
        2,
        1.0,
        "2",
        "Signing (1) and In-class support (0.5)",
    )
    assert found.table.rows[1][4] == "nothing in the catalogue that somebody can deliver"
    assert found.says.startswith("2 needs, which 3.5 hours a week")


def test_statutory_items_say_what_counts_and_what_is_wrong_with_them():
    items = [
        a_statutory_item(source="Section F 3.2", starts=dt.date(2027, 1, 4)),
        a_statutory_item("F2", provisions=("GONE",)),
        a_statutory_item("F3", pupil="P2"),
    ]
    found = sections(statutory=items)["statutory"]
    first, second = found.table.rows
    assert first[:6] == (
        "F1",
        "Section F 3.2",
        "2 hours a week",
        "from 4 January 2027",
        "–",
        "In-class support",
    )
    assert second[6] == "It names GONE, which is not in the catalogue."
    assert found.says == "2 statutory lines; 1 cannot be planned as written."


def test_money_with_strings_is_that_which_may_pay_for_the_pupil():
    streams = [
        a_stream(),
        a_stream("TOPUP", name="Top-up P1", restricted_to="pupil:P1", kind="top_up"),
        a_stream("OTHER", restricted_to="pupil:P2"),
        a_stream("PLANS", name="EHCP grant", restricted_to="ehcp"),
    ]
    found = sections(funding=streams)["money"]
    assert [row[0] for row in found.table.rows] == ["Top-up P1", "EHCP grant"]
    assert sections("P3", funding=streams)["money"].says == (
        "No money is set apart for P3; general money may pay."
    )


def test_todays_provision_is_costed_where_the_cost_is_known():
    rows = [
        CurrentAllocation(term="T1", pupil="P1", provision="S1", hours_per_week=1.0),
        CurrentAllocation(term="T2", pupil="P2", provision="S1", hours_per_week=1.0),
    ]
    found = sections(current_plan=rows)["today"]
    # 14 weeks × £20.
    assert found.table.rows == (("In-class support", "T1", "", 1.0, None, 280.0),)
    unknown = [a_teaching_assistant(pay_point="5", paid_weeks=44.65)]
    assert sections(current_plan=rows, staff=unknown)["today"].table.rows[0][5] is None
    assert sections()["today"].says == "What the school does today is not entered."
    assert sections("P3", current_plan=rows)["today"].table is None


def test_decisions_and_reviews_are_told_in_words():
    review = Review(pupil="P1", provision="OLD", term="Summer 2026", measure="Words", before=3)
    found = sections(
        pins=[a_pin(hours_per_week=2.0), a_pin(rule="must_not", term="T2")], reviews=[review]
    )
    assert found["decisions"].table.rows == (
        ("In-class support", "P1 must have", "every term", 2.0),
        ("In-class support", "P1 must not have", "T2", None),
    )
    assert found["reviews"].table.rows == (("OLD", "Summer 2026", "Words", 3.0, None, None, ""),)


def test_a_pupil_about_whom_nothing_is_entered_has_a_sentence_for_each_part():
    parts = everything_about("P3", registers(details=details(withdrawal_limit_hours=3.0)), TODAY)
    assert [part.table is None for part in parts] == [False] + [True] * 7
    assert all(part.says.endswith(".") for part in parts)
    assert dict(parts[0].table.rows)["Out of class at most"].startswith("3 hours")


def test_registers_that_are_nearly_empty_do_not_stop_a_page():
    bare = Registers.of(a_school(terms=[], staff=[], provisions=[], effects=[], funding=[]))
    bare = replace(bare, details=None, current_plan=Register(is_given=False))
    assert len(everything_about("P1", bare, TODAY)) == 8


def test_year_groups_in_a_row_are_told_as_a_span():
    assert year_groups(("N2", "R", "1", "4", "6", "7")) == (
        "Nursery 2 to Year 1, Year 4 and Year 6 to Year 7"
    )
    assert year_groups(()) == "all"


def test_codes_and_days_have_words():
    assert all(need.value in need_type_name(need) for need in NeedType)
    assert need_type_name(None) == "–"
    assert dates(None, dt.date(2027, 5, 7)) == "until 7 May 2027"
    assert dates(dt.date(2027, 1, 4), dt.date(2027, 5, 7)) == "from 4 January 2027 to 7 May 2027"
    assert dates(None, None) == "whole year"
