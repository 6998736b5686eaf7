"""What is missing is told and held back, never guessed. The whole wording of every finding."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from lots.books import buy, deed, left, move, rows, run, sell

ROW = ("transaction_id", "quantity", "proceeds", "cost_basis", "provisional")
STATE_THEM = "import what brought these units there, or state them (kind opening_balance)"
SHORT = (
    buy("b1", "2026-01-01", 1, 20_000),
    sell("s1", "2026-02-01", 4, 100_000),
)
"""Sold four, held one: a quarter of the proceeds is for it, three quarters wait."""


def test_a_short_disposal_gives_rows_for_what_was_there_and_holds_the_rest() -> None:
    done = run(*SHORT)

    assert rows(done, *ROW) == [("s1", 1, 25_000, 20_000, True)]
    assert done.findings == (
        Finding(
            finding="short disposal",
            severity=Severity.ERROR,
            transaction_id="s1",
            account="Kraken",
            asset="BTC",
            amount=Decimal(3),
            at=datetime(2026, 2, 1, 12, tzinfo=UTC),
            message="3 BTC more left Kraken on 2026-02-01 12:00Z than it held; "
            "proceeds of 75,000.00 wait for their basis",
            fix=STATE_THEM,
        ),
    )


def test_the_proceeds_that_wait_are_told_to_the_cent_however_large_they_are() -> None:
    """One of four is there: three quarters of 40,000,000,000,000,000.04 wait."""
    sold = sell("s1", "2026-02-01", 4, "40000000000000000.04")
    (found,) = run(buy("b1", "2026-01-01", 1, 20_000), sold).findings

    assert "proceeds of 30,000,000,000,000,000.03 wait" in found.message


def test_all_that_follows_in_that_asset_and_account_is_provisional() -> None:
    done = run(
        buy("a1", "2026-01-01", 1, 10, asset="ETH"),
        *SHORT,
        buy("b2", "2026-03-01", 2, 60_000),
        buy("b3", "2026-03-01", 1, 30_000, account="Coinbase"),
        sell("s2", "2026-04-01", 1, 31_000),
        sell("s3", "2026-04-01", 1, 20, asset="ETH"),
    )
    assert rows(done, "transaction_id", "asset", "provisional") == [
        ("s1", "BTC", True),
        ("s2", "BTC", True),
        ("s3", "ETH", False),
    ]
    assert left(done, "account", "acquired_transaction_id", "provisional") == [
        ("Coinbase", "b3", False),
        ("Kraken", "b2", True),
    ]


def test_what_came_before_is_certain() -> None:
    done = run(
        buy("b1", "2026-01-01", 2, 20_000),
        sell("s1", "2026-02-01", 1, 11_000),
        sell("s2", "2026-03-01", 2, 22_000),
    )
    assert rows(done, *ROW) == [
        ("s1", 1, 11_000, 10_000, False),
        ("s2", 1, 11_000, 10_000, True),
    ]


def test_a_sale_from_nothing_has_no_row_at_all() -> None:
    done = run(sell("s1", "2026-02-01", 1, 100))

    assert rows(done) == []
    (found,) = done.findings
    assert found.message == (
        "1 BTC more left Kraken on 2026-02-01 12:00Z than it held; "
        "proceeds of 100.00 wait for their basis"
    )


def test_doubt_goes_along_with_what_is_moved() -> None:
    done = run(
        *SHORT,
        buy("b2", "2026-03-01", 1, 1),
        move("m1", "2026-03-02", 1, "Ledger"),
        sell("s2", "2026-03-03", 1, 2, account="Ledger"),
    )
    assert rows(done, "transaction_id", "provisional") == [("s1", True), ("s2", True)]


def test_a_move_of_more_than_there_is_moves_what_is_there() -> None:
    done = run(buy("b1", "2026-01-01", 1, 100), move("m1", "2026-02-01", 3, "Ledger"))

    assert left(done, "account", "quantity", "provisional") == [("Ledger", 1, True)]
    assert [f.message for f in done.findings] == [
        "2 BTC more left Kraken on 2026-02-01 12:00Z than it held"
    ]


@pytest.mark.parametrize(
    ("sold", "finding", "proceeds", "provisional"),
    [
        pytest.param("1.000000009", "dust", 100, False, id="below dust: the sale is whole"),
        pytest.param("1.00000001", "short disposal", Decimal("99.999999"), True, id="one satoshi"),
    ],
)
def test_less_than_dust_is_a_warning(
    sold: str,
    finding: str,
    proceeds: Decimal,
    provisional: bool,  # noqa: FBT001 # a case of the table
) -> None:
    done = run(buy("b1", "2026-01-01", 1, 80), sell("s1", "2026-02-01", sold, 100))

    ((got, flag),) = rows(done, "proceeds", "provisional")
    assert (round(got, 6), flag) == (proceeds, provisional)
    assert [f.finding for f in done.findings] == [finding]


def test_dust_holds_no_proceeds_back() -> None:
    (found,) = run(
        buy("b1", "2026-01-01", 1, 80), sell("s1", "2026-02-01", "1.000000009", 100)
    ).findings

    assert found.severity is Severity.WARNING
    assert found.message == "0.000000009 BTC more left Kraken on 2026-02-01 12:00Z than it held"
    assert found.fix == STATE_THEM


def test_a_disposal_without_a_value_waits_with_its_lots_reserved() -> None:
    done = run(
        buy("b1", "2026-01-01", 1, 80),
        buy("b2", "2026-01-02", 1, 90),
        deed(Kind.SPEND, "p1", "2026-02-01", went=(1, "BTC")),
        sell("s1", "2026-03-01", 1, 100),
    )
    assert rows(done, *ROW) == [("s1", 1, 100, 90, True)]
    (found,) = done.findings
    assert (found.finding, found.severity) == ("missing value", Severity.ERROR)
    assert found.amount == 1
    assert found.message == "spend of 1 BTC at Kraken has no USD value"
    assert found.fix == (
        "harvest-tui price set BTC=USD --at 2026-02-01; or harvest-tui resolve p1 --value USD"
    )


def test_a_swap_without_a_value_opens_no_lot_either() -> None:
    done = run(
        buy("b1", "2026-01-01", 1, 80, asset="ETH"),
        deed(Kind.SWAP, "x1", "2026-02-01", went=(1, "ETH"), came=(50, "TKN")),
    )
    assert (rows(done), left(done)) == ([], [])
    assert [(f.finding, f.asset) for f in done.findings] == [
        ("missing value", "ETH"),
        ("missing basis", "TKN"),
    ]


def test_findings_of_one_swap_tell_what_leaves_then_what_arrives_then_the_fee() -> None:
    """Whatever their names: 2 ZRX more than were held for a TKN, with more BNB than was held."""
    swap = deed(Kind.SWAP, "x1", "2026-02-01", went=(2, "ZRX"), came=(1, "TKN"), fee=("0.1", "BNB"))
    found = run(swap).findings
    assert "proceeds" not in found[1].message  # what is not known does not wait
    assert [(f.finding, f.asset) for f in found] == [
        ("missing value", "ZRX"),
        ("short disposal", "ZRX"),
        ("missing basis", "TKN"),
        ("missing value", "BNB"),
        ("short disposal", "BNB"),
    ]


@pytest.mark.parametrize("kind", [Kind.LP_IN, Kind.LP_OUT, Kind.WRAP])
def test_a_kind_the_law_leaves_open_waits_for_a_treatment(kind: Kind) -> None:
    done = run(
        buy("b1", "2026-01-01", 2, 80),
        deed(kind, "w1", "2026-02-01", went=(1, "BTC"), came=(1, "WBTC")),
        sell("s1", "2026-03-01", 1, 50),
    )
    assert rows(done, *ROW) == [("s1", 1, 50, 40, True)]
    assert [(f.finding, f.message) for f in done.findings] == [
        ("treatment needed", f"{kind.value} of 1 BTC at Kraken waits for a treatment"),
        ("treatment needed", f"{kind.value} of 1 WBTC at Kraken waits for a treatment"),
    ]
    by_hand = "book it in a ledger CSV as what it was (swap, income, spend, gift_out)"
    assert all(f.fix.endswith(by_hand) for f in done.findings)


def test_a_wrap_can_be_given_a_treatment_for_good() -> None:
    (found, _) = run(
        deed(Kind.WRAP, "w1", "2026-02-01", went=(1, "BTC"), came=(1, "WBTC"))
    ).findings[:2]
    assert found.fix.startswith(
        "harvest-tui resolve --treat wrap=carry --reason TEXT (or =swap); or "
    )


def test_units_sent_where_no_file_shows_leave_the_account() -> None:
    done = run(
        buy("b1", "2026-01-01", 1, 80),
        buy("b2", "2026-01-02", 1, 90),
        deed(Kind.TRANSFER_OUT, "t1", "2026-02-01", went=(1, "BTC")),
        sell("s1", "2026-03-01", 1, 100),
    )
    assert rows(done, *ROW) == [("s1", 1, 100, 90, True)]


def test_units_from_where_no_file_shows_open_no_lot() -> None:
    done = run(
        deed(Kind.TRANSFER_IN, "t1", "2026-02-01", came=(1, "BTC")),
        buy("b1", "2026-02-02", 1, 80),
    )
    assert left(done, "acquired_transaction_id", "provisional") == [("b1", True)]


def test_names_from_outside_are_shown_and_never_obeyed() -> None:
    (found,) = run(sell("s1", "2026-02-01", 1, 100, account="a\x1b[31mb")).findings
    assert "\x1b" not in found.message


FINEST = Decimal("1e-18")


@pytest.mark.parametrize(
    "gone",
    [
        pytest.param(sell("x", "2026-02-01", 1 + FINEST, 90), id="sold"),
        pytest.param(move("x", "2026-02-01", 1 + FINEST, "Ledger"), id="moved"),
        pytest.param(deed(Kind.GIFT_OUT, "x", "2026-02-01", went=(1 + FINEST, "BTC")), id="given"),
        pytest.param(
            deed(
                Kind.REDENOMINATION,
                "x",
                "2026-02-01",
                went=(1 + FINEST, "BTC"),
                came=(1 + FINEST, "NEW"),
            ),
            id="migrated",
        ),
    ],
)
def test_the_finest_unit_that_is_missing_is_told(gone: Transaction) -> None:
    (found,) = run(buy("b1", "2026-01-01", 1, 80), gone).findings

    assert (found.finding, found.amount) == ("dust", FINEST)
