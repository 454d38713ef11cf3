"""The records of a school folder, each field defined once.

A record that exists is valid on its own; what must agree between records is checked by
``planner.school.agreement``. A cell left blank stays ``None`` here where its meaning comes from
another cell or file, and a property gives that meaning.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator

from planner.periods import days_from_to
from planner.school import codes
from planner.school.codes import (
    Engagement,
    PinRule,
    ProvisionKind,
    ReferralStatus,
    SenStatus,
    Strand,
    StreamKind,
    TimeKind,
)
from planner.school.fields import (
    KEY_STAGES,
    AcademicYearText,
    Amount,
    CellError,
    Count,
    Day,
    Fraction,
    Hours,
    Id,
    IdList,
    Minutes,
    Money,
    Number,
    Percent,
    PupilsOnRoll,
    Restrictions,
    Text,
    TextList,
    WebAddress,
    Weeks,
    WholeNumber,
    Worths,
    YearGroup,
    YearGroups,
    YearlyHours,
    YesNo,
    between,
    code_reader,
    column,
    read_list,
)

HOURS_BY_LEVEL = {1: 0.5, 2: 1.0, 3: 2.5, 4: 6.0}
PRIORITY_BY_LEVEL = {1: 1.0, 2: 2.0, 3: 4.0, 4: 8.0}
LEAST_PINNED_HOURS = 0.25
DEFAULT_STAFF_WEEK_HOURS = 60.0

Status = Annotated[SenStatus, code_reader(SenStatus)]
NeedType = Annotated[codes.NeedType, code_reader(codes.NeedType)]
StrandCode = Annotated[Strand, code_reader(Strand)]


class Record(BaseModel):
    """A row of a table; ``table`` names the file and ``key`` the columns that identify a row."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
    table: ClassVar[str]
    key: ClassVar[tuple[str, ...]] = ()


class SchoolDetails(Record):
    """The school itself, from the keys of ``school.csv`` that are not policies."""

    table: ClassVar[str] = "school"

    name: Text = column("The school's name")
    urn: Text = column("The school's unique reference number", default="")
    phase: Annotated[codes.Phase, code_reader(codes.Phase)] | None = column(
        "primary, secondary, all-through, special or ap", default=None
    )
    nation: Annotated[codes.Nation, code_reader(codes.Nation)] = column(
        "The nation whose law and words apply", default=codes.Nation.ENGLAND
    )
    pupils_on_roll: PupilsOnRoll | None = column(
        "Pupils on roll, with and without SEN, to set the school beside national figures",
        unit="pupils",
        default=None,
    )
    academic_year: AcademicYearText = column("The academic year planned, such as 2026/27")
    budget_year: Annotated[codes.BudgetYear, code_reader(codes.BudgetYear)] = column(
        "academic (September to August) or financial (April to March)",
        default=codes.BudgetYear.ACADEMIC,
    )
    full_time_hours: Annotated[Hours, between(1, 60, "hours a week")] = column(
        "Hours in a full-time support-staff week", unit="h/week", default=37.0
    )
    pension_percent: Percent | None = column(
        "Employer's pension contribution, for staff costed from a pay point",
        unit="% of salary",
        default=None,
    )
    levy_percent: Percent = column(
        "Apprenticeship levy, for staff costed from a pay point", unit="% of salary", default=0.0
    )
    school_week_hours: Annotated[Hours, between(1, 60, "hours a week")] = column(
        "Hours a week a pupil is in school; no pupil receives more in all provisions together",
        unit="h/week",
        default=32.5,
    )
    withdrawal_limit_hours: Hours = column(
        "Most hours a week a pupil may be out of class, unless the pupil's row says otherwise",
        unit="h/week",
        default=5.0,
    )
    la_hourly_rate: Amount | None = column(
        "The local authority's rate for costed provision maps; blank uses true cost",
        unit="GBP per adult hour",
        default=None,
    )
    la_profile: Id | None = column(
        "The local authority's rules for costed provision maps, where they come with the planner; "
        "blank: none",
        default=None,
    )
    la_weekly_hour_rate: Amount | None = column(
        "The authority's rate for an adult hour in every week of the year; blank: by the hour",
        unit="GBP a year",
        default=None,
    )
    la_weeks: Weeks | None = column(
        "Weeks a year that the authority pays for; blank: its profile's, or all teaching weeks",
        unit="weeks a year",
        default=None,
    )
    la_divides_by_heads: YesNo | None = column(
        "Does the authority divide a shared session by its pupils? Blank: as its profile says",
        default=None,
    )
    la_not_claimed: Annotated[
        tuple[Annotated[TimeKind, code_reader(TimeKind)], ...], BeforeValidator(read_list)
    ] = column(
        "Kinds of time that the authority does not pay for: planned, unstructured, general_class",
        default=(),
    )
    high_needs_threshold: Amount = column(
        "What the school meets for a pupil before top-up",
        unit="GBP per pupil a year",
        default=Decimal(6000),
    )


