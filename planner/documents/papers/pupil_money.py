"""The money of one pupil's provision: the first part, what top-up meets, and what is beyond."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from planner.charts.words import stream_kind_name
from planner.costing.ledger import Ledger, Sum, ledger_of
from planner.documents.papers.paper import Setting
from planner.documents.papers.provided import Delivery, Provided, cost_of, spent_on
from planner.funding.threshold import FirstPart, first_part_of
from planner.optimiser.plan import UNFUNDED
from planner.school.codes import StreamKind

NO_MONEY = "No money found"
IN_SALARIES = "Salaries that money without strings pays"
_NOTHING = Decimal(0)


@dataclass(frozen=True)
class Line:
    """One provision and how its cost is met; the three parts add up to the cost.

    Attributes:
        provided: The provision.
        first_part: What falls within the part that the school meets before top-up [GBP/year].
        top_up: What the top-up there is meets [GBP/year].
        beyond: What neither meets [GBP/year].
    """

    provided: Provided
    first_part: Decimal
    top_up: Decimal
    beyond: Decimal


@dataclass(frozen=True)
class PupilMoney:
    """What a pupil's provision costs, and how it is met.

    Attributes:
        first: What the school meets before top-up, and the top-up that names the pupil.
        lines: Each provision, in the order in which it counts towards the first part.
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
    def cost(self) -> Decimal:
        """What the provision costs the school [GBP/year]."""
        return cost_of(line.provided for line in self.lines)

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
    lines = tuple(_lines(Delivery(school, plan).to(pupil), first))
    cost = cost_of(line.provided for line in lines)
    return PupilMoney(
        first=first,
        lines=lines,
        by_stream=_by_stream(setting, cost),
        ledger=ledger_of(school, plan),
        pupil=pupil,
    )


def _lines(provided: Iterable[Provided], first: FirstPart) -> Iterable[Line]:
    """Fill the first part and then the top-up, provision by provision."""
    school_left, top_up_left = first.school_meets, first.top_up
    for one in provided:
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
