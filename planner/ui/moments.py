"""Moments as they are said on the screen."""

from __future__ import annotations

import datetime as dt


def said_when(when: dt.datetime) -> str:
    """Say a moment: the time today, with the day before it on any other day."""
    local = when.astimezone()
    time = f"{local:%H:%M}"
    return (
        time
        if local.date() == dt.datetime.now().astimezone().date()
        else f"{local.day} {local:%B}, {time}"
    )


def the_day() -> dt.date:
    """The day it is where the app runs."""
    return dt.datetime.now().astimezone().date()
