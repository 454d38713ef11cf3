"""What leaders are told of the local authority's rate, and what others are not."""

from __future__ import annotations

from dataclasses import replace

from planner.charts.leadership.audience import EVERYTHING, Audience
from planner.charts.leadership.ehcps import ehcp_money
from planner.charts.leadership.headline import sentences_of
from planner.charts.leadership.ledgers import rate_pictures, rate_sentence
from tests.builders import a_pupil, a_support, details
from tests.charts.small_plan import small_plan, small_school

VIEWER = Audience(sees_all=False, fewest_shown=2)


def with_rate(rate="15", **tables):
    return small_school(details=details(la_hourly_rate=rate), **tables)


def in_two_provisions():
    """P2 has another support than P1."""
    plan = small_plan()
    rows = [
        row.model_copy(update={"provision": "S2"}) if row.pupil == "P2" else row
        for row in plan.allocations
    ]
    return replace(plan, allocations=tuple(rows))


def test_leaders_read_what_the_rate_pays_less():
    # 58.5 + 28 = 86.5 hours at £20 cost £1,730 and at £15 £1,297.50: £432.50 less.
    said = sentences_of(with_rate(), small_plan())
    assert (
        "The authority’s rate. What pupils receive costs £1,730; the local authority’s rate of £15 "
        "an hour pays £1,298, £432 less than it costs."
    ) in said


def test_a_rate_above_the_cost_pays_more():
    # 86.5 hours × £25 = £2,162.50.
    said = rate_sentence(with_rate("25"), small_plan(), EVERYTHING)
    assert said.endswith("pays £2,163, £433 more than it costs.")


def test_who_may_not_see_everything_reads_thousands_and_nothing_of_few():
    school = with_rate("15")
    told = rate_sentence(school, small_plan(), VIEWER)
    assert "about £1.7k" in told
    assert "about £1.3k" in told
    assert rate_sentence(school, small_plan(), replace(VIEWER, fewest_shown=3)) == ""
    assert list(rate_pictures(school, small_plan(), VIEWER)) == []


def test_without_a_rate_nothing_is_said_or_drawn():
    school, plan = small_school(), small_plan()
    assert rate_sentence(school, plan, EVERYTHING) == ""
    assert list(rate_pictures(school, plan, EVERYTHING)) == []
    assert "rate" not in f"{ehcp_money(school, plan).table.columns} {ehcp_money(school, plan).note}"


def test_the_picture_says_where_the_most_is_missing():
    school = with_rate(provisions=[a_support(), a_support("S2", name="One to one")])
    (picture,) = rate_pictures(school, in_two_provisions(), EVERYTHING)
    # S1: 58.5 hours × £5 = £292.50; S2: 28 × £5 = £140; 292.50 / 432.50 = 68 %.
    assert picture.title == (
        "The authority’s rate of £15 an hour pays £432 less than planned support costs; 68 % of "
        "that is In-class support"
    )
    assert picture.table.rows == (
        ("In-class support", 1170.0, 877.5, 292.5),
        ("One to one", 560.0, 420.0, 140.0),
        ("All provision", 1730.0, 1297.5, 432.5),
    )
    paid, beyond = picture.figure.to_dict()["data"]
    assert list(paid["x"]) == [877.5, 420.0]
    assert (list(beyond["x"]), list(beyond["base"])) == ([292.5, 140.0], [877.5, 420.0])


def test_what_is_paid_beyond_the_cost_is_drawn_apart():
    (picture,) = rate_pictures(with_rate("25"), small_plan(), EVERYTHING)
    paid, more = picture.figure.to_dict()["data"]
    assert (list(paid["x"]), list(more["x"])) == ([1730.0], [432.5])
    assert [note["text"] for note in picture.figure.to_dict()["layout"]["annotations"]] == [
        "£433 more"
    ]


def test_each_ehcp_shows_what_the_rate_pays_for_its_support():
    school = with_rate(pupils=[a_pupil(sen_status="E"), a_pupil("P2")])
    picture = ehcp_money(school, small_plan())
    # 58.5 hours × £15 = £877.50 of £1,170.
    assert picture.table.rows[0][-1] == 877.5
    assert picture.table.columns[-1].title == "The authority’s rate pays (£ a year)"
    assert "comes to £878, £292 less than it costs" in picture.note
