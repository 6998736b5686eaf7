"""Boxes of Form 8949 on the kernel's rows: its instructions of 2025."""

import pytest

from harvest_tui.domain.kinds import Kind
from lots.books import buy, deed, move, rows, run, sell

FORMS = frozenset({"Coinbase"})


@pytest.mark.parametrize(
    ("account", "sold", "boxes"),
    [
        pytest.param("Coinbase", "2024-06-01", ["C", "F"], id="before 2025: no digital boxes"),
        pytest.param("Coinbase", "2025-06-01", ["H", "K"], id="2025: proceeds only"),
        pytest.param("Ledger", "2025-06-01", ["I", "L"], id="2025: no form"),
        pytest.param("Coinbase", "2026-02-01", ["H", "K"], id="2026: bought before: not covered"),
        pytest.param("Ledger", "2026-02-01", ["I", "L"], id="2026: no form"),
    ],
)
def test_a_sale_goes_to_the_box_of_its_term_year_and_form(
    account: str, sold: str, boxes: list[str]
) -> None:
    """One lot held for years, one for months."""
    recent = str(int(sold[:4]) - 1) + "-10-01"
    done = run(
        buy("b1", "2020-01-01", 1, 1, account=account),
        buy("b2", recent, 1, 1, account=account),
        sell("s1", sold, 2, 9, account=account),
        forms_expected=FORMS,
    )
    assert sorted(box for (box,) in rows(done, "box")) == boxes


@pytest.mark.parametrize(
    ("sold", "box"),
    [
        pytest.param("2010-12-31", None, id="2010: there was no such form"),
        pytest.param("2011-01-01", "C", id="2011: the first"),
    ],
)
def test_form_8949_begins_with_2011(sold: str, box: str | None) -> None:
    done = run(buy("b1", "2010-10-01", 1, 1), sell("s1", sold, 1, 2))

    assert rows(done, "box") == [(box,)]


def test_units_bought_at_the_broker_since_2026_are_covered_until_they_leave() -> None:
    done = run(
        buy("b1", "2026-01-01T00:00", 2, 2, account="Coinbase"),
        sell("s1", "2026-02-01", 1, 9, account="Coinbase"),
        move("m1", "2026-03-01", 1, "Ledger", account="Coinbase"),
        move("m2", "2026-04-01", 1, "Coinbase", account="Ledger"),
        sell("s2", "2027-02-01", 1, 9, account="Coinbase"),
        forms_expected=FORMS,
    )
    assert rows(done, "covered", "box") == [(True, "G"), (False, "K")]


def test_rewards_are_not_covered() -> None:
    done = run(
        deed(
            Kind.STAKING_REWARD,
            "i1",
            "2026-01-05",
            account="Coinbase",
            came=(1, "BTC"),
            usd_value=5,
        ),
        sell("s1", "2026-02-01", 1, 9, account="Coinbase"),
        forms_expected=FORMS,
    )
    assert rows(done, "covered", "box") == [(False, "H")]


def test_margin_profit_at_a_broker_was_never_bought_and_is_not_covered() -> None:
    done = run(
        deed(Kind.MARGIN_PNL, "p1", "2026-02-01", account="Coinbase", came=(100, "USD")),
        forms_expected=FORMS,
    )
    assert rows(done, "covered", "box") == [(False, "H")]
