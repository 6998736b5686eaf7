"""rotki, its generic CSV files of trades and of events, with times in thousandths of a second.

An asset is written as rotki names it, which for a token is its chain and contract.

Read as in: rotki `rotki_trades.py` and `rotki_events.py`.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.aggregated import account_of
from harvest_tui.sources.columns import Column, number, text
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group
from harvest_tui.sources.sided import Beside, Sided, Words, booked, fee_leg, leg, traded

_BESIDE: Final[Mapping[str, Column]] = {
    "location": text("Location", needed=True),
    "fee": number("Fee", needed=True),
    "fee_asset": text("Fee Currency", needed=True),
    "words": text("Description", needed=True, identity=False),
    "time": text("Timestamp", needed=True),
}
_TRADES: Final = {
    **_BESIDE,
    "spent": number("Spend Amount", needed=True),
    "spent_asset": text("Spend Currency", needed=True),
    "received": number("Receive Amount", needed=True),
    "received_asset": text("Receive Currency", needed=True),
}
_EVENTS: Final = {
    **_BESIDE,
    "type": text("Type", needed=True),
    "amount": number("Amount", needed=True),
    "asset": text("Currency", needed=True),
}

_COMES: Final[Mapping[str, Kind]] = {
    "deposit": Kind.TRANSFER_IN,
    "income": Kind.INCOME,
    "staking": Kind.STAKING_REWARD,
}
_WORDS: Final = Words(
    came=_COMES,
    went={"withdrawal": Kind.TRANSFER_OUT, "spend": Kind.SPEND, "loss": Kind.LOST},
    both={},
)


def _traded(group: Group) -> Iterator[Transaction]:
    row = group.first
    sided = Sided(
        leg(row, "received", "received_asset"), leg(row, "spent", "spent_asset"), fee_leg(row)
    )
    return traded(group, sided, _beside(group, row.text("words")))


def _happened(group: Group) -> Iterator[Transaction]:
    row = group.first
    units, kind = leg(row, "amount", "asset"), row.word("type")
    fee = fee_leg(row)
    comes = kind.casefold() in _COMES
    sided = Sided(came=units, fee=fee) if comes else Sided(went=units, fee=fee)
    note = f"{kind} {row.text('words')}".strip()
    return booked(group, sided, _beside(group, note), _WORDS, kind, "type")


def _beside(group: Group, note: str) -> Beside:
    row = group.first
    account = account_of(group, "location", row.text("location"))
    return Beside(at=row.epoch("time"), ident=row.identity, note=note, account=account)


_rotki = partial(
    Format,
    source="rotki",
    evidence=Evidence.A,
    coverage=Coverage.AGGREGATOR,
    custody=None,
    form_1099da=False,
    account=None,
    parser_version=1,
)

ROTKI: Final = (
    _rotki(name="rotki_trades", title="rotki generic trades", columns=_TRADES, book=_traded),
    _rotki(name="rotki_events", title="rotki generic events", columns=_EVENTS, book=_happened),
)
