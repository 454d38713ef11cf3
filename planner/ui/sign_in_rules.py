"""Who may sign in and for how long, as the school wrote it in its file of secrets."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from planner.access import Role

# An afternoon of work, and a desk left alone for a lesson [h].
USUAL_HOURS, USUAL_IDLE_HOURS = 8.0, 1.0
# Streamlit's cookie lasts 30 days, so a longer sign-in could not be kept [h].
MOST_HOURS = 24.0 * 30
SHORTEST_COOKIE_SECRET = 32
NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
WHERE = "SECURITY.md says under “Running it for a school” what the file of secrets holds."

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SignInRules:
    """Who may sign in, and for how long.

    Attributes:
        people: The role of each person, by e-mail address in small letters.
        longest: How long a sign-in lasts at most.
        idle: How long it lasts without anything being done.
        ask: Whom somebody without access is told to ask.
    """

    people: Mapping[str, Role]
    longest: dt.timedelta
    idle: dt.timedelta
    ask: str


@dataclass(frozen=True)
class Unusable:
    """Sign-in that was begun to be set up and cannot work; the text says why."""

    text: str


def read_rules(secrets: Mapping[str, Any]) -> SignInRules | Unusable | None:
    """Read the rules of sign-in; ``None`` where it is not set up at all."""
    if not any(section in secrets for section in ("auth", "people", "sign_in")):
        return None
    auth, people, limits = (_section(secrets, name) for name in ("auth", "people", "sign_in"))
    if auth is None or people is None or limits is None:
        return Unusable(
            f"[auth], [people] and [sign_in] are sections, each with its lines. {WHERE}"
        )
    if missing := [name for name in NEEDED if not auth.get(name)]:
        return Unusable(f"Sign-in is not complete: [auth] lacks {', '.join(missing)}. {WHERE}")
    if len(str(auth["cookie_secret"])) < SHORTEST_COOKIE_SECRET:
        return Unusable(
            f"cookie_secret under [auth] is too short to be safe: give it {SHORTEST_COOKIE_SECRET} "
            "signs or more, drawn at random."
        )
    hours, idle_hours = (
        _hours(limits.get("hours", USUAL_HOURS)),
        _hours(limits.get("idle_hours", USUAL_IDLE_HOURS)),
    )
    if hours is None or idle_hours is None:
        return Unusable(
            f"hours and idle_hours under [sign_in] are numbers above 0 and up to {MOST_HOURS:.0f}."
        )
    ask = str(limits.get("ask") or "your school’s SENCO")
    return SignInRules(_people(people), hours, idle_hours, ask)


def _section(secrets: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    found = secrets.get(name, {})
    return found if isinstance(found, Mapping) else None


def _hours(value: object) -> dt.timedelta | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return dt.timedelta(hours=value) if 0 < value <= MOST_HOURS else None


def _people(lines: Mapping[str, Any]) -> Mapping[str, Role]:
    """The people who have one role; who has none, or two, is nobody and is told in the log."""
    roles: dict[str, Role | None] = {}
    for address, word in lines.items():
        known = address.strip().lower()
        role = _role(word)
        if role is None or known in roles:
            _tell_once(address)
        roles[known] = None if known in roles else role
    return {address: role for address, role in roles.items() if role is not None}


@cache
def _tell_once(address: str) -> None:
    # The rules are read at every turn of a page, and one line in the log is enough.
    _log.warning("[people]: %s has no role, or two, and is not let in.", address)


def _role(word: object) -> Role | None:
    try:
        return Role(str(word).strip().lower())
    except ValueError:
        return None
