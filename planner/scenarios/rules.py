"""Changes of the school's own choices: its policies, and decisions already made."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from planner.errors import ChangeError
from planner.scenarios.change import (
    Change,
    altered,
    asked,
    provision_name,
    the_provision,
    the_pupil,
)
from planner.scenarios.words import hours, listed, number, pounds
from planner.school.codes import PinRule
from planner.school.fields import (
    Amount,
    CellError,
    Fraction,
    Hours,
    Id,
    Percent,
    Worths,
    YesNo,
    code_reader,
)
from planner.school.records import Pin, Policies
from planner.school.school import School

_WORDS = {
    PinRule.MUST: "must have",
    PinRule.MUST_NOT: "must not have",
    PinRule.EXACTLY: "has exactly",
}


class PolicyChange(Change):
    """The school chooses otherwise between fair aims."""

    TITLE: ClassVar[str] = "The school's policies"

    kind: Literal["policies"] = "policies"
    statutory_may_overspend: YesNo | None = asked(
        "May statutory provision go beyond the money?", "Blank: as it is", default=None
    )
    fairness: Fraction | None = asked(
        "Fairness (0 to 1)", "How much of the fairest share every pupil keeps", default=None
    )
    diminishing_returns: Worths | None = asked(
        "Worth of the first, middle and last third", "Such as 1.3; 1.0; 0.7", default=None
    )
    keep_current_plan: Fraction | None = asked(
        "Keep today’s plan (0 to 1)", "Share of the benefit that may be given up", default=None
    )
    reserve: Amount | None = asked(
        "Reserve (£ a year)", "General money to leave unspent", default=None
    )
    absence_percent: Percent | None = asked(
        "Absence (% of hours)", "Hours with pupils lost without cover", default=None
    )

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not self._facts:
            raise CellError("changes nothing", "fill in a policy")
        return self

    @property
    def _facts(self) -> dict[str, object]:
        given = {name: getattr(self, name) for name in Policies.model_fields}
        return {name: fact for name, fact in given.items() if fact is not None}

    def sentence(self, school: School) -> str:
        """Say what is chosen."""
        parts = []
        if self.statutory_may_overspend is not None:
            may = "may" if self.statutory_may_overspend else "may not"
            parts.append(f"statutory provision {may} go beyond the money")
        if self.fairness is not None:
            parts.append(f"fairness is {number(self.fairness)}")
        if self.diminishing_returns is not None:
            worths = ", ".join(map(number, self.diminishing_returns))
            parts.append(f"the thirds of a need are worth {worths}")
        if self.keep_current_plan is not None:
            share = number(100 * self.keep_current_plan)
            parts.append(f"{share} % of the benefit may be given up to keep today’s plan")
        if self.reserve is not None:
            parts.append(f"the reserve is {pounds(self.reserve)}")
        if self.absence_percent is not None:
            parts.append(f"{number(self.absence_percent)} % of hours are lost to absence")
        return f"Policies: {listed(parts)}"

    def become(self, school: School) -> School:
        """Change the policies."""
        policies = altered(school.policies, **self._facts)
        if policies == school.policies:
            raise ChangeError("they are so already", "delete the change")
        return replace(school, policies=policies)


class AddPin(Change):
    """Something is decided before planning."""

    TITLE: ClassVar[str] = "A decision is made"

    kind: Literal["pin"] = "pin"
    pupil: Id = asked("Pupil", "Whom it is about", of="pupils")
    provision: Id = asked("Provision", "What it is about", of="provisions")
    rule: Annotated[PinRule, code_reader(PinRule)] = asked("Rule", "must, must_not or exactly")
    term: Id | None = asked(
        "Term", "Blank: as the kind of provision says", default=None, of="terms"
    )
    hours_per_week: Hours | None = asked("Hours (a week)", "Of support", default=None)

    def sentence(self, school: School) -> str:
        """Say what is decided."""
        name = provision_name(school, self.provision)
        much = f" for {hours(self.hours_per_week)}" if self.hours_per_week is not None else ""
        when = f" in {_term_name(school, self.term)}" if self.term else ""
        return f"{self.pupil} {_WORDS[self.rule]} {name}{much}{when}"

    def become(self, school: School) -> School:
        """Add the decision."""
        the_pupil(school, self.pupil)
        the_provision(school, self.provision)
        if self.term is not None and self.term not in school.term_by_id:
            what = f"{self.term} is not among the terms"
            raise ChangeError(what, "choose another term")
        pin = Pin(
            pupil=self.pupil,
            provision=self.provision,
            term=self.term,
            rule=self.rule,
            hours_per_week=self.hours_per_week,
        )
        if pin in school.pins:
            raise ChangeError("it is decided so already", "delete the change")
        return replace(school, pins=(*school.pins, pin))


class RemovePin(Change):
    """What was decided is open again."""

    TITLE: ClassVar[str] = "A decision is taken back"

    kind: Literal["unpin"] = "unpin"
    pupil: Id = asked("Pupil", "Whom it is about", of="pupils")
    provision: Id = asked("Provision", "What it is about", of="provisions")
    term: Id | None = asked("Term", "Blank: decisions about any term", default=None, of="terms")

    def sentence(self, school: School) -> str:
        """Say what is open again."""
        name = provision_name(school, self.provision)
        when = f" in {_term_name(school, self.term)}" if self.term else ""
        return f"Whether {self.pupil} has {name}{when} is open again"

    def become(self, school: School) -> School:
        """Take the decisions away."""
        kept = tuple(
            pin
            for pin in school.pins
            if (pin.pupil, pin.provision) != (self.pupil, self.provision)
            or self.term not in {None, pin.term}
        )
        if kept == school.pins:
            what = f"there is no such decision about {self.pupil} (any more)"
            raise ChangeError(what, "delete the change")
        return replace(school, pins=kept)


def _term_name(school: School, code: str) -> str:
    found = school.term_by_id.get(code)
    return found.name or code if found else code
