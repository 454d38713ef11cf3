"""What governors read of the money: every pound, no pupil, and no small number."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.access import Role
from planner.charts.leadership.audience import EVERYTHING, Audience
from planner.documents.papers.counts import glance_of, need_types_table
from planner.documents.papers.expenditure import EXPENDITURE
from planner.documents.papers.spent import kinds_of, notional_of, streams_of
from planner.optimiser.plan import UNFUNDED
from planner.school.codes import StreamKind
from tests.builders import a_pupil
from tests.documents.settings import (
    WITH_P2,
    a_setting,
    book_of,
    csvs_of,
    every_word,
    names,
    page_of,
    paper,
    the_telling_school,
)
from tests.optimiser.checks.small_plan import the_plan, the_school

KEY = EXPENDITURE.key
# 200 + 60 of budget lines and £2,000 of salary are owed; £2,246 is added.
SPENT = 2260 + 2246
ANYBODY = Audience(sees_all=False, fewest_shown=5)


def with_notional():
    """The school whose general money is its notional SEN budget."""
    general, *others = the_telling_school().funding
    notional = general.model_copy(update={"kind": StreamKind.NOTIONAL_SEN})
    return replace(the_telling_school(), funding=(notional, *others))


def pupils_of_types(*types):
    """Pupils of Year 4 on SEN Support, so many of each type of need."""
    kinds = [kind for kind, number in types for _ in range(number)]
    pupils = tuple(a_pupil(f"K{n}", primary_need=kind) for n, kind in enumerate(kinds))
    school = replace(the_school(), pupils=pupils, needs=())
    return a_setting(school=school, subject="", role=Role.VIEWER)


def test_whoever_makes_it_it_names_nobody_and_hides_what_is_about_few():
    words = {"opening": f"As P1 and {WITH_P2} know.", "commentary": WITH_P2}
    said = every_word(paper(KEY, subject="", wording=words))
    assert not names("P1", said)
    assert not names("P2", said)
    assert "fewer than 5" in said
    assert "Counts under 5 are not shown" in said


def test_every_pound_stands_once_by_stream_and_once_by_kind():
    tables = csvs_of(paper(KEY, subject="", school=with_notional()))
    for name in ("money_by_stream", "money_by_kind"):
        spent = [Decimal(row["Spent (£ a year)"]) for row in tables[f"{name}.csv"]]
        assert sum(spent) == SPENT == sum(row.amount for row in the_plan().spending)
    received = [Decimal(row["Money in (£ a year)"]) for row in tables["money_by_stream.csv"]]
    left = [Decimal(row["Left (£ a year)"]) for row in tables["money_by_stream.csv"]]
    # 3,000 + 2,000 + 500 + 150.
    assert (sum(received), sum(left)) == (5650, 5650 - SPENT)
    book = book_of(paper(KEY, subject="", school=with_notional()))
    assert book["By where it comes from"]["C2"].value == SPENT


def test_the_notional_budget_stands_beside_all_that_is_spent():
    notional = notional_of(with_notional(), the_plan())
    assert (notional.received, notional.spent, notional.left) == (3000, 2466, 534)
    said = page_of(paper(KEY, subject="", school=with_notional()))[0]
    assert (
        "£3,000 is received, of which £2,466 is spent; with all other money the plan spends £4,506."
        in said
    )
    assert notional_of(the_school(), the_plan()) is None
    assert "No notional budget is entered." in page_of(paper(KEY, subject=""))[0]


def test_who_sees_all_is_told_every_kind_of_cost_apart():
    # Extra hours 66, the vacancy 1,000 and the agency 1,000; materials 5 + 5 + 10 + 10 + 20 + 30
    # and the tablet 100.
    assert dict(kinds_of(the_school(), the_plan(), EVERYTHING)) == {
        "Salaries of adults employed": 2000,
        "Extra hours, vacancies filled and agency hours": 2066,
        "Budget lines: licences, agreements, training and the like": 260,
        "Materials and equipment": 180,
    }


def test_costs_that_are_about_few_and_a_single_salary_are_told_together():
    assert dict(kinds_of(the_school(), the_plan(), ANYBODY)) == {
        "Other costs": SPENT - 260,
        "Budget lines: licences, agreements, training and the like": 260,
    }


def test_what_no_money_was_found_for_is_spent_and_leaves_nothing():
    first, *others = the_plan().spending
    plan = replace(the_plan(), spending=(first.model_copy(update={"stream": UNFUNDED}), *others))
    *_, last = streams_of(the_school(), plan, EVERYTHING)
    assert (last.name, last.received, last.spent, last.left) == ("No money found", None, 75, None)


def test_types_of_need_are_counted_with_small_ones_hidden_and_what_would_give_them_away():
    setting = pupils_of_types(("SLCN", 8), ("ASD", 6), ("HI", 2))
    table = need_types_table(setting, glance_of(setting))
    counts = dict(table.rows)
    assert counts["Speech, language and communication (SLCN)"] == "8"
    assert counts["Hearing impairment (HI)"] == "fewer than 5"
    assert counts["Vision impairment (VI)"] == "fewer than 5"
    assert counts["All"] == "16"


@pytest.mark.parametrize("number", [0, 3])
def test_types_of_need_are_not_told_where_the_number_of_pupils_is_hidden(number):
    setting = pupils_of_types(("SLCN", number))
    assert need_types_table(setting, glance_of(setting)) is None
    assert "Types of need are not told apart" in page_of(paper(KEY, subject=""))[0]


def test_adults_are_counted_by_role_and_their_pay_is_not_told():
    school = with_notional()
    tables = csvs_of(paper(KEY, subject="", school=school))
    assert tables["adults.csv"] == [{"Role": "TA", "Adults employed": "1"}]
    money = [cell for row in tables["money_by_kind.csv"] for cell in row.values()]
    assert "2000.0" not in money


def test_the_report_has_what_the_school_can_provide_and_its_own_words():
    document = paper(KEY, subject="", wording={"policy": "We look at every pupil.\n\nTwice."})
    policy = next(one for one in document.sections if one.key == "policy")
    assert [part.text for part in policy.parts] == ["We look at every pupil.", "Twice."]
    (row,) = csvs_of(document)["provision.csv"]
    assert row["Provision that the school can give"].count("=1+1") == 4
