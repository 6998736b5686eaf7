"""Methods on record and units named before a sale."""

import io
import tomllib
from pathlib import Path

import pytest

from cli.conftest import Cli, Ledger

TWO_LOTS = (
    "b1,2025-01-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,40000",
    "b2,2025-02-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,60000",
)
SALE = "s1,2025-06-10T15:00:00Z,sell,Coinbase,,USD,50000,BTC,1"
LATER_SALE = "s2,2026-11-22T18:00:00Z,sell,Coinbase,,USD,50000,BTC,1"


def used(cli: Cli) -> list[tuple[str, str]]:
    rows = cli("gains", "--format", "json").json()
    return [(row["acquired_transaction_id"], row["method"]) for row in rows]


def test_a_method_recorded_now_does_not_cover_past_sales(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS, SALE))

    said = cli("method", "set", "2025", "HIFO").out

    assert "It covers disposals after this moment." in said
    assert used(cli) == [("b1", "FIFO")]


def test_a_method_stated_as_filed_covers_them(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS, SALE))

    cli("method", "set", "2025", "hifo", "--as-filed", "--yes")

    assert used(cli) == [("b2", "HIFO")]


def test_what_it_would_change_is_shown_and_without_a_terminal_refused(
    cli: Cli, ledger: Ledger, book: Path
) -> None:
    cli("import", ledger(*TWO_LOTS, SALE))

    refused = cli("method", "set", "2025", "HIFO", "--as-filed")

    assert refused.code == 2
    # 50,000 less 40,000, and less 60,000
    assert "2025 short-term gains  10,000.00 → −10,000.00" in refused.out
    assert "1 disposal takes other lots" in refused.out
    assert "Fix: add --yes if that is meant." in refused.err
    assert not (book / "cost-basis.toml").exists()
    assert used(cli) == [("b1", "FIFO")]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("answer", "code", "method"),
    [("y", 0, "HIFO"), ("n", 1, "FIFO"), ("", 1, "FIFO")],
)
def test_at_a_terminal_it_asks_and_enter_means_no(
    cli: Cli,
    ledger: Ledger,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    code: int,
    method: str,
) -> None:
    cli("import", ledger(*TWO_LOTS, SALE))
    monkeypatch.setattr("sys.stdin", Terminal(f"{answer}\n"))

    said = cli("method", "set", "2025", "HIFO", "--as-filed")

    assert said.code == code
    assert "Record it? [y/N]" in said.out
    assert used(cli)[0][1] == method


def test_a_choice_for_sales_to_come_asks_nothing(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS, SALE))

    said = cli("method", "set", "2026", "HIFO")

    assert said.code == 0
    assert "no disposal on record, and no figure of any year" in " ".join(said.out.split())


def test_the_methods_are_compared_and_average_cost_says_why_not(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS, SALE))

    rows = {
        r["method"]: r
        for r in cli("method", "compare", "--year", "2025", "--format", "json").json()
    }

    assert list(rows) == ["FIFO", "LIFO", "HIFO", "LOFO", "recorded", "average cost"]
    assert [rows[name]["line_7"] for name in ("FIFO", "HIFO", "recorded")] == [
        "10000",
        "-10000",
        "10000",
    ]
    assert rows["FIFO"]["total_tax"] is None
    assert not any(row["best"] for row in rows.values())
    assert rows["average cost"]["line_7"] is None
    assert "not available for crypto" in rows["average cost"]["note"]


def test_the_table_says_that_it_is_for_information(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS, SALE))

    text = " ".join(cli("method", "compare", "--year", "2025").out.split())

    assert "A method cannot be chosen after the sale" in text
    assert "Average cost is not available for crypto" in text


def test_the_record_is_a_file_in_which_every_entry_is_time_stamped(cli: Cli, book: Path) -> None:
    cli("method", "set", "2024", "FIFO", "--scope", "universal", "--as-filed", "--note", "return")
    cli("method", "set", "2026", "HIFO")

    text = (book / "cost-basis.toml").read_text()

    assert tomllib.loads(text)
    assert text.count("recorded_at = 2026-11-22 17:00:00+00:00") == 2
    assert [r["method"] for r in cli("method", "show", "--format", "json").json()] == [
        "FIFO",
        "HIFO",
    ]


def test_pooling_after_2024_is_refused(cli: Cli) -> None:
    refused = cli("method", "set", "2025", "FIFO", "--scope", "universal")

    assert refused.code == 2
    assert "no universal pool in 2025" in refused.err
    assert refused.out == ""  # no consequence is shown of what cannot be


