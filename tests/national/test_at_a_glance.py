"""What a viewer sees beside national figures gives no small number away."""

from __future__ import annotations

import pytest

from planner.charts.national.table import shown_shares_table
from planner.charts.national.words import answer_at_a_glance
from planner.glance import glance_at
from planner.national.at_a_glance import beside_at_a_glance
from planner.national.comparison import Verdict
from planner.parameters.comparators import EHCP, SEN, SEN_SUPPORT
from planner.suppression import Hidden
from tests.builders import details
from tests.national.schools import PRIMARY, pupils


def beside(found=PRIMARY, **counts):
    return beside_at_a_glance(glance_at(pupils(**counts), []), found, ())


def by_code(shares):
    return {one.comparator: one for one in shares.shares}


def test_what_is_not_small_is_set_beside_england():
    rows = by_code(beside(ehcp=8, support=30))
    assert [rows[one].number for one in (EHCP, SEN_SUPPORT, SEN)] == [8, 30, 38]
    # 200 pupils at 19.4 %: 38 is near the 38.8 in the middle.
    assert rows[SEN].verdict is Verdict.WITHIN


def test_a_small_number_is_hidden_and_nothing_follows_from_it():
    rows = by_code(beside(ehcp=2, support=30))
    assert isinstance(rows[EHCP].number, Hidden)
    assert (rows[EHCP].share, rows[EHCP].verdict) == (None, Verdict.HIDDEN)
    # With 32 in all shown, 30 on SEN Support would give the 2 away.
    assert isinstance(rows[SEN_SUPPORT].number, Hidden)
    assert rows[SEN].number == 32


def test_no_number_is_shown_that_the_counts_at_a_glance_do_not_show():
    for counts in ({"ehcp": 3, "support": 4}, {"ehcp": 8, "support": 2, "neither": 90}):
        glance = glance_at(pupils(**counts), [])
        shown = {one for one in glance.years[-1].counts if isinstance(one, int)}
        rows = beside_at_a_glance(glance, PRIMARY, ()).shares
        numbers = {one.number for one in rows if isinstance(one.number, int)}
        assert numbers <= shown


@pytest.mark.parametrize("entered", [None, 3])
def test_how_many_are_on_roll_is_not_told_where_the_register_hides_it(entered):
    # Three pupils are few, and so is their total: a roll of 3 would tell it.
    glance = glance_at(pupils(ehcp=3), [])
    assert isinstance(glance.years[-1].counts[-1], Hidden)
    rows = beside_at_a_glance(glance, details(pupils_on_roll=entered), ()).shares
    assert {one.out_of for one in rows} == {None}


def test_a_register_of_everybody_says_how_many_there_are_only_where_it_is_shown():
    shown = beside_at_a_glance(glance_at(pupils(ehcp=6, support=9, neither=60), []), details(), ())
    assert {one.out_of for one in shown.shares} == {75}
    # 4 with an EHCP are hidden, and whether most have SEN would tell something of them.
    few = beside_at_a_glance(glance_at(pupils(ehcp=4, support=9, neither=60), []), details(), ())
    assert {one.out_of for one in few.shares} == {None}


def test_the_table_says_why_a_number_is_not_there():
    table = shown_shares_table(beside(ehcp=2, support=30))
    cells = {row[0]: row for row in table.rows}
    assert cells["With an EHCP"][1] == "fewer than 5"
    assert cells["With an EHCP"][3] is None
    assert cells["On SEN Support"][1] == "hidden"
    assert "Not shown, so that nobody can be recognised" in answer_at_a_glance(
        beside(ehcp=2, support=30)
    )


def test_without_a_roll_no_share_is_told():
    assert answer_at_a_glance(beside(details(phase="primary"), ehcp=8, support=30)) == (
        "How many pupils are on roll is not known here, so no share of them can be told."
    )
