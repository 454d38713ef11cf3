"""Rules about coverage, change and money, each alone and without a solver.

Values are set by hand: as they may be, and then with one of them nudged so that the rule is broken.
Money is in thousand pounds. TA1 costs £20 an hour, and the year has 14, 12 and 13 weeks.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.optimiser.constraints.coverage import (
    Placed,
    change_is_counted_both_ways,
    coverage_comes_from_hours_received,
    every_pupil_keeps_the_floor,
    every_pupil_reaches_the_share,
)
from planner.optimiser.constraints.money import (
    committed_cost_is_paid_or_unfunded,
    every_chosen_cost_is_paid,
    first_use_is_paid_when_it_happens,
    hours_are_charged_once,
    nothing_is_bought_with_the_salary_owed,
    restricted_money_pays_only_what_it_matches,
    streams_stay_within_their_amounts,
)
from planner.optimiser.plan import UNFUNDED
from planner.school.records import CurrentAllocation, Policies
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
    an_effect,
    an_item,
)
from tests.optimiser.by_hand import ByHand

AUTUMN_S1 = ("P1", "S1", 0)
TA1_S1 = ("TA1", "S1", 0)
R, NOBODY = frozenset({"R"}), frozenset()


def thirds(*parts):
    return {("N1", number): part for number, part in enumerate(parts)}


def test_coverage_is_effective_hours_over_target_hours():
    # 1 h a week is the target, so 39 h. 1.5 h × 14 weeks × 0.8 = 16.8 h: a coverage of 0.43077.
    school = a_school(effects=[an_effect(effect=0.8)])
    rows = ByHand(school, coverage_comes_from_hours_received)
    hours = {AUTUMN_S1: 1.5}
    assert rows.allows(hours=hours, third=thirds(1 / 3, 0.0974, 0.0))
    assert not rows.allows(hours=hours, third=thirds(1 / 3, 0.0975, 0.0))


def test_an_item_covers_from_the_term_in_which_it_is_bought():
    # Half an hour in 12 + 13 weeks is 12.5 of 39 hours: 0.32051.
    school = a_school(provisions=[an_item()], effects=[an_effect("I1")])
    rows = ByHand(school, coverage_comes_from_hours_received)
    bought = {("P1", "I1", 1): 1}
    assert rows.allows(bought=bought, third=thirds(0.3205, 0.0, 0.0))
    assert not rows.allows(bought=bought, third=thirds(0.3206, 0.0, 0.0))


def test_a_part_of_a_place_covers_no_more_than_that_part_of_a_third():
    # 1.5 h in 39 weeks are 58.5 of 39 hours: a whole place is more than enough, so a
    # tenth of one covers a tenth of each third, not all of the first.
    school = a_school(provisions=[a_programme(terms=3, group_min=1)], effects=[an_effect("G1")])
    rows = ByHand(school, coverage_comes_from_hours_received)
    tenth = {("P1", "G1", 0): 0.1}
    assert not rows.allows(place=tenth, third=thirds(0.034, 0.0, 0.0))
    assert rows.allows(place=tenth, third=thirds(0.033, 0.0, 0.0))
    assert rows.allows(place={("P1", "G1", 0): 1.0}, third=thirds(1 / 3, 1 / 3, 1 / 3))


def test_the_share_is_one_that_every_pupil_reaches():
    # Weights 2 and 6: covered 1/3 and 0 is (2 × 1/3 + 6 × 0) / 8 = 1/12. Of 0.5 that is 1/6.
    school = a_school(
        needs=[a_need(), a_need("N2", strand="literacy", priority=6.0)],
        effects=[an_effect(), an_effect(strand="literacy")],
    )
    rows = ByHand(school, every_pupil_reaches_the_share, {"P1": 0.5})
    plenty = {AUTUMN_S1: 3.0}
    assert rows.allows(third=thirds(1 / 3), share={"share": 1 / 6}, hours=plenty)
    assert not rows.allows(third=thirds(1 / 3), share={"share": 0.17}, hours=plenty)


def test_the_share_is_reached_by_what_is_received_not_by_a_part_of_a_place():
    # A whole place covers the need, so a third of one is a third of what could be done.
    school = a_school(provisions=[a_programme(terms=3, group_min=1)], effects=[an_effect("G1")])
    rows = ByHand(school, every_pupil_reaches_the_share, {"P1": 0.6})
    covered = {"third": thirds(1 / 3, 1 / 3, 1 / 3)}
    assert rows.allows(place={("P1", "G1", 0): 1 / 3}, share={"share": 1 / 3}, **covered)
    assert not rows.allows(place={("P1", "G1", 0): 1 / 3}, share={"share": 0.34}, **covered)


def test_a_pupil_for_whom_nothing_could_be_done_holds_nobody_back():
    school = a_school(pupils=[a_pupil(), a_pupil("P2")], needs=[a_need(), a_need("N2", pupil="P2")])
    rows = ByHand(school, every_pupil_reaches_the_share, {"P1": 1.0, "P2": 0.0})
    covered = {"third": thirds(1 / 3, 1 / 3, 1 / 3), "hours": {AUTUMN_S1: 3.0}}
    assert rows.allows(share={"share": 1.0}, **covered)


def test_the_floor_is_there_for_every_pupil_and_nothing_until_the_share_is_known():
    rows = ByHand(a_school(), every_pupil_keeps_the_floor, {"P1": 1.0})
    assert [key for _, key in rows.model.rows] == ["P1", Placed("P1")]
    assert rows.allows()
    assert not rows.allows(third=thirds(-0.1))


def test_more_and_less_than_today_are_both_change():
    today = CurrentAllocation(term="T1", pupil="P1", provision="S1", hours_per_week=1.0)
    rows = ByHand(a_school(current_plan=[today]), change_is_counted_both_ways)
    assert rows.allows(hours={AUTUMN_S1: 1.0})
    for hours in (0.25, 1.75):
        assert rows.allows(hours={AUTUMN_S1: hours}, change={AUTUMN_S1: 0.75})
        assert not rows.allows(hours={AUTUMN_S1: hours}, change={AUTUMN_S1: 0.74})


def with_top_up(**tables):
    """A school whose stream R pays for P1, beside the general stream."""
    streams = [a_stream(), a_stream("R", amount="400", restricted_to="pupil:P1")]
    return a_school(funding=streams, **tables)


def cell(kind="employed", purse=R, staff="TA1"):
    return ((staff, kind), "S1", 0, purse)


def test_an_hour_is_charged_once_and_to_a_pupil_who_has_it():
    # Of support shared by 2, a pupil who has 3 h has 1.5 adult hours to their name.
    rows = ByHand(with_top_up(provisions=[a_support(group_max=2)]), hours_are_charged_once)
    hours = {AUTUMN_S1: 3.0}
    assert rows.allows(hours=hours, adult={TA1_S1: 3.0}, charged={cell(): 1.5})
    assert not rows.allows(hours=hours, adult={TA1_S1: 3.0}, charged={cell(): 1.6})
    assert not rows.allows(hours=hours, adult={TA1_S1: 1.4}, charged={cell(): 1.5})


def test_hours_that_are_bought_are_not_charged_to_the_contract_too():
    school = with_top_up(staff=[a_teaching_assistant(extra_hours=2.0)])
    rows = ByHand(school, hours_are_charged_once)
    values = {"hours": {AUTUMN_S1: 3.0}, "adult": {TA1_S1: 3.0}, "extra": {TA1_S1: 1.0}}
    assert rows.allows(**values, charged={cell(): 2.0, cell("extra"): 1.0})
    assert not rows.allows(**values, charged={cell(): 2.1})
    assert not rows.allows(**values, charged={cell("extra"): 1.1})


def test_restricted_money_pays_hours_that_match_at_their_rate():
    # 1 h a week in 14 weeks at £20 is £280.
    rows = ByHand(with_top_up(), restricted_money_pays_only_what_it_matches)
    assert rows.allows(charged={cell(): 1.0}, pay={("R", False, 0, R): 0.28})
    assert not rows.allows(charged={cell(): 1.0}, pay={("R", False, 0, R): 0.281})
    assert not rows.allows(pay={("R", False, 0, R): 0.001})


def test_restricted_money_pays_materials_that_match():
    # £30 for P1's place and a quarter of the group's £40; the empty places are for nobody.
    school = with_top_up(
        provisions=[a_programme(group_min=1, cost_per_pupil="30", cost_per_group="40")],
        effects=[an_effect("G1")],
    )
    rows = ByHand(school, restricted_money_pays_only_what_it_matches)
    values = {"place": {("P1", "G1", 0): 1}, "lead": {("TA1", "G1", 0, "KS2"): 1}}
    assert rows.allows(**values, pay={("R", True, 0, R): 0.04})
    assert not rows.allows(**values, pay={("R", True, 0, R): 0.041})


AGENCY = a_teaching_assistant(engagement="agency", contract_hours=None, hourly_cost="20")


def test_bought_hours_are_paid_in_the_term_in_which_they_are_given():
    # 1 h a week in 12 weeks at £20 is £240.
    rows = ByHand(a_school(staff=[AGENCY]), every_chosen_cost_is_paid)
    adult = {("TA1", "S1", 1): 1.0}
    assert rows.allows(adult=adult, general_chosen={(0, 1): 0.24})
    assert not rows.allows(adult=adult, general_chosen={(0, 1): 0.239})
    assert not rows.allows(adult=adult, general_chosen={(0, 0): 0.24})


def test_a_group_is_paid_for_the_weeks_in_which_it_meets():
    # 1.5 h a week in 8 weeks at £20 is £240, whatever the term's length.
    school = a_school(
        staff=[AGENCY], provisions=[a_programme(group_min=1, weeks=8.0)], effects=[an_effect("G1")]
    )
    rows = ByHand(school, every_chosen_cost_is_paid)
    lead = {("TA1", "G1", 0, "KS2"): 1}
    assert rows.allows(lead=lead, general_chosen={(0, 0): 0.24})
    assert not rows.allows(lead=lead, general_chosen={(0, 0): 0.239})


def test_a_post_is_paid_from_its_start_to_the_end_of_the_year():
    # £19,500 × 10 of 25 h: £7,800 a year, so £2,400 in the second term and £2,600 in the third.
    vacancy = a_teaching_assistant(engagement="vacancy", min_hours=5.0)
    rows = ByHand(a_school(staff=[vacancy]), every_chosen_cost_is_paid)
    contract = {("TA1", 1): 10.0}
    assert rows.allows(contract=contract, general_chosen={(0, 1): 2.4, (0, 2): 2.6})
    assert not rows.allows(contract=contract, general_chosen={(0, 1): 2.4, (0, 2): 2.59})


def test_salaries_are_paid_or_stand_unfunded():
    # £19,500 over 39 weeks is £7,000, £6,000 and £6,500.
    rows = ByHand(a_school(), committed_cost_is_paid_or_unfunded)
    paid = {(0, 0): 7.0, (0, 1): 6.0}
    assert rows.allows(general_committed=paid, unfunded={2: 6.5})
    assert not rows.allows(general_committed=paid, unfunded={2: 6.49})


def test_a_stream_pays_no_more_than_a_line_that_names_it_owes():
    # £390 over the year is £140 in the first term.
    school = with_top_up(staff=[AGENCY], budget_lines=[a_budget_line(stream="R")])
    rows = ByHand(school, streams_stay_within_their_amounts)
    assert round(rows.variables.line_pay["L1", 0].upBound, 9) == 0.14


def test_a_stream_pays_a_line_that_names_it_only_in_its_dates():
    # R begins on 1 January, so it pays nothing of the first term, and £120 of the second.
    late = a_stream("R", amount="400", restricted_to="pupil:P1", starts=dt.date(2027, 1, 1))
    school = a_school(
        staff=[AGENCY], funding=[a_stream(), late], budget_lines=[a_budget_line(stream="R")]
    )
    rows = ByHand(school, streams_stay_within_their_amounts)
    assert rows.variables.line_pay["L1", 0].upBound == 0
    assert round(rows.variables.line_pay["L1", 1].upBound, 9) == 0.12


def test_a_line_that_names_a_stream_takes_its_money_too():
    # R holds £400: beside £140 of the line there is £260 for hours.
    school = with_top_up(budget_lines=[a_budget_line(stream="R")])
    rows = ByHand(school, streams_stay_within_their_amounts)
    line_pay = {("L1", 0): 0.14}
    assert rows.allows(line_pay=line_pay, pay={("R", False, 0, R): 0.26})
    assert not rows.allows(line_pay=line_pay, pay={("R", False, 0, R): 0.261})


def test_no_stream_pays_more_than_it_holds():
    rows = ByHand(with_top_up(), streams_stay_within_their_amounts)
    first, second = ("R", False, 0, R), ("R", False, 1, R)
    assert rows.allows(pay={first: 0.3, second: 0.1})
    assert not rows.allows(pay={first: 0.3, second: 0.11})
    assert rows.allows(general_committed={(0, 0): 20.0}, general_chosen={(0, 2): 5.0})
    assert not rows.allows(general_committed={(0, 0): 20.0}, general_chosen={(0, 2): 5.01})


def test_general_money_buys_only_where_everything_owed_is_funded():
    rows = ByHand(a_school(), nothing_is_bought_with_the_salary_owed)
    assert rows.allows(buys={"buys": 1}, general_chosen={(0, 0): 5.0})
    assert rows.allows(unfunded={0: 7.0})
    assert not rows.allows(general_chosen={(0, 0): 0.01})
    assert not rows.allows(buys={"buys": 1}, general_chosen={(0, 0): 5.0}, unfunded={0: 0.01})


def test_whoever_buys_leaves_the_reserve_and_whoever_owes_need_not():
    # Of £25,000 a reserve of £1,000 leaves £24,000 to spend.
    rows = ByHand(
        a_school(policies=Policies(reserve="1000")), nothing_is_bought_with_the_salary_owed
    )
    assert rows.allows(buys={"buys": 1}, general_chosen={(0, 0): 24.0})
    assert not rows.allows(buys={"buys": 1}, general_chosen={(0, 0): 24.01})
    assert rows.allows(general_committed={(0, 0): 25.0})


def test_statute_that_may_overspend_buys_although_a_salary_is_owed():
    school = a_school(
        policies=Policies(statutory_may_overspend=True), statutory=[a_statutory_item()]
    )
    rows = ByHand(school, nothing_is_bought_with_the_salary_owed)
    assert rows.allows(buys={"buys": 1}, general_chosen={(0, 0): 5.0}, unfunded={0: 0.01})


def test_a_cost_that_serves_statute_may_be_met_without_money():
    school = a_school(
        staff=[AGENCY],
        policies=Policies(statutory_may_overspend=True),
        statutory=[a_statutory_item()],
    )
    rows = ByHand(school, every_chosen_cost_is_paid)
    overspent = (UNFUNDED, True, 0, frozenset({UNFUNDED}))
    assert rows.allows(adult={TA1_S1: 1.0}, pay={overspent: 0.28})


def test_set_up_is_paid_in_the_first_term_of_use():
    rows = ByHand(
        a_school(provisions=[a_support(set_up_cost="75")]), first_use_is_paid_when_it_happens
    )
    hours = {("P1", "S1", 1): 1.0, ("P1", "S1", 2): 1.0}
    assert rows.allows(hours=hours, used={("S1", 1): 1})
    assert not rows.allows(hours=hours)
    assert not rows.allows(hours=hours, used={("S1", 2): 1})
    assert not rows.allows(hours=hours, used={("S1", 0): 1})
    assert not rows.allows(hours=hours, used={("S1", 1): 1, ("S1", 2): 1})


def test_nobody_starts_before_what_they_start_is_set_up():
    school = a_school(
        provisions=[a_programme(set_up_cost="75", group_min=1)], effects=[an_effect("G1")]
    )
    rows = ByHand(school, first_use_is_paid_when_it_happens)
    halves = {("P1", "G1", 0): 0.5, ("P1", "G1", 1): 0.5}
    lead = {("TA1", "G1", 0, "KS2"): 0.5, ("TA1", "G1", 1, "KS2"): 0.5}
    assert rows.allows(place=halves, lead=lead, used={("G1", 0): 1})
    assert rows.allows(place=halves, lead=lead, used={("G1", 0): 0.5, ("G1", 1): 0.5})
    # Half of the set-up serves half a start, though the two halves start in different terms.
    assert not rows.allows(place=halves, lead=lead, used={("G1", 0): 0.5})


def test_a_pupils_materials_for_support_are_paid_in_their_first_term_of_it():
    rows = ByHand(
        a_school(provisions=[a_support(cost_per_pupil="12")]), first_use_is_paid_when_it_happens
    )
    hours = {("P1", "S1", 1): 1.0, ("P1", "S1", 2): 1.0}
    assert rows.allows(hours=hours, first={("P1", "S1", 1): 1})
    assert not rows.allows(hours=hours)
    assert not rows.allows(hours=hours, first={("P1", "S1", 2): 1})
    assert not rows.allows(hours=hours, first={("P1", "S1", 0): 1})


def test_money_for_a_pupil_pays_their_referral_and_no_more_than_it_costs():
    # £500 in the first term beside £7,000 of salary: R may pay it, or some of it, or nobody.
    school = with_top_up(referrals=[a_referral()])
    rows = ByHand(school, committed_cost_is_paid_or_unfunded)
    matched, rest = ("R", "R1", 0), {1: 6.0, 2: 6.5}
    assert rows.allows(matched_pay={matched: 0.5}, unfunded={0: 7.0, **rest})
    assert not rows.allows(matched_pay={matched: 0.5}, unfunded={0: 6.99, **rest})
    assert not rows.allows(matched_pay={matched: 0.51}, unfunded={0: 7.0, **rest})
    assert rows.allows(general_committed={(0, 0): 7.5}, unfunded=rest)


def test_two_streams_together_pay_a_referral_no_further_than_it_costs():
    school = with_top_up(referrals=[a_referral()])
    premium = a_stream("X", amount="400", restricted_to="pupil:P1")
    school = replace(school, funding=(*school.funding, premium))
    rows = ByHand(school, committed_cost_is_paid_or_unfunded)
    owed = {0: 7.0, 1: 6.0, 2: 6.5}
    pays = {("R", "R1", 0): 0.4, ("X", "R1", 0): 0.1}
    assert rows.allows(matched_pay=pays, unfunded=owed)
    assert not rows.allows(matched_pay=pays | {("X", "R1", 0): 0.11}, unfunded=owed)


def test_a_referral_takes_the_money_of_the_stream_that_pays_it():
    # R holds £400: beside £300 of the referral there is £100 for hours.
    rows = ByHand(with_top_up(referrals=[a_referral()]), streams_stay_within_their_amounts)
    matched = {("R", "R1", 0): 0.3}
    assert rows.allows(matched_pay=matched, pay={("R", False, 0, R): 0.1})
    assert not rows.allows(matched_pay=matched, pay={("R", False, 0, R): 0.101})


def test_a_referral_that_names_a_stream_is_paid_by_it_alone():
    rows = ByHand(
        with_top_up(referrals=[a_referral(stream="GENERAL")]), streams_stay_within_their_amounts
    )
    assert rows.variables.line_pay["R1", 0].upBound == 0.5
    assert not rows.variables.matched_pay


def test_money_for_another_pupil_or_another_term_pays_no_referral():
    # P2's £500 is nobody's who has a stream, and R begins only after P1's first term.
    late = a_stream("R", amount="400", restricted_to="pupil:P1", starts=dt.date(2027, 1, 1))
    school = a_school(
        pupils=[a_pupil(), a_pupil("P2")],
        funding=[a_stream(), late],
        referrals=[a_referral(), a_referral("R2", pupil="P2", due=dt.date(2027, 2, 1))],
    )
    rows = ByHand(school, committed_cost_is_paid_or_unfunded)
    assert not rows.variables.matched_pay


def test_nothing_is_bought_while_a_referral_is_unfunded():
    # Owed are £19,500 and £500: without buying, all of it may stand unpaid; with it, none.
    school = a_school(referrals=[a_referral()])
    rows = ByHand(school, nothing_is_bought_with_the_salary_owed)
    assert rows.allows(unfunded={0: 20.0})
    assert not rows.allows(unfunded={0: 0.001}, buys={"buys": 1})
