"""TurboTax, its list of gains and losses, and its universal template filled in by hand.

A gain or loss is what another program made of transactions, and not a transaction. Of the
template we know the columns from a help page only.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Skip
from harvest_tui.sources.options import DateOrder
from harvest_tui.sources.sided import Beside, Sided, Words, booked, fee_leg, leg

_GAINS: Final[Mapping[str, Column]] = {
    "asset": text("Currency Name", "Asset Name", needed=True),
    "acquired": text("Purchase Date", "Received Date", needed=True),
    "basis": text("Cost Basis", "Cost Basis(USD)", needed=True),
    "sold": text("Date Sold", needed=True),
    "proceeds": text("Proceeds", needed=True),
}
_UNIVERSAL: Final[Mapping[str, Column]] = {
    "time": moment("Date", needed=True),
    "type": text("Type", needed=True),
    "sent_asset": text("Sent Asset", needed=True),
    "sent": number("Sent Amount", needed=True),
    "received_asset": text("Received Asset", needed=True),
    "received": number("Received Amount", needed=True),
    "fee_asset": text("Fee Asset", needed=True),
    "fee": number("Fee Amount", needed=True),
    "worth_in": text("Market Value Currency", needed=True),
    "worth": number("Market Value", needed=True),
    "words": text("Description", identity=False),
    "hash": text("Transaction Hash"),
    "id": text("Transaction ID"),
}

_WORDS: Final = Words(
    came={
        "transfer": Kind.TRANSFER_IN,
        "deposit": Kind.TRANSFER_IN,
        "airdrop": Kind.AIRDROP,
        "fork": Kind.FORK,
        "gift": Kind.GIFT_IN,
        "income": Kind.INCOME,
        "interest": Kind.INTEREST,
        "mining": Kind.MINING,
        "staking": Kind.STAKING_REWARD,
    },
    went={
        "transfer": Kind.TRANSFER_OUT,
        "withdrawal": Kind.TRANSFER_OUT,
        "donation": Kind.DONATION,
        "expense": Kind.SPEND,
        "gift": Kind.GIFT_OUT,
        "lost": Kind.LOST,
        "stolen": Kind.STOLEN,
    },
    both={"buy": None, "convert": None, "sale": None},
)
_COMPUTED: Final = "a gain or loss that another program computed, and not a transaction"


def _left_out(group: Group) -> Iterator[Skip]:
    yield Skip(group.rows, _COMPUTED)


def _filled_in(group: Group) -> Iterator[Transaction]:
    row = group.first
    sided = Sided(
        leg(row, "received", "received_asset"), leg(row, "sent", "sent_asset"), fee_leg(row)
    )
    beside = Beside(
        at=row.moment("time"),
        ident=row.identity,
        note=" ".join(filter(None, (row.text("type"), row.text("words")))),
        usd_value=row.number("worth") if row.text("worth_in").upper() == "USD" else None,
        txid=chain_hash(row.text("hash")),
    )
    return booked(group, sided, beside, _WORDS, row.word("type"), "type")


_turbotax = partial(
    Format,
    source="turbotax",
    evidence=Evidence.C,
    coverage=Coverage.AGGREGATOR,
    custody=None,
    form_1099da=False,
    account="TurboTax",
    parser_version=1,
    date_order=DateOrder.MDY,
)

TURBOTAX: Final = (
    _turbotax(
        name="turbotax_gainloss",
        title="TurboTax gains and losses (no transactions: nothing is booked)",
        columns=_GAINS,
        book=_left_out,
    ),
    _turbotax(
        name="turbotax_universal",
        title="TurboTax universal template",
        columns=_UNIVERSAL,
        native_id="id",
        book=_filled_in,
    ),
)
