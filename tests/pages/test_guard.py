"""Who gets through the door of a page, seen through the app."""

from __future__ import annotations

import ast
import datetime as dt
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from planner.access import LOCAL, Action, Actor, Role, may
from planner.store.database import default_url
from planner.store.store import Store
from planner.ui import storage, visitor
from planner.ui.listening import why_not_without_sign_in
from planner.ui.page_list import PAGES as ENTRIES
from planner.ui.sign_in_rules import NEEDED
from planner.ui.sign_ins import key_of
from planner.ui.state import Key
from tests.builders import details
from tests.charts.small_plan import small_plan, small_school
from tests.pages.helpers import APP, PAGES, SECONDS_TO_WAIT, go_to, keep, open_page, said
from tests.pages.signing_in import ASK, PEOPLE, SECRETS, arrive, claims, secrets, write
from tests.test_access import somebody

ROOT = APP.parent
STRANGER = "stranger@else.example"


pytestmark = pytest.mark.usefixtures("options")


def started_hours_ago(monkeypatch, hours):
    """Let the server's memory of sign-ins go back some hours."""
    since = dt.datetime.now(dt.UTC) - dt.timedelta(hours=hours)
    sign_ins = replace(storage.store().sign_ins, since=since)
    monkeypatch.setattr(visitor, "_sign_ins", lambda: sign_ins)
    return sign_ins


def is_shut(app):
    """Nothing is shown but the door: no table, no school, no list of pages."""
    assert not app.exception
    assert len(app.title) == 1
    assert not app.sidebar.markdown
    return {button.key for button in app.button} <= {Key.SIGN_IN, Key.SIGN_OUT}


# Without sign-in


@pytest.mark.parametrize("page", PAGES)
def test_the_person_of_this_computer_opens_every_page_without_signing_in(page):
    app = open_page(page)
    assert not app.exception
    assert app.title[0].value.endswith("?")
    assert Key.SIGN_OUT not in {button.key for button in app.button}


@pytest.mark.parametrize("address", [None, "0.0.0.0", "::", "192.168.1.20", "evenhand.oak.example"])
@pytest.mark.parametrize("page", PAGES)
def test_no_page_opens_beyond_this_computer_without_sign_in(options, address, page):
    options["server.address"] = address
    app = open_page(page, small_school(), small_plan())
    assert is_shut(app)
    assert "nobody has to sign in" in said(app)
    assert "SECURITY.md" in said(app)


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evenhand.oak.example"},
        {"Host": "localhost:8501", "Origin": "https://evenhand.oak.example"},
        {"Host": "localhost:8501", "X-Forwarded-For": "192.168.1.20, 127.0.0.1"},
    ],
)
def test_a_visit_through_another_computer_is_refused_without_sign_in(monkeypatch, headers):
    found = why_not_without_sign_in("localhost", headers)
    monkeypatch.setattr(visitor, "why_not_without_sign_in", lambda *_: found)
    app = open_page("start")
    assert is_shut(app)
    assert "from another computer" in said(app)


@pytest.mark.parametrize("address", ["localhost", "LOCALHOST", "127.0.0.1", "127.1.2.3", "::1"])
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": "localhost:8501", "Origin": "http://localhost:8501"},
        {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"},
        {"Host": "[::1]:8501", "Origin": "http://[::1]:8501", "X-Forwarded-For": "::1"},
    ],
)
def test_this_computer_alone_needs_no_sign_in(address, headers):
    assert why_not_without_sign_in(address, headers) == ""


@pytest.mark.parametrize("address", ["unix:///run/evenhand", "localhost.oak.example", "[::1"])
def test_an_address_that_may_mean_another_computer_needs_sign_in(address):
    assert address in why_not_without_sign_in(address, {})
    assert why_not_without_sign_in("localhost", {"Host": address})


# Setting it up


@pytest.mark.parametrize("missing", NEEDED)
def test_sign_in_that_is_half_set_up_lets_nobody_in_and_names_what_is_missing(missing):
    half = {name: "x" * 40 for name in NEEDED if name != missing}
    app = arrive(claims(), secrets(auth=half))
    assert is_shut(app)
    assert missing in said(app)


