"""The files of the sample book are consistent in themselves, as real exports are."""

import csv
from collections import defaultdict
from decimal import Decimal
from typing import Final

from harvest_tui.config.resources import sample_data_folder

TOTAL: Final = "Total (inclusive of fees and/or spread)"
FEES: Final = "Fees and/or Spread"
PREAMBLE: Final = 3


def rows_of(name: str, skipped: int = 0) -> list[dict[str, str]]:
    lines = (sample_data_folder() / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines[skipped:]))


def money(cell: str) -> Decimal:
    return Decimal(cell.replace("$", ""))


def test_kraken_states_the_balance_after_each_row() -> None:
    balance: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in rows_of("kraken_ledgers.csv"):
        if not row["txid"]:
            assert row["balance"] == ""
            continue
        place = row["asset"], row["wallet"]
        balance[place] += Decimal(row["amount"]) - Decimal(row["fee"])
        assert balance[place] == Decimal(row["balance"]), row["txid"]


def test_coinbase_totals_are_subtotals_and_fees() -> None:
    for row in rows_of("coinbase.csv", PREAMBLE):
        subtotal, total, fees = money(row["Subtotal"]), money(row[TOTAL]), money(row[FEES])
        kind = row["Transaction Type"]
        if kind.endswith("Sell"):
            fees = -fees
        assert abs(total) == abs(subtotal) + fees, row["ID"]
        if kind != "Convert":  # its subtotal is what was received
            worth = Decimal(row["Quantity Transacted"]) * money(row["Price at Transaction"])
            assert abs(subtotal - worth) <= Decimal("0.005"), row["ID"]


def test_coinbase_lists_the_newest_first_and_each_id_once() -> None:
    rows = rows_of("coinbase.csv", PREAMBLE)
    times = [row["Timestamp"] for row in rows]
    assert times == sorted(times, reverse=True)
    assert len({row["ID"] for row in rows}) == len(rows)


def test_the_files_have_the_size_of_a_real_book() -> None:
    sizes = {
        "coinbase.csv": len(rows_of("coinbase.csv", PREAMBLE)),
        "kraken_ledgers.csv": len(rows_of("kraken_ledgers.csv")),
        "ledger_live.csv": len(rows_of("ledger_live.csv")),
    }
    assert sizes == {"coinbase.csv": 105, "kraken_ledgers.csv": 97, "ledger_live.csv": 18}
