"""OKX, trading and funding account history, below a line about the user.

Of a fill the two legs are rows with one id, or else with one order id; a fee has a minus and is
in the unit of its own row, whose balance changes by both.

Read as in: BittyTax `okx.py` and its issue 293.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import MEND, Cells
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import is_money
from harvest_tui.sources.exchange import Entry, exchange
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.group import Group, Leg
from harvest_tui.sources.sided import Beside
from harvest_tui.sources.ways import ARRIVED, INSIDE, REBATE, REWARD, SENT, Ways, by_sign

_TRADING: Final[Mapping[str, Column]] = {
    "id": text("id", needed=True),
    "order": text("Order id", needed=True),
    "time": moment("Time", needed=True),
    "trade": text("Trade Type", needed=True),
    "instrument": text("Instrument", needed=True),
    "type": text("Type", needed=True),
    "amount": number("Amount", needed=True),
    "unit": text("Unit", needed=True),
    "fee": number("Fee", needed=True),
    "change": number("Balance Change", needed=True),
}
_FUNDING: Final[Mapping[str, Column]] = {
    "id": text("id", needed=True),
    "time": moment("Time", needed=True),
    "type": text("Type", needed=True),
    "amount": number("Amount", needed=True),
    "before": number("Before Balance", needed=True, identity=False),
    "after": number("After Balance", needed=True, identity=False),
    "fee": number("Fee", needed=True),
    "asset": text("Symbol", needed=True),
}

_Items: TypeAlias = Iterator[Transaction]
_PAIR: Final = ["Buy", "Sell"]


# -- trading account ------------------------------------------------------------------------------


def _by_id_or_order(rows: Sequence[Cells]) -> Iterator[Sequence[Cells]]:
    """Put the two legs of a fill together; those whose ids differ, by their order."""
    groups: dict[str, list[Cells]] = defaultdict(list)
    for row in rows:
        groups[row.text("id")].append(row)
    orders: dict[str, list[Cells]] = defaultdict(list)
    for group in groups.values():
        if sorted(row.text("type") for row in group) == _PAIR:
            yield sorted(group, key=lambda row: row.text("type"))
            continue
        for row in group:
            if row.text("trade") == "Spot" and row.text("order"):
                orders[row.text("order")].append(row)
            else:
                yield (row,)
    yield from (sorted(group, key=lambda row: row.key) for group in orders.values())


def _booked_trading(group: Group) -> _Items:
    row = group.first
    trade = row.word("trade")
    if trade == "Transfer":
        return _between(group)
    if trade != "Spot":
        raise row.wrong("trade", "is a kind of trade that is not read")
    entries = [_entry(row) for row in group.rows]
    ids = Counter(row.text("id") for row in group.rows)
    name = row.text("id") if len(ids) == 1 else row.text("order")
    return exchange(group, entries, name, note=f"Spot {row.text('instrument')}")


def _entry(row: Cells) -> Entry:
    amount, fee, side = row.amount("amount"), row.number("fee") or ZERO, row.word("type")
    if side not in _PAIR:
        raise row.wrong("type", "is neither Buy nor Sell")
    signed = amount if side == "Buy" else -amount
    if row.amount("change") != signed + fee:
        raise row.wrong("change", "is not the amount and the fee together", MEND)
    asset = row.word("unit")
    return Entry(row, side, asset, signed, -fee, None, is_money(asset))


def _between(group: Group) -> _Items:
    row = group.first
    if row.number("fee"):
        raise row.wrong("fee", "is a fee of a move inside OKX")
    beside = Beside(
        at=row.moment("time"), ident=row.word("id"), note=f"Transfer: {row.text('type')}"
    )
    change = row.amount("change")
    return by_sign(group, INSIDE, beside, asset=row.word("unit"), amount=change, role="change")


# -- funding account ------------------------------------------------------------------------------

_KINDS: Final[Mapping[str, Ways]] = {
    "Deposit": ARRIVED,
    "Withdrawal": SENT,
    "Staking Yield": REWARD,
    "Fee rebate": REBATE,
    **dict.fromkeys(
        (
            "Stake",
            "Redeem staking",
            "Savings subscription",
            "Savings redemption",
            "To unified trading account",
            "From unified trading account",
        ),
        INSIDE,
    ),
}


def _booked_funding(group: Group) -> _Items:
    row = group.first
    ways = _KINDS.get(row.word("type"))
    if ways is None:
        raise row.wrong("type", "is not known")
    asset = row.word("asset")
    principal, fee = row.amount("amount"), abs(row.number("fee") or ZERO)
    if _inside(row):
        principal += fee
    beside = Beside(at=row.moment("time"), ident=row.identity, note=row.text("type"))
    return by_sign(group, ways, beside, asset=asset, amount=principal, fee=Leg(asset, fee))


def _inside(row: Cells) -> bool:
    """Tell whether the amount contains the fee: the balances of the row say so."""
    amount, fee = row.amount("amount"), abs(row.number("fee") or ZERO)
    change = row.amount("after") - row.amount("before")
    if change not in {amount, amount - fee}:
        raise row.wrong("amount", "is not what the balance changes by, with the fee or without")
    return bool(fee) and change == amount


_okx = partial(
    Format,
    source="okx",
    evidence=Evidence.A,
    custody=Custody.BROKER,
    form_1099da=False,
    account="OKX",
    parser_version=1,
)

OKX: Final = (
    _okx(
        name="okx_trading",
        title="OKX trading account history",
        coverage=Coverage.FILLS,
        columns=_TRADING,
        group=_by_id_or_order,
        book=_booked_trading,
    ),
    _okx(
        name="okx_funding",
        title="OKX funding account history",
        coverage=Coverage.MOVEMENTS,
        columns=_FUNDING,
        native_id="id",
        book=_booked_funding,
    ),
)
