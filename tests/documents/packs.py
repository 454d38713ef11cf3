"""A pack of the plan that was worked out by hand, for a school with telling codes and words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from planner.documents.pack.brief import Brief
from planner.school.records import BudgetLine, Effect, FundingStream
from tests.optimiser.checks.small_plan import the_plan, the_school

TODAY = dt.date(2026, 11, 26)
HOSTILE = "=1+1 <script>alert('x')</script> & Co, for P1"


def the_brief(**facts):
    """The brief of a pack; a school whose own words hold a pupil's code, markup and a formula."""
    school = the_school()
    school = replace(
        school,
        details=school.details.model_copy(update={"name": "Oak & Ash <School>"}),
        budget_lines=tuple(_renamed(line) for line in school.budget_lines),
        funding=tuple(_renamed(stream) for stream in school.funding),
        effects=tuple(_sourced(effect) for effect in school.effects),
    )
    usual = {"school": school, "plan": the_plan(), "today": TODAY, "made_on": TODAY}
    return Brief(**(usual | facts))


def _renamed(row: BudgetLine | FundingStream) -> BudgetLine | FundingStream:
    return row.model_copy(update={"name": HOSTILE})


def _sourced(effect: Effect) -> Effect:
    return effect.model_copy(update={"source": HOSTILE, "evidence": "A trial with p1 in it"})
