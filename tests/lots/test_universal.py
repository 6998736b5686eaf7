"""Pooled years, and the parting of the pool: Rev. Proc. 2024-28."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from harvest_tui.domain.elections import Election, Method, Scope
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from lots.books import buy, deed, elect, left, move, pooled, rows, run, sell, taken

A, B = "Attic", "Barn"
HELD = ("account", "acquired_transaction_id", "quantity", "cost_basis", "provisional")
END_OF_2024 = date(2024, 12, 31)


def bought(name: str, when: str, cost: int, account: str = A) -> Transaction:
    """Buy one BTC."""
    return buy(name, when, 1, cost, account=account)


def test_a_pooled_sale_uses_the_oldest_lot_of_any_account() -> None:
    book = (
        bought("b1", "2023-01-01", 10_000, A),
        bought("b2", "2023-02-01", 20_000, B),
        sell("s1", "2023-03-01", 1, 30_000, account=B),
    )
    together = run(*book, elections=(pooled(),), today=END_OF_2024)
    apart = run(*book, today=END_OF_2024)

    assert rows(together, "account", "acquired_transaction_id", "gain") == [(B, "b1", 20_000)]
    assert rows(apart, "account", "acquired_transaction_id", "gain") == [(B, "b2", 10_000)]


def test_in_a_pooled_year_moves_move_no_lots_but_their_fees_are_sold() -> None:
    done = run(
        bought("b1", "2023-01-01", 10_000),
        move("m1", "2023-02-01", "0.5", B, account=A, fee=("0.001", "BTC"), fee_usd=20),
        elections=(pooled(),),
        today=END_OF_2024,
    )
    assert rows(done, "kind", "gain") == [("transfer_fee", 10)]
    assert left(done, *HELD) == [(A, "b1", Decimal("0.999"), 9_990, False)]


def test_in_a_pooled_year_no_single_account_falls_short() -> None:
    done = run(
        bought("b1", "2023-01-01", 10_000, A),
        sell("s1", "2023-02-01", 1, 30_000, account=B),
        elections=(pooled(),),
        today=END_OF_2024,
    )
    assert taken(done) == [("b1", 1, 10_000, 20_000)]
    assert done.findings == ()


def test_all_accounts_together_can_fall_short() -> None:
    done = run(
        bought("b1", "2023-01-01", 10_000, A),
        sell("s1", "2023-02-01", 2, 30_000, account=B),
        bought("b2", "2023-03-01", 10_000, A),
        elections=(pooled(),),
        today=END_OF_2024,
    )
    assert [(f.finding, f.amount) for f in done.findings] == [("short disposal", Decimal(1))]
    assert left(done, "account", "provisional") == [(A, True)]


THREE = (
    bought("b1", "2022-01-01", 5_000, A),
    bought("b2", "2023-01-01", 30_000, B),
    bought("b3", "2024-01-01", 60_000, B),
    move("m1", "2024-06-01", 1, A, account=B),
)
"""Rev. Proc. 2024-28: three BTC at 5,000, 30,000 and 60,000; A ends up with two, B with one."""


def test_at_2025_pooled_lots_are_allocated_to_the_balances_earliest_first() -> None:
    """b1 stays where it was acquired; so does b2, which fills B; b3 goes where room is left."""
    done = run(*THREE, elections=(pooled(),))

    assert left(done, *HELD) == [
        (A, "b1", 1, 5_000, True),
        (A, "b3", 1, 60_000, True),
        (B, "b2", 1, 30_000, True),
    ]


def test_earliest_basis_goes_to_a_first_where_all_was_acquired_there() -> None:
    """Rev. Proc. 2024-28, earliest first: A keeps 5,000 and 30,000, B gets 60,000."""
    done = run(
        bought("b1", "2022-01-01", 5_000, A),
        bought("b2", "2023-01-01", 30_000, A),
        bought("b3", "2024-01-01", 60_000, A),
        move("m1", "2024-06-01", 1, B, account=A),
        elections=(pooled(),),
    )
    assert left(done, *HELD) == [
        (A, "b1", 1, 5_000, True),
        (A, "b2", 1, 30_000, True),
        (B, "b3", 1, 60_000, True),
    ]


def test_an_allocation_is_an_estimate_and_says_so() -> None:
    (found,) = run(*THREE, elections=(pooled(),)).findings

    assert found == Finding(
        finding="allocation not confirmed",
        severity=Severity.ERROR,
        asset="BTC",
        at=datetime(2025, 1, 1, tzinfo=UTC),
        message="pooled BTC lots were allocated to accounts by estimate: they are provisional "
        "until the allocation made under Rev. Proc. 2024-28 is stated",
        fix="harvest-tui allocation import FILE; or harvest-tui resolve --allocation BTC "
        "--reason TEXT, if the estimate is as filed",
    )


def test_sales_that_rest_on_an_estimate_are_provisional_and_earlier_ones_are_not() -> None:
    done = run(
        bought("b0", "2021-01-01", 1_000, A),
        sell("s0", "2022-01-01", 1, 2_000, account=A),
        *THREE,
        sell("s1", "2025-02-01", 1, 70_000, account=A),
        elections=(pooled(),),
    )
    assert rows(done, "transaction_id", "gain", "provisional") == [
        ("s0", 1_000, False),
        ("s1", 65_000, True),
    ]


def test_an_allocation_confirmed_by_the_user_is_certain() -> None:
    done = run(*THREE, elections=(pooled(),), allocated=frozenset({"BTC"}))

    assert done.findings == ()
    assert [row[-1] for row in left(done, *HELD)] == [False, False, False]


def test_with_one_account_there_is_nothing_to_estimate() -> None:
    done = run(
        bought("b1", "2022-01-01", 5_000),
        sell("s1", "2025-02-01", "0.5", 70_000, account=A),
        elections=(pooled(),),
    )
    assert done.findings == ()
    assert rows(done, "cost_basis", "provisional") == [(2_500, False)]


def test_the_pool_parts_at_midnight_where_the_taxpayer_lives() -> None:
    """04:30 UTC on 1 January 2025 is still pooled in New York: B sells A's lot."""
    book = (
        bought("b1", "2022-01-01", 5_000, A),
        sell("s1", "2025-01-01T04:30", 1, 70_000, account=B),
    )
    in_york = run(*book, elections=(pooled(),), zone="America/New_York")
    in_utc = run(*book, elections=(pooled(),))

    assert taken(in_york) == [("b1", 1, 5_000, 65_000)]
    assert taken(in_utc) == []


