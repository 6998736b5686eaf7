"""A method supposed to have been in force, against books that elected it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest_tui.domain.elections import Election, Method, Scope
from harvest_tui.lots.methods import MethodBook, Order
from harvest_tui.lots.supposed import supposed
from harvest_tui.lots.times import micros
from lots.books import at, buy, elect, identify, pooled, rows, run, sell
from lots.scenarios import Scenario, scenarios

OLD = buy("old", "2024-01-10", 1, 20_000)
NEW = buy("new", "2025-03-10", 1, 60_000)
MORE = buy("more", "2025-04-10", 1, 40_000)
SALE = sell("s1", "2025-06-10", 1, 50_000)
BOOK = (OLD, NEW, MORE, SALE)


def taken(*elections: Election, **more: Any) -> list[str]:  # noqa: ANN401 # fields of Conventions
    return [
        str(row[0])
        for row in rows(run(*BOOK, elections=elections, **more), "acquired_transaction_id")
    ]


@pytest.mark.parametrize(
    ("method", "lot"),
    [
        (Method.FIFO, "old"),
        (Method.LIFO, "more"),
        (Method.HIFO, "new"),
        (Method.LOFO, "old"),
    ],
)
@pytest.mark.parametrize(
    "record",
    [
        pytest.param((), id="nothing"),
        pytest.param((elect(Method.LIFO, 2024),), id="an earlier order"),
        pytest.param((elect(Method.LIFO, 2024, account="Kraken"),), id="one for the account"),
        pytest.param((elect(Method.LIFO, 2025, asset="BTC"),), id="one for the asset"),
        pytest.param(
            (elect(Method.LIFO, account="Kraken", asset="BTC"), elect(Method.HIFO, asset="BTC")),
            id="several",
        ),
        pytest.param((elect(Method.LOFO, 2025, recorded="2026-11-01"),), id="one too late"),
    ],
)
def test_it_wins_over_whatever_is_on_record(
    record: tuple[Election, ...], method: Method, lot: str
) -> None:
    assert taken(*supposed(record, method, 2025)) == [lot]


def test_it_counts_for_one_asset_or_account_alone() -> None:
    record = (elect(Method.HIFO, account="Kraken"),)

    assert taken(*supposed(record, Method.LIFO, 2025, asset="BTC")) == ["more"]
    assert taken(*supposed(record, Method.LIFO, 2025, asset="ETH")) == ["new"]
    assert taken(*supposed(record, Method.LIFO, 2025, account="Kraken")) == ["more"]
    assert taken(*supposed(record, Method.LIFO, 2025, account="Barn")) == ["new"]


def test_supposed_for_one_asset_it_leaves_an_order_for_another_as_it_is() -> None:
    record = (elect(Method.HIFO, asset="BTC"),)

    assert taken(*supposed(record, Method.LIFO, 2025, asset="ETH")) == ["new"]


def test_it_does_not_reach_back() -> None:
    assert taken(*supposed((), Method.HIFO, 2026)) == ["old"]


def test_units_identified_and_a_bound_broker_stay_as_they_are() -> None:
    named = identify(1, "2025-06-01", (MORE, 1))
    bound = {"Kraken": Order(Method.LOFO)}

    assert taken(*supposed((), Method.HIFO, 2025), identifications=(named,)) == ["more"]
    assert taken(*supposed((), Method.HIFO, 2025), bound=bound) == ["old"]


def test_pools_stay_pooled() -> None:
    methods = MethodBook(supposed((pooled(year=2022),), Method.HIFO, 2023))

    assert methods.scope_of("BTC", 2023) is Scope.UNIVERSAL
    assert methods.scope_of("BTC", 2025) is Scope.PER_ACCOUNT


@pytest.mark.parametrize("asset", [None, "BTC"])
def test_one_asset_alone_stays_pooled(asset: str | None) -> None:
    record = (replace(pooled(year=2022), asset="BTC"),)
    methods = MethodBook(supposed(record, Method.HIFO, 2023, asset=asset))

    assert methods.scope_of("BTC", 2023) is Scope.UNIVERSAL
    assert methods.scope_of("ETH", 2023) is Scope.PER_ACCOUNT


@settings(max_examples=100, deadline=None)
@given(scenarios(), st.sampled_from([Method.FIFO, Method.LIFO, Method.HIFO, Method.LOFO]))
def test_every_disposal_of_the_year_is_covered_by_it(one: Scenario, method: Method) -> None:
    year = 2024
    record = MethodBook(one.elections)
    methods = MethodBook(supposed(one.elections, method, year))

    for account in ("Attic", "Barn", "Cellar"):
        for asset in ("BTC", "ETH"):
            for day in ("2024-01-01T00:00", "2024-12-31T23:59"):
                instant = at(day)
                asked = (account, asset, instant.date(), micros(instant))
                assert methods.method_for(*asked) is method
            assert methods.scope_of(asset, year) is record.scope_of(asset, year)
            before = (account, asset, date(2023, 12, 31), micros(at("2023-12-31")))
            assert methods.method_for(*before) is record.method_for(*before)
