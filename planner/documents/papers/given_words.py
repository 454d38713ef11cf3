"""How a provision is told of in a few words: what it helps with, how it is given, what is known."""

from __future__ import annotations

from collections.abc import Iterable

from planner.charts.register_words import tier_name
from planner.charts.words import number, sentence_case
from planner.school.codes import Area, Tier
from planner.school.records import Effect, Provision
from planner.school.school import School

NO_AREA = "No need that is entered"


def areas_named(areas: Iterable[Area]) -> str:
    """Areas of need for a cell."""
    return "; ".join(sentence_case(area.value) for area in areas) or "Several needs"


def given_as(provision: Provision) -> str:
    """How a provision is given: ``group of 3 to 6``, ``one to one``, ``equipment``."""
    least, most = provision.group_min, provision.group_max
    if provision.is_item:
        return "equipment"
    if most == 1:
        return "one to one"
    if provision.is_support:
        return f"one adult for up to {most}"
    return f"group of {most}" if least == most else f"group of {least} to {most}"


def tier_title(tier: Tier) -> str:
    """A tier with a capital letter: ``Targeted plus``."""
    return sentence_case(tier_name(tier))


def evidence_of(provision: Provision, school: School) -> str:
    """What is known of the effect of a provision, with where it is from, a line for each source."""
    effects = (one for one in school.effects if one.provision == provision.provision)
    return ";\n".join(dict.fromkeys(filter(None, map(_evidence, effects)))) or "Nothing is entered"


def _evidence(effect: Effect) -> str:
    parts = [effect.evidence.strip()]
    if effect.months is not None:
        sign = "+" if effect.months > 0 else ""
        parts.append(f"{sign}{number(effect.months)} months of progress in trials")
    source = effect.source.strip()
    if source.casefold() not in parts[0].casefold():
        parts.append(source)
    return ". ".join(part.rstrip(".") for part in parts if part)
