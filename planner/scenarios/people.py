"""Changes of adults: who leaves, whose hours or skills change, who is hired, what pay becomes."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import model_validator

from planner.costing.staff import annual_cost_after_award, exact
from planner.errors import ChangeError
from planner.library.adding import free_code
from planner.periods import overlap_days
from planner.scenarios.change import (
    Change,
    altered,
    asked,
    made,
    refuse_outside_year,
    replaced,
    the_adult,
)
from planner.scenarios.money import Rise, pence
from planner.scenarios.words import day, hours, listed, percent
from planner.school.codes import Engagement
from planner.school.fields import (
    Amount,
    CellError,
    Day,
    Hours,
    Id,
    Percent,
    Text,
    TextList,
    YesNo,
    between,
)
from planner.school.records import StaffMember
from planner.school.school import School

# An hour's cost stands for a thousand hours a year, so that half a penny of it would be pounds.
_HUNDREDTH_OF_A_PENNY = Decimal("0.0001")
WeeklyHours = Annotated[Hours, between(0, 60, "hours a week", above=True)]


class AdultLeaves(Change):
    """An adult leaves during the year."""

    TITLE: ClassVar[str] = "An adult leaves"

    kind: Literal["adult_leaves"] = "adult_leaves"
    adult: Id = asked("Adult", "Who leaves", of="staff")
    last_day: Day = asked("Last day", "The last day on which they are paid")

    def sentence(self, school: School) -> str:
        """Say who leaves and when."""
        return f"{self.adult} leaves on {day(self.last_day)}"

    def become(self, school: School) -> School:
        """End the adult's time; from a day before the first term they are not there at all."""
        found = the_adult(school, self.adult)
        refuse_outside_year(school, self.last_day)
        if found.leaves is not None and found.leaves <= self.last_day:
            what = f"{self.adult} leaves on {day(found.leaves)} already"
            raise ChangeError(what, "write an earlier day, or delete the change")
        row = altered(found, leaves=self.last_day)
        return replace(school, staff=replaced(school.staff, found, row))


class AdultChange(Change):
    """An adult's hours or skills change, for the whole year."""

    TITLE: ClassVar[str] = "An adult's hours or skills change"

    kind: Literal["adult"] = "adult"
    adult: Id = asked("Adult", "Whose hours or skills change", of="staff")
    contract_hours: WeeklyHours | None = asked(
        "Contract hours (a week)",
        "A yearly cost that was entered, and hours with pupils, go with them in proportion",
        default=None,
    )
    deployable_hours: Hours | None = asked(
        "Hours with pupils (a week)",
        "Of the contract hours, those that can be timetabled",
        default=None,
    )
    extra_hours: Hours | None = asked(
        "Further hours the plan may buy (a week)", "Employed adults only", default=None
    )
    gains_skills: TextList = asked("Gains skills", "Such as elsa; makaton", default=())
    loses_skills: TextList = asked("Loses skills", "Such as elsa; makaton", default=())

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        numbers = (self.contract_hours, self.deployable_hours, self.extra_hours)
        if not (self.gains_skills or self.loses_skills) and numbers == (None, None, None):
            raise CellError("changes nothing", "fill in the hours or a skill")
        return self

    def sentence(self, school: School) -> str:
        """Say what becomes of the adult."""
        parts = []
        if self.contract_hours is not None:
            parts.append(f"works {hours(self.contract_hours)}")
        if self.deployable_hours is not None:
            parts.append(f"can be with pupils {hours(self.deployable_hours)}")
        if self.extra_hours is not None:
            parts.append(f"could do {hours(self.extra_hours)} more")
        if self.gains_skills:
            parts.append(f"learns {listed(self.gains_skills)}")
        if self.loses_skills:
            parts.append(f"no longer does {listed(self.loses_skills)}")
        return f"{self.adult} {listed(parts)}"

    def become(self, school: School) -> School:
        """Change the adult's row."""
        found = the_adult(school, self.adult)
        lost = {skill.casefold() for skill in self.loses_skills}
        missing = [skill for skill in self.loses_skills if not found.has_skill(skill)]
        if missing:
            what = f"{self.adult} does not have the skill {listed(missing)}"
            raise ChangeError(what, "take it out of the change")
        kept = tuple(skill for skill in found.skills if skill.casefold() not in lost)
        gained = tuple(skill for skill in self.gains_skills if not found.has_skill(skill))
        row = altered(found, skills=kept + gained, **self._hours(found))
        if row == found:
            what = f"{self.adult} is so already"
            raise ChangeError(what, "delete the change")
        return replace(school, staff=replaced(school.staff, found, row))

    def _hours(self, found: StaffMember) -> dict[str, object]:
        """The new hours, with what goes with them in proportion."""
        facts: dict[str, object] = {}
        if self.contract_hours is not None:
            if found.contract_hours is None:
                what = f"{self.adult} is paid by the hour and has no contract hours"
                raise ChangeError(what, "leave contract_hours blank")
            facts = scaled(found, self.contract_hours)
        if self.deployable_hours is not None:
            facts["deployable_hours"] = self.deployable_hours
        if self.extra_hours is not None:
            if found.engagement is not Engagement.EMPLOYED:
                what = f"{self.adult} is not employed, so has no hours beyond a contract"
                raise ChangeError(what, "leave extra_hours blank")
            facts["extra_hours"] = self.extra_hours
        return facts


