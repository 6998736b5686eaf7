"""Crypto.com App, transaction history: one row an event, newest first, no fee columns.

Crypto wallet, fiat wallet and card are separate exports; a row that stands in two of them is
the same row. Amount is signed; Native is its value in the currency of the account.

Read as in: BittyTax `cryptocom.py` and its issues 248 to 419; rotki `cryptocom.py`.
"""

import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO, Usd
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, size, text
from harvest_tui.sources.currencies import is_money
from harvest_tui.sources.exchange import Entry, exchange
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, by
from harvest_tui.sources.sided import Beside, Sided, leg, traded
from harvest_tui.sources.sweep import swept
from harvest_tui.sources.ways import (
    AIRDROP,
    ARRIVED,
    CASHBACK,
    INCOME,
    INSIDE,
    INTEREST,
    REFERRAL,
    REWARD,
    SENT,
    SPENT,
    Ways,
    by_sign,
)

_COLUMNS: Final[Mapping[str, Column]] = {
    "time": moment("Timestamp (UTC)", needed=True),
    "words": text("Transaction Description", needed=True),
    "asset": text("Currency", needed=True),
    "amount": number("Amount", needed=True),
    "to_asset": text("To Currency", needed=True),
    "to_amount": number("To Amount", needed=True),
    "native": text("Native Currency", needed=True),
    "worth": size("Native Amount", needed=True, identity=False),
    "usd": size("Native Amount (in USD)", needed=True, identity=False),
    "kind": text("Transaction Kind", needed=True),
    "hash": text("Transaction Hash", identity=False),
}

_Items: TypeAlias = Iterator[Transaction]


def _beside(group: Group) -> Beside:
    row = group.first
    return Beside(
        at=row.moment("time"),
        ident=min(row.identity for row in group.rows),
        note=": ".join(filter(None, (row.text("kind"), row.text("words")))),
        usd_value=_usd(row),
        txid=chain_hash(row.text("hash")),
    )


def _usd(row: Cells) -> Usd | None:
    usd = row.number("usd")
    return abs(usd) if usd else None


# -- one asset ----------------------------------------------------------------------------------


_SINGLE: Final[Mapping[str, Ways]] = {
    "crypto_earn_interest_paid": INTEREST,
    "crypto_earn_extra_interest_paid": INTEREST,
    "mco_stake_reward": REWARD,
    "supercharger_reward_to_app_credited": REWARD,
    "referral_card_cashback": CASHBACK,
    "transfer_cashback": CASHBACK,
    "reimbursement": CASHBACK,
    "card_cashback_reverted": SPENT,  # taken back at its value of then
    "reimbursement_reverted": SPENT,
    "referral_bonus": REFERRAL,
    "referral_gift": REFERRAL,
    "campaign_reward": AIRDROP,
    "admin_wallet_credited": AIRDROP,
    "gift_card_reward": AIRDROP,
    "rewards_platform_deposit_credited": INCOME,
    "crypto_payment": SPENT,
    "crypto_payment_refund": CASHBACK,  # no income: the price comes back
    "card_top_up": SPENT,
    "crypto_deposit": ARRIVED,
    "exchange_to_crypto_transfer": ARRIVED,
    "crypto_withdrawal": SENT,
    "crypto_to_exchange_transfer": SENT,
    "crypto_transfer": Ways(Kind.GIFT_IN, Kind.GIFT_OUT),  # from or to a friend
    **dict.fromkeys(
        (
            "crypto_earn_program_created",
            "crypto_earn_program_withdrawn",
            "lockup_lock",
            "lockup_unlock",
            "lockup_upgrade",
            "supercharger_deposit",
            "supercharger_withdrawal",
            "council_node_deposit_created",
        ),
        INSIDE,
    ),
}
_BY_PATTERN: Final[Mapping[re.Pattern[str], Ways]] = {
    re.compile(r"finance\..*dpos.*interest.*"): REWARD,
    re.compile(r"finance\..*dpos.*(staking|lock).*"): INSIDE,
    re.compile(r"reward\.loyalty_program\..+"): CASHBACK,
    re.compile(r"trading\.limit_order\..+_(lock|unlock)"): INSIDE,
    re.compile(r"viban_deposit_precredit.*"): INSIDE,
}
_OF_THE_FIAT_WALLET: Final[Mapping[str, Ways]] = {"Deposit": ARRIVED, "Withdrawal": SENT}
"""By a word of the description, where there is no kind."""


