"""What is said of losses, derivatives, NFTs, estates and worthless tokens."""

from pathlib import Path

import pytest

from harvest_tui.domain.findings import Finding
from harvest_tui.workspace.book import Book
from workspace.books import book_of, ledger

BTC = "b1,2025-01-10T15:00:00Z,buy,Kraken,,BTC,1,USD,40000"


def findings(book: Book, name: str) -> list[Finding]:
    figures = book.figures()
    return [f for f in figures.findings(figures.inputs.today) if f.finding == name]


@pytest.mark.parametrize(
    ("kind", "law"),
    [
        pytest.param("lost", "165(c)(3), (h)", id="lost"),
        pytest.param("stolen", "165(c)(2)", id="theft"),
    ],
)
def test_what_is_lost_or_stolen_leaves_without_a_deduction_and_says_so(
    tmp_path: Path, kind: str, law: str
) -> None:
    gone = f"x1,2026-02-01T15:00:00Z,{kind},Kraken,,,,BTC,0.25"
    with book_of(tmp_path, {"ledger.csv": ledger(BTC, gone)}) as book:
        (found,) = findings(book, "loss not deducted")

        assert f"0.25 BTC {kind} at Kraken: the lots left without a loss" in found.message
        assert law in found.message
        assert book.figures().disposals.is_empty()


FUNDING = "f1,2026-02-01T15:00:00Z,funding,Kraken,,,,BTC,0.0001"
MARGIN = "m1,2026-02-01T15:00:00Z,margin_pnl,Kraken,,USD,500"


def test_a_coin_that_derivatives_were_settled_in_is_no_candidate(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": ledger(BTC, FUNDING)}) as book:
        figures = book.figures()
        blocked = figures.blocked.assets

        assert list(blocked) == ["BTC"]
        assert "§ 1092" in blocked["BTC"]


@pytest.mark.parametrize(
    ("said", "blocked"),
    [
        pytest.param("", [], id="nothing said"),
        pytest.param('[assets."BTC"]\noffsetting = true\n', ["BTC"], id="said to be offset"),
        pytest.param('[assets."BTC"]\noffsetting = false\n', [], id="said not to be"),
    ],
)
def test_margin_in_money_asks_what_it_offsets_and_the_user_says(
    tmp_path: Path, said: str, blocked: list[str]
) -> None:
    with book_of(tmp_path, {"ledger.csv": ledger(BTC, MARGIN)}) as book:
        (tmp_path / "book" / "harvest.toml").write_text(said)

        assert list(book.figures().blocked.assets) == blocked
        assert len(findings(book, "derivatives")) == (0 if said else 1)


def test_the_user_may_say_that_nothing_offsets_a_coin_that_settled_derivatives(
    tmp_path: Path,
) -> None:
    with book_of(tmp_path, {"ledger.csv": ledger(BTC, FUNDING)}) as book:
        (tmp_path / "book" / "harvest.toml").write_text('[assets."BTC"]\noffsetting = false\n')
        assert not book.figures().blocked.assets


NFT = "n1,2026-01-01T15:00:00Z,nft_buy,Wallet,,PUNK#12,1,USD,1000"


def test_an_nft_is_a_lot_of_one_with_its_number_and_is_asked_about(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": ledger(NFT)}) as book:
        (found,) = findings(book, "collectible not said")
        lots = book.figures().replay.lots.select("asset", "quantity", "cost_basis").rows()

        assert lots == [("PUNK#12", 1, 1000)]
        assert found.fix == 'collectible = true (or false) under [assets."PUNK#12"]'
        (tmp_path / "book" / "harvest.toml").write_text('[assets."PUNK#12"]\ncollectible = false\n')
        assert findings(book, "collectible not said") == []


@pytest.mark.parametrize("kind", ["estate_claim", "estate_distribution"])
def test_what_an_estate_does_waits_and_names_the_way(tmp_path: Path, kind: str) -> None:
    given = f"e1,2026-01-01T15:00:00Z,{kind},Celsius,,BTC,0.5"
    with book_of(tmp_path, {"ledger.csv": ledger(given)}) as book:
        (found,) = findings(book, "treatment needed")

        assert "no loss until the estate settles the claim or it is sold" in found.message
        assert "a transfer from the estate's account to yours, lots and dates kept" in found.fix


def test_what_an_estate_holds_is_no_candidate(tmp_path: Path) -> None:
    trades = (
        "ID,Time,Market,Side,Order Type,Size,Price,Total,Fee,Fee Currency,TWAP\n"
        '1,"8/1/2022, 10:00:00 AM",BTC/USD,buy,Limit,0.05,23000,1150,0.8,USD,false\n'
    )
    with book_of(tmp_path, {"ftx.csv": trades}) as book:
        assert list(book.figures().blocked.accounts) == ["FTX (estate)"]


def test_worthless_is_no_event(tmp_path: Path) -> None:
    dead = "w1,2026-01-01T15:00:00Z,worthless,Kraken,,,,BTC,1"
    with book_of(tmp_path, {"ledger.csv": ledger(BTC, dead)}) as book:
        (found,) = findings(book, "quarantined row")

        assert "realises nothing" in found.message
        assert "a loss needs a closed sale (CCA 202302011)" in found.fix
        assert book.figures().disposals.is_empty()
