"""What the heading of a column says about it, in the words that SIMS, Arbor and Bromcom use.

Reports are designed by each school, so that these are the usual headings and not a standard.
"""

from __future__ import annotations

import re

from planner.exchange.mis.target import NAMES, Target
from planner.exchange.mis.words import plain

EXACT, WEAKER, PATTERN = 1.0, 0.8, 0.6
# Whatever is longer is no heading, and would take the patterns long to look through.
_LONGEST = 100

_EXACT: dict[Target, tuple[str, ...]] = {
    Target.CODE: ("pupil code", "code", "pseudonym", "planner code", "evenhand code"),
    Target.KEY: (
        *("adno", "ad no", "adm no", "adm number", "admission no", "admission number"),
        *("admission num", "admissionno", "admissionnumber", "admissions number"),
        *("student id", "pupil id", "mis id", "arbor id", "arbor student id", "bromcom id"),
        *("sims id", "person id", "student number", "pupil number", "student admission number"),
    ),
    Target.UPN: ("upn", "unique pupil number", "former upn", "uln", "unique learner number"),
    Target.YEAR_GROUP: (
        *("year", "yr", "year group", "yeargroup", "yr group", "nc year", "ncyear"),
        *("nc year actual", "actual nc year", "nc year group", "national curriculum year"),
        *("curriculum year", "current year group", "year group name", "year group code"),
    ),
    Target.CLASS: (
        *("class", "class name", "reg", "reg group", "reggroup", "registration group"),
        *("registration form", "registration class", "reg form", "form", "form group"),
        *("tutor group", "tutorgroup", "class group", "registration"),
    ),
    Target.SEN_STATUS: (
        *("sen status", "send status", "senstatus", "sen provision", "send provision"),
        *("senprovision", "sen stage", "sen code", "sen status code", "sen provision code"),
        *("sen category", "current sen status", "ehcp or sen support", "sen register"),
        *("special educational needs status", "sen status description"),
    ),
    Target.PRIMARY_NEED: (
        *("primary need", "primary_need", "primary need type", "sen primary need"),
        *("primary sen need", "primary sen need type", "sen need primary", "sen need 1"),
        *("sen primary need type", "primary sen type", "sen type primary", "sen type 1"),
        *("primary need code", "primary area of need", "main need"),
    ),
    Target.SECONDARY_NEED: (
        *("secondary need", "secondary need type", "sen secondary need", "sen need secondary"),
        *("secondary sen need", "secondary sen need type", "sen need 2", "sen type 2"),
    ),
    Target.NEED_RANK: (
        *("need rank", "sen need rank", "need ranking", "sen need ranking", "sen type rank"),
        *("sen type ranking", "rank", "need priority"),
    ),
    Target.PUPIL_PREMIUM: (
        *("pupil premium", "pp", "pp indicator", "pupil premium indicator", "ppi"),
        *("premium pupil indicator", "pupil premium eligible", "pupil premium recipient"),
        *("pupil premium recipients", "pupil premium status"),
    ),
    Target.LOOKED_AFTER: (
        *("looked after", "lac", "cla", "in care", "in lea care", "in la care"),
        *("looked after child", "child looked after", "children looked after", "lac status"),
        *("looked after status", "in care status", "in local authority care"),
    ),
    Target.STARTS: (
        *("date of admission", "admission date", "doa", "date of entry", "entry date"),
        *("enrolment date", "enrolment start date", "date joined", "joining date"),
        *("date on roll", "on roll date", "starts", "school start date"),
    ),
    Target.LEAVES: (
        *("date of leaving", "leaving date", "leave date", "dol", "date left", "leaves"),
        *("enrolment end date", "date off roll", "off roll date"),
    ),
    Target.NAME: (
        *("name", "full name", "student name", "pupil name", "legal name", "legal full name"),
        *("preferred name", "display name", "surname forename", "forename surname"),
    ),
    Target.FORENAME: (
        *("forename", "first name", "given name", "legal forename", "legal first name"),
        *("preferred forename", "preferred first name", "chosen name", "known as"),
    ),
    Target.SURNAME: (
        *("surname", "last name", "family name", "legal surname", "legal last name"),
        *("preferred surname", "preferred last name"),
    ),
}
_WEAKER: dict[Target, tuple[str, ...]] = {
    Target.CODE: ("pupil", "student"),
    Target.NAME: ("pupil", "student", "learner", "child"),
    Target.KEY: ("id", "number", "local id", "roll number", "external id", "pupil reference"),
    Target.SEN_STATUS: ("sen", "send", "sen d"),
    Target.PRIMARY_NEED: (
        *("sen type", "sen need", "sen needs", "sen need type", "need type", "need"),
        *("pupil sen type", "area of need"),
    ),
    Target.PUPIL_PREMIUM: (
        *("disadvantaged", "fsm ever 6", "ever 6 fsm", "ever 6", "fsm6", "fsm 6", "ever6"),
        *("fsmever6", "ever 6 status"),
    ),
    Target.YEAR_GROUP: ("year taught in", "y"),
    Target.STARTS: ("start date", "start"),
    Target.LEAVES: ("end date", "leaver date"),
}
_KNOWN: dict[str, dict[Target, float]] = {}
for _weight, _headings in ((WEAKER, _WEAKER), (EXACT, _EXACT)):
    for _target, _names in _headings.items():
        for _name in _names:
            _KNOWN.setdefault(plain(_name), {})[_target] = _weight

