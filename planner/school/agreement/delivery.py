"""Provisions: each fits in the year, and somebody can deliver it."""

from __future__ import annotations

from collections.abc import Iterator

from planner.errors import Problem
from planner.school.agreement.runs import runs_of
from planner.school.agreement.tables import Tables, relies_on
from planner.school.calendar import is_available, weeks_of_delivery


@relies_on("terms")
def programmes_fit_in_the_year(tables: Tables) -> Iterator[Problem]:
    """A full dose takes no more terms than there are, nor more weeks than every term has."""
    terms = tables.school.terms
    for number, provision in tables.registers.provisions:
        if not (provision.is_programme and terms):
            continue
        if provision.terms > len(terms):
            what = f"{provision.provision} takes {provision.terms} terms, of {len(terms)}"
            remedy = f"write {len(terms)} or fewer"
            yield Problem("provisions.csv", number, "terms", what, remedy)
        if not any(weeks_of_delivery(provision, term) for term in terms):
            longest = max(term.weeks for term in terms)
            what = f"is {provision.weeks:g}, more than every term has"
            yield Problem("provisions.csv", number, "weeks", what, f"write {longest:g} or fewer")


@relies_on("staff")
def somebody_can_deliver_each_provision(tables: Tables) -> Iterator[Problem]:
    """Somebody in the staff table has a role and the skill for it, whatever their dates."""
    for number, provision in tables.rows("provisions"):
        if provision.is_item or tables.school.deliverers_of[provision.provision]:
            continue
        with_skill = f" and the skill {provision.skill}" if provision.skill else ""
        what = (
            f"{provision.provision} can be delivered by nobody: no adult has the role "
            f"{' or '.join(provision.roles)}{with_skill}"
        )
        remedy = "give an adult in staff.csv the role and skill, or delete the provision"
        yield Problem("provisions.csv", number, "skill" if with_skill else "roles", what, remedy)


@relies_on("terms")
def programmes_can_run_in_some_terms(tables: Tables) -> Iterator[Problem]:
    """A programme finds its consecutive terms, each long enough."""
    terms = tables.school.terms
    for number, provision in tables.rows("provisions"):
        fits_each = any(weeks_of_delivery(provision, term) for term in terms)
        if not (provision.is_programme and provision.terms <= len(terms) and fits_each):
            continue
        if not runs_of(provision, terms):
            what = (
                f"{provision.provision} can never run: no {provision.terms} consecutive terms "
                f"have {provision.weeks:g} weeks each"
            )
            remedy = "write fewer weeks or terms, if a full dose takes fewer"
            yield Problem("provisions.csv", number, "weeks", what, remedy)


@relies_on("terms", "staff")
def deliverers_are_there_in_some_term(tables: Tables) -> Iterator[Problem]:
    """Of those who can deliver a provision, somebody is there in some term."""
    for number, provision in tables.rows("provisions"):
        deliverers = tables.school.deliverers_of[provision.provision]
        there = any(is_available(who, term) for who in deliverers for term in tables.school.terms)
        if deliverers and not there:
            what = f"{provision.provision} has nobody to deliver it in any term of the year"
            remedy = "check the dates of the adults with its role and skill"
            yield Problem("provisions.csv", number, "roles", what, remedy)
