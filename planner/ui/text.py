"""Sentences on the screen: a school's own words are never read as markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import streamlit as st

_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~$:^=&])")
_MARKUP_OF_LABEL = re.compile(r"([\\`*_\[\]<>$~&@]|:(?=[\w/])|(?<=www)\.)", re.IGNORECASE)

Kind = Literal["text", "heading", "small", "info", "warning", "error", "success"]


def plain(text: str) -> str:
    """The text so that it is shown as it stands, whatever signs it holds."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def plain_label(text: str) -> str:
    """The label of a widget so that it is shown as it stands.

    What keeps a sign from being markup is read aloud in a label, so only those get it that need it.
    """
    return _MARKUP_OF_LABEL.sub(r"\\\1", " ".join(text.split()))


def say(text: str, kind: Kind = "text") -> None:
    """Show a sentence in the place that its kind has."""
    draw: dict[Kind, Callable[[str], object]] = {
        "text": st.markdown,
        "heading": st.subheader,
        "small": st.caption,
        "info": st.info,
        "warning": st.warning,
        "error": st.error,
        "success": st.success,
    }
    draw[kind](plain(text))


def list_of(sentences: tuple[str, ...]) -> None:
    """Show sentences as a list."""
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences))
