"""The book held against itself: what is stored, what is derived from it, what was sealed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final, TypeAlias

import polars as pl

from harvest_tui.domain.frames import SEALED_CHANGES, TRANSACTIONS
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.inputs import Inputs
from harvest_tui.workspace.replaying import replay_of
from harvest_tui.workspace.sealed_changes import changes_in

_CONTENT: Final = tuple(name for name in TRANSACTIONS if name not in {"key", "file_id", "line"})
Row: TypeAlias = tuple[int | str | None, ...]


def verified(book: Book, progress: Callable[[str], None] = lambda _: None) -> pl.DataFrame:
    """Check all that is stored, and compute every sealed year again from the rows of its files.

    Args:
        book: Is not changed.
        progress: Takes the name of each file before it is read again.

    Returns:
        Schema SEALED_CHANGES, one row for each difference; `year` null and `filed` null where
        what is stored is no longer what was stored. Nothing is computed from seals that were
        changed.
    """
    unsound = book.store.unsound()
    stored: list[Row] = [_beside(one.part, one.item, one.now) for one in unsound]
    if any(one.part == "seal" for one in unsound):
        return _frame(stored)
    inputs = book.figures().inputs
    again = book.derived_again(progress)
    stored += _derived(inputs, again)
    changes = changes_in(replace(inputs, transactions=again), inputs.seals.years, replay_of)
    return pl.concat([_frame(stored), changes])


def _derived(inputs: Inputs, again: pl.DataFrame) -> Iterator[Row]:
    """Compare the transactions kept with those that their rows come to."""
    names = ("key", *_CONTENT)
    kept = inputs.transactions.select(names)
    fresh = again.select(names)
    for said, one, other in (
        ("is not what its rows come to: harvest-tui rebuild", kept, fresh),
        ("is missing: harvest-tui rebuild", fresh.join(kept, on="key", how="anti"), kept),
    ):
        differing = one.join(other, on=names, how="anti", nulls_equal=True)
        for key in differing["key"]:
            account, _, transaction = key.split("\t", 2)
            yield (None, "transaction", transaction, account, None, None, "derived", None, said)


def _beside(part: str, item: str, now: str) -> Row:
    return (None, part, None, None, None, None, item, None, now)


def _frame(rows: list[Row]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SEALED_CHANGES, orient="row")
