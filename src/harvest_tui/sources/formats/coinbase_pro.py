"""Coinbase Pro (GDAX, Exchange): the account statement, which has all, and the fills.

In the account each row is one signed amount, and the fee is a row of its own; a trade is the rows
of one trade id and order. A fill's total contains its fee. Both files give a trade the same id,
made of trade id and coins.

Read as in: BittyTax `coinbasepro.py`; rotki `coinbasepro.py`.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.aliases import coinbase
from harvest_tui.sources.cells import Cells, RowError
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import is_money
from harvest_tui.sources.exchange import Entry, exchange
from harvest_tui.sources.format import Book, Coverage, Evidence, Format, Running
from harvest_tui.sources.group import Group, Grouping, Leg, by, one_by_one
from harvest_tui.sources.sided import Beside, Sided, traded
from harvest_tui.sources.ways import ARRIVED, REBATE, SENT, Ways, by_sign

_ACCOUNT: Final[Mapping[str, Column]] = {
    "portfolio": text("portfolio"),
    "type": text("type", needed=True),
    "time": moment("time", "timestamp", needed=True),
    "amount": number("amount", needed=True),
    "balance": text("balance", needed=True, identity=False),
    "asset": text("amount/balance unit", needed=True),
    "transfer": text("transfer id", needed=True),
    "trade": text("trade id", needed=True),
    "order": text("order id", needed=True),
}
_FILLS: Final[Mapping[str, Column]] = {
    "portfolio": text("portfolio"),
    "trade": text("trade id", needed=True),
    "product": text("product", needed=True),
    "side": text("side", needed=True),
    "time": moment("created at", needed=True),
    "units": number("size", needed=True),
    "asset": text("size unit", needed=True),
    "fee": number("fee", needed=True),
    "total": number("total", needed=True),
    "quote": text("price/fee/total unit", needed=True),
}

_TRADE: Final = frozenset({"match", "fee", "conversion"})
_ALONE: Final[Mapping[str, Ways]] = {"deposit": ARRIVED, "withdrawal": SENT, "rebate": REBATE}

_Items: TypeAlias = Iterator[Transaction]


def _asset(row: Cells) -> str:
    return coinbase(row.word("asset"))


def _name(trade: str, *assets: str) -> str:
    """Make the id of a trade: its number repeats across products."""
    return "-".join([trade, *sorted(assets)])


# -- the account -----------------------------------------------------------------------------


def _event(row: Cells) -> Hashable:
    if row.text("type").casefold() not in _TRADE:
        return None
    return row.text("trade"), row.text("order")


def _booked(group: Group) -> _Items:
    row = group.first
    label = row.word("type").casefold()
    if label in _TRADE:
        yield from _trade(group)
        return
    if label not in _ALONE:
        raise row.wrong("type", "is not known")
    ident = row.text("transfer") or row.identity
    beside = Beside(at=row.moment("time"), ident=ident, note=row.text("type"))
    asset, amount = _asset(row), row.amount("amount")
    yield from by_sign(group, _ALONE[label], beside, asset=asset, amount=amount)


def _trade(group: Group) -> _Items:
    entries = [_entry(row) for row in group.rows]
    moved = {entry.asset for entry in entries if entry.amount}
    number_ = group.first.word("trade")
    if len(moved) != 2:  # noqa: PLR2004 - one for another
        raise RowError(f"trade {number_} has no two amounts of different assets")
    labels = dict.fromkeys(entry.label for entry in entries if entry.amount)
    yield from exchange(group, entries, _name(number_, *moved), note=", ".join(labels))


def _entry(row: Cells) -> Entry:
    label, asset, amount = row.word("type").casefold(), _asset(row), row.amount("amount")
    fee = label == "fee"
    return Entry(
        row=row,
        label=label,
        asset=asset,
        amount=ZERO if fee else amount,
        fee=-amount if fee else ZERO,
        worth=None,
        money=is_money(asset),
    )


# -- the fills -------------------------------------------------------------------------------


def _fill(group: Group) -> _Items:
    row, side = group.first, group.first.word("side").upper()
    asset, quote = _asset(row), coinbase(row.word("quote"))
    total, fee = abs(row.amount("total")), row.number("fee") or ZERO
    if side == "BUY":
        came, went = Leg(asset, row.amount("units")), Leg(quote, total - fee)
    elif side == "SELL":
        came, went = Leg(quote, total + fee), Leg(asset, row.amount("units"))
    else:
        raise row.wrong("side", "is neither BUY nor SELL")
    ident = _name(row.word("trade"), asset, quote)
    beside = Beside(at=row.moment("time"), ident=ident, note="match")
    yield from traded(group, Sided(came, went, Leg(quote, fee)), beside)


def _format(
    name: str,
    title: str,
    columns: Mapping[str, Column],
    book: Book,
    *,
    coverage: Coverage,
    group: Grouping = one_by_one,
    running: Running | None = None,
) -> Format:
    return Format(
        name=f"coinbase_pro_{name}",
        source="coinbase_pro",
        title=f"Coinbase Pro {title}",
        evidence=Evidence.A,
        coverage=coverage,
        custody=Custody.BROKER,
        form_1099da=True,
        account="Coinbase Pro",
        parser_version=1,
        columns=columns,
        group=group,
        book=book,
        running=running,
    )


COINBASE_PRO: Final = (
    _format("fills", "fills", _FILLS, _fill, coverage=Coverage.FILLS),
    _format(
        "account",
        "account statement",
        _ACCOUNT,
        _booked,
        coverage=Coverage.LEDGER,
        group=by(_event),
        running=Running(coinbase),
    ),
)
