"""How the app is served: not beyond this computer without sign-in, and with careful headers."""

from __future__ import annotations

import asyncio
import webbrowser
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from streamlit.runtime.pages_manager import PagesManager

from planner.ui.listening import HOW_TO, why_not_to_start
from planner.ui.secrets_file import read_secrets
from planner.ui.sign_in_rules import Unusable, read_rules

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Receive, Send], Awaitable[None]]

# Nobody may show a page inside their own, guess what a file is, or learn where a visitor came from.
_HEADERS = (
    (b"x-frame-options", b"DENY"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)


class CarefulHeaders:
    """Sends the headers with every answer; what goes over the open socket is left alone."""

    def __init__(self, app: Asgi) -> None:
        """Stand in front of an app."""
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass one request on, and its answer back with the headers."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        await self._app(scope, receive, sent if scope["type"] == "http" else send)


MIDDLEWARE = (Middleware(CarefulHeaders),)
# The server listens a moment after it says that it is up [s].
_UNTIL_IT_LISTENS = 1.0


def know_its_pages() -> None:
    """Let the first visitor open any page by its address.

    Streamlit takes a folder called ``pages`` for its own list of pages until the app has run once,
    and tells the first visitor that a page which is in no such list does not exist.
    """
    PagesManager.uses_pages_directory = False


@asynccontextmanager
async def in_a_browser(app: object) -> AsyncIterator[None]:
    """Open the app in the browser of whoever started it, unless they asked for none."""
    del app
    if not st.get_option("server.headless"):
        loop = asyncio.get_running_loop()
        address = f"http://localhost:{st.get_option('server.port')}"

        def show() -> None:
            loop.run_in_executor(None, webbrowser.open, address)

        loop.call_later(_UNTIL_IT_LISTENS, show)
    yield


def refuse_to_start_unsafely() -> None:
    """End the program with a sentence where others could reach the app and nobody signs in.

    Raises:
        SystemExit: The server would listen beyond this computer, and sign-in is not set up.
    """
    written = read_secrets()
    # Sign-in that cannot work opens to nobody, and each page says why: only its lack is unsafe.
    if isinstance(written, Unusable) or read_rules(written) is not None:
        return
    if why := why_not_to_start(st.get_option("server.address")):
        text = f"{why} So it does not start. {HOW_TO}"
        raise SystemExit(text)
