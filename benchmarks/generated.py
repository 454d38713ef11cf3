"""A large invented school: 400 pupils with needs, the same in every run.

It has the catalogue of the secondary sample, with more groups at one time, and a little more than
twice its pupils, adults and money. Money falls a little short of what the needs ask for, as there.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from planner.costing.staff import annual_cost
from planner.exchange.school_folder import read_school, with_digest
from planner.school.codes import (
    Engagement,
    NeedType,
    Per,
    PinRule,
    SenStatus,
    Strand,
    StreamKind,
    Tier,
)
from planner.school.fields import Restriction, RestrictionKind
from planner.school.records import (
    BudgetLine,
    CurrentAllocation,
    FundingStream,
    Need,
    Pin,
    Provision,
    Pupil,
    StaffMember,
    StatutoryItem,
)
from planner.school.school import School

SEED = 20260901
PUPILS = 400
_SAMPLE_PUPILS = 180
_CATALOGUE = Path(__file__).parents[1] / "sample_data" / "secondary"
_EHCP_SHARE = 0.14
_INCOME_OVER_COMMITTED = Decimal("1.066")
_PENNY = Decimal("0.01")
_TOP_UPS = [Decimal(text) for text in ("1044.85", "3134.55", "5224.25", "7313.95")]

# A primary need, how often it is met among a hundred pupils, and what the pupil may need help with.
_PROFILES: tuple[tuple[NeedType, int, tuple[Strand, ...]], ...] = (
    (NeedType.SEMH, 27, (Strand.EMOTIONAL, Strand.BEHAVIOUR, Strand.ATTENTION, Strand.ANXIETY)),
    (NeedType.SPLD, 24, (Strand.LITERACY, Strand.MEMORY, Strand.ACCESS, Strand.NUMERACY)),
    (NeedType.SLCN, 17, (Strand.LANGUAGE, Strand.SPEECH, Strand.SOCIAL_COMMUNICATION)),
    (NeedType.ASD, 14, (Strand.SOCIAL_COMMUNICATION, Strand.ANXIETY, Strand.SENSORY)),
    (NeedType.MLD, 12, (Strand.LITERACY, Strand.NUMERACY, Strand.ACCESS, Strand.INDEPENDENCE)),
    (NeedType.PD, 3, (Strand.GROSS_MOTOR, Strand.FINE_MOTOR, Strand.PERSONAL_CARE)),
    (NeedType.HI, 2, (Strand.HEARING, Strand.LANGUAGE)),
    (NeedType.VI, 1, (Strand.VISION, Strand.ACCESS)),
)
# What Section F may add to help in class, by need: provision, skill, hours, per.
_ITEMS: dict[Strand, tuple[str, str, float, Per]] = {
    Strand.LANGUAGE: ("SALT-TA", "language", 1.5, Per.WEEK),
    Strand.SPEECH: ("SALT", "slt", 3.0, Per.TERM),
    Strand.ANXIETY: ("KEYADULT", "", 1.0, Per.WEEK),
    Strand.EMOTIONAL: ("KEYADULT", "", 1.25, Per.WEEK),
    Strand.BEHAVIOUR: ("MENTOR", "", 1.0, Per.WEEK),
    Strand.GROSS_MOTOR: ("PHYSIO", "motor", 1.5, Per.WEEK),
    Strand.PERSONAL_CARE: ("CARE", "medical", 5.0, Per.WEEK),
    Strand.HEARING: ("SENSTEACH", "sensory", 3.0, Per.TERM),
    Strand.VISION: ("SENSTEACH", "sensory", 3.0, Per.TERM),
}
# Money that is tied, for 400 pupils.
_STRINGS: tuple[tuple[str, str, StreamKind, int, Restriction], ...] = (
    (
        "PP",
        "Pupil premium for SEN",
        StreamKind.PUPIL_PREMIUM,
        56000,
        Restriction(RestrictionKind.PUPIL_PREMIUM),
    ),
    (
        "PPP",
        "Pupil premium plus",
        StreamKind.LOOKED_AFTER_PREMIUM,
        21000,
        Restriction(RestrictionKind.LOOKED_AFTER),
    ),
    (
        "IMF",
        "Inclusive fund",
        StreamKind.INCLUSIVE_MAINSTREAM_FUND,
        96000,
        Restriction(RestrictionKind.TIER, Tier.TARGETED),
    ),
    (
        "READ",
        "Reading grant",
        StreamKind.GRANT,
        12000,
        Restriction(RestrictionKind.STRAND, Strand.LITERACY),
    ),
    (
        "KGRANT",
        "Grant for SEN Support",
        StreamKind.GRANT,
        10000,
        Restriction(RestrictionKind.SEN_SUPPORT),
    ),
)
# How many there are: role, contract and deployable hours a week, spine points, and skills in turn.
_EMPLOYED: tuple[tuple[str, int, float, float, tuple[str, ...], tuple[str, ...]], ...] = (
    ("HLTA", 6, 32.5, 22.0, ("15", "16", "17"), ("language;reading", "numbers;reading", "nurture")),
    ("teacher", 3, 13.0, 10.0, ("25",), ("reading;numbers", "reading", "numbers")),
    (
        "TA",
        22,
        27.5,
        21.0,
        ("4", "5", "6", "7"),
        ("language", "medical;motor", "lego;reading", "reading;numbers", "elsa", ""),
    ),
    ("pastoral", 4, 32.5, 16.0, ("18", "19"), ("elsa", "")),
)


def generated_school(seed: int = SEED) -> School:
    """Make the school; the same seed gives the same school.

    Args:
        seed: Where chance begins.
    """
    chance = random.Random(seed)
    sample = read_school(_CATALOGUE).school
    details = sample.details.model_copy(update={"name": "Generated Academy", "urn": ""})
    register = tuple(_pupil(number, chance) for number in range(1, PUPILS + 1))
    needs = tuple(_needs(register, chance))
    items = tuple(_items(register, needs, chance))
    school = replace(
        sample,
        details=details,
        pupils=register,
        needs=needs,
        staff=tuple(_staff()),
        provisions=tuple(_larger(entry) for entry in sample.provisions),
        statutory=items,
        budget_lines=_lines(),
        pins=tuple(_pins(register)),
        current_plan=None,
        reviews=(),
    )
    school = replace(school, funding=tuple(_funding(school, chance)))
    return with_digest(replace(school, current_plan=tuple(_today(school, chance))))


def _pupil(number: int, chance: random.Random) -> Pupil:
    need_type = chance.choices([one[0] for one in _PROFILES], [one[1] for one in _PROFILES])[0]
    is_ehcp, year = chance.random() < _EHCP_SHARE, chance.randint(7, 11)
    moves = chance.random()
    return Pupil(
        pupil=f"P{number:03d}",
        year_group=str(year),
        class_name=f"{year}{chance.choice('MNRS')}",
        sen_status=SenStatus.EHCP if is_ehcp else SenStatus.SEN_SUPPORT,
        primary_need=need_type,
        pupil_premium=chance.random() < 0.4,
        looked_after=chance.random() < 0.02,
        starts=dt.date(2027, 1, 5) if moves < 0.015 else None,
        leaves=dt.date(2027, 3, 25) if moves > 0.985 else None,
    )


def _needs(register: tuple[Pupil, ...], chance: random.Random) -> Iterator[Need]:
    strands = {need_type: strands for need_type, _, strands in _PROFILES}
    number = 0
    for pupil in register:
        assert pupil.primary_need is not None
        likely = strands[pupil.primary_need]
        is_ehcp = pupil.sen_status is SenStatus.EHCP
        wanted = chance.choice((2, 3, 3)) if is_ehcp else chance.choice((1, 2, 2))
        for strand in chance.sample(likely, min(wanted, len(likely))):
            number += 1
            level = chance.choice((3, 3, 4)) if is_ehcp else chance.choice((1, 2, 2, 3))
            yield Need(need=f"N{number:04d}", pupil=pupil.pupil, strand=strand, level=level)


def _items(
    register: tuple[Pupil, ...], needs: tuple[Need, ...], chance: random.Random
) -> Iterator[StatutoryItem]:
    number = 0
    for pupil in (one for one in register if one.sen_status is SenStatus.EHCP):
        in_class = "INCLASS3" if int(pupil.year_group) <= 9 else "INCLASS4"
        provision, most = chance.choice((("ONE2ONE", 1), ("ONE2ONE", 1), (in_class, 4)))
        hours = chance.choice((5.0, 7.5, 10.0, 12.5)) if most == 1 else 5.0
        wanted = [(provision, "", hours, Per.WEEK)]
        own = [
            _ITEMS[need.strand]
            for need in needs
            if need.pupil == pupil.pupil and need.strand in _ITEMS
        ]
        wanted += own[:1]
        for provision, skill, hours, per in wanted:
            number += 1
            yield StatutoryItem(
                item=f"ST{number:03d}",
                pupil=pupil.pupil,
                source="Section F",
                hours=hours,
                per=per,
                provisions=(provision,),
                skill=skill,
            )


def _staff() -> Iterator[StaffMember]:
    for role, count, contract, deployable, points, skills in _EMPLOYED:
        for number in range(1, count + 1):
            named = skills[number % len(skills)]
            yield StaffMember(
                staff=f"{role[:2].upper()}{number:02d}",
                role=role,
                skills=tuple(named.split(";")) if named else (),
                contract_hours=contract,
                deployable_hours=deployable - number % 3,
                pay_point=points[number % len(points)],
                paid_weeks=44.65,
                extra_hours=2.5 if role == "TA" and number % 7 == 0 else 0.0,
                leaves=dt.date(2026, 12, 18) if role == "TA" and number == 9 else None,
            )
    yield StaffMember(
        staff="VA01",
        role="TA",
        engagement=Engagement.VACANCY,
        skills=("reading",),
        contract_hours=27.5,
        deployable_hours=22.5,
        pay_point="4",
        paid_weeks=44.65,
        min_hours=20.0,
    )
    for code, role, engagement, skill, weekly, price, yearly in (
        ("AG01", "TA", Engagement.AGENCY, "", 30.0, "24.60", 800.0),
        ("SL01", "therapist", Engagement.SERVICE, "slt", 8.0, "92", 200.0),
        ("CO01", "counsellor", Engagement.SERVICE, "counsel", 10.0, "44", 300.0),
        ("QT01", "specialist", Engagement.SERVICE, "sensory", 8.0, "68", 140.0),
    ):
        yield StaffMember(
            staff=code,
            role=role,
            engagement=engagement,
            skills=(skill,) if skill else (),
            deployable_hours=weekly,
            hourly_cost=Decimal(price),
            hours_limit=yearly,
        )


def _larger(entry: Provision) -> Provision:
    """Let as many more groups run at one time as there are more pupils than in the sample."""
    if entry.max_groups is None:
        return entry
    return entry.model_copy(
        update={"max_groups": max(1, round(entry.max_groups * PUPILS / _SAMPLE_PUPILS))}
    )


def _lines() -> tuple[BudgetLine, ...]:
    return (
        BudgetLine(
            line="L01", name="SENCO salary, share", category="staffing", amount=Decimal(66000)
        ),
        BudgetLine(
            line="L02", name="Two assistant SENCOs", category="staffing", amount=Decimal(52000)
        ),
        BudgetLine(
            line="L03", name="Educational psychology", category="services", amount=Decimal(11000)
        ),
        BudgetLine(line="L04", name="Licences", category="licences", amount=Decimal(4500)),
    )


def _pins(register: tuple[Pupil, ...]) -> Iterator[Pin]:
    """Pin a few decisions, of those that can be kept whatever else is decided."""
    stays = [one for one in register if one.starts is None and one.leaves is None]
    for number, pupil in enumerate(stays[:: max(1, len(stays) // 8)]):
        rule, provision = (
            (PinRule.MUST, "KEYADULT") if number % 2 else (PinRule.MUST_NOT, "NURTURE")
        )
        yield Pin(pupil=pupil.pupil, provision=provision, rule=rule)


def _funding(school: School, chance: random.Random) -> Iterator[FundingStream]:
    ehcps = [one.pupil for one in school.pupils if one.sen_status is SenStatus.EHCP]
    strings = [
        FundingStream(
            stream=f"TU-{code}",
            name=f"Top-up {code}",
            amount=chance.choice(_TOP_UPS),
            kind=StreamKind.TOP_UP,
            restricted_to=(Restriction(RestrictionKind.PUPIL, code),),
        )
        for code in ehcps
        if chance.random() < 0.9
    ]
    for code, name, kind, amount, string in _STRINGS:
        strings.append(
            FundingStream(
                stream=code,
                name=name,
                amount=Decimal(amount),
                kind=kind,
                restricted_to=(string,),
            )
        )
    salaries = (
        annual_cost(one, school) for one in school.staff if one.engagement is Engagement.EMPLOYED
    )
    committed = sum(salaries, Decimal(0)) + sum(one.amount for one in school.budget_lines)
    rest = committed * _INCOME_OVER_COMMITTED - sum(one.amount for one in strings)
    yield FundingStream(
        stream="NOTIONAL",
        name="Notional SEN budget",
        amount=rest.quantize(_PENNY),
        kind=StreamKind.NOTIONAL_SEN,
    )
    yield from strings


def _today(school: School, chance: random.Random) -> Iterator[CurrentAllocation]:
    """Today everybody has some help in class, whatever their needs, and Section F is mostly met."""
    owed = {item.pupil: item for item in school.statutory if item.provisions == ("ONE2ONE",)}
    for pupil in school.pupils:
        in_class = "INCLASS3" if int(pupil.year_group) <= 9 else "INCLASS4"
        item = owed.get(pupil.pupil)
        provision, hours = ("ONE2ONE", item.hours) if item else (in_class, chance.choice((0, 1, 2)))
        for term in school.terms:
            if hours and (pupil.starts is None or pupil.starts <= term.start):
                yield CurrentAllocation(
                    term=term.term, pupil=pupil.pupil, provision=provision, hours_per_week=hours
                )
