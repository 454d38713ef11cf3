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
    PageEntry("pages/school/overview.py", "At a glance", Action.READ_AGGREGATES),
    PageEntry("pages/plan/plan.py", "Plan", Action.READ_PLAN),
    PageEntry("pages/documents/documents.py", "Documents", Action.EXPORT),
    PageEntry("pages/settings/settings.py", "Settings", Action.READ_AUDIT),
)
