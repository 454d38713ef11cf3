"""What SECURITY.md tells a school to write works, and what it says of the roles is so."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
import tomllib
from pathlib import Path

from planner.access import Role
from planner.suppression import THRESHOLD
from planner.ui.sign_in_rules import USUAL_HOURS, USUAL_IDLE_HOURS, SignInRules, read_rules

ROOT = Path(__file__).parents[1]
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def secrets_of_the_page():
    block = re.search(r"^ *```toml\n(.*?)^ *```$", SECURITY, re.MULTILINE | re.DOTALL)
    return tomllib.loads(textwrap.dedent(block[1]))


def test_the_file_of_secrets_on_the_page_is_one_that_works():
    rules = read_rules(secrets_of_the_page())
    assert isinstance(rules, SignInRules)
    assert set(rules.people.values()) == set(Role)
    assert rules.longest == dt.timedelta(hours=USUAL_HOURS)
    assert rules.idle == dt.timedelta(hours=USUAL_IDLE_HOURS)
    assert rules.ask == "Ms Example in the school office"


def test_the_page_names_every_role_and_no_other():
    assert re.findall(r"^\| `(\w+)` \|", SECURITY, re.MULTILINE) == list(Role)


def test_the_page_gives_the_times_and_the_threshold_that_are_used():
    told = f"after {USUAL_HOURS:.0f} hours, and after {USUAL_IDLE_HOURS:.0f} hour without use"
    assert told in SECURITY
    assert f"Counts under {THRESHOLD} are hidden" in SECURITY


def test_the_sections_that_the_app_points_to_are_there():
    assert "\n## Running it for a school\n" in SECURITY


def test_no_grid_offers_a_download_that_is_not_neutralised():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["client"]["disableDataExport"] is True
