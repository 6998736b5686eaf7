"""Names of lots and disposals: readable, stable, and not dependent on what else is in the book."""

import re
from datetime import datetime
from hashlib import sha256
from itertools import product
from typing import Final

import polars as pl

_ALPHABET: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
"""Of base 32 (RFC 4648)."""
_PART: Final = re.compile(r"/w[0-9]+\Z")
_PAIRS: Final = tuple(map("".join, product(_ALPHABET, repeat=2)))
"""By ten bits: base64.b32encode takes longer than the digest itself."""


def disposal_id(transaction_id: str, account: str, suffix: str) -> str:
    """Name a disposal: one transaction can have two, told apart by the suffix `/fee`."""
    return f"{transaction_id}@{account}{suffix}"


def disposal_ids() -> pl.Expr:
    """Give `disposal_id` for columns of those names."""
    return pl.concat_str("transaction_id", pl.lit("@"), "account", "suffix")


def lot_id(key: str, asset: str, acquired_at: datetime) -> str:
    """Name an acquisition by asset, day (UTC) and a digest of its transaction's identity.

    The digest has 40 bits: enough to tell apart what one asset acquires in one day.
    """
    digest = int.from_bytes(sha256(f"{key}\t{asset}".encode()).digest()[:5])
    letters = "".join([_PAIRS[digest >> bits & 0x3FF] for bits in (30, 20, 10, 0)])
    day = f"{acquired_at.year:04}{acquired_at.month:02}{acquired_at.day:02}"
    return f"{asset}-{day}-{letters}"


def part_id(lot_id: str, number: int) -> str:
    """Name the units of a lot to which a loss was put off (a wash sale)."""
    return f"{lot_id}/w{number}"


def acquisition_of(lot_id: str) -> str:
    """Give the name of the acquisition that a lot, or a part of one, belongs to."""
    return _PART.sub("", lot_id)
