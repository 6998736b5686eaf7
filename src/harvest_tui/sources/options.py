"""What the user says about a file where the file itself leaves it open."""

from dataclasses import dataclass
from enum import StrEnum


class DecimalMark(StrEnum):
    """What stands before the decimals. The words are those of `--decimal`."""

    POINT = "point"
    COMMA = "comma"


class DateOrder(StrEnum):
    """In which order a date in digits is written. The words are those of `--date-order`."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to read one file. None: the file must show it."""

    decimal: DecimalMark | None = None
    date_order: DateOrder | None = None
