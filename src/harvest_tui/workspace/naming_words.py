"""What naming units records and what it does not do, in words, before it is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from harvest_tui.domain.amounts import EXACT, ZERO, plain_text
from harvest_tui.domain.elections import Identification, Purpose
from harvest_tui.domain.frames import AMOUNT
from harvest_tui.domain.sums import exact_sum
from harvest_tui.domain.text import shown
from harvest_tui.ledger.days import start_of
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.times import micros
from harvest_tui.reports.details import Fact
from harvest_tui.reports.elections import election_words
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.wording import money
from harvest_tui.workspace.broker_words import (
    KEEP,
    Units,
    custody_words,
    hardest_day,
    order_given,
    words_for,
)
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.identified import named_by_now

_THEN: Final = {
    Purpose.SALE: "sell {units} at {account}",
    Purpose.TRANSFER: "move {units} out of {account}; name them again where they arrive",
    Purpose.GIFT: "give {units} out of {account}",
}
MOVED_FIRST: Final = (
    "that is a sale out of the wallet itself. Units that go to an exchange first are named for a "
    "transfer, and again for the sale where they arrive"
)
_WHOLE: Final = 128
"""What is recorded is shown whole: two names that are cut can look alike."""


@dataclass(frozen=True, slots=True)
class Named:
    """Units of one asset in one account."""

    record: Identification
    """As it would be recorded; its number and its instant are given then."""
    units: tuple[Units, ...]
    """Lot by lot."""


def facts_of(figures: Figures, named: Sequence[Named], now: datetime) -> Iterator[Fact]:
    """Word what would be recorded now, what it overrides, and what must be done beside it."""
    yield Fact("Recorded", f"at your yes; it is {now:%Y-%m-%d %H:%M:%S}Z")
    for one in named:
        yield from _units(one)
        yield from _standing(figures, one.record, now)
        yield from _beyond(figures, one, now)
    yield Fact("Last day", _last_day(figures, named[0].record))
    if note := named[0].record.note:
        yield Fact("Note", shown(note, 200))
    for one in named:
        yield Fact("Then", _then(one))
        if figures.accounts.in_wallet(one.record.account) and one.record.purpose is Purpose.SALE:
            yield Fact("But", MOVED_FIRST, Tone.WARNING)
    yield from _brokers(figures, named)


def _units(one: Named) -> Iterator[Fact]:
    account, asset = shown(one.record.account, _WHOLE), shown(one.record.asset, _WHOLE)
    yield Fact(account, f"{asset}, for the {one.record.purpose.value}:", Tone.STRONG)
    for units in one.units:
        yield Fact(
            "",
            f"{plain_text(units.quantity)} acquired {units.acquired_on}, basis "
            f"{money(units.cost_basis)}, lot {shown(units.lot_id, _WHOLE)}",
        )


def _standing(figures: Figures, record: Identification, now: datetime) -> Iterator[Fact]:
    """Say what would have chosen the lots, and where an order that the broker was given does."""
    order, day = figures.accounts.bound.get(record.account), figures.inputs.today
    if order_given(figures, record.account, day) is not None:
        return
    yield Fact("Overrides", _acting(figures, record, now))
    if order is not None and order.since is not None and _lasts(record, order.since, figures.zone):
        words = f"the broker's order {order.method.value} binds, and this record is not used"
        yield Fact(f"From {order.since}", words, Tone.WARNING)


def _acting(figures: Figures, record: Identification, now: datetime) -> str:
    """Word what chooses where nothing is named: a method is for what is disposed of."""
    if record.purpose is Purpose.TRANSFER:
        return "FIFO, by which units move where none are named"
    book, day = MethodBook(figures.inputs.elections), figures.inputs.today
    election = book.election_for(record.account, record.asset, day, micros(now))
    if election is None:
        return "FIFO, which acts where nothing is named"
    return election_words(election)


def _lasts(record: Identification, day: date, zone: str) -> bool:
    return record.valid_until is None or record.valid_until >= start_of(day, zone)


def _beyond(figures: Figures, one: Named, now: datetime) -> Iterator[Fact]:
    """Warn of lots of which more units would be named than there are."""
    named = named_by_now(figures, one.record.account, now)
    lots = figures.replay.lots.filter(account=one.record.account)
    held = dict(lots.select("lot_id", "quantity").iter_rows())
    for units in one.units:
        before = named.get(units.lot_id, ZERO)
        if EXACT.add(before, units.quantity) > held[units.lot_id]:
            yield Fact(
                "Named before",
                f"{plain_text(before)} of lot {shown(units.lot_id, _WHOLE)}, of "
                f"{plain_text(held[units.lot_id])} in all: what is named last finds the rest only",
                Tone.WARNING,
            )


def _brokers(figures: Figures, named: Sequence[Named]) -> Iterator[Fact]:
    """Say what makes the record count in each custody, and what a broker must be sent, and when."""
    day = figures.inputs.today
    custody: dict[tuple[str, bool], dict[str, None]] = {}
    for one in named:
        account, purpose = one.record.account, one.record.purpose
        bound = order_given(figures, account, day) is not None
        words = custody_words(figures, account, day, purpose)
        custody.setdefault((words, bound), {})[shown(account, _WHOLE)] = None
    for (words, bound), accounts in custody.items():
        tone = Tone.WARNING if bound else Tone.PLAIN
        yield Fact("Custody", f"{', '.join(accounts)}: {words}", tone)
    yield from _to_send(figures, named)


def _to_send(figures: Figures, named: Sequence[Named]) -> Iterator[Fact]:
    letters: dict[date, list[str]] = {}
    for one in named:
        on = hardest_day(figures, one.record)
        letters.setdefault(on, []).extend(words_for(figures, one.record, on))
    for on, sent in letters.items():
        if sent:
            words = "own books do not suffice any more: the broker must have been sent this before."
            yield Fact(f"From {on}", words, Tone.WARNING)
            yield from (Fact("Send", text) for text in dict.fromkeys(sent))
            yield Fact("", KEEP)


def _last_day(figures: Figures, record: Identification) -> str:
    if record.valid_until is None:
        return "none: it stands until its units are used"
    return f"{record.valid_until.astimezone(ZoneInfo(figures.zone)):%Y-%m-%d}"


def _then(one: Named) -> str:
    units = plain_text(exact_sum(pl.Series([unit.quantity for unit in one.units], dtype=AMOUNT)))
    asset = shown(one.record.asset, _WHOLE)
    return _THEN[one.record.purpose].format(
        units=f"{units} {asset}", account=shown(one.record.account, _WHOLE)
    )
