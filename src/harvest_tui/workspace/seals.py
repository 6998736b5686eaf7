"""The sealed years of a book: read back from the ledger, and what they hold the figures to."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Protocol

import polars as pl

from harvest_tui.lots.sealed import Filed
from harvest_tui.lots.sealing import SealedYear, filed_of
from harvest_tui.store.results import Seal
from harvest_tui.tax.chain import ChainedYear
from harvest_tui.workspace.written import read_back


class Kept(Protocol):
    """Where seals are kept."""

    def seals(self) -> tuple[Seal, ...]:
        """Give all seals in the order of recording."""

    def require_whole(self, one: Seal) -> None:
        """Raise where a seal is not what was sealed."""

    def sealed_frames(self, one: Seal) -> dict[str, pl.DataFrame]:
        """Give the rows of a seal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SealHead:
    """What a seal says beside its rows."""

    program: str
    """Version that sealed it."""
    note: str
    reason: str
    """Why it was amended, or sealed in spite of errors."""
    after: int
    """The last year sealed before, or 0: the seal holds all that came since."""
    ground: str
    """Digest of all that the lots rested on."""
    year: ChainedYear


@dataclass(frozen=True, kw_only=True)
class YearSeal:
    """The seal of a year that counts."""

    seal: Seal
    head: SealHead
    said: Mapping[str, Any]
    """The rest of the head: law and settings, for comparing."""
    kept: Kept

    @property
    def year(self) -> int:
        """The tax year."""
        return self.seal.year

    @cached_property
    def rows(self) -> SealedYear:
        """The transactions, the lots they took and the rows of gains, as sealed."""
        frames = self.kept.sealed_frames(self.seal)
        pooled = frozenset(
            (asset, int(year)) for year, assets in self.said["pooled"].items() for asset in assets
        )
        return SealedYear(year=self.year, pooled=pooled, **frames)


@dataclass(frozen=True, kw_only=True)
class Seals:
    """The seals in force, by year; of a year sealed more than once the last one."""

    years: tuple[YearSeal, ...] = ()
    until: date | None = None
    """Only what was filed up to that day counts."""

    @property
    def through(self) -> int:
        """The last sealed year, or 0."""
        return max((one.year for one in self.years), default=0)

    @property
    def digest(self) -> tuple[str, ...]:
        """Name the seals in force."""
        return (str(self.until), *(one.seal.sha256 for one in self.years))

    @cached_property
    def filed(self) -> Filed | None:
        """What the lots are held to; None without a seal."""
        filed = filed_of((one.rows for one in self.years), "/".join(self.digest))
        return filed if filed is None or self.until is None else filed.until(self.until)

    @property
    def settled(self) -> dict[int, ChainedYear]:
        """The sealed years as they were filed, with what they carry on."""
        return {one.year: one.head.year for one in self.years}

    def before(self, year: int) -> "Seals":
        """Give the seals of earlier years only."""
        return replace(self, years=tuple(one for one in self.years if one.year < year))

    def at(self, day: date) -> "Seals":
        """Give the seals as they hold the figures of a day to what was filed."""
        return replace(self, until=day)

    def of(self, year: int) -> YearSeal | None:
        """Give the seal of a year."""
        return next((one for one in self.years if one.year == year), None)


def seals_of(kept: Kept) -> Seals:
    """Read the seals in force.

    Raises:
        DamagedSealError: One is not what was sealed.
    """
    return Seals(years=tuple(_read(kept, one) for one in in_force(kept.seals())))


def in_force(made: Iterable[Seal]) -> Iterator[Seal]:
    """Give the last seal of each year, by year."""
    last = {one.year: one for one in made}
    return (last[year] for year in sorted(last))


def _read(kept: Kept, one: Seal) -> YearSeal:
    kept.require_whole(one)
    said = dict(one.head or {})
    return YearSeal(seal=one, head=read_back(SealHead, said), said=said, kept=kept)
