"""What the law says must be arranged, line by line, and how far the plan arranges it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from planner.charts.words import hours, listed, number
from planner.optimiser.plan import Plan, ReasonCode, StatutoryResult
from planner.school.calendar import weeks_in_force
from planner.school.codes import Per
from planner.school.records import StatutoryItem
from planner.school.school import School

# Less than a minute in a week, term or year is a rounding, which no timetable could show; the files
# of the plan have it all the same.
_LEAST_SHORTFALL = 1 / 60
_LIMIT_AND_SENTENCE = re.compile(
    rf"^({'|'.join(code.value for code in ReasonCode)})\b[\s:,;.–-]*(.*)$", re.DOTALL
)
_PERIODS = {Per.WEEK: "a week", Per.TERM: "a term", Per.YEAR: "a year"}


@dataclass(frozen=True)
class Duty:
    """One statutory item with its results.

    Attributes:
        item: What must be arranged.
        results: What is planned, a row for each period in force.
        hours_short: Pupil hours in the year that are not met [h/year].
        limit: Which limit a shortfall comes from, where the plan says.
        why: The reason for a shortfall, as a sentence.
        terms: Names of the terms in which it is short.
    """

    item: StatutoryItem
    results: tuple[StatutoryResult, ...]
    hours_short: float
    limit: ReasonCode | None
    why: str
    terms: tuple[str, ...]

    @property
    def is_met(self) -> bool:
        """Whether every hour is met in every period, to the minute."""
        return not any(map(is_short, self.results))

    @property
    def name(self) -> str:
        """Where it is written and for whom: ``Section F 3.2 for P014``."""
        return f"{self.item.source or self.item.item} for {self.item.pupil}"

    @property
    def shortfall(self) -> str:
        """How much is missing: ``2.5 hours a week``, ``up to 3 hours a week in Spring``."""
        missing = [row.shortfall_hours for row in self.results if is_short(row)]
        if not missing:
            return "nothing"
        most = hours(max(missing))
        upto = "up to " if max(missing) - min(missing) > _LEAST_SHORTFALL else ""
        where = f" in {listed(self.terms)}" if len(missing) < len(self.results) else ""
        return f"{upto}{most} {_PERIODS[self.item.per]}{where}"

    @property
    def because(self) -> str:
        """The reason as the second half of a sentence, without its full stop."""
        text = self.why.strip().rstrip(".")
        starts_with_a_word = len(text) > 1 and text[0].isupper() and text[1].islower()
        return text[0].lower() + text[1:] if starts_with_a_word else text

    @property
    def sentence(self) -> str:
        """What is missing and why, in one sentence."""
        reason = f", because {self.because}" if self.why else ""
        return f"{self.name}: {self.shortfall} short{reason}."

    @property
    def asks_for(self) -> str:
        """What the item asks for: ``20 hours a week``."""
        return f"{hours(self.item.hours)} {_PERIODS[self.item.per]}"

    @property
    def planned_per_period(self) -> str:
        """What is planned, from the leanest period to the fullest: ``17.5 to 20``."""
        planned = [row.planned_hours for row in self.results]
        if not planned:
            return ""
        least, most = number(min(planned)), number(max(planned))
        return least if least == most else f"{least} to {most}"


def duties_of(school: School, plan: Plan) -> tuple[Duty, ...]:
    """Every statutory item in force in the year, those that are short most hours first."""
    results: dict[str, list[StatutoryResult]] = defaultdict(list)
    for row in plan.statutory:
        results[row.item].append(row)
    duties = [_duty(item, results[item.item], school) for item in school.statutory]
    in_force = [duty for duty in duties if duty.results]
    return tuple(sorted(in_force, key=lambda duty: (-duty.hours_short, duty.item.pupil)))


def _duty(item: StatutoryItem, rows: list[StatutoryResult], school: School) -> Duty:
    short = [row for row in rows if is_short(row)]
    limit, why = _reason(next((row.reason for row in short if row.reason), ""))
    return Duty(
        item=item,
        results=tuple(rows),
        hours_short=sum(row.shortfall_hours * periods_in(row, item, school) for row in short),
        limit=limit,
        why=why,
        terms=tuple(_term_name(row.term, school) for row in short if row.term),
    )


def is_short(row: StatutoryResult) -> bool:
    """Whether hours are missing in a period, to the minute."""
    return row.shortfall_hours > _LEAST_SHORTFALL


def periods_in(row: StatutoryResult, item: StatutoryItem, school: School) -> float:
    """How many of the item's own periods a row stands for: weeks of a term, or one."""
    if item.per is not Per.WEEK or row.term is None:
        return 1.0
    return weeks_in_force(item, school.pupil_by_id[item.pupil], school.term_by_id[row.term])


def _term_name(term_id: str, school: School) -> str:
    return school.term_by_id[term_id].name or term_id


def _reason(text: str) -> tuple[ReasonCode | None, str]:
    match = _LIMIT_AND_SENTENCE.match(text.strip())
    if not match:
        return None, text.strip()
    return ReasonCode(match[1]), match[2].strip()
