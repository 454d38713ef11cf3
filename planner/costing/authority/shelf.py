"""Reads the profiles of local authorities that come with Evenhand."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from functools import cache
from importlib.resources import files

from planner.costing.authority.profile import Profile

_FILE = "authorities.toml"


@cache
def every_profile() -> tuple[Profile, ...]:
    """Give every profile, in the order of the file."""
    text = files(__package__).joinpath("data", _FILE).read_text(encoding="utf-8")
    written = tomllib.loads(text, parse_float=Decimal)
    return tuple(Profile.model_validate(facts | {"code": code}) for code, facts in written.items())


def profile_of(code: str | None) -> Profile | None:
    """Find a profile by its code, whatever its capitals; ``None`` where there is no such one."""
    wanted = (code or "").casefold()
    return next((one for one in every_profile() if one.code.casefold() == wanted), None)
