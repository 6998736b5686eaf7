"""Naming units: what for, what is left of it, and what the broker must be told."""

from collections.abc import Callable

import pytest

from cli.conftest import Cli, Ledger

TWO_LOTS = (
    "b1,2025-01-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,40000",
    "b2,2025-02-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,60000",
)
SALE = "s1,2025-06-10T15:00:00Z,sell,Coinbase,,USD,50000,BTC,1"
LATER_SALE = "s2,2026-11-22T18:00:00Z,sell,Coinbase,,USD,50000,BTC,0.25"
LATER_MOVE = "m1,2026-11-22T18:30:00Z,transfer,Coinbase,Ledger,,,BTC,1"
BROKER = '[accounts."Coinbase"]\ncustody = "broker"\n'
HERE = ("--account", "Coinbase", "--asset", "BTC")


def test_units_named_for_a_transfer_move_and_a_sale_leaves_them_alone(
    cli: Cli, ledger: Ledger
) -> None:
    cli("import", ledger(*TWO_LOTS))
    cli("identify", "b2", *HERE, "--for", "transfer")
    cli("import", ledger(*TWO_LOTS, LATER_SALE, LATER_MOVE, name="later.csv"))

    (row,) = cli("gains", "--format", "json").json()
    lots = cli("lots", "--format", "json").json()

    assert (row["acquired_transaction_id"], row["method"]) == ("b1", "FIFO")
    assert [(r["account"], r["acquired_transaction_id"], r["quantity"]) for r in lots] == [
        ("Coinbase", "b1", "0.75"),
        ("Ledger", "b2", "1"),
    ]


def test_the_list_says_what_was_used_and_what_is_left(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS))
    cli("identify", "b2=0.75", "b1=0.5", *HERE, "--until", "2026-12-31", "--note", "in tranches")
    cli("identify", "b1=0.125", *HERE, "--for", "gift", "--until", "2026-11-21")
    cli("import", ledger(*TWO_LOTS, LATER_SALE, name="later.csv"))

    rows = cli("identify", "--list", "--format", "json").json()

    assert [
        (r["identification_id"], r["purpose"], r["quantity"], r["used"], r["left"], r["state"])
        for r in rows
    ] == [
        (1, "sale", "0.75", "0.25", "0.5", "used in part"),
        (1, "sale", "0.5", "0", "0.5", "open"),
        (2, "gift", "0.125", "0", "0.125", "expired"),
    ]
    assert rows[0]["recorded_at"] == "2026-11-22T17:00:00Z"
    assert rows[0]["valid_until"] == "2027-01-01T04:59:59.999999Z"
    assert rows[0]["note"] == "in tranches"


def test_more_units_named_in_all_than_there_are_is_said(cli: Cli, ledger: Ledger) -> None:
    """Lot b2 holds 1 BTC."""
    cli("import", ledger(*TWO_LOTS))
    first = cli("identify", "b2=0.75", *HERE).out

    second = cli("identify", "b2=0.5", *HERE).out

    assert "are there" not in first
    assert "1.25 units are named by now, and 1 are there" in second


def test_a_last_day_that_is_over_is_said(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS))

    assert "Its last day is over" in cli("identify", "b2", *HERE, "--until", "2026-11-21").out
    assert "is over" not in cli("identify", "b2", *HERE, "--until", "2026-11-22").out


def test_a_last_day_after_which_there_is_none_is_refused(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS))

    refused = cli("identify", "b2=0.75", *HERE, "--until", "9999-12-31")

    assert refused.code == 2
    assert "9999-12-31 is too late" in refused.err


def test_units_cannot_be_named_for_a_sale_that_is_done(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS, SALE))

    refused = cli("identify", "b2=1", *HERE, "--transaction", "s1")

    assert refused.code == 1
    assert refused.err == (
        "harvest-tui: s1 was on 2025-06-10 15:00Z: units named after a sale do not count for it "
        "(Treas. Reg. 1.1012-1(j)).\n"
        "Fix: if you named them at the time and your records show it, add --as-filed.\n"
    )
    assert cli("identify", "--list", "--format", "json").json() == []


