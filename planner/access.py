"""Who may do what: the one definition of the roles, which the store and every page ask.

Who somebody is, and which role they have, is found out by ``planner.ui``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from planner.errors import AccessError


class Role(StrEnum):
    """What somebody is to the school's planning; the value stands in the list of people."""

    SENCO = "senco"
    LEADER = "leader"
    FINANCE = "finance"
    VIEWER = "viewer"


ROLE_NAMES: Mapping[Role, str] = MappingProxyType(
    {
        Role.SENCO: "SENCO",
        Role.LEADER: "leader",
        Role.FINANCE: "finance",
        Role.VIEWER: "viewer",
    }
)


class Action(StrEnum):
    """Something that a role may or may not do; the value completes "You may not …"."""

    READ_AGGREGATES = "see figures for the whole school"
    READ_SCHOOL = "see the school’s details and priorities"
    EDIT_SCHOOL = "change the school’s details and terms"
    READ_PUPILS = "see pupils and their needs"
    EDIT_PUPILS = "change pupils and their needs"
    READ_NAMES = "see pupils’ names"
    EDIT_NAMES = "change pupils’ names"
    READ_STAFF_PAY = "see staff, their hours and their pay"
    EDIT_STAFF = "change staff, their hours and their pay"
    READ_MONEY = "see the money"
    EDIT_MONEY = "change the money"
    READ_PROVISION = "see the provision"
    EDIT_PROVISION = "change the provision"
    DECIDE_POLICIES = "decide what matters most in a plan"
    PLAN = "make a plan"
    EDIT_SCENARIOS = "change scenarios and plan for them"
    ASK = "ask what a choice would cost"
    READ_PLAN = "see who receives what in a plan"
    READ_PLAN_COSTS = "see what a plan costs and who pays"
    APPROVE_PLAN = "approve a plan"
    EDIT_WORDING = "change the words of documents"
    EXPORT = "take the registers or a plan away as files"
    EXPORT_COSTS = "take the money away as files"
    IMPORT = "bring in registers from files"
    MANAGE_SCHOOLS = "add, copy or delete a school year"
    READ_AUDIT = "see who changed what"
    ERASE = "delete a pupil for good"
    BACK_UP = "make a backup"
    RESTORE = "bring a backup back"


_EVERYBODY = frozenset(Role)
_STAFF = frozenset({Role.SENCO, Role.LEADER, Role.FINANCE})
_SENCO_AND_LEADER = frozenset({Role.SENCO, Role.LEADER})
_SENCO_AND_FINANCE = frozenset({Role.SENCO, Role.FINANCE})
_SENCO = frozenset({Role.SENCO})
_LEADER = frozenset({Role.LEADER})

PERMISSIONS: Mapping[Action, frozenset[Role]] = MappingProxyType(
    {
        Action.READ_AGGREGATES: _EVERYBODY,
        Action.READ_SCHOOL: _STAFF,
        Action.EDIT_SCHOOL: _SENCO,
        Action.READ_PUPILS: _SENCO_AND_LEADER,
        Action.EDIT_PUPILS: _SENCO,
        Action.READ_NAMES: _SENCO_AND_LEADER,
        Action.EDIT_NAMES: _SENCO,
        Action.READ_STAFF_PAY: _STAFF,
        Action.EDIT_STAFF: _SENCO_AND_FINANCE,
        Action.READ_MONEY: _STAFF,
        Action.EDIT_MONEY: _SENCO_AND_FINANCE,
        Action.READ_PROVISION: _STAFF,
        Action.EDIT_PROVISION: _SENCO,
        Action.DECIDE_POLICIES: _SENCO_AND_LEADER,
        Action.PLAN: _SENCO,
        Action.EDIT_SCENARIOS: _SENCO_AND_LEADER,
        Action.ASK: _SENCO_AND_LEADER,
        Action.READ_PLAN: _SENCO_AND_LEADER,
        Action.READ_PLAN_COSTS: _STAFF,
        # A plan is approved by somebody other than the one who made it.
        Action.APPROVE_PLAN: _LEADER,
        Action.EDIT_WORDING: _SENCO_AND_LEADER,
        Action.EXPORT: _SENCO_AND_LEADER,
        Action.EXPORT_COSTS: _STAFF,
        Action.IMPORT: _SENCO,
        Action.MANAGE_SCHOOLS: _SENCO,
        Action.READ_AUDIT: _SENCO_AND_LEADER,
        Action.ERASE: _SENCO,
        Action.BACK_UP: _SENCO,
        Action.RESTORE: _SENCO,
    }
)

READ_ACTION: Mapping[str, Action] = MappingProxyType(
    {
        "details": Action.READ_SCHOOL,
        "policies": Action.READ_SCHOOL,
        "terms": Action.READ_SCHOOL,
        "pupils": Action.READ_PUPILS,
        "needs": Action.READ_PUPILS,
        "statutory": Action.READ_PUPILS,
        "reviews": Action.READ_PUPILS,
        "referrals": Action.READ_PUPILS,
        "staff": Action.READ_STAFF_PAY,
        "provisions": Action.READ_PROVISION,
        "effects": Action.READ_PROVISION,
        "funding": Action.READ_MONEY,
        "budget_lines": Action.READ_MONEY,
        "figures": Action.READ_SCHOOL,
        "pins": Action.READ_PLAN,
        "current_plan": Action.READ_PLAN,
    }
)

EDIT_ACTION: Mapping[str, Action] = MappingProxyType(
    {
        "details": Action.EDIT_SCHOOL,
        "policies": Action.DECIDE_POLICIES,
        "terms": Action.EDIT_SCHOOL,
        "pupils": Action.EDIT_PUPILS,
        "needs": Action.EDIT_PUPILS,
        "statutory": Action.EDIT_PUPILS,
        "reviews": Action.EDIT_PUPILS,
        "referrals": Action.EDIT_PUPILS,
        "staff": Action.EDIT_STAFF,
        "provisions": Action.EDIT_PROVISION,
        "effects": Action.EDIT_PROVISION,
        "funding": Action.EDIT_MONEY,
        "budget_lines": Action.EDIT_MONEY,
        "figures": Action.EDIT_MONEY,
        "pins": Action.PLAN,
        "current_plan": Action.PLAN,
    }
)


@dataclass(frozen=True)
class Actor:
    """Somebody who reads or changes something.

    Attributes:
        who: Their e-mail address, or ``this computer`` for its only user; the audit keeps it.
        role: What they are to the school's planning.
    """

    who: str
    role: Role


# The one user of a machine that serves nobody else. No e-mail address can be equal to this name.
LOCAL = Actor("this computer", Role.SENCO)


def may(actor: Actor, action: Action) -> bool:
    """Tell whether somebody may do something; the only user of a machine may do everything."""
    return actor == LOCAL or actor.role in PERMISSIONS[action]


def require(actor: Actor, action: Action) -> None:
    """Stop whoever may not do this.

    Raises:
        AccessError: The role may not; the message says which roles may.
    """
    if not may(actor, action):
        allowed = [ROLE_NAMES[role] for role in Role if role in PERMISSIONS[action]]
        raise AccessError(ROLE_NAMES[actor.role], action.value, allowed)
