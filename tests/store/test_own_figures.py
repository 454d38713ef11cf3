"""A school's own figures are kept with its year, audited, and undone like any other row."""

from __future__ import annotations

import pytest

from planner.errors import AccessError
from tests.builders import an_own_figure
from tests.store.acting import FINANCE, LEADER, SENCO, add, change, keep, records_of


def test_whoever_keeps_the_money_enters_a_figure_and_it_can_be_undone(store):
    year = keep(store)
    add(store, year, an_own_figure(), actor=FINANCE)
    change(store, year, "figures", amount="2.75", actor=FINANCE)
    entry = store.audit(SENCO, year.id, table="figures")[0]
    assert (entry.key, entry.before, entry.after) == ("njc_award 2026-04-01", "3", "2.75")
    store.undo(FINANCE, year.id)
    assert records_of(store, year, "figures") == (an_own_figure(),)
    with pytest.raises(AccessError):
        add(store, year, an_own_figure(figure="Band 3"), actor=LEADER)


def test_figures_go_to_the_next_year_as_they_are(store):
    year = keep(store)
    add(store, year, an_own_figure())
    copied, _ = store.copy_forward(SENCO, year.id)
    assert records_of(store, copied, "figures") == (an_own_figure(),)
