"""The school's file of secrets, read anew each time it is asked for.

Streamlit keeps what it has read and looks for changes of its own accord, but stops looking once it
has met a half-written file. Who may see pupils cannot wait for that.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from planner.ui.sign_in_rules import WHERE, Unusable

SECTION_OF_SIGN_IN = "auth"


def read_secrets() -> Mapping[str, Any] | Unusable:
    """Read every file of secrets there is, a later one before an earlier one."""
    found: dict[str, Any] = {}
    for path in map(Path, st.get_option("secrets.files")):
        if not path.exists():
            continue
        try:
            found |= tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return Unusable(f"The file of secrets cannot be read: it is not valid TOML. {WHERE}")
    if SECTION_OF_SIGN_IN not in found and _streamlit_knows_of_sign_in():
        return Unusable(f"[auth] is not, or no longer, in the file of secrets. {WHERE}")
    return found


def _streamlit_knows_of_sign_in() -> bool:
    return st.secrets.load_if_toml_exists() and SECTION_OF_SIGN_IN in st.secrets
