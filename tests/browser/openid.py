"""A provider of OpenID Connect for tests: it asks who you are, and believes it.

Everything else is as the standard has it: the code counts once and for one client, the token is
signed and repeats the nonce. Run as ``python -m tests.browser.openid PORT``.
"""

from __future__ import annotations

import contextlib
import secrets
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from tests.browser.server import HOST, free_port

CLIENT, CLIENT_SECRET = "evenhand", "known to both"
SECONDS_TO_START = 60
ALGORITHM = "RS256"

# Who can say who they are: the name of each account, its address and whether it is verified.
ACCOUNTS = {
    "senco": ("senco@oak.example", True),
    "leader": ("Leader@Oak.example", True),
    "finance": ("finance@oak.example", True),
    "viewer": ("viewer@oak.example", True),
    "stranger": ("stranger@else.example", True),
    "impostor": ("senco@oak.example", False),
}


@dataclass(frozen=True)
class Granted:
    """What a code stands for until it is handed in."""

    account: str
    nonce: str
    redirect_uri: str


class Provider:
    """The provider at one address."""

    def __init__(self, issuer: str) -> None:
        self.issuer = issuer
        self.key = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": ALGORITHM})
        self.granted: dict[str, Granted] = {}

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self.configuration),
                Route("/keys", self.keys),
                Route("/authorise", self.authorise),
                Route("/token", self.token, methods=["POST"]),
                Route("/end", self.end),
            ]
        )

    async def configuration(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorise",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
                "end_session_endpoint": f"{self.issuer}/end",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": [ALGORITHM],
            }
        )

    async def keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    async def authorise(self, request: Request) -> Response:
        asked = request.query_params
        account = asked.get("account")
        if asked["client_id"] != CLIENT:
            return Response("unknown client", status_code=400)
        if account is None:
            links = (
                f'<p><a href="{request.url}&account={name}">{name}</a></p>' for name in ACCOUNTS
            )
            return HTMLResponse(f"<title>Who are you?</title>{''.join(links)}")
        code = secrets.token_urlsafe(16)
        self.granted[code] = Granted(account, asked["nonce"], asked["redirect_uri"])
        answer = urlencode({"code": code, "state": asked["state"]})
        return RedirectResponse(f"{asked['redirect_uri']}?{answer}")

    async def token(self, request: Request) -> Response:
        form = await request.form()
        granted = self.granted.pop(str(form["code"]), None)
        if granted is None or form["redirect_uri"] != granted.redirect_uri:
            return JSONResponse({"error": "invalid_grant"}, status_code=400)
        address, is_verified = ACCOUNTS[granted.account]
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": granted.account,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 3600,
            "nonce": granted.nonce,
            "email": address,
            "email_verified": is_verified,
        }
        token = jwt.encode({"alg": ALGORITHM, "kid": "k1"}, claims, self.key)
        return JSONResponse({"access_token": "-", "token_type": "Bearer", "id_token": token})

    async def end(self, request: Request) -> Response:
        return RedirectResponse(request.query_params["post_logout_redirect_uri"])


@contextlib.contextmanager
def running_provider() -> Iterator[str]:
    """Serve a provider for the length of the block and give its address."""
    port = free_port()
    address = f"http://{HOST}:{port}"
    process = subprocess.Popen([sys.executable, "-m", "tests.browser.openid", str(port)])
    try:
        _wait_until_it_answers(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait_until_it_answers(address: str) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up_at:
        with (
            contextlib.suppress(urllib.error.URLError, TimeoutError),
            urllib.request.urlopen(f"{address}/keys", timeout=2),
        ):
            return
        time.sleep(0.1)
    message = "The provider for tests did not start."
    raise RuntimeError(message)


if __name__ == "__main__":
    number = int(sys.argv[1])
    provider = Provider(f"http://{HOST}:{number}")
    uvicorn.run(provider.app(), host=HOST, port=number, log_level="warning")
