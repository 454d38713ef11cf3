"""The words of the school's nation: for the middle of a sentence, and for a whole document."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass

import plotly.graph_objects as go

from planner.documents.content import Document
from planner.documents.reworded import Rewording
from planner.errors import ParameterError
from planner.parameters.words import COORDINATOR, SPECIAL_NEEDS, STATUTORY_PLAN, statutory_word
from planner.school.codes import Nation, SenStatus
from planner.school.school import School

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
        if self.nation is Nation.ENGLAND:
            return "SEN Support"
        return f"support without {_article(self.plan)} {self.plan}"


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


def in_words_of_nation(school: School, document: Document) -> Document:
    """Give a document in the words of its school's nation.

    Sentences and charts that many pages and documents share are written for England. A code that
    happens to be such a word stays as it is where it stands alone.
    """
    nation = school.details.nation
    if nation is Nation.ENGLAND:
        return document
    spoken, codes = _spoken_in(words_of(nation)), _codes(school)

    def text(said: str) -> str:
        return said if said in codes else spoken(said)

    def figure(drawn: go.Figure) -> go.Figure:
        return go.Figure(json.loads(spoken(json.dumps(drawn.to_dict(), default=list))))

    return Rewording(text, figure)(document)


def _codes(school: School) -> frozenset[str]:
    tables = (school.staff_by_id, school.provision_by_id, school.stream_by_id)
    return frozenset(
        {
            *(code for table in tables for code in table),
            *(one.line for one in school.budget_lines),
            *(one.pupil for one in school.pupils),
        }
    )


def _spoken_in(words: NationWords) -> Callable[[str], str]:
    """How a text of England is said with other words, the longest word first."""
    plan = words.plan
    instead = {
        "Section F of an EHCP": f"{_article(plan)} {plan}",
        "Section F of the EHCP": f"the {plan}",
        "Section F": f"the {plan}",
        "an EHCP": f"{_article(plan)} {plan}",
        "An EHCP": f"{_article(plan).capitalize()} {plan}",
        "EHC plans": f"{plan}s",
        "EHC plan": plan,
        "EHCPs": f"{plan}s",
        "EHCP": plan,
        "SEN Support": words.status(SenStatus.SEN_SUPPORT),
        "special educational needs": words.needs_in_full,
        "Special educational needs": words.needs_in_full.capitalize(),
        "SENCO": words.coordinator,
        "SEN": words.needs,
    }
    # A word that is joined to more is part of a code: SEN-1, SEN_hours, SEN.2.
    found = re.compile(rf"(?<![\w-])(?<!\w\.)(?:{'|'.join(instead)})(?![\w-]|\.\w)")
    return lambda text: found.sub(lambda match: instead[match[0]], text)


def _article(word: str) -> str:
    """``an`` before a word that is begun with a vowel's sound: an IDP, a CSP, a Statement."""
    return "an" if word[:1] in "AEIO" else "a"
