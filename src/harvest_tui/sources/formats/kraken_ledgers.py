"""Kraken, "Ledgers" export: every movement of the account, signed, the fee apart.

Rows of one `refid` are one event. A row's fee is in its own asset and not in its amount:
balance = balance before + amount - fee.

Read as in: BittyTax `kraken.py`; support.kraken.com 360001169383 and 115000302707.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import EXACT, ZERO, Usd, times
from harvest_tui.domain.kinds import FIAT, Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.aliases import kraken
from harvest_tui.sources.cells import BY_HAND, Cells, RowError
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.exchange import Entry, exchange, fees_apart, first_moment, sides, worth
from harvest_tui.sources.format import Coverage, Evidence, Format, Running
from harvest_tui.sources.group import Group, Leg, Skip, by

_COLUMNS: Final[Mapping[str, Column]] = {
    "txid": text("txid", needed=True),
    "refid": text("refid", needed=True),
    "time": moment("time", needed=True),
    "type": text("type", needed=True),
    "subtype": text("subtype"),
    "class": text("aclass", needed=True),
    "subclass": text("subclass", identity=False),
    "asset": text("asset", needed=True),
    "wallet": text("wallet", identity=False),
    "amount": number("amount", needed=True),
    "fee": number("fee", needed=True),
    "balance": text("balance", needed=True, identity=False),
    "usd": number("amountusd", identity=False),
}

_CREDITS: Final = "KFEE"
_STAKED: Final = ".S"
_NO_REFID: Final = frozenset({"", "unknown"})
_FORKS: Final = frozenset({"BCH", "BSV", "ETHW"})

_Items: TypeAlias = Iterator[Transaction | Skip]
_Booker: TypeAlias = Callable[[Group, Sequence[Entry], str], _Items]


def _event(row: Cells) -> Hashable:
    """Name the event of a row: its refid; unlabelled Earn moves without one by their mirror."""
    refid = row.text("refid")
    if refid.casefold() not in _NO_REFID:
        return refid
    if row.text("type").casefold() == "earn" and not row.text("subtype"):
        return row.text("time"), row.text("amount").lstrip("+-"), kraken(row.text("asset"))
    return None


def _book(group: Group) -> _Items:
    by_booker: dict[_Booker, list[Entry]] = {}
    for row in group.rows:
        if not row.text("txid"):
            yield Skip((row,), "only announced: it counts in the row that has a txid")
        elif row.text("asset") == _CREDITS:
            yield Skip((row,), "fee credits (KFEE) are free and worth nothing")
        else:
            entry = _entry(row)
            by_booker.setdefault(_booker(entry), []).append(entry)
    for place, booker in enumerate(sorted(by_booker, key=_BOOKERS.index)):
        entries = by_booker[booker]
        name = _refid(entries[0].row) + (f"-{entries[0].label}" if place else "")
        yield from booker(group.part([entry.row for entry in entries]), entries, name)


def _entry(row: Cells) -> Entry:
    if row.word("class").casefold() != "currency":
        raise row.wrong("class", "is a class of assets that is not read")
    kind, subtype = row.word("type").casefold(), row.text("subtype").casefold()
    asset, usd = kraken(row.word("asset")), row.number("usd")
    return Entry(
        row=row,
        label=f"{kind}/{subtype}" if subtype else kind,
        asset=asset,
        amount=row.amount("amount"),
        fee=row.amount("fee"),
        worth=abs(usd) if usd else None,
        money=asset in FIAT or row.text("subclass").casefold() == "fiat",
    )


def _booker(entry: Entry) -> _Booker:
    booker = _KINDS.get(entry.label)
    if booker is None:
        role = "subtype" if "/" in entry.label else "type"
        raise entry.row.wrong(role, f"is not known ({entry.label})")
    return booker


def _refid(row: Cells) -> str:
    refid = row.text("refid")
    return row.key if refid.casefold() in _NO_REFID else refid


def _note(entries: Sequence[Entry]) -> str:
    return ", ".join(dict.fromkeys(entry.label for entry in entries))


# -- one asset for another ----------------------------------------------------------------


def _trade(group: Group, entries: Sequence[Entry], name: str) -> _Items:
    yield from exchange(group, entries, name, note=_note(entries))


def _conversion(group: Group, entries: Sequence[Entry], name: str) -> _Items:
    """A delisted asset is taken and another given: in one refid, or each in its own."""
    came, went, fees = sides(entries)
    if came and went:
        yield from exchange(group, entries, name, note=_note(entries), kind=Kind.FORCED_CONVERSION)
        return
    only = _only(came + went, name)
    at, note = first_moment(group), _note(entries)
    yield group.transaction(
        Kind.FORCED_CONVERSION,
        at,
        name,
        came=only if came else None,
        went=only if went else None,
        usd_value=worth(entries, only.asset),
        note=note,
    )
    yield from fees_apart(group, name, fees, at, note)


# -- one asset comes or goes --------------------------------------------------------------


def _deposit(group: Group, entries: Sequence[Entry], name: str) -> _Items:
    if any(entry.row.text("asset").endswith(_STAKED) for entry in entries):
        raise RowError(
            f"{name} deposits a staked asset, which nobody can send: perhaps a reward that the "
            "file also has as `staking`",
            f"if it has not, {BY_HAND}",
        )
    yield from _movement(group, entries, name, arriving=True)


def _withdrawal(group: Group, entries: Sequence[Entry], name: str) -> _Items:
    yield from _movement(group, entries, name, arriving=False)


def _futures(group: Group, entries: Sequence[Entry], name: str) -> _Items:
    """Collateral leaves for the futures wallet, which this ledger does not show, or returns."""
    arriving = sum(entry.amount for entry in entries) > 0
    yield from _movement(group, entries, name, arriving=arriving)


def _movement(group: Group, entries: Sequence[Entry], name: str, *, arriving: bool) -> _Items:
    """A deposit or withdrawal, less what was reversed of it under the same refid."""
    if len({entry.asset for entry in entries}) > 1:
        raise RowError(f"the rows with refid {name} move different assets")
    asset, note, at = entries[0].asset, _note(entries), first_moment(group)
    amount = sum((entry.amount for entry in entries), ZERO)
    fee = sum((entry.fee for entry in entries), ZERO)
    if not amount:
        if not fee:
            yield Skip(group.rows, "carried out and reversed: nothing moved")
        else:
            yield from fees_apart(group, name, [Leg(asset, fee)], at, note)
    elif (amount > 0) is arriving:
        leg = Leg(asset, abs(amount))
        yield group.transaction(
            _movement_kind(money=entries[0].money, arriving=arriving),
            at,
            name,
            came=leg if arriving else None,
            went=None if arriving else leg,
            fee=Leg(asset, fee),
            note=note,
        )
    else:  # what this reverses stands in another file
        back = Leg(asset, abs(amount - fee))
        yield group.transaction(
            Kind.REVERSAL,
            at,
            f"{name}-reversal",
            came=None if arriving else back,
            went=back if arriving else None,
            note=f"{note}: reverses {name}",
        )


def _movement_kind(*, money: bool, arriving: bool) -> Kind:
    if money:
        return Kind.FIAT_DEPOSIT if arriving else Kind.FIAT_WITHDRAWAL
    return Kind.TRANSFER_IN if arriving else Kind.TRANSFER_OUT


def _received(kind: Kind) -> _Booker:
    """Book each row as a receipt net of what Kraken keeps; what is taken back is a spend."""

    def book(group: Group, entries: Sequence[Entry], name: str) -> _Items:
        for entry in entries:
            ident = name if len(entries) == 1 else entry.row.key
            yield _receipt(group.part((entry.row,)), entry, kind, ident)

    return book


def _receipt(group: Group, entry: Entry, kind: Kind, name: str) -> Transaction:
    at = entry.row.moment("time")
    if entry.amount < 0:
        leg, fee = Leg(entry.asset, -entry.amount), Leg(entry.asset, entry.fee)
        return group.transaction(
            Kind.SPEND, at, name, went=leg, fee=fee, usd_value=entry.worth, note=entry.label
        )
    net = entry.amount - entry.fee
    return group.transaction(
        kind,
        at,
        name,
        came=Leg(entry.asset, net),
        usd_value=_part(entry, net),
        note=entry.label,
    )


def _part(entry: Entry, net: Decimal) -> Usd | None:
    """Give the share of an amount's worth that is left after the commission."""
    if entry.worth is None or entry.asset == "USD" or not entry.amount:
        return None
    return times(entry.worth, EXACT.divide(net, entry.amount)) if entry.fee else entry.worth


