"""Swan: transfers, trades and withdrawals, in three files.

A purchase stands in the transfers and in the trades. A deposit carries the basis and date that the
user told Swan. Total = transaction + fee, in dollars.

Read as in: two independent readers of such files.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import is_money, moved
from harvest_tui.sources.format import Book, Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, Skip
from harvest_tui.sources.options import DateOrder
from harvest_tui.sources.sided import Beside, Sided, traded
from harvest_tui.sources.status import undone
from harvest_tui.sources.times import Moment

_TRANSFERS: Final[Mapping[str, Column]] = {
    "event": text("Event", needed=True),
    "time": moment("Date", needed=True),
    "status": text("Status", needed=True),
    "id": text("Transaction ID", needed=True),
    "total": number("Total USD", needed=True),
    "dollars": number("Transaction USD", needed=True),
    "fee": number("Fee USD", needed=True),
    "units": number("Unit Count", needed=True),
    "asset": text("Asset Type", needed=True),
    "label": text("Address Label", identity=False),
    "basis": number("USD Cost Basis", needed=True),
    "acquired": moment("Acquisition Date", needed=True),
}
_TRADES: Final[Mapping[str, Column]] = {
    "time": moment("Date", needed=True),
    "units": number("Received Quantity", needed=True),
    "asset": text("Received Currency", needed=True),
    "dollars": number("Sent Quantity", needed=True),
    "money": text("Sent Currency", needed=True),
    "fee": number("Fee Amount", needed=True),
    "fee_asset": text("Fee Currency", needed=True),
    "tag": text("Tag", needed=True),
}
_WITHDRAWALS: Final[Mapping[str, Column]] = {
    "id": text("Transaction ID", needed=True, identity=False),
    "time": moment("Executed At", needed=True),
    "status": text("Status", needed=True),
    "units": number("Bitcoin Amount", needed=True),
    "automatic": text("Automatic", needed=True),
}

_Items: TypeAlias = Iterator[Transaction | Skip]


def _settled(book: Book) -> Book:
    """Book only what was carried out."""

    def checked(group: Group) -> _Items:
        reason = undone(group.first, "status", "settled")
        if reason is None:
            yield from book(group)
        else:
            yield Skip(group.rows, reason)

    return checked


def _transfer(group: Group) -> _Items:
    row = group.first
    units, fee = Leg(row.word("asset").upper(), row.amount("units")), row.number("fee") or ZERO
    if row.amount("total") != row.amount("dollars") + fee:
        raise row.wrong("total", "is not the transaction and the fee together")
    event, at = row.word("event").casefold(), row.moment("time")
    note = f"{row.text('event')} {row.text('id')} {row.text('label')}".strip()
    if event == "purchase" and not is_money(units.asset):
        paid, charged = Leg("USD", row.amount("dollars")), Leg("USD", fee)
        beside = Beside(at=at, ident=row.word("id"), note=note)
        yield from traded(group, Sided(units, paid, charged), beside)
    elif event == "deposit" and not fee:
        yield _deposit(group, at, units, note)
    elif event in {"monthly_fee", "prepaid_fee"} and is_money(units.asset):
        yield group.transaction(Kind.FEE, at, row.word("id"), went=units, note=note)
    else:
        raise row.wrong("event", "is not known with such amounts")


def _deposit(group: Group, at: Moment, units: Leg, note: str) -> Transaction:
    """What arrives from outside; of bitcoin, with the basis and date that the user told Swan."""
    row = group.first
    return group.transaction(
        moved(Kind.TRANSFER_IN, units.asset),
        at,
        row.word("id"),
        came=units,
        basis_usd=row.number("basis"),
        acquired_at=_acquired(row),
        note=note,
    )


def _acquired(row: Cells) -> datetime | None:
    return row.moment("acquired").at if row.text("acquired") else None


def _trade(group: Group) -> _Items:
    row = group.first
    coin, money = row.word("asset").upper(), row.word("money").upper()
    if row.text("tag") or is_money(coin) or not is_money(money):
        raise row.wrong("tag", "is not blank, or the row is no purchase with dollars")
    fee = row.number("fee") or ZERO
    charged = Leg(row.word("fee_asset").upper(), fee) if fee else Leg(money, fee)
    sided = Sided(Leg(coin, row.amount("units")), Leg(money, row.amount("dollars")), charged)
    yield from traded(group, sided, Beside(at=row.moment("time"), ident=row.identity, note="trade"))


def _withdrawal(group: Group) -> _Items:
    """Its id is not the same in every export: the row's own digest leaves it out."""
    row = group.first
    units, note = Leg("BTC", row.amount("units")), f"withdrawal {row.text('id')}"
    yield group.transaction(
        Kind.TRANSFER_OUT, row.moment("time"), row.identity, went=units, note=note
    )


def _format(
    name: str,
    coverage: Coverage,
    columns: Mapping[str, Column],
    book: Book,
    *,
    order: DateOrder | None = None,
) -> Format:
    return Format(
        name=f"swan_{name}",
        source="swan",
        title=f"Swan {name}",
        evidence=Evidence.A,
        coverage=coverage,
        custody=Custody.BROKER,
        form_1099da=True,
        account="Swan",
        parser_version=1,
        columns=columns,
        date_order=order,
        book=book,
    )


SWAN: Final = (
    _format("trades", Coverage.FILLS, _TRADES, _trade, order=DateOrder.MDY),
    _format("transfers", Coverage.LEDGER, _TRANSFERS, _settled(_transfer)),
    _format("withdrawals", Coverage.MOVEMENTS, _WITHDRAWALS, _settled(_withdrawal)),
)
