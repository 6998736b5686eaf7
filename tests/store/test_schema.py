"""What the database itself refuses, whoever asks."""

import re
from importlib.resources import files
from pathlib import Path

import apsw
import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from harvest_tui.domain.amounts import plain_decimal, plain_text
from harvest_tui.domain.elections import Pick
from harvest_tui.domain.frames import empty
from harvest_tui.store import PriceRank, Store
from harvest_tui.store.seals import SCHEMAS
from store.made import read, row, table
from store.test_records import prices

SCHEMA = files("harvest_tui.store").joinpath("schema.sql").read_text(encoding="utf-8")
APPEND_ONLY = (
    "source_file",
    "source_row",
    "kept_digest",
    "retraction",
    "price",
    "identification",
    "identified_lot",
    "decision",
    "seal",
    "audit",
)
AMOUNTS = ("in_quantity", "out_quantity", "fee_quantity", "usd_value", "fee_usd", "basis_usd")
SIGNED = frozenset({"usd_value", "fee_usd", "basis_usd"})
SEEN = st.characters(exclude_characters="\0", exclude_categories=["Cs"])
"""What GLOB sees: to SQLite's pattern a text ends before its first NUL."""


@pytest.fixture
def filled(store: Store, ledger: Path) -> apsw.Connection:
    """A second connection to a book with a row in each table."""
    gone = table([row("b")], "gone.csv")
    store.import_file(table([row("a")]), read(table([row("a")])))
    store.import_file(gone, read(gone))
    store.retract("gone.csv", read)
    store.add_prices(prices(("BTC", "2025-01-01", "1")), PriceRank.BY_HAND)
    store.identify("Made", "BTC", [Pick(lot_id="a", quantity=plain_decimal("1"))])
    store.decide("dismissal", {"reason": "known"})
    store.seal(2024, {}, {name: empty(schema) for name, schema in SCHEMAS.items()})
    connection = apsw.Connection(str(ledger))
    connection.pragma("recursive_triggers", 1)
    return connection


@pytest.mark.parametrize("name", APPEND_ONLY)
@pytest.mark.parametrize("change", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}"])
def test_what_was_recorded_cannot_be_changed(
    filled: apsw.Connection, name: str, change: str
) -> None:
    named = "SELECT name FROM pragma_table_info(?)"
    column = filled.execute(named, (name,)).fetchall()[0][0]

    with pytest.raises(apsw.ConstraintError, match=f"{name} is append-only"):
        filled.execute(change.format(name, column))


@pytest.mark.parametrize("name", APPEND_ONLY)
def test_what_was_recorded_cannot_be_replaced(filled: apsw.Connection, name: str) -> None:
    with pytest.raises(apsw.ConstraintError):
        filled.execute(f"INSERT OR REPLACE INTO {name} SELECT * FROM {name}")  # noqa: S608


def test_every_table_is_strict(filled: apsw.Connection) -> None:
    loose = filled.execute(
        "SELECT name FROM pragma_table_list "
        "WHERE schema = 'main' AND type = 'table' AND NOT strict AND name NOT GLOB 'sqlite_*'"
    ).fetchall()

    assert loose == []


def test_every_table_is_documented() -> None:
    for created in re.finditer(r"(?m)((?:^-- .*\n)*)^CREATE TABLE (\w+)", SCHEMA):
        assert created[1], f"{created[2]} has no comment above it"


@pytest.mark.parametrize("column", AMOUNTS)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(alphabet="0123456789.-", max_size=44) | st.text(SEEN, max_size=6))
@example("0")
@example("0.1")
@example("-0.1")
@example("-0")
@example("0.10")
@example("00")
@example("-01")
@example("1.")
@example("-.5")
@example(".5")
@example("--1")
@example("1-1")
@example("1.1.1")
@example("1e5")
@example("+1")
@example(" 1")
@example("")
@example("-")
@example("١")
@example("NaN")
@example("99999999999999999999.999999999999999999")
@example("-99999999999999999999.999999999999999999")
@example("100000000000000000000")
@example("0.1234567890123456789")
@example("-0.1234567890123456789")
def test_an_amount_is_kept_only_in_its_one_spelling(
    filled: apsw.Connection, column: str, text: str
) -> None:
    assert _takes(filled, column, text) == _is_canonical(text, signed=column in SIGNED)


def test_what_stands_behind_a_nul_is_never_read_as_an_amount(
    filled: apsw.Connection, store: Store
) -> None:
    """The CHECK does not see it, and nothing here writes it: what reads amounts refuses it."""
    filled.execute("UPDATE txn SET usd_value = ?", ("7\0",))

    with pytest.raises(pl.exceptions.InvalidOperationError, match="usd_value"):
        store.transactions()


def test_the_price_and_the_identified_units_obey_the_same_grammar() -> None:
    quantity = re.search(r"(?s)in_quantity TEXT CHECK \((.*?)\n    \)", SCHEMA)
    assert quantity is not None

    for column in ("price", "quantity"):
        found = re.search(rf"(?sm)^    {column} TEXT NOT NULL CHECK \((.*?)\n    \)", SCHEMA)
        assert found is not None
        same = found[1].replace(" AND quantity <> '0'", "")
        bare = re.sub(r"--[^\n]*", "", same).split()
        assert bare == quantity[1].replace("in_quantity", column).split()


@pytest.mark.parametrize(
    ("record", "why"),
    [
        pytest.param('{"previous":null,"seq":3}', "no link", id="another predecessor"),
        pytest.param('{"previous":"LAST","seq":4}', "no link", id="another number inside"),
    ],
)
def test_an_audit_record_must_follow_the_last_one(
    filled: apsw.Connection, record: str, why: str
) -> None:
    last = filled.execute("SELECT sha256 FROM audit ORDER BY seq DESC").fetchall()[0][0]

    with pytest.raises(apsw.ConstraintError, match="a record must follow the last one"):
        filled.execute(
            "INSERT INTO audit VALUES (3, ?, ?)", (record.replace("LAST", str(last)), why)
        )


def _takes(connection: apsw.Connection, column: str, text: str) -> bool:
    connection.execute("SAVEPOINT trial")
    try:
        connection.execute(f"UPDATE txn SET {column} = ?", (text,))  # noqa: S608
    except apsw.ConstraintError:
        return False
    finally:
        connection.execute("ROLLBACK TO trial; RELEASE trial")
    return True


def _is_canonical(text: str, *, signed: bool) -> bool:
    """The grammar of `domain.amounts`, and the one spelling that it writes."""
    try:
        return plain_text(plain_decimal(text)) == text and (signed or not text.startswith("-"))
    except ValueError:
        return False
