"""Short words for worked examples of explanations."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import polars as pl

from harvest_tui.domain.booking import frame_of
from harvest_tui.domain.elections import Method
from harvest_tui.domain.explanation import Explanation, Ground, Missed
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.prepare import prepare
from harvest_tui.lots.explain import explain
from harvest_tui.lots.replay import Conventions, replay
from lots.books import TODAY, buy, price_book, sell

OLD = buy("old", "2024-01-10", 1, 20_000)
NEW = buy("new", "2025-03-10", 1, 60_000)
SALE = sell("s1", "2025-06-10", 1, 50_000)


def both(
    transactions: Sequence[Transaction],
    zone: str = "UTC",
    today: date = TODAY,
    asked: Collection[str] | None = None,
    **conventions: Any,  # noqa: ANN401 # fields of Conventions
) -> tuple[pl.DataFrame, tuple[Explanation, ...]]:
    """Replay a book, and explain every disposal of it, or those of the transactions asked about."""
    ready = prepare(frame_of(transactions), price_book(), zone)
    told = Conventions(zone=zone, **conventions)
    done = replay(ready.ledger, ready.legs, told, findings=ready.findings, today=today)
    names = list(done.disposals["transaction_id"] if asked is None else asked)
    rows = done.disposals.filter(pl.col("transaction_id").is_in(names))
    return done.disposals, explain(
        ready.ledger, ready.legs, told, rows, findings=ready.findings, today=today
    )


def explained(*transactions: Transaction, **conventions: Any) -> tuple[Explanation, ...]:  # noqa: ANN401
    """Explain every disposal, or those of the transactions asked about."""
    return both(transactions, **conventions)[1]


def only(*transactions: Transaction, **conventions: Any) -> Explanation:  # noqa: ANN401
    """Explain the one disposal of a book, or that of the one transaction asked about."""
    (one,) = explained(*transactions, **conventions)
    return one


def grounds(one: Explanation) -> list[tuple[Ground, Method]]:
    return [(reason.ground, reason.method) for used in one.used for reason in used.reasons]


def missed(one: Explanation) -> list[Missed]:
    return [passed.why for passed in one.passed_over]