class Hire(Change):
    """A post is added, which the plan may fill or which is filled already."""

    TITLE: ClassVar[str] = "Hire an adult"

    kind: Literal["hire"] = "hire"
    like: Id | None = asked(
        "Like",
        "An adult whose role, skills and cost of an hour are taken",
        default=None,
        of="staff",
    )
    role: Text = asked("Role", "Blank: that of the adult they are like", default="")
    hours: WeeklyHours = asked("Contract hours (a week)", "The hours of the post")
    fewest_hours: Hours | None = asked(
        "Fewest contract hours (a week)", "Blank: all the hours or none", default=None
    )
    deployable_hours: Hours | None = asked(
        "Hours with pupils (a week)",
        "Blank: the share that the adult they are like has, else all of them",
        default=None,
    )
    annual_cost: Amount | None = asked(
        "Cost (£ for a full year, with on-costs)", "Blank: as the adult they are like", default=None
    )
    hourly_cost: Amount | None = asked(
        "Cost (£ for a contract hour, with on-costs)",
        "Instead of the cost of a full year",
        default=None,
    )
    skills: TextList = asked("Skills", "Blank: those of the adult they are like", default=())
    code: Id | None = asked("Code", "Blank: a new one", default=None)
    first_day: Day | None = asked("From", "Blank: whenever the plan likes", default=None)
    is_decided: YesNo = asked(
        "It is decided", "The post is filled whatever the plan does, and is owed", default=False
    )

    @model_validator(mode="after")
    def _says_whom_and_at_what_cost(self) -> Self:
        costs = [cost for cost in (self.annual_cost, self.hourly_cost) if cost is not None]
        if len(costs) > 1:
            raise CellError("has more than one cost", "keep one of annual_cost and hourly_cost")
        if self.like is None and not costs:
            raise CellError("has no cost", "fill in annual_cost, hourly_cost or like")
        if self.like is None and not self.role:
            raise CellError("has no role", "fill in role, such as HLTA, or like")
        return self

    def sentence(self, school: School) -> str:
        """Say who is to be hired, for how long and from when."""
        found = school.staff_by_id.get(self.like or "")
        role = self.role or (found.role if found else "an adult")
        like = f", like {self.like}" if self.like else ""
        since = f", from {day(self.first_day)}" if self.first_day else ""
        what = "Hire" if self.is_decided else "Vacancy"
        return f"{what}: {role}, {hours(self.hours)}{like}{since}"

    def become(self, school: School) -> School:
        """Add the adult."""
        model = the_adult(school, self.like) if self.like else None
        if model is not None and model.engagement.is_by_the_hour and self._has_no_cost:
            what = f"{self.like} is paid by the hour and has no cost of a post"
            raise ChangeError(what, "fill in annual_cost or hourly_cost")
        referrals = {row.referral: "a referral" for row in school.referrals}
        taken = {**referrals, **dict.fromkeys(school.staff_by_id, "an adult")}
        if self.code in taken:
            what = f"there is {taken[self.code]} {self.code} already"
            raise ChangeError(what, "write another code")
        role = self.role or (model.role if model else "")
        facts = {
            **(self._like(model) if model else {}),
            "staff": self.code
            or free_code(f"NEW-{''.join(filter(str.isalnum, role))[:20]}", taken),
            "role": role,
            "engagement": Engagement.EMPLOYED if self.is_decided else Engagement.VACANCY,
            "contract_hours": self.hours,
            "min_hours": None if self.is_decided else self.fewest_hours,
            "starts": self.first_day,
        }
        facts |= {
            field: given
            for field in ("deployable_hours", "annual_cost", "hourly_cost", "skills")
            if (given := getattr(self, field)) not in {None, ()}
        }
        return replace(school, staff=(*school.staff, made(StaffMember, facts)))

    @property
    def _has_no_cost(self) -> bool:
        return self.annual_cost is None and self.hourly_cost is None

    def _like(self, model: StaffMember) -> dict[str, object]:
        """What is taken from the adult they are like."""
        facts: dict[str, object] = {"skills": model.skills}
        if model.contract_hours is not None:
            facts |= scaled(model, self.hours)
        if not self._has_no_cost:
            facts.pop("annual_cost", None)
        elif model.pay_point:
            facts |= {"pay_point": model.pay_point, "paid_weeks": model.paid_weeks}
        elif model.hourly_cost is not None:
            facts["hourly_cost"] = model.hourly_cost
        return facts


