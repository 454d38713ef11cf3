"""The newest national figure is taken, for this kind of school where there is one."""

from __future__ import annotations

import datetime as dt

from planner.national.newest import newest_figure
from planner.parameters.comparators import EHCP, SEN, SEN_SUPPORT, need_share
from planner.parameters.figure import Status
from planner.periods import AcademicYear
from planner.school.codes import NeedType, Phase, SenStatus
from tests.national.schools import loaded

YEAR = AcademicYear(2026)


def test_the_newest_figure_shipped_is_taken_with_its_date_and_source():
    # 5.3 % of January 2025 and 6.0 % of January 2026 are both there.
    found = newest_figure(EHCP, Phase.PRIMARY, YEAR, ())
    assert found.figure.amount == 6
    assert found.figure.starts == dt.date(2026, 1, 1)
    assert found.figure.source.startswith("nasen")
    assert not found.is_older


def test_a_newer_figure_that_was_loaded_wins_over_one_that_is_shipped():
    own = [loaded("share_with_ehcp", "6.7", 2027)]
    found = newest_figure(EHCP, None, YEAR, own)
    assert (found.figure.amount, found.figure.status) == (own[0].amount, Status.LOADED)


def test_an_older_figure_that_was_loaded_does_not_win():
    own = [loaded("share_with_ehcp", "5.3", 2025)]
    assert newest_figure(EHCP, None, YEAR, own).figure.amount == 6


def test_on_the_same_day_the_schools_own_comes_first():
    own = [loaded("share_with_ehcp", "5.96", 2026)]
    assert str(newest_figure(EHCP, None, YEAR, own).figure.amount) == "5.96"


def test_a_figure_of_this_kind_of_school_comes_before_one_of_all():
    assert newest_figure(SEN, Phase.PRIMARY, YEAR, ()).figure.amount.as_tuple().digits == (1, 9, 4)
    own = [loaded("share_with_ehcp_primary", "3.6")]
    found = newest_figure(EHCP, Phase.PRIMARY, YEAR, own)
    assert (str(found.figure.amount), found.is_of_phase) == ("3.6", True)
    assert not newest_figure(EHCP, Phase.SECONDARY, YEAR, own).is_of_phase


def test_an_old_figure_of_this_kind_does_not_hide_a_present_one_of_all():
    own = [loaded("share_with_ehcp_primary", "1.8", 2020)]
    found = newest_figure(EHCP, Phase.PRIMARY, YEAR, own)
    assert (found.figure.amount, found.is_of_phase) == (6, False)


def test_a_figure_of_days_after_the_school_year_is_not_taken():
    own = [loaded("share_with_ehcp", "9", 2028)]
    assert newest_figure(EHCP, None, YEAR, own).figure.amount == 6
    # January 2026 lies in the school year 2025/26, and not in 2024/25.
    assert newest_figure(EHCP, None, AcademicYear(2025), ()).figure.amount == 6
    assert str(newest_figure(EHCP, None, AcademicYear(2024), ()).figure.amount) == "5.3"


def test_a_figure_that_had_ended_when_the_year_began_is_said_to_be_older():
    autism = need_share(NeedType.ASD, SenStatus.EHCP)
    found = newest_figure(autism, Phase.PRIMARY, YEAR, ())
    assert (str(found.figure.amount), found.is_older) == ("33.6", True)
    assert not newest_figure(autism, Phase.PRIMARY, AcademicYear(2025), ()).is_older


def test_what_no_source_was_found_for_is_not_known():
    assert newest_figure(need_share(NeedType.HI, SenStatus.EHCP), None, YEAR, ()) is None
    assert newest_figure(SEN_SUPPORT, None, AcademicYear(2022), ()) is None
