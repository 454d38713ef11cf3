"""The codes of the school folder, with the words that people use for them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

# The code of a school's own dated figure that takes the place of its pension contribution.
PENSION_FIGURE = "lgps_employer_rate"


class Phase(StrEnum):
    """The kind of school."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    ALL_THROUGH = "all-through"
    SPECIAL = "special"
    AP = "ap"


class Nation(StrEnum):
    """The nation whose law and words apply."""

    ENGLAND = "England"
    WALES = "Wales"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "Northern Ireland"


class BudgetYear(StrEnum):
    """When the school's budget year begins: September (academies) or April (maintained)."""

    ACADEMIC = "academic"
    FINANCIAL = "financial"


class SenStatus(StrEnum):
    """A pupil's SEN status, in the codes of the school census."""

    EHCP = "E"
    SEN_SUPPORT = "K"
    NONE = "N"


class NeedType(StrEnum):
    """A pupil's primary type of need, in the codes of the school census."""

    SPLD = "SPLD"
    MLD = "MLD"
    SLD = "SLD"
    PMLD = "PMLD"
    SEMH = "SEMH"
    SLCN = "SLCN"
    HI = "HI"
    VI = "VI"
    MSI = "MSI"
    PD = "PD"
    ASD = "ASD"
    DS = "DS"
    OTH = "OTH"
    NSA = "NSA"


# Each type of need in words, for the middle of a sentence.
NEED_TYPE_WORDS: Mapping[NeedType, str] = MappingProxyType(
    {
        NeedType.SPLD: "specific learning difficulty",
        NeedType.MLD: "moderate learning difficulty",
        NeedType.SLD: "severe learning difficulty",
        NeedType.PMLD: "profound and multiple learning difficulty",
        NeedType.SEMH: "social, emotional and mental health",
        NeedType.SLCN: "speech, language and communication",
        NeedType.HI: "hearing impairment",
        NeedType.VI: "vision impairment",
        NeedType.MSI: "multi-sensory impairment",
        NeedType.PD: "physical disability",
        NeedType.ASD: "autism",
        NeedType.DS: "Down syndrome",
        NeedType.OTH: "other difficulty",
        NeedType.NSA: "SEN Support, type not yet assessed",
    }
)


class Area(StrEnum):
    """The four areas of need of the SEND Code of Practice, and preparing for adulthood."""

    COMMUNICATION = "communication and interaction"
    COGNITION = "cognition and learning"
    SEMH = "social, emotional and mental health"
    SENSORY = "sensory and/or physical"
    ADULTHOOD = "preparing for adulthood"


class Strand(StrEnum):
    """What a need is in, one step finer than the four areas."""

    LANGUAGE = "language"
    SPEECH = "speech"
    SOCIAL_COMMUNICATION = "social_communication"
    LITERACY = "literacy"
    NUMERACY = "numeracy"
    MEMORY = "memory"
    ACCESS = "access"
    EMOTIONAL = "emotional"
    BEHAVIOUR = "behaviour"
    ATTENTION = "attention"
    ANXIETY = "anxiety"
    HEARING = "hearing"
    VISION = "vision"
    FINE_MOTOR = "fine_motor"
    GROSS_MOTOR = "gross_motor"
    SENSORY = "sensory"
    MEDICAL = "medical"
    PERSONAL_CARE = "personal_care"
    INDEPENDENCE = "independence"

    @property
    def area(self) -> Area:
        """The area of need that the strand belongs to."""
        return _AREAS[self]


class Engagement(StrEnum):
    """How an adult is paid."""

    EMPLOYED = "employed"
    VACANCY = "vacancy"
    AGENCY = "agency"
    SERVICE = "service"

    @property
    def is_by_the_hour(self) -> bool:
        """Whether each hour is bought, so that no hour means no cost."""
        return self in {Engagement.AGENCY, Engagement.SERVICE}


class ProvisionKind(StrEnum):
    """How a provision is given."""

    PROGRAMME = "programme"
    SUPPORT = "support"
    ITEM = "item"


class Tier(StrEnum):
    """How far beyond everyday teaching a provision goes."""

    UNIVERSAL = "universal"
    TARGETED = "targeted"
    TARGETED_PLUS = "targeted_plus"
    SPECIALIST = "specialist"


class TimeKind(StrEnum):
    """What kind of time a provision is, for rules about what may be claimed."""

    PLANNED = "planned"
    UNSTRUCTURED = "unstructured"
    GENERAL_CLASS = "general_class"


class ReferralStatus(StrEnum):
    """How far a referral has come."""

    ASKED = "asked"
    WAITING = "waiting"
    UNDER_WAY = "under_way"
    DONE = "done"
    DECLINED = "declined"


class Per(StrEnum):
    """The period to which the hours of a statutory item belong."""

    WEEK = "week"
    TERM = "term"
    YEAR = "year"


class StreamKind(StrEnum):
    """Where money comes from."""

    NOTIONAL_SEN = "notional_sen"
    TOP_UP = "top_up"
    PUPIL_PREMIUM = "pupil_premium"
    LOOKED_AFTER_PREMIUM = "looked_after_premium"
    INCLUSIVE_MAINSTREAM_FUND = "inclusive_mainstream_fund"
    PLACE_FUNDING = "place_funding"
    SCHOOL_BUDGET = "school_budget"
    GRANT = "grant"
    OTHER = "other"


class PinRule(StrEnum):
    """What a decision already made asks for."""

    MUST = "must"
    MUST_NOT = "must_not"
    EXACTLY = "exactly"


_AREAS = {
    strand: area
    for area, strands in {
        Area.COMMUNICATION: (Strand.LANGUAGE, Strand.SPEECH, Strand.SOCIAL_COMMUNICATION),
        Area.COGNITION: (Strand.LITERACY, Strand.NUMERACY, Strand.MEMORY, Strand.ACCESS),
        Area.SEMH: (Strand.EMOTIONAL, Strand.BEHAVIOUR, Strand.ATTENTION, Strand.ANXIETY),
        Area.SENSORY: (
            Strand.HEARING,
            Strand.VISION,
            Strand.FINE_MOTOR,
            Strand.GROSS_MOTOR,
            Strand.SENSORY,
            Strand.MEDICAL,
            Strand.PERSONAL_CARE,
        ),
        Area.ADULTHOOD: (Strand.INDEPENDENCE,),
    }.items()
    for strand in strands
}