_ABOUT_SOMETHING_ELSE = re.compile(
    r"\b(notes?|comments?|review|history|previous(ly)?|post|ever|former|amount|reason|teacher|"
    r"contact|parent|carer|sibling|authority|destination|birth|next)\b"
)
_HAS_DATE = re.compile(r"\b(date|start|end|from|to|since|on)\b")
_PATTERNS: tuple[tuple[Target, re.Pattern[str], bool], ...] = (
    (Target.KEY, re.compile(r"\badmissions? (no|number|num|id)\b"), False),
    (Target.SECONDARY_NEED, re.compile(r"(?=.*\bneeds?\b)(?=.*\b(secondary|second)\b)"), False),
    (Target.PRIMARY_NEED, re.compile(r"(?=.*\bneeds?\b)(?=.*\b(primary|main|first)\b)"), False),
    (Target.SEN_STATUS, re.compile(r"(?=.*\bsend?\b)(?=.*\b(status|provision|stage)\b)"), False),
    (Target.PUPIL_PREMIUM, re.compile(r"^(?!.*(early|service)).*\bpupil premium\b"), False),
    (Target.LOOKED_AFTER, re.compile(r"\b(looked after|in (\w+ )?care|lac|cla)\b"), False),
    (
        Target.YEAR_GROUP,
        re.compile(r"^(?!.*\b(admission|entry|intake)).*\b(year group|nc year)\b"),
        False,
    ),
    (Target.CLASS, re.compile(r"\b(reg|registration|tutor|form) (group|form|class)\b"), False),
    (
        Target.STARTS,
        re.compile(r"^(?!.*\b(sen|send|ehcp|need|plan)\b)(?=.*\b(admission|entry|joined|enrol))"),
        True,
    ),
    (Target.LEAVES, re.compile(r"^(?!.*\b(sen|send|ehcp|need|plan)\b)(?=.*\b(leav|left))"), True),
)
_NAME = re.compile(
    r"\b(surnames?|forenames?|initials|"
    r"(first|last|middle|given|family|legal|preferred|former|chosen|full|pupil|student) names?)\b"
)


def targets_of(heading: str) -> dict[Target, float]:
    """What a column may be by its heading alone, each with its weight [0-1].

    Args:
        heading: The heading as it is written.
    """
    words = plain(heading[:_LONGEST])
    if words in _KNOWN:
        return dict(_KNOWN[words])
    if len(heading) > _LONGEST or _ABOUT_SOMETHING_ELSE.search(words) or _NAME.search(words):
        return {}
    dated = bool(_HAS_DATE.search(words))
    for target, pattern, wants_date in _PATTERNS:
        if dated == wants_date and pattern.search(words):
            return {target: PATTERN}
    return {}


def holds_names(heading: str) -> bool:
    """Whether a heading says that its column holds names; ``Pupil`` alone does not say so."""
    words = plain(heading[:_LONGEST])
    known = _KNOWN.get(words)
    return bool(_NAME.search(words)) if known is None else known.keys() <= set(NAMES)


def holds_what_is_private(heading: str) -> bool:
    """Whether a heading says that its column holds names or national numbers."""
    return holds_names(heading) or Target.UPN in _KNOWN.get(plain(heading), {})
