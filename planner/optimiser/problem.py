"""The problem to solve: what a school's plan can consist of, before any solver is asked.

A ``Problem`` lists every decision that the rules allow at all and the numbers that go with it.
What no rule allows (the wrong year, a term not wholly on roll, nobody to lead it) is left out here,
so that the program stays small and every upper bound comes from the data.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from planner.costing.owed import owed_besides_salaries
from planner.costing.staff import annual_cost, extra_hour_cost, hourly_cost, salary_in_term
from planner.optimiser.plan import SpendingKind
from planner.school.calendar import (
    employed_share,
    is_available,
    is_on_roll_throughout,
    on_roll_share,
    weeks_of_delivery,
    weeks_received,
)
from planner.school.codes import Engagement
from planner.school.matching import could_serve, has_use_for
from planner.school.records import Need, Provision, Pupil, StaffMember
from planner.school.school import School

THOUSAND = 1000.0
ALL_STAGES = "all"


class Placement(NamedTuple):
    """A pupil starts a programme, or has support or an item, in a term."""

    pupil: str
    provision: str
    term: int


class Lead(NamedTuple):
    """An adult leads groups of a programme that start in a term, for one band of key stages."""

    staff: str
    provision: str
    term: int
    band: str


class GroupKey(NamedTuple):
    """Groups whose members are interchangeable: one programme, start and band of key stages."""

    provision: str
    term: int
    band: str


class Helper(NamedTuple):
    """An adult gives support in a term."""

    staff: str
    provision: str
    term: int


class Source(NamedTuple):
    """Where an adult's hour comes from: the contract, or bought."""

    staff: str
    kind: SpendingKind

    @property
    def is_paid_all_term(self) -> bool:
        """Whether it is paid for the whole term, whenever it delivers."""
        return self.kind in {SpendingKind.EMPLOYED, SpendingKind.VACANCY}


