"""Changes of what is owed by law: a pupil gets an EHCP, an item comes, changes or ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Annotated, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from planner.errors import ChangeError
from planner.library.adding import free_code
from planner.scenarios.change import (
    Change,
    altered,
    asked,
    made,
    refuse_outside_year,
    replaced,
    the_pupil,
)
from planner.scenarios.money import with_top_up
from planner.scenarios.words import counted, day, number, pounds
from planner.school.codes import Per, SenStatus
from planner.school.fields import (
    Amount,
    CellError,
    Count,
    Day,
    Id,
    IdList,
    Text,
    YearlyHours,
    YesNo,
    code_reader,
)
from planner.school.records import StatutoryItem, StrandCode
from planner.school.school import School

PerCode = Annotated[Per, code_reader(Per)]


class OwedHours(BaseModel):
    """Hours that are owed, without whose they are: one line of Section F."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    hours: YearlyHours = asked("Hours", "Pupil hours owed in each period")
    per: PerCode = asked("Per", "week, term or year", default=Per.WEEK)
    provisions: IdList = asked(
        "Provisions", "Those that count; blank: any that match", default=(), of="provisions"
    )
    strand: StrandCode | None = asked(
        "Strand", "Only provision with an effect on it counts", default=None
    )
    skill: Text = asked("Skill", "Only hours by adults with it count", default="")
    max_group: Count | None = asked(
        "Largest group (pupils)",
        "Only provision in groups this size or smaller counts",
        default=None,
    )

    @property
    def facts(self) -> dict[str, object]:
        """The fields of a statutory item that it fills in."""
        return {name: getattr(self, name) for name in OwedHours.model_fields}


class GetsEhcp(Change):
    """A pupil gets an EHCP during the year or for all of it.

    What is owed is owed from the day on; the status, which money with strings may go by, is that of
    the whole year.
    """

    TITLE: ClassVar[str] = "A pupil gets an EHCP"

    kind: Literal["ehcp"] = "ehcp"
    pupil: Id = asked("Pupil", "Who gets it", of="pupils")
    first_day: Day | None = asked("From", "The day it is in force; blank: all year", default=None)
    like: Id | None = asked(
        "Owed the same as", "A pupil whose statutory items are copied", default=None, of="pupils"
    )
    items: tuple[OwedHours, ...] = asked("Owed", "What Section F asks for", default=())
    top_up: Amount | None = asked(
        "Top-up (£ this plan year)", "Blank: none, or none yet", default=None
    )

    @model_validator(mode="after")
    def _says_what_is_owed(self) -> Self:
        if self.like is None and not self.items:
            raise CellError("says nothing that is owed", "fill in items or like")
        return self

    def sentence(self, school: School) -> str:
        """Say who gets it, from when, and what is owed."""
        since = f" from {day(self.first_day)}" if self.first_day else ""
        owed = [f"the items of {self.like}"] if self.like else []
        if self.items:
            owed.append(counted(len(self.items), "item") + " of Section F")
        money = f", with {pounds(self.top_up)} of top-up this year" if self.top_up else ""
        return f"{self.pupil} gets an EHCP{since} with {' and '.join(owed)}{money}"

    def become(self, school: School) -> School:
        """Change the status, and add what is owed."""
        pupil = the_pupil(school, self.pupil)
        if pupil.sen_status is SenStatus.EHCP:
            what = f"{self.pupil} has an EHCP already"
            raise ChangeError(what, "change its statutory items instead")
        if self.first_day is not None:
            refuse_outside_year(school, self.first_day)
        facts = [item.facts for item in self.items]
        if self.like is not None:
            copied = school.items_of[the_pupil(school, self.like).pupil]
            if not copied:
                what = f"{self.like} has no statutory item"
                raise ChangeError(what, "choose another pupil")
            facts += [dict(item) for item in copied]
        became = replace(
            school,
            pupils=replaced(school.pupils, pupil, altered(pupil, sen_status=SenStatus.EHCP)),
        )
        starts = {"starts": self.first_day}
        became = with_items(became, self.pupil, ({**one, **starts} for one in facts))
        if self.top_up is None:
            return became
        since = {} if self.first_day is None else starts
        return with_top_up(became, self.pupil, {"amount": self.top_up, **since})


