"""A plan in two ledgers: published cases to the penny, and what holds of every plan."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.costing.ledger import ledger_of
from planner.optimiser.plan import Group, Spending
from planner.school.records import Allocation
from tests.builders import (
    a_programme,
    a_pupil,
    a_school,
    a_support,
    a_teaching_assistant,
    a_term,
    an_item,
    details,
    three_terms,
)

CASES = tomllib.loads(Path(__file__).with_name("ledgers.toml").read_text(encoding="utf-8"))["case"]
TERMS = ("T1", "T2", "T3")
PENNY = Decimal("0.01")


def a_row(provision="S1", **facts):
    """Two hours a week of support in the autumn, of 14 weeks, that cost £600."""
    usual = {"term": "T1", "pupil": "P1", "hours_per_week": 2.0, "weeks": 14.0, "cost": "600"}
    return Allocation(**(usual | {"provision": provision} | facts))


def a_group(size, term="T1", group="G001"):
    """A group of a programme, of so many pupils."""
    pupils = [f"P{number}" for number in range(1, size + 1)]
    return Group(
        group=group,
        provision="G1",
        term=term,
        pupils=pupils,
        size=size,
        staff="TA1",
        staff_hours_per_week=1.5,
    )


def spent(kind, amount, cost_item="S1", provision="S1"):
    """Pounds spent on the pupil in the autumn."""
    facts = {"stream": "GENERAL", "cost_item": cost_item, "kind": kind, "pupil": "P1"}
    return Spending(**facts, provision=provision, term="T1", amount=amount)


def a_plan(*allocations, groups=(), spending=()):
    """The parts of a plan that ledgers are made from."""
    return SimpleNamespace(allocations=allocations, groups=groups, spending=spending)


def the_school(*provisions, pupils=1, **keys):
    """A school with provisions and an authority that pays as its keys say."""
    return a_school(
        details=details(**keys),
        pupils=[a_pupil(f"P{number}") for number in range(1, pupils + 1)],
        provisions=provisions or [a_support()],
        needs=[],
        effects=[],
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_worked_case_agrees_with_its_source(case):
    keys = {key: case[key] for key in ("la_profile", "la_hourly_rate") if key in case}
    support = a_support(group_max=case["heads"])
    rows = [
        a_row(
            term=term,
            pupil=f"P{number}",
            hours_per_week=float(case["hours_per_week"]),
            weeks=float(weeks),
        )
        for term, weeks in zip(TERMS, case["weeks"], strict=False)
        for number in range(1, case["heads"] + 1)
    ]
    ledger = ledger_of(the_school(support, pupils=case["heads"], **keys), a_plan(*rows))
    assert ledger is not None
    assert str(ledger.rules.hourly_rate.quantize(PENNY)) == case["hourly_rate"]
    assert [str(line.claimed) for line in ledger.lines_of("P1")] == case["claimed"]
    assert str(ledger.by_pupil["P1"].claimed) == case["total"]


def test_without_a_rate_there_is_no_second_ledger():
    assert ledger_of(the_school(), a_plan(a_row())) is None
    # Durham's guide leaves the rate to the authority, so the profile alone does not pay.
    assert ledger_of(the_school(la_profile="DURHAM-2015"), a_plan(a_row())) is None


def test_what_the_rate_pays_less_is_the_cost_less_the_claim():
    ledger = ledger_of(the_school(la_hourly_rate="17.20"), a_plan(a_row()))
    # 2 hours × 14 weeks × £17.20 = £481.60 of £600.
    (line,) = ledger.lines
    assert (line.true_cost, line.claimed) == (Decimal(600), Decimal("481.60"))
    assert line.under_recovered == Decimal("118.40")
    assert line.pays_less
    assert line.reason == ""


def test_a_group_is_divided_by_who_is_in_it_and_not_by_who_could_be():
    # A programme for up to 4, of 1.5 hours a week, with 3 pupils in it for 10 weeks.
    row = a_row("G1", group="G001", hours_per_week=1.5, weeks=10.0)
    school = the_school(a_programme(), pupils=3, la_hourly_rate="18")
    (line,) = ledger_of(school, a_plan(row, groups=[a_group(3)])).lines
    # 1.5 / 3 × 10 × £18 = £90; by places it would be £67.50.
    assert line.heads == 3
    assert line.claimed == Decimal("90.00")


def test_an_authority_that_does_not_divide_pays_the_whole_hour():
    row = a_row("G1", group="G001", hours_per_week=1.5, weeks=10.0)
    keys = {"la_hourly_rate": "18", "la_divides_by_heads": False}
    school = the_school(a_programme(), pupils=3, **keys)
    (line,) = ledger_of(school, a_plan(row, groups=[a_group(3)])).lines
    # 1.5 × 10 × £18 = £270.
    assert line.claimed == Decimal("270.00")


def test_support_for_up_to_three_is_divided_by_those_who_have_it():
    school = the_school(a_support(group_max=3), pupils=2, la_hourly_rate="18")
    ledger = ledger_of(school, a_plan(a_row(), a_row(pupil="P2")))
    # Two of the three places are used: 2 / 2 × 14 × £18 = £252 for each.
    assert [line.claimed for line in ledger.lines] == [Decimal("252.00")] * 2


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("unstructured", "Breaks and lunch are not paid for"),
        ("general_class", "Unplanned help in class is not paid for"),
    ],
)
def test_time_that_the_authority_does_not_pay_for_is_not_claimed_and_says_why(kind, why):
    school = the_school(a_support(time_kind=kind), la_profile="SENCO-655")
    (line,) = ledger_of(school, a_plan(a_row())).lines
    assert (line.claimed, line.under_recovered) == (0, Decimal(600))
    assert line.reason == why


def test_the_same_time_is_claimed_where_no_rule_leaves_it_out():
    school = the_school(a_support(time_kind="unstructured"), la_profile="SENCO-653")
    (line,) = ledger_of(school, a_plan(a_row())).lines
    assert line.claimed == Decimal("481.60")


def test_weeks_beyond_those_paid_for_are_not_claimed_and_say_so():
    rows = [
        a_row(term=term, weeks=term_weeks)
        for term, term_weeks in zip(TERMS, (14.0, 12.0, 13.0), strict=True)
    ]
    school = the_school(la_hourly_rate="10", la_weeks=20)
    ledger = ledger_of(school, a_plan(*reversed(rows)))
    # The plan's order is kept; of the year's weeks the first 20 are paid for: 14, 6 and 0.
    assert [line.term for line in ledger.lines] == ["T3", "T2", "T1"]
    assert [line.weeks for line in ledger.lines] == [0, 6, 14]
    assert [line.claimed for line in ledger.lines] == [0, 120, 280]
    said = "No more than 20 weeks a year are paid for"
    assert [line.reason for line in ledger.lines] == [said, said, ""]


def test_materials_and_equipment_are_claimed_at_their_price():
    tablet = a_row("I1", hours_per_week=0.5, cost="400")
    rows = (tablet, a_row())
    spending = [spent("item", "400", "I1", "I1"), spent("per_pupil", "25")]
    school = the_school(a_support(), an_item(), la_hourly_rate="17.20")
    equipment, support = ledger_of(school, a_plan(*rows, spending=spending)).lines
    assert (equipment.claimed, equipment.under_recovered, equipment.reason) == (400, 0, "")
    # 2 × 14 × £17.20 = £481.60, and £25 of materials.
    assert support.claimed == Decimal("506.60")


def test_a_service_is_paid_at_the_rate_or_at_its_price_as_the_rules_say():
    therapist = a_teaching_assistant(
        "SL1", engagement="service", hourly_cost="60", contract_hours=None
    )
    # Half of the pupil's 28 hours is a therapist's: 14 × £60 = £840; 14 × £20 = £280 is a TA's.
    row = a_row(staff_hours_per_week=2.0, cost="1120")
    plan = a_plan(row, spending=[spent("service", "840", "SL1")])
    usual = {"la_hourly_rate": "18"}
    claims = []
    for profile in ("SENCO-653", "DURHAM-2015"):
        school = the_school(la_profile=profile, **usual)
        school = a_school(
            details=school.details, staff=[a_teaching_assistant(), therapist], needs=[], effects=[]
        )
        claims.append(ledger_of(school, plan).total.claimed)
    # 28 × £18 = £504; 14 × £18 + £840 = £1,092.
    assert claims == [Decimal("504.00"), Decimal("1092.00")]


def test_a_service_in_time_that_is_not_paid_for_is_not_claimed_at_its_price_either():
    keys = {"la_hourly_rate": "17", "la_not_claimed": "unstructured"}
    school = the_school(a_support(time_kind="unstructured"), la_profile="DURHAM-2015", **keys)
    bought = [spent("service", "840", "SL1"), spent("per_pupil", "25")]
    (line,) = ledger_of(school, a_plan(a_row(cost="865"), spending=bought)).lines
    # Of £840 of a therapist and £25 of materials, the materials are claimed.
    assert (line.claimed, line.under_recovered) == (Decimal(25), Decimal(840))
    assert line.reason == "Breaks and lunch are not paid for"


def test_what_the_school_enters_comes_before_its_profile():
    plan = a_plan(a_row())
    own = {"la_weekly_hour_rate": "400", "la_weeks": 20, "la_not_claimed": "planned"}
    found = ledger_of(the_school(la_profile="SENCO-655", **own), plan)
    # £400 over 20 weeks is £20 an hour.
    assert found.rules.hourly_rate == 20
    assert found.lines[0].reason == "Planned time is not paid for"
    # What it does not enter stays as the profile says.
    assert found.rules.whole_minutes


def test_a_rate_by_the_weekly_hour_comes_before_one_by_the_hour():
    keys = {"la_weekly_hour_rate": "390", "la_hourly_rate": "17.20"}
    # £390 over the year's 39 teaching weeks.
    assert ledger_of(the_school(**keys), a_plan()).rules.hourly_rate == 10


def test_sums_are_those_of_their_lines():
    rows = (a_row(), a_row("I1", cost="400"), a_row(pupil="P2", cost="250.05"))
    school = a_school(
        details=details(la_hourly_rate="17.20"),
        pupils=[a_pupil(), a_pupil("P2", year_group="6")],
        provisions=[a_support(), an_item()],
        needs=[],
        effects=[],
    )
    ledger = ledger_of(school, a_plan(*rows))
    assert ledger.total.true_cost == Decimal("1250.05")
    # P1: £600 and £400; P2: £250.05; both have 2 hours × 14 weeks × £17.20 = £481.60 of support.
    assert ledger.by_pupil["P1"].true_cost == 1000
    assert ledger.by_pupil["P1"].claimed == Decimal("481.60")
    assert ledger.by_provision["S1"].claimed == Decimal("963.20")
    assert ledger.by_year["6"].under_recovered == Decimal("-231.55")
    assert ledger.of(["P2"]) == ledger.by_pupil["P2"]


@st.composite
def plans_and_keys(draw):
    """Any rows of support and groups, and any rules."""
    hours = st.integers(0, 600).map(lambda minutes: minutes / 60)
    keys = {
        "la_hourly_rate": str(draw(st.integers(1, 9999)) / 100),
        "la_weeks": draw(st.sampled_from((None, 20.0, 38.0))),
        "la_divides_by_heads": draw(st.booleans()),
        "la_not_claimed": draw(st.sampled_from(((), ("general_class",)))),
    }
    rows = []
    for pupil in ("P1", "P2", "P3"):
        for code in ("S1", "S2"):
            for term, weeks in zip(TERMS, (14.0, 12.0, 13.0), strict=True):
                if draw(st.booleans()):
                    pence = draw(st.integers(0, 99_999))
                    cost = str(Decimal(pence) / 100)
                    facts = {"hours_per_week": draw(hours), "weeks": weeks, "cost": cost}
                    rows.append(a_row(code, pupil=pupil, term=term, **facts))
    return rows, keys


def _school_of(keys):
    supports = [a_support(group_max=3), a_support("S2", time_kind="general_class")]
    return a_school(
        details=details(**keys),
        terms=three_terms(),
        pupils=[a_pupil(f"P{number}", year_group=str(number)) for number in (1, 2, 3)],
        provisions=supports,
        needs=[],
        effects=[],
    )


@given(plans_and_keys())
def test_every_ledger_adds_up_to_the_plans_own_cost(drawn):
    rows, keys = drawn
    ledger = ledger_of(_school_of(keys), a_plan(*rows))
    assert [line.true_cost for line in ledger.lines] == [row.cost for row in rows]
    for sums in (ledger.by_pupil, ledger.by_provision, ledger.by_year):
        assert sum(one.true_cost for one in sums.values()) == ledger.total.true_cost
        assert sum(one.claimed for one in sums.values()) == ledger.total.claimed
    for line in ledger.lines:
        assert line.claimed == line.claimed.quantize(PENNY) >= 0
        assert line.claimed + line.under_recovered == line.true_cost
        # Rounded once for the year, so no term is a penny out.
        assert abs(line.claimed - line.claimable_hours * line.hourly_rate) < PENNY
        if line.provision == "S2" and "general_class" in keys["la_not_claimed"]:
            assert (line.claimed, line.reason) == (0, "Unplanned help in class is not paid for")


@given(plans_and_keys(), st.integers(0, 17), st.integers(1, 600))
def test_an_hour_more_is_never_paid_less(drawn, place, more_minutes):
    rows, keys = drawn
    if not rows:
        return
    place %= len(rows)
    row = rows[place]
    longer = row.model_copy(update={"hours_per_week": row.hours_per_week + more_minutes / 60})
    before = ledger_of(_school_of(keys), a_plan(*rows)).total.claimed
    after = ledger_of(
        _school_of(keys), a_plan(*rows[:place], longer, *rows[place + 1 :])
    ).total.claimed
    assert after >= before


def test_terms_of_another_length_are_counted_as_they_are():
    school = a_school(
        details=details(la_weekly_hour_rate="380"), terms=[a_term(weeks=7.5)], needs=[], effects=[]
    )
    (line,) = ledger_of(school, a_plan(a_row(weeks=7.5, hours_per_week=1.0))).lines
    # An hour a week in all of the year's 7.5 weeks is what is paid for a weekly hour.
    assert line.claimed == Decimal("380.00")
