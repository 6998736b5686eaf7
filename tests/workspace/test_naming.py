"""Marked units named from the screens, before they go."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from harvest_tui.domain.elections import Purpose
from harvest_tui.domain.errors import HarvestError
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.naming import Naming
from harvest_tui.workspace.reading import Reading
from workspace.books import NOW, book_of, ledger

D = Decimal
DEAR = "b1,2025-12-01T15:00:00Z,buy,Kraken,,ETH,2,USD,8000"
CHEAP = "b2,2026-03-02T15:00:00Z,buy,Kraken,,ETH,1,USD,3500"
BTC = "b3,2025-01-20T15:00:00Z,buy,Kraken,,BTC,1,USD,103000"
COLD = "c1,2025-01-20T15:00:00Z,buy,cold,,BTC,0.5,USD,51500"
SALE = {"choice": "sale", "until": "", "note": ""}
CUSTODY = '[accounts.Kraken]\ncustody = "broker"\n[accounts.cold]\ncustody = "self"\n'


@contextmanager
def books(folder: Path, settings: str = CUSTODY) -> Iterator[Book]:
    with book_of(folder, {"made.csv": ledger(DEAR, CHEAP, BTC, COLD)}) as book:
        book.place.harvest_toml.write_text(settings)
        yield book


def lot(book: Book, basis: str, account: str = "Kraken") -> tuple[str, str]:
    """Find a lot by what it cost."""
    lots = book.figures().replay.lots.filter(cost_basis=D(basis), account=account)
    return lots["lot_id"].item(), account


def naming(book: Book, *marks: tuple[tuple[str, str], str | None]) -> Naming:
    chosen = {name: None if units is None else D(units) for name, units in marks}
    return Naming(book, book.figures(), chosen)


def said(one: Naming, answers: dict[str, str]) -> str:
    return "\n".join(f"{fact.label}: {fact.words}" for fact in one.draft(answers).facts)


def test_each_asset_in_each_account_has_its_record_and_all_have_one_moment(tmp_path: Path) -> None:
    with books(tmp_path) as book:
        dear, btc, cold = lot(book, "8000"), lot(book, "103000"), lot(book, "51500", "cold")
        cheap = lot(book, "3500")
        one = naming(book, (dear, "1.5"), (btc, None), (cheap, "1"), (cold, "0.25"))

        told = one.record({**SALE, "note": "year end"})

        made = book.store.identifications()
    assert told == "Recorded 2026-11-22 17:00:00Z, number 1, 2, 3. Now sell."
    assert [(m.account, m.asset, m.purpose, m.note) for m in made] == [
        ("Kraken", "BTC", Purpose.SALE, "year end"),
        ("Kraken", "ETH", Purpose.SALE, "year end"),
        ("cold", "BTC", Purpose.SALE, "year end"),
    ]
    assert {(p.lot_id, p.quantity) for p in made[1].picks} == {
        (dear[0], D("1.5")),
        (cheap[0], D(1)),
    }
    assert {m.recorded_at for m in made} == {NOW}
    assert not any(m.as_filed or m.valid_until for m in made)


def test_what_will_be_recorded_is_shown_with_what_it_overrides(tmp_path: Path) -> None:
    """Half of the lot of 8,000 is 4,000; 2026-12-31 is the last day of Notice 2026-20."""
    with books(tmp_path) as book:
        dear = lot(book, "8000")
        words = said(naming(book, (dear, "1")), SALE)
        assert not book.store.identifications()

    assert "Kraken: ETH, for the sale:" in words
    assert f"1 acquired 2025-12-01, basis 4,000.00, lot {dear[0]}" in words
    assert "Overrides: FIFO, which acts where nothing is named" in words
    assert "your own books suffice for sales until 2026-12-31" in words
    assert "From 2027-01-01: own books do not suffice any more" in words
    assert "Send: To Kraken, before the sale" in words
    assert "Last day: none: it stands until its units are used" in words
    assert "Then: sell 1 ETH at Kraken" in words


def test_a_last_day_is_the_whole_day_where_the_taxpayer_lives(tmp_path: Path) -> None:
    """In New York 2026-12-31 ends at 05:00 UTC of the next day."""
    zone = '[taxpayer]\ntime_zone = "America/New_York"\n'
    with books(tmp_path, zone + CUSTODY) as book:
        one = naming(book, (lot(book, "8000"), None))
        answers = SALE | {"until": " 2026-12-31 "}
        words = said(one, answers)
        one.record(answers)
        (made,) = book.store.identifications()
    assert "Last day: 2026-12-31" in words
    assert "From 2027-01-01" not in words
    assert made.valid_until is not None
    assert datetime(2027, 1, 1, 4, 59, tzinfo=UTC) < made.valid_until
    assert made.valid_until < datetime(2027, 1, 1, 5, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["2026-11-21", "tomorrow", "2026-02-30", "9999-12-31"])
def test_a_last_day_that_is_none_or_over_is_refused(tmp_path: Path, typed: str) -> None:
    with books(tmp_path) as book:
        one = naming(book, (lot(book, "8000"), None))
        with pytest.raises(HarvestError, match="Last day: "):
            one.draft(SALE | {"until": typed})
        with pytest.raises(HarvestError, match="Last day: "):
            one.record(SALE | {"until": typed})
        assert not book.store.identifications()


def test_units_in_a_wallet_are_named_for_the_move_and_the_others_for_the_sale(
    tmp_path: Path,
) -> None:
    with books(tmp_path) as book:
        one = naming(book, (lot(book, "8000"), None), (lot(book, "51500", "cold"), None))
        *_, held = one.form().choices
        words = said(one, SALE | {"choice": held.value or ""})
        told = one.record(SALE | {"choice": held.value or ""})
        made = book.store.identifications()
    assert told.endswith("Now sell and move.")
    assert [(m.account, m.purpose) for m in made] == [
        ("Kraken", Purpose.SALE),
        ("cold", Purpose.TRANSFER),
    ]
    assert "Then: move 0.5 BTC out of cold; name them again where they arrive" in words
    assert "Own wallet: this record in your own books identifies the units." in words


@pytest.mark.parametrize(
    ("basis", "account"),
    [
        pytest.param("8000", "Kraken", id="at a broker"),
        pytest.param("51500", "cold", id="in a wallet"),
    ],
)
def test_a_sale_is_offered_first_and_what_a_wallet_holds_may_be_moved_first(
    tmp_path: Path, basis: str, account: str
) -> None:
    with books(tmp_path) as book:
        one = naming(book, (lot(book, basis, account), None))
        offered = [choice.value for choice in one.form().choices]
        words = said(one, SALE)
    assert offered == ["sale", "transfer", "gift"]
    assert ("Units that go to an exchange first" in words) == (account == "cold")


def test_an_account_of_which_nothing_is_said_is_no_known_wallet(tmp_path: Path) -> None:
    """A ledger of one's own making tells of accounts of any kind."""
    with books(tmp_path, "") as book:
        one = naming(book, (lot(book, "8000"), None), (lot(book, "51500", "cold"), None))
        words = said(one, SALE)
        assert [choice.value for choice in one.form().choices] == ["sale", "transfer", "gift"]
    assert "Kraken: Taken for your own wallet, for nothing says who keeps it" in words
    assert 'custody = "broker" under [accounts."cold"]' in words
    assert "Units that go to an exchange first" not in words


