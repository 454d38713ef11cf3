"""Which column of an export has what the register has, as a user chooses it."""

from __future__ import annotations

from planner.exchange.mis.choosing import (
    chosen_twice,
    columns_to_remember,
    first_choice,
    matches_of,
    meanings_to_remember,
)
from planner.exchange.mis.matching import Sureness, guess_columns
from planner.exchange.mis.target import Target
from planner.exchange.mis.translation import meanings_from
from tests.exchange.mis.exports import sample, text_report

TEXT = "Adno,Legal Surname,Year,House\n412,Lee,4,Red\n398,Roe,5,Blue\n"


def test_the_first_choice_is_what_the_guesses_say():
    chosen = first_choice(guess_columns(sample("sims.csv")))
    assert chosen[Target.KEY] == "adno"
    assert chosen[Target.YEAR_GROUP] == "nc year actual"
    assert chosen[Target.NEED_RANK] == "need rank"
    assert Target.SURNAME not in chosen


def test_a_choice_is_turned_round_and_names_stay_names():
    report = text_report(TEXT)
    guesses = guess_columns(report)
    matches = matches_of({Target.KEY: "adno", Target.CLASS: "house"}, guesses)
    assert matches == {
        "adno": Target.KEY,
        "legal surname": Target.SURNAME,
        "year": Target.NOTHING,
        "house": Target.CLASS,
    }


def test_one_column_chosen_for_two_things_is_noticed():
    chosen = {Target.KEY: "adno", Target.CLASS: "year", Target.YEAR_GROUP: "year"}
    assert chosen_twice(chosen) == {"year": (Target.CLASS, Target.YEAR_GROUP)}


def test_a_choice_is_guessed_next_time_beside_what_was_remembered_before():
    report = text_report(TEXT)
    matches = matches_of({Target.KEY: "adno", Target.CLASS: "house"}, guess_columns(report))
    memory = columns_to_remember(matches, report, {"reg": "class", "house": "nothing"})
    assert memory["reg"] == "class"
    again = {guess.column: guess for guess in guess_columns(report, memory)}
    assert (again["house"].target, again["house"].sureness) == (Target.CLASS, Sureness.REMEMBERED)
    assert again["year"].target is Target.NOTHING


def test_memory_has_an_end_and_the_newest_stays():
    report = text_report(TEXT)
    before = {f"heading {number}": "nothing" for number in range(1_000)}
    matches = matches_of({Target.KEY: "adno"}, guess_columns(report))
    memory = columns_to_remember(matches, report, before)
    assert len(memory) == 500
    assert memory["adno"] == "key"
    assert "heading 0" not in memory


def test_what_the_schools_codes_mean_is_remembered_as_text_and_taken_up_again():
    memory = meanings_to_remember(
        {Target.SEN_STATUS: {"M": "N"}, Target.PRIMARY_NEED: {"X" * 300: "ASD"}},
        {"sen_status": {"M": "K", "T": "E"}},
    )
    assert memory == {"sen_status": {"T": "E", "M": "N"}}
    assert meanings_from(memory) == {Target.SEN_STATUS: {"T": "E", "M": "N"}}
