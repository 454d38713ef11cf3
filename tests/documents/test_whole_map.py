"""The whole-school provision map, read back: whole for staff, and with small numbers hidden."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from planner.access import Role
from planner.documents.forms import Form, made_as
from planner.documents.papers.map_tables import GATHERED
from planner.documents.papers.registry import paper_called
from planner.documents.papers.whole_map import PUBLIC_WHOLE_MAP, WHOLE_MAP
from planner.errors import AccessError
from planner.optimiser.plan import Spending
from planner.school.codes import Nation
from tests.builders import a_budget_line, a_referral, a_teaching_assistant
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

COST, PUPILS = "Cost (£ a year)", "Pupils"
# The group 680, in class 550, therapy 1,000, the tablet 100; with time not with pupils 1,916 and
# budget lines 260 it is the 2,260 that is owed and the 2,246 that the plan adds.
PROVISION, ALL = 2330, 4506


@pytest.fixture(scope="module")
def the_map():
    return paper("whole_map", subject="")


@pytest.fixture(scope="module")
def public():
    return paper("whole_map_public", subject="")


def column(document, table, title):
    return [float(row[title]) for row in csvs_of(document)[f"{table}.csv"]]


def by(document, table, title):
    """A column of a table by the first one."""
    return {next(iter(row.values())): row[title] for row in csvs_of(document)[f"{table}.csv"]}


@pytest.mark.parametrize(
    "table",
    [
        "provision_by_tier_and_year",
        "provision_by_tier",
        "provision_by_year",
        "provision_by_area",
        "provision_by_need",
    ],
)
def test_every_table_of_provision_adds_up_to_the_same_penny(the_map, table):
    assert sum(column(the_map, table, COST)) == PROVISION
    # P1 has 16 + 30 + 20 + 10 hours and P2 16 + 10, in 20 weeks: 102 / 20.
    assert sum(column(the_map, table, "Pupils’ hours (a week)")) == pytest.approx(5.1)
    # The group 30, in class 30, therapy 20 hours of adults, in 20 weeks.
    assert sum(column(the_map, table, "Adults’ hours (a week)")) == pytest.approx(4)


def test_all_that_is_spent_is_the_plans_own_sum_by_use_and_by_source(the_map):
    assert sum(column(the_map, "spending_by_use", COST)) == ALL
    assert sum(column(the_map, "spending_by_source", "Spent (£ a year)")) == ALL
    text = " ".join(pages_of(the_map))
    assert "The plan spends £4,506.00: £2,260.00 is owed whatever it does" in text
    assert "£2,246.00 is added by it" in text


def test_the_workbook_adds_up_as_the_tables_do(the_map):
    sheet = book_of(the_map, formulas=True)["What it costs, and who pays"]
    assert [cell.value for cell in sheet[2]] == ["Rows shown", "=SUBTOTAL(109,B4:B6)"]
    assert sum(row[COST] for row in rows_of(book_of(the_map), sheet.title)) == ALL
    rows = rows_of(book_of(the_map), "By year group")
    costs = {row["Year group"]: row[COST] for row in rows}
    # P1 has half the group, 412.50 in class, all therapy and the tablet; P2 the rest.
    assert costs["Year 4"] == 1852.5
    assert costs["Year 5"] == 477.5


def test_it_says_for_how_many_of_which_year_each_provision_is(the_map):
    (group,) = [
        row
        for row in csvs_of(the_map)["provision_by_tier_and_year.csv"]
        if row["Provision"].startswith("GROUP")
    ]
    assert (group["Year 4"], group["Year 5"], group[PUPILS]) == ("1", "1", "2")
    assert group["Helps mostly with"] == "Communication and interaction"
    assert group["Given as"] == "group of 2 to 4"


def test_needs_stand_with_how_far_they_are_met(the_map):
    met = by(the_map, "provision_by_need", "Met in the plan (%)")
    # 4 × 0.92 + 2 × 0.8 of 6 in language is 88 %; nothing serves hearing.
    assert float(met["Language"]) == pytest.approx(88)
    assert met["Hearing"] == ""
    assert "1 of the needs is one that nothing in the catalogue serves" in " ".join(
        pages_of(the_map)
    )


@pytest.mark.parametrize("key", ["whole_map", "whole_map_public"])
def test_no_form_of_it_names_a_pupil(key):
    words = {"opening": f"About {WITH_P2}.", "tiers": "As P1 has.", "next": "P2 in May."}
    said = every_word(paper(key, subject="", wording=words))
    assert not names("P1", said)
    assert not names("P2", said)
    assert "As a pupil has." in said


def test_it_says_its_date_year_digest_and_assumptions(the_map):
    first, *_, last = pages_of(the_map)
    for said in ("26 November 2026", "2026/27", "digest of th", "Checked line by line"):
        assert said in first
    assert "How this was worked out" in last
    assert "empty places in groups" in last


def test_it_is_wide_and_nothing_stands_outside_its_pages(the_map):
    for page in PdfReader(io.BytesIO(made_as(the_map, Form.PDF))).pages:
        assert page.mediabox.width > page.mediabox.height
        places = []
        page.extract_text(visitor_text=lambda text, _, m, *__, to=places: to.append((text, m[4])))
        assert all(0 <= x <= page.mediabox.width for text, x in places if text.strip())


def test_words_follow_the_nation():
    school = the_telling_school(nation=Nation.WALES)
    assert "pupils with ALN this year" in " ".join(
        pages_of(paper("whole_map", subject="", school=school))
    )


def test_finance_reads_the_public_map_alone():
    with pytest.raises(AccessError):
        paper("whole_map", subject="", role=Role.FINANCE)
    assert paper("whole_map_public", subject="", role=Role.FINANCE)


def test_the_public_map_of_two_pupils_tells_the_sum_of_all_and_of_no_provision(public):
    said = every_word(public)
    assert "fewer than 5" in said
    for name in ("GROUP", "INCLASS", "SALT", "TABLET", "Hearing", "680.00", "1,000.00"):
        assert name not in said
    # 2,330 with pupils and 1,916 of other time.
    assert {name: float(cost) for name, cost in by(public, "spending_by_use", COST).items()} == {
        "Provision and adults’ time together": 4246,
        "Budget lines": 260,
    }


# Groups of 1 and of 4


def all_of(document):
    """All that a document says, by its words and tables, without making pages of it."""
    return str(csvs_of(document))


def published(**reach):
    return PUBLIC_WHOLE_MAP.write(reaching(**reach))


def test_what_reaches_4_and_what_reaches_1_are_taken_together_and_not_named():
    document = published(LANGUAGE=7, LITERACY=4, HEARING=1)
    assert by(document, "provision_by_tier_and_year", PUPILS) == {"Targeted": "7", "Several": "5"}
    costs = by(document, "provision_by_tier_and_year", COST)
    assert costs == {"Targeted": "707.07", "Several": "505.05"}
    said = all_of(document)
    for hidden in ("literacy", "hearing", "Sensory", str(4 * PLACE), str(PLACE)):
        assert hidden not in said
    assert GATHERED in said


def test_one_that_reaches_4_is_not_left_alone_with_the_total_of_all():
    document = published(LANGUAGE=7, SPEECH=6, LITERACY=4)
    # Alone it would be the total less 707.07 and 606.06; the next smallest keeps it company.
    assert by(document, "provision_by_tier_and_year", PUPILS) == {"Targeted": "7", "Several": "10"}
    assert "Help with speech" not in all_of(document)


def test_where_all_together_are_fewer_than_5_nothing_is_told_of_them():
    document = published(LANGUAGE=3, LITERACY=1)
    (row,) = csvs_of(document)["provision_by_tier_and_year.csv"]
    assert row[PUPILS] == "fewer than 5"
    assert (row[COST], row["Pupils’ hours (a week)"]) == ("", "")
    assert by(document, "provision_by_tier", COST) == {GATHERED: ""}


def test_the_public_is_not_told_how_many_a_tier_reaches_beside_its_provisions():
    # 7 and 6 in a tier of 12 would say that exactly one pupil has both.
    document = published(LANGUAGE=7, LITERACY=6)
    assert PUPILS not in csvs_of(document)["provision_by_tier.csv"][0]


def with_a_referral(cost="480.00", **reach):
    """The plan pays for a referral of one pupil, a line of £60 and £100 of other time too."""
    setting = reaching(**reach)
    usual = {"stream": "GENERAL", "term": "T1"}
    referral = Spending(cost_item="R1", kind="service", pupil="Z01", amount=cost, **usual)
    line = Spending(cost_item="L1", kind="line", amount="60", **usual)
    school = replace(
        setting.school,
        staff=(*setting.school.staff, a_teaching_assistant("TA2")),
        budget_lines=(a_budget_line(amount="60"),),
        referrals=(a_referral(pupil="Z01", cost=cost),),
    )
    time = Spending(cost_item="TA2", kind="employed", amount="100", **usual)
    plan = replace(setting.plan, spending=(*setting.plan.spending, referral, line, time))
    return replace(setting, school=school, plan=plan)


@pytest.mark.parametrize("key", ["whole_map_public", "inclusion_strategy", "expenditure"])
def test_what_the_referral_of_one_pupil_costs_stands_nowhere_and_in_no_difference(key):
    document = paper_called(key).write(with_a_referral(LANGUAGE=7, LITERACY=6))
    amounts = {
        round(float(cell), 2)
        for rows in csvs_of(document).values()
        for row in rows
        for title, cell in row.items()
        if "£" in title and cell
    }
    # Alone, or with the line, whose own cost stands beside it.
    assert not amounts & {480.0, 540.0}
    assert 60.0 in amounts


def test_5_are_enough_to_be_told():
    assert by(published(LANGUAGE=5), "provision_by_tier_and_year", PUPILS) == {"Targeted": "5"}


def test_a_few_in_one_key_stage_cannot_be_worked_out_from_the_others():
    document = published(years=["1"] * 2 + ["4"] * 9, LANGUAGE=11)
    (row,) = csvs_of(document)["provision_by_tier_and_year.csv"]
    assert (row["Key Stage 1"], row["Key Stage 2"], row[PUPILS]) == ("fewer than 5", "hidden", "11")


def test_years_that_a_provision_is_not_for_hide_nobody():
    setting = reaching(years=["1"] * 2 + ["4"] * 9, LANGUAGE=11)
    document = PUBLIC_WHOLE_MAP.write(setting)
    assert "Year 1" not in all_of(document)
    whole = WHOLE_MAP.write(replace(setting, role=Role.SENCO))
    (row,) = csvs_of(whole)["provision_by_tier_and_year.csv"]
    assert (row["Year 1"], row["Year 4"]) == ("2", "9")


def test_a_strand_with_few_needs_is_not_named_in_public_and_is_to_staff():
    said = all_of(published(LANGUAGE=7, SPEECH=6, HEARING=2))
    assert "Hearing" not in said
    assert "Strands in which few pupils have needs are left out" in said
    assert "Language" in said
