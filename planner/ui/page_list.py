"""The pages in the order of the work, each with what somebody must be allowed to do to open it."""

from __future__ import annotations

from dataclasses import dataclass

from planner.access import Action


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


PAGES = (
    PageEntry("pages/school/start.py", "Start", Action.READ_AGGREGATES),
    PageEntry("pages/school/year.py", "The school year", Action.READ_SCHOOL),
    PageEntry("pages/money/budget.py", "Budget", Action.READ_MONEY),
    PageEntry("pages/pupils/pupils.py", "Pupils", Action.READ_PUPILS),
    PageEntry("pages/pupils/pupil.py", "One pupil", Action.READ_PUPILS),
    PageEntry("pages/pupils/import_pupils.py", "Import pupils", Action.IMPORT),
    PageEntry("pages/staff/staff.py", "Staff", Action.READ_STAFF_PAY),
    PageEntry("pages/provision/provision.py", "Provision", Action.READ_PROVISION),
    PageEntry("pages/plan/plan.py", "Plan", Action.READ_PLAN),
    PageEntry("pages/documents/documents.py", "Documents", Action.EXPORT),
)