@dataclass(frozen=True)
class Problem:
    """Everything the program is written from.

    Attributes:
        school: The school planned for.
        pupils: Those for whom anything can be decided or is owed, by code.
        served: Needs that some provision could serve, with hours to be served in.
        placements: Programme starts that may be chosen.
        supports: Pupils, support and terms in which hours may be given.
        purchases: Items that may be bought.
        leads: Adults who may lead groups, with the most groups each could lead.
        helpers: Adults who may give support.
        hourly: Cost of an hour from each source [thousand GBP/h].
        salary: Committed salary by adult and term [thousand GBP].
        lines: What each budget line and referral costs by term [thousand GBP].
        fewest: Smallest group by programme, where it is not the programme's own [pupils].
    """

    school: School
    pupils: tuple[Pupil, ...]
    served: tuple[Need, ...]
    placements: tuple[Placement, ...]
    supports: tuple[Placement, ...]
    purchases: tuple[Placement, ...]
    leads: Mapping[Lead, int]
    helpers: tuple[Helper, ...]
    hourly: Mapping[Source, float]
    salary: Mapping[tuple[str, int], float]
    lines: Mapping[tuple[str, int], float]
    fewest: Mapping[str, int]

    def smallest_group(self, provision: str) -> int:
        """Fewest pupils with whom a group of a programme may run [pupils]."""
        return self.fewest.get(provision, self.school.provision_by_id[provision].group_min)

    @cached_property
    def stream_of_line(self) -> Mapping[str, str]:
        """The stream that each budget line or referral names; others are not in it."""
        return {
            one.code: one.stream
            for one in owed_besides_salaries(self.school)
            if one.stream is not None
        }

    @cached_property
    def pupil_of_line(self) -> Mapping[str, str]:
        """The pupil of each referral that names no stream, so that money for them may pay it."""
        return {
            one.code: one.pupil
            for one in owed_besides_salaries(self.school)
            if one.stream is None and one.pupil is not None
        }

    @property
    def term_count(self) -> int:
        """How many terms the plan has."""
        return len(self.school.terms)

    def band(self, pupil: str, provision: str) -> str:
        """Which pupils may share a group with this one: a key stage, or all."""
        if self.school.provision_by_id[provision].mixed_years:
            return ALL_STAGES
        return self.school.pupil_by_id[pupil].key_stage

    def run(self, provision: str, start: int) -> range:
        """The terms in which a programme that starts in ``start`` runs."""
        return range(start, start + self.school.provision_by_id[provision].terms)

    def weeks_for_pupil(self, pupil: str, provision: str, term: int) -> float:
        """Weeks in which a pupil receives a provision in a term [weeks]."""
        return weeks_received(
            self.school.pupil_by_id[pupil],
            self.school.provision_by_id[provision],
            self.school.terms[term],
        )

    def roll_share(self, pupil: str, term: int) -> float:
        """Share of a term that a pupil is on roll [share 0-1]."""
        return on_roll_share(self.school.pupil_by_id[pupil], self.school.terms[term])

    def weeks_paid(self, source: Source, provision: str, term: int) -> float:
        """Weeks for which an hour a week in a provision is paid in a term [weeks].

        Contract hours are reserved for the whole term; bought hours are paid for the weeks in which
        they deliver.
        """
        entry = self.school.provision_by_id[provision]
        if source.is_paid_all_term or not entry.is_programme:
            return self.school.terms[term].weeks
        return weeks_of_delivery(entry, self.school.terms[term])

    def withdrawal_limit(self, pupil: str) -> float:
        """Most hours a week a pupil may be out of class [h/week]."""
        own = self.school.pupil_by_id[pupil].withdrawal_limit_hours
        return self.school.details.withdrawal_limit_hours if own is None else own

    def contract_capacity(self, staff: str, term: int) -> float:
        """Hours a week that an adult can be deployed in a term, without bought hours [h/week].

        A vacancy's is what it would be at full contract hours.
        """
        member = self.school.staff_by_id[staff]
        if not is_available(member, self.school.terms[term]):
            return 0.0
        hours = member.weekly_hours_with_pupils
        if member.engagement.is_by_the_hour:
            return hours
        return hours * (1 - self.school.policies.absence_percent / 100)

    def extra_capacity(self, staff: str, term: int) -> float:
        """Extra hours a week that the plan may buy of an employed adult in a term [h/week]."""
        member = self.school.staff_by_id[staff]
        if member.engagement is not Engagement.EMPLOYED:
            return 0.0
        return member.extra_hours if is_available(member, self.school.terms[term]) else 0.0

    @cached_property
    def places_starting(self) -> Mapping[GroupKey, tuple[Placement, ...]]:
        """Placements that may share groups: one programme, start and band."""
        found: dict[GroupKey, list[Placement]] = defaultdict(list)
        for place in self.placements:
            band = self.band(place.pupil, place.provision)
            found[GroupKey(place.provision, place.term, band)].append(place)
        return {key: tuple(found[key]) for key in sorted(found)}

    @cached_property
    def leads_starting(self) -> Mapping[GroupKey, tuple[Lead, ...]]:
        """Who may lead the groups of one programme, start and band."""
        found: dict[GroupKey, list[Lead]] = defaultdict(list)
        for lead in self.leads:
            found[GroupKey(lead.provision, lead.term, lead.band)].append(lead)
        return {key: tuple(found[key]) for key in sorted(found)}

    @cached_property
    def places_running(self) -> Mapping[tuple[str, int], tuple[Placement, ...]]:
        """Placements under way, by programme and term."""
        found: dict[tuple[str, int], list[Placement]] = defaultdict(list)
        for place in self.placements:
            for term in self.run(place.provision, place.term):
                found[place.provision, term].append(place)
        return {key: tuple(places) for key, places in found.items()}

    @cached_property
    def leads_running(self) -> Mapping[tuple[str, int], tuple[Lead, ...]]:
        """Leads under way, by programme and term."""
        found: dict[tuple[str, int], list[Lead]] = defaultdict(list)
        for lead in self.leads:
            for term in self.run(lead.provision, lead.term):
                found[lead.provision, term].append(lead)
        return {key: tuple(leads) for key, leads in found.items()}

    @cached_property
    def supports_in(self) -> Mapping[tuple[str, int], tuple[Placement, ...]]:
        """Who may have support, by provision and term."""
        found: dict[tuple[str, int], list[Placement]] = defaultdict(list)
        for place in self.supports:
            found[place.provision, place.term].append(place)
        return {key: tuple(places) for key, places in found.items()}

    @cached_property
    def helpers_in(self) -> Mapping[tuple[str, int], tuple[Helper, ...]]:
        """Who may give support, by provision and term."""
        found: dict[tuple[str, int], list[Helper]] = defaultdict(list)
        for helper in self.helpers:
            found[helper.provision, helper.term].append(helper)
        return {key: tuple(helpers) for key, helpers in found.items()}

    @cached_property
    def places_of(self) -> Mapping[str, tuple[Placement, ...]]:
        """Every placement, support and purchase that may be chosen for a pupil."""
        found: dict[str, list[Placement]] = {pupil.pupil: [] for pupil in self.pupils}
        for place in (*self.placements, *self.supports, *self.purchases):
            found[place.pupil].append(place)
        return {pupil: tuple(places) for pupil, places in found.items()}

    @cached_property
    def work_of(self) -> Mapping[tuple[str, int], tuple[str, ...]]:
        """The provisions in which an adult may be deployed, by adult and term."""
        found: dict[tuple[str, int], set[str]] = defaultdict(set)
        for lead in self.leads:
            for term in self.run(lead.provision, lead.term):
                found[lead.staff, term].add(lead.provision)
        for helper in self.helpers:
            found[helper.staff, helper.term].add(helper.provision)
        return {key: tuple(sorted(found[key])) for key in sorted(found)}

    def sources(self, staff: str) -> tuple[Source, ...]:
        """Where an adult's hours can come from, the contract first."""
        return tuple(
            source for kind in SpendingKind if (source := Source(staff, kind)) in self.hourly
        )


