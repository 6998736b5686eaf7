"""CoinTracking, its trade list and its trade prices: the same rows, told in two ways.

What is bought is net of the fee and what is sold contains it; the fee itself is only named. A
fee in a third coin is a row of its own. Times are those of the user's zone, which the file does
not name: they are taken for UTC.

Read as in: rotki `cointracking.py` and its issue 997; BittyTax `cointracking.py`; staketax
issue 31.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.aggregated import account_of
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg
from harvest_tui.sources.options import DateOrder
from harvest_tui.sources.sided import Beside, Sided, Words, booked, leg

# Repeated headers are numbered when the file is read, after it is recognised: not `needed`.
_SIDES: Final[Mapping[str, Column]] = {
    "type": text("Type", needed=True),
    "bought": number("Buy", needed=True),
    "bought_asset": text("Cur.", needed=True),
    "sold": number("Sell", needed=True),
    "sold_asset": text("Cur. (2)"),
    "exchange": text("Exchange", needed=True),
    "group": text("Group", needed=True, identity=False),
    "time": moment("Date", needed=True),
}
_TRADES: Final = {
    **_SIDES,
    "fee": number("Fee", needed=True),
    "fee_asset": text("Cur. (3)"),
    "words": text("Comment", needed=True, identity=False),
    "hash": text("Tx-ID", identity=False),
}
_PRICES: Final = {
    **_SIDES,
    "btc": text("Value in BTC", needed=True, identity=False),
    "bought_usd": number("Value in USD", identity=False),
    "sold_usd": number("Value in USD (2)", identity=False),
    "spread": text("Spread", needed=True, identity=False),
}

_NOTHING: Final = frozenset({"", "-"})
_WORDS: Final = Words(
    came={
        "deposit": Kind.TRANSFER_IN,
        "airdrop": Kind.AIRDROP,
        "gift / tip": Kind.GIFT_IN,
        "gift/tip": Kind.GIFT_IN,
        "income": Kind.INCOME,
        "interest income": Kind.INTEREST,
        "lending income": Kind.INTEREST,
        "margin profit": Kind.MARGIN_PNL,
        "masternode": Kind.STAKING_REWARD,
        "mining": Kind.MINING,
        "reward / bonus": Kind.INCOME,
        "reward/bonus": Kind.INCOME,
        "staking": Kind.STAKING_REWARD,
    },
    went={
        "withdrawal": Kind.TRANSFER_OUT,
        "donation": Kind.DONATION,
        "gift": Kind.GIFT_OUT,
        "lost": Kind.LOST,
        "margin fee": Kind.MARGIN_FEE,
        "margin loss": Kind.MARGIN_PNL,
        "other fee": Kind.FEE,
        "spend": Kind.SPEND,
        "stolen": Kind.STOLEN,
    },
    both={"trade": None},
)


def _listed(group: Group) -> Iterator[Transaction]:
    row = group.first
    came, went, fee = _side(row, "bought"), _side(row, "sold"), _side(row, "fee")
    if fee is not None and fee.asset not in {side.asset for side in (came, went) if side}:
        fee = None  # of a third coin: it is a row of its own
    sided = Sided(came, went, fee).without_fee_in_what_went().with_fee_in_what_came()
    beside = replace(
        _beside(group),
        note=f"{row.text('type')} {row.text('words')}".strip(),
        txid=chain_hash(row.text("hash")),
    )
    return booked(group, sided, beside, _WORDS, row.text("type"), "type")


def _priced(group: Group) -> Iterator[Transaction]:
    row = group.first
    sided = Sided(_side(row, "bought"), _side(row, "sold"))
    usd = "bought_usd" if sided.came else "sold_usd"
    worth = None if row.text(usd) in _NOTHING else row.number(usd)
    beside = replace(_beside(group), usd_value=worth)
    return booked(group, sided, beside, _WORDS, row.text("type"), "type")


def _side(row: Cells, role: str) -> Leg | None:
    """Give one side; a dash is a blank."""
    return None if row.text(role) in _NOTHING else leg(row, role, f"{role}_asset")


def _beside(group: Group) -> Beside:
    row = group.first
    account = account_of(group, "exchange", row.text("exchange"))
    return Beside(at=row.moment("time"), ident=row.identity, note=row.text("type"), account=account)


_cointracking = partial(
    Format,
    source="cointracking",
    evidence=Evidence.B,
    coverage=Coverage.AGGREGATOR,
    custody=None,
    form_1099da=False,
    account=None,
    parser_version=1,
    date_order=DateOrder.DMY,
)

COINTRACKING: Final = (
    _cointracking(
        name="cointracking_export",
        title="CoinTracking trade list",
        columns=_TRADES,
        book=_listed,
    ),
    _cointracking(
        name="cointracking_trade_prices",
        title="CoinTracking trade prices (the trade list is better)",
        columns=_PRICES,
        book=_priced,
    ),
)
