"""Every paper there is, and the one way in which each is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from planner.access import PERMISSIONS, ROLE_NAMES, Role
from planner.documents.content import Document
from planner.documents.nation import in_words_of_nation
from planner.documents.papers.business_case import BUSINESS_CASE
from planner.documents.papers.class_plan import CLASS_PLAN
from planner.documents.papers.expenditure import EXPENDITURE
from planner.documents.papers.funding_evidence import FUNDING_EVIDENCE
from planner.documents.papers.inclusion_strategy import INCLUSION_STRATEGY
from planner.documents.papers.money_case import MONEY_CASE
from planner.documents.papers.naming import naming_nobody, naming_only
from planner.documents.papers.paper import About, Paper, Setting
from planner.documents.papers.provision_map import PROVISION_MAP
from planner.documents.papers.whole_map import PUBLIC_WHOLE_MAP, WHOLE_MAP
from planner.errors import AccessError, CheckError, InputError, Problem
from planner.optimiser.checks import violations
from planner.optimiser.plan import Plan
from planner.school.school import School

PAPERS: tuple[Paper, ...] = (
    PROVISION_MAP,
    FUNDING_EVIDENCE,
    CLASS_PLAN,
    WHOLE_MAP,
    PUBLIC_WHOLE_MAP,
    INCLUSION_STRATEGY,
    EXPENDITURE,
    BUSINESS_CASE,
    MONEY_CASE,
)


def paper_called(key: str) -> Paper:
    """Find a paper by its key.

    Raises:
        InputError: There is none; those there are, are named.
    """
    found = next((paper for paper in PAPERS if paper.key == key), None)
    if found is None:
        known = ", ".join(paper.key for paper in PAPERS)
        raise InputError([Problem("", 0, "document", f"is '{key}'", f"write one of {known}")])
    return found


def subjects_of(paper: Paper, school: School) -> tuple[str, ...]:
    """Whom or what a paper may be about, in the order of the register.

    A paper about the whole school has none to choose from; scenarios are no part of a school.
    """
    if paper.about is About.PUPIL:
        return tuple(one.pupil for one in school.pupils)
    if paper.about is About.CLASS:
        return tuple(sorted({one.class_name for one in school.pupils if one.class_name}))
    return ()


def written(paper: Paper, setting: Setting) -> Document:
    """Write a paper, naming nobody whom it may not name.

    The plan is checked again first, so that no paper is about a plan that breaks a rule.

    Raises:
        AccessError: It is not for this reader.
        CheckError: The plan breaks a rule, or was made for other inputs.
        InputError: It is about somebody or something that is not there, or not for this school.
    """
    if not paper.is_for(setting.role):
        allowed = [ROLE_NAMES[role] for role in Role if role in PERMISSIONS[paper.action]]
        raise AccessError(ROLE_NAMES[setting.role], paper.action.value, allowed)
    if why_not := paper.why_not(setting.school):
        raise InputError([Problem("", 0, paper.key, why_not, "make another document")])
    _refuse_unknown_subject(paper, setting)
    for school, plan in _plans(setting):
        if broken := violations(school, plan):
            raise CheckError(broken)
    if paper.is_public:
        setting = replace(setting, role=Role.VIEWER)
    # A code is looked for as the register has it, before any word is another.
    document = naming_only(paper.write(setting), setting.school, _named(paper, setting))
    return in_words_of_nation(setting.school, document)


def file_name(paper: Paper, setting: Setting) -> str:
    """What the file of a paper is called, without its ending; a scenario’s names no pupil."""
    year = str(setting.school.details.academic_year).replace("/", "-")
    named = setting.subject
    if paper.about is About.SCENARIO:
        # Whom either register knows: a scenario may bring pupils who are new.
        named = naming_nobody(named, _schools(setting))
    subject = "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in named)
    parts = (paper.key.replace("_", "-"), subject, year, setting.plan.summary.inputs_sha256[:8])
    return "-".join(part for part in parts if part)


def _plans(setting: Setting) -> Iterator[tuple[School, Plan]]:
    yield setting.school, setting.plan
    for planned in (setting.scenario, *setting.alternatives):
        if planned is not None:
            yield planned.school, planned.plan


def _refuse_unknown_subject(paper: Paper, setting: Setting) -> None:
    if paper.about is About.SCENARIO:
        if setting.scenario is None:
            what = "is about a scenario, and no plan of one was given"
            raise InputError([Problem("", 0, paper.key, what, "plan for the scenario first")])
        return
    known = subjects_of(paper, setting.school)
    if paper.about is not About.SCHOOL and setting.subject not in known:
        column = "pupil" if paper.about is About.PUPIL else "class"
        what = f"is '{setting.subject}', which is not in the register" if setting.subject else ""
        remedy = f"write one of {', '.join(known)}" if known else f"enter each pupil’s {column}"
        raise InputError([Problem("", 0, column, what or "is missing", remedy)])


def _named(paper: Paper, setting: Setting) -> frozenset[str]:
    """The codes of the pupils whom a paper may name."""
    pupils = setting.school.pupils
    if paper.about is About.PUPIL:
        return frozenset({setting.subject})
    if paper.about is About.CLASS:
        return frozenset(one.pupil for one in pupils if one.class_name == setting.subject)
    if paper.is_public:
        return frozenset()
    return frozenset(one.pupil for school in _schools(setting) for one in school.pupils)


def _schools(setting: Setting) -> list[School]:
    """The school and, where there is a scenario, the school that it makes."""
    return [setting.school, *([setting.scenario.school] if setting.scenario else [])]
