"""Stated balances and closed months on the command line."""

from pathlib import Path

import pytest

from cli.conftest import Cli, Ledger

BOOK = (
    "b1,2026-09-10T15:00:00Z,buy,Kraken,,BTC,1,USD,40000",
    "b2,2026-10-11T15:00:00Z,buy,Kraken,,BTC,0.5,USD,30000",
    "s1,2026-10-12T15:00:00Z,sell,Kraken,,USD,9000,BTC,0.2",
    "s2,2026-11-12T15:00:00Z,sell,Kraken,,USD,9000,BTC,0.2",
)


@pytest.fixture
def filled(cli: Cli, ledger: Ledger) -> Cli:
    cli("import", ledger(*BOOK))
    return cli


def findings(cli: Cli) -> dict[str, dict[str, str]]:
    return {row["finding"]: row for row in cli("check", "--format", "csv").csv()}


def test_a_stated_balance_that_holds_is_silent(filled: Cli) -> None:
    # 1 + 0.5 − 0.2; −40,000 − 30,000 + 9,000
    said = filled("balance", "set", "Kraken", "BTC=1.3", "USD=-61000", "--at", "2026-10-31")

    assert said.code == 0
    assert said.out == "2 balances recorded, 0 stated before.\n"
    assert "balance differs" not in findings(filled)
    assert filled("check").code == 0


def test_a_difference_is_said_at_once_and_taints_what_comes_after(filled: Cli) -> None:
    said = filled("balance", "set", "Kraken", "BTC=1.2", "--at", "2026-10-31")

    assert "▲ BTC at Kraken on 2026-10-31: the ledger holds 1.3, stated 1.2" in said.out
    found = findings(filled)["balance differs"]
    assert (found["severity"], found["account"], found["asset"]) == ("error", "Kraken", "BTC")
    assert found["amount"] == "0.1"
    rows = filled("gains", "--format", "json").json()
    assert [(row["transaction_id"], row["provisional"]) for row in rows] == [
        ("s1", False),
        ("s2", True),
    ]


def test_a_difference_is_mended_or_the_statement_taken_back_but_never_set_aside(
    filled: Cli, ledger: Ledger
) -> None:
    filled("balance", "set", "Kraken", "BTC=1.4", "--at", "2026-10-31")
    aside = filled("resolve", "--dismiss", "balance differs", "--reason", "never mind")
    assert "cannot be set aside" in aside.err

    more = "b3,2026-10-01T15:00:00Z,buy,Kraken,,BTC,0.1,USD,4000"
    filled("import", ledger(more, name="more.csv"))
    assert "balance differs" not in findings(filled)

    filled("balance", "set", "Kraken", "BTC=9", "--at", "2026-10-31")
    assert "balance differs" in findings(filled)
    filled("resolve", "--undo", "2")
    assert "balance differs" not in findings(filled)


def test_the_figures_of_an_earlier_day_are_not_held_against_later_statements(filled: Cli) -> None:
    filled("balance", "set", "Kraken", "BTC=1.3", "--at", "2026-10-31")

    rows = filled("lots", "--at", "2026-09-30", "--format", "json").json()

    assert [row["quantity"] for row in rows] == ["1"]


def test_a_file_of_statements_is_read_whole_and_only_once(filled: Cli, tmp_path: Path) -> None:
    file = tmp_path / "statements.csv"
    file.write_text("account,asset,on,quantity\nKraken,BTC,2026-10-31,1.3\nKraken,BTC,,1\n")
    assert filled("balance", "import", file).code == 1
    assert filled("balance", "list", "--format", "json").json() == []

    file.write_text("account,asset,on,quantity\nKraken,BTC,2026-10-31,1.3\n")
    assert filled("balance", "import", file).out == "1 balances recorded, 0 stated before.\n"
    assert filled("balance", "import", file).out == "0 balances recorded, 1 stated before.\n"
    assert filled("balance", "list", "--format", "json").json() == [
        {
            "decision_id": 1,
            "account": "Kraken",
            "asset": "BTC",
            "on": "2026-10-31",
            "stated": "1.3",
            "ledger": "1.3",
            "difference": "0",
        }
    ]


