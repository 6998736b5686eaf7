"""Crypto.com Exchange, as of 2020 and 2021: spot trades and the rewards of soft staking.

A trade's fee is in the coin received or in CRO, and not in the quantity. Deposits, withdrawals
and rebates are further files, which we have not seen.

Header as in BittyTax issue 66 and pull request 101.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from harvest_tui.domain.amounts import times
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg
from harvest_tui.sources.pairs import separated
from harvest_tui.sources.sided import Beside, Sided, fee_leg, traded

_TRADES: Final[Mapping[str, Column]] = {
    "account": text("account_type", needed=True),
    "order": text("order_id", needed=True),
    "id": text("trade_id", needed=True),
    "time": moment("create_time_utc", needed=True),
    "symbol": text("symbol", needed=True),
    "side": text("side", needed=True),
    "price": number("traded_price", needed=True),
    "quantity": number("traded_quantity", needed=True),
    "fee": number("fee", needed=True),
    "fee_asset": text("fee_currency", needed=True),
}
_STAKING: Final[Mapping[str, Column]] = {
    "time": moment("create_time_utc", needed=True),
    "staked": text("stake_currency", needed=True),
    "stake": number("stake_amount", needed=True),
    "apr": text("apr"),
    "asset": text("interest_currency", needed=True),
    "amount": number("interest_amount", needed=True),
    "status": text("status", needed=True),
}
_PAID: Final = "1"


def _traded(group: Group) -> Iterator[Transaction]:
    row = group.first
    if row.word("account").upper() != "SPOT":
        raise row.wrong("account", "is an account that is not read")
    side = row.word("side").upper()
    if side not in {"BUY", "SELL"}:
        raise row.wrong("side", "is neither BUY nor SELL")
    market, quantity = separated(row, "symbol", "_"), row.amount("quantity")
    base = Leg(market.base, quantity)
    quote = Leg(market.quote, times(quantity, row.amount("price")))
    fee = fee_leg(row)
    sided = Sided(base, quote, fee) if side == "BUY" else Sided(quote, base, fee)
    note = f"{side} {row.text('symbol')}"
    return traded(group, sided, Beside(at=row.moment("time"), ident=row.identity, note=note))


def _rewarded(group: Group) -> Iterator[Transaction]:
    row = group.first
    if row.word("status") != _PAID:
        raise row.wrong("status", "is not known")
    yield group.transaction(
        Kind.STAKING_REWARD,
        row.moment("time"),
        row.identity,
        came=Leg(row.word("asset"), row.amount("amount")),
        note=f"soft staking of {row.text('stake')} {row.text('staked')}",
    )


_cryptocom = partial(
    Format,
    source="cryptocom_exchange",
    evidence=Evidence.B,
    custody=Custody.BROKER,
    form_1099da=False,
    account="Crypto.com Exchange",
    parser_version=1,
)

CRYPTOCOM_EXCHANGE: Final = (
    _cryptocom(
        name="cryptocom_exchange_trades",
        title="Crypto.com Exchange spot trades (2020, 2021)",
        coverage=Coverage.FILLS,
        columns=_TRADES,
        native_id="id",
        book=_traded,
    ),
    _cryptocom(
        name="cryptocom_exchange_staking",
        title="Crypto.com Exchange soft staking (2020, 2021)",
        coverage=Coverage.MOVEMENTS,
        columns=_STAKING,
        book=_rewarded,
    ),
)
