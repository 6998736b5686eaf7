"""What a seal keeps of a year beside its rows: which assets were pooled, year by year."""

from dataclasses import replace
from decimal import Decimal

import pytest

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.elections import Election, Method
from harvest_tui.domain.frames import PRICES, empty
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.replay import Conventions, replay
from harvest_tui.lots.sealing import SealedYear, filed_of, sealed_year
from lots.books import TODAY, buy, elect, lot, pooled, run, sell

HERE = buy("here", "2022-01-10", 1, 100)
THERE = buy("there", "2022-02-10", 1, 200, account="Ledger")
SOLD = sell("sold", "2024-05-10", "0.5", 500)
OTHER = buy("other", "2022-01-10", 1, 100, asset="ETH")


def _sealed(
    *transactions: Transaction, year: int, after: int = 0, elections: tuple[Election, ...] = ()
) -> SealedYear:
    ready = prepare(frame_of(transactions), empty(PRICES), "UTC")
    told = Conventions(zone="UTC", elections=elections)
    done = replay(ready.ledger, ready.legs, told, today=TODAY)
    frames = (ready.ledger, done.reliefs, done.disposals)
    return sealed_year(year, after, frames, MethodBook(elections), "UTC")


def _pooled(sealed: SealedYear, asset: str = "BTC") -> list[int]:
    return sorted(year for one, year in sealed.pooled if one == asset)


@pytest.mark.parametrize(
    ("year", "after", "years"),
    [
        pytest.param(2023, 0, [2022, 2023], id="from the first year of the ledger"),
        pytest.param(2023, 2022, [2023], id="after another seal"),
        pytest.param(2024, 2022, [2023, 2024], id="with a quiet year before it"),
        pytest.param(2024, 2023, [2024], id="the last year that can be pooled"),
        pytest.param(2026, 2023, [2024], id="and no year from 2025 on"),
    ],
)
def test_a_seal_keeps_each_year_since_the_seal_before_in_which_an_asset_was_pooled(
    year: int, after: int, years: list[int]
) -> None:
    """Pools over all accounts end with 2024: Treas. Reg. 1.1012-1(j)."""
    told = (pooled(year=2022),)

    assert _pooled(_sealed(HERE, THERE, SOLD, year=year, after=after, elections=told)) == years


def test_a_seal_keeps_which_asset_was_pooled() -> None:
    told = (replace(pooled(year=2022), asset="BTC"), replace(pooled(year=2023), asset="ETH"))
    sealed = _sealed(HERE, THERE, OTHER, SOLD, year=2023, elections=told)

    assert (_pooled(sealed), _pooled(sealed, "ETH")) == ([2022, 2023], [2023])


def test_a_pool_lasts_through_a_quiet_year_between_two_seals() -> None:
    """Parted once, at the end of 2024; by the balances, so that is one thing to confirm."""
    told = (pooled(year=2022),)
    book = (HERE, THERE, SOLD)
    filed = filed_of(
        [
            _sealed(*book, year=2022, elections=told),
            _sealed(*book, year=2024, after=2022, elections=told),
        ]
    )

    done, bare = run(*book, elections=told, filed=filed), run(*book, elections=told)

    assert done.findings == bare.findings
    assert [one.finding for one in done.findings] == ["allocation not confirmed"]
    assert done.disposals["provisional"].to_list() == [False]


def test_a_year_sealed_per_account_stays_so_after_one_that_was_pooled() -> None:
    told = (pooled(year=2022), elect(Method.FIFO, 2023))
    sealed = [
        _sealed(HERE, THERE, SOLD, year=2022, elections=told[:1]),
        _sealed(HERE, THERE, SOLD, year=2023, after=2022, elections=told),
    ]
    filed = filed_of(sealed)
    assert filed is not None

    assert {year for _, year in filed.pooled} == {2022}


def test_what_sealed_years_took_of_which_lot_stays_among_what_was_taken() -> None:
    """Half of HERE was sold in 2024, the other half in 2025: each is told once."""
    half, book = Decimal("0.5"), (HERE, SOLD, sell("next", "2025-05-10", "0.5", 500))
    filed = filed_of([_sealed(*book, year=2024)])

    taken = run(*book, filed=filed).reliefs

    assert taken.select("transaction_id", "lot_id", "quantity").rows() == [
        ("sold", lot(HERE), half),
        ("next", lot(HERE), half),
    ]


def test_a_second_seal_keeps_only_what_the_first_one_did_not() -> None:
    book = (HERE, SOLD, sell("next", "2025-05-10", "0.5", 500))

    second = _sealed(*book, year=2025, after=2024)

    assert second.transactions.height == 1
    assert second.reliefs["transaction_id"].to_list() == ["next"]
    assert second.disposals["transaction_id"].to_list() == ["next"]


def test_seals_together_keep_what_each_of_them_does_and_go_by_a_name() -> None:
    """Whichever is given first."""
    book = (HERE, SOLD, sell("next", "2025-05-10", "0.5", 500))
    seals = [_sealed(*book, year=2025, after=2024), _sealed(*book, year=2024)]

    filed = filed_of(seals, digest="of both")

    assert filed is not None
    assert (filed.through, filed.digest, len(filed.keys)) == (2025, "of both", 3)
    assert filed.reliefs["transaction_id"].to_list() == ["sold", "next"]
    assert filed.disposals["transaction_id"].to_list() == ["sold", "next"]
