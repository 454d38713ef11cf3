"""How sure a plan is, in words."""

from __future__ import annotations

from planner.charts.words import listed, percent
from planner.optimiser.plan import GoalResult, Plan, Status

# Below the first, a distance would be shown as nothing; up to the second, a goal counts as settled;
# above the third, one figure for the whole plan says too little; above the fourth, a goal was
# hardly looked at.
_NO_DISTANCE = 0.0005
_SETTLED_DISTANCE = 0.005
_TELLING_DISTANCE = 0.02
_UNSETTLED = 0.5
_NAMES = {
    "statutory_shortfall": "statutory hours",
    "unfunded": "keeping within the money",
    "fair_share": "fairness",
    "benefit": "the help given",
    "changes": "keeping what is done today",
    "cost": "cost",
}
_CHECKED = (
    "Every line was then checked again from your own figures, apart from the calculation that "
    "found it, and keeps every rule."
)


def sureness(plan: Plan) -> str:
    """How sure the plan is, and that it was checked apart from what found it."""
    return " ".join(part for part in (_stopped(plan), _better(plan), _CHECKED) if part)


def _stopped(plan: Plan) -> str:
    if plan.summary.status is not Status.TIME_LIMIT:
        return ""
    if plan.summary.gap <= _SETTLED_DISTANCE:
        return "The clock cut part of the search short, so another run may end in a plan as good."
    return f"We stopped after {round(plan.summary.seconds)} seconds with the best plan so far."


def outcome(status: str) -> str:
    """How the search for a plan ended, for a list of plans."""
    return "stopped with the best so far" if status == Status.TIME_LIMIT else "settled in full"


def _better(plan: Plan) -> str:
    gap = plan.summary.gap
    if gap < _NO_DISTANCE:
        return "No plan can be better under what you entered."
    if gap > _UNSETTLED and not plan.summary.goals:
        return "How far it could be better was not settled in time."
    if gap <= _TELLING_DISTANCE or not plan.summary.goals:
        return f"No plan can be better by more than {percent(gap)} under what you entered."
    return _better_goal_by_goal(plan.summary.goals)


def _better_goal_by_goal(goals: tuple[GoalResult, ...]) -> str:
    settled = [_name(goal) for goal in goals if goal.gap < _NO_DISTANCE]
    nearly = [
        f"{percent(goal.gap)} in {_name(goal)}"
        for goal in goals
        if _NO_DISTANCE <= goal.gap <= _UNSETTLED
    ]
    open_still = [_name(goal) for goal in goals if goal.gap > _UNSETTLED]
    parts = []
    if settled:
        parts.append(f"Under what you entered, no plan can be better in {listed(settled)}.")
    if nearly:
        parts.append(f"None can be better by more than {listed(nearly)}.")
    if open_still:
        parts.append(f"How far it could be better in {listed(open_still)} was not settled in time.")
    return " ".join(parts)


def _name(goal: GoalResult) -> str:
    return _NAMES.get(goal.name, goal.name.replace("_", " "))
