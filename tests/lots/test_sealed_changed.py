"""What was filed when the ledger has changed around it: its lots are taken where they are now."""

from datetime import date
from decimal import Decimal

import pytest

from harvest_tui.domain.elections import Election, Method
from harvest_tui.domain.kinds import Kind
from harvest_tui.lots.methods import Order
from lots.books import buy, deed, elect, identify, left, lot, move, pooled, run, sell
from lots.test_sealed import CHEAP, DEAR, MID, SOLD, held, sales, sealing

END_OF_2024 = date(2024, 12, 31)
TAKEN = ("what", "suffix", "quantity")


def test_a_filed_sale_takes_units_that_had_moved_where_they_never_left() -> None:
    """CHEAP went to Ledger and back before it was sold; both moves are taken back."""
    away = move("away", "2024-04-01", 1, "Ledger")
    back = move("back", "2024-04-02", 1, "Kraken", account="Ledger")
    filed = sealing(CHEAP, DEAR, away, back, SOLD)

    assert held(run(CHEAP, DEAR, SOLD, filed=filed)) == [("Kraken", lot(DEAR), 1)]


def test_a_filed_sale_takes_units_where_an_earlier_move_had_brought_them() -> None:
    """CHEAP went to Ledger and on to Vault, where it was sold; the second move is taken back."""
    on_ledger = move("on-ledger", "2024-04-01", 1, "Ledger")
    on_vault = move("on-vault", "2024-04-02", 1, "Vault", account="Ledger")
    sold = sell("sold", "2024-06-10", 1, 2500, account="Vault")
    filed = sealing(CHEAP, DEAR, on_ledger, on_vault, sold)

    assert held(run(CHEAP, DEAR, on_ledger, sold, filed=filed)) == [("Kraken", lot(DEAR), 1)]


def test_a_filed_move_takes_units_from_all_accounts_they_are_in() -> None:
    """Two went to Ledger and on to Vault. The first move now says one: one is still on Kraken."""
    two = buy("two", "2024-01-10", 2, 2000)
    on_vault = move("on-vault", "2024-04-02", 2, "Vault", account="Ledger")
    filed = sealing(two, move("on-ledger", "2024-04-01", 2, "Ledger"), on_vault)

    done = run(two, move("on-ledger", "2024-04-01", 1, "Ledger"), on_vault, filed=filed)

    assert held(done) == [("Vault", lot(two), 2)]


OLD = buy("old", "2024-01-10", 2, 2000, asset="OLD")


def test_a_filed_sale_takes_no_units_that_have_become_another_asset() -> None:
    """One of two became ten NEW, one was sold. Only one was bought after all: it is NEW."""
    became = deed(Kind.REDENOMINATION, "r", "2024-03-10", went=(1, "OLD"), came=(10, "NEW"))
    sold = sell("sold", "2024-06-10", 1, 1500, asset="OLD")
    filed = sealing(OLD, became, sold)

    done = run(buy("old", "2024-01-10", 1, 1000, asset="OLD"), became, sold, filed=filed)

    assert left(done, "asset", "quantity", "cost_basis") == [("NEW", 10, 1000)]


def test_units_that_a_filed_migration_has_gained_are_not_sold_by_it() -> None:
    """Filed: one OLD became ten NEW. Two of twenty are no disposal of the second."""
    migrated = [
        deed(Kind.REDENOMINATION, "r", "2024-03-10", went=(units, "OLD"), came=(10 * units, "NEW"))
        for units in (1, 2)
    ]
    filed = sealing(OLD, migrated[0])

    done = run(OLD, migrated[1], filed=filed)

    assert left(done, "asset", "quantity", "cost_basis") == [("NEW", 10, 1000), ("OLD", 1, 1000)]


def test_the_fee_that_a_filed_move_has_gained_leaves_and_does_not_arrive() -> None:
    half, fee = Decimal("0.5"), Decimal("0.1")
    sent, dearer = (
        move("sent", "2024-04-01", half, "Ledger", fee=(units, "BTC"), fee_usd=1000 * units)
        for units in (fee, 2 * fee)
    )
    filed = sealing(CHEAP, sent)

    done = run(CHEAP, dearer, filed=filed)

    assert held(done) == [("Kraken", lot(CHEAP), half - 2 * fee), ("Ledger", lot(CHEAP), half)]


def test_what_a_fee_beside_a_filed_sale_has_gained_is_told_as_that_fee() -> None:
    """Filed with a tenth of a BNB as fee, it now says three: two tenths more leave."""
    coins = buy("coins", "2024-01-05", 1, 300, asset="BNB")
    filed_sale, now = (
        sell("sold", "2024-06-10", 1, 2500, fee=(fee, "BNB"), fee_usd=30) for fee in ("0.1", "0.3")
    )
    filed = sealing(CHEAP, coins, filed_sale)

    done = run(CHEAP, coins, now, filed=filed)

    assert done.reliefs.filter(asset="BNB").select(TAKEN).rows() == [
        ("fee", "/fee", Decimal("0.1")),
        ("fee", "/fee", Decimal("0.2")),
    ]
    assert left(done, "quantity") == [(Decimal("0.7"),)]


