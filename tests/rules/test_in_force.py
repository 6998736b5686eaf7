from datetime import date

import pytest

from harvest_tui.rules.in_force import law_in_force


def test_a_year_rests_on_the_version_that_held_in_it() -> None:
    # Rev. Proc. 2023-34 gives the brackets of 2024; the limit of § 1211(b) is older
    law = law_in_force(2024)

    assert law["ordinary_brackets"][0] == date(2024, 1, 1)
    assert law["capital_loss_limit"][0] == date(2018, 1, 1)


def test_what_holds_only_later_is_no_law_of_a_year() -> None:
    assert "ordinary_brackets" not in law_in_force(2017)


@pytest.mark.parametrize("name", ["ordinary_brackets", "standard_deduction"])
def test_another_version_has_another_digest(name: str) -> None:
    assert law_in_force(2023)[name][1] != law_in_force(2024)[name][1]


def test_the_same_version_has_the_same_digest() -> None:
    assert law_in_force(2023)["capital_loss_limit"] == law_in_force(2024)["capital_loss_limit"]
