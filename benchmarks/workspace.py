"""Measure the registers as they are worked in: ``python -m benchmarks.workspace``.

The generated school of 400 pupils is kept in a store of its own, and one visitor works on it in the
app as Streamlit runs it, without a browser: type in a cell, save, and wait until the page is drawn
again.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

from benchmarks.generated import generated_school
from benchmarks.machine import machine
from planner.access import LOCAL
from planner.school.registers import Registers
from planner.ui import storage
from planner.ui.register_sheet import sheet_key
from planner.ui.state import Key

_APP = Path(__file__).parents[1] / "app.py"
_TARGET = 0.5
_PATIENCE = 120


@dataclass(frozen=True)
class Register:
    """A register that is worked in, and the cell that is typed over.

    Attributes:
        page: The script of its page.
        key: The key of the choice among the parts of the page.
        part: The part that shows it.
        table: The table.
        column: The column that is typed in; any text will do for it.
    """

    page: str
    key: Key
    part: str
    table: str
    column: str


REGISTERS = (
    Register("pages/pupils/pupils.py", Key.PUPILS_PART, "Register", "pupils", "class"),
    Register("pages/pupils/pupils.py", Key.PUPILS_PART, "Needs", "needs", "outcome"),
    Register("pages/pupils/pupils.py", Key.PUPILS_PART, "Statutory items", "statutory", "source"),
    Register("pages/staff/staff.py", Key.STAFF_PART, "Register", "staff", "role"),
    Register("pages/provision/provision.py", Key.PROVISION_PART, "Catalogue", "provisions", "name"),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every register and print what was found."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.workspace", description="Measures editing 400 pupils."
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--repeats", type=int, default=5, metavar="EDITS", help="5 unless told")
    asked = parser.parse_args(arguments)
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        os.environ["EVENHAND_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
        year, size = _kept_school()
        rows = {one.table: _measured(one, year, asked.repeats) for one in REGISTERS}
        storage.close()
    measured = {"machine": machine(), "size": size, "registers": rows}
    print(json.dumps(measured, indent=2) if asked.json else _report(measured))
    return 0


def _kept_school() -> tuple[int, str]:
    school = generated_school()
    registers = Registers.of(school)
    year = storage.store().create_year(LOCAL, school.details, school.policies, registers)
    return year.id, f"{len(school.pupils)} pupils, {len(school.needs)} needs"


def _measured(register: Register, year: int, repeats: int) -> dict[str, float]:
    """Measure one register: drawn again, a cell typed, and the save, each until it is drawn."""
    app = AppTest.from_file(str(_APP), default_timeout=_PATIENCE).run()
    opened = _seconds(lambda: app.switch_page(register.page).run())
    opened += _seconds(
        lambda: app.segmented_control(key=register.key).set_value(register.part).run()
    )
    redrawn = [_seconds(app.run) for _ in range(repeats)]
    key = sheet_key(year, register.table)
    typed, saved = [], []
    for number in range(repeats):
        grid = f"{key}_grid_{app.session_state[f'{key}_desk'].grid}"
        cells = {number: {register.column: f"typed {number}"}}
        app.session_state[grid] = {"edited_rows": cells, "added_rows": [], "deleted_rows": []}
        typed.append(_seconds(app.run))
        button = app.button(key=f"{key}_save")
        if button.disabled:
            what = f"What was typed into {register.table} cannot be saved."
            raise SystemExit(what)
        saved.append(_seconds(button.click().run))
    both = [edit + save for edit, save in zip(typed, saved, strict=True)]
    return {
        "opened": opened,
        "redrawn": statistics.median(redrawn),
        "typed": statistics.median(typed),
        "saved": statistics.median(saved),
        "typed_and_saved": statistics.median(both),
        "slowest": max(both),
    }


def _seconds(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _report(measured: dict[str, Any]) -> str:
    about = measured["machine"]
    lines = [
        f"{about['date']}, {about['cores']} cores, {about['system']}, Python {about['python']}",
        f"{measured['size']}; seconds, medians; in brackets: times the page drawn with no change",
        f"{'register':12}{'opened':>8}{'drawn':>8}{'typed':>14}{'saved':>14}{'both':>8}{'worst':>8}",
    ]
    for table, row in measured["registers"].items():
        base = row["redrawn"]
        lines.append(
            f"{table:12}{row['opened']:8.2f}{base:8.2f}"
            + "".join(f"{row[part]:7.2f} ({row[part] / base:3.1f})" for part in ("typed", "saved"))
            + f"{row['typed_and_saved']:8.2f}{row['slowest']:8.2f}"
        )
    slow = [t for t, row in measured["registers"].items() if row["typed_and_saved"] > _TARGET]
    verdict = f"not kept by {', '.join(slow)}" if slow else "kept by all"
    return "\n".join([*lines, f"From edit to saved and redrawn under {_TARGET} s: {verdict}"])


if __name__ == "__main__":
    sys.exit(main())
