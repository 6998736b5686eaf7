"""Koinly, its transaction report, and its universal template filled in by hand.

Fees stand apart from what is sent and received, but for a transfer, of which what does not
arrive is the fee. A deposit or withdrawal without a tag, which Koinly takes for a purchase or a
sale at market, is one half of a transfer here.

Read as in: BittyTax `koinly.py`; support.koinly.io 9490023.
"""

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.aggregated import account_of, only_account, transferred
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group
from harvest_tui.sources.sided import Beside, Sided, Words, booked, fee_leg, leg

_SIDES: Final[Mapping[str, Column]] = {
    "time": moment("Date", needed=True),
    "sent": number("Sent Amount", needed=True),
    "sent_asset": text("Sent Currency", needed=True),
    "received": number("Received Amount", needed=True),
    "received_asset": text("Received Currency", needed=True),
    "fee": number("Fee Amount", needed=True),
    "fee_asset": text("Fee Currency", needed=True),
    "tag": text("Label", "Tag", needed=True),
    "hash": text("TxHash", needed=True),
    "words": text("Description", needed=True, identity=False),
}
_REPORT: Final = {
    **_SIDES,
    "type": text("Type", needed=True),
    "from": text("Sending Wallet", needed=True),
    "to": text("Receiving Wallet", needed=True),
    "usd": number("Net Value (USD)", identity=False),
    "fee_usd": number("Fee Value (USD)", identity=False),
}
_UNIVERSAL: Final = {
    **_SIDES,
    "worth": number("Net Worth Amount", needed=True),
    "worth_in": text("Net Worth Currency", needed=True),
}

_NUMBERED: Final = re.compile(r"(?P<code>.+);[0-9]+", re.ASCII)
"""`WFLR;9546698`: a coin with its number among those of the same ticker."""
_TYPES: Final = frozenset({
    "buy", "sell", "exchange", "fiat_deposit", "fiat_withdrawal", "crypto_deposit",
    "crypto_withdrawal",
})  # fmt: skip
_WORDS: Final = Words(
    came={
        "": Kind.TRANSFER_IN,
        "reward": Kind.STAKING_REWARD,
        "staking": Kind.STAKING_REWARD,
        "airdrop": Kind.AIRDROP,
        "fork": Kind.FORK,
        "mining": Kind.MINING,
        "income": Kind.INCOME,
        "other income": Kind.INCOME,
        "salary": Kind.INCOME,
        "lending interest": Kind.INTEREST,
        "loan interest": Kind.INTEREST,
        "cashback": Kind.CASHBACK,
        "fee refund": Kind.FEE_REBATE,
        "gift": Kind.GIFT_IN,
        "loan": Kind.LOAN_IN,
        "realized gain": Kind.MARGIN_PNL,
        "realized p&l": Kind.MARGIN_PNL,
        "from pool": Kind.INTERNAL_TRANSFER,
    },
    went={
        "": Kind.TRANSFER_OUT,
        "gift": Kind.GIFT_OUT,
        "donation": Kind.DONATION,
        "cost": Kind.SPEND,
        "lost": Kind.LOST,
        "interest payment": Kind.LOAN_INTEREST,
        "loan interest": Kind.LOAN_INTEREST,
        "loan fee": Kind.LOAN_INTEREST,
        "loan repayment": Kind.LOAN_OUT,
        "margin fee": Kind.MARGIN_FEE,
        "realized gain": Kind.MARGIN_PNL,
        "realized p&l": Kind.MARGIN_PNL,
        "to pool": Kind.INTERNAL_TRANSFER,
    },
    both={
        "": None,
        "swap": Kind.REDENOMINATION,  # Koinly's word for an exchange that is no sale
        "liquidity in": Kind.LP_IN,
        "liquidity out": Kind.LP_OUT,
    },
)


def _code(code: str) -> str:
    found = _NUMBERED.fullmatch(code)
    return found["code"] if found else code


def _sided(row: Cells) -> Sided:
    return Sided(
        leg(row, "received", "received_asset", _code),
        leg(row, "sent", "sent_asset", _code),
        fee_leg(row, code=_code),
    )


def _reported(group: Group) -> Iterator[Transaction]:
    row = group.first
    kind, sided = row.word("type").casefold().replace(" ", "_"), _sided(row)
    leaves, arrives = row.text("from"), row.text("to")
    beside = partial(
        Beside,
        at=row.moment("time"),
        ident=row.identity,
        note=" ".join(filter(None, (kind, row.text("tag"), row.text("words")))),
        fee_usd=row.number("fee_usd"),
        txid=chain_hash(row.text("hash")),
    )
    if kind == "transfer":
        account, target = account_of(group, "from", leaves), account_of(group, "to", arrives)
        return transferred(group, sided, beside(account=account), target, "type")
    if kind not in _TYPES:
        raise row.wrong("type", "is not known")
    account = only_account(group, "to" if sided.went is None else "from", leaves, arrives)
    said = beside(account=account, usd_value=row.number("usd"))
    return booked(group, sided, said, _WORDS, row.text("tag"), "tag")


def _filled_in(group: Group) -> Iterator[Transaction]:
    row = group.first
    worth = row.number("worth")
    beside = Beside(
        at=row.moment("time"),
        ident=row.identity,
        note=" ".join(filter(None, (row.text("tag"), row.text("words")))),
        usd_value=worth if row.text("worth_in").upper() == "USD" else None,
        txid=chain_hash(row.text("hash")),
    )
    return booked(group, _sided(row), beside, _WORDS, row.text("tag"), "tag")


_koinly = partial(
    Format,
    source="koinly",
    coverage=Coverage.AGGREGATOR,
    custody=None,
    form_1099da=False,
    parser_version=1,
)

KOINLY: Final = (
    _koinly(
        name="koinly_export",
        title="Koinly transaction report",
        evidence=Evidence.A,
        account=None,
        columns=_REPORT,
        book=_reported,
    ),
    _koinly(
        name="koinly_universal",
        title="Koinly universal template",
        evidence=Evidence.B,
        account="Koinly",
        columns=_UNIVERSAL,
        book=_filled_in,
    ),
)