@pytest.mark.parametrize(
    "written",
    [
        {"people": dict(PEOPLE)},
        secrets(auth=dict.fromkeys(NEEDED, "short")),
        secrets(sign_in={"hours": 0}),
        secrets(sign_in={"idle_hours": "one"}),
        secrets(people="senco@oak.example"),
    ],
    ids=["no auth", "weak secret", "no time", "no number", "no section"],
)
def test_settings_that_cannot_be_right_let_nobody_in(written):
    app = arrive(claims(), written)
    assert is_shut(app)
    assert "not set up" in app.title[0].value


def test_sign_in_that_is_lost_does_not_open_the_app_to_everybody():
    arrive(claims())
    Path(SECRETS).unlink()
    app = open_page("start")
    assert is_shut(app)
    assert "is gone" in said(app)


@pytest.mark.parametrize("content", [b"[auth\n", b"\xff\xfe"], ids=["not TOML", "not text"])
def test_a_file_of_secrets_that_cannot_be_read_does_not_open_the_app(content):
    Path(SECRETS).write_bytes(content)
    app = open_page("start")
    assert is_shut(app)
    assert "cannot be read" in said(app)


def test_secrets_that_are_not_about_sign_in_ask_nobody_to_sign_in():
    write({"database": {"password": "x"}})
    app = open_page("start")
    assert app.title[0].value == "Which school do you plan for?"


def test_sign_in_that_only_streamlit_has_been_told_of_does_not_open_the_app(monkeypatch):
    app = AppTest.from_file(str(APP), default_timeout=SECONDS_TO_WAIT)
    app.secrets = secrets()
    assert is_shut(app.run())


def test_a_server_that_believes_headers_about_who_is_there_lets_nobody_in(options):
    options["server.trustedUserHeaders"] = {"X-Email": "email"}
    app = arrive(claims())
    assert is_shut(app)
    assert "trustedUserHeaders" in said(app)


# Who is let in


def test_nobody_sees_anything_before_signing_in():
    app = arrive()
    assert is_shut(app)
    assert [button.key for button in app.button] == [Key.SIGN_IN]


@pytest.mark.parametrize("page", PAGES)
def test_the_address_of_a_page_shows_nothing_before_signing_in(page):
    assert is_shut(go_to(arrive(), page))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_a_page_opens_for_the_roles_that_may_open_it_and_for_no_other(role, entry):
    app = arrive(claims(f"{role}@oak.example"))
    app = app.switch_page(entry.path).run()
    assert not app.exception
    is_open = app.title[0].value != "This page is not open to you"
    assert is_open is may(somebody(role), entry.action)
    assert role in app.sidebar.caption[-1].value.casefold()


@pytest.mark.parametrize("role", Role)
def test_only_who_may_plan_has_a_button_for_it(role):
    app = open_with_school(arrive(claims(f"{role}@oak.example")))
    has_button = Key.PLAN in {button.key for button in app.button}
    assert has_button is may(somebody(role), Action.PLAN)
    has_choices = Key.FAIRNESS in {field.key for field in app.number_input}
    assert has_choices is may(somebody(role), Action.DECIDE_POLICIES)


def open_with_school(app):
    keep(small_school())
    return go_to(app.run(), "plan")


def test_the_list_of_people_is_read_whatever_the_case_of_letters():
    app = arrive(claims("Senco@OAK.example"), secrets(people={"SENCO@oak.Example": "SENCO"}))
    assert app.title[0].value == "Which school do you plan for?"


def test_somebody_who_is_not_on_the_list_is_told_whom_to_ask_and_sees_nothing():
    app = arrive(claims(STRANGER))
    assert is_shut(app)
    assert ASK in said(app)
    assert STRANGER in said(app)


