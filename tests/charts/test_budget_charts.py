from __future__ import annotations

import pytest

from planner.charts import theme
from planner.charts.budget_months_chart import budget_months
from planner.charts.budget_streams_chart import MOST_BARS, budget_streams
from planner.funding.position import position_of
from tests.builders import a_budget_line, a_school, a_stream, details

TOP_UP = a_stream("TU", name="Top-up P1", kind="top_up", amount="6000", restricted_to=("pupil:P1",))
FINANCIAL = details(budget_year="financial")


def streams(**tables):
    return budget_streams(position_of(a_school(**tables)))


def months(**tables):
    return budget_months(position_of(a_school(**tables)))


def drawn(picture):
    return picture.figure.to_dict()


def bars(picture):
    return {trace["name"]: list(trace["x"]) for trace in drawn(picture)["data"] if "name" in trace}


def written(picture):
    return [note["text"] for note in drawn(picture)["layout"]["annotations"]]


def test_each_bar_is_what_is_committed_what_is_left_and_what_is_short():
    picture = streams(
        funding=[a_stream(amount="15000"), TOP_UP],
        budget_lines=[a_budget_line(amount="640", stream="TU")],
    )
    # General money has 15,000 of 19,500; of the top-up 640 is committed and 5,360 left.
    assert bars(picture) == {
        "Committed": [15000, 640],
        "Left to decide": [0, 5360],
        "Short": [4500, 0],
    }
    assert written(picture) == ["General money", "Top-up P1"]
    assert list(drawn(picture)["data"][3]["text"]) == [" £4.5k short", " £5.4k left"]
    assert picture.title == "General money is £4,500 short of what must come out of it"
    assert picture.alternative == (
        "Bar chart of money in the year, stream by stream: General money £15,000 in, £19,500 "
        "committed, £4.5k short; Top-up P1 £6,000 in, £640 committed, £5.4k left."
    )
    assert drawn(picture)["layout"]["xaxis"]["title"]["text"] == "Money in the year (£)"


def test_streams_that_are_short_stand_next_to_general_money_and_in_the_title():
    picture = streams(
        funding=[
            a_stream(),
            a_stream("PP", name="Premium", amount="9000", restricted_to=("ehcp",)),
            TOP_UP,
        ],
        budget_lines=[a_budget_line(amount="6100", stream="TU")],
    )
    assert written(picture) == ["General money", "Top-up P1", "Premium"]
    assert picture.title == "Top-up P1 is £100 short of what must come out of it"


def test_nothing_short_is_good_news_with_its_figures():
    assert streams(funding=[a_stream(), TOP_UP]).title == (
        "Nothing is short: £5,500 of general money is left, and £6,000 with strings"
    )


def test_many_streams_are_gathered_and_no_pound_is_lost():
    many = [
        a_stream(f"TU{number}", amount=str(100 * number), restricted_to=("ehcp",))
        for number in range(1, 21)
    ]
    picture = streams(funding=[a_stream(), *many])
    assert len(written(picture)) == MOST_BARS
    # General money and ten streams are shown, so ten are left: 100 + … + 1,000.
    assert written(picture)[-1] == "10 smaller streams"
    assert bars(picture)["Left to decide"][-1] == 5500
    assert len(picture.table.rows) == 22


def test_two_streams_of_one_name_have_a_bar_each():
    same = a_stream("TU2", name="Top-up P1", amount="500", restricted_to=("pupil:P1",))
    picture = streams(funding=[a_stream(), TOP_UP, same])
    assert bars(picture)["Left to decide"] == [5500, 6000, 500]


def test_a_name_is_never_markup():
    picture = streams(funding=[a_stream("X", name="<b>Fund</b>", restricted_to=("ehcp",))])
    assert "&lt;b&gt;Fund&lt;/b&gt;" in written(picture)


@pytest.mark.parametrize("draw", [streams, months])
def test_without_any_money_there_is_a_sentence_and_no_chart(draw):
    picture = draw(staff=[], funding=[])
    assert picture.figure is None
    assert picture.title == "No money is entered yet"
    assert picture.alternative == "There is no money to show."


def test_the_balance_runs_month_by_month_to_what_is_left():
    picture = months()
    (line,) = drawn(picture)["data"]
    # 2,054.79 − 1,625 in September; 25,000 − 19,500 in the end
    assert (line["y"][0], line["y"][-1]) == (pytest.approx(429.79), 5500)
    assert picture.title == (
        "£5,500 is left by the end of August 2027, and the balance never falls below £0"
    )
    assert drawn(picture)["layout"]["yaxis"]["title"]["text"] == "Balance so far (£)"
    assert picture.alternative.startswith(
        "Line of the balance at the end of each month: September 2026 £430, "
    )


def test_the_first_of_april_is_marked_for_a_school_of_the_financial_year():
    layout = drawn(months(details=FINANCIAL))["layout"]
    (line,) = layout["shapes"]
    # March is the seventh month, so the line stands half-way between places 6 and 7.
    assert line["x0"] == line["x1"] == 6.5
    assert [note["text"] for note in layout["annotations"]] == [
        "Financial year<br>2026/27",
        "Financial year<br>2027/28",
    ]


def test_an_academic_budget_year_has_no_border_inside_the_plan_year():
    layout = drawn(months())["layout"]
    assert "shapes" not in layout
    assert [note["text"] for note in layout["annotations"]] == ["Academic year<br>2026/27"]


def test_the_balance_is_written_where_a_budget_year_ends():
    (line,) = drawn(months(details=FINANCIAL))["data"]
    # 14,520.55 − 11,375 at the end of March
    assert [text for text in line["text"] if text] == ["£3.1k", "£5.5k"]
    assert line["text"][6] == "£3.1k"


def test_months_below_nothing_have_another_colour_and_another_shape():
    # Nothing comes in before March, and six months of salary go out: 6 × 1,625.
    late = a_stream(amount="20000", starts="2027-03-01")
    picture = months(funding=[late])
    (line,) = drawn(picture)["data"]
    assert set(line["marker"]["symbol"][:6]) == {"diamond"}
    assert set(line["marker"]["color"][:6]) == {theme.SHORTFALL}
    assert picture.title == (
        "£500 is left by the end of August 2027; the balance is lowest in February 2027, at −£9,750"
    )
    assert line["text"][5] == "−£9.8k"


def test_a_year_that_ends_below_nothing_says_so():
    assert months(funding=[a_stream(amount="10000")]).title == (
        "£9,500 more is committed than comes in by the end of August 2027"
    )
