"""Bybit, the transaction log of the unified account, and deposits and withdrawals.

Of a row of the log the balance changes by cash flow less fee less funding. Contracts realise
profit or loss when they are closed; opening one costs a fee. Spot trades are in other files,
which we have not seen.

Read as in: BittyTax `bybit.py`.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import MEND, Cells
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import is_money
from harvest_tui.sources.exchange import Entry, exchange
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, by
from harvest_tui.sources.sided import Beside
from harvest_tui.sources.ways import ARRIVED, INSIDE, SENT, Ways, by_sign

_LOG: Final[Mapping[str, Column]] = {
    "time": moment("Time", needed=True),
    "asset": text("Currency", needed=True),
    "contract": text("Contract", needed=True),
    "type": text("Type", needed=True),
    "direction": text("Direction", needed=True),
    "quantity": number("Quantity"),
    "funding": number("Funding", needed=True),
    "fee": number("Fee Paid", needed=True),
    "flow": number("Cash Flow", needed=True),
    "change": number("Change", needed=True),
    "trade": text("Trade ID"),
    "order": text("Order ID"),
}
_MOVES: Final[Mapping[str, Column]] = {
    "time": moment("Date & Time(UTC)", needed=True),
    "asset": text("Coin", needed=True),
    "amount": number("QTY", needed=True),
    "type": text("Type", needed=True),
    "description": text("Description", needed=True),
}

_Items: TypeAlias = Iterator[Transaction]


# -- transaction log ------------------------------------------------------------------------------


def _plain(ways: Ways) -> Callable[[Group], _Items]:
    """Book cash flow and fee; there is no funding."""

    def book(group: Group) -> _Items:
        row = group.first
        flow, fee = row.amount("flow"), row.number("fee") or ZERO
        if row.number("funding"):
            raise row.wrong("funding", "does not belong to such a row")
        asset = row.word("asset")
        fees = Leg(asset, fee)
        return by_sign(group, ways, _beside(row), asset=asset, amount=flow, fee=fees, role="flow")

    return book


def _trade(group: Group) -> _Items:
    row = group.first
    if row.text("direction").casefold() not in _CONTRACTS:
        raise row.wrong("direction", "is no opening or closing of a contract")
    return _position(group)


def _position(group: Group) -> _Items:
    """Profit or loss with its fee; where there is neither, the fee alone."""
    row = group.first
    if row.amount("flow"):
        return _plain(Ways(Kind.MARGIN_PNL, Kind.MARGIN_PNL))(group)
    fee = row.amount("fee")
    ways = Ways(Kind.FEE_REBATE, Kind.MARGIN_FEE)
    return by_sign(group, ways, _beside(row), asset=row.word("asset"), amount=-fee, role="fee")


def _funding(group: Group) -> _Items:
    """Above zero it is paid."""
    row = group.first
    ways, paid = Ways(Kind.FUNDING, Kind.FUNDING), row.amount("funding")
    return by_sign(group, ways, _beside(row), asset=row.word("asset"), amount=-paid, role="funding")


def _exchanged(group: Group) -> _Items:
    entries = [
        Entry(
            row=row,
            label=row.text("type"),
            asset=row.word("asset"),
            amount=row.amount("flow"),
            fee=row.number("fee") or ZERO,
            worth=None,
            money=is_money(row.word("asset")),
        )
        for row in group.rows
    ]
    name = min(row.identity for row in group.rows)
    return exchange(group, entries, name, note="exchangeOut, exchangeIn")


def _beside(row: Cells) -> Beside:
    said = (row.text(role) for role in ("type", "direction", "contract"))
    return Beside(at=row.moment("time"), ident=row.identity, note=" ".join(filter(None, said)))


_CONTRACTS: Final = frozenset({"open long", "open short", "close long", "close short"})
_EXCHANGES: Final = frozenset({"exchangein", "exchangeout"})
_KINDS: Final[Mapping[str, Callable[[Group], _Items]]] = {
    "deposit": _plain(ARRIVED),
    "withdraw": _plain(SENT),
    "transferin": _plain(INSIDE),
    "transferout": _plain(INSIDE),
    **dict.fromkeys(_EXCHANGES, _exchanged),
    "trade": _trade,
    "liquidation": _position,
    "funding": _funding,
}


def _conversion(row: Cells) -> Hashable:
    return row.text("time") if row.text("type").casefold() in _EXCHANGES else None


def _booked_log(group: Group) -> _Items:
    for row in group.rows:
        parts = row.amount("flow") - (row.number("fee") or ZERO) - (row.number("funding") or ZERO)
        if row.amount("change") != parts:
            raise row.wrong("change", "is not cash flow less fee less funding", MEND)
    row = group.first
    booker = _KINDS.get(row.word("type").casefold())
    if booker is None:
        raise row.wrong("type", "is not known")
    return booker(group)


# -- deposits and withdrawals ---------------------------------------------------------------------

_WAYS: Final[Mapping[str, Ways]] = {"deposit": ARRIVED, "withdrawal": SENT, "transfer": INSIDE}


def _booked_move(group: Group) -> _Items:
    row = group.first
    ways = _WAYS.get(row.word("type").casefold())
    if ways is None:
        raise row.wrong("type", "is not known")
    note = row.text("description") or row.text("type")
    beside = Beside(at=row.moment("time"), ident=row.identity, note=note)
    return by_sign(group, ways, beside, asset=row.word("asset"), amount=row.amount("amount"))


_bybit = partial(
    Format,
    source="bybit",
    evidence=Evidence.A,
    custody=Custody.BROKER,
    form_1099da=False,
    account="Bybit",
    parser_version=1,
)

BYBIT: Final = (
    _bybit(
        name="bybit_transaction_log",
        title="Bybit transaction log (unified account)",
        coverage=Coverage.LEDGER,
        columns=_LOG,
        group=by(_conversion),
        book=_booked_log,
    ),
    _bybit(
        name="bybit_deposits_withdrawals",
        title="Bybit deposits and withdrawals",
        coverage=Coverage.MOVEMENTS,
        columns=_MOVES,
        book=_booked_move,
    ),
)
