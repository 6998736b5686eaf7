"""The whole wording of findings, and names from outside in them: short to read, whole to type."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from harvest_tui.domain.allocation import Allotment
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from lots.books import buy, deed, lot, pooled, run, sell
from lots.test_allocation import stated

BY_HAND = "book it in a ledger CSV as what it was (swap, income, spend, gift_out)"
HASH = "0x" + "7" * 64
"""As long as an id on a chain is."""
LONG_NAME = "SEVENTEENLETTERSX"
IN_SHORT = "SEVENTEENLETTER…"
PRICE_OR_VALUE = (
    f"harvest-tui price set {LONG_NAME}=USD --at 2026-01-05; "
    f"or harvest-tui resolve {HASH} --value USD"
)


@pytest.mark.parametrize("kind", [Kind.GIFT_IN, Kind.OPENING_BALANCE, Kind.ADJUSTMENT])
def test_a_basis_that_is_missing_is_asked_of_the_donor_or_the_holder(kind: Kind) -> None:
    """26 U.S.C. § 1015(a): a gift has the donor's basis, whatever the price of the day."""
    assert run(deed(kind, HASH, "2026-01-05", came=(2, LONG_NAME))).findings == (
        Finding(
            finding="missing basis",
            severity=Severity.ERROR,
            transaction_id=HASH,
            account="Kraken",
            asset=LONG_NAME,
            amount=Decimal(2),
            at=datetime(2026, 1, 5, 12, tzinfo=UTC),
            message=f"2 {IN_SHORT} came into Kraken by {kind.value} without a basis",
            fix=f"harvest-tui resolve {HASH} --basis USD --acquired DATE "
            "--reason TEXT (what the donor, or you, had paid)",
        ),
    )


@pytest.mark.parametrize(
    ("one", "finding", "message"),
    [
        pytest.param(
            deed(Kind.STAKING_REWARD, HASH, "2026-01-05", came=("0.5", LONG_NAME)),
            "missing basis",
            f"0.5 {IN_SHORT} came into Kraken by staking_reward without a basis",
            id="income: its value then is the basis",
        ),
        pytest.param(
            deed(Kind.SPEND, HASH, "2026-01-05", went=("0.5", LONG_NAME)),
            "missing value",
            f"spend of 0.5 {IN_SHORT} at Kraken has no USD value",
            id="spent: its value then is the proceeds",
        ),
    ],
)
def test_a_value_that_is_missing_is_a_price_of_the_day_or_a_statement(
    one: Transaction, finding: str, message: str
) -> None:
    done = run(buy("b", "2026-01-01", 1, 1, asset=LONG_NAME), one)

    assert done.findings == (
        Finding(
            finding=finding,
            severity=Severity.ERROR,
            transaction_id=HASH,
            account="Kraken",
            asset=LONG_NAME,
            amount=Decimal("0.5"),
            at=datetime(2026, 1, 5, 12, tzinfo=UTC),
            message=message,
            fix=PRICE_OR_VALUE,
        ),
    )


def test_what_is_given_for_something_of_an_open_kind_can_be_treated_or_booked() -> None:
    found, _ = run(
        buy("b", "2026-01-01", 1, 1),
        deed(Kind.LP_IN, "w", "2026-01-05", went=(1, "BTC"), came=(1, "LP")),
    ).findings

    assert found == Finding(
        finding="treatment needed",
        severity=Severity.ERROR,
        transaction_id="w",
        account="Kraken",
        asset="BTC",
        amount=Decimal(1),
        at=datetime(2026, 1, 5, 12, tzinfo=UTC),
        message="lp_in of 1 BTC at Kraken waits for a treatment",
        fix=f"harvest-tui resolve --treat lp_in=carry --reason TEXT (or =swap); or {BY_HAND}",
    )


