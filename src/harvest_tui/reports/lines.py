"""Text with a meaning: what a view-model says, before any screen gives it a colour."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from harvest_tui.domain.text import shown


class Tone(StrEnum):
    """What a piece of text means. Words and signs carry it too; a colour only helps."""

    PLAIN = "plain"
    STRONG = "strong"
    MUTED = "muted"
    GAIN = "gain"
    LOSS = "loss"
    WARNING = "warning"
    ERROR = "error"
    ACCENT = "accent"
    RULE = "rule"
    """Lines between things."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one tone. Whatever it is made from, no terminal takes it for a command."""

    text: str
    tone: Tone = Tone.PLAIN

    def __post_init__(self) -> None:
        """Make the text fit to show."""
        object.__setattr__(self, "text", printable(self.text))


Line: TypeAlias = tuple[Span, ...]

_LONGEST_MARK: Final = len("‹10FFFF›")
_WIDE: Final = frozenset({"W", "F"})
_MARKS: Final = frozenset({"Mn", "Me"})


def printable(text: str) -> str:
    """Make what hides in a text visible; the last door before a screen, and a quick one."""
    return text if text.isprintable() else shown(text, len(text) * _LONGEST_MARK)


def line(*parts: str | Span) -> Line:
    """Make a line; a bare string is plain."""
    return tuple(Span(part) if isinstance(part, str) else part for part in parts)


def plain(spans: Iterable[Span]) -> str:
    """Give the words of a line without their tones."""
    return "".join(span.text for span in spans)


def cells(text: str) -> int:
    """Count the terminal cells a text takes: wide letters two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_cells_of(letter) for letter in text)


def clipped(text: str, width: int) -> str:
    """Cut a text to so many cells; what was cut ends in an ellipsis."""
    if cells(text) <= width:
        return text
    kept, left = [], width - 1
    for letter in text:
        left -= _cells_of(letter)
        if left < 0:
            break
        kept.append(letter)
    return "".join(kept) + "…" if width > 0 else ""


def padded(text: str, width: int, *, right: bool = False) -> str:
    """Fill a text with blanks to so many cells, or cut it; `right` puts it at the right."""
    text = clipped(text, width)
    blanks = " " * (width - cells(text))
    return blanks + text if right else text + blanks


def joined(parts: Iterable[str], width: int, separator: str = " · ") -> str:
    """Join parts as long as they fit in so many cells; the last ones go first, never by half."""
    text = ""
    for part in parts:
        longer = f"{text}{separator}{part}" if text else part
        if cells(longer) > width:
            break
        text = longer
    return text


def wrapped(text: str, width: int) -> Iterator[str]:
    """Break a text into rows of so many cells, between words where it can; at least one row."""
    row = ""
    for word in _pieces(printable(text), max(width, 1)):
        longer = f"{row} {word}" if row else word
        if row and cells(longer) > width:
            yield row
            longer = word
        row = longer
    yield row


def fitting(text: str, width: int) -> Iterator[str]:
    """Give a text as it is where it fits into so many cells, else as `wrapped` breaks it."""
    if cells(text) <= width:
        yield text
    else:
        yield from wrapped(text, width)


def _pieces(text: str, width: int) -> Iterator[str]:
    """Give the words of a text; one that is wider than a row in parts."""
    for word in text.split():
        piece, used = "", 0
        for letter in word:
            taken = _cells_of(letter)
            if piece and used + taken > width:
                yield piece
                piece, used = "", 0
            piece, used = piece + letter, used + taken
        yield piece


def _cells_of(letter: str) -> int:
    if unicodedata.category(letter) in _MARKS:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in _WIDE else 1
