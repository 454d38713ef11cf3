"""The money of one pupil's provision: the first part, what top-up meets, and what is beyond."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from planner.charts.words import stream_kind_name
from planner.costing.ledger import Ledger, Sum, ledger_of
from planner.documents.papers.paper import Setting
from planner.documents.papers.provided import Delivery, Provided, spent_on, when
from planner.funding.threshold import FirstPart, first_part_of
from planner.optimiser.plan import UNFUNDED, Spending
from planner.school.codes import StreamKind
from planner.school.records import Referral

NO_MONEY = "No money found"
IN_SALARIES = "Salaries that money without strings pays"
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Referred:
    """A referral that costs something this year.

    Attributes:
        referral: The referral.
        when: In which terms its cost falls.
        cost: What the plan spends on it [GBP/year].
    """

    referral: Referral
    when: str
    cost: Decimal


@dataclass(frozen=True)
class Line:
    """One provision or referral and how its cost is met; the three parts add up to the cost.

    Attributes:
        what: The provision, or the referral.
        first_part: What falls within the part that the school meets before top-up [GBP/year].
        top_up: What the top-up there is meets [GBP/year].
        beyond: What neither meets [GBP/year].
    """

    what: Provided | Referred
    first_part: Decimal
    top_up: Decimal
    beyond: Decimal

    @property
    def name(self) -> str:
        """What it is called."""
        if isinstance(self.what, Referred):
            return f"Referral: {self.what.referral.service}"
        return self.what.provision.name

    @property
    def cost(self) -> Decimal:
        """What it costs the school [GBP/year]."""
        return self.what.cost


@dataclass(frozen=True)
class PupilMoney:
    """What a pupil's provision costs, and how it is met.

    Attributes:
        first: What the school meets before top-up, and the top-up that names the pupil.
        lines: Each provision and then each referral, in the order in which they count towards the
            first part.
        by_stream: What the plan takes from each kind of money, the largest first [GBP/year].
        ledger: The plan in both ledgers; ``None`` where no rate of the authority is known.
        pupil: The pupil.
    """

    first: FirstPart
    lines: tuple[Line, ...]
    by_stream: tuple[tuple[str, Decimal], ...]
    ledger: Ledger | None
    pupil: str

    @property
    def provisions(self) -> tuple[Provided, ...]:
        """The provisions among the lines."""
        return tuple(line.what for line in self.lines if isinstance(line.what, Provided))

    @property
    def has_referrals(self) -> bool:
        """Whether any line is a referral."""
        return len(self.provisions) < len(self.lines)

    @property
    def cost(self) -> Decimal:
        """What the lines cost the school together [GBP/year]."""
        return sum((line.cost for line in self.lines), _NOTHING)

    @property
    def first_part(self) -> Decimal:
        """What of it falls within the first part [GBP/year]."""
        return sum((line.first_part for line in self.lines), _NOTHING)

    @property
    def top_up(self) -> Decimal:
        """What of it the top-up there is meets [GBP/year]."""
        return sum((line.top_up for line in self.lines), _NOTHING)

    @property
    def beyond(self) -> Decimal:
        """What of it neither meets [GBP/year]."""
        return sum((line.beyond for line in self.lines), _NOTHING)

    @property
    def over_the_threshold(self) -> Decimal | None:
        """Its cost beyond the first part; ``None`` where it does not go beyond [GBP/year]."""
        over = self.cost - self.first.school_meets
        return over if over > 0 else None

    @property
    def claimed(self) -> Sum | None:
        """Both ledgers of the pupil; ``None`` where no rate of the authority is known."""
        if self.ledger is None:
            return None
        return self.ledger.by_pupil.get(self.pupil, Sum())

    def claimed_for(self, one: Provided) -> Decimal | None:
        """What the authority's rate pays for a provision; ``None`` where none is known [GBP]."""
        if self.ledger is None:
            return None
        lines = self.ledger.lines_of(self.pupil)
        wanted = one.provision.provision
        return sum((line.claimed for line in lines if line.provision == wanted), _NOTHING)


def money_of(setting: Setting) -> PupilMoney:
    """Work out the money of the pupil whom a paper is about."""
    school, plan, pupil = setting.school, setting.plan, setting.subject
    first = first_part_of(school, pupil)
    costing: tuple[Provided | Referred, ...] = (
        *Delivery(school, plan).to(pupil),
        *_referred(setting),
    )
    return PupilMoney(
        first=first,
        lines=tuple(_lines(costing, first)),
        by_stream=_by_stream(setting, sum((one.cost for one in costing), _NOTHING)),
        ledger=ledger_of(school, plan),
        pupil=pupil,
    )


def _referred(setting: Setting) -> Iterator[Referred]:
    """What the plan spends on each referral of the pupil, in the order of the register."""
    spent: dict[str, list[Spending]] = defaultdict(list)
    for row in spent_on(setting.plan, setting.subject):
        if row.is_referral:
            spent[row.cost_item].append(row)
    for referral in setting.school.referrals:
        if rows := spent[referral.referral]:
            cost = sum((row.amount for row in rows), _NOTHING)
            yield Referred(referral, when((row.term for row in rows), setting.school), cost)


def _lines(costing: Iterable[Provided | Referred], first: FirstPart) -> Iterator[Line]:
    """Fill the first part and then the top-up, line by line."""
    school_left, top_up_left = first.school_meets, first.top_up
    for one in costing:
        within = min(one.cost, school_left)
        topped = min(one.cost - within, top_up_left)
        school_left, top_up_left = school_left - within, top_up_left - topped
        yield Line(one, within, topped, one.cost - within - topped)


def _by_stream(setting: Setting, cost: Decimal) -> tuple[tuple[str, Decimal], ...]:
    """What the plan takes from each kind of money for the pupil; it adds up to the cost.

    A salary that is paid from general money as a whole names no pupil: what no line names is that.
    """
    kinds = {stream.stream: stream.kind for stream in setting.school.funding}
    found: dict[str, Decimal] = defaultdict(Decimal)
    for row in spent_on(setting.plan, setting.subject):
        kind = kinds.get(row.stream, StreamKind.OTHER)
        name = NO_MONEY if row.stream == UNFUNDED else stream_kind_name(kind)
        found[name] += row.amount
    rest = cost - sum(found.values(), _NOTHING)
    if rest:
        found[IN_SALARIES] = rest
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
