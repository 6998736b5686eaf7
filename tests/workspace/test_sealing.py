"""A filed year, sealed: what comes later changes nothing in it, and is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from harvest_tui.domain.elections import Election, Method
from harvest_tui.domain.findings import Finding
from harvest_tui.rules.in_force import law_in_force
from harvest_tui.store.errors import DamagedSealError
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.reading import Reading
from harvest_tui.workspace.sealing import (
    Said,
    SealError,
    amend_year,
    seal_changes,
    seal_year,
    seals_listed,
)
from store.made import doctored
from workspace.books import StandingClock, book_of, ledger

FILED = ledger(
    "dear,2023-02-02T12:00:00Z,buy,Kraken,,ETH,2,USD,6000",
    "sold,2024-06-02T12:00:00Z,sell,Kraken,,USD,2000,ETH,1",
    "next,2025-06-02T12:00:00Z,sell,Kraken,,USD,2500,ETH,0.5",
)
FOUND = ledger("found,2022-01-02T12:00:00Z,buy,Kraken,,ETH,1,USD,1000")
"""An older and cheaper lot: FIFO would take it first."""
INCOME = """\
[taxpayer]
filing_status = "single"

[year.2024]
wages_and_other = "90000"
short_term_carryover_in = "0"
long_term_carryover_in = "0"

