from __future__ import annotations

from decimal import Decimal

from planner.charts import choices
from planner.optimiser.progress import Options
from planner.school.records import Policies


def test_every_choice_of_a_school_has_a_name():
    assert set(choices.NAMES) == set(Policies.model_fields)


def test_changed_choices_are_named_in_the_order_of_the_page():
    now = Policies(reserve=Decimal(500), fairness=0.5)
    assert choices.changed(Policies(), now) == ("fairness", "reserve")
    assert choices.changed(now, now) == ()


def test_the_usual_spread_is_one_of_those_offered():
    assert choices.spread_name(Policies().diminishing_returns) == "Some of both"
    assert choices.spread_name((2.0, 1.0, 0.5)) == choices.OWN_SPREAD


def test_in_no_spread_is_later_help_worth_more_than_earlier_help():
    for worths in choices.SPREADS.values():
        assert len(worths) == 3
        assert list(worths) == sorted(worths, reverse=True)


def test_the_usual_time_is_what_the_planner_takes_when_not_told():
    assert choices.TIME_LIMITS[choices.USUAL_TIME_LIMIT] == Options().time_limit


def test_each_choice_says_what_it_does_at_its_ends_and_between():
    said = [
        *(choices.fairness_effect(value) for value in (0.0, 0.8, 1.0)),
        *(choices.keep_effect(value) for value in (0.0, 0.02)),
        *(choices.reserve_effect(value) for value in (0.0, 1000.0)),
        *(choices.absence_effect(value) for value in (0.0, 4.0)),
        *(choices.overspend_effect(value) for value in (False, True)),
        *(choices.spread_effect(value) for value in choices.SPREADS.values()),
    ]
    assert len(set(said)) == len(said)
    assert all(sentence.endswith(".") for sentence in said)
    assert "£1,000 of money" in choices.reserve_effect(1000.0)
    assert "at least 80 %" in choices.fairness_effect(0.8)
