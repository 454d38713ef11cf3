"""Planning for scenarios: which of them, begun on the page, and each kept once it is made."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import streamlit as st

from planner.access import Action, Actor, may
from planner.charts.choices import TIME_LIMITS
from planner.optimiser.progress import Options
from planner.scenarios.repair import Mode
from planner.school.school import School
from planner.store.values import StoredPlan
from planner.ui import guard, open_year, plans, staleness, state, storage, work
from planner.ui.job import Job
from planner.ui.job_kinds import COMPARING
from planner.ui.scenarios.list_panel import is_chosen
from planner.ui.scenarios.series import Made, Outcome, Series, Target
from planner.ui.scenarios.trials import Trial, trials
from planner.ui.scenarios.ways import AS_IT_IS, Base, school_for
from planner.ui.state import Key


@dataclass(frozen=True)
class Ahead:
    """What the button would plan for.

    Attributes:
        school: The year as it is.
        base: Its newest plan; ``None`` where there is none.
        needs_base: Whether that plan has to be made, as none is up to date.
        trials: The scenarios that are planned for.
        mode: How they are planned for.
        is_again: Whether all that is chosen has an up-to-date plan, and is planned for again.
    """

    school: School
    base: StoredPlan | None
    needs_base: bool
    trials: tuple[Trial, ...]
    mode: Mode
    is_again: bool

    @property
    def names(self) -> tuple[str, ...]:
        """What is planned for, by name."""
        first = (AS_IT_IS,) if self.needs_base else ()
        return (*first, *(trial.name for trial in self.trials))


def ahead(actor: Actor, found: tuple[Trial, ...]) -> Ahead | None:
    """Work out what the button would plan for; ``None`` where the year cannot be planned for.

    What has a plan that is up to date is planned for again only where everything has.
    """
    school = open_year.school(actor)
    if school is None:
        return None
    base = next(iter(plans.all_plans(actor)), None)
    is_fresh = base is not None and staleness.is_up_to_date(actor, base)
    chosen = tuple(one for one in found if is_chosen(one.number) and one.can_be_planned)
    needs_base = bool(chosen) and not is_fresh and may(actor, Action.PLAN)
    mode: Mode = st.session_state.get(Key.COMPARE_HOW) or Mode.FULL
    waiting = tuple(one for one in chosen if one.fits is not mode or _is_bound(mode, needs_base))
    is_again = bool(chosen) and not waiting and not needs_base
    return Ahead(school, base, needs_base, chosen if is_again else waiting, mode, is_again)


def _is_bound(mode: Mode, needs_base: bool) -> bool:
    """Whether a plan keeps close to one that has yet to be made."""
    return needs_base and mode is Mode.LEAST_CHANGE


def start_as_chosen() -> None:
    """Begin to plan for what is chosen, for as long for each as the visitor has chosen."""
    actor = guard.actor_who_may(Action.EDIT_SCENARIOS)
    if actor is None:
        return
    read_at = dt.datetime.now(dt.UTC)
    year, found = open_year.open_year(actor), trials(actor)
    plan = ahead(actor, found)
    if year is None or plan is None or not plan.names:
        return
    into = storage.store()

    def keep(made: Made) -> None:
        pair = (made.school, made.plan)
        plans.keep(into, actor, year.id, pair, read_at, made.target.number)

    def keep_last(outcome: Outcome) -> None:
        if outcome.last is not None:
            keep(outcome.last)

    options = Options(time_limit=TIME_LIMITS[st.session_state[Key.COMPARE_TIME_LIMIT]])
    series = Series(year.id, _targets(plan), options, _base(actor, plan), keep)
    job = Job(series.run, series.standing, year_id=year.id, keep=keep_last)
    state.set_compared(None)
    work.begin(COMPARING, job, actor)


def _base(actor: Actor, plan: Ahead) -> Base | None:
    if plan.base is None or plan.needs_base:
        return None
    planned = plans.read(actor, plan.base)
    return Base(planned.plan, planned.digest)


def _targets(plan: Ahead) -> tuple[Target, ...]:
    first = (Target(None, AS_IT_IS, lambda _: plan.school),) if plan.needs_base else ()
    return (*first, *(_target(trial, plan.mode) for trial in plan.trials))


def _target(trial: Trial, mode: Mode) -> Target:
    assert trial.applied is not None
    school = trial.applied.school
    return Target(trial.number, trial.name, lambda base: school_for(school, base, mode))
