"""Whether the app would be reached from beyond this computer, where people have to sign in."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

HOW_TO = (
    'Either let it serve this computer alone (address = "localhost" under [server] in '
    ".streamlit/config.toml), or set up sign-in: SECURITY.md says how under “Running it for a "
    "school”."
)
# What a browser or a proxy says of where a request was meant for and where it came from.
_WHERE_FROM = ("Host", "Origin", "X-Forwarded-Host", "X-Forwarded-For")


def why_not_without_sign_in(address: str | None, headers: Mapping[str, str]) -> str:
    """Say why the app may not open while nobody has to sign in; blank where it may.

    Args:
        address: The address that the server listens on; ``None`` means every one it has.
        headers: What came with the visitor's request.
    """
    if why := why_not_to_start(address):
        return f"{why} So it shows nothing. {HOW_TO}"
    if any(not is_this_computer(name) for name in _names(headers)):
        return (
            "Evenhand is being opened from another computer, or under another name than localhost, "
            f"and nobody has to sign in. So it shows nothing. {HOW_TO}"
        )
    return ""


def why_not_to_start(address: str | None) -> str:
    """Say why the server may not listen while nobody has to sign in; blank where it may.

    Args:
        address: The address that it would listen on; ``None`` means every one it has.
    """
    if is_this_computer(address or ""):
        return ""
    where = f"on {address}" if address else "on every address of this computer"
    return (
        f"Evenhand is set to listen {where}, where others can reach it, and nobody has to sign in."
    )


def is_this_computer(name: str) -> bool:
    """Tell whether a name or number of a machine can only mean the one it is said on."""
    if name.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _names(headers: Mapping[str, str]) -> list[str]:
    """Every machine that is named in the headers of a request."""
    values = [value for name in _WHERE_FROM for value in (headers.get(name) or "").split(",")]
    return [_machine(value.strip()) for value in values if value.strip()]


def _machine(value: str) -> str:
    """The machine in ``https://name:port``, ``name:port`` or ``[number]:port``."""
    try:
        # A bare number of version 6 has colons of its own, which are no port.
        return str(ipaddress.ip_address(value))
    except ValueError:
        pass
    try:
        return urlsplit(value if "//" in value else f"//{value}").hostname or ""
    except ValueError:
        return ""
