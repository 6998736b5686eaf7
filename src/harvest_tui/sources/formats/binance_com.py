"""Binance.com, exports of one kind of event each: trades, conversions, deposits, withdrawals.

None has ids. The statement has all of these too: import it, or these, for the same time.

Read as in: BittyTax `binance.py`; CoinTaxman `book.py`; rotki issue 4154.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources import numbers
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, size, text
from harvest_tui.sources.currencies import moved
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, Skip
from harvest_tui.sources.options import DateOrder
from harvest_tui.sources.pairs import Market, splits
from harvest_tui.sources.sided import Beside, Sided, fee_leg, traded
from harvest_tui.sources.status import undone

_QUOTES: Final = frozenset({
    "AEUR", "ARS", "AUD", "BIDR", "BKRW", "BNB", "BRL", "BTC", "BUSD", "BVND", "COP", "CZK",
    "DAI", "DOGE", "DOT", "ETH", "EUR", "EURI", "FDUSD", "GBP", "GYEN", "IDR", "IDRT", "JPY",
    "MXN", "NGN", "PAX", "PLN", "RON", "RUB", "SOL", "TRX", "TRY", "TUSD", "UAH", "USD1", "USDC",
    "USDP", "USDS", "USDT", "UST", "VAI", "XMR", "XRP", "ZAR",
})  # fmt: skip
_SHORTER_QUOTE: Final = frozenset(
    {"ADAEUR", "ARBIDR", "ENAEUR", "GALAEUR", "LUNAEUR", "THETAEUR"},
)
"""Where the longest quote is the wrong one: ARBIDR is ARB for IDR, not AR for BIDR."""

_NUMBER_AND_CODE: Final = re.compile(r"([0-9][0-9.,]*)([A-Z][A-Z0-9]*)", re.ASCII)


# -- trades ---------------------------------------------------------------------------------


def _traded_by_market(group: Group) -> Iterator[Transaction]:
    row = group.first
    fee, buys = fee_leg(row), _buys(row)
    market = _market(row, fee, buys=buys)
    amounts = Leg(market.base, row.amount("amount")), Leg(market.quote, row.amount("total"))
    return _trade(group, amounts, fee, buys=buys)


def _traded_in_glued_cells(group: Group) -> Iterator[Transaction]:
    row = group.first
    base, quote = _glued_sides(row)
    fee = _glued(row, "fee", base.asset, quote.asset, "BNB") if row.text("fee") else None
    return _trade(group, (base, quote), fee, buys=_buys(row))


def _trade(
    group: Group, amounts: tuple[Leg, Leg], fee: Leg | None, *, buys: bool
) -> Iterator[Transaction]:
    row, (base, quote) = group.first, amounts
    sided = Sided(base, quote, fee) if buys else Sided(quote, base, fee)
    note = f"{row.text('side')} {row.text('pair')}"
    return traded(group, sided, Beside(at=row.moment("time"), ident=row.identity, note=note))


def _buys(row: Cells) -> bool:
    side = row.word("side").casefold()
    if side not in {"buy", "sell"}:
        raise row.wrong("side", "is neither BUY nor SELL")
    return side == "buy"


def _market(row: Cells, fee: Leg | None, *, buys: bool) -> Market:
    """Split a pair: the fee is in what is received, else in BNB, and so tells what that is."""
    pair = row.word("pair").upper()
    found = list(splits(pair, _QUOTES))
    if not found:
        raise row.wrong("pair", "does not end in a currency that is known")
    told = [m for m in found if fee is not None and fee.asset == (m.base if buys else m.quote)]
    if len(told) == 1:
        return told[0]
    return found[-1 if pair in _SHORTER_QUOTE else 0]


def _glued_sides(row: Cells) -> tuple[Leg, Leg]:
    """Split `0.02BTC` and `880USDT` where they end in the two parts of `BTCUSDT`.

    The number alone does not tell: 100.00000000001INCH is 100 of 1INCH.
    """
    pair = row.word("pair").upper()
    found = [
        (base, quote)
        for at in range(1, len(pair))
        if (base := _with_code(row, "executed", pair[:at]))
        and (quote := _with_code(row, "amount", pair[at:]))
    ]
    if len(found) != 1:
        raise row.wrong("pair", "is not the two assets that the row moves")
    return found[0]


def _glued(row: Cells, role: str, *codes: str) -> Leg:
    for code in codes:
        found = _with_code(row, role, code)
        if found is not None:
            return found
    return _split(row, role)


def _with_code(row: Cells, role: str, code: str) -> Leg | None:
    text = row.word(role)
    if not text.endswith(code) or text == code:
        return None
    try:
        return Leg(code, numbers.parse(text.removesuffix(code).strip(), row.sheet.mark))
    except ValueError:
        return None


def _split(row: Cells, role: str) -> Leg:
    found = _NUMBER_AND_CODE.fullmatch(row.word(role))
    if found is None:
        raise row.wrong(role, "is not a number and an asset")
    try:
        return Leg(found[2], numbers.parse(found[1], row.sheet.mark))
    except ValueError as error:
        raise row.wrong(role, str(error)) from None


# -- conversions, deposits, withdrawals -------------------------------------------------------


def _converted(group: Group) -> Iterator[Transaction | Skip]:
    row = group.first
    reason = undone(row, "status", "successful")
    if reason is not None:
        yield Skip(group.rows, reason)
        return
    sided = Sided(_measured(row, "buy"), _measured(row, "sell"))
    note = f"Convert {row.text('pair')}"
    yield from traded(group, sided, Beside(at=row.moment("time"), ident=row.identity, note=note))


def _measured(row: Cells, role: str) -> Leg:
    found = row.measured(role)
    if found is None:
        raise row.blank(role)
    return Leg(found[1], found[0])


def _moved_whither(
    arrives: Callable[[Cells], bool],
) -> Callable[[Group], Iterator[Transaction | Skip]]:
    def book(group: Group) -> Iterator[Transaction | Skip]:
        row = group.first
        reason = undone(row, "status", "completed")
        if reason is not None:
            yield Skip(group.rows, reason)
            return
        units, comes = Leg(row.word("asset"), row.amount("amount")), arrives(row)
        fee = Leg(units.asset, row.number("fee") or ZERO)
        if comes and fee.quantity:
            raise row.wrong("fee", "is a fee of a deposit, inside the amount or beside it")
        yield group.transaction(
            moved(Kind.TRANSFER_IN if comes else Kind.TRANSFER_OUT, units.asset),
            row.moment("time"),
            row.identity,
            came=units if comes else None,
            went=None if comes else units,
            fee=fee,
            txid=chain_hash(row.text("txid")),
            note=f"{'Deposit' if comes else 'Withdrawal'} {row.text('network')}".strip(),
        )

    return book


def _by_file_name(row: Cells) -> bool:
    """Tell a deposit from a withdrawal by the only thing that says it."""
    name = row.sheet.file.casefold()
    if ("deposit" in name) is ("withdraw" in name):
        raise row.wrong(
            "amount",
            "comes or goes: only the name of Binance's older files says which",
            "give the file a name with deposit or withdrawal in it",
        )
    return "deposit" in name


_TRADES: Final[Mapping[str, Column]] = {
    "time": moment("Date(UTC)", needed=True),
    "pair": text("Market", needed=True),
    "side": text("Type", needed=True),
    "price": size("Price", needed=True),
    "amount": size("Amount", needed=True),
    "total": size("Total", needed=True),
    "fee": number("Fee", needed=True),
    "fee_asset": text("Fee Coin", needed=True),
}
_GLUED: Final[Mapping[str, Column]] = {
    "time": moment("Date(UTC)", needed=True),
    "pair": text("Pair", needed=True),
    "side": text("Side", needed=True),
    "price": size("Price", needed=True),
    "executed": text("Executed", needed=True),
    "amount": text("Amount", needed=True),
    "fee": text("Fee", needed=True),
}
_CONVERT: Final[Mapping[str, Column]] = {
    "time": moment("Date", needed=True),
    "wallet": text("Wallet", identity=False),
    "pair": text("Pair", needed=True),
    "type": text("Type"),
    "sell": text("Sell", needed=True),
    "buy": text("Buy", needed=True),
    "inverse": text("Inverse Price", needed=True, identity=False),
    "status": text("Status", needed=True),
}
_DEPOSITS: Final[Mapping[str, Column]] = {
    "time": moment("Date(UTC+0)", needed=True),
    "asset": text("Coin", needed=True),
    "network": text("Network"),
    "amount": number("Amount", needed=True),
    "fee": number("Fee"),
    "address": text("Address", needed=True),
    "txid": text("TXID", needed=True),
    "status": text("Status", needed=True),
}
_WITHDRAWALS: Final = {**_DEPOSITS, "fee": number("Fee", needed=True)}
_OLDER: Final = {
    **_DEPOSITS,
    "time": moment("Date(UTC)", needed=True),
    "fee": number("TransactionFee", needed=True),
}

_binance = partial(
    Format,
    source="binance_com",
    evidence=Evidence.A,
    custody=Custody.BROKER,
    form_1099da=False,
    account="Binance",
    parser_version=1,
    date_order=DateOrder.YMD,
)

BINANCE_COM: Final = (
    _binance(
        name="binance_com_trades",
        title="Binance.com trade history (Market, Total, Fee Coin)",
        coverage=Coverage.FILLS,
        columns=_TRADES,
        book=_traded_by_market,
    ),
    _binance(
        name="binance_com_trades_executed",
        title="Binance.com trade history (Pair, Executed)",
        coverage=Coverage.FILLS,
        columns=_GLUED,
        book=_traded_in_glued_cells,
    ),
    _binance(
        name="binance_com_convert",
        title="Binance.com convert history",
        coverage=Coverage.FILLS,
        columns=_CONVERT,
        book=_converted,
    ),
    _binance(
        name="binance_com_deposits",
        title="Binance.com deposit history",
        coverage=Coverage.MOVEMENTS,
        columns=_DEPOSITS,
        book=_moved_whither(lambda _: True),
    ),
    _binance(
        name="binance_com_withdrawals",
        title="Binance.com withdrawal history",
        coverage=Coverage.MOVEMENTS,
        columns=_WITHDRAWALS,
        book=_moved_whither(lambda _: False),
    ),
    _binance(
        name="binance_com_transfers_older",
        title="Binance.com deposits or withdrawals, older (by file name)",
        coverage=Coverage.MOVEMENTS,
        columns=_OLDER,
        book=_moved_whither(_by_file_name),
    ),
)
