"""Elections as they might have been: one method for a year, as if it had been in force in time."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from harvest_tui.domain.elections import Election, Method
from harvest_tui.lots.methods import MethodBook

_LEAST: Final = timedelta(microseconds=1)
_BEGINNING: Final = datetime(2009, 1, 3, tzinfo=UTC)
"""Before any record there can be."""


def supposed(
    elections: Sequence[Election],
    method: Method,
    year: int,
    account: str | None = None,
    asset: str | None = None,
) -> tuple[Election, ...]:
    """Give the record with one method in force from a year's first day on.

    It wins over every election that covers the same disposals, narrow ones too; whether lots are
    pooled stays as it is on record. Broker's orders and identifications are no elections and
    stand as they do.

    Args:
        elections: On record.
        method: FIFO, LIFO, HIFO or LOFO.
        year: From which year on.
        account: Only there; None for all.
        asset: Only of it; None for all.
    """
    scopes = MethodBook(tuple(elections))
    latest = max((one.recorded_at for one in elections), default=_BEGINNING)
    places = dict.fromkeys(
        [
            (account, asset),
            *(
                (one.account or account, one.asset or asset)
                for one in elections
                if one.year <= year and _meet(one.account, account) and _meet(one.asset, asset)
            ),
        ]
    )
    return (
        *elections,
        *(
            Election(
                year=year,
                method=method,
                scope=scopes.scope_of(its_asset or "", year),
                account=its_account,
                asset=its_asset,
                recorded_at=latest + _LEAST,
                as_filed=True,
            )
            for its_account, its_asset in places
        ),
    )


def _meet(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other
