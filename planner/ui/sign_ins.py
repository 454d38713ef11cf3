"""What is remembered of sign-ins, so that a cookie is worth no more than the sign-in it is from.

Streamlit keeps a sign-in in a signed cookie for 30 days and asks nobody about it again. Here it
ends: by signing out, whoever has a copy of the cookie; with time; and when nothing is done.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from planner.store.sign_ins import StoredSignIns
from planner.ui.sign_in_rules import MOST_HOURS, SignInRules

# The clock of the provider and ours may differ by this much.
CLOCKS_DIFFER = dt.timedelta(minutes=1)
# Being there is written down no more often than this.
SEEN_EVERY = dt.timedelta(minutes=1)
# No cookie is older, so what is remembered of an older sign-in decides nothing any more.
REMEMBERED = dt.timedelta(hours=MOST_HOURS) + dt.timedelta(days=2)


class Over(StrEnum):
    """Why a sign-in counts no more, as its person is told."""

    UNDATED = "The sign-in does not say when it was made. Sign in again."
    EXPIRED = "You signed in a while ago, and a sign-in lasts only so long. Sign in again."
    FORGOTTEN = "Evenhand’s memory of sign-ins is newer than yours. Sign in again."
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
    sign_ins: StoredSignIns, claims: Mapping[str, Any], rules: SignInRules, now: dt.datetime
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


def note(sign_ins: StoredSignIns, claims: Mapping[str, Any], now: dt.datetime) -> None:
    """Note that somebody who is let in does something."""
    key, began = key_of(claims), began_of(claims)
    if began is None:
        return
    known = sign_ins.find(key)
    if known is None:
        sign_ins.forget_begun_before(now - REMEMBERED)
    if known is None or now - known.last_seen >= SEEN_EVERY:
        sign_ins.see(key, began, now)
