"""CoinLedger, its ledger of signed rows by event, and its universal template filled in by hand.

Fees stand apart: in the ledger as rows of their own.

Read as in: rotki `coinledger.py`; help.coinledger.io 6028758.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.aggregated import account_of
from harvest_tui.sources.cells import Cells, RowError
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import is_money
from harvest_tui.sources.exchange import Entry, Sides, fees_apart, first_moment, own_fee, sides
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, by
from harvest_tui.sources.options import DateOrder
from harvest_tui.sources.sided import Beside, Sided, Words, booked, fee_leg, leg

_LEDGER: Final[Mapping[str, Column]] = {
    "time": moment("Timestamp (UTC)", needed=True),
    "type": text("Type", needed=True),
    "event": text("Internal Id", needed=True),
    "platform": text("Platform", needed=True),
    "account": text("Account Name", needed=True),
    "hash": text("Blockchain Id", needed=True),
    "record": text("Record Type", needed=True),
    "asset": text("Asset", needed=True),
    "amount": number("Amount", needed=True),
    "words": text("Description", identity=False),
}
_UNIVERSAL: Final[Mapping[str, Column]] = {
    "time": moment("Date (UTC)", needed=True),
    "account": text("Platform (Optional)", "Platform", needed=True),
    "sent_asset": text("Asset Sent", needed=True),
    "sent": number("Amount Sent", needed=True),
    "received_asset": text("Asset Received", needed=True),
    "received": number("Amount Received", needed=True),
    "fee_asset": text("Fee Currency (Optional)", "Fee Currency", needed=True),
    "fee": number("Fee Amount (Optional)", "Fee Amount", needed=True),
    "type": text("Type", needed=True),
    "words": text("Description (Optional)", "Description", identity=False),
    "hash": text("TxHash (Optional)", "TxHash", identity=False),
}

_WORDS: Final = Words(
    came={
        "deposit": Kind.TRANSFER_IN,
        "airdrop": Kind.AIRDROP,
        "gift received": Kind.GIFT_IN,
        "hard fork": Kind.FORK,
        "income": Kind.INCOME,
        "interest": Kind.INTEREST,
        "margin gain": Kind.MARGIN_PNL,
        "mining": Kind.MINING,
        "staking": Kind.STAKING_REWARD,
    },
    went={
        "withdrawal": Kind.TRANSFER_OUT,
        "gift sent": Kind.GIFT_OUT,
        "investment loss": Kind.LOST,
        "margin gain": Kind.MARGIN_PNL,
        "merchant payment": Kind.SPEND,
        "theft loss": Kind.STOLEN,
    },
    both={"buy": None, "sell": None, "trade": None},
)

# -- the ledger -----------------------------------------------------------------------------------

_PRINCIPAL: Final = frozenset({"credit", "debit", "margin gain"})
_FEES: Final = frozenset({"platform fee", "network fee"})


def _event(row: Cells) -> Hashable:
    return row.text("event") or None


def _recorded(group: Group) -> Iterator[Transaction]:
    """Add up the rows of one event: its sides, and its fees."""
    row, kind = group.first, _only(group, "type")
    summed = sides([_entry(row) for row in group.rows])
    if len(summed.came) > 1 or len(summed.went) > 1:
        raise RowError("the rows of an event are not one asset for another")
    sided, others = _own_fee(summed)
    at, name = first_moment(group), row.text("event") or row.identity
    margin = any(row.text("record").casefold() == "margin gain" for row in group.rows)
    beside = Beside(
        at=at,
        ident=name,
        note=" ".join(filter(None, (kind, row.text("words")))),
        account=account_of(group, "account", _only(group, "account") or row.text("platform")),
        txid=chain_hash(_only(group, "hash")),
    )
    word = "margin gain" if margin else kind
    yield from booked(group, sided, beside, _WORDS, word, "type")
    yield from fees_apart(group, name, others, at, kind)


def _own_fee(summed: Sides) -> tuple[Sided, Sequence[Leg]]:
    came = summed.came[0] if summed.came else None
    went = summed.went[0] if summed.went else None
    money = {fee.asset for fee in summed.fees if is_money(fee.asset)}
    own, others = own_fee(summed.fees, money, *(side.asset for side in (went, came) if side))
    return Sided(came, went, own), others


def _entry(row: Cells) -> Entry:
    record, asset, amount = row.word("record").casefold(), row.word("asset"), row.amount("amount")
    if record not in _PRINCIPAL | _FEES:
        raise row.wrong("record", "is not known")
    charged = record in _FEES
    return Entry(
        row=row,
        label=record,
        asset=asset,
        amount=ZERO if charged else amount,
        fee=-amount if charged else ZERO,
        worth=None,
        money=is_money(asset),
    )


def _only(group: Group, role: str) -> str:
    said = {row.text(role) for row in group.rows}
    if len(said) > 1:
        raise group.first.wrong(role, "is not the same in all rows of the event")
    return said.pop()


# -- the template ---------------------------------------------------------------------------------


def _filled_in(group: Group) -> Iterator[Transaction]:
    row = group.first
    sided = Sided(
        leg(row, "received", "received_asset"), leg(row, "sent", "sent_asset"), fee_leg(row)
    )
    beside = Beside(
        at=row.moment("time"),
        ident=row.identity,
        note=" ".join(filter(None, (row.text("type"), row.text("words")))),
        account=account_of(group, "account", row.text("account")),
        txid=chain_hash(row.text("hash")),
    )
    return booked(group, sided, beside, _WORDS, row.text("type"), "type")


_coinledger = partial(
    Format,
    source="coinledger",
    evidence=Evidence.A,
    coverage=Coverage.AGGREGATOR,
    custody=None,
    form_1099da=False,
    account=None,
    parser_version=1,
    date_order=DateOrder.MDY,
)

COINLEDGER: Final = (
    _coinledger(
        name="coinledger_export",
        title="CoinLedger ledger",
        columns=_LEDGER,
        group=by(_event),
        book=_recorded,
    ),
    _coinledger(
        name="coinledger_universal",
        title="CoinLedger universal template",
        columns=_UNIVERSAL,
        book=_filled_in,
    ),
)
