"""The pages in the order of the work, each with what somebody must be allowed to do to open it."""

from __future__ import annotations

from dataclasses import dataclass

from planner.access import Action

_PUPILS, _STAFF = "pages/pupils/pupils.py", "pages/staff/staff.py"
_PROVISION, _MONEY = "pages/provision/provision.py", "pages/money/budget.py"
_YEAR, _PLAN = "pages/school/year.py", "pages/plan/plan.py"
_REVIEW, _SETTINGS = "pages/review/review.py", "pages/settings/settings.py"
# The page on which each register is filled in.
_PAGE_OF = {
    "details": _YEAR,
    "terms": _YEAR,
    "pupils": _PUPILS,
    "needs": _PUPILS,
    "statutory": _PUPILS,
    "reviews": _REVIEW,
    "referrals": _PUPILS,
    "current_plan": _PUPILS,
    "pins": _PUPILS,
    "staff": _STAFF,
    "provisions": _PROVISION,
    "effects": _PROVISION,
    "funding": _MONEY,
    "budget_lines": _MONEY,
    "policies": _PLAN,
    "figures": _SETTINGS,
}


@dataclass(frozen=True)
class PageEntry:
    """One page.

    Attributes:
        path: Its script, from the folder of the app.
        title: What it is called beside the other pages.
        action: What its door asks for.
    """

    path: str
    title: str
    action: Action

    @property
    def address(self) -> str:
        """What it is called in the address of the app."""
        return self.path.rpartition("/")[2].removesuffix(".py")


PLAN_PAGE = PageEntry(_PLAN, "Plan", Action.READ_PLAN)
SCENARIOS_PAGE = PageEntry("pages/plan/scenarios.py", "Scenarios", Action.READ_PLAN)
PAGES = (
    PageEntry("pages/school/start.py", "Start", Action.READ_AGGREGATES),
    PageEntry("pages/school/overview.py", "At a glance", Action.READ_AGGREGATES),
    PageEntry("pages/school/year.py", "The school year", Action.READ_SCHOOL),
    PageEntry("pages/money/budget.py", "Budget", Action.READ_MONEY),
    PageEntry("pages/pupils/pupils.py", "Pupils", Action.READ_PUPILS),
    PageEntry("pages/pupils/pupil.py", "One pupil", Action.READ_PUPILS),
    PageEntry("pages/pupils/import_pupils.py", "Import pupils", Action.IMPORT),
    PageEntry("pages/staff/staff.py", "Staff", Action.READ_STAFF_PAY),
    PageEntry("pages/provision/provision.py", "Provision", Action.READ_PROVISION),
    PLAN_PAGE,
    SCENARIOS_PAGE,
    PageEntry("pages/plan/trade_offs.py", "Trade-offs", Action.READ_PLAN),
    PageEntry("pages/leadership/leadership.py", "Leadership", Action.READ_AGGREGATES),
    PageEntry(_REVIEW, "Review", Action.READ_PUPILS),
    PageEntry("pages/documents/documents.py", "Documents", Action.READ_AGGREGATES),
    PageEntry(_SETTINGS, "Settings", Action.READ_SCHOOL),
)


def page_of(table: str) -> PageEntry | None:
    """Give the page on which a register is filled in."""
    path = _PAGE_OF.get(table)
    return next((entry for entry in PAGES if entry.path == path), None)
