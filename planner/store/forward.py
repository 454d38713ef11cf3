"""Next year's registers from this year's, and what became of each row.

Pupils move up and leavers stay behind, with what is theirs; dates move a year; what was decided
for this year alone is left in it; every figure that a new year makes old is named.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from planner.errors import ParameterError
from planner.parameters.reader import pay_point_salary
from planner.periods import AcademicYear, years_on
from planner.school.codes import Phase, ReferralStatus
from planner.school.fields import YEAR_GROUPS, RestrictionKind
from planner.school.records import (
    BudgetLine,
    FundingStream,
    OwnFigure,
    Policies,
    Provision,
    Pupil,
    Record,
    Referral,
    Review,
    SchoolDetails,
    StaffMember,
    StatutoryItem,
    Term,
)
from planner.school.registers import Register, Registers
from planner.store.registry import row_key
from planner.store.values import Carried, Outcome

R = TypeVar("R", bound=Record)
# How a review says which academic year it is of.
_YEAR = re.compile(r"\b\d{4}/\d{2}\b")
# What a row becomes, or None, with what to say of it; outcomes that follow from the words alone.
Moved = tuple[R | None, tuple["_Note", ...]]


@dataclass(frozen=True)
class _Note:
    """One thing to say of a row; the gravest of them gives the outcome."""

    outcome: Outcome
    why: str


@dataclass
class _Journey:
    """From one year to the next, with a note of every row on the way.

    Attributes:
        own: The school's own dated figures.
        left: The codes of the pupils and streams that stay behind.
    """

    old: AcademicYear
    first_day: dt.date
    last_day: dt.date
    oldest: str
    own: tuple[OwnFigure, ...] = ()
    notes: list[Carried] = field(default_factory=list)
    left: dict[str, set[str]] = field(default_factory=lambda: {"pupils": set(), "funding": set()})

    @property
    def new(self) -> AcademicYear:
        """The year that everything goes to."""
        return AcademicYear(self.old.first + 1)

    def take(
        self, table: str, records: Iterable[R], move: Callable[[_Journey, R], Moved[R]]
    ) -> Register[R]:
        """Move the rows of a table, noting what becomes of each."""
        kept = []
        for record in records:
            moved, notes = move(self, record)
            self.note(table, row_key(record), notes, is_left=moved is None)
            if moved is not None:
                kept.append(moved)
            elif table in self.left:
                self.left[table].add(row_key(record))
        return Register.of(kept)

    def note(
        self, table: str, key: str, notes: tuple[_Note, ...], *, is_left: bool = False
    ) -> None:
        """Note what becomes of a row."""
        outcome = max(
            (note.outcome for note in notes),
            key=[Outcome.CARRIED, Outcome.CHANGED, Outcome.RENEW, Outcome.LEFT].index,
            default=Outcome.LEFT if is_left else Outcome.CARRIED,
        )
        why = "; ".join(note.why for note in notes) or f"the same as in {self.old}"
        self.notes.append(Carried(table, key, outcome, why))


def carry_forward(registers: Registers) -> tuple[Registers, tuple[Carried, ...]]:
    """Give the registers of the next year, and what became of each row of this one."""
    details = registers.details
    assert details is not None
    terms = registers.terms.records
    journey = _Journey(
        old=details.academic_year,
        first_day=years_on(terms[0].start, 1)
        if terms
        else years_on(details.academic_year.starts, 1),
        last_day=max((term.end for term in terms), default=details.academic_year.ends),
        oldest=_oldest_year_group(details, registers.pupils.records),
        own=registers.figures.records,
    )
    moved = Registers(
        details=_details(journey, details),
        policies=_policies(journey, registers.policies),
        terms=journey.take("terms", terms, _term),
        pupils=journey.take("pupils", registers.pupils.records, _pupil),
        needs=journey.take("needs", registers.needs.records, _with_pupil),
        staff=journey.take("staff", registers.staff.records, _adult),
        provisions=journey.take("provisions", registers.provisions.records, _provision),
        effects=journey.take("effects", registers.effects.records, _as_it_is),
        funding=journey.take("funding", registers.funding.records, _stream),
        statutory=journey.take("statutory", registers.statutory.records, _item),
        budget_lines=journey.take("budget_lines", registers.budget_lines.records, _line),
        pins=journey.take("pins", registers.pins.records, _stays),
        current_plan=Register(is_given=False),
        reviews=journey.take("reviews", registers.reviews.records, _review),
        referrals=journey.take("referrals", registers.referrals.records, _referral),
        figures=journey.take("figures", registers.figures.records, _as_it_is),
    )
    journey.take("current_plan", registers.current_plan.records, _stays)
    return moved, tuple(journey.notes)


def _details(journey: _Journey, details: SchoolDetails) -> SchoolDetails:
    journey.note("details", "", (_changed(f"{journey.old} becomes {journey.new}"),))
    for name in (
        *("la_hourly_rate", "la_weekly_hour_rate", "high_needs_threshold"),
        *("pupils_on_roll", "pension_percent", "levy_percent"),
    ):
        if getattr(details, name):
            journey.note("details", name, (_renew(journey, "the figure"),))
    return _with(details, academic_year=journey.new)


def _policies(journey: _Journey, policies: Policies) -> Policies:
    journey.note("policies", "", (_renew(journey, "the reserve"),) if policies.reserve else ())
    return policies


def _term(journey: _Journey, term: Term) -> Moved[Term]:
    start, end = years_on(term.start, 1), years_on(term.end, 1)
    why = f"{_span(term.start, term.end)} becomes {_span(start, end)}"
    note = _Note(Outcome.RENEW, f"{why}; put in the dates and weeks of the new calendar")
    return _with(term, start=start, end=end), (note,)


def _pupil(journey: _Journey, pupil: Pupil) -> Moved[Pupil]:
    if pupil.leaves is not None and pupil.leaves <= journey.old.ends:
        return None, (_left(f"leaves on {pupil.leaves.isoformat()}"),)
    place = YEAR_GROUPS.index(pupil.year_group) + 1
    if place > YEAR_GROUPS.index(journey.oldest):
        return None, (_left(f"leaves after year group {pupil.year_group}, the school’s last"),)
    up = YEAR_GROUPS[place]
    notes = [_changed(f"year group {pupil.year_group} becomes {up}")]
    if pupil.class_name:
        notes.append(_changed(f"look whether the class is still {pupil.class_name}"))
    return _with(pupil, year_group=up, starts=_start_of(journey, pupil.starts, notes)), (*notes,)


def _with_pupil(journey: _Journey, row: R) -> Moved[R]:
    pupil = str(getattr(row, "pupil", ""))
    if pupil in journey.left["pupils"]:
        return None, (_left(f"{pupil} leaves"),)
    return row, ()


def _item(journey: _Journey, item: StatutoryItem) -> Moved[StatutoryItem]:
    """What ended before the last term did is over; anything else is owed until somebody ends it."""
    stays, notes = _with_pupil(journey, item)
    if stays is None:
        return stays, notes
    if item.ends is not None and item.ends < journey.last_day:
        return None, (_left(f"ended on {item.ends.isoformat()}"),)
    said: list[_Note] = []
    starts = _start_of(journey, item.starts, said)
    ends = item.ends
    if ends is not None and ends <= journey.old.ends:
        why = f"was to end on {ends.isoformat()}: look in the plan whether it goes on, or remove it"
        said.append(_Note(Outcome.RENEW, why))
        ends = None
    return _with(item, starts=starts, ends=ends), (*said,)


def _adult(journey: _Journey, adult: StaffMember) -> Moved[StaffMember]:
    notes: list[_Note] = []
    if adult.engagement.is_by_the_hour:
        dates = {"starts": adult.starts, "leaves": adult.leaves}
        moved = _with(adult, **_dates_on(dates, notes))
    elif adult.leaves is not None and adult.leaves <= journey.old.ends:
        return None, (_left(f"leaves on {adult.leaves.isoformat()}"),)
    else:
        moved = _with(adult, starts=_start_of(journey, adult.starts, notes))
    notes.append(_cost_to_renew(journey, adult))
    return moved, (*notes,)


def _cost_to_renew(journey: _Journey, adult: StaffMember) -> _Note:
    if not adult.pay_point:
        return _renew(journey, "the cost")
    day = journey.first_day
    try:
        salary = pay_point_salary(adult.pay_point, day, journey.own)
    except ParameterError:
        why = f"pay point {adult.pay_point} has no known salary on {day.isoformat()}"
        return _Note(Outcome.RENEW, f"{why}: fill in annual_cost instead")
    why = f"pay point {adult.pay_point} is £{salary.amount:,.0f} a year on {day.isoformat()}"
    return _Note(Outcome.RENEW, f"{why}: look whether it is still theirs")


def _provision(journey: _Journey, provision: Provision) -> Moved[Provision]:
    has_price = provision.cost_per_pupil or provision.cost_per_group or provision.set_up_cost
    return provision, (_renew(journey, "the price"),) if has_price else ()


def _referral(journey: _Journey, referral: Referral) -> Moved[Referral]:
    """What is not finished goes on; what is has had its year."""
    if referral.status in {ReferralStatus.DONE, ReferralStatus.DECLINED}:
        return None, (_left(f"is {referral.status}"),)
    stays, said = _with_pupil(journey, referral)
    if stays is None:
        return stays, said
    notes = []
    stream = referral.stream
    if stream in journey.left["funding"]:
        notes.append(_changed(f"is paid from any money that may, because {stream} is left out"))
        stream = None
    if referral.hours is not None or referral.cost is not None:
        notes.append(_renew(journey, "the cost"))
    return _with(referral, stream=stream), (*notes,)


def _as_it_is(_: _Journey, row: R) -> Moved[R]:
    return row, ()


def _review(journey: _Journey, review: Review) -> Moved[Review]:
    """What came of provision goes on telling of its effect, with the year that it is of."""
    stays, notes = _with_pupil(journey, review)
    if stays is None:
        return stays, notes
    if review.before is None or review.after is None:
        return None, (_left("was not measured before and after"),)
    if _YEAR.search(review.term):
        return review, ()
    when = f"{review.term} {journey.old}"
    return _with(review, term=when), (_changed(f"is of {when}"),)


def _stays(journey: _Journey, row: R) -> Moved[R]:
    return None, (_left(f"belongs to {journey.old}"),)


def _stream(journey: _Journey, stream: FundingStream) -> Moved[FundingStream]:
    gone = [
        entry
        for entry in stream.restricted_to
        if entry.kind is RestrictionKind.PUPIL and entry.value in journey.left["pupils"]
    ]
    kept = tuple(entry for entry in stream.restricted_to if entry not in gone)
    leavers = ", ".join(entry.value for entry in gone)
    if gone and not kept:
        return None, (_left(f"is only for pupils who leave ({leavers})"),)
    notes = [_changed(f"is no longer for {leavers}, who leave")] if gone else []
    dates = _dates_on({"starts": stream.starts, "ends": stream.ends}, notes)
    notes.append(_renew(journey, "the amount"))
    return _with(stream, restricted_to=kept, **dates), (*notes,)


def _line(journey: _Journey, line: BudgetLine) -> Moved[BudgetLine]:
    notes: list[_Note] = []
    stream = line.stream
    if stream in journey.left["funding"]:
        notes.append(_changed(f"is paid from general money, because {stream} is left out"))
        stream = None
    dates = _dates_on({"starts": line.starts, "ends": line.ends}, notes)
    notes.append(_renew(journey, "the amount"))
    return _with(line, stream=stream, **dates), (*notes,)


def _oldest_year_group(details: SchoolDetails, pupils: Collection[Pupil]) -> str:
    """The last year group of a school: of its phase, or of the stage that its oldest are in."""
    if details.phase is Phase.PRIMARY:
        return "6"
    oldest = max((YEAR_GROUPS.index(pupil.year_group) for pupil in pupils), default=0)
    ends = ("11", "13") if details.phase is not None else ("6", "11", "13")
    return next(last for last in ends if oldest <= YEAR_GROUPS.index(last))


def _start_of(journey: _Journey, starts: dt.date | None, notes: list[_Note]) -> dt.date | None:
    """What began during the old year is there from the first day of the new one."""
    if starts is None or starts > journey.old.ends:
        return starts
    notes.append(_changed(f"began on {starts.isoformat()}, so is there from the first day"))
    return None


def _dates_on(dates: dict[str, dt.date | None], notes: list[_Note]) -> dict[str, dt.date | None]:
    moved = {name: None if day is None else years_on(day, 1) for name, day in dates.items()}
    if moved != dates:
        notes.append(_changed("its dates move a year"))
    return moved


def _span(first: dt.date, last: dt.date) -> str:
    return f"{first.isoformat()} to {last.isoformat()}"


def _with(record: R, **facts: Any) -> R:
    """Give a record with other facts, checked like any other."""
    values = {name: getattr(record, name) for name in type(record).model_fields}
    return type(record).model_validate(values | facts)


def _renew(journey: _Journey, what: str) -> _Note:
    return _Note(Outcome.RENEW, f"{what} is that of {journey.old}: put in that of {journey.new}")


def _changed(why: str) -> _Note:
    return _Note(Outcome.CHANGED, why)


def _left(why: str) -> _Note:
    return _Note(Outcome.LEFT, why)
