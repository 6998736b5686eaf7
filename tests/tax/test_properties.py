"""What holds for every household, whatever its amounts."""

from decimal import Decimal, localcontext

from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.domain.amounts import EXACT, ZERO
from harvest_tui.domain.settings import FilingStatus, Taxpayer, YearInputs
from harvest_tui.domain.tax_year import Tax, TaxYear, TermGains
from harvest_tui.rules.parameters import parameters_for
from harvest_tui.tax.carryover import carryover_worksheet
from harvest_tui.tax.netting import NO_CARRYOVER, Carryover, net
from harvest_tui.tax.year import LedgerGains, YearCase, settle, tax_of
from tax.households import tax_in

INCOME = st.decimals(0, 1_500_000, places=2)
GAIN = st.decimals(-2_000_000, 2_000_000, places=2) | st.decimals(-5_000, 5_000, places=2)
LOSS = st.decimals(0, 100_000, places=2)
FIELDS = ("wages", "interest", "dividends", "short", "long", "collectibles")


@st.composite
def households(draw: st.DrawFn) -> dict[str, Decimal]:
    return {
        "wages": draw(INCOME),
        "interest": draw(INCOME | st.just(ZERO)),
        "dividends": draw(INCOME | st.just(ZERO)),
        "short": draw(GAIN),
        "long": draw(GAIN),
        "collectibles": draw(GAIN | st.just(ZERO)),
        "short_in": draw(LOSS | st.just(ZERO)),
        "long_in": draw(LOSS | st.just(ZERO)),
        "older": draw(st.sampled_from([Decimal(0), Decimal(1), Decimal(2)])),
        "blind": draw(st.sampled_from([Decimal(0), Decimal(1), Decimal(2)])),
    }


def settled(year: int, status: FilingStatus, household: dict[str, Decimal]) -> TaxYear:
    return settle(
        YearCase(
            year=year,
            taxpayer=Taxpayer(filing_status=status, state_rate=Decimal("0.05")),
            inputs=YearInputs(
                wages_and_other=household["wages"],
                interest_and_nonqualified_dividends=household["interest"],
                qualified_dividends=household["dividends"],
                people_65_or_older=int(household["older"]),
                people_blind=int(household["blind"]),
            ),
            ledger=LedgerGains(
                short_term=household["short"],
                long_term=household["long"] + household["collectibles"],
                collectibles=household["collectibles"],
            ),
            carryover_in=Carryover(household["short_in"], household["long_in"]),
        )
    )


YEARS = st.integers(2018, 2027)
STATUSES = st.sampled_from(FilingStatus)


@given(YEARS, STATUSES, households())
def test_line_7_and_line_15_make_line_16(
    year: int, status: FilingStatus, household: dict[str, Decimal]
) -> None:
    lines = settled(year, status, household).schedule_d

    assert lines.net_short_term + lines.net_long_term == lines.net_gain
    assert lines.short_term_gains - lines.short_term_carryover_in == lines.net_short_term
    assert lines.long_term_gains - lines.long_term_carryover_in == lines.net_long_term


@given(YEARS, STATUSES, households())
def test_no_loss_is_lost_and_none_is_made(
    year: int, status: FilingStatus, household: dict[str, Decimal]
) -> None:
    done = settled(year, status, household)
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


@given(YEARS, STATUSES, households(), st.sampled_from(FIELDS))
def test_one_dollar_more_never_makes_the_tax_jump(
    year: int, status: FilingStatus, household: dict[str, Decimal], field: str
) -> None:
    here = tax_in(settled(year, status, household))
    there = tax_in(settled(year, status, {**household, field: household[field] + 1}))

    for name, steepest in [
        # 37 % and a slice of gain moved from 0 to 15 or 15 to 20; of two seniors 12 cents more
        ("income_tax", "0.6944"),
        ("niit", "0.038"),
        ("state_tax", "0.056"),
        ("amt", "1"),
    ]:
        change = getattr(there, name) - getattr(here, name)
        assert abs(change) <= Decimal(steepest)


@given(YEARS, STATUSES, households())
def test_no_tax_is_negative_and_the_table_stays_near_the_schedule(
    year: int, status: FilingStatus, household: dict[str, Decimal]
) -> None:
    tax = tax_in(settled(year, status, household))

    assert tax.amt is not None
    assert min(tax.income_tax, tax.niit, tax.amt, tax.state_tax) >= 0
    assert abs(tax.income_tax_form - tax.income_tax) <= 25 * Decimal("0.24") + 1


@given(YEARS, STATUSES, households(), st.sampled_from(["short", "long"]), LOSS)
def test_a_loss_never_raises_the_tax(
    year: int, status: FilingStatus, household: dict[str, Decimal], term: str, loss: Decimal
) -> None:
    before = tax_in(settled(year, status, household))
    after = tax_in(settled(year, status, {**household, term: household[term] - loss}))

    assert after.total_tax <= before.total_tax


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
