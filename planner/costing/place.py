"""What a pupil's place in a provision costs: the adult's hours, shared, and the materials."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.costing.known import known_cost
from planner.costing.staff import exact, weeks_in_year
from planner.school.agreement.runs import runs_of
from planner.school.calendar import weeks_of_delivery
from planner.school.records import Provision, StaffMember
from planner.school.school import School


@dataclass(frozen=True)
class HourRates:
    """What an hour of the adults who can deliver a provision costs.

    Attributes:
        cheapest: The least of their hourly costs [GBP/h].
        mean: The mean, each adult counted once [GBP/h].
        cheapest_adult: Who costs the least.
        adults: How many adults' cost is known.
    """

    cheapest: Decimal
    mean: Decimal
    cheapest_adult: str
    adults: int


def hour_rates(members: Iterable[StaffMember], school: School) -> HourRates | None:
    """Give what an hour of some adults costs; ``None`` where none of their costs is known."""
    costs = [
        (cost, member.staff)
        for member in members
        if (cost := known_cost(member, school).hourly) is not None
    ]
    if not costs:
        return None
    cheapest, adult = min(costs)
    mean = sum((cost for cost, _ in costs), Decimal(0)) / len(costs)
    return HourRates(cheapest, mean, adult, len(costs))


def adult_hours_in_year(provision: Provision, school: School) -> Decimal | None:
    """Give the adult hours to share: of a group for its full dose, of an hour of support a week.

    A programme's hours are those of its weeks of delivery, preparation included, in the first
    consecutive terms that can hold a full dose; ``None`` where none can. Support is taken at one
    hour a week in every teaching week. An item takes none.

    Returns: The hours of one adult [h/year].

    Source: data format, section 5, rule 2.
    """
    if provision.is_item:
        return Decimal(0)
    if provision.is_support:
        return weeks_in_year(school) if school.terms else None
    runs = runs_of(provision, school.terms)
    if not runs:
        return None
    weeks = sum((exact(weeks_of_delivery(provision, term)) for term in runs[0]), Decimal(0))
    minutes = exact(provision.session_minutes or 0.0) + exact(provision.preparation_minutes)
    return exact(provision.sessions_per_week or 0.0) * minutes * weeks / 60


def cost_of_a_place(
    provision: Provision, pupils: int, adult_hours: Decimal, hourly_cost: Decimal
) -> Decimal:
    """Give what one pupil's place costs in a year; setting the provision up is not part of it.

    (adult hours × cost of an hour + materials of the group) / pupils + materials of the pupil. An
    adult's hour of support is shared in the same way.

    Args:
        provision: The provision.
        pupils: How many pupils share the adult [pupils].
        adult_hours: The adult's hours in the year [h/year].
        hourly_cost: What an hour of the adult costs [GBP/h].

    Returns: The cost of one place [GBP/year].
    """
    of_group = provision.cost_per_group if provision.is_programme else Decimal(0)
    return (adult_hours * hourly_cost + of_group) / pupils + provision.cost_per_pupil