def _alone(group: Group) -> _Items:
    row = group.first
    asset, amount = row.word("asset"), row.amount("amount")
    return by_sign(group, _ways(row), _beside(group), asset=asset, amount=amount)


def _ways(row: Cells) -> Ways:
    kind = row.text("kind")
    if not kind:
        words = row.text("words")
        found = [ways for word, ways in _OF_THE_FIAT_WALLET.items() if word in words]
        if len(found) != 1:
            raise row.wrong("words", "is of no kind, and says neither Deposit nor Withdrawal")
        return found[0]
    ways = _SINGLE.get(kind) or next(
        (ways for pattern, ways in _BY_PATTERN.items() if pattern.fullmatch(kind)), None
    )
    if ways is None:
        raise row.wrong("kind", "is not known")
    return ways


# -- two assets -----------------------------------------------------------------------------------


def _exchanged(group: Group) -> _Items:
    row = group.first
    given = row.amount("amount")
    if given >= 0:
        raise row.wrong("amount", "is what was given, and has no minus")
    sided = Sided(leg(row, "to_amount", "to_asset"), Leg(row.word("asset"), -given))
    return traded(group, sided, _beside(group))


def _purchased(group: Group) -> _Items:
    """Paid by card: the price is the native amount."""
    row = group.first
    sided = Sided(leg(row, "amount", "asset"), Leg(row.word("native"), abs(row.amount("worth"))))
    return traded(group, sided, _beside(group))


def _dust(group: Group) -> _Items:
    return swept(group, _entries(group), _beside(group).ident, note=_beside(group).note)


def _renamed(group: Group) -> _Items:
    """MCO became CRO."""
    beside = _beside(group)
    return exchange(
        group, _entries(group), beside.ident, note=beside.note, kind=Kind.REDENOMINATION
    )


def _entries(group: Group) -> list[Entry]:
    return [
        Entry(
            row=row,
            label=row.text("kind"),
            asset=row.word("asset"),
            amount=row.amount("amount"),
            fee=ZERO,
            worth=_usd(row),
            money=is_money(row.word("asset")),
        )
        for row in group.rows
    ]


_Booker: TypeAlias = Callable[[Group], _Items]
_TRADES: Final[Mapping[str, _Booker]] = {
    **dict.fromkeys(
        (
            "viban_purchase",
            "van_purchase",
            "crypto_viban_exchange",
            "crypto_exchange",
            "crypto_to_van_sell_order",
            "recurring_buy_order",
        ),
        _exchanged,
    ),
    "crypto_purchase": _purchased,
}
_TRADES_BY_PATTERN: Final[Mapping[re.Pattern[str], _Booker]] = {
    re.compile(r"trading\.limit_order\..+(purchase_commit|sell_commit|exchange)"): _exchanged,
    re.compile(r"trading\.crypto_purchase\..+"): _purchased,
}
_SIDE: Final = re.compile(r"(?P<what>.+)_(?:debited|credited)")
_IN_PARTS: Final[Mapping[str, _Booker]] = {
    "dust_conversion": _dust,
    **dict.fromkeys(
        ("dynamic_coin_swap", "interest_swap", "lockup_swap", "crypto_wallet_swap"), _renamed
    ),
}


def _event(row: Cells) -> Hashable:
    """Name the event of a row that is one side of it: what it is, and its second."""
    found = _SIDE.fullmatch(row.text("kind"))
    return (found["what"], row.text("time")) if found and found["what"] in _IN_PARTS else None


def _book(group: Group) -> _Items:
    row = group.first
    kind, event = row.text("kind"), _event(row)
    if event is not None:
        return _IN_PARTS[_SIDE.sub(r"\g<what>", kind)](group)
    booker = _TRADES.get(kind) or next(
        (booker for pattern, booker in _TRADES_BY_PATTERN.items() if pattern.fullmatch(kind)),
        _alone,
    )
    return booker(group)


CRYPTOCOM_APP: Final = Format(
    name="cryptocom_app",
    source="cryptocom_app",
    title="Crypto.com App transactions",
    evidence=Evidence.A,
    coverage=Coverage.LEDGER,
    custody=Custody.BROKER,
    form_1099da=True,
    account="Crypto.com App",
    parser_version=1,
    columns=_COLUMNS,
    group=by(_event),
    book=_book,
)
