"""How a local authority’s rate counts provision, in a sentence or two."""

from __future__ import annotations

from planner.charts.words import listed, number
from planner.costing.authority.rules import Basis, Rules
from planner.costing.ledger import Ledger

_UNITS = {
    Basis.WEEKLY_HOUR: "a year for an adult hour in every week",
    Basis.HOUR: "for an adult hour",
    Basis.MINUTE: "for an adult minute",
}


def how_the_rate_counts(ledger: Ledger | None) -> str:
    """By what rules the authority pays; where no rate is known, that only true cost is shown."""
    if ledger is None:
        return "The school has entered no rate of its local authority, so only true cost is shown."
    return f"{_rate(ledger.rules)} {_how(ledger.rules)}"


def _rate(rules: Rules) -> str:
    weeks = f"over {number(float(rules.weeks))} weeks a year"
    said = f"The local authority’s rate is £{rules.rate:,.2f} {_UNITS[rules.basis]}, {weeks}"
    if rules.profile is not None:
        said += f" (rules: {rules.profile.authority})"
    return f"{said}."


def _how(rules: Rules) -> str:
    shared = (
        "a shared hour is divided by the pupils who share it"
        if rules.divides_by_heads
        else "a shared hour counts in full for each pupil"
    )
    said = f"Time counts as the pupil receives it, without preparation, and {shared}"
    if rules.not_claimed:
        kinds = listed(sorted(kind.value.replace("_", " ") for kind in rules.not_claimed))
        said += f"; {kinds} time is not paid for"
    return f"{said}. Materials are claimed at their price."
