"""Gifts, inheritance, income and stated balances: basis, dates and terms worked by hand."""

from datetime import UTC, datetime

import polars as pl
import pytest

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.frames import PRICES, empty
from harvest_tui.domain.kinds import INCOME, Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.replay import Conventions, replay
from lots.books import TODAY, buy, deed, identify, left, rows, run, sell

BOUGHT_BY_DONOR = datetime(2020, 5, 1, 12, tzinfo=UTC)
GIVEN = datetime(2026, 3, 1, 12, tzinfo=UTC)


def gift(usd_value: int = 6_000) -> Transaction:
    """1 BTC that cost the donor 10,000 in 2020, worth 6,000 when given."""
    return deed(
        Kind.GIFT_IN,
        "g1",
        "2026-03-01",
        came=(1, "BTC"),
        acquired="2020-05-01",
        basis_usd=10_000,
        usd_value=usd_value,
    )


@pytest.mark.parametrize(
    ("proceeds", "basis", "gain", "since", "term"),
    [
        pytest.param(12_000, 10_000, 2_000, BOUGHT_BY_DONOR, "long", id="gain: the donor's basis"),
        pytest.param(5_000, 6_000, -1_000, GIVEN, "short", id="loss: the value when given"),
        pytest.param(8_000, 8_000, 0, BOUGHT_BY_DONOR, "long", id="between: neither"),
        pytest.param(10_000, 10_000, 0, BOUGHT_BY_DONOR, "long", id="at the donor's basis"),
        pytest.param(6_000, 6_000, 0, BOUGHT_BY_DONOR, "long", id="at the value when given"),
    ],
)
def test_a_gift_has_one_basis_for_a_gain_and_another_for_a_loss(
    proceeds: int, basis: int, gain: int, since: datetime, term: str
) -> None:
    """26 U.S.C. §§ 1015(a), 1223(2); the amounts of Pub. 550's kind of example."""
    done = run(gift(), sell("s1", "2026-06-01", 1, proceeds))

    assert rows(done, "cost_basis", "gain", "acquired_at", "term") == [(basis, gain, since, term)]


def test_half_a_gift_has_half_of_both_bases() -> None:
    done = run(gift(), sell("s1", "2026-06-01", "0.5", 2_500))

    assert rows(done, "cost_basis", "gain") == [(3_000, -500)]
    assert left(done, "cost_basis", "loss_basis", "acquired_at", "received_at") == [
        (5_000, 3_000, BOUGHT_BY_DONOR, GIVEN)
    ]


def test_a_gift_named_in_two_halves_is_one_row_with_the_whole_loss_basis() -> None:
    # the donor paid 10,000, it was worth 6,000, and is sold for 5,000
    halves = tuple(identify(n, "2026-05-01", (gift(), "0.5")) for n in (1, 2))
    done = run(gift(), sell("s1", "2026-06-01", 1, 5_000), identifications=halves)

    assert rows(done, "quantity", "cost_basis", "gain", "method") == [(1, 6_000, -1_000, "spec-id")]


def test_a_gift_worth_more_than_it_cost_has_the_donors_basis_only() -> None:
    done = run(gift(usd_value=30_000), sell("s1", "2026-06-01", 1, 5_000))
    assert rows(done, "cost_basis", "gain", "term") == [(10_000, -5_000, "long")]


def test_a_gift_worth_just_what_it_cost_has_the_donors_date_for_a_loss_too() -> None:
    """§ 1015(a): only a basis greater than the value gives way to it. 10,000 is not; sold at 9,000.

    So the donor's holding period counts as well (26 U.S.C. § 1223(2)).
    """
    done = run(gift(usd_value=10_000), sell("s1", "2026-06-01", 1, 9_000))

    assert rows(done, "cost_basis", "gain", "acquired_at", "term") == [
        (10_000, -1_000, BOUGHT_BY_DONOR, "long")
    ]


def test_a_gift_without_the_donors_date_is_held_since_it_came() -> None:
    undated = deed(Kind.GIFT_IN, "g1", "2026-03-01", came=(1, "BTC"), basis_usd=100, usd_value=200)
    done = run(undated, sell("s1", "2026-06-01", 1, 300))
    assert rows(done, "cost_basis", "acquired_at", "term") == [(100, GIVEN, "short")]


def test_a_given_lot_is_as_old_as_the_donors_purchase() -> None:
    done = run(buy("b1", "2024-01-01", 1, 20_000), gift(), sell("s1", "2026-06-01", 1, 30_000))
    assert rows(done, "acquired_transaction_id", "gain") == [("g1", 20_000)]


def test_what_is_inherited_is_worth_its_value_at_death_and_long_term_at_once() -> None:
    """Worth 40,000 at death, sold three weeks later for 39,000 (26 U.S.C. §§ 1014, 1223(9))."""
    done = run(
        deed(Kind.INHERITANCE, "h1", "2026-05-01", came=(1, "BTC"), usd_value=40_000),
        sell("s1", "2026-05-22", 1, 39_000),
    )
    assert rows(done, "cost_basis", "gain", "term", "inherited") == [(40_000, -1_000, "long", True)]


