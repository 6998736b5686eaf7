from datetime import date

from harvest_tui.domain.settings import FilingStatus
from harvest_tui.rules.in_use import parameters_in_use


def test_each_parameter_is_given_as_it_holds_in_the_year() -> None:
    found = {one.name: one for one in parameters_in_use(2026, FilingStatus.SINGLE)}

    limit = found["Net capital loss deductible from other income"]
    assert limit.value.startswith("3,000 (USD")
    exemption = found["Exemption from the alternative minimum tax"]
    assert exemption.value.startswith("90,100 (")
    assert exemption.since == date(2026, 1, 1)
    assert "Rev. Proc. 2025-32 (2026)" in exemption.reference
    assert "(2025)" not in exemption.reference
    assert found["Rate at which the exemption shrinks"].value.startswith("0.5 (")


def test_without_a_filing_status_the_amounts_of_all_are_given() -> None:
    found = {one.name: one for one in parameters_in_use(2026, None)}
    limit = found["Net capital loss deductible from other income"].value
    assert "single 3,000" in limit
    assert "mfs 1,500" in limit


def test_what_begins_to_hold_later_is_left_out() -> None:
    assert len(list(parameters_in_use(2010, None))) < len(list(parameters_in_use(2026, None)))