def _fork_or_delisting(group: Group, entries: Sequence[Entry], name: str) -> _Items:
    if any(entry.amount < 0 for entry in entries):
        yield from _conversion(group, entries, name)
        return
    kind = Kind.FORK if entries[0].asset in _FORKS else Kind.AIRDROP
    yield from _received(kind)(group, entries, name)


# -- inside the account -------------------------------------------------------------------


def _internal(group: Group, entries: Sequence[Entry], name: str) -> _Items:
    """Between spot and staking or Earn; Kraken may write both sides, or one in each refid."""
    asset = entries[0].asset
    came = sum((entry.amount for entry in entries if entry.amount > 0), ZERO)
    went = -sum((entry.amount for entry in entries if entry.amount < 0), ZERO)
    if any(entry.asset != asset for entry in entries) or (came and went and came != went):
        raise RowError(f"the rows of {name} move inside Kraken, but not the same in and out")
    at, note = first_moment(group), _note(entries)
    if came or went:
        yield group.transaction(
            Kind.INTERNAL_TRANSFER,
            at,
            name,
            came=Leg(asset, came) if came else None,
            went=Leg(asset, went) if went else None,
            note=note,
        )
    else:
        yield Skip(group.rows, "moves nothing")
    yield from fees_apart(group, name, sides(entries).fees, at, note)


