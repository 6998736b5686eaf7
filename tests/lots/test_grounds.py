"""What a span rests on: changed, the span is walked again; what cannot act in it is not asked.

BTC and ETH are bought and sold on Kraken in 2023 and in 2024: four spans. To walk one again takes
along the years of its asset after it.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from harvest_tui.domain.allocation import Allocation, AllocationMethod, Allotment
from harvest_tui.domain.booking import key_of
from harvest_tui.domain.elections import Election, Identification, Method, Purpose
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.frames import AMOUNT, INSTANT
from harvest_tui.domain.settings import Owner
from harvest_tui.domain.transaction import Transaction
from harvest_tui.lots.grounds import lines_of, plain
from harvest_tui.lots.methods import Order
from harvest_tui.lots.replay import Conventions
from harvest_tui.rules.wash_sales import WashRule
from lots.books import at, buy, elect, identify, lot, pooled, sell
from lots.going_on import Told, saying, sealed, walked_again

LAST = "2024-09-10T12:00:00"
"""The instant of the last sale."""


def _year(asset: str, year: int) -> list[Transaction]:
    name = f"{asset}{year}"
    return [
        buy(f"{name}a", f"{year}-01-10", 1, 10, asset=asset),
        buy(f"{name}b", f"{year}-01-20", 1, 20, asset=asset),
        sell(f"{name}s", f"{year}-03-10", "0.5", 30, asset=asset),
        sell(f"{name}t", f"{year}-09-10", "0.5", 30, asset=asset),
    ]


BTC = _year("BTC", 2023) + _year("BTC", 2024)
ETH = _year("ETH", 2023) + _year("ETH", 2024)
TOLD = Told(transactions=[*BTC, *ETH], conventions=Conventions(zone="UTC"))


def hifo(recorded: str | None = None) -> Election:
    return elect(Method.HIFO, 2024, asset="BTC", recorded=recorded)


@pytest.mark.parametrize(
    ("before", "after", "spans"),
    [
        pytest.param((), (elect(Method.HIFO, 2023),), 4, id="for all years"),
        pytest.param((), (elect(Method.HIFO, 2024),), 2, id="for a year"),
        pytest.param((), (hifo(),), 1, id="for an asset"),
        pytest.param((), (elect(Method.HIFO, 2024, account="Kraken"),), 2, id="for an account"),
        pytest.param((), (elect(Method.HIFO, 2024, account="Barn"),), 0, id="for another one"),
        pytest.param((), (hifo("2024-06-01"),), 1, id="recorded between the sales"),
        pytest.param((), (hifo(LAST),), 1, id="recorded at the instant of the last"),
        pytest.param((), (hifo(f"{LAST}.000001"),), 0, id="recorded after it"),
        pytest.param((hifo("2024-06-01"),), (hifo("2024-03-01"),), 1, id="recorded earlier"),
        pytest.param((hifo(),), (hifo(), hifo("2024-06-01")), 0, id="recorded once more"),
        pytest.param(
            (hifo("2024-06-01"),),
            (hifo("2024-06-01"), elect(Method.LIFO, 2024, asset="BTC")),
            1,
            id="until another one was recorded",
        ),
    ],
)
def test_an_election_walks_the_spans_again_in_which_it_acts(
    before: tuple[Election, ...], after: tuple[Election, ...], spans: int
) -> None:
    assert walked_again(saying(TOLD, elections=before), saying(TOLD, elections=after)) == spans


def _bound(since: str | None) -> Order:
    return Order(Method.HIFO, date.fromisoformat(since) if since else None)


@pytest.mark.parametrize(
    ("before", "after", "spans"),
    [
        pytest.param({}, {"Kraken": _bound(None)}, 4, id="ever"),
        pytest.param({}, {"Barn": _bound(None)}, 0, id="elsewhere"),
        pytest.param({}, {"Kraken": _bound("2024-02-01")}, 2, id="from a day on"),
        pytest.param({}, {"Kraken": _bound("2024-09-10")}, 2, id="from the last day on"),
        pytest.param({}, {"Kraken": _bound("2024-09-11")}, 0, id="from the day after it on"),
        pytest.param(
            {"Kraken": _bound("2024-06-01")}, {"Kraken": _bound("2024-02-01")}, 2, id="from earlier"
        ),
        pytest.param(
            {"Kraken": _bound("2022-06-01")}, {"Kraken": _bound(None)}, 0, id="before all of it"
        ),
        pytest.param(
            {"Kraken": _bound(None)}, {"Kraken": Order(Method.LIFO)}, 4, id="to another method"
        ),
    ],
)
def test_an_order_that_binds_walks_the_spans_again_in_which_it_binds(
    before: dict[str, Order], after: dict[str, Order], spans: int
) -> None:
    assert walked_again(saying(TOLD, bound=before), saying(TOLD, bound=after)) == spans


FIRST, SECOND = BTC[0], BTC[1]
NAMED = identify(1, "2024-02-01", (FIRST, "0.25"))


@pytest.mark.parametrize(
    ("before", "after", "spans"),
    [
        pytest.param((), (NAMED,), 1, id="from its record on"),
        pytest.param((), (identify(1, "2024-02-01", (ETH[0], 1)),), 1, id="of the other asset"),
        pytest.param((), (replace(NAMED, account="Barn"),), 0, id="elsewhere"),
        pytest.param((NAMED,), (identify(1, "2024-02-01", (SECOND, "0.25")),), 1, id="another lot"),
        pytest.param((NAMED,), (identify(1, "2024-02-01", (FIRST, "0.5")),), 1, id="more units"),
        pytest.param((NAMED,), (replace(NAMED, purpose=Purpose.GIFT),), 1, id="for a gift"),
        pytest.param(
            (), (identify(1, "2024-02-01", (FIRST, 1), sale="BTC2023s"),), 2, id="as filed"
        ),
        pytest.param(
            (), (identify(1, "2024-02-01", (FIRST, 1), sale="nothing"),), 0, id="for no sale here"
        ),
    ],
)
def test_units_named_walk_the_spans_again_in_which_they_can_be_used(
    before: tuple[Identification, ...], after: tuple[Identification, ...], spans: int
) -> None:
    told = saying(TOLD, identifications=before)

    assert walked_again(told, saying(TOLD, identifications=after)) == spans


def test_a_pool_walks_its_asset_again_and_the_year_that_parts_it() -> None:
    """Pooled in 2023 and 2024, parted in 2025 by Treas. Reg. 1.1012-1(j): three spans of BTC."""
    pool = replace(pooled(year=2023), asset="BTC")

    assert walked_again(TOLD, saying(TOLD, elections=(pool,))) == 3


def test_a_pool_parted_a_year_earlier_leaves_the_years_before_alone() -> None:
    pool, apart = pooled(year=2023), elect(Method.FIFO, 2024)
    before, after = saying(TOLD, elections=(pool,)), saying(TOLD, elections=(pool, apart))

    # 2024 of BTC and of ETH; with the year in which they are parted, 2025 is no span of theirs
    assert walked_again(before, after) == 2


def _allocation(asset: str) -> Allocation:
    return Allocation(
        asset=asset,
        method=AllocationMethod.SPECIFIC,
        made_on=date(2024, 12, 30),
        evidence="",
        lots=(Allotment(lot_id=lot(SECOND), account="Kraken", quantity=Decimal(1)),),
    )


@pytest.mark.parametrize(("asset", "spans"), [("BTC", 1), ("ETH", 0)])
def test_what_a_pool_is_parted_by_touches_only_the_year_that_parts_it(
    asset: str, spans: int
) -> None:
    told = saying(TOLD, elections=(replace(pooled(year=2023), asset="BTC"),))

    assert walked_again(told, saying(told, allocated=frozenset({asset}))) == spans
    assert walked_again(told, saying(told, allocations={asset: _allocation(asset)})) == spans


def _found(
    when: str | None,
    severity: Severity = Severity.ERROR,
    account: str | None = "Kraken",
    asset: str | None = "BTC",
) -> Finding:
    return Finding(
        finding="unlinked transfer",
        severity=severity,
        message="",
        fix="",
        account=account,
        asset=asset,
        at=at(when) if when else None,
    )


@pytest.mark.parametrize(
    ("found", "spans"),
    [
        pytest.param(_found("2023-05-01"), 2, id="in the first year"),
        pytest.param(_found("2023-12-31T23:59:59"), 2, id="at its end"),
        pytest.param(_found("2024-01-01T00:00:00"), 1, id="at the beginning of the next"),
        pytest.param(_found("2025-01-01T00:00:00"), 0, id="after all of them"),
        pytest.param(_found("2023-05-01", severity=Severity.WARNING), 0, id="a warning"),
        pytest.param(_found("2023-05-01", account=None), 0, id="of no account"),
        pytest.param(_found("2023-05-01", asset=None), 0, id="of no asset"),
        pytest.param(_found(None), 0, id="of no moment"),
    ],
)
def test_an_error_found_before_walks_its_asset_again_from_its_year_on(
    found: Finding, spans: int
) -> None:
    """From it on what happens in the pool is provisional; nothing else is an error there."""
    assert walked_again(TOLD, replace(TOLD, findings=(found,))) == spans


def test_lots_filed_otherwise_walk_only_their_asset_again() -> None:
    """The sealed year, and for what it left the one after it."""
    before = sealed(TOLD, 2023)
    filed = before.conventions.filed
    assert filed is not None
    other = replace(filed, reliefs=filed.reliefs.filter(pl.col("asset") != "ETH"))

    assert walked_again(before, saying(before, filed=other)) == 2


def test_a_purchase_that_was_not_sealed_with_its_year_walks_its_asset_again() -> None:
    """Found later, it comes after all that was filed."""
    before = sealed(TOLD, 2023)
    filed = before.conventions.filed
    assert filed is not None
    fewer = replace(filed, keys=filed.keys - {key_of("Kraken", "ledger", SECOND.transaction_id)})

    assert walked_again(before, saying(before, filed=fewer)) == 2


STOCK = frozenset({"BTC"})


@pytest.mark.parametrize(
    ("before", "after", "spans"),
    [
        pytest.param(WashRule(), WashRule(securities=STOCK), 2, id="a security"),
        pytest.param(WashRule(), WashRule(others_from=date.min), 4, id="everything, ever"),
        pytest.param(WashRule(), WashRule(others_from=date(2024, 6, 1)), 2, id="from a day on"),
        pytest.param(WashRule(), WashRule(others_from=date(2025, 1, 30)), 2, id="a window later"),
        pytest.param(WashRule(), WashRule(others_from=date(2025, 1, 31)), 0, id="and a day"),
        pytest.param(
            WashRule(), WashRule(others_from=date.min, exempt=STOCK), 2, id="all but one asset"
        ),
        pytest.param(
            WashRule(others_from=date(2023, 6, 1)),
            WashRule(others_from=date(2023, 6, 1), securities=STOCK),
            2,
            id="a security beside others",
        ),
        pytest.param(
            WashRule(securities=STOCK),
            WashRule(securities=STOCK | {"TOKSTOCK"}),
            0,
            id="a security that was never held",
        ),
        pytest.param(
            WashRule(securities=STOCK), WashRule(securities=STOCK, adjusts=False), 2, id="counted"
        ),
    ],
)
def test_a_wash_sale_rule_walks_the_spans_again_whose_losses_or_purchases_it_reaches(
    before: WashRule, after: WashRule, spans: int
) -> None:
    """26 U.S.C. § 1091(a): a purchase counts that is within 30 days of the loss."""
    assert walked_again(saying(TOLD, wash=before), saying(TOLD, wash=after)) == spans


@pytest.mark.parametrize(
    "said", [{"owners": {"Kraken": Owner.IRA}}, {"off_return": frozenset({"Kraken"})}]
)
def test_whose_an_account_is_touches_only_what_is_tested_for_wash_sales(
    said: dict[str, Any],
) -> None:
    tested = saying(TOLD, wash=WashRule(securities=STOCK))

    assert walked_again(TOLD, saying(TOLD, **said)) == 0
    assert walked_again(tested, saying(tested, **said)) == 2


@dataclass(frozen=True)
class _Said:
    words: frozenset[int]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(frozenset((0, 8)), frozenset((8, 0)), id="a set"),
        pytest.param({"a": 1, "b": 2}, {"b": 2, "a": 1}, id="a mapping"),
        pytest.param(_Said(frozenset((0, 8))), _Said(frozenset((8, 0))), id="a set in a dataclass"),
        pytest.param([{0, 8}], [{8, 0}], id="a set in a list"),
        pytest.param({1: {0, 8}}, {1: {8, 0}}, id="a set in a mapping"),
    ],
)
def test_what_is_equal_is_told_alike_whatever_order_it_keeps(one: object, other: object) -> None:
    assert one == other
    assert repr(plain(one)) == repr(plain(other))


def _table(middle: str) -> pl.DataFrame:
    return pl.DataFrame({"units": [Decimal(1), Decimal(middle), *map(Decimal, range(98))]})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({1}, {2}, id="a set"),
        pytest.param({"a": 1}, {"b": 1}, id="a mapping, by its names"),
        pytest.param({"a": 1}, {"a": 2}, id="a mapping, by what they stand for"),
        pytest.param(_Said(frozenset({1})), _Said(frozenset({2})), id="a dataclass"),
        pytest.param([1, 2], [2, 1], id="a list, by its order"),
        pytest.param(_table("0.5"), _table("0.6"), id="a frame, by a row that is not printed"),
    ],
)
def test_what_differs_is_told_apart(one: object, other: object) -> None:
    assert repr(plain(one)) != repr(plain(other))


def test_rows_are_told_exactly() -> None:
    """In units of 10**-18, and in microseconds since 1970."""
    finest, second = Decimal("1e-18"), datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    frame = pl.DataFrame(
        {"units": [finest, 2 + finest], "at": [second, second], "key": ["a", "b"]},
        schema={"units": AMOUNT, "at": INSTANT, "key": pl.String},
    )

    assert lines_of(frame) == [
        '{"units":1,"at":1000000,"key":"a"}',
        '{"units":2000000000000000001,"at":1000000,"key":"b"}',
    ]
