"""What a viewer gets of a year: counts, through the store's own door, and nothing beside them."""

from __future__ import annotations

import datetime as dt

import pytest

from planner.access import Action, Actor, Role, may
from planner.errors import AccessError, StoreError
from planner.exchange.plan_folder import plan_files
from planner.glance import Band
from planner.store.values import Rules
from planner.suppression import Hidden
from tests.builders import a_need, a_pupil, a_school
from tests.charts.small_plan import small_plan
from tests.store.acting import SENCO, VIEWER, keep

MADE = {"inputs_sha256": "a1", "status": "optimal"}


def a_year(store):
    """Six pupils, each with a need in language, of which the small plan knows N1."""
    pupils = [a_pupil(f"P{number}") for number in range(1, 7)]
    needs = [a_need(f"N{number}", pupil=f"P{number}") for number in range(1, 7)]
    return keep(store, a_school(pupils=pupils, needs=needs))


def test_a_viewer_gets_the_counts_of_a_year(store):
    year = a_year(store)
    glance = store.privacy.glance(VIEWER, year.id)
    assert glance.needs[-1] == 6
    assert glance.bands == (Band.NOT_IN_PLAN,)


def test_how_far_needs_are_met_is_that_of_the_last_plan_of_the_year_as_it_is(store):
    year = a_year(store)
    scenario = store.create_scenario(SENCO, year.id, "Cut")
    files = plan_files(small_plan())
    for days, scenario_id, known in ((0, None, {}), (1, None, files), (2, scenario.id, {})):
        made_at = dt.datetime(2026, 11, 23 + days, tzinfo=dt.UTC)
        store.save_plan(
            SENCO, year.id, scenario_id=scenario_id, files=known, made_at=made_at, **MADE
        )
    glance = store.privacy.glance(VIEWER, year.id)
    assert glance.planned_on == dt.date(2026, 11, 24)
    assert Band.IN_FULL in glance.bands


def test_the_schools_own_threshold_holds(store):
    year = a_year(store)
    store.privacy.save_rules(SENCO, year.school_id, Rules(fewest_shown=7))
    glance = store.privacy.glance(VIEWER, year.id)
    assert glance.threshold == 7
    assert all(isinstance(count, Hidden) for count in glance.needs)


def test_a_year_that_is_not_there_is_said_so(store):
    with pytest.raises(StoreError, match="not there any more"):
        store.privacy.glance(VIEWER, 1)


READS = {
    "names": Action.READ_NAMES,
    "codes": Action.READ_PUPILS,
    "rules": Action.READ_AUDIT,
    "due": Action.ERASE,
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("read", READS)
def test_a_role_reads_what_its_cell_says(store, read, role):
    year, actor = a_year(store), Actor("somebody@school.example", role)
    if may(actor, READS[read]):
        getattr(store.privacy, read)(actor, year.school_id)
    else:
        with pytest.raises(AccessError):
            getattr(store.privacy, read)(actor, year.school_id)


def test_a_viewer_gets_no_register_no_plan_and_no_trail(store):
    year = a_year(store)
    plan = store.save_plan(SENCO, year.id, files={"a.csv": b"P1"}, made_at=year.created_at, **MADE)
    registers = store.registers(VIEWER, year.id)
    assert (registers.details, registers.policies, dict(registers.rows)) == (None, None, {})
    for call in (
        lambda: registers.to_registers(),
        lambda: store.plan_files(VIEWER, plan.id),
        lambda: store.scenarios(VIEWER, year.id),
        lambda: store.audit(VIEWER, year.id),
        lambda: store.carried(VIEWER, year.id),
        lambda: store.pairing(VIEWER, year.id),
        lambda: store.privacy.happenings(VIEWER),
        lambda: store.back_up(VIEWER),
    ):
        with pytest.raises(AccessError):
            call()
