"""Least-harm cuts: what goes, in what order, whom it touches, and that statute goes last.

Two TAs of one hour a week at £20, £780 a year each, and an agency hour at £20. One pupil has a need
of 1 h/week and another of 2; general money is £1,560 and what a test adds to it.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest

from planner.charts.insight.cuts import cuts_view
from planner.insight.cuts import CutsAsked, ask_cuts
from planner.insight.posts import (
    buying_nothing_new,
    open_program,
    salary_of_year,
    with_posts_open,
)
from planner.insight.question import Asking
from planner.optimiser.resolve import Effort
from planner.optimiser.solve import make_plan
from planner.school.codes import Engagement
from planner.school.records import Policies
from tests.builders import (
    a_budget_line,
    a_need,
    a_pin,
    a_pupil,
    a_referral,
    a_school,
    a_statutory_item,
    a_stream,
    a_teaching_assistant,
)

EXACTLY = 1e-2
# The cost of each term is rounded to the penny.
PENCE = Decimal("0.05")


def a_helper(staff, **facts):
    """A TA of one hour a week: £20 * 39 weeks = £780 a year."""
    return a_teaching_assistant(staff, contract_hours=1.0, annual_cost="780", **facts)


def an_agency():
    return a_teaching_assistant(
        "AG1", engagement="agency", contract_hours=None, hourly_cost="20", deployable_hours=5.0
    )


def two_posts(money, **facts):
    """Two posts, an agency, and three hours a week of need; every hour of an adult counts."""
    usual = {
        "pupils": [a_pupil(), a_pupil("P2")],
        "needs": [a_need(), a_need("N2", pupil="P2", hours_per_week=2.0)],
        "staff": [a_helper("TA1"), a_helper("TA2"), an_agency()],
        "funding": [a_stream(amount=str(money))],
    }
    return a_school(**(usual | facts))


def the_cuts(school, pounds, plan=None, should_stop=None, **facts):
    asked = CutsAsked(pounds=Decimal(pounds), **({"steps": 1} | facts))
    return ask_cuts(Asking(school, plan or make_plan(school), should_stop=should_stop), asked)


def goes(answer):
    """What goes at the largest saving, apart from pence."""
    return {(row.kind, row.code) for row in answer.goes if row.saved > 1}


def test_what_was_bought_goes_before_any_post():
    # £1,560 for the posts and £400 for 20 agency hours; £300 are 15 of them.
    answer = the_cuts(two_posts(1960), 300)
    [start, step] = answer.steps
    assert goes(answer) == {("agency", "AG1")}
    assert step.from_bought == pytest.approx(300, abs=PENCE)
    assert (step.posts, step.from_posts, step.not_saved) == (0, 0, 0)
    assert step.hours_lost == pytest.approx(15, abs=EXACTLY)
    assert step.effective_hours_lost == pytest.approx(15, abs=EXACTLY)
    # 15 of 3 * 39 = 117 hours, both needs of the same weight: less is met than before.
    assert step.coverage < start.coverage
    assert answer.untouched_up_to == 300
    assert answer.touched_from is None
    assert answer.is_whole


def test_a_post_goes_where_what_was_bought_is_not_enough():
    answer = the_cuts(two_posts(1960), 1000)
    step = answer.steps[-1]
    # £400 is bought; a post of £780 has to go, and £180 of the £1,180 stay to buy with.
    assert (step.posts, step.from_posts) == (1, 780)
    assert step.from_bought == pytest.approx(220, abs=PENCE)
    assert step.from_unspent == pytest.approx(0, abs=PENCE)
    # 39 hours of the post and £220 / £20 = 11 of the agency.
    assert step.hours_lost == pytest.approx(50, abs=EXACTLY)
    [post] = [row for row in answer.goes if row.kind == "post"]
    assert (post.hours, post.saved, post.role) == (39, 780, "TA")


def test_the_parts_of_a_saving_add_up_to_it():
    for step in the_cuts(two_posts(1960), 1200, steps=3).steps:
        parts = step.from_posts + step.from_bought + step.from_unspent + step.not_saved
        assert parts == step.to_save


def test_nothing_new_is_bought_with_the_salary_of_a_post():
    # No agency hour is in the plan, so none is bought with the £580 that a post saves too much.
    answer = the_cuts(two_posts(1560), 200)
    step = answer.steps[-1]
    assert step.posts == 1
    assert step.from_bought == 0
    assert step.from_unspent == -580


def test_the_post_that_is_needed_least_goes():
    # Only TA2 can do what P1 needs, for 1 h/week; TA1 has nothing to do.
    school = two_posts(
        1560,
        staff=[a_helper("TA1", role="caretaker"), a_helper("TA2")],
    )
    answer = the_cuts(school, 500)
    assert goes(answer) == {("post", "TA1")}
    assert (answer.steps[-1].pupils_changed, answer.pupils) == (0, ())


def test_an_adult_who_is_said_to_stay_stays():
    school = two_posts(1560, staff=[a_helper("TA1", role="caretaker"), a_helper("TA2")])
    answer = the_cuts(school, 500, staff_who_stay=("TA1",))
    assert goes(answer) == {("post", "TA2")}


def test_statute_is_touched_only_where_nothing_else_can_go():
    # P1 is owed one hour a week by somebody with Makaton, which only TA1 has.
    staff = [a_helper("TA1", skills="makaton"), a_helper("TA2")]
    school = two_posts(
        1560,
        staff=staff,
        statutory=[a_statutory_item(hours=1.0, skill="makaton")],
    )
    answer = the_cuts(school, 780)
    assert goes(answer) == {("post", "TA2")}
    assert answer.steps[-1].statutory_hours_lost == pytest.approx(0, abs=EXACTLY)
    # A second post is TA1's: 39 hours are owed and lost, and that is named.
    further = the_cuts(school, 1500)
    assert goes(further) == {("post", "TA1"), ("post", "TA2")}
    [item] = further.items
    assert (item.item, item.pupil) == ("F1", "P1")
    assert item.hours_lost == pytest.approx(39, abs=EXACTLY)
    assert further.steps[-1].statutory_hours_lost == pytest.approx(39, abs=EXACTLY)
    assert further.steps[-1].shortfall_hours_bound == pytest.approx(39, abs=EXACTLY)


def test_how_much_can_be_saved_before_statute_is_touched_is_narrowed_down():
    staff = [a_helper("TA1", skills="makaton"), a_helper("TA2")]
    school = two_posts(1560, staff=staff, statutory=[a_statutory_item(hours=1.0, skill="makaton")])
    answer = the_cuts(school, 1500, steps=2)
    # £780 can be saved without TA1: between £750 (fine) and £1,500, halved three times:
    # £1,125, £937.50 and £843.75 all touch it.
    assert answer.untouched_up_to == 750
    assert answer.touched_from == Decimal("843.75")


def test_a_saving_that_cannot_be_found_says_how_much_can():
    answer = the_cuts(two_posts(1960), 1000, posts_may_go=False)
    # £400 was bought; the other £600 of the salaries would be owed without money.
    assert answer.steps[-1].not_saved == pytest.approx(600, abs=PENCE)
    assert answer.most_saved == pytest.approx(400, abs=PENCE)
    view = cuts_view(two_posts(1960), answer)
    assert view.pictures[0].title == "£400 of the £1,000 to save was found in what may go"


def posts_kept(school, plan):
    """Which posts are kept with nothing to save, by adult and first term, and what is reached."""
    may_go = ("TA1", "TA2")
    opened = with_posts_open(buying_nothing_new(school, plan), may_go, plan)
    resolver = open_program(opened, may_go, plan.summary.most_alone)
    point = resolver.solve(effort=Effort.SEARCH)
    filled = resolver.model.parts.variables.filled
    kept = [key for key, one in filled.items() if resolver.solver.value_of(one, point.values) > 0.5]
    return kept, point


def test_with_nothing_to_save_every_post_is_kept_and_the_plan_is_as_good():
    school = two_posts(1960, staff=[a_helper("TA1", extra_hours=1.0), a_helper("TA2")])
    plan = make_plan(school)
    kept, point = posts_kept(school, plan)
    assert kept == [("TA1", 0), ("TA2", 0)]
    reached = {goal.name: goal.value for goal in plan.summary.goals}
    for name in ("statutory_shortfall", "unfunded", "fair_share", "benefit"):
        assert point.goal(name).value == pytest.approx(reached[name], abs=EXACTLY)


def test_hours_of_referrals_are_not_hours_that_a_cut_lets_a_plan_buy():
    # £280 buys 14 h at £20; the referral takes 6 of the 20 h of the year.
    service = an_agency().model_copy(update={"engagement": Engagement.SERVICE, "hours_limit": 20.0})
    school = two_posts(
        280,
        staff=[service],
        referrals=[a_referral(pupil="P2", staff="AG1", hours=6, cost="0")],
    )
    plan = make_plan(school)
    (adult,) = buying_nothing_new(school, plan).staff
    assert sum(row.cost for row in plan.hiring) == pytest.approx(Decimal(280), abs=PENCE)
    # 14 h are bought; with the 6 of the referral the year has 20.
    assert adult.hours_limit == pytest.approx(20, abs=EXACTLY)


def test_a_referral_that_its_stream_cannot_pay_is_no_reason_for_a_post_to_go():
    # R holds £100 of the £390 that the referral costs it; the other £290 are owed today already.
    school = two_posts(
        1960,
        funding=[a_stream(amount="1960"), a_stream("R", amount="100", restricted_to="pupil:P1")],
        referrals=[a_referral(cost="390", stream="R")],
        staff=[a_helper("TA1"), a_helper("TA2")],
    )
    plan = make_plan(school)
    assert plan.summary.unfunded == 290
    kept, point = posts_kept(school, plan)
    assert kept == [("TA1", 0), ("TA2", 0)]
    assert point.goal("unfunded").value == pytest.approx(0, abs=EXACTLY)


def three_posts(**facts):
    """Three posts of £780, £780 and £900, one hour a week each, and R, which pays only in T3."""
    late = a_stream("R", amount="390", restricted_to="pupil:P3", starts=dt.date(2027, 4, 1))
    dearer = a_teaching_assistant("TA3", contract_hours=1.0, annual_cost="900")
    return two_posts(
        0,
        pupils=[a_pupil(), a_pupil("P2"), a_pupil("P3")],
        staff=[a_helper("TA1"), a_helper("TA2"), dearer],
        funding=[a_stream(amount="2460"), late],
        **facts,
    )


@pytest.mark.parametrize(
    ("owed", "unfunded"),
    [
        ({}, 0),
        # All in the autumn, when R does not pay.
        ({"referrals": [a_referral(pupil="P3", cost="390", stream="R")]}, 390),
        ({"budget_lines": [a_budget_line(stream="R", ends=dt.date(2026, 10, 1))]}, 390),
        # £140 + £120 of the autumn and the spring; the £130 of the summer are paid.
        ({"budget_lines": [a_budget_line(stream="R")]}, 260),
    ],
)
def test_what_its_stream_never_pays_is_no_reason_for_more_posts_to_go(owed, unfunded):
    school = three_posts(**owed)
    plan = make_plan(school)
    assert plan.summary.unfunded == unfunded
    answer = the_cuts(school, 790, plan)
    # The post of £900 alone saves enough: 1 h in each of 39 weeks.
    assert goes(answer) == {("post", "TA3")}
    step = answer.steps[-1]
    assert (step.posts, step.from_posts, step.not_saved) == (1, 900, 0)
    assert step.hours_lost == pytest.approx(39, abs=EXACTLY)


def test_only_what_its_stream_can_pay_of_a_line_is_owed_while_posts_are_open():
    # Of £390 the £130 of the summer can be paid, and R holds £100 of them.
    late = a_stream("R", amount="100", restricted_to="pupil:P2", starts=dt.date(2027, 4, 1))
    line = a_budget_line(stream="R")
    school = two_posts(1560, funding=[a_stream(amount="1560"), late], budget_lines=[line])
    opened = with_posts_open(school, ("TA1", "TA2"), make_plan(school))
    [left] = opened.budget_lines
    assert (left.amount, left.starts) == (130, dt.date(2027, 4, 12))
    assert {row.stream: row.amount for row in opened.funding} == {"GENERAL": 1560, "R": 130}


def test_what_is_owed_without_money_already_is_no_reason_for_a_post_to_go():
    # £100 of the salaries has no money today; nothing is to be saved on top of that.
    school = two_posts(1460)
    kept, _ = posts_kept(school, make_plan(school))
    assert kept == [("TA1", 0), ("TA2", 0)]


def test_money_of_the_reserve_goes_before_a_post():
    school = two_posts(1660, policies=Policies(reserve="100"))
    answer = the_cuts(school, 100)
    assert goes(answer) == {("unspent", "")}


def test_smaller_savings_let_only_those_posts_go_that_go_in_the_larger():
    answer = the_cuts(two_posts(1560), 1500, steps=3)
    gone = [
        {row.code for row in answer.goes if row.kind == "post" and row.to_save == step.to_save}
        for step in answer.steps
    ]
    for smaller, larger in pairwise(gone):
        assert smaller <= larger
    assert len(gone[-1]) == 2


def test_a_decision_made_before_that_cannot_be_kept_is_said_to_forbid_it():
    # P2 must have an hour a week, and nobody would be left to give it.
    school = two_posts(
        1560,
        staff=[a_helper("TA1"), a_helper("TA2")],
        pins=[a_pin(pupil="P2", hours_per_week=1.0)],
    )
    answer = the_cuts(school, 1500)
    assert answer.refused_from == 1500
    assert answer.refused_why


def test_what_was_solved_before_somebody_stopped_is_there_and_the_rest_is_missing():
    school = two_posts(1960)
    plan = make_plan(school)
    counted = []
    whole = the_cuts(school, 400, plan, lambda: bool(counted.append(1)), steps=4)
    asked = iter(range(len(counted) // 2))
    stopped = the_cuts(school, 400, plan, lambda: next(asked, None) is None, steps=4)
    assert 1 < len(stopped.steps) < len(whole.steps)
    assert {step.to_save for step in stopped.steps} < {step.to_save for step in whole.steps}
    assert whole.is_whole
    assert not stopped.is_whole


def test_no_more_pupils_change_than_may():
    # £400 buys 20 agency hours, which both pupils share; £200 less would be taken from both.
    school = two_posts(1960)
    plan = make_plan(school)
    free = the_cuts(school, 200, plan)
    assert free.steps[-1].pupils_changed == 2
    held = the_cuts(school, 200, plan, most_pupils_changed=1)
    step = held.steps[-1]
    assert step.pupils_changed == 1
    assert len(held.pupils) == 1
    # The one pupil loses all 10 hours; with both to choose from the fairest share was no lower.
    assert step.hours_lost == pytest.approx(10, abs=EXACTLY)
    assert step.fair_share <= free.steps[-1].fair_share + EXACTLY
    assert step.from_bought == pytest.approx(200, abs=PENCE)


def test_a_saving_that_would_change_more_pupils_than_may_is_refused():
    answer = the_cuts(two_posts(1960), 200, most_pupils_changed=0)
    assert answer.refused_from == 200
    assert len(answer.steps) == 1
    assert answer.is_whole


def test_the_answer_is_said_in_sentences_and_drawn_without_anybodys_code():
    school = two_posts(
        1560,
        staff=[a_helper("TA1", skills="makaton"), a_helper("TA2")],
        statutory=[a_statutory_item(hours=1.0, skill="makaton")],
    )
    view = cuts_view(school, the_cuts(school, 1500, steps=2))
    whole, law, *_ = view.sentences
    assert whole.startswith("To save £1,500: 2 TA posts would go.")
    assert "2 pupils would not have the hours of the plan" in whole
    assert law == (
        "It would touch 1 statutory item: 39 hours of the law would go unmet in the year. "
        "£750 can be saved without that."
    )
    [picture] = view.pictures
    assert picture.title == "£750 can be saved before anything the law asks for is touched"
    drawn = f"{picture.figure.to_json()}{picture.alternative}{picture.title}{picture.table.rows}"
    assert not [code for code in ("P1", "P2", "TA1", "TA2", "F1") if f"{code}" in drawn]
    assert [table.name for table in view.tables] == ["cuts_goes", "cuts_items", "cuts_pupils"]


def test_a_larger_saving_that_harms_less_is_pointed_out():
    # £300 of agency hours help; TA1 can do nothing for anybody, but posts go last.
    staff = [a_helper("TA1", role="caretaker"), a_helper("TA2"), an_agency()]
    school = two_posts(1960, staff=staff)
    view = cuts_view(school, the_cuts(school, 700, steps=2))
    assert view.sentences[2].startswith("Posts go last here. Saving £700 with 1 post gone")


def test_an_answer_without_any_step_says_so():
    school = two_posts(1960)
    view = cuts_view(school, the_cuts(school, 400, should_stop=lambda: True))
    assert view.sentences == (
        "It was stopped, or ran out of time, before all was solved; the rest is missing.",
    )
    assert view.pictures[0].figure is None


def test_a_post_costs_what_its_terms_carry_of_it():
    assert salary_of_year(two_posts(0), "TA1") == 780
