"""What a reader may be told of provision and needs, where figures may be about few pupils.

Provision that reaches fewer pupils than may be shown is taken together, always so much of it that
no figure is about fewer, and that no total gives one provision of it away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from planner.charts.leadership.audience import Audience, audience_of
from planner.charts.leadership.money import hides_referrals, sources_gathered
from planner.charts.money import BUDGET_LINES, NOT_WITH_PUPILS, REFERRALS, TIME_AND_REFERRALS
from planner.charts.money_chart import OTHER_SOURCE
from planner.charts.reach import Reach, reach_of
from planner.documents.content import Paragraph, Tone
from planner.documents.papers.every_pound import (
    Spent,
    every_pound,
    source_name,
    sums_by,
    total_of,
)
from planner.documents.papers.given import Given, given_in
from planner.documents.papers.paper import Setting
from planner.optimiser.plan import Plan
from planner.school.codes import Area, Strand
from planner.school.records import Need
from planner.school.school import School
from planner.suppression import Hidden, Shown, in_words, safe_groups, safe_row

# An area with less of the hours is no longer what a provision is mostly for [share].
_LEAST_SHARE = 0.2


@dataclass(frozen=True)
class StrandTold:
    """The needs of one strand.

    Attributes:
        strand: The strand.
        count: How many there are.
        today: How far they are met today [share 0-1]; ``None``: not known, or not to be told.
        planned: How far the plan meets them [share 0-1]; ``None``: nothing could, or not told.
    """

    strand: Strand
    count: int
    today: float | None
    planned: float | None


@dataclass(frozen=True)
class Told:
    """What one reader may be told of a plan.

    Attributes:
        school: The school.
        plan: Its plan.
        audience: Who reads.
    """

    school: School
    plan: Plan
    audience: Audience

    @classmethod
    def of(cls, setting: Setting) -> Told:
        """What whoever a paper is for may be told."""
        audience = audience_of(setting.role, setting.fewest_shown)
        return cls(setting.school, setting.plan, audience)

    @cached_property
    def pounds(self) -> tuple[Spent, ...]:
        """Every pound that the plan spends."""
        return every_pound(self.school, self.plan)

    @cached_property
    def given(self) -> tuple[Given, ...]:
        """All provision, by tier, and in each the dearest first."""
        return given_in(self.school, self.plan)

    @cached_property
    def named(self) -> tuple[Given, ...]:
        """The provision that may be told by name."""
        return tuple(one for one in self.given if one.provision.provision not in self._few)

    @cached_property
    def gathered(self) -> tuple[Given, ...]:
        """The provision that is taken together."""
        return tuple(one for one in self.given if one.provision.provision in self._few)

    @property
    def may_tell_gathered(self) -> bool:
        """Whether what is taken together reaches enough pupils for its hours and its cost."""
        return bool(self.gathered) and not isinstance(self.pupils(self.gathered), Hidden)

    @cached_property
    def reach(self) -> Reach:
        """How far each need is met."""
        return reach_of(self.school, self.plan)

    @cached_property
    def sources(self) -> dict[str, Decimal]:
        """What is spent by where it comes from, what is for few taken together [GBP/year]."""
        sums = sums_by(self.pounds, lambda one: source_name(one.stream, self.school))
        ranked = sorted(sums, key=lambda name: (-sums[name], name))
        few = sources_gathered(self.school, self.plan, self.audience)
        found: dict[str, Decimal] = defaultdict(Decimal)
        for name in sorted(ranked, key=few.__contains__):
            found[OTHER_SOURCE if name in few else name] += sums[name]
        return dict(found)

    def source(self, one: Spent) -> str:
        """Where some money comes from, as ``sources`` calls it."""
        name = source_name(one.stream, self.school)
        return name if name in self.sources else OTHER_SOURCE

    @cached_property
    def hides_referrals(self) -> bool:
        """Whether what referrals cost is taken together with adults' time."""
        return hides_referrals(self.plan, self.audience)

    @property
    def time(self) -> tuple[Spent, ...]:
        """What is paid for adults' time that is not with pupils, and for what stands with it."""
        return tuple(
            one for one in self.pounds if one.is_idle or (one.is_referral and self.hides_referrals)
        )

    @property
    def time_heading(self) -> str:
        """What that is called."""
        return TIME_AND_REFERRALS if self.hides_referrals else NOT_WITH_PUPILS

    @property
    def idle(self) -> Decimal:
        """What is paid for that time, and for what stands with it [GBP/year]."""
        return total_of(self.time)

    @property
    def lines_and_referrals(self) -> tuple[Spent, ...]:
        """What is owed for budget lines, and for referrals where they may stand alone."""
        headings = {BUDGET_LINES} if self.hides_referrals else {BUDGET_LINES, REFERRALS}
        return tuple(one for one in self.pounds if one.heading in headings)

    @cached_property
    def needs(self) -> tuple[StrandTold, ...]:
        """The strands in which there are needs, by area.

        Whoever may not see small numbers is not told of a strand with few, as its name alone says
        that there is somebody.
        """
        by_strand: dict[Strand, list[Need]] = defaultdict(list)
        for need in self.school.needs:
            by_strand[need.strand].append(need)
        areas = [[one for one in by_strand if one.area is area] for area in Area]
        areas = [sorted(some, key=list(Strand).index) for some in areas if some]
        counts = [[len(by_strand[one]) for one in some] for some in areas]
        shown = self._safe(counts)
        strands = [strand for some in areas for strand in some]
        return tuple(
            self._strand(strand, count)
            for strand, count in zip(strands, shown, strict=True)
            if not isinstance(count, Hidden)
            and self.audience.may_see(len({need.pupil for need in by_strand[strand]}))
        )

    def strands(self, given: Given) -> tuple[Strand, ...]:
        """What enough pupils need a provision for, that with the most hours first."""
        return tuple(one for one in given.strands if self._are_enough(given, {one}))

    def areas(self, given: Given) -> tuple[Area, ...]:
        """The areas of need for which most of its hours are given, the most first."""
        hours: dict[Area, float] = defaultdict(float)
        for part in given.parts:
            if part.strand is not None:
                hours[part.strand.area] += part.hours
        least = _LEAST_SHARE * sum(hours.values())
        return tuple(
            area
            for area in sorted(hours, key=lambda one: (-round(hours[one], 6), one))
            if hours[area] >= least
            and self._are_enough(given, {one for one in Strand if one.area is area})
        )

    def pupils(self, given: Sequence[Given]) -> Shown:
        """How many receive any of some provisions, or that it is a small number."""
        found = len(pupils_of(given))
        return found if self.audience.may_see(found) else Hidden.FEWER

    def safe(self, counts: Sequence[int]) -> tuple[Shown, ...]:
        """Counts of which the total is told: the small ones hidden, and what would give them away.

        Where they are safe only without their total, none of them is told.
        """
        if self.audience.sees_all:
            return tuple(counts)
        *shown, total = safe_row(counts, self.audience.fewest_shown)
        return (Hidden.HIDDEN,) * len(shown) if isinstance(total, Hidden) else tuple(shown)

    def count(self, count: Shown) -> int | str:
        """A count as it stands in a cell, or why it is hidden."""
        if isinstance(count, Hidden):
            return in_words(count, self.audience.fewest_shown)
        return count

    @property
    def leaves_out_needs(self) -> bool:
        """Whether there are strands of need that are not told of."""
        return len(self.needs) < len({need.strand for need in self.school.needs})

    @cached_property
    def _few(self) -> frozenset[str]:
        # By name, as in the picture of the money, so that both take the same together.
        pupils: dict[str, set[str]] = defaultdict(set)
        for one in self.given:
            pupils[one.provision.name] |= one.pupils
        few = self.audience.too_few(pupils)
        return frozenset(one.provision.provision for one in self.given if one.provision.name in few)

    def _are_enough(self, given: Given, strands: Collection[Strand]) -> bool:
        """Whether enough pupils have a provision for some strands for that to be told."""
        return self.audience.may_see(
            len({part.pupil for part in given.parts if part.strand in strands})
        )

    def _safe(self, counts: Sequence[Sequence[int]]) -> list[Shown]:
        """Counts in groups, the small ones hidden from whoever may not see them."""
        if self.audience.sees_all or not counts:
            return [count for some in counts for count in some]
        groups = [[[count] for count in some] for some in counts]
        return [line[0] for line in safe_groups(groups, self.audience.fewest_shown)[0]]

    def _strand(self, strand: Strand, count: int) -> StrandTold:
        served = self.reach.needs_by_strand().get(strand, ())
        pupils = len({need.pupil for need in served})
        if not served or not self.audience.may_see(pupils):
            return StrandTold(strand, count, None, None)
        reach = self.reach
        return StrandTold(strand, count, reach.mean_today(served), reach.planned_mean(served))


def pupils_of(given: Sequence[Given]) -> frozenset[str]:
    """Who receives any of some provisions."""
    return frozenset().union(*(one.pupils for one in given))


def few_needs_note(told: Told) -> Iterator[Paragraph]:
    """That strands with few needs are left out, where some are."""
    if told.leaves_out_needs:
        yield Paragraph(
            "Strands in which few pupils have needs are left out, so that nobody can be recognised "
            "by them.",
            Tone.NOTE,
        )
