"""Wash sales over all accounts, a spouse's and an IRA's too: § 1091(a), Rev. Rul. 2008-5."""

from harvest_tui.domain.elections import Purpose
from harvest_tui.domain.settings import Owner
from lots.books import buy, identify, left, move, rows, sell
from lots.test_washes import gains, held, washed


def test_a_purchase_in_another_account_counts() -> None:
    done = washed(
        buy("old", "2025-01-02", 1, 100),
        sell("s", "2025-07-01", 1, 80),
        buy("new", "2025-07-02", 1, 90, account="Gemini"),
    )

    assert gains(done) == [("old", 1, 20, 0, "W")]
    assert left(done, "account", "cost_basis") == [("Gemini", 110)]


def test_a_spouses_purchase_counts_and_takes_up_the_loss() -> None:
    done = washed(
        buy("old", "2025-01-02", 1, 100),
        sell("s", "2025-07-01", 1, 80),
        buy("new", "2025-07-02", 1, 90, account="Gemini"),
        owners={"Gemini": Owner.SPOUSE},
    )

    assert gains(done) == [("old", 1, 20, 0, "W")]
    assert left(done, "account", "cost_basis") == [("Gemini", 110)]


def test_after_a_purchase_by_an_ira_the_loss_is_gone() -> None:
    """Rev. Rul. 2008-5: the loss is disallowed and the basis in the IRA is not raised."""
    done = washed(
        buy("old", "2025-01-02", 1, 100),
        sell("s", "2025-07-01", 1, 80),
        buy("new", "2025-07-02", 1, 90, account="IRA"),
        owners={"IRA": Owner.IRA},
        off_return=frozenset({"IRA"}),
    )

    assert gains(done) == [("old", 1, 20, 0, "W")]
    assert held(done) == [("new", 1, 90, None)]
    assert done.washes["lost"].to_list() == [True]


def test_naming_what_an_ira_bought_names_the_units_that_replaced_too() -> None:
    """Of two bought one replaced what was sold at a loss; both were named, and both are moved."""
    new = buy("new", "2025-07-02", 2, 180, account="IRA")
    named = identify(1, "2025-11-30", (new, 2), account="IRA", purpose=Purpose.TRANSFER)
    done = washed(
        buy("first", "2024-01-02", 1, 50, account="IRA"),
        buy("old", "2025-01-02", 1, 100),
        sell("s", "2025-07-01", 1, 80),
        new,
        move("m", "2025-12-01", 2, "Other IRA", account="IRA"),
        owners={"IRA": Owner.IRA, "Other IRA": Owner.IRA},
        off_return=frozenset({"IRA", "Other IRA"}),
        identifications=(named,),
    )

    assert left(done, "account", "acquired_transaction_id", "quantity") == [
        ("IRA", "first", 1),
        ("Other IRA", "new", 1),
        ("Other IRA", "new", 1),
    ]


def test_sales_in_an_ira_are_on_no_return_and_no_wash_sales() -> None:
    done = washed(
        buy("old", "2025-01-02", 1, 100, account="IRA"),
        sell("s", "2025-07-01", 1, 80, account="IRA"),
        buy("new", "2025-07-02", 1, 90),
        owners={"IRA": Owner.IRA},
        off_return=frozenset({"IRA"}),
    )

    assert gains(done) == []
    assert held(done) == [("new", 1, 90, None)]


def test_units_with_a_loss_put_off_keep_it_when_moved() -> None:
    done = washed(
        buy("old", "2025-01-02", 1, 100),
        sell("s", "2025-07-01", 1, 80),
        buy("new", "2025-07-02", 2, 180),
        move("m", "2025-07-03", 2, "Gemini"),
        sell("t", "2025-12-01", 2, 200, account="Gemini"),
    )

    assert rows(done, "account", "quantity", "cost_basis", "gain")[1:] == [
        ("Gemini", 1, 90, 10),
        ("Gemini", 1, 110, -10),
    ]


def test_a_purchase_that_was_moved_on_replaces_where_it_is() -> None:
    done = washed(
        buy("old", "2025-01-02", 1, 100),
        buy("new", "2025-06-20", 1, 90, account="Gemini"),
        move("m", "2025-06-21", 1, "Ledger", account="Gemini"),
        sell("s", "2025-07-01", 1, 80),
    )

    assert left(done, "account", "cost_basis") == [("Ledger", 110)]


def test_a_loss_that_is_provisional_makes_what_replaced_it_provisional() -> None:
    """More was sold than was there: basis and loss of the whole pool rest on an error."""
    done = washed(
        buy("old", "2025-01-02", 1, 100),
        sell("short", "2025-02-01", 2, 160),
        buy("again", "2025-03-05", 1, 100),
        sell("s", "2025-07-01", 1, 80),
        buy("new", "2025-07-02", 1, 90, account="Gemini"),
    )

    assert rows(done, "transaction_id", "provisional", "gain") == [
        ("short", True, -20),
        ("s", True, 0),
    ]
    assert left(done, "account", "cost_basis", "provisional") == [("Gemini", 110, True)]
