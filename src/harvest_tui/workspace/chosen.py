"""Findings on what was chosen: elections and identifications, and how good their evidence is."""

from collections.abc import Collection, Iterable, Iterator
from datetime import timedelta
from typing import Final

import polars as pl

from harvest_tui.domain.amounts import ZERO, plain_text
from harvest_tui.domain.elections import Election, Identification, Method, Purpose
from harvest_tui.domain.findings import Finding, warning
from harvest_tui.domain.kinds import DisposalKind
from harvest_tui.domain.sums import exact_sums
from harvest_tui.domain.text import shown, typed
from harvest_tui.reports.elections import instant_words, place_words
from harvest_tui.rules.identification import brokers_told_since

SOON: Final = timedelta(days=7)
"""A sale of just the units named, so long before they were named, is taken for the one meant."""

_NAMEABLE: Final = [DisposalKind.SALE.value, DisposalKind.SWAP.value, DisposalKind.SPEND.value]


def late_elections(disposals: pl.DataFrame, elections: Iterable[Election]) -> Iterator[Finding]:
    """Elections recorded after the first disposal that they are for: weak evidence."""
    for election in elections:
        first = _covered(disposals, election)["disposed_at"].min()
        if not election.as_filed and first is not None and election.recorded_at > first:  # type: ignore[operator]
            yield warning(
                "late election",
                f"{_words(election)} was recorded on {election.recorded_at:%Y-%m-%d}, after the "
                "first disposal it is for: it covers only what came after, and is weak evidence",
                f"harvest-tui method set {election.year} METHOD --as-filed --evidence TEXT, if "
                "the return was filed so",
                account=election.account,
                asset=election.asset,
            )


def unshown_elections(elections: Collection[Election]) -> Iterator[Finding]:
    """Elections stated as filed without a word on what shows it."""
    shown_ones = {_name(one) for one in elections if one.evidence}
    for one in dict.fromkeys(_name(e) for e in elections if e.as_filed and not e.evidence):
        if one not in shown_ones:
            election = next(e for e in elections if _name(e) == one)
            yield warning(
                "no evidence named",
                f"{_words(election)} is stated as filed, and nothing is named that shows it",
                f"state it again with --evidence TEXT: harvest-tui method set {election.year} "
                f"{election.method.value} --as-filed --evidence TEXT",
                account=election.account,
                asset=election.asset,
            )


def unproven_orders(uses: pl.DataFrame) -> Iterator[Finding]:
    """Identifications used for what their record may have come after, as far as can be told."""
    doubtful = uses.filter("unproven").unique(
        ["identification_id", "key"], keep="first", maintain_order=True
    )
    for row in doubtful.iter_rows(named=True):
        yield warning(
            "order not provable",
            f"{shown(row['transaction_id'], 40)} took units of identification "
            f"{row['identification_id']}, and is known only to the minute or the day: that the "
            "record came first is not shown",
            "keep the broker's confirmation with its seconds; or import an export that gives them",
            transaction_id=row["transaction_id"],
            account=row["account"],
            asset=row["asset"],
        )


def named_after(
    disposals: pl.DataFrame, uses: pl.DataFrame, identifications: Iterable[Identification]
) -> Iterator[Finding]:
    """Identifications of just the units of a sale shortly before: too late for it."""
    used = set(uses["identification_id"])
    sales = _sales(disposals)
    for one in identifications:
        if one.identification_id in used or one.as_filed or one.purpose is not Purpose.SALE:
            continue
        named = sum((pick.quantity for pick in one.picks), ZERO)
        meant = sales.filter(
            (pl.col("account") == one.account)
            & (pl.col("asset") == one.asset)
            & (pl.col("quantity") == named)
            & pl.col("disposed_at").is_between(one.recorded_at - SOON, one.recorded_at, "left")
        )
        for row in meant.tail(1).iter_rows(named=True):
            yield warning(
                "identification after the sale",
                f"identification {one.identification_id} of {plain_text(named)} "
                f"{shown(one.asset, 16)} was recorded on {instant_words(one.recorded_at)}, after "
                f"{shown(row['transaction_id'], 40)}: it does not count for that sale, and stands "
                "for the next",
                f"harvest-tui identify … --transaction {typed(row['transaction_id'])} "
                "--as-filed, if the units were named before it",
                transaction_id=row["transaction_id"],
                account=one.account,
                asset=one.asset,
            )


def untold_brokers(
    disposals: pl.DataFrame, uses: pl.DataFrame, brokers: Collection[str], stated: Collection[int]
) -> Iterator[Finding]:
    """Sales from brokers by own choice of lots, since own books alone no longer suffice.

    Args:
        disposals: Schema DISPOSALS.
        uses: Schema USES.
        brokers: Accounts in a broker's custody that no instructed order binds.
        stated: Identifications that state what was in fact named at the time.

    Source: Treas. Reg. 1.1012-1(j)(3); Notice 2026-20.
    """
    told = uses.filter(pl.col("identification_id").is_in(list(stated)))["key"]
    chosen = disposals.filter(
        (pl.col("disposed_on") >= brokers_told_since())
        & pl.col("account").is_in(list(brokers))
        & pl.col("kind").is_in(_NAMEABLE)
        & (pl.col("method") != Method.FIFO.value)
        & ~pl.col("key").is_in(told.to_list())
    )
    counts = chosen.group_by("account", "asset", maintain_order=True).agg(
        pl.col("disposal_id").n_unique()
    )
    for account, asset, count in counts.iter_rows():
        yield warning(
            "broker not told",
            f"{count} sales of {shown(asset, 16)} at {shown(account)} since {brokers_told_since()} "
            "took lots by your own record: that counts only if the broker was told before each",
            f'bound_to under [accounts."{shown(account)}"], if it had a standing order; '
            "harvest-tui identify … --transaction ID --as-filed, if it was told of the sale; "
            "else FIFO applies",
            account=account,
            asset=asset,
        )


def _covered(disposals: pl.DataFrame, election: Election) -> pl.DataFrame:
    """Give the disposals of an election's first year that it would have covered."""
    named = {"account": election.account, "asset": election.asset}
    narrow = {name: value for name, value in named.items() if value is not None}
    covered = disposals.filter(pl.col("disposed_on").dt.year() == election.year, **narrow)
    if election.effective_from is None:
        return covered
    return covered.filter(pl.col("disposed_at") >= election.effective_from)


def _sales(disposals: pl.DataFrame) -> pl.DataFrame:
    by = ["disposal_id", "transaction_id", "account", "asset", "disposed_at"]
    return exact_sums(disposals.filter(pl.col("kind").is_in(_NAMEABLE)), by, ["quantity"])


def _name(one: Election) -> tuple[object, ...]:
    return one.year, one.method, one.scope, one.account, one.asset


def _words(one: Election) -> str:
    of = place_words(one.account, one.asset)
    return f"{one.method.value} for {one.year}{f' ({of})' if of else ''}"
