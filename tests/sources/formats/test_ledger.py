from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.rows import RowStatus
from harvest_tui.domain.transaction import Precision, Transaction
from harvest_tui.sources import write_ledger
from harvest_tui.sources.formats.ledger_text import HEADER
from harvest_tui.sources.shapes import SHAPES, Side
from sources.tables import Told, booked, by_status, loaded, only, refused, sample, told

FIRST_LINE = ",".join(HEADER) + "\n"
SOUND = {
    "id": "t1",
    "timestamp": "2024-01-02T15:00:00Z",
    "kind": "buy",
    "account": "A",
    "in_asset": "BTC",
    "in_quantity": "1",
    "out_asset": "USD",
    "out_quantity": "100",
}


def line(**cells: str) -> str:
    values = SOUND | cells
    return FIRST_LINE + ",".join(f'"{values.get(name, "")}"' for name in HEADER) + "\n"


def test_each_row_of_a_ledger_is_what_it_says() -> None:
    assert [told(t) for t in booked(sample("ledger.csv"))] == [
        Told("t1", "buy", "0.5 BTC", "21000 USD", "31.5 USD"),
        Told("t2", "transfer", went="0.2 BTC", fee="0.0001 BTC"),
        Told("t3", "staking_reward", "0.012345678901234567 ETH", usd="28.4"),
        Told("t4", "swap", "1.5 ETH", "0.08 BTC", "0.01 BNB", "5200"),
        Told("t5", "sell", "7000 USD", "0.1 BTC", "7 USD"),
        Told("t6", "gift_in", "1 BTC", usd="60000"),
        Told("t7", "inheritance", "2 ETH", usd="7600"),
        Told("t8", "opening_balance", "10 LTC"),
        Told("t9", "donation", went="0.5 ETH", usd="1600"),
    ]


def test_the_other_columns_of_a_ledger_are_kept() -> None:
    by_id = {t.transaction_id: t for t in booked(sample("ledger.csv"))}

    moved, swapped, gift = by_id["t2"], by_id["t4"], by_id["t6"]
    assert (moved.account, moved.to_account, moved.fee_usd) == (
        "Exchange A",
        "Cold wallet",
        Decimal("4.35"),
    )
    assert moved.txid == "abcdef"  # folded, without `0x` and output number
    assert moved.at == datetime(2024, 1, 10, 14, 30, tzinfo=UTC)
    assert swapped.at.microsecond == 500_000
    assert swapped.note == 'a comma, a "quote" and\na second line'
    assert by_id["t5"].precision is Precision.MINUTE
    assert gift.basis_usd == Decimal("250.25")
    assert gift.acquired_at == datetime(2013, 4, 9, 12, tzinfo=UTC)  # that day in any US zone
    assert by_id["t8"].acquired_at == datetime(2019, 8, 1, tzinfo=UTC)


def test_every_kind_has_a_shape() -> None:
    assert set(SHAPES) == set(Kind)


def test_the_account_of_the_command_serves_rows_that_name_none() -> None:
    (one,) = loaded(line(account=""), account="Named")[1].transactions
    (other,) = loaded(line(), account="Named")[1].transactions

    assert (one.account, other.account) == ("Named", "A")


def test_the_same_row_twice_counts_once_and_a_contradiction_holds_both_back() -> None:
    again = line().removeprefix(FIRST_LINE)
    _, twice = loaded(line() + again)
    _, unlike = loaded(line() + line(in_quantity="2").removeprefix(FIRST_LINE))

    assert len(twice.transactions) == 1
    assert [one.status for one in twice.outcomes] == [RowStatus.BOOKED, RowStatus.SKIPPED]
    assert not unlike.transactions
    assert {one.reason for one in unlike.outcomes} == {
        (
            "lines 2, 3 have the same id and do not say the same. "
            "Fix: correct the cell in a copy of the file and import that."
        )
    }


