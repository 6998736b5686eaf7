"""Robinhood crypto: orders, and transfers out. The export of securities is another file.

Only what was filled or succeeded counts. There is no fee on an order: the spread is inside. Below
the table stands a disclaimer.

Read as in: BittyTax `robinhood.py` (header); values compared with no file.
"""

from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.format import Book, Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, Skip
from harvest_tui.sources.status import undone

_ORDERS: Final[Mapping[str, Column]] = {
    "id": text("UUID", needed=True),
    "time": moment("Time Entered", needed=True),
    "symbol": text("Symbol", needed=True),
    "side": text("Side", needed=True),
    "quantity": number("Quantity", needed=True),
    "state": text("State", needed=True),
    "order": text("Order Type", identity=False),
    "left": number("Leaves Quantity", needed=True),
    "notional": number("Notional", needed=True),
}
_TRANSFERS: Final[Mapping[str, Column]] = {
    "id": text("id", needed=True),
    "time": moment("created_at", needed=True),
    "symbol": text("currency_code", needed=True),
    "type": text("transfer_type", needed=True),
    "amount": number("amount", needed=True),
    "fee": number("network_fee", needed=True),
    "state": text("state", needed=True),
    "hash": text("blockchain_txn_id", needed=True),
}

_Items: TypeAlias = Iterator[Transaction | Skip]


def _aside(row: Cells) -> str | None:
    """The disclaimer stands alone in its line."""
    return "a line below the table" if not any(cell.strip() for cell in row.raw[1:]) else None


def _order(group: Group) -> _Items:
    row = group.first
    units, left, state = row.amount("quantity"), row.number("left") or ZERO, row.word("state")
    if state.casefold() != "filled":
        if left != units or row.number("notional"):
            raise row.wrong("state", "is an order that was filled in part")
        yield Skip((row,), f"nothing was filled ({state})")
        return
    if left:
        raise row.wrong("left", "was left of an order that was filled")
    coins, dollars = Leg(row.word("symbol"), units), Leg("USD", abs(row.amount("notional")))
    side = row.word("side").casefold()
    if side not in {"buy", "sell"}:
        raise row.wrong("side", "is neither Buy nor Sell")
    bought = side == "buy"
    yield group.transaction(
        Kind.BUY if bought else Kind.SELL,
        row.moment("time"),
        row.word("id"),
        came=coins if bought else dollars,
        went=dollars if bought else coins,
        note=f"{row.text('side')} {row.text('order')} (time zone not stated: UTC assumed)",
    )


def _transfer(group: Group) -> _Items:
    row = group.first
    if row.word("type").casefold() != "withdrawal":
        raise row.wrong("type", "is not known: only withdrawals are")
    reason = undone(row, "state", "succeeded")
    if reason is not None:
        yield Skip((row,), reason)
        return
    symbol = row.word("symbol")
    yield group.transaction(
        Kind.TRANSFER_OUT,
        row.moment("time"),
        row.word("id"),
        went=Leg(symbol, row.amount("amount")),
        fee=Leg(symbol, row.number("fee") or ZERO),
        txid=chain_hash(row.text("hash")),
        note=row.text("type"),
    )


def _format(
    name: str, title: str, coverage: Coverage, columns: Mapping[str, Column], book: Book
) -> Format:
    return Format(
        name=f"robinhood_{name}",
        source="robinhood",
        title=f"Robinhood crypto, {title}",
        evidence=Evidence.C,
        coverage=coverage,
        custody=Custody.BROKER,
        form_1099da=True,
        account="Robinhood",
        parser_version=1,
        columns=columns,
        aside=_aside,
        native_id="id",
        book=book,
    )


ROBINHOOD: Final = (
    _format("trades", "orders", Coverage.FILLS, _ORDERS, _order),
    _format("transfers", "transfers", Coverage.MOVEMENTS, _TRANSFERS, _transfer),
)
