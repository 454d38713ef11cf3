"""Writes the files of ``kept/`` for the version of the tables that is new: run it once for each.

    python -m tests.store.keep_a_version

What it wrote for an earlier version is never written again.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

from planner.exchange.school_folder import read_school
from planner.store.migrate import newest
from planner.store.store import Store
from tests.store.acting import SENCO, change_of, keep

KEPT = Path(__file__).parent / "kept"


def main() -> None:
    """Keep the school of ``school.zip``, one step away, and make a backup of it."""
    path = KEPT / f"version-{newest()}.db"
    school = read_school(KEPT / "school.zip").school
    store = Store.open(f"sqlite:///{path}")
    year = keep(store, school)
    for text in ("was another", school.pupils[0].class_name):
        row = store.registers(SENCO, year.id).rows["pupils"][0]
        store.save(SENCO, year.id, [change_of("pupils", row, class_name=text)])
    made_at = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
    plan = {"inputs_sha256": "0" * 64, "files": {"summary.json": b"{}"}, "status": "optimal"}
    kept = store.save_plan(SENCO, year.id, **plan, made_at=made_at)
    store.approve_plan(SENCO, kept.id, "agreed")
    asked = {"question": "gap", "asked": "{}", "answer": "{}", "inputs_sha256": "0" * 64}
    store.save_answer(SENCO, year.id, **asked, made_at=made_at)
    store.wordings.save(SENCO, year.id, "provision_map", {"introduction": "Our own words."}, "P001")
    path.with_suffix(".zip").write_bytes(store.back_up(SENCO))
    store.close()
    with sqlite3.connect(path) as file:
        file.execute("PRAGMA journal_mode=DELETE")
    file.close()


if __name__ == "__main__":
    main()
