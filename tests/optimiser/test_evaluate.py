from __future__ import annotations

import pytest

from planner.optimiser.evaluate import coverage_by_pupil
from planner.optimiser.plan import Coverage
from tests import builders


def a_row(need: str, pupil: str, coverage: float) -> Coverage:
    return Coverage(
        need=need,
        pupil=pupil,
        strand="language",
        target_hours=39.0,
        effective_hours=39.0 * coverage,
        coverage=coverage,
    )


def test_the_more_urgent_need_weighs_more_and_what_nobody_could_meet_weighs_nothing():
    needs = [
        builders.a_need("N1", level=1),
        builders.a_need("N2", level=3, strand="speech"),
        builders.a_need("N3", level=4, strand="vision"),
        builders.a_need("N4", pupil="P2", strand="vision"),
    ]
    rows = [
        a_row("N1", "P1", 1.0),
        a_row("N2", "P1", 0.5),
        a_row("N3", "P1", 0.0),
        a_row("N4", "P2", 0.0),
    ]
    # Levels 1 and 3 weigh 1 and 4: (1 x 1 + 4 x 0.5) / 5 = 0.6. P2 has nothing that anybody could
    # meet, and so no coverage, not none of it.
    assert coverage_by_pupil(needs, rows, ["N3", "N4"]) == {"P1": pytest.approx(0.6)}
    # With level 4, which weighs 8, counted as unmet: 3 / 13.
    assert coverage_by_pupil(needs, rows)["P1"] == pytest.approx(3 / 13)
