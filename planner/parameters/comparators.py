"""What a school is compared in with national figures, and the code under which each figure goes.

A figure for one kind of school has that kind at the end of its code; one of all schools has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from planner.school.codes import NEED_TYPE_WORDS, NeedType, Phase, SenStatus

# The end of a code and what its figure is of, by the kind of school; all-through schools have none.
PHASE_ENDINGS: Mapping[Phase, tuple[str, str]] = MappingProxyType(
    {
        Phase.PRIMARY: ("primary", "primary schools"),
        Phase.SECONDARY: ("secondary", "secondary schools"),
        Phase.SPECIAL: ("special", "special schools"),
        Phase.AP: ("alternative_provision", "state alternative provision"),
    }
)
COMPARISON = "National comparison"
_STATUS_ENDINGS = {SenStatus.EHCP: "ehcp", SenStatus.SEN_SUPPORT: "sen_support"}
_STATUS_WORDS = {SenStatus.EHCP: "with an EHCP", SenStatus.SEN_SUPPORT: "on SEN Support"}


@dataclass(frozen=True)
class Comparator:
    """Something that a school is compared in.

    Attributes:
        code: The code of the national figure of all schools.
        label: What the figure is called, without whom it is of.
        unit: What the figure counts.
    """

    code: str
    label: str
    unit: str

    def code_for(self, phase: Phase | None) -> str:
        """The code of the figure for one kind of school; that of all schools where none is."""
        kind = _kind(phase)
        return f"{self.code}_{kind[0]}" if kind else self.code

    def label_for(self, phase: Phase | None) -> str:
        """What the figure for one kind of school is called."""
        kind = _kind(phase)
        return f"{self.label}, {kind[1]}, England" if kind else f"{self.label}, England"


def _kind(phase: Phase | None) -> tuple[str, str] | None:
    return None if phase is None else PHASE_ENDINGS.get(phase)


EHCP = Comparator("national_share_with_ehcp", "Pupils with an EHCP, share", "percent")
SEN_SUPPORT = Comparator("national_share_on_sen_support", "Pupils on SEN Support, share", "percent")
SEN = Comparator("national_share_with_sen", "Pupils with SEN, share", "percent")
PUPILS_PER_ASSISTANT = Comparator(
    "national_pupils_per_assistant", "Pupils to a full-time teaching assistant", "pupils"
)
SEN_PER_ASSISTANT = Comparator(
    "national_sen_pupils_per_assistant",
    "Pupils with SEN to a full-time teaching assistant",
    "pupils",
)
EHCP_PER_ASSISTANT = Comparator(
    "national_ehcp_pupils_per_assistant",
    "Pupils with an EHCP to a full-time teaching assistant",
    "pupils",
)
COST_PER_SEN_PUPIL = Comparator(
    "national_cost_per_sen_pupil", "Cost for each pupil with SEN", "GBP/pupil/year"
)
SHARES = (SEN_SUPPORT, EHCP, SEN)
RATIOS = (PUPILS_PER_ASSISTANT, SEN_PER_ASSISTANT, EHCP_PER_ASSISTANT, COST_PER_SEN_PUPIL)


@cache
def need_share(need: NeedType, status: SenStatus) -> Comparator:
    """The share of the pupils of a status who have a primary type of need."""
    words = NEED_TYPE_WORDS[need]
    return Comparator(
        f"national_share_{need.value.lower()}_of_{_STATUS_ENDINGS[status]}",
        f"{words[:1].upper()}{words[1:]} ({need.value}) as primary need, of pupils "
        f"{_STATUS_WORDS[status]}",
        "percent",
    )


def comparators() -> tuple[Comparator, ...]:
    """Everything that a school can be compared in."""
    needs = (need_share(need, status) for status in _STATUS_ENDINGS for need in NeedType)
    return (*SHARES, *needs, *RATIOS)


def known_comparator(code: str) -> tuple[Comparator, Phase | None] | None:
    """Find what the code of a national figure is about, and which kind of school it is of."""
    return _by_code().get(code)


@cache
def _by_code() -> Mapping[str, tuple[Comparator, Phase | None]]:
    return MappingProxyType(
        {one.code_for(phase): (one, phase) for one in comparators() for phase in PHASE_ENDINGS}
        | {one.code: (one, None) for one in comparators()}
    )
