"""What differs from a sealed year, in words."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from harvest_tui.domain.amounts import Usd, plain_text
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.text import shown
from harvest_tui.workspace.seals import Seals, YearSeal

EFFECT: Final = ("gain", "line")
"""Parts that say that the filed figures would not be the same."""
_TOLD: Final = 3
"""Transactions named in one finding."""
_LINES: Final = {
    "7": "net short-term (line 7)",
    "15": "net long-term (line 15)",
    "21": "deductible loss (line 21)",
    "short_term_carryover_out": "short-term loss carried on",
    "long_term_carryover_out": "long-term loss carried on",
    "total_tax": "total tax",
    "ledger_income": "income of the ledger",
}


def transaction_words(row: Mapping[str, Any]) -> str:
    """Say what a transaction of schema SEALED_TRANSACTIONS is: when, what, in, out, fee, value."""
    parts = [f"{row['at']:%Y-%m-%d %H:%M:%S}Z", str(row["kind"]), shown(row["account"], 24)]
    for sign, side in (("+", "in"), ("−", "out"), ("fee ", "fee")):
        units, asset = row[f"{side}_quantity"], row[f"{side}_asset"]
        if units is not None and asset is not None:
            parts.append(f"{sign}{plain_text(units)} {shown(asset, 16)}")
    if row["value"] is not None:
        parts.append(f"worth {_money(row['value'])}")
    return " ".join(parts)


def changed_seals(changes: pl.DataFrame, seals: Seals) -> Iterator[Finding]:
    """Report each sealed year that would not be the same today.

    Args:
        changes: Schema SEALED_CHANGES.
        seals: In force.
    """
    for one in seals.years:
        of_year = changes.filter(pl.col("year") == one.year)
        if of_year.is_empty():
            continue
        effect = not of_year.filter(pl.col("part").is_in(EFFECT)).is_empty()
        yield Finding(
            finding="sealed year changed" if effect else "sealed year touched",
            severity=Severity.ERROR if effect else Severity.WARNING,
            message=f"{sealed_words(one)}; {_what(of_year)}. {_amended(of_year)}",
            fix=(
                f"harvest-tui verify shows each difference; take back what changed it, or amend: "
                f"harvest-tui seal {one.year} --amend --reason TEXT"
            ),
        )


def sealed_words(one: YearSeal) -> str:
    """Say when a year was sealed."""
    verb = "sealed anew" if one.seal.amends else "sealed"
    return f"{one.year} was {verb} on {one.seal.recorded_at:%Y-%m-%d}"


def _what(changes: pl.DataFrame) -> str:
    """Say which transactions differ, or else what does."""
    told = changes.filter(pl.col("part") == "transaction")
    if told.is_empty():
        parts = changes["part"].unique(maintain_order=True)
        return f"computed again, it differs in: {', '.join(parts)}"
    rows = list(told.head(_TOLD).iter_rows(named=True))
    words = [f"{row['item']}: {row['now'] or row['filed']}" for row in rows]
    more = len(told) - len(rows)
    return "; ".join([*words, *([f"and {more} more"] if more else [])])


def _amended(changes: pl.DataFrame) -> str:
    """Say what an amended return would change."""
    lines = changes.filter((pl.col("part") == "line") & pl.col("item").is_in(list(_LINES)))
    if lines.is_empty():
        return "No line of the filed return changes"
    told = {row["item"]: row for row in lines.iter_rows(named=True)}
    words = [
        f"{words} {_line(told[name]['filed'])} → {_line(told[name]['now'])}"
        for name, words in _LINES.items()
        if name in told
    ]
    return f"Amended: {', '.join(words)}"


def _line(amount: str | None) -> str:
    return "not known" if amount is None else _money(Usd(amount))


def _money(amount: Usd) -> str:
    return f"{amount:,.2f}"
