"""Schools to set beside national figures, and figures to set them beside."""

from __future__ import annotations

import datetime as dt

from planner.school.records import OwnFigure
from tests.builders import a_pupil, details

PRIMARY = details(phase="primary", pupils_on_roll=200)


def pupils(ehcp=0, support=0, neither=0, **needs):
    """So many pupils of each status; ``ASD_E=3`` gives three of those with an EHCP that need."""
    wanted = {"E": ehcp, "K": support, "N": neither}
    need_of = {status: [] for status in wanted}
    for name, count in needs.items():
        need, status = name.split("_")
        need_of[status] += [need] * count
    return [
        a_pupil(
            f"{status}{at}",
            sen_status=status,
            primary_need=need_of[status][at] if at < len(need_of[status]) else None,
        )
        for status, count in wanted.items()
        for at in range(count)
    ]


def loaded(figure, amount, year=2026, **facts):
    """A national figure of the January census of a year, loaded by the school."""
    usual = {
        "figure": f"national_{figure}",
        "amount": str(amount),
        "unit": "percent",
        "starts": dt.date(year, 1, 1),
        "ends": dt.date(year, 12, 31),
        "source": f"Census of January {year}",
        "official": True,
    }
    return OwnFigure(**(usual | facts))
