"""What today's provision costs, where the school's current plan does not say."""

from __future__ import annotations

from decimal import Decimal

from planner.costing.staff import exact, hourly_cost
from planner.school.calendar import weeks_of_delivery, weeks_on_roll
from planner.school.records import CurrentAllocation, Provision
from planner.school.school import School


def cost_today(allocation: CurrentAllocation, school: School) -> Decimal | None:
    """Give the cost of one row of the current plan.

    The cost as entered is used if there is one. Else it is one pupil's share of the adult's hours
    a week × the weeks of those hours × the mean cost of an hour of the adults allowed: everybody in
    the register with the role and skill. Materials are not added: what is in use today was bought
    before, and an item without a cost is taken to be paid for.

    Args:
        allocation: One row of the current plan.
        school: The school whose plan it is.

    Returns: The cost in the row's term [GBP/term]; ``None`` where nobody in the register could
        deliver the provision, so that no rate is known.

    Source: data format, current_plan.csv.
    """
    if allocation.cost is not None:
        return allocation.cost
    provision = school.provision_by_id[allocation.provision]
    if provision.is_item:
        return Decimal(0)
    rate = mean_hourly_cost(provision, school)
    if rate is None:
        return None
    return adult_hours_in_term(allocation, school) * rate


def mean_hourly_cost(provision: Provision, school: School) -> Decimal | None:
    """Give the mean cost of an hour of the adults allowed to deliver a provision [GBP/h].

    Each adult counts once, whatever their hours and dates; ``None`` where there is nobody.
    """
    allowed = school.deliverers_of[provision.provision]
    if not allowed:
        return None
    return sum((hourly_cost(member, school) for member in allowed), Decimal(0)) / len(allowed)


def adult_hours_in_term(allocation: CurrentAllocation, school: School) -> Decimal:
    """Give one pupil's share of the adult's hours in the row's term [h/term].

    A programme's hours are those of its weeks of delivery. Hours of support are already averaged
    over the term, so they count in each of its weeks. A share that is blank or 0 is worked out from
    the pupil's own hours and the size of the group.
    """
    provision = school.provision_by_id[allocation.provision]
    weeks = exact(_weeks_received(allocation, school))
    if allocation.staff_hours_per_week:
        all_weeks = exact(school.term_by_id[allocation.term].weeks)
        paid_weeks = weeks if provision.is_programme else all_weeks
        return exact(allocation.staff_hours_per_week) * paid_weeks
    in_a_week = (
        provision.group_hours_per_week if provision.is_programme else allocation.hours_per_week
    )
    return exact(in_a_week) * weeks / provision.group_max


def _weeks_received(allocation: CurrentAllocation, school: School) -> float:
    """Give the row's weeks [weeks]; blank: those of delivery, or for support those on roll.

    A programme that is longer than the term is taken to fill it: today's breaches are not refused.
    """
    if allocation.weeks is not None:
        return allocation.weeks
    term = school.term_by_id[allocation.term]
    provision = school.provision_by_id[allocation.provision]
    if provision.is_programme:
        return weeks_of_delivery(provision, term) or term.weeks
    return weeks_on_roll(school.pupil_by_id[allocation.pupil], term)
