from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.domain.amounts import (
    ONE,
    atoms,
    cents,
    from_atoms,
    plain_decimal,
    plain_text,
    share,
    times,
    times_atoms,
)

WHOLE = 10**38 - 1
counts = st.integers(-WHOLE, WHOLE)


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "Infinity",
        "1e5",
        "1e400",
        "+1",
        ".5",
        "5.",
        "00",
        "01",
        "1,000",
        "1_0",
        "１",  # full-width one
        "٣",  # Arabic three
        "0.1234567890123456789",  # 19 decimals
        "100000000000000000000",  # 10**20 does not fit
        "",
        " 1",
        "1\n",
        "--1",
    ],
)
def test_only_one_spelling_of_a_number_passes_the_door(text: str) -> None:
    with pytest.raises(ValueError, match="not a plain decimal"):
        plain_decimal(text)


@given(counts)
def test_text_and_back_loses_nothing(count: int) -> None:
    amount = from_atoms(count)

    assert plain_decimal(plain_text(amount)) == amount
    assert atoms(amount) == count


def test_there_is_no_minus_zero_and_no_trailing_zero() -> None:
    assert plain_text(Decimal("-0.00")) == "0"
    assert plain_text(Decimal("1.500")) == "1.5"
    assert plain_text(Decimal(100)) == "100"
    assert plain_text(Decimal("1E+2")) == "100"


def test_more_than_18_decimals_are_refused_and_not_rounded() -> None:
    with pytest.raises(ValueError, match="more than 18 decimals"):
        atoms(Decimal("1E-19"))


@given(st.integers(-(10**28), 10**28), st.integers(-(10**28), 10**28))
def test_a_product_is_rounded_half_even_once(left: int, right: int) -> None:
    exact = Fraction(left * right, ONE)

    assert times_atoms(left, right) == round(exact)  # Python rounds fractions half-even
    assert atoms(times(from_atoms(left), from_atoms(right))) == round(exact)


@given(counts, st.integers(0, 10**20), st.integers(1, 10**20))
def test_a_share_is_rounded_half_even_once(whole: int, part: int, of: int) -> None:
    assert share(whole, part, of) == round(Fraction(whole * part, of))


def test_a_form_line_rounds_half_up_and_not_to_even() -> None:
    assert cents(Decimal("2.665")) == Decimal("2.67")
    assert cents(Decimal("-2.665")) == Decimal("-2.67")
    assert cents(Decimal("2.664999999999999999")) == Decimal("2.66")


@given(counts)
def test_cents_agree_with_the_schoolbook(count: int) -> None:
    amount = from_atoms(count)

    assert cents(amount) == amount.quantize(Decimal("0.01"), ROUND_HALF_UP)
