from __future__ import annotations

from pathlib import Path

import pytest

from planner.exchange.scenario_file import read_scenario
from planner.exchange.school_folder import read_school
from planner.scenarios.scenario import apply

SAMPLES = Path(__file__).parents[2] / "sample_data"
README = (SAMPLES.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "path", sorted(SAMPLES.glob("scenarios/*.toml")), ids=lambda path: path.stem
)
def test_every_change_of_a_sample_scenario_applies_to_the_sample_primary(path):
    school = read_school(SAMPLES / "primary").school
    outcomes = apply(school, read_scenario(path)).outcomes

    assert len(outcomes) == 3
    assert [outcome.why_not for outcome in outcomes if not outcome.applies] == []


def test_the_scenario_in_the_readme_is_one():
    text = README.partition("```toml\n")[2].partition("```")[0]

    assert len(read_scenario(text.encode()).changes) == 3
