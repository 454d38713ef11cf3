"""Changes of the catalogue: how a provision is run, what stops, what the library offers."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from planner.errors import ChangeError
from planner.library.adding import addition_of
from planner.library.shelf import entry_of
from planner.scenarios.change import (
    Change,
    altered,
    asked,
    provision_name,
    replaced,
    the_provision,
)
from planner.scenarios.words import hours, listed, number, pounds
from planner.school.codes import PinRule
from planner.school.fields import (
    Amount,
    CellError,
    Count,
    Hours,
    Id,
    Minutes,
    Number,
    Text,
    TextList,
    WholeNumber,
    YearGroups,
    between,
)
from planner.school.records import Pin
from planner.school.school import School

_NOT_FACTS = {"kind", "is_on", "provision"}


class ProvisionChange(Change):
    """A provision is run in another way: size of group, dose, price, who may give or have it."""

    TITLE: ClassVar[str] = "A provision is run differently"

    kind: Literal["provision"] = "provision"
    provision: Id = asked("Provision", "Which provision", of="provisions")
    group_min: Count | None = asked("Fewest pupils with one adult", "Blank: as it is", default=None)
    group_max: Count | None = asked("Most pupils with one adult", "Blank: as it is", default=None)
    max_groups: Annotated[WholeNumber, between(0, 500, "groups")] | None = asked(
        "Most groups at any one time", "Blank: as it is", default=None
    )
    sessions_per_week: Annotated[Number, between(0, 50, "a week", above=True)] | None = asked(
        "Sessions a week", "A programme’s; blank: as it is", default=None
    )
    session_minutes: Annotated[Minutes, between(0, 600, "minutes", above=True)] | None = asked(
        "Length of a session (minutes)", "A programme’s; blank: as it is", default=None
    )
    min_hours: Hours | None = asked(
        "Fewest hours for a pupil (a week)", "Of support; blank: as it is", default=None
    )
    max_hours: Hours | None = asked(
        "Most hours for a pupil (a week)", "Of support; blank: as it is", default=None
    )
    cost_per_pupil: Amount | None = asked(
        "Materials (£ for a pupil)", "Blank: as it is", default=None
    )
    cost_per_group: Amount | None = asked(
        "Materials (£ for a group)", "Blank: as it is", default=None
    )
    set_up_cost: Amount | None = asked("Setting up (£ a year)", "Blank: as it is", default=None)
    roles: TextList = asked("Roles that may give it", "Blank: as it is", default=())
    skill: Text | None = asked("Skill it takes", "Blank: as it is", default=None)
    years: YearGroups = asked("Year groups it is for", "Blank: as it is", default=())

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self._facts:
            raise CellError("changes nothing", "fill in what changes")
        return self

    @property
    def _facts(self) -> dict[str, object]:
        """The fields of the provision that change."""
        given = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {
            name: fact
            for name, fact in given
            if name not in _NOT_FACTS and fact is not None and fact != ()
        }

    def sentence(self, school: School) -> str:
        """Say how it is run from now on."""
        parts = [*self._sizes(), *self._dose(), *self._prices()]
        if self.roles:
            parts.append(f"by {listed(self.roles)}")
        if self.skill:
            parts.append(f"by adults with {self.skill}")
        if self.years:
            parts.append(f"for years {', '.join(self.years)}")
        return f"Run {provision_name(school, self.provision)} {' and '.join(parts)}"

    def _sizes(self) -> list[str]:
        parts = []
        if self.group_min is not None and self.group_max is not None:
            both = {self.group_min, self.group_max}
            parts.append(f"in groups of {' to '.join(map(str, sorted(both)))}")
        elif self.group_max is not None:
            parts.append(f"in groups of at most {self.group_max}")
        elif self.group_min is not None:
            parts.append(f"in groups of at least {self.group_min}")
        if self.max_groups is not None:
            parts.append(f"with {self.max_groups} groups at most")
        return parts

    def _dose(self) -> list[str]:
        parts = []
        if self.sessions_per_week is not None:
            parts.append(f"{number(self.sessions_per_week)} times a week")
        if self.session_minutes is not None:
            parts.append(f"for {number(self.session_minutes)} minutes")
        if self.min_hours is not None:
            parts.append(f"for at least {hours(self.min_hours)}")
        if self.max_hours is not None:
            parts.append(f"for at most {hours(self.max_hours)}")
        return parts

    def _prices(self) -> list[str]:
        prices = (
            (self.cost_per_pupil, "for a pupil’s materials"),
            (self.cost_per_group, "for a group’s materials"),
            (self.set_up_cost, "to set it up"),
        )
        return [f"at {pounds(price)} {what}" for price, what in prices if price is not None]

    def become(self, school: School) -> School:
        """Change the provision's row."""
        found = the_provision(school, self.provision)
        row = altered(found, **self._facts)
        if row == found:
            raise ChangeError("it is run so already", "delete the change")
        return replace(school, provisions=replaced(school.provisions, found, row))


class StopProvision(Change):
    """A provision is given to nobody any more."""

    TITLE: ClassVar[str] = "Stop a provision"

    kind: Literal["stop"] = "stop"
    provision: Id = asked("Provision", "What stops", of="provisions")

    def sentence(self, school: School) -> str:
        """Say what stops."""
        return f"Stop {provision_name(school, self.provision)}"

    def become(self, school: School) -> School:
        """Decide for every pupil that they must not have it.

        The provision stays in the catalogue: what it could have done stays known, so that needs
        count the same before and after.
        """
        the_provision(school, self.provision)
        given = [pin for pin in school.pins if pin.provision == self.provision]
        pinned = next((pin for pin in given if pin.rule is not PinRule.MUST_NOT), None)
        if pinned is not None:
            what = f"it is decided that {pinned.pupil} has it"
            raise ChangeError(what, "remove that decision first")
        never = {pin.pupil for pin in given if pin.term is None}
        pins = tuple(
            Pin(pupil=pupil.pupil, provision=self.provision, rule=PinRule.MUST_NOT)
            for pupil in school.pupils
            if pupil.pupil not in never
        )
        if not pins:
            raise ChangeError("nobody may have it already", "delete the change")
        return replace(school, pins=(*school.pins, *pins))


class OfferProvision(Change):
    """A provision of the library is added to the catalogue."""

    TITLE: ClassVar[str] = "Offer a provision from the library"

    kind: Literal["offer"] = "offer"
    entry: Id = asked("Provision", "Its code in the library", of="library")
    roles: TextList = asked("Roles that may give it", "Blank: as in the library", default=())
    skill: Text | None = asked("Skill it takes", "Blank: as in the library", default=None)

    def sentence(self, school: School) -> str:
        """Say what is offered."""
        found = entry_of(self.entry)
        return f"Offer {found.provision.name if found else self.entry}"

    def become(self, school: School) -> School:
        """Add the provision and its effects, fitted to the terms."""
        found = entry_of(self.entry)
        if found is None:
            what = f"the library has no {self.entry}"
            raise ChangeError(what, "choose another provision")
        if self.entry in school.provision_by_id:
            what = f"the catalogue has {self.entry} already"
            raise ChangeError(what, "change that one instead")
        addition = addition_of(found, school.provision_by_id, school.terms)
        facts: dict[str, object] = {"roles": self.roles} if self.roles else {}
        if self.skill is not None:
            facts["skill"] = self.skill
        return replace(
            school,
            provisions=(*school.provisions, altered(addition.provision, **facts)),
            effects=(*school.effects, *addition.effects),
        )
