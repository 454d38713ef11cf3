"""The tables as tables: codes that exist, rows that stand once, figures that are not negative.

Where one of these rules is broken the others cannot be judged, so they are looked at first.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Container, Iterator

from planner.optimiser.checks.reading import HIRE_OF, Reading
from planner.optimiser.checks.rule import Finding, rule
from planner.optimiser.plan import UNFUNDED, Plan, Spending, SpendingKind, StreamUse
from planner.school.codes import Engagement
from planner.school.records import Record
from planner.school.school import School

_ADULT_KINDS = {
    SpendingKind.EMPLOYED: Engagement.EMPLOYED,
    SpendingKind.EXTRA: Engagement.EMPLOYED,
    SpendingKind.VACANCY: Engagement.VACANCY,
    SpendingKind.AGENCY: Engagement.AGENCY,
    SpendingKind.SERVICE: Engagement.SERVICE,
}
_KEYS: dict[str, tuple[str, ...]] = {
    "allocations": ("term", "pupil", "provision"),
    "groups": ("group", "term"),
    "deployment": ("term", "staff", "provision", "group", "pupils"),
    "hiring": ("staff", "engagement", "term"),
    "coverage": ("need",),
    "statutory": ("item", "term"),
    "funding": ("stream",),
    "spending": ("stream", "cost_item", "kind", "pupil", "provision", "term"),
}
_CODES: dict[str, tuple[str, ...]] = {
    "allocations": ("term", "pupil", "provision"),
    "groups": ("provision", "term", "staff"),
    "deployment": ("term", "staff", "provision"),
    "hiring": ("staff", "term"),
    "coverage": ("need", "pupil"),
    "statutory": ("item", "pupil", "term"),
    "funding": ("stream",),
    "spending": ("stream", "pupil", "provision", "term"),
}
_FIGURES: dict[str, tuple[str, ...]] = {
    "allocations": ("hours_per_week", "weeks", "staff_hours_per_week", "cost"),
    "groups": ("staff_hours_per_week",),
    "deployment": ("hours_per_week",),
    "hiring": ("hours_per_week", "cost"),
    "coverage": ("target_hours", "effective_hours", "coverage"),
    "statutory": ("required_hours", "planned_hours", "shortfall_hours"),
    "funding": ("amount", "spent"),
    "spending": ("amount",),
}


def rows_of(plan: Plan) -> dict[str, tuple[Record, ...]]:
    """Every table of a plan by the name of its file."""
    return {name: getattr(plan, name) for name in _KEYS}


def where(table: str, *codes: object) -> str:
    """Name a row by its table and codes; a blank code is left out."""
    shown = (";".join(code) if isinstance(code, tuple) else str(code) for code in codes if code)
    return f"{table} {' / '.join(shown)}"


def place(table: str, row: Record) -> str:
    """Name a row by the columns that identify it."""
    return where(table, *(getattr(row, column) for column in _KEYS[table]))


def _known_codes(school: School) -> dict[str, Container[str]]:
    return {
        "term": school.term_by_id,
        "pupil": school.pupil_by_id,
        "provision": school.provision_by_id,
        "staff": school.staff_by_id,
        "stream": school.stream_by_id,
        "need": {row.need for row in school.needs},
        "item": {row.item for row in school.statutory},
    }


def _codes_in(row: Record, columns: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for column in columns:
        code = getattr(row, column)
        if code is not None and (code != UNFUNDED or isinstance(row, StreamUse)):
            yield column, code
    for code in getattr(row, "pupils", ()):
        yield "pupil", code


@rule
def rows_name_what_the_school_has(reading: Reading) -> Iterator[Finding]:
    """Every term, pupil, provision, adult, stream, need and item of a plan is the school's."""
    known = _known_codes(reading.school)
    for table, rows in rows_of(reading.plan).items():
        columns = _CODES[table]
        for row in rows:
            for column, code in _codes_in(row, columns):
                if code not in known[column]:
                    yield place(table, row), f"the school has no {column} {code}"
    for row in reading.plan.spending:
        if not _is_a_cost_of(row, reading.school):
            what = f"the school has no {row.kind.value} cost called {row.cost_item}"
            yield place("spending", row), what


def _is_a_cost_of(row: Spending, school: School) -> bool:
    if row.kind is SpendingKind.LINE:
        return any(line.line == row.cost_item for line in school.budget_lines)
    if row.is_referral:
        return any(one.referral == row.cost_item for one in school.referrals)
    if row.kind in _ADULT_KINDS:
        member = school.staff_by_id.get(row.cost_item)
        return member is not None and member.engagement is _ADULT_KINDS[row.kind]
    provision = school.provision_by_id.get(row.cost_item)
    return provision is not None and (
        row.kind is SpendingKind.SET_UP or provision.is_item == (row.kind is SpendingKind.ITEM)
    )


@rule
def rows_say_whose_they_are(reading: Reading) -> Iterator[Finding]:
    """The pupil, strand, period or engagement in a row is the one in the school's own register."""
    needs = {row.need: (row.pupil, row.strand) for row in reading.school.needs}
    for row in reading.plan.coverage:
        if (row.pupil, row.strand) != needs.get(row.need):
            yield place("coverage", row), "is not that pupil's need, or not in that strand"
    items = {row.item: (row.pupil, row.per) for row in reading.school.statutory}
    for result in reading.plan.statutory:
        if (result.pupil, result.per) != items.get(result.item):
            yield place("statutory", result), "is not that pupil's item, or not by that period"
    for hire in reading.plan.hiring:
        member = reading.school.staff_by_id.get(hire.staff)
        if member is not None and HIRE_OF[member.engagement] is not hire.engagement:
            yield place("hiring", hire), f"{hire.staff} is {member.engagement.value}"


@rule
def rows_stand_once(reading: Reading) -> Iterator[Finding]:
    """No two rows of a table are about the same thing."""
    for table, rows in rows_of(reading.plan).items():
        places = Counter(tuple(getattr(row, key) for key in _KEYS[table]) for row in rows)
        for key, count in places.items():
            if count > 1:
                yield where(table, *key), f"stands {count} times"


@rule
def figures_are_not_negative(reading: Reading) -> Iterator[Finding]:
    """Hours, weeks and pounds are numbers, and 0 or more."""
    for table, rows in rows_of(reading.plan).items():
        for row in rows:
            for column in _FIGURES[table]:
                figure = getattr(row, column)
                if figure is not None and not 0 <= figure < math.inf:
                    yield place(table, row), f"{column} is {figure}"
