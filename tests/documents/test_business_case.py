"""The business cases, read back: one change, and more money."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.access import Role
from planner.documents.content import Chart
from planner.documents.papers.business_case import BUSINESS_CASE
from planner.documents.papers.money_case import MONEY_CASE
from planner.documents.papers.registry import file_name, written
from planner.errors import AccessError, InputError
from planner.insight.question import Asking
from planner.insight.questions import question_called
from planner.scenarios.compare import Planned
from planner.scenarios.money import MoneyChange
from planner.scenarios.scenario import Outcome
from tests.documents.settings import (
    a_setting,
    book_of,
    csvs_of,
    every_word,
    names,
    pages_of,
    rows_of,
)
from tests.optimiser.checks.small_plan import spent, the_plan, the_school

NAME = "More in class for P2"
AS_IT_IS, PROPOSED, CHANGE = "As it is (£ a year)", "Proposed (£ a year)", "Change (£ a year)"


def proposed(name=NAME, *, outcomes=True):
    """P2 has an hour a week in class in the first term too: £100 of £100 more general money."""
    school, plan = the_school(), the_plan()
    general, *others = school.funding
    more = general.model_copy(update={"amount": Decimal(3100)})
    school = replace(school, funding=(more, *others), inputs_sha256="digest of the change")
    row = next(one for one in plan.allocations if (one.pupil, one.provision) == ("P2", "INCLASS"))
    paid = spent("GENERAL", "TA2", "vacancy", "T1", "100", pupil="P2", provision="INCLASS")
    # 10 h × 0.5 more of the 10 hours that N4 asks for: it is met in full.
    covered = [
        one.model_copy(update={"effective_hours": 10.0, "coverage": 1.0})
        if one.need == "N4"
        else one
        for one in plan.coverage
    ]
    plan = replace(
        plan,
        allocations=(*plan.allocations, row.model_copy(update={"term": "T1"})),
        coverage=tuple(covered),
        spending=(*plan.spending, paid),
        summary=replace(
            plan.summary,
            income=Decimal(5750),
            planned_cost=Decimal(2346),
            # (4 × 0.92 + 2 × 1 + 2 × 0.8 + 1 × 1) / 9.
            mean_coverage=8.28 / 9,
            inputs_sha256=school.inputs_sha256,
        ),
    )
    change = MoneyChange(pounds=Decimal(100))
    made = Outcome(change, applies=True, sentence="P2 has an hour more")
    left_out = Outcome(change, applies=False, sentence="P1 has less", why_not="It is switched off.")
    return Planned(name, school, plan, (made, left_out) if outcomes else ())


def setting(**facts):
    usual = {"school": the_school(), "scenario": proposed(), "subject": NAME}
    return a_setting(**(usual | facts))


@pytest.fixture(scope="module")
def case():
    return BUSINESS_CASE.write(setting())


def table(document, name):
    return {next(iter(row.values())): row for row in csvs_of(document)[f"{name}.csv"]}


def change(row):
    return [float(row[title]) for title in (AS_IT_IS, PROPOSED, CHANGE)]


def test_it_says_what_the_change_costs_and_that_there_is_money_for_it(case):
    rows = table(case, "money_of_the_case")
    assert change(rows["Money in"]) == [5650, 5750, 100]
    assert change(rows["Cost in all"]) == [4506, 4606, 100]
    first = " ".join(pages_of(case))
    assert "the change costs £100.00 more than as it is in all" in first
    assert "The money that comes in is £100.00 more than as it is." in first
    assert "Everything then has money that may pay it." in first


@pytest.mark.parametrize("sheet", ["Who pays", "What it is spent on"])
def test_before_after_and_change_add_up_to_the_plans_own_sums(case, sheet):
    rows = rows_of(book_of(case), sheet)
    sums = [sum(row[title] for row in rows) for title in (AS_IT_IS, PROPOSED, CHANGE)]
    assert sums == [4506, 4606, 100]


def test_what_changes_is_told_apart_from_what_does_not(case):
    rows = table(case, "spending_by_use")
    assert change(rows["In-class support"]) == [1550, 1650, 100]
    # Support in class and therapy have one name here; the group and the tablet stay as they are.
    assert change(rows["All other provision, unchanged"]) == [780, 780, 0]


def test_who_gains_and_who_loses_is_told_in_numbers(case):
    rows = table(case, "who_gains_and_who_loses")
    pupils = {name.split(":")[0]: row["Pupils"] for name, row in rows.items()}
    assert pupils == {
        "Lose": "0",
        "Gain": "1",
        "Receive something else for as much": "0",
        "Nothing changes": "1",
    }
    # P2’s needs go from (2 × 0.8 + 0.5) / 3 to (2 × 0.8 + 1) / 3: 17 points.
    (gain,) = (row for name, row in rows.items() if name.startswith("Gain"))
    assert gain["Largest change in needs met (percentage points)"] == "17"


def test_what_the_law_asks_for_stands_before_and_after(case):
    rows = table(case, "what_the_law_asks_for")
    assert rows["Statutory hours not met (a year)"]["As it is"] == "10.0"
    assert rows["Pupils who are owed more than is planned"]["Proposed"] == "1"


def test_no_form_of_it_names_a_pupil_not_even_by_the_scenarios_name():
    words = {"why": "P2 is falling behind.", "decision": "Whether P1 waits."}
    document = written(BUSINESS_CASE, _checked(setting(wording=words)))
    said = every_word(document)
    assert not names("P1", said)
    assert not names("P2", said)
    assert "More in class for a pupil" in said
    assert "Whether a pupil waits." in said
    assert "P2" not in file_name(BUSINESS_CASE, setting())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Without P1-TA", "Without-a-pupil-TA"),
        ("Drop P2_hours", "Drop-a-pupil_hours"),
        ("P1-P2 swap", "A-pupil-a-pupil-swap"),
        ("Add P9-1", "Add-a-pupil-1"),
    ],
)
def test_its_file_names_no_pupil_of_either_register_however_the_code_is_joined(name, said):
    scenario = proposed()
    new = scenario.school.pupils[0].model_copy(update={"pupil": "P9"})
    school = replace(scenario.school, pupils=(*scenario.school.pupils, new))
    found = setting(subject=name, scenario=replace(scenario, school=school))
    assert file_name(BUSINESS_CASE, found).startswith(f"business-case-{said}-2026-27-")


def _checked(found):
    """The setting with a scenario whose plan keeps every rule: that of the year itself."""
    return replace(found, scenario=Planned(NAME, the_school(), the_plan()))


def test_changes_that_were_not_made_say_why(case):
    text = " ".join(pages_of(case))
    assert "A pupil has an hour more." in text
    assert "Not made: a pupil has less. It is switched off." in text


def test_changes_that_are_not_known_any_more_are_said_to_be_missing():
    document = BUSINESS_CASE.write(setting(scenario=proposed(outcomes=False)))
    assert "What the scenario changes is not told here" in " ".join(pages_of(document))


def test_other_scenarios_stand_beside_it_where_they_have_plans(case):
    assert "Other changes that were planned for" not in " ".join(pages_of(case))
    both = BUSINESS_CASE.write(setting(alternatives=(proposed("Another way"),)))
    (row, *_) = csvs_of(both)["plans_side_by_side.csv"]
    assert list(row) == ["What", "The year as it is", "More in class for a pupil", "Another way"]


def test_what_the_same_money_would_do_otherwise_is_told_or_said_to_be_missing(case):
    missing = "“What would the next pounds buy?” has no answer that is kept for this plan"
    assert missing in " ".join(pages_of(case))
    asked = question_called("frontier")
    answer = asked.ask(Asking(the_school(), the_plan()), asked.asked())
    text = " ".join(pages_of(BUSINESS_CASE.write(setting(answers={"frontier": answer}))))
    assert missing not in text
    assert asked.title in text


def test_it_ends_with_the_decision_and_its_day(case):
    assert "By when No day has been entered." in pages_of(case)[0]
    words = {"decision": "Whether to fill the post.", "by_when": "14 January 2027"}
    first, *_ = pages_of(BUSINESS_CASE.write(setting(wording=words)))
    assert "To be decided Whether to fill the post." in first
    assert "By when 14 January 2027" in first


def test_both_plans_are_known_by_their_digests(case):
    text = " ".join(pages_of(case))
    assert "digest of th" in text
    assert "digest digest of t" in text


def test_without_the_plan_of_a_scenario_it_says_what_to_do():
    with pytest.raises(InputError, match="plan for the scenario first"):
        written(BUSINESS_CASE, setting(scenario=None))


def test_a_scenario_of_a_year_with_other_terms_cannot_be_compared():
    one = proposed()
    other = replace(one, school=replace(one.school, terms=one.school.terms[:1]))
    with pytest.raises(InputError, match="has other terms"):
        BUSINESS_CASE.write(setting(scenario=other))


@pytest.mark.parametrize("role", [Role.FINANCE, Role.VIEWER])
def test_it_is_for_those_who_may_read_plans(role):
    with pytest.raises(AccessError):
        written(BUSINESS_CASE, setting(role=role))


# More money


def test_a_case_for_more_money_says_which_answers_are_missing():
    text = " ".join(pages_of(MONEY_CASE.write(a_setting(subject=""))))
    assert (
        "“What would the next pounds buy?” and “What would it cost to meet all that is owed?” have "
        "no answer that is kept for this plan"
    ) in text
    assert "The law. 1 pupil is short of statutory hours" in text


def test_a_case_for_more_money_tells_the_answers_that_there_are():
    question = question_called("ladder")
    asked = question.asked(steps=(Decimal(500), Decimal(1000)), hours_tried=0)
    answer = question.ask(Asking(the_school(), the_plan()), asked)
    document = MONEY_CASE.write(a_setting(subject="", answers={"ladder": answer}))
    said = every_word(document)
    assert "The next £500 would buy" in said
    assert "“What would it cost to meet all that is owed?” has no answer" in said
    assert not names("P1", said)
    assert not names("P2", said)


def test_a_bar_or_two_are_not_drawn_as_the_table_says_as_much(case):
    (effect,) = (section for section in case.sections if section.key == "effect")
    assert not [part for part in effect.parts if isinstance(part, Chart)]
