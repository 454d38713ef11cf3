"""What a school has filled in, what is missing, and what each file is for."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, hours, listed, pounds
from planner.periods import AcademicYear
from planner.school.codes import Engagement, ProvisionKind, SenStatus
from planner.school.records import Provision
from planner.school.referral import is_open, is_overdue
from planner.school.usual_terms import usual_terms

_AS_SUGGESTED = (
    "These are usual dates, filled in to begin with. Check them against your own calendar."
)
Tables = Mapping[str, Sequence[Any]]

FILES = (
    ("school.csv", "yes", "The school, its year and its choices"),
    ("terms.csv", "yes", "Terms or half-terms, with dates and teaching weeks"),
    ("pupils.csv", "yes", "Pupils by code, with year group and SEN status"),
    ("needs.csv", "yes", "What each pupil needs help with, and how much"),
    ("staff.csv", "yes", "Everyone who can deliver: hours, skills and pay"),
    ("provisions.csv", "yes", "The provision the school can offer"),
    ("effects.csv", "yes", "What an hour of each provision is worth for each strand of need"),
    ("funding.csv", "yes", "Money in, and what each stream may pay for"),
    ("statutory.csv", "no", "What Section F of each EHC plan says must be arranged"),
    ("budget_lines.csv", "no", "Money out that the plan does not decide"),
    ("pins.csv", "no", "Decisions already made"),
    ("current_plan.csv", "no", "What the school does today"),
    ("reviews.csv", "no", "What came of provision already given"),
    ("referrals.csv", "no", "Who was referred to which service, and what it costs"),
    ("figures.csv", "no", "Dated figures of the school’s own, such as a pay award"),
)


def files_table() -> Table:
    """The files of a school folder and what each holds."""
    return Table(
        name="school_folder",
        says="The files of a school folder, whether each is needed, and what it holds.",
        columns=(Column("File", ColumnKind.CODE), Column("Needed"), Column("What it holds")),
        rows=FILES,
    )


@dataclass(frozen=True)
class Line:
    """One register of a year, as the checklist tells of it.

    Attributes:
        table: The register.
        title: What it is called.
        count: How many rows it has.
        of_which: The figure that matters about them.
        lacks: What is missing and would make the plan better, as a sentence; blank if nothing is.
        is_needed: Whether nothing can be planned without it.
        to_do: What to do about it, as the label of a button.
    """

    table: str
    title: str
    count: int
    of_which: str = ""
    lacks: str = ""
    is_needed: bool = False
    to_do: str = ""

    @property
    def stops(self) -> bool:
        """Whether nothing can be planned before it is filled in."""
        return self.is_needed and not self.count


def checklist(tables: Tables, *, knows_today: bool, today: dt.date) -> tuple[Line, ...]:
    """Tell what is filled in and what is missing, in the order of the work.

    Args:
        tables: The records of each register; one that may not be seen is left out.
        knows_today: Whether the school has said what it does today.
        today: The day on which a referral is overdue or not.
    """
    lines = [make(tables) for table, make in _LINES.items() if table in tables]
    if "current_plan" in tables:
        lines.append(_today(tables, knows_today=knows_today))
    if tables.get("referrals"):
        lines.append(_referrals(tables, today))
    return tuple(lines)


def next_line(lines: Iterable[Line]) -> Line | None:
    """The register to fill in next: one without which nothing can be planned, else one that lacks.

    What the school does today is of use, and waits until everything else is there.
    """
    found = list(lines)
    return next(
        (line for line in found if line.stops),
        next((line for line in found if line.lacks and line.table != "current_plan"), None),
    )


def checklist_table(lines: Iterable[Line]) -> Table:
    """The checklist as a table."""
    return Table(
        name="filled_in",
        says="What is filled in for the school, how much of it, and what is missing.",
        columns=(
            Column("What", ColumnKind.CODE),
            Column("How many", ColumnKind.COUNT),
            Column("Of which"),
            Column("What is missing"),
        ),
        rows=tuple((line.title, line.count, line.of_which, line.lacks or "–") for line in lines),
    )


def _terms(tables: Tables) -> Line:
    terms = tables["terms"]
    weeks = sum(term.weeks for term in terms)
    words = f"{weeks:g} teaching weeks in the year" if terms else ""
    if not terms:
        lacks = "The dates and teaching weeks of each term."
        return Line("terms", "Terms", 0, words, lacks, True, "Enter the terms")
    lacks = _AS_SUGGESTED if tuple(terms) == usual_terms(AcademicYear(terms[0].start.year)) else ""
    return Line("terms", "Terms", len(terms), words, lacks, True, "Check the terms")


def _staff(tables: Tables) -> Line:
    staff = tables["staff"]
    employed = [row for row in staff if row.engagement is Engagement.EMPLOYED]
    deployable = sum(row.weekly_hours_with_pupils for row in employed)
    words = f"{len(employed)} employed, {hours(deployable)} a week with pupils" if staff else ""
    lacks = "" if staff else "Who can help pupils: hours, skills and pay."
    return Line("staff", "Adults", len(staff), words, lacks, True, "Enter the adults")


def _provisions(tables: Tables) -> Line:
    provisions = tables["provisions"]
    lacks = "" if provisions else "What the school can offer; a library has it ready to take."
    return Line(
        "provisions",
        "Provisions",
        len(provisions),
        _kinds(provisions),
        lacks,
        True,
        "Enter the provision",
    )


def _effects(tables: Tables) -> Line:
    effects = tables["effects"]
    worth = {row.provision for row in effects if row.effect > 0}
    idle = [row.provision for row in tables["provisions"] if row.provision not in worth]
    lacks = f"No effect is entered for {some_of(idle)}: it counts towards no need." if idle else ""
    return Line("effects", "Effects", len(effects), "", lacks, False, "Enter the effects")


def _pupils(tables: Tables) -> Line:
    pupils = tables["pupils"]
    ehcps = sum(pupil.sen_status is SenStatus.EHCP for pupil in pupils)
    support = sum(pupil.sen_status is SenStatus.SEN_SUPPORT for pupil in pupils)
    words = f"{counted(ehcps, 'EHCP')}, {support} on SEN Support" if pupils else ""
    lacks = "" if pupils else "Each by a code, such as P014."
    return Line("pupils", "Pupils", len(pupils), words, lacks, True, "Enter the pupils")


def _needs(tables: Tables) -> Line:
    needs = tables["needs"]
    with_needs = {need.pupil for need in needs}
    without = [
        pupil.pupil
        for pupil in tables["pupils"]
        if pupil.pupil not in with_needs and pupil.sen_status is not SenStatus.NONE
    ]
    strands = len({need.strand for need in needs})
    words = f"in {counted(strands, 'strand')}" if needs else ""
    lacks = (
        f"No need is entered for {some_of(without)}, so the plan does nothing for them."
        if without
        else ""
    )
    return Line("needs", "Needs", len(needs), words, lacks, False, "Enter the needs")


def _statutory(tables: Tables) -> Line:
    items = tables["statutory"]
    owed = {item.pupil for item in items}
    no_lines = [
        pupil.pupil
        for pupil in tables["pupils"]
        if pupil.sen_status is SenStatus.EHCP and pupil.pupil not in owed
    ]
    nothing = "nothing is owed by law" if tables["pupils"] else ""
    words = f"for {counted(len(owed), 'pupil')}" if owed else nothing
    lacks = (
        f"No Section F line is entered for {some_of(no_lines)}, who has an EHCP."
        if no_lines
        else ""
    )
    to_do = "Enter what Section F asks for"
    return Line("statutory", "Statutory lines", len(items), words, lacks, False, to_do)


def _funding(tables: Tables) -> Line:
    streams = tables["funding"]
    money_in = sum(stream.amount for stream in streams)
    words = f"{pounds(money_in)} for the year" if streams else ""
    lacks = "" if streams else "Without money nothing new can be bought."
    return Line("funding", "Streams of money", len(streams), words, lacks, False, "Enter the money")


def _budget_lines(tables: Tables) -> Line:
    lines = tables["budget_lines"]
    words = f"{pounds(sum(line.amount for line in lines))} for the year" if lines else ""
    return Line("budget_lines", "Budget lines", len(lines), words)


def _pins(tables: Tables) -> Line:
    return Line("pins", "Decisions already made", len(tables["pins"]))


def _today(tables: Tables, *, knows_today: bool) -> Line:
    count = len(tables["current_plan"])
    words = "compared with the new plan" if knows_today else ""
    lacks = "" if knows_today else "Today’s provision, to compare the plan with."
    to_do = "Enter what is done today"
    return Line("current_plan", "Lines of today’s plan", count, words, lacks, False, to_do)


def _referrals(tables: Tables, today: dt.date) -> Line:
    referrals = tables["referrals"]
    overdue = sum(is_overdue(row, today) for row in referrals)
    words = f"{sum(map(is_open, referrals))} open, {overdue} overdue"
    return Line("referrals", "Referrals", len(referrals), words)


_LINES: Mapping[str, Callable[[Tables], Line]] = MappingProxyType(
    {
        "terms": _terms,
        "staff": _staff,
        "provisions": _provisions,
        "effects": _effects,
        "pupils": _pupils,
        "needs": _needs,
        "statutory": _statutory,
        "funding": _funding,
        "budget_lines": _budget_lines,
        "pins": _pins,
    }
)


def some_of(codes: Sequence[str]) -> str:
    """A few codes by name and the rest as a count."""
    if len(codes) <= 4:
        return listed(codes)
    return f"{', '.join(codes[:3])} and {len(codes) - 3} more"


def _kinds(provisions: Sequence[Provision]) -> str:
    words = {
        ProvisionKind.PROGRAMME: ("programme", "programmes"),
        ProvisionKind.SUPPORT: ("kind of support", "kinds of support"),
        ProvisionKind.ITEM: ("piece of equipment", "pieces of equipment"),
    }
    counts = Counter(row.kind for row in provisions)
    return listed(counted(counts[kind], *words[kind]) for kind in words if counts[kind])
