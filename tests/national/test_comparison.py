"""A school beside national figures: outside the range, within it, or too few pupils to say."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest

from planner.national.chance import Likely
from planner.national.comparison import Verdict, beside_national
from planner.national.roll import RollKnown, census_day, roll_of
from planner.parameters.comparators import EHCP, SEN, SEN_SUPPORT
from planner.school.codes import NeedType, SenStatus
from tests.builders import a_pupil, details
from tests.national.schools import PRIMARY, loaded, pupils

# At 10 % of 50 pupils, published tables give 2 to 9; see the range's own tests.
FIFTY = details(phase="primary", pupils_on_roll=50)
TENTH = [loaded("share_with_ehcp", 10)]


def one(beside, comparator):
    return next(row for row in beside.comparisons if row.comparator == comparator)


@pytest.mark.parametrize(
    ("with_ehcp", "verdict"),
    [
        (1, Verdict.BELOW),
        (2, Verdict.WITHIN),
        (9, Verdict.WITHIN),
        (10, Verdict.ABOVE),
    ],
)
def test_the_ends_of_the_range_lie_within_it(with_ehcp, verdict):
    row = one(beside_national(FIFTY, pupils(ehcp=with_ehcp), TENTH), EHCP)
    assert (row.likely, row.verdict) == (Likely(2, 9), verdict)


def test_a_share_is_of_everybody_on_roll():
    row = one(beside_national(PRIMARY, pupils(ehcp=9, support=31), ()), SEN)
    assert (row.number, row.out_of, row.share) == (40, 200, 0.2)
    assert row.national == Fraction(194, 1000)


def test_in_a_small_school_there_are_too_few_to_say():
    # 20 pupils at 6 %: none at all comes with 0.94^20 = 29 %, so any low number would do.
    small = details(phase="primary", pupils_on_roll=20)
    for number in (0, 1, 2, 3):
        row = one(beside_national(small, pupils(ehcp=number), ()), EHCP)
        assert (row.likely.fewest, row.verdict) == (0, Verdict.TOO_FEW)
    assert one(beside_national(small, pupils(ehcp=8), ()), EHCP).verdict is Verdict.ABOVE


def test_of_ten_pupils_or_fewer_nothing_is_said_whatever_they_are():
    # Six of ten is far above 1 to 4 at 25.7 %; of eleven it would be told.
    for of, verdict in ((10, Verdict.TOO_FEW), (11, Verdict.ABOVE)):
        school = pupils(support=of, SLCN_K=8, SEMH_K=of - 8)
        rows = beside_national(PRIMARY, school, ()).needs
        (row,) = (row for row in rows if row.need is NeedType.SLCN)
        assert (row.out_of, row.verdict) == (of, verdict)


def test_without_a_national_figure_nothing_is_compared():
    rows = beside_national(PRIMARY, pupils(support=30, MLD_K=30), ()).needs
    (row,) = (row for row in rows if row.need is NeedType.MLD)
    assert (row.number, row.found, row.verdict) == (30, None, Verdict.NOT_COMPARED)


def test_types_of_need_are_shares_of_those_of_whom_one_is_entered():
    beside = beside_national(PRIMARY, pupils(ehcp=20, ASD_E=6, SEMH_E=9, support=1), ())
    needs = {row.need: row for row in beside.needs if row.status is SenStatus.EHCP}
    assert (needs[NeedType.ASD].number, needs[NeedType.ASD].out_of) == (6, 15)
    # 5 with an EHCP and 1 on SEN Support have none.
    assert beside.without_need == 6


def test_a_type_of_need_that_nobody_has_is_shown_where_its_national_share_is_known():
    rows = beside_national(PRIMARY, pupils(ehcp=20, SEMH_E=20), ()).needs
    assert {(row.need, row.number) for row in rows} == {(NeedType.SEMH, 20), (NeedType.ASD, 0)}


def test_a_register_of_pupils_with_sen_does_not_say_how_many_are_on_roll():
    beside = beside_national(details(phase="primary"), pupils(ehcp=5, support=20, neither=3), ())
    assert beside.roll.known is RollKnown.UNKNOWN
    assert {row.verdict for row in beside.shares} == {Verdict.NOT_COMPARED}
    assert [row.share for row in beside.shares] == [None, None, None]
    assert one(beside, SEN_SUPPORT).number == 20


def test_a_register_of_mostly_other_pupils_is_taken_for_the_whole_roll():
    roll = roll_of(details(), pupils(ehcp=5, support=20, neither=26))
    assert (roll.pupils, roll.known) == (51, RollKnown.REGISTER)
    assert roll_of(details(), pupils(ehcp=5, support=20, neither=25)).pupils is None


def test_pupils_on_roll_who_cannot_be_fewer_than_those_with_sen_are_not_counted_on():
    roll = roll_of(details(pupils_on_roll=24), pupils(ehcp=5, support=20))
    assert (roll.pupils, roll.known) == (None, RollKnown.TOO_SMALL)
    assert roll_of(details(pupils_on_roll=25), pupils(ehcp=5, support=20)).pupils == 25


@pytest.mark.parametrize(
    ("year", "day"),
    # 1 January is a Thursday in 2026, a Friday in 2027 and a Saturday in 2028.
    [("2025/26", "2026-01-15"), ("2026/27", "2027-01-21"), ("2027/28", "2028-01-20")],
)
def test_the_census_is_on_the_third_thursday_of_january(year, day):
    assert str(census_day(details(academic_year=year).academic_year)) == day


def test_one_who_left_and_one_who_came_in_their_place_are_one():
    # Four with an EHCP all year; one left the day before 21 January 2027, one came on it.
    moved = [
        a_pupil("L", sen_status="E", leaves=dt.date(2027, 1, 20)),
        a_pupil("C", sen_status="E", starts=dt.date(2027, 1, 21)),
    ]
    beside = beside_national(details(), [*pupils(ehcp=4, neither=6), *moved], ())
    assert (one(beside, EHCP).number, beside.roll.pupils) == (5, 11)
    assert beside.without_need == 5
