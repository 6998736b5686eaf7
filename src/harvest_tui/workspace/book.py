"""A book: a folder with settings, elections and the ledger, and what can be done with it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Final, Self
from zoneinfo import ZoneInfo

import polars as pl

from harvest_tui import __version__
from harvest_tui.config import cost_basis, edit, harvest_toml
from harvest_tui.config.locations import Book as Place
from harvest_tui.config.locations import init
from harvest_tui.domain.amounts import Usd
from harvest_tui.domain.clock import Clock
from harvest_tui.domain.elections import Election
from harvest_tui.domain.errors import HarvestError
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.frames import PRICES
from harvest_tui.domain.rows import Interpretation, RowStatus, Table
from harvest_tui.domain.settings import FilingStatus, Settings
from harvest_tui.domain.text import shown
from harvest_tui.market.files import read_prices
from harvest_tui.sources.format import Coverage
from harvest_tui.sources.registry import FORMATS
from harvest_tui.store.cache import Cache
from harvest_tui.store.imports import Reinterpret
from harvest_tui.store.prices import PriceRank
from harvest_tui.store.results import ImportResult, RebuildResult
from harvest_tui.store.store import Store
from harvest_tui.workspace.custody import SourceCustody
from harvest_tui.workspace.deciding import standing
from harvest_tui.workspace.figures import Figures
from harvest_tui.workspace.inputs import Inputs
from harvest_tui.workspace.reading import Reading, read_again, read_in
from harvest_tui.workspace.replaying import kept_spans, replay_of, replayed
from harvest_tui.workspace.seals import seals_of
from harvest_tui.workspace.source_balances import closing_balances

CUSTODY: Final = {
    form.told_as: SourceCustody(
        custody=form.custody, form_1099da=form.form_1099da, estate=form.estate
    )
    for form in FORMATS.values()
}

RANKS: Final = {form.told_as: list(Coverage).index(form.coverage) for form in FORMATS.values()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The user's two files, as they stand."""

    settings: Settings
    elections: tuple[Election, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import did, or would do."""

    result: ImportResult
    understood: Interpretation


class Book:
    """One book, opened. Reading never writes but to the cache."""

    def __init__(self, place: Place, store: Store, clock: Clock) -> None:
        self.place = place
        self.store = store
        self.clock = clock

    @classmethod
    def open(cls, place: Place, clock: Clock) -> Self:
        """Open the book in a place, making what is missing.

        Raises:
            HarvestError: It cannot be used; the message says why and the way out.
        """
        init(place)
        return cls(place, Store.open(place.ledger, clock), clock)

    def __enter__(self) -> Self:
        """Give the open book."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the ledger."""
        self.store.close()

    # -- what stands -----------------------------------------------------------------

    def said(self) -> Said:
        """Read the user's two files."""
        return Said(
            settings=harvest_toml.read(self.place.harvest_toml),
            elections=cost_basis.read(self.place.cost_basis_toml),
        )

    def today(self, settings: Settings) -> date:
        """Give the day it is for the taxpayer."""
        return self.clock.now().astimezone(ZoneInfo(settings.taxpayer.time_zone)).date()

    def said_nothing(self) -> bool:
        """Tell whether the user has yet to say who files and by which method."""
        said = self.said()
        return said.settings.taxpayer.filing_status is None and not said.elections

    def figures_at(self, day: date) -> Figures:
        """Give the figures as they stood at the end of a day, by what is known now."""
        inputs = self._inputs(self.said())
        zone = inputs.settings.taxpayer.time_zone
        on = pl.col("at").dt.convert_time_zone(zone).dt.date()
        then = replace(
            inputs,
            transactions=inputs.transactions.filter(on <= day),
            seals=inputs.seals.at(day),
            today=day,
        )
        cache = Cache(self.place.cache)
        return Figures(then, lambda: replay_of(then, known=kept_spans(cache)))

    def figures(self) -> Figures:
        """Give the figures of the book as it stands now."""
        said = self.said()
        inputs = self._inputs(said)
        cache = Cache(self.place.cache)
        return Figures(
            inputs, lambda: replayed(lambda: inputs, self._digest(said, inputs.today), cache)
        )

    def _inputs(self, said: Said) -> Inputs:
        return Inputs(
            transactions=self._transactions(),
            prices=self.store.prices(),
            settings=said.settings,
            elections=said.elections,
            identifications=self.store.identifications(),
            decisions=standing(self.store.decisions()),
            sources=CUSTODY,
            ranks=RANKS,
            closings=lambda: closing_balances(
                self.store, Cache(self.place.cache), self.clock.now()
            ),
            seals=seals_of(self.store),
            findings=tuple(quarantined(self.store.outcomes(RowStatus.QUARANTINED))),
            today=self.today(said.settings),
        )

    def _transactions(self) -> pl.DataFrame:
        """Give the transactions, from the last snapshot if nothing was written since."""
        cache, name = Cache(self.place.cache), f"transactions/{__version__}/{self.store.revision}"
        kept = cache.get(name)
        if kept is None:
            kept = self.store.transactions()
            cache.put(name, kept)
        return kept

    def _digest(self, said: Said, today: date) -> str:
        """Name all that a replay depends on: of the day only the year counts."""
        parts = (__version__, self.store.revision, today.year, said.settings, said.elections)
        return sha256(repr(parts).encode()).hexdigest()

    # -- what the user does ----------------------------------------------------------

    def import_file(self, path: Path, how: Reading, *, rehearse: bool = False) -> Imported:
        """Read one file and keep it, or only tell what that would do.

        Raises:
            HarvestError: The file is refused; nothing of it is kept.
        """
        table, understood = read_in(_readable(path), how, self.clock.now())
        act = self.store.rehearse_import if rehearse else self.store.import_file
        return Imported(
            result=act(table, understood, how.account, how.stored()), understood=understood
        )

    def retract(self, which: str, reason: str) -> RebuildResult:
        """Take an imported file back."""
        return self.store.retract(which, self._again, reason)

    def rebuild(self, progress: Callable[[str], None] = lambda _: None) -> RebuildResult:
        """Derive everything again from the rows kept.

        Args:
            progress: Takes the name of each file before it is read.
        """
        return self.store.rebuild(self._read_again(progress))

    def derived_again(self, progress: Callable[[str], None]) -> pl.DataFrame:
        """Give the transactions that `rebuild` would derive, and change nothing.

        Args:
            progress: Takes the name of each file before it is read.
        """
        return self.store.derived_again(self._read_again(progress))

    def _read_again(self, progress: Callable[[str], None]) -> Reinterpret:
        def again(
            table: Table, source: str, account: str | None, options: Mapping[str, str]
        ) -> Interpretation:
            progress(table.name)
            return self._again(table, source, account, options)

        return again

    def _again(
        self, table: Table, source: str, account: str | None, options: Mapping[str, str]
    ) -> Interpretation:
        return read_again(table, source, account, options, self.clock.now())

    def set_prices(self, prices: Mapping[str, Usd], on: date) -> int:
        """Record prices given by hand for a day in the taxpayer's zone."""
        frame = pl.DataFrame(
            [(asset, on, price, "by hand") for asset, price in prices.items()],
            schema=PRICES,
            orient="row",
        )
        return self.store.add_prices(frame, PriceRank.BY_HAND)

    def import_prices(self, path: Path, asset: str | None = None) -> int:
        """Record the prices of a file; `asset` where the file does not say what it prices."""
        return self.store.add_prices(
            read_prices(_readable(path).read_bytes(), path.name, asset), PriceRank.FILE
        )

    def elect(self, election: Election) -> None:
        """Add a standing choice of method to the record."""
        cost_basis.append(self.place.cost_basis_toml, election)

    def say_filing_status(self, status: FilingStatus) -> None:
        """Write the filing status into the settings."""
        edit.set_filing_status(self.place.harvest_toml, status)

    def say_time_zone(self, zone: str) -> None:
        """Write the time zone into the settings."""
        edit.set_time_zone(self.place.harvest_toml, zone)


def quarantined(outcomes: pl.DataFrame) -> Iterator[Finding]:
    """Report each row that was not understood: an error until it is."""
    for row in outcomes.iter_rows(named=True):
        name = shown(row["name"])
        what, _, how = row["reason"].partition(" Fix: ")
        yield Finding(
            finding="id conflict" if row["conflict"] else "quarantined row",
            severity=Severity.ERROR,
            account=row["account"],
            message=f"{name} line {row['line']}: {shown(what, 300)}",
            fix=(
                f"{shown(how, 200) or 'mend the row in a copy of the file and import that.'} "
                f"Then take this file back: harvest-tui import --retract {name}"
            ),
        )


def _readable(path: Path) -> Path:
    if not path.is_file():
        raise HarvestError(f"{path.name}: there is no such file.\nFix: check the path.")
    return path
