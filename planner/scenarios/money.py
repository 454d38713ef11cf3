"""Changes of money: streams that grow, shrink or come, top-up, and what things cost."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import field_serializer, model_validator

from planner.costing.owed import cost_of_referral
from planner.errors import ChangeError
from planner.funding.more_money import general_money, with_money
from planner.library.adding import free_code
from planner.scenarios.change import Change, altered, asked, made, replaced, the_pupil
from planner.scenarios.words import day, percent, pounds
from planner.school.codes import Engagement, StreamKind
from planner.school.fields import (
    Amount,
    CellError,
    Day,
    Id,
    Money,
    Number,
    Restriction,
    RestrictionKind,
    Restrictions,
    Text,
    between,
    code_reader,
)
from planner.school.records import BudgetLine, FundingStream, Provision, Referral, StaffMember
from planner.school.referral import is_open
from planner.school.school import School

_PENNY = Decimal("0.01")
Rise = Annotated[Number, between(-100, 1000, "per cent")]


class MoneyChange(Change):
    """A stream, or general money, grows or shrinks."""

    TITLE: ClassVar[str] = "Money goes up or down"

    kind: Literal["money"] = "money"
    stream: Id | None = asked(
        "Stream",
        "Blank: general money; more of it is a stream of its own, and less is taken from the "
        "largest general streams first",
        default=None,
        of="funding",
    )
    pounds: Annotated[Money, between(-1e8, 1e8, "pounds")] | None = asked(
        "Change (£ a year)", "Below 0: less money", default=None
    )
    percent: Rise | None = asked("Change (% of the amount)", "Below 0: less money", default=None)

    @model_validator(mode="after")
    def _is_in_pounds_or_in_percent(self) -> Self:
        if (self.pounds is None) == (self.percent is None):
            raise CellError("is in neither pounds nor per cent, or in both", "fill in one of them")
        return self

    def sentence(self, school: School) -> str:
        """Say how much money comes or goes."""
        found = school.stream_by_id.get(self.stream or "")
        name = "general money" if self.stream is None else found.name if found else self.stream
        change = self.pounds if self.percent is None else Decimal(str(self.percent))
        amount = (
            pounds(abs(change or Decimal(0))) if self.percent is None else percent(self.percent)
        )
        return f"Lose {amount} of {name}" if change and change < 0 else f"{amount} more of {name}"

    def become(self, school: School) -> School:
        """Change the stream's amount, or those of general streams."""
        if self.stream is None and self.percent is None:
            change = self.pounds or Decimal(0)
            _refuse_more_than(general_money(school), -change, "general money")
            return with_money(school, change)
        if self.stream is not None and self.stream not in school.stream_by_id:
            what = f"{self.stream} is not among the streams of money (any more)"
            raise ChangeError(what, "choose another stream, or delete the change")
        changed = [
            row
            for row in school.funding
            if (row.is_general if self.stream is None else row.stream == self.stream)
        ]
        if not changed:
            raise ChangeError("the school has no general money", "name a stream")
        funding = tuple(
            altered(row, amount=self._amount(row)) if row in changed else row
            for row in school.funding
        )
        return replace(school, funding=funding)

    def _amount(self, row: FundingStream) -> Decimal:
        """What a stream holds after the change [GBP/year]."""
        if self.percent is not None:
            return pence(row.amount * (1 + Decimal(str(self.percent)) / 100))
        change = self.pounds or Decimal(0)
        _refuse_more_than(row.amount, -change, row.stream)
        return row.amount + change


def _refuse_more_than(held: Decimal, taken: Decimal, whose: str) -> None:
    """Refuse to take more money than there is.

    Raises:
        ChangeError: It is more.
    """
    if taken > held:
        what = f"{whose} is {pounds(held)}, less than {pounds(taken)}"
        raise ChangeError(what, f"take {pounds(held)} or less")


