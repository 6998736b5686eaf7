"""A number is followed down to the cells that it comes from."""

import hashlib
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from harvest_tui.domain.decisions import DecisionKind
from harvest_tui.domain.errors import HarvestError
from harvest_tui.reports.trace import TraceView, text_trace
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.reading import MappingFile, Reading
from harvest_tui.workspace.trace import trace
from workspace.books import KRAKEN, book_of, ledger

TRADE = KRAKEN + (
    '"L3","TTRADE-1","2025-01-03 12:00:01","trade","","currency","fiat","USD","spot / main",'
    "-4700.0000,12.2200,5287.7800\n"
    '"L4","TTRADE-1","2025-01-03 12:00:01","trade","","currency","crypto","BTC","spot / main",'
    "0.0500000000,0.0000000000,0.0500000000\n"
    '"L5","RWD-1","2025-02-03 12:00:01","staking","","currency","crypto","ETH","spot / main",'
    "0.1000000000,0.0000000000,0.1000000000\n"
)
BUY = "b1,2025-01-10T15:00:00Z,buy,Coinbase,,BTC,1,USD,40000,USD,100"
SELL = "s1,2026-03-10T15:00:00Z,sell,Coinbase,,USD,20000,BTC,0.4,BNB,0.1,,60"
BY_HAND = "C: stated by hand, by your own sheet or by another program: keep what shows it"
LEFT = "out,2026-04-05T10:00:00Z,transfer_out,Coinbase,,,,BTC,0.1"
CAME = "in,2026-04-05T11:00:00Z,transfer_in,Ledger,,BTC,0.0999"


def told(view: TraceView) -> dict[str, dict[str, str]]:
    """Give facts by title of the block; of equal titles the first."""
    found: dict[str, dict[str, str]] = {}
    for block in view.blocks:
        found.setdefault(block.title, {fact.label: fact.words for fact in block.facts})
    return found


def traced(book: Book, name: str) -> dict[str, dict[str, str]]:
    return told(trace(book, book.figures(), name))


def lot_of(book: Book, asset: str) -> str:
    lots = book.figures().replay.lots
    return str(lots.filter(lots["asset"] == asset)["lot_id"][0])


def test_a_group_of_rows_shows_every_line_with_its_cells(tmp_path: Path) -> None:
    with book_of(tmp_path, {"kraken.csv": TRADE}) as book:
        said = traced(book, "TTRADE-1")

    assert said["Transaction TTRADE-1"] == {
        "Kind": "buy",
        "When": "2025-01-03 12:00:01Z, 2025-01-03 in your zone",
        "Account": "Kraken",
        "Source": "kraken",
        "In": "0.05 BTC",
        "Out": "4700 USD",
        "Fee": "12.22 USD",
        "Value": "4700 USD, the leg in dollars",
        "Fee value": "12.22 USD",
        "Note": said["Transaction TTRADE-1"]["Note"],
    }
    first, second = said["kraken.csv, line 2"], said["kraken.csv, line 3"]
    assert first["SHA-256"] == f"{hashlib.sha256(TRADE.encode()).hexdigest()[:16]}…"
    assert first["Imported"] == "2026-11-22 17:00:00Z"
    assert (first["asset"], first["amount"], first["fee"]) == ("USD", "-4700.0000", "12.2200")
    assert (second["txid"], second["amount"]) == ("L4", "0.0500000000")


@pytest.mark.parametrize(
    ("asset", "evidence"),
    [
        ("BTC", "A: a row of the source's own export, with its value in dollars"),
        ("ETH", "B: a row of the source's own export, valued by the price book"),
    ],
)
def test_a_lot_of_an_export_says_what_its_basis_rests_on(
    tmp_path: Path, asset: str, evidence: str
) -> None:
    with book_of(tmp_path, {"kraken.csv": TRADE}) as book:
        book.set_prices({"ETH": Decimal(3000)}, date(2025, 2, 3))
        lot = lot_of(book, asset)

        assert traced(book, lot)[f"Lot {lot}"]["Evidence"] == evidence


