"""What a source row becomes."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from harvest_tui.domain.amounts import Quantity, Usd
from harvest_tui.domain.kinds import Kind


class Precision(StrEnum):
    """How exactly the source gives the moment."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """One thing that happened, with at most one asset in, one out and one fee.

    The fields are the columns of the plain ledger CSV, plus where they came from. The principal
    never contains the fee: the account's balance changes by in - out - fee.
    """

    transaction_id: str
    """The source's own id (a group's where rows are grouped), or one made from the row."""
    source: str
    """Format family: `coinbase`, `kraken`, `ledger`… Identity is account + source + id."""
    account: str
    at: datetime
    """The instant, UTC."""
    kind: Kind
    precision: Precision = Precision.SECOND
    to_account: str | None = None
    """Only for `transfer`."""
    in_asset: str | None = None
    in_quantity: Quantity | None = None
    out_asset: str | None = None
    out_quantity: Quantity | None = None
    """More than zero, like every quantity here: the column says the direction."""
    fee_asset: str | None = None
    fee_quantity: Quantity | None = None
    usd_value: Usd | None = None
    """Fair value of the principal where no leg is USD; for a swap, of what is received."""
    fee_usd: Usd | None = None
    """Value of that same fee, never a second one."""
    basis_usd: Usd | None = None
    acquired_at: datetime | None = None
    txid: str | None = None
    """On-chain hash, folded and without prefix or output suffix."""
    note: str | None = None
    """The source's own words, as they came."""
    lines: tuple[int, ...] = ()
    """Physical lines of the source file that it was made from."""
