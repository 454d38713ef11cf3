from __future__ import annotations

import pytest

from planner.charts.catalogue_effects import effects_by_strand, strands_without_provision
from planner.charts.catalogue_library import facts_of, findings_of, library_table
from planner.charts.catalogue_people import deliverers_of, who_can_deliver
from planner.charts.catalogue_places import places, places_table
from planner.charts.table import ColumnKind
from planner.library.shelf import entry_of, every_entry
from planner.school.codes import Strand
from planner.school.records import CurrentAllocation
from planner.school.registers import Registers
from tests.builders import (
    a_need,
    a_programme,
    a_pupil,
    a_school,
    a_support,
    a_teaching_assistant,
    an_effect,
    an_item,
)


def registers(**tables):
    return Registers.of(a_school(**tables))


def place(provision, **tables):
    (found,) = places(registers(provisions=[provision], effects=[], **tables))
    return found


def says(provision, *staff):
    school = a_school(provisions=[provision], staff=staff)
    return deliverers_of(provision, school).says


def test_a_place_is_costed_for_full_and_typical_groups_by_cheapest_and_mean_adult():
    # 21 hours a dose; £20 and £30 an hour; groups of 2 to 4, so typically 3.
    staff = [a_teaching_assistant(), a_teaching_assistant("TA2", hourly_cost="30")]
    found = place(a_programme(cost_per_pupil="5"), staff=staff)
    assert (found.full, found.typical) == (4, 3)
    # 21 × 20 / 4 + 5; 21 × 25 / 4 + 5; 21 × 20 / 3 + 5; 21 × 25 / 3 + 5.
    assert found.cost(4, cheapest=True) == 110
    assert found.cost(4, cheapest=False) == 136.25
    assert found.cost(3, cheapest=True) == 145
    assert found.cost(3, cheapest=False) == 180
    assert found.sentence == (
        "A place in Language group (a full dose) costs £110 where 4 share the adult and £145 "
        "where 3 share the adult, which is halfway between the fewest and the most; £180 at the "
        "mean cost of the adults who can. That is 21 hours of TA1 at £20.00 between them and £5 of "
        "materials for the pupil."
    )


def test_todays_groups_say_what_is_typical():
    rows = [
        CurrentAllocation(term="T1", pupil=pupil, provision="G1", group=group, hours_per_week=1.5)
        for pupil, group in (("P1", "A"), ("P2", "A"), ("P3", "B"), ("P4", "B"), ("P5", "B"))
    ]
    pupils = [a_pupil(f"P{number}") for number in range(1, 6)]
    found = place(a_programme(), pupils=pupils, current_plan=rows)
    # Groups of 2 and 3: 2.5, and half a pupil is one more.
    assert (found.typical, found.typical_from) == (3, "the size of today’s groups")


def test_else_the_library_does():
    found = place(a_programme("ELSA", group_min=1, group_max=4))
    assert (found.typical, found.typical_from) == (1, "usual in the library")


def test_a_vacant_post_sets_the_price_where_nobody_else_could_deliver():
    post = a_teaching_assistant(engagement="vacancy")
    found = place(a_support(), staff=[post])
    # 39 hours × £20.
    assert found.cost(1, cheapest=True) == 780
    assert found.deliverers.now == ()


def test_equipment_costs_what_it_costs_whoever_is_there():
    found = place(an_item(), staff=[])
    assert found.cost(1, cheapest=True) == 400
    assert found.sentence == "Tablet costs £400 for a pupil, bought once."


