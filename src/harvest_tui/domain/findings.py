"""What is wrong with the data, as values in a list: one never hides another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import polars as pl

from harvest_tui.domain.frames import FINDINGS


class Severity(StrEnum):
    """An error makes what rests on it provisional; a warning is to be read."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that is wrong or must be known, with the way out."""

    finding: str
    """Stable name, such as `short disposal`."""
    severity: Severity
    message: str
    fix: str
    """A command or key that mends it."""
    transaction_id: str | None = None
    account: str | None = None
    asset: str | None = None
    amount: Decimal | None = None
    """Money or units at stake; the message says which."""
    at: datetime | None = None
    """Since when what rests on it is provisional."""


def warning(
    name: str,
    message: str,
    fix: str,
    *,
    transaction_id: str | None = None,
    account: str | None = None,
    asset: str | None = None,
) -> Finding:
    """Give a finding that is to be read and makes nothing provisional."""
    return Finding(
        finding=name,
        severity=Severity.WARNING,
        transaction_id=transaction_id,
        account=account,
        asset=asset,
        message=message,
        fix=fix,
    )


def frame_of_findings(findings: Iterable[Finding]) -> pl.DataFrame:
    """Give findings as a frame of schema FINDINGS, in their order."""
    rows = [tuple(getattr(one, name) for name in FINDINGS) for one in findings]
    return pl.DataFrame(rows, schema=FINDINGS, orient="row")


def findings_of_frame(frame: pl.DataFrame) -> tuple[Finding, ...]:
    """Give back what `frame_of_findings` wrote down."""
    return tuple(
        Finding(**(row | {"severity": Severity(row["severity"])}))
        for row in frame.iter_rows(named=True)
    )