def _weekly_hours_limit(school: School, pupil: Pupil, provision: Provision) -> float:
    limit = school.details.school_week_hours
    if provision.withdraws:
        own = pupil.withdrawal_limit_hours
        limit = min(limit, school.details.withdrawal_limit_hours if own is None else own)
    if provision.is_support and provision.max_hours is not None:
        limit = min(limit, provision.max_hours)
    return limit


def most_hours(school: School, pupil: str, provision: str) -> float:
    """Most support hours a week that a pupil may have of a provision [h/week]."""
    return _weekly_hours_limit(school, school.pupil_by_id[pupil], school.provision_by_id[provision])


def _can_run(school: School, provision: Provision, start: int) -> bool:
    run = range(start, start + provision.terms)
    return run.stop <= len(school.terms) and all(
        weeks_of_delivery(provision, school.terms[term]) > 0 for term in run
    )


def _can_be_placed(school: School, pupil: Pupil, provision: Provision, start: int) -> bool:
    return provision.session_hours_per_week <= _weekly_hours_limit(
        school, pupil, provision
    ) + 1e-9 and all(
        is_on_roll_throughout(pupil, school.terms[term])
        for term in range(start, start + provision.terms)
    )


def _capacity(school: School, member: StaffMember) -> float:
    hours = member.weekly_hours_with_pupils
    if not member.engagement.is_by_the_hour:
        hours *= 1 - school.policies.absence_percent / 100
    return hours + (member.extra_hours if member.engagement is Engagement.EMPLOYED else 0.0)


def _leaders(school: School, provision: Provision, start: int) -> dict[str, int]:
    """Who could lead a programme through all its terms, and how many groups at once."""
    if not _can_run(school, provision, start):
        return {}
    run = range(start, start + provision.terms)
    hours = provision.group_hours_per_week
    return {
        member.staff: most
        for member in school.deliverers_of[provision.provision]
        if all(is_available(member, school.terms[term]) for term in run)
        and (most := math.floor(_capacity(school, member) / hours + 1e-9)) > 0
    }