class Policies(Record):
    """The school's own choices between fair aims, from the policy keys of ``school.csv``."""

    table: ClassVar[str] = "school"

    statutory_may_overspend: YesNo = column(
        "May statutory provision be planned beyond the money?", default=False
    )
    fairness: Fraction = column(
        "How much of the fairest share every pupil keeps while benefit is raised",
        unit="share 0-1",
        default=0.8,
    )
    diminishing_returns: Worths = column(
        "Worth of the first, middle and last third of a need's coverage", default=(1.3, 1.0, 0.7)
    )
    keep_current_plan: Fraction = column(
        "Share of the benefit that may be given up to keep today's allocations",
        unit="share 0-1",
        default=0.02,
    )
    reserve: Amount = column(
        "General money to leave unspent; gives way to committed cost",
        unit="GBP a year",
        default=Decimal(0),
    )
    absence_percent: Percent = column(
        "Deployable hours lost to absence without cover", unit="% of hours", default=0.0
    )


class Term(Record):
    """A period of the plan, such as a term or half-term."""

    table: ClassVar[str] = "terms"
    key: ClassVar[tuple[str, ...]] = ("term",)

    term: Id = column("The term's code")
    name: Text = column("The term's name", default="")
    start: Day = column("First day")
    end: Day = column("Last day")
    weeks: Weeks = column("Teaching weeks", unit="weeks")

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.end < self.start:
            raise CellError("ends before it starts", "write a last day after the first day")
        return self

    @property
    def days(self) -> int:
        """Calendar days from the first to the last [days]."""
        return days_from_to(self.start, self.end)


class Pupil(Record):
    """A pupil, by pseudonym."""

    table: ClassVar[str] = "pupils"
    key: ClassVar[tuple[str, ...]] = ("pupil",)

    pupil: Id = column("The pupil's code")
    year_group: YearGroup = column("N1, N2, R or 1 to 13")
    class_name: Text = column("The pupil's class", default="", name="class")
    sen_status: Status = column("E (EHCP), K (SEN Support) or N")
    primary_need: NeedType | None = column("Primary type of need, by census code", default=None)
    pupil_premium: YesNo = column("Does the pupil attract pupil premium?", default=False)
    looked_after: YesNo = column("Is the pupil looked after?", default=False)
    starts: Day | None = column("First day on roll, if not the whole year", default=None)
    leaves: Day | None = column("Last day on roll, if not the whole year", default=None)
    withdrawal_limit_hours: Hours | None = column(
        "Most hours a week out of class; blank uses the school's", unit="h/week", default=None
    )

    @property
    def key_stage(self) -> str:
        """The key stage, which a group does not mix unless the provision says so."""
        return KEY_STAGES[self.year_group]


class Need(Record):
    """Something a pupil needs help with."""

    table: ClassVar[str] = "needs"
    key: ClassVar[tuple[str, ...]] = ("need",)

    need: Id = column("The need's code")
    pupil: Id = column("Whose need it is")
    strand: StrandCode = column("What the need is in")
    level: Annotated[WholeNumber, between(1, 4, "(light to most)")] = column(
        "1 (light) to 4 (most)"
    )
    hours_per_week: Annotated[Hours, between(0, 60, "hours a week", above=True)] | None = column(
        "Effective hours a week that would meet the need in full; blank goes by level",
        unit="h/week",
        default=None,
    )
    priority: Annotated[Number, between(0, 1000, "", above=True)] | None = column(
        "Weight among needs; blank goes by level", default=None
    )
    outcome: Text = column("What should come of it, for documents", default="")

    @property
    def target_hours_per_week(self) -> float:
        """Effective hours a week that would meet the need in full [h/week]."""
        return HOURS_BY_LEVEL[self.level] if self.hours_per_week is None else self.hours_per_week

    @property
    def weight(self) -> float:
        """The need's weight among needs."""
        return PRIORITY_BY_LEVEL[self.level] if self.priority is None else self.priority


