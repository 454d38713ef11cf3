"""What follows when a code changes or goes."""

from __future__ import annotations

from planner.school.records import Pupil
from planner.school.typed.depending import Renaming, depending_on
from tests.builders import (
    a_budget_line,
    a_need,
    a_pin,
    a_pupil,
    a_statutory_item,
    a_stream,
    a_support,
    an_effect,
)
from tests.school.typed.stored import stored

ROWS = {
    "pupils": stored(a_pupil("P1"), a_pupil("P2")),
    "needs": stored(a_need("N1"), a_need("N2", pupil="P2"), a_need("N3", strand="literacy")),
    "statutory": stored(a_statutory_item(provisions="S1;S2"), a_statutory_item("F2", pupil="P2")),
    "provisions": stored(a_support("S1"), a_support("S2")),
    "effects": stored(an_effect("S1"), an_effect("S2")),
    "pins": stored(a_pin(), a_pin(pupil="P2", provision="S2")),
    "funding": stored(
        a_stream("TU-P1", restricted_to="pupil:P1"),
        a_stream("BOTH", restricted_to="pupil:P1;pupil:P2"),
        a_stream("GENERAL"),
    ),
    "budget_lines": stored(a_budget_line("L1", stream="TU-P1"), a_budget_line("L2")),
}


def outcome(*renamings):
    """Each row that follows, with what it says afterwards where it stays."""
    return {
        (dependent.table, dependent.stored.id): dependent.record
        for dependent in depending_on(ROWS, renamings)
    }


def test_what_is_about_a_pupil_alone_goes_with_the_pupil():
    after = outcome(Renaming("pupils", "P1"))
    gone = {place for place, record in after.items() if record is None}
    assert gone == {("needs", 1), ("needs", 3), ("statutory", 1), ("pins", 1), ("funding", 1)}


def test_money_for_two_pupils_stays_for_the_other():
    after = outcome(Renaming("pupils", "P1"))
    assert after["funding", 2] == a_stream("BOTH", restricted_to="pupil:P2")


def test_a_line_that_a_lost_stream_paid_is_still_owed():
    after = outcome(Renaming("pupils", "P1"))
    assert after["budget_lines", 1] == a_budget_line("L1", stream=None)


def test_a_statutory_item_is_owed_whatever_becomes_of_a_provision():
    after = outcome(Renaming("provisions", "S1"), Renaming("provisions", "S2"))
    assert after["statutory", 1] == a_statutory_item(provisions="")
    assert after["effects", 1] is None
    assert after["effects", 2] is None


def test_two_pupils_who_go_together_take_their_common_money_with_them():
    after = outcome(Renaming("pupils", "P1"), Renaming("pupils", "P2"))
    assert after["funding", 2] is None


def test_a_new_code_is_followed_everywhere():
    after = outcome(Renaming("pupils", "P1", "P14"))
    assert after["needs", 1] == a_need("N1", pupil="P14")
    assert after["funding", 2] == a_stream("BOTH", restricted_to="pupil:P14;pupil:P2")
    assert None not in after.values()
    assert ("budget_lines", 1) not in after


def test_pupils_may_swap_codes_and_each_keeps_what_is_theirs():
    after = outcome(Renaming("pupils", "P1", "P2"), Renaming("pupils", "P2", "P1"))
    assert after["needs", 1] == a_need("N1", pupil="P2")
    assert after["needs", 2] == a_need("N2", pupil="P1")


def test_nobody_depends_on_a_code_that_nobody_names():
    assert outcome(Renaming("pupils", "P9")) == {}
    assert depending_on({}, [Renaming(Pupil.table, "P1")]) == ()


def test_a_dependent_is_saved_under_its_own_row_and_version():
    (need,) = (
        dependent
        for dependent in depending_on(ROWS, [Renaming("pupils", "P2")])
        if dependent.table == "needs"
    )
    change = need.change
    assert (change.table, change.row, change.version, change.record) == ("needs", 2, 1, None)
