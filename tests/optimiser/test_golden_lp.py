"""The rows of every family for one small school, as text that people can read and review.

The school has two pupils and two terms, and something of everything. Money is in thousand pounds.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pulp
import pytest

from planner.optimiser.constraints import FAMILIES
from planner.optimiser.model import build
from planner.optimiser.problem import pose
from planner.school.records import CurrentAllocation, Policies
from tests.builders import (
    a_budget_line,
    a_need,
    a_pin,
    a_programme,
    a_pupil,
    a_school,
    a_statutory_item,
    a_stream,
    a_support,
    a_teaching_assistant,
    a_term,
    an_effect,
    an_item,
)

HERE = Path(__file__).parent
SIGNS = {pulp.LpConstraintLE: "<=", pulp.LpConstraintEQ: "=", pulp.LpConstraintGE: ">="}


def a_school_with_something_of_everything():
    """Two pupils, two terms of 10 weeks, and each kind of provision, adult and money."""
    return a_school(
        policies=Policies(absence_percent=4.0, reserve="100"),
        terms=[
            a_term(term="T1", weeks=10.0),
            a_term(term="T2", weeks=10.0, start=dt.date(2027, 1, 4), end=dt.date(2027, 3, 25)),
        ],
        pupils=[a_pupil("P1", sen_status="E"), a_pupil("P2")],
        needs=[a_need("N1"), a_need("N2", pupil="P2", strand="literacy", level=1)],
        staff=[
            a_teaching_assistant("TA1", contract_hours=10.0, annual_cost="4000", extra_hours=2.0),
            a_teaching_assistant(
                "AGY",
                engagement="agency",
                contract_hours=None,
                hourly_cost="25",
                skills="elsa",
                hours_limit=50.0,
            ),
            a_teaching_assistant(
                "VAC",
                engagement="vacancy",
                contract_hours=8.0,
                min_hours=4.0,
                annual_cost="3200",
                role="HLTA",
            ),
        ],
        provisions=[
            a_programme("G1", sessions_per_week=2.0, max_groups=1, cost_per_group="40"),
            a_support(
                "S1",
                group_max=2,
                min_hours=0.5,
                max_hours=3.0,
                roles=("TA", "HLTA"),
                cost_per_pupil="12",
                set_up_cost="75",
                withdraws_given=True,
            ),
            an_item("I1"),
        ],
        effects=[
            an_effect("G1", strand="language"),
            an_effect("G1", strand="literacy"),
            an_effect("S1", strand="language", effect=0.5),
            an_effect("I1", strand="literacy", effect=0.8),
        ],
        statutory=[a_statutory_item("F1", hours=1.0, skill="elsa")],
        funding=[
            a_stream("GEN", amount="9000"),
            a_stream("TOP", amount="600", restricted_to="pupil:P1"),
        ],
        budget_lines=[a_budget_line("L1", amount="200"), a_budget_line("L2", stream="TOP")],
        pins=[a_pin(pupil="P1", provision="S1", term="T1", hours_per_week=1.0)],
        current_plan=[CurrentAllocation(term="T1", pupil="P1", provision="S1", hours_per_week=1.5)],
    )


def shown(part):
    """A key as it is read aloud: codes with blanks between, and who may pay in brackets."""
    if isinstance(part, frozenset):
        return f"({'+'.join(sorted(part)) or 'nobody'})"
    if isinstance(part, tuple):
        return " ".join(shown(one) for one in part)
    return str(part)


def names_of(variables):
    """Say what each variable is about, instead of its number in the order of creation."""
    return {
        variable: f"{family}[{shown(key)}]"
        for family, members in vars(variables).items()
        if isinstance(members, dict)
        for key, variable in members.items()
    }


def rows_as_text(family):
    """Every row of a family under what it is about, in the order of codes."""
    most_alone = {"P1": 1.0, "P2": 0.5}
    problem = pose(a_school_with_something_of_everything())
    model = build(problem, most_alone, families=(family,))
    names = names_of(model.parts.variables)
    rows = []
    for (_, key), row in model.rows.items():
        terms = sorted((names[variable], number) for variable, number in row.items())
        total = " ".join(f"{number:+.6g} {name}" for name, number in terms) or "0"
        limit = f"{SIGNS[row.sense]} {0.0 - row.constant:.6g}"
        rows.append(f"{readable(key, names)}:\n    {total} {limit}")
    return "\n".join(sorted(rows))


def readable(key, names):
    """A row's key, with the names of variables in it told as they are told elsewhere."""
    told = {variable.name: name for variable, name in names.items()}
    if isinstance(key, tuple):
        return " ".join(readable(part, names) for part in key)
    return told.get(key, shown(key))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
def test_the_rows_of_each_family_are_those_reviewed(family, snapshot):
    text = rows_as_text(family)
    assert text, f"the school has nothing for {family.__name__}"
    assert text == snapshot


def test_every_family_is_tried_without_a_solver():
    tried = "".join(
        path.read_text(encoding="utf-8") for path in sorted(HERE.glob("test_constraints*.py"))
    )
    untried = [family.__name__ for family in FAMILIES if f", {family.__name__}" not in tried]
    assert untried == []


def test_every_family_has_rows_that_were_reviewed():
    kept = (HERE / "__snapshots__" / "test_golden_lp.ambr").read_text(encoding="utf-8")
    unseen = [family.__name__ for family in FAMILIES if f"[{family.__name__}]" not in kept]
    assert unseen == []