@pytest.mark.parametrize(
    "unsure",
    [
        {"email_verified": False},
        {"email_verified": None},
        {"email_verified": "false"},
        {"email": ""},
        {"email": None},
        {"email": "\u017fenco@oak.example"},  # a long s, whose capital is our S
        # Microsoft lets an account write any address; only a proved domain counts.
        {"iss": "https://login.microsoftonline.com/1/v2.0"},
        {"iss": "https://login.microsoftonline.com/1/v2.0", "xms_edov": "0"},
    ],
)
def test_an_address_that_nobody_vouches_for_lets_nobody_in(unsure):
    app = arrive(claims(**unsure))
    assert is_shut(app)
    assert "not confirmed" in app.title[0].value


@pytest.mark.parametrize("proved", [True, 1, "1", "true"])
def test_an_address_of_microsoft_counts_where_its_domain_is_proved(proved):
    user = claims(iss="https://login.microsoftonline.com/1/v2.0", xms_edov=proved)
    del user["email_verified"]
    assert arrive(user).title[0].value == "Which school do you plan for?"


@pytest.mark.parametrize(
    "people",
    [
        {"senco@oak.example": "headteacher"},
        {"senco@oak.example": "senco", "SENCO@oak.example": "viewer"},
    ],
    ids=["no such role", "two roles"],
)
def test_a_person_without_one_clear_role_is_nobody(people):
    assert is_shut(arrive(claims(), secrets(people=people)))


def test_somebody_taken_off_the_list_sees_nothing_from_the_next_turn_on():
    app = open_with_school(arrive(claims()))
    write(secrets(people={"leader@oak.example": "leader"}))
    app.run()
    assert is_shut(app)
    assert Key.YEAR not in app.session_state


def test_a_change_of_role_counts_from_the_next_turn_on():
    app = open_with_school(arrive(claims()))
    write(secrets(people={"senco@oak.example": "viewer"}))
    app.run()
    assert app.title[0].value == "This page is not open to you"


# How long


def test_a_sign_in_ends_after_its_hours(monkeypatch):
    started_hours_ago(monkeypatch, 48)
    # 8 hours are usual: seen half an hour ago, but begun more than 8 hours ago.
    user = claims(hours_ago=8.1)
    began = dt.datetime.fromtimestamp(user["iat"], dt.UTC)
    visitor._sign_ins().see(key_of(user), began, began + dt.timedelta(hours=7.6))
    app = arrive(user)
    assert is_shut(app)
    assert "lasts only so long" in said(app)


def test_a_sign_in_that_is_used_goes_on_within_its_hours(monkeypatch):
    started_hours_ago(monkeypatch, 48)
    user = claims(hours_ago=7.9)
    began = dt.datetime.fromtimestamp(user["iat"], dt.UTC)
    visitor._sign_ins().see(key_of(user), began, began + dt.timedelta(hours=7.4))
    assert arrive(user).title[0].value == "Which school do you plan for?"


def test_a_sign_in_ends_when_nothing_is_done_for_an_hour(monkeypatch):
    started_hours_ago(monkeypatch, 48)
    app = arrive(claims(hours_ago=1.1))
    assert is_shut(app)
    assert "Nothing was done for a while" in said(app)


def test_looking_whether_a_sign_in_is_over_does_not_keep_it_going(monkeypatch):
    sign_ins = started_hours_ago(monkeypatch, 48)
    user = claims(hours_ago=0.5)
    began = dt.datetime.fromtimestamp(user["iat"], dt.UTC)
    sign_ins.see(key_of(user), began, began)
    write(secrets())
    monkeypatch.setattr(st, "user", _User(user))
    assert not visitor.is_over()
    assert sign_ins.find(key_of(user)).last_seen == began
    visitor.find()
    assert sign_ins.find(key_of(user)).last_seen > began


class _User(dict):
    def to_dict(self):
        return dict(self)


def test_the_hours_are_the_schools(monkeypatch):
    started_hours_ago(monkeypatch, 48)
    app = arrive(claims(hours_ago=2.5), secrets(sign_in={"hours": 24, "idle_hours": 3}))
    assert app.title[0].value == "Which school do you plan for?"


@pytest.mark.parametrize("stamp", [None, "yesterday", 1e300, True])
def test_a_sign_in_without_a_date_is_none(stamp):
    app = arrive(claims(iat=stamp))
    assert is_shut(app)
    assert "does not say when" in said(app)


