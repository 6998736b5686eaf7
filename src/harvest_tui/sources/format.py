"""What one file format declares: its columns, and how a group of rows becomes transactions.

Adding a format is one module in `formats`: the columns by role (the needed ones are the
signature), a table of row kinds, and code only for what a table cannot say.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, tzinfo
from enum import StrEnum
from typing import TypeAlias

from harvest_tui.domain.settings import Custody
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.cells import Cells
from harvest_tui.sources.columns import Column
from harvest_tui.sources.group import Group, Grouping, Skip, one_by_one
from harvest_tui.sources.options import DateOrder, DecimalMark


class Evidence(StrEnum):
    """How well we know the format."""

    A = "A"
    """Header and handling as in a maintained reader of the same files."""
    B = "B"
    """Header seen in a user's file."""
    C = "C"
    """Partly from a help page: compare the totals with the source."""


class Coverage(StrEnum):
    """What a kind of file holds; of two that overlap, the first of these counts."""

    LEDGER = "ledger"
    """Every movement of the account."""
    FILLS = "fills"
    """Trades only."""
    MOVEMENTS = "movements"
    """Deposits and withdrawals only."""
    AGGREGATOR = "aggregator"
    """Another program's view of other sources."""


Book: TypeAlias = Callable[[Group], Iterable[Transaction | Skip]]
"""Says what became of the rows of one group: transactions, skipped rows, or a RowError."""


Aside: TypeAlias = Callable[[Cells], str | None]
"""Says why a row is no record but a total or a line below the table; None for a record."""


def a_record(row: Cells) -> None:
    """Take every row for a record."""
    del row


@dataclass(frozen=True, slots=True)
class Running:
    """The rows state the balance after them: roles `balance`, `asset`, `time`, maybe `wallet`."""

    names: Callable[[str], str]
    """From the source's word for an asset to ours; empty for what the ledger does not hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One kind of file."""

    name: str
    """As `--source` names it."""
    source: str
    """Family: files of one family describe the same accounts."""
    title: str
    evidence: Evidence
    coverage: Coverage
    custody: Custody | None
    """Who keeps what is in its accounts; None: it can hold accounts of any kind."""
    form_1099da: bool
    """Whether a US taxpayer gets that form from this source."""
    estate: bool = False
    """Whether a bankruptcy estate holds what is in the account."""
    account: str | None
    """What the account is called where the user does not say; None: the rows say it."""
    parser_version: int
    """Raised with every change of what a row becomes."""
    columns: Mapping[str, Column]
    """By role."""
    aside: Aside = a_record
    native_id: str = ""
    """Role of the cell that identifies a row for ever; empty where there is none."""
    zone: tzinfo | None = UTC
    """Of moments that name none. None: they must."""
    date_order: DateOrder | None = None
    """How this source writes dates in digits."""
    short_years: bool = False
    """Whether its dates end in a year of two digits."""
    decimal: DecimalMark | None = None
    """What stands before the decimals; None: the file must show it."""
    group: Grouping = one_by_one
    book: Book
    running: Running | None = None
    """None: the source states no balances."""

    @property
    def told_as(self) -> str:
        """Under which source its transactions are known.

        Of one family, the views that overlap must differ: a trade in the ledger and in the list
        of fills is one event with one id, told twice, and no conflict.
        """
        if self.coverage in {Coverage.LEDGER, Coverage.AGGREGATOR}:
            return self.source
        return f"{self.source}-{self.coverage.value}"
