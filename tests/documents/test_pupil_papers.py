"""The papers about one pupil, read back and reconciled with the plan to the penny."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.charts.pupil_week import Time, pupil_week, weeks_of
from planner.documents.papers.paper import About
from planner.documents.papers.provision_map import PROVISION_MAP
from planner.documents.papers.pupil_money import money_of
from planner.documents.papers.registry import PAPERS
from planner.errors import CheckError, InputError
from planner.school.codes import Nation, StreamKind
from planner.school.records import Referral
from tests.documents.settings import (
    WITH_P2,
    a_setting,
    book_of,
    csvs_of,
    every_word,
    names,
    page_of,
    pages_of,
    paper,
    rows_of,
    the_telling_school,
)
from tests.optimiser.checks.small_plan import spent, the_plan, the_school

MAP, EVIDENCE = "provision_map", "funding_evidence"
ABOUT_PUPILS = [one.key for one in PAPERS if one.about is About.PUPIL]
# The group 90 + 75, in class 150 + 150, therapy 500 + 500, the tablet 100.
P1_COSTS = {"GROUP": 165, "INCLASS": 300, "SALT": 1000, "TABLET": 100}
ALL = 1565


def with_money(threshold, top_up, **details):
    """The school with another threshold, and so much top-up for P1; its plan is then no plan."""
    school = the_telling_school(high_needs_threshold=Decimal(threshold), **details)
    general, mine, *others = school.funding
    mine = mine.model_copy(update={"amount": Decimal(top_up), "kind": StreamKind.TOP_UP})
    return replace(school, funding=(general, mine, *others))


@pytest.fixture(scope="module")
def the_map():
    return paper(MAP)


# Every paper about a pupil


@pytest.mark.parametrize("key", ABOUT_PUPILS)
def test_no_form_of_a_paper_about_a_pupil_names_another(key):
    opening = dict.fromkeys(("opening", "views", "tried", "review"), f"Sits with {WITH_P2}.")
    said = every_word(paper(key, wording=opening))
    assert names("P1", said)
    assert not names("P2", said)
    assert "a pupil" in said


@pytest.mark.parametrize("key", ABOUT_PUPILS)
def test_what_a_school_wrote_is_read_as_words_in_every_form(key):
    document = paper(key, wording={"opening": WITH_P2.replace("P2", "P1")})
    words, tags = page_of(document)
    assert "<b>beside</b>" in words
    assert "b" not in tags
    for sheet in book_of(document):
        for row in sheet.iter_rows():
            assert not [cell for cell in row if str(cell.value).startswith("=1")]
    for rows in csvs_of(document).values():
        assert not [cell for row in rows for cell in row.values() if cell.startswith("=")]


@pytest.mark.parametrize("key", ABOUT_PUPILS)
def test_every_paper_says_its_date_year_digest_proof_and_assumptions(key):
    first, *others = pages_of(paper(key))
    end = " ".join(others[-2:])
    for said in ("26 November 2026", "2026/27", "digest of th", "Proof", "Checked line by line"):
        assert said in first
    assert "How this was worked out" in end
    assert "Costs are what the school really pays" in end


@pytest.mark.parametrize("key", ABOUT_PUPILS)
def test_a_pupil_who_is_not_there_has_no_paper(key):
    for subject in ("", "P9"):
        with pytest.raises(InputError, match="write one of P1, P2"):
            paper(key, subject=subject)


def test_no_paper_is_written_about_a_plan_that_breaks_a_rule():
    plan = the_plan()
    with pytest.raises(CheckError):
        paper(MAP, plan=replace(plan, allocations=plan.allocations[1:]))


# The provision map


def test_what_is_provided_comes_to_what_the_plan_allocates_to_the_penny(the_map):
    provided = rows_of(book_of(the_map), "What is provided")
    costs = {row["Provision"].split()[0]: row["Cost (£ a year)"] for row in provided}
    assert costs == P1_COSTS
    assert sum(row.cost for row in the_plan().allocations if row.pupil == "P1") == ALL
    lines = csvs_of(the_map)["term_by_term.csv"]
    assert sum(Decimal(row["Cost (£ a term)"]) for row in lines) == ALL
    assert "1,565.00" in " ".join(pages_of(the_map))
    assert "1,565.00" in page_of(the_map)[0]


def test_totals_of_the_workbook_are_formulas_over_its_rows(the_map):
    sheet, results = (book_of(the_map, formulas=only)["What is provided"] for only in (True, False))
    heads = [cell.value for cell in sheet[3]]
    place = heads.index("Cost (£ a year)")
    assert sheet[2][place].value == "=SUBTOTAL(109,H4:H7)"
    assert results[2][place].value == ALL


def test_each_provision_says_how_often_with_how_many_by_whom_and_when(the_map):
    rows = {row["Provision"].split()[0]: row for row in csvs_of(the_map)["provided.csv"]}
    group = rows["GROUP"]
    assert (group["How often"], group["With how many"], group["By whom"], group["When"]) == (
        "2 × 30 minutes a week",
        "group of 2",
        "TA",
        "all year",
    )
    # 8 weeks of an hour in each of two terms.
    assert (float(group["Weeks"]), float(group["Hours in the year"])) == (16, 16)
    assert rows["INCLASS"]["With how many"] == "up to 2 share an adult"
    assert rows["SALT"]["How often"] == "1 hour a week"
    assert (rows["SALT"]["With how many"], rows["SALT"]["By whom"]) == ("one to one", "therapist")
    assert rows["TABLET"]["Hours in the year"] == ""


def test_the_first_part_and_then_the_top_up_are_filled_line_by_line():
    # In class 300, therapy 1,000, the group 165, the tablet 100: by hours 30, 20, 16 and 10.
    # The first £400 is 300 and 100; top-up of £1,000 is 900 and 100; 65 and 100 are beyond.
    money = money_of(a_setting(school=with_money(400, 1000)))
    parts = [(line.first_part, line.top_up, line.beyond) for line in money.lines]
    assert parts == [(300, 0, 0), (100, 900, 0), (0, 100, 65), (0, 0, 100)]
    assert (money.first_part, money.top_up, money.beyond) == (400, 1000, 165)
    assert money.over_the_threshold == ALL - 400


def test_a_pupil_who_costs_less_than_the_threshold_is_met_by_the_school(the_map):
    money = money_of(a_setting(school=with_money(6000, 0)))
    assert (money.first_part, money.beyond, money.over_the_threshold) == (ALL, 0, None)
    assert "All of it falls within the first £6,000" in page_of(the_map)[0]


def test_a_referral_that_costs_something_is_a_line_of_its_own():
    school = with_money(1600, 0, la_hourly_rate=Decimal(10))
    referral = Referral(referral="R1", pupil="P1", service="Psychology", hours=2.5, cost="200")
    paid = spent("GENERAL", "R1", "service", "T2", "200", pupil="P1")
    plan = replace(the_plan(), spending=(*the_plan().spending, paid))
    setting = a_setting(school=replace(school, referrals=(referral,)), plan=plan)
    money = money_of(setting)
    # 35 of the first £1,600 are left after provision of £1,565; the other 165 are beyond.
    last = money.lines[-1]
    assert (last.name, last.first_part, last.beyond) == ("Referral: Psychology", 35, 165)
    assert money.cost == ALL + 200 == sum(amount for _, amount in money.by_stream)
    tables = csvs_of(PROVISION_MAP.write(setting))
    row = tables["provided.csv"][-1]
    assert (row["When"], row["Hours in the year"], row["Cost (£ a year)"]) == ("T2", "2.5", "200.0")
    assert row["At the authority’s rate (£ a year)"] == ""
    assert sum(Decimal(one["Cost (£ a term)"]) for one in tables["term_by_term.csv"]) == ALL


def test_the_money_that_the_plan_takes_comes_to_the_cost(the_map):
    streams = csvs_of(the_map)["streams.csv"]
    assert [Decimal(row["Amount (£ a year)"]) for row in streams] == [ALL]
    spending = tuple(
        row.model_copy(update={"pupil": None, "provision": None})
        if row.pupil == "P1" and row.cost_item == "TA1"
        else row
        for row in the_plan().spending
    )
    money = money_of(a_setting(plan=replace(the_plan(), spending=spending)))
    # Of TA1's salary, 75 + 150 + 75 is then paid without a pupil’s name.
    assert dict(money.by_stream)["Salaries that money without strings pays"] == 300
    assert sum(amount for _, amount in money.by_stream) == ALL


def test_without_a_rate_of_the_authority_there_is_one_ledger(the_map):
    assert "At the authority’s rate (£ a year)" not in csvs_of(the_map)["provided.csv"][0]
    assert "no rate of its local authority" in page_of(the_map)[0]


def test_both_ledgers_stand_side_by_side_where_a_rate_is_known():
    document = paper(MAP, school=the_telling_school(la_hourly_rate=Decimal(10)))
    rows = {row["Provision"].split()[0]: row for row in csvs_of(document)["provided.csv"]}
    at_rate = {
        name: Decimal(row["At the authority’s rate (£ a year)"]) for name, row in rows.items()
    }
    # Therapy 20 h × £10; the group 16 h / 2 × £10 and materials of 5 + 10; the tablet at its price.
    # In class, 15 h / 1 in the first term, when nobody else has it, and 15 h / 2 in the second.
    assert at_rate == {"SALT": 200, "GROUP": 95, "TABLET": 100, "INCLASS": 225}
    less = sum(Decimal(row["The rate pays less by (£ a year)"]) for row in rows.values())
    assert less == ALL - 620


def test_statutory_lines_say_what_is_asked_planned_and_short(the_map):
    rows = {row["Written in"].split()[0]: row for row in csvs_of(the_map)["statutory.csv"]}
    assert set(rows) == {"F1", "F2", "F3"}
    assert rows["F2"]["Asks for"] == "20 hours a term"
    assert (rows["F2"]["Planned"], float(rows["F2"]["Short in the year (hours)"])) == ("15", 10)
    assert (
        "2 of 3 statutory lines are met in full; 10 hours in the year are short."
        in page_of(the_map)[0]
    )


def test_reviews_stand_with_before_and_after(the_map):
    (row,) = csvs_of(the_map)["reviews.csv"]
    assert (row["Before"], row["After"], row["Attended (% of sessions)"]) == (
        "70.0",
        "82.5",
        "90.0",
    )


def test_needs_stand_with_their_outcome_and_how_far_they_are_met(the_map):
    rows = {row["Need"]: row for row in csvs_of(the_map)["needs.csv"]}
    # 46 of 50 effective hours of language, and more than all of access.
    assert float(rows["Language"]["Met in the plan (%)"]) == pytest.approx(92)
    assert float(rows["Access to the curriculum"]["Met in the plan (%)"]) == 100


def test_a_pupil_for_whom_nothing_is_planned_has_a_map_that_says_so():
    plan = the_plan()
    kept = tuple(row for row in plan.allocations if row.pupil != "P2")
    money = money_of(a_setting(subject="P2", plan=replace(plan, allocations=kept, spending=())))
    assert (money.lines, money.cost, money.by_stream) == ((), 0, ())


# The week


def test_the_week_says_what_is_one_to_one_shared_out_of_class_and_left():
    first, second = weeks_of(the_school(), the_plan(), "P1")
    # The group meets in 8 of 10 weeks, out of class: 0.8 h a week. 32.5 − 1.5 − 1 − 0.8 = 29.2.
    assert first.hours == pytest.approx(
        {
            Time.ALONE_IN_CLASS: 1.0,
            Time.SHARED_IN_CLASS: 1.5,
            Time.ALONE_OUT: 0.0,
            Time.GROUP_OUT: 0.8,
            Time.INDEPENDENT: 29.2,
        }
    )
    assert second.planned == pytest.approx(3.3)
    title = pupil_week(the_school(), the_plan(), "P1").title
    assert title == "3.3 of the 32.5 hours in a school week have provision planned: 10 %"


def test_a_pupil_who_has_left_has_no_week_in_the_terms_after():
    school = the_school()
    left = school.pupils[0].model_copy(update={"leaves": school.terms[0].end})
    school = replace(school, pupils=(left, *school.pupils[1:]))
    assert [week.term for week in weeks_of(school, the_plan(), "P1")] == ["T1"]


# The funding evidence


def test_top_up_asked_for_is_the_cost_beyond_the_threshold_with_what_is_short():
    setting = a_setting(school=with_money(400, 1000))
    document = next(one for one in PAPERS if one.key == EVIDENCE).write(setting)
    rows = {row["What"]: row["At true cost (£ a year)"] for row in csvs_of(document)["asked.csv"]}
    amounts = {name: Decimal(value) for name, value in rows.items()}
    # 10 h in class are short; TA1 and TA2 cost £20 an hour each.
    assert amounts["Statutory hours that are short (estimate)"] == 200
    # 1,565 + 200 − 400, of which 1,000 is there.
    assert amounts["Top-up asked for: what is beyond"] == 1365
    assert amounts["Further top-up asked for"] == 365
    said = "The school asks for top-up of £1,365 a year, which is £365 more than there is now."
    assert said in page_of(document)[0]


def test_top_up_is_left_blank_where_nobody_could_give_what_is_short():
    school = with_money(400, 0)
    unknown = tuple(one.model_copy(update={"skill": "braille"}) for one in school.statutory)
    setting = a_setting(school=replace(school, statutory=unknown))
    document = next(one for one in PAPERS if one.key == EVIDENCE).write(setting)
    rows = {row["What"]: row["At true cost (£ a year)"] for row in csvs_of(document)["asked.csv"]}
    assert rows["Top-up asked for: what is beyond"] == ""
    assert rows["Provision that is planned"] == "1565.0"
    assert "cannot be worked out" in page_of(document)[0]


def test_attendance_is_the_mean_of_the_reviews_that_say_it():
    assert "90 % of sessions were attended, the mean of 1 review." in page_of(paper(EVIDENCE))[0]


@pytest.mark.parametrize(
    ("nation", "word"),
    [
        (Nation.ENGLAND, "What the EHCP and other duties ask for"),
        (Nation.WALES, "What the IDP and other duties ask for"),
        (Nation.SCOTLAND, "What the CSP and other duties ask for"),
        (Nation.NORTHERN_IRELAND, "What the Statement and other duties ask for"),
    ],
)
def test_words_follow_the_nation(nation, word):
    assert word in page_of(paper(EVIDENCE, school=the_telling_school(nation=nation)))[0]
