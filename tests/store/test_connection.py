"""Opening: what is refused, and that the book is for its owner's eyes."""

import os
import stat
from decimal import Decimal
from pathlib import Path

import apsw
import pytest

from harvest_tui.domain.elections import Pick
from harvest_tui.store import Store
from harvest_tui.store.connection import SCHEMA
from harvest_tui.store.errors import (
    BookBusyError,
    BookWriteError,
    NewerLedgerError,
    NotALedgerError,
    UnsafeBookError,
)
from store.made import Ticking, read, row, table


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_book_is_readable_by_its_owner_only(store: Store, ledger: Path) -> None:
    store.import_file(table([row("a")]), read(table([row("a")])))

    assert mode_of(ledger.parent) == 0o700
    assert {mode_of(path) for path in ledger.parent.iterdir()} == {0o600}
    assert {path.name for path in ledger.parent.iterdir()} == {
        "ledger.db",
        "ledger.db-wal",
        "ledger.db-shm",
    }


def test_a_folder_made_for_the_book_by_hand_is_closed_to_others(ledger: Path) -> None:
    ledger.parent.mkdir(mode=0o755)
    (ledger.parent / "harvest.toml").touch()

    Store.open(ledger, Ticking()).close()

    assert mode_of(ledger.parent) == 0o700


def test_a_folder_with_other_things_in_it_is_not_touched(ledger: Path) -> None:
    ledger.parent.mkdir()
    ledger.parent.chmod(0o755)
    (ledger.parent / "holiday.jpg").touch()

    with pytest.raises(UnsafeBookError) as refused:
        Store.open(ledger, Ticking())

    assert str(refused.value) == (
        f"{ledger.parent}: other users can enter this folder (mode 0755), and it holds other "
        "things.\n"
        f"Fix: name a folder of its own with --book DIR, or chmod 700 {ledger.parent}"
    )
    assert mode_of(ledger.parent) == 0o755


def test_a_ledger_that_others_can_read_is_refused(ledger: Path) -> None:
    Store.open(ledger, Ticking()).close()
    ledger.chmod(0o644)

    with pytest.raises(UnsafeBookError) as refused:
        Store.open(ledger, Ticking())

    assert str(refused.value) == (
        f"{ledger}: other users of this machine have rights to it (mode 0644).\n"
        f"Fix: chmod 600 {ledger}"
    )


def test_a_folder_opened_to_others_later_is_refused(ledger: Path) -> None:
    Store.open(ledger, Ticking()).close()
    ledger.parent.chmod(0o750)

    with pytest.raises(UnsafeBookError, match=f"Fix: chmod 700 {ledger.parent}$"):
        Store.open(ledger, Ticking())


def test_another_users_book_is_refused(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Store.open(ledger, Ticking()).close()
    another = os.geteuid() + 1
    monkeypatch.setattr(os, "geteuid", lambda: another)

    with pytest.raises(UnsafeBookError, match="it belongs to another user"):
        Store.open(ledger, Ticking())


def test_a_book_of_a_newer_version_is_refused_and_left_alone(ledger: Path) -> None:
    Store.open(ledger, Ticking()).close()
    connection = apsw.Connection(str(ledger))
    connection.pragma("user_version", SCHEMA + 1)
    connection.close()

    with pytest.raises(NewerLedgerError) as refused:
        Store.open(ledger, Ticking())

    assert str(refused.value) == (
        f"{ledger}: written by a newer harvest-tui "
        f"(schema {SCHEMA + 1}; this one knows up to {SCHEMA}). "
        "Nothing was changed.\n"
        "Fix: upgrade harvest-tui."
    )


def test_a_book_of_schema_2_is_brought_up_and_keeps_what_it_holds(ledger: Path) -> None:
    with Store.open(ledger, Ticking()) as store:
        made = store.identify("Kraken", "BTC", [Pick(lot_id="a", quantity=Decimal(1))])
    connection = apsw.Connection(str(ledger))
    today = _columns(connection)
    connection.execute("ALTER TABLE identification DROP COLUMN purpose; PRAGMA user_version = 2")
    assert _columns(connection) != today
    connection.close()

    with Store.open(ledger, Ticking()) as store:
        assert store.identifications() == (made,)
    assert _columns(apsw.Connection(str(ledger))) == today


def _columns(connection: apsw.Connection) -> list[tuple[object, ...]]:
    """List every column of every table, with the version."""
    return connection.execute(
        "SELECT t.name, c.* FROM pragma_table_list AS t, pragma_table_info(t.name) AS c "
        "WHERE t.schema = 'main' AND t.name NOT GLOB 'sqlite_*' "
        "UNION SELECT 'version', user_version, 0, 0, 0, 0, 0 FROM pragma_user_version ORDER BY 1, 2"
    ).fetchall()


def test_a_file_that_is_no_database_is_refused(ledger: Path) -> None:
    ledger.parent.mkdir(mode=0o700)
    ledger.write_bytes(b"date,asset,price\n" * 100)
    ledger.chmod(0o600)

    with pytest.raises(NotALedgerError) as refused:
        Store.open(ledger, Ticking())

    assert str(refused.value) == (
        f"{ledger}: this is no harvest-tui ledger (not a database).\n"
        "Fix: name another folder with --book DIR, or put back a copy of the ledger."
    )
    assert ledger.read_bytes().startswith(b"date,asset,price\n")


def test_another_programs_database_is_refused_and_left_alone(ledger: Path) -> None:
    ledger.parent.mkdir(mode=0o700)
    connection = apsw.Connection(str(ledger))
    connection.execute("CREATE TABLE bookmarks (url)")
    connection.close()
    ledger.chmod(0o600)
    before = ledger.read_bytes()

    with pytest.raises(NotALedgerError, match="a database of another program"):
        Store.open(ledger, Ticking())
    assert ledger.read_bytes() == before


def test_the_connection_is_durable_and_strict(store: Store) -> None:
    pragma = store._connection.pragma  # noqa: SLF001 - what is promised of it

    assert pragma("journal_mode") == "wal"
    assert pragma("synchronous") == 2  # FULL
    assert pragma("foreign_keys") == 1
    assert pragma("recursive_triggers") == 1
    assert pragma("trusted_schema") == 0


def test_a_session_that_keeps_writing_is_named_after_patience(
    store: Store, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("harvest_tui.store.connection._WAITS", (0.01,))
    store._connection.set_busy_timeout(10)  # noqa: SLF001 - or the test would wait as long
    other = apsw.Connection(str(ledger))
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(BookBusyError, match="another session has been writing") as refused:
        store.decide("link", {})

    assert str(refused.value).endswith(
        "Nothing was changed.\nFix: wait for it to end, or close it, and try again."
    )
    other.execute("ROLLBACK")
    store.decide("link", {})
    other.close()


def test_a_full_disk_changes_nothing_and_is_said(store: Store, ledger: Path) -> None:
    store.import_file(table([row("a")]), read(table([row("a")])))
    pages = store._connection.pragma("page_count")  # noqa: SLF001 - the disk of this test
    store._connection.pragma("max_page_count", pages)  # noqa: SLF001
    large = table([row(f"b{n}", note="x" * 500) for n in range(500)], "large.csv")

    with pytest.raises(BookWriteError) as refused:
        store.import_file(large, read(large))

    assert str(refused.value) == (
        f"{ledger}: could not be written (database or disk is full). Nothing was changed.\n"
        "Fix: make room on the disk (or mend it) and try again."
    )
    assert store.transactions().height == 1
    assert store.files().height == 1
