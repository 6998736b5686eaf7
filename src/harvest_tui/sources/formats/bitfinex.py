"""Bitfinex: trades, movements, and of the ledger what neither of them has.

The sign of an amount is its side; what was paid is price times amount. The fee is negative and
in the coin received. Dates are as the user has set them, with the day or the month first.

Read as in: BittyTax `bitfinex.py` and its issue 41.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO, times
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.format import Book, Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, Skip
from harvest_tui.sources.pairs import separated
from harvest_tui.sources.sided import Beside, Sided, traded
from harvest_tui.sources.status import undone
from harvest_tui.sources.times import Moment
from harvest_tui.sources.ways import INTEREST, REFERRAL, Ways, by_sign

_TRADES: Final[Mapping[str, Column]] = {
    "id": text("#", needed=True),
    "pair": text("PAIR", needed=True),
    "amount": number("AMOUNT", needed=True),
    "price": number("PRICE", needed=True),
    "fee": number("FEE", needed=True),
    "fee_asset": text("FEE CURRENCY", needed=True),
    "time": moment("DATE", needed=True),
}
_MOVEMENTS: Final[Mapping[str, Column]] = {
    "id": text("#", needed=True),
    "time": moment("UPDATED", "DATE", needed=True),
    "asset": text("CURRENCY", needed=True),
    "status": text("STATUS", needed=True),
    "amount": number("AMOUNT", needed=True),
    "fee": number("FEES", needed=True),
    "words": text("DESCRIPTION", identity=False),
    "hash": text("TRANSACTION ID", needed=True),
}
_LEDGER: Final[Mapping[str, Column]] = {
    "id": text("#"),
    "words": text("DESCRIPTION", needed=True),
    "asset": text("CURRENCY", needed=True),
    "amount": number("AMOUNT", needed=True),
    "balance": text("BALANCE", needed=True, identity=False),
    "time": moment("DATE", needed=True),
    "wallet": text("WALLET", needed=True),
}

_COINS: Final[Mapping[str, str]] = {"UST": "USDT", "IOT": "IOTA", "DSH": "DASH"}
_MOVED: Final = Ways(Kind.TRANSFER_IN, Kind.TRANSFER_OUT)
_TAKEN: Final = (
    (re.compile(r"Affiliate Rebate\b.*"), REFERRAL),
    (re.compile(r"Margin Funding Payment\b.*"), INTEREST),
)
_ELSEWHERE: Final = (
    (re.compile(r"(?:Exchange|Trading fees)\b.*"), "the export of trades tells it"),
    (re.compile(r"(?:Deposit|(?:Crypto )?Withdrawal)\b.*"), "the export of movements tells it"),
)
_SHORT_YEAR: Final = re.compile(r"([0-9]{2}-[0-9]{2}-)([0-9]{2}\b.*)")

_Items: TypeAlias = Iterator[Transaction | Skip]


def _coin(code: str) -> str:
    return _COINS.get(code, code)


def _moment(row: Cells) -> Moment:
    """Read a date whose year has two digits: Bitfinex opened in 2012."""
    return row.moment("time", said=_SHORT_YEAR.sub(r"\g<1>20\g<2>", row.word("time")))


def _fee(row: Cells, asset: str) -> Leg:
    fee = row.number("fee") or ZERO
    if fee > 0:
        raise row.wrong("fee", "is not negative: it may be given back")
    return Leg(asset, -fee)


def _trade(group: Group) -> _Items:
    row, market = group.first, separated(group.first, "pair", "/")
    amount = row.amount("amount")
    units = Leg(_coin(market.base), abs(amount))
    paid = Leg(_coin(market.quote), times(abs(amount), row.amount("price")))
    fee = _fee(row, _coin(row.word("fee_asset")))
    came, went = (units, paid) if amount > 0 else (paid, units)
    note = f"{row.text('pair')} at {row.text('price')}"
    beside = Beside(at=_moment(row), ident=row.word("id"), note=note)
    yield from traded(group, Sided(came, went, fee), beside)


def _movement(group: Group) -> _Items:
    row = group.first
    reason = undone(row, "status", "completed")
    if reason is not None:
        yield Skip((row,), reason)
        return
    asset = _coin(row.word("asset"))
    beside = Beside(
        at=_moment(row),
        ident=row.word("id"),
        note=row.text("words"),
        txid=chain_hash(row.text("hash")),
    )
    yield from by_sign(
        group, _MOVED, beside, asset=asset, amount=row.amount("amount"), fee=_fee(row, asset)
    )


def _ledger(group: Group) -> _Items:
    row, words = group.first, group.first.word("words")
    reason = next((reason for told, reason in _ELSEWHERE if told.fullmatch(words)), None)
    if reason is not None:
        yield Skip((row,), reason)
        return
    ways = next((ways for told, ways in _TAKEN if told.fullmatch(words)), None)
    if ways is None:
        raise row.wrong("words", "is not known")
    amount = row.amount("amount")
    beside = Beside(at=_moment(row), ident=row.identity, note=words)
    yield from by_sign(group, ways, beside, asset=_coin(row.word("asset")), amount=amount)


def _format(name: str, coverage: Coverage, columns: Mapping[str, Column], book: Book) -> Format:
    return Format(
        name=f"bitfinex_{name}",
        source="bitfinex",
        title=f"Bitfinex {name}",
        evidence=Evidence.A,
        coverage=coverage,
        custody=Custody.BROKER,
        form_1099da=False,
        account="Bitfinex",
        parser_version=1,
        columns=columns,
        native_id="id",
        short_years=True,
        book=book,
    )


BITFINEX: Final = (
    _format("ledger", Coverage.LEDGER, _LEDGER, _ledger),
    _format("movements", Coverage.MOVEMENTS, _MOVEMENTS, _movement),
    _format("trades", Coverage.FILLS, _TRADES, _trade),
)