def _programmes(
    school: School, pupils: tuple[Pupil, ...], fewest: Mapping[str, int]
) -> tuple[list[Placement], dict[Lead, int]]:
    """Find the placements for which a group can run, and who could lead it."""
    placements: list[Placement] = []
    leads: dict[Lead, int] = {}
    for provision in school.provisions:
        if not provision.is_programme:
            continue
        least = fewest.get(provision.provision, provision.group_min)
        useful = [pupil for pupil in pupils if has_use_for(pupil, provision, school)]
        for start in range(len(school.terms)):
            leaders = _leaders(school, provision, start)
            bands = _bands(school, provision, start, useful)
            for band, members in bands.items() if leaders else ():
                if len(members) < least:
                    continue
                code = provision.provision
                placements += [Placement(pupil.pupil, code, start) for pupil in members]
                for staff, most in leaders.items():
                    leads[Lead(staff, code, start, band)] = min(most, len(members) // least)
    return placements, leads


def _bands(
    school: School, provision: Provision, start: int, useful: list[Pupil]
) -> dict[str, list[Pupil]]:
    """Gather the pupils who could start a programme in a term by who may share a group."""
    bands: dict[str, list[Pupil]] = defaultdict(list)
    if _can_run(school, provision, start):
        for pupil in useful:
            if _can_be_placed(school, pupil, provision, start):
                bands[ALL_STAGES if provision.mixed_years else pupil.key_stage].append(pupil)
    return bands


def _supports(school: School, pupils: tuple[Pupil, ...]) -> tuple[list[Placement], list[Helper]]:
    supports: list[Placement] = []
    helpers: list[Helper] = []
    for provision in school.provisions:
        if not provision.is_support:
            continue
        useful = [pupil for pupil in pupils if has_use_for(pupil, provision, school)]
        for index, term in enumerate(school.terms):
            adults = [
                member.staff
                for member in school.deliverers_of[provision.provision]
                if is_available(member, term) and _capacity(school, member) > 0
            ]
            receivers = [
                pupil.pupil
                for pupil in useful
                if on_roll_share(pupil, term) > 0
                and _weekly_hours_limit(school, pupil, provision) >= provision.min_hours
            ]
            if adults and receivers:
                helpers += [Helper(staff, provision.provision, index) for staff in adults]
                supports += [Placement(who, provision.provision, index) for who in receivers]
    return supports, helpers


def _purchases(school: School, pupils: tuple[Pupil, ...]) -> list[Placement]:
    return [
        Placement(pupil.pupil, provision.provision, index)
        for provision in school.provisions
        if provision.is_item
        for pupil in pupils
        if has_use_for(pupil, provision, school)
        and provision.weekly_hours <= _weekly_hours_limit(school, pupil, provision)
        for index, term in enumerate(school.terms)
        if on_roll_share(pupil, term) > 0
    ]


def _hourly_costs(school: School) -> dict[Source, float]:
    """Cost of an hour from each source [thousand GBP/h]."""
    costs: dict[Source, float] = {}
    for member in sorted(school.staff, key=lambda member: member.staff):
        source = Source(member.staff, SpendingKind(member.engagement.value))
        costs[source] = float(hourly_cost(member, school)) / THOUSAND
        if member.engagement is Engagement.EMPLOYED and member.extra_hours > 0:
            extra = Source(member.staff, SpendingKind.EXTRA)
            costs[extra] = float(extra_hour_cost(member, school)) / THOUSAND
    return costs


def vacancy_cost_per_contract_hour(school: School, staff: str, term: int) -> float:
    """Cost in a term of each contract hour of a vacancy, once filled [thousand GBP per h/week]."""
    member = school.staff_by_id[staff]
    full = school.terms[term].weeks * employed_share(member, school.terms[term])
    return (
        float(annual_cost(member, school))
        * full
        / (school.weeks_in_year * (member.contract_hours or 1.0) * THOUSAND)
    )


def _lines(school: School) -> dict[tuple[str, int], float]:
    index = {term.term: number for number, term in enumerate(school.terms)}
    return {
        (one.code, index[term]): float(one.amount) * share / THOUSAND
        for one in owed_besides_salaries(school)
        for term, share in one.shares.items()
    }


def is_served(need: Need, school: School) -> bool:
    """Whether a need counts towards the goals: something could serve it while on roll."""
    pupil = school.pupil_by_id[need.pupil]
    return any(on_roll_share(pupil, term) > 0 for term in school.terms) and any(
        could_serve(provision, need, school) for provision in school.provisions
    )


def pose(
    school: School,
    pupils: tuple[Pupil, ...] | None = None,
    *,
    fewest: Mapping[str, int] | None = None,
    committed: bool = True,
) -> Problem:
    """Pose the problem of a school, or of some of its pupils.

    Every list is in order of codes, so that the order of rows in the files changes nothing.

    Args:
        school: The school; it agrees in itself.
        pupils: Whom to plan for; everybody by default.
        fewest: Smallest group by programme, where it is not the programme's own.
        committed: Whether salaries, budget lines and referrals are owed.
    """
    chosen = tuple(
        sorted(school.pupils if pupils is None else pupils, key=lambda pupil: pupil.pupil)
    )
    codes = {pupil.pupil for pupil in chosen}
    placements, leads = _programmes(school, chosen, fewest or {})
    supports, helpers = _supports(school, chosen)
    return Problem(
        school=school,
        pupils=chosen,
        served=tuple(
            sorted(
                (need for need in school.needs if need.pupil in codes and is_served(need, school)),
                key=lambda need: need.need,
            )
        ),
        placements=tuple(sorted(placements)),
        supports=tuple(sorted(supports)),
        purchases=tuple(sorted(_purchases(school, chosen))),
        leads=dict(sorted(leads.items())),
        helpers=tuple(sorted(helpers)),
        hourly=_hourly_costs(school),
        salary={
            (member.staff, index): float(salary_in_term(member, school, term)) / THOUSAND
            for member in sorted(school.staff, key=lambda member: member.staff)
            if committed and member.engagement is Engagement.EMPLOYED
            for index, term in enumerate(school.terms)
        },
        lines=_lines(school) if committed else {},
        fewest=fewest or {},
    )