MEND = "Fix: correct the cell in a copy of the file and import that."


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"id": ""}, "id", f"id is blank. {MEND}"),
        (
            {"kind": "staking_rewards"},
            "kind",
            (
                'kind "staking_rewards" is no kind of transaction. '
                "Fix: perhaps staking_reward is meant."
            ),
        ),
        (
            {"kind": "quux"},
            "kind",
            (
                'kind "quux" is no kind of transaction. '
                "Fix: write one such as buy, sell, swap, transfer, spend or airdrop."
            ),
        ),
        ({"kind": ""}, "kind", f"kind is blank. {MEND}"),
        (
            {"account": ""},
            "account",
            'account "" is blank. Fix: fill it in, or name the account with --account.',
        ),
        (
            {"timestamp": "2024-01-02T15:00:00"},
            "timestamp",
            f'timestamp "2024-01-02T15:00:00" names no time zone. {MEND}',
        ),
        (
            {"timestamp": "2024-02-30T15:00:00Z"},
            "timestamp",
            f'timestamp "2024-02-30T15:00:00Z" is a date or time that does not exist. {MEND}',
        ),
        (
            {"timestamp": "2027-01-02T15:00:00Z"},
            "timestamp",
            f'timestamp "2027-01-02T15:00:00Z" lies before 2009-01-03 or in the future. {MEND}',
        ),
        ({"in_quantity": ""}, "in_quantity", f"in_quantity is blank. {MEND}"),
        ({"in_asset": ""}, "in_asset", f"in_asset is blank. {MEND}"),
        (
            {"in_quantity": "-1"},
            "in_quantity",
            f'in_quantity "-1" is not more than zero. {MEND}',
        ),
        ({"in_quantity": "0"}, "in_quantity", f'in_quantity "0" is not more than zero. {MEND}'),
        (
            {"in_quantity": "NaN"},
            "in_quantity",
            f'in_quantity "NaN" is not a number (decimal point). {MEND}',
        ),
        (
            {"in_quantity": "1e400"},
            "in_quantity",
            f'in_quantity "1e400" has more than 20 digits before the decimals. {MEND}',
        ),
        (
            {"in_quantity": "１２"},
            "in_quantity",
            f'in_quantity "１２" is not a number (decimal point). {MEND}',
        ),
        (
            {"in_quantity": "0.1234567890123456789"},
            "in_quantity",
            f'in_quantity "0.1234567890123456789" has more than 18 decimals. {MEND}',
        ),
        (
            {"in_asset": "", "in_quantity": "", "out_asset": "", "out_quantity": ""},
            "in_asset",
            f"in_asset is blank (buy has one). {MEND}",
        ),
        (
            {"out_asset": "", "out_quantity": ""},
            "out_asset",
            f"out_asset is blank (buy has one). {MEND}",
        ),
        (
            {"out_asset": "ETH"},
            "out_asset",
            (
                'out_asset "ETH" is no money, which buy needs. '
                "Fix: use swap for one asset against another."
            ),
        ),
        (
            {"kind": "swap"},
            "out_asset",
            (
                'out_asset "USD" is money, which swap cannot have here. '
                "Fix: use buy, sell or a fiat kind."
            ),
        ),
        (
            {"kind": "interest"},
            "out_asset",
            (
                'out_asset "USD" does not belong to interest. '
                "Fix: leave it blank, or choose another kind."
            ),
        ),
        (
            {
                "kind": "adjustment",
                "in_asset": "",
                "in_quantity": "",
                "out_asset": "",
                "out_quantity": "",
            },
            "in_asset",
            f"in_asset is blank and so is out_asset; adjustment moves something. {MEND}",
        ),
        (
            {"to_account": "B"},
            "to_account",
            'to_account "B" does not belong to buy. Fix: leave it blank.',
        ),
        (
            {"kind": "transfer", "in_asset": "", "in_quantity": ""},
            "to_account",
            f"to_account is blank. {MEND}",
        ),
        (
            {"kind": "transfer", "in_asset": "", "in_quantity": "", "to_account": "A"},
            "to_account",
            f'to_account "A" is the account it leaves. {MEND}',
        ),
        (
            {"fee_usd": "1"},
            "fee_usd",
            (
                'fee_usd "1" values a fee that is not there. '
                "Fix: give fee_asset and fee_quantity too (USD for a fee in dollars)."
            ),
        ),
        ({"fee_asset": "USD"}, "fee_quantity", f"fee_quantity is blank. {MEND}"),
        (
            {"fee_asset": "USD", "fee_quantity": "-1"},
            "fee_quantity",
            f'fee_quantity "-1" is not more than zero. {MEND}',
        ),
        ({"usd_value": "-1"}, "usd_value", f'usd_value "-1" is less than zero. {MEND}'),
        (
            {"acquired_at": "2025-01-01"},
            "acquired_at",
            f'acquired_at "2025-01-01" is later than the transaction. {MEND}',
        ),
        (
            {"kind": "spend", "in_asset": "", "in_quantity": "", "basis_usd": "1"},
            "basis_usd",
            f'basis_usd "1" is the basis of something that comes in. {MEND}',
        ),
        (
            {"kind": "spend", "in_asset": "", "in_quantity": "", "acquired_at": "2020-01-01"},
            "acquired_at",
            f'acquired_at "2020-01-01" is the date of something that comes in. {MEND}',
        ),
    ],
)
def test_a_row_that_breaks_a_rule_waits_with_its_cell_and_the_way_out(
    cells: dict[str, str], column: str, reason: str
) -> None:
    outcome = refused(line(**cells))

    assert (outcome.column, outcome.reason) == (column, reason)


