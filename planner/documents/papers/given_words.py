"""How a provision is told of in a few words: what it helps with, how it is given, what is known."""

from __future__ import annotations

from collections import defaultdict

from planner.charts.register_words import tier_name
from planner.charts.words import number, sentence_case
from planner.documents.papers.given import Given
from planner.school.codes import Tier
from planner.school.records import Effect, Provision
from planner.school.school import School

# An area with less of the hours is no longer what a provision is mostly for [share].
_LEAST_SHARE = 0.2
NO_AREA = "No need that is entered"


def areas_of(given: Given) -> str:
    """The areas of need for which most of a provision's hours are given, the most first."""
    hours: dict[str, float] = defaultdict(float)
    for part in given.parts:
        if part.strand is not None:
            hours[part.strand.area.value] += part.hours
    least = _LEAST_SHARE * sum(hours.values())
    areas = sorted(hours, key=lambda area: (-round(hours[area], 6), area))
    return "; ".join(sentence_case(area) for area in areas if hours[area] >= least) or NO_AREA


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


def evidence_of(given: Given, school: School) -> str:
    """What is known of the effect of a provision on what it is given for, with where it is from."""
    effects = (
        one
        for one in school.effects
        if one.provision == given.provision.provision and one.strand in given.strands
    )
    return "\n".join(dict.fromkeys(filter(None, map(_evidence, effects)))) or "Nothing is entered"


def _evidence(effect: Effect) -> str:
    parts = [effect.evidence.strip()]
    if effect.months is not None:
        sign = "+" if effect.months > 0 else ""
        parts.append(f"{sign}{number(effect.months)} months of progress in trials")
    parts.append(effect.source.strip())
    return ". ".join(part.rstrip(".") for part in parts if part)
