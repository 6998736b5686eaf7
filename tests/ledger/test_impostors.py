"""Tickers that look like others, and tokens that nobody asked for."""

import polars as pl
import pytest

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.impostors import look_alikes, spam_findings, spam_tokens
from harvest_tui.ledger.prepare import prepare
from lots.books import buy, deed, price_book

SPAM = "Visit uni-drop.com to claim"


def ledger(*transactions: Transaction) -> pl.DataFrame:
    return prepare(frame_of(transactions), price_book(), "UTC").ledger


def came(asset: str, kind: Kind = Kind.AIRDROP, name: str = "a") -> Transaction:
    return deed(kind, name, "2026-01-01", came=(1000, asset))


@pytest.mark.parametrize(
    ("asset", "words"),
    [
        pytest.param(
            "ЕTH",
            "ЕTH holds letters that are not plain (U+0415); it looks like ETH and is not",
            id="a Cyrillic letter",
        ),
        pytest.param(
            "US\u200bDT",
            "US‹200B›DT holds letters that are not plain (U+200B); it looks like USDT and is not",
            id="a blank of no width",
        ),
        pytest.param(
            "ＢＴＣ",
            "ＢＴＣ holds letters that are not plain (U+FF22 U+FF34 U+FF23); it looks like BTC and "
            "is not",
            id="wide letters",
        ),
        pytest.param(
            "USD₮", "USD₮ holds letters that are not plain (U+20AE)", id="a sign like no letter"
        ),
    ],
)
def test_a_ticker_that_is_not_plain_is_a_warning_that_names_its_letters(
    asset: str, words: str
) -> None:
    (found,) = look_alikes(ledger(came(asset)))

    assert (found.finding, found.severity, found.asset) == ("look-alike ticker", "warning", asset)
    assert found.message == words
    assert '--dismiss "look-alike ticker"' in found.fix


def test_plain_tickers_are_no_finding_whichever_side_they_stand_on() -> None:
    book = (buy("b", "2026-01-01", 1, 100, fee=(1, "BNB")), came("USDC.e"))
    assert list(look_alikes(ledger(*book))) == []

    fee = buy("c", "2026-01-02", 1, 100, fee=(1, "ВNB"))
    assert [one.asset for one in look_alikes(ledger(*book, fee))] == ["ВNB"]


@pytest.mark.parametrize(
    "asset", [SPAM, "https://x.io", "CLAIM NOW", "$ aethfi.net", "www.free", "t.me/usdt"]
)
@pytest.mark.parametrize("kind", [Kind.AIRDROP, Kind.TRANSFER_IN, Kind.INCOME])
def test_a_received_token_without_a_price_that_advertises_is_spam(asset: str, kind: Kind) -> None:
    assert spam_tokens(ledger(came(asset, kind)), set()) == (asset,)


@pytest.mark.parametrize(
    "book",
    [
        pytest.param((came("UNI"),), id="a plain name"),
        pytest.param((came("USDC.e"),), id="a dot is no site"),
        pytest.param((came("RECLAIMED"),), id="a word inside another"),
        pytest.param(
            (deed(Kind.AIRDROP, "a", "2026-01-01", came=(1, SPAM), usd_value=5),),
            id="worth something",
        ),
        pytest.param((came(SPAM), buy("b", "2026-01-02", 1, 100, asset=SPAM)), id="bought as well"),
        pytest.param(
            (came(SPAM), deed(Kind.SPEND, "s", "2026-01-02", went=(1, SPAM))), id="given away"
        ),
    ],
)
def test_what_was_wanted_used_or_worth_something_is_no_spam(book: tuple[Transaction, ...]) -> None:
    assert spam_tokens(ledger(*book), set()) == ()


def test_what_the_price_book_knows_is_no_spam() -> None:
    assert spam_tokens(ledger(came(SPAM)), {SPAM}) == ()


def test_spam_is_a_warning_with_the_way_to_keep_it() -> None:
    (found,) = spam_findings([SPAM])

    assert found.message == (
        "Visit uni-drop.com to claim came unasked, has no price and advertises: nothing is booked "
        "for it, and tables leave it out. Do not open what it names"
    )
    assert found.fix == (
        "nothing, if so; if it is what you want, harvest-tui resolve "
        "'Visit uni-drop.com to claim' --dismiss \"spam token\" --reason TEXT"
    )
