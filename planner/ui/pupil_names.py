"""Pupils' names beside their codes, on the screen of those who may see them and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping

from planner.access import Action, Actor, may
from planner.store.values import SchoolYear
from planner.ui.storage import store


def names_of(actor: Actor, year: SchoolYear) -> Mapping[str, str]:
    """Give the name of each pupil who has one, by code; none for whoever may not see them."""
    if not may(actor, Action.READ_NAMES):
        return {}
    return store().privacy.names(actor, year.school_id)


def with_name(label: str, pupil: str, names: Mapping[str, str]) -> str:
    """Give what a pupil is called where one is chosen, with the name if there is one."""
    return f"{label}, {names[pupil]}" if pupil in names else label
