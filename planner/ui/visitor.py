"""Who is there: the person of this computer, somebody signed in, or nobody who may see anything.

It is found out again at every turn of a page, so that whoever is taken off the list, or signs out
elsewhere, sees nothing more from the next turn on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import streamlit as st

from planner.access import LOCAL, ROLE_NAMES, Actor, Role
from planner.errors import AccessError, StoreError
from planner.store.sign_ins import StoredSignIns
from planner.ui import state
from planner.ui.listening import why_not_without_sign_in
from planner.ui.secrets_file import read_secrets
from planner.ui.sign_in_rules import WHERE, SignInRules, Unusable, read_rules
from planner.ui.sign_ins import key_of, note, why_over
from planner.ui.storage import store

# Microsoft has no claim email_verified; this one says that the school has proved the domain.
_MICROSOFT, _DOMAIN_PROVED = "https://login.microsoftonline.com/", "xms_edov"
_YES = (True, 1, "1", "true", "True")


class Then(Enum):
    """What somebody who is not let in can do about it."""

    SIGN_IN = auto()
    SIGN_OUT = auto()
    NOTHING = auto()


@dataclass(frozen=True)
class Refused:
    """Nobody who may see anything, and what they are told.

    Attributes:
        title: What this is about.
        text: Why, and whom to ask or what to do.
        then: What can be done here.
    """

    title: str
    text: str
    then: Then


@dataclass
class _Memory:
    """What the server remembers: whether there has ever been sign-in."""

    has_had_sign_in: bool = False


@st.cache_resource(show_spinner=False)
def _memory() -> _Memory:
    return _Memory()


def _sign_ins() -> StoredSignIns:
    return store().sign_ins


def find() -> Actor | Refused:
    """Find out who is there, who is doing something."""
    return _find(is_doing_something=True)


def is_over() -> bool:
    """Tell whether whoever was there is let in no more; looking is not doing something."""
    return isinstance(_find(is_doing_something=False), Refused)


def _find(*, is_doing_something: bool) -> Actor | Refused:
    rules = _rules()
    if isinstance(rules, Unusable):
        return Refused("Evenhand is not set up to open", rules.text, Then.NOTHING)
    if rules is None:
        return LOCAL
    if not st.user.get("is_logged_in", False):
        return Refused(
            "Sign in to Evenhand", "Use the account that your school knows.", Then.SIGN_IN
        )
    claims = st.user.to_dict()
    try:
        found = _signed_in(claims, rules)
        if is_doing_something and isinstance(found, Actor):
            note(_sign_ins(), claims, _now())
    except StoreError as error:
        # Without the store it is not known who has signed out, so nobody is let in.
        return Refused("Evenhand cannot open", str(error), Then.NOTHING)
    if isinstance(found, Refused):
        state.forget_all()
    return found


def sign_out() -> None:
    """End this sign-in, here and wherever else its cookie is, and forget what is open."""
    claims = st.user.to_dict()
    try:
        _sign_ins().end(key_of(claims), _now(), _now())
    finally:
        state.forget_all()
        st.logout()


def _signed_in(claims: Mapping[str, Any], rules: SignInRules) -> Actor | Refused:
    if over := why_over(_sign_ins(), claims, rules, _now()):
        return Refused("Sign in to Evenhand", over.value, Then.SIGN_IN)
    found = actor_of(claims, rules)
    if isinstance(found, Actor):
        state.belongs_to(key_of(claims))
    return found


def people() -> Mapping[str, Role]:
    """Everybody who may sign in, with their role; nobody where sign-in is not set up."""
    rules = _rules()
    return rules.people if isinstance(rules, SignInRules) else {}


def as_listed_now(actor: Actor) -> Actor:
    """Give somebody with the role that the list gives them now, for what runs without a page.

    Raises:
        AccessError: They are on it no more.
    """
    if actor == LOCAL:
        return actor
    written = read_secrets()
    rules = None if isinstance(written, Unusable) else read_rules(written)
    role = rules.people.get(actor.who) if isinstance(rules, SignInRules) else None
    if role is None:
        raise AccessError("none", "do this", [ROLE_NAMES[Role.SENCO]])
    return Actor(actor.who, role)


def is_still(actor: Actor) -> bool:
    """Tell whether somebody found before is let in now as the same, without touching the session.

    A turn of a page may be broken off wherever it touches the session, and never here.
    """
    rules = _rules()
    if not isinstance(rules, SignInRules):
        return rules is None and actor == LOCAL
    claims = st.user.to_dict()
    return bool(
        claims.get("is_logged_in")
        and not why_over(_sign_ins(), claims, rules, _now())
        and actor_of(claims, rules) == actor
    )


def actor_of(claims: Mapping[str, Any], rules: SignInRules) -> Actor | Refused:
    """Give the person whom the provider vouches for, if the school's list has them."""
    address = str(claims.get("email") or "").strip().lower()
    # Letters of other alphabets can look, and become, the same as ours.
    if not address or not address.isascii() or not _is_verified(claims):
        return Refused(
            "Your address is not confirmed",
            "Whoever keeps your account does not say that its e-mail address is yours, so Evenhand "
            f"cannot know who you are. Ask {rules.ask}.",
            Then.SIGN_OUT,
        )
    role = rules.people.get(address)
    if role is None:
        return Refused(
            "You are not on the list",
            f"You have signed in as {address}, which is not on this school’s list of people. Ask "
            f"{rules.ask} to be put on it.",
            Then.SIGN_OUT,
        )
    return Actor(address, role)


def _is_verified(claims: Mapping[str, Any]) -> bool:
    if str(claims.get("iss", "")).startswith(_MICROSOFT):
        return claims.get(_DOMAIN_PROVED) in _YES
    return claims.get("email_verified") in _YES


def _rules() -> SignInRules | Unusable | None:
    """The rules of sign-in; ``None`` where none is set up and none is needed."""
    memory = _memory()
    if st.get_option("server.trustedUserHeaders"):
        return Unusable(
            "server.trustedUserHeaders is set, so that whoever reaches this server can say who "
            "they are. Remove it: people sign in."
        )
    written = read_secrets()
    rules = written if isinstance(written, Unusable) else read_rules(written)
    if rules is not None:
        memory.has_had_sign_in = True
    elif memory.has_had_sign_in:
        # A file of secrets that is lost or half written must not open the app to everybody.
        return Unusable(f"Sign-in was set up and is gone. Put it back or start again. {WHERE}")
    elif why := why_not_without_sign_in(st.get_option("server.address"), st.context.headers):
        return Unusable(why)
    return rules


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)
