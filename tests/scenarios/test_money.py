from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from pydantic import ValidationError

from planner.costing.owed import cost_of_referral
from planner.errors import ChangeError
from planner.scenarios.money import MoneyChange, NewCost, NewStream, PriceChange, TopUp
from planner.school.codes import StreamKind
from tests.builders import (
    a_budget_line,
    a_programme,
    a_pupil,
    a_referral,
    a_school,
    a_stream,
    a_support,
    a_teaching_assistant,
    an_item,
)

JANUARY = dt.date(2027, 1, 4)


def streams_of(school):
    return {row.stream: row.amount for row in school.funding}


def three_streams():
    """Two general streams of £20,000 and £5,000, and one that is tied to a pupil."""
    return a_school(
        funding=[
            a_stream("SMALL", amount="5000"),
            a_stream("NOTIONAL", name="Notional SEN budget", amount="20000"),
            a_stream("TU-P1", kind="top_up", amount="9000", restricted_to="pupil:P1"),
        ]
    )


def test_a_stream_loses_pounds_and_says_so():
    change = MoneyChange(stream="NOTIONAL", pounds="-2500")

    assert streams_of(change.become(three_streams()))["NOTIONAL"] == Decimal(17500)
    assert change.sentence(three_streams()) == "Lose £2,500 of Notional SEN budget"


def test_a_stream_grows_by_a_share_of_it_to_the_penny():
    change = MoneyChange(stream="SMALL", percent=3.333)

    # 5,000 × 1.03333 = 5,166.65
    assert streams_of(change.become(three_streams()))["SMALL"] == Decimal("5166.65")
    assert change.sentence(three_streams()) == "3.333 % more of SEN budget"


def test_general_money_is_taken_from_the_largest_stream_first():
    became = MoneyChange(pounds=-22000).become(three_streams())

    assert streams_of(became) == {"SMALL": 3000, "NOTIONAL": 0, "TU-P1": 9000}


def test_more_general_money_is_a_stream_without_strings():
    change = MoneyChange(pounds=1000)
    added = change.become(three_streams()).funding[-1]

    assert (added.amount, added.is_general, added.starts) == (1000, True, None)
    assert change.sentence(three_streams()) == "£1,000 more of general money"


def test_a_share_of_general_money_is_a_share_of_each_general_stream():
    became = MoneyChange(percent=-10).become(three_streams())

    assert streams_of(became) == {"SMALL": 4500, "NOTIONAL": 18000, "TU-P1": 9000}


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"stream": "SMALL", "pounds": -6000}, "SMALL is £5,000, less than £6,000; take £5,000"),
        ({"pounds": -25001}, "general money is £25,000, less than £25,001; take £25,000"),
        ({"stream": "GONE", "pounds": 1}, "GONE is not among the streams of money (any more)"),
    ],
)
def test_money_that_is_not_there_cannot_be_lost(facts, why):
    with pytest.raises(ChangeError) as refused:
        MoneyChange(**facts).become(three_streams())

    assert str(refused.value).startswith(why)


@pytest.mark.parametrize("facts", [{}, {"pounds": 1, "percent": 1}])
def test_money_changes_in_pounds_or_in_per_cent(facts):
    with pytest.raises(ValidationError, match="neither pounds nor per cent, or in both"):
        MoneyChange(**facts)


def test_a_new_stream_comes_with_its_strings_and_dates():
    change = NewStream(
        stream="GRANT", name="Reading grant", amount=500, stream_kind="grant",
        restricted_to="tier:targeted", first_day=JANUARY,
    )  # fmt: skip
    became = change.become(three_streams())

    added = a_stream(
        "GRANT", name="Reading grant", amount="500", kind="grant",
        restricted_to="tier:targeted", starts=JANUARY,
    )  # fmt: skip
    assert became.funding[-1] == added
    assert change.sentence(became) == (
        "New money: £500 of Reading grant from 4 January 2027, only for tier:targeted"
    )


def test_a_stream_that_is_there_cannot_come_again():
    with pytest.raises(ChangeError, match="there is a stream SMALL already"):
        NewStream(stream="SMALL", name="x", amount=1).become(three_streams())


def test_top_up_changes_the_one_stream_of_its_pupil():
    became = TopUp(pupil="P1", amount=9500).become(three_streams())

    assert streams_of(became) == {"SMALL": 5000, "NOTIONAL": 20000, "TU-P1": 9500}


def test_top_up_arrives_as_a_new_stream_for_that_pupil_alone():
    school = a_school(pupils=[a_pupil(), a_pupil("P2")])
    change = TopUp(pupil="P2", amount=2400, first_day=JANUARY)
    row = change.become(school).funding[-1]

    assert (row.stream, row.amount, row.kind) == ("TU-P2", 2400, StreamKind.TOP_UP)
    assert (list(map(str, row.restricted_to)), row.starts) == (["pupil:P2"], JANUARY)
    assert change.sentence(school) == "Top-up for P2 is £2,400 this year from 4 January 2027"


