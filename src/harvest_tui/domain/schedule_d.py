"""Schedule D line by line, and sales that other brokers report on Form 1099-B."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, TypeAlias

from harvest_tui.domain.amounts import EXACT, ZERO, Quantity, Usd
from harvest_tui.domain.kinds import Term

UNSAID: Final = {Term.SHORT: "1-5", Term.LONG: "8-13"}
"""Lines of an amount of which only the part of the form is known."""
FROM_ROWS: Final = {
    Term.SHORT: ("1a", "1b", "2", "3"),
    Term.LONG: ("8a", "8b", "9", "10"),
}
"""Lines that add up sales."""
FROM_OTHER_FORMS: Final = {Term.SHORT: ("4", "5"), Term.LONG: ("11", "12", "13")}
"""Lines for gains that reach the taxpayer by other forms: never from here."""


NOT_FROM_HERE: Final = frozenset({"4", "5", "11", "12", "13", "19"})
"""Lines that no amount of this program reaches."""
ELSEWHERE_KIND: Final = "1099-B"
"""What a sale elsewhere says it is in a list of disposals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """One line of Schedule D. Exact USD; None where the form has no entry or it is not known."""

    line: str
    """As on the form; `1-5` or `8-13` for an amount that may belong on any of them."""
    proceeds: Usd | None = None
    """Column (d)."""
    cost_basis: Usd | None = None
    """Column (e)."""
    adjustment: Usd | None = None
    """Column (g)."""
    gain: Usd | None = None
    """Column (h), signed; lines 6, 14 and 21 zero or more, as in the form's parentheses."""
    answer: bool | None = None
    """Of a line that asks a question."""
    rows: int = 0
    """Sales behind it."""


Acquired: TypeAlias = date | str | None
"""A day, VARIOUS or INHERITED as on the form; None where the broker does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereSale:
    """A sale of stocks, funds or the like as a broker reports it on Form 1099-B."""

    line: int
    """Of the file it was read from."""
    description: str
    acquired: Acquired
    sold_on: date
    proceeds: Usd
    cost_basis: Usd
    adjustment: Usd = ZERO
    """Form 8949, column (g): a disallowed wash-sale loss is positive."""
    code: str = ""
    """Form 8949, column (f)."""
    box: str
    """Of Form 8949."""
    term: Term
    form_line: str
    """Of Schedule D."""
    collectible: bool = False
    quantity: Quantity | None = None
    cells: tuple[str, ...] = ()
    """The row as it came."""

    @property
    def gain(self) -> Usd:
        """Column (h)."""
        return EXACT.add(EXACT.subtract(self.proceeds, self.cost_basis), self.adjustment)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadSale:
    """A row that was not understood."""

    line: int
    column: str
    """Header of the cell at fault, or empty."""
    reason: str
    """What, and the way out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ElsewhereFile:
    """An imported file of sales elsewhere."""

    name: str
    sha256: str
    year: int
    header: tuple[str, ...]
    sales: tuple[ElsewhereSale, ...]
    skipped: int = 0
    """Rows of totals."""
    unread: tuple[UnreadSale, ...] = ()
    decision_id: int = 0
    recorded_at: datetime | None = None

    @property
    def rows(self) -> int:
        """All rows: sales, skipped and unread."""
        return len(self.sales) + self.skipped + len(self.unread)
