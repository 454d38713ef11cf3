"""Signing in with a real provider, in a real browser: who sees what, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from planner.access import Role, may
from planner.ui.page_list import PAGES
from planner.ui.sign_ins import Over
from tests.browser.accessibility import accessibility_faults
from tests.browser.conftest import new_visitor
from tests.browser.driver import settle, visit
from tests.browser.openid import CLIENT, CLIENT_SECRET, running_provider
from tests.browser.server import running_app
from tests.browser.test_journeys import open_sample, press
from tests.test_access import somebody

SIGN_IN = "Sign in to Evenhand"
NOT_OPEN = "This page is not open to you"
START = "Which school do you plan for?"
PEOPLE = {f"{role}@oak.example": role.value for role in Role}
# What a changed file of secrets may take to be noticed, and a page to be drawn.
SOON = 20_000


@dataclass
class Served:
    """A running app that has sign-in, and the file that says who may."""

    address: str
    secrets: Path
    provider: str

    def write(self, people: dict[str, str], **limits: float) -> None:
        """Say who may sign in, and for how long."""
        write_secrets(self.secrets, self.provider, people, **limits)


def write_secrets(path: Path, provider: str, people: dict[str, str], **limits: float) -> None:
    lines = [
        "[auth]",
        'redirect_uri = "http://localhost:{port}/oauth2callback"',
        f'cookie_secret = "{"signed with this " * 3}"',
        f'client_id = "{CLIENT}"',
        f'client_secret = "{CLIENT_SECRET}"',
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"',
        "[people]",
        *(f'"{address}" = "{role}"' for address, role in people.items()),
        "[sign_in]",
        'ask = "Ms Example"',
        *(f"{name} = {value}" for name, value in limits.items()),
    ]
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def provider(chromium: Browser) -> Iterator[str]:
    with running_provider() as address:
        yield address


@pytest.fixture(scope="module")
def served(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("home")
    secrets = home / ".streamlit" / "secrets.toml"
    write_secrets(secrets, provider, PEOPLE)
    with running_app(home) as address:
        yield Served(address, secrets, provider)


@pytest.fixture
def visitor(chromium: Browser, served: Served) -> Iterator[Page]:
    with new_visitor(chromium, served.address) as page:
        yield page


def heading(page: Page, text: str):
    return page.get_by_role("heading", name=text, exact=True)


def sign_in(page: Page, account: str) -> None:
    """Sign in from the page that asks for it, at the provider, and come back."""
    visit(page)
    expect(heading(page, SIGN_IN)).to_be_visible()
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("link", name=account, exact=True).click()
    page.wait_for_url(re.compile(r"/$"))
    settle(page)


def offered(page: Page) -> list[str]:
    links = page.get_by_test_id("stSidebarNav").get_by_role("link")
    return [text.strip() for text in links.all_inner_texts()]


def test_the_first_request_after_a_start_shows_nothing_but_the_way_to_sign_in(
    chromium, provider, tmp_path
):
    write_secrets(tmp_path / ".streamlit" / "secrets.toml", provider, PEOPLE)
    with running_app(tmp_path) as address, new_visitor(chromium, address) as page:
        visit(page, "plan")
        expect(heading(page, SIGN_IN)).to_be_visible()
        expect(page.get_by_test_id("stMain").get_by_role("heading")).to_have_count(1)
        expect(page.get_by_test_id("stSidebarNav")).to_have_count(0)


def test_the_page_that_asks_to_sign_in_can_be_used_by_everybody(visitor):
    visit(visitor)
    expect(heading(visitor, SIGN_IN)).to_be_visible()
    assert accessibility_faults(visitor) == []


@pytest.mark.parametrize("role", Role)
def test_each_role_is_offered_its_pages_and_the_others_stay_shut(visitor, role):
    sign_in(visitor, role)
    expect(heading(visitor, START)).to_be_visible()
    expect(visitor.get_by_test_id("stSidebar")).to_contain_text(f"{role}@oak.example")
    its_pages = [entry.title for entry in PAGES if may(somebody(role), entry.action)]
    # A list of one page is not drawn.
    assert offered(visitor) == (its_pages if len(its_pages) > 1 else [])
    for entry in PAGES[1:]:
        visit(visitor, Path(entry.path).stem)
        shut = heading(visitor, NOT_OPEN)
        expect(shut).to_have_count(0 if entry.title in its_pages else 1)


def test_somebody_unknown_is_told_whom_to_ask_and_sees_nothing(visitor):
    sign_in(visitor, "stranger")
    expect(heading(visitor, "You are not on the list")).to_be_visible()
    expect(visitor.get_by_text("Ask Ms Example")).to_be_visible()
    for entry in PAGES:
        visit(visitor, Path(entry.path).stem)
        expect(heading(visitor, "You are not on the list")).to_be_visible()
        expect(visitor.get_by_test_id("stSidebarNav")).to_have_count(0)


def test_an_address_that_is_not_verified_is_nobodys(visitor):
    sign_in(visitor, "impostor")
    expect(heading(visitor, "Your address is not confirmed")).to_be_visible()
    press(visitor, "Sign out")
    expect(heading(visitor, SIGN_IN)).to_be_visible()


def test_signing_out_counts_in_every_tab_and_for_every_copy_of_the_cookie(
    visitor, chromium, served
):
    sign_in(visitor, "senco")
    open_sample(visitor)
    expect(visitor.get_by_test_id("stSidebar")).to_contain_text("2026/27")
    copied = visitor.context.cookies()

    other_tab = visitor.context.new_page()
    visit(other_tab)
    expect(heading(other_tab, START)).to_be_visible()
    other_tab.get_by_role("button", name="Sign out").click()
    expect(heading(other_tab, SIGN_IN)).to_be_visible(timeout=SOON)

    # Nobody touches the first tab; it clears itself.
    expect(heading(visitor, SIGN_IN)).to_be_visible(timeout=SOON)
    expect(visitor.get_by_text(Over.ENDED.value)).to_be_visible()
    expect(visitor.get_by_text("2026/27")).to_have_count(0)

    with new_visitor(chromium, served.address) as thief:
        thief.context.add_cookies(copied)
        visit(thief)
        expect(heading(thief, SIGN_IN)).to_be_visible()
        expect(thief.get_by_text(Over.ENDED.value)).to_be_visible()

    sign_in(visitor, "senco")
    expect(heading(visitor, START)).to_be_visible()


def test_who_is_taken_off_the_list_and_whose_time_is_over_sees_nothing_more(visitor, served):
    sign_in(visitor, "senco")
    open_sample(visitor)
    try:
        served.write({name: role for name, role in PEOPLE.items() if role != Role.SENCO})
        press(visitor, "Go on to the plan")
        expect(heading(visitor, "You are not on the list")).to_be_visible()
        expect(visitor.get_by_text("2026/27")).to_have_count(0)

        served.write(PEOPLE)
        visit(visitor)
        open_sample(visitor)
        # A second and a half.
        served.write(PEOPLE, hours=0.0004)
        press(visitor, "Go on to the plan")
        expect(heading(visitor, SIGN_IN)).to_be_visible()
        expect(visitor.get_by_text(Over.EXPIRED.value)).to_be_visible()
    finally:
        served.write(PEOPLE)
