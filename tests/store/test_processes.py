"""Several processes, and processes that are killed: all or nothing."""

import multiprocessing
import os
import signal
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import apsw
import pytest

from harvest_tui.store import Store
from store.made import Ticking, read, row, table

SPAWN = multiprocessing.get_context("spawn")
"""A forked child would inherit the parent's SQLite locks."""
ROWS = 4000


def import_rows(ledger: Path, first: int, name: str) -> None:
    what = table([row(f"{first + n}", n) for n in range(ROWS)], name)
    with Store.open(ledger, Ticking()) as store:
        store.import_file(what, read(what))


def import_for_ever(ledger: Path, started: Path) -> None:
    batch = 0
    started.touch()
    while True:
        import_rows(ledger, batch * ROWS, f"{batch}.csv")
        batch += 1


def count_up(ledger: Path, times: int) -> None:
    with Store.open(ledger, Ticking()) as store:
        for _ in range(times):
            store.decide("count", {"process": str(os.getpid())})


def started(*processes: BaseProcess) -> None:
    for process in processes:
        process.start()


def ended_well(*processes: BaseProcess) -> None:
    for process in processes:
        process.join(60)
        assert process.exitcode == 0


def test_a_killed_import_leaves_all_of_a_file_or_nothing(tmp_path: Path, ledger: Path) -> None:
    for attempt in range(6):
        ready = tmp_path / f"started-{attempt}"
        child = SPAWN.Process(target=import_for_ever, args=(ledger, ready))
        child.start()
        while not ready.exists():
            time.sleep(0.01)
        time.sleep(0.05 + 0.17 * attempt)
        assert child.pid is not None
        os.kill(child.pid, signal.SIGKILL)
        child.join()

        with Store.open(ledger, Ticking()) as store:
            files = store.files()
            assert store.transactions().height % ROWS == 0
            assert store.transactions().height == files.height * ROWS
            assert files["booked"].to_list() == [ROWS] * files.height
        assert intact(ledger)


def test_two_processes_that_import_at_once_both_end_well(ledger: Path) -> None:
    one = SPAWN.Process(target=import_rows, args=(ledger, 0, "one.csv"))
    two = SPAWN.Process(target=import_rows, args=(ledger, ROWS, "two.csv"))

    started(one, two)
    ended_well(one, two)

    with Store.open(ledger, Ticking()) as store:
        assert store.files()["booked"].to_list() == [ROWS, ROWS]
        assert store.revision == 2


def test_two_processes_that_import_the_same_file_book_it_once(ledger: Path) -> None:
    same = [SPAWN.Process(target=import_rows, args=(ledger, 0, "same.csv")) for _ in range(2)]

    started(*same)
    ended_well(*same)

    with Store.open(ledger, Ticking()) as store:
        assert store.files()["booked"].to_list() == [ROWS]


def test_no_write_of_three_processes_is_lost(ledger: Path) -> None:
    three = [SPAWN.Process(target=count_up, args=(ledger, 60)) for _ in range(3)]

    started(*three)
    ended_well(*three)

    with Store.open(ledger, Ticking()) as store:
        assert len(store.decisions()) == 180
        assert store.revision == 180


@pytest.mark.parametrize("writes", [1, 3])
def test_another_session_sees_a_commit_at_once(ledger: Path, writes: int) -> None:
    with Store.open(ledger, Ticking()) as one, Store.open(ledger, Ticking()) as two:
        for _ in range(writes):
            one.decide("link", {})

        assert two.revision == writes


def intact(ledger: Path) -> bool:
    connection = apsw.Connection(str(ledger))
    try:
        checked = connection.execute("PRAGMA integrity_check").fetchall()
        foreign = connection.execute("PRAGMA foreign_key_check").fetchall()
        return checked == [("ok",)] and foreign == []
    finally:
        connection.close()