def test_one_stated_as_filed_is_for_whatever_that_transaction_was(cli: Cli, ledger: Ledger) -> None:
    moved = "m0,2025-06-10T15:00:00Z,transfer,Coinbase,Ledger,,,BTC,1"
    cli("import", ledger(*TWO_LOTS, moved))

    done = cli("identify", "b2=1", *HERE, "--transaction", "m0", "--as-filed")

    assert done.code == 0, done.err
    (row,) = cli("identify", "--list", "--format", "json").json()
    assert (row["purpose"], row["transaction_id"], row["used"]) == ("transfer", "m0", "1")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(("b2",), "say which units, where they are and what they are", id="where"),
        pytest.param(("b2", *HERE, "--as-filed"), "--transaction ID", id="for which sale"),
    ],
)
def test_half_of_it_is_not_enough(
    cli: Cli, ledger: Ledger, arguments: tuple[str, ...], said: str
) -> None:
    cli("import", ledger(*TWO_LOTS))

    refused = cli("identify", *arguments)

    assert refused.code == 2
    assert said in refused.err


def test_for_a_sale_from_2027_on_the_words_to_send_are_printed(
    cli: Cli, ledger: Ledger, settings: Callable[[str], None]
) -> None:
    """Notice 2026-20: own books suffice at a broker through 2026-12-31 and no longer."""
    settings(BROKER)
    cli("import", ledger(*TWO_LOTS))
    cli("method", "set", "2026", "HIFO")

    said = cli("identify", "b2=0.75", *HERE).out

    (lot,) = (
        r["lot_id"] for r in cli("lots", "--format", "json").json() if r["cost_basis"][0] == "6"
    )
    assert "your own books suffice for sales until 2026-12-31" in said
    assert "For a sale on or after 2027-01-01 it must be given to the broker:" in said
    assert (
        'To Coinbase, before the sale: "I identify the units of BTC in my account that my next '
        "sale takes: 0.75 BTC acquired on 2025-02-10 at a basis of 45,000.00 USD (my lot "
        f'{lot})."' in said
    )
    assert (
        'Your method on record, HIFO, as a standing order for sales that name no units: "Until I '
        'say otherwise, sell the units of BTC with the highest cost per unit before any others."'
        in said
    )
    (row,) = cli("identify", "--list", "--format", "json").json()
    assert row["broker"] == "must be given to the broker"


def test_a_broker_is_not_offered_an_order_that_nobody_chose(
    cli: Cli, ledger: Ledger, settings: Callable[[str], None]
) -> None:
    """FIFO, which acts where nothing is on record, would sell the other lot first."""
    settings(BROKER)
    cli("import", ledger(*TWO_LOTS))

    said = cli("identify", "b2=0.75", *HERE).out

    assert "To Coinbase, before the sale: " in said
    assert "Until I say otherwise" not in said


def test_a_move_is_not_called_a_sale_to_the_broker(
    cli: Cli, ledger: Ledger, settings: Callable[[str], None]
) -> None:
    settings(BROKER)
    cli("import", ledger(*TWO_LOTS))
    cli("method", "set", "2026", "HIFO")

    said = cli("identify", "b2=0.75", *HERE, "--for", "transfer").out

    assert "For a transfer on or after 2027-01-01 it must be given to the broker:" in said
    assert "To Coinbase, before the transfer: " in said
    assert "Until I say otherwise" not in said


@pytest.mark.parametrize(
    ("account", "until"),
    [
        pytest.param(BROKER, ("--until", "2026-12-31"), id="only for this year"),
        pytest.param('[accounts."Coinbase"]\ncustody = "self"\n', (), id="own wallet"),
        pytest.param(BROKER + 'bound_to = "hifo"\n', (), id="the broker has its order"),
    ],
)
def test_where_own_books_suffice_there_is_nothing_to_send(
    cli: Cli, ledger: Ledger, settings: Callable[[str], None], account: str, until: tuple[str, ...]
) -> None:
    settings(account)
    cli("import", ledger(*TWO_LOTS))

    said = cli("identify", "b2=0.75", *HERE, *until).out

    assert "before the sale: " not in said
    (row,) = cli("identify", "--list", "--format", "json").json()
    assert row["broker"] == ""


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("candidates", "--on", "2027-01-04"), id="candidates"),
        pytest.param(
            ("netting", "--year", "2027", "--on", "2027-01-04", "--sell", "b2"), id="netting"
        ),
    ],
)
def test_planned_sales_say_what_to_send(
    cli: Cli, ledger: Ledger, settings: Callable[[str], None], command: tuple[str, ...]
) -> None:
    settings(BROKER)
    cli("import", ledger(*TWO_LOTS))
    cli("price", "set", "BTC=50000")

    said = cli(*command).out

    assert "1 BTC acquired on 2025-02-10 at a basis of 60,000.00 USD" in said
    assert "keep the broker's confirmation" in said
