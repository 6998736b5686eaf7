"""Stated balances: read from a file of statements, written down, and read back."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Final

from harvest_tui.domain.amounts import Quantity, plain_decimal, plain_text
from harvest_tui.domain.decisions import StatedBalance
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.rows import Row, Table
from harvest_tui.domain.text import shown
from harvest_tui.sources.columns import missing, places, text
from harvest_tui.sources.reading import Heading, read
from harvest_tui.store.canonical import Json
from harvest_tui.store.results import Decision

_COLUMNS: Final = {name: text(name, needed=True) for name in ("account", "asset", "on", "quantity")}
_MOST_SAID: Final = 10


class BalanceFileError(HarvestError):
    """A file of statements that cannot be used. Nothing is taken from it."""

    def __init__(self, name: str, what: str, fix: str) -> None:
        super().__init__(f"{shown(name)}: {what}.\nFix: {fix}.")


class _CellError(ValueError):
    """A cell that cannot be read."""


def payload_of(one: StatedBalance) -> dict[str, Json]:
    """Write a statement down."""
    return {
        "account": one.account,
        "asset": one.asset,
        "on": one.on.isoformat(),
        "quantity": plain_text(one.quantity),
    }


def balances_of(recorded: Iterable[Decision]) -> tuple[StatedBalance, ...]:
    """Read statements back: the latest for each account, asset and day.

    Args:
        recorded: Those that stand, in the order of recording.
    """
    latest = {
        (one.on, one.account, one.asset): one
        for one in (
            StatedBalance(
                account=str(made.payload["account"]),
                asset=str(made.payload["asset"]),
                on=date.fromisoformat(str(made.payload["on"])),
                quantity=Decimal(str(made.payload["quantity"])),
                decision_id=made.decision_id,
            )
            for made in recorded
        )
    }
    return tuple(sorted(latest.values(), key=attrgetter("on", "account", "asset")))


def read_balances(path: Path) -> tuple[StatedBalance, ...]:
    """Read a file of statements: `account,asset,on,quantity`, by name and in any order.

    Raises:
        HarvestError: It is no such file, or a cell cannot be read; every such cell is named.
    """
    table = read(path, path.name, lambda headings: _heading(headings, path.name))
    found: list[StatedBalance] = []
    wrong: list[str] = []
    for row in table.rows:
        try:
            found.append(_stated(row, table))
        except _CellError as error:
            wrong.append(f"line {row.line}, {error}")
    if wrong:
        more = f"; and {len(wrong) - _MOST_SAID} more" if len(wrong) > _MOST_SAID else ""
        what = "; ".join(wrong[:_MOST_SAID]) + more
        raise BalanceFileError(path.name, what, "correct these cells; nothing was recorded")
    return tuple(found)


def _heading(headings: Sequence[Heading], name: str) -> Heading:
    for heading in headings:
        if not missing(_COLUMNS, heading.cells):
            return heading
    what = "none of its first lines is a header with account, asset, on and quantity"
    raise BalanceFileError(name, what, "write these four columns: Kraken,BTC,2026-10-31,1.25")


def _stated(row: Row, table: Table) -> StatedBalance:
    place = places(_COLUMNS, table.header)
    cells = [*map(str.strip, row.cells), *[""] * len(table.header)]
    said = {name: cells[at] for name, at in place.items()}
    for name, cell in said.items():
        if not cell:
            raise _CellError(f"{name} is blank")
    return StatedBalance(
        account=said["account"],
        asset=said["asset"],
        on=_day(said["on"]),
        quantity=_quantity(said["quantity"]),
    )


def _day(cell: str) -> date:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        raise _CellError(f'on "{shown(cell)}" is no day such as 2026-10-31') from None


def _quantity(cell: str) -> Quantity:
    try:
        return plain_decimal(cell)
    except ValueError:
        raise _CellError(f'quantity "{shown(cell)}" is no number such as 1234.56') from None


def unsaid(
    wanted: Iterable[StatedBalance], standing: Iterable[StatedBalance]
) -> Iterator[StatedBalance]:
    """Give those that are not stated already, word for word."""
    known = {(one.account, one.asset, one.on, one.quantity) for one in standing}
    for one in wanted:
        if (one.account, one.asset, one.on, one.quantity) not in known:
            yield one
