"""The best plan of a tiny school by trying every plan there is, written from the contract alone.

Nothing of the optimiser is used. All choices are whole: a programme starts or does not, support is
given for its one number of hours or not at all, an item is bought or not. Everybody is on roll and
employed all year, pupils are of one key stage, and all money is general and pays in every term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement, product

_TINY = 1e-9


@dataclass(frozen=True)
class Tried:
    """One plan, and what each goal comes to.

    Attributes:
        shortfall: Statutory hours unmet [h/year].
        unfunded: Cost that nothing pays [GBP].
        coverage: Each pupil's coverage [share 0-1].
        benefit: Weighted coverage with diminishing returns.
        changes: Change from today [h/year].
        cost: What the plan chooses to spend [GBP].
    """

    shortfall: float
    unfunded: float
    coverage: dict[str, float]
    benefit: float
    changes: float
    cost: float


class Enumeration:
    """Every plan of a school."""

    def __init__(self, school, pupils=None, *, alone=False):
        """Take a school, or some of its pupils with everything to themselves."""
        self.school, self.alone = school, alone
        self.pupils = [pupil.pupil for pupil in school.pupils] if pupils is None else list(pupils)
        self.terms = range(len(school.terms))
        self.weeks = [term.weeks for term in school.terms]

    def plans(self) -> Iterator[Tried]:
        """Try every choice for every pupil, and every way to staff it."""
        keys = [
            (pupil, entry)
            for pupil in self.pupils
            for entry in self.school.provisions
            if self._is_useful(pupil, entry)
        ]
        for choice in product(*(list(self._choices(entry)) for _, entry in keys)):
            chosen = {
                (pupil, entry.provision): what
                for (pupil, entry), what in zip(keys, choice, strict=True)
            }
            if self._fits_the_pupils(chosen):
                yield from self._staffed(chosen)

    def _is_useful(self, pupil, entry):
        strands = {need.strand for need in self.school.needs if need.pupil == pupil}
        return any(self.school.effect(entry.provision, strand) > 0 for strand in strands) or any(
            item.pupil == pupil and not entry.is_item for item in self.school.statutory
        )

    def _choices(self, entry):
        """In which terms it starts, or for support is given."""
        if entry.is_support:
            return product([0, 1], repeat=len(self.terms))
        last = len(self.terms) - (entry.terms if entry.is_programme else 1)
        starts = [
            (0,) * start + (1,) + (0,) * (len(self.terms) - start - 1) for start in range(last + 1)
        ]
        return [(0,) * len(self.terms), *starts]

    def _hours(self, chosen, pupil, entry, term):
        """Hours a week that a pupil receives in a term."""
        what = chosen.get((pupil, entry.provision))
        if what is None:
            return 0.0
        if entry.is_support:
            return entry.min_hours * what[term]
        if entry.is_item:
            return entry.weekly_hours * any(what[: term + 1])
        running = any(what[max(0, term - entry.terms + 1) : term + 1])
        return entry.sessions_per_week * entry.session_minutes / 60 * running

    def _fits_the_pupils(self, chosen):
        for pupil, term in product(self.pupils, self.terms):
            out = sum(
                self._hours(chosen, pupil, entry, term)
                for entry in self.school.provisions
                if entry.withdraws
            )
            if out > self.school.details.withdrawal_limit_hours + _TINY:
                return False
        return True

    def _staffed(self, chosen):
        """Try every number of groups with every leader."""
        nothing = (0,) * len(self.terms)
        starting = {
            (number, term): sum(
                chosen.get((pupil, entry.provision), nothing)[term] for pupil in self.pupils
            )
            for number, entry in enumerate(self.school.provisions)
            if entry.is_programme
            for term in self.terms
        }
        catalogue = self.school.provisions
        options = [
            list(self._groups(catalogue[number], count)) for (number, _), count in starting.items()
        ]
        for led in product(*options):
            groups = [
                (catalogue[number], term, leader)
                for (number, term), leaders in zip(starting, led, strict=True)
                for leader in leaders
            ]
            cost = self._cost(chosen, groups)
            if cost is not None:
                tried = self._tried(chosen, cost)
                if tried is not None:
                    yield tried

    def _groups(self, entry, count):
        """Who may lead how many groups for so many pupils."""
        if count == 0:
            yield ()
            return
        fewest = 1 if self.alone else entry.group_min
        if self.alone and self._eligible(entry) < entry.group_min:
            return
        for number in range(1, min(count, entry.max_groups or count) + 1):
            if fewest * number <= count <= entry.group_max * number:
                yield from combinations_with_replacement(self.school.staff, number)

    def _eligible(self, entry):
        """How many pupils of the school have a use for a programme."""
        return sum(self._is_useful(pupil.pupil, entry) for pupil in self.school.pupils)

    def _cost(self, chosen, groups):
        """What hours bought and materials cost; nothing if the adults have not the time."""
        weekly = [self._cost_of_a_week(chosen, groups, term) for term in self.terms]
        if None in weekly:
            return None
        cost = sum(each * weeks for each, weeks in zip(weekly, self.weeks, strict=True))
        for (_, code), what in chosen.items():
            cost += float(self.school.provision_by_id[code].cost_per_pupil) * any(what)
        return cost + sum(float(entry.cost_per_group) for entry, _, _ in groups)

    def _cost_of_a_week(self, chosen, groups, term):
        """Give groups their leaders, and support to whoever is cheapest of those with time left."""
        left = {member.staff: member.weekly_hours_with_pupils for member in self.school.staff}
        under_way = [
            (entry, who) for entry, start, who in groups if 0 <= term - start < entry.terms
        ]
        running = [entry.provision for entry, _ in under_way]
        for entry, leader in under_way:
            left[leader.staff] -= entry.group_hours_per_week
            if running.count(entry.provision) > (entry.max_groups or len(running)):
                return None
        cost = sum(self._price(leader) * entry.group_hours_per_week for entry, leader in under_way)
        wanted = sum(
            self._hours(chosen, pupil, entry, term)
            for pupil in self.pupils
            for entry in self.school.provisions
            if entry.is_support
        )
        for member in sorted(self.school.staff, key=self._price):
            part = min(wanted, max(0.0, left[member.staff]))
            wanted -= part
            cost += part * self._price(member)
        return cost if wanted <= _TINY and min(left.values()) >= -_TINY else None

    def _price(self, member):
        return 0.0 if member.annual_cost is not None else float(member.hourly_cost)

    def _tried(self, chosen, cost):
        income = sum(float(stream.amount) for stream in self.school.funding)
        salaries = sum(float(member.annual_cost or 0) for member in self.school.staff)
        committed = 0.0 if self.alone else salaries
        unfunded = max(0.0, committed - income)
        if cost > 0 and (unfunded > 0 or cost > income - committed + _TINY):
            return None
        hours = {
            (pupil, entry.provision): sum(
                self._hours(chosen, pupil, entry, term) * self.weeks[term] for term in self.terms
            )
            for pupil in self.pupils
            for entry in self.school.provisions
        }
        coverage, benefit = self._coverage(hours)
        return Tried(
            self._shortfall(chosen), unfunded, coverage, benefit, self._changes(chosen), cost
        )

    def _coverage(self, hours):
        worths = self.school.policies.diminishing_returns
        sums, weights, benefit = {}, {}, 0.0
        for need in self.school.needs:
            if need.pupil not in self.pupils:
                continue
            effective = sum(
                hours[need.pupil, entry.provision]
                * self.school.effect(entry.provision, need.strand)
                for entry in self.school.provisions
            )
            covered = min(1.0, effective / (need.target_hours_per_week * sum(self.weeks)))
            sums[need.pupil] = sums.get(need.pupil, 0.0) + need.weight * covered
            weights[need.pupil] = weights.get(need.pupil, 0.0) + need.weight
            benefit += need.weight * sum(
                worth * min(1 / 3, max(0.0, covered - third / 3))
                for third, worth in enumerate(worths)
            )
        return {pupil: sums[pupil] / weights[pupil] for pupil in sums}, benefit

    def _shortfall(self, chosen):
        """Every item is by the week and all year, and any support or programme counts."""
        short = 0.0
        for item in self.school.statutory:
            for term in self.terms:
                given = sum(
                    self._hours(chosen, item.pupil, entry, term)
                    for entry in self.school.provisions
                    if not entry.is_item
                )
                short += max(0.0, item.hours - given) * self.weeks[term]
        return short

    def _changes(self, chosen):
        if self.school.current_plan is None:
            return 0.0
        today = {
            (
                row.pupil,
                row.provision,
                self.school.terms.index(self.school.term_by_id[row.term]),
            ): row.hours_per_week
            for row in self.school.current_plan
        }
        return sum(
            abs(
                self._hours(chosen, pupil, entry, term)
                - today.get((pupil, entry.provision, term), 0.0)
            )
            * self.weeks[term]
            for pupil in self.pupils
            for entry in self.school.provisions
            for term in self.terms
        )


def most_alone(school):
    """The most coverage of each pupil with everybody and everything to themselves."""
    most = {}
    for pupil in school.pupils:
        best = max(
            (
                plan.coverage.get(pupil.pupil, 0.0)
                for plan in Enumeration(school, [pupil.pupil], alone=True).plans()
            ),
            default=0.0,
        )
        if best > 0:
            most[pupil.pupil] = best
    return most


def best_goals(school):
    """The value of each goal in the best plan: each goal settled in turn among all plans."""
    most, policies = most_alone(school), school.policies
    plans = list(Enumeration(school).plans())
    shortfall = min(plan.shortfall for plan in plans)
    plans = [plan for plan in plans if plan.shortfall <= shortfall + _TINY]
    unfunded = min(plan.unfunded for plan in plans)
    plans = [plan for plan in plans if plan.unfunded <= unfunded + _TINY]

    def share(plan):
        return min([1.0, *(plan.coverage[pupil] / most[pupil] for pupil in most)])

    fair = max(share(plan) for plan in plans)
    plans = [plan for plan in plans if share(plan) >= policies.fairness * fair - _TINY]
    benefit = max(plan.benefit for plan in plans)
    given_up = 0.0 if school.current_plan is None else policies.keep_current_plan
    plans = [plan for plan in plans if plan.benefit >= benefit * (1 - given_up) - _TINY]
    changes = min(plan.changes for plan in plans)
    plans = [plan for plan in plans if plan.changes <= changes + _TINY]
    cost = min(plan.cost for plan in plans)
    return {
        "statutory_shortfall": shortfall,
        "unfunded": unfunded,
        "fair_share": fair,
        "benefit": benefit,
        "changes": changes,
        "cost": cost,
    }
