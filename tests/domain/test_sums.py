from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.domain.amounts import from_atoms
from harvest_tui.domain.columns import amount_column, column_atoms
from harvest_tui.domain.frames import AMOUNT
from harvest_tui.domain.sums import exact_sum, exact_sums, known_sum

counts = st.lists(st.integers(-(10**30), 10**30), max_size=50)


@given(counts)
def test_a_column_adds_up_exactly(values: list[int]) -> None:
    assert exact_sum(amount_column(values, "x")) == from_atoms(sum(values))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(-(10**30), 10**30)), max_size=50))
def test_groups_add_up_exactly(rows: list[tuple[str, int]]) -> None:
    frame = pl.DataFrame(
        {
            "group": pl.Series([g for g, _ in rows], dtype=pl.String),
            "amount": amount_column([v for _, v in rows]),
        }
    )
    sums = dict(exact_sums(frame, ["group"], ["amount"]).iter_rows())

    assert sums == {
        group: from_atoms(sum(v for g, v in rows if g == group)) for group in {g for g, _ in rows}
    }


MOST = Decimal("99999999999999999999.999999999999999999")
LEAST = MOST.copy_negate()


def test_a_sum_that_does_not_fit_is_refused_and_never_wraps() -> None:
    most = pl.Series("x", [MOST, MOST], AMOUNT)

    with pytest.raises(ValueError, match=r"x: .* does not fit"):
        exact_sum(most)
    with pytest.raises(ValueError, match="does not fit"):
        exact_sums(most.to_frame().with_columns(g=pl.lit("g")), ["g"], ["x"])


def test_huge_amounts_in_other_groups_do_not_hinder_a_sum() -> None:
    frame = pl.DataFrame({"g": ["a", "b", "b"], "x": pl.Series([MOST, MOST, LEAST], dtype=AMOUNT)})

    assert dict(exact_sums(frame, ["g"], ["x"]).iter_rows()) == {"a": MOST, "b": 0}
    assert exact_sum(frame["x"]) == MOST


def test_an_empty_column_adds_up_to_zero() -> None:
    assert exact_sum(pl.Series("x", [], AMOUNT)) == 0
    assert exact_sum(pl.Series("x", [None], AMOUNT)) == 0


@given(counts)
def test_columns_become_integers_and_back(values: list[int]) -> None:
    column = amount_column([*values, None], "x")

    assert column.dtype == AMOUNT
    assert column_atoms(column) == [*values, None]


def test_what_does_not_fit_38_digits_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        amount_column([10**38], "x")


def test_a_column_of_another_type_is_refused() -> None:
    with pytest.raises(ValueError, match="not Decimal"):
        column_atoms(pl.Series("x", [1.5]))


def test_of_a_column_of_which_nothing_is_known_there_is_no_total() -> None:
    assert known_sum(pl.Series("x", [None, None], AMOUNT)) is None
    assert known_sum(pl.Series("x", [None, Decimal(2)], AMOUNT)) == 2
    assert known_sum(pl.Series("x", [], AMOUNT)) == 0
