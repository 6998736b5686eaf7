"""KuCoin, the files of its export bundle; older ones without a zone in the header are of UTC+8.

The fee stands apart, perhaps in KCS. An order's fills repeat its id. The account history repeats
what the other files have, but for airdrops and dust.

Read as in: BittyTax `kucoin.py` and its issues 307 and 498; rotki `kucoin.py`.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from functools import partial
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import is_money
from harvest_tui.sources.exchange import Entry
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, Skip, by
from harvest_tui.sources.pairs import separated
from harvest_tui.sources.sided import Beside, Sided, fee_leg, traded
from harvest_tui.sources.status import undone
from harvest_tui.sources.sweep import swept
from harvest_tui.sources.ways import AIRDROP, ARRIVED, INTEREST, REWARD, SENT, Ways, by_sign

_ZONED: Final = r"\(utc([+-][0-9:]+)?\)"
_TIME: Final = moment("Time", pattern=rf"time ?{_ZONED}", needed=True)

_FILLS: Final[Mapping[str, Column]] = {
    "order": text("Order ID", "orderId", needed=True),
    "symbol": text("Symbol", needed=True),
    "side": text("Side", needed=True),
    "price": number("Avg. Filled Price", "price", identity=False),
    "amount": number("Filled Amount", "size", needed=True),
    "volume": number("Filled Volume", "funds", needed=True),
    "time": moment("Filled Time", "tradeCreatedAt", pattern=rf"filled time ?{_ZONED}", needed=True),
    "fee": number("Fee", needed=True),
    "fee_asset": text("Fee Currency", "feeCurrency", needed=True),
    "tax": number("Tax"),
}
_MOVES: Final[Mapping[str, Column]] = {
    "type": text("Account Type", needed=True),
    "time": _TIME,
    "asset": text("Coin", needed=True),
    "amount": number("Amount", needed=True),
    "fee": number("Fee", needed=True),
    "hash": text("Hash", identity=False),
    "network": text("Transfer Network", needed=True),
    "status": text("Status", needed=True),
}
_AWAY: Final = {**_MOVES, "address": text("Withdrawal Address/Account", needed=True)}
_EARN: Final[Mapping[str, Column]] = {
    "order": text("Order ID", needed=True),
    "time": _TIME,
    "product": text("Product Type", needed=True),
    "name": text("Product Name"),
    "asset": text("Earnings Coin", needed=True),
    "type": text("Earnings Type", needed=True),
    "amount": number("Amount", needed=True),
    "fee": number("Fee", needed=True),
}
_HISTORY: Final[Mapping[str, Column]] = {
    "account": text("Account Type", needed=True),
    "asset": text("Currency", needed=True),
    "side": text("Side", needed=True),
    "amount": number("Amount", needed=True),
    "fee": number("Fee", needed=True),
    "time": _TIME,
    "remark": text("Remark", needed=True),
    "type": text("Type"),
}

_Items: TypeAlias = Iterator[Transaction | Skip]
_NO_ROWS: Final = "no matching records found"


def _empty(row: Cells) -> str | None:
    """Tell the line that stands in a report without rows."""
    found = any(cell.strip().casefold().startswith(_NO_ROWS) for cell in row.raw)
    return "the report has no rows" if found else None


def _traded(group: Group) -> _Items:
    row = group.first
    if row.number("tax"):
        raise row.wrong("tax", "is a tax, and the file does not say in which asset")
    side = row.word("side").upper()
    if side not in {"BUY", "SELL"}:
        raise row.wrong("side", "is neither BUY nor SELL")
    market, fee = separated(row, "symbol", "-"), fee_leg(row)
    base = Leg(market.base, row.amount("amount"))
    quote = Leg(market.quote, row.amount("volume"))
    sided = Sided(base, quote, fee) if side == "BUY" else Sided(quote, base, fee)
    note = f"{side} {row.text('symbol')}, order {row.text('order')}"
    yield from traded(group, sided, Beside(at=row.moment("time"), ident=row.identity, note=note))


def _moved(ways: Ways) -> Callable[[Group], _Items]:
    def book(group: Group) -> _Items:
        row = group.first
        reason = undone(row, "status", "success")
        if reason is not None:
            yield Skip(group.rows, reason)
            return
        asset, amount = row.word("asset"), row.amount("amount")
        beside = Beside(
            at=row.moment("time"),
            ident=row.identity,
            note=f"{'Deposit' if ways is ARRIVED else 'Withdrawal'} {row.text('network')}",
            txid=chain_hash(row.text("hash")),
        )
        fee = Leg(asset, row.number("fee") or ZERO)
        signed = amount if ways is ARRIVED else -amount
        yield from by_sign(group, ways, beside, asset=asset, amount=signed, fee=fee)

    return book


def _earned(group: Group) -> _Items:
    row = group.first
    if row.word("type").casefold() != "profit":
        raise row.wrong("type", "is not known")
    if row.number("fee"):
        raise row.wrong("fee", "is a fee of a reward, inside it or beside it")
    product = row.word("product")
    beside = Beside(
        at=row.moment("time"),
        ident=row.identity,
        note=f"{product} {row.text('name')}, order {row.text('order')}",
    )
    ways = REWARD if "staking" in product.casefold() else INTEREST
    yield from by_sign(group, ways, beside, asset=row.word("asset"), amount=row.amount("amount"))


# -- account history ------------------------------------------------------------------------------

_DUST: Final = "convert dust to kcs"
_ELSEWHERE: Final = ("trade", "exchange", "deposit", "withdraw", "transfer", "staking", "earn")
"""Words of what KuCoin's other files have."""


