"""Each kind of disagreement between records is found where it stands, and nothing else is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.school.agreement import FAULTS, WARNINGS, find_disagreements
from planner.school.agreement.tables import Tables
from planner.school.records import CurrentAllocation, Review
from planner.school.registers import Register, Registers
from tests.builders import (
    a_budget_line,
    a_need,
    a_programme,
    a_pupil,
    a_referral,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    a_term,
    an_effect,
    an_item,
    details,
    three_terms,
)

T1, T2, T3 = three_terms()
DAY = dt.date


def today(**facts):
    usual = {"term": "T1", "pupil": "P1", "provision": "S1", "hours_per_week": 1.0}
    return CurrentAllocation(**usual | facts)


def a_service(**facts):
    """An educational psychologist at £85 an hour, who can give the support beside the TA."""
    usual = {"role": "TA", "engagement": "service", "contract_hours": None, "hourly_cost": "85"}
    return a_teaching_assistant("EP", **usual | facts)


def both(one, other, **tables):
    """A school whose support stands beside another provision, with an effect of the other."""
    return a_school(
        provisions=[one, other],
        effects=[an_effect(), an_effect(other.provision)],
        **tables,
    )


FAULTY = {
    "codes_stand_once": (
        a_school(pupils=[a_pupil(), a_pupil("P2"), a_pupil()]),
        [("pupils.csv", 4, "pupil")],
    ),
    "codes_are_known": (
        a_school(
            needs=[a_need(pupil="p1"), a_need("N2", pupil="P9")],
            statutory=[a_statutory_item(provisions=["S1", "S9"])],
            budget_lines=[a_budget_line(stream="G9")],
            funding=[a_stream(), a_stream("R", restricted_to="pupil:P8;provision:S8;ehcp")],
            current_plan=[today(term="T9")],
        ),
        [
            ("needs.csv", 2, "pupil"),
            ("needs.csv", 3, "pupil"),
            ("statutory.csv", 2, "provisions"),
            ("budget_lines.csv", 2, "stream"),
            ("current_plan.csv", 2, "term"),
            ("funding.csv", 3, "restricted_to"),
            ("funding.csv", 3, "restricted_to"),
        ],
    ),
    "pupils_have_one_need_in_a_strand": (
        a_school(needs=[a_need(), a_need("N2", level=4)]),
        [("needs.csv", 3, "strand")],
    ),
    "nothing_is_called_as_the_planner_calls_it": (
        a_school(funding=[a_stream("Unfunded")]),
        [("funding.csv", 2, "stream")],
    ),
    "there_are_terms": (a_school(terms=[]), [("terms.csv", 0, "")]),
    "terms_are_in_time_order": (
        a_school(terms=[T1, T3, T2]),
        [("terms.csv", 4, "start")],
    ),
    "terms_lie_in_the_academic_year": (
        a_school(terms=[a_term(start=DAY(2026, 8, 31)), T2, T3]),
        [("terms.csv", 2, "start")],
    ),
    "dates_run_forwards": (
        a_school(
            pupils=[a_pupil(starts=DAY(2027, 2, 2), leaves=DAY(2027, 2, 1))],
            funding=[a_stream(**{"from": DAY(2027, 2, 2), "to": DAY(2027, 2, 1)})],
        ),
        [("pupils.csv", 2, "leaves"), ("funding.csv", 2, "to")],
    ),
    "programmes_fit_in_the_year": (
        # Terms have 14, 12 and 13 weeks: four terms and 15 weeks are each one too many.
        both(a_support(), a_programme(terms=4, weeks=15.0)),
        [("provisions.csv", 3, "terms"), ("provisions.csv", 3, "weeks")],
    ),
    "somebody_can_deliver_each_provision": (
        both(
            a_support(roles=["HLTA"]),
            a_programme(skill="neli"),
        ),
        [("provisions.csv", 2, "roles"), ("provisions.csv", 3, "skill")],
    ),
    "some_provision_satisfies_each_item": (
        a_school(
            statutory=[
                a_statutory_item(),
                a_statutory_item("F2", strand="vision"),
                a_statutory_item("F3", skill="makaton"),
            ]
        ),
        [("statutory.csv", 3, "provisions"), ("statutory.csv", 4, "skill")],
    ),
    "streams_are_restricted_to_somebody": (
        a_school(
            funding=[
                a_stream("A", restricted_to="looked_after;ehcp"),
                a_stream("B", restricted_to="looked_after;sen_support"),
                a_stream("C", restricted_to="tier:specialist"),
                a_stream("D", restricted_to="strand:language"),
            ]
        ),
        [("funding.csv", 2, "restricted_to"), ("funding.csv", 4, "restricted_to")],
    ),
    "pay_points_come_with_a_pension": (
        a_school(staff=[a_teaching_assistant(pay_point="5", paid_weeks=44.0)]),
        [("school.csv", 0, "value")],
    ),
    "referrals_have_codes_of_their_own": (
        a_school(
            budget_lines=[a_budget_line()],
            referrals=[a_referral(), a_referral("TA1"), a_referral("L1")],
        ),
        [("referrals.csv", 3, "referral"), ("referrals.csv", 4, "referral")],
    ),
    "referrals_are_to_services": (
        a_school(
            staff=[a_teaching_assistant(), a_service()],
            referrals=[a_referral(staff="EP"), a_referral("R2", staff="TA1")],
        ),
        [("referrals.csv", 3, "staff")],
    ),
}

WORTH_A_LOOK = {
    "reviews_are_of_what_is_known": (
        a_school(reviews=[Review(pupil="P7", provision="S7", term="2025")]),
        [("reviews.csv", 2, "pupil"), ("reviews.csv", 2, "provision")],
    ),
    "pupils_on_roll_include_those_with_sen": (
        a_school(
            details=details(pupils_on_roll=1), pupils=[a_pupil(), a_pupil("P2", sen_status="E")]
        ),
        [("school.csv", 0, "pupils_on_roll")],
    ),
    "weeks_fit_between_the_dates": (
        # 109 days are 15 weeks and 4 days, so they touch 16 weeks.
        a_school(terms=[a_term(weeks=16.5), T2, T3]),
        [("terms.csv", 2, "weeks")],
    ),
    "pupils_are_on_roll_in_some_term": (
        a_school(pupils=[a_pupil(leaves=DAY(2026, 8, 31))]),
        [("pupils.csv", 2, "leaves")],
    ),
    "adults_are_there_in_some_term": (
        a_school(
            staff=[
                a_teaching_assistant(),
                a_teaching_assistant("TA2", starts=DAY(2027, 4, 13)),
            ]
        ),
        [("staff.csv", 3, "starts")],
    ),
    "items_are_in_force_in_some_term": (
        a_school(
            pupils=[a_pupil(leaves=DAY(2026, 12, 18))],
            statutory=[a_statutory_item(**{"from": DAY(2027, 1, 4)})],
        ),
        [("statutory.csv", 2, "from")],
    ),
    "streams_pay_in_some_term": (
        # Spring starts on 4 January and summer on 12 April: nothing starts in between.
        a_school(
            funding=[a_stream(**{"from": DAY(2027, 1, 5), "to": DAY(2027, 4, 11)}), a_stream("G2")]
        ),
        [("funding.csv", 2, "from")],
    ),
    "programmes_can_run_in_some_terms": (
        # Thirteen weeks fit in autumn and summer, but not in spring between them.
        both(a_support(), a_programme(terms=2, weeks=13.0)),
        [("provisions.csv", 3, "weeks")],
    ),
    "deliverers_are_there_in_some_term": (
        a_school(staff=[a_teaching_assistant(starts=DAY(2027, 4, 13))]),
        [("provisions.csv", 2, "roles")],
    ),
    "needs_can_be_served": (
        a_school(
            pupils=[a_pupil(), a_pupil("P2", year_group="7")],
            needs=[a_need(), a_need("N2", pupil="P2"), a_need("N3", strand="vision")],
            provisions=[a_support(years="3-6")],
        ),
        [("needs.csv", 3, "strand"), ("needs.csv", 4, "strand")],
    ),
    "provisions_are_of_use": (
        a_school(provisions=[a_support(), an_item()]),
        [("provisions.csv", 3, "provision")],
    ),
    "skills_are_asked_for": (
        a_school(
            provisions=[a_support(skill="elsa")],
            staff=[a_teaching_assistant(skills=["ELSA", "juggling"])],
        ),
        [("staff.csv", 2, "skills")],
    ),
    "changed_effects_have_a_reason": (
        a_school(
            effects=[
                an_effect(),
                an_effect(strand="literacy", default_effect=0.8),
                an_effect(strand="numeracy", default_effect=0.8, reason="Our reviews say so"),
            ]
        ),
        [("effects.csv", 3, "reason")],
    ),
    "referred_hours_have_a_price": (
        a_school(
            referrals=[
                a_referral(hours=6),
                a_referral("R2", hours=6, cost=None),
                a_referral("R3", hours=6, cost=None, status="declined"),
                a_referral("R4", cost=None),
            ]
        ),
        [("referrals.csv", 3, "hours")],
    ),
    "referred_hours_are_within_the_limit": (
        # 6 + 5 = 11 h of 10; the 20 h of the one declined are nobody's.
        a_school(
            staff=[a_teaching_assistant(), a_service(hours_limit=10)],
            referrals=[
                a_referral(staff="EP", hours=6),
                a_referral("R2", staff="EP", hours=5),
                a_referral("R3", staff="EP", hours=20, status="declined"),
            ],
        ),
        [("staff.csv", 3, "hours_limit")],
    ),
    "referral_dates_run_forwards": (
        # Made on 14 September 2026.
        a_school(
            referrals=[
                a_referral(due=DAY(2026, 9, 14)),
                a_referral("R2", due=DAY(2026, 9, 13)),
                a_referral("R3", started=DAY(2026, 9, 1), status="under_way"),
            ]
        ),
        [("referrals.csv", 3, "due"), ("referrals.csv", 4, "started")],
    ),
    "referral_status_agrees_with_dates": (
        a_school(
            referrals=[
                a_referral(started=DAY(2026, 10, 1), status="waiting"),
                a_referral("R2", started=DAY(2026, 10, 1), status="under_way"),
            ]
        ),
        [("referrals.csv", 2, "status")],
    ),
    "finished_referrals_have_an_outcome": (
        a_school(
            referrals=[
                a_referral(status="done"),
                a_referral("R2", status="done", outcome="Report received"),
            ]
        ),
        [("referrals.csv", 2, "outcome")],
    ),
    "streams_of_referrals_are_for_their_pupils": (
        a_school(
            pupils=[a_pupil(), a_pupil("P2")],
            funding=[a_stream(), a_stream("TU", restricted_to="pupil:P2")],
            referrals=[
                a_referral(stream="TU"),
                a_referral("R2", pupil="P2", stream="TU"),
                a_referral("R3", stream="GENERAL"),
            ],
        ),
        [("referrals.csv", 2, "stream")],
    ),
    "todays_plan_keeps_to_years_and_dates": (
        a_school(
            pupils=[a_pupil(starts=DAY(2027, 1, 4))],
            provisions=[a_support(years=["5"])],
            current_plan=[today()],
        ),
        [("current_plan.csv", 2, "provision"), ("current_plan.csv", 2, "term")],
    ),
    "todays_plan_fits_the_week": (
        # 33 h is over the 32.5 h of the school week, and 6 h over the 5 h out of class.
        both(
            a_support(),
            a_support("S2", withdraws="Y"),
            current_plan=[today(hours_per_week=27.0), today(provision="S2", hours_per_week=6.0)],
        ),
        [("current_plan.csv", 3, "hours_per_week"), ("current_plan.csv", 3, "hours_per_week")],
    ),
    "todays_groups_have_their_size": (
        both(
            a_support(),
            a_programme(),
            current_plan=[today(provision="G1", group="G1-a", hours_per_week=1.5)],
        ),
        [("current_plan.csv", 2, "group")],
    ),
}


def named(checks):
    return {check.__name__: check for check in checks}


def places(problems):
    return [(problem.file, problem.row, problem.column) for problem in problems]


def test_a_school_in_order_has_no_faults_and_no_warnings():
    assert find_disagreements(Registers.of(a_school())) == ([], [])


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_found_where_it_stands(name):
    school, expected = FAULTY[name]

    found = list(named(FAULTS)[name](Tables(Registers.of(school))))

    assert places(found) == expected
    assert set(found) <= set(find_disagreements(Registers.of(school))[0])


@pytest.mark.parametrize("name", WORTH_A_LOOK)
def test_what_is_worth_a_look_is_a_warning_and_no_fault(name):
    school, expected = WORTH_A_LOOK[name]

    found = list(named(WARNINGS)[name](Tables(Registers.of(school))))
    faults, warnings = find_disagreements(Registers.of(school))

    assert places(found) == expected
    assert set(found) <= set(warnings)
    assert faults == []


def test_every_kind_of_disagreement_has_its_example():
    about_pins = {name for name in named(FAULTS) if "pin" in name.split("_")[0] or "pinned" in name}

    assert set(FAULTY) == set(named(FAULTS)) - about_pins
    assert set(WORTH_A_LOOK) == set(named(WARNINGS))


def test_a_code_with_other_capitals_is_recognised_in_the_remedy():
    school, _ = FAULTY["codes_are_known"]

    small, unknown = find_disagreements(Registers.of(school))[0][:2]

    assert small.remedy == "write P1, with the same capitals"
    assert unknown.remedy == "write a code that is there, or add P9 to it"


def test_terms_that_meet_on_a_day_overlap():
    terms = [T1, a_term(term="T2", start=DAY(2026, 12, 18), end=DAY(2027, 3, 25)), T3]

    assert places(find_disagreements(Registers.of(a_school(terms=terms)))[0]) == [
        ("terms.csv", 3, "start")
    ]


def test_a_statutory_item_is_satisfied_by_size_of_group_and_year():
    programme = a_programme(group_min=1, group_max=3, years=["5"])
    item = a_statutory_item(provisions=["G1"], max_group=2)

    (fault,) = find_disagreements(Registers.of(both(a_support(), programme, statutory=[item])))[0]

    assert fault.what == (
        "F1 of P1 can be satisfied by no provision: none for the pupil's year group that is "
        "support or a programme is one of G1 and has groups of 2 or fewer"
    )


def test_a_pension_of_nothing_is_a_pension():
    staff = [a_teaching_assistant(pay_point="5", paid_weeks=44.0)]
    school = a_school(staff=staff, details=details(pension_percent=0.0))

    assert find_disagreements(Registers.of(school))[0] == []


def test_nothing_is_said_on_the_strength_of_a_row_that_could_not_be_read():
    registers = Registers.of(a_school(staff=[], pupils=[]))
    lost = replace(
        registers,
        staff=Register(is_whole=False),
        pupils=Register(lost_keys=frozenset({"P1"}), is_whole=False),
    )

    # The lost pupil has the need, and the lost adult may deliver the support.
    assert find_disagreements(lost) == ([], [])
    assert places(find_disagreements(registers)[0]) == [
        ("needs.csv", 2, "pupil"),
        ("provisions.csv", 2, "roles"),
    ]


def test_registers_put_together_are_the_school_again():
    school = a_school(current_plan=[today()])

    assert Registers.of(school).to_school(school.details) == school