def test_the_standing_method_it_overrides_is_named(tmp_path: Path) -> None:
    hifo = (
        '[[election]]\nyear = 2026\nmethod = "HIFO"\nscope = "per-account"\n'
        "recorded_at = 2026-01-02T09:12:44Z\n"
    )
    with books(tmp_path) as book:
        book.place.cost_basis_toml.write_text(hifo)
        words = said(naming(book, (lot(book, "8000"), None)), SALE)
    assert "Overrides: HIFO from 2026, recorded 2026-01-02 09:12Z" in words


def test_an_order_the_broker_was_given_is_not_overridden_and_it_says_so(tmp_path: Path) -> None:
    bound = '[accounts.Kraken]\ncustody = "broker"\nbound_to = "lifo"\n'
    with books(tmp_path, bound) as book:
        words = said(naming(book, (lot(book, "8000"), None)), SALE)
    assert "the broker was told LIFO, which units named in your own books do not override" in words
    assert "when it is done state what was told" in words
    assert "Overrides" not in words


def test_an_order_that_begins_later_is_told_if_the_record_lasts_so_long(tmp_path: Path) -> None:
    later = '[accounts.Kraken]\ncustody = "broker"\nbound_to = "lifo"\nbound_since = 2026-12-01\n'
    with books(tmp_path, later) as book:
        one = naming(book, (lot(book, "8000"), None))
        for_ever, to_the_day, before = (
            said(one, SALE | {"until": until}) for until in ("", "2026-12-01", "2026-11-30")
        )
    told = "From 2026-12-01: the broker's order LIFO binds, and this record is not used"
    assert told in for_ever
    assert told in to_the_day
    assert told not in before


