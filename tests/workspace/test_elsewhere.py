from datetime import date
from pathlib import Path

import pytest

from harvest_tui.domain.decisions import DecisionKind
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.frames import DISPOSALS, require
from harvest_tui.domain.kinds import Term
from harvest_tui.workspace.elsewhere_import import import_elsewhere, retract_elsewhere
from harvest_tui.workspace.elsewhere_trace import elsewhere_trace
from harvest_tui.workspace.scheduled import behind
from workspace.books import book_of, ledger

FORM = (
    "Description,Quantity,Date acquired,Date sold,Proceeds,Cost or other basis,Wash sale,Box\n"
    "ACME,2,1/2/2026,3/4/2026,1000,1200,50,A\n"
    "FUND,,INHERITED,6/1/2026,9000,5000,,E\n"
    "GOLD FUND,,,6/1/2026,1,2,,F\n"
    "broken,,,6/1/2026,1,2,,?\n"
)
SOLD = ledger(
    "b,2026-01-05T15:00:00Z,buy,Kraken,,ETH,1,USD,3000",
    "s,2026-03-04T15:00:00Z,sell,Kraken,,USD,2000,ETH,1",
)


def form(folder: Path, text: str = FORM) -> Path:
    path = folder / "1099b.csv"
    path.write_text(text)
    return path


def test_what_is_recorded_reads_back_word_for_word(tmp_path: Path) -> None:
    with book_of(tmp_path, {}) as book:
        done = import_elsewhere(
            book, form(tmp_path), 2026, basis_reported=None, rehearse=False
        ).file

        (kept,) = book.figures().inputs.decisions.elsewhere

        assert kept.sales == done.sales
        assert kept.unread == done.unread
        assert (kept.rows, kept.header, kept.sha256) == (4, done.header, done.sha256)
        assert kept.sales[0].acquired == date(2026, 1, 2)
        assert kept.sales[1].acquired == "INHERITED"
        assert kept.sales[2].acquired is None


def test_the_sales_behind_a_line_are_those_of_both(tmp_path: Path) -> None:
    with book_of(tmp_path, {"ledger.csv": SOLD}) as book:
        import_elsewhere(book, form(tmp_path), 2026, basis_reported=None, rehearse=False)
        figures = book.figures()

        everything = require(behind(figures, 2026, None, None), DISPOSALS)
        assert everything["asset"].to_list() == ["ETH", "ACME", "FUND", "GOLD FUND"]
        assert behind(figures, 2026, Term.SHORT, "1b")["asset"].to_list() == ["ACME"]
        assert behind(figures, 2026, Term.LONG, None)["asset"].to_list() == ["FUND", "GOLD FUND"]
        assert behind(figures, 2025, None, None).is_empty()


def test_a_sale_leads_to_the_cells_of_its_row(tmp_path: Path) -> None:
    with book_of(tmp_path, {}) as book:
        import_elsewhere(book, form(tmp_path), 2026, basis_reported=None, rehearse=False)
        figures = book.figures()

        view = elsewhere_trace(figures, figures.elsewhere["key"][0])

        counts, row = view.blocks
        said = {fact.label: fact.words for fact in counts.facts}
        assert counts.title == "Schedule D, line 1b"
        assert (said["Adjustment"], said["Gain"]) == ("50 USD, code W", "-150 USD, short-term")
        assert row.title == "1099b.csv, line 2"
        assert ("Cost or other basis", "1200") in [(f.label, f.words) for f in row.facts]
        with pytest.raises(HarvestError, match="gone"):
            elsewhere_trace(figures, "99:2")


def test_a_file_is_taken_back_by_its_digest_where_two_have_its_name(tmp_path: Path) -> None:
    with book_of(tmp_path, {}) as book:
        first = import_elsewhere(
            book, form(tmp_path), 2026, basis_reported=None, rehearse=False
        ).file
        import_elsewhere(
            book,
            form(tmp_path, FORM + "X,,,6/1/2026,1,2,,C\n"),
            2026,
            basis_reported=None,
            rehearse=False,
        )

        with pytest.raises(HarvestError, match="2 files have this name"):
            retract_elsewhere(book, "1099b.csv")
        assert retract_elsewhere(book, first.sha256[:12]).sha256 == first.sha256
        assert len(book.store.decisions(DecisionKind.ELSEWHERE)) == 2  # both stay on record
        assert len(book.figures().inputs.decisions.elsewhere) == 1