def scaled(model: StaffMember, contract_hours: float) -> dict[str, object]:
    """An adult's hours and cost for other contract hours, in proportion."""
    before = exact(model.contract_hours or contract_hours)
    share = exact(contract_hours) / before
    facts: dict[str, object] = {"contract_hours": contract_hours}
    if model.deployable_hours is not None:
        facts["deployable_hours"] = float(exact(model.deployable_hours) * share)
    if model.min_hours is not None:
        facts["min_hours"] = min(model.min_hours, contract_hours)
    if model.annual_cost is not None:
        facts["annual_cost"] = pence(model.annual_cost * share)
    return facts


class PayAward(Change):
    """Pay rises for everybody or one role, in proportion of the year if from a day."""

    TITLE: ClassVar[str] = "Pay award"

    kind: Literal["pay_award"] = "pay_award"
    percent: Rise = asked("Pay award (%)", "By how much pay rises")
    role: Text = asked("Role", "Blank: everybody who is employed, and vacancies", default="")
    first_day: Day | None = asked(
        "From",
        "Blank: the whole year. From a day, the year's cost rises by the share of its days",
        default=None,
    )

    def sentence(self, school: School) -> str:
        """Say how much, for whom and from when."""
        whom = f" for the role {self.role}" if self.role else ""
        since = f" from {day(self.first_day)}" if self.first_day else ""
        return f"Pay award of {percent(self.percent)}{whom}{since}"

    def become(self, school: School) -> School:
        """Raise what each adult costs in the year."""
        chosen = [row for row in school.staff if self._is_for(row)]
        if not chosen:
            whom = f"has the role {self.role}" if self.role else "has a contract"
            what = f"nobody {whom}"
            raise ChangeError(what, "choose another role, or delete the change")
        staff = tuple(self._raised(row, school) if row in chosen else row for row in school.staff)
        if staff == school.staff:
            raise ChangeError("it raises nobody’s pay in this year", "write an earlier day")
        return replace(school, staff=staff)

    def _is_for(self, row: StaffMember) -> bool:
        is_role = not self.role or row.role.casefold() == self.role.casefold()
        return is_role and not row.engagement.is_by_the_hour

    def _raised(self, row: StaffMember, school: School) -> StaffMember:
        award = Decimal(str(self.percent)) * self._share_of_year(row, school)
        if award == 0:
            return row
        facts: dict[str, object] = {}
        if row.extra_hour_cost is not None:
            facts["extra_hour_cost"] = pence(row.extra_hour_cost * (1 + award / 100))
        if row.hourly_cost is not None:
            hourly = (row.hourly_cost * (1 + award / 100)).quantize(_HUNDREDTH_OF_A_PENNY)
            return altered(row, hourly_cost=hourly, **facts)
        cost = pence(annual_cost_after_award(row, school, award))
        return altered(row, annual_cost=cost, pay_point="", paid_weeks=None, **facts)

    def _share_of_year(self, row: StaffMember, school: School) -> Decimal:
        """Of the days of the academic year on which an adult is paid, those after the award."""
        if self.first_day is None:
            return Decimal(1)
        year = school.details.academic_year
        starts = max(filter(None, (year.starts, row.starts)))
        ends = min(filter(None, (year.ends, row.leaves)))
        paid = overlap_days(starts, ends, None, None)
        raised = overlap_days(starts, ends, self.first_day, None)
        return Decimal(raised) / paid if paid else Decimal(0)


class Absence(Change):
    """More or fewer hours are lost to absence."""

    TITLE: ClassVar[str] = "Absence of adults"

    kind: Literal["absence"] = "absence"
    percent: Percent = asked(
        "Absence (% of hours)", "Hours with pupils that are lost to absence without cover"
    )

    def sentence(self, school: School) -> str:
        """Say how much is lost."""
        return f"{percent(self.percent)} of adults’ hours with pupils are lost to absence"

    def become(self, school: School) -> School:
        """Change the policy."""
        if school.policies.absence_percent == self.percent:
            raise ChangeError("it is so already", "delete the change")
        return replace(school, policies=altered(school.policies, absence_percent=self.percent))
