from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.sources.numbers import mark_shown_by, parse
from harvest_tui.sources.options import DecimalMark

POINT, COMMA = DecimalMark.POINT, DecimalMark.COMMA


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1", "1"),
        ("-0.5", "-0.5"),
        ("007.50", "7.5"),
        ("$45000.00", "45000"),
        ("-$1,234.50", "-1234.5"),
        ("$-1,234.50", "-1234.5"),
        ("€ 1,234,567.89", "1234567.89"),
        ("($1,000.00)", "-1000"),
        ("+3", "3"),
        ("\u2212 3", "-3"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1.5E-07", "0.00000015"),
        ("1.2e3", "1200"),
        ("0e9", "0"),
        ("-0.00", "0"),
        ("99999999999999999999.123456789012345678", "99999999999999999999.123456789012345678"),
        ("0.5000000000000000000000", "0.5"),
        ("1\u00a0", "1"),
    ],
)
def test_what_exports_and_spreadsheets_write_is_read_exactly(text: str, number: str) -> None:
    assert parse(text) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("NaN", "is not a number (decimal point)"),
        ("Infinity", "is not a number (decimal point)"),
        ("1_000", "is not a number (decimal point)"),
        ("１２", "is not a number (decimal point)"),
        ("\u0661\u0662", "is not a number (decimal point)"),
        ("1,5", "is not a number (decimal point)"),
        ("1,2345", "is not a number (decimal point)"),
        ("1.234.567,89", "is not a number (decimal point)"),
        ("1 234", "is not a number (decimal point)"),
        ("0x10", "is not a number (decimal point)"),
        ("12 BTC", "is not a number (decimal point)"),
        ("$", "is not a number (decimal point)"),
        (".", "is not a number (decimal point)"),
        ("--1", "has signs that do not go together"),
        ("-$-1", "has signs that do not go together"),
        ("(-1)", "has signs that do not go together"),
        ("(1", "has signs that do not go together"),
        ("1e400", "has more than 20 digits before the decimals"),
        ("100000000000000000000", "has more than 20 digits before the decimals"),
        ("1e-400", "has more than 18 decimals"),
        ("0.1234567890123456789", "has more than 18 decimals"),
        ("9" * 65, "is too long for a number"),
    ],
)
def test_what_is_no_number_or_beyond_what_can_be_kept_is_refused(text: str, what: str) -> None:
    with pytest.raises(ValueError, match=r".") as error:
        parse(text)
    assert str(error.value) == what


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,5", "1.5"),
        ("-1.234,56", "-1234.56"),
        ("1 234 567,8", "1234567.8"),
        ("1\u202f234,5", "1234.5"),
        ("1'234,5", "1234.5"),
        ("12", "12"),
        ("€1.234,50", "1234.5"),
    ],
)
def test_a_decimal_comma_is_read_where_the_file_has_it(text: str, number: str) -> None:
    assert parse(text, COMMA) == Decimal(number)


def test_a_decimal_point_is_refused_where_the_file_has_a_comma() -> None:
    with pytest.raises(ValueError, match=r"^is not a number \(decimal comma\)$"):
        parse("1.5", COMMA)


@given(st.decimals(min_value=-Decimal(10**20 - 1), max_value=Decimal(10) ** 19, places=18))
def test_a_number_written_with_thousands_is_the_number(number: Decimal) -> None:
    assert parse(f"{number:,f}") == number
    comma = f"{number:,f}".translate(str.maketrans(",.", ".,"))
    assert parse(comma, COMMA) == number


@given(st.text(max_size=70))
def test_any_text_is_a_bounded_number_or_refused(text: str) -> None:
    for mark in DecimalMark:
        try:
            number = parse(text, mark)
        except ValueError:
            continue
        assert abs(number) < 10**20
        assert number == round(number, 18)


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["12", "0.5"], POINT),
        (["1,234.56"], POINT),
        (["1.234,56"], COMMA),
        (["0,125"], COMMA),
        (["12,5", "3"], COMMA),
        (["1,23456"], COMMA),
        (["12", "-7", ""], POINT),
        (["1,234"], None),
        (["1,234", "1.5"], POINT),
        (["1,234", "1,5"], COMMA),
        (["12,5", "12.5"], POINT),  # they contradict each other: the cells with a comma wait
        (["1.234"], POINT),
    ],
)
def test_the_decimal_mark_of_a_file_is_what_its_numbers_show(
    cells: list[str], mark: DecimalMark | None
) -> None:
    assert mark_shown_by(cells, spreadsheet=False) is mark
    assert mark_shown_by(reversed(cells), spreadsheet=False) is mark


@pytest.mark.parametrize(
    ("cells", "mark"),
    [(["1.234"], None), (["0.234"], POINT), (["1234.567"], POINT), ([".123"], POINT)],
)
def test_in_a_spreadsheets_file_a_point_before_three_digits_may_be_thousands(
    cells: list[str], mark: DecimalMark | None
) -> None:
    assert mark_shown_by(cells, spreadsheet=True) is mark
