from decimal import Decimal

import pytest

from tax.households import settled, tax_in


def test_a_very_large_gain_phases_out_the_exemption() -> None:
    # 2024 single: two public calculators and OpenTaxSolver agree
    tax = tax_in(settled(2024, "single", wages=150_000, long=2_500_000))

    assert tax.amt == Decimal("13461.50")


def test_wages_alone_owe_none() -> None:
    for wages in (50_000, 200_000, 600_000, 2_000_000):
        assert tax_in(settled(2026, "single", wages=wages)).amt == 0


def test_separate_filers_lose_the_exemption_twice() -> None:
    # Form 6251 (2025), by hand. Income 1,325,000 + 68,500 added on line 4, exemption 0;
    # line 17: 143,500 -> 0.26 x 119,550 + 0.28 x 23,950 = 37,789
    # gain: 0.15 x 240,750 + 0.20 x 1,009,250 = 237,962.50; line 7: 275,751.50
    # regular tax: T(59,250) 7,949 + 237,962.50 = 245,911.50
    tax = tax_in(settled(2025, "mfs", wages=75_000, long=1_250_000))

    assert tax.income_tax == Decimal("245911.50")
    assert tax.amt == Decimal("29840.00")


def test_the_second_phase_out_of_separate_filers_begins_where_the_first_one_ends() -> None:
    # Form 6251 (2025), by hand. Income 1,000,350; the exemption is gone at 626,350 + 4 x 68,500 =
    # 900,350, so line 4 is 25,000 more; line 17: 1,025,350 - 925,350 -> 0.26 x 100,000
    # gain: 0.15 x 240,750 + 0.20 x 684,600 = 173,032.50; line 7: 199,032.50
    # regular tax: T(59,250) 7,949 + 173,032.50
    tax = tax_in(settled(2025, "mfs", wages=75_000, long=925_350))

    assert tax.income_tax == Decimal("180981.50")
    assert tax.amt == Decimal("18051.00")


def test_the_exemption_goes_twice_as_fast_from_2026_on() -> None:
    # 2026 single, wages 0, gain 600,000: exemption 90,100 - 0.5 x 100,000 = 40,100
    # line 17: 600,000 - 40,100 - 600,000 < 0, so all of 559,900 is gain:
    # 0 % on 49,450, 15 % on 496,050, 20 % on 14,400 is less than the regular tax
    assert tax_in(settled(2026, "single", long=600_000)).amt == 0


def test_gain_at_0_and_at_15_percent_keeps_its_rates() -> None:
    # Form 6251, 2026, head of household, by hand. Income 600,000, exemption 90,100 - 50,000;
    # line 17: 559,900 - 520,000 -> 0.26 x 39,900 = 10,374
    # gain: 0 on 66,200 - 55,850 = 10,350, and 0.15 x 509,650 = 76,447.50; line 7: 86,821.50
    # regular tax: T(55,850) = 1,770 + 0.12 x 38,150 = 6,348, and 76,447.50
    tax = tax_in(settled(2026, "hoh", wages=80_000, long=520_000))

    assert tax.income_tax == Decimal("82795.50")
    assert tax.amt == Decimal("4026.00")


def test_gain_on_collectibles_has_no_lower_rate() -> None:
    # 2026 single, wages 16,100, collectibles 700,000, Form 6251 by hand:
    # income 716,100, exemption 0 (500,000 + 2 x 90,100 = 680,200 is passed);
    # 0.26 x 244,500 + 0.28 x 471,600 = 195,618
    # regular: taxable 700,000, all collectibles: T(201,775) + 0.28 x 498,225
    #          = 1,240 + 4,560 + 12,166 + 23,058 + 139,503 = 180,527
    tax = tax_in(settled(2026, "single", wages=16_100, long=700_000, collectibles=700_000))

    assert tax.income_tax == Decimal("180527.00")
    assert tax.amt == Decimal("15091.00")


@pytest.mark.parametrize("deduction", [16_100, 16_099])
def test_a_given_deduction_is_not_added_back(deduction: int) -> None:
    # all of the minimum taxable income over the exemption is taxed at 28 %
    standard = tax_in(settled(2026, "single", wages=150_000, long=2_500_000))
    given = tax_in(settled(2026, "single", wages=150_000, long=2_500_000, deduction=deduction))

    assert standard.amt is not None
    assert given.amt is not None
    added_back = standard.amt - given.amt
    assert added_back > Decimal("0.24") * 16_000
