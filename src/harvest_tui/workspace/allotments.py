"""Allocations of pooled basis: read from a file, written down, and read back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from harvest_tui.domain.allocation import Allocation, AllocationMethod, Allotment
from harvest_tui.domain.amounts import Quantity, Usd, plain_decimal, plain_text
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.rows import Row, Table
from harvest_tui.domain.text import shown
from harvest_tui.sources.columns import missing, places, text
from harvest_tui.sources.reading import Heading, read
from harvest_tui.store.canonical import Json
from harvest_tui.store.results import Decision

_COLUMNS: Final = {
    "lot": text("lot_id", "lot"),
    "transaction": text("acquired_transaction_id", "transaction_id"),
    "asset": text("asset", needed=True),
    "quantity": text("quantity", needed=True),
    "account": text("account", needed=True),
    "cost_basis": text("cost_basis", "basis"),
}
MOST_SAID: Final = 10


class AllocationFileError(HarvestError):
    """An allocation that cannot be used. Nothing of it is recorded."""

    def __init__(self, name: str, wrong: Sequence[str], fix: str) -> None:
        more = f"; and {len(wrong) - MOST_SAID} more" if len(wrong) > MOST_SAID else ""
        what = "; ".join(wrong[:MOST_SAID]) + more
        super().__init__(f"{shown(name)}: {what}.\nFix: {fix}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the file, in the user's words."""

    line: int
    lot: str
    """A lot id, or the id of the transaction that acquired it."""
    asset: str
    account: str
    quantity: Quantity
    cost_basis: Usd | None


class _CellError(ValueError):
    """A cell that cannot be read."""


def read_lines(path: Path) -> tuple[Line, ...]:
    """Read a file of allotments: columns by name and in any order.

    Raises:
        HarvestError: It is no such file, or a cell cannot be read; every such cell is named.
    """
    table = read(path, path.name, lambda headings: _heading(headings, path.name))
    found: list[Line] = []
    wrong: list[str] = []
    for row in table.rows:
        try:
            found.append(_line(row, table))
        except _CellError as error:
            wrong.append(f"line {row.line}, {error}")
    if wrong:
        raise AllocationFileError(path.name, wrong, "correct these cells; nothing was recorded")
    return tuple(found)


def _heading(headings: Sequence[Heading], name: str) -> Heading:
    for heading in headings:
        here = places(_COLUMNS, heading.cells)
        named = min(here["lot"], here["transaction"]) < len(heading.cells)
        if named and not missing(_COLUMNS, heading.cells):
            return heading
    raise AllocationFileError(
        name,
        ["none of its first lines is a header with lot_id, asset, quantity and account"],
        "start from the columns of harvest-tui allocation show --format csv",
    )


def _line(row: Row, table: Table) -> Line:
    cells = [*map(str.strip, row.cells), *[""] * (len(table.header) + 1)]
    said = {name: cells[at] for name, at in _within(table).items()}
    lot = said.get("lot") or said.get("transaction") or ""
    for name, cell in {
        "lot_id": lot,
        **{n: said[n] for n in ("asset", "quantity", "account")},
    }.items():
        if not cell:
            raise _CellError(f"{name} is blank")
    quantity = _number("quantity", said["quantity"])
    if quantity <= 0:
        raise _CellError("quantity is not more than zero")
    basis = said.get("cost_basis")
    return Line(
        line=row.line,
        lot=lot,
        asset=said["asset"],
        account=said["account"],
        quantity=quantity,
        cost_basis=_number("cost_basis", basis) if basis else None,
    )


def _within(table: Table) -> dict[str, int]:
    absent = len(table.header)
    return {name: at for name, at in places(_COLUMNS, table.header).items() if at != absent}


def _number(name: str, cell: str) -> Decimal:
    try:
        return plain_decimal(cell)
    except ValueError:
        raise _CellError(f'{name} "{shown(cell)}" is no number such as 1234.56') from None


def payload_of(one: Allocation) -> dict[str, Json]:
    """Write an allocation down."""
    return {
        "asset": one.asset,
        "method": one.method.value,
        "made_on": one.made_on.isoformat(),
        "evidence": one.evidence,
        "lots": [
            {
                "lot_id": lot.lot_id,
                "account": lot.account,
                "quantity": plain_text(lot.quantity),
                "cost_basis": None if lot.cost_basis is None else plain_text(lot.cost_basis),
            }
            for lot in one.lots
        ],
    }


def allocation_of(made: Decision) -> Allocation:
    """Read an allocation back."""
    said = made.payload
    return Allocation(
        asset=str(said["asset"]),
        method=AllocationMethod(str(said["method"])),
        made_on=date.fromisoformat(str(said["made_on"])),
        evidence=str(said["evidence"]),
        lots=tuple(_allotments(said["lots"])),
        decision_id=made.decision_id,
    )


def _allotments(said: Json) -> Iterator[Allotment]:
    if not isinstance(said, Sequence) or isinstance(said, str):
        raise TypeError(f"{said!r} is no list of lots")
    for lot in said:
        if not isinstance(lot, Mapping):
            raise TypeError(f"{lot!r} is no lot")
        basis = lot["cost_basis"]
        yield Allotment(
            lot_id=str(lot["lot_id"]),
            account=str(lot["account"]),
            quantity=Decimal(str(lot["quantity"])),
            cost_basis=None if basis is None else Decimal(str(basis)),
        )