def test_a_sign_in_from_the_future_is_none():
    assert is_shut(arrive(claims(hours_ago=-1)))


def test_a_sign_in_from_before_the_memory_may_have_ended_and_counts_for_nothing():
    app = arrive(claims(hours_ago=0.5))
    assert is_shut(app)
    assert "memory of sign-ins is newer" in said(app)


def test_starting_the_app_again_keeps_people_signed_in():
    user = claims()
    assert arrive(user).title[0].value == "Which school do you plan for?"
    storage.close()
    st.cache_resource.clear()
    assert arrive(user).title[0].value == "Which school do you plan for?"


def test_signing_out_of_one_process_counts_in_another():
    user = claims()
    arrive(user)
    with closing(Store.open(default_url())) as elsewhere:
        began = dt.datetime.fromtimestamp(user["iat"], dt.UTC)
        elsewhere.sign_ins.end(key_of(user), began, began)
    app = arrive(user)
    assert is_shut(app)
    assert "You have signed out" in said(app)


def test_without_the_store_nobody_is_let_in(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://user:secret@127.0.0.1:9/none")
    app = arrive(claims())
    assert is_shut(app)
    assert "cannot be reached" in said(app)
    assert "secret" not in said(app)


# Signing out


def test_signing_out_forgets_what_is_open_and_ends_the_sign_in_everywhere():
    user = claims()
    here, elsewhere = open_with_school(arrive(user)), open_with_school(arrive(user))
    here.button(Key.SIGN_OUT).click().run()
    assert is_shut(here)
    assert Key.YEAR not in here.session_state
    elsewhere.run()
    assert is_shut(elsewhere)
    assert "You have signed out." in said(elsewhere)
    assert Key.YEAR not in elsewhere.session_state
    assert is_shut(arrive(user))


def test_signing_out_ends_no_other_sign_in():
    other = arrive(claims(nonce="n2"))
    arrive(claims()).button(Key.SIGN_OUT).click().run()
    assert other.run().title[0].value == "Which school do you plan for?"


def test_a_button_pressed_after_signing_out_elsewhere_does_nothing():
    user = claims()
    here, elsewhere = arrive(user), arrive(user)
    elsewhere.button(Key.SIGN_OUT).click().run()
    here.button(f"{Key.OPEN_SAMPLE}_primary").click().run()
    assert is_shut(here)
    assert Key.YEAR not in here.session_state


def test_what_one_person_has_open_is_not_open_for_the_next():
    keep(small_school(details=details(name="Other Primary")))
    senco = Actor("senco@oak.example", Role.SENCO)
    storage.store().set_preference(senco, "open_year", keep(small_school()).id)
    app = go_to(arrive(claims()), "plan")
    assert app.session_state[Key.YEAR] is not None
    app.user = claims("leader@oak.example", nonce="n3")
    app.run()
    assert not app.exception
    assert app.session_state[Key.YEAR] is None


def test_a_button_that_was_there_for_another_role_does_nothing():
    app = arrive(claims())
    write(secrets(people={"senco@oak.example": "finance"}))
    app.button(f"{Key.OPEN_SAMPLE}_primary").click().run()
    assert not app.exception
    assert storage.store().years(LOCAL) == ()
    assert f"{Key.OPEN_SAMPLE}_primary" not in {button.key for button in app.button}


# Every page has a door


def calls(path):
    """What a page does, statement by statement, after its docstring and imports."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    passive = ast.Import | ast.ImportFrom
    return [node for node in tree.body[1:] if not isinstance(node, passive)]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.title)
def test_a_page_asks_at_its_door_before_anything_else(entry):
    first = calls(entry.path)[0]
    assert isinstance(first, ast.Expr | ast.Assign)
    assert ast.unparse(first.value) == f"guard.enter(Action.{entry.action.name})"


def test_every_page_is_on_the_list():
    scripts = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("pages/*/*.py")}
    listed = {entry.path for entry in ENTRIES}
    assert listed == {path for path in scripts if not path.endswith("__init__.py")}
