"""Text that a spreadsheet would run is neutralised, and comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.safety import neutralised, restored


@pytest.mark.parametrize("text", ["=1+1", "+44 20", "-5", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_could_run_gets_an_apostrophe(text):
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "P1", "it's", "'quoted'", "3-6", "a=b"])
def test_other_text_is_left_alone(text):
    assert neutralised(text) == restored(text) == text


@given(st.text(alphabet="'=+-@\t\ra1", max_size=6))
def test_restored_gives_back_exactly_what_was_neutralised(text):
    assert restored(neutralised(text)) == text