def _dust_of_a_moment(row: Cells) -> Hashable:
    return row.text("time") if row.text("type").casefold() == _DUST else None


def _noted(group: Group) -> _Items:
    row = group.first
    remark, kind = row.text("remark"), row.text("type")
    note = f"{remark}: {kind}" if kind else remark
    if kind.casefold() == _DUST:
        entries = [_entry(row) for row in group.rows]
        name = min(row.identity for row in group.rows)
        yield from swept(group, entries, name, note=note)
    elif "distribution" in remark.casefold():
        entry = _entry(row)
        beside = Beside(at=row.moment("time"), ident=row.identity, note=note)
        yield from by_sign(group, AIRDROP, beside, asset=entry.asset, amount=entry.amount)
    elif any(word in f"{remark} {kind}".casefold() for word in _ELSEWHERE):
        yield Skip(group.rows, "stands in KuCoin's file of trades, deposits, withdrawals or Earn")
    else:
        raise row.wrong("type" if kind else "remark", "is not known")


def _entry(row: Cells) -> Entry:
    side = row.word("side").casefold()
    if side not in {"deposit", "withdrawal"}:
        raise row.wrong("side", "is neither Deposit nor Withdrawal")
    if row.number("fee"):
        raise row.wrong("fee", "is a fee that this file does not explain")
    amount, asset = row.amount("amount"), row.word("asset")
    signed = amount if side == "deposit" else -amount
    return Entry(row, row.text("type"), asset, signed, ZERO, None, is_money(asset))


_kucoin = partial(
    Format,
    source="kucoin",
    evidence=Evidence.A,
    custody=Custody.BROKER,
    form_1099da=False,
    account="KuCoin",
    parser_version=1,
    zone=ZoneInfo("Asia/Singapore"),
    aside=_empty,
)

KUCOIN: Final = (
    _kucoin(
        name="kucoin_spot_filled",
        title="KuCoin spot orders, filled",
        coverage=Coverage.FILLS,
        columns=_FILLS,
        book=_traded,
    ),
    _kucoin(
        name="kucoin_deposits",
        title="KuCoin deposits",
        coverage=Coverage.MOVEMENTS,
        columns=_MOVES,
        book=_moved(ARRIVED),
    ),
    _kucoin(
        name="kucoin_withdrawals",
        title="KuCoin withdrawals",
        coverage=Coverage.MOVEMENTS,
        columns=_AWAY,
        book=_moved(SENT),
    ),
    _kucoin(
        name="kucoin_earn",
        title="KuCoin Earn profits",
        coverage=Coverage.MOVEMENTS,
        columns=_EARN,
        book=_earned,
    ),
    _kucoin(
        name="kucoin_account_history",
        title="KuCoin account history (airdrops and dust; the rest repeats other files)",
        coverage=Coverage.MOVEMENTS,
        columns=_HISTORY,
        group=by(_dust_of_a_moment),
        book=_noted,
    ),
)