class StatutoryItem(Record):
    """One thing that Section F, a healthcare plan or an order says must be arranged."""

    table: ClassVar[str] = "statutory"
    key: ClassVar[tuple[str, ...]] = ("item",)

    item: Id = column("The item's code")
    pupil: Id = column("Whose item it is")
    source: Text = column("Where it is written, such as Section F 3.2", default="")
    hours: YearlyHours = column("Pupil hours owed in each period", unit="h per period")
    per: Annotated[codes.Per, code_reader(codes.Per)] = column(
        "week, term or year", default=codes.Per.WEEK
    )
    provisions: IdList = column("Provisions that satisfy it; blank: any that match", default=())
    strand: StrandCode | None = column("Only provisions with an effect on it count", default=None)
    skill: Text = column("Only hours by staff with this skill count", default="")
    max_group: Count | None = column(
        "Only provisions with groups this size or smaller count", unit="pupils", default=None
    )
    starts: Day | None = column("First day in force", default=None, name="from")
    ends: Day | None = column("Last day in force", default=None, name="to")


class StaffMember(Record):
    """An adult who can deliver: employed, not yet employed, hired by the hour or bought in."""

    table: ClassVar[str] = "staff"
    key: ClassVar[tuple[str, ...]] = ("staff",)

    staff: Id = column("The adult's code")
    role: Text = column("The role, as provisions name it")
    engagement: Annotated[Engagement, code_reader(Engagement)] = column(
        "employed, vacancy, agency or service", default=Engagement.EMPLOYED
    )
    skills: TextList = column("Skills, as provisions and statutory items name them", default=())
    contract_hours: Annotated[Hours, between(0, 60, "hours a week", above=True)] | None = column(
        "Contract hours; for a vacancy the most it could be", unit="h/week", default=None
    )
    deployable_hours: Hours | None = column(
        "Hours that can be timetabled with pupils; agency and service: a weekly cap",
        unit="h/week",
        default=None,
    )
    annual_cost: Amount | None = column(
        "Cost to the school for a full year with on-costs", unit="GBP a year", default=None
    )
    hourly_cost: Amount | None = column(
        "Cost of a contract hour in teaching weeks with on-costs; agency, service: per hour bought",
        unit="GBP/h",
        default=None,
    )
    pay_point: Text = column("Spine point from which the cost is worked out", default="")
    paid_weeks: Weeks | None = column(
        "Paid weeks, with a pay point", unit="weeks a year", default=None
    )
    min_hours: Hours | None = column(
        "Vacancy: fewest contract hours if filled at all", unit="h/week", default=None
    )
    extra_hours: Hours = column(
        "Employed: further hours the plan may buy", unit="h/week", default=0.0
    )
    extra_hour_cost: Amount | None = column(
        "Cost of a further hour; blank: the hourly cost", unit="GBP/h", default=None
    )
    hours_limit: YearlyHours | None = column(
        "Agency, service: most hours a year", unit="h a year", default=None
    )
    starts: Day | None = column("First day, if not the whole year", default=None)
    leaves: Day | None = column("Last day, if not the whole year", default=None)

    @model_validator(mode="after")
    def _says_what_it_costs_and_how_long_it_works(self) -> Self:
        given = sum(
            (self.annual_cost is not None, self.hourly_cost is not None, bool(self.pay_point))
        )
        by_the_hour = self.engagement.is_by_the_hour
        if given == 0 or (by_the_hour and self.hourly_cost is None):
            raise CellError(
                "has no cost",
                "fill in hourly_cost"
                if by_the_hour
                else "fill in one of annual_cost, hourly_cost or pay_point",
            )
        if given > 1:
            raise CellError(
                "has more than one cost", "keep one of annual_cost, hourly_cost, pay_point"
            )
        if self.pay_point and self.paid_weeks is None:
            raise CellError(
                "has a pay point but no paid weeks", "fill in paid_weeks, such as 44.65"
            )
        if by_the_hour:
            return self
        if self.contract_hours is None:
            raise CellError("has no contract hours", "fill in contract_hours")
        if self.deployable_hours is not None and self.deployable_hours > self.contract_hours:
            raise CellError(
                "can be deployed for longer than the contract",
                "write deployable_hours no larger than contract_hours",
            )
        if self.min_hours is not None and self.min_hours > self.contract_hours:
            raise CellError(
                "has min_hours above contract_hours",
                "write min_hours no larger than contract_hours",
            )
        return self

    @property
    def weekly_hours_with_pupils(self) -> float:
        """Hours a week that can be timetabled with pupils, before absence [h/week].

        For agency and service without a cap it is more than any week has.
        """
        if self.deployable_hours is not None:
            return self.deployable_hours
        return self.contract_hours if self.contract_hours is not None else DEFAULT_STAFF_WEEK_HOURS

    def has_skill(self, skill: str) -> bool:
        """Whether the adult has a skill; a blank skill is one that everybody has."""
        return not skill or skill.casefold() in {known.casefold() for known in self.skills}


