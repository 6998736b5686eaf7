"""What may be wrong with sales elsewhere: rows not understood, and what may count twice."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

import polars as pl

from harvest_tui.domain.findings import Finding, Severity, warning
from harvest_tui.domain.schedule_d import ElsewhereFile
from harvest_tui.domain.settings import YearInputs
from harvest_tui.domain.text import shown

_SAME = ("year", "description", "acquired", "sold_on", "proceeds", "cost_basis")
_MOST = 10


def elsewhere_findings(
    files: Iterable[ElsewhereFile],
    sales: pl.DataFrame,
    years: Mapping[int, YearInputs],
    disposals: pl.DataFrame,
) -> Iterator[Finding]:
    """Report all of it.

    Args:
        files: That stand.
        sales: Their sales, schema ELSEWHERE.
        years: Amounts typed in.
        disposals: Of this ledger, schema DISPOSALS.
    """
    for file in files:
        yield from _unread(file)
    yield from _typed_too(sales, years)
    yield from _in_two_files(sales)
    yield from _disposed_here(sales, disposals)


def _unread(file: ElsewhereFile) -> Iterator[Finding]:
    for one in file.unread:
        what, _, how = one.reason.partition(" Fix: ")
        cell = f", {shown(one.column)}" if one.column else ""
        yield Finding(
            finding="quarantined sale elsewhere",
            severity=Severity.ERROR,
            message=f"{shown(file.name)} line {one.line}{cell}: {shown(what, 300)}",
            fix=(
                f"{shown(how, 200)}. Import a corrected copy, and take this file back: "
                f"harvest-tui elsewhere import --retract {file.sha256[:12]}"
            ),
        )


def _typed_too(sales: pl.DataFrame, years: Mapping[int, YearInputs]) -> Iterator[Finding]:
    for year in sales["year"].unique().sort():
        given = years.get(year)
        if given and (given.short_term_gains_elsewhere or given.long_term_gains_elsewhere):
            yield warning(
                "gains elsewhere twice",
                f"{year} has both imported sales and amounts of gains elsewhere in harvest.toml: "
                "they add up",
                f"take out of [year.{year}] what the imported files hold, or set this aside",
            )


def _in_two_files(sales: pl.DataFrame) -> Iterator[Finding]:
    """The same sale in two files: a corrected form imported beside the first one."""
    files = pl.col("file").n_unique().over(_SAME)
    twice = sales.filter(files > 1).unique(_SAME, maintain_order=True)
    for row in twice.head(_MOST).iter_rows(named=True):
        yield warning(
            "sale elsewhere twice",
            f"{shown(row['description'], 60)} sold on {row['sold_on']} is in two files",
            "take the older file back: harvest-tui elsewhere import --retract FILE",
        )


def _disposed_here(sales: pl.DataFrame, disposals: pl.DataFrame) -> Iterator[Finding]:
    """A sale whose description names an asset that this ledger disposed of the same day."""
    by_day: dict[object, set[str]] = {}
    for asset, on in disposals.select("asset", "disposed_on").unique().iter_rows():
        by_day.setdefault(on, set()).add(asset)
    for what, on in sales.select("description", "sold_on").unique(maintain_order=True).iter_rows():
        named = _named(what, by_day.get(on, ()))
        if named is not None:
            yield warning(
                "disposal counted twice",
                f"{shown(what, 60)} sold on {on}: the ledger has a disposal of "
                f"{shown(named, 16)} on that day",
                "if it is the same sale, take it out of the file and import that; a fund of that "
                "name is another asset",
            )


def _named(description: str, assets: Collection[str]) -> str | None:
    words = set(re.split(r"[^A-Z0-9]+", description.upper()))
    return next((asset for asset in sorted(assets) if asset.upper() in words), None)
