"""What holds for every household, whatever its amounts."""

from decimal import Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.domain.amounts import EXACT, ZERO
from harvest_tui.domain.settings import FilingStatus, HarvestSettings, Taxpayer, Tier, YearInputs
from harvest_tui.domain.tax_year import Tax, TermGains
from harvest_tui.rules.parameters import parameters_for
from harvest_tui.tax.carryover import carryover_worksheet
from harvest_tui.tax.chain import settle_years
from harvest_tui.tax.netting import NO_CARRYOVER, net
from harvest_tui.tax.objective import carried_value, objective, tax_now
from harvest_tui.tax.year import YearCase, tax_of
from tax.households import tax_in
from tax.made_up import LOSS, STATUSES, YEARS, gains_of, inputs_of, made_up, settled_from


@given(YEARS, STATUSES, made_up())
def test_line_7_and_line_15_make_line_16(
    year: int, status: FilingStatus, household: dict[str, Decimal]
) -> None:
    lines = settled_from(year, status, household).schedule_d

    assert lines.net_short_term + lines.net_long_term == lines.net_gain
    assert lines.short_term_gains - lines.short_term_carryover_in == lines.net_short_term
    assert lines.long_term_gains - lines.long_term_carryover_in == lines.net_long_term


@given(YEARS, STATUSES, made_up())
def test_no_loss_is_lost_and_none_is_made(
    year: int, status: FilingStatus, household: dict[str, Decimal]
) -> None:
    done = settled_from(year, status, household)
    lines, income = done.schedule_d, tax_in(done).taxable_income_signed
    worksheet = carryover_worksheet(lines, income)
    used = worksheet.line_4 if worksheet else lines.deductible_loss

    assert used is not None
    assert done.short_term_carryover_out is not None
    assert done.long_term_carryover_out is not None
    carried = done.short_term_carryover_out + done.long_term_carryover_out
    assert carried + used == max(ZERO, -lines.net_gain)
    assert done.short_term_carryover_out <= max(ZERO, -lines.net_short_term)
    assert done.long_term_carryover_out <= max(ZERO, -lines.net_long_term)


@given(YEARS, STATUSES, made_up())
def test_no_tax_is_negative_and_the_table_stays_near_the_schedule(
    year: int, status: FilingStatus, household: dict[str, Decimal]
) -> None:
    tax = tax_in(settled_from(year, status, household))

    assert tax.amt is not None
    assert min(tax.income_tax, tax.niit, tax.amt, tax.state_tax) >= 0
    assert abs(tax.income_tax_form - tax.income_tax) <= 25 * Decimal("0.24") + 1


@given(YEARS, STATUSES, made_up(), st.sampled_from(["short", "long"]), LOSS)
def test_a_loss_never_raises_the_tax(
    year: int, status: FilingStatus, household: dict[str, Decimal], term: str, loss: Decimal
) -> None:
    before = tax_in(settled_from(year, status, household))
    after = tax_in(settled_from(year, status, {**household, term: household[term] - loss}))

    assert after.total_tax <= before.total_tax


@given(STATUSES, st.lists(made_up(), min_size=1, max_size=5))
def test_over_any_years_what_is_gained_is_what_the_returns_show_less_what_is_carried(
    status: FilingStatus, households: list[dict[str, Decimal]]
) -> None:
    """Carryover in + losses - gains + gains taxed - losses used = carryover out."""
    years = dict(enumerate(households, 2021))
    done = settle_years(
        Taxpayer(filing_status=status),
        {year: inputs_of(one) for year, one in years.items()},
        {year: gains_of(one) for year, one in years.items()},
        through=max(years),
    )
    carried = ZERO
    for one in done.values():
        assert sum(one.case.carryover_in) == carried
        lines, income = one.tax_year.schedule_d, tax_in(one.tax_year).taxable_income_signed
        worksheet = carryover_worksheet(lines, income)
        used = worksheet.line_4 if worksheet else lines.deductible_loss
        assert used is not None
        carried -= lines.short_term_gains + lines.long_term_gains
        carried += lines.net_gain if lines.net_gain > ZERO else -used
        assert done[one.case.year].tax_year.short_term_carryover_out is not None
        assert carried == sum(
            (
                one.tax_year.short_term_carryover_out or ZERO,
                one.tax_year.long_term_carryover_out or ZERO,
            )
        )


TIERS = HarvestSettings(
    carryforward_value=(
        Tier(width=Decimal(9_000), worth=Decimal("0.18")),
        Tier(width=None, worth=Decimal("0.10")),
    ),
    carryforward_short_term_premium=Decimal("0.02"),
)


@given(YEARS, STATUSES, made_up(), LOSS, LOSS)
def test_losses_never_save_more_than_the_tax_owed_and_the_value_carried(
    year: int, status: FilingStatus, household: dict[str, Decimal], short: Decimal, long: Decimal
) -> None:
    before = settled_from(year, status, household)
    after = settled_from(
        year,
        status,
        household | {"short": household["short"] - short, "long": household["long"] - long},
    )
    owed = tax_now(before)

    assert 0 <= owed - tax_now(after) <= owed
    with localcontext(EXACT):
        carried_more = carried_value(after, TIERS) - carried_value(before, TIERS)
        saved = objective(before, TIERS) - objective(after, TIERS)
        assert 0 <= saved <= owed + carried_more
        assert carried_more <= Decimal("0.20") * (short + long)  # the dearest tier and premium


LARGE = st.decimals(-(10**19), 10**19, places=18)


@given(YEARS, STATUSES, LARGE, LARGE, LARGE, LARGE.map(abs))
def test_nothing_is_rounded(
    year: int,
    status: FilingStatus,
    short: Decimal,
    long: Decimal,
    collectibles: Decimal,
    wages: Decimal,
) -> None:
    law = parameters_for(year, status)
    case = YearCase(
        year=year,
        taxpayer=Taxpayer(filing_status=status, state_rate=Decimal("0.0525")),
        inputs=YearInputs(wages_and_other=wages),
    )

    def tax_to(digits: int) -> Tax:
        with localcontext(EXACT, prec=digits):
            lines = net(
                TermGains(from_ledger=short),
                TermGains(from_ledger=long, collectibles=collectibles),
                NO_CARRYOVER,
                law.capital_loss_limit,
            )
            return tax_of(lines, case, law)

    assert tax_to(EXACT.prec) == tax_to(200)
