from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.domain.amounts import EXACT
from harvest_tui.reports.columns import Column, ColumnKind, Value
from harvest_tui.reports.lines import Tone
from harvest_tui.reports.wording import (
    Cell,
    cents_per_dollar,
    loss,
    money,
    percent,
    quantity,
    signed_money,
    term_cell,
    units,
    worded,
)

D = Decimal


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("122120", "122,120.00"),
        ("2.665", "2.67"),  # half up, where half-even gives 2.66
        ("-2.665", "−2.67"),
        ("-0.004", "0.00"),  # no minus zero
        ("0.005", "0.01"),
        ("99999999999999999999.994", "99,999,999,999,999,999,999.99"),
    ],
)
def test_money_is_rounded_half_up_to_cents(amount: str, words: str) -> None:
    assert money(D(amount)) == words


@pytest.mark.parametrize(
    ("amount", "words", "tone"),
    [
        ("50810", "▲ 50,810.00", Tone.GAIN),
        ("-6322.10", "▼ −6,322.10", Tone.LOSS),
        ("0", "0.00", Tone.PLAIN),
        ("-0.001", "0.00", Tone.PLAIN),
    ],
)
def test_a_gain_and_a_loss_are_told_apart_without_colour(
    amount: str, words: str, tone: Tone
) -> None:
    cell = signed_money(D(amount))
    assert (cell.words, cell.tone) == (words, tone)


def test_a_loss_kept_as_zero_or_more_carries_its_sign() -> None:
    assert loss(D("3418.68")) == Cell("3,418.68", Tone.LOSS, "▼")
    assert loss(D(0)) == Cell("0.00")


@pytest.mark.parametrize(
    ("amount", "decimals", "words"),
    [
        ("1.42", 8, "1.42      "),
        ("1.427", 4, "1.427 "),
        ("3", 4, "3.00  "),
        ("100.10", 2, "100.10"),
        ("9200", 2, "9,200.00"),
        ("0.129", 2, "0.12…"),  # never rounded up: nobody has more than he has
        ("0.000000000000000001", 8, "0.00000000…"),
        ("-0.5", 2, "−0.50"),
    ],
)
def test_a_quantity_is_cut_and_says_so(amount: str, decimals: int, words: str) -> None:
    assert quantity(D(amount), decimals) == words


def test_quantities_stand_on_their_point_beside_one_that_is_cut() -> None:
    assert quantity(D("1.5"), 2, reserve=True) == "1.50 "
    assert quantity(D("0.129"), 2, reserve=True) == "0.12…"


@given(st.decimals(min_value=-(10**19), max_value=10**19, places=18))
def test_a_quantity_never_shows_more_than_there_is(amount: Decimal) -> None:
    shown = D(quantity(amount, 8).strip().replace(",", "").replace("−", "-").rstrip("…")).copy_abs()
    assert 0 <= EXACT.subtract(amount.copy_abs(), shown) < D("1e-8")


def test_units_alone_are_as_short_as_they_are() -> None:
    assert units(D("3.100000000000000000")) == "3.1"
    assert units(D(9200)) == "9,200"
    assert units(D("0.123456789")) == "0.12345678…"


def test_shares_and_worths_are_rounded_half_up() -> None:
    assert percent(D("0.6109")) == "61 %"
    assert percent(D("0.005")) == "1 %"
    assert percent(D("0.2825"), 1) == "28.3 %"  # 28.25 half up
    assert cents_per_dollar(D("0.29")) == "29.0¢"
    assert cents_per_dollar(D("-0.0125")) == "−1.3¢"


@pytest.mark.parametrize(
    ("term", "days", "width", "words"),
    [
        ("long", None, 15, "L"),
        ("short", 10, 15, "S long in  10 d"),
        ("short", 101, 14, "S 101 d"),
        ("short", None, 15, "S"),
    ],
)
def test_a_term_says_when_it_turns_long(
    term: str, days: int | None, width: int, words: str
) -> None:
    assert term_cell(term, days, width).text == words


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (ColumnKind.TEXT, "[/oops]", "[/oops]"),
        (ColumnKind.ACCOUNT, "a\u202eb", "a‹202E›b"),
        (ColumnKind.MONEY, D("1.005"), "1.01"),
        (ColumnKind.SIGNED_MONEY, D(-1), "▼ −1.00"),
        (ColumnKind.LOSS, D(1), "▼ 1.00"),
        (ColumnKind.QUANTITY, D("0.5"), "0.50"),
        (ColumnKind.DATE, date(2026, 11, 22), "2026-11-22"),
        (ColumnKind.TERM, "short", "S"),
        (ColumnKind.PERCENT, D("0.5"), "50 %"),
        (ColumnKind.CENTS, D("0.1"), "10.0¢"),
        (ColumnKind.BAR, D("0.5"), "███ 50 %"),
        (ColumnKind.COUNT, 41208, "41,208"),
    ],
)
def test_every_kind_of_cell_has_its_words(kind: ColumnKind, value: Value, words: str) -> None:
    column = Column(name="x", title="X", kind=kind, decimals=2)
    assert worded(column, {"x": value}, 12).words == words


@pytest.mark.parametrize("kind", list(ColumnKind))
def test_what_is_not_known_is_said_and_never_zero(kind: ColumnKind) -> None:
    column = Column(name="x", title="X", kind=kind, missing="no price")
    assert worded(column, {"x": None}, 12) == Cell("no price", Tone.MUTED)


def test_an_instant_is_no_day() -> None:
    column = Column(name="x", title="X", kind=ColumnKind.DATE)
    with pytest.raises(TypeError, match="only in a time zone"):
        worded(column, {"x": datetime(2026, 1, 1, tzinfo=UTC)}, 12)


@pytest.mark.parametrize("kind", [ColumnKind.MONEY, ColumnKind.QUANTITY, ColumnKind.PERCENT])
def test_no_float_becomes_an_amount(kind: ColumnKind) -> None:
    column = Column(name="x", title="X", kind=kind)
    with pytest.raises(TypeError, match="no decimal amount"):
        worded(column, {"x": 1.5}, 12)  # type: ignore[dict-item]  # what must not come
