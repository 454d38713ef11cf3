"""What is remembered of sign-ins, so that a cookie is worth no more than the sign-in it is from.

Streamlit keeps a sign-in in a signed cookie for 30 days and asks nobody about it again. Here it
ends: by signing out, whoever has a copy of the cookie; with time; and when nothing is done.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Protocol

from planner.ui.sign_in_rules import MOST_HOURS, SignInRules

# The clock of the provider and ours may differ by this much.
CLOCKS_DIFFER = dt.timedelta(minutes=1)
# Being there is written down no more often than this.
SEEN_EVERY = dt.timedelta(minutes=1)
# No cookie is older, so what is remembered of an older sign-in decides nothing any more.
REMEMBERED = dt.timedelta(hours=MOST_HOURS) + dt.timedelta(days=2)


@dataclass(frozen=True)
class SignIn:
    """One sign-in, as it is remembered.

    Attributes:
        key: What it is known by; nobody's address can be read from it.
        began: When the provider confirmed who it was.
        last_seen: When something was last done with it.
        has_ended: Whether its person has signed out.
    """

    key: str
    began: dt.datetime
    last_seen: dt.datetime
    has_ended: bool = False


class SignIns(Protocol):
    """A memory of sign-ins; a lasting one need not end them all when the app is started again."""

    @property
    def remembers_since(self) -> dt.datetime:
        """A sign-in from before, if it is not known, may have ended and counts for nothing."""

    def find(self, key: str) -> SignIn | None:
        """Give a sign-in, if it is known."""

    def see(self, key: str, began: dt.datetime, now: dt.datetime) -> None:
        """Note that something is done with it now; one that has ended stays so."""

    def end(self, key: str, began: dt.datetime, now: dt.datetime) -> None:
        """End it for good."""

    def forget_begun_before(self, moment: dt.datetime) -> None:
        """Forget every sign-in that began earlier."""


class SignInsInMemory:
    """A memory that lasts as long as the app runs; starting the app again signs everybody out."""

    def __init__(self, now: dt.datetime) -> None:
        """Begin to remember."""
        self._since = now
        self._known: dict[str, SignIn] = {}
        self._lock = threading.Lock()

    @property
    def remembers_since(self) -> dt.datetime:
        """When the app was started."""
        return self._since

    def find(self, key: str) -> SignIn | None:
        """Give a sign-in, if it is known."""
        with self._lock:
            return self._known.get(key)

    def see(self, key: str, began: dt.datetime, now: dt.datetime) -> None:
        """Note that something is done with it now; one that has ended stays so."""
        with self._lock:
            known = self._known.get(key, SignIn(key, began, now))
            self._known[key] = replace(known, last_seen=now)

    def end(self, key: str, began: dt.datetime, now: dt.datetime) -> None:
        """End it for good."""
        with self._lock:
            known = self._known.get(key, SignIn(key, began, now))
            self._known[key] = replace(known, has_ended=True)

    def forget_begun_before(self, moment: dt.datetime) -> None:
        """Forget every sign-in that began earlier."""
        with self._lock:
            self._known = {key: one for key, one in self._known.items() if one.began >= moment}


class Over(StrEnum):
    """Why a sign-in counts no more, as its person is told."""

    UNDATED = "The sign-in does not say when it was made. Sign in again."
    EXPIRED = "You signed in a while ago, and a sign-in lasts only so long. Sign in again."
    FORGOTTEN = "Evenhand has been started again since you signed in. Sign in again."
    ENDED = "You have signed out."
    IDLE = "Nothing was done for a while, so you were signed out. Sign in again."


def key_of(claims: Mapping[str, Any]) -> str:
    """What one sign-in is known by: the provider's word on who and when, digested."""
    parts = [claims.get(name) for name in ("iss", "sub", "iat", "nonce")]
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()


def began_of(claims: Mapping[str, Any]) -> dt.datetime | None:
    """When the provider confirmed who somebody is, if it says so."""
    stamp = claims.get("iat")
    if isinstance(stamp, bool) or not isinstance(stamp, int | float):
        return None
    try:
        return dt.datetime.fromtimestamp(stamp, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None


def why_over(
    sign_ins: SignIns, claims: Mapping[str, Any], rules: SignInRules, now: dt.datetime
) -> Over | None:
    """Say why a sign-in counts no more, if it does not."""
    began = began_of(claims)
    if began is None or began > now + CLOCKS_DIFFER:
        return Over.UNDATED
    known = sign_ins.find(key_of(claims))
    if known is not None and known.has_ended:
        return Over.ENDED
    if now - began > rules.longest:
        return Over.EXPIRED
    if known is None and began < sign_ins.remembers_since - CLOCKS_DIFFER:
        return Over.FORGOTTEN
    last_seen = began if known is None else known.last_seen
    return Over.IDLE if now - last_seen > rules.idle else None


def note(sign_ins: SignIns, claims: Mapping[str, Any], now: dt.datetime) -> None:
    """Note that somebody who is let in does something."""
    key, began = key_of(claims), began_of(claims)
    if began is None:
        return
    known = sign_ins.find(key)
    if known is None:
        sign_ins.forget_begun_before(now - REMEMBERED)
    if known is None or now - known.last_seen >= SEEN_EVERY:
        sign_ins.see(key, began, now)
