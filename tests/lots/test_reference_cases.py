"""Lot choices on which independent engines agree (tests/reference/lot_cases.json)."""

from decimal import Decimal
from typing import Any

import pytest

from lots.cases import cases, expected_rows, rows_of, run

HALF_A_CENT = Decimal("0.005")
BY_ID = {case["id"]: case for case in cases()}
REFUSED = [i for i, case in BY_ID.items() if case["expected"].get("error")]
TOTALS_ONLY = [
    i for i, case in BY_ID.items() if case["expected"].get("disposals") is None and i not in REFUSED
]
BY_LOT = [i for i in BY_ID if i not in REFUSED and i not in TOTALS_ONLY]


def test_every_case_is_run() -> None:
    assert len(BY_ID) == 34
    assert REFUSED == ["hl-02"]
    assert TOTALS_ONLY == ["rk-04"]


@pytest.mark.parametrize("case_id", BY_LOT)
def test_each_sale_uses_the_lots_that_independent_engines_use(case_id: str) -> None:
    found = rows_of(run(BY_ID[case_id]).disposals)
    expected = expected_rows(BY_ID[case_id])

    assert found.keys() == expected.keys()
    for at, parts in expected.items():
        for ours, theirs in zip(found[at], parts, strict=True):
            assert abs(ours - theirs) <= HALF_A_CENT, at


@pytest.mark.parametrize("case_id", BY_LOT)
def test_terms_follow_the_calendar(case_id: str) -> None:
    terms = {
        (row["transaction_id"], row["acquired_transaction_id"]): row["term"]
        for row in run(BY_ID[case_id]).disposals.iter_rows(named=True)
    }
    for row in BY_ID[case_id]["expected"]["disposals"]:
        if (row["tx"], row["lot"]) in terms:
            assert terms[row["tx"], row["lot"]] == row["term"]


@pytest.mark.parametrize(
    "case_id", [i for i in BY_LOT if BY_ID[i]["expected"].get("remaining_lots") is not None]
)
def test_what_remains_keeps_its_units_and_basis(case_id: str) -> None:
    left: dict[str, list[Decimal]] = {}
    for row in run(BY_ID[case_id]).lots.iter_rows(named=True):
        sums = left.setdefault(row["acquired_transaction_id"], [Decimal(0), Decimal(0)])
        sums[0] += row["quantity"]
        sums[1] += row["cost_basis"]
    expected = _remaining(BY_ID[case_id])

    assert left.keys() == expected.keys()
    for lot, (quantity, basis) in expected.items():
        assert left[lot][0] == quantity
        assert abs(left[lot][1] - basis) <= HALF_A_CENT


def test_a_sale_of_more_than_the_account_holds_is_a_finding_and_no_zero_basis() -> None:
    found = run(BY_ID["hl-02"])

    assert [f.finding for f in found.findings] == ["short disposal"]
    assert found.disposals["quantity"].to_list() == [Decimal(5)]
    assert found.disposals["proceeds"].to_list() == [Decimal(250)]
    assert found.disposals["cost_basis"].to_list() == [Decimal(250)]


def test_a_fee_capitalised_into_the_acquired_lot_gives_the_total_of_its_source() -> None:
    gains = run(BY_ID["rk-04"]).disposals["gain"].to_list()

    assert abs(sum(gains) - Decimal("74.2434862571")) <= HALF_A_CENT


def _remaining(case: dict[str, Any]) -> dict[str, tuple[Decimal, Decimal]]:
    sums: dict[str, tuple[Decimal, Decimal]] = {}
    for row in case["expected"]["remaining_lots"]:
        quantity, basis = sums.get(row["lot"], (Decimal(0), Decimal(0)))
        sums[row["lot"]] = (quantity + Decimal(row["qty"]), basis + Decimal(row["basis"]))
    return sums
