"""The evidence for a top-up request or an annual review of one pupil."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, hours, percent, pounds, stream_kind_name
from planner.documents.content import Document, Figures, Paragraph, Part, Points, Section
from planner.documents.papers import pupil_parts
from planner.documents.papers.frame import Face, framed, words_at
from planner.documents.papers.paper import About, Paper, Place, Setting
from planner.documents.papers.provision_map import assumptions
from planner.documents.papers.pupil_money import PupilMoney, money_of
from planner.documents.papers.shortfall import Short, cost_of_all, shorts_of
from planner.school.codes import SenStatus, StreamKind

_TITLE = "Funding evidence"
_PENNY = Decimal("0.01")


@dataclass(frozen=True)
class Request:
    """What top-up is asked for, in one ledger; what cannot be worked out is ``None`` [GBP/year].

    Attributes:
        planned: What the provision that is planned comes to.
        short: What the statutory hours that are short would come to.
        school_meets: What the school meets before top-up.
        top_up: The top-up there is.
    """

    planned: Decimal | None
    short: Decimal | None
    school_meets: Decimal
    top_up: Decimal

    @property
    def asked(self) -> Decimal | None:
        """The top-up asked for: what is beyond the part that the school meets."""
        if self.planned is None or self.short is None:
            return None
        return max(Decimal(0), self.planned + self.short - self.school_meets)

    @property
    def further(self) -> Decimal | None:
        """How much more that is than the top-up there is."""
        return None if self.asked is None else max(Decimal(0), self.asked - self.top_up)


def _opening(setting: Setting) -> str:
    words = pupil_parts.nation_of(setting)
    has_plan = pupil_parts.pupil_of(setting).sen_status is SenStatus.EHCP
    occasion = (
        f"for a review of the {words.plan_in_full}, or for a request for top-up"
        if has_plan
        else f"for a request for top-up, or for a request to assess for an {words.plan_in_full}"
    )
    return (
        f"Evidence {occasion}: what the school provides for {setting.subject} and pays, what of it "
        "its own budget met, what is missing and why, and what that would cost."
    )


def _nothing(setting: Setting) -> str:
    return ""


def _request(setting: Setting) -> str:
    money = money_of(setting)
    shorts = shorts_of(pupil_parts.duties_for(setting), setting.school)
    request = request_at_cost(money, shorts)
    first = pounds(request.school_meets)
    if request.asked is None:
        return (
            "How much top-up is asked for cannot be worked out: nobody in the register could give "
            "some of the hours that are short, so that their cost is not known."
        )
    if request.asked == 0:
        return (
            f"No top-up is asked for: what is planned and what is short come to no more than the "
            f"{first} that the school meets."
        )
    asked, there_is = pounds(request.asked), pounds(request.top_up)
    if not request.further:
        return (
            f"What is planned and what is short come to {asked} beyond the {first} that the school "
            f"meets. The top-up of {there_is} a year that there is now covers it; no more is asked "
            "for."
        )
    if not request.top_up:
        return f"The school asks for top-up of {asked} a year; there is none now."
    return (
        f"The school asks for top-up of {asked} a year, which is {pounds(request.further)} more "
        "than there is now."
    )


OPENING = Place("opening", "What the evidence is for, under its heading", _opening)
TRIED = Place("tried", "What has been tried, and what was learned; blank: left out", _nothing)
REQUEST = Place("request", "What the school asks for", _request)
VIEWS = Place("views", "What the pupil and the family say; blank: left out", _nothing)


def write(setting: Setting) -> Document:
    """Write the evidence for a pupil."""
    money = money_of(setting)
    shorts = shorts_of(pupil_parts.duties_for(setting), setting.school)
    face = Face(_TITLE, pupil_parts.about(setting), pupil_parts.facts_of(setting))
    sections = (
        Section(
            "opening", "In short", (*words_at(setting, OPENING), Points(_points(money, shorts)))
        ),
        *pupil_parts.worded("tried", "What has been tried", words_at(setting, TRIED)),
        *pupil_parts.costs(setting, money),
        *pupil_parts.statutory(setting),
        *_missing(shorts),
        _asked(setting, money, shorts),
        pupil_parts.needs(setting),
        _attendance(setting),
        *pupil_parts.referrals(setting),
        *pupil_parts.worded("views", "What the pupil and family say", words_at(setting, VIEWS)),
        *pupil_parts.term_by_term(setting, money),
    )
    return framed(setting, face, sections, _assumed(setting, money))


def request_at_cost(money: PupilMoney, shorts: tuple[Short, ...]) -> Request:
    """What is asked for at true cost."""
    first = money.first
    return Request(money.cost, cost_of_all(shorts), first.school_meets, first.top_up)


def request_at_rate(money: PupilMoney, shorts: tuple[Short, ...]) -> Request:
    """What is asked for at the authority’s rate; nothing is known where there is none."""
    first = money.first
    if money.ledger is None or money.claimed is None:
        return Request(None, None, first.school_meets, first.top_up)
    rate = money.ledger.rules.hourly_rate
    missing = sum((Decimal(str(round(one.duty.hours_short, 6))) for one in shorts), Decimal(0))
    short = (missing * rate).quantize(_PENNY, ROUND_HALF_UP)
    return Request(money.claimed.claimed, short, first.school_meets, first.top_up)


def _points(money: PupilMoney, shorts: tuple[Short, ...]) -> tuple[str, ...]:
    first = pounds(money.first.school_meets)
    points = [
        f"What is planned costs the school {pounds(money.cost)} in the year, of which "
        f"{pounds(money.first_part)} falls within the first {first} that it meets itself."
    ]
    notional = dict(money.by_stream).get(stream_kind_name(StreamKind.NOTIONAL_SEN))
    if notional is not None:
        points.append(f"The plan takes {pounds(notional)} of it from the notional SEN budget.")
    if money.first.top_up:
        points.append(f"Top-up there is: {pounds(money.first.top_up)} a year.")
    if shorts:
        missing = sum(one.duty.hours_short for one in shorts)
        lines = counted(len(shorts), "statutory line")
        points.append(f"{hours(missing)} in the year are short, in {lines}.")
    return tuple(points)


def _missing(shorts: tuple[Short, ...]) -> Iterator[Section]:
    """What is short, and what it would cost."""
    if not shorts:
        return
    cost, missing = "Would cost (£ a year)", "Short in the year (hours)"
    table = Table(
        name="missing",
        says="What is short, and what it would cost.",
        columns=(
            Column("Written in", ColumnKind.CODE),
            Column(missing, ColumnKind.HOURS),
            Column("Adults who could give it", ColumnKind.COUNT),
            Column(cost, ColumnKind.PENCE),
        ),
        rows=tuple(
            (
                one.duty.item.source or one.duty.item.item,
                one.duty.hours_short,
                one.adults,
                None if one.cost is None else float(one.cost),
            )
            for one in shorts
        ),
    )
    # A total beside a cost that is not known would be taken for all of it.
    of = (missing,) if cost_of_all(shorts) is None else (missing, cost)
    said = (
        "An estimate: the missing hours, each given to the pupil alone, at the mean cost of an "
        "hour of the adults who have the role and skill. It is blank where nobody has."
    )
    parts: tuple[Part, ...] = (Paragraph(said), Figures(table, "", of))
    yield Section("missing", "What the missing hours would cost", parts)


def _asked(setting: Setting, money: PupilMoney, shorts: tuple[Short, ...]) -> Section:
    """The sum by which top-up is asked for, in both ledgers."""
    at_cost, at_rate = request_at_cost(money, shorts), request_at_rate(money, shorts)
    lines = (
        ("Provision that is planned", at_cost.planned, at_rate.planned),
        ("Statutory hours that are short (estimate)", at_cost.short, at_rate.short),
        ("Less what the school meets before top-up", -at_cost.school_meets, -at_rate.school_meets),
        ("Top-up asked for: what is beyond", at_cost.asked, at_rate.asked),
        ("Top-up there is", at_cost.top_up, at_rate.top_up),
        ("Further top-up asked for", at_cost.further, at_rate.further),
    )
    has_rate = money.ledger is not None
    columns = [Column("What", ColumnKind.CODE), Column("At true cost (£ a year)", ColumnKind.PENCE)]
    if has_rate:
        columns.append(Column("At the authority’s rate (£ a year)", ColumnKind.PENCE))
    rows = tuple(
        (name, *(None if one is None else float(one) for one in values[: 1 + has_rate]))
        for name, *values in lines
    )
    table = Table("asked", "How the top-up asked for is worked out.", tuple(columns), rows)
    return Section("asked", "What is asked for", (*words_at(setting, REQUEST), Figures(table)))


def _attendance(setting: Setting) -> Section:
    """What came of provision, with how much of it was attended."""
    section = pupil_parts.reviews(setting)
    attended = [
        row.attended_percent
        for row in setting.school.reviews
        if row.pupil == setting.subject and row.attended_percent is not None
    ]
    if not attended:
        return section
    mean = percent(sum(attended) / len(attended) / 100)
    said = f"{mean} of sessions were attended, the mean of {counted(len(attended), 'review')}."
    parts = (Paragraph(said), *section.parts)
    return Section(section.key, "Attendance, and what came of it", parts)


def _assumed(setting: Setting, money: PupilMoney) -> Iterator[str]:
    yield from assumptions(setting, money)
    yield (
        "Top-up asked for is what the planned provision and the hours that are short cost beyond "
        "the part that the school meets; where a cost is not known it is left blank."
    )


FUNDING_EVIDENCE = Paper(
    key="funding_evidence",
    title=_TITLE,
    for_whom="For the local authority, with a request for top-up or at an annual review: what the "
    "school provides and pays for one pupil, what is missing and why, and what is asked for.",
    about=About.PUPIL,
    write=write,
    places=(OPENING, TRIED, REQUEST, VIEWS),
)
