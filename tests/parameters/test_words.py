"""What the law calls things goes by the nation, and a word without a source is not made up."""

from __future__ import annotations

import pytest

from planner.errors import ParameterError
from planner.parameters.words import COORDINATOR, STATUTORY_PLAN, statutory_word
from planner.school.codes import Nation


@pytest.mark.parametrize(
    ("nation", "short"),
    [
        (Nation.ENGLAND, "EHCP"),
        (Nation.WALES, "IDP"),
        (Nation.SCOTLAND, "CSP"),
        (Nation.NORTHERN_IRELAND, "Statement"),
    ],
)
def test_the_plan_is_called_as_the_nations_law_calls_it(nation, short):
    assert statutory_word(STATUTORY_PLAN, nation).short == short


def test_in_wales_the_coordinator_is_an_alnco():
    assert statutory_word(COORDINATOR, Nation.WALES).short == "ALNCo"


def test_a_word_without_a_source_is_refused_with_what_to_enter():
    with pytest.raises(ParameterError) as refusal:
        statutory_word(COORDINATOR, Nation.SCOTLAND)
    assert str(refusal.value) == (
        "Who co-ordinates it in a school: no word with a source is known for Scotland; "
        "enter the word and its source"
    )