def test_units_that_a_filed_sale_has_gained_and_nobody_holds_are_told_without_proceeds() -> None:
    filed = sealing(CHEAP, SOLD)

    (found,) = run(CHEAP, sell("sold", "2024-06-10", 3, 7500), filed=filed).findings

    assert (found.finding, found.transaction_id) == ("short disposal", "sold")
    assert found.message == "2 BTC more left Kraken on 2024-06-10 12:00Z than it held"


@pytest.mark.parametrize(
    "order", [elect(Method.LIFO, account="Kraken"), elect(Method.LIFO, asset="BTC")]
)
def test_units_a_filed_sale_has_gained_are_taken_by_the_order_of_its_account_and_asset(
    order: Election,
) -> None:
    """Filed by FIFO with CHEAP; the quarter it has gained is of MID, the last one bought."""
    quarter = Decimal("0.25")
    filed = sealing(CHEAP, DEAR, MID, SOLD)

    more = sell("sold", "2024-06-10", 1 + quarter, 3125)
    done = run(CHEAP, DEAR, MID, more, filed=filed, elections=(order,))

    assert held(done) == [("Kraken", lot(DEAR), 1), ("Kraken", lot(MID), 1 - quarter)]


def test_a_migration_found_later_takes_along_what_the_filed_sales_left() -> None:
    sold = sell("sold", "2024-06-10", 1, 1500, asset="OLD")
    filed = sealing(OLD, sold)
    found = deed(Kind.REDENOMINATION, "r", "2024-03-10", went=(1, "OLD"), came=(10, "NEW"))

    done = run(OLD, sold, found, filed=filed)

    assert left(done, "asset", "quantity", "cost_basis") == [("NEW", 10, 1000)]


def test_the_last_unit_found_short_when_sealed_is_still_said() -> None:
    finest = Decimal("1e-18")
    sold = sell("sold", "2024-06-10", 1 + finest, 2500)
    filed = sealing(CHEAP, sold)

    (found,) = run(CHEAP, sold, filed=filed).findings

    assert (found.finding, found.amount) == ("dust", finest)


def test_a_move_and_its_fee_that_were_found_short_are_so_though_all_of_it_is_moved_now() -> None:
    """Filed: of nothing, one was moved and half of one was the fee. Now one and a half moved."""
    sent = move("sent", "2024-04-01", 1, "Ledger", fee=("0.5", "BTC"), fee_usd=9)
    filed = sealing(sent)

    (found,) = run(move("sent", "2024-04-01", "1.5", "Ledger"), filed=filed).findings

    assert (found.finding, found.amount) == ("short disposal", Decimal("1.5"))


@pytest.mark.parametrize(
    ("order", "used"),
    [
        pytest.param(Order(Method.LIFO), [], id="always"),
        pytest.param(Order(Method.LIFO, since=date(2024, 6, 10)), [], id="since that day"),
        pytest.param(Order(Method.LIFO, since=date(2024, 6, 11)), [("sold", 1)], id="later"),
    ],
)
def test_what_the_own_books_name_is_not_used_by_a_filed_sale_of_a_broker_bound_otherwise(
    order: Order, used: list[tuple[str, int]]
) -> None:
    """An order that was in fact given to the broker controls: Notice 2025-7, section 4."""
    named = identify(1, "2024-05-01", (DEAR, 1))
    filed = sealing(CHEAP, DEAR, SOLD, identifications=(named,))

    done = run(CHEAP, DEAR, SOLD, filed=filed, identifications=(named,), bound={"Kraken": order})

    assert sales(done) == [("sold", lot(DEAR), 1, 3000, -500)]
    assert done.uses.select("transaction_id", "quantity").rows() == used


def test_a_filed_year_that_was_pooled_is_parted_when_it_is_over() -> None:
    """From 2024 on `here` is kept where the units are: those of Kraken were sold."""
    there = buy("there", "2023-01-10", 1, 1000, account="Ledger")
    here = buy("here", "2023-03-10", 1, 3000)
    sold = sell("sold", "2023-06-10", 1, 2500)
    filed = sealing(there, here, sold, years=(2023,), elections=(pooled(),))

    assert held(run(there, here, sold, filed=filed)) == [("Ledger", lot(here), 1)]


@pytest.mark.parametrize(
    ("filed_pooled", "account"), [(False, "Ledger"), (True, "Kraken")], ids=["apart", "pooled"]
)
@pytest.mark.parametrize("elected", [False, True])
def test_a_filed_year_keeps_its_scope_whatever_is_elected(
    account: str,
    filed_pooled: bool,  # noqa: FBT001 # a case of the table
    elected: bool,  # noqa: FBT001 # likewise
) -> None:
    """In a pooled year a move moves no lot: it stays told where it was acquired."""
    sent = move("sent", "2024-04-01", 1, "Ledger")
    filed = sealing(CHEAP, sent, elections=(pooled(),) if filed_pooled else ())

    now = (pooled(),) if elected else ()
    done = run(CHEAP, sent, filed=filed, elections=now, today=END_OF_2024)

    assert held(done) == [(account, lot(CHEAP), 1)]
