"""Finding what goes when so much is to be saved: what was bought first, then posts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from planner.errors import ContradictionError
from planner.insight.gains import LEAST
from planner.insight.movement import pupils_changed
from planner.insight.posts import (
    buying_nothing_new,
    general_left,
    open_program,
    posts_that_may_go,
    salary_of_year,
    with_posts_open,
    without,
)
from planner.insight.question import Asking
from planner.insight.start import Pace, Solved, measured_from, solved
from planner.insight.unchanged import unchanged_but_for
from planner.optimiser.constraints import SEARCH_FAMILIES
from planner.optimiser.few_changed import few_pupils_change
from planner.optimiser.model import build
from planner.optimiser.plan import Plan
from planner.optimiser.problem import pose
from planner.optimiser.resolve import Effort, Point, Resolver
from planner.school.school import School

# Statute is touched from here on; less is what rounding leaves behind [h/year].
LEAST_TOUCHED = 5 * LEAST["statutory_shortfall"]
_MOSTLY = 0.5


@dataclass(frozen=True)
class Cut:
    """What is left once so much is saved.

    Attributes:
        money: What is to be saved [GBP a year].
        gone: The adults whose posts go.
        plan: The plan with what is left.
        bounds: For each goal what no plan could better, whichever of the posts go.
        point: The plan in the program that it was solved with.
        resolver: That program.
    """

    money: Decimal
    gone: tuple[str, ...]
    plan: Plan
    bounds: Mapping[str, float]
    point: Point
    resolver: Resolver

    @property
    def shortfall(self) -> float:
        """Statutory hours short [h/year]."""
        return self.plan.summary.statutory_shortfall_hours

    @property
    def unfunded(self) -> Decimal:
        """What is owed and has no money [GBP a year]."""
        return self.plan.summary.unfunded


class Cutter:
    """Solves cuts of one plan; each starts from the plan and from the cut before."""

    def __init__(
        self, asking: Asking, plan: Plan, pace: Pace, most_changed: int | None = None
    ) -> None:
        """Prepare to cut a plan.

        Args:
            asking: What is asked about.
            plan: The plan.
            pace: The time there is.
            most_changed: Most pupils whose hours may differ from the plan; ``None``: all.
        """
        self._most_changed = most_changed
        self._pace = pace
        self._asked_about = plan
        self._most = plan.summary.most_alone
        given_up = asking.school.policies.keep_current_plan
        self._school = measured_from(asking.school, plan, given_up=given_up)
        self._sparing = buying_nothing_new(self._school, plan)
        self.start: Cut | None = None
        # Why an amount cannot be saved at all, where decisions already made forbid it.
        self.refused: dict[Decimal, str] = {}

    def begin(self) -> Cut | None:
        """Solve the plan as it is again, with nothing saved."""
        resolver = Resolver(self._sparing, most_alone=self._most)
        start = resolver.point_of(self._asked_about)
        found = solved(resolver, [start], self._pace)
        self.start = None if found is None else _cut(Decimal(0), (), found, resolver)
        return self.start

    def cut(self, money: Decimal, may_go: Collection[str], larger: Cut | None = None) -> Cut | None:
        """Save so much, with posts going only where what was bought is not enough.

        Args:
            money: What is to be saved [GBP a year].
            may_go: The adults whose posts may go.
            larger: A larger cut, which is one way to save this much too.

        Returns:
            The cut that touches statute least, or ``None`` where the time was not enough, or where
            decisions already made could not be kept, which ``refused`` then says. It saves too
            little only where all that may go is gone.
        """
        ways: list[tuple[School, Collection[str]]]
        ways = [(self._sparing, ()), (self._sparing, may_go), (self._school, may_go)]
        best: Cut | None = None
        for school, posts in ways if may_go else ways[:1]:
            try:
                found = self._with_posts_gone(school, money, posts, larger)
            except ContradictionError as error:
                self.refused[money] = str(error)
                continue
            if found is None:
                return None
            if best is None or self._rank(found) < self._rank(best):
                best = found
            if not self.harms(best):
                break
        if money in self.refused and best is not None and self.not_saved(best) > 1:
            return None
        if best is not None:
            self.refused.pop(money, None)
        return best

    def _with_posts_gone(
        self, school: School, money: Decimal, may_go: Collection[str], larger: Cut | None
    ) -> Cut | None:
        """Let posts go, if any may, and put those back that the money left can pay for."""
        if not may_go:
            return self._without(school, (), money, larger)
        gone, bounds = self._choose(school, money, may_go, larger)
        if gone is None:
            return None
        found = self._without(school, gone, money, larger, bounds)
        return found and self._with_what_fits_put_back(school, found, larger)

    def harms(self, cut: Cut) -> bool:
        """Whether a cut touches statute, or saves less than it is to save."""
        return self.touches_statute(cut) or self.not_saved(cut) > 1

    def touches_statute(self, cut: Cut) -> bool:
        """Whether statutory hours are short that were not before."""
        assert self.start is not None
        return cut.shortfall > self.start.shortfall + LEAST_TOUCHED

    def not_saved(self, cut: Cut) -> Decimal:
        """Give what of the saving is not found, and stands as owed without money [GBP a year]."""
        assert self.start is not None
        return max(Decimal(0), cut.unfunded - self.start.unfunded)

    def _rank(self, cut: Cut) -> tuple[bool, float]:
        """Order cuts: those that save enough first, then by statutory hours short."""
        return self.not_saved(cut) > 1, round(cut.shortfall, 2)

    def _without(
        self,
        school: School,
        gone: tuple[str, ...],
        money: Decimal,
        larger: Cut | None,
        bounds: Mapping[str, float] | None = None,
    ) -> Cut | None:
        """Solve the school in which some posts are gone and all others stay employed."""
        assert self.start is not None
        if self._pace.is_over():
            return None
        left = without(school, gone)
        resolver = Resolver(left, most_alone=self._most)
        resolver.set_money(-money)
        starts = [
            resolver.point_from(one.resolver, one.point)
            for one in (self.start, larger)
            if one is not None
        ]
        found = solved(resolver, starts, self._pace)
        if found is None:
            return None
        most = self._most_changed
        if most is None or len(pupils_changed(self.start.plan, found.plan)) <= most:
            return _cut(money, gone, found, resolver, bounds)
        return self._with_few_changed(left, gone, money, most, bounds)

    def _with_few_changed(
        self,
        school: School,
        gone: tuple[str, ...],
        money: Decimal,
        most: int,
        bounds: Mapping[str, float] | None,
    ) -> Cut | None:
        """Choose which pupils change by rows of the program, and hold all others by decisions."""
        assert self.start is not None
        model = build(pose(school), self._most, families=SEARCH_FAMILIES)
        changed = few_pupils_change(model, self.start.plan, most)
        limited = Resolver(school, most_alone=self._most, model=model)
        limited.set_money(-money)
        point = self._searched(limited, [self.start])
        if point is None:
            return None
        who = {
            pupil
            for pupil, variable in changed.items()
            if limited.solver.value_of(variable, point.values) > _MOSTLY
        }
        held = unchanged_but_for(school, self.start.plan, who)
        resolver = Resolver(held, most_alone=self._most)
        resolver.set_money(-money)
        found = solved(resolver, [resolver.point_from(limited, point)], self._pace)
        known = bounds or {goal.name: goal.bound for goal in point.goals}
        return None if found is None else _cut(money, gone, found, resolver, known)

    def _searched(self, resolver: Resolver, cuts: Sequence[Cut]) -> Point | None:
        """Search a program from some cuts, for this part's share of the time."""
        return resolver.solve(
            [resolver.point_from(cut.resolver, cut.point) for cut in cuts],
            effort=Effort.SEARCH,
            seconds=self._pace.most,
            should_stop=self._pace.asking.is_stopped,
        )

    def _choose(
        self, school: School, money: Decimal, may_go: Collection[str], larger: Cut | None
    ) -> tuple[tuple[str, ...] | None, Mapping[str, float]]:
        """Choose which posts go, with each of them open at once."""
        assert self.start is not None
        if self._pace.is_over():
            return None, {}
        opened = with_posts_open(school, may_go, self.start.plan)
        limit = None if self._most_changed is None else (self.start.plan, self._most_changed)
        resolver = open_program(opened, may_go, self._most, limit)
        resolver.set_money(-money)
        starts = [_kept(resolver, one, may_go) for one in (larger, self.start) if one is not None]
        # The whole saving comes first and matters most.
        share_of_whole = self._pace.left / 3 if larger is None else 0.0
        point = resolver.solve(
            starts,
            effort=Effort.SEARCH,
            seconds=max(self._pace.most, share_of_whole),
            should_stop=self._pace.asking.is_stopped,
        )
        if point is None:
            return None, {}
        filled = resolver.model.parts.variables.filled
        kept = {
            staff
            for (staff, _), variable in filled.items()
            if resolver.solver.value_of(variable, point.values) > _MOSTLY
        }
        bounds = {goal.name: goal.bound for goal in point.goals}
        return tuple(sorted(set(may_go) - kept)), bounds

    def _with_what_fits_put_back(self, school: School, cut: Cut, larger: Cut | None) -> Cut | None:
        """Keep posts after all that the money left unspent could pay for."""
        assert self.start is not None
        reserve = min(school.policies.reserve, general_left(school, self.start.plan))
        while True:
            left = general_left(school, cut.plan) - reserve
            fits = [staff for staff in cut.gone if salary_of_year(school, staff) <= left]
            if not fits:
                return cut
            back = max(fits, key=lambda staff: (salary_of_year(school, staff), staff))
            gone = tuple(staff for staff in cut.gone if staff != back)
            again = self._without(school, gone, cut.money, larger, cut.bounds)
            if again is None or self._rank(again) > self._rank(cut):
                return cut
            cut = again


def all_posts(school: School, stay: Collection[str], *, may_go: bool) -> tuple[str, ...]:
    """Name the adults whose posts may go."""
    return posts_that_may_go(school, stay) if may_go else ()


def _cut(
    money: Decimal,
    gone: tuple[str, ...],
    found: Solved,
    resolver: Resolver,
    bounds: Mapping[str, float] | None = None,
) -> Cut:
    own = {goal.name: goal.bound for goal in found.plan.summary.goals}
    finite = {name: bound for name, bound in (bounds or {}).items() if abs(bound) < float("inf")}
    return Cut(money, gone, found.plan, own | finite, found.point, resolver)


def _kept(resolver: Resolver, cut: Cut, may_go: Collection[str]) -> Point:
    """Carry a cut into the program with open posts, each kept that is not gone."""
    point = resolver.point_from(cut.resolver, cut.point)
    for (staff, _), variable in resolver.model.parts.variables.filled.items():
        if staff in may_go and staff not in cut.gone and variable.upBound:
            for values in point.plans.values():
                values[resolver.solver.column[id(variable)]] = 1.0
    return point