class NewStream(Change):
    """A stream of money comes that the school does not have yet."""

    TITLE: ClassVar[str] = "A new stream of money"

    kind: Literal["new_stream"] = "new_stream"
    stream: Id = asked("Code", "A code that no other stream has")
    name: Text = asked("Name", "What it is called")
    amount: Amount = asked("Amount (£ this plan year)", "What is available for this plan year")
    stream_kind: Annotated[StreamKind, code_reader(StreamKind)] = asked(
        "Kind", "Where the money comes from", default=StreamKind.OTHER
    )
    restricted_to: Restrictions = asked(
        "Restricted to",
        "As in the funding register, such as pupil:P014; blank: anything",
        default=(),
    )
    first_day: Day | None = asked(
        "From", "Pays only for terms that start from this day; blank: all", default=None
    )
    last_day: Day | None = asked(
        "To", "Pays only for terms that start up to this day; blank: all", default=None
    )

    @field_serializer("restricted_to", when_used="json")
    def _as_in_the_register(self, entries: tuple[Restriction, ...]) -> list[str]:
        return [str(entry) for entry in entries]

    def sentence(self, school: School) -> str:
        """Say what comes, and from when."""
        since = f" from {day(self.first_day)}" if self.first_day else ""
        for_what = ", ".join(map(str, self.restricted_to))
        tied = f", only for {for_what}" if for_what else ""
        return f"New money: {pounds(self.amount)} of {self.name}{since}{tied}"

    def become(self, school: School) -> School:
        """Add the stream."""
        refuse_taken(school, self.stream)
        row = FundingStream(
            stream=self.stream,
            name=self.name,
            amount=self.amount,
            kind=self.stream_kind,
            restricted_to=self.restricted_to,
            starts=self.first_day,
            ends=self.last_day,
        )
        return replace(school, funding=(*school.funding, row))


class TopUp(Change):
    """Top-up for a pupil arrives or changes."""

    TITLE: ClassVar[str] = "Top-up for a pupil"

    kind: Literal["top_up"] = "top_up"
    pupil: Id = asked("Pupil", "Whose top-up it is", of="pupils")
    amount: Amount = asked(
        "Amount (£ this plan year)", "All that it brings in this plan year, not the change"
    )
    first_day: Day | None = asked(
        "From",
        "Pays only for terms that start from this day; blank: as it is, or the whole year",
        default=None,
    )
    stream: Id | None = asked(
        "Stream",
        "Blank: the pupil's one stream of top-up, or a new one where there is none",
        default=None,
        of="funding",
    )

    def sentence(self, school: School) -> str:
        """Say how much it is, for whom and from when."""
        since = f" from {day(self.first_day)}" if self.first_day else ""
        return f"Top-up for {self.pupil} is {pounds(self.amount)} this year{since}"

    def become(self, school: School) -> School:
        """Change the pupil's stream of top-up, or add one."""
        the_pupil(school, self.pupil)
        found = self._stream(school)
        facts: dict[str, object] = {"amount": self.amount}
        if self.first_day is not None:
            facts["starts"] = self.first_day
        if found is not None:
            row = altered(found, **facts)
            if row == found:
                raise ChangeError("it is so already", "delete the change")
            return replace(school, funding=replaced(school.funding, found, row))
        return with_top_up(school, self.pupil, facts, self.stream)

    def _stream(self, school: School) -> FundingStream | None:
        if self.stream is not None:
            return school.stream_by_id.get(self.stream)
        whose = (Restriction(RestrictionKind.PUPIL, self.pupil),)
        found = [
            row
            for row in school.funding
            if row.kind is StreamKind.TOP_UP and row.restricted_to == whose
        ]
        if len(found) > 1:
            codes = ", ".join(row.stream for row in found)
            what = f"{self.pupil} has more than one stream ({codes})"
            raise ChangeError(what, "name the stream")
        return found[0] if found else None


class NewCost(Change):
    """A cost comes that the plan does not decide, such as training or a licence."""

    TITLE: ClassVar[str] = "A new cost"

    kind: Literal["cost"] = "cost"
    name: Text = asked("What it is for", "Such as ELSA training for one adult")
    amount: Amount = asked("Cost (£ this plan year)", "What it costs in this plan year")
    stream: Id | None = asked(
        "Stream that pays", "Blank: any general money", default=None, of="funding"
    )
    code: Id | None = asked("Code", "Blank: a new one", default=None)
    first_day: Day | None = asked("From", "Blank: all year", default=None)
    last_day: Day | None = asked("To", "Blank: to the end of the year", default=None)

    def sentence(self, school: School) -> str:
        """Say what it is for and what it costs."""
        return f"New cost: {pounds(self.amount)} for {self.name}"

    def become(self, school: School) -> School:
        """Add a budget line."""
        taken = {
            **{row.referral: "referral" for row in school.referrals},
            **{row.line: "budget line" for row in school.budget_lines},
        }
        if self.code in taken:
            what = f"there is a {taken[self.code]} {self.code} already"
            raise ChangeError(what, "write another code")
        row = made(
            BudgetLine,
            {
                "line": self.code or free_code("NEW", taken),
                "name": self.name,
                "amount": self.amount,
                "stream": self.stream,
                "starts": self.first_day,
                "ends": self.last_day,
            },
        )
        return replace(school, budget_lines=(*school.budget_lines, row))


