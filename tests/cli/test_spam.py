"""Spam is kept, named, and out of the way of people."""

from cli.conftest import Cli, Ledger

BUY = "b1,2025-01-10T15:00:00Z,buy,Wallet,,BTC,1,USD,40000"
SPAM = "a1,2026-01-10T15:00:00Z,airdrop,Wallet,,Claim at x.com,5000"
SENT = "i1,2026-01-11T15:00:00Z,transfer_in,Wallet,,www.y.io,7"
PLAIN = "a2,2026-01-12T15:00:00Z,airdrop,Wallet,,UNI,400"


def findings(cli: Cli) -> list[tuple[str, str, str]]:
    rows = cli("check", "--format", "csv").csv()
    return [
        (row["finding"], row["severity"], row["asset"])
        for row in rows
        if row["asset"] and row["finding"] != "stale price"
    ]


def test_the_table_hides_spam_and_says_how_much_and_scripts_see_it(
    cli: Cli, ledger: Ledger
) -> None:
    cli("import", ledger(BUY, SPAM, SENT))

    table = cli("portfolio").out
    assert "2 spam tokens hidden" in table
    assert "x.com" not in table

    assets = {row["asset"] for row in cli("portfolio", "--format", "json").json()}
    assert assets == {"BTC", "USD", "Claim at x.com", "www.y.io"}


def test_spam_is_a_warning_that_stands_in_for_the_errors_of_its_arrival(
    cli: Cli, ledger: Ledger
) -> None:
    cli("import", ledger(BUY, SPAM, SENT, PLAIN))

    found = findings(cli)

    assert ("spam token", "warning", "Claim at x.com") in found
    assert ("spam token", "warning", "www.y.io") in found
    # the plain token still waits for its value
    assert [one for one in found if one[1] == "error"] == [("missing basis", "error", "UNI")]


def test_a_token_that_the_user_wants_is_shown_and_waits_for_its_value(
    cli: Cli, ledger: Ledger
) -> None:
    cli("import", ledger(BUY, SPAM))

    cli("resolve", "Claim at x.com", "--dismiss", "spam token", "--reason", "it is real")

    assert "spam" not in cli("portfolio").out
    assert findings(cli) == [
        ("missing basis", "error", "Claim at x.com"),
        *(one for one in findings(cli) if one[0] == "negative balance"),
    ]


def test_a_book_without_spam_says_nothing_of_it(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(BUY))

    assert "spam" not in cli("portfolio").out
