"""A process whose children save without end, until they are killed.

For every line that it reads it forks a child, and says ``gone`` when the child has died. A child
says ``ready``, its process and the last save that it found, then each save once it is confirmed.
Forking spares each of them the time that imports take.
"""

from __future__ import annotations

import os
import sys

from planner.store.migrate import versions
from planner.store.store import Store
from tests.store.acting import SENCO, change_of

TABLES = {"pupils": "class_name", "needs": "outcome", "staff": "role"}


def main() -> None:
    """Fork a child for each line."""
    address, year_id = sys.argv[1], int(sys.argv[2])
    versions()
    for _ in sys.stdin:
        child = os.fork()
        if child == 0:
            _save_without_end(address, year_id)
        os.waitpid(child, 0)
        _say("gone")


def _save_without_end(address: str, year_id: int) -> None:
    store = Store.open(address)
    rows = {table: store.registers(SENCO, year_id).rows[table][0] for table in TABLES}
    number = int(rows["pupils"].record.class_name)
    store.set_preference(SENCO, "saver", None)
    _say(f"ready {os.getpid()} {number}")
    while True:
        number += 1
        changes = [
            change_of(table, rows[table], **{field: str(number)}) for table, field in TABLES.items()
        ]
        store.save(SENCO, year_id, changes)
        _say(f"saved {number}")
        rows = {
            change.table: type(rows[change.table])(change.row, change.version + 1, change.record)
            for change in changes
        }


def _say(words: str) -> None:
    """Write a line at once and as a whole."""
    os.write(sys.stdout.fileno(), f"{words}\n".encode())


if __name__ == "__main__":
    main()
