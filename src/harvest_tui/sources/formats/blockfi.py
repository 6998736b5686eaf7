"""BlockFi, transactions (signed, without ids) and trades; the two overlap: import one of them.

What is still held lies with the estate: its lots stay open in this account until the estate
distributes in kind or in cash, and a loss is the user's to state.

Read as in: BittyTax `blockfi.py` and its issue 400; rotki `blockfi.py`.
"""

from collections.abc import Hashable, Iterator, Mapping
from functools import partial
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO, Usd, times
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells, RowError
from harvest_tui.sources.columns import Column, moment, number, size, text
from harvest_tui.sources.currencies import is_money
from harvest_tui.sources.exchange import Entry, exchange
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, Skip, by
from harvest_tui.sources.sided import Beside, Sided, traded
from harvest_tui.sources.ways import (
    ARRIVED,
    CASHBACK,
    INCOME,
    INSIDE,
    INTEREST,
    REFERRAL,
    SENT,
    Ways,
    by_sign,
)

_COLUMNS: Final[Mapping[str, Column]] = {
    "asset": text("Cryptocurrency", needed=True),
    "amount": number("Amount", needed=True),
    "type": text("Transaction Type", needed=True),
    "price": number("Exchange Rate Per Coin (USD)", identity=False),
    "time": moment("Confirmed At", needed=True),
}
_TRADES: Final[Mapping[str, Column]] = {
    "id": text("Trade ID", needed=True),
    "time": moment("Date", needed=True),
    "bought": size("Buy Quantity", needed=True),
    "bought_asset": text("Buy Currency", needed=True),
    "sold": size("Sold Quantity", needed=True),
    "sold_asset": text("Sold Currency", needed=True),
    "type": text("Type"),
}

_Items: TypeAlias = Iterator[Transaction | Skip]
_FEE: Final = "withdrawal fee"
_SENT: Final = frozenset({"withdrawal", "wire withdrawal", "ach withdrawal"})
_WAYS: Final[Mapping[str, Ways]] = {
    **dict.fromkeys(("deposit", "wire deposit", "ach deposit", "crypto transfer"), ARRIVED),
    **dict.fromkeys(_SENT, SENT),
    _FEE: Ways(went=Kind.FEE),
    "interest payment": INTEREST,
    "bonus payment": INCOME,
    "referral bonus": REFERRAL,
    "cc rewards redemption": CASHBACK,
    "bia deposit": INSIDE,
    "bia withdraw": INSIDE,
}


def _event(row: Cells) -> Hashable:
    """Name what rows of one moment are together: a trade, or a withdrawal and its fee."""
    kind, time = row.text("type").casefold(), row.text("time")
    if not time:
        return None
    if kind == "trade":
        return kind, time
    return (_FEE, time, row.text("asset")) if kind in _SENT or kind == _FEE else None


def _book(group: Group) -> _Items:
    row = group.first
    kind = row.word("type").casefold()
    if not row.text("time"):
        yield Skip(group.rows, "never confirmed")
    elif kind == "trade":
        yield from _exchanged(group)
    elif len(group.rows) > 1:
        yield from _sent_with_fee(group)
    else:
        yield from _alone(group, row)


def _alone(group: Group, row: Cells, fee: Leg | None = None) -> _Items:
    ways = _WAYS.get(row.word("type").casefold())
    if ways is None:
        raise row.wrong("type", "is not known")
    beside = Beside(
        at=row.moment("time"),
        ident=row.identity,
        note=row.text("type"),
        usd_value=_worth(row),
    )
    yield from by_sign(
        group, ways, beside, asset=row.word("asset"), amount=row.amount("amount"), fee=fee
    )


def _sent_with_fee(group: Group) -> _Items:
    """A withdrawal and the fee of it; of several in one second each row stands for itself."""
    fees = [row for row in group.rows if row.text("type").casefold() == _FEE]
    sent = [row for row in group.rows if row not in fees]
    if len(fees) == len(sent) == 1:
        charged = fees[0].amount("amount")
        if charged > 0:
            raise fees[0].wrong("amount", "is a fee that comes in")
        yield from _alone(group, sent[0], Leg(sent[0].word("asset"), -charged))
        return
    for row in group.rows:
        yield from _alone(group.part((row,)), row)


def _exchanged(group: Group) -> _Items:
    entries = [
        Entry(
            row=row,
            label=row.text("type"),
            asset=row.word("asset"),
            amount=row.amount("amount"),
            fee=ZERO,
            worth=_worth(row),
            money=is_money(row.word("asset")),
        )
        for row in group.rows
    ]
    if len(entries) == 1:
        raise RowError("one side of a trade, whose other side is not of the same moment")
    name = min(row.identity for row in group.rows)
    return exchange(group, entries, name, note="Trade")


def _worth(row: Cells) -> Usd | None:
    price = row.number("price")
    return times(price, abs(row.amount("amount"))) if price else None


def _traded(group: Group) -> Iterator[Transaction]:
    row = group.first
    sided = Sided(
        Leg(row.word("bought_asset").upper(), abs(row.amount("bought"))),
        Leg(row.word("sold_asset").upper(), abs(row.amount("sold"))),
    )
    note = f"Trade: {row.text('type')}"
    return traded(group, sided, Beside(at=row.moment("time"), ident=row.identity, note=note))


_blockfi = partial(
    Format,
    source="blockfi",
    evidence=Evidence.A,
    custody=Custody.BROKER,
    form_1099da=False,
    estate=True,
    account="BlockFi (estate)",
    parser_version=1,
)

BLOCKFI: Final = (
    _blockfi(
        name="blockfi_transactions",
        title="BlockFi transactions",
        coverage=Coverage.LEDGER,
        columns=_COLUMNS,
        group=by(_event),
        book=_book,
    ),
    _blockfi(
        name="blockfi_trades",
        title="BlockFi trades (also among its transactions)",
        coverage=Coverage.FILLS,
        columns=_TRADES,
        native_id="id",
        book=_traded,
    ),
)
