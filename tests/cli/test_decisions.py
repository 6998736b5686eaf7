"""Mending what is wrong with the data, and undoing it."""

from cli.conftest import Cli, Ledger

OUT = "out,2026-01-05T10:00:00Z,transfer_out,Coinbase,,,,SOL,5"
IN = "in,2026-01-09T10:00:00Z,transfer_in,Kraken,,SOL,4.9"
BUY = "b1,2025-03-01T10:00:00Z,buy,Coinbase,,SOL,5,USD,500"
SOLD = "s1,2026-02-01T10:00:00Z,sell,Kraken,,USD,600,SOL,4.9"


def errors(cli: Cli) -> list[str]:
    found = cli("check", "--format", "csv").csv()
    return [row["finding"] for row in found if row["severity"] == "error"]


def test_a_transfer_four_days_long_waits_for_the_user_and_is_then_linked(
    cli: Cli, ledger: Ledger
) -> None:
    cli("import", ledger(BUY, OUT, IN, SOLD))
    assert errors(cli) == ["unlinked transfer", "unlinked transfer", "short disposal"]

    said = cli("link", "out", "in")

    assert "decision 1" in said.out
    # 0.1 SOL of fee has no value yet
    assert errors(cli) == ["missing value"]
    cli("price", "set", "SOL=120", "--at", "2026-01-05")
    assert errors(cli) == []
    rows = cli("gains", "--format", "json").json()
    assert [(r["kind"], r["quantity"], r["proceeds"], r["cost_basis"]) for r in rows] == [
        ("transfer_fee", "0.1", "12", "10"),
        ("sale", "4.9", "600", "490"),
    ]


def test_a_link_can_be_undone(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(BUY, OUT, IN, SOLD))
    cli("link", "out", "in")

    cli("resolve", "--undo", "1")

    assert errors(cli)[0] == "unlinked transfer"


def test_the_two_halves_must_fit(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(BUY, OUT, IN))

    assert "name the departure first" in cli("link", "in", "out").err
    assert "no transaction has this id" in cli("link", "out", "nothing").err


def test_a_missing_basis_is_given_and_the_lot_is_there(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(IN, SOLD))

    cli("resolve", "in", "--basis", "300", "--acquired", "2024-06-01", "--reason", "old receipt")

    assert errors(cli) == []
    (row,) = cli("gains", "--format", "json").json()
    assert (row["cost_basis"], row["gain"], row["term"]) == ("300", "300", "long")


def test_a_departure_can_be_said_to_be_a_spending(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(BUY, OUT))

    cli("resolve", "out", "--as", "spend", "--value", "550")

    (row,) = cli("gains", "--format", "json").json()
    assert (row["kind"], row["proceeds"], row["cost_basis"]) == ("spend", "550", "500")


def test_an_arrival_cannot_become_a_departure(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(IN))

    refused = cli("resolve", "in", "--as", "spend")

    assert refused.code == 1
    assert "transfer_in cannot be spend" in refused.err


def test_a_finding_is_set_aside_only_with_a_reason(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(BUY, OUT))

    assert cli("resolve", "out", "--dismiss", "unlinked transfer").code == 2
    cli("resolve", "out", "--dismiss", "unlinked transfer", "--reason", "to my other wallet")

    assert errors(cli) == []


def test_a_short_disposal_cannot_be_set_aside(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger("s1,2026-02-01T10:00:00Z,sell,Kraken,,USD,600,SOL,4.9"))

    refused = cli("resolve", "--dismiss", "short disposal", "--reason", "I do not care")

    assert refused.code == 1
    assert "cannot be set aside" in refused.err


def test_an_estimated_allocation_is_confirmed_with_a_reason(cli: Cli, ledger: Ledger) -> None:
    cli("method", "set", "2024", "FIFO", "--scope", "universal", "--as-filed")
    cli(
        "import",
        ledger(
            "b1,2024-01-01T12:00:00Z,buy,A,,BTC,2,USD,10000",
            "b2,2024-02-01T12:00:00Z,buy,B,,BTC,1,USD,60000",
        ),
    )
    assert errors(cli) == ["allocation not confirmed"]

    cli("resolve", "--allocation", "BTC", "--reason", "return of 2024, statement 3")

    assert errors(cli) == []


WRAP = "w1,2026-03-01T10:00:00Z,wrap,Wallet,,WETH,2,ETH,2,,,7000"
ETH = "b1,2025-03-01T10:00:00Z,buy,Wallet,,ETH,2,USD,5000"


def test_a_wrap_waits_until_the_user_says_what_it_is(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(ETH, WRAP))
    assert errors(cli) == ["treatment needed", "treatment needed"]

    cli("resolve", "--treat", "wrap=carry", "--reason", "same economic position")

    assert errors(cli) == []
    assert cli("gains", "--format", "json").json() == []
    (lot,) = cli("lots", "--format", "json").json()
    assert (lot["asset"], lot["quantity"], lot["cost_basis"]) == ("WETH", "2", "5000")
    assert lot["acquired_at"] == "2025-03-01T10:00:00Z"


def test_a_wrap_can_be_held_taxable(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(ETH, WRAP))

    cli("resolve", "--treat", "wrap=swap", "--reason", "conservative")

    (row,) = cli("gains", "--format", "json").json()
    assert (row["kind"], row["proceeds"], row["gain"], row["term"]) == (
        "swap",
        "7000",
        "2000",
        "short",  # 2025-03-01 to 2026-03-01: long from 2026-03-02
    )


def test_a_migration_carries_its_basis_and_says_so(cli: Cli, ledger: Ledger) -> None:
    migrated = "m1,2026-03-01T10:00:00Z,redenomination,Wallet,,POL,2,ETH,2"
    cli("import", ledger(ETH, migrated))

    found = [row["finding"] for row in cli("check", "--format", "csv").csv()]
    cli("resolve", "--treat", "redenomination=carry", "--reason", "one for one")
    later = [row["finding"] for row in cli("check", "--format", "csv").csv()]

    assert "migration" in found
    assert "migration" not in later


def test_no_more_can_arrive_than_left(cli: Cli, ledger: Ledger) -> None:
    more = "in,2026-01-09T10:00:00Z,transfer_in,Kraken,,SOL,5.1"
    cli("import", ledger(BUY, OUT, more))

    refused = cli("link", "out", "in")

    assert refused.code == 1
    assert "5.1 arrived and 5 left" in refused.err
