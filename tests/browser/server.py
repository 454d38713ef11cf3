"""The app as a person starts it: its own process, on a port of this machine that is free."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "localhost"
SECONDS_TO_START = 90
SECONDS_TO_STOP = 10


@contextlib.contextmanager
def running_app(home: Path, script: str = "app.py", **environment: str) -> Iterator[str]:
    """Serve the app for the length of the block and give its address.

    Args:
        home: An empty folder to be the home of whoever starts the app, so that neither what that
            person keeps there nor an earlier test shows in this one. The app's output is kept in
            it, in ``app.log``.
        script: The script to serve, where it is not the app itself.
        environment: Further environment variables for the app.

    Raises:
        RuntimeError: The app stopped, or did not answer in time; the text has its output.
    """
    address = f"http://{HOST}:{free_port()}"
    log = home / "app.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            _command(address, script),
            cwd=ROOT,
            env=os.environ
            | {"HOME": str(home), "XDG_DATA_HOME": str(home), "EVENHAND_DATA": str(home / "data")}
            | environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_it_answers(address, process, log)
            yield address
        finally:
            _stop(process)


def _command(address: str, script: str) -> list[str]:
    port = address.rpartition(":")[2]
    options = {"headless": "true", "port": port, "fileWatcherType": "none"}
    command = [sys.executable, "-m", "streamlit", "run", script]
    return command + [f"--server.{name}={value}" for name, value in options.items()]


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_START
    while process.poll() is None and time.monotonic() < give_up_at:
        with (
            contextlib.suppress(urllib.error.URLError, TimeoutError),
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=2) as answer,
        ):
            if answer.status == 200:
                return
        time.sleep(0.1)
    message = f"The app did not start:\n{log.read_text(errors='replace')}"
    raise RuntimeError(message)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
