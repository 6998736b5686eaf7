"""Cells that hold a number: what exchanges and spreadsheets write, read exactly or refused."""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import Final

from harvest_tui.domain.amounts import EXACT, SCALE
from harvest_tui.sources.options import DecimalMark

_LONGEST: Final = 64
_DIGITS: Final = 20
_FINEST: Final = Decimal(1).scaleb(-SCALE)

_PLAIN: Final = re.compile(r"(-?)[$€£¥]?([0-9]{1,20}(?:\.[0-9]{1,18})?)", re.ASCII)
_WRITTEN: Final = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+\u2212])?\s*[$€£¥]?\s*(?P<late>[-+\u2212])?"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]*)(?P<part>\.[0-9]*)?"
    r"(?P<power>[eE][-+]?[0-9]{1,3})?\s*(?P<close>\))?",
    re.ASCII,
)
_COMMA_TO_POINT: Final = str.maketrans({",": ".", ".": ",", "'": ",", "’": ",", " ": ","})
_SPACES: Final = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})

_POINT_LAST: Final = re.compile(
    r"(?:^|[^0-9])0?\.[0-9]+\D*$|[0-9]{4}\.[0-9]+\D*$|[0-9]\.(?:[0-9]{1,2}|[0-9]{4,})\D*$"
)
_COMMA_LAST: Final = re.compile(_POINT_LAST.pattern.replace("\\.", ","))
_BOTH: Final = re.compile(r"[0-9](?P<first>[.,])[0-9]+(?P<last>[.,])[0-9]+")


@lru_cache(maxsize=2**14)
def parse(text: str, mark: DecimalMark = DecimalMark.POINT) -> Decimal:
    """Read a number with the signs that exports put around it.

    A currency sign, thousands in groups of three, parentheses for a negative and the exponent a
    spreadsheet writes are understood; a group of another width is refused, for it may be a
    decimal comma.

    Args:
        text: One cell, trimmed and not blank.
        mark: What stands before the decimals in this file.

    Returns:
        Below 10**20 in size, at most 18 decimals.

    Raises:
        ValueError: The text is not such a number; the message completes "cell … ".
    """
    if mark is DecimalMark.POINT and (found := _PLAIN.fullmatch(text)):
        return Decimal(f"{found[1]}{found[2]}")
    if len(text) > _LONGEST:
        raise ValueError("is too long for a number")
    tidy = text.translate(_SPACES).strip()
    if mark is DecimalMark.COMMA:
        tidy = tidy.translate(_COMMA_TO_POINT)
    return _bounded(_unwrapped(tidy, mark))


def _unwrapped(text: str, mark: DecimalMark) -> Decimal:
    found = _WRITTEN.fullmatch(text)
    if found is None or not (found["whole"] or (found["part"] or ".") != "."):
        raise ValueError(f"is not a number (decimal {mark.value})")
    signs = [s for s in (found["sign"], found["late"]) if s]
    wrapped = bool(found["open"])
    if wrapped != bool(found["close"]) or len(signs) + wrapped > 1:
        raise ValueError("has signs that do not go together")
    negative = wrapped or (signs and signs[0] != "+")
    digits = (found["whole"] or "0").replace(",", "") + (found["part"] or "")
    return Decimal(f"{'-' if negative else ''}{digits}{found['power'] or ''}")


def _bounded(number: Decimal) -> Decimal:
    if not number:
        return Decimal(0)
    if number.adjusted() >= _DIGITS:
        raise ValueError(f"has more than {_DIGITS} digits before the decimals")
    if _FINEST.adjusted() <= int(number.as_tuple().exponent) <= 0:
        return number
    if EXACT.quantize(number, _FINEST) != number:
        raise ValueError(f"has more than {SCALE} decimals")
    return EXACT.quantize(number, Decimal(1) if number == number.to_integral_value() else _FINEST)


def mark_shown_by(cells: Iterable[str], *, spreadsheet: bool) -> DecimalMark | None:
    """Tell which decimal mark the numbers of a file use.

    A number shows it when its last separator is not followed by exactly three digits, or when
    it has both. Integers and groups of exactly three digits show nothing.

    Args:
        cells: All cells of the file that should hold numbers.
        spreadsheet: The file's delimiter is one that exports do not use by themselves but
            spreadsheets with a decimal comma do.

    Returns:
        The point wherever a number shows it, and where nothing speaks against it; None where
        only the user can tell.
    """
    comma = three = False
    for cell in cells:
        if len(cell) > _LONGEST:
            continue
        if "," in cell:
            shown = _mark_of(cell)
            if shown is DecimalMark.POINT:
                return shown
            comma = comma or shown is DecimalMark.COMMA
            three = True
        elif "." in cell:
            if _POINT_LAST.search(cell):
                return DecimalMark.POINT
            three = three or spreadsheet
    if comma:
        return DecimalMark.COMMA
    return None if three else DecimalMark.POINT


def _mark_of(cell: str) -> DecimalMark | None:
    both = _BOTH.search(cell)
    if both is not None and both["first"] != both["last"]:
        return DecimalMark.POINT if both["last"] == "." else DecimalMark.COMMA
    if _COMMA_LAST.search(cell):
        return DecimalMark.COMMA
    return DecimalMark.POINT if _POINT_LAST.search(cell) else None
