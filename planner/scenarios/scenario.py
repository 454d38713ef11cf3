"""A scenario: named changes of a school year in their order, and the school that they make."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from planner.errors import ChangeError, Problem
from planner.scenarios.change import Change
from planner.scenarios.kinds import AnyChange
from planner.school.agreement import FAULTS
from planner.school.agreement.tables import Tables
from planner.school.fields import Text
from planner.school.registers import Registers
from planner.school.school import School


class Scenario(BaseModel):
    """Named changes of a school year, in the order in which they are made.

    Attributes:
        name: What it is called.
        changes: The changes; each is made to the school that those before it have made.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Annotated[Text, Field(min_length=1, max_length=100)]
    changes: tuple[AnyChange, ...] = ()

    @classmethod
    def of_kept(cls, name: str, changes: Iterable[Mapping[str, Any]]) -> Scenario:
        """Put together what was kept as JSON.

        Raises:
            ValidationError: Something of it is no change.
        """
        return cls.model_validate({"name": name, "changes": tuple(changes)})

    def kept(self) -> list[dict[str, Any]]:
        """The changes as they are kept as JSON."""
        return [change.model_dump(mode="json") for change in self.changes]


@dataclass(frozen=True)
class Outcome:
    """What became of one change.

    Attributes:
        change: The change.
        applies: Whether the school has it.
        sentence: What it does, with the names that the school had before it.
        why_not: Why the school does not have it, and what to do; blank where it has.
    """

    change: Change
    applies: bool
    sentence: str
    why_not: str = ""


@dataclass(frozen=True)
class Applied:
    """The school that a scenario makes.

    Attributes:
        school: The school, with a digest of its own where it is not as it was.
        outcomes: What became of each change, in their order.
    """

    school: School
    outcomes: tuple[Outcome, ...]


def apply(school: School, scenario: Scenario) -> Applied:
    """Make the changes of a scenario in their order.

    A change that does not apply to what those before it have made, or would leave a school that
    cannot be planned for, is passed over and says why.
    """
    became = school
    outcomes = []
    for change in scenario.changes:
        sentence = change.sentence(became)
        try:
            became = _changed(became, change)
        except ChangeError as error:
            outcomes.append(Outcome(change, False, sentence, _why_not(error)))
        else:
            outcomes.append(Outcome(change, change.is_on, sentence, "" if change.is_on else _OFF))
    applied = [outcome.change for outcome in outcomes if outcome.applies]
    if applied:
        became = replace(
            became,
            inputs_sha256=_digest(school.inputs_sha256, applied),
            planning_sha256=_digest(school.planning_sha256, applied),
        )
    return Applied(became, tuple(outcomes))


_OFF = "It is switched off."


def _changed(school: School, change: Change) -> School:
    """Make one change.

    Raises:
        ChangeError: It does not apply.
    """
    if not change.is_on:
        return school
    became = replace(
        change.become(school),
        inputs_sha256=school.inputs_sha256,
        planning_sha256=school.planning_sha256,
    )
    fault = _first_fault(became)
    if fault is not None:
        raise ChangeError(fault.what, fault.remedy)
    return became


def _first_fault(school: School) -> Problem | None:
    """What first stops a school from being planned for; ``None``: nothing."""
    tables = Tables(Registers.of(school))
    return next((fault for check in FAULTS for fault in check(tables)), None)


def _why_not(error: ChangeError) -> str:
    return f"{error.what[:1].upper()}{error.what[1:]}: {error.remedy}."


def _digest(began: str, applied: Sequence[Change]) -> str:
    """Tell schools apart by where they began and what was changed since."""
    digest = hashlib.sha256(began.encode())
    for change in applied:
        digest.update(b"\0" + change.model_dump_json().encode())
    return digest.hexdigest()
