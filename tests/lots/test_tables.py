"""Open lots as a table: one row for a lot in an account, whatever way its units went."""

from decimal import Decimal

from harvest_tui.domain.kinds import Kind
from lots.books import buy, deed, left, lot, move, rows, run, sell

D = Decimal
AWAY = move("m1", "2026-03-01", "0.5", "Ledger")
BACK = move("m2", "2026-04-01", "0.5", "Kraken", account="Ledger")
FORMS = frozenset({"Kraken"})


def test_a_lot_of_which_a_part_came_back_is_one_row_with_all_its_basis() -> None:
    """Of two units one half is sold, one half is away and back: 1.5 for 1,500 are left."""
    held = buy("b", "2026-01-10", 2, 2_000)

    done = run(held, AWAY, sell("s", "2026-03-10", "0.5", 700), BACK)

    assert left(done, "account", "lot_id", "quantity", "cost_basis", "loss_basis") == [
        ("Kraken", lot(held), D("1.5"), 1_500, None)
    ]


def test_a_gift_of_which_a_part_came_back_keeps_both_its_bases() -> None:
    """26 U.S.C. § 1015(a): two units, for 10,000 by the donor, worth 6,000 when given."""
    given = deed(
        Kind.GIFT_IN, "g", "2026-01-10", came=(2, "BTC"), basis_usd=10_000, usd_value=6_000
    )

    assert left(run(given, AWAY, BACK), "quantity", "cost_basis", "loss_basis") == [
        (2, 10_000, 6_000)
    ]


def test_a_lot_of_which_a_part_had_left_the_broker_is_no_longer_covered() -> None:
    """Form 1099-DA: covered is what was bought in the account and never moved out of it."""
    stays, goes = buy("b", "2026-01-11", 2, 2_000), buy("a", "2026-01-10", 2, 2_000)

    done = run(stays, goes, AWAY, BACK, forms_expected=FORMS)

    assert left(done, "lot_id", "covered") == [(lot(goes), False), (lot(stays), True)]


def test_a_part_that_is_away_is_a_row_of_its_account() -> None:
    held = buy("b", "2026-01-10", 2, 2_000)

    assert left(run(held, AWAY), "account", "lot_id", "quantity", "cost_basis") == [
        ("Kraken", lot(held), D("1.5"), 1_500),
        ("Ledger", lot(held), D("0.5"), 500),
    ]


def test_lots_stand_by_account_then_asset_then_age_and_at_one_instant_by_id() -> None:
    """A gift bought by the donor in 2020 is older than what was bought before it came."""
    third, second = buy("y", "2026-01-11", 1, 1), buy("x", "2026-01-11", 1, 1)
    first = deed(
        Kind.GIFT_IN, "g", "2026-01-12", came=(1, "BTC"), acquired="2020-01-01", basis_usd=1
    )
    ether = buy("e", "2020-01-10", 1, 1, asset="ETH")
    attic = buy("l", "2026-02-01", 1, 1, account="Attic")

    done = run(third, second, first, ether, attic)

    assert left(done, "lot_id") == [(lot(one),) for one in (attic, first, second, third, ether)]


def test_a_lot_moved_in_stands_by_its_age_and_not_by_its_arrival() -> None:
    """Both were bought at one instant: that of the first account by name is the older."""
    older, younger = buy("x", "2026-01-11", 1, 1, account="Attic"), buy("y", "2026-01-11", 1, 1)

    done = run(older, younger, move("m", "2026-02-01", 1, "Kraken", account="Attic"))

    assert left(done, "lot_id") == [(lot(older),), (lot(younger),)]


def test_profit_stands_before_the_fee_paid_for_it_whatever_was_known_of_it() -> None:
    """100 euros, for a fee of 50 dollars in coins; they had cost 30, and, as stated later, 20."""
    profit = deed(
        Kind.MARGIN_PNL,
        "p",
        "2026-02-01",
        came=(100, "EUR"),
        usd_value=116,
        fee=("0.1", "BNB"),
        fee_usd=50,
    )
    before = run(buy("b", "2026-01-01", 1, 300, asset="BNB"), profit)

    after = run(buy("b", "2026-01-01", 1, 200, asset="BNB"), profit, known=before.kept)

    assert rows(before, "kind", "gain") == [("margin", 66), ("fee", 20)]
    assert rows(after, "kind", "gain") == [("margin", 66), ("fee", 30)]
