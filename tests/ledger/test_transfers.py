"""Two halves become one transfer: what arrives, what the way cost, and nothing lost."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harvest_tui.domain.booking import frame_of, key_of
from harvest_tui.domain.findings import Finding, Severity
from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.transaction import Transaction
from harvest_tui.ledger.legs import balances, legs_of
from harvest_tui.ledger.prepare import Prepared, prepare
from lots.books import Amount, buy, deed, left, price_book, rows, run

LEFT, CAME = "2026-03-01T12:00", "2026-03-01T12:30"
SHOWN = ("kind", "account", "to_account", "out_quantity", "fee_asset", "fee_quantity", "fee_usd")


def out(units: Amount, name: str = "d1", **more: Any) -> Transaction:  # noqa: ANN401 # as deed
    """Leave Kraken at noon."""
    return deed(Kind.TRANSFER_OUT, name, LEFT, went=(units, "ETH"), **more)


def into(units: Amount, name: str = "a1", **more: Any) -> Transaction:  # noqa: ANN401 # as deed
    """Arrive half an hour later."""
    account = more.pop("account", "Ledger")
    return deed(Kind.TRANSFER_IN, name, CAME, account=account, came=(units, "ETH"), **more)


def ready(*transactions: Transaction, **more: Any) -> Prepared:  # noqa: ANN401 # as prepare
    return prepare(frame_of(transactions), price_book(), "UTC", **more)


def shown(*transactions: Transaction) -> list[tuple[Any, ...]]:
    """Give the ledger's columns that matter here."""
    return ready(*transactions).ledger.select(SHOWN).rows()


def moved(
    units: Amount, fee_asset: str | None = None, fee: Amount | None = None, usd: int | None = None
) -> tuple[Any, ...]:
    """Say how a transfer from Kraken to Ledger looks."""
    quantities = (Decimal(units), fee_asset, None if fee is None else Decimal(fee), usd)
    return ("transfer", "Kraken", "Ledger", *quantities)


@pytest.mark.parametrize(
    ("departure", "arrival", "transfer"),
    [
        pytest.param(out(1), into(1), moved(1), id="nothing lost"),
        pytest.param(
            out(1), into("0.999"), moved("0.999", "ETH", "0.001"), id="less arrives: a fee in kind"
        ),
        pytest.param(
            out(1, fee=("0.001", "ETH"), fee_usd=3),
            into(1),
            moved(1, "ETH", "0.001", 3),
            id="the stated fee on top",
        ),
        pytest.param(
            out(1, fee=("0.001", "ETH"), fee_usd=3),
            into("0.999"),
            moved("0.999", "ETH", "0.002"),
            id="a stated fee, and less arrives: both; its value is no longer that of the fee",
        ),
        pytest.param(
            out(1, fee=("0.001", "ETH"), fee_usd=3),
            into("1.001"),
            moved("1.001"),
            id="the stated fee was not taken",
        ),
        pytest.param(
            out(1),
            into(1, fee=("0.001", "ETH")),
            moved("0.999", "ETH", "0.001"),
            id="a fee taken on arrival",
        ),
        pytest.param(
            out(1, fee=(2, "USD")), into(1), moved(1, "USD", 2), id="a fee in another asset"
        ),
    ],
)
def test_a_linked_pair_is_one_transfer(
    departure: Transaction, arrival: Transaction, transfer: tuple[Any, ...]
) -> None:
    assert shown(departure, arrival) == [transfer]


def test_a_fee_in_another_asset_stays_and_what_is_lost_on_the_way_is_a_fee_beside_it() -> None:
    book = (out(1, fee=("0.01", "BNB")), into("0.999"))
    assert shown(*book) == [
        moved("0.999", "BNB", "0.01"),
        ("fee", "Kraken", None, Decimal("0.001"), None, None, None),
    ]


def test_a_fee_in_another_asset_where_it_arrives_is_not_forgotten() -> None:
    book = (out(1), into(1, fee=(2, "USD"), fee_usd=2))
    assert shown(*book) == [moved(1), ("fee", "Ledger", None, Decimal(2), None, None, None)]


def test_a_transfer_stands_at_its_departure_and_names_its_arrival() -> None:
    ledger = ready(out(1), into(1)).ledger
    linked = key_of("Ledger", "ledger", "a1")

    assert ledger.select("transaction_id", "at", "linked_key").rows() == [
        ("d1", datetime(2026, 3, 1, 12, tzinfo=UTC), linked)
    ]


