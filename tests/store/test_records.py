"""Prices, identifications, decisions and the audit log."""

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import polars as pl
import pytest

from harvest_tui.domain.elections import Identification, Pick
from harvest_tui.domain.frames import PRICES, require
from harvest_tui.store import PriceRank, Store
from store.made import NEW_YEAR


def prices(*rows: tuple[str, str, str], source: str = "file.csv") -> pl.DataFrame:
    """Asset, day and price of each row, schema `PRICES`."""
    return pl.DataFrame(
        [(asset, date.fromisoformat(day), Decimal(price), source) for asset, day, price in rows],
        schema=PRICES,
        orient="row",
    )


def test_prices_come_back_by_asset_and_day(store: Store) -> None:
    added = store.add_prices(
        prices(("ETH", "2025-01-01", "3300.5"), ("BTC", "2025-01-02", "0.000000000000000001")),
        PriceRank.FILE,
    )

    found = require(store.prices(), PRICES)

    assert added == 2
    assert found.rows() == [
        ("BTC", date(2025, 1, 2), Decimal("0.000000000000000001"), "file.csv"),
        ("ETH", date(2025, 1, 1), Decimal("3300.5"), "file.csv"),
    ]


def test_a_price_by_hand_counts_before_a_file_and_a_file_before_a_service(store: Store) -> None:
    day = ("BTC", "2025-01-01")
    store.add_prices(prices((*day, "1"), source="by hand"), PriceRank.BY_HAND)
    store.add_prices(prices((*day, "2"), source="file"), PriceRank.FILE)
    store.add_prices(prices((*day, "3"), source="service"), PriceRank.SERVICE)
    assert store.prices()["source"].to_list() == ["by hand"]

    other = ("BTC", "2025-01-02")
    store.add_prices(prices((*other, "2"), source="file"), PriceRank.FILE)
    store.add_prices(prices((*other, "3"), source="service"), PriceRank.SERVICE)
    assert store.prices()["source"].to_list() == ["by hand", "file"]


def test_the_newest_recording_counts_within_a_rank(store: Store) -> None:
    for price in ("1", "2"):
        store.add_prices(prices(("BTC", "2025-01-01", price)), PriceRank.FILE)

    assert store.prices()["price"].to_list() == [Decimal(2)]


def test_the_same_prices_again_add_nothing(store: Store) -> None:
    same = prices(("BTC", "2025-01-01", "1"), ("BTC", "2025-01-02", "2"))
    store.add_prices(same, PriceRank.FILE)

    assert store.add_prices(same, PriceRank.FILE) == 0


def test_prices_of_another_schema_break_a_promise(store: Store) -> None:
    with pytest.raises(ValueError, match="frame"):
        store.add_prices(pl.DataFrame({"asset": ["BTC"]}), PriceRank.FILE)


def test_an_identification_is_stamped_by_the_clock_and_comes_back_whole(store: Store) -> None:
    picks = (
        Pick(lot_id="Kraken:a", quantity=Decimal("3.1")),
        Pick(lot_id="Kraken:b", quantity=Decimal("0.000000000000000001")),
    )
    until = datetime(2026, 11, 29, tzinfo=UTC)

    made = store.identify("Kraken", "ETH", picks, valid_until=until, note="before the sale")

    assert made == Identification(
        identification_id=1,
        recorded_at=NEW_YEAR + timedelta(seconds=1),  # the clock's first tick opened the book
        account="Kraken",
        asset="ETH",
        picks=picks,
        valid_until=until,
        note="before the sale",
    )
    assert store.identifications() == (made,)


def test_an_identification_of_a_past_sale_says_that_it_is_stated_as_filed(store: Store) -> None:
    pick = Pick(lot_id="a", quantity=Decimal(1))

    assert store.identify("Kraken", "ETH", [pick], transaction_id="sale-1").as_filed
    assert not store.identify("Kraken", "ETH", [pick]).as_filed


def test_an_identification_writes_its_audit_record_in_the_same_transaction(store: Store) -> None:
    revision = store.revision
    store.identify("Kraken", "ETH", [Pick(lot_id="a", quantity=Decimal("1.50"))])

    (logged,) = store.audit_records()

    assert store.revision == revision + 1
    assert logged.record == (
        '{"at":"2025-01-01T00:00:01Z","kind":"identification","payload":{"account":"Kraken",'
        '"asset":"ETH","note":"","picks":[{"lot_id":"a","quantity":"1.5"}],'
        '"purpose":"sale","transaction_id":null,"valid_until":null},"previous":null,"seq":1}'
    )


def test_a_refused_identification_leaves_no_audit_record(store: Store) -> None:
    twice = [Pick(lot_id="a", quantity=Decimal(1))] * 2

    with pytest.raises(Exception, match="UNIQUE"):
        store.identify("Kraken", "ETH", twice)
    assert store.audit_records() == ()
    assert store.identifications() == ()


def test_each_audit_record_holds_the_hash_of_the_one_before(store: Store) -> None:
    for lot in ("a", "b", "c"):
        store.identify("Kraken", "ETH", [Pick(lot_id=lot, quantity=Decimal(1))], note="été")

    log = store.audit_records()

    assert [record.seq for record in log] == [1, 2, 3]
    previous = None
    for record in log:
        assert record.sha256 == hashlib.sha256(record.record.encode("utf-8")).hexdigest()
        assert json.loads(record.record)["previous"] == previous
        previous = record.sha256


def test_decisions_come_back_in_order_and_by_kind(store: Store) -> None:
    link = store.decide("link", {"out": "a", "in": ["b", "c"]})
    basis = store.decide("basis", {"key": "d", "basis_usd": "12.5", "acquired_at": None})

    assert store.decisions() == (link, basis)
    assert store.decisions("basis") == (basis,)
    assert basis.recorded_at == link.recorded_at + timedelta(seconds=1)


def test_a_decision_holds_no_float(store: Store) -> None:
    with pytest.raises(TypeError, match="write an amount as text"):
        store.decide("basis", {"deep": [{"basis_usd": 0.1}]})  # type: ignore[dict-item]
    assert store.decisions() == ()