def test_a_balance_of_tomorrow_and_two_at_once_are_refused(filled: Cli) -> None:
    assert "nobody knows" in filled("balance", "set", "Kraken", "BTC=1", "--at", "2026-11-23").err
    assert (
        "stated twice"
        in filled("balance", "set", "Kraken", "BTC=1", "BTC=2", "--at", "2026-10-31").err
    )
    assert filled("balance", "set", "Kraken", "BTC", "--at", "2026-10-31").code == 2
    assert filled("balance", "set", "Kraken", "BTC=1e5", "--at", "2026-10-31").code == 2


def test_a_month_is_gone_through_and_closed(filled: Cli) -> None:
    filled("balance", "set", "Kraken", "BTC=1.3", "--at", "2026-10-31")

    rows = filled("check", "--month", "2026-10", "--format", "csv").csv()

    assert rows == [
        {
            "account": "Kraken",
            "asset": "BTC",
            "opening": "1",
            "came_in": "0.5",
            "went_out": "0.2",
            "closing": "1.3",
            "stated": "1.3",
            "difference": "0",
            "open": "0",
        },
        {
            "account": "Kraken",
            "asset": "USD",
            "opening": "-40000",
            "came_in": "9000",
            "went_out": "30000",
            "closing": "-61000",
            "stated": "",
            "difference": "",
            "open": "0",
        },
    ]
    assert "2026-10 is open." in filled("check", "--month", "2026-10").out
    closed = filled("check", "--month", "2026-10", "--close", "--reason", "statement of Kraken")
    assert closed.code == 0
    assert "2026-10 was closed on 2026-11-22 (statement of Kraken)." in closed.out
    again = filled("check", "--month", "2026-10", "--close", "--reason", "once more")
    assert again.code == 1
    assert "is as it was then.\nFix: nothing; to open it again" in again.err


def test_a_later_import_into_a_closed_month_is_a_warning_until_it_is_closed_again(
    filled: Cli, ledger: Ledger
) -> None:
    filled("check", "--month", "2026-10", "--close", "--reason", "done")
    late = "b3,2026-10-20T15:00:00Z,buy,Kraken,,ETH,1,USD,3000"
    filled("import", ledger(late, name="late.csv"))

    found = findings(filled)["closed month changed"]
    assert (found["severity"], found["account"]) == ("warning", "Kraken")
    month = filled("check", "--month", "2026-10", "--format", "json").json()
    assert month["changed"] == ["Kraken"]
    assert month["closed_at"] == "2026-11-22T17:00:00Z"
    assert [one["finding"] for one in month["findings"]] == ["closed month changed"]

    aside = filled("resolve", "--dismiss", "closed month changed", "--reason", "I know")
    assert "cannot be set aside" in aside.err
    filled("check", "--month", "2026-10", "--close", "--reason", "with the late purchase")
    assert "closed month changed" not in findings(filled)


def test_what_is_open_in_a_month_is_listed_with_it(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger("s1,2026-10-02T15:00:00Z,sell,Kraken,,USD,600,SOL,4"))

    month = cli("check", "--month", "2026-10")

    assert month.code == 1
    assert "error: short disposal: 4 SOL more left Kraken" in month.out
    assert "findings belong to no day" in month.out
    rows = cli("check", "--month", "2026-10", "--format", "csv").csv()
    assert {row["asset"]: row["open"] for row in rows} == {"SOL": "2", "USD": "0"}
    assert cli("check", "--month", "2026-09").code == 0


def test_a_month_is_closed_only_when_over_and_with_a_reason(filled: Cli) -> None:
    assert filled("check", "--month", "2026-10", "--close").code == 2
    assert filled("check", "--close", "--reason", "x").code == 2
    assert filled("check", "--month", "2026-13").code == 2
    running = filled("check", "--month", "2026-11", "--close", "--reason", "x")
    assert running.code == 1
    assert "2026-11 is not over" in running.err
