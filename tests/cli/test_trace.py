"""The chain on the command line."""

from cli.conftest import Cli, Ledger

BUY = "b1,2025-01-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,40000,USD,100"


def test_a_chain_is_read_by_people_and_by_scripts(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(BUY))

    lines = cli("trace", "b1").out.splitlines()
    assert lines[0] == "Transaction b1"
    assert "In         1 BTC" in lines
    assert "ledger.csv, line 2" in lines

    said = cli("trace", "b1", "--format", "json").json()
    assert said["title"] == "Transaction b1"
    assert [block["title"] for block in said["blocks"]] == [
        "Transaction b1",
        "ledger.csv, line 2",
        "Lots it opened",
    ]
    assert {"label": "in_quantity", "value": "1"} in said["blocks"][1]["facts"]


def test_a_name_that_nothing_has_leaves_with_1(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(BUY))

    refused = cli("trace", "b2")

    assert refused.code == 1
    assert "no transaction, lot or disposal has this name" in refused.err
