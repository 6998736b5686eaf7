"""The kernel's rows and pools as frames."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import polars as pl

from harvest_tui.domain.amounts import Atoms, plus
from harvest_tui.domain.columns import amount_column
from harvest_tui.domain.frames import DISPOSALS, INSTANT, LOTS, RELIEFS, USES, require
from harvest_tui.domain.kinds import PURCHASES, SWAPS, Kind, Term
from harvest_tui.lots.book import GainRow, Relief
from harvest_tui.lots.holding import terms
from harvest_tui.lots.ids import disposal_ids
from harvest_tui.lots.named import Use
from harvest_tui.lots.pool import Lot, Piece, Pool, Take
from harvest_tui.lots.wash_tables import with_losses_put_off
from harvest_tui.rules.forms import box_of, covered_since, reported_of

if TYPE_CHECKING:
    from harvest_tui.lots.replay import Conventions

_BOUGHT = [kind.value for kind in PURCHASES | SWAPS]
_FIRST_FORM = 2011
"""Form 8949 begins with this year."""


def open_lots(pools: Iterable[Pool], conventions: "Conventions") -> pl.DataFrame:
    """Give what the pools still hold.

    Returns:
        Schema LOTS, by account, asset, age and id. A lot held in two accounts has two rows; a
        lot of which a part came back from elsewhere still has one row in an account.
    """
    held = [(pool, piece) for pool in pools for piece in _by_lot(pool)]
    lots = [piece.lot for _, piece in held]
    frame = pl.DataFrame(
        {
            **_lot_columns(lots),
            "acquired_key": _text([lot.key for lot in lots]),
            "account": _text([pool.account or piece.lot.account for pool, piece in held]),
            "asset": _text([pool.asset for pool, _ in held]),
            "quantity": amount_column([piece.left() for _, piece in held]),
            "cost_basis": amount_column([piece.cost_left() for _, piece in held]),
            "loss_basis": amount_column([piece.loss_cost_left() for _, piece in held]),
            "acquired_at": _instants([lot.acquired_at for lot in lots]),
            "received_at": _instants([lot.received_at for lot in lots]),
            "whole_quantity": amount_column([lot.quantity for lot in lots]),
            "whole_cost": amount_column([lot.cost for lot in lots]),
            "moved": pl.Series([piece.moved for _, piece in held], dtype=pl.Boolean),
            "provisional": pl.Series(
                [pool.tainted_from is not None for pool, _ in held], dtype=pl.Boolean
            ),
            "number": pl.Series([lot.number for lot in lots], dtype=pl.Int64),
            "replacement": pl.Series([lot.replacement for lot in lots], dtype=pl.Boolean),
        },
    ).with_columns(covered=_covered(conventions))
    return require(frame.sort("account", "asset", "acquired_at", "number").select(list(LOTS)), LOTS)


def _by_lot(pool: Pool) -> Iterable[Piece]:
    """Give what is left of each lot: once, though a part of it may have come back."""
    for (number, moved), piece in pool.pieces.items():
        other = pool.pieces.get((number, not moved))
        if other is None:
            yield piece
        elif moved:
            yield Piece(
                piece.lot,
                moved=True,
                quantity=piece.left() + other.left(),
                cost=piece.cost_left() + other.cost_left(),
                loss_cost=plus(piece.loss_cost_left(), other.loss_cost_left()),
            )


def gain_rows(rows: Sequence[GainRow]) -> pl.DataFrame:
    """Give the kernel's rows of gains as a frame.

    Returns:
        What of DISPOSALS depends on one row alone and is not in the ledger; `suffix` and `place`
        (among what is told of one deed); `evidence`, `received` and `moved` of the lot.
    """
    lots = [row.lot for row in rows]
    return pl.DataFrame(
        {
            **_lot_columns(lots),
            "kind": _text([row.kind for row in rows]),
            "key": _text([row.deed.key for row in rows]),
            "suffix": _text([row.suffix for row in rows]),
            "asset": _text([row.asset for row in rows]),
            "quantity": amount_column([row.quantity for row in rows]),
            "acquired_at": _instants([row.acquired_at for row in rows]),
            "proceeds": amount_column([row.proceeds for row in rows]),
            "cost_basis": amount_column([row.cost for row in rows]),
            "gain": amount_column([row.proceeds - row.cost for row in rows]),
            "moved": pl.Series([row.moved for row in rows], dtype=pl.Boolean),
            "method": _text([row.method for row in rows]),
            "provisional": pl.Series([row.provisional for row in rows], dtype=pl.Boolean),
            "place": pl.Series(
                [row.deed.place_of(row.asset) if row.lot else 0 for row in rows], dtype=pl.Int64
            ),
        }
    )


def disposals(
    rows: pl.DataFrame, conventions: "Conventions", put_off: pl.DataFrame
) -> pl.DataFrame:
    """Tell term, year and box of the rows of gains that are on the return.

    Args:
        rows: From `gain_rows`, in sequence.
        conventions: Zone, who sends forms, whose accounts are not on the return.
        put_off: Schema WASHES.

    Returns:
        Schema DISPOSALS, in the order given.
    """
    zone = conventions.zone
    named = rows.with_columns(
        disposal_id=disposal_ids(),
        disposed_at=pl.col("at"),
        disposed_on=pl.col("on"),
    )
    on_return = named.filter(~pl.col("account").is_in(sorted(conventions.off_return)))
    dated = with_losses_put_off(on_return, put_off).with_columns(
        term=terms(
            pl.coalesce("held_since", _on("acquired_at", zone)),
            pl.col("disposed_on"),
            pl.col("inherited"),
        ),
        covered=_covered(conventions),
        year=pl.col("disposed_on").dt.year(),
    )
    boxed = dated.join(
        _boxes(dated, conventions),
        on=["account", "year", "term", "covered"],
        how="left",
        maintain_order="left",
    )
    return require(boxed.select(list(DISPOSALS)), DISPOSALS)


def takes_of(made: Sequence[Relief]) -> list[tuple[Relief, Take | None]]:
    """Give what each deed took, take by take; None stands last for units that were not there."""
    return [(relief, take) for relief in made for take in _takes(relief)]


def relief_rows(rows: Sequence[tuple[Relief, Take | None]]) -> pl.DataFrame:
    """Give which lots each deed took.

    Args:
        rows: From `takes_of`.

    Returns:
        What of RELIEFS is not in the ledger, and `place` (among what is told of one deed).
    """
    of = [relief for relief, _ in rows]
    takes = [take for _, take in rows]
    return pl.DataFrame(
        {
            "key": _text([one.deed.key for one in of]),
            "suffix": _text([one.suffix for one in of]),
            "what": _text([one.what for one in of]),
            "asset": _text([one.asset for one in of]),
            "lot_id": _text([take.lot.lot_id if take else None for take in takes]),
            "moved": pl.Series([bool(take and take.moved) for take in takes], dtype=pl.Boolean),
            "quantity": amount_column(
                [take.quantity if take else _not_there(one) for one, take in rows]
            ),
            "cost_basis": amount_column([take.cost if take else None for take in takes]),
            "method": _text([take.method if take else None for take in takes]),
            "place": pl.Series([one.deed.place_of(one.asset) for one in of], dtype=pl.Int64),
        }
    )


def reliefs(rows: pl.DataFrame) -> pl.DataFrame:
    """Give reliefs (schema RELIEFS) from `relief_rows` in sequence."""
    moves = pl.col("what") == Kind.TRANSFER.value
    told = rows.with_columns(to_account=pl.when(moves).then("to_account"))
    return require(told.select(list(RELIEFS)), RELIEFS)


def _takes(relief: Relief) -> Sequence[Take | None]:
    """Give what was taken, and None if some of it was not there."""
    return [*relief.takes, None] if _not_there(relief) else relief.takes


def _not_there(relief: Relief) -> Atoms:
    return relief.units - sum([take.quantity for take in relief.takes])


def use_rows(used: Sequence[Use]) -> pl.DataFrame:
    """Give what identifications gave.

    Returns:
        What of USES is not in the ledger, and `place` (among what is told of one deed).
    """
    return pl.DataFrame(
        {
            "identification_id": pl.Series([one.identification_id for one in used], dtype=pl.Int64),
            "key": _text([one.deed.key for one in used]),
            "asset": _text([one.asset for one in used]),
            "lot_id": _text([one.lot_id for one in used]),
            "quantity": amount_column([one.quantity for one in used]),
            "unproven": pl.Series([one.unproven for one in used], dtype=pl.Boolean),
            "place": pl.Series([one.deed.place_of(one.asset) for one in used], dtype=pl.Int64),
        }
    )


def uses(rows: pl.DataFrame) -> pl.DataFrame:
    """Give uses (schema USES) from `use_rows` in sequence."""
    return require(rows.rename({"at": "used_at"}).select(list(USES)), USES)


def _lot_columns(lots: Sequence[Lot | None]) -> dict[str, pl.Series]:
    return {
        "lot_id": _text([lot.lot_id if lot else None for lot in lots]),
        "acquired_transaction_id": _text([lot.transaction_id if lot else None for lot in lots]),
        "evidence": _text([lot.evidence if lot else None for lot in lots]),
        "inherited": pl.Series([bool(lot and lot.inherited) for lot in lots], dtype=pl.Boolean),
        "received": _instants([lot.received_at if lot else None for lot in lots]),
        "held_since": pl.Series([lot.held_since if lot else None for lot in lots], dtype=pl.Date),
    }


def _text(texts: Sequence[str | None]) -> pl.Series:
    return pl.Series(texts, dtype=pl.String)


def _instants(counts: Sequence[int | None]) -> pl.Series:
    return pl.Series(counts, dtype=pl.Int64).cast(INSTANT)


def _on(column: str, zone: str) -> pl.Expr:
    return pl.col(column).dt.convert_time_zone(zone).dt.date()


def _covered(conventions: "Conventions") -> pl.Expr:
    """Bought at a broker once basis is reported, in that account, and never moved out."""
    return (
        pl.col("evidence").is_in(_BOUGHT)
        & ~pl.col("moved")
        & (_on("received", conventions.zone) >= covered_since())
        & pl.col("account").is_in(sorted(conventions.forms_expected))
    ).fill_null(value=False)


def _boxes(dated: pl.DataFrame, conventions: "Conventions") -> pl.DataFrame:
    """Look up the box of each combination that occurs."""
    seen = dated.select("account", "year", "term", "covered").unique()
    boxes = [
        box_of(
            year,
            Term(term),
            reported_of(year, form_expected=account in conventions.forms_expected, covered=covered),
        ).box
        if year >= _FIRST_FORM
        else None
        for account, year, term, covered in seen.iter_rows()
    ]
    return seen.with_columns(box=pl.Series(boxes, dtype=pl.String))
