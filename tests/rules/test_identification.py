from datetime import date

from harvest_tui.rules.identification import (
    own_books_last_day,
    own_books_suffice,
    per_account_since,
    universal_pools_allowed,
)


def test_own_books_suffice_for_a_broker_until_the_end_of_2026() -> None:
    # Notice 2026-20 extends Notice 2025-7 to 2026-12-31
    assert own_books_suffice(date(2026, 12, 31))
    assert not own_books_suffice(date(2027, 1, 1))
    assert own_books_last_day() == date(2026, 12, 31)


def test_basis_is_kept_per_account_from_2025_on() -> None:
    # Treas. Reg. 1.1012-1(j): acquisitions and disposals on or after 2025-01-01
    assert universal_pools_allowed(date(2024, 12, 31))
    assert not universal_pools_allowed(date(2025, 1, 1))
    assert per_account_since() == date(2025, 1, 1)
