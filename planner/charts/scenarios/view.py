"""A comparison of plans as it is read: sentences, pictures without names, and tables."""

from __future__ import annotations

from planner.charts.insight.view import InsightView
from planner.charts.scenarios.figures_table import figures_table
from planner.charts.scenarios.gains_chart import gains_picture
from planner.charts.scenarios.groups_chart import groups_pictures
from planner.charts.scenarios.money_chart import money_picture
from planner.charts.scenarios.tables import (
    changes_table,
    comers_and_leavers_table,
    lines_table,
    pupils_table,
)
from planner.charts.scenarios.words import account_of
from planner.scenarios.comparison import Comparison
from planner.school.school import School


def comparison_view(school: School, comparison: Comparison) -> InsightView:
    """Turn a comparison into what is read.

    Args:
        school: The school as it is, for the names of terms and provisions.
        comparison: The comparison.
    """
    others = range(1, len(comparison.comparison))
    tables = (
        figures_table(comparison),
        pupils_table(comparison),
        comers_and_leavers_table(comparison),
        lines_table(school, comparison),
        changes_table(comparison),
    )
    return InsightView(
        name="compare",
        sentences=tuple(account_of(comparison)),
        pictures=(
            *(gains_picture(comparison, place) for place in others),
            money_picture(comparison),
            *groups_pictures(comparison),
        ),
        tables=tuple(table for table in tables if table.rows),
    )
