"""Whatever a record holds, it comes back equal from what is stored of it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from planner.school.records import Policies, SchoolDetails
from planner.store.kinds import base_of, shown, to_record, to_texts, to_values
from planner.store.registry import RECORDS, row_key
from tests.builders import (
    a_need,
    a_pin,
    a_pupil,
    a_stream,
    a_teaching_assistant,
    an_effect,
    details,
)

WORDS = st.text(st.characters(exclude_categories=["C"]), max_size=30)
MONEY = st.decimals(0, 10**8, allow_nan=False, allow_infinity=False)


def comes_back(record):
    kind = type(record)
    return to_record(kind, to_values(record)) == record == to_record(kind, to_texts(record))


@given(
    st.builds(
        a_teaching_assistant,
        role=WORDS,
        skills=st.lists(WORDS, max_size=4).map(tuple),
        annual_cost=MONEY,
        contract_hours=st.floats(1, 60),
        starts=st.none() | st.dates(),
    )
)
def test_an_adult_comes_back_to_the_last_digit(adult):
    assert comes_back(adult)


@given(
    st.builds(
        a_need,
        hours_per_week=st.none() | st.floats(0, 60, exclude_min=True),
        priority=st.none() | st.floats(0, 1000, exclude_min=True),
        outcome=WORDS,
    )
)
def test_a_need_comes_back_to_the_last_digit(need):
    assert comes_back(need)


@given(
    st.builds(
        Policies,
        fairness=st.floats(0, 1),
        diminishing_returns=st.lists(st.floats(0, 9), min_size=3, max_size=3).map(
            lambda worths: tuple(sorted(worths, reverse=True))
        ),
        reserve=MONEY,
        statutory_may_overspend=st.booleans(),
    )
)
def test_policies_come_back_to_the_last_digit(policies):
    assert comes_back(policies)


@given(
    st.lists(
        st.sampled_from(["ehcp", "pupil:P1", "tier:targeted", "strand:language"]), max_size=4
    ).map(";".join)
)
def test_restrictions_come_back_in_their_order(restricted_to):
    assert comes_back(a_stream(restricted_to=restricted_to))


def test_the_type_of_every_field_is_known():
    bases = {
        base_of(info.annotation) for kind in RECORDS.values() for info in kind.model_fields.values()
    }
    assert {bool, int, float, Decimal, dt.date, tuple, str} <= bases


def test_a_stored_value_that_no_record_can_have_is_never_let_through():
    values = to_values(a_pupil()) | {"year_group": "99"}
    with pytest.raises(ValidationError):
        to_record(type(a_pupil()), values)


def test_lists_are_shown_as_people_write_them_and_other_values_as_they_are():
    adult = a_teaching_assistant(skills=("elsa", "neli"))
    texts = to_texts(adult)
    assert shown(type(adult), "skills", texts["skills"]) == "elsa;neli"
    assert shown(type(adult), "role", texts["role"]) == "TA"
    assert shown(type(adult), "leaves", None) is None


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (a_pupil(), "P1"),
        (an_effect(), "S1 language"),
        (a_pin(), "P1 S1"),
        (a_pin(term="T1"), "P1 S1 T1"),
        (details(), ""),
    ],
)
def test_a_row_is_named_by_its_code_or_by_whom_and_what_it_is_for(record, key):
    assert row_key(record) == key


def test_the_school_and_its_choices_are_tables_of_one_row():
    assert RECORDS["details"] is SchoolDetails
    assert RECORDS["policies"] is Policies
