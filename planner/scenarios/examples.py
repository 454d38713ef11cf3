"""Three scenarios to begin with, worked out from a school: a cut, a leaver and newcomers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from planner.funding.position import position_of
from planner.scenarios.money import MoneyChange
from planner.scenarios.people import AdultLeaves
from planner.scenarios.pupils import NewPupils
from planner.scenarios.scenario import Scenario
from planner.scenarios.words import pounds
from planner.school.calendar import hours_owed
from planner.school.codes import Engagement, Per, SenStatus
from planner.school.records import Pupil, StaffMember
from planner.school.school import School

_LARGEST_CUT = Decimal(20_000)
_ROUND = Decimal(500)
_NEW_EHCPS = 2
_EASTER_FROM, _EASTER_TO = 3, 4


def examples(school: School) -> tuple[Scenario, ...]:
    """Give the scenarios that suit a school; one that it has nothing for is left out."""
    return tuple(_examples(school))


def _examples(school: School) -> Iterator[Scenario]:
    cut = _cut(school)
    if cut > 0:
        yield Scenario(name=f"Lose {pounds(cut)}", changes=(MoneyChange(pounds=-cut),))
    adult, easter = _adult_with_most_hours(school), _easter(school)
    if adult is not None and easter is not None:
        yield Scenario(
            name=f"{adult.staff} leaves at Easter",
            changes=(AdultLeaves(adult=adult.staff, last_day=easter),),
        )
    pupil = _pupil_owed_most(school)
    if pupil is not None:
        in_january = _first_of_the_new_year(school)
        when = " in January" if in_january else ""
        yield Scenario(
            name=f"Two more EHCPs{when} like {pupil.pupil}",
            changes=(NewPupils(like=pupil.pupil, how_many=_NEW_EHCPS, first_day=in_january),),
        )


def _cut(school: School) -> Decimal:
    """Half of what is not owed already, in round pounds and at most £20,000 [GBP/year].

    With more than that gone, what is decided already could often not be paid for at all.
    """
    general = sum((row.amount for row in school.funding if row.is_general), Decimal(0))
    half = position_of(school).left / 2 // _ROUND * _ROUND
    return min(max(half, _ROUND), _LARGEST_CUT, general)


def _adult_with_most_hours(school: School) -> StaffMember | None:
    """The employed adult with most hours with pupils who is there all year; TAs come first."""
    employed = [
        row for row in school.staff if row.engagement is Engagement.EMPLOYED and row.leaves is None
    ]
    assistants = [row for row in employed if row.role.casefold() == "ta"]
    return max(assistants or employed, key=lambda row: row.contract_hours or 0.0, default=None)


def _easter(school: School) -> dt.date | None:
    """The last day of the term that ends in March or April, unless it is the year's last."""
    ends = (term.end for term in school.terms[:-1])
    return next((end for end in ends if _EASTER_FROM <= end.month <= _EASTER_TO), None)


def _pupil_owed_most(school: School) -> Pupil | None:
    """The pupil with an EHCP who is owed the most hours in the year and is there all year."""
    pupils = [
        row
        for row in school.pupils
        if row.sen_status is SenStatus.EHCP and row.leaves is None and school.items_of[row.pupil]
    ]
    return max(pupils, key=lambda row: _hours_of(school, row), default=None)


def _hours_of(school: School, pupil: Pupil) -> float:
    """Hours that a pupil is owed in the year [h/year]."""
    items = school.items_of[pupil.pupil]
    by_term = sum(hours_owed(item, pupil, term) for item in items for term in school.terms)
    return by_term + sum(item.hours for item in items if item.per is Per.YEAR)


def _first_of_the_new_year(school: School) -> dt.date | None:
    """The first day of the first term that begins in the second calendar year."""
    year = school.details.academic_year.first + 1
    return next((term.start for term in school.terms if term.start.year == year), None)
