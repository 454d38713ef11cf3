"""Who may do what, cell by cell, against a table written from what the roles are for."""

from __future__ import annotations

from dataclasses import fields

import pytest

from planner.access import (
    EDIT_ACTION,
    LOCAL,
    PERMISSIONS,
    READ_ACTION,
    ROLE_NAMES,
    Action,
    Actor,
    Role,
    may,
    require,
)
from planner.errors import AccessError
from planner.school.registers import Registers

# The SENCO does everything about pupils and plans, the leader reads all, decides policies, tries
# out scenarios, asks and approves, finance keeps money and staff, and a viewer sees figures for the
# whole school.
# The columns are SENCO, leader, finance, viewer.
WHO_MAY = {
    "READ_AGGREGATES": "yes yes yes yes",
    "READ_SCHOOL": "yes yes yes no",
    "EDIT_SCHOOL": "yes no no no",
    "READ_PUPILS": "yes yes no no",
    "EDIT_PUPILS": "yes no no no",
    "READ_NAMES": "yes yes no no",
    "EDIT_NAMES": "yes no no no",
    "READ_STAFF_PAY": "yes yes yes no",
    "EDIT_STAFF": "yes no yes no",
    "READ_MONEY": "yes yes yes no",
    "EDIT_MONEY": "yes no yes no",
    "READ_PROVISION": "yes yes yes no",
    "EDIT_PROVISION": "yes no no no",
    "DECIDE_POLICIES": "yes yes no no",
    "PLAN": "yes no no no",
    "EDIT_SCENARIOS": "yes yes no no",
    "ASK": "yes yes no no",
    "READ_PLAN": "yes yes no no",
    "READ_PLAN_COSTS": "yes yes yes no",
    "APPROVE_PLAN": "no yes no no",
    "EDIT_WORDING": "yes yes no no",
    "EXPORT": "yes yes no no",
    "EXPORT_COSTS": "yes yes yes no",
    "IMPORT": "yes no no no",
    "MANAGE_SCHOOLS": "yes no no no",
    "READ_AUDIT": "yes yes no no",
    "ERASE": "yes no no no",
    "BACK_UP": "yes no no no",
    "RESTORE": "yes no no no",
}
COLUMNS = (Role.SENCO, Role.LEADER, Role.FINANCE, Role.VIEWER)
CELLS = [
    (role, name, word == "yes")
    for name, row in WHO_MAY.items()
    for role, word in zip(COLUMNS, row.split(), strict=True)
]


def somebody(role: Role) -> Actor:
    return Actor(f"{role}@oak.example", role)


def test_the_table_here_has_a_cell_for_every_role_and_action():
    assert set(WHO_MAY) == set(Action.__members__)
    assert set(COLUMNS) == set(Role)
    assert len(CELLS) == len(Role) * len(Action)


@pytest.mark.parametrize(("role", "name", "allowed"), CELLS)
def test_a_role_may_do_what_its_cell_says_and_is_stopped_otherwise(role, name, allowed):
    action = Action[name]
    assert may(somebody(role), action) is allowed
    if allowed:
        require(somebody(role), action)
    else:
        with pytest.raises(AccessError):
            require(somebody(role), action)


def test_every_action_is_in_the_definition_and_open_to_somebody():
    assert set(PERMISSIONS) == set(Action)
    assert all(PERMISSIONS.values())


@pytest.mark.parametrize("action", Action)
def test_the_only_user_of_a_machine_may_do_everything(action):
    require(LOCAL, action)


def test_a_senco_who_signed_in_is_not_the_only_user_of_a_machine():
    with pytest.raises(AccessError):
        require(Actor("this.computer@oak.example", Role.SENCO), Action.APPROVE_PLAN)


def test_being_stopped_says_what_the_role_is_and_whom_to_ask():
    with pytest.raises(AccessError) as stopped:
        require(somebody(Role.VIEWER), Action.EDIT_MONEY)
    assert str(stopped.value) == (
        "You may not change the money: your role here is viewer. "
        "Ask somebody with the role SENCO or finance."
    )


@pytest.mark.parametrize("actions", [READ_ACTION, EDIT_ACTION], ids=["read", "edit"])
def test_every_register_has_its_action_and_there_is_none_without_a_register(actions):
    assert set(actions) == {field.name for field in fields(Registers)}


@pytest.mark.parametrize("register", EDIT_ACTION)
def test_who_may_change_a_register_may_also_see_it(register):
    assert PERMISSIONS[EDIT_ACTION[register]] <= PERMISSIONS[READ_ACTION[register]]


@pytest.mark.parametrize("register", READ_ACTION)
def test_a_viewer_sees_no_register(register):
    assert not may(somebody(Role.VIEWER), READ_ACTION[register])


def test_every_role_has_a_name_for_the_screen():
    assert set(ROLE_NAMES) == set(Role)
