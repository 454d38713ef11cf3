"""What may be chosen when asking: found in the record of what is asked, and read from text."""

from __future__ import annotations

from decimal import Decimal

import pytest

from planner.errors import InputError
from planner.insight.choice import ChoiceKind, asked_from, choices_of
from planner.school.fields import CellError
from tests.insight.counting import CountAsked, Speed

CHOICES = {choice.name: choice for choice in choices_of(CountAsked)}


def test_every_field_is_a_choice_of_its_kind_in_its_order():
    assert [(name, choice.kind) for name, choice in CHOICES.items()] == [
        ("money", ChoiceKind.MONEY),
        ("hours", ChoiceKind.NUMBER),
        ("most", ChoiceKind.WHOLE_NUMBER),
        ("is_loud", ChoiceKind.YES_NO),
        ("speed", ChoiceKind.WORD),
        ("order", ChoiceKind.WORD),
        ("pupil", ChoiceKind.TEXT),
        ("steps", ChoiceKind.MONEY),
    ]


def test_a_choice_knows_its_label_its_default_and_its_bounds():
    most = CHOICES["most"]
    assert (most.title, most.help) == ("Most (pupils)", "How many are counted")
    assert (most.default, most.least, most.most) == (9, 1, 9)
    assert CHOICES["speed"].words == ("slow", "quick")
    assert CHOICES["speed"].default == "quick"
    assert CHOICES["pupil"].may_be_blank
    assert CHOICES["steps"].is_list


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("money", "£20,000", Decimal(20_000)),
        ("hours", "2.5", 2.5),
        ("most", "3", 3),
        ("is_loud", "Y", True),
        ("order", "down", "down"),
        ("pupil", " ", None),
        ("pupil", "P2", "P2"),
        ("steps", "500; 1,000", (Decimal(500), Decimal(1000))),
    ],
)
def test_text_is_read_as_in_every_file(name, text, value):
    assert CHOICES[name].read(text) == value


@pytest.mark.parametrize(
    ("name", "text", "remedy"),
    [
        ("money", "a lot", "write pounds such as 1234.50"),
        ("money", "-1", "write 0 or more"),
        ("most", "10", "write 9 or less"),
        ("most", "1.5", "write a whole number such as 3"),
        ("speed", "soon", "write one of slow, quick"),
        ("steps", "500;x", "write pounds such as 1234.50"),
    ],
)
def test_text_that_cannot_be_used_says_what_to_write(name, text, remedy):
    with pytest.raises(CellError) as refused:
        CHOICES[name].read(text)
    assert refused.value.remedy == remedy


def test_what_is_left_out_is_as_usual():
    assert asked_from(CountAsked, {"speed": "slow"}) == CountAsked(speed=Speed.SLOW)


def test_what_does_not_go_together_is_refused_in_words():
    with pytest.raises(InputError, match="only quick counting is loud"):
        asked_from(CountAsked, {"is_loud": True, "speed": "slow"})
