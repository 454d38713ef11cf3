"""Arrive at the app as somebody who has signed in, without a provider.

A test that asks for the fixture ``options`` meets a server that has just been started::

    def test_a_viewer_sees_no_pupils(options):
        app = arrive(claims("viewer@oak.example"))
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from streamlit.testing.v1 import AppTest

from planner.access import Role
from planner.ui.sign_in_rules import NEEDED
from tests.pages.helpers import APP, SECONDS_TO_WAIT

PEOPLE = {f"{role}@oak.example": role.value for role in Role}
SECRETS = "secrets.toml"
ASK = "Ms Example, the SENCO"


def write(sections):
    """Write a file of secrets, where the server of this test looks for it."""
    plain = {name: word for name, word in sections.items() if not isinstance(word, dict)}
    lines = [f"{name} = {json.dumps(word)}" for name, word in plain.items()]
    for name in sections.keys() - plain.keys():
        lines.append(f"[{name}]")
        lines += [f'"{key}" = {json.dumps(word)}' for key, word in sections[name].items()]
    Path(SECRETS).write_text("\n".join(lines), encoding="utf-8")


def secrets(**sections):
    auth = dict.fromkeys(NEEDED, "x" * 40)
    return {"auth": auth, "people": dict(PEOPLE), "sign_in": {"ask": ASK}} | sections


def claims(address="senco@oak.example", *, hours_ago=0.0, **other):
    stamp = dt.datetime.now(dt.UTC) - dt.timedelta(hours=hours_ago)
    return {
        "is_logged_in": True,
        "iss": "https://id.example",
        "sub": address,
        "iat": int(stamp.timestamp()),
        "nonce": "n1",
        "email": address,
        "email_verified": True,
    } | other


def arrive(user=None, written=None):
    """Open the app where sign-in is set up; ``user`` is what the provider says of the visitor."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS_TO_WAIT)
    write(secrets() if written is None else written)
    app.user = {"is_logged_in": False} if user is None else user
    return app.run()