def _earn(group: Group, entries: Sequence[Entry], name: str) -> _Items:
    """Earn without a subtype: with a commission a reward, else one of two mirrored moves."""
    rewards = [entry for entry in entries if entry.fee]
    moves = [entry for entry in entries if not entry.fee]
    if rewards:
        part = group.part([entry.row for entry in rewards])
        yield from _received(Kind.STAKING_REWARD)(part, rewards, name)
    if not moves:
        return
    if sum((entry.amount for entry in moves), ZERO):
        raise RowError(
            f"{name} is an Earn row that neither says what it is nor has its opposite", BY_HAND
        )
    part = group.part([entry.row for entry in moves])
    yield from _internal(part, moves, f"{name}-moved" if rewards else name)


def _only(legs: Sequence[Leg], name: str) -> Leg:
    if len(legs) != 1:
        raise RowError(f"the rows with refid {name} do not come to one asset")
    return legs[0]


# -- margin -------------------------------------------------------------------------------


def _margin(group: Group, entries: Sequence[Entry], name: str) -> _Items:
    """Profit or loss of a position, with the fee of its closing; of its opening the fee alone."""
    came, went, fees = sides(entries)
    at, note = first_moment(group), _note(entries)
    if not came and not went:
        yield from _margin_fee(group, entries, name)
        return
    only = _only(came + went, name)
    yield group.transaction(
        Kind.MARGIN_PNL,
        at,
        name,
        came=only if came else None,
        went=only if went else None,
        fee=fees[0] if fees else None,
        usd_value=worth(entries, only.asset),
        note=note,
    )
    yield from fees_apart(group, name, fees[1:], at, note)


def _rollover(group: Group, entries: Sequence[Entry], name: str) -> _Items:
    """What it costs to keep a position open: many rows under the refid of its opening."""
    del name
    for entry in entries:
        part = group.part((entry.row,))
        yield from _margin_fee(part, [entry], entry.row.key)


def _margin_fee(group: Group, entries: Sequence[Entry], name: str) -> _Items:
    cost = Leg(entries[0].asset, sum((e.fee - e.amount for e in entries), ZERO))
    if not cost.quantity:
        yield Skip(group.rows, "moves nothing")
        return
    at = first_moment(group)
    yield group.transaction(Kind.MARGIN_FEE, at, name, went=cost, note=_note(entries))


_KINDS: Final[Mapping[str, _Booker]] = {
    "trade": _trade,
    "trade/tradespot": _trade,
    "spend": _trade,
    "receive": _trade,
    "spend/dustsweeping": _trade,
    "receive/dustsweeping": _trade,
    "settled": _trade,
    "deposit": _deposit,
    "withdrawal": _withdrawal,
    "transfer": _fork_or_delisting,
    "transfer/delistingconversion": _conversion,
    "earn/delistingconversion": _conversion,
    "adjustment": _conversion,
    "transfer/spottofutures": _futures,
    "transfer/spotfromfutures": _futures,
    "staking": (_staking := _received(Kind.STAKING_REWARD)),
    "earn/reward": _staking,
    "earn": _earn,
    "earn/airdrop": (_airdrop := _received(Kind.AIRDROP)),
    "transfer/airdrop": _airdrop,
    "dividend": _received(Kind.INCOME),
    "invite bonus": _received(Kind.REFERRAL),
    "earn/allocation": _internal,
    "earn/autoallocation": _internal,
    "earn/autoallocate": _internal,
    "earn/deallocation": _internal,
    "earn/migration": _internal,
    "transfer/spottostaking": _internal,
    "transfer/stakingfromspot": _internal,
    "transfer/stakingtospot": _internal,
    "transfer/spotfromstaking": _internal,
    "margin": _margin,
    "rollover": _rollover,
}
_BOOKERS: Final = list(dict.fromkeys(_KINDS.values()))

KRAKEN_LEDGERS: Final = Format(
    name="kraken_ledgers",
    source="kraken",
    title="Kraken ledgers",
    evidence=Evidence.A,
    coverage=Coverage.LEDGER,
    custody=Custody.BROKER,
    form_1099da=True,
    account="Kraken",
    parser_version=1,
    columns=_COLUMNS,
    native_id="txid",
    group=by(_event),
    book=_book,
    running=Running(lambda code: "" if code == _CREDITS else kraken(code)),
)
