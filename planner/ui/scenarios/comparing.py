"""The plans that are set side by side: which they are, whether they fit, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import streamlit as st

from planner.access import Actor
from planner.exchange.archive import archive_bytes
from planner.exchange.comparison_folder import comparison_files, folder_name
from planner.exchange.scenario_file import scenario_bytes
from planner.scenarios.compare import AS_IT_IS, Planned, compare
from planner.scenarios.comparison import Comparison
from planner.store.values import StoredPlan
from planner.ui import plans, staleness
from planner.ui.scenarios.list_panel import is_chosen
from planner.ui.scenarios.trials import Trial, out_of_date
from planner.ui.scenarios.ways import quoted
from planner.ui.state import Planned as Kept

# What the columns of the tables are called that are no scenario's.
_HEADINGS = frozenset({AS_IT_IS.casefold(), "what"})


@dataclass(frozen=True)
class SideBySide:
    """Plans side by side.

    Attributes:
        base: The plan of the year as it is, with its school.
        trials: The scenarios whose newest plans are set beside it.
        left_out: The scenarios whose plans cannot be, as their year has other terms.
        warnings: Why some of the plans no longer fit, as sentences.
        stamp: What no other such set of plans has.
    """

    base: Kept
    trials: tuple[Trial, ...]
    left_out: tuple[Trial, ...]
    warnings: tuple[str, ...]
    stamp: str


def side_by_side(actor: Actor, found: tuple[Trial, ...]) -> SideBySide | None:
    """Find the plans to set side by side; ``None`` where there are not two of them.

    Args:
        actor: Who looks at them.
        found: The scenarios of the open year; those that are ticked and planned take part.
    """
    stored = next(iter(plans.all_plans(actor)), None)
    chosen = [one for one in found if one.plan is not None and is_chosen(one.number)]
    if stored is None or not chosen:
        return None
    base = plans.read(actor, stored)
    beside = {one.number: _read(actor, one) for one in chosen}
    fitting = tuple(one for one in chosen if beside[one.number].school.terms == base.school.terms)
    stamps = (f"{one.number} {one.name} {one.fits} {beside[one.number].digest}" for one in fitting)
    return SideBySide(
        base=base,
        trials=fitting,
        left_out=tuple(one for one in chosen if one not in fitting),
        warnings=tuple(_warnings(actor, stored, chosen)),
        stamp="\n".join((base.digest, *stamps)),
    )


def _read(actor: Actor, trial: Trial) -> Kept:
    assert trial.plan is not None
    return plans.read(actor, trial.plan)


def _warnings(actor: Actor, base: StoredPlan, chosen: list[Trial]) -> Iterator[str]:
    if why := staleness.out_of_date(actor, base):
        yield f"{AS_IT_IS}: {why}"
    for trial in chosen:
        if why := out_of_date(actor, trial):
            yield f"{quoted(trial.name)}: {why}"


def comparison_of(actor: Actor, found: SideBySide) -> Comparison:
    """Work out what the plans come to, once."""
    return _comparison(found.stamp, found, actor)


@st.cache_resource(show_spinner=False, max_entries=16)
def _comparison(stamp: str, _found: SideBySide, _actor: Actor) -> Comparison:
    base = Planned(AS_IT_IS, _found.base.school, _found.base.plan)
    return compare(base, [planned_of(_actor, trial) for trial in _found.trials])


def planned_of(actor: Actor, trial: Trial) -> Planned:
    """The newest plan of a scenario, with what became of its changes where that is still known."""
    kept = _read(actor, trial)
    # What became of the changes is known of the plan only while it fits.
    is_known = trial.fits is not None and trial.applied is not None
    outcomes = trial.applied.outcomes if is_known and trial.applied else ()
    return Planned(_told(trial.name), kept.school, kept.plan, outcomes)


def _told(name: str) -> str:
    """What a scenario is called in tables, where no two columns may be called the same."""
    return f"{name} (scenario)" if name.casefold() in _HEADINGS else name


def packed(found: SideBySide, comparison: Comparison) -> bytes:
    """Every table of a comparison as CSV, and each scenario as a file, in one zip."""
    return archive_bytes(comparison_files(comparison) | _scenario_files(found))


def _scenario_files(found: SideBySide) -> dict[str, bytes]:
    return {
        f"{trial.number}-{folder_name(trial.name)}.toml": scenario_bytes(trial.scenario)
        for trial in found.trials
        if trial.scenario is not None
    }
