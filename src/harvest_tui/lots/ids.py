"""Names of lots: readable, stable for ever, and not dependent on what else is in the book."""

from base64 import b32encode
from datetime import datetime
from hashlib import sha256


def lot_id(key: str, asset: str, acquired_at: datetime) -> str:
    """Name an acquisition by asset, day (UTC) and a digest of its transaction's identity.

    The digest has 40 bits: enough to tell apart what one asset acquires in one day.
    """
    digest = b32encode(sha256(f"{key}\t{asset}".encode()).digest()[:5]).decode()
    return f"{asset}-{acquired_at:%Y%m%d}-{digest}"
