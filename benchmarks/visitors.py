"""Measure many visitors at once: ``python -m benchmarks.visitors``.

The real app is served from a store of its own that holds the sample primary school, and visitors
speak to it as a browser does, over the socket that Streamlit gives every page. Each goes from page
to page with a pause for reading, for a time that is bounded.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.machine import machine
from planner.access import LOCAL
from planner.exchange.school_folder import read_school
from planner.school.registers import Registers
from planner.store.database import default_url
from planner.store.store import Store

_ROOT = Path(__file__).parents[1]
_SAMPLE = _ROOT / "sample_data" / "primary"
_HOST = "localhost"
_TARGET = 0.5
_SECONDS_TO_START = 60
_PATIENCE = 60.0
_SEED = 20261126


@dataclass
class Heard:
    """What all visitors saw.

    Attributes:
        first: Seconds from opening the socket to the first page drawn, one for each visitor.
        turns: For each page, the seconds from asking for it to the end of its drawing.
        errors: What a page showed or a socket said that is no page.
    """

    first: list[float] = field(default_factory=list)
    turns: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the app, let the visitors in, and print what they saw."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.visitors", description="Measures many visitors at once."
    )
    parser.add_argument("--visitors", type=int, default=50, metavar="N", help="50 unless told")
    parser.add_argument("--seconds", type=float, default=60.0, help="60 unless told")
    parser.add_argument("--pause", type=float, default=15.0, help="mean seconds of reading; 15")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EVENHAND_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
        _keep_the_sample()
        with _served(Path(folder)) as port:
            heard = asyncio.run(_visit(port, asked.visitors, asked.seconds, asked.pause))
    measured = {"machine": machine(), "visitors": asked.visitors, "seconds": asked.seconds}
    measured |= {"pause": asked.pause, "first": statistics.median(heard.first or [0.0])}
    measured |= {"pages": {page: _figures(seconds) for page, seconds in heard.turns.items()}}
    measured |= {"all": _figures([one for turns in heard.turns.values() for one in turns])}
    measured |= {"errors": heard.errors}
    print(json.dumps(measured, indent=2) if asked.json else _report(measured))
    return 1 if heard.errors else 0


def _keep_the_sample() -> None:
    school = read_school(_SAMPLE).school
    store = Store.open(default_url())
    try:
        store.create_year(LOCAL, school.details, school.policies, Registers.of(school))
    finally:
        store.close()


@contextmanager
def _served(folder: Path) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    options = {"headless": "true", "port": str(port), "fileWatcherType": "none"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += [f"--server.{name}={value}" for name, value in options.items()]
    with (folder / "app.log").open("wb") as log:
        process = subprocess.Popen(
            command, cwd=_ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    give_up_at = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < give_up_at:
        try:
            with urllib.request.urlopen(f"http://{_HOST}:{port}/_stcore/health", timeout=2):
                return
        except (urllib.error.URLError, TimeoutError):
            time.sleep(0.1)
    message = "The app did not start."
    raise SystemExit(message)


async def _visit(port: int, visitors: int, seconds: float, pause: float) -> Heard:
    heard = Heard()
    until = time.monotonic() + seconds
    tasks = [
        _one_visitor(port, heard, until, pause, random.Random(_SEED + number))
        for number in range(visitors)
    ]
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, BaseException):
            heard.errors.append(f"{type(outcome).__name__}: {outcome}")
    return heard


async def _one_visitor(
    port: int, heard: Heard, until: float, pause: float, choose: random.Random
) -> None:
    """Arrive within the first pause, and then turn to one page after another."""
    await asyncio.sleep(choose.uniform(0, pause))
    address = f"ws://{_HOST}:{port}/_stcore/stream"
    origin = f"http://{_HOST}:{port}"
    protocols = [websockets.Subprotocol("streamlit")]
    async with websockets.connect(
        address, subprotocols=protocols, additional_headers={"Origin": origin}, max_size=None
    ) as link:
        began = time.perf_counter()
        pages = await _turn(link, "", heard)
        heard.first.append(time.perf_counter() - began)
        names = sorted(pages)
        while time.monotonic() < until and names:
            await asyncio.sleep(choose.expovariate(1 / pause))
            name = choose.choice(names)
            began = time.perf_counter()
            await _turn(link, pages[name], heard)
            heard.turns.setdefault(name, []).append(time.perf_counter() - began)


async def _turn(link: Any, page: str, heard: Heard) -> dict[str, str]:
    """Ask for a page and listen until it is drawn; give the pages that can be turned to."""
    asked = BackMsg()
    asked.rerun_script.page_script_hash = page
    await link.send(asked.SerializeToString())
    pages: dict[str, str] = {}
    while True:
        told = ForwardMsg()
        told.ParseFromString(await asyncio.wait_for(link.recv(), _PATIENCE))
        kind = told.WhichOneof("type")
        if kind == "navigation":
            pages = {one.page_name: one.page_script_hash for one in told.navigation.app_pages}
        elif kind == "delta" and told.delta.new_element.WhichOneof("type") == "exception":
            heard.errors.append(told.delta.new_element.exception.message)
        elif kind == "page_not_found":
            heard.errors.append(f"no page {told.page_not_found.page_name}")
        elif kind == "script_finished":
            return pages


def _figures(seconds: Sequence[float]) -> dict[str, float]:
    if not seconds:
        return {"turns": 0, "median": 0.0, "slow": 0.0, "worst": 0.0}
    ordered = sorted(seconds)
    return {
        "turns": len(ordered),
        "median": statistics.median(ordered),
        "slow": ordered[int(0.95 * (len(ordered) - 1))],
        "worst": ordered[-1],
    }


def _report(measured: dict[str, Any]) -> str:
    about = measured["machine"]
    lines = [
        f"{about['date']}, {about['cores']} cores, {about['system']}, Python {about['python']}",
        f"{measured['visitors']} visitors for {measured['seconds']:.0f} s, reading for "
        f"{measured['pause']:.0f} s at a time; first page after {measured['first']:.2f} s",
        f"{'page':18}{'turns':>7}{'median':>9}{'95 %':>8}{'worst':>8}   seconds",
    ]
    for page, row in (*sorted(measured["pages"].items()), ("all", measured["all"])):
        lines.append(
            f"{page:18}{row['turns']:7}{row['median']:9.3f}{row['slow']:8.3f}{row['worst']:8.3f}"
        )
    lines += [f"error: {error}" for error in measured["errors"]]
    kept = measured["all"]["median"] < _TARGET and not measured["errors"]
    lines.append(f"No error and a median under {_TARGET} s: {'kept' if kept else 'not kept'}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
