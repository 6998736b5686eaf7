"""The one sanitiser: what strangers wrote, made fit to show.

Token names, memos and file names come from outside. They are stored as they came and shown only
through `shown`: control, format and bidirectional characters become visible marks, combining
marks are limited, and the length is bounded. The result is plain text and is never parsed as
markup.
"""

import re
import shlex
import unicodedata
from typing import Final

_LONGEST_NAME: Final = 128
"""No transaction's hash or signature is longer, nor any token's ticker worth a price."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS: Final = 2
_ADVERTISES: Final = re.compile(
    r"https?:|www\.|\bt\.me/|\b(?:visit|claim|redeem|voucher)\b", re.IGNORECASE
)


def shown(text: str, limit: int = 64) -> str:
    """Give text that no terminal will take for a command.

    Args:
        text: Anything, from anyone.
        limit: Most characters to give; a longer text ends in an ellipsis.
    """
    if text.isascii() and text.isprintable():
        return text if len(text) <= limit else text[: limit - 1] + "…"
    return _clipped(_visible(text[: limit * 4]), limit)


def typed(name: str) -> str:
    """Give an id or a ticker as a shell takes it: quoted, and whole: one that is cut names nothing.

    Whoever airdrops a token chooses its ticker: a command to be copied must not run it.
    """
    return shlex.quote(shown(name, _LONGEST_NAME))


def unusual(text: str) -> str | None:
    """Name the code points that make a ticker look like another, or None for plain ASCII."""
    odd = [c for c in text if not c.isascii()]
    return " ".join(f"U+{ord(c):04X}" for c in odd[:8]) or None


def advertises(*names: str) -> bool:
    """Tell whether a token's name or symbol sends its receiver to a web site: unasked, no asset."""
    return any(_ADVERTISES.search(name) for name in names)


def _visible(text: str) -> str:
    out: list[str] = []
    marks = 0
    for c in text:
        marks = marks + 1 if unicodedata.combining(c) else 0
        if marks > _MARKS:
            continue
        out.append(f"‹{ord(c):02X}›" if unicodedata.category(c) in _HIDDEN else c)
    return "".join(out)


def _clipped(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