class Provision(Record):
    """An entry of the catalogue: a programme, support or an item."""

    table: ClassVar[str] = "provisions"
    key: ClassVar[tuple[str, ...]] = ("provision",)

    provision: Id = column("The provision's code")
    name: Text = column("Its name")
    kind: Annotated[ProvisionKind, code_reader(ProvisionKind)] = column(
        "programme (a fixed dose), support (hours as chosen) or item (bought once)"
    )
    tier: Annotated[codes.Tier, code_reader(codes.Tier)] = column(
        "universal, targeted, targeted_plus or specialist", default=codes.Tier.TARGETED
    )
    group_min: Count = column("Fewest pupils with one adult", unit="pupils", default=1)
    group_max: Count = column("Most pupils with one adult", unit="pupils", default=1)
    mixed_years: YesNo = column("May a group hold more than one key stage?", default=False)
    sessions_per_week: Annotated[Number, between(0, 50, "a week", above=True)] | None = column(
        "Programme: sessions a week", unit="sessions/week", default=None
    )
    session_minutes: Annotated[Minutes, between(0, 600, "minutes", above=True)] | None = column(
        "Programme: length of a session", unit="minutes", default=None
    )
    preparation_minutes: Minutes = column(
        "Adult time per session besides the session", unit="minutes", default=0.0
    )
    terms: Annotated[WholeNumber, between(1, 12, "terms")] = column(
        "Programme: consecutive terms a full dose takes", unit="terms", default=1
    )
    weeks: Weeks | None = column(
        "Programme: weeks of delivery per term; blank: all of them", unit="weeks/term", default=None
    )
    roles: TextList = column("Roles that may deliver it; not for an item", default=())
    skill: Text = column("Skill it takes; blank: none", default="")
    years: YearGroups = column("Year groups it is for; blank: all", default=())
    max_groups: Annotated[WholeNumber, between(0, 500, "groups")] | None = column(
        "Most groups at any one time", unit="groups", default=None
    )
    min_hours: Hours = column(
        "Support: fewest hours for a pupil, if given at all", unit="h/week", default=0.0
    )
    max_hours: Hours | None = column("Support: most hours for a pupil", unit="h/week", default=None)
    cost_per_pupil: Amount = column("Materials per pupil placed", unit="GBP", default=Decimal(0))
    cost_per_group: Amount = column("Materials per group started", unit="GBP", default=Decimal(0))
    set_up_cost: Amount = column("Once, if used at all", unit="GBP a year", default=Decimal(0))
    weekly_hours: Hours = column(
        "Item: hours a week it is worth, before effects", unit="h/week", default=0.0
    )
    withdraws_given: YesNo | None = column(
        "Does it take the pupil out of class? Blank: yes for a programme",
        default=None,
        name="withdraws",
    )
    time_kind: Annotated[TimeKind, code_reader(TimeKind)] = column(
        "planned, unstructured (breaks and lunch) or general_class (unplanned help in class)",
        default=TimeKind.PLANNED,
    )

    @model_validator(mode="after")
    def _is_complete_for_its_kind(self) -> Self:
        if self.group_min > self.group_max:
            raise CellError(
                "has group_min above group_max", "write group_min no larger than group_max"
            )
        programme = self.kind is ProvisionKind.PROGRAMME
        if programme and (self.sessions_per_week is None or self.session_minutes is None):
            raise CellError(
                "is a programme without its dose", "fill in sessions_per_week and session_minutes"
            )
        if self.kind is not ProvisionKind.ITEM and not self.roles:
            raise CellError("has nobody to deliver it", "fill in roles, such as TA;HLTA")
        if self.max_hours is not None and self.max_hours < self.min_hours:
            raise CellError(
                "has max_hours below min_hours", "write max_hours no smaller than min_hours"
            )
        return self

    @property
    def is_programme(self) -> bool:
        """Whether it is a fixed dose in groups."""
        return self.kind is ProvisionKind.PROGRAMME

    @property
    def is_support(self) -> bool:
        """Whether as many hours as chosen are given."""
        return self.kind is ProvisionKind.SUPPORT

    @property
    def is_item(self) -> bool:
        """Whether it is bought once."""
        return self.kind is ProvisionKind.ITEM

    @property
    def withdraws(self) -> bool:
        """Whether it takes the pupil out of class."""
        return self.is_programme if self.withdraws_given is None else self.withdraws_given

    @property
    def session_hours_per_week(self) -> float:
        """Programme: hours a pupil receives in a week of delivery [h/week]."""
        return (self.sessions_per_week or 0.0) * (self.session_minutes or 0.0) / 60

    @property
    def group_hours_per_week(self) -> float:
        """Programme: adult hours a group takes, preparation included [h/week]."""
        minutes = (self.session_minutes or 0.0) + self.preparation_minutes
        return (self.sessions_per_week or 0.0) * minutes / 60

    def is_for(self, year_group: str) -> bool:
        """Whether pupils of a year group may have it."""
        return not self.years or year_group in self.years


