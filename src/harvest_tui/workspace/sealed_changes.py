"""Sealed years computed again from what is known today, and held against what was filed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, Final, NamedTuple, Protocol

import polars as pl

from harvest_tui.domain.amounts import cents, plain_text
from harvest_tui.domain.frames import SEALED_CHANGES
from harvest_tui.domain.settings import YearInputs
from harvest_tui.domain.sums import exact_sum, exact_sums
from harvest_tui.harvest.year_gains import gains_by_year
from harvest_tui.ledger.income import income_rows
from harvest_tui.lots.methods import MethodBook
from harvest_tui.lots.sealing import SealedYear, sealed_year
from harvest_tui.rules.in_force import law_in_force
from harvest_tui.tax.chain import ChainedYear
from harvest_tui.tax.year import settle
from harvest_tui.workspace.ground import ground
from harvest_tui.workspace.inputs import Inputs
from harvest_tui.workspace.netted import year_lines
from harvest_tui.workspace.sealed_words import transaction_words
from harvest_tui.workspace.seals import YearSeal

_AMOUNTS: Final = ("quantity", "proceeds", "cost_basis", "adjustment", "gain")
_LOT: Final = ("transaction_id", "account", "asset", "lot_id")


class Held(Protocol):
    """The part of a replay that is held against a seal."""

    @property
    def ledger(self) -> pl.DataFrame:
        """Schema LEDGER."""

    @property
    def reliefs(self) -> pl.DataFrame:
        """Schema RELIEFS."""

    @property
    def disposals(self) -> pl.DataFrame:
        """Schema DISPOSALS."""


class Replays(Protocol):
    """Replays a book."""

    def __call__(self, inputs: Inputs, /) -> Held:
        """Give what the inputs come to."""


class Change(NamedTuple):
    """One thing that differs, as a row of SEALED_CHANGES without its year."""

    part: str
    transaction_id: str | None
    account: str | None
    asset: str | None
    lot_id: str | None
    item: str
    filed: str | None
    now: str | None


def changes_of(inputs: Inputs, now: Held, replay: Replays) -> pl.DataFrame:
    """Compare the sealed years whose ground is no longer the same (schema SEALED_CHANGES).

    Each is computed as if it were amended: with the years before it as they were filed.

    Args:
        inputs: With the seals in force.
        now: Those inputs replayed.
        replay: Replays others.
    """
    moved = [
        one for one in inputs.seals.years if one.head.ground != ground(now.ledger, inputs, one.year)
    ]
    return changes_in(inputs, moved, replay)


def changes_in(inputs: Inputs, seals: Iterable[YearSeal], replay: Replays) -> pl.DataFrame:
    """Compare sealed years with what they would be if amended (schema SEALED_CHANGES)."""
    rows = [
        (one.year, *change)
        for one in seals
        for change in _compared(one, inputs, replay(_lifted(inputs, one.year)))
    ]
    return pl.DataFrame(rows, schema=SEALED_CHANGES, orient="row")


def recorded(inputs: Inputs, done: Held, year: int, after: int) -> SealedYear:
    """Take from a replay what a seal keeps of a year."""
    return sealed_year(
        year,
        after,
        (done.ledger, done.reliefs, done.disposals),
        MethodBook(inputs.elections),
        inputs.settings.taxpayer.time_zone,
    )


def _lifted(inputs: Inputs, year: int) -> Inputs:
    return replace(inputs, seals=inputs.seals.before(year))


def _compared(one: YearSeal, inputs: Inputs, done: Held) -> Iterator[Change]:
    filed, now = one.rows, recorded(inputs, done, one.year, one.head.after)
    yield from _transactions(filed.transactions, now.transactions)
    yield from _lots_taken(filed.reliefs, now.reliefs)
    yield from _gains(filed.disposals, now.disposals)
    yield from _lines(one.head.year, amended(one.head.year, inputs, done))
    yield from _settings(one.head.year.case.inputs, inputs.settings.years.get(one.year))
    yield from _law(one)


def amended(filed: ChainedYear, inputs: Inputs, done: Held) -> ChainedYear:
    """Settle a filed year anew: by what a replay says and today's law, all else as filed."""
    case, zone = filed.case, inputs.settings.taxpayer.time_zone
    income = income_rows(done.ledger, zone).filter(pl.col("received_on").dt.year() == case.year)
    gains = gains_by_year(
        done.disposals.filter(pl.col("disposed_on").dt.year() == case.year),
        {case.year: exact_sum(income["income"])},
        [asset for asset, said in inputs.settings.assets.items() if said.collectible],
    )[case.year]
    ledger = replace(
        case.ledger,
        short_term=gains.short_term,
        long_term=gains.long_term,
        collectibles=gains.collectibles,
        income=gains.income,
    )
    again = replace(case, ledger=ledger)
    return replace(filed, case=again, tax_year=settle(again))


