"""FTX, trades, deposits and withdrawals, each with its own count of ids.

A fee below zero is a rebate; a purchase for nothing is an airdrop. What was requested and never
paid out is still held, by the estate: its lots stay open in this account until it distributes.

Read as in: BittyTax `ftx.py` and its pull request 80.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import is_money
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, Skip
from harvest_tui.sources.options import DateOrder
from harvest_tui.sources.pairs import separated
from harvest_tui.sources.sided import Beside, Sided, fee_leg, single, traded
from harvest_tui.sources.status import undone
from harvest_tui.sources.ways import ARRIVED, SENT, Ways, by_sign

_TRADES: Final[Mapping[str, Column]] = {
    "id": text("ID", needed=True),
    "time": moment("Time", needed=True),
    "market": text("Market", needed=True),
    "side": text("Side", needed=True),
    "type": text("Order Type", "Type"),
    "size": number("Size", needed=True),
    "price": number("Price", identity=False),
    "total": number("Total", needed=True),
    "fee": number("Fee", needed=True),
    "fee_asset": text("Fee Currency", "feeCurrency", needed=True),
}
_DEPOSITS: Final[Mapping[str, Column]] = {
    "id": text("id"),
    "time": moment("Time", needed=True),
    "asset": text("Coin", needed=True),
    "amount": number("Size", "Amount", needed=True),
    "status": text("Status", needed=True),
    "txid": text("txid", "Transaction ID", needed=True),
    "fee": number("fee"),
}
_WITHDRAWALS: Final = {
    **_DEPOSITS,
    "address": text("Address", "Destination", needed=True),
    "fee": number("fee", needed=True),
}

_Items: TypeAlias = Iterator[Transaction | Skip]


def _traded(group: Group) -> Iterator[Transaction]:
    row = group.first
    name = row.word("market")
    if "/" not in name:
        raise row.wrong("market", "is a future, and those are not read")
    side = row.word("side").casefold()
    if side not in {"buy", "sell"}:
        raise row.wrong("side", "is neither buy nor sell")
    market, fee, total = separated(row, "market", "/"), fee_leg(row), row.amount("total")
    beside = Beside(
        at=row.moment("time"),
        ident=row.identity,
        note=" ".join(filter(None, (row.text("type"), side, name))),
    )
    base, quote = Leg(market.base, row.amount("size")), Leg(market.quote, total)
    if side == "buy" and not total:
        return single(group, Kind.AIRDROP, Sided(came=base, fee=fee), beside)
    sided = Sided(base, quote, fee) if side == "buy" else Sided(quote, base, fee)
    return traded(group, sided, beside)


def _moved(ways: Ways, word: str) -> Callable[[Group], _Items]:
    def book(group: Group) -> _Items:
        row = group.first
        reason = undone(row, "status", "complete", "completed", "confirmed")
        if reason is not None:
            yield Skip(group.rows, reason)
            return
        asset, amount = row.word("asset"), row.amount("amount")
        beside = Beside(
            at=row.moment("time"),
            ident=f"{word}-{row.text('id')}" if row.text("id") else row.identity,
            note=word,
            txid=None if is_money(asset) else chain_hash(row.text("txid")),
        )
        signed = amount if ways is ARRIVED else -amount
        fee = Leg(asset, row.number("fee") or ZERO)
        yield from by_sign(group, ways, beside, asset=asset, amount=signed, fee=fee)

    return book


_ftx = partial(
    Format,
    source="ftx",
    evidence=Evidence.A,
    custody=Custody.BROKER,
    form_1099da=False,
    estate=True,
    account="FTX (estate)",
    parser_version=1,
    date_order=DateOrder.MDY,
)

FTX: Final = (
    _ftx(
        name="ftx_trades",
        title="FTX trades",
        coverage=Coverage.FILLS,
        columns=_TRADES,
        native_id="id",
        book=_traded,
    ),
    _ftx(
        name="ftx_deposits",
        title="FTX deposits",
        coverage=Coverage.MOVEMENTS,
        columns=_DEPOSITS,
        book=_moved(ARRIVED, "deposit"),
    ),
    _ftx(
        name="ftx_withdrawals",
        title="FTX withdrawals",
        coverage=Coverage.MOVEMENTS,
        columns=_WITHDRAWALS,
        book=_moved(SENT, "withdrawal"),
    ),
)
