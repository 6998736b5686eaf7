"""Households that hypothesis makes up, of any amounts."""

from decimal import Decimal

from hypothesis import strategies as st

from harvest_tui.domain.amounts import ZERO
from harvest_tui.domain.settings import FilingStatus, Taxpayer, YearInputs
from harvest_tui.domain.tax_year import TaxYear
from harvest_tui.tax.netting import Carryover
from harvest_tui.tax.year import LedgerGains, YearCase, settle

INCOME = st.decimals(0, 1_500_000, places=2)
GAIN = st.decimals(-2_000_000, 2_000_000, places=2) | st.decimals(-5_000, 5_000, places=2)
LOSS = st.decimals(0, 100_000, places=2)
FIELDS = ("wages", "interest", "dividends", "short", "long", "collectibles")
PEOPLE = st.sampled_from([Decimal(0), Decimal(1), Decimal(2)])
YEARS = st.integers(2018, 2027)
STATUSES = st.sampled_from(FilingStatus)


@st.composite
def made_up(draw: st.DrawFn) -> dict[str, Decimal]:
    """Make one up: `FIELDS`, carryovers `short_in` and `long_in`, people `older` and `blind`."""
    return {
        "wages": draw(INCOME),
        "interest": draw(INCOME | st.just(ZERO)),
        "dividends": draw(INCOME | st.just(ZERO)),
        "short": draw(GAIN),
        "long": draw(GAIN),
        "collectibles": draw(GAIN | st.just(ZERO)),
        "short_in": draw(LOSS | st.just(ZERO)),
        "long_in": draw(LOSS | st.just(ZERO)),
        "older": draw(PEOPLE),
        "blind": draw(PEOPLE),
    }


def inputs_of(household: dict[str, Decimal]) -> YearInputs:
    """Give what the return holds beside the ledger."""
    return YearInputs(
        wages_and_other=household["wages"],
        interest_and_nonqualified_dividends=household["interest"],
        qualified_dividends=household["dividends"],
        people_65_or_older=int(household["older"]),
        people_blind=int(household["blind"]),
    )


def gains_of(household: dict[str, Decimal]) -> LedgerGains:
    """Give what the ledger holds; collectibles are on top of `long`."""
    return LedgerGains(
        short_term=household["short"],
        long_term=household["long"] + household["collectibles"],
        collectibles=household["collectibles"],
    )


def settled_from(year: int, status: FilingStatus, household: dict[str, Decimal]) -> TaxYear:
    """Settle its year, with 5 percent for the state."""
    return settle(
        YearCase(
            year=year,
            taxpayer=Taxpayer(filing_status=status, state_rate=Decimal("0.05")),
            inputs=inputs_of(household),
            ledger=gains_of(household),
            carryover_in=Carryover(household["short_in"], household["long_in"]),
        )
    )
