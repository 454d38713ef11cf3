"""Which module turns which answer into words and pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from planner.charts.insight.best import best_view
from planner.charts.insight.cuts import cuts_view
from planner.charts.insight.fairness import fairness_view
from planner.charts.insight.frontier import frontier_view
from planner.charts.insight.gap import gap_view
from planner.charts.insight.ladder import ladder_view
from planner.charts.insight.sure import sure_view
from planner.charts.insight.view import InsightView
from planner.charts.insight.why import why_view
from planner.insight.answer import Answer
from planner.school.school import School

# By question: from the school and the answer to what is read.
VIEWS: Mapping[str, Callable[[School, Any], InsightView]] = {
    "frontier": frontier_view,
    "ladder": ladder_view,
    "cuts": cuts_view,
    "gap": gap_view,
    "best": best_view,
    "fairness": fairness_view,
    "why": why_view,
    "sure": sure_view,
}


def view_of(school: School, name: str, answer: Answer) -> InsightView:
    """Turn the answer to a question into what is read."""
    return VIEWS[name](school, answer)
