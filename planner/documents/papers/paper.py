"""What a paper is: whom it is for, what it is about, and what it is written from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from planner.access import PERMISSIONS, Action, Role
from planner.documents.content import Document
from planner.documents.pack.brief import Brief
from planner.scenarios.compare import Planned
from planner.school.school import School

_NO_WORDS: Mapping[str, str] = MappingProxyType({})


class About(StrEnum):
    """What a paper is about."""

    SCHOOL = "the whole school"
    PUPIL = "one pupil"
    CLASS = "one class"
    SCENARIO = "one scenario"

    @property
    def asked(self) -> str:
        """What is asked where one is chosen."""
        return {About.PUPIL: "Pupil", About.CLASS: "Class"}.get(self, "Scenario")


@dataclass(frozen=True)
class Setting(Brief):
    """Everything that a paper is written from: a pack's brief, and what this paper is about.

    Attributes:
        subject: The pupil's code, the class or the scenario that it is about; blank for the whole
            school.
        wording: The school's own words, by the key of their place; others have the usual words.
        scenario: The scenario with its plan, where a paper is about one.
        alternatives: Other scenarios with their plans, where a paper is about one.
    """

    subject: str = ""
    wording: Mapping[str, str] = field(default_factory=lambda: _NO_WORDS)
    scenario: Planned | None = None
    alternatives: tuple[Planned, ...] = ()


@dataclass(frozen=True)
class Place:
    """A place in a paper whose words a school may change.

    Attributes:
        key: A short name that no other place of the paper has.
        label: What belongs there, for whoever changes it.
        usual: The words that stand there otherwise; a blank line parts paragraphs, and none stand
            there where it is blank.
    """

    key: str
    label: str
    usual: Callable[[Setting], str]

    def text(self, setting: Setting) -> str:
        """The words that stand there: the school's own, or the usual ones."""
        return setting.wording.get(self.key, "").strip() or self.usual(setting)


@dataclass(frozen=True)
class Paper:
    """One of the documents that schools have to produce.

    Attributes:
        key: A short name, for the command line, the store and the names of files.
        title: What it is called.
        for_whom: Whom it is for and what for, in a sentence.
        about: What it is about.
        write: Writes it; what it is given has a plan that keeps every rule, a subject that there
            is, and a reader who may see it.
        action: What its reader must be allowed to do, unless it is public.
        is_public: Whether anybody may read it: it is then written as for a viewer, whoever makes
            it, so that small numbers are hidden.
        places: Where a school may put its own words.
        why_not: Why a school has no use for it, such as another nation's law; blank where it has.
    """

    key: str
    title: str
    for_whom: str
    about: About
    write: Callable[[Setting], Document]
    action: Action = Action.READ_PLAN
    is_public: bool = False
    places: tuple[Place, ...] = ()
    why_not: Callable[[School], str] = lambda _: ""

    def is_for(self, role: Role) -> bool:
        """Whether somebody with a role may read it."""
        return self.is_public or role in PERMISSIONS[self.action]