def test_a_pool_over_all_accounts_is_not_of_one(cli: Cli) -> None:
    refused = cli(
        "method", "set", "2024", "FIFO", "--scope", "universal", "--account", "Kraken", "--yes"
    )

    assert refused.code == 2
    assert "a universal pool spans all accounts" in refused.err


def test_an_account_or_asset_that_is_not_in_the_book_is_not_compared(
    cli: Cli, ledger: Ledger
) -> None:
    cli("import", ledger(*TWO_LOTS, SALE))

    refused = cli("method", "compare", "--year", "2025", "--account", "Krakn")

    assert refused.code == 2
    assert "no lot of Krakn is in this book" in refused.err
    assert cli("method", "compare", "--year", "2025", "--account", "Coinbase").code == 0
    assert cli("method", "compare", "--year", "2025", "--asset", "XBT").code == 2


def test_units_named_before_the_sale_are_the_ones_it_takes(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS))
    said = cli("identify", "b2=0.75", "--account", "Coinbase", "--asset", "BTC").out
    cli("import", ledger(*TWO_LOTS, LATER_SALE, name="later.csv"))

    rows = cli("gains", "--format", "json").json()

    assert "0.75 BTC of lot BTC-20250210-" in said
    assert [(r["acquired_transaction_id"], r["quantity"], r["method"]) for r in rows] == [
        ("b2", "0.75", "spec-id"),
        ("b1", "0.25", "FIFO"),
    ]


def test_units_named_after_the_sale_are_not(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS, "s1,2026-06-10T15:00:00Z,sell,Coinbase,,USD,25000,BTC,0.5"))
    cli("identify", "b2=1", "--account", "Coinbase", "--asset", "BTC")

    assert used(cli) == [("b1", "FIFO")]


def test_an_identification_made_at_the_time_can_be_stated(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS, SALE))

    done = cli(
        "identify", "b2=1", "--account", "Coinbase", "--asset", "BTC", "--transaction", "s1",
        "--as-filed",
    )  # fmt: skip

    assert done.code == 0, done.err
    assert used(cli) == [("b2", "spec-id")]


def test_more_units_than_the_lot_holds_cannot_be_named(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS))

    refused = cli("identify", "b2=2", "--account", "Coinbase", "--asset", "BTC")

    assert refused.code == 1
    assert "2 units are named and 1 are there" in refused.err


def test_a_method_may_begin_within_its_year(cli: Cli, ledger: Ledger) -> None:
    """From 11 June on: the sale of the 10th is not covered, one of the 12th is."""
    second = "s2,2025-06-12T15:00:00Z,sell,Coinbase,,USD,50000,BTC,0.5"
    first = "s1,2025-06-10T15:00:00Z,sell,Coinbase,,USD,25000,BTC,0.5"
    cli("import", ledger(*TWO_LOTS, first, second))

    said = cli("method", "set", "2025", "HIFO", "--from", "2025-06-11", "--as-filed", "--yes").out

    assert "HIFO from 2025-06-11 on" in said
    assert used(cli) == [("b1", "FIFO"), ("b2", "HIFO")]
    (row,) = cli("method", "show", "--format", "json").json()
    assert row["effective_from"] == "2025-06-11T04:00:00Z"


def test_a_method_begins_in_the_year_it_is_for(cli: Cli) -> None:
    refused = cli("method", "set", "2025", "HIFO", "--from", "2026-01-01")

    assert refused.code == 2
    assert "2026-01-01 is not in 2025" in refused.err


def test_the_record_says_what_each_entry_is_in_force_for_today(cli: Cli, ledger: Ledger) -> None:
    cli("import", ledger(*TWO_LOTS, "e1,2025-01-10T15:00:00Z,buy,Kraken,,ETH,1,USD,2000"))
    cli("method", "set", "2025", "LIFO", "--as-filed")
    cli("method", "set", "2026", "FIFO")
    cli("method", "set", "2026", "HIFO", "--account", "Coinbase", "--asset", "BTC")
    cli("method", "set", "2026", "LOFO", "--from", "2026-12-01", "--asset", "ETH")

    rows = cli("method", "show", "--format", "json").json()

    assert [(r["method"], r["acts_on"]) for r in rows] == [
        ("LIFO", ""),
        ("FIFO", "ETH@Kraken"),
        ("HIFO", "BTC@Coinbase"),
        ("LOFO", ""),
    ]


def test_in_a_book_without_lots_the_last_wide_entry_is_in_force(cli: Cli) -> None:
    cli("method", "set", "2026", "HIFO")
    assert [r["acts_on"] for r in cli("method", "show", "--format", "json").json()] == ["all"]