class NewItem(Change):
    """One more thing that is owed to a pupil."""

    TITLE: ClassVar[str] = "A new statutory item"

    kind: Literal["new_item"] = "new_item"
    pupil: Id = asked("Pupil", "Whose item it is", of="pupils")
    hours: YearlyHours = asked("Hours", "Pupil hours owed in each period")
    per: PerCode = asked("Per", "week, term or year", default=Per.WEEK)
    provisions: IdList = asked(
        "Provisions", "Those that count; blank: any that match", default=(), of="provisions"
    )
    strand: StrandCode | None = asked(
        "Strand", "Only provision with an effect on it counts", default=None
    )
    skill: Text = asked("Skill", "Only hours by adults with it count", default="")
    max_group: Count | None = asked(
        "Largest group (pupils)",
        "Only provision in groups this size or smaller counts",
        default=None,
    )
    first_day: Day | None = asked("From", "Blank: all year", default=None)
    last_day: Day | None = asked("To", "Blank: to the end of the year", default=None)

    def sentence(self, school: School) -> str:
        """Say what is owed, to whom and from when."""
        since = f" from {day(self.first_day)}" if self.first_day else ""
        until = f" to {day(self.last_day)}" if self.last_day else ""
        return (
            f"{self.pupil} is owed {number(self.hours)} hours a {self.per.value} more{since}{until}"
        )

    def become(self, school: School) -> School:
        """Add the item."""
        the_pupil(school, self.pupil)
        facts = {name: getattr(self, name) for name in OwedHours.model_fields}
        facts |= {"starts": self.first_day, "ends": self.last_day}
        return with_items(school, self.pupil, [facts])


class ItemChange(Change):
    """A statutory item is amended, or is no longer in force."""

    TITLE: ClassVar[str] = "A statutory item changes"

    kind: Literal["item"] = "item"
    item: Id = asked("Item", "Which statutory item", of="statutory")
    hours: YearlyHours | None = asked("Hours", "Pupil hours owed in each period", default=None)
    per: PerCode | None = asked("Per", "week, term or year", default=None)
    provisions: IdList = asked(
        "Provisions", "Those that count; blank: as they are", default=(), of="provisions"
    )
    max_group: Count | None = asked("Largest group (pupils)", "Blank: as it is", default=None)
    last_day: Day | None = asked("To", "The last day in force; blank: as it is", default=None)
    is_dropped: YesNo = asked("It is dropped", "It is not owed at all this year", default=False)

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        numbers = (self.hours, self.per, self.max_group, self.last_day)
        if not (self.is_dropped or self.provisions) and numbers == (None,) * 4:
            raise CellError("changes nothing", "fill in what changes")
        return self

    def sentence(self, school: School) -> str:
        """Say what becomes of the item."""
        found = {item.item: item for item in school.statutory}.get(self.item)
        name = f"{self.item} of {found.pupil}" if found else self.item
        if self.is_dropped:
            return f"{name} is not owed this year"
        parts = []
        if self.hours is not None or self.per is not None:
            owed = self.hours if self.hours is not None else found.hours if found else 0.0
            per = self.per or (found.per if found else Per.WEEK)
            parts.append(f"asks for {number(owed)} hours a {per.value}")
        if self.provisions:
            parts.append(f"can be met by {', '.join(self.provisions)}")
        if self.max_group is not None:
            parts.append(f"asks for groups of {self.max_group} or fewer")
        if self.last_day is not None:
            parts.append(f"ends on {day(self.last_day)}")
        return f"{name} {' and '.join(parts)}"

    def become(self, school: School) -> School:
        """Change the item's row, or take it away."""
        found = {item.item: item for item in school.statutory}.get(self.item)
        if found is None:
            what = f"{self.item} is not among the statutory items (any more)"
            raise ChangeError(what, "choose another item, or delete the change")
        if self.is_dropped:
            return replace(school, statutory=replaced(school.statutory, found))
        facts = {
            "hours": self.hours,
            "per": self.per,
            "provisions": self.provisions or None,
            "max_group": self.max_group,
            "ends": self.last_day,
        }
        row = altered(found, **{name: fact for name, fact in facts.items() if fact is not None})
        if row == found:
            raise ChangeError("it is so already", "delete the change")
        return replace(school, statutory=replaced(school.statutory, found, row))


def with_items(school: School, pupil: str, owed: Iterable[dict[str, object]]) -> School:
    """Give a school with more statutory items of a pupil, under codes that are free."""
    taken = {item.item for item in school.statutory}
    items = []
    for facts in owed:
        code = free_code(f"{pupil}-F"[:32], taken)
        taken.add(code)
        items.append(made(StatutoryItem, {**facts, "item": code, "pupil": pupil}))
    return replace(school, statutory=(*school.statutory, *items))
