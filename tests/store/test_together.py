"""Many at the same time: no update is lost, and nobody waits for long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from planner.errors import ConflictError
from planner.store.store import Store
from tests.builders import a_pupil, a_school
from tests.store.acting import SENCO, add, change_of, keep, records_of, rows_of

THREADS = 6
TIMES = 10


def test_threads_that_count_on_in_one_row_lose_no_update(address, store):
    """Half of them by a store of their own, as other processes would."""
    other = Store.open(address)
    stores = [store, other]
    year = keep(store, a_school(pupils=[a_pupil(class_name="0")]))

    def count(store):
        row = rows_of(store, year, "pupils")[0]
        more = str(int(row.record.class_name) + 1)
        try:
            store.save(SENCO, year.id, [change_of("pupils", row, class_name=more)])
        except ConflictError:
            return count(store)
        return 1

    def count_on(number):
        return sum(count(stores[number % 2]) for _ in range(TIMES))

    with ThreadPoolExecutor(THREADS) as threads:
        assert sum(threads.map(count_on, range(THREADS))) == THREADS * TIMES
    other.close()
    assert records_of(store, year, "pupils")[0].class_name == str(THREADS * TIMES)


def test_threads_that_add_rows_lose_none(store):
    year = keep(store)

    def add_some(thread):
        for number in range(TIMES):
            add(store, year, a_pupil(f"T{thread}-{number}"))

    with ThreadPoolExecutor(THREADS) as threads:
        list(threads.map(add_some, range(THREADS)))
    pupils = records_of(store, year, "pupils")
    assert len(set(pupils)) == len(pupils) == 1 + THREADS * TIMES


def test_whoever_reads_sees_one_moment_while_others_save(store):
    """Two tables are always saved with the same text, so a reader never sees two."""
    year = keep(store, a_school(pupils=[a_pupil(class_name="0")]))
    pupil, line = rows_of(store, year, "pupils")[0], rows_of(store, year, "staff")[0]
    first = [change_of("pupils", pupil, class_name="0"), change_of("staff", line, role="0")]
    store.save(SENCO, year.id, first)

    def save(number):
        rows = store.registers(SENCO, year.id).rows
        changes = [
            change_of("pupils", rows["pupils"][0], class_name=str(number)),
            change_of("staff", rows["staff"][0], role=str(number)),
        ]
        store.save(SENCO, year.id, changes)

    def look(_):
        rows = store.registers(SENCO, year.id).rows
        return rows["pupils"][0].record.class_name == rows["staff"][0].record.role

    with ThreadPoolExecutor(4) as threads:
        seen = [threads.submit(look, number) for number in range(60)]
        for number in range(1, 30):
            save(number)
        assert all(one.result() for one in seen)