def test_a_reward_is_income_once_and_its_value_is_the_basis() -> None:
    """0.5 SOL at 160: income 80; sold five months later for 60 (Rev. Rul. 2023-14)."""
    done = run(
        deed(Kind.STAKING_REWARD, "i1", "2026-01-05", came=("0.5", "SOL"), usd_value=80),
        sell("s1", "2026-06-05", "0.5", 60, asset="SOL"),
    )
    assert rows(done, "cost_basis", "gain", "term") == [(80, -20, "short")]


@pytest.mark.parametrize("kind", sorted(INCOME | {Kind.CASHBACK, Kind.FEE_REBATE}))
def test_every_receipt_at_value_opens_a_lot_at_that_days_price(kind: Kind) -> None:
    done = run(deed(kind, "i1", "2026-01-05", came=(2, "SOL")), prices=(("SOL", "2026-01-05", 30),))
    assert left(done, "quantity", "cost_basis", "evidence") == [(2, 60, kind.value)]


def test_a_stated_balance_has_the_basis_and_date_stated() -> None:
    done = run(
        deed(
            Kind.OPENING_BALANCE,
            "o1",
            "2026-01-01",
            came=(1, "BTC"),
            basis_usd=7_000,
            acquired="2019-07-01",
        ),
        sell("s1", "2026-02-01", 1, 9_000),
    )
    assert rows(done, "cost_basis", "gain", "term") == [(7_000, 2_000, "long")]


@pytest.mark.parametrize(
    "unknown",
    [
        pytest.param(Kind.GIFT_IN, id="gift"),
        pytest.param(Kind.INHERITANCE, id="inheritance"),
        pytest.param(Kind.STAKING_REWARD, id="income"),
        pytest.param(Kind.OPENING_BALANCE, id="opening balance"),
    ],
)
def test_without_a_basis_there_is_a_finding_and_no_lot_at_zero(unknown: Kind) -> None:
    done = run(deed(unknown, "x1", "2026-01-05", came=(2, "SOL")))

    assert left(done) == []
    (found,) = done.findings
    assert (found.finding, found.severity.value) == ("missing basis", "error")
    assert found.message == f"2 SOL came into Kraken by {unknown.value} without a basis"


@pytest.mark.parametrize(
    "kind", [Kind.GIFT_IN, Kind.OPENING_BALANCE, Kind.STAKING_REWARD, Kind.INHERITANCE]
)
def test_the_way_out_of_a_missing_basis_fits_what_it_is(kind: Kind) -> None:
    """What a donor paid is no price of the day; what a reward was worth is."""
    (found,) = run(deed(kind, "x1", "2026-01-05", came=(2, "SOL"))).findings

    stated = kind in {Kind.GIFT_IN, Kind.OPENING_BALANCE}
    assert ("--basis USD --acquired DATE" in found.fix) is stated
    assert ("price set SOL=USD --at 2026-01-05" in found.fix) is not stated


@pytest.mark.parametrize("kind", [Kind.FORK, Kind.AIRDROP])
def test_a_fork_of_which_nothing_was_received_changes_nothing(kind: Kind) -> None:
    """Rev. Rul. 2019-24, situation 1: no income, no basis, no lot."""
    bought = buy("b1", "2026-01-01", 1, 100)
    done = run(bought, deed(kind, "f1", "2026-01-05"))

    assert left(done, "quantity", "cost_basis") == [(1, 100)]
    assert done.findings == ()


def test_a_lot_is_named_by_asset_day_and_a_digest_that_nothing_else_changes() -> None:
    """The digest is of account, source, id and asset (first 40 bits of SHA-256, base 32)."""
    alone = run(buy("b1", "2024-01-10", 1, 100))
    among = run(buy("a0", "2020-01-01", 5, 1), buy("b1", "2024-01-10", 1, 100))

    (name,) = left(alone, "lot_id")[0]
    assert name == "BTC-20240110-Y6EVVQXE"
    assert (name,) in left(among, "lot_id")


def test_one_acquisition_told_twice_is_a_broken_promise() -> None:
    ready = prepare(frame_of([buy("b1", "2026-01-01", 1, 100)]), empty(PRICES), "UTC")
    twice = pl.concat([ready.ledger, ready.ledger])

    with pytest.raises(ValueError, match="two acquisitions share the lot id BTC-20260101-"):
        replay(twice, ready.legs, Conventions(zone="UTC"), today=TODAY)


def test_what_comes_where_units_without_a_basis_came_before_is_provisional() -> None:
    """Which lot a later sale takes rests on the one that is not there; on Gemini nothing does."""
    done = run(
        deed(Kind.STAKING_REWARD, "r1", "2026-01-01", came=(1, "BTC")),
        buy("b1", "2026-01-02", 1, 100),
        buy("b2", "2026-01-02", 1, 100, account="Gemini"),
    )
    assert left(done, "account", "provisional") == [("Gemini", False), ("Kraken", True)]
