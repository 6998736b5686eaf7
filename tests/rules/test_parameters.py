import subprocess
import sys
from decimal import Decimal

import pytest

from harvest_tui.domain.settings import FilingStatus
from harvest_tui.rules.errors import UncoveredYearError
from harvest_tui.rules.parameters import age_deductions_for, last_known_year, parameters_for


def test_a_year_before_2018_is_refused_with_the_way_out() -> None:
    with pytest.raises(UncoveredYearError) as caught:
        parameters_for(2017, FilingStatus.SINGLE)

    assert str(caught.value) == (
        "2017: tax amounts before 2018 are not covered; lots still work.\n"
        "Fix: ask for 2018 or later, or read gains and lots of 2017 "
        "(harvest-tui gains --year 2017)."
    )


def test_a_year_after_the_last_known_one_has_its_amounts_and_says_so() -> None:
    law = parameters_for(2031, FilingStatus.MARRIED_JOINTLY)

    assert last_known_year() == 2026
    assert (law.year, law.law_year) == (2031, 2026)
    assert law.standard_deduction == 32_200


@pytest.mark.parametrize("status", list(FilingStatus))
@pytest.mark.parametrize("year", range(2018, 2028))
def test_every_year_and_status_has_a_whole_law(year: int, status: FilingStatus) -> None:
    law = parameters_for(year, status)

    assert len(law.ordinary_rates) == len(law.ordinary_tops) + 1
    assert list(law.ordinary_tops) == sorted(law.ordinary_tops)
    assert len(law.long_term_rates) == len(law.long_term_tops) + 1
    assert law.collectibles_ordinary_top == law.ordinary_tops[3]  # the top of the 24 % bracket


def test_age_adds_to_the_deduction() -> None:
    added = age_deductions_for(2026, FilingStatus.SINGLE)

    assert added.additional_standard == 2_050
    assert added.senior == 6_000
    assert added.senior_phase_out_rate == Decimal("0.06")


def test_age_deductions_before_2018_are_refused() -> None:
    with pytest.raises(UncoveredYearError):
        age_deductions_for(2017, FilingStatus.SINGLE)


def test_reading_the_law_imports_no_frames() -> None:
    code = (
        "import sys; from harvest_tui.rules import parameters, forms, identification; "
        "sys.exit('polars' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
