"""Exact amounts: the door that text passes, and the integers the kernel counts in.

Quantities and dollars keep at most 18 decimals. Inside the kernel they are integers of
10**-18 (`Atoms`); at the edges they are `Decimal`. No float comes near either.
"""

import re
from decimal import (
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    Context,
    Decimal,
    DivisionByZero,
    FloatOperation,
    InvalidOperation,
    Overflow,
)
from typing import Final, TypeAlias

Usd: TypeAlias = Decimal
"""US dollars, exact; rounded to cents only on a form."""
Quantity: TypeAlias = Decimal
"""Units of one asset, to 18 decimals."""
Atoms: TypeAlias = int
"""10**-18 of a dollar or of a unit."""

SCALE: Final = 18
ONE: Final[Atoms] = 10**SCALE
LIMIT: Final = Decimal(10) ** 20
"""Amounts stay below this: Decimal(38, 18) holds no more."""
ZERO: Final = Decimal(0)
CENT: Final = Decimal("0.01")

EXACT: Final = Context(
    prec=60,
    rounding=ROUND_HALF_EVEN,
    traps=[InvalidOperation, DivisionByZero, Overflow, FloatOperation],
)
"""The default 28 digits lose dust when a large balance has 18 decimals."""

_PLAIN: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,19})(?:\.[0-9]{1,18})?", re.ASCII)


def plain_decimal(text: str) -> Decimal:
    """Read a number in the one grammar that every stored amount obeys.

    Args:
        text: Digits with at most 20 before and 18 after the point, an optional minus.
            No exponent, no plus, no grouping, ASCII digits only.

    Raises:
        ValueError: The text is outside the grammar (NaN, 1e400, full-width digits, 19 decimals).
    """
    if _PLAIN.fullmatch(text) is None:
        raise ValueError(f"{text[:40]!r} is not a plain decimal number")
    return Decimal(text)


def plain_text(amount: Decimal) -> str:
    """Write an amount in the same grammar: no exponent, no trailing zeros, no minus zero."""
    if not amount:
        return "0"
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def atoms(amount: Decimal) -> Atoms:
    """Count an amount in 10**-18.

    Raises:
        ValueError: The amount has more than 18 decimals or is not finite.
    """
    if not amount.is_finite():
        raise ValueError(f"{amount} is not a number")
    scaled = amount.scaleb(SCALE, EXACT)
    whole = int(scaled)
    if whole != scaled:
        raise ValueError(f"{amount} has more than {SCALE} decimals")
    return whole


def from_atoms(count: Atoms) -> Decimal:
    """Write a count of 10**-18 as a decimal amount."""
    return Decimal(count).scaleb(-SCALE, EXACT)


def times(left: Decimal, right: Decimal) -> Decimal:
    """Multiply and round once, half-even, to 18 decimals: the named place of that rounding."""
    return EXACT.quantize(EXACT.multiply(left, right), Decimal(1).scaleb(-SCALE))


def framed(amount: Decimal) -> Decimal:
    """Round half-even to the 18 decimals that a column keeps."""
    return EXACT.quantize(amount, Decimal(1).scaleb(-SCALE))


def times_atoms(left: Atoms, right: Atoms) -> Atoms:
    """Multiply two counts of 10**-18 into one, rounded half-even once."""
    return share(left, right, ONE)


def share(whole: Atoms, part: int, of: int) -> Atoms:
    """Give whole * part / of, rounded half-even once; `of` is more than zero."""
    quotient, rest = divmod(whole * part, of)
    twice = 2 * rest
    return quotient + (twice > of or (twice == of and quotient & 1))


def plus(amount: Atoms | None, more: Atoms | None) -> Atoms | None:
    """Add two amounts; None if either is not known."""
    return None if amount is None or more is None else amount + more


def cents(amount: Usd) -> Usd:
    """Round half up to cents, as a form line is rounded.

    Source: Form 8949 and Schedule D instructions, "Rounding off to whole dollars".
    """
    return amount.quantize(CENT, rounding=ROUND_HALF_UP, context=EXACT)
