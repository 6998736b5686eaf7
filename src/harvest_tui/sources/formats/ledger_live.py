"""Ledger Live, "Export operation history": one row an operation, unsigned.

What goes out in a chain's own coin contains the fee; the fee of what comes in was the sender's.
A token that goes out repeats the fee, which counts in the coin's own FEES row of the same hash.
Countervalues are estimates that change with every export, and are left out.

Read as in: BittyTax `ledgerlive.py` and its issues 79 and 121; dali-rp2 `ledger.py`.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.text import shown
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.chain import chain_hash
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg, Skip, by
from harvest_tui.sources.on_chain import Tally, settled

_COLUMNS: Final[Mapping[str, Column]] = {
    "time": moment("Operation Date", needed=True),
    "status": text("Status"),
    "asset": text("Currency Ticker", needed=True),
    "type": text("Operation Type", needed=True),
    "amount": number("Operation Amount", needed=True),
    "fee": number("Operation Fees", needed=True),
    "hash": text("Operation Hash", needed=True),
    "name": text("Account Name", identity=False),
}

_OWN_CHAIN: Final = frozenset({
    "ADA", "ALGO", "APT", "ATOM", "AVAX", "BCH", "BNB", "BTC", "BTG", "CELO", "CRO", "DASH",
    "DCR", "DGB", "DOGE", "DOT", "EGLD", "ETC", "ETH", "FIL", "FTM", "HBAR", "ICP", "INJ",
    "KAVA", "KSM", "LTC", "MATIC", "NEAR", "OSMO", "POL", "QTUM", "SOL", "STX", "SUI", "TON",
    "TRX", "VET", "XLM", "XRP", "XTZ", "ZEC", "ZEN",
})  # fmt: skip
"""Coins in which a network takes its fee; every other ticker is a token on some chain."""

_Items: TypeAlias = Iterator[Transaction | Skip]


def _hash(row: Cells) -> Hashable:
    return row.text("hash") or None


def _book(group: Group) -> _Items:
    left = [row for row in group.rows if _status(row) not in {"confirmed", "failed"}]
    if left:
        yield Skip(left, "not confirmed yet: export again when it is")
    rows = [row for row in group.rows if row not in left]
    rewards = [row for row in rows if row.word("type") == "REWARD" and _status(row) != "failed"]
    others = [row for row in rows if row not in rewards]
    if rewards:
        yield from _rewarded(group.part(rewards), aside=bool(others))
    if others:
        yield from _operated(group.part(others))


def _status(row: Cells) -> str:
    return row.word("status").casefold() if row.sheet.has("status") else "confirmed"


def _operated(group: Group) -> _Items:
    tally, fee_coin = Tally(), _fee_coin(group.rows)
    for row in group.rows:
        count = _KINDS.get(row.word("type"))
        if count is None:
            raise row.wrong("type", "is not known")
        if _status(row) == "failed":
            count = _nothing if row.text("type") in _FEE_OF_ANOTHER else _cost
        count(row, tally, fee_coin)
    at = min(row.moment("time") for row in group.rows)
    yield from settled(
        group, tally, at, _name(group), txid=chain_hash(group.first.text("hash")), note=_note(group)
    )


def _rewarded(group: Group, *, aside: bool) -> _Items:
    """Rewards of one hash; the file does not say whether a fee is inside, so there may be none."""
    for row in group.rows:
        if row.number("fee"):
            raise row.wrong("fee", "is a fee of a reward, inside it or beside it")
    assets = {row.word("asset") for row in group.rows}
    if len(assets) > 1:
        raise group.first.wrong("hash", "rewards several assets")
    yield group.transaction(
        Kind.STAKING_REWARD,
        min(row.moment("time") for row in group.rows),
        _name(group) + ("-reward" if aside else ""),
        came=Leg(assets.pop(), sum((row.amount("amount") for row in group.rows), ZERO)),
        txid=chain_hash(group.first.text("hash")),
        note=_note(group),
    )


def _name(group: Group) -> str:
    return group.first.text("hash") or group.first.identity


def _note(group: Group) -> str:
    said = (f"{row.text('type')} {row.text('name')}".strip() for row in group.rows)
    return ", ".join(dict.fromkeys(said))


# -- what each type counts -------------------------------------------------------------------

_Count: TypeAlias = Callable[[Cells, Tally, str | None], None]
"""Adds a row to its hash; told the coin of the FEES row, where the hash has one."""


def _fee_coin(rows: Sequence[Cells]) -> str | None:
    return next((row.word("asset") for row in rows if row.text("type") == "FEES"), None)


def _unsigned(row: Cells, role: str) -> Decimal:
    amount = row.number(role) or ZERO
    if amount < 0:
        raise row.wrong(role, "has a sign, and Ledger Live writes none")
    return amount


def _came(row: Cells, tally: Tally, fee_coin: str | None) -> None:
    del fee_coin  # the sender paid it
    tally.move(row.word("asset"), _unsigned(row, "amount"))


def _went(row: Cells, tally: Tally, fee_coin: str | None) -> None:
    asset, amount, fee = row.word("asset"), _unsigned(row, "amount"), _unsigned(row, "fee")
    _cost(row, tally, fee_coin)
    if fee_coin not in {None, asset}:
        fee = ZERO  # of a token: the chain's coin paid it
    if ZERO < amount < fee:
        raise row.wrong("amount", "is less than the fee that it contains")
    tally.move(asset, -max(amount - fee, ZERO))


def _cost(row: Cells, tally: Tally, fee_coin: str | None) -> None:
    """Count the fee alone, in a coin that can pay it, where no FEES row counts it."""
    asset, fee = row.word("asset"), _unsigned(row, "fee")
    if fee_coin is not None or not fee:
        return
    if asset not in _OWN_CHAIN:
        raise row.wrong("fee", f"was paid in the coin of a chain, and {shown(asset)} is a token")
    tally.charge(asset, fee)


def _fees(row: Cells, tally: Tally, fee_coin: str | None) -> None:
    del fee_coin
    if row.amount("amount") != _unsigned(row, "fee"):
        raise row.wrong("amount", "is not the fee, and a FEES row moves nothing else")
    tally.charge(row.word("asset"), _unsigned(row, "fee"))


def _nothing(row: Cells, tally: Tally, fee_coin: str | None) -> None:
    """Count nothing: the file does not say which NFT it is, and the sender paid the fee."""
    del row, tally, fee_coin


_FEE_OF_ANOTHER: Final = frozenset({"IN", "NFT_IN", "REWARD"})
_KINDS: Final[Mapping[str, _Count]] = {
    "IN": _came,
    "OUT": _went,
    "FEES": _fees,
    **dict.fromkeys(
        (
            "REVEAL",
            "BOND",
            "UNBOND",
            "WITHDRAW_UNBONDED",
            "DELEGATE",
            "UNDELEGATE",
            "NFT_OUT",
        ),
        _cost,
    ),
    "NFT_IN": _nothing,
    "REWARD": _nothing,
}

LEDGER_LIVE: Final = Format(
    name="ledger_live",
    source="ledger_live",
    title="Ledger Live operation history",
    evidence=Evidence.A,
    coverage=Coverage.LEDGER,
    custody=Custody.SELF,
    form_1099da=False,
    account="Ledger",
    parser_version=1,
    columns=_COLUMNS,
    group=by(_hash),
    book=_book,
)
