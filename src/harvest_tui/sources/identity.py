"""Which row is which: across files that overlap, whatever the order of rows and columns."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import tzinfo
from functools import lru_cache
from typing import Final

from harvest_tui.domain.amounts import plain_text
from harvest_tui.sources import numbers, times
from harvest_tui.sources.cells import MEND, Cells, RowError
from harvest_tui.sources.columns import Holds
from harvest_tui.sources.format import Format
from harvest_tui.sources.group import Skip
from harvest_tui.sources.options import DateOrder, DecimalMark

_KEY_WIDTH: Final = 32
_ID_WIDTH: Final = 24


def identify(rows: Sequence[Cells], form: Format) -> list[Skip]:
    """Give each row its key, and find rows that stand in the file more than once.

    A row with a native id is that id: repeated with the same content it counts once, with other
    content nobody can say which holds. A row without one is a digest of its canonical cells, and
    rows of equal digest are numbered: two equal fills are two.

    Args:
        rows: All rows of a table; key, identity and error are set on them.
        form: Says which role is the native id.

    Returns:
        The rows to leave out as repetitions.
    """
    named: dict[str, list[Cells]] = {}
    nameless: dict[str, list[Cells]] = {}
    for row in rows:
        native = row.text(form.native_id) if form.native_id else ""
        if native:
            named.setdefault(native, []).append(row)
        else:
            nameless.setdefault(_digest(row), []).append(row)
    for digest, alike in nameless.items():
        _number(digest, alike)
    return [skip for native, alike in named.items() for skip in _settle(native, alike)]


def _number(digest: str, alike: list[Cells]) -> None:
    if len(alike) > 1:
        alike.sort(key=_by_content)
    for count, row in enumerate(alike, start=1):
        row.key = f"{digest[:_KEY_WIDTH]}#{count}"
        row.identity = f"{row.sheet.format_name}-{digest[:_ID_WIDTH]}"
        if count > 1:
            row.identity += f"-{count}"


def _settle(native: str, alike: list[Cells]) -> Iterable[Skip]:
    for count, row in enumerate(alike, start=1):
        row.key = native if count == 1 else f"{native}#{count}"
        row.identity = native
    if len(alike) == 1:
        return
    if len({_digest(row) for row in alike}) == 1:
        yield Skip(alike[1:], f"repeats line {alike[0].line}, with the same id")
        return
    lines = ", ".join(str(row.line) for row in alike)
    for row in alike:
        row.error = RowError(
            f"lines {lines} have the same id and do not say the same", MEND, line=row.line
        )


def _by_content(row: Cells) -> list[tuple[str, str]]:
    return sorted(zip(row.sheet.header, row.raw, strict=False))


def _digest(row: Cells) -> str:
    sheet = row.sheet
    parts = [sheet.format_name]
    for role, column in sheet.columns.items():
        text = row.text(role) if column.identity else ""
        if text and column.holds is not Holds.TEXT:
            text = _canonical(text, column.holds, sheet.mark, sheet.zone, sheet.order)
        if text:
            parts.append(f"{role}={text}")
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=2**14)
def _canonical(
    text: str, holds: Holds, mark: DecimalMark, zone: tzinfo | None, order: DateOrder | None
) -> str:
    """Write a cell in the one way that does not depend on how a file is saved."""
    try:
        if holds is Holds.MOMENT:
            return times.parse(text, zone, order).at.isoformat()
        amount = numbers.parse(text, mark)
    except ValueError:
        return text
    return plain_text(abs(amount) if holds is Holds.SIZE else amount)
