"""The user's word about single transactions, laid over what their sources say."""

from decimal import Decimal

import pytest

from harvest_tui.domain.booking import frame_of, key_of
from harvest_tui.domain.decisions import Resolution
from harvest_tui.domain.kinds import Kind
from harvest_tui.ledger.overrides import overridden
from lots.books import at, buy, deed

ARRIVAL = deed(Kind.TRANSFER_IN, "a1", "2026-03-01", came=(1, "BTC"))
OTHER = buy("b1", "2026-03-02", 1, 100)
BOOK = frame_of([ARRIVAL, OTHER])
SAID = ("kind", "basis_usd", "acquired_at", "usd_value")


def about(name: str = "a1", **said: object) -> Resolution:
    return Resolution(key=key_of("Kraken", "ledger", name), **said)  # type: ignore[arg-type]


def test_an_arrival_with_a_basis_is_an_opening_balance() -> None:
    bought = at("2020-01-01")
    book = overridden(BOOK, [about(basis_usd=Decimal(7_000), acquired_at=bought)])
    assert book.select(SAID).row(0) == ("opening_balance", 7_000, bought, None)


def test_what_is_said_of_its_kind_counts() -> None:
    book = overridden(BOOK, [about(kind=Kind.GIFT_IN, basis_usd=Decimal(7_000))])
    assert book.select("kind", "basis_usd").row(0) == ("gift_in", 7_000)


def test_what_is_said_later_counts_and_the_rest_stays() -> None:
    book = overridden(
        BOOK,
        [
            about(kind=Kind.INCOME, usd_value=Decimal(50)),
            about(usd_value=Decimal(60)),
        ],
    )
    assert book.select("kind", "usd_value").row(0) == ("income", 60)


@pytest.mark.parametrize("said", [[], [about("gone", usd_value=Decimal(1))]])
def test_nothing_said_of_these_changes_nothing(said: list[Resolution]) -> None:
    assert overridden(BOOK, said).equals(BOOK)


def test_zero_is_a_word_too() -> None:
    book = overridden(BOOK, [about(basis_usd=Decimal(5)), about(basis_usd=Decimal(0))])
    assert book["basis_usd"][0] == 0
