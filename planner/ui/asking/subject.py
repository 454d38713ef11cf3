"""What a question is asked about: the plan that is shown, or the year as it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from planner.access import Actor
from planner.charts.register_words import moment
from planner.optimiser.plan import Plan
from planner.school.school import School
from planner.ui import open_year, plans
from planner.ui.staleness import out_of_date


@dataclass(frozen=True)
class Subject:
    """What is asked about.

    Attributes:
        year_id: The school year.
        school: The school, with its digest.
        plan: The plan made for it; ``None`` where the question finds one first.
        says: What this is, as a sentence.
        read_at: When the school was read.
        scenario_id: The scenario; ``None`` for the year as it is.
        notes: What is to be known about it, each a sentence.
    """

    year_id: int
    school: School
    plan: Plan | None
    says: str
    read_at: dt.datetime
    scenario_id: int | None = None
    notes: tuple[str, ...] = ()


def subject_of(actor: Actor) -> Subject | None:
    """Give what questions are asked about: the plan shown, with the school it was made for.

    Before there is a plan it is the year as it is; ``None`` where that has nothing to plan, or
    something to be put right first.
    """
    read_at = dt.datetime.now(dt.UTC)
    year, planned = open_year.open_year(actor), plans.planned(actor)
    if year is None:
        return None
    if planned is not None:
        why = out_of_date(actor, planned.stored)
        return Subject(
            year.id,
            planned.school,
            planned.plan,
            f"Asked about the plan made {moment(planned.stored.made_at)}.",
            read_at,
            notes=(f"{why} The questions are about that plan; plan again first.",) if why else (),
        )
    school = open_year.school(actor)
    if school is None:
        return None
    says = "There is no plan yet: the best one is found first, which takes longer."
    return Subject(year.id, school, None, says, read_at)