def test_lots_in_no_balance_are_told_and_what_is_left_is_provisional() -> None:
    """One of two BTC left A for no account on record: a pooled year moves no lots."""
    done = run(
        bought("b1", "2022-01-01", 5_000),
        bought("b2", "2022-02-01", 6_000),
        deed(Kind.TRANSFER, "m1", "2022-03-01", account=A, went=(1, "BTC")),
        elections=(pooled(),),
    )
    assert left(done, *HELD) == [(A, "b1", 1, 5_000, True)]
    (found,) = done.findings
    assert (found.finding, found.severity) == ("lots beyond balances", Severity.ERROR)
    assert (found.asset, found.amount) == ("BTC", Decimal(1))
    assert found.at == datetime(2025, 1, 1, tzinfo=UTC)
    assert found.message == (
        "lots of 1 BTC are in no account's balance: something left that no file shows"
    )
    assert found.fix == "import the missing exports"


@pytest.mark.parametrize("year", [2025, 2026])
def test_no_year_from_2025_on_is_pooled(year: int) -> None:
    done = run(
        bought("b1", "2025-01-02", 10_000, A),
        sell("s1", f"{year}-06-01", 1, 30_000, account=B),
        elections=(pooled(Method.FIFO, year),),
    )
    assert [f.finding for f in done.findings] == ["short disposal"]


def test_a_pool_not_recorded_before_its_year_nor_as_filed_does_not_count() -> None:
    late = elect(Method.FIFO, 2023, recorded="2023-06-01", scope=Scope.UNIVERSAL)
    done = run(
        bought("b1", "2023-07-01", 10_000, A),
        sell("s1", "2023-08-01", 1, 30_000, account=B),
        elections=(late,),
        today=END_OF_2024,
    )
    assert [f.finding for f in done.findings] == ["short disposal"]


@pytest.mark.parametrize(
    "election",
    [
        pytest.param(
            elect(Method.FIFO, 2023, recorded="2022-12-31", scope=Scope.UNIVERSAL), id="in time"
        ),
        pytest.param(
            replace(pooled(year=2023), recorded_at=datetime(2026, 1, 1, tzinfo=UTC)), id="as filed"
        ),
    ],
)
def test_a_pool_recorded_before_its_year_or_stated_as_filed_counts(election: Election) -> None:
    done = run(
        bought("b1", "2023-07-01", 10_000, A),
        sell("s1", "2023-08-01", 1, 30_000, account=B),
        elections=(election,),
        today=END_OF_2024,
    )
    assert taken(done) == [("b1", 1, 10_000, 20_000)]
    assert done.findings == ()


