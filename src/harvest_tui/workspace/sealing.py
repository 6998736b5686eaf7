"""Sealing a filed year: what must hold before, and what is kept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

import polars as pl

from harvest_tui import __version__
from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.frames import AMOUNT, INSTANT, Schema
from harvest_tui.lots.sealing import SealedYear
from harvest_tui.rules.in_force import law_in_force
from harvest_tui.store.canonical import Json
from harvest_tui.store.results import Seal
from harvest_tui.tax.chain import ChainedYear
from harvest_tui.workspace.book import Book
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.ground import ground
from harvest_tui.workspace.netted import year_lines
from harvest_tui.workspace.sealed_changes import amended, changes_in, recorded
from harvest_tui.workspace.seals import SealHead, in_force
from harvest_tui.workspace.written import read_back, written

SEALED_LINES: Final = (
    "7",
    "15",
    "16",
    "21",
    "short_term_carryover_out",
    "long_term_carryover_out",
    "total_tax",
)
"""Amounts of a filed year that a listing shows."""
SEALS: Final[Schema] = {
    "year": pl.Int64,
    "seal": pl.Int64,
    "recorded_at": INSTANT,
    "in_force": pl.Boolean,  # false: the year was sealed again later
    "amends": pl.Int64,
    **{(f"line_{name}" if name.isdigit() else name): AMOUNT for name in SEALED_LINES},
    "program": pl.String,
    "note": pl.String,
    "reason": pl.String,
    "sha256": pl.String,
}


class SealError(HarvestError):
    """A year cannot be sealed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the user says with a seal."""

    note: str = ""
    reason: str = ""
    """Why it is amended, or sealed in spite of errors."""


def unsealed_before(figures: Figures, year: int) -> tuple[int, ...]:
    """Give the earlier years with disposals that are not sealed, oldest first."""
    years = figures.disposals["disposed_on"].dt.year().unique()
    sealed = figures.inputs.seals.through
    return tuple(sorted(one for one in years if sealed < one < year))


def seal_year(book: Book, year: int, said: Said, *, anyway: bool = False) -> Seal:
    """Seal a year as it stands.

    Args:
        book: Of the year.
        year: That was filed.
        said: A note; and the reason, where it is sealed in spite of errors.
        anyway: Seal it though its figures rest on errors.

    Raises:
        SealError: It is not over, it is sealed, an earlier one is not, or errors stand in it.
    """
    figures = book.figures()
    _require_over(year, figures.inputs.today)
    _require_new(figures, year)
    _require_order(figures, year)
    if not anyway:
        _require_sound(figures, year)
    return _keep(book, figures, figures.settled(year), figures.inputs.seals.through, said)


def amend_year(book: Book, year: int, reason: str, *, anyway: bool = False) -> Seal:
    """Seal a year anew, as it is computed today; the seal before it stays on record.

    Args:
        book: Of the year.
        year: Of which an amended return was filed.
        reason: The user's words.
        anyway: Seal it though rows of it are provisional.

    Raises:
        SealError: It is not sealed, nothing differs, or errors stand before its rows.
    """
    figures = book.figures()
    seals = figures.inputs.seals
    one = seals.of(year)
    if one is None:
        raise SealError(f"{year} is not sealed.\nFix: harvest-tui seal {year}.")
    if seal_changes(figures, year).is_empty():
        raise SealError(f"{year} is as it was sealed: there is nothing to amend.\nFix: nothing.")
    lifted = without_seal(figures, year)
    provisional = int(lifted.gains(year)["provisional"].sum())
    if provisional and not anyway:
        raise SealError(
            f"{year} computed again rests on errors; {provisional} of its rows are provisional.\n"
            "Fix: mend them (harvest-tui check); or, if the amended return was filed so: --anyway."
        )
    again = amended(one.head.year, lifted.inputs, lifted.replay)
    return _keep(book, lifted, again, one.head.after, Said(note=one.head.note, reason=reason))


def seal_changes(figures: Figures, year: int) -> pl.DataFrame:
    """Give what would differ in a sealed year if it were amended (schema SEALED_CHANGES)."""
    one = figures.inputs.seals.of(year)
    seals = [] if one is None else [one]
    return changes_in(figures.inputs, seals, lambda inputs: figures.under(inputs).replay)


def without_seal(figures: Figures, year: int) -> Figures:
    """Give the figures as if neither a year nor a later one were sealed."""
    return figures.under(replace(figures.inputs, seals=figures.inputs.seals.before(year)))


def seals_listed(made: Iterable[Seal]) -> pl.DataFrame:
    """List seals (schema SEALS), by year and in the order of recording."""
    whole = [one for one in made if one.head is not None]
    counting = {one.seal_id for one in in_force(whole)}
    rows = [_listed(one, counts=one.seal_id in counting) for one in whole]
    return pl.DataFrame(rows, schema=SEALS, orient="row").sort("year", "seal")


def _listed(one: Seal, *, counts: bool) -> tuple[object, ...]:
    head = read_back(SealHead, one.head or {})
    lines = year_lines(head.year.tax_year)
    return (
        one.year,
        one.seal_id,
        one.recorded_at,
        counts,
        one.amends,
        *(None if lines[name] is None else Usd(str(lines[name])) for name in SEALED_LINES),
        head.program,
        head.note,
        head.reason,
        one.sha256,
    )


def _keep(book: Book, figures: Figures, settled: ChainedYear, after: int, said: Said) -> Seal:
    year, inputs = settled.case.year, figures.inputs
    rows = recorded(inputs, figures.replay, year, after)
    head = SealHead(
        program=__version__,
        note=said.note,
        reason=said.reason,
        after=after,
        ground=ground(figures.replay.ledger, inputs, year),
        year=settled,
    )
    told = written(head)
    if not isinstance(told, Mapping):
        raise TypeError(told)
    return book.store.seal(year, {**told, **_beside(figures, rows)}, _frames(rows))


def _frames(rows: SealedYear) -> dict[str, pl.DataFrame]:
    return {
        "transactions": rows.transactions,
        "reliefs": rows.reliefs,
        "disposals": rows.disposals,
    }


def _beside(figures: Figures, rows: SealedYear) -> dict[str, Json]:
    """Give what a reader of the seal wants to know, and what it is compared by."""
    settings = figures.settings
    pooled: dict[str, list[str]] = {}
    for asset, year in sorted(rows.pooled):
        pooled.setdefault(str(year), []).append(asset)
    return {
        "pooled": pooled,
        "law": {
            name: [since.isoformat(), digest]
            for name, (since, digest) in law_in_force(rows.year).items()
        },
        "elections": [
            {
                "year": e.year,
                "method": e.method.value,
                "scope": e.scope.value,
                "account": e.account,
                "asset": e.asset,
                "as_filed": e.as_filed,
                "recorded_at": e.recorded_at.isoformat(),
            }
            for e in figures.inputs.elections
            if e.year <= rows.year
        ],
        "wash_sale": settings.rules.wash_sale.value,
        "collectibles": sorted(a for a, said in settings.assets.items() if said.collectible),
        "securities": sorted(a for a, said in settings.assets.items() if said.security),
    }


def _require_over(year: int, today: date) -> None:
    if year >= today.year:
        raise SealError(f"{year} is not over.\nFix: seal a year when its return has been filed.")


def _require_new(figures: Figures, year: int) -> None:
    seals = figures.inputs.seals
    if seals.of(year) is not None:
        raise SealError(
            f"{year} is sealed.\n"
            f"Fix: nothing; if an amended return was filed: harvest-tui seal {year} --amend "
            "--reason TEXT."
        )
    if year < seals.through:
        raise SealError(
            f"{year} lies before {seals.through}, which is sealed, and with it all before it.\n"
            f"Fix: if an amended return was filed: harvest-tui seal {seals.through} --amend "
            "--reason TEXT."
        )


def _require_order(figures: Figures, year: int) -> None:
    open_years = unsealed_before(figures, year)
    if open_years:
        listed = ", ".join(map(str, open_years))
        raise SealError(
            f"{year} rests on the lots that earlier years left, and these are not sealed: "
            f"{listed}.\n"
            f"Fix: seal them first, the oldest first; or all of them now, each as it stands: "
            f"harvest-tui seal {year} --through."
        )


def _require_sound(figures: Figures, year: int) -> None:
    provisional = int(figures.gains(year)["provisional"].sum())
    errors = list(_errors(figures, year))
    if not errors and not provisional:
        return
    named = ", ".join(sorted({one.finding for one in errors})) or "of earlier years"
    raise SealError(
        f"{year} rests on errors ({named}); {provisional} of its rows are provisional.\n"
        f"Fix: mend them (harvest-tui check); or, if it was filed so: harvest-tui seal {year} "
        "--anyway --reason TEXT."
    )


def _errors(figures: Figures, year: int) -> Iterator[Finding]:
    """Give the errors of the time that the seal is of, and those that belong to no day."""
    zone, after = ZoneInfo(figures.zone), figures.inputs.seals.through
    for one in figures.findings(figures.inputs.today):
        dated = None if one.at is None else one.at.astimezone(zone).year
        if one.severity is Severity.ERROR and (dated is None or after < dated <= year):
            yield one