class Effect(Record):
    """What one delivered hour of a provision is worth towards needs in a strand."""

    table: ClassVar[str] = "effects"
    key: ClassVar[tuple[str, ...]] = ("provision", "strand")

    provision: Id = column("The provision")
    strand: StrandCode = column("The strand it helps with")
    effect: Annotated[Number, between(0, 5, "effective hours per hour")] = column(
        "Effective hours per hour received", unit="h per h"
    )
    months: Number | None = column(
        "Expected months' progress where a trial says; blank where none does",
        unit="months",
        default=None,
    )
    evidence: Text = column("How good the evidence is", default="")
    source: Text = column("Where it comes from", default="")
    default_effect: Annotated[Number, between(0, 5, "effective hours per hour")] | None = column(
        "The effect before the school changed it; blank: it was not changed",
        unit="h per h",
        default=None,
    )
    reason: Text = column("Why the school changed the effect", default="")


class FundingStream(Record):
    """Money in."""

    table: ClassVar[str] = "funding"
    key: ClassVar[tuple[str, ...]] = ("stream",)

    stream: Id = column("The stream's code")
    name: Text = column("Its name")
    amount: Amount = column("Available for this plan year", unit="GBP a year")
    kind: Annotated[StreamKind, code_reader(StreamKind)] = column(
        "Where the money comes from", default=StreamKind.OTHER
    )
    restricted_to: Restrictions = column("What it may pay for; blank: anything", default=())
    starts: Day | None = column(
        "Pays only for terms that start from this day", default=None, name="from"
    )
    ends: Day | None = column(
        "Pays only for terms that start up to this day", default=None, name="to"
    )

    @property
    def is_general(self) -> bool:
        """Whether it may pay for anything, general costs too."""
        return not self.restricted_to

    def pays_in(self, term: Term) -> bool:
        """Whether it may pay the costs of a term: those that start inside its dates."""
        return (self.starts is None or self.starts <= term.start) and (
            self.ends is None or term.start <= self.ends
        )


class OwnFigure(Record):
    """A dated figure of the school's own, in force before one that comes with Evenhand."""

    table: ClassVar[str] = "figures"
    key: ClassVar[tuple[str, ...]] = ("figure", "starts")

    figure: Text = column("The figure's code, such as njc_award, or the school's own words")
    amount: Annotated[Money, between(0, 1e9, "")] = column("The amount, in its unit")
    unit: Text = column("What it counts; blank for a known code", default="")
    starts: Day = column("First day in force")
    ends: Day | None = column("Last day in force; blank until the next begins", default=None)
    source: Text = column("The letter, circular or page it comes from")
    checked: Day | None = column("The day it was last looked up", default=None)
    note: Text = column("What a reader should know before relying on it", default="")
    link: WebAddress = column("The address of the page where it was read", default="")
    is_official: YesNo = column(
        "Was it loaded from official statistics?", default=False, name="official"
    )

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> Self:
        if self.ends is not None and self.ends < self.starts:
            raise CellError("ends before it starts", "write a last day after the first day")
        return self