[year.2025]
wages_and_other = "90000"
"""


@contextmanager
def filed_book(folder: Path, *, income: str = INCOME, **files: str) -> Iterator[Book]:
    with book_of(folder, {"filed.csv": FILED, **files}) as book:
        book.place.harvest_toml.write_text(income)
        yield book


def add(book: Book, folder: Path, name: str, content: str) -> None:
    path = folder / name
    path.write_text(content)
    book.import_file(path, Reading())


def gains(book: Book, year: int) -> list[tuple[object, ...]]:
    return book.figures().gains(year).select("transaction_id", "cost_basis", "gain").rows()


def told(book: Book) -> list[Finding]:
    figures = book.figures()
    found = figures.findings(figures.inputs.today)
    return [one for one in found if one.finding.startswith("sealed")]


def lines(changes: pl.DataFrame) -> dict[str, tuple[str, str]]:
    of_lines = changes.filter(pl.col("part") == "line")
    return {item: (was, now) for item, was, now in of_lines["item", "filed", "now"].iter_rows()}


def test_a_sealed_year_that_nothing_touches_is_as_it_was(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        before = gains(book, 2024)
        seal_year(book, 2024, Said())

        assert gains(book, 2024) == before
        assert told(book) == []
        assert seal_changes(book.figures(), 2024).is_empty()


def test_an_older_lot_found_later_leaves_the_filed_year_alone_and_is_told(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())
        add(book, tmp_path, "found.csv", FOUND)

        (finding,) = told(book)

        # 2,000 - 3,000, as filed; with the lot found: 2,000 - 1,000
        assert gains(book, 2024) == [("sold", Decimal(3000), Decimal(-1000))]
        # line 15: the loss of 1,000 becomes a gain of 1,000; the loss was deducted, none carried.
        # Taxable income of 2024: 90,000 - 14,600 - 1,000 = 74,400, taxed 5,426 + 22 % above
        # 47,150 = 11,421. With the gain 75,400 are taxed as ordinary, and 1,000 at 15 %: 11,641 +
        # 150 = 11,791 (Rev. Proc. 2023-34)
        assert finding.message == (
            "2024 was sealed on 2026-11-22; not in the seal: 2022-01-02 12:00:00Z buy Kraken "
            "+1 ETH −1000 USD worth 1,000.00. Amended: net long-term (line 15) -1,000.00 → "
            "1,000.00, deductible loss (line 21) 1,000.00 → 0.00, total tax 11,421.00 → 11,791.00"
        )
        assert finding.fix == (
            "harvest-tui verify shows each difference; take back what changed it, or amend: "
            "harvest-tui seal 2024 --amend --reason TEXT"
        )


def test_without_income_the_lines_alone_are_told(tmp_path: Path) -> None:
    with filed_book(tmp_path, income="") as book:
        seal_year(book, 2024, Said())
        add(book, tmp_path, "found.csv", FOUND)

        (finding,) = told(book)

        assert "Amended: net long-term (line 15) -1,000.00 → 1,000.00" in finding.message
        assert "total tax" not in finding.message


def test_the_next_year_takes_the_lots_that_the_filed_one_left(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())
        add(book, tmp_path, "found.csv", FOUND)

        # half a unit: of the older lot now, for 500 instead of 1,500
        assert gains(book, 2025) == [("next", Decimal(500), Decimal(2000))]


def test_a_filed_sale_taken_back_stays_filed_and_is_told(tmp_path: Path) -> None:
    later = ledger("more,2024-07-02T12:00:00Z,sell,Kraken,,USD,900,ETH,0.25")
    with filed_book(tmp_path, **{"more.csv": later}) as book:
        seal_year(book, 2024, Said())

        book.retract("more.csv", "twice")

        (finding,) = told(book)
        assert gains(book, 2024) == [
            ("sold", Decimal(3000), Decimal(-1000)),
            ("more", Decimal(750), Decimal(150)),
        ]
        assert (
            "no longer there: 2024-07-02 12:00:00Z sell Kraken +900 USD −0.25 ETH"
            in finding.message
        )
        assert "net long-term (line 15) -850.00 → -1,000.00" in finding.message


def test_an_election_for_a_filed_year_changes_nothing_in_it_and_is_told(tmp_path: Path) -> None:
    cheap = ledger("cheap,2023-03-02T12:00:00Z,buy,Kraken,,ETH,1,USD,500")
    with filed_book(tmp_path, **{"cheap.csv": cheap}) as book:
        seal_year(book, 2024, Said())
        lofo = Election(year=2024, method=Method.LOFO, recorded_at=book.clock.now(), as_filed=True)
        book.elect(lofo)

        (finding,) = told(book)

        assert gains(book, 2024) == [("sold", Decimal(3000), Decimal(-1000))]
        assert finding.message.startswith(
            "2024 was sealed on 2026-11-22; computed again, it differs in: lots taken, gain, line"
        )


def test_a_purchase_found_later_that_changes_no_figure_is_a_warning(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())
        add(
            book,
            tmp_path,
            "other.csv",
            ledger("other,2024-01-02T12:00:00Z,buy,Kraken,,SOL,1,USD,100"),
        )

        (finding,) = told(book)

        assert (finding.finding, finding.severity.value) == ("sealed year touched", "warning")
        assert finding.message.endswith("No line of the filed return changes")


def test_what_comes_after_the_sealed_year_does_not_touch_it(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())
        add(
            book,
            tmp_path,
            "other.csv",
            ledger("other,2025-01-02T12:00:00Z,buy,Kraken,,ETH,1,USD,100"),
        )
        book.elect(Election(year=2026, method=Method.HIFO, recorded_at=book.clock.now()))

        assert told(book) == []


def test_another_version_of_the_program_that_computes_the_same_is_silent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())
        monkeypatch.setattr("harvest_tui.workspace.ground.__version__", "99.0")

        assert told(book) == []


def test_another_version_of_the_law_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())
        law = law_in_force(2024) | {"capital_loss_limit": (date(2024, 6, 1), "another")}
        monkeypatch.setattr("harvest_tui.workspace.ground.__version__", "99.0")
        monkeypatch.setattr("harvest_tui.workspace.sealed_changes.law_in_force", lambda _: law)

        changes = seal_changes(book.figures(), 2024)

        assert changes.select("part", "item", "filed", "now").rows() == [
            ("law", "capital_loss_limit", "2018-01-01", "2024-06-01, with other values")
        ]
        assert [one.finding for one in told(book)] == ["sealed year touched"]


def test_income_said_differently_later_is_told_and_the_year_stays(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())
        before = book.figures().settled(2024).tax_year
        book.place.harvest_toml.write_text(INCOME.replace('"90000"', '"95000"', 1))

        figures = book.figures()

        assert figures.settled(2024).tax_year == before
        assert seal_changes(figures, 2024).select("part", "item", "filed", "now").rows() == [
            ("settings", "wages_and_other", "90000", "95000")
        ]


def test_the_filed_carryover_goes_on_into_the_next_year(tmp_path: Path) -> None:
    loss = ledger(
        "high,2023-01-02T12:00:00Z,buy,Kraken,,BTC,1,USD,30000",
        "low,2024-05-02T12:00:00Z,sell,Kraken,,USD,20000,BTC,1",
    )
    with filed_book(tmp_path, **{"loss.csv": loss}) as book:
        seal_year(book, 2024, Said())
        add(book, tmp_path, "found.csv", FOUND)

        lines = book.figures().settled(2025).tax_year.schedule_d

        # filed: 11,000 of long-term loss, 3,000 deducted; as known now it would be 9,000
        assert lines.long_term_carryover_in == Decimal(8000)


def test_two_years_are_sealed_one_after_the_other(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        with pytest.raises(SealError) as refused:
            seal_year(book, 2025, Said())
        seal_year(book, 2024, Said())
        seal_year(book, 2025, Said(note="e-filed"))
        add(book, tmp_path, "found.csv", FOUND)

        assert str(refused.value) == (
            "2025 rests on the lots that earlier years left, and these are not sealed: 2024.\n"
            "Fix: seal them first, the oldest first; or all of them now, each as it stands: "
            "harvest-tui seal 2025 --through."
        )
        assert gains(book, 2024) == [("sold", Decimal(3000), Decimal(-1000))]
        assert gains(book, 2025) == [("next", Decimal(1500), Decimal(1000))]
        assert [one.message[:4] for one in told(book)] == ["2024", "2025"]


def test_an_amended_year_is_sealed_anew_and_its_first_seal_stays(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        first = seal_year(book, 2024, Said())
        add(book, tmp_path, "found.csv", FOUND)
        expected = lines(seal_changes(book.figures(), 2024))

        second = amend_year(book, 2024, "1040-X")

        assert expected["15"] == ("-1000.00", "1000.00")
        assert gains(book, 2024) == [("sold", Decimal(1000), Decimal(1000))]
        assert told(book) == []
        assert [one.sha256 for one in book.store.seals()] == [first.sha256, second.sha256]
        listed = seals_listed(book.store.seals())
        assert listed.select("in_force", "amends", "reason", "line_15").rows() == [
            (False, None, "", Decimal(-1000)),
            (True, first.seal_id, "1040-X", Decimal(1000)),
        ]


def test_an_amended_year_that_rests_on_errors_is_sealed_only_if_that_is_wanted(
    tmp_path: Path,
) -> None:
    """Kraken held 2 ETH in 2023: of 2.25 that went then, 0.25 have no lot."""
    more_than_there = ledger(
        "gone,2023-06-02T12:00:00Z,spend,Kraken,,,,ETH,1.5,,,100",
        "again,2023-07-02T12:00:00Z,spend,Kraken,,,,ETH,0.75,,,100",
        "late,2024-01-02T12:00:00Z,buy,Kraken,,ETH,2,USD,3000",
    )
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())
        add(book, tmp_path, "more.csv", more_than_there)

        with pytest.raises(SealError, match="2024 computed again rests on errors"):
            amend_year(book, 2024, "1040-X")
        assert len(book.store.seals()) == 1
        amend_year(book, 2024, "1040-X", anyway=True)
        assert len(book.store.seals()) == 2


def test_a_later_year_that_rests_on_an_amended_one_is_told(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())
        seal_year(book, 2025, Said())
        add(book, tmp_path, "found.csv", FOUND)

        amend_year(book, 2024, "1040-X")

        # amended, 2024 has used the lot found: 2025 takes what it took
        assert gains(book, 2025) == [("next", Decimal(1500), Decimal(1000))]
        assert told(book) == []


def test_nothing_is_amended_where_nothing_differs(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())

        with pytest.raises(SealError, match="2024 is as it was sealed: there is nothing to amend"):
            amend_year(book, 2024, "1040-X")
        with pytest.raises(SealError, match=r"2025 is not sealed\.\nFix: harvest-tui seal 2025\."):
            amend_year(book, 2025, "1040-X")


def test_a_year_that_is_not_over_or_is_sealed_is_refused(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        with pytest.raises(SealError, match="2026 is not over"):
            seal_year(book, 2026, Said())
        seal_year(book, 2024, Said())
        with pytest.raises(SealError) as twice:
            seal_year(book, 2024, Said())
        with pytest.raises(SealError, match="2023 lies before 2024, which is sealed"):
            seal_year(book, 2023, Said())

        assert str(twice.value) == (
            "2024 is sealed.\nFix: nothing; if an amended return was filed: "
            "harvest-tui seal 2024 --amend --reason TEXT."
        )


def test_a_year_that_rests_on_errors_is_sealed_only_with_a_reason(tmp_path: Path) -> None:
    short = ledger("short,2024-03-02T12:00:00Z,sell,Kraken,,USD,100,SOL,1")
    with filed_book(tmp_path, **{"short.csv": short}) as book:
        with pytest.raises(SealError) as refused:
            seal_year(book, 2024, Said())
        seal_year(book, 2024, Said(reason="filed so"), anyway=True)

        assert str(refused.value) == (
            "2024 rests on errors (short disposal); 0 of its rows are provisional.\n"
            "Fix: mend them (harvest-tui check); or, if it was filed so: "
            "harvest-tui seal 2024 --anyway --reason TEXT."
        )
        assert told(book) == []


def test_an_error_of_a_sealed_year_does_not_hinder_the_next(tmp_path: Path) -> None:
    short = ledger("short,2024-03-02T12:00:00Z,sell,Kraken,,USD,100,SOL,1")
    with filed_book(tmp_path, **{"short.csv": short}) as book:
        seal_year(book, 2024, Said(reason="filed so"), anyway=True)

        assert seal_year(book, 2025, Said()).year == 2025


def test_a_year_with_provisional_rows_is_sealed_only_with_a_reason(tmp_path: Path) -> None:
    short = ledger("short,2023-12-30T12:00:00Z,sell,Kraken,,USD,100,ETH,3")
    more = ledger("more,2024-01-30T12:00:00Z,buy,Kraken,,ETH,3,USD,300")
    with filed_book(tmp_path, **{"short.csv": short, "more.csv": more}) as book:
        seal_year(book, 2023, Said(reason="filed so"), anyway=True)

        with pytest.raises(SealError) as refused:
            seal_year(book, 2024, Said())

        assert str(refused.value).startswith(
            "2024 rests on errors (of earlier years); 1 of its rows are provisional."
        )


def test_lots_as_they_stood_within_a_sealed_year_are_those_of_that_day(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())

        before, after = book.figures_at(date(2024, 1, 1)), book.figures_at(date(2024, 12, 31))

        assert before.replay.lots["quantity"].to_list() == [Decimal(2)]
        assert after.replay.lots["quantity"].to_list() == [Decimal(1)]


def test_a_seal_changed_behind_its_back_stops_every_figure(tmp_path: Path) -> None:
    with filed_book(tmp_path) as book:
        seal_year(book, 2024, Said())
        path = book.place.ledger
    doctored(path, "UPDATE seal SET disposals = replace(disposals, '3000', '3001')")

    with (
        Book.open(book.place, StandingClock()) as again,
        pytest.raises(DamagedSealError, match="the seal of 2024 is not as it was sealed"),
    ):
        again.figures()
