"""A number followed down: lot or disposal, transaction, and the row of the file it is from."""

from collections.abc import Iterator
from typing import Final

import polars as pl

from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.text import shown
from harvest_tui.ledger.evidence import Grade, grade_of
from harvest_tui.lots.ids import lot_id
from harvest_tui.reports.details import DetailView
from harvest_tui.reports.trace import TraceView
from harvest_tui.sources.format import Coverage
from harvest_tui.sources.formats.ledger import LEDGER
from harvest_tui.sources.registry import FORMATS
from harvest_tui.workspace import trace_blocks as say
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.deciding import named
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.trace_blocks import Named

NATIVE: Final = frozenset(
    form.told_as
    for form in FORMATS.values()
    if form.coverage is not Coverage.AGGREGATOR and form is not LEDGER
)
"""Sources whose rows are the word of the place where the units were."""

_MADE_BESIDE: Final = ("-rest", "-fee")
"""Ends of the keys of what linking books beside a transfer."""


class UnknownNameError(HarvestError):
    """Nothing in the book has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{shown(name)}: no transaction, lot or disposal has this name.\n"
            "Fix: list them (harvest-tui transactions, lots or gains)."
        )


def trace(book: Book, figures: Figures, name: str) -> TraceView:
    """Follow something down to the rows that it was read from.

    Args:
        book: Keeps the rows.
        figures: Of that book.
        name: A lot's (LOT or LOT@ACCOUNT), a disposal's, or a transaction's (ID or ID@ACCOUNT).

    Raises:
        HarvestError: Nothing has that name, or several transactions have.
    """
    chain = _Chain(book, figures)
    for lot in (name, name.rpartition("@")[0]):
        if chain.is_lot(lot):
            return lot_trace(book, figures, lot)
    if chain.is_disposal(name):
        return disposal_trace(book, figures, name)
    return transaction_trace(book, figures, chain.key_of(name))


def lot_trace(book: Book, figures: Figures, lot: str) -> TraceView:
    """Follow a lot: where it is, what used it, what acquired it, and from which rows."""
    return TraceView(title=f"Lot {shown(lot)}", blocks=tuple(_Chain(book, figures).lot(lot)))


def disposal_trace(book: Book, figures: Figures, disposal_id: str) -> TraceView:
    """Follow a disposal: the lots that it used, and what it and they were read from."""
    blocks = _Chain(book, figures).disposal(disposal_id)
    return TraceView(title=f"Disposal {shown(disposal_id)}", blocks=tuple(blocks))


def transaction_trace(book: Book, figures: Figures, key: str) -> TraceView:
    """Follow a transaction, named by its key: its rows, and what came of it."""
    name = shown(key.rpartition("\t")[2])
    blocks = _Chain(book, figures).transaction(key)
    return TraceView(title=f"Transaction {name}", blocks=tuple(blocks))


class _Chain:
    """The links between what was computed and what was read."""

    def __init__(self, book: Book, figures: Figures) -> None:
        self._book = book
        self._figures = figures
        self._ledger = figures.replay.ledger
        self._lots = figures.replay.lots
        self._disposals = figures.disposals

    def is_lot(self, name: str) -> bool:
        return any(name in frame["lot_id"] for frame in (self._lots, self._disposals))

    def is_disposal(self, name: str) -> bool:
        return name in self._disposals["disposal_id"]

    def key_of(self, name: str) -> str:
        for frame in (self._ledger, self._figures.inputs.transactions):
            full = pl.format("{}@{}", "transaction_id", "account")
            if not frame.filter((pl.col("transaction_id") == name) | (full == name)).is_empty():
                return named(name, frame).key
        raise UnknownNameError(name)

    def lot(self, name: str) -> Iterator[DetailView]:
        """Give a lot, the disposals that used it, and what acquired it."""
        acquired = self._acquiring(name)
        used = self._disposals.filter(pl.col("lot_id") == name)
        yield say.lot_block(name, self._of_lot(name), self._grade(acquired))
        if not used.is_empty():
            yield say.disposals_block("Used by", used.iter_rows(named=True))
        yield from self._down(acquired)

    def disposal(self, name: str) -> Iterator[DetailView]:
        """Give one disposal, the transaction that made it, and the lots that it used."""
        rows = self._disposals.filter(pl.col("disposal_id") == name)
        yield say.disposals_block("Disposal", rows.iter_rows(named=True))
        yield from self._down(self._counting(rows["key"][0]))
        for lot in rows["lot_id"].drop_nulls().unique(maintain_order=True):
            acquired = self._acquiring(lot)
            yield say.lot_block(lot, self._of_lot(lot), self._grade(acquired))
            yield from self._down(acquired)

    def transaction(self, key: str) -> Iterator[DetailView]:
        """Give a transaction, the rows it was read from, and what came of it."""
        row = self._counting(key)
        yield from self._down(row)
        disposed = self._disposals.filter(pl.col("key") == row["key"])
        if not disposed.is_empty():
            yield say.disposals_block("Disposals", disposed.iter_rows(named=True))
        opened = self._opened(row)
        if opened is not None:
            yield say.opened_block([(opened, self._held(opened))])

    def _down(self, row: Named) -> Iterator[DetailView]:
        """Give a transaction, what the user said of it, and the rows of its file."""
        yield say.transaction_block(row, self._figures.zone)
        keys = [row["key"], row.get("linked_key")]
        for said in self._figures.inputs.decisions.resolutions:
            if said.key in keys:
                yield say.said_block(said)
        for key in filter(None, keys):
            yield from self._rows_of(key)

    def _rows_of(self, key: str) -> Iterator[DetailView]:
        made_from = self._book.store.rows_of(key)
        for end in _MADE_BESIDE:
            if made_from is None and key.endswith(end):
                made_from = self._book.store.rows_of(key.removesuffix(end))
        if made_from is not None:
            yield from say.row_blocks(made_from)

    def _counting(self, key: str) -> Named:
        """Give a transaction as the ledger counts it; as it was read where it does not count."""
        for frame, column in (
            (self._ledger, "key"),
            (self._ledger, "linked_key"),
            (self._figures.inputs.transactions, "key"),
        ):
            found = frame.filter(pl.col(column) == key)
            if not found.is_empty():
                return found.row(0, named=True)
        raise ValueError(f"{key} is in no ledger")

    def _acquiring(self, name: str) -> Named:
        ids = pl.concat(
            [
                f.filter(pl.col("lot_id") == name).select("acquired_transaction_id")
                for f in (self._lots, self._disposals)
            ]
        )
        rows = self._ledger.filter(pl.col("transaction_id") == ids.item(0, 0))
        return next(row for row in rows.iter_rows(named=True) if _lot_of(row) == name)

    def _opened(self, row: Named) -> str | None:
        name = _lot_of(row)
        return name if name is not None and self.is_lot(name) else None

    def _of_lot(self, name: str) -> Iterator[tuple[str, str | None]]:
        open_ = self._lots.filter(pl.col("lot_id") == name)
        yield "Held", self._held(name)
        if not open_.is_empty():
            first = open_.row(0, named=True)
            yield (
                "As acquired",
                (
                    f"{say.units(first['whole_quantity'], first['asset'])} for "
                    f"{say.units(first['whole_cost'], 'USD')}, fees included"
                ),
            )

    def _held(self, name: str) -> str:
        open_ = self._lots.filter(pl.col("lot_id") == name)
        there = [
            f"{say.units(row['quantity'], row['asset'])} at {shown(row['account'])}, basis "
            f"{say.units(row['cost_basis'], 'USD')}"
            for row in open_.iter_rows(named=True)
        ]
        return "; ".join(there) or "nothing: it is used up"

    def _grade(self, row: Named) -> Grade:
        said = {one.key for one in self._figures.inputs.decisions.resolutions}
        return grade_of(
            Kind(row["kind"]),
            row["value_source"],
            native=row["source"] in NATIVE,
            stated=row["key"] in said,
        )


def _lot_of(row: Named) -> str | None:
    if row["in_asset"] is None:
        return None
    return lot_id(row["key"], row["in_asset"], row["acquired_at"] or row["at"])
