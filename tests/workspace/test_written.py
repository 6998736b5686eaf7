from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from harvest_tui.domain.settings import FilingStatus, Taxpayer, YearInputs
from harvest_tui.domain.tax_year import TaxYear
from harvest_tui.store.canonical import canonical
from harvest_tui.tax.netting import Carryover
from harvest_tui.tax.year import LedgerGains, YearCase, settle
from harvest_tui.workspace.written import read_back, written

CASE = YearCase(
    year=2025,
    taxpayer=Taxpayer(filing_status=FilingStatus.SINGLE, state_rate=Decimal("0.05")),
    inputs=YearInputs(wages_and_other=Decimal("150000.01"), ledger_income_added=False),
    ledger=LedgerGains(short_term=Decimal("-5000.123456789012345678"), income=Decimal(12)),
    carryover_in=Carryover(Decimal(100), Decimal("0.5")),
)


def test_a_year_comes_back_to_the_last_digit() -> None:
    assert read_back(YearCase, written(CASE)) == CASE  # type: ignore[arg-type]
    assert read_back(TaxYear, written(settle(CASE))) == settle(CASE)  # type: ignore[arg-type]


def test_a_year_without_income_comes_back() -> None:
    bare = settle(YearCase(year=2025, taxpayer=Taxpayer()))

    assert read_back(TaxYear, written(bare)) == bare  # type: ignore[arg-type]


def test_what_is_written_can_be_hashed() -> None:
    assert canonical(written(CASE)) == canonical(written(CASE))


@dataclass(frozen=True, kw_only=True)
class _Later:
    kept: Decimal
    added: date | None
    defaulted: int = 7


def test_a_field_that_came_later_takes_its_default_or_none() -> None:
    assert read_back(_Later, {"kept": "1.5", "gone": 1}) == _Later(
        kept=Decimal("1.5"), added=None, defaulted=7
    )


def test_a_float_is_not_written() -> None:
    with pytest.raises(TypeError, match="float cannot be written"):
        written(0.5)
