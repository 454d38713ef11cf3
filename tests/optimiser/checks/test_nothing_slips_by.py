"""Change any cell of a plan by much, or leave out any row, and some rule speaks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from planner.optimiser.checks import violations
from planner.optimiser.plan import Plan, SpendingKind
from tests.optimiser.checks.small_plan import the_plan, the_school

TABLES = (
    "allocations",
    "groups",
    "deployment",
    "hiring",
    "coverage",
    "statutory",
    "funding",
    "spending",
)
CODES = {
    "pupil": ("P1", "P2", None),
    "provision": ("GROUP", "INCLASS", "SALT", "TABLET", None),
    "term": ("T1", "T2", None),
    "staff": ("TA1", "TA2", "AG1"),
    "need": ("N1", "N2", "N3"),
    "item": ("F1", "F2", "F3"),
    "stream": ("GENERAL", "TOPUP", "PREMIUM", "GRANT", "UNFUNDED"),
    "cost_item": ("TA1", "TA2", "AG1", "L1", "L2", "GROUP", "TABLET"),
    "group": ("G1", "G2", ""),
    "pupils": (("P1",), ("P2",), ("P1", "P2"), ()),
}

# General money may say more closely what it pays for, and TA1 is in two provisions.
_EXTRA_HOURS = next(row for row in the_plan().spending if row.kind is SpendingKind.EXTRA)


def _others(column: str, value: object) -> tuple[object, ...]:
    if column in CODES:
        return tuple(code for code in CODES[column] if code != value)
    if isinstance(value, Decimal):
        return value + 100, value / 2 + 3
    if isinstance(value, int | float):
        return value * 2 + 0.1, value / 2 + 0.05
    return ()


def _spoilt(plan: Plan, table: str):
    rows = getattr(plan, table)
    for place, row in enumerate(rows):
        before, after = rows[:place], rows[place + 1 :]
        yield f"without row {place}", replace(plan, **{table: (*before, *after)})
        for column in type(row).model_fields:
            if column == "provision" and row == _EXTRA_HOURS:
                continue
            may_be_blank = not type(row).model_fields[column].is_required()
            for other in _others(column, getattr(row, column)):
                if other is None and not may_be_blank:
                    continue
                changed = row.model_copy(update={column: other})
                said = f"row {place} with {column} {other}"
                yield said, replace(plan, **{table: (*before, changed, *after)})


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_can_be_changed_and_no_row_left_out_unnoticed(table: str):
    school = the_school()
    unnoticed = [said for said, plan in _spoilt(the_plan(), table) if not violations(school, plan)]
    assert unnoticed == []
