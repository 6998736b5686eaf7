"""A table and its format give transactions; every row ends in exactly one outcome."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from decimal import localcontext
from operator import attrgetter
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import EXACT
from harvest_tui.domain.rows import Interpretation, Outcome, RowStatus, Table
from harvest_tui.domain.text import shown
from harvest_tui.domain.transaction import Transaction
from harvest_tui.sources.binding import sheet_of
from harvest_tui.sources.cells import MEND, Cells, RowError
from harvest_tui.sources.collecting import uncollected
from harvest_tui.sources.format import Format
from harvest_tui.sources.group import Group, Skip
from harvest_tui.sources.identity import identify
from harvest_tui.sources.options import Options

Told: TypeAlias = Callable[[int, int], None]
"""Hears how many rows are done, and of how many."""
STEP: Final = 2_000
"""Rows between two tellings."""


def untold(done: int, of: int) -> None:
    """Tell nobody."""


@uncollected()
def interpret(
    table: Table,
    form: Format,
    *,
    account: str | None = None,
    options: Options | None = None,
    now: datetime,
    told: Told = untold,
) -> Interpretation:
    """Say what became of each row.

    The result rests on the table and the arguments alone, and not on the order of rows or
    columns, so that it can be made again from the stored cells.

    Args:
        table: As read, or as stored.
        form: What the file is.
        account: What the user calls the account; None: the format's own name.
        options: What the user said where the file leaves it open.
        now: Instant after which a row is refused (with a day's grace).
        told: Hears from time to time how many rows are done, and of how many.

    Raises:
        AmbiguousNumbersError: Only the user can tell the decimal mark.
        AmbiguousDatesError: Only the user can tell the order of dates.
    """
    sheet = sheet_of(table, form, options or Options(), now)
    rows = [Cells(sheet, index, row) for index, row in enumerate(table.rows)]
    with localcontext(EXACT):
        work = _Work(rows, form, form.account or "" if account is None else account)
        work.run(told)
    return Interpretation(
        source=form.told_as,
        parser_version=form.parser_version,
        outcomes=tuple(work.outcomes),
        transactions=tuple(sorted(work.transactions(), key=attrgetter("at", "transaction_id"))),
        keys=tuple(row.key for row in rows),
    )


class _Work:
    """The outcomes of one table while they are found."""

    def __init__(self, rows: Sequence[Cells], form: Format, account: str) -> None:
        self.outcomes = [Outcome(row.line, RowStatus.BOOKED) for row in rows]
        self._rows = rows
        self._form = form
        self._account = account
        self._made: dict[tuple[str, str], tuple[Transaction, Sequence[Cells]]] = {}
        self._shared: dict[tuple[str, str], list[Sequence[Cells]]] = {}

    def run(self, told: Told) -> None:
        """Identify the rows, then book group by group."""
        width = len(self._rows[0].sheet.header) if self._rows else 0
        left_out: set[int] = set()
        for row in self._rows:
            reason = self._form.aside(row)
            if reason is not None:
                self._skip(Skip((row,), reason))
                left_out.add(row.index)
            elif len(row.raw) != width:
                row.error = RowError(
                    f"the row has {len(row.raw)} cells and the header {width}", MEND, line=row.line
                )
        for skip in identify(self._rows, self._form):
            self._skip(skip)
            left_out.update(row.index for row in skip.rows)
        rows = [row for row in self._rows if row.index not in left_out]
        done = 0
        for group in self._form.group(rows):
            self._book(Group(group, self._form.told_as, self._account))
            before, done = done, done + len(group)
            if done // STEP != before // STEP:
                told(done, len(self._rows))
        for ident, groups in self._shared.items():
            self._refuse_shared(ident, groups)

    def transactions(self) -> Iterator[Transaction]:
        """Give what was booked."""
        return (transaction for transaction, _ in self._made.values())

    def _book(self, group: Group) -> None:
        try:
            for row in group.rows:
                if row.error is not None:
                    raise row.error
            items = list(self._form.book(group))
        except RowError as error:
            self._quarantine(group.rows, error)
            return
        left = len(group.rows)
        for item in items:
            if isinstance(item, Skip):
                left -= len(item.rows)
                self._skip(item)
            else:
                left = 0
                self._keep(item, group.rows)
        if left > 0:
            raise ValueError(f"{self._form.name} says nothing of line {group.first.line}")

    def _keep(self, transaction: Transaction, rows: Sequence[Cells]) -> None:
        ident = (transaction.account, transaction.transaction_id)
        other = self._made.setdefault(ident, (transaction, rows))
        if other[0] is not transaction:
            self._shared.setdefault(ident, [other[1]]).append(rows)

    def _refuse_shared(self, ident: tuple[str, str], groups: Sequence[Sequence[Cells]]) -> None:
        rows = [row for group in groups for row in group]
        lines = {row.line for row in rows}
        error = RowError(f"several events of this file have the id {shown(ident[1])}")
        self._quarantine(rows, error)
        self._made = {
            other: made for other, made in self._made.items() if lines.isdisjoint(made[0].lines)
        }

    def _skip(self, skip: Skip) -> None:
        for row in skip.rows:
            self.outcomes[row.index] = Outcome(row.line, RowStatus.SKIPPED, skip.reason)

    def _quarantine(self, rows: Iterable[Cells], error: RowError) -> None:
        for row in rows:
            own = error if row.error is None else row.error
            if own.line in {None, row.line}:
                reason, column = own.reason, own.column
            else:
                reason = f"belongs to line {own.line}, which is not understood. Fix: mend that row."
                column = ""
            self.outcomes[row.index] = Outcome(row.line, RowStatus.QUARANTINED, reason, column)
