import time
from decimal import Decimal
from random import Random

import polars as pl
import pytest

from harvest_tui.domain.frames import AMOUNT
from harvest_tui.domain.kinds import Term
from harvest_tui.domain.settings import HarvestSettings, Tier
from harvest_tui.domain.tax_year import Segment
from harvest_tui.tax.landscape import segments, with_more_loss
from harvest_tui.tax.objective import objective
from harvest_tui.tax.worth import worth_of
from harvest_tui.tax.year import settle
from tax.households import case

TIERS = HarvestSettings(carryforward_value=(Tier(width=None, worth=Decimal("0.10")),))
YEAR = case(2026, "single", wages=150_000, short=9_000, long=14_000, state_rate="0.05")


def amounts(*values: str | None) -> pl.Series:
    return pl.Series(
        "loss", [None if value is None else Decimal(value) for value in values], dtype=AMOUNT
    )


def test_each_loss_is_worth_the_dollars_it_takes_from_the_first_on() -> None:
    # 29 cents for 9,000, 20 for 14,000, 29 for 3,000, then 10
    worth = worth_of(
        amounts("0", "100", "9000", "10000", "27000", None), segments(YEAR, Term.SHORT, TIERS)
    )

    assert worth.dtype == AMOUNT
    assert worth.name == "loss"
    assert worth.to_list() == [
        0,
        29,
        2_610,
        2_810,
        2_610 + 2_800 + 870 + 100,
        None,
    ]


def test_what_came_before_is_worth_both_its_parts_to_the_last_decimal() -> None:
    # 12,345,678,901,234,567,890.000000000000000002 x (0.25 + 0.25), and nothing after
    wide = Decimal("12345678901234567890.000000000000000002")
    quarter = Decimal("0.25")
    found = (
        Segment(start=Decimal(0), end=wide, worth_now=quarter, worth_later=quarter, reason=""),
        Segment(start=wide, end=None, worth_now=Decimal(0), worth_later=Decimal(0), reason=""),
    )

    assert worth_of(amounts("99999999999999999999"), found).to_list() == [
        Decimal("6172839450617283945.000000000000000001")
    ]


def test_the_worth_is_the_change_of_the_objective() -> None:
    rng = Random(7)
    losses = [Decimal(rng.randrange(5_000_000)) / 100 for _ in range(50)]
    before = objective(settle(YEAR), TIERS)
    expected = [
        before - objective(settle(with_more_loss(YEAR, Term.LONG, loss)), TIERS) for loss in losses
    ]

    worth = worth_of(pl.Series(losses, dtype=AMOUNT), segments(YEAR, Term.LONG, TIERS))

    assert worth.to_list() == expected


def test_the_eighteenth_decimal_is_rounded_half_even() -> None:
    flat = (
        Segment(
            start=Decimal(0),
            end=None,
            worth_now=Decimal("0.5"),
            worth_later=Decimal(0),
            reason="half",
        ),
    )
    tiny = amounts("0.000000000000000001", "0.000000000000000003", "99999999999999999999")

    assert worth_of(tiny, flat).to_list() == [
        0,
        Decimal("0.000000000000000002"),
        Decimal("49999999999999999999.5"),
    ]


def test_a_gain_or_an_unknown_tax_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^a loss is zero or more; a gain is none$"):
        worth_of(amounts("-1"), segments(YEAR, Term.SHORT, TIERS))
    with pytest.raises(ValueError, match=r"^no segments: the year's tax is not known$"):
        worth_of(amounts("1"), ())


def test_a_hundred_thousand_losses_are_valued_at_once() -> None:
    rng = Random(1)
    many = pl.Series(
        [Decimal(rng.randrange(10**24)).scaleb(-18) for _ in range(100_000)], dtype=AMOUNT
    )
    found = segments(YEAR, Term.SHORT, TIERS)
    began = time.perf_counter()

    worth_of(many, found)

    assert time.perf_counter() - began < 1  # about 0.05 on a quiet machine