class BudgetLine(Record):
    """Money out that the plan does not decide."""

    table: ClassVar[str] = "budget_lines"
    key: ClassVar[tuple[str, ...]] = ("line",)

    line: Id = column("The line's code")
    name: Text = column("What it is for", default="")
    category: Text = column("Heading for charts and accounts", default="")
    amount: Amount = column("Cost this plan year", unit="GBP a year")
    stream: Id | None = column("The stream that pays; blank: any general money", default=None)
    starts: Day | None = column("First day", default=None, name="from")
    ends: Day | None = column("Last day", default=None, name="to")


class Pin(Record):
    """A decision already made."""

    table: ClassVar[str] = "pins"

    pupil: Id = column("The pupil")
    provision: Id = column("The provision")
    term: Id | None = column("The term; blank as the format says for each kind", default=None)
    rule: Annotated[PinRule, code_reader(PinRule)] = column("must, must_not or exactly")
    hours_per_week: Hours | None = column("Support: the hours", unit="h/week", default=None)


class Allocation(Record):
    """What one pupil receives of one provision in one term."""

    table: ClassVar[str] = "allocations"

    term: Id = column("The term")
    pupil: Id = column("The pupil")
    provision: Id = column("The provision")
    group: Text = column("The group, for a programme", default="")
    hours_per_week: Hours = column("Hours the pupil receives in a week of delivery", unit="h/week")
    weeks: Annotated[Number, between(0, 53, "weeks")] = column("Weeks of delivery", unit="weeks")
    staff_hours_per_week: Annotated[Number, between(0, 60, "hours a week")] = column(
        "One pupil's share of the adult's hours, averaged over the term", unit="h/week", default=0.0
    )
    cost: Money | None = column(
        "One pupil's share of the cost in the term", unit="GBP", default=None
    )


class CurrentAllocation(Allocation):
    """What one pupil has of one provision in one term as things are today."""

    table: ClassVar[str] = "current_plan"

    # A plan always says its weeks; what is done today may leave them out.
    weeks: Annotated[Number, between(0, 53, "weeks")] | None = column(  # type: ignore[assignment]
        "Weeks of delivery; blank: all the term's", unit="weeks", default=None
    )


class Review(Record):
    """An outcome of provision already delivered."""

    table: ClassVar[str] = "reviews"

    pupil: Id = column("The pupil")
    provision: Id = column("The provision")
    term: Text = column("When it was given")
    measure: Text = column("What was measured", default="")
    before: Number | None = column("The measure before", default=None)
    after: Number | None = column("The measure after", default=None)
    attended_percent: Percent | None = column(
        "Sessions attended", unit="% of sessions", default=None
    )
    note: Text = column("What was noticed", default="")
    strand: StrandCode | None = column("The strand of need that it measures", default=None)
    expected: Number | None = column(
        "What the measure was expected to be afterwards; blank: nothing was expected", default=None
    )


class Referral(Record):
    """A pupil put forward to a service: why, when, what it costs and what came of it."""

    table: ClassVar[str] = "referrals"
    key: ClassVar[tuple[str, ...]] = ("referral",)

    referral: Id = column("The referral's code")
    pupil: Id = column("The pupil")
    service: Text = column("To whom, such as Educational psychology")
    reason: Text = column("Why", default="")
    made: Day | None = column("The day it was made", default=None)
    due: Day | None = column("The day by which an answer or a report is due", default=None)
    status: Annotated[ReferralStatus, code_reader(ReferralStatus)] = column(
        "asked, waiting, under_way, done or declined", default=ReferralStatus.ASKED
    )
    started: Day | None = column("The day the work began", default=None)
    ended: Day | None = column("The day the work ended", default=None)
    staff: Id | None = column(
        "The service in staff.csv whose hours are bought; blank: it has a price of its own",
        default=None,
    )
    hours: YearlyHours | None = column(
        "Hours bought of that service this plan year", unit="h a year", default=None
    )
    cost: Amount | None = column(
        "What it costs this plan year; blank: the hours at the price of the service",
        unit="GBP a year",
        default=None,
    )
    stream: Id | None = column("The stream that pays; blank: any that may", default=None)
    outcome: Text = column("What came of it", default="")
    note: Text = column("What else should be known", default="")