def _transactions(filed: pl.DataFrame, now: pl.DataFrame) -> Iterator[Change]:
    before = {row["key"]: row for row in filed.iter_rows(named=True)}
    after = {row["key"]: row for row in now.iter_rows(named=True)}
    for key in sorted(before.keys() | after.keys()):
        was, is_now = before.get(key), after.get(key)
        if was != is_now:
            yield _transaction(was, is_now)


def _transaction(was: Mapping[str, Any] | None, is_now: Mapping[str, Any] | None) -> Change:
    row = was or is_now or {}
    return Change(
        "transaction",
        row["transaction_id"],
        row["account"],
        row["out_asset"] if row["in_asset"] in {None, "USD"} else row["in_asset"],
        None,
        _what_differs(was, is_now),
        None if was is None else transaction_words(was),
        None if is_now is None else transaction_words(is_now),
    )


def _what_differs(was: Mapping[str, Any] | None, is_now: Mapping[str, Any] | None) -> str:
    if was is None:
        return "not in the seal"
    if is_now is None:
        return "no longer there"
    return ", ".join(name for name, value in was.items() if is_now[name] != value)


def _lots_taken(filed: pl.DataFrame, now: pl.DataFrame) -> Iterator[Change]:
    by = ("key", *_LOT)
    before, after = (_amounts(frame, by, ("quantity",)) for frame in (filed, now))
    for at in _all_of(before, after):
        (was,), (is_now,) = before.get(at, (None,)), after.get(at, (None,))
        if was != is_now:
            yield _of_lot("lots taken", at[1:], "quantity", was, is_now)


def _gains(filed: pl.DataFrame, now: pl.DataFrame) -> Iterator[Change]:
    by = ("disposal_id", *_LOT, "term", "box")
    before, after = (_amounts(frame, by, _AMOUNTS) for frame in (filed, now))
    for at in _all_of(before, after):
        was, is_now = _row_words(before.get(at)), _row_words(after.get(at))
        if was != is_now:
            yield _of_lot("gain", at[1:-2], f"{at[-2]}-term, box {at[-1] or '-'}", was, is_now)


def _row_words(amounts: tuple[str | None, ...] | None) -> str | None:
    if amounts is None:
        return None
    return ", ".join(f"{name} {amount}" for name, amount in zip(_AMOUNTS, amounts, strict=True))


def _lines(filed: ChainedYear, again: ChainedYear) -> Iterator[Change]:
    before, after = _all_lines(filed), _all_lines(again)
    for name, amount in before.items():
        if amount != after[name]:
            yield _of_year("line", name, amount, after[name])


def _all_lines(year: ChainedYear) -> dict[str, str | None]:
    return year_lines(year.tax_year) | {"ledger_income": f"{cents(year.case.ledger.income)}"}


def _settings(filed: YearInputs | None, now: YearInputs | None) -> Iterator[Change]:
    for one in fields(YearInputs):
        was = None if filed is None else getattr(filed, one.name)
        said = None if now is None else getattr(now, one.name)
        if was != said:
            yield _of_year("settings", one.name, _told(was), _told(said))


def _law(one: YearSeal) -> Iterator[Change]:
    before: Mapping[str, list[str]] = one.said["law"]
    after = law_in_force(one.year)
    for name, (since, digest) in before.items():
        was, is_now = since, None
        if name in after:
            day, current = after[name]
            if current == digest:
                continue
            is_now = f"{day}, with other values"
        yield _of_year("law", name, was, is_now)


def _of_year(part: str, item: str, filed: str | None, now: str | None) -> Change:
    return Change(part, None, None, None, None, item, filed, now)


def _of_lot(
    part: str, lot: tuple[Any, ...], item: str, filed: str | None, now: str | None
) -> Change:
    transaction, account, asset, lot_id = lot
    return Change(part, transaction, account, asset, lot_id, item, filed, now)


def _amounts(
    frame: pl.DataFrame, by: tuple[str, ...], names: tuple[str, ...]
) -> dict[tuple[Any, ...], tuple[str | None, ...]]:
    found = exact_sums(frame, by, names)
    return {row[: len(by)]: tuple(map(plain_text, row[len(by) :])) for row in found.iter_rows()}


def _all_of(
    before: Mapping[tuple[Any, ...], object], after: Mapping[tuple[Any, ...], object]
) -> list[tuple[Any, ...]]:
    return sorted(before.keys() | after.keys(), key=lambda at: tuple(map(str, at)))


def _told(value: object) -> str | None:
    return None if value is None else str(value)
