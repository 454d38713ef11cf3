"""From decisions to a plan: who sits where, who works when, who pays what, each worked by hand."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from planner.optimiser.answer.attribution import attribute
from planner.optimiser.answer.costs import Cost, CostBook
from planner.optimiser.answer.decisions import Decisions
from planner.optimiser.answer.deployment import deploy
from planner.optimiser.answer.payment import settle
from planner.optimiser.answer.seating import Seating, seat
from planner.optimiser.plan import UNFUNDED, SpendingKind
from planner.optimiser.problem import Helper, Lead, Placement, pose
from planner.optimiser.purses import NO_PURSE, purses_of
from planner.optimiser.variables import Skilled
from planner.school.records import Policies
from tests.builders import (
    a_budget_line,
    a_need,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    a_term,
    an_effect,
)

AUTUMN = (a_term(),)
R = frozenset({"R"})


def decisions(**facts):
    """Decisions in which nothing is decided, but for the facts of the test."""
    nothing = {
        "places": (),
        "leads": {},
        "hours": {},
        "adult": {},
        "skilled": {},
        "with_skill": frozenset(),
        "bought": (),
        "contract": {},
        "extra": {},
        "charged": {},
        "buys": True,
    }
    return Decisions(**nothing | facts)


def a_class(years, *, staff=None, items=(), **facts):
    """Pupils of these year groups, all of whom need the programme or the support shared by two."""
    codes = [f"P{number}" for number in range(1, len(years) + 1)]
    return a_school(
        terms=AUTUMN,
        pupils=[a_pupil(code, year_group=year) for code, year in zip(codes, years, strict=True)],
        needs=[a_need(f"N{code}", pupil=code) for code in codes],
        staff=staff or [a_teaching_assistant()],
        provisions=[a_programme(**facts), a_support(group_max=2)],
        effects=[an_effect("G1"), an_effect("S1")],
        statutory=items,
    )


def placed(school):
    return tuple(Placement(pupil.pupil, "G1", 0) for pupil in school.pupils)


def led(**groups):
    return {Lead(staff, "G1", 0, "KS2"): count for staff, count in groups.items()}


def test_groups_are_as_even_as_they_can_be_and_keep_years_together():
    # Five pupils in two groups are 3 and 2: the three of Year 3, and the two of Year 5.
    school = a_class(["3", "5", "3", "5", "3"])
    seatings = seat(pose(school), decisions(places=placed(school), leads=led(TA1=2)))
    assert [(one.code, one.pupils) for one in seatings] == [
        ("G001", ("P1", "P3", "P5")),
        ("G002", ("P2", "P4")),
    ]


def test_the_order_of_decisions_does_not_change_who_sits_where():
    school = a_class(["3", "5", "3", "5", "3"])
    one = seat(pose(school), decisions(places=placed(school), leads=led(TA1=2)))
    other = seat(pose(school), decisions(places=placed(school)[::-1], leads=led(TA1=2)))
    assert one == other


def test_key_stages_sit_apart():
    school = a_class(["2", "2", "3", "3"])
    leads = {Lead("TA1", "G1", 0, stage): 1 for stage in ("KS1", "KS2")}
    seatings = seat(pose(school), decisions(places=placed(school), leads=leads))
    assert [one.pupils for one in seatings] == [("P1", "P2"), ("P3", "P4")]


def an_item_with(skill, pupil):
    return a_statutory_item(f"F{pupil}", pupil=pupil, skill=skill)


def test_whoever_is_owed_a_skill_sits_with_an_adult_who_has_it():
    # Three of four are owed it, so 2 and 2 become 3 with TA2, who has it, and 1 with TA1.
    school = a_class(
        ["4"] * 4,
        staff=[a_teaching_assistant(), a_teaching_assistant("TA2", skills="elsa")],
        items=[an_item_with("elsa", pupil) for pupil in ("P2", "P3", "P4")],
        group_min=1,
    )
    owed = frozenset((Placement(pupil, "G1", 0), "elsa") for pupil in ("P2", "P3", "P4"))
    seatings = seat(
        pose(school),
        decisions(places=placed(school), leads=led(TA1=1, TA2=1), with_skill=owed),
    )
    assert {one.staff: one.pupils for one in seatings} == {
        "TA1": ("P1",),
        "TA2": ("P2", "P3", "P4"),
    }


def test_pupils_owed_different_skills_each_sit_with_the_adult_who_has_theirs():
    # P1, the older, is owed ELSA, which TA1 has; P2, the younger, Makaton, which TA2 has.
    school = a_class(
        ["5", "3", "4", "4"],
        staff=[
            a_teaching_assistant("TA1", skills="elsa"),
            a_teaching_assistant("TA2", skills="makaton"),
        ],
        items=[an_item_with("elsa", "P1"), an_item_with("makaton", "P2")],
    )
    owed = frozenset({(Placement("P1", "G1", 0), "elsa"), (Placement("P2", "G1", 0), "makaton")})
    seatings = seat(
        pose(school),
        decisions(places=placed(school), leads=led(TA1=1, TA2=1), with_skill=owed),
    )
    leader = {pupil: one.staff for one in seatings for pupil in one.pupils}
    assert (leader["P1"], leader["P2"]) == ("TA1", "TA2")


def shared_support(hours):
    """TA2, who has the skill, in support for two at once; P1 and P2 are owed it for these hours."""
    school = a_class(
        ["4", "4"],
        staff=[a_teaching_assistant(), a_teaching_assistant("TA2", skills="elsa")],
        items=[an_item_with("elsa", "P1"), an_item_with("elsa", "P2")],
    )
    decided = decisions(
        hours={Placement(pupil, "S1", 0): each for pupil, each in hours.items()},
        adult={Helper("TA2", "S1", 0): 2.0},
        skilled={Skilled("TA2", pupil, "S1", 0): each for pupil, each in hours.items()},
    )
    return {row.pupils: row.hours_per_week for row in deploy(pose(school), decided, ())}


def test_shared_hours_are_cut_where_pupils_come_and_go():
    # Two lanes of 2 h: P1 has 0 to 1.5 of the first; P2 its last half hour and 1 h of the second.
    assert shared_support({"P1": 1.5, "P2": 1.5}) == pytest.approx(
        {("P1", "P2"): 1.0, ("P1",): 0.5, ("P2",): 0.5}
    )


def test_hours_that_count_for_nobody_are_named_for_nobody():
    # Of 2 h, P1 has 0.5 and P2 0.5 after it; an hour is left.
    assert shared_support({"P1": 0.5, "P2": 0.5}) == pytest.approx(
        {("P1",): 0.5, ("P2",): 0.5, (): 1.0}
    )


def test_pupils_who_have_every_hour_share_every_hour():
    assert shared_support({"P1": 2.0, "P2": 2.0}) == pytest.approx({("P1", "P2"): 2.0})


def test_a_group_names_those_its_adults_skill_counts_for():
    school = a_class(
        ["4", "4"],
        staff=[a_teaching_assistant(skills="elsa")],
        items=[an_item_with("elsa", "P2")],
    )
    (row,) = deploy(pose(school), decisions(), (Seating("G001", "G1", 0, "TA1", ("P1", "P2")),))
    assert (row.pupils, row.hours_per_week, row.group) == (("P2",), 1.5, "G001")


def attributed(school, decided, seatings=()):
    problem = pose(school)
    return [
        (one.source.kind.value, one.provision, one.pupil, round(one.hours, 6))
        for one in attribute(problem, purses_of(problem), decided, seatings)
    ]


def test_a_groups_hours_are_shared_by_its_places_and_an_empty_one_is_for_nobody():
    # 1.5 h over 4 places is 0.375 h each.
    school = a_class(["4", "4", "4"])
    group = Seating("G001", "G1", 0, "TA1", ("P1", "P2", "P3"))
    assert attributed(school, decisions(), (group,)) == [
        ("employed", "G1", "P1", 0.375),
        ("employed", "G1", "P2", 0.375),
        ("employed", "G1", "P3", 0.375),
        ("employed", "G1", None, 0.375),
    ]


def test_what_goes_beyond_the_contract_is_bought_and_counts_last():
    # 2 h are contracted and the group takes 1.5, so of 1.5 h of support one is extra.
    staff = [a_teaching_assistant(contract_hours=2.0, extra_hours=2.0)]
    school = a_class(["4", "4"], staff=staff)
    decided = decisions(
        hours={Placement("P1", "S1", 0): 1.5},
        adult={Helper("TA1", "S1", 0): 1.5},
        extra={("TA1", "S1", 0): 1.0},
    )
    group = Seating("G001", "G1", 0, "TA1", ("P1", "P2"))
    found = attributed(school, decided, (group,))
    assert sum(hours for kind, _, _, hours in found if kind == "extra") == pytest.approx(1.0)
    assert all(code == "S1" for kind, code, _, _ in found if kind == "extra")
    assert sum(hours for *_, hours in found) == pytest.approx(3.0)


def test_extra_hours_stand_where_they_were_planned_and_the_rest_in_the_fewest_weeks():
    # 4.5 h are worked and 2 h contracted: of the 2.5 h bought, 0.5 h were planned in support, and
    # the other 2 h go to the groups (1.5 h, which deliver for fewer weeks) and then to support.
    staff = [a_teaching_assistant(contract_hours=2.0, extra_hours=3.0)]
    school = a_class(["4", "4"], staff=staff, weeks=5.0)
    decided = decisions(
        hours={Placement("P1", "S1", 0): 3.0},
        adult={Helper("TA1", "S1", 0): 3.0},
        extra={("TA1", "S1", 0): 0.5},
    )
    found = attributed(school, decided, (Seating("G001", "G1", 0, "TA1", ("P1", "P2")),))
    bought = {code: 0.0 for _, code, _, _ in found}
    for kind, code, _, hours in found:
        bought[code] += hours if kind == "extra" else 0.0
    assert bought == {"G1": pytest.approx(1.5), "S1": pytest.approx(1.0)}


def test_a_pupil_carries_no_more_of_shared_support_than_their_part():
    # P1 and P2 have 1 h together of one adult hour: half an hour is each one's.
    school = a_class(["4", "4"])
    decided = decisions(
        hours={Placement("P1", "S1", 0): 1.0, Placement("P2", "S1", 0): 1.0},
        adult={Helper("TA1", "S1", 0): 1.0},
    )
    assert attributed(school, decided) == [
        ("employed", "S1", "P1", 0.5),
        ("employed", "S1", "P2", 0.5),
    ]


def book(school, decided, seatings=()):
    problem = pose(school)
    purses = purses_of(problem)
    return CostBook(
        problem, purses, decided, seatings, attribute(problem, purses, decided, seatings)
    )


def test_a_groups_materials_are_shared_to_the_penny():
    # £10 over 3 places is £3.33 each; the odd penny goes with the empty place.
    school = a_class(["4", "4"], group_max=3, cost_per_group="10")
    group = Seating("G001", "G1", 0, "TA1", ("P1", "P2"))
    costs = book(school, decisions(places=placed(school)), (group,)).costs
    assert [(one.pupil, one.pence) for one in costs if one.kind is SpendingKind.PER_GROUP] == [
        ("P1", 333),
        ("P2", 333),
        (None, 334),
    ]


def test_what_a_salary_is_not_deployed_for_is_a_general_cost():
    # £19,500 in one term of 14 weeks, 25 h a week: £55.714 an hour, so 2 h a week are £1,560.
    school = a_class(["4"], group_min=1)
    decided = decisions(hours={Placement("P1", "S1", 0): 4.0}, adult={Helper("TA1", "S1", 0): 4.0})
    costs = book(school, decided).costs
    # Of 4 h of support shared by two, 2 h are P1's; the other 2 h are the empty place's.
    assert {(one.pupil, one.provision): one.pence for one in costs} == {
        ("P1", "S1"): 156000,
        (None, "S1"): 156000,
        (None, None): 1638000,
    }


def test_a_line_is_split_by_weeks_and_adds_up_to_the_penny():
    # £100.01 over 14, 12 and 13 of 39 weeks: £35.90, £30.77, and what is left, £33.34.
    school = a_school(budget_lines=[a_budget_line(amount="100.01")])
    costs = [one for one in book(school, decisions()).costs if one.kind is SpendingKind.LINE]
    assert [one.pence for one in costs] == [3590, 3077, 3334]


def test_bought_hours_cost_the_weeks_in_which_they_deliver():
    # 1.5 h a week in 8 weeks at £23.99: £287.88.
    agency = a_teaching_assistant(engagement="agency", contract_hours=None, hourly_cost="23.99")
    school = a_class(["4", "4"], staff=[agency], weeks=8.0)
    group = Seating("G001", "G1", 0, "TA1", ("P1", "P2"))
    (hire,) = book(school, decisions(places=placed(school)), (group,)).hiring()
    assert (hire.hours_per_week, hire.cost) == (1.5, Decimal("287.88"))


def test_places_that_cost_the_same_are_no_more_than_a_penny_apart():
    # Two groups of 4: 1.5 h × 14 weeks × £23.50 is £493.50 a group, so £123.375 a place.
    agency = a_teaching_assistant(engagement="agency", contract_hours=None, hourly_cost="23.5")
    school = a_class(["4"] * 8, staff=[agency])
    codes = [pupil.pupil for pupil in school.pupils]
    groups = (
        Seating("G001", "G1", 0, "TA1", tuple(codes[:4])),
        Seating("G002", "G1", 0, "TA1", tuple(codes[4:])),
    )
    costs = [one.pence for one in book(school, decisions(places=placed(school)), groups).costs]
    assert sum(costs) == 98700
    assert set(costs) <= {12337, 12338}


def cost(pence, purse=NO_PURSE, *, pupil="P1", kind=SpendingKind.AGENCY, term=0, only=None):
    return Cost("X", kind, pupil, "S1", term, pence, frozenset(purse), only)


def paid(streams, *costs, buys=True, **tables):
    settlement = settle(a_school(funding=streams, **tables), costs, buys=buys)
    rows = {}
    for row in settlement.spending:
        key = (row.stream, row.pupil)
        rows[key] = rows.get(key, Decimal(0)) + row.amount
    return rows, settlement


def test_restricted_money_pays_first_and_general_money_the_rest():
    streams = [a_stream(amount="500"), a_stream("R", amount="100", restricted_to="pupil:P1")]
    rows, _ = paid(streams, cost(15001, {"R"}))
    assert rows == {("R", "P1"): Decimal(100), ("GENERAL", "P1"): Decimal("50.01")}


def test_money_goes_where_it_leaves_nothing_unpaid():
    # R may pay for either pupil, R1 for P1 alone; so R1 pays for P1, and R is kept for P2.
    streams = [
        a_stream("R", amount="100", restricted_to="ehcp"),
        a_stream("R1", amount="100", restricted_to="pupil:P1"),
    ]
    rows, settlement = paid(
        streams, cost(10000, {"R", "R1"}), cost(10000, {"R"}, pupil="P2"), buys=False
    )
    assert rows == {("R1", "P1"): Decimal(100), ("R", "P2"): Decimal(100)}
    assert settlement.lacking == 0


def test_what_is_owed_and_nobody_pays_is_unfunded_to_the_penny():
    rows, settlement = paid(
        [a_stream(amount="100")], cost(12005, kind=SpendingKind.EMPLOYED, pupil=None), buys=False
    )
    assert rows == {("GENERAL", None): Decimal(100), (UNFUNDED, None): Decimal("20.05")}
    assert settlement.funding[0].unspent == 0


def test_a_chosen_cost_that_finds_no_money_is_lacking_and_not_unfunded():
    rows, settlement = paid([a_stream(amount="100")], cost(10003))
    assert (rows, settlement.lacking) == ({("GENERAL", "P1"): Decimal(100)}, 3)


def test_a_cost_that_serves_statute_may_be_unfunded():
    rows, settlement = paid([a_stream(amount="100")], cost(10003, {UNFUNDED}))
    assert rows == {("GENERAL", "P1"): Decimal(100), (UNFUNDED, "P1"): Decimal("0.03")}
    assert settlement.lacking == 0


def test_the_reserve_stays_unspent_where_the_plan_buys():
    policies = Policies(reserve="30")
    _, settlement = paid([a_stream(amount="100")], cost(10000), policies=policies)
    assert settlement.funding[0].unspent == Decimal(30)
    assert settlement.lacking == 3000


def test_the_reserve_gives_way_to_what_is_owed():
    salary = cost(10000, kind=SpendingKind.EMPLOYED, pupil=None)
    rows, _ = paid([a_stream(amount="100")], salary, buys=False, policies=Policies(reserve="30"))
    assert rows == {("GENERAL", None): Decimal(100)}


def test_a_line_is_paid_by_the_stream_it_names_and_by_no_other():
    streams = [a_stream(), a_stream("R", amount="10", restricted_to="pupil:P1")]
    line = cost(1500, kind=SpendingKind.LINE, pupil=None, only="R")
    rows, _ = paid(streams, line, buys=False)
    assert rows == {("R", None): Decimal(10), (UNFUNDED, None): Decimal(5)}


def test_a_stream_pays_only_for_terms_that_start_in_its_dates():
    late = a_stream(amount="100", starts=dt.date(2027, 1, 1))
    rows, settlement = paid([late], cost(5000), cost(5000, term=1))
    assert rows == {("GENERAL", "P1"): Decimal(50)}
    assert settlement.lacking == 5000


def test_every_stream_is_accounted_for():
    streams = [a_stream(amount="100"), a_stream("R", amount="80.5", restricted_to="pupil:P1")]
    _, settlement = paid(streams, cost(10001, {"R"}))
    assert [(row.stream, row.spent, row.unspent) for row in settlement.funding] == [
        ("GENERAL", Decimal("19.51"), Decimal("80.49")),
        ("R", Decimal("80.50"), Decimal(0)),
    ]