def test_a_lot_shows_where_it_is_what_used_it_and_what_acquired_it(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": ledger(BUY, SELL)}) as book:
        lot = lot_of(book, "BTC")
        said = traced(book, lot)
        there = traced(book, f"{lot}@Coinbase")

    # 40,100 for 1; 0.6 left: 24,060. Proceeds 20,000 − 60; basis 16,040
    assert said == there
    assert said[f"Lot {lot}"] == {
        "Held": "0.6 BTC at Coinbase, basis 24060 USD",
        "As acquired": "1 BTC for 40100 USD, fees included",
        "Evidence": BY_HAND,
    }
    assert said["Used by"] == {
        "s1@Coinbase": (
            f"sale on 2026-03-10 of 0.4 BTC of lot {lot}: proceeds 19940 USD, basis 16040 USD, "
            "gain 3900 USD, long, FIFO"
        )
    }
    assert said["Transaction b1"]["Out"] == "40000 USD"
    assert said["ledger.csv, line 2"]["in_quantity"] == "1"


def test_a_lot_that_is_used_up_is_still_traced(tmp_path: Path) -> None:
    sold = "s1,2026-03-10T15:00:00Z,sell,Coinbase,,USD,20000,BTC,1"
    with book_of(tmp_path, {"ledger.csv": ledger(BUY, sold)}) as book:
        lot = str(book.figures().disposals["lot_id"][0])
        said = traced(book, lot)

    assert said[f"Lot {lot}"]["Held"] == "nothing: it is used up"
    assert said["ledger.csv, line 2"]["id"] == "b1"


def test_a_disposal_shows_its_transaction_and_the_lots_that_it_used(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": ledger(BUY, SELL)}) as book:
        lot = lot_of(book, "BTC")
        said = traced(book, "s1@Coinbase")

    assert list(said) == [
        "Disposal",
        "Transaction s1",
        "ledger.csv, line 3",
        f"Lot {lot}",
        "Transaction b1",
        "ledger.csv, line 2",
    ]


def test_a_transaction_shows_its_disposals_and_the_lot_it_opened(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": ledger(BUY, SELL)}) as book:
        lot = lot_of(book, "BTC")
        assert list(traced(book, "s1")) == ["Transaction s1", "ledger.csv, line 3", "Disposals"]
        assert traced(book, "b1")["Lots it opened"] == {lot: "0.6 BTC at Coinbase, basis 24060 USD"}


def test_a_linked_transfer_shows_the_rows_of_both_its_halves(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": ledger(BUY, LEFT, CAME)}) as book:
        departure, arrival = traced(book, "out"), traced(book, "in")

    assert arrival == departure
    assert departure["Transaction out"]["Kind"] == "transfer"
    assert departure["Transaction out"]["To"] == "Ledger"
    assert departure["ledger.csv, line 3"]["id"] == "out"
    assert departure["ledger.csv, line 4"]["id"] == "in"


def test_what_the_user_said_stands_beside_what_was_read(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": ledger(CAME)}) as book:
        payload = {"key": "Ledger\tledger\tin", "basis_usd": "5000", "reason": "old receipt"}
        book.store.decide(DecisionKind.RESOLVE, payload)
        said = traced(book, "in")
        lot = lot_of(book, "BTC")

        assert said["You said"] == {"Basis": "5000 USD", "Reason": "old receipt"}
        assert said["Transaction in"]["Kind"] == "opening_balance"
        assert traced(book, lot)[f"Lot {lot}"]["Evidence"].startswith("C: ")


def test_what_a_richer_source_tells_too_is_shown_as_not_counted(tmp_path: Path) -> None:
    mapping = MappingFile(
        "own.toml",
        'source = "own"\n[time]\ncolumn = "When"\nzone = "UTC"\n'
        '[columns]\nid = "No"\nin_quantity = "In"\nout_quantity = "Out"\n'
        '[fixed]\nkind = "buy"\naccount = "Kraken"\nin_asset = "BTC"\nout_asset = "USD"\n',
    )
    sheet = tmp_path / "own.csv"
    sheet.write_text("No,When,In,Out\n7,2025-01-03 12:00:01,0.05,4700\n")
    with book_of(tmp_path, {"kraken.csv": TRADE}) as book:
        book.import_file(sheet, Reading(mapping=mapping))
        said = traced(book, "7")

    assert said["Transaction 7"]["Counts"] == "no: another source tells the same event"
    assert said["own.csv, line 2"]["In"] == "0.05"


def test_a_name_that_nothing_has_is_refused(tmp_path: Path) -> None:
    with (
        book_of(tmp_path, {"ledger.csv": ledger(BUY)}) as book,
        pytest.raises(HarvestError) as error,
    ):
        traced(book, "nothing")

    assert str(error.value) == (
        "nothing: no transaction, lot or disposal has this name.\n"
        "Fix: list them (harvest-tui transactions, lots or gains)."
    )


def test_an_id_that_two_accounts_have_is_asked_about(tmp_path: Path) -> None:
    other = ledger(BUY.replace("Coinbase", "Kraken"))
    with book_of(tmp_path, {"one.csv": ledger(BUY), "other.csv": other}) as book:
        with pytest.raises(HarvestError, match="b1 names several transactions"):
            traced(book, "b1")

        assert traced(book, "b1@Kraken")["Transaction b1"]["Account"] == "Kraken"


def test_nothing_a_stranger_wrote_comes_through_raw(tmp_path: Path) -> None:
    evil = "b1,2025-01-10T15:00:00Z,buy,Co\x1b]0;x\x07in,,[red]B[/]\x1b[2J,1,USD,4,,,,,,,,\x9b5m"
    with book_of(tmp_path, {"ledger.csv": ledger(evil)}) as book:
        text = text_trace(trace(book, book.figures(), "b1"), 120)

    assert text.replace("\n", "").isprintable()
    assert "[red]B[/]‹1B›[2J" in text
