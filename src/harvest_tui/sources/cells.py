"""One row, asked by role; what cannot be read is an error that names the cell."""

from datetime import tzinfo
from decimal import Decimal
from typing import Final

from harvest_tui.domain.rows import Row
from harvest_tui.domain.text import shown
from harvest_tui.sources import numbers, times
from harvest_tui.sources.sheet import Sheet
from harvest_tui.sources.times import Moment

BY_HAND: Final = "bring this row in through the plain ledger CSV"
MEND: Final = "correct the cell in a copy of the file and import that"


class RowError(Exception):
    """A row is not understood. It is never guessed and never dropped: it is quarantined."""

    def __init__(
        self, what: str, fix: str = BY_HAND, *, column: str = "", line: int | None = None
    ) -> None:
        super().__init__(what)
        self.reason = f"{what}. Fix: {fix}."
        self.column = column
        self.line = line
        """Where the row at fault begins; None where the whole group is at fault."""


class Cells:
    """The cells of one row."""

    __slots__ = ("_place", "_trimmed", "error", "identity", "index", "key", "line", "raw", "sheet")

    def __init__(self, sheet: Sheet, index: int, row: Row) -> None:
        self.sheet = sheet
        self.index = index
        """Place of the row in the table."""
        self.line = row.line
        self.raw = row.cells
        """All cells as they came."""
        self.key = ""
        """Identity of the row inside account and source; set once all rows are known."""
        self.identity = ""
        """Id of a transaction made of this row alone: the source's own, or one from the row."""
        self.error: RowError | None = None
        """Why the row as a whole cannot be read, if so."""
        self._place = sheet.place
        missing = len(sheet.header) + 1 - len(row.cells)
        self._trimmed = (*map(str.strip, row.cells), *[""] * missing)

    def exact(self, role: str) -> str:
        """Give a cell as it came; empty where there is none."""
        at = self._place[role]
        return self.raw[at] if at < len(self.raw) else ""

    def text(self, role: str) -> str:
        """Give a cell without the blanks around it."""
        return self._trimmed[self._place[role]]

    def word(self, role: str) -> str:
        """Give a cell that must not be blank."""
        text = self.text(role)
        if not text:
            raise self.blank(role)
        return text

    def number(self, role: str) -> Decimal | None:
        """Give a cell's number; None where it is blank."""
        text = self.text(role)
        if not text:
            return None
        try:
            return numbers.parse(text, self.sheet.mark)
        except ValueError as error:
            raise self.wrong(role, str(error), MEND) from None

    def amount(self, role: str) -> Decimal:
        """Give the number of a cell that must not be blank."""
        found = self.number(role)
        if found is None:
            raise self.blank(role)
        return found

    def measured(self, role: str) -> tuple[Decimal, str] | None:
        """Give a number and the unit that the same cell names after it; None where it is blank."""
        text = self.text(role)
        if not text:
            return None
        said, _, unit = text.rpartition(" ")
        try:
            return numbers.parse(said.rstrip(), self.sheet.mark), unit
        except ValueError as error:
            raise self.wrong(role, str(error), MEND) from None

    def moment(self, role: str, *, zone: tzinfo | None = None, said: str | None = None) -> Moment:
        """Give the moment of a cell that must not be blank, between the first block and now.

        Args:
            role: Of the cell.
            zone: Meant where the cell names none; None: the format's.
            said: What the cell says in words that `times.parse` reads; None: the cell itself.
        """
        text = self.word(role) if said is None else said
        sheet = self.sheet
        try:
            found = times.parse(text, zone or sheet.zone, sheet.order)
        except ValueError as error:
            raise self.wrong(role, str(error), MEND) from None
        return self._within(role, found)

    def epoch(self, role: str) -> Moment:
        """Give the moment of a cell that counts from 1970, between the first block and now."""
        text = self.word(role)
        try:
            found = times.parse_epoch(text)
        except ValueError as error:
            raise self.wrong(role, str(error), MEND) from None
        return self._within(role, found)

    def _within(self, role: str, found: Moment) -> Moment:
        if not times.FIRST <= found.at <= self.sheet.until:
            raise self.wrong(role, "lies before 2009-01-03 or in the future", MEND)
        return found

    def wrong(self, role: str, what: str, fix: str = BY_HAND) -> RowError:
        """Make the error that names a cell and what is wrong with it."""
        header = self.sheet.name_of(role)
        cell = shown(self.text(role), 40)
        return RowError(f'{shown(header)} "{cell}" {what}', fix, column=header, line=self.line)

    def blank(self, role: str, more: str = "") -> RowError:
        """Make the error that names a cell which may not be blank."""
        header = self.sheet.name_of(role)
        return RowError(f"{shown(header)} is blank{more}", MEND, column=header, line=self.line)
