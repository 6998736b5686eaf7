"""What the user says about the columns of a spreadsheet that is no known export."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, TypeAlias
from zoneinfo import ZoneInfo

from harvest_tui.domain.kinds import Kind
from harvest_tui.sources.columns import Column, moment, number, size, text
from harvest_tui.sources.options import DateOrder, DecimalMark


class Broad(StrEnum):
    """What a word of a sheet can mean beside a kind of transaction."""

    TRADE = "trade"
    """A buy, a sale or a swap: the side that is money tells which."""
    SKIP = "skip"
    """Nothing happened, or not yet."""


Meaning: TypeAlias = Kind | Broad


class FeeSign(StrEnum):
    """How a sheet writes what a fee has cost."""

    PLUS = "plus"
    MINUS = "minus"


EPOCH: Final = "epoch"
"""A time pattern: a count of seconds since 1970, or of parts of one."""

TWO_SIDED: Final = ("in_asset", "in_quantity", "out_asset", "out_quantity")
SIGNED: Final = ("amount", "asset", "total", "total_asset", "group")
ROLES: Final = (
    *("id", "kind", "account", *TWO_SIDED, *SIGNED),
    *("fee_asset", "fee_quantity", "fee_usd", "usd_value", "txid", "note"),
)
"""What a column can hold, beside the time."""
FIXABLE: Final = (
    *("account", "kind", "in_asset", "out_asset", "asset", "total_asset", "fee_asset"),
)
"""What can be the same for all rows, where no column says it."""

_NUMBERS: Final = frozenset({"in_quantity", "amount", "fee_quantity"})
_SIZES: Final = frozenset({"out_quantity", "total", "fee_usd", "usd_value"})


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """Where a row's moment stands, and how it is written."""

    column: str
    clock: str | None = None
    """Column of the time of day, where the date stands alone."""
    pattern: str | None = None
    """As `datetime.strptime` takes it, or EPOCH; None: ISO 8601, digits or English words."""
    zone: str
    """Of moments that name none."""
    order: DateOrder | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMapping:
    """Which column is what, and what the words in them mean."""

    source: str
    """Name of the format: identity of a transaction is account, source and id."""
    when: When
    columns: Mapping[str, str]
    """Header by role."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """One word for all rows, by role."""
    kinds: Mapping[str, Meaning] = field(default_factory=dict)
    """By the sheet's word, folded (`folded`)."""
    assets: Mapping[str, str] = field(default_factory=dict)
    """Ticker by the sheet's word, as it stands."""
    decimal: DecimalMark | None = None
    signed: bool = True
    """Whether the sign of `amount` says the direction; else the kind does."""
    fee_sign: FeeSign | None = None
    """None: a fee has no sign, and one below zero is refused."""

    def table(self) -> dict[str, Column]:
        """Give the columns by role, as a format declares them; a role without one has no name."""
        when = self.when
        declared = {role: _column(role, self.columns.get(role)) for role in ROLES}
        declared["time"] = (text if when.pattern else moment)(when.column, needed=True)
        declared["clock"] = text(when.clock, needed=True) if when.clock else text()
        return declared

    @property
    def zone(self) -> ZoneInfo:
        """The zone of moments that name none."""
        return ZoneInfo(self.when.zone)


def folded(word: str) -> str:
    """Give the form in which two words of a sheet are compared."""
    return " ".join(word.split()).casefold()


def _column(role: str, header: str | None) -> Column:
    make = number if role in _NUMBERS else size if role in _SIZES else text
    return make() if header is None else make(header, needed=True)
