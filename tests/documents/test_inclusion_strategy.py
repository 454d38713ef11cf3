"""The inclusion strategy, read back: what it costs from which money, and what it has to say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from planner.access import Role
from planner.documents.papers.inclusion_strategy import INCLUSION_STRATEGY
from planner.documents.papers.map_tables import GATHERED
from planner.errors import InputError
from planner.optimiser.plan import Spending
from planner.school.codes import Nation
from planner.school.records import BudgetLine, Review
from tests.builders import a_stream
from tests.documents.reaching import PLACE, reaching
from tests.documents.settings import (
    WITH_P2,
    book_of,
    csvs_of,
    every_word,
    names,
    pages_of,
    paper,
    rows_of,
    the_telling_school,
)

FUND, OTHERS, WHOLE = "From the fund (£)", "From other money (£)", "Budgeted cost (£ a year)"


def funded(**facts):
    """Seven pupils have help with language, six with literacy, four with hearing.

    The fund of £500 pays for four of the seven places and for £60 of training.
    """
    fund = a_stream("IMF", kind="inclusive_mainstream_fund", amount="500")
    setting = reaching(streams=[fund], LANGUAGE=7, LITERACY=6, HEARING=4)
    rows = list(setting.plan.spending)
    rows[:4] = [row.model_copy(update={"stream": "IMF"}) for row in rows[:4]]
    training = {"stream": "IMF", "cost_item": "L1", "kind": "line", "term": "T1", "amount": "60"}
    plan = replace(setting.plan, spending=(*rows, Spending(**training)))
    line = BudgetLine(line="L1", name="Training for all staff", amount="60", stream="IMF")
    said_of_one = "Worries since the fire"
    reviews = [
        *(("Words known", f"Z0{number}") for number in range(1, 6)),
        (said_of_one, "Z06"),
    ]
    reviews = tuple(
        Review(pupil=pupil, provision="LANGUAGE", term="T1", measure=measure)
        for measure, pupil in reviews
    )
    school = replace(setting.school, budget_lines=(line,), reviews=reviews)
    return replace(setting, school=school, plan=plan, **facts)


@pytest.fixture(scope="module")
def strategy():
    return INCLUSION_STRATEGY.write(funded())


def table(document, name):
    """The rows of a table, each by its first cell."""
    return {next(iter(row.values())): row for row in csvs_of(document)[f"{name}.csv"]}


def amounts(row):
    return [float(row[title]) for title in (FUND, OTHERS, WHOLE)]


def test_what_the_fund_pays_for_stands_first_with_its_cost_by_stream(strategy):
    rows = table(strategy, "activity")
    # Four places of seven, the training, and then what the fund pays nothing of. Literacy keeps
    # hearing company, so that neither it nor the total of all gives four pupils away.
    assert list(rows) == ["Help with language", "Training for all staff", GATHERED]
    assert amounts(rows["Help with language"]) == [404.04, 303.03, 707.07]
    assert amounts(rows["Training for all staff"]) == [60, 0, 60]
    assert amounts(rows[GATHERED]) == [0, 1010.10, 1010.10]
    assert rows["Help with language"]["Other money is"] == "Other income"


def test_the_fund_and_all_that_is_spent_add_up_to_the_penny(strategy):
    rows = rows_of(book_of(strategy), "Activity and budgeted costs")
    # 4 × 101.01 + 60 of the fund, and 17 places with the training in all.
    assert sum(row[FUND] for row in rows) == pytest.approx(464.04, abs=1e-9)
    assert sum(row[WHOLE] for row in rows) == pytest.approx(float(17 * PLACE + 60), abs=1e-9)
    sources = table(strategy, "spending_by_source")
    assert float(sources["Inclusive Mainstream Fund"]["Spent (£ a year)"]) == 464.04
    assert "£500.00 in the plan year, of which £464.04 is planned" in pages_of(strategy)[0]


def test_the_totals_of_a_whole_plan_are_the_plans_own():
    rows = csvs_of(paper("inclusion_strategy", subject=""))["activity.csv"]
    assert sum(float(row[WHOLE]) for row in rows) == 2260 + 2246
    assert sum(float(row[FUND]) for row in rows) == 0


def test_an_activity_has_its_barriers_intended_impact_and_review(strategy):
    activity = table(strategy, "activity")["Help with language"]
    assert activity["Barriers to learning and participation"] == "Language"
    assert (activity["Universal or targeted"], activity["Pupils"]) == ("Targeted", "7")
    row = table(strategy, "impact_and_review")["Help with language"]
    # 14 of 39 hours.
    assert row["Intended impact (needs met, from today to the plan)"] == "Language: 36\u00a0%"
    # Five pupils were measured by the one, and a single one by the other, which is not told.
    assert row["Reviewed"] == "By 18 December 2026: Words known"


def test_barriers_with_few_pupils_are_not_named(strategy):
    assert set(table(strategy, "barriers")) == {"Language", "Literacy"}
    said = every_word(strategy)
    for hidden in ("earing", "Help with literacy", str(6 * PLACE)):
        assert hidden not in said


def test_a_strand_that_is_hidden_for_the_sake_of_another_has_no_figures():
    # Two need speech; the seven of language are hidden, as their area’s sum would tell of the two.
    document = INCLUSION_STRATEGY.write(reaching(LANGUAGE=7, SPEECH=2, NUMERACY=5, LITERACY=8))
    assert list(table(document, "barriers")) == ["Literacy", "Numeracy"]
    row = table(document, "impact_and_review")["Help with language"]
    assert row["Intended impact (needs met, from today to the plan)"] == (
        "More of the help that its pupils need"
    )


def test_its_cover_says_what_a_strategy_of_several_years_has_to(strategy):
    first = pages_of(strategy)[0]
    assert "On the school’s website, by 31 December 2026" in first
    assert "By 21 July 2027; a strategy for several years is reviewed every year" in first
    own = INCLUSION_STRATEGY.write(funded(wording={"years": "2026/27 to 2028/29"}))
    assert "Covers 2026/27 to 2028/29" in pages_of(own)[0]


def test_principles_and_approval_are_the_schools_own_words(strategy):
    assert "To be written by the school before this is published" in " ".join(pages_of(strategy))
    assert "Approved by" not in pages_of(strategy)[0]
    words = {"principles": "We teach so that all can join in.", "approved": "The governors"}
    own = INCLUSION_STRATEGY.write(funded(wording=words))
    text = " ".join(pages_of(own))
    assert "We teach so that all can join in." in text
    assert "To be written by the school" not in text
    assert "Approved by The governors" in text


def test_what_is_required_has_its_source_and_its_date(strategy):
    last = pages_of(strategy)[-1]
    assert "“Developing an inclusion strategy using the inclusive mainstream fund”" in last
    assert "25 June 2026" in last
    assert "updated 25 June 2026" in last


def test_a_strategy_for_another_year_does_not_claim_the_conditions_of_this_one():
    setting = funded()
    details = setting.school.details.model_copy(update={"academic_year": _next(setting)})
    document = INCLUSION_STRATEGY.write(
        replace(setting, school=replace(setting.school, details=details))
    )
    text = " ".join(pages_of(document))
    assert "by 31 December 2026;" not in text
    assert "On the school’s website, by" not in text
    assert "Look up those of the year that this strategy is for" in text


def _next(setting):
    year = setting.school.details.academic_year
    return type(year).of(dt.date(year.first + 1, 10, 1))


def test_without_the_fund_it_says_that_none_is_entered():
    first = pages_of(INCLUSION_STRATEGY.write(reaching(LANGUAGE=7)))[0]
    assert "Inclusive Mainstream Fund No such stream of money is entered" in first


@pytest.mark.parametrize("nation", [one for one in Nation if one is not Nation.ENGLAND])
def test_a_school_elsewhere_has_no_such_paper_and_is_told_why(nation):
    with pytest.raises(InputError, match=f"A school in {nation} has neither"):
        paper("inclusion_strategy", subject="", school=the_telling_school(nation=nation))


def test_no_form_of_it_names_a_pupil_whoever_makes_it():
    words = {"statement": f"About {WITH_P2} and P1.", "approved": "P1’s parents"}
    said = every_word(paper("inclusion_strategy", subject="", wording=words, role=Role.SENCO))
    assert not names("P1", said)
    assert not names("P2", said)
    assert "fewer than 5" in said
