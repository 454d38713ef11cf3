"""The words of the school's nation, for the middle of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from planner.errors import ParameterError
from planner.parameters.words import COORDINATOR, SPECIAL_NEEDS, STATUTORY_PLAN, statutory_word
from planner.school.codes import Nation, SenStatus

# Said where no word with a source is known.
_WITHOUT_A_WORD = {
    STATUTORY_PLAN: "statutory plan",
    SPECIAL_NEEDS: "additional needs",
    COORDINATOR: "co-ordinator of support",
}


@dataclass(frozen=True)
class NationWords:
    """What a nation calls things.

    Attributes:
        nation: The nation.
        plan: The plan that the law gives a pupil, as people say it: ``EHCP``, ``IDP``.
        plan_in_full: The same in full.
        needs: The needs that the law is about, as people say it: ``SEN``, ``ALN``.
        needs_in_full: The same in full.
        coordinator: Who co-ordinates a school's provision: ``SENCO``, ``ALNCo``.
        authority: Who arranges and pays for what is beyond the school's own part.
    """

    nation: Nation
    plan: str
    plan_in_full: str
    needs: str
    needs_in_full: str
    coordinator: str
    authority: str

    def status(self, status: SenStatus) -> str:
        """A pupil's status in the nation's words."""
        if status is SenStatus.EHCP:
            return self.plan
        if status is SenStatus.NONE:
            return "none"
        return "SEN Support" if self.nation is Nation.ENGLAND else f"support without a {self.plan}"


def words_of(nation: Nation) -> NationWords:
    """Give the words of a nation."""
    plan = _word(STATUTORY_PLAN, nation)
    needs = _word(SPECIAL_NEEDS, nation)
    is_ni = nation is Nation.NORTHERN_IRELAND
    return NationWords(
        nation=nation,
        plan=plan[0],
        plan_in_full=plan[1],
        needs=needs[0],
        needs_in_full=needs[1],
        coordinator=_word(COORDINATOR, nation)[0],
        authority="Education Authority" if is_ni else "local authority",
    )


def _word(name: str, nation: Nation) -> tuple[str, str]:
    """A word as people say it and in full."""
    try:
        word = statutory_word(name, nation)
    except ParameterError:
        return _WITHOUT_A_WORD[name], _WITHOUT_A_WORD[name]
    return word.short, word.text
