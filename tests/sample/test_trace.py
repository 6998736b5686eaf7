"""Every lot and every disposal of the sample book is traced to a row of a file."""

from harvest_tui.workspace.book import Book
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.trace import disposal_trace, lot_trace, transaction_trace


def test_every_number_comes_from_a_row_of_a_file(book: Book, figures: Figures) -> None:
    views = [
        *(lot_trace(book, figures, lot) for lot in figures.replay.lots["lot_id"].unique()),
        *(disposal_trace(book, figures, one) for one in figures.disposals["disposal_id"].unique()),
        *(transaction_trace(book, figures, key) for key in figures.inputs.transactions["key"]),
    ]

    assert len(views) > len(figures.inputs.transactions)
    for view in views:
        assert any(".csv, line " in block.title for block in view.blocks), view.title
