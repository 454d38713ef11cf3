"""The statutory gap: what it would cost to meet what is owed, and what no money can meet."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_DOWN, Decimal
from math import inf
from typing import Any, ClassVar, Literal

from pydantic import Field

from planner.errors import ContradictionError
from planner.funding.more_money import with_money
from planner.funding.threshold import FirstPart, threshold_of
from planner.insight.answer import Answer, Asked, Pounds, Row, Seconds
from planner.insight.question import Asking
from planner.optimiser.contradictions import explain
from planner.optimiser.highs import Array
from planner.optimiser.least_money import LeastMoney, lacking_by_stream, least_money_from_nothing
from planner.optimiser.plan import ReasonCode
from planner.optimiser.problem import THOUSAND
from planner.optimiser.reasons import Inquiry, in_pounds
from planner.optimiser.relief import Relieving
from planner.optimiser.shortfall import (
    Exact,
    values_of_plan,
    values_without_plan,
    within_the_money,
)
from planner.optimiser.statutory_cost import StatutoryCost, statutory_cost
from planner.school.records import StatutoryItem
from planner.school.school import School

LITTLE_LESS = Decimal(50)
_MINUTE = 1 / 60
_NOTHING = 2e-3
_CLOSE, _CLOSE_SHARE = Decimal(1), Decimal("0.0002")
_PENNY = Decimal("0.01")
_MET = "The least money that meets all that money can meets it in full."

Basis = Literal["solved", "range"]


class GapAsked(Asked):
    """What may be chosen when asking for the statutory gap."""

    seconds: Seconds = Field(
        default=60.0,
        title="Longest time to look for it (seconds)",
        description="What was not proven by then is given as a range, or left out.",
    )


class GapItemRow(Row):
    """A statutory item that is short: whether money can meet it, and what stands in the way.

    Attributes:
        shortfall_hours: What is short in the year with the money there is [h/year].
        left_hours: What is still short with all the money that is of use [h/year].
        money_can_meet: Whether nothing is then short.
        cause: One word for the limit, as in the plan's ``statutory.csv``.
        reason: The limit in a sentence.
    """

    item: str
    pupil: str
    source: str
    shortfall_hours: float
    left_hours: float
    money_can_meet: bool
    cause: str
    reason: str


class GapPupilRow(Row):
    """A pupil who is owed more than is planned.

    Attributes:
        shortfall_hours: What is short in the year with the money there is [h/year].
        left_hours: What no money alone would meet; ``None``: not found in the time [h/year].
        money: The least money that ends what money can end of this pupil's shortfall alone, with
            all others together no worse off; ``None``: not found in the time [GBP a year].
        money_bound: What less money than this cannot be enough for [GBP a year].
        basis: ``solved`` where the two agree, else ``range``.
    """

    pupil: str
    shortfall_hours: float
    left_hours: float | None
    money: Pounds | None
    money_bound: Pounds
    basis: Basis


class GapEhcpRow(Row):
    """What the statutory provision of a pupil with an EHCP costs against what it brings.

    Attributes:
        cost: The least cost of meeting it, at the hourly rates of the adults who give it
            [GBP a year].
        cost_bound: What no way to meet it costs less than [GBP a year].
        hours_not_met: Hours that nobody could give, which are not in the cost [h/year].
        school_meets: What the school meets before top-up [GBP a year].
        top_up: The top-up there is [GBP a year].
        break_even_top_up: The top-up at which the cost is covered [GBP a year].
        top_up_missing: How much that is above today's top-up; below 0: today's is more
            [GBP a year].
    """

    pupil: str
    cost: Pounds
    cost_bound: Pounds
    hours_not_met: float
    school_meets: Pounds
    top_up: Pounds
    break_even_top_up: Pounds
    top_up_missing: Pounds


class GapAnswer(Answer):
    """The statutory gap of a school.

    Attributes:
        is_possible: Whether there is a plan at all with the money there is: decisions already made
            may cost more.
        shortfall_hours: Statutory hours short in the year with the money there is; ``None``: no
            plan was found, or there is none [h/year].
        left_hours: What is short with all the money that is of use [h/year].
        money: The least money, beyond what there is, that meets all that money can meet
            [GBP a year].
        money_bound: What less money than this cannot be enough for [GBP a year].
        money_for_lines: The part of it that is for lines and referrals whose streams are too small,
            before which general money may buy nothing [GBP a year].
        basis: ``solved`` where money and bound agree, ``range`` where they do not.
        confirmed: Whether planning again with that money left nothing short that money can meet,
            and with £50 less it did.
        hours_with_money: The shortfall when solved again with that money [h/year].
        hours_with_less: What the shortfall is at least with £50 less; ``None`` where decisions
            already made then leave no plan, or it was proven in another way [h/year].
        items: What is short, item by item.
        pupils: What is short, pupil by pupil.
        ehcps: What each EHCP costs and brings.
    """

    TABLES: ClassVar[tuple[str, ...]] = ("items", "pupils", "ehcps")

    is_possible: bool = True
    shortfall_hours: float | None = None
    left_hours: float | None = None
    money: Pounds | None = None
    money_bound: Pounds | None = None
    money_for_lines: Pounds = Decimal(0)
    basis: Basis | None = None
    confirmed: bool | None = None
    hours_with_money: float | None = None
    hours_with_less: float | None = None
    items: tuple[GapItemRow, ...] = ()
    pupils: tuple[GapPupilRow, ...] = ()
    ehcps: tuple[GapEhcpRow, ...] = ()


def ask_gap(asking: Asking, asked: GapAsked) -> GapAnswer:
    """Find the statutory gap of a school, and confirm it by solving again.

    Where the school lets statutory provision overspend, the gap is that of the same school kept
    within its money.

    Raises:
        ContradictionError: Decisions already made cannot be kept, however much money there is.
    """
    study = _Study(asking, asked)
    for step in (study.look, study.price, study.confirm, study.name, study.cost):
        if asking.is_stopped():
            break
        step()
    facts = {"inputs_sha256": asking.school.inputs_sha256, "seconds": asking.seconds}
    return GapAnswer.model_validate(facts | study.found())


class _Study:
    """One asking, step by step; what was found stands in its fields."""

    def __init__(self, asking: Asking, asked: GapAsked) -> None:
        self._asking = asking
        self._seconds = asked.seconds
        self._school = within_the_money(asking.school)
        self._ehcps = threshold_of(self._school).pupils
        self._done = 0
        self._is_whole = False
        self._exact: Exact | None = None
        self._before: Array | None = None
        self._least: LeastMoney | None = None
        self._facts: dict[str, Any] = {}
        self._items: list[GapItemRow] = []
        self._pupils: list[GapPupilRow] = []
        self._costs: list[GapEhcpRow] = []

    def found(self) -> dict[str, Any]:
        """Everything that was found, by the fields of the answer."""
        return {
            **self._facts,
            "items": tuple(self._items),
            "pupils": tuple(sorted(self._pupils, key=lambda row: (-(row.money or 0), row.pupil))),
            "ehcps": tuple(sorted(self._costs, key=lambda row: (-row.top_up_missing, row.pupil))),
            "is_whole": self._is_whole,
        }

    def _tell(self, doing: str) -> None:
        self._done += 1
        steps = 3 + len(self._short_pupils()) + len(self._ehcps)
        self._asking.tell(doing, self._done, steps)

    def look(self) -> None:
        """Find what is short with the money there is."""
        self._tell("Finding what is short with the money there is")
        exact = self._exact = Exact.of(self._school)
        plan, is_strict = self._asking.plan, self._school.policies == self._asking.school.policies
        most: dict[str, Any] = {
            "seconds": self._seconds / 3,
            "should_stop": self._asking.should_stop,
        }
        if plan is not None and is_strict:
            self._before = values_of_plan(exact, plan, **most)
        try:
            if self._before is None:
                self._before = values_without_plan(exact, **most)
        except ContradictionError:
            self._facts["is_possible"] = False
        if self._before is not None:
            self._facts["shortfall_hours"] = _hours(float(exact.short @ self._before))

    def price(self) -> None:
        """Find the least money with which all is met that money can meet."""
        self._tell("Finding the least money that meets it")
        exact = self._the_program
        if self._before is None:
            least = least_money_from_nothing(exact.model, exact.solver)
            if least.values is None:
                self._refuse_what_no_money_allows(least)
                return
        else:
            least = self._relieving(self._before).least_money(
                seconds=self._seconds / 3, should_stop=self._asking.should_stop
            )
        if least.values is None and not least.is_least:
            return
        self._least = least
        rich = self._rich
        money, bound = _pounds(least)
        if rich is not None:
            self._facts |= {"left_hours": _hours(float(exact.short @ rich))}
        self._facts |= {"money": money, "money_bound": bound, "basis": _basis(money, bound)}
        self._facts["money_for_lines"] = sum(self._for_lines().values(), Decimal(0))

    def _refuse_what_no_money_allows(self, least: LeastMoney) -> None:
        """Say which decisions contradict, where no money at all lets them be kept."""
        if "is_possible" in self._facts and least.is_least:
            raise explain(self._the_program.model.parts.problem)

    def confirm(self) -> None:
        """Solve again with that money, and with a little less."""
        least = self._least
        if least is None:
            return
        self._tell("Solving again with that money")
        if least.values is None:
            self._facts["confirmed"] = least.is_least
            return
        left = float(self._the_program.short @ least.values)
        money = Decimal(str(self._facts["money"]))
        enough = self._solved_with(money, left)
        too_little = self._solved_with(money - LITTLE_LESS, left)
        if self._asking.is_stopped():
            return
        proven = left + _NOTHING < too_little[1]
        bound = Decimal(str(self._facts["money_bound"]))
        # Where no plan was found with less, the search for the least money may have proven why.
        is_needed = proven or (too_little[0] > left + _NOTHING and bound > money - LITTLE_LESS)
        self._facts |= {
            "hours_with_money": _hours(enough[0]) if enough[0] < inf else None,
            "hours_with_less": _hours(too_little[1]) if proven and too_little[1] < inf else None,
            "confirmed": enough[0] <= left + _NOTHING and is_needed,
        }
        if is_needed:
            # More money is never worse, so that no money below this can be enough either.
            bound = max(bound, money - LITTLE_LESS)
            self._facts |= {"money_bound": bound, "basis": _basis(money, bound)}

    def _solved_with(self, money: Decimal, left: float) -> tuple[float, float]:
        """Solve the school with more money: its least shortfall, and what none can better."""
        lines = self._for_lines()
        richer = self._with_lines_paid(lines)
        general = money - sum(lines.values(), Decimal(0))
        exact = Exact.of(with_money(richer, general))
        assert self._least is not None
        assert self._least.values is not None
        start = exact.carried_from(self._the_program, self._least.values)
        outcome = exact.least_shortfall(
            start,
            limit=left + _NOTHING,
            seconds=self._seconds / 6,
            should_stop=self._asking.should_stop,
        )
        if outcome.is_impossible:
            return inf, inf
        return outcome.objective, outcome.bound

    def name(self) -> None:
        """Say of each item that is short what stands in the way, and of each pupil the money."""
        if self._before is None or self._rich is None or self._least is None:
            return
        exact = self._the_program
        before, after = exact.hours_short(self._before), exact.hours_short(self._rich)
        relieving = self._relieving(self._rich, is_rich=True)
        inquiry = Inquiry(exact.model, relieving)
        for item in sorted(self._school.statutory, key=lambda item: item.item):
            if self._asking.is_stopped():
                return
            if max(before.get(item.item, 0.0), after.get(item.item, 0.0)) >= _MINUTE:
                self._items.append(_item_row(item, before, after, inquiry))
        pupils = self._short_pupils()
        for pupil in pupils:
            if self._asking.is_stopped():
                return
            self._tell(f"Finding the least money for {pupil}")
            self._pupils.append(self._pupil_row(pupil, before))

    def _pupil_row(self, pupil: str, before: dict[str, float]) -> GapPupilRow:
        exact = self._the_program
        assert self._before is not None
        own = [item.item for item in self._school.items_of[pupil]]
        least = self._relieving(self._before).least_money(
            pupil,
            rich=self._rich,
            seconds=self._seconds / 10,
            should_stop=self._asking.should_stop,
        )
        after = before if least.values is None else exact.hours_short(least.values)
        money, bound = _pounds(least)
        is_known = least.values is not None or least.is_least
        return GapPupilRow(
            pupil=pupil,
            shortfall_hours=_hours(sum(before.get(item, 0.0) for item in own)),
            left_hours=_hours(sum(after.get(item, 0.0) for item in own)) if is_known else None,
            money=money if is_known else None,
            money_bound=bound,
            basis=_basis(money, bound) if is_known else "range",
        )

    def cost(self) -> None:
        """Work out what each EHCP costs and brings."""
        for one in self._ehcps:
            if self._asking.is_stopped():
                return
            self._tell(f"Working out what the EHCP of {one.pupil.pupil} costs")
            found = statutory_cost(self._school, one.pupil, self._asking.plan)
            if found is not None:
                self._costs.append(_ehcp_row(one, found))
        self._is_whole = {"money", "confirmed"} <= self._facts.keys()

    @property
    def _the_program(self) -> Exact:
        if self._exact is None:
            self._exact = Exact.of(self._school)
        return self._exact

    @property
    def _rich(self) -> Array | None:
        """The plan with the least money, which is the plan there is where no money helps."""
        if self._least is None or self._least.values is None:
            return self._before
        return self._least.values

    def _relieving(self, values: Array, *, is_rich: bool = False) -> Relieving:
        exact = self._the_program
        return Relieving(exact.model, exact.solver, values, self._seconds / 3, is_rich=is_rich)

    def _short_pupils(self) -> list[str]:
        return sorted({row.pupil for row in self._items if row.shortfall_hours >= _MINUTE})

    def _for_lines(self) -> dict[str, Decimal]:
        """What the money is for that budget lines lack in the streams they name [GBP a year]."""
        exact = self._the_program
        if self._least is None or self._least.values is None:
            return {}
        buys = exact.model.parts.variables.buys["buys"]
        if exact.solver.value_of(buys, self._least.values) < 1 / 2:
            return {}
        lacking = lacking_by_stream(exact.model.parts.problem)
        return {stream: in_pounds(amount) for stream, amount in lacking.items()}

    def _with_lines_paid(self, lines: dict[str, Decimal]) -> School:
        funding = tuple(
            stream.model_copy(
                update={"amount": stream.amount + lines.get(stream.stream, Decimal(0))}
            )
            for stream in self._school.funding
        )
        return replace(self._school, funding=funding)


def _item_row(
    item: StatutoryItem, before: dict[str, float], after: dict[str, float], inquiry: Inquiry
) -> GapItemRow:
    left = after.get(item.item, 0.0)
    can_meet = left < _MINUTE
    said = f"{ReasonCode.MONEY}: {_MET}" if can_meet else inquiry.reason(item)
    cause, _, reason = said.partition(": ")
    return GapItemRow(
        item=item.item,
        pupil=item.pupil,
        source=item.source,
        shortfall_hours=_hours(before.get(item.item, 0.0)),
        left_hours=_hours(left),
        money_can_meet=can_meet,
        cause=cause,
        reason=reason,
    )


def _ehcp_row(first: FirstPart, found: StatutoryCost) -> GapEhcpRow:
    cost, bound = _to_the_penny(found.cost), _to_the_penny(found.bound)
    even = max(Decimal(0), cost - first.school_meets)
    return GapEhcpRow(
        pupil=first.pupil.pupil,
        cost=cost,
        cost_bound=min(cost, bound),
        hours_not_met=_hours(found.hours_not_met),
        school_meets=first.school_meets,
        top_up=first.top_up,
        break_even_top_up=even,
        top_up_missing=even - first.top_up,
    )


def _pounds(least: LeastMoney) -> tuple[Decimal, Decimal]:
    """Money that is enough, and what less cannot be enough for [GBP]."""
    money = in_pounds(least.thousands)
    bound = Decimal(repr(least.bound * THOUSAND)).quantize(_PENNY, rounding=ROUND_DOWN)
    return money, money if money - bound <= _PENNY else bound


def _basis(money: Decimal, bound: Decimal) -> Basis:
    return "solved" if money - bound <= max(_CLOSE, _CLOSE_SHARE * money) else "range"


def _to_the_penny(pounds: float) -> Decimal:
    return Decimal(repr(pounds)).quantize(_PENNY)


def _hours(value: float) -> float:
    return round(max(0.0, float(value)), 4)
