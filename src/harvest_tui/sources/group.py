"""Rows that are one event, and how they are put together."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from operator import itemgetter
from typing import NamedTuple, TypeAlias

from harvest_tui.domain.amounts import LIMIT, Usd
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.text import shown
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells, RowError
from harvest_tui.sources.times import Moment


class Leg(NamedTuple):
    """Units of one asset that come, go or are charged; never negative."""

    asset: str
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Skip:
    """Rows that are understood and change nothing."""

    rows: Sequence[Cells]
    reason: str


class Group(NamedTuple):
    """Rows that are booked or quarantined together."""

    rows: Sequence[Cells]
    source: str
    account: str

    @property
    def first(self) -> Cells:
        """The row, where there is one."""
        return self.rows[0]

    def part(self, rows: Sequence[Cells]) -> "Group":
        """Give the same group with only some of its rows."""
        return Group(rows, self.source, self.account)

    def transaction(  # noqa: PLR0913 - a transaction has these parts
        self,
        kind: Kind,
        moment: Moment,
        transaction_id: str,
        *,
        came: Leg | None = None,
        went: Leg | None = None,
        fee: Leg | None = None,
        account: str | None = None,
        to_account: str | None = None,
        usd_value: Usd | None = None,
        fee_usd: Usd | None = None,
        basis_usd: Usd | None = None,
        acquired_at: datetime | None = None,
        txid: str | None = None,
        note: str | None = None,
    ) -> Transaction:
        """Make a transaction of these rows; a fee of nothing is no fee.

        Raises:
            RowError: A quantity is not more than zero, or is beyond what can be kept.
        """
        if fee is not None and not fee.quantity:
            fee = fee_usd = None
        for leg in (came, went, fee):
            if leg is not None and not 0 < leg.quantity < LIMIT:
                raise RowError(f"the quantity of {shown(leg.asset)} comes to {leg.quantity}")
        return Transaction(
            transaction_id=transaction_id,
            source=self.source,
            account=account or self.account,
            at=moment.at,
            kind=kind,
            precision=moment.precision,
            to_account=to_account,
            in_asset=came.asset if came else None,
            in_quantity=came.quantity if came else None,
            out_asset=went.asset if went else None,
            out_quantity=went.quantity if went else None,
            fee_asset=fee.asset if fee else None,
            fee_quantity=fee.quantity if fee else None,
            usd_value=usd_value,
            fee_usd=fee_usd,
            basis_usd=basis_usd,
            acquired_at=acquired_at,
            txid=txid,
            note=note,
            lines=tuple(sorted([row.line for row in self.rows])),
        )


Grouping: TypeAlias = Callable[[Sequence[Cells]], Iterable[Sequence[Cells]]]
"""Puts rows together that are one event; every row in exactly one group."""


def one_by_one(rows: Sequence[Cells]) -> Iterator[Sequence[Cells]]:
    """Let each row stand for itself."""
    return ((row,) for row in rows)


def by(key: Callable[[Cells], Hashable]) -> Grouping:
    """Put rows of equal key together; rows whose key is None stand alone."""

    def grouped(rows: Sequence[Cells]) -> Iterator[Sequence[Cells]]:
        groups: dict[Hashable, list[Cells]] = {}
        for row in rows:
            found = key(row)
            if found is None:
                yield (row,)
            else:
                groups.setdefault(found, []).append(row)
        yield from (sorted(group, key=_key) for group in groups.values())

    return grouped


def pairs_within(
    span: timedelta, label: Callable[[Cells], str | None], time: str, words: str
) -> Grouping:
    """Put rows of equal label together that lie within a span of the first of them.

    Where more than two do, those with equal words belong together.

    Args:
        span: Longest distance from the first row.
        label: Kind of row; None stands alone.
        time: Role of the moment; a row whose moment cannot be read stands alone.
        words: Role of the text that the rows of one event share.
    """

    def grouped(rows: Sequence[Cells]) -> Iterator[Sequence[Cells]]:
        waiting: dict[str, list[tuple[datetime, str, Cells]]] = {}
        for row in rows:
            named = label(row)
            at = None if named is None else _moment(row, time)
            if named is None or at is None:
                yield (row,)
            else:
                waiting.setdefault(named, []).append((at, row.key, row))
        for timed in waiting.values():
            for cluster in _clusters(sorted(timed, key=itemgetter(0, 1)), span):
                yield from _by_words(cluster, words)

    return grouped


def _moment(row: Cells, role: str) -> datetime | None:
    try:
        return row.moment(role).at
    except RowError:
        return None


def _clusters(
    timed: Iterable[tuple[datetime, str, Cells]], span: timedelta
) -> Iterator[list[Cells]]:
    start, cluster = None, list[Cells]()
    for at, _, row in timed:
        if start is None or at - start > span:
            if cluster:
                yield cluster
            start, cluster = at, []
        cluster.append(row)
    if cluster:
        yield cluster


def _by_words(cluster: list[Cells], words: str) -> Iterator[Sequence[Cells]]:
    if len(cluster) <= 2:  # noqa: PLR2004 - a pair
        yield cluster
        return
    groups: dict[str, list[Cells]] = {}
    for row in cluster:
        groups.setdefault(row.text(words), []).append(row)
    yield from groups.values()


def _key(row: Cells) -> str:
    return row.key
