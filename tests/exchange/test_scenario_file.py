from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

import pytest

from planner.errors import InputError
from planner.exchange.scenario_file import read_scenario, scenario_bytes, write_scenario
from planner.scenarios.kinds import KINDS
from planner.scenarios.money import MoneyChange, NewCost, NewStream, PriceChange, TopUp
from planner.scenarios.people import Absence, AdultChange, AdultLeaves, Hire, PayAward
from planner.scenarios.provision import OfferProvision, ProvisionChange, StopProvision
from planner.scenarios.pupils import NewPupils, PupilArrives, PupilLeaves
from planner.scenarios.rules import AddPin, PolicyChange, RemovePin
from planner.scenarios.scenario import Scenario
from planner.scenarios.statute import GetsEhcp, ItemChange, NewItem, OwedHours

EASTER = dt.date(2027, 3, 25)
ONE_OF_EACH = (
    MoneyChange(stream="NOTIONAL", pounds="-20000.50"),
    NewStream(stream="G", name='A "bright" fund\\', amount=1, restricted_to="pupil:P1;ehcp"),
    TopUp(pupil="P1", amount=2400, first_day=EASTER),
    NewCost(name="Training", amount="450.25"),
    PriceChange(percent=2.5, of="materials"),
    AdultLeaves(adult="TA03", last_day=EASTER, is_on=False),
    AdultChange(adult="TA04", contract_hours=12.5, gains_skills="elsa;lego"),
    Hire(like="HL01", hours=20),
    PayAward(percent=4, role="TA"),
    Absence(percent=3),
    NewPupils(like="P014", how_many=2, first_day=EASTER, top_up=4000),
    PupilArrives(pupil="P1", first_day=EASTER),
    PupilLeaves(pupil="P1", last_day=EASTER),
    GetsEhcp(pupil="P2", items=(OwedHours(hours=3, skill="bsl"), OwedHours(hours=9, per="term"))),
    NewItem(pupil="P1", hours=1, strand="speech"),
    ItemChange(item="F1", is_dropped=True),
    ProvisionChange(provision="LEGO", group_min=4, group_max=4, years="3-6"),
    StopProvision(provision="LEGO"),
    OfferProvision(entry="NELI"),
    PolicyChange(fairness=0.5, diminishing_returns=(1.2, 1, 0.8), statutory_may_overspend=False),
    AddPin(pupil="P1", provision="S1", rule="must_not"),
    RemovePin(pupil="P1", provision="S1"),
)  # fmt: skip


def faults_of(text):
    with pytest.raises(InputError) as refused:
        read_scenario(text.encode(), "a.toml")
    return [(one.row, one.column, one.what, one.remedy) for one in refused.value.problems]


def test_a_scenario_of_every_kind_of_change_comes_back_as_it_was(tmp_path):
    scenario = Scenario(name="£20,000 less – é", changes=ONE_OF_EACH)
    write_scenario(scenario, tmp_path / "a.toml")

    assert {change.kind for change in ONE_OF_EACH} == set(KINDS)
    assert read_scenario(tmp_path / "a.toml") == scenario
    assert scenario_bytes(read_scenario(scenario_bytes(scenario))) == scenario_bytes(scenario)


def test_every_kind_of_change_is_kept_as_json_and_found_again():
    scenario = Scenario(name="x", changes=ONE_OF_EACH)

    assert Scenario.of_kept("x", json.loads(json.dumps(scenario.kept()))) == scenario
    assert Scenario.model_validate_json(scenario.model_dump_json()) == scenario


def test_a_file_says_only_what_is_not_usual():
    scenario = Scenario(
        name="Less money",
        changes=(
            MoneyChange(stream="NOTIONAL", pounds=-20000),
            AdultLeaves(adult="TA03", last_day=EASTER, is_on=False),
        ),
    )
    assert scenario_bytes(scenario).decode().splitlines() == [
        'name = "Less money"',
        "",
        "[[change]]",
        'kind = "money"',
        'stream = "NOTIONAL"',
        "pounds = -20000",
        "",
        "[[change]]",
        'kind = "adult_leaves"',
        "is_on = false",
        'adult = "TA03"',
        "last_day = 2027-03-25",
    ]