def test_the_code_of_a_new_top_up_is_not_one_that_is_taken():
    school = a_school(funding=[a_stream("TU-P1")])

    assert TopUp(pupil="P1", amount=1).become(school).funding[-1].stream == "TU-P1-2"


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"pupil": "P9", "amount": 1}, "P9 is not among the pupils"),
        ({"pupil": "P1", "amount": 9000}, "it is so already"),
    ],
)
def test_top_up_that_changes_nothing_or_is_for_nobody_does_not_apply(facts, why):
    with pytest.raises(ChangeError, match=why):
        TopUp(**facts).become(three_streams())


def test_of_two_streams_of_top_up_one_has_to_be_named():
    tied = {"kind": "top_up", "restricted_to": "pupil:P1"}
    school = a_school(funding=[a_stream("A", **tied), a_stream("B", **tied)])

    with pytest.raises(ChangeError, match=r"more than one stream \(A, B\); name the stream"):
        TopUp(pupil="P1", amount=1).become(school)
    assert streams_of(TopUp(pupil="P1", amount=1, stream="B").become(school))["B"] == 1


def priced_school():
    return a_school(
        provisions=[a_support(), a_programme(cost_per_group="120", set_up_cost="50"), an_item()],
        staff=[
            a_teaching_assistant(),
            a_teaching_assistant("AG1", engagement="agency", contract_hours=None, hourly_cost="24"),
        ],
        budget_lines=[a_budget_line()],
        referrals=[a_referral(), a_referral("R2", status="done"), a_referral("R3", cost=None)],
    )


@pytest.mark.parametrize(
    ("of", "costs"),
    [
        # 120, 50 and 400 for materials, 24 an hour, 390 for licences, 500 for the referral; each up
        # by a tenth. The referral that is done stays at its 500.
        ("everything", (132, 55, 440, Decimal("26.4"), 429, 550)),
        ("materials", (132, 55, 440, 24, 390, 500)),
        ("bought_hours", (120, 50, 400, Decimal("26.4"), 390, 550)),
        ("budget_lines", (120, 50, 400, 24, 429, 500)),
    ],
)
def test_prices_rise_for_what_is_bought_and_pay_stays(of, costs):
    became = PriceChange(percent=10, of=of).become(priced_school())

    programme, item = became.provisions[1:]
    assert (
        programme.cost_per_group,
        programme.set_up_cost,
        item.cost_per_pupil,
        became.staff[1].hourly_cost,
        became.budget_lines[0].amount,
        became.referrals[0].cost,
    ) == costs
    assert [row.cost for row in became.referrals[1:]] == [500, None]
    assert became.staff[0].annual_cost == 19500


@pytest.mark.parametrize("of", ["everything", "bought_hours"])
def test_a_referral_that_is_done_keeps_the_cost_of_its_hours(of):
    # 10 h at £60 were £600; those still open become 10 * £66 = £660, and nothing was declined for.
    service = {"engagement": "service", "contract_hours": None, "hourly_cost": "60"}
    by_hours = {"cost": None, "staff": "EP1", "hours": 10}
    school = a_school(
        staff=[a_teaching_assistant("EP1", **service)],
        referrals=[
            a_referral("DONE", status="done", **by_hours),
            a_referral("OPEN", **by_hours),
            a_referral("NO", status="declined", **by_hours),
        ],
    )
    became = PriceChange(percent=10, of=of).become(school)

    assert [cost_of_referral(row, became) for row in became.referrals] == [600, 660, 0]
    assert became.referrals[0] == a_referral("DONE", status="done", **by_hours | {"cost": "600"})
    assert became.referrals[1:] == school.referrals[1:]


def test_a_new_cost_is_called_neither_as_a_line_nor_as_a_referral():
    school = a_school(budget_lines=[a_budget_line("NEW")], referrals=[a_referral("NEW-2")])
    cost = {"name": "Training", "amount": 100}

    assert NewCost(**cost).become(school).budget_lines[-1].line == "NEW-3"
    with pytest.raises(ChangeError, match="there is a referral NEW-2 already"):
        NewCost(**cost, code="NEW-2").become(school)


def test_prices_of_nothing_cannot_rise():
    with pytest.raises(ChangeError, match="nothing of it has a price"):
        PriceChange(percent=10).become(a_school())


def test_a_new_cost_is_a_budget_line_under_a_free_code():
    school = a_school(budget_lines=[a_budget_line("NEW")])
    change = NewCost(name="ELSA training", amount=450, stream="GENERAL", first_day=JANUARY)
    added = change.become(school).budget_lines[-1]

    assert added == a_budget_line(
        "NEW-2", name="ELSA training", amount="450", stream="GENERAL", starts=JANUARY
    )
    assert change.sentence(school) == "New cost: £450 for ELSA training"
    with pytest.raises(ChangeError, match="there is a budget line NEW already"):
        NewCost(name="x", amount=1, code="NEW").become(school)