def test_lots_kept_apart_are_pooled_when_a_pooled_year_begins() -> None:
    done = run(
        bought("b1", "2022-01-01", 10_000, A),
        sell("s0", "2022-06-01", "0.5", 6_000, account=A),
        sell("s1", "2023-06-01", "0.5", 9_000, account=B),
        elections=(pooled(Method.FIFO, 2023),),
        today=END_OF_2024,
    )
    assert rows(done, "account", "acquired_transaction_id", "gain") == [
        (A, "b1", 1_000),
        (B, "b1", 4_000),
    ]


def test_a_scope_that_changes_and_changes_back_in_quiet_years_loses_no_lot() -> None:
    """Pooled 2022, apart 2023, pooled 2024, and nothing happens between 2022 and 2024."""
    done = run(
        bought("b1", "2022-01-01", 10_000, A),
        bought("b2", "2024-02-01", 20_000, A),
        elections=(
            pooled(Method.FIFO, 2022),
            elect(Method.FIFO, 2023),
            pooled(Method.FIFO, 2024),
        ),
        today=END_OF_2024,
    )
    assert left(done, "acquired_transaction_id") == [("b1",), ("b2",)]


def test_an_order_for_one_account_does_not_end_the_pool() -> None:
    done = run(
        bought("b1", "2023-01-01", 10_000, A),
        bought("b2", "2023-02-01", 20_000, B),
        sell("s1", "2023-03-01", 1, 30_000, account=A),
        elections=(pooled(), elect(Method.HIFO, 2023, account=A)),
        today=END_OF_2024,
    )
    assert rows(done, "acquired_transaction_id", "method") == [("b2", "HIFO")]


def test_doubt_before_a_pool_is_formed_or_parted_stays() -> None:
    done = run(
        sell("s0", "2022-01-01", 1, 100, account=B),
        bought("b1", "2022-06-01", 10_000, A),
        bought("b2", "2025-06-01", 10_000, B),
        elections=(pooled(Method.FIFO, 2023),),
    )
    assert left(done, "account", "provisional") == [(A, True), (B, True)]


def test_a_pooled_asset_may_migrate_to_one_kept_per_account() -> None:
    """The new units stand where they came in, whoever acquired the old ones."""
    migrated = deed(
        Kind.REDENOMINATION, "r1", "2023-06-01", account=B, went=(1, "BTC"), came=(10, "NEW")
    )
    done = run(
        bought("b1", "2023-01-01", 10_000, A),
        migrated,
        elections=(pooled(), elect(Method.FIFO, 2023, asset="NEW")),
        today=END_OF_2024,
    )
    assert left(done, "asset", *HELD) == [("NEW", B, "b1", 10, 10_000, False)]


def test_a_finding_of_a_later_year_does_not_taint_the_parting_of_a_pool() -> None:
    """The arrival from nowhere is B's in 2024, long after the pool was parted."""
    done = run(
        bought("b1", "2022-01-01", 10_000, A),
        deed(Kind.TRANSFER_IN, "t1", "2024-06-01", account=B, came=(1, "BTC")),
        sell("s1", "2024-07-01", 1, 12_000, account=A),
        elections=(pooled(Method.FIFO, 2022), elect(Method.FIFO, 2023)),
    )
    assert rows(done, "gain", "provisional") == [(2_000, False)]


GIVEN = deed(
    Kind.GIFT_IN, "g1", "2023-01-01", account=A, came=(3, "BTC"), basis_usd=300, usd_value=150
)
"""Three BTC that had cost the donor 300, worth 150 when given."""


def test_a_gift_that_is_parted_has_its_share_of_both_bases_in_each_account() -> None:
    """One stays, two went to B: 100 and 50 (for a loss), and 200 and 100."""
    done = run(
        GIVEN,
        move("m1", "2024-06-01", 2, B, account=A),
        sell("s1", "2025-06-01", 1, 20, account=A),
        sell("s2", "2025-06-01", 1, 20, account=B),
        elections=(pooled(),),
    )
    assert rows(done, "account", "cost_basis", "gain") == [(A, 50, -30), (B, 50, -30)]
    assert left(done, "account", "quantity", "cost_basis", "loss_basis") == [(B, 1, 100, 50)]
    assert done.reliefs["moved"].to_list() == [False, True]


