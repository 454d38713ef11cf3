"""Schools to open: the samples that come with Evenhand, and files that a visitor brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from planner.access import Action
from planner.exchange.archive import archive_bytes
from planner.exchange.school_folder import read_school, read_school_bytes
from planner.ui import guard, messages, state
from planner.ui.state import Key, Opened

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"


def sample_names() -> tuple[str, ...]:
    """The samples there are, by name."""
    return tuple(sorted(folder.parent.name for folder in SAMPLES.glob("*/school.csv")))


@st.cache_data(show_spinner=False)
def pattern() -> bytes:
    """The files of the first sample in one zip, to write a school of one's own into."""
    folder = SAMPLES / sample_names()[0]
    return archive_bytes({path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))})


def open_sample(name: str) -> None:
    """Open a sample school."""
    if guard.actor_who_may(Action.IMPORT) is None:
        return
    _open(lambda: _read_sample(name), f"The sample {name} school could not be read.")


def open_upload() -> None:
    """Open the school whose files were uploaded; if they cannot be read, say why."""
    if guard.actor_who_may(Action.IMPORT) is None:
        return
    uploads = st.session_state.get(Key.UPLOAD) or []
    files = {upload.name: upload.getvalue() for upload in uploads}
    names = next(iter(files)) if len(files) == 1 else f"{len(files)} files"
    _open(
        lambda: _read_files(files, names),
        "These files could not be read, so the school that was open, if any, is still open.",
    )


def _open(read: Callable[[], Opened], title: str) -> None:
    result = messages.attempt(read, title)
    if isinstance(result, state.Failure):
        state.set_reading_failure(result)
    else:
        state.open_school(result)


def _read_sample(name: str) -> Opened:
    read = read_school(SAMPLES / name)
    return Opened(read.school, f"the sample {name} school", read.warnings)


def _read_files(files: Mapping[str, bytes], names: str) -> Opened:
    read = read_school_bytes(files)
    return Opened(read.school, names, read.warnings)
