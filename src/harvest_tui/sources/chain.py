"""On-chain hashes, in the one form in which two sources can be compared."""

import re
from typing import Final

_OUTPUT: Final = re.compile(r"(?<=.)[:-][0-9]{1,5}$", re.ASCII)


def chain_hash(text: str) -> str | None:
    """Fold a hash and take off a `0x` before it and an output number after it; None for nothing."""
    folded = _OUTPUT.sub("", text.strip().casefold()).removeprefix("0x")
    return folded or None