def test_a_value_reported_for_what_left_gives_the_fee_its_price() -> None:
    """2 ETH worth 5,000 left, 1.999 arrived: the thousandth that is lost is worth 2.50."""
    ledger = ready(out(2, usd_value=5_000), into("1.999")).ledger
    assert ledger.select("value", "fee_value").rows() == [(Decimal("4997.5"), Decimal("2.5"))]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["1", "0.998", "0.999999999999999999"]),
    st.sampled_from([None, ("0.001", "ETH"), ("0.01", "BNB"), ("2", "USD")]),
    st.sampled_from([None, ("0.001", "ETH"), ("0.01", "BNB"), ("2", "USD")]),
)
def test_balances_are_the_same_before_and_after_joining(
    arrived: str, fee: tuple[str, str] | None, fee_there: tuple[str, str] | None
) -> None:
    """But for the way itself: what left and did not arrive is gone from the account it left."""
    book = (out(1, fee=fee), into(arrived, fee=fee_there))
    before, after = legs_of(frame_of(book)), ready(*book).legs

    assert len(ready(*book).links.pairs) == 1
    assert balances(after).filter(balances(after)["quantity"] != 0).equals(balances(before))


def test_lots_move_with_a_linked_pair() -> None:
    bought = buy("b1", "2026-01-01", 1, 2_000, asset="ETH")
    done = run(bought, out(1, usd_value=2_500), into("0.999"))

    assert left(done, "account", "quantity", "cost_basis") == [("Ledger", Decimal("0.999"), 1_998)]
    assert rows(done, "kind", "proceeds", "gain") == [
        ("transfer_fee", Decimal("2.5"), Decimal("0.5"))
    ]


def test_what_has_no_other_half_is_an_error_for_its_asset_in_its_account() -> None:
    found = ready(out(1), deed(Kind.TRANSFER_IN, "a1", CAME, came=("0.5", "BTC"))).findings

    assert found == (
        Finding(
            finding="unlinked transfer",
            severity=Severity.ERROR,
            transaction_id="d1",
            account="Kraken",
            asset="ETH",
            amount=Decimal(1),
            at=datetime(2026, 3, 1, 12, tzinfo=UTC),
            message="1 ETH left Kraken, no matching arrival",
            fix="import the other account's export; or harvest-tui resolve d1 --as spend",
        ),
        Finding(
            finding="unlinked transfer",
            severity=Severity.ERROR,
            transaction_id="a1",
            account="Kraken",
            asset="BTC",
            amount=Decimal("0.5"),
            at=datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
            message="0.5 BTC arrived at Kraken, no matching departure: its basis is not known",
            fix="import the other account's export; or "
            "harvest-tui resolve a1 --basis USD --acquired DATE",
        ),
    )


def test_what_could_be_several_is_an_error_that_asks_which() -> None:
    found = ready(out(1), into(1, "a1"), into(1, "a2", account="Trezor")).findings

    assert {f.finding for f in found} == {"ambiguous transfer"}
    assert [f.message for f in found] == [
        "1 ETH left Kraken; which arrival belongs to it is not certain",
        "1 ETH arrived at Ledger; which departure belongs to it is not certain",
        "1 ETH arrived at Trezor; which departure belongs to it is not certain",
    ]


def test_money_without_its_other_half_is_no_finding() -> None:
    assert ready(deed(Kind.TRANSFER_OUT, "d1", LEFT, went=(5, "USD"))).findings == ()


def test_names_from_outside_are_shown_and_never_obeyed() -> None:
    (found,) = ready(out(1, account="a\x1b[31mb")).findings
    assert "\x1b" not in found.message


def test_what_the_user_chose_or_parted_is_obeyed() -> None:
    book = (out(1), into(1, "a1"), into(1, "a2", account="Trezor"))
    keys = {t.transaction_id: key_of(t.account, t.source, t.transaction_id) for t in book}

    assert ready(*book, chosen={keys["d1"]: keys["a2"]}).links.pairs == {keys["d1"]: keys["a2"]}
    assert ready(*book, apart=[(keys["d1"], keys["a2"])]).links.pairs == {keys["d1"]: keys["a1"]}
