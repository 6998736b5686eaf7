"""The state of a group's book between two years, as plain rows; and a book taken up from them.

A replay that goes on from here gives what it would have given without stopping. So whatever a
later year can ask of an earlier one belongs here: a new field of `Piece` or `Lot` comes along by
itself; what else lives on in a `Book` from deed to deed (such as losses of December that wait for
a purchase in January) is one more entry of `PARTS` and a line of `take_up`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from operator import attrgetter
from typing import Any, Final, TypeAlias, get_args, get_type_hints

import polars as pl

from harvest_tui.domain.frames import Schema
from harvest_tui.lots.book import Book
from harvest_tui.lots.ids import acquisition_of
from harvest_tui.lots.pool import Lot, Piece, Pool
from harvest_tui.lots.washes import Loss, Purchase

Row: TypeAlias = tuple[Any, ...]
Checkpoint: TypeAlias = Mapping[str, list[Row]]
"""Rows by name of a part; a part without rows may be missing."""

_POLARS: Final[Mapping[object, type[pl.DataType]]] = {
    int: pl.Int128,
    bool: pl.Boolean,
    str: pl.String,
    date: pl.Date,
}
_POOL: Final[Schema] = {"account": pl.String, "asset": pl.String}


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of thing that a book holds between two years."""

    schema: Schema
    """Of its rows."""
    taken: Callable[[Book], list[Row]]
    """Reads them from a book."""


def saved(book: Book) -> Checkpoint:
    """Give the state of a book, after the last deed of a year."""
    return {name: part.taken(book) for name, part in PARTS.items()}


def take_up(book: Book, state: Checkpoint) -> None:
    """Bring a book in which nothing was done yet to a state that was saved."""
    ((book.year, book.opened),) = state["counts"]
    for account, asset, tainted_from in state.get("pools", ()):
        book.pools[account, asset] = _pool(book, account, asset, tainted_from)
    lots = _relisted(book, state.get("lots", ()))
    for account, asset, lot, *values in state.get("pieces", ()):
        book.pools[account, asset].put_back(Piece(lots[lot], *values))
    book.named.take_up(state.get("picks", ()))
    if book.washes is not None:
        for row in state.get("losses", ()):
            loss = Loss(*row)
            book.washes.losses[loss.asset].append(loss)
        for row in state.get("purchases", ()):
            purchase = Purchase(*row)
            book.washes.purchases[purchase.asset].append(purchase)


def _columns_of(kind: type, **told: type[pl.DataType]) -> Schema:
    """Give a column for each field of a dataclass; a field that may be None is null then."""
    hints = get_type_hints(kind)
    return {
        one.name: told.get(one.name)
        or _POLARS[next(iter(get_args(hints[one.name])), hints[one.name])]
        for one in fields(kind)
    }


_lot_row: Final[Callable[[Lot], Row]] = attrgetter(*[one.name for one in fields(Lot)])
_piece_row: Final[Callable[[Piece], Row]] = attrgetter(
    *[one.name for one in fields(Piece) if one.name != "lot"]
)
_loss_row: Final[Callable[[Loss], Row]] = attrgetter(*[one.name for one in fields(Loss)])
_purchase_row: Final[Callable[[Purchase], Row]] = attrgetter(
    *[one.name for one in fields(Purchase)]
)


def _counts(book: Book) -> list[Row]:
    return [(book.year, book.opened)]


def _pools(book: Book) -> list[Row]:
    """Read the pools, and since when each is tainted by what happened in it.

    A taint that earlier stages found is not kept: the book that goes on is told of it anew.
    """
    return [
        (*at, pool.tainted_from if pool.tainted_from != book.taint_of(*at) else None)
        for at, pool in book.pools.items()
    ]


def _pool(book: Book, account: str, asset: str, tainted_from: int | None) -> Pool:
    pool = Pool(account, asset, book.taint_of(account, asset))
    if tainted_from is not None:
        pool.taint(tainted_from)
    return pool


def _held(book: Book) -> Mapping[int, tuple[int, Lot]]:
    """Number the lots of which something is left, as acquired and as restated in a new asset.

    Those as acquired are numbered too where only restated units are left: they go by the name. So
    are those of which only parts are left that replaced others: their name stands for the parts.
    """
    held = [piece.lot for pool in book.pools.values() for piece in pool.pieces.values()]
    named = [book.lots[lot.lot_id] for lot in held]
    wholes = [book.lots[acquisition_of(lot.lot_id)] for lot in named if lot.replacement]
    lots = {id(lot): lot for lot in [*held, *named, *wholes]}
    return {identity: (place, lot) for place, (identity, lot) in enumerate(lots.items())}


def _lots(book: Book) -> list[Row]:
    return [(book.lots[lot.lot_id] is lot, *_lot_row(lot)) for _, lot in _held(book).values()]


def _relisted(book: Book, rows: Iterable[Row]) -> list[Lot]:
    lots = []
    for by_name, *values in rows:
        lots.append(Lot(*values))
        if by_name:
            book.lots[lots[-1].lot_id] = lots[-1]
    return lots


def _pieces(book: Book) -> list[Row]:
    held = _held(book)
    return [
        (pool.account, pool.asset, held[id(piece.lot)][0], *_piece_row(piece))
        for pool in book.pools.values()
        for piece in pool.pieces.values()
    ]


def _picks(book: Book) -> list[Row]:
    return [*book.named.left()]


def _losses(book: Book) -> list[Row]:
    by_asset = book.washes.losses.values() if book.washes else ()
    return [_loss_row(loss) for losses in by_asset for loss in losses]


def _purchases(book: Book) -> list[Row]:
    by_asset = book.washes.purchases.values() if book.washes else ()
    return [_purchase_row(one) for purchases in by_asset for one in purchases]


PARTS: Final[Mapping[str, Part]] = {
    "counts": Part({"year": pl.Int64, "opened": pl.Int64}, _counts),
    "pools": Part({**_POOL, "tainted_from": pl.Int64}, _pools),
    "lots": Part({"by_name": pl.Boolean, **_columns_of(Lot)}, _lots),
    "pieces": Part({**_POOL, **_columns_of(Piece, lot=pl.Int64)}, _pieces),
    "losses": Part(_columns_of(Loss), _losses),
    "purchases": Part(_columns_of(Purchase), _purchases),
    "picks": Part({"number": pl.Int64, "lot_id": pl.String, "left": pl.Int128}, _picks),
}
