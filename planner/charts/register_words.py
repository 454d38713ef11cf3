"""Words for what stands in registers: year groups, types of need, tiers, days, yes and no."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from planner.charts.words import listed
from planner.school.codes import NEED_TYPE_WORDS, NeedType, Tier
from planner.school.fields import YEAR_GROUPS

_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_COLUMN = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_YEARS = {"N1": "Nursery 1", "N2": "Nursery 2", "R": "Reception"}


def need_type_name(need: NeedType | None) -> str:
    """A type of need in words with its code, or a dash where none is given."""
    return "–" if need is None else f"{NEED_TYPE_WORDS[need]} ({need.value})"


def year_name(year_group: str) -> str:
    """A year group in words: ``Year 4``, ``Reception``."""
    return _YEARS.get(year_group, f"Year {year_group}")


def year_groups(years: Sequence[str]) -> str:
    """Year groups in words, those that follow one another together: ``Reception to Year 6``."""
    if not years:
        return "all"
    runs: list[list[str]] = []
    for year in years:
        place = YEAR_GROUPS.index(year)
        if runs and YEAR_GROUPS.index(runs[-1][-1]) == place - 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return listed(
        year_name(run[0]) if len(run) == 1 else f"{year_name(run[0])} to {year_name(run[-1])}"
        for run in runs
    )


def tier_name(tier: Tier) -> str:
    """A tier in words."""
    return tier.value.replace("_", " ")


def day(date: dt.date | None) -> str:
    """A day as it is read, ``14 January 2027``; blank where there is none."""
    return "" if date is None else f"{date.day} {date:%B %Y}"


def in_words(text: str) -> str:
    """A sentence with days as they are read, and columns without the signs of a program."""
    text = _ISO_DAY.sub(lambda found: day(dt.date.fromisoformat(found[0])), text)
    return _COLUMN.sub(lambda found: found[0].replace("_", " "), text)


def moment(when: dt.datetime) -> str:
    """A moment as it is read here, ``14 January 2027, 09:05``."""
    here = when.astimezone()
    return f"{day(here.date())}, {here:%H:%M}"


def yes_no(fact: bool) -> str:
    """Yes or no."""
    return "yes" if fact else "no"


def dates(starts: dt.date | None, ends: dt.date | None) -> str:
    """A period in words, ``from 4 January 2027``; the whole year where nothing is said."""
    parts = []
    if starts is not None:
        parts.append(f"from {day(starts)}")
    if ends is not None:
        parts.append(f"{'to' if parts else 'until'} {day(ends)}")
    return " ".join(parts) or "whole year"
