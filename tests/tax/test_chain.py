from harvest_tui.domain.settings import FilingStatus, Taxpayer, YearInputs
from harvest_tui.tax.chain import settle_years
from harvest_tui.tax.netting import NO_CARRYOVER, Carryover
from harvest_tui.tax.year import LedgerGains
from tax.households import usd

SINGLE = Taxpayer(filing_status=FilingStatus.SINGLE)
WAGES = YearInputs(wages_and_other=usd(90_000))
FRESH = YearInputs(
    wages_and_other=usd(90_000), short_term_carryover_in=usd(0), long_term_carryover_in=usd(0)
)


def test_each_year_starts_with_what_the_one_before_carries_on() -> None:
    years = settle_years(
        SINGLE,
        {2024: FRESH, 2025: WAGES, 2026: WAGES},
        {2024: LedgerGains(short_term=usd(-10_000), long_term=usd(-2_000))},
        through=2026,
    )

    # 3,000 a year, short-term first
    assert years[2025].case.carryover_in == Carryover(usd(7_000), usd(2_000))
    assert years[2026].case.carryover_in == Carryover(usd(4_000), usd(2_000))
    assert years[2026].tax_year.short_term_carryover_out == 1_000
    assert not any(year.carryover_in_assumed for year in years.values())


def test_a_given_carryover_counts_before_the_computed_one() -> None:
    given = YearInputs(wages_and_other=usd(90_000), short_term_carryover_in=usd(1))
    years = settle_years(
        SINGLE,
        {2025: FRESH, 2026: given},
        {2025: LedgerGains(short_term=usd(-5_000), long_term=usd(-600))},
        through=2026,
    )

    assert years[2026].case.carryover_in == Carryover(usd(1), usd(600))
    assert not years[2026].carryover_in_assumed


def test_the_first_year_is_assumed_to_start_from_zero_unless_it_says_so() -> None:
    assumed = settle_years(SINGLE, {2026: WAGES}, {}, through=2026)
    given = settle_years(SINGLE, {2026: FRESH}, {}, through=2026)

    assert assumed[2026].case.carryover_in == NO_CARRYOVER
    assert assumed[2026].carryover_in_assumed
    assert not given[2026].carryover_in_assumed


def test_a_year_after_one_without_a_table_starts_from_an_assumed_zero() -> None:
    years = settle_years(
        SINGLE,
        {2024: FRESH, 2026: WAGES},
        {2024: LedgerGains(short_term=usd(-10_000)), 2025: LedgerGains(short_term=usd(-50))},
        through=2026,
    )

    assert years[2025].case.carryover_in == Carryover(usd(7_000), usd(0))
    assert not years[2025].carryover_in_assumed
    assert years[2026].case.carryover_in == NO_CARRYOVER
    assert years[2026].carryover_in_assumed


def test_one_carryover_given_leaves_the_other_assumed() -> None:
    given = YearInputs(wages_and_other=usd(90_000), long_term_carryover_in=usd(800))
    years = settle_years(SINGLE, {2026: given}, {}, through=2026)

    assert years[2026].case.carryover_in == Carryover(usd(0), usd(800))
    assert years[2026].carryover_in_assumed


def test_a_gain_of_the_ledger_alone_does_not_tell_that_nothing_is_carried() -> None:
    """Without a table of 2025 losses elsewhere are not known."""
    years = settle_years(
        SINGLE, {2024: FRESH, 2026: WAGES}, {2025: LedgerGains(short_term=usd(50))}, through=2026
    )

    assert years[2025].tax_year.short_term_carryover_out == 0
    assert years[2026].carryover_in_assumed


def test_a_loss_without_a_filing_status_cannot_be_carried_on() -> None:
    years = settle_years(
        Taxpayer(), {2025: FRESH, 2026: WAGES}, {2025: LedgerGains(short_term=usd(-9))}, 2026
    )

    assert years[2026].carryover_in_assumed


def test_the_chain_starts_with_disposals_before_any_table_and_has_no_gaps() -> None:
    years = settle_years(SINGLE, {2026: WAGES}, {2016: LedgerGains(long_term=usd(5))}, through=2026)

    assert list(years) == list(range(2016, 2027))
    assert years[2016].tax_year.schedule_d.net_gain == 5


def test_a_year_of_which_nothing_is_known_is_settled_too() -> None:
    years = settle_years(SINGLE, {2027: WAGES}, {}, through=2026)

    assert list(years) == [2026]
    assert years[2026].tax_year.tax is None


def test_a_filed_year_is_taken_as_it_was_filed_and_carries_that_on() -> None:
    filed = settle_years(
        SINGLE, {2024: FRESH}, {2024: LedgerGains(short_term=usd(-10_000))}, through=2024
    )

    years = settle_years(
        SINGLE,
        {2024: FRESH, 2025: WAGES},
        {2024: LedgerGains(short_term=usd(-4_000))},  # as the ledger says by now
        through=2025,
        filed=filed,
    )

    assert years[2024] is filed[2024]
    assert years[2025].case.carryover_in == Carryover(usd(7_000), usd(0))
    assert not years[2025].carryover_in_assumed


def test_what_a_filed_year_without_a_table_carries_on_is_not_known() -> None:
    filed = settle_years(SINGLE, {}, {2024: LedgerGains(short_term=usd(50))}, through=2024)

    years = settle_years(SINGLE, {2025: WAGES}, {}, through=2025, filed=filed)

    assert years[2025].carryover_in_assumed
