"""The ledger of a book, opened: the one door to it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import apsw
import polars as pl

from harvest_tui.domain.clock import Clock
from harvest_tui.domain.elections import Identification, Pick, Purpose
from harvest_tui.domain.frames import PRICES, require
from harvest_tui.domain.rows import Interpretation, RowStatus, Table
from harvest_tui.store import (
    audit,
    decisions,
    files,
    identifications,
    imports,
    kept_digests,
    listings,
    prices,
    seals,
    soundness,
    transactions,
)
from harvest_tui.store.canonical import Json
from harvest_tui.store.connection import open_ledger, rehearsing, writing
from harvest_tui.store.errors import DamagedSealError
from harvest_tui.store.files import Options
from harvest_tui.store.imports import Reinterpret
from harvest_tui.store.instants import micros
from harvest_tui.store.prices import PriceRank
from harvest_tui.store.query import number
from harvest_tui.store.results import (
    Decision,
    ImportResult,
    Provenance,
    RebuildResult,
    Seal,
    Unsound,
)


class Store:
    """Reads and writes one ledger. Each write is one transaction, all of it or none.

    The clock is read inside the transaction, after any waiting for another session, so that a
    record is stamped with the moment it was made. One thread at a time may use a store.

    Raises (any method that writes): BookBusyError, BookWriteError; nothing is changed then.
    """

    def __init__(self, connection: apsw.Connection, clock: Clock) -> None:
        self._connection = connection
        self._clock = clock

    @classmethod
    def open(cls, path: Path, clock: Clock) -> Self:
        """Open the ledger `path`, making it and its folder if there is none.

        Raises:
            BookError: It cannot be used; the message says why and the way out.
        """
        connection = open_ledger(path, micros(clock.now()))
        if kept_digests.missing(connection):
            with writing(connection):
                kept_digests.complete(connection)
        return cls(connection, clock)

    def close(self) -> None:
        """Close it. Nothing is lost without this."""
        self._connection.close()

    def __enter__(self) -> Self:
        """Give the open store."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it, whatever happened."""
        self.close()

    @property
    def revision(self) -> int:
        """A number that goes up with every write of any session: it keys caches."""
        return number(self._connection, "SELECT revision FROM book")

    def import_file(
        self,
        table: Table,
        interpretation: Interpretation,
        account: str | None = None,
        options: Options | None = None,
    ) -> ImportResult:
        """Keep a file's rows and book what is new in them.

        Args:
            table: The file as it was read.
            interpretation: Of that table.
            account: As the user named it; None for the source's own default.
            options: That it was interpreted with, to do it again later.
        """
        with writing(self._connection):
            return self._add(table, interpretation, account, options or {})

    def rehearse_import(
        self,
        table: Table,
        interpretation: Interpretation,
        account: str | None = None,
        options: Options | None = None,
    ) -> ImportResult:
        """Tell what `import_file` would do, and change nothing (`--dry-run`)."""
        with rehearsing(self._connection):
            return self._add(table, interpretation, account, options or {})

    def retract(self, which: str, reinterpret: Reinterpret, reason: str = "") -> RebuildResult:
        """Take an imported file back and derive everything again without it.

        Args:
            which: The file's name, or its SHA-256 or the start of it.
            reinterpret: As for `rebuild`.
            reason: The user's words.

        Raises:
            UnknownFileError: Nothing imported, or more than one file, is meant.
        """
        with writing(self._connection):
            file_id = files.named(self._connection, which)
            self._connection.execute(
                "INSERT INTO retraction VALUES (?, ?, ?)", (file_id, reason, self._now())
            )
            return imports.rebuild(self._connection, reinterpret)

    def rebuild(self, reinterpret: Reinterpret) -> RebuildResult:
        """Derive transactions and outcomes again from the rows kept, file by file as imported.

        Args:
            reinterpret: Reads a kept table: table, source, account, options. What it raises
                undoes the rebuild.
        """
        with writing(self._connection):
            return imports.rebuild(self._connection, reinterpret)

    def derived_again(self, reinterpret: Reinterpret) -> pl.DataFrame:
        """Give what `rebuild` would derive (schema `TRANSACTIONS`), and change nothing."""
        with rehearsing(self._connection):
            imports.rebuild(self._connection, reinterpret)
            return transactions.frame(self._connection)

    def transactions(self) -> pl.DataFrame:
        """Give all transactions, schema `TRANSACTIONS`, by instant, then by identity."""
        return transactions.frame(self._connection)

    def files(self) -> pl.DataFrame:
        """Give the imported files in order, schema `listings.FILES`."""
        return listings.files(self._connection)

    def kept(self, file_id: int) -> tuple[Table, str, str | None, Options]:
        """Give a file as it was read: table, source, account as named, options."""
        return files.kept(self._connection, file_id)

    def outcomes(self, status: RowStatus | None = None) -> pl.DataFrame:
        """Give what became of each row, schema `listings.OUTCOMES`."""
        return listings.outcomes(self._connection, status)

    def rows_of(self, key: str) -> Provenance | None:
        """Give the rows that the transaction `key` was made from; None if there is no such."""
        return listings.provenance(self._connection, key)

    def add_prices(self, frame: pl.DataFrame, rank: PriceRank) -> int:
        """Record prices, schema `PRICES`; give how many were new."""
        require(frame, PRICES)
        with writing(self._connection):
            return prices.record(self._connection, frame, rank, self._now())

    def prices(self) -> pl.DataFrame:
        """Give the price that counts for each asset and day, schema `PRICES`."""
        return prices.counting(self._connection)

    def identify(
        self,
        account: str,
        asset: str,
        picks: Sequence[Pick],
        *,
        purpose: Purpose = Purpose.SALE,
        valid_until: datetime | None = None,
        transaction_id: str | None = None,
        note: str = "",
    ) -> Identification:
        """Record which units a coming sale or move takes, with its audit record.

        Args:
            account: Where the units are.
            asset: What they are.
            picks: Lots and units, each lot once.
            purpose: What they are named for.
            valid_until: Later sales do not use it.
            transaction_id: A past sale, for one made then and stated now (`as_filed`).
            note: The user's words.
        """
        with writing(self._connection):
            draft = Identification(
                identification_id=0,
                recorded_at=self._clock.now(),
                account=account,
                asset=asset,
                picks=tuple(picks),
                purpose=purpose,
                valid_until=valid_until,
                transaction_id=transaction_id,
                as_filed=transaction_id is not None,
                note=note,
            )
            return identifications.record(self._connection, draft)

    def identify_all(self, drafts: Iterable[Identification]) -> tuple[Identification, ...]:
        """Record several identifications at one instant, all or none, each with its audit record.

        Args:
            drafts: What is named; numbers and the instant are given here.
        """
        with writing(self._connection):
            now = self._clock.now()
            return tuple(
                identifications.record(self._connection, replace(draft, recorded_at=now))
                for draft in drafts
            )

    def identifications(self) -> tuple[Identification, ...]:
        """Give all identifications in the order of recording."""
        return identifications.identifications(self._connection)

    def decide(self, kind: str, payload: Mapping[str, Json]) -> Decision:
        """Record a decision about the data: a link, a given basis, a dismissal, an allocation."""
        with writing(self._connection):
            return decisions.decide(self._connection, kind, payload, self._clock.now())

    def decisions(self, kind: str | None = None) -> tuple[Decision, ...]:
        """Give the decisions, of one kind or all, in the order of recording."""
        return decisions.decisions(self._connection, kind)

    def seal(self, year: int, head: Mapping[str, Json], frames: Mapping[str, pl.DataFrame]) -> Seal:
        """Seal a year, with its audit record; one sealed before is amended by it.

        Args:
            year: The tax year.
            head: Figures and all they rest on but the rows; amounts as text.
            frames: By the names of `seals.SCHEMAS`.
        """
        with writing(self._connection):
            return seals.seal(self._connection, year, head, frames, self._clock.now())

    def seals(self) -> tuple[Seal, ...]:
        """Give all seals in the order of recording; of a year the last one counts."""
        return seals.seals(self._connection)

    def sealed_frames(self, one: Seal) -> dict[str, pl.DataFrame]:
        """Give the rows of a whole seal by the names of `seals.SCHEMAS`."""
        return seals.frames_of(self._connection, one)

    def require_whole(self, one: Seal) -> None:
        """Check that a seal is as it was sealed.

        Raises:
            DamagedSealError: It is not.
        """
        if not seals.is_whole(self._connection, one):
            raise DamagedSealError(self._connection.filename, one.year)

    def unsound(self) -> tuple[Unsound, ...]:
        """Check what is stored: the file itself, its references, and every digest kept."""
        return tuple(soundness.unsound(self._connection))

    def audit_records(self) -> tuple[audit.AuditRecord, ...]:
        """Give the audit log in its order."""
        return audit.records(self._connection)

    def _add(
        self,
        table: Table,
        interpretation: Interpretation,
        account: str | None,
        options: Options,
    ) -> ImportResult:
        known = files.already(self._connection, table.sha256)
        if known is not None:
            return known
        return imports.add(self._connection, table, interpretation, account, options, self._now())

    def _now(self) -> int:
        return micros(self._clock.now())
