"""A group's deeds of one year: what is replayed, or kept, as a whole."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from harvest_tui.domain.findings import Finding
from harvest_tui.lots.book import Book
from harvest_tui.lots.deeds import Deed
from harvest_tui.lots.groups import Group, groups_of, routes
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.scopes import Scopes
from harvest_tui.lots.sealed import Filed, parted, sealed_picks
from harvest_tui.lots.treatments import treat

if TYPE_CHECKING:
    from harvest_tui.lots.replay import Conventions


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Which deeds of a group a year has; none where only the scope of its pools changes.

    The sealed years are one span, under the name of the last: what was found of them later takes
    its lots when all of them are over.
    """

    group: Group
    year: int
    positions: Sequence[int]
    """Of rows in the ledger, ascending."""


class Note(NamedTuple):
    """A finding, and where it stands in the order."""

    finding: Finding
    year: int
    key: str | None
    """Of the deed; None: it arose when the year began."""
    place: int
    """Among what is told of one deed."""


def spans_of(
    ledger: pl.DataFrame, methods: MethodBook, conventions: "Conventions", until: int
) -> list[list[Span]]:
    """Give the spans of each group that has any, in the order of the years.

    Args:
        ledger: Schema LEDGER, in the stable order.
        methods: Tells in which years pools are joined or parted.
        conventions: The taxpayer's zone, and the sealed years.
        until: The last year that is entered; later deeds enter theirs.
    """
    groups = groups_of(ledger)
    sealed = conventions.filed.through if conventions.filed else 0
    routed = routes(ledger, groups, conventions.zone).with_columns(
        pl.max_horizontal("year", pl.lit(sealed))
    )
    found: list[dict[int, Sequence[int]]] = [{} for _ in groups]
    for group, year, positions in routed.group_by("group", "year").agg("position").iter_rows():
        found[group][year] = positions
    last = max([until, *(year for by_year in found for year in by_year)])
    return [
        _in_years(group, by_year, _crossings(group, range(min(by_year), last), methods))
        for group, by_year in zip(groups, found, strict=True)
        if by_year
    ]


def _in_years(
    group: Group, by_year: Mapping[int, Sequence[int]], crossings: Iterable[int]
) -> list[Span]:
    return [
        Span(group=group, year=year, positions=by_year.get(year, ()))
        for year in sorted({*by_year, *crossings})
    ]


def walk(
    scopes: Scopes, span: Span, deeds: Iterable[Deed], filed: Filed | None = None
) -> list[Note]:
    """Carry out the deeds of a span on the book that the scopes watch; give the findings.

    Args:
        scopes: Of the book of the group, as the span before has left it.
        span: Of that group.
        deeds: At its positions.
        filed: If the span is of sealed years: the lots on record for the group.
    """
    for pool in scopes.book.pools.values():
        pool.forget_orders()  # another year may have another method
    if filed is not None:
        return _walk_sealed(scopes, deeds, filed)
    return [*_enter(scopes, span.year), *_carry_out(scopes, deeds)]


def _walk_sealed(scopes: Scopes, deeds: Iterable[Deed], filed: Filed) -> list[Note]:
    """Replay the sealed years as filed, then what was found of them later."""
    book = scopes.book
    book.sealed = picks = sealed_picks(filed)
    sealed, late = parted(deeds, filed)
    noted = [*_carry_out(scopes, sealed), *_enter(scopes, max(book.year, filed.through))]
    picks.settle(book)
    noted += [Note(finding, filed.through + 1, None, 0) for finding in _told(book)]
    return noted + _carry_out(scopes, late)


def _carry_out(scopes: Scopes, deeds: Iterable[Deed]) -> list[Note]:
    book = scopes.book
    noted: list[Note] = []
    for deed in deeds:
        if deed.on.year > book.year:
            noted += _enter(scopes, deed.on.year)
        treat(book, deed)
        if book.notes:
            noted += [
                Note(one, book.year, deed.key, deed.place_of(one.asset)) for one in _told(book)
            ]
    return noted


def _enter(scopes: Scopes, year: int) -> list[Note]:
    """Cross into a year; give what was found at its first moment, or at that of one passed."""
    scopes.enter(year)
    return [
        Note(one, one.at.astimezone(scopes.zone).year if one.at else year, None, 0)
        for one in _told(scopes.book)
    ]


def _told(book: Book) -> list[Finding]:
    found = book.notes.copy()
    book.notes.clear()
    return found


def _crossings(group: Group, years: range, methods: MethodBook) -> list[int]:
    """Give the years in which the scope of any of the assets is not that of the year before."""
    if not methods.ever_universal:
        return []
    return [
        year + 1
        for year in years
        if any(methods.scope_of(a, year) is not methods.scope_of(a, year + 1) for a in group)
    ]
