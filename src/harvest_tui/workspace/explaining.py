"""Disposals explained: asked of the lots, and written for scripts."""

from collections import defaultdict, deque
from typing import Final, TypeAlias

import polars as pl

from harvest_tui.domain.amounts import plain_text
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.explanation import Alternative, Explanation, LotUsed, Unavailable
from harvest_tui.domain.text import shown
from harvest_tui.lots.explain import explain
from harvest_tui.reports.explanation import explanation_view, passed_words, why_words
from harvest_tui.reports.trace import TraceView
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.replaying import conventions

Plain: TypeAlias = "str | int | bool | list[Plain] | dict[str, Plain] | None"
"""What JSON can hold."""

_GAINS: Final = ("proceeds", "cost_basis", "adjustment", "gain")


class UnknownDisposalError(HarvestError):
    """No disposal has that name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{shown(name)}: no disposal has this name.\n"
            "Fix: list them (harvest-tui gains --format csv): disposal_id names them."
        )


def disposals_named(disposals: pl.DataFrame, name: str) -> pl.DataFrame:
    """Give the rows of one disposal (schema DISPOSALS).

    Raises:
        UnknownDisposalError: None has that name.
    """
    rows = disposals.filter(pl.col("disposal_id") == name)
    if rows.is_empty():
        raise UnknownDisposalError(name)
    return rows


def explained(figures: Figures, disposals: pl.DataFrame) -> tuple[Explanation, ...]:
    """Explain whole disposals of a book.

    Args:
        figures: Of the book.
        disposals: Some of its disposals (schema DISPOSALS).
    """
    inputs, replay = figures.inputs, figures.replay
    return explain(
        replay.ledger,
        replay.legs,
        conventions(inputs, figures.accounts),
        disposals,
        findings=(*inputs.findings, *replay.findings),
        today=inputs.today,
    )


def explained_disposal(figures: Figures, name: str) -> TraceView:
    """Explain one disposal in words.

    Raises:
        UnknownDisposalError: None has that name.
    """
    rows = disposals_named(figures.disposals, name)
    return explanation_view(explained(figures, rows), f"Why these lots · {shown(name)}")


def with_reasons(disposals: pl.DataFrame, told: tuple[Explanation, ...]) -> pl.DataFrame:
    """Add to disposals why each row's lot was taken, as the column `why`; null: it has none."""
    reasons: dict[str, deque[str]] = defaultdict(deque)
    for one in told:
        reasons[one.disposal_id].extend(why_words(used) for used in one.used)
    words = [
        reasons[name].popleft() if lot is not None else None
        for name, lot in disposals.select("disposal_id", "lot_id").iter_rows()
    ]
    return disposals.with_columns(why=pl.Series(words, dtype=pl.String))


def explanation_json(one: Explanation) -> dict[str, Plain]:
    """Give an explanation by name: decimals as text, days and instants in ISO 8601, UTC."""
    return {
        "disposal_id": one.disposal_id,
        "kind": one.kind,
        "account": one.account,
        "asset": one.asset,
        "disposed_at": f"{one.disposed_at:%Y-%m-%dT%H:%M:%SZ}",
        "quantity": plain_text(one.quantity),
        "gone": one.gone,
        "missing": plain_text(one.missing),
        "pooled": one.pooled,
        "provisional": one.provisional,
        "lots": [_used(used) for used in one.used],
        "lots_left": one.lots_left,
        "quantity_left": plain_text(one.left),
        "did_not_decide": [
            {"why": passed.why.value, "words": passed_words(passed)} for passed in one.passed_over
        ],
        "not_available": [_away(away) for away in one.unavailable],
        "alternatives": [_alternative(other) for other in one.alternatives],
    }


def _used(used: LotUsed) -> Plain:
    return {
        "lot_id": used.lot_id,
        "acquired_on": used.acquired_on.isoformat(),
        "quantity": plain_text(used.quantity),
        "unit_cost": None if used.unit_cost is None else plain_text(used.unit_cost),
        **{name: plain_text(getattr(used, name)) for name in _GAINS},
        "term": used.term,
        "inherited": used.inherited,
        "gift_basis": None if used.gift is None else used.gift.value,
        "moved_from": used.came_from,
        "reasons": [
            {
                "ground": reason.ground.value,
                "method": reason.method.value,
                "quantity": plain_text(reason.quantity),
                "identification": (
                    reason.identification.identification_id if reason.identification else None
                ),
            }
            for reason in used.reasons
        ],
        "why": why_words(used),
    }


def _away(away: Unavailable) -> Plain:
    return {
        "why": away.why.value,
        "account": away.account,
        "lots": away.lots,
        "quantity": plain_text(away.quantity),
        "lowest_unit_cost": plain_text(away.lowest_unit_cost),
        "highest_unit_cost": plain_text(away.highest_unit_cost),
        "oldest": list(away.oldest),
    }


def _alternative(other: Alternative) -> Plain:
    return {
        "method": other.method.value,
        "short_term_gain": plain_text(other.short_term_gain),
        "long_term_gain": plain_text(other.long_term_gain),
        "lots": other.lots,
        "same_lots": other.same,
    }
