"""A table's columns bound to a format, and what only all its cells together show."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

from harvest_tui.domain.rows import Table
from harvest_tui.sources import numbers, times
from harvest_tui.sources.columns import Holds, places
from harvest_tui.sources.errors import AmbiguousDatesError, AmbiguousNumbersError
from harvest_tui.sources.format import Format
from harvest_tui.sources.options import DateOrder, DecimalMark, Options
from harvest_tui.sources.sheet import Sheet

_SPREADSHEET_DELIMITERS: Final = ";\t"
_ZONE: Final = re.compile(
    r".*\((?:UTC|GMT)(?:([+-])(0?[0-9]|1[0-4])(?::?([0-5][0-9]))?)?\)", re.ASCII
)


def sheet_of(table: Table, form: Format, options: Options, now: datetime) -> Sheet:
    """Bind a format's columns to a table, and decide what only all its cells together show.

    Raises:
        AmbiguousNumbersError: Only the user can tell the decimal mark.
        AmbiguousDatesError: Only the user can tell the order of dates.
    """
    place = places(form.columns, table.header)
    return Sheet(
        format_name=form.name,
        file=table.name,
        header=table.header,
        columns=form.columns,
        place=place,
        mark=options.decimal or form.decimal or _mark(table, form, place),
        order=options.date_order or _order(table, form, place),
        zone=_zone(table, form, place),
        until=now + timedelta(days=1),
    )


def _mark(table: Table, form: Format, place: Mapping[str, int]) -> DecimalMark:
    columns = _columns_holding(form, place, Holds.NUMBER, Holds.SIZE)
    spreadsheet = table.delimiter in _SPREADSHEET_DELIMITERS

    def shown_by(cells: Iterable[str]) -> DecimalMark | None:
        return numbers.mark_shown_by(cells, spreadsheet=spreadsheet)

    found = shown_by(_cells(table, columns))
    if found is None:
        doubtful = _first(table, columns, lambda cell: shown_by([cell]) is None)
        raise AmbiguousNumbersError(table.name, *doubtful)
    return found


def _order(table: Table, form: Format, place: Mapping[str, int]) -> DateOrder | None:
    columns = _columns_holding(form, place, Holds.MOMENT)
    short = form.short_years
    allowed = times.orders_shown_by(_cells(table, columns), short_years=short)
    if allowed is None or (len(allowed) > 1 and form.date_order in allowed):
        return form.date_order
    if len(allowed) == 1:
        return next(iter(allowed))
    doubtful = _first(
        table, columns, lambda cell: times.orders_shown_by([cell], short_years=short) is not None
    )
    raise AmbiguousDatesError(table.name, *doubtful)


def _zone(table: Table, form: Format, place: Mapping[str, int]) -> tzinfo | None:
    """Give the zone that a header names, such as `Time(UTC+08:00)`; else what the format means."""
    for at in _columns_holding(form, place, Holds.MOMENT):
        found = _ZONE.fullmatch(table.header[at]) if at < len(table.header) else None
        if found is not None:
            sign, hours, minutes = found.groups(default="")
            offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0))
            return timezone(-offset if sign == "-" else offset) if offset else UTC
    return form.zone


def _columns_holding(form: Format, place: Mapping[str, int], *kinds: Holds) -> list[int]:
    return [place[role] for role, column in form.columns.items() if column.holds in kinds]


def _cells(table: Table, columns: Sequence[int]) -> Iterator[str]:
    return (row.cells[at] for at in columns for row in table.rows if at < len(row.cells))


def _first(
    table: Table, columns: Sequence[int], doubtful: Callable[[str], bool]
) -> tuple[str, int, str]:
    """Find a cell that shows the doubt: its text, its line and its header."""
    return next(
        (row.cells[at], row.line, table.header[at])
        for row in table.rows
        for at in columns
        if at < min(len(row.cells), len(table.header)) and doubtful(row.cells[at])
    )
