"""SEN status and types of need, by code or in words.

Source: the census codes E, K and N and the types of need; the words are those that SIMS, Arbor and
Bromcom show beside them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from planner.exchange.mis.words import plain, shown
from planner.school.codes import NeedType, SenStatus
from planner.school.fields import CellError

C = TypeVar("C", bound=StrEnum)

_STATUS_WORDS: dict[SenStatus, tuple[str, ...]] = {
    SenStatus.EHCP: (
        *("e", "ehcp", "ehc plan", "ehc", "eh and c plan", "education health and care plan"),
        *("education health care plan", "has ehcp", "final ehcp", "ehc plan in place"),
    ),
    SenStatus.SEN_SUPPORT: (
        *("k", "sen support", "send support", "sen", "special educational needs support"),
        *("sen without an ehc plan", "sen support without an ehc plan"),
        "sen support sen without an ehc plan",
    ),
    SenStatus.NONE: (
        *("n", "none", "no sen", "no send", "not sen", "non sen", "no sen provision"),
        *("no special educational need", "no special educational needs", "monitoring"),
        *("no special educational provision", "no identified sen", "no sen support"),
        *("sen monitoring", "monitor", "no"),
    ),
}
_ENDED_STATUS = {
    "a": "School Action",
    "school action": "School Action",
    "sa": "School Action",
    "p": "School Action Plus",
    "school action plus": "School Action Plus",
    "school action+": "School Action Plus",
    "sa+": "School Action Plus",
    "s": "a statement of SEN",
    "statement": "a statement of SEN",
    "statement of sen": "a statement of SEN",
    "statemented": "a statement of SEN",
}
_NEED_WORDS: dict[NeedType, tuple[str, ...]] = {
    NeedType.SPLD: (
        *("specific learning difficulty", "specific learning difficulties", "dyslexia"),
        *("specific learning difficulty dyslexia", "specific learning"),
    ),
    NeedType.MLD: (
        *("moderate learning difficulty", "moderate learning difficulties"),
        "moderate learning",
    ),
    NeedType.SLD: ("severe learning difficulty", "severe learning difficulties"),
    NeedType.PMLD: (
        *("profound and multiple learning difficulty", "profound multiple learning difficulty"),
        *("profound and multiple learning difficulties",),
    ),
    NeedType.SEMH: (
        *("social emotional and mental health", "social emotional mental health"),
        *("social emotional and mental health difficulties",),
        *("social emotional and mental health needs", "social emotional and mental health need"),
    ),
    NeedType.SLCN: (
        *("speech language and communication needs", "speech language and communication need"),
        *("speech language and communications needs", "speech language and communication"),
        *("speech language or communication needs", "speech and language"),
        "speech language and communication difficulties",
    ),
    NeedType.HI: ("hearing impairment", "hearing impaired"),
    NeedType.VI: ("visual impairment", "vision impairment", "visually impaired"),
    NeedType.MSI: ("multi sensory impairment", "multisensory impairment"),
    NeedType.PD: ("physical disability", "physical disabilities", "physical"),
    NeedType.ASD: (
        *("autistic spectrum disorder", "autism spectrum disorder", "autism", "asc"),
        *("autistic spectrum condition", "autism spectrum condition", "autistic"),
        *("autistic spectrum disability",),
    ),
    NeedType.DS: ("down syndrome", "downs syndrome", "down s syndrome"),
    NeedType.OTH: (
        *("other difficulty disability", "other difficulty or disability", "other"),
        *("other difficulty", "other disability"),
    ),
    NeedType.NSA: (
        *("no specialist assessment", "no specialist assessment of type of need"),
        *("sen support but no specialist assessment of type of need", "no specific assessment"),
        *("sen support but no specialist assessment",),
    ),
}
_ENDED_NEEDS = frozenset(
    {"besd", "ebd", "behaviour emotional and social difficulties"}
    | {"behaviour emotional and social difficulty", "behavioural emotional and social difficulties"}
)
_NO_NEED = frozenset({"none", "n a", "not applicable", "no need", "nil", ""})

_STATUSES = {words: status for status, all_words in _STATUS_WORDS.items() for words in all_words}
_NEEDS = {words: need for need, all_words in _NEED_WORDS.items() for words in all_words} | {
    need.value.casefold(): need for need in NeedType
}
_CODE_FIRST = re.compile(r"^\s*\(?([A-Za-z+]{1,4})\)?\s*[-–—:=)]\s*(.+)$", re.DOTALL)
_CODE_LAST = re.compile(r"^(.+?)\s*[\[(]\s*([A-Za-z+]{1,4})\s*[\])]\s*$", re.DOTALL)
_BETWEEN_NEEDS = (r"[;|\n]+", r"[;|\n/]+", r"[;|\n/,]+")


def sen_status_of(text: str) -> str:
    """Read a SEN status: ``K``, ``SEN Support``, ``E - EHC Plan``, ``EHCP``, ``No SEN``.

    Raises:
        CellError: It is not known, its code and its words differ, or it ended before 2018.
    """
    found = _by_code_and_words(text, _STATUSES)
    if found is not None:
        return found.value
    for words in _parts(text):
        if words in _ENDED_STATUS:
            what = f"{shown(text)}: {_ENDED_STATUS[words]} is no longer used in England"
            raise CellError(what, "say whether it is K, E or N today")
    raise CellError(shown(text), "say whether it means E (EHCP), K (SEN Support) or N")


def primary_need_of(text: str) -> str:
    """Read a type of need by its census code or its name; of several, the first.

    Returns:
        The code, or blank where the cell says that there is none.

    Raises:
        CellError: It is not known, its code and its words differ, or it ended in 2014.
    """
    if plain(text) in _NO_NEED:
        return ""
    needs = needs_in(text)
    if needs:
        return needs[0].value
    if any(words in _ENDED_NEEDS for words in _parts(text)):
        what = f"{shown(text)}, a type of need that is no longer used"
        raise CellError(what, "say which it is today, such as SEMH")
    choice = " ".join(need.value for need in NeedType)
    raise CellError(shown(text), f"say which it is of {choice}")


def needs_in(text: str) -> tuple[NeedType, ...]:
    """Give every type of need that a cell names, in its order; none where any is not known."""
    whole = _by_code_and_words(text, _NEEDS)
    if whole is not None:
        return (whole,)
    for between in _BETWEEN_NEEDS:
        parts = [part for part in re.split(between, text) if plain(part)]
        found = [need for need in (_by_code_and_words(part, _NEEDS) for part in parts) if need]
        if len(parts) > 1 and len(found) == len(parts):
            return tuple(dict.fromkeys(found))
    return ()


def _by_code_and_words(text: str, known: Mapping[str, C]) -> C | None:
    """Look up a code, its words, or both together, which have to agree."""
    whole = known.get(plain(text))
    if whole is not None:
        return whole
    found = [known.get(words) for words in _parts(text)[1:]]
    return found[0] if found and found[0] is not None and found[0] == found[-1] else None


def _parts(text: str) -> tuple[str, ...]:
    """The whole, then the code and the words where it is written as both."""
    match = _CODE_FIRST.match(text) or _CODE_LAST.match(text)
    return (plain(text), *(plain(part) for part in match.groups())) if match else (plain(text),)
