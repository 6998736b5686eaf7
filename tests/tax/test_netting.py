from decimal import Decimal

import pytest

from harvest_tui.domain.tax_year import TermGains
from harvest_tui.tax.netting import NO_CARRYOVER, Carryover, gain_on_return, net, preferred_gain
from tax.households import settled, tax_in, usd

LIMIT = Decimal(3_000)


def gains(amount: int | str) -> TermGains:
    return TermGains(from_ledger=usd(amount))


# Schedule D, lines 7, 15, 16 and 21, by hand
@pytest.mark.parametrize(
    ("short", "long", "line_16", "line_21", "preferred"),
    [
        pytest.param(-12_000, 20_000, 8_000, 0, 8_000, id="the rest is long-term gain"),
        pytest.param(20_000, -12_000, 8_000, 0, 0, id="the rest is short-term gain"),
        pytest.param(5_000, 7_000, 12_000, 0, 7_000, id="two gains"),
        pytest.param(-5_000, 5_000, 0, 0, 0, id="nothing left"),
        pytest.param(-5_000, 4_000, -1_000, 1_000, 0, id="loss under the limit"),
        pytest.param(-9_000, -1_000, -10_000, 3_000, 0, id="loss over the limit"),
    ],
)
def test_terms_net_within_themselves_and_then_with_each_other(
    short: int, long: int, line_16: int, line_21: int, preferred: int
) -> None:
    year = net(gains(short), gains(long), NO_CARRYOVER, LIMIT)

    assert year.net_short_term == short
    assert year.net_long_term == long
    assert year.net_gain == line_16
    assert year.deductible_loss == line_21
    assert preferred_gain(year) == preferred


def test_a_carryover_counts_inside_its_own_term() -> None:
    year = net(gains(5_000), gains(5_000), Carryover(usd(7_000), usd(1_000)), LIMIT)

    assert year.short_term_carryover_in == 7_000
    assert year.long_term_carryover_in == 1_000
    assert year.net_short_term == -2_000
    assert year.net_long_term == 4_000
    assert year.net_gain == 2_000


def test_gains_elsewhere_stand_beside_the_ledgers() -> None:
    year = net(TermGains(from_ledger=usd(-100), elsewhere=usd(30)), gains(0), NO_CARRYOVER, LIMIT)

    assert year.short_term_gains == -70


@pytest.mark.parametrize(
    ("short", "other", "collectibles"),
    [
        pytest.param(20_000, -8_000, 5_000, id="line 15 is a loss"),
        pytest.param(20_000, -8_000, 8_000, id="line 15 is zero"),
        pytest.param(-20_000, -25_000, 30_000, id="line 16 is a loss"),
        pytest.param(-5_000, -4_000, 9_000, id="line 16 is zero"),
    ],
)
def test_no_gain_is_taxed_at_28_percent_unless_lines_15_and_16_are_gains(
    short: int, other: int, collectibles: int
) -> None:
    long = TermGains(from_ledger=usd(other + collectibles), collectibles=usd(collectibles))

    assert net(gains(short), long, NO_CARRYOVER, LIMIT).collectibles_gain == 0


def test_gains_and_losses_that_cancel_deduct_nothing_whoever_has_them() -> None:
    assert net(gains(-4), gains(4), NO_CARRYOVER, None).deductible_loss == 0


def test_married_filing_separately_deducts_half_as_much() -> None:
    year = settled(2026, "mfs", short=-10_000, wages=80_000)

    assert year.schedule_d.deductible_loss == 1_500


def test_the_return_shows_the_gain_or_less_the_deductible_loss() -> None:
    assert gain_on_return(net(gains(9), gains(-4), NO_CARRYOVER, None)) == 5
    assert gain_on_return(net(gains(-9_000), gains(0), NO_CARRYOVER, LIMIT)) == -3_000
    assert gain_on_return(net(gains(-9_000), gains(0), NO_CARRYOVER, None)) is None


def test_the_last_of_eighteen_decimals_is_not_lost() -> None:
    large, dust = "99999999999999999999", "0.000000000000000001"
    year = settled(2026, "single", short=large, long=dust, wages=1)

    assert year.schedule_d.net_gain == usd(f"{large}.{dust[2:]}")
    assert tax_in(year).taxable_income == usd(f"99999999999999983900.{dust[2:]}")
