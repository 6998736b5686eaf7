"""Gate.io, account book: signed changes, those of one order under one number.

Times name no zone and are taken for UTC. What an order does is dated by its first fill.

Read as in: BittyTax `gateio.py`.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
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
from harvest_tui.sources.group import Group, by
from harvest_tui.sources.sided import Beside
from harvest_tui.sources.sweep import swept
from harvest_tui.sources.ways import ARRIVED, INTEREST, REFERRAL, SENT, Ways, by_sign

_COLUMNS: Final[Mapping[str, Column]] = {
    "time": moment("time", needed=True),
    "type": text("action_desc", needed=True),
    "order": text("action_data", needed=True),
    "asset": text("type", needed=True),
    "change": number("change_amount", needed=True),
    "total": number("total", needed=True, identity=False),
}

_Items: TypeAlias = Iterator[Transaction]
_FILLED: Final = frozenset({"order filled", "order fullfilled"})  # [sic], as Gate.io writes it
_FEES: Final = frozenset({"trading fees", "trade fee"})
_ORDER: Final = _FILLED | _FEES | {"order placed"}
_DUST: Final = frozenset({"dust swap-small balances deducted", "dust swap-gt added"})

_SINGLE: Final[Mapping[str, Ways]] = {
    **dict.fromkeys(("deposit", "deposits"), ARRIVED),
    **dict.fromkeys(("withdraw", "withdrawal", "withdrawals"), SENT),
    "airdrop": Ways(Kind.AIRDROP, Kind.SPEND),  # what is taken back goes at its value of then
    "hodl interest": INTEREST,
    "referral superior rebate": REFERRAL,
}


def _event(row: Cells) -> Hashable:
    kind = row.text("type").casefold()
    purpose = "order" if kind in _ORDER else "dust" if kind in _DUST else ""
    return (purpose, row.text("order")) if purpose and row.text("order") else None


def _book(group: Group) -> _Items:
    kind = group.first.word("type").casefold()
    if kind in _ORDER:
        return _ordered(group)
    return _dust(group) if kind in _DUST else _alone(group)


def _ordered(group: Group) -> _Items:
    filled = [row for row in group.rows if row.text("type").casefold() in _FILLED]
    if not filled:
        raise RowError("the rows of an order without a fill", "export again when it is filled")
    first = min(row.moment("time") for row in filled)
    name = group.first.word("order")
    for one in exchange(group, _entries(group), name, note=_note(group)):
        yield replace(one, at=first.at, precision=first.precision)


def _dust(group: Group) -> _Items:
    return swept(group, _entries(group), group.first.word("order"), note=_note(group))


def _entries(group: Group) -> list[Entry]:
    return [_entry(row) for row in group.rows]


def _entry(row: Cells) -> Entry:
    change, asset, label = row.amount("change"), row.word("asset"), row.text("type")
    charged = label.casefold() in _FEES
    return Entry(
        row=row,
        label=label,
        asset=asset,
        amount=ZERO if charged else change,
        fee=-change if charged else ZERO,
        worth=None,
        money=is_money(asset),
    )


def _alone(group: Group) -> _Items:
    row = group.first
    ways = _SINGLE.get(row.word("type").casefold())
    if ways is None:
        raise row.wrong("type", "is not known")
    beside = Beside(at=row.moment("time"), ident=row.identity, note=_note(group))
    change = row.amount("change")
    return by_sign(group, ways, beside, asset=row.word("asset"), amount=change, role="change")


def _note(group: Group) -> str:
    return ", ".join(sorted({row.text("type") for row in group.rows}))


GATEIO: Final = Format(
    name="gateio",
    source="gateio",
    title="Gate.io account book",
    evidence=Evidence.A,
    coverage=Coverage.LEDGER,
    custody=Custody.BROKER,
    form_1099da=False,
    account="Gate.io",
    parser_version=1,
    columns=_COLUMNS,
    group=by(_event),
    book=_book,
)
