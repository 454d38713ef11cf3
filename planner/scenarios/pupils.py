"""Changes of pupils: who comes, like whom, and who comes or goes on another day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from planner.errors import ChangeError
from planner.library.adding import free_code
from planner.scenarios.change import (
    Change,
    altered,
    asked,
    refuse_outside_year,
    replaced,
    the_pupil,
)
from planner.scenarios.money import with_top_up
from planner.scenarios.statute import with_items
from planner.scenarios.words import day, pounds
from planner.school.codes import PinRule, SenStatus
from planner.school.fields import Amount, CellError, Day, Id, IdList, WholeNumber, between
from planner.school.records import Need, Pin, Pupil, Referral
from planner.school.referral import day_of, is_open, is_waiting
from planner.school.school import School


class NewPupils(Change):
    """Pupils come who are like one of the school's: the same needs, the same statutory items."""

    TITLE: ClassVar[str] = "New pupils"

    kind: Literal["new_pupils"] = "new_pupils"
    like: Id = asked(
        "Like", "The pupil whose year group, needs and statutory items are copied", of="pupils"
    )
    how_many: Annotated[WholeNumber, between(1, 50, "pupils")] = asked(
        "How many (pupils)", "Each is a copy", default=1
    )
    first_day: Day | None = asked("From", "First day on roll; blank: all year", default=None)
    top_up: Amount | None = asked(
        "Top-up (£ each this plan year)",
        "Paid from the first day; blank: none, or none yet",
        default=None,
    )
    codes: IdList = asked("Codes", "One for each; blank: new ones", default=())

    @model_validator(mode="after")
    def _has_a_code_for_each(self) -> Self:
        if self.codes and len(self.codes) != self.how_many:
            remedy = f"write {self.how_many}, or leave it blank"
            what = f"has {len(self.codes)} codes"
            raise CellError(what, remedy)
        return self

    def sentence(self, school: School) -> str:
        """Say how many come, like whom, when and with what money."""
        found = school.pupil_by_id.get(self.like)
        noun = "EHCP" if found and found.sen_status is SenStatus.EHCP else "pupil"
        new = f"A new {noun}" if self.how_many == 1 else f"{self.how_many} new {noun}s"
        since = f" from {day(self.first_day)}" if self.first_day else ""
        each = " each" if self.how_many > 1 else ""
        money = f", with {pounds(self.top_up)} of top-up{each} this year" if self.top_up else ""
        return f"{new} like {self.like}{since}{money}"

    def become(self, school: School) -> School:
        """Add the pupils with their needs, statutory items and top-up."""
        model = the_pupil(school, self.like)
        if self.first_day is not None:
            refuse_outside_year(school, self.first_day)
            if model.leaves is not None and model.leaves < self.first_day:
                what = f"{self.like} has left by then, and a copy would have too"
                raise ChangeError(what, "choose another pupil, or an earlier day")
        taken = [code for code in self.codes if code in school.pupil_by_id]
        if taken:
            what = f"there is a pupil {taken[0]} already"
            raise ChangeError(what, "write another code")
        for number in range(self.how_many):
            code = self.codes[number] if self.codes else free_code(self.like, school.pupil_by_id)
            school = self._with_one(school, model, code)
        return school

    def _with_one(self, school: School, model: Pupil, code: str) -> School:
        starts = model.starts if self.first_day is None else self.first_day
        became = replace(
            school,
            pupils=(*school.pupils, altered(model, pupil=code, starts=starts)),
            needs=(*school.needs, *_needs_like(school, model, code)),
            pins=(*school.pins, *_pins_for_all(school, code)),
        )
        became = with_items(became, code, (dict(item) for item in school.items_of[model.pupil]))
        if self.top_up is None:
            return became
        since = {} if self.first_day is None else {"starts": self.first_day}
        return with_top_up(became, code, {"amount": self.top_up, **since})


def _needs_like(school: School, model: Pupil, code: str) -> Iterator[Need]:
    """The needs of a pupil for another one, under codes that are free."""
    taken = {need.need for need in school.needs}
    for need in school.needs_of[model.pupil]:
        free = free_code(need.need, taken)
        taken.add(free)
        yield altered(need, need=free, pupil=code)


def _pins_for_all(school: School, code: str) -> Iterator[Pin]:
    """What nobody of the school may have, a new pupil may not have either."""
    never = Counter(
        pin.provision for pin in school.pins if pin.rule is PinRule.MUST_NOT and pin.term is None
    )
    for provision, times in never.items():
        if times >= len(school.pupils):
            yield Pin(pupil=code, provision=provision, rule=PinRule.MUST_NOT)


class PupilLeaves(Change):
    """A pupil leaves during the year."""

    TITLE: ClassVar[str] = "A pupil leaves"

    kind: Literal["pupil_leaves"] = "pupil_leaves"
    pupil: Id = asked("Pupil", "Who leaves", of="pupils")
    last_day: Day = asked(
        "Last day",
        "The last day on roll; referrals not begun by then fall away where their cost falls later",
    )

    def sentence(self, school: School) -> str:
        """Say who leaves and when."""
        return f"{self.pupil} leaves on {day(self.last_day)}"

    def become(self, school: School) -> School:
        """End the pupil's time on roll, and what nobody has begun for them by then."""
        found = the_pupil(school, self.pupil)
        refuse_outside_year(school, self.last_day)
        if found.leaves is not None and found.leaves <= self.last_day:
            what = f"{self.pupil} leaves on {day(found.leaves)} already"
            raise ChangeError(what, "write an earlier day, or delete the change")
        row = altered(found, leaves=self.last_day)
        referrals = tuple(
            referral
            for referral in school.referrals
            if referral.pupil != self.pupil or not _falls_away(referral, self.last_day)
        )
        return replace(school, pupils=replaced(school.pupils, found, row), referrals=referrals)


def _falls_away(referral: Referral, last_day: dt.date) -> bool:
    """Whether a referral ends with its pupil's time on roll.

    It does where its work has not begun by then, and its cost falls later or on no known day.
    """
    falls = day_of(referral)
    if falls is not None and falls <= last_day:
        return False
    is_to_begin = referral.started is not None
    return is_waiting(referral) or (is_open(referral) and is_to_begin)


class PupilArrives(Change):
    """A pupil who is in the register comes on another day."""

    TITLE: ClassVar[str] = "A pupil arrives on another day"

    kind: Literal["pupil_arrives"] = "pupil_arrives"
    pupil: Id = asked("Pupil", "Who comes", of="pupils")
    first_day: Day = asked("First day", "The first day on roll")

    def sentence(self, school: School) -> str:
        """Say who comes and when."""
        return f"{self.pupil} arrives on {day(self.first_day)}"

    def become(self, school: School) -> School:
        """Begin the pupil's time on roll on that day."""
        found = the_pupil(school, self.pupil)
        refuse_outside_year(school, self.first_day)
        row = altered(found, starts=self.first_day)
        if row == found:
            raise ChangeError("it is so already", "delete the change")
        return replace(school, pupils=replaced(school.pupils, found, row))
