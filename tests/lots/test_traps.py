"""Where programs of this kind go wrong, by the wrong answer each gives."""

from datetime import date
from decimal import Decimal

import pytest

from harvest_tui.domain.elections import Method
from harvest_tui.domain.findings import Severity
from harvest_tui.domain.kinds import Kind
from lots.books import buy, deed, elect, left, move, rows, run, sell, taken

HIFO = (elect(Method.HIFO),)


def test_hifo_goes_by_what_a_lot_cost_and_not_by_its_spot_price() -> None:
    # per unit: b1 100 + 1 = 101; b2, of three, 99 + 9/3 = 102; by spot price b1 would go first
    done = run(
        buy("b1", "2024-01-10", 1, 100, fee=(1, "USD")),
        buy("b2", "2024-02-10", 3, 297, fee=(9, "USD")),
        sell("s1", "2024-03-10", 1, 80),
        elections=HIFO,
    )
    assert taken(done) == [("b2", 1, 102, -22)]


def test_hifo_goes_by_the_unit_and_not_by_the_whole_lot() -> None:
    done = run(
        buy("b1", "2024-01-10", 10, 1_000),
        buy("b2", "2024-02-10", 1, 150),
        sell("s1", "2024-03-10", 1, 80),
        elections=HIFO,
    )
    assert taken(done) == [("b2", 1, 150, -70)]


def test_a_dear_lot_partly_used_stays_first_whatever_income_comes_after() -> None:
    done = run(
        buy("b1", "2024-01-10", 2, 2_000),
        sell("s1", "2024-02-10", "0.5", 400),
        *(
            deed(Kind.STAKING_REWARD, f"i{day}", f"2024-03-{day}", came=(1, "BTC"), usd_value=900)
            for day in range(10, 15)
        ),
        sell("s2", "2024-04-10", "1.5", 1_200),
        sell("s3", "2024-05-10", 1, 800),
        elections=HIFO,
    )
    assert taken(done) == [
        ("b1", Decimal("0.5"), 500, -100),
        ("b1", Decimal("1.5"), 1_500, -300),
        ("i10", 1, 900, -100),
    ]


@pytest.mark.parametrize(
    ("acquired", "sold", "term"),
    [
        ("2023-02-28", "2024-02-29", "short"),  # 366 days, and not more than a year
        ("2023-02-28", "2024-03-01", "long"),
        ("2024-02-29", "2025-02-28", "short"),
        ("2024-02-29", "2025-03-01", "long"),
        ("2025-01-15", "2026-01-15", "short"),  # the anniversary is the year's last day
        ("2025-01-15", "2026-01-16", "long"),
    ],
)
def test_a_year_is_counted_in_dates_and_not_in_365_days(
    acquired: str, sold: str, term: str
) -> None:
    done = run(buy("b1", acquired, 1, 100), sell("s1", sold, 1, 150))
    assert rows(done, "term") == [(term,)]


def test_a_move_dates_no_lot_anew() -> None:
    # moved twice; by the day of its last arrival it would be short-term, and younger than b2
    done = run(
        buy("b1", "2023-01-10", 1, 100),
        buy("b2", "2024-06-10", 1, 300, account="Vault"),
        move("m1", "2024-05-10", 1, "Safe"),
        move("m2", "2025-01-10", 1, "Vault", account="Safe"),
        sell("s1", "2025-02-10", 1, 200, account="Vault"),
    )
    assert taken(done) == [("b1", 1, 100, 100)]
    assert rows(done, "acquired_at", "term")[0][0].date() == date(2023, 1, 10)
    assert rows(done, "term") == [("long",)]
    assert left(done, "acquired_transaction_id") == [("b2",)]


def test_a_shortfall_has_no_basis_rather_than_zero() -> None:
    # half of what was sold is there: half of the proceeds wait, and are no gain
    done = run(buy("b1", "2024-01-10", 1, 100), sell("s1", "2024-02-10", 2, 500))

    assert taken(done) == [("b1", 1, 100, 150)]
    (finding,) = done.findings
    assert (finding.finding, finding.severity) == ("short disposal", Severity.ERROR)
    assert finding.amount == 1
    assert "250.00 wait for their basis" in finding.message


def test_a_sale_out_of_nothing_is_no_gain_at_all() -> None:
    done = run(sell("s1", "2024-02-10", 2, 500))

    assert taken(done) == []
    assert [one.finding for one in done.findings] == ["short disposal"]
