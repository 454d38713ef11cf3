from __future__ import annotations

import pytest

from planner.charts.progress import standing_of
from planner.optimiser.progress import Progress


def standing(goal="fair_share", step=3, best=0.5, bound=0.55, seconds=12.0):
    progress = Progress(goal, step, 6, best, bound, seconds)
    return standing_of(progress, 60.0, seconds)


def test_what_is_settled_now_is_said_in_words():
    assert standing().doing == "Sharing fairly (step 3 of 6)"


def test_time_taken_and_time_left_are_told():
    assert standing().time == "12 seconds so far, at most 48 more"


def test_when_the_time_is_up_it_says_what_is_still_done():
    assert standing(seconds=61.0).time == "61 seconds so far; checking every line now"


def test_the_best_so_far_is_told_with_how_far_it_may_be_bettered():
    # 0.05 of 0.5.
    assert standing().best == (
        "Best so far: every pupil gets 50 % of the most that could be done for them. "
        "No plan can be better by more than 10 %."
    )


def test_a_settled_goal_cannot_be_bettered():
    assert standing(best=0.5, bound=0.5).best.endswith("No plan can be better.")


def test_a_best_that_is_hardly_a_plan_yet_makes_no_claim():
    assert standing(best=-1e-12, bound=0.72).best == (
        "Best so far: every pupil gets 0 % of the most that could be done for them. "
        "How far that is from the best is not known yet."
    )


def test_before_there_is_a_plan_it_says_so():
    assert standing(best=None).best == "There is no plan yet."
    assert standing_of(None, 60.0, 0.0).doing == "Getting ready"


def test_hours_that_are_all_met_are_not_called_nought():
    assert standing("statutory_shortfall", 1, 0.0, 0.0).best == (
        "Best so far: all are met. No plan can be better."
    )


def test_the_bar_never_leaves_its_ends():
    assert standing(step=1, seconds=0.0).share == 0
    assert 0 < standing(step=6, seconds=600.0).share <= 1


@pytest.mark.parametrize(
    "goal",
    ["statutory_shortfall", "unfunded", "fair_share", "benefit", "changes", "cost"],
)
def test_no_step_shows_its_own_name(goal):
    said = standing(goal)
    assert goal not in said.doing + said.best


def test_a_step_that_is_not_known_is_getting_ready():
    assert standing("something_new").doing.startswith("Getting ready")