def test_a_fee_of_nothing_is_no_fee() -> None:
    assert only(line(fee_asset="USD", fee_quantity="0")).fee_asset is None


# -- written and read back ----------------------------------------------------------------


def test_writing_what_was_read_loses_nothing() -> None:
    first = booked(sample("ledger.csv"))

    assert _without_lines(booked(write_ledger(first))) == _without_lines(first)
    assert write_ledger(booked(write_ledger(first))) == write_ledger(first)


@pytest.mark.parametrize(
    "name",
    [
        "coinbase_2020_v1.csv",
        "coinbase_2022_v3.csv",
        "coinbase_2026_v5.csv",
        "kraken_ledgers_2026.csv",
        "kraken_ledgers_legacy.csv",
    ],
)
def test_what_other_sources_gave_goes_through_the_ledger_unchanged(name: str) -> None:
    first = [replace(t, source="ledger") for t in booked(sample(name))]

    assert _without_lines(booked(write_ledger(first))) == _without_lines(first)


def test_a_text_that_a_spreadsheet_would_run_is_written_with_an_apostrophe() -> None:
    one = replace(only(line()), note="=HYPERLINK(1)", in_asset="-X", account="'+A")
    written = write_ledger([one])

    assert "'=HYPERLINK(1)" in written
    assert "'-X" in written
    assert "''+A" in written
    assert _without_lines(booked(written)) == _without_lines([one])


_names = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp"), exclude_characters="\ufeff"),
    min_size=1,
    max_size=12,
)
_notes = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
_amounts = st.decimals(min_value=Decimal("1e-18"), max_value=Decimal(10**20 - 1), places=18)
_coins = st.sampled_from(["BTC", "ETH", "eip155:1/erc20:0xabc", "=SUM(A1)", "PUNK#12"])
_instants = st.datetimes(
    min_value=datetime(2010, 1, 1, tzinfo=UTC).replace(tzinfo=None),
    max_value=datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None),
    timezones=st.just(UTC),
)


@st.composite
def _transactions(draw: st.DrawFn) -> Transaction:
    kind = draw(st.sampled_from(sorted(SHAPES)))
    shape = SHAPES[kind]
    came, went = draw(_side(shape.came)), draw(_side(shape.went))
    if came is None and went is None and kind is not Kind.NEUTRAL:
        came = ("BTC", Decimal(1))
    fee = draw(st.none() | st.tuples(_coins | st.just("USD"), _amounts))
    account, precision = draw(_names), draw(st.sampled_from(Precision))
    at = _as_fine_as(draw(_instants), precision)
    incoming = came is not None and draw(st.booleans())
    return Transaction(
        transaction_id=draw(_names),
        source="ledger",
        account=account,
        at=at,
        kind=kind,
        precision=precision,
        to_account=f"{account}+" if kind is Kind.TRANSFER else None,
        in_asset=came[0] if came else None,
        in_quantity=came[1] if came else None,
        out_asset=went[0] if went else None,
        out_quantity=went[1] if went else None,
        fee_asset=fee[0] if fee else None,
        fee_quantity=fee[1] if fee else None,
        usd_value=draw(st.none() | _amounts),
        fee_usd=draw(st.none() | _amounts) if fee else None,
        basis_usd=draw(st.none() | _amounts) if incoming else None,
        acquired_at=at - timedelta(days=30) if incoming else None,
        txid=draw(st.none() | st.from_regex(r"[a-f1-9]{8,20}", fullmatch=True)),
        note=draw(_notes) or None,
    )


def _side(side: Side) -> st.SearchStrategy[tuple[str, Decimal] | None]:
    assets = {
        Side.MONEY: st.sampled_from(["USD", "EUR"]),
        Side.COIN: _coins,
    }.get(side, _coins | st.just("USD"))
    leg = st.tuples(assets, _amounts)
    if side is Side.NOTHING:
        return st.none()
    return st.none() | leg if side is Side.MAYBE else leg


def _as_fine_as(at: datetime, precision: Precision) -> datetime:
    if precision is Precision.DAY:
        return at.replace(hour=12, minute=0, second=0, microsecond=0)
    return at.replace(second=0, microsecond=0) if precision is Precision.MINUTE else at


@given(st.lists(_transactions(), min_size=1, max_size=4, unique_by=lambda t: t.transaction_id))
def test_any_ledger_comes_back_as_it_was_written(ledger: list[Transaction]) -> None:
    _, understood = loaded(write_ledger(ledger))

    assert not by_status(understood, RowStatus.QUARANTINED)
    assert _without_lines(understood.transactions) == _without_lines(ledger)


def _without_lines(transactions: object) -> list[Transaction]:
    assert isinstance(transactions, (list, tuple))
    bare = (replace(t, lines=()) for t in transactions)
    return sorted(bare, key=lambda t: (t.at, t.transaction_id))
