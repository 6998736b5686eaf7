from dataclasses import replace
from decimal import Decimal

import pytest

from harvest_tui.domain.settings import FilingStatus, Taxpayer, YearInputs
from harvest_tui.rules.errors import UncoveredYearError
from harvest_tui.rules.parameters import parameters_for
from harvest_tui.tax.netting import Carryover
from harvest_tui.tax.year import LedgerGains, YearCase, settle, tax_of, worksheet_of
from tax.households import case, settled, tax_in, usd

SINGLE = Taxpayer(filing_status=FilingStatus.SINGLE)


def test_without_a_filing_status_schedule_d_is_shown_and_no_tax() -> None:
    year = settled(2026, None, short=-9_000, long=2_000, wages=50_000)

    assert year.schedule_d.net_gain == -7_000
    assert year.schedule_d.deductible_loss is None
    assert year.tax is None
    assert (year.short_term_carryover_out, year.long_term_carryover_out) == (None, None)


def test_without_income_line_21_is_known_and_the_carryover_is_not() -> None:
    year = settle(YearCase(year=2026, taxpayer=SINGLE, ledger=LedgerGains(short_term=usd(-9_000))))

    assert year.schedule_d.deductible_loss == 3_000
    assert year.tax is None
    assert year.short_term_carryover_out is None


def test_a_year_after_the_last_known_law_names_the_law_it_used() -> None:
    assert settled(2028, "single", wages=1).law_year == 2026
    assert settled(2025, "single", wages=1).law_year == 2025
    assert settled(2028, None).law_year == 2026


def test_income_before_2018_is_refused_and_gains_are_not() -> None:
    with pytest.raises(UncoveredYearError, match=r"2017.*2018"):
        settle(YearCase(year=2017, taxpayer=SINGLE, inputs=YearInputs()))
    year = settle(YearCase(year=2017, taxpayer=SINGLE, ledger=LedgerGains(long_term=usd(700))))
    assert year.schedule_d.net_gain == 700
    assert year.law_year == 2017


def test_2018_is_the_first_year_covered() -> None:
    # standard deduction 12,000: 952.50 + 12 % of 28,475
    year = settled(2018, "single", wages=50_000)

    assert year.law_year == 2018
    assert tax_in(year).taxable_income == 38_000
    assert tax_in(year).income_tax == Decimal("4369.50")


def test_gains_elsewhere_typed_or_imported_are_in_their_terms() -> None:
    # 4,000 + 1,000 + 70 short-term; 6,000 + 2,000 + 3,000 + 80 long-term; of these 3,000 + 50
    # collectibles
    typed = case(
        2026,
        "single",
        short=4_000,
        long=6_000,
        short_term_gains_elsewhere=1_000,
        long_term_gains_elsewhere=2_000,
        long_term_collectibles_elsewhere=3_000,
    )
    imported = replace(
        typed.ledger,
        short_term_elsewhere=usd(70),
        long_term_elsewhere=usd(80),
        collectibles_elsewhere=usd(50),
    )
    year = settle(replace(typed, ledger=imported))

    assert year.schedule_d.net_short_term == 5_070
    assert year.schedule_d.net_long_term == 11_080
    assert year.schedule_d.collectibles_gain == 3_050


def test_no_tax_is_computed_without_income_or_with_line_21_unknown() -> None:
    law, unknown = parameters_for(2026, FilingStatus.SINGLE), settled(2026, None, short=-9, wages=1)
    with pytest.raises(ValueError, match=r"^income for 2026 is not known$"):
        tax_of(unknown.schedule_d, YearCase(year=2026, taxpayer=SINGLE), law)
    with pytest.raises(ValueError, match=r"^line 21 is not known: no filing status$"):
        tax_of(unknown.schedule_d, case(2026, "single"), law)


def test_the_worksheet_is_exact_and_not_known_without_income() -> None:
    known = case(2026, "single", short="-12345678901234567890.000000000000000001", wages=50_000)
    worksheet = worksheet_of(known, settle(known))
    unknown = replace(known, inputs=None)

    assert worksheet is not None
    assert worksheet.line_5 == usd("12345678901234567890.000000000000000001")
    assert worksheet.line_8 == usd("12345678901234564890.000000000000000001")
    assert worksheet_of(unknown, settle(unknown)) is None


def test_taxable_income_is_shown_below_zero_too() -> None:
    # 10,000 - 3,000 - 16,100
    year = settled(2026, "single", wages=10_000, short=-8_000)

    assert tax_in(year).taxable_income_signed == -9_100
    assert tax_in(year).taxable_income == 0
    assert tax_in(year).total_tax == 0
    assert year.short_term_carryover_out == 8_000  # none of the 3,000 did anything


def test_a_given_deduction_takes_the_place_of_the_standard_one() -> None:
    year = settled(2026, "single", wages=-500, deduction=0, short=2_000)

    assert tax_in(year).taxable_income_signed == 1_500


def test_the_state_takes_a_flat_part_of_taxable_income() -> None:
    year = settled(2026, "single", wages=66_100, short=-10_000, state_rate="0.05")

    assert tax_in(year).taxable_income == 47_000
    assert tax_in(year).state_tax == 2_350
    assert tax_in(year).total_tax == tax_in(year).income_tax + 2_350


@pytest.mark.parametrize(
    ("inputs", "wages"),
    [
        (YearInputs(ledger_income_added=True), 412),
        (YearInputs(ledger_income_added=False), 0),
        (YearInputs(), 0),
    ],
)
def test_income_of_the_ledger_is_added_only_where_the_user_says_so(
    inputs: YearInputs, wages: int
) -> None:
    year = settle(
        YearCase(year=2026, taxpayer=SINGLE, inputs=inputs, ledger=LedgerGains(income=usd(412)))
    )

    assert tax_in(year).taxable_income_signed == wages - 16_100


def test_every_part_of_the_total_is_there() -> None:
    # 2026 single: the gain is taxed, the threshold of 200,000 passed by 21,000
    tax = tax_in(
        settled(2026, "single", wages=200_000, long=20_000, interest=1_000, state_rate="0.05")
    )

    assert tax.adjusted_gross_income == 221_000
    assert tax.niit == 798
    assert tax.amt == 0
    assert tax.state_tax == Decimal("10245.00")
    assert tax.total_tax == tax.income_tax + Decimal("11043.00")


def test_a_carryover_lowers_this_years_gain_and_the_rest_goes_on() -> None:
    year = settled(
        2026, "single", wages=90_000, short=4_000, carryover_in=Carryover(usd(12_000), usd(500))
    )

    assert year.schedule_d.net_gain == -8_500
    assert year.short_term_carryover_out == 5_000
    assert year.long_term_carryover_out == 500
