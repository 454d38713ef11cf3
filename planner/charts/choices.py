"""The school's own choices in plain words: what each does, and which have changed."""

from __future__ import annotations

from planner.charts.words import number, percent, pounds
from planner.school.records import Policies

NAMES = {
    "statutory_may_overspend": "law before money",
    "fairness": "fairness",
    "diminishing_returns": "first help before full help",
    "keep_current_plan": "keeping what is done today",
    "reserve": "reserve",
    "absence_percent": "absence",
}
# How much the first, middle and last third of a need's hours count, from spreading help widely to
# letting each hour count the same wherever it goes.
SPREADS = {
    "Spread help widely": (1.6, 1.0, 0.4),
    "Some of both": (1.3, 1.0, 0.7),
    "Every hour counts the same": (1.0, 1.0, 1.0),
}
OWN_SPREAD = "As entered by the school"
TIME_LIMITS = {
    "Quick look, up to 30 seconds": 30.0,
    "Careful, up to 1 minute": 60.0,
    "Thorough, up to 5 minutes": 300.0,
}
USUAL_TIME_LIMIT = "Careful, up to 1 minute"


def changed(before: Policies, now: Policies) -> tuple[str, ...]:
    """The names of the choices that are not the same, in the order of the page."""
    return tuple(
        name for field, name in NAMES.items() if getattr(before, field) != getattr(now, field)
    )


def spread_name(worths: tuple[float, ...]) -> str:
    """Which of the three ways of spreading help the worths are, or that they are the school's."""
    for name, preset in SPREADS.items():
        if tuple(worths) == preset:
            return name
    return OWN_SPREAD


def overspend_effect(may_overspend: bool) -> str:
    """What the choice about law and money does."""
    if may_overspend:
        return "What the law asks for is planned even where no money may pay; the sum is shown."
    return "Nothing is bought without money to pay for it; what the law then lacks is shown."


def fairness_effect(fairness: float) -> str:
    """What the choice about fairness does."""
    if fairness == 0:
        return "Nobody is held back for another: help goes where it does most, whoever that is."
    if fairness == 1:
        return "The pupil helped least comes first, before anyone else is helped more."
    return (
        f"Every pupil keeps at least {percent(fairness)} of the fairest share before help goes "
        "where it does most."
    )


def spread_effect(worths: tuple[float, ...]) -> str:
    """What the choice about first and last help does."""
    first, middle, last = worths
    if first == last:
        return "The last hour that a need asks for counts as much as the first."
    return (
        f"The first third of a need’s hours counts {number(first)}, the middle {number(middle)} "
        f"and the last {number(last)}: some help for many before all help for few."
    )


def keep_effect(share: float) -> str:
    """What the choice about keeping today's plan does."""
    if share == 0:
        return "Today’s provision is kept only where that costs nothing."
    return f"Up to {percent(share)} of the help may be given up to change less from today."


def reserve_effect(reserve: float) -> str:
    """What the reserve does."""
    if reserve == 0:
        return "All the money may be planned."
    return (
        f"{pounds(reserve)} of money without strings is left unspent, unless it is needed for "
        "what is already owed."
    )


def absence_effect(absence_percent: float) -> str:
    """What the allowance for absence does."""
    if absence_percent == 0:
        return "Every timetabled hour is counted on; absence would leave gaps."
    return (
        f"{percent(absence_percent / 100)} of every adult’s hours is left out of the plan, so that "
        "it survives an ordinary year."
    )
