"""What a school has filled in, what is missing, and what each file is for."""

from __future__ import annotations

from collections import Counter

from planner.charts.table import Column, ColumnKind, Table
from planner.charts.words import counted, hours, listed, pounds
from planner.school.codes import Engagement, ProvisionKind, SenStatus
from planner.school.school import School

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
)


def files_table() -> Table:
    """The files of a school folder and what each holds."""
    return Table(
        name="school_folder",
        says="The files of a school folder, whether each is needed, and what it holds.",
        columns=(Column("File", ColumnKind.CODE), Column("Needed"), Column("What it holds")),
        rows=FILES,
    )


def filled_in(school: School) -> Table:
    """What is filled in: how much of each thing, and the figures that matter about it."""
    ehcps = sum(pupil.sen_status is SenStatus.EHCP for pupil in school.pupils)
    support = sum(pupil.sen_status is SenStatus.SEN_SUPPORT for pupil in school.pupils)
    employed = [row for row in school.staff if row.engagement is Engagement.EMPLOYED]
    deployable = sum(row.weekly_hours_with_pupils for row in employed)
    money_in = sum(stream.amount for stream in school.funding)
    lines_out = sum(line.amount for line in school.budget_lines)
    weeks = sum(term.weeks for term in school.terms)
    today = school.current_plan
    return Table(
        name="filled_in",
        says="What is filled in for this school.",
        columns=(
            Column("What", ColumnKind.CODE),
            Column("How many", ColumnKind.COUNT),
            Column("Of which"),
        ),
        rows=(
            ("Terms", len(school.terms), f"{weeks:g} teaching weeks in the year"),
            ("Pupils", len(school.pupils), f"{counted(ehcps, 'EHCP')}, {support} on SEN Support"),
            ("Needs", len(school.needs), _strands(school)),
            ("Statutory lines", len(school.statutory), _pupils_with_duties(school)),
            (
                "Adults",
                len(school.staff),
                f"{len(employed)} employed, {hours(deployable)} a week with pupils",
            ),
            ("Provisions", len(school.provisions), _kinds(school)),
            ("Streams of money", len(school.funding), f"{pounds(money_in)} for the year"),
            ("Budget lines", len(school.budget_lines), f"{pounds(lines_out)} for the year"),
            ("Decisions already made", len(school.pins), ""),
            (
                "Lines of today’s plan",
                None if today is None else len(today),
                "not entered" if today is None else "compared with the new plan",
            ),
        ),
    )


def missing(school: School) -> tuple[str, ...]:
    """What is not filled in and would make the plan better, each as a sentence."""
    found = []
    with_needs = {need.pupil for need in school.needs}
    without = [
        pupil.pupil
        for pupil in school.pupils
        if pupil.pupil not in with_needs and pupil.sen_status is not SenStatus.NONE
    ]
    if without:
        found.append(f"No need is entered for {_some(without)}, so the plan does nothing for them.")
    owed = {item.pupil for item in school.statutory}
    no_lines = [
        pupil.pupil
        for pupil in school.pupils
        if pupil.sen_status is SenStatus.EHCP and pupil.pupil not in owed
    ]
    if no_lines:
        found.append(f"No Section F line is entered for {_some(no_lines)}, who has an EHCP.")
    if school.current_plan is None:
        found.append("What the school does today is not entered: there is nothing to compare with.")
    idle = [row.provision for row in school.provisions if _has_no_effect(row.provision, school)]
    if idle:
        found.append(f"No effect is entered for {_some(idle)}: it counts towards no need.")
    return tuple(found)


def _some(codes: list[str]) -> str:
    """A few codes by name and the rest as a count."""
    if len(codes) <= 4:
        return listed(codes)
    return f"{', '.join(codes[:3])} and {len(codes) - 3} more"


def _strands(school: School) -> str:
    strands = len({need.strand for need in school.needs})
    return f"in {counted(strands, 'strand')}"


def _pupils_with_duties(school: School) -> str:
    pupils = len({item.pupil for item in school.statutory})
    return f"for {counted(pupils, 'pupil')}" if pupils else "nothing is owed by law"


def _kinds(school: School) -> str:
    words = {
        ProvisionKind.PROGRAMME: ("programme", "programmes"),
        ProvisionKind.SUPPORT: ("kind of support", "kinds of support"),
        ProvisionKind.ITEM: ("piece of equipment", "pieces of equipment"),
    }
    counts = Counter(row.kind for row in school.provisions)
    return listed(counted(counts[kind], *words[kind]) for kind in words if counts[kind])


def _has_no_effect(provision: str, school: School) -> bool:
    return not any(row.provision == provision and row.effect > 0 for row in school.effects)
