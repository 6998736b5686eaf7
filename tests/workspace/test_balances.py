"""Files of statements, and statements as they are kept."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from harvest_tui.domain.decisions import StatedBalance
from harvest_tui.domain.errors import HarvestError
from harvest_tui.store.results import Decision
from harvest_tui.workspace.balances import balances_of, payload_of, read_balances, unsaid

STATED = StatedBalance(
    account="Kraken", asset="BTC", on=date(2026, 10, 31), quantity=Decimal("1.25")
)


def read(folder: Path, content: str) -> tuple[StatedBalance, ...]:
    path = folder / "statements.csv"
    path.write_text(content)
    return read_balances(path)


def kept(number: int, one: StatedBalance) -> Decision:
    return Decision(
        decision_id=number,
        kind="balance",
        payload=payload_of(one),
        recorded_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


def test_columns_are_found_by_name_in_any_order(tmp_path: Path) -> None:
    content = "Year-end statement\non;Quantity;asset;ACCOUNT;note\n2026-10-31;1.25;BTC;Kraken;x\n"

    assert read(tmp_path, content) == (STATED,)


def test_every_cell_that_cannot_be_read_is_named_and_nothing_is_taken(tmp_path: Path) -> None:
    content = (
        "account,asset,on,quantity\n"
        "Kraken,BTC,31/10/2026,1\n"
        "Kraken,BTC,2026-10-31,1\n"
        'Kraken,ETH,2026-10-31,"1,5"\n'
        ",ETH,2026-10-31,1\n"
    )

    with pytest.raises(HarvestError) as error:
        read(tmp_path, content)

    assert str(error.value) == (
        'statements.csv: line 2, on "31/10/2026" is no day such as 2026-10-31; '
        'line 4, quantity "1,5" is no number such as 1234.56; line 5, account is blank.\n'
        "Fix: correct these cells; nothing was recorded."
    )


def test_of_many_wrong_cells_some_are_named_and_the_rest_counted(tmp_path: Path) -> None:
    rows = "Kraken,BTC,never,1\n" * 12

    with pytest.raises(HarvestError, match=r"line 11, on .*; and 2 more"):
        read(tmp_path, f"account,asset,on,quantity\n{rows}")


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HarvestError) as error:
        read(tmp_path, "account,coin\nKraken,BTC\n")

    assert str(error.value) == (
        "statements.csv: none of its first lines is a header with account, asset, on and "
        "quantity.\nFix: write these four columns: Kraken,BTC,2026-10-31,1.25."
    )


def test_what_is_written_down_is_read_back_and_the_latest_counts() -> None:
    later = StatedBalance(account="Kraken", asset="BTC", on=STATED.on, quantity=Decimal(-2))
    other = StatedBalance(account="A", asset="BTC", on=date(2026, 9, 30), quantity=Decimal(0))

    assert balances_of([kept(1, STATED), kept(2, other), kept(3, later)]) == (
        StatedBalance(account="A", asset="BTC", on=other.on, quantity=Decimal(0), decision_id=2),
        StatedBalance(
            account="Kraken", asset="BTC", on=STATED.on, quantity=Decimal(-2), decision_id=3
        ),
    )


def test_what_stands_already_is_not_said_again() -> None:
    changed = StatedBalance(account="Kraken", asset="BTC", on=STATED.on, quantity=Decimal(2))

    assert list(unsaid([STATED, changed], balances_of([kept(1, STATED)]))) == [changed]