@pytest.mark.parametrize(
    ("provision", "tables", "why"),
    [
        (a_support(skill="elsa"), {}, "nobody: it needs the skill elsa, which no TA has"),
        (a_support(), {"terms": []}, "no terms are entered"),
        (
            a_support(),
            {"staff": [a_teaching_assistant(pay_point="5", paid_weeks=44.65)]},
            "no cost is known of those who can deliver it",
        ),
        (
            a_programme(weeks=13.0, terms=2),
            {},
            "no 2 terms in a row can hold a full dose",
        ),
    ],
)
def test_a_cost_that_is_not_known_says_why(provision, tables, why):
    found = place(provision, **tables)
    assert found.missing == why
    assert found.cost(1, cheapest=True) is None
    assert found.sentence.endswith(f"is not known: {why}.")


def test_the_dearest_place_comes_first_and_the_unknown_last():
    provisions = [a_support("S1", skill="elsa"), an_item(), a_support("S2")]
    table = places_table(places(registers(provisions=provisions, effects=[])))
    assert [row[0] for row in table.rows] == ["S2", "I1", "S1"]
    assert all(len(row) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize(
    ("staff", "expected"),
    [
        ([], "Nobody: it needs the role TA with the skill elsa, which no adult has."),
        (
            [a_teaching_assistant()],
            "Nobody: it needs the skill elsa, which no TA has.",
        ),
        (
            [a_teaching_assistant("PA1", role="pastoral", skills="ELSA")],
            "Nobody: it needs the skill elsa in the role TA; PA1 has it in another role.",
        ),
        (
            [a_teaching_assistant(skills="elsa", engagement="vacancy")],
            "Nobody yet: the vacant post TA1 could, once filled.",
        ),
        (
            [a_teaching_assistant(skills="elsa", starts="2026-10-01", leaves="2026-11-01")],
            "Nobody: whoever could is there for no whole term.",
        ),
        (
            [
                a_teaching_assistant(skills="elsa", leaves="2027-03-25"),
                a_teaching_assistant("TA2", skills="elsa", engagement="vacancy"),
            ],
            "TA1 (2 of 3 terms); the vacant post TA2 could too, once filled.",
        ),
    ],
)
def test_who_can_deliver_is_named_and_so_is_what_nobody_has(staff, expected):
    assert says(a_support(skill="elsa"), *staff) == expected


def test_a_role_that_nobody_has_is_named():
    assert says(a_support(roles=("therapist",)), a_teaching_assistant()) == (
        "Nobody: it takes the role therapist, which no adult has."
    )


def test_what_nobody_can_deliver_comes_first_and_equipment_last():
    provisions = [an_item(), a_support("S1"), a_support("S2", skill="elsa")]
    rows = who_can_deliver(registers(provisions=provisions, effects=[])).rows
    assert [(row[0], row[5]) for row in rows] == [("S2", 0), ("S1", 1), ("I1", None)]


def test_effects_are_given_by_strand_and_a_lack_of_months_is_blank():
    effects = [
        an_effect(strand="literacy", effect=0.5, months=-2),
        an_effect(effect=0.4),
        an_effect("G1", effect=0.9, months=3, evidence="A trial", source="EEF, 2020"),
        an_effect("GONE", strand="literacy", effect=0.2, months=0),
    ]
    table = effects_by_strand(registers(provisions=[a_support(), a_programme()], effects=effects))
    assert [(row[0], *row[2:5], row[7]) for row in table.rows] == [
        ("Language", "G1", "Language group", 0.9, "+3"),
        ("Language", "S1", "In-class support", 0.4, ""),
        ("Literacy", "S1", "In-class support", 0.5, "−2"),
        ("Literacy", "GONE", "", 0.2, "0"),
    ]
    assert table.rows[0][8:] == ("A trial", "EEF, 2020")


def test_an_effect_that_the_school_changed_stands_beside_what_it_was_and_why():
    effects = [
        an_effect(effect=0.6, default_effect=0.9, reason="Our reviews say so"),
        an_effect(strand="literacy", effect=0.5, default_effect=0.8),
        an_effect(strand="numeracy", effect=0.5),
    ]
    table = effects_by_strand(registers(effects=effects))
    assert [row[4:7] for row in table.rows] == [
        (0.6, 0.9, "Our reviews say so"),
        (0.5, 0.8, "no reason given"),
        (0.5, None, ""),
    ]


def test_effects_can_be_asked_for_by_strand_or_provision():
    effects = [an_effect(), an_effect("G1"), an_effect(strand="literacy")]
    found = registers(provisions=[a_support(), a_programme()], effects=effects)
    assert len(effects_by_strand(found, strand=Strand.LANGUAGE).rows) == 2
    assert len(effects_by_strand(found, provision="S1").rows) == 2


def test_strands_that_nothing_helps_with_are_named():
    needs = [a_need(), a_need("N2", strand="vision"), a_need("N3", strand="fine_motor")]
    assert strands_without_provision(registers(needs=needs)) == (
        "Pupils have needs in 2 strands that no provision has an effect on: vision and fine motor "
        "skills."
    )
    assert strands_without_provision(registers()).startswith("Every strand")


def test_the_library_says_what_the_catalogue_has_already():
    rows = {row[0]: row for row in library_table(every_entry(), ["neli"]).rows}
    assert rows["NELI"][-1] == "yes"
    assert rows["ELSA"][-1] == ""


def test_the_library_gives_the_newest_finding_and_how_many_there_are():
    rows = {row[0]: row[6:10] for row in library_table(every_entry()).rows}
    assert rows["NELI"] == ("+4 (language)", "not read", "September 2023", 4)
    assert rows["ELSA"] == ("no estimate of months", "", "", 0)
    # The whole programme was tried, and its one-to-one part was not.
    assert rows["RWI121"][0] == "no estimate of months"


def test_findings_old_and_new_stand_in_a_table_with_their_dates_and_sources():
    table = findings_of(entry_of("SWITCHON"))
    assert [row[0] for row in table.rows] == ["2017", "2013/14"]
    assert [row[3] for row in table.rows] == ["0", "+3"]
    assert table.rows[0][1:3] == ("Trial: Effectiveness trial, Year 3", "literacy")
    assert table.columns[-1].kind is ColumnKind.LINK
    (tried,) = findings_of(entry_of("RWI121")).rows
    assert tried[5].startswith("Of the whole programme, not its one-to-one part. ")


def test_an_entry_tells_all_that_is_known_of_it():
    facts = dict(facts_of(entry_of("ELSA")).rows)
    assert facts["Group"] == "1 to 2 pupils with one adult, usually 1"
    assert facts["Dose"] == "1 a week of 45 minutes and 15 of the adult’s besides, for 9 weeks"
    assert facts["Delivered by"] == "TA or HLTA or pastoral with the skill elsa"
    assert facts["Counted in the cost"] == "£225 once, to set it up"
    assert facts["Months’ progress"] == "No estimate of months"
    assert facts["Evidence"] == "Widely used; no trial and no figure for attainment was found"
    assert facts["How the effects were chosen"] == (
        "An hour with a trained adult, alone or in a pair, by a plan or programme: 0.9 to 1 by the "
        "library’s rule, an assumption and not a measurement."
    )
    assert facts["Last read"] == "23 November 2026"


@pytest.mark.parametrize("entry", every_entry(), ids=lambda it: it.code)
def test_nothing_about_an_entry_is_left_blank(entry):
    assert all(told for _, told in facts_of(entry).rows)


def test_a_catalogue_without_anything_else_still_has_its_tables():
    bare = registers(
        terms=[], pupils=[], needs=[], staff=[], effects=[], funding=[], provisions=[a_support()]
    )
    assert len(places_table(places(bare)).rows) == 1
    assert len(who_can_deliver(bare).rows) == 1


def test_support_one_to_one_has_one_price_for_full_and_typical():
    # 39 hours × £20.
    assert place(a_support()).sentence == (
        "A place in In-class support (1 hour a week all year) costs £780 one to one. That is 39 "
        "hours of TA1 at £20.00."
    )
