"""Binance.com, account statement ("Transaction History"): every movement, signed, without ids.

Each leg and each fee of an event is a row of its own; those of one event lie within a second.
What is withdrawn contains its fee, which no row states.

Read as in: BittyTax `binance.py` and its issues 274 to 319; rotki issues 10979 and 9779.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells, RowError
from harvest_tui.sources.columns import Column, moment, number, text
from harvest_tui.sources.currencies import is_money
from harvest_tui.sources.exchange import Entry, exchange
from harvest_tui.sources.format import Coverage, Evidence, Format
from harvest_tui.sources.formats.binance_com_operations import FEES, ways_of
from harvest_tui.sources.group import Group
from harvest_tui.sources.options import DateOrder
from harvest_tui.sources.sided import Beside
from harvest_tui.sources.sweep import swept
from harvest_tui.sources.ways import by_sign

_COLUMNS: Final[Mapping[str, Column]] = {
    "user": text("User_ID", identity=False),
    "time": moment("UTC_Time", needed=True),
    "account": text("Account", needed=True),
    "operation": text("Operation", needed=True),
    "asset": text("Coin", needed=True),
    "change": number("Change", needed=True),
    "remark": text("Remark", needed=True),
}

_Items: TypeAlias = Iterator[Transaction]
_WITHIN: Final = timedelta(seconds=1)
_EARNING: Final = {
    f"LD{code}": code
    for code in (
        *("ADA", "ATOM", "AVAX", "BNB", "BTC", "BUSD", "DAI", "DOGE", "DOT", "ETH", "FDUSD"),
        *("LINK", "LTC", "MATIC", "NEAR", "POL", "SOL", "TRX", "TUSD", "USDC", "USDT", "XRP"),
    )
}
"""What lies in Simple Earn is called so; LDO is a coin of its own."""


# -- single rows ------------------------------------------------------------------------------


def _single(group: Group) -> _Items:
    row = group.first
    beside = Beside(at=row.moment("time"), ident=row.identity, note=_note(group))
    change = row.amount("change")
    return by_sign(group, ways_of(row), beside, asset=_asset(row), amount=change, role="change")


# -- trades -----------------------------------------------------------------------------------

_BOUGHT, _SOLD, _OLDER = "bought", "sold", "traded"
_SIDES: Final[Mapping[str, str]] = {
    "transaction buy": _BOUGHT,
    "transaction spend": _BOUGHT,
    "transaction sold": _SOLD,
    "transaction revenue": _SOLD,
    "buy": _OLDER,
    "sell": _OLDER,
    "transaction related": _OLDER,
}


def _fills(group: Group) -> _Items:
    """Book the trades of a second: purchases, and sales, each with its fees."""
    sides: dict[str, list[Entry]] = {}
    fees: list[Entry] = []
    for row in group.rows:
        operation = row.word("operation").casefold()
        if operation in FEES:
            fees.append(_charged(row))
        else:
            sides.setdefault(_SIDES[operation], []).append(_entry(row))
    if not sides:
        raise RowError("a fee whose trade does not lie within a second of it")
    for fee in fees:
        sides[_side_of(fee, sides)].append(fee)
    for side in sorted(sides):
        for entries in _told_apart(sides[side]):
            yield from _exchanged(group, entries)


def _side_of(fee: Entry, sides: Mapping[str, Sequence[Entry]]) -> str:
    """Tell whose fee it is: that of the only trades, or of those that bring in its asset."""
    owners = [
        side
        for side, entries in sides.items()
        if len(sides) == 1 or any(e.asset == fee.asset and e.amount > 0 for e in entries)
    ]
    if len(owners) != 1:
        raise RowError("fees of purchases and of sales in one second, and none says whose it is")
    return owners[0]


def _told_apart(entries: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """Pair the fills of one market, largest with largest; what does not pair is one sum."""
    came = _largest_first(entry for entry in entries if entry.amount > 0)
    went = _largest_first(entry for entry in entries if entry.amount < 0)
    fees = _largest_first(entry for entry in entries if not entry.amount)
    for parts in (came, went):
        if len({entry.asset for entry in parts}) > 1:
            raise RowError("trades of several markets in one second, and no row says whose it is")
    if len(came) != len(went) or len(fees) not in {0, len(came)} or _several(fees):
        yield entries
        return
    for place, pair in enumerate(zip(came, went, strict=True)):
        yield (*pair, fees[place]) if fees else pair


def _several(fees: Sequence[Entry]) -> bool:
    return len({fee.asset for fee in fees}) > 1


def _largest_first(entries: Iterator[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: (-abs(e.amount), -abs(e.fee), e.row.key))


def _exchanged(group: Group, entries: Sequence[Entry], kind: Kind | None = None) -> _Items:
    part = group.part([entry.row for entry in entries])
    yield from exchange(part, entries, _name(part), note=_note(part), kind=kind)


# -- other rows that belong together ------------------------------------------------------------


def _converted(group: Group) -> _Items:
    return _exchanged(group, [_entry(row) for row in group.rows])


def _delisted(group: Group) -> _Items:
    return _exchanged(group, [_entry(row) for row in group.rows], Kind.FORCED_CONVERSION)


def _renamed(group: Group) -> _Items:
    return _exchanged(group, [_entry(row) for row in group.rows], Kind.REDENOMINATION)


def _dust(group: Group) -> _Items:
    entries = [_entry(row) for row in group.rows]
    return swept(group, entries, _name(group), note=_note(group))


def _entry(row: Cells) -> Entry:
    asset, change = _asset(row), row.amount("change")
    if not change:
        raise row.wrong("change", "is zero")
    return Entry(row, row.text("operation"), asset, change, ZERO, None, is_money(asset))


def _charged(row: Cells) -> Entry:
    asset = _asset(row)
    return Entry(
        row, row.text("operation"), asset, ZERO, -row.amount("change"), None, is_money(asset)
    )


def _asset(row: Cells) -> str:
    code = row.word("asset")
    return _EARNING.get(code, code)


def _name(group: Group) -> str:
    return min(row.identity for row in group.rows)


def _note(group: Group) -> str:
    said = (f"{row.text('operation')} {row.text('remark')}".strip() for row in group.rows)
    return ", ".join(sorted(dict.fromkeys(said)))


_Booker: TypeAlias = Callable[[Group], _Items]
_TOGETHER: Final[Mapping[str, _Booker]] = {
    **dict.fromkeys((*_SIDES, *FEES), _fills),
    **dict.fromkeys(
        ("binance convert", "large otc trading", "buy crypto with card", "eth 2.0 staking"),
        _converted,
    ),
    "stablecoins auto-conversion": _delisted,
    "small assets exchange bnb": _dust,
}


def _booker(row: Cells) -> _Booker:
    operation = row.text("operation").casefold()
    if operation in FEES and "futures" in row.text("account").casefold():
        return _single
    if operation.startswith("token swap - "):
        return _renamed
    return _TOGETHER.get(operation, _single)


# -- rows of one event ----------------------------------------------------------------------------


def _grouped(rows: Sequence[Cells]) -> Iterator[Sequence[Cells]]:
    """Put rows of one account and purpose together that lie in one second.

    Rows that are no whole event join those of the second before or after.
    """
    waiting: dict[tuple[str, str], dict[datetime, list[Cells]]] = {}
    for row in rows:
        booker = _booker(row)
        at = None if booker is _single else _moment(row)
        if at is None:
            yield (row,)
            continue
        purpose = booker.__name__ if booker in {_fills, _renamed} else row.text("operation")
        seconds = waiting.setdefault((row.text("account"), purpose), {})
        seconds.setdefault(at, []).append(row)
    for seconds in waiting.values():
        yield from _joined(seconds)


def _joined(seconds: Mapping[datetime, Sequence[Cells]]) -> Iterator[Sequence[Cells]]:
    group: list[Cells] = []
    before: datetime | None = None
    for at in sorted(seconds):
        here = seconds[at]
        near = before is not None and at - before <= _WITHIN
        if group and (not near or (_whole(group) and _whole(here))):
            yield group
            group = []
        group = [*group, *here]
        before = at
    if group:
        yield group


def _whole(rows: Sequence[Cells]) -> bool:
    """Tell whether something comes and something goes that is no fee."""
    signs = {
        row.text("change").startswith("-")
        for row in rows
        if row.text("operation").casefold() not in FEES
    }
    return len(signs) > 1


def _moment(row: Cells) -> datetime | None:
    try:
        return row.moment("time").at
    except RowError:
        return None


def _book(group: Group) -> _Items:
    return _booker(group.first)(group)


BINANCE_COM_STATEMENT: Final = Format(
    name="binance_com_statement",
    source="binance_com",
    title="Binance.com account statement (Transaction History)",
    evidence=Evidence.A,
    coverage=Coverage.LEDGER,
    custody=Custody.BROKER,
    form_1099da=False,
    account="Binance",
    parser_version=1,
    columns=_COLUMNS,
    date_order=DateOrder.YMD,
    group=_grouped,
    book=_book,
)
