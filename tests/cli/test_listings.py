"""The stable command line: columns, exit codes, shapes."""

from decimal import Decimal

from cli.conftest import Cli, Ledger

BUY = "b1,2025-01-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,40000,USD,100"
SELL = "s1,2026-03-10T15:00:00Z,sell,Coinbase,,USD,20000,BTC,0.4,USD,50"
LOT = "BTC-20250110-"


def test_the_portfolio_holds_what_the_legs_add_up_to(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(BUY, SELL))
    cli("price", "set", "BTC=90000")

    rows = {row["asset"]: row for row in cli("portfolio", "--format", "json").json()}

    assert list(rows["BTC"]) == [
        "account",
        "asset",
        "quantity",
        "quantity_without_basis",
        "cost_basis",
        "price",
        "market_value",
        "unrealized_gain",
    ]
    # 40,100 paid for 1; 0.6 left: 24,060; worth 54,000
    assert rows["BTC"]["quantity"] == "0.6"
    assert rows["BTC"]["quantity_without_basis"] == "0"
    assert rows["BTC"]["cost_basis"] == "24060"
    assert rows["BTC"]["market_value"] == "54000"
    assert rows["BTC"]["unrealized_gain"] == "29940"
    # −40,000 − 100 + 20,000 − 50
    assert rows["USD"]["quantity"] == "-20150"


def test_gains_have_one_row_for_each_lot(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(BUY, SELL))

    (row,) = cli("gains", "--year", "2026", "--format", "json").json()

    assert list(row) == [
        "disposal_id",
        "kind",
        "transaction_id",
        "lot_id",
        "acquired_transaction_id",
        "account",
        "asset",
        "quantity",
        "acquired_at",
        "disposed_at",
        "proceeds",
        "cost_basis",
        "adjustment",
        "gain",
        "term",
        "box",
        "method",
        "provisional",
        "code",
    ]
    assert row["kind"] == "sale"
    assert row["transaction_id"] == "s1"
    assert row["acquired_transaction_id"] == "b1"
    assert row["lot_id"].startswith(LOT)
    assert row["disposed_at"] == "2026-03-10T15:00:00Z"
    # 20,000 − 50; 0.4 of 40,100; held from 2025-01-10: long from 2026-01-11
    assert (row["proceeds"], row["cost_basis"], row["gain"]) == ("19950", "16040", "3910")
    assert row["term"] == "long"
    assert row["method"] == "FIFO"
    assert row["provisional"] is False


def test_lots_say_when_they_turn_long_term(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger("b2,2025-12-01T15:00:00Z,buy,Kraken,,ETH,3.1,USD,12090"))
    cli("price", "set", "ETH=2800", "--at", "2026-11-21")

    (row,) = cli("lots", "--format", "json").json()

    assert row["term"] == "short"
    assert row["days_to_long_term"] == 10  # 22 November to 2 December
    assert row["market_value"] == "8680"
    assert row["unrealized_gain"] == "-3410"


def test_lots_at_an_earlier_day_show_what_was_held_then(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(BUY, SELL))

    (row,) = cli("lots", "--at", "2026-03-09", "--format", "json").json()

    assert row["quantity"] == "1"


def test_transactions_come_out_as_the_plain_ledger_csv_and_go_in_again(
    cli: Cli, ledger: Ledger
) -> None:
    first = ledger(BUY, SELL)
    cli("import", first)

    out = cli("transactions", "--format", "csv").out
    again = first.with_name("again.csv")
    again.write_text(out + "\n")

    assert out == first.read_text()
    assert "2 skipped (2 imported before)" in cli("import", again).out


def test_an_unlinked_arrival_shows_as_units_without_basis_and_check_fails(
    cli: Cli, ledger: Ledger
) -> None:
    cli("import", ledger("x1,2026-01-05T10:00:00Z,transfer_in,Kraken,,LINK,5,,,,,,,,,,"))

    (row,) = cli("portfolio", "--format", "json").json()
    check = cli("check", "--format", "csv")

    assert (row["quantity"], row["quantity_without_basis"]) == ("5", "5")
    assert check.code == 1
    errors = [f for f in check.csv() if f["severity"] == "error"]
    assert [(f["finding"], f["account"], f["asset"]) for f in errors] == [
        ("unlinked transfer", "Kraken", "LINK")
    ]


def test_check_is_content_with_a_clean_book(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger("b1,2026-11-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,40000"))
    cli("price", "set", "BTC=90000")

    found = cli("check", "--format", "json")

    assert found.code == 0
    assert {f["severity"] for f in found.json()} <= {"warning"}


def test_csv_guards_texts_against_spreadsheets(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger("b1,2026-01-10T15:00:00Z,buy,Coinbase,,=1+1,1,USD,10"))

    (row,) = [r for r in cli("portfolio", "--format", "csv").csv() if r["asset"] != "USD"]

    assert row["asset"] == "'=1+1"


def test_csv_leaves_numbers_below_zero_as_they_are(cli: Cli, ledger: Ledger) -> None:
    bought = "b1,2026-01-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,900"
    cli("import", ledger(bought, "s1,2026-02-10T15:00:00Z,sell,Coinbase,,USD,400,BTC,1"))

    rows = {row["line"]: row for row in cli("netting", "--year", "2026", "--format", "csv").csv()}

    assert rows["7"]["before"] == "-500.00"


def test_amounts_are_never_shown_as_floats(cli: Cli, ledger: Ledger) -> None:
    tiny = "b1,2026-01-10T15:00:00Z,buy,Coinbase,,X,0.000000000000000001,USD,1"
    huge = "b2,2026-01-10T15:00:00Z,buy,Coinbase,,Y,99999999999999999999,USD,1"
    cli("import", ledger(tiny, huge))

    rows = {row["asset"]: row for row in cli("portfolio", "--format", "json").json()}

    assert rows["X"]["quantity"] == "0.000000000000000001"
    assert Decimal(rows["Y"]["quantity"]) == Decimal(99999999999999999999)