def test_money_dates_and_lists_may_be_written_as_in_the_registers():
    read = read_scenario(
        b"""
name = "x"
[[change]]
kind = "top_up"
pupil = "P1"
amount = "\xc2\xa31,234.50"
first_day = "04/01/2027"
[[change]]
kind = "adult"
adult = "TA1"
gains_skills = "elsa;lego"
"""
    )
    assert read.changes == (
        TopUp(pupil="P1", amount=Decimal("1234.5"), first_day=dt.date(2027, 1, 4)),
        AdultChange(adult="TA1", gains_skills=("elsa", "lego")),
    )


def test_everything_wrong_is_told_at_once_with_the_number_of_the_change():
    text = """
nam = "x"
[[change]]
kind = "top_up"
pupil = "P 1"
amonut = 5
[[change]]
kind = "adult_leave"
[[change]]
kind = "hire"
role = "TA"
hours = 90
"""
    assert faults_of(text) == [
        (0, "nam", "is not known here", "write name"),
        (0, "name", "is missing", 'write a line such as name = "Lose £20,000"'),
        (1, "amonut", "is not known here", "write amount"),
        (1, "amount", "is missing", "fill it in (Amount (£ this plan year))"),
        (1, "pupil", "is 'P 1'", "write a short code of letters, digits, -, _ and . only"),
        (2, "kind", "is 'adult_leave', which is no kind of change", "write adult_leaves"),
        (3, "hours", "is '90', which is out of range", "write 0 to 60 hours a week"),
    ]


def test_faults_of_a_whole_change_and_of_an_item_inside_it_say_where():
    text = """
name = "x"
[[change]]
kind = "money"
[[change]]
kind = "ehcp"
pupil = "P1"
items = [{ hours = 3 }, { hours = 3, skil = "bsl" }]
"""
    assert faults_of(text) == [
        (1, "", "is in neither pounds nor per cent, or in both", "fill in one of them"),
        (2, "items.2.skil", "is not known here", "take it out"),
    ]


@pytest.mark.parametrize(
    ("text", "key", "what"),
    [
        ('name = "x"\n[change]\nkind = "money"', "change", "is not a list of changes"),
        ('name = "x"\nchange = 3', "change", "is not a list of changes"),
        ("name = 3", "name", "is not a name of 1 to 100 letters"),
        ('name = " "', "name", "is not a name of 1 to 100 letters"),
        ('name = "\\u0001"', "name", "has the hidden character '\\x01'"),
        ('name = "x"\n[[change]]', "kind", "is missing"),
        ("name = ", "", "cannot be read as TOML (Invalid value (at end of document))"),
        ("a = " + "[" * 5000, "", "has lists inside lists without end"),
    ],
)
def test_what_is_no_scenario_is_told_and_never_half_read(text, key, what):
    (fault,) = [one[1:3] for one in faults_of(text) if one[1] != "a"]
    assert fault == (key, what)


def test_bytes_that_are_no_text_and_files_that_are_not_there_are_told(tmp_path):
    with pytest.raises(InputError, match="is not text in UTF-8; save it as UTF-8"):
        read_scenario(b"\xff\xff")
    with pytest.raises(InputError, match="is not a file; give the place of a scenario"):
        read_scenario(tmp_path / "none.toml")
    with pytest.raises(InputError, match="has more than 20 MB"):
        read_scenario(b"#" * (20 * 1024 * 1024 + 1))
    with pytest.raises(InputError, match="has more than 1,000 changes"):
        read_scenario(b'name = "x"\n' + b'[[change]]\nkind = "absence"\n' * 1001)
