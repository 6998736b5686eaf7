"""Sealed years as they are stored, and what is found out when something stored was changed."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import apsw
import polars as pl
import pytest

from harvest_tui.domain.frames import DISPOSALS, RELIEFS, SEALED_TRANSACTIONS, Schema, empty
from harvest_tui.store import Store
from harvest_tui.store.connection import SCHEMA
from harvest_tui.store.errors import DamagedSealError
from harvest_tui.store.framed import columns_of, frame_of
from harvest_tui.store.seals import SCHEMAS
from store.made import NEW_YEAR, Ticking, doctored, read, row, table

AT = datetime(2024, 6, 1, 12, tzinfo=UTC)
SAMPLE: dict[Any, object] = {
    pl.String: "ETH",
    pl.Boolean: True,
    pl.Date: date(2024, 6, 1),
    SCHEMAS["reliefs"]["quantity"]: Decimal("0.000000000000000001"),
    SCHEMAS["reliefs"]["at"]: AT,
}


def one_row(schema: Schema) -> pl.DataFrame:
    return pl.DataFrame([[SAMPLE[kind] for kind in schema.values()]], schema=schema, orient="row")


def frames() -> dict[str, pl.DataFrame]:
    return {name: one_row(schema) for name, schema in SCHEMAS.items()}


def wrong(ledger: Path) -> list[tuple[str, str]]:
    with Store.open(ledger, Ticking()) as store:
        return [(one.part, one.item) for one in store.unsound()]


def test_a_seal_comes_back_whole(store: Store) -> None:
    made = store.seal(2024, {"tax": "12.50"}, frames())

    (found,) = store.seals()
    back = store.sealed_frames(found)

    assert found == made
    assert (made.year, made.amends, made.recorded_at) == (
        2024,
        None,
        NEW_YEAR + timedelta(seconds=1),
    )
    assert made.head is not None
    assert made.head["tax"] == "12.50"
    assert all(back[name].equals(frame) for name, frame in frames().items())


def test_a_year_sealed_again_amends_its_last_seal(store: Store) -> None:
    first = store.seal(2024, {}, frames())
    store.seal(2025, {}, frames())
    second = store.seal(2024, {}, frames())

    assert second.amends == first.seal_id
    assert [one.year for one in store.seals()] == [2024, 2025, 2024]


def test_a_seal_that_amends_another_than_the_last_is_refused(store: Store, ledger: Path) -> None:
    store.seal(2024, {}, frames())
    connection = apsw.Connection(str(ledger))

    with pytest.raises(apsw.ConstraintError, match="must amend the last one of its year"):
        connection.execute(
            "INSERT INTO seal SELECT NULL, year, NULL, head, transactions, reliefs, disposals, "
            "sha256, recorded_at, 99 "
            "FROM seal"
        )


def test_a_seal_is_in_the_audit_log_by_its_digest(store: Store) -> None:
    made = store.seal(2024, {}, frames())

    (logged,) = store.audit_records()

    assert f'"payload":{{"amends":null,"sha256":"{made.sha256}","year":2024}}' in logged.record


def test_a_seal_that_was_changed_is_refused(store: Store, ledger: Path) -> None:
    store.seal(2024, {"tax": "12.50"}, frames())
    store.close()
    doctored(ledger, "UPDATE seal SET reliefs = replace(reliefs, 'ETH', 'BTC')")

    with Store.open(ledger, Ticking()) as again, pytest.raises(DamagedSealError) as refused:
        again.require_whole(again.seals()[0])

    assert str(refused.value) == (
        f"{ledger}: the seal of 2024 is not as it was sealed.\n"
        "Fix: put back a copy of the book; harvest-tui verify says what else was changed."
    )


def test_a_column_that_came_after_the_seal_is_null() -> None:
    columns = columns_of(one_row(RELIEFS))
    del columns["method"]

    assert frame_of(columns, RELIEFS)["method"].to_list() == [None]


@pytest.mark.parametrize(
    "amount",
    ["99999999999999999999.999999999999999999", "-0.000000000000000001", "0", "1234567890.5"],
)
def test_amounts_come_back_to_the_last_digit(amount: str) -> None:
    frame = one_row(RELIEFS).with_columns(
        cost_basis=pl.Series([Decimal(amount)], dtype=RELIEFS["cost_basis"])
    )

    back = frame_of(columns_of(frame), RELIEFS)

    assert back.equals(frame)
    assert back["cost_basis"].to_list() == [Decimal(amount)]


@pytest.mark.parametrize("schema", [RELIEFS, DISPOSALS, SEALED_TRANSACTIONS])
def test_frames_without_rows_come_back(schema: Schema) -> None:
    assert frame_of(columns_of(empty(schema)), schema).equals(empty(schema))


def test_nothing_is_wrong_with_a_ledger_left_alone(store: Store, ledger: Path) -> None:
    made = table([row("a"), row("b")])
    store.import_file(made, read(made))
    store.seal(2024, {"tax": "12.50"}, frames())
    store.close()

    assert wrong(ledger) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param(
            "UPDATE source_row SET cells = replace(cells, '100', '900') WHERE line = 3",
            [("file", "made.csv")],
            id="a cell",
        ),
        pytest.param("DELETE FROM source_row WHERE line = 3", [("file", "made.csv")], id="a row"),
        pytest.param(
            "UPDATE seal SET head = replace(head, '12.50', '12.51')",
            [("seal", "seal 1 of 2024")],
            id="a figure of a seal",
        ),
        pytest.param(
            "UPDATE seal SET disposals = replace(disposals, 'ETH', 'BTC')",
            [("seal", "seal 1 of 2024")],
            id="a row of a seal",
        ),
        pytest.param(
            "UPDATE audit SET record = replace(record, '2024', '2023') WHERE seq = 1",
            [("audit log", "record 1")],
            id="a record of the log",
        ),
    ],
)
def test_what_was_changed_behind_its_back_is_found(
    store: Store, ledger: Path, change: str, found: list[tuple[str, str]]
) -> None:
    made = table([row("a"), row("b")])
    store.import_file(made, read(made))
    store.seal(2024, {"tax": "12.50"}, frames())
    store.close()

    doctored(ledger, "DELETE FROM row_outcome", "DELETE FROM txn", change)

    assert wrong(ledger) == found


def test_a_seal_changed_with_its_digest_is_told_from_the_log(store: Store, ledger: Path) -> None:
    store.seal(2024, {}, frames())
    store.close()

    doctored(ledger, "UPDATE seal SET sha256 = hex(zeroblob(32))")

    assert wrong(ledger) == [("seal", "seal 1 of 2024")]


def test_a_record_taken_out_of_the_log_is_missed(store: Store, ledger: Path) -> None:
    store.seal(2023, {}, frames())
    store.seal(2024, {}, frames())
    store.close()

    doctored(ledger, "DELETE FROM audit WHERE seq = 1")

    assert ("audit log", "record 1") in wrong(ledger)


def test_a_flipped_byte_in_the_file_is_found(store: Store, ledger: Path) -> None:
    made = table([row("a", note="marzipan")])
    store.import_file(made, read(made))
    store.close()
    doctored(ledger, "DELETE FROM row_outcome", "DELETE FROM txn", "VACUUM")
    content = ledger.read_bytes()
    assert content.count(b"marzipan") == 1

    ledger.write_bytes(content.replace(b"marzipan", b"marzjpan"))

    assert wrong(ledger) == [("file", "made.csv")]


def test_a_ledger_of_the_first_schema_is_brought_to_this_one(store: Store, ledger: Path) -> None:
    made = table([row("a")])
    store.import_file(made, read(made))
    store.close()
    connection = apsw.Connection(str(ledger))
    connection.execute(
        "DROP TABLE seal; DROP TABLE kept_digest; "
        "ALTER TABLE identification DROP COLUMN purpose; PRAGMA user_version = 1"
    )
    connection.close()
    with Store.open(ledger, Ticking()) as upgraded:
        assert upgraded.unsound() == ()
        assert upgraded.seal(2024, {}, frames()).amends is None

    connection = apsw.Connection(str(ledger))
    fresh = apsw.Connection(":memory:")
    fresh.execute(files("harvest_tui.store").joinpath("schema.sql").read_text(encoding="utf-8"))
    assert connection.pragma("user_version") == SCHEMA
    assert objects(connection) == objects(fresh)


def objects(connection: apsw.Connection) -> set[tuple[Any, ...]]:
    """Give all that is declared; of tables the columns, which an upgrade words in its own way."""
    columns = (
        "SELECT t.name, c.* FROM pragma_table_list AS t, pragma_table_info(t.name) AS c "
        "WHERE t.schema = 'main' AND t.name NOT GLOB 'sqlite_*'"
    )
    others = "SELECT type, name, sql FROM sqlite_schema WHERE type <> 'table'"
    return {*connection.execute(columns).fetchall(), *connection.execute(others).fetchall()}
