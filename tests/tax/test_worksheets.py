"""Worked examples of the worksheets, by hand from the forms."""

from decimal import Decimal

from tax.households import settled, tax_in


def test_ordinary_income_fills_the_zero_percent_band_exactly() -> None:
    # 2026 single: income 69,450 of which 49,450 ordinary; 0.15 x 20,000 + T(49,450) = 5,686
    tax = tax_in(settled(2026, "single", wages=65_550, long=20_000))

    assert tax.taxable_income == 69_450
    assert tax.income_tax == 8_686


def test_a_loss_inside_the_zero_percent_band_saves_nothing() -> None:
    before = tax_in(settled(2026, "single", wages=30_000, long=20_000))
    after = tax_in(settled(2026, "single", wages=30_000, long=20_000, short=-9_000))

    assert after.income_tax == before.income_tax


def test_gain_over_the_second_threshold_is_taxed_at_20_percent() -> None:
    # 2026 single, no other income: taxable 600,000 - 16,100; 0 % to 49,450, 15 % to 545,500
    tax = tax_in(settled(2026, "single", long=600_000))

    assert tax.taxable_income == 583_900
    assert tax.income_tax == Decimal("0.15") * 496_050 + Decimal("0.20") * 38_400


def test_the_worksheet_never_asks_for_more_than_the_ordinary_tax() -> None:
    # 2026: the 0 % band ends at 49,450, below the top of the 12 % bracket at 50,400; the gain
    # between would be taxed at 15 %, so the last line of the worksheet takes the schedule
    tax = tax_in(settled(2026, "single", wages=66_000, long=500))

    assert tax.taxable_income == 50_400
    assert tax.income_tax == Decimal("5800.00")  # 1,240 + 12 % of 38,000


def test_qualified_dividends_keep_their_rate_beside_a_loss() -> None:
    # 2026 single: taxable 80,000 + 10,000 - 3,000 - 16,100 = 70,900, of which dividends 10,000;
    # T(60,900) = 5,800 + 22 % of 10,500
    tax = tax_in(settled(2026, "single", wages=80_000, qualified_dividends=10_000, short=-20_000))

    assert tax.taxable_income == 70_900
    assert tax.income_tax == 5_800 + 2_310 + 1_500


def test_the_deduction_left_over_from_wages_lowers_the_gain() -> None:
    tax = tax_in(settled(2026, "single", wages=10_000, long=30_000))

    assert tax.taxable_income == 23_900
    assert tax.income_tax == 0
