"""Where a book lies, and what is in its folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from harvest_tui.config.atomic import alone_in, replace

BOOK_VARIABLE: Final = "HARVEST_TUI_BOOK"

_STARTER: Final = """\
# Settings of this book. Change it by hand or in the program; comments are kept.
# Amounts are US dollars in quotes: "1234.56". Nothing about you is assumed: a line that is
# commented out is not set.

[taxpayer]
# filing_status = "single"           # single | mfj | mfs | hoh | qss
# time_zone = "America/New_York"     # decides every tax date
# state_rate = "0"                   # flat rate on taxable income
# state = "PA"                       # a note on that state's rules, where they are known

# [year.2026]                        # what the return holds beside this ledger
# wages_and_other = "0"
# interest_and_nonqualified_dividends = "0"
# qualified_dividends = "0"
# deduction = "standard"             # or an amount
# people_65_or_older = 0             # of those who file; people_blind likewise
# short_term_gains_elsewhere = "0"   # stocks and the like, net, signed
# long_term_gains_elsewhere = "0"
# short_term_carryover_in = "0"      # from last year's worksheet, where that year is not here
# long_term_carryover_in = "0"

# [harvest]
# fee_rate = "0.001"                 # what a sale costs, as a share
# keep = ["BTC@cold-wallet"]         # never propose these
"""


@dataclass(frozen=True, slots=True)
class Book:
    """The folder of a book, and what lies in it."""

    folder: Path

    @property
    def harvest_toml(self) -> Path:
        """The user's settings."""
        return self.folder / "harvest.toml"

    @property
    def cost_basis_toml(self) -> Path:
        """The record of the chosen methods."""
        return self.folder / "cost-basis.toml"

    @property
    def ledger(self) -> Path:
        """The SQLite ledger."""
        return self.folder / "ledger.db"

    @property
    def audit(self) -> Path:
        """Folder of the audit log and its checkpoints."""
        return self.folder / "audit"

    @property
    def cache(self) -> Path:
        """Folder of disposable snapshots."""
        return self.folder / "cache"

    @property
    def exists(self) -> bool:
        """Whether anything was ever kept there."""
        return self.ledger.exists() or self.harvest_toml.exists()


def book_at(asked: Path | None, environment: Mapping[str, str]) -> Book:
    """Find the book: the folder asked for, else the one the environment names, else the user's.

    Args:
        asked: Of `--book`.
        environment: `HARVEST_TUI_BOOK` counts unless it is empty.
    """
    named = environment.get(BOOK_VARIABLE)
    if asked is None and named:
        asked = Path(named)
    if asked is None:
        asked = platformdirs.user_data_path("harvest-tui", appauthor=False)
    return Book(asked.expanduser().absolute())


def init(book: Book) -> bool:
    """Make the folder (0700) and a harvest.toml in which nothing is set.

    Returns:
        False if there was a harvest.toml already; it is left alone.
    """
    book.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with alone_in(book.folder):
        if book.harvest_toml.exists():
            return False
        replace(book.harvest_toml, _STARTER)
    return True