def test_lots_that_are_pooled_keep_both_bases_and_that_they_had_moved() -> None:
    done = run(
        GIVEN,
        move("m1", "2023-06-01", 1, B, account=A),
        sell("s1", "2024-06-01", 3, 60, account=B),
        elections=(pooled(Method.FIFO, 2024),),
        today=END_OF_2024,
    )
    assert rows(done, "quantity", "cost_basis", "gain") == [(2, 100, -60), (1, 50, -30)]
    assert done.reliefs.filter(what="sale")["moved"].to_list() == [False, True]


def test_assets_that_are_pooled_in_one_year_stay_apart_from_each_other() -> None:
    """The old and the new asset of a migration are of one group, and two pools."""
    done = run(
        bought("b1", "2022-01-01", 10_000, A),
        buy("b2", "2022-01-02", 10, 500, asset="NEW", account=A),
        deed(Kind.REDENOMINATION, "r1", "2022-06-01", account=B, went=(1, "BTC"), came=(9, "NEW")),
        sell("s1", "2023-06-01", 10, 700, asset="NEW", account=A),
        elections=(pooled(Method.FIFO, 2023),),
        today=END_OF_2024,
    )
    assert rows(done, "acquired_transaction_id", "gain") == [("b2", 200)]
    assert left(done, "asset", "acquired_transaction_id") == [("BTC", "b1")]


def test_one_asset_alone_may_be_pooled_and_is_parted_like_any() -> None:
    """Two lots in A, one of them moved to B: from 2025 on each account has one."""
    ether = (
        buy("e1", "2023-01-01", 1, 1_000, asset="ETH", account=A),
        sell("x1", "2023-02-01", 1, 900, asset="ETH", account=B),
    )
    done = run(
        bought("b1", "2022-01-01", 10_000, A),
        bought("b2", "2023-01-01", 20_000, A),
        move("m1", "2024-06-01", 1, B, account=A),
        *ether,
        sell("s1", "2025-06-01", 1, 30_000, account=B),
        elections=(elect(Method.FIFO, scope=Scope.UNIVERSAL, asset="BTC"),),
    )
    assert rows(done, "asset", "acquired_transaction_id", "gain") == [("BTC", "b2", 10_000)]
    assert left(done, "account", "asset", "acquired_transaction_id") == [
        (A, "BTC", "b1"),
        (A, "ETH", "e1"),
    ]


def test_a_pool_of_one_year_is_parted_when_that_year_is_over() -> None:
    done = run(
        bought("b1", "2022-01-01", 10_000, A),
        bought("b2", "2022-02-01", 20_000, B),
        sell("s1", "2024-06-01", 1, 30_000, account=B),
        elections=(pooled(Method.FIFO, 2023), elect(Method.FIFO, 2024)),
        today=END_OF_2024,
    )
    assert rows(done, "acquired_transaction_id", "gain") == [("b2", 10_000)]


def test_the_pool_is_parted_by_the_balances_before_anything_else_that_day() -> None:
    """All is in A when 2025 begins, so nothing is estimated; one moves to B that afternoon."""
    done = run(
        bought("b1", "2023-01-01", 10_000, A),
        bought("b2", "2023-02-01", 20_000, A),
        move("m1", "2025-01-01T15:00", 1, B, account=A),
        elections=(pooled(),),
    )
    assert left(done, *HELD) == [(A, "b2", 1, 20_000, False), (B, "b1", 1, 10_000, False)]
    assert done.findings == ()


def test_an_account_that_is_empty_when_the_pool_is_parted_leaves_nothing_to_estimate() -> None:
    done = run(
        bought("b1", "2023-01-01", 10_000, A),
        bought("b2", "2023-02-01", 20_000, B),
        sell("s1", "2024-06-01", 1, 30_000, account=B),
        elections=(pooled(),),
    )
    assert left(done, *HELD) == [(A, "b2", 1, 20_000, False)]
    assert done.findings == ()


def test_accounts_that_hold_units_without_lots_have_nothing_to_estimate() -> None:
    """What came from nowhere has no basis: it opens no lot, and no lots are to be allocated."""
    came = [
        deed(Kind.TRANSFER_IN, f"t {account}", "2023-01-01", account=account, came=(1, "BTC"))
        for account in (A, B)
    ]
    done = run(*came, elections=(pooled(),))

    assert "allocation not confirmed" not in [one.finding for one in done.findings]


def test_the_finest_unit_of_a_pool_goes_where_it_is_held() -> None:
    finest = Decimal("1e-18")
    done = run(
        buy("b1", "2023-01-01", 1 + finest, 10_000, account=A),
        move("m1", "2024-06-01", finest, B, account=A),
        elections=(pooled(),),
    )
    assert left(done, "account", "quantity") == [(A, 1), (B, finest)]
