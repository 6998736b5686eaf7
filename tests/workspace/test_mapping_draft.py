"""A draft guesses columns by their names, and leaves what it does not know to the user."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.config.place import parse
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.kinds import Kind
from harvest_tui.workspace.guessing import meanings_of, roles_of
from harvest_tui.workspace.mapping_draft import draft, write_new
from harvest_tui.workspace.mapping_toml import read_mapping


def drafted(folder: Path, content: str) -> str:
    sheet = folder / "coins.csv"
    sheet.write_text(content, encoding="utf-8")
    return draft(sheet, folder / "coins.toml")


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        pytest.param(
            "Date,Type,Received Quantity,Received Currency,Sent Quantity,Sent Currency,"
            "Fee Amount,Fee Currency,Tag",
            {
                "time": "Date",
                "kind": "Type",
                "in_quantity": "Received Quantity",
                "in_asset": "Received Currency",
                "out_quantity": "Sent Quantity",
                "out_asset": "Sent Currency",
                "fee_quantity": "Fee Amount",
                "fee_asset": "Fee Currency",
            },
            id="two sides",
        ),
        pytest.param(
            "Timestamp (UTC),Operation,Asset,Quantity,Total (USD),Fees,Notes,Balance",
            {
                "time": "Timestamp (UTC)",
                "kind": "Operation",
                "asset": "Asset",
                "amount": "Quantity",
                "total": "Total (USD)",
                "fee_quantity": "Fees",
                "note": "Notes",
            },
            id="an amount with a total",
        ),
        pytest.param(
            "Date,Time,Coin,In,Out,Tx Hash,Order ID",
            {
                "time": "Date",
                "clock": "Time",
                "in_quantity": "In",
                "out_quantity": "Out",
                "in_asset": "Coin",
                "out_asset": "Coin",
                "txid": "Tx Hash",
                "id": "Order ID",
            },
            id="one coin column for both sides",
        ),
        pytest.param("From,To,Whatever", {}, id="addresses are no amounts"),
    ],
)
def test_columns_are_guessed_by_their_names(header: str, roles: dict[str, str]) -> None:
    assert roles_of(header.split(",")) == roles


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("Market BUY", "buy"),
        ("Sold", "sell"),
        ("Converted", "trade"),
        ("Staking Reward", "staking_reward"),
        ("Deposit", "transfer_in"),
        ("Withdrawal", "transfer_out"),
        ("Cancelled order", "skip"),
        ("Gadget", None),
    ],
)
def test_words_are_guessed_too(word: str, meaning: str | None) -> None:
    assert meanings_of([word]) == {word: meaning}


def test_a_draft_asks_for_what_only_the_user_knows_and_then_reads(tmp_path: Path) -> None:
    text = drafted(
        tmp_path,
        "My own sheet,2024\n\n"
        "Date,Type,Coin,Amount,Total (USD),Fee,Balance\n"
        "3/14/2024 10:00,Bought,BTC,0.5,20000,-10,1\n"
        "3/15/2024 10:00,Gadget,ETH,1,,,2\n",
    )

    assert '# zone = "America/New_York"  # needed' in text
    assert '# fee_asset = "USD"  # needed: the asset of fee_quantity' in text
    assert '# Gadget = ""' in text
    assert '# "Balance"' in text
    assert 'fee_sign = "minus"' in text
    assert "signed = false" in text
    answered = text.replace("# zone", "zone").replace("# fee_asset", "fee_asset")
    mapping = read_mapping(answered, "coins.toml")
    assert mapping.columns == {
        "kind": "Type",
        "amount": "Amount",
        "asset": "Coin",
        "total": "Total (USD)",
        "fee_quantity": "Fee",
    }
    assert mapping.fixed == {"total_asset": "USD", "fee_asset": "USD"}
    assert mapping.kinds == {"bought": Kind.BUY}


@pytest.mark.parametrize(
    ("cell", "line"),
    [
        ("2024-03-14T10:00:00Z", 'zone = "UTC"  # of times that name none'),
        ("2024-03-14", 'zone = "UTC"  # of times that name none'),
        ("1710410400", 'format = "epoch"'),
        ("03/04/2024 10:00", '# order = "mdy"  # needed'),
        ("Thursday noon", '# zone = "America/New_York"  # needed'),
    ],
)
def test_the_times_show_what_must_be_said_of_them(tmp_path: Path, cell: str, line: str) -> None:
    assert line in drafted(tmp_path, f"Date,Coin,In\n{cell},BTC,1\n")


def test_what_no_column_seems_to_hold_is_asked_for(tmp_path: Path) -> None:
    text = drafted(tmp_path, "This,That\na,b\n")

    assert '# column = ""  # needed' in text
    assert "# needed: amount and asset" in text
    assert '# kind = "buy"  # needed' in text


@given(st.lists(st.text(st.characters(codec="utf-8"), min_size=1), min_size=2, unique=True))
def test_whatever_stands_in_a_header_the_draft_is_toml(
    tmp_path_factory: pytest.TempPathFactory, words: list[str]
) -> None:
    quoted = ",".join('"' + word.replace('"', '""').replace("\0", " ") + '"' for word in words)
    try:
        text = drafted(tmp_path_factory.mktemp("sheet"), f"Type,{quoted}\n{quoted},x\n")
    except HarvestError:
        return  # no header, or no table

    parse(text, "coins.toml")
    assert "\x1b" not in text


def test_a_file_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "my.toml"
    write_new(target, "one\n")

    with pytest.raises(HarvestError, match=r"this file is there, and is never overwritten\.\nFix:"):
        write_new(target, "two\n")

    assert target.read_text() == "one\n"


def test_a_file_without_a_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HarvestError) as error:
        drafted(tmp_path, "1,2\n3,4\n")

    assert str(error.value) == (
        "coins.csv: none of the first lines looks like a header.\n"
        "Fix: put a line above the table that names each column once."
    )
