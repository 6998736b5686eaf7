"""Which standing order covers a disposal."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import takewhile
from typing import Final

from harvest_tui.domain.elections import Election, Method, Scope
from harvest_tui.lots.pool import Micros
from harvest_tui.lots.times import micros
from harvest_tui.rules.identification import universal_pools_allowed

_EVER: Final[Micros] = -(1 << 63)
"""Before any deed."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order the broker was in fact instructed to use in one account: it binds."""

    method: Method
    since: date | None = None


@dataclass(slots=True)
class MethodBook:
    """The elections on record, asked for one disposal at a time."""

    elections: tuple[Election, ...] = ()
    bound: dict[str, Order] = field(default_factory=dict)
    """By account."""
    sealed_through: int = 0
    """The last sealed year: up to it, scopes are as they were filed."""
    pooled: frozenset[tuple[str, int]] = frozenset()
    """Asset and sealed year in which lots were pooled over all accounts."""
    ever_universal: bool = field(init=False)
    """Whether any year is pooled, so that scopes must be watched at all."""
    _known: dict[tuple[str | None, str, int], tuple[Election, ...]] = field(default_factory=dict)
    _acting: dict[tuple[str, str, int], tuple[tuple[Micros, Method], ...]] = field(
        default_factory=dict
    )
    _scopes: dict[tuple[str, int], Scope] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look once at what is asked for every deed."""
        elected = any(e.scope is Scope.UNIVERSAL for e in self.elections)
        self.ever_universal = elected or bool(self.pooled)

    def method_for(self, account: str, asset: str, on: date, at: Micros) -> Method:
        """Give the method of a disposal; FIFO where nothing was elected or named in time.

        A narrower election (account, asset) wins over a wider one, then the later year, then
        the later record. One not marked as filed covers only what comes after its record.

        Args:
            account: Where the units are.
            asset: What is disposed of.
            on: Day in the taxpayer's zone; decides the year.
            at: The instant.
        """
        order = self.order_of(account, on)
        if order is not None:
            return _standing(order.method)
        for since, method in self.acting(account, asset, on.year):
            if at >= since:
                return method
        return Method.FIFO

    def election_for(self, account: str, asset: str, on: date, at: Micros) -> Election | None:
        """Give the election that acts where the broker is not bound; arguments as `method_for`."""
        for election in self._matching(account, asset, on.year):
            if _covers(election, at):
                return election
        return None

    def acting(self, account: str, asset: str, year: int) -> tuple[tuple[Micros, Method], ...]:
        """Give the methods that can act in a year where the broker is not bound.

        Returns:
            Each with the instant it acts from, the latest first; what a narrower, later or more
            recent election overrides from the start on is not among them.
        """
        wanted = (account, asset, year)
        if wanted not in self._acting:
            self._acting[wanted] = tuple(_not_overridden(self._matching(*wanted)))
        return self._acting[wanted]

    def passed_over(self, account: str, asset: str, on: date, at: Micros) -> tuple[Election, ...]:
        """Give the elections that would have come first, had they been in force in time."""
        fitting = self._matching(account, asset, on.year)
        return tuple(takewhile(lambda one: not _covers(one, at), fitting))

    def order_of(self, account: str, on: date) -> Order | None:
        """Give the order that binds an account on a day, if one does."""
        order = self.bound.get(account)
        return order if order and (order.since is None or on >= order.since) else None

    def scope_of(self, asset: str, year: int) -> Scope:
        """Tell whether a year's lots of an asset are pooled over all accounts."""
        wanted = (asset, year)
        if wanted not in self._scopes:
            self._scopes[wanted] = self._scope(asset, year)
        return self._scopes[wanted]

    def _scope(self, asset: str, year: int) -> Scope:
        if year <= self.sealed_through:
            return Scope.UNIVERSAL if (asset, year) in self.pooled else Scope.PER_ACCOUNT
        if not universal_pools_allowed(date(year, 12, 31)):
            return Scope.PER_ACCOUNT
        for election in self._matching(None, asset, year):
            if election.as_filed or election.recorded_at.year < year:
                return election.scope
        return Scope.PER_ACCOUNT

    def _matching(self, account: str | None, asset: str, year: int) -> tuple[Election, ...]:
        wanted = (account, asset, year)
        if wanted not in self._known:
            self._known[wanted] = tuple(
                sorted(fitting(self.elections, *wanted), key=_precedence, reverse=True)
            )
        return self._known[wanted]


def fitting(
    elections: Iterable[Election], account: str | None, asset: str, year: int
) -> Iterable[Election]:
    """Give the elections that speak of an asset in an account in a year, in force or not.

    Without an account: those that speak of all.
    """
    return (
        e
        for e in elections
        if e.year <= year and e.account in {None, account} and e.asset in {None, asset}
    )


def _precedence(election: Election) -> tuple[bool, bool, int, datetime]:
    return (
        election.account is not None,
        election.asset is not None,
        election.year,
        election.recorded_at,
    )


def _standing(method: Method) -> Method:
    """Give what acts where no units were named: spec-id is then FIFO, and its rows say so."""
    return Method.FIFO if method is Method.SPECIFIC else method


def _not_overridden(elections: Iterable[Election]) -> Iterator[tuple[Micros, Method]]:
    """Go down the precedence as long as there is time that nothing above covers."""
    open_until: Micros | None = None
    for election in elections:
        since = _start(election)
        if open_until is None or since < open_until:
            yield since, _standing(election.method)
            open_until = since


def _start(election: Election) -> Micros:
    """Give the instant from which `_covers` says yes."""
    since = _EVER if election.as_filed else micros(election.recorded_at)
    if election.effective_from is None:
        return since
    return max(since, micros(election.effective_from))


def _covers(election: Election, at: Micros) -> bool:
    if election.effective_from is not None and at < micros(election.effective_from):
        return False
    return election.as_filed or at >= micros(election.recorded_at)