def test_a_move_overrides_fifo_whatever_method_is_on_record(tmp_path: Path) -> None:
    """A method is for what is sold or given; what is moved goes oldest first."""
    hifo = (
        '[[election]]\nyear = 2026\nmethod = "HIFO"\nscope = "per-account"\n'
        "recorded_at = 2026-01-02T09:12:44Z\n"
    )
    with books(tmp_path) as book:
        book.place.cost_basis_toml.write_text(hifo)
        words = said(naming(book, (lot(book, "8000"), None)), SALE | {"choice": "transfer"})
    assert "Overrides: FIFO, by which units move where none are named" in words
    assert "your own books suffice for transfers until 2026-12-31" in words


def test_what_is_recorded_is_shown_whole(tmp_path: Path) -> None:
    """Two long names that begin alike stay apart; a note that cannot be shown is refused."""
    account = "an exchange with a long name and account number 2"
    row = f"x1,2025-01-20T15:00:00Z,buy,{account},,TOKENWITHALONGTICKER,1,USD,10"
    with book_of(tmp_path, {"made.csv": ledger(row)}) as book:
        one = naming(book, (lot(book, "10", account), None))
        words = said(one, SALE | {"note": "n" * 200})
        with pytest.raises(HarvestError, match="Note: 201 characters"):
            one.record(SALE | {"note": "n" * 201})
    assert f"{account}: TOKENWITHALONGTICKER, for the sale:" in words
    assert f"Then: sell 1 TOKENWITHALONGTICKER at {account}" in words
    assert "n" * 200 in words


def test_units_that_are_named_already_are_pointed_out(tmp_path: Path) -> None:
    with books(tmp_path) as book:
        dear = lot(book, "8000")
        naming(book, (dear, "1.5")).record(SALE)
        words = said(naming(book, (dear, "1")), SALE)
        fits = said(naming(book, (dear, "0.5")), SALE)
    assert f"Named before: 1.5 of lot {dear[0]}, of 2 in all" in words
    assert "Named before" not in fits


def test_when_the_book_has_changed_meanwhile_nothing_is_recorded(tmp_path: Path) -> None:
    with books(tmp_path) as book:
        one = naming(book, (lot(book, "3500"), None), (lot(book, "8000"), "1.5"))
        sold = tmp_path / "sold.csv"
        sold.write_text(ledger("s1,2026-10-01T15:00:00Z,sell,Kraken,,USD,3000,ETH,1"))
        book.import_file(sold, Reading())
        with pytest.raises(HarvestError, match="no longer holds what is marked"):
            one.record(SALE)
        assert not book.store.identifications()


def test_without_marks_there_is_nothing_to_name(tmp_path: Path) -> None:
    with books(tmp_path) as book, pytest.raises(HarvestError, match="No lot is marked"):
        naming(book).form()