@pytest.mark.parametrize(
    "side",
    [
        pytest.param(deed(Kind.LP_IN, "w", "2026-01-05", went=(1, "BTC")), id="only given"),
        pytest.param(deed(Kind.LP_OUT, "w", "2026-01-05", came=(1, "BTC")), id="only received"),
    ],
)
def test_one_side_of_an_open_kind_carries_nothing_over_and_can_only_be_booked(
    side: Transaction,
) -> None:
    (found,) = run(buy("b", "2026-01-01", 1, 1), side).findings

    assert found.fix == BY_HAND


@pytest.mark.parametrize("kind", [Kind.ESTATE_CLAIM, Kind.ESTATE_DISTRIBUTION])
def test_what_an_estate_holds_is_no_loss_yet(kind: Kind) -> None:
    (found,) = run(
        buy("b", "2026-01-01", 2, 80), deed(kind, "e", "2026-01-05", went=(1, "BTC"))
    ).findings

    assert found.finding == "treatment needed"
    assert found.message == (
        f"{kind.value} of 1 BTC at Kraken waits for a treatment: "
        "no loss until the estate settles the claim or it is sold"
    )
    assert found.fix == (
        "coins given back in kind: a transfer from the estate's account to yours, lots and dates "
        "kept; money: a sell at the estate's account"
    )


def test_a_short_disposal_names_the_asset_in_short() -> None:
    (found,) = run(sell("s", "2026-02-01", 1, 1_000, asset=LONG_NAME)).findings

    assert found.message == (
        f"1 {IN_SHORT} more left Kraken on 2026-02-01 12:00Z than it held; "
        "proceeds of 1,000.00 wait for their basis"
    )


POOLED = [
    buy(f"b{n}", f"2022-0{n}-01", 1, n, asset=LONG_NAME, account=f"A{n}") for n in range(1, 6)
]
"""Five lots in five accounts, in pooled years: 26 U.S.C. § 1012(c)(1) parts them in 2025."""


def test_an_estimate_names_the_asset_in_short_and_in_the_command_whole() -> None:
    (found,) = run(*POOLED, elections=(pooled(),)).findings

    assert found.message.startswith(f"pooled {IN_SHORT} lots were allocated")
    assert f"resolve --allocation {LONG_NAME} --reason TEXT, if" in found.fix


@pytest.mark.parametrize(
    ("left_out", "last_basis", "more"),
    [
        pytest.param(1, None, None, id="two"),
        pytest.param(1, 9, None, id="three"),
        pytest.param(2, None, "and 1 more", id="four"),
        pytest.param(3, None, "and 3 more", id="six"),
    ],
)
def test_of_the_differences_of_an_allocation_three_are_said(
    left_out: int, last_basis: int | None, more: str | None
) -> None:
    """A unit left out is missing twice: of its lot, and at its account."""
    out, given = POOLED[:left_out], POOLED[left_out:]
    basis = {"b5": Decimal(last_basis)} if last_basis else {}
    lots = tuple(
        Allotment(
            lot_id=lot(one),
            account=one.account,
            quantity=Decimal(1),
            cost_basis=basis.get(one.transaction_id),
        )
        for one in given
    )
    wrong = [f"lot {lot(one)}: 0 units allocated, 1 were left" for one in out]
    wrong += [f"{one.account}: 0 units allocated, 1 held there" for one in out]
    if last_basis:
        wrong += [f"lot {lot(POOLED[4])} at A5: a basis of 9.00 stated, 5.00 by the ledger"]

    made = replace(stated(*lots), asset=LONG_NAME)

    (found,) = run(*POOLED, elections=(pooled(),), allocations={LONG_NAME: made}).findings

    assert (found.finding, found.asset) == ("allocation does not fit", LONG_NAME)
    assert found.at == datetime(2025, 1, 1, tzinfo=UTC)
    assert found.message == (
        f"the allocation of {IN_SHORT} on record no longer fits, and an estimate stands in for "
        "it: " + "; ".join(wrong[:3] + ([more] if more else []))
    )
    assert found.fix == (
        "import what is missing, or take back what is wrong (harvest-tui import --retract FILE); "
        "or state the allocation again (harvest-tui allocation import FILE)"
    )
