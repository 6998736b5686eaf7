"""What is found comes in the order of the ledger, whichever years and assets it is of."""

from dataclasses import replace
from decimal import Decimal
from typing import TypeAlias

from harvest_tui.domain.elections import Election, Method
from harvest_tui.domain.kinds import Kind
from harvest_tui.lots.replay import Replay
from lots.books import buy, deed, elect, pooled, rows, run, sell
from lots.test_sealed import sealing

PARTED, SHORT = "allocation not confirmed", "short disposal"
Said: TypeAlias = list[tuple[str, str | None, str | None]]

HERE = buy("here", "2022-01-10", 1, 100)
THERE = buy("there", "2022-01-11", 1, 100, account="Barn")


def said(done: Replay) -> Said:
    """Give each finding, its asset and its transaction."""
    return [(one.finding, one.asset, one.transaction_id) for one in done.findings]


def parted(asset: str, year: int) -> tuple[Election, Election]:
    """Pool an asset over all accounts until a year begins."""
    return replace(pooled(year=2022), asset=asset), elect(Method.FIFO, year, asset=asset)


def test_rows_come_in_the_order_of_the_ledger_and_of_each_deed() -> None:
    """What leaves, lot by lot in the order of the method, then the fee."""
    done = run(
        buy("fee", "2024-01-01", 1, 10, asset="ADA"),
        *[buy(f"lot{n:02}", f"2024-02-{n:02}", 1, 10) for n in range(1, 29)],
        buy("e", "2024-01-03", 1, 10, asset="ETH"),
        sell("first", "2024-03-01", 1, 20, asset="ETH"),
        sell("second", "2024-03-02", 28, 280, fee=("0.5", "ADA"), fee_usd=5),
        sell("third", "2024-03-03", "0.5", 20, asset="ADA"),
        elections=(elect(Method.LIFO),),
    )

    assert rows(done, "transaction_id", "acquired_transaction_id") == [
        ("first", "e"),
        *[("second", f"lot{n:02}") for n in range(28, 0, -1)],
        ("second", "fee"),
        ("third", "fee"),
    ]


def test_what_a_new_year_brings_is_told_before_its_first_deed() -> None:
    done = run(
        HERE,
        THERE,
        sell("old", "2024-12-31", 1, 9, asset="ETH"),
        sell("first", "2025-01-01", 9, 90),
        sell("second", "2025-01-02", 1, 9, asset="ADA"),
        elections=(pooled(),),
    )

    assert said(done) == [
        (SHORT, "ETH", "old"),
        (PARTED, "BTC", None),
        (SHORT, "BTC", "first"),
        (SHORT, "ADA", "second"),
    ]


def test_of_one_deed_what_leaves_is_told_before_what_arrives() -> None:
    """Nobody knows what either was worth."""
    done = run(deed(Kind.SWAP, "swap", "2024-01-10", went=(1, "ETH"), came=(1, "BTC")))

    assert [finding for finding, asset, _ in said(done) if asset == "ETH"] == [
        "missing value",
        SHORT,
    ]
    assert said(done)[-1] == ("missing basis", "BTC", "swap")


def test_the_new_year_begins_where_the_taxpayer_lives() -> None:
    """On Guam 2023 begins at 14:00 UTC on 31 December 2022."""
    done = run(
        HERE,
        THERE,
        sell("old", "2022-06-01", 1, 9, asset="ETH"),
        elections=parted("BTC", 2023),
        zone="Pacific/Guam",
    )

    assert said(done) == [(SHORT, "ETH", "old"), (PARTED, "BTC", None)]


def test_of_quiet_sealed_years_the_earlier_one_is_told_first() -> None:
    """ETH was parted in 2023, BTC in 2024; nothing else happened until 2025."""
    book = [
        replace(one, transaction_id=f"{asset}{one.transaction_id}", in_asset=asset)
        for one in (HERE, THERE)
        for asset in ("BTC", "ETH")
    ]
    book += [sell(f"{asset}s", "2025-05-01", "0.5", 90, asset=asset) for asset in ("BTC", "ETH")]
    elections = (*parted("ETH", 2023), *parted("BTC", 2024))
    filed = sealing(*book, years=(2025,), elections=elections)

    bare, done = run(*book, elections=elections), run(*book, elections=elections, filed=filed)

    assert said(done) == said(bare) == [(PARTED, "ETH", None), (PARTED, "BTC", None)]


def test_what_was_found_in_each_of_two_sealed_years_is_still_told() -> None:
    book = (sell("one", "2023-06-01", 1, 9), sell("two", "2024-06-01", 1, 9))

    done = run(*book, filed=sealing(*book, years=(2024,)))

    assert said(done) == [(SHORT, "BTC", "one"), (SHORT, "BTC", "two")]


def test_units_a_filed_sale_has_gained_and_lacks_are_told_when_the_seal_is_over() -> None:
    """They are of June 2024, but leave after all that was filed for 2024."""
    bought, more = buy("bought", "2024-01-10", 1, 9), sell("gained", "2024-06-01", 3, 9)
    rest = (sell("filed", "2024-07-01", 1, 9), sell("next", "2025-02-01", 1, 9))
    filed = sealing(bought, replace(more, out_quantity=Decimal(1)), *rest, years=(2024,))

    done = run(bought, more, *rest, filed=filed)

    assert said(done) == [
        (SHORT, "BTC", "filed"),
        (SHORT, "BTC", "gained"),
        (SHORT, "BTC", "next"),
    ]