class PriceOf(StrEnum):
    """What a price change is about."""

    EVERYTHING = "everything"
    MATERIALS = "materials"
    BOUGHT_HOURS = "bought_hours"
    BUDGET_LINES = "budget_lines"


_OF = {
    PriceOf.EVERYTHING: "Materials, bought hours and budget lines cost",
    PriceOf.MATERIALS: "Materials cost",
    PriceOf.BOUGHT_HOURS: "Agency and service hours and referrals cost",
    PriceOf.BUDGET_LINES: "Budget lines cost",
}


class PriceChange(Change):
    """What the school buys becomes dearer or cheaper; pay is another kind of change."""

    TITLE: ClassVar[str] = "Prices go up or down"

    kind: Literal["prices"] = "prices"
    percent: Rise = asked("Change (%)", "Below 0: cheaper")
    of: Annotated[PriceOf, code_reader(PriceOf)] = asked(
        "Of what", "Materials, bought hours with referrals, budget lines, or everything",
        default=PriceOf.EVERYTHING,
    )  # fmt: skip

    def sentence(self, school: School) -> str:
        """Say what becomes dearer or cheaper, and by how much."""
        way = "less" if self.percent < 0 else "more"
        return f"{_OF[self.of]} {percent(self.percent)} {way}"

    def become(self, school: School) -> School:
        """Raise or lower the prices."""
        share = 1 + Decimal(str(self.percent)) / 100
        every = self.of is PriceOf.EVERYTHING
        became = school
        if every or self.of is PriceOf.MATERIALS:
            became = replace(
                became, provisions=tuple(_priced(row, share) for row in school.provisions)
            )
        if every or self.of is PriceOf.BOUGHT_HOURS:
            became = replace(became, staff=tuple(_bought(row, share) for row in school.staff))
            referrals = tuple(_referred(row, share, school, became) for row in school.referrals)
            became = replace(became, referrals=referrals)
        if every or self.of is PriceOf.BUDGET_LINES:
            became = replace(
                became, budget_lines=tuple(_line(row, share) for row in school.budget_lines)
            )
        if became == school:
            raise ChangeError("nothing of it has a price", "choose something else that is bought")
        return became


def _priced(row: Provision, share: Decimal) -> Provision:
    return altered(
        row,
        cost_per_pupil=pence(row.cost_per_pupil * share),
        cost_per_group=pence(row.cost_per_group * share),
        set_up_cost=pence(row.set_up_cost * share),
    )


def _bought(row: StaffMember, share: Decimal) -> StaffMember:
    if row.engagement not in {Engagement.AGENCY, Engagement.SERVICE} or row.hourly_cost is None:
        return row
    return altered(row, hourly_cost=pence(row.hourly_cost * share))


def _referred(row: Referral, share: Decimal, before: School, after: School) -> Referral:
    """What is done was done at its price; open hours at the price of a service rise with that.

    Args:
        row: The referral.
        share: The new prices as a part of the old [share].
        before: The school at the old prices.
        after: The school at the new prices of services.
    """
    if is_open(row):
        return altered(row, cost=pence(row.cost * share)) if row.cost else row
    cost = cost_of_referral(row, before)
    if cost is None or cost == cost_of_referral(row, after):
        return row
    return altered(row, cost=pence(cost))


def _line(row: BudgetLine, share: Decimal) -> BudgetLine:
    return altered(row, amount=pence(row.amount * share))


def pence(amount: Decimal) -> Decimal:
    """Pounds to the penny, half up [GBP]."""
    return amount.quantize(_PENNY, ROUND_HALF_UP)


def refuse_taken(school: School, code: str) -> None:
    """Refuse a code that a stream has already.

    Raises:
        ChangeError: It is such a code.
    """
    if code in school.stream_by_id:
        what = f"there is a stream {code} already"
        raise ChangeError(what, "write another code")


def with_top_up(
    school: School, pupil: str, facts: dict[str, object], code: str | None = None
) -> School:
    """Give a school with one more stream of top-up, for one pupil.

    Args:
        school: The school.
        pupil: Whom it is for.
        facts: Its amount and, where it does not pay all year, its first day.
        code: Its code; ``None``: one that is free.
    """
    row = made(
        FundingStream,
        {
            "stream": code or free_code(f"TU-{pupil}"[:32], school.stream_by_id),
            "name": f"Top-up {pupil}",
            "kind": StreamKind.TOP_UP,
            "restricted_to": (Restriction(RestrictionKind.PUPIL, pupil),),
            **facts,
        },
    )
    return replace(school, funding=(*school.funding, row))
