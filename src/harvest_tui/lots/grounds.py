"""What a span rests on, told by a digest: equal digests, equal outcome.

A digest covers all that the kernel reads for one group in one year, and the digest of the year
before it. So nobody has to know what a change touches: what it does not touch keeps its digest.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from harvest_tui.domain.elections import Method, Scope
from harvest_tui.domain.frames import AMOUNT, INSTANT
from harvest_tui.lots.deeds import days
from harvest_tui.lots.methods import Order
from harvest_tui.lots.named import may_act
from harvest_tui.lots.pool import Micros
from harvest_tui.lots.spans import Span
from harvest_tui.lots.times import micros
from harvest_tui.lots.walks import Start
from harvest_tui.rules.wash_sales import window

_UNREAD: Final = ("txid", "note", "file_id", "line")
"""Columns of the ledger that no treatment reads."""

_BY_SPAN: Final = frozenset(
    {
        "elections",
        "bound",
        "identifications",
        "allocated",
        "allocations",
        "filed",
        "wash",
        "owners",
        "off_return",
    }
)
"""Conventions of which a span is told only what can act in it."""

_OF_ROWS: Final = frozenset({"forms_expected"})
"""Conventions that only decide boxes, which are told for all rows together."""


@dataclass(frozen=True)
class Grounds:
    """What a replay rests on, asked for one span at a time."""

    start: Start

    def digests(self, spans: Iterable[Span]) -> Iterator[str]:
        """Give the digest of each span of a group, each resting on the one before."""
        before, year = "", 0
        for span in spans:
            said = (
                before,
                self._always,
                sorted(span.group),
                span.year,
                self._orders(span),
                self._named(span),
                self._scopes(span, year or self._first_year(span)),
                self._tainted(span),
                self._filed(span),
                self._washed(span),
            )
            told = sha256(repr(said).encode())
            told.update("\n".join([self._lines[place] for place in span.positions]).encode())
            before, year = told.hexdigest(), span.year
            yield before

    @cached_property
    def _always(self) -> str:
        """Tell the conventions that hold for every span; one not known here is among them."""
        said = self.start.conventions
        told = (one.name for one in fields(said) if one.name not in _BY_SPAN | _OF_ROWS)
        return repr([(name, plain(getattr(said, name))) for name in told])

    def _orders(self, span: Span) -> object:
        """Tell the methods of each pool from the first deed to the last, and who is bound."""
        if not span.positions:
            return ()
        during, on = self._during(span), [self._on[position] for position in span.positions]
        years = sorted({day.year for day in on})
        return [
            (
                account,
                _since(self.start.methods.bound.get(account), min(on), max(on)),
                [
                    (asset, year, _within(self.start.methods.acting(account, asset, year), *during))
                    for asset in sorted(span.group)
                    for year in years
                ],
            )
            for account in self._accounts_of(span)
        ]

    def _named(self, span: Span) -> object:
        """Tell which identifications can act."""
        named = [one for one in self.start.conventions.identifications if one.asset in span.group]
        if not named or not span.positions:
            return []
        accounts, during = self._accounts_of(span), self._during(span)
        ids = {self._transaction_ids[position] for position in span.positions}
        return [plain(one) for one in named if may_act(one, accounts, ids, during)]

    def _scopes(self, span: Span, before: int) -> object:
        """Tell of pools over all accounts, if there are any, and what they are parted by."""
        if not self.start.methods.ever_universal:
            return []
        years = range(before, span.year + 1)
        told = [(asset, self._scopes_of(asset, years)) for asset in sorted(span.group)]
        return [
            (asset, scopes, self._parted(asset, scopes))
            for asset, scopes in told
            if any(scope is Scope.UNIVERSAL for _, scope in scopes)
        ]

    def _scopes_of(self, asset: str, years: range) -> list[tuple[int, Scope]]:
        return [(year, self.start.methods.scope_of(asset, year)) for year in years]

    def _parted(self, asset: str, scopes: Iterable[tuple[int, Scope]]) -> object:
        """Tell by what a pool is parted; the balances follow from the rows up to then."""
        said, years = self.start.conventions, [scope for _, scope in scopes]
        if (Scope.UNIVERSAL, Scope.PER_ACCOUNT) not in pairwise(years):
            return ()
        return asset in said.allocated, plain(said.allocations.get(asset))

    def _tainted(self, span: Span) -> object:
        """Tell the taints of earlier stages that stand before the year is over."""
        over = micros(datetime(span.year + 1, 1, 1, tzinfo=ZoneInfo(self.start.conventions.zone)))
        return sorted(
            (p, at) for p, at in self.start.taints.items() if p[1] in span.group and at < over
        )

    def _filed(self, span: Span) -> object:
        """Tell the lots on record for sealed years, and the transactions they are held to."""
        filed = self.start.filed(span)
        if filed is None:
            return []
        keys = self.start.ledger["key"]
        held_to = [keys[position] in filed.keys for position in span.positions]
        return held_to, lines_of(filed.reliefs)

    def _washed(self, span: Span) -> object:
        """Tell the wash-sale rule, where it matters in the year or for purchases before the next.

        Whose an account is, and whether it is on the return, matters to nothing else here.
        """
        said = self.start.conventions
        rule, filed = said.wash, self.start.filed_as_put_off(span.group)
        begins, over = rule.others_from, date(span.year, 12, 31)
        others = begins is not None and begins <= over + window()
        covered = {a for a in span.group if rule.ever_covers(a)}
        if not filed and not (covered if others else covered & rule.securities):
            return []
        told = (begins, rule.adjusts, covered & rule.securities, covered)
        return plain([*told, said.owners, said.off_return, filed])

    def _first_year(self, span: Span) -> int:
        return min(self._on[place].year for place in span.positions)

    def _accounts_of(self, span: Span) -> list[str]:
        return sorted({self._accounts[position] for position in span.positions})

    def _during(self, span: Span) -> tuple[Micros, Micros]:
        return self._at[span.positions[0]], self._at[span.positions[-1]]

    @cached_property
    def _lines(self) -> list[str]:
        return lines_of(self.start.ledger.drop(_UNREAD))

    @cached_property
    def _accounts(self) -> list[str]:
        return self.start.ledger["account"].to_list()

    @cached_property
    def _transaction_ids(self) -> list[str]:
        return self.start.ledger["transaction_id"].to_list()

    @cached_property
    def _at(self) -> list[Micros]:
        return self.start.ledger["at"].to_physical().to_list()

    @cached_property
    def _on(self) -> list[date]:
        return days(self.start.ledger, self.start.conventions.zone).to_list()


def lines_of(frame: pl.DataFrame) -> list[str]:
    """Tell each row of a frame as one line of JSON, amounts and instants as integers."""
    exact = frame.with_columns(pl.col(AMOUNT, INSTANT).to_physical())
    return exact.select(pl.struct(pl.all()).struct.json_encode()).to_series().to_list()


def plain(said: object) -> object:
    """Give a value of which equal ones have equal representations, whatever order they keep."""
    if is_dataclass(said):
        return [(one.name, plain(getattr(said, one.name))) for one in fields(said)]
    if isinstance(said, Mapping):
        return sorted((repr(plain(key)), repr(plain(value))) for key, value in said.items())
    if isinstance(said, AbstractSet):
        return sorted(repr(plain(one)) for one in said)
    if isinstance(said, list | tuple):
        return [plain(one) for one in said]
    if isinstance(said, pl.DataFrame):
        return lines_of(said)
    return said


def _within(
    acting: Iterable[tuple[Micros, Method]], first: Micros, last: Micros
) -> list[tuple[Micros, Method]]:
    """Give the methods between two instants, the latest first, each with its start there."""
    told: list[tuple[Micros, Method]] = []
    for since, method in (*acting, (first, Method.FIFO)):
        if since <= last:
            start = max(since, first)
            if told and told[-1][1] is method:
                told.pop()
            told.append((start, method))
            if start == first:
                break
    return told


def _since(order: Order | None, first: date, last: date) -> tuple[Method, date] | None:
    """Give the order that binds on any of the days, and from which of them on."""
    if order is None or (order.since is not None and order.since > last):
        return None
    return order.method, max(first, order.since or first)
