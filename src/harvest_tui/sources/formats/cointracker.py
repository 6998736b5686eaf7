"""CoinTracker, its transaction history, and the file that it imports, filled in by hand.

What is sent contains the fee; of a file to import only where nothing is received. A row without
a tag that only comes or only goes is one half of a transfer.

Read as in: BittyTax `cointracker.py`; support.cointracker.io 4413071299729.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.aggregated import account_of, only_account, transferred
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Skip
from harvest_tui.sources.options import DateOrder
from harvest_tui.sources.sided import Beside, Sided, Words, booked, fee_leg, leg

_SIDES: Final[Mapping[str, Column]] = {
    "time": moment("Date", needed=True),
    "received": number("Received Quantity", needed=True),
    "received_asset": text("Received Currency", needed=True),
    "sent": number("Sent Quantity", needed=True),
    "sent_asset": text("Sent Currency", needed=True),
    "fee": number("Fee Amount", needed=True),
    "fee_asset": text("Fee Currency", needed=True),
}
_HISTORY: Final = {
    **_SIDES,
    "type": text("Type", needed=True),
    "id": text("Transaction ID", needed=True),
    "worth": number("Received Cost Basis (USD)", identity=False),
    "to": text("Received Wallet", needed=True),
    "received_tag": text("Received Tag"),
    "received_words": text("Received Comment", identity=False),
    "from": text("Sent Wallet", needed=True),
    "sent_tag": text("Sent Tag"),
    "sent_words": text("Sent Comment", identity=False),
    "hash": text("Transaction Hash", identity=False),
    "ignored": text("Ignored"),
}
_TO_IMPORT: Final = {**_SIDES, "tag": text("Tag", needed=True)}

_Items: TypeAlias = Iterator[Transaction | Skip]
_TAGS: Final = Words(
    came={
        "": Kind.TRANSFER_IN,
        "airdrop": Kind.AIRDROP,
        "fork": Kind.FORK,
        "gift": Kind.GIFT_IN,
        "interest": Kind.INTEREST,
        "mined": Kind.MINING,
        "payment": Kind.INCOME,
        "staked": Kind.STAKING_REWARD,
    },
    went={
        "": Kind.TRANSFER_OUT,
        "donation": Kind.DONATION,
        "gift": Kind.GIFT_OUT,
        "lost": Kind.LOST,
        "payment": Kind.SPEND,
    },
    both={"": None},
)
_TYPES: Final = Words(
    came={
        "airdrop": Kind.AIRDROP,
        "income": Kind.INCOME,
        "interest_payment": Kind.INTEREST,
        "mint": Kind.NFT_MINT,
        "receive": Kind.TRANSFER_IN,
        "staking_reward": Kind.STAKING_REWARD,
    },
    went={"send": Kind.TRANSFER_OUT},
    both={
        "buy": None,
        "sell": None,
        "trade": None,
        "multi_token_trade": None,
        "mint": Kind.NFT_MINT,
    },
)
_TAGGED: Final = frozenset({"send", "receive"})


def _sided(row: Cells) -> Sided:
    return Sided(
        leg(row, "received", "received_asset"), leg(row, "sent", "sent_asset"), fee_leg(row)
    )


def _footer(row: Cells) -> str | None:
    return "no record: the export ends here" if row.text("time") == "..." else None


def _wallet(row: Cells, role: str) -> str:
    """Give the account: `Kraken - BTC` is the BTC of Kraken."""
    return row.text(role).partition(" - ")[0].strip()


def _told(group: Group) -> _Items:
    row = group.first
    kind = row.word("type").casefold().replace(" ", "_")
    if kind == "spam":
        yield Skip(group.rows, "CoinTracker marks it as spam")
    elif row.text("ignored").casefold() in {"true", "yes", "1"}:
        yield Skip(group.rows, "CoinTracker was told to ignore it")
    else:
        yield from _happened(group, kind)


def _happened(group: Group, kind: str) -> Iterator[Transaction]:
    row, sided = group.first, _sided(group.first)
    leaves, arrives = _wallet(row, "from"), _wallet(row, "to")
    words = (row.text("type"), row.text("received_words") or row.text("sent_words"))
    beside = partial(
        Beside,
        at=row.moment("time"),
        ident=row.identity,
        note=" ".join(filter(None, words)),
        txid=chain_hash(row.text("hash")),
    )
    if kind == "transfer":
        account, target = account_of(group, "from", leaves), account_of(group, "to", arrives)
        return transferred(group, sided, beside(account=account), target, "type")
    account = only_account(group, "to" if sided.went is None else "from", leaves, arrives)
    said = beside(account=account, usd_value=_worth(row, kind))
    sided = sided.without_fee_in_what_went()
    tag_role = "sent_tag" if sided.came is None else "received_tag"
    if kind in _TAGGED and row.text(tag_role):
        return booked(group, sided, said, _TAGS, row.text(tag_role), tag_role)
    return booked(group, sided, said, _TYPES, kind, "type")


def _worth(row: Cells, kind: str) -> Usd | None:
    """Give the basis of what came: its value, but for what came from elsewhere."""
    return None if kind in _TAGGED else row.number("worth")


def _filled_in(group: Group) -> Iterator[Transaction]:
    row = group.first
    sided, tag = _sided(row), row.text("tag")
    if sided.came is None:
        sided = sided.without_fee_in_what_went()
    beside = Beside(at=row.moment("time"), ident=row.identity, note=tag)
    return booked(group, sided, beside, _TAGS, tag, "tag")


_cointracker = partial(
    Format,
    source="cointracker",
    coverage=Coverage.AGGREGATOR,
    custody=None,
    form_1099da=False,
    parser_version=1,
    date_order=DateOrder.MDY,
    aside=_footer,
)

COINTRACKER: Final = (
    _cointracker(
        name="cointracker_export",
        title="CoinTracker transaction history",
        evidence=Evidence.A,
        account=None,
        columns=_HISTORY,
        native_id="id",
        book=_told,
    ),
    _cointracker(
        name="cointracker_import",
        title="CoinTracker import file",
        evidence=Evidence.C,
        account="CoinTracker",
        columns=_TO_IMPORT,
        book=_filled_in,
    ),
)
