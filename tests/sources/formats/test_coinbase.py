from datetime import UTC, datetime
from decimal import Decimal

import pytest

from harvest_tui.domain.kinds import Kind
from harvest_tui.domain.rows import RowStatus
from harvest_tui.domain.transaction import Precision
from sources.tables import Told, balances, booked, by_status, loaded, only, refused, sample, told

HEADER = (
    "ID,Timestamp,Transaction Type,Asset,Quantity Transacted,Price Currency,Price at Transaction,"
    "Subtotal,Total (inclusive of fees and/or spread),Fees and/or Spread,Notes\n"
)


def row(  # one row as the export of 2024 writes it
    kind: str,
    asset: str = "BTC",
    quantity: str = "1",
    *,
    ident: str = "id1",
    at: str = "2024-05-05 05:05:05 UTC",
    currency: str = "USD",
    price: str = "$10.00",
    money: tuple[str, str, str] = ("$10.00", "$10.00", "$0.00"),
    notes: str = "",
) -> str:
    subtotal, total, fees = money
    cells = (ident, at, kind, asset, quantity, currency, price, subtotal, total, fees, notes)
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


# Each number is from the row itself: `Quantity Transacted`, `Subtotal` and `Fees`; the quote leg
# of the Advanced sale from its notes: 4 SOL x 150 = 600 USDC, of which 597 arrived.
HISTORY = [
    Told("01", "fiat_deposit", "5000 USD"),
    Told("02", "buy", "0.02 BTC", "900 USD", "13.41 USD"),
    Told("03", "buy", "1.5 ETH", "3450 USD", "17.25 USD"),
    Told("04", "staking_reward", "0.0031 ETH", usd="7.16"),  # Subtotal; Total adds 3.86 back
    Told("05", "transfer_in", "12 SOL", usd="1320"),
    Told("06", "swap", "12961.53846153 XLM", "0.5 ETH", usd="1685"),
    Told("07", "sell", "340 USD", "0.005 BTC", "6.99 USD"),
    Told("08", "staking_reward", "1.42 USDC", usd="1.42"),
    Told("09", "learn_reward", "8.5 GRT", usd="2.98"),
    Told("0a", "swap", "600 USDC", "4 SOL", "3 USDC", "600"),
    Told("0b", "transfer_out", went="0.003 BTC", usd="210"),
    Told("0c", "fee_rebate", "0.75 USDC", usd="0.75"),
    Told("0d", "spend", went="20 USDC", usd="20"),
    Told("0e", "internal_transfer", "0.4 ETH", "0.4 ETH"),  # ETH to ETH2, rows 0e and 0f
    Told("10", "redenomination", "30 POL", "30 MATIC"),  # rows 10 and 11
    Told("12", "fiat_withdrawal", went="100 USD"),
    Told("13", "staking_reward", "0.0125 ATOM", usd="0.08"),
]


@pytest.mark.parametrize("name", ["coinbase_2024_v4.csv", "coinbase_2026_v5.csv"])
def test_each_row_of_the_newer_exports_is_booked_as_it_says(name: str) -> None:
    _, understood = loaded(sample(name))

    short = [told(t)._replace(ident=t.transaction_id[-2:]) for t in understood.transactions]
    assert short == HISTORY
    assert all(one.status is RowStatus.BOOKED for one in understood.outcomes)
    assert len(understood.outcomes) == 19


def test_cash_after_the_newer_export_is_what_the_totals_come_to() -> None:
    # 5000 - 913.41 - 3467.25 + 333.01 - 100, the column Total of the USD rows
    assert balances(booked(sample("coinbase_2024_v4.csv")))["USD"] == Decimal("852.35")


@pytest.mark.parametrize("name", ["coinbase_2020_v1.csv", "coinbase_2021_v2.csv"])
def test_the_first_exports_say_directions_by_type_and_money_without_signs(name: str) -> None:
    short = [told(t)[1:] for t in booked(sample(name))]

    assert short == [
        ("buy", "0.0105 BTC", "441 USD", "9 USD", ""),
        ("transfer_in", "0.75 ETH", "", "", "2250"),  # 0.75 x 3000, the spot price
        ("swap", "685.431201 USDC", "0.25 ETH", "", "686"),
        ("staking_reward", "2.125 ALGO", "", "", "1.7"),
        ("learn_reward", "5.1 GRT", "", "", "1.99"),
    ]


def test_each_row_of_the_export_of_2022_is_booked_as_it_says() -> None:
    short = [told(t)[1:] for t in booked(sample("coinbase_2022_v3.csv"))]

    assert short[5:] == [
        ("buy", "3 SOL", "300 USD", "1.8 USD", ""),
        ("transfer_out", "", "0.002 BTC", "", "58"),  # 0.002 x 29000
        ("sell", "33 USD", "1 SOL", "0.99 USD", ""),
        ("transfer_out", "", "100 USDC", "", "100"),  # into Exchange, so out of here
        ("transfer_in", "99.5 USDC", "", "", "99.5"),
        ("sell", "7.5 USD", "0.5 SOL", "0.04 USD", ""),
    ]


def test_rows_without_an_id_are_named_by_their_content() -> None:
    first, again = booked(sample("coinbase_2020_v1.csv")), booked(sample("coinbase_2020_v1.csv"))

    names = [t.transaction_id for t in first]
    assert all(name.startswith("coinbase-") for name in names)
    assert len(set(names)) == 5
    assert names == [t.transaction_id for t in again]


def test_the_same_row_has_one_key_in_the_exports_of_2021_and_2022() -> None:
    row_2021 = "2021-01-05T17:20:31Z,Buy,BTC,0.0105,USD,42000.00,441.00,450.00,9.00,Bought"
    row_2021 += " 0.0105 BTC for $450.00 USD\n"
    start = "Timestamp,Transaction Type,Asset,Quantity Transacted,Spot Price Currency,"
    start += "Spot Price at Transaction,Subtotal,"
    old = loaded(f"{start}Total (inclusive of fees),Fees,Notes\n{row_2021}")[1]
    new = loaded(
        f"{start}Total (inclusive of fees and/or spread),Fees and/or Spread,Notes\n{row_2021}"
    )[1]

    assert old.keys == new.keys
    assert old.transactions == new.transactions


def test_the_form_of_ten_columns_has_no_ids() -> None:
    content = HEADER.removeprefix("ID,") + row(
        "Buy", money=("$900.00", "$913.41", "$13.41"), notes="Bought 1 BTC for 913.41 USD"
    ).removeprefix('"id1",')

    assert told(only(content))[1:] == ("buy", "1 BTC", "900 USD", "13.41 USD", "")


def test_the_oldest_form_gives_a_day_and_a_total_with_the_fees_inside() -> None:
    one = only(
        "Timestamp,Transaction Type,Asset,Quantity Transacted,"
        "USD Amount Transacted (Inclusive of Coinbase Fees),Address,Notes\n"
        "03/04/2019,Buy,BTC,0.1,390.00,,Bought 0.1 BTC for $390.00 USD\n"
    )

    assert told(one)[1:] == ("buy", "0.1 BTC", "390 USD", "", "")
    assert one.at == datetime(2019, 3, 4, 12, tzinfo=UTC)
    assert one.precision is Precision.DAY


def test_an_advanced_purchase_pays_what_the_notes_say() -> None:
    # 1.2 ETH x 0.07 = 0.084 BTC; the notes' total is 0.000336 more: the fee
    one = only(
        HEADER
        + row(
            "Advanced Trade Buy",
            "ETH",
            "1.2",
            money=("$2,400.00", "$2,409.60", "$9.60"),
            notes="Bought 1.2 ETH for 0.084336 BTC on ETH-BTC at 0.07 BTC/ETH",
        )
    )

    assert told(one) == Told("id1", "swap", "1.2 ETH", "0.084 BTC", "0.000336 BTC", "2400")
    assert one.fee_usd == Decimal("9.60")


def test_an_advanced_purchase_may_name_no_price() -> None:
    # the fee is the same part of 913.41 USDC as 13.41 of $913.41
    one = only(
        HEADER
        + row(
            "Advanced Trade Buy",
            money=("$900.00", "$913.41", "$13.41"),
            notes="Bought 1 BTC for 913.41 USDC on BTC-USDC",
        )
    )

    assert told(one) == Told("id1", "swap", "1 BTC", "900 USDC", "13.41 USDC", "900")


def test_an_advanced_purchase_of_a_stablecoin_with_euros_is_a_purchase() -> None:
    one = only(
        HEADER
        + row(
            "Advanced Trade Buy",
            "USDC",
            "3.72",
            money=("$3.72", "$3.72", "$0.00"),
            notes="Bought 3.72 USDC for 3.43356 EUR on USDC-EUR at 0.923 EUR/USDC",
        )
    )

    assert told(one) == Told("id1", "buy", "3.72 USDC", "3.43356 EUR", usd="3.72")


def test_a_plain_purchase_may_be_paid_in_a_stablecoin() -> None:
    one = only(HEADER + row("Buy", notes="Bought 1 BTC for 10 USDC"))

    assert told(one) == Told("id1", "swap", "1 BTC", "10 USDC", usd="10")


def test_a_plain_purchase_without_notes_is_paid_in_the_account_currency() -> None:
    one = only(HEADER + row("Buy", money=("€10.00", "€10.20", "€0.20"), currency="EUR"))

    assert told(one) == Told("id1", "buy", "1 BTC", "10 EUR", "0.2 EUR")


def test_a_dollar_amount_may_stand_in_parentheses_or_carry_an_exponent() -> None:
    one = only(
        HEADER + row("Sell", quantity="-1E-3", money=("($1,234.50)", "($1,230.00)", "$4.50"))
    )

    assert told(one) == Told("id1", "sell", "1234.5 USD", "0.001 BTC", "4.5 USD")


@pytest.mark.parametrize(
    ("notes", "units"),
    [
        ("Converted 1 BTC to 1,234,567 SHIB", "1234567 SHIB"),
        ("Converted 1 BTC to 12,961.5 XLM", "12961.5 XLM"),
        ("Converted 1 BTC to .5 ETH", "0.5 ETH"),
        ("Converted 1 BTC to 7 CGLD", "7 CELO"),
    ],
)
def test_what_a_conversion_brings_stands_in_its_notes(notes: str, units: str) -> None:
    one = only(HEADER + row("Convert", quantity="-1", notes=notes))

    assert told(one) == Told("id1", "swap", units, "1 BTC", usd="10")


@pytest.mark.parametrize(
    ("notes", "kind"),
    [
        ("Received 1 BTC from an external account", Kind.TRANSFER_IN),
        ("Received 1 BTC from Coinbase Earn", Kind.LEARN_REWARD),
        ("Received 1 BTC from Coinbase Rewards", Kind.STAKING_REWARD),
        ("Received 1 BTC from Coinbase Referral", Kind.REFERRAL),
    ],
)
def test_what_is_received_is_a_reward_only_if_the_notes_say_so(notes: str, kind: Kind) -> None:
    assert only(HEADER + row("Receive", notes=notes)).kind is kind


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Interest payout", Kind.INTEREST),
        ("Subscription Rebate", Kind.FEE_REBATE),
        ("Donation", Kind.DONATION),
        ("Subscription", Kind.SPEND),
        ("Admin Debit", Kind.SPEND),
        ("Pro Deposit", Kind.TRANSFER_OUT),
        ("Prime Withdrawal", Kind.TRANSFER_IN),
        ("Retail MGX DEX Send", Kind.TRANSFER_OUT),
        ("Vault Withdrawal", Kind.INTERNAL_TRANSFER),
        ("Cash to Savings", Kind.INTERNAL_TRANSFER),
        ("Transfer", Kind.INTERNAL_TRANSFER),
    ],
)
def test_the_type_says_what_a_row_is(label: str, kind: Kind) -> None:
    one = only(HEADER + row(label, notes="as Coinbase words it"))

    assert one.kind is kind
    assert one.note == f"{label}: as Coinbase words it"


def test_money_between_the_own_venues_is_a_deposit_or_withdrawal_of_money() -> None:
    rows = HEADER + row("Pro Deposit", "USD", "25") + row("Pro Withdrawal", "USD", "5", ident="id2")

    assert [told(t)[1:4] for t in booked(rows)] == [
        ("fiat_withdrawal", "", "25 USD"),
        ("fiat_deposit", "5 USD", ""),
    ]


def test_a_bank_fee_is_beside_what_is_credited_and_inside_what_is_debited() -> None:
    fees = ("$0.00", "$0.00", "$1.50")
    rows = row("Deposit", "USD", "100", money=fees)
    rows += row("Withdrawal", "USD", "-100", money=fees, ident="id2")
    arrived, left = booked(HEADER + rows)

    assert told(arrived) == Told("id1", "fiat_deposit", "101.5 USD", fee="1.5 USD")
    assert told(left) == Told("id2", "fiat_withdrawal", went="98.5 USD", fee="1.5 USD")


def test_a_fee_of_what_is_sent_is_kept_in_the_note() -> None:
    one = only(HEADER + row("Send", quantity="-1", money=("$10.00", "$10.25", "$0.25")))

    assert told(one) == Told("id1", "transfer_out", went="1 BTC", usd="10")
    assert one.note == "Send (fees and/or spread $0.25)"


def test_the_id_of_a_send_is_no_chain_hash() -> None:
    assert only(HEADER + row("Send", quantity="-1")).txid is None


def test_a_reward_rounded_to_nothing_is_valued_by_its_price() -> None:
    nothing = ("$0.00", "$0.00", "$0.00")
    one = only(HEADER + row("Reward Income", "ETH", "0.000001", price="$3,000.00", money=nothing))

    assert told(one).usd == "0.003"  # 0.000001 x 3000


def test_a_value_in_another_currency_is_not_taken_for_dollars() -> None:
    one = only(HEADER + row("Reward Income", money=("€10.00", "€10.00", "€0.00"), currency="EUR"))

    assert one.usd_value is None


def test_dust_sold_for_nothing_is_gone_for_nothing() -> None:
    nothing = ("$0.00", "$0.00", "$0.00")
    one = only(HEADER + row("Sell", quantity="-0.00000001", money=nothing))

    assert told(one) == Told("id1", "spend", went="0.00000001 BTC", usd="0")


def test_two_migrations_in_the_same_second_are_told_apart_by_their_notes() -> None:
    one, other = "Migrated 30 MATIC to POL", "Migrated 5 REP to REPV2"
    rows = (
        row("Asset Migration", "MATIC", "-30", notes=one, ident="a")
        + row("Asset Migration", "REP", "-5", notes=other, ident="b")
        + row("Asset Migration", "POL", "30", notes=one, ident="c")
        + row("Asset Migration", "REPV2", "5", notes=other, ident="d")
    )

    assert [told(t) for t in booked(HEADER + rows)] == [
        Told("a", "redenomination", "30 POL", "30 MATIC"),
        Told("b", "redenomination", "5 REPV2", "5 REP"),
    ]


def test_the_end_of_eth2_moves_nothing_for_it_is_eth() -> None:
    rows = row("Retail Eth2 Deprecation", "ETH2", "-2", ident="a")
    rows += row("Retail Eth2 Deprecation", "ETH", "2", ident="b", at="2024-05-05 05:05:10 UTC")

    assert told(only(HEADER + rows)) == Told("a", "internal_transfer", "2 ETH", "2 ETH")


def test_a_purchase_on_chain_is_two_rows_within_ten_seconds() -> None:
    rows = row("Retail MGX DEX Buy", "USDC", "-10", ident="a")
    rows += row("Retail MGX DEX Buy", "AERO", "8", ident="b", at="2024-05-05 05:05:15 UTC")

    assert told(only(HEADER + rows)) == Told("a", "swap", "8 AERO", "10 USDC", usd="10")


def test_half_a_pair_waits_for_its_other_half() -> None:
    rows = row("Asset Migration", "MATIC", "-30", ident="a")
    rows += row("Asset Migration", "POL", "30", ident="b", at="2024-05-05 05:05:16 UTC")
    _, understood = loaded(HEADER + rows)

    assert not understood.transactions
    assert understood.outcomes[0].reason == (
        "Asset Migration is one of two rows within 10 seconds, and here there are 1. "
        "Fix: bring this row in through the plain ledger CSV."
    )


def test_seconds_may_be_missing() -> None:
    one = only(HEADER + row("Receive", at="2024-01-03 14:00 UTC"))

    assert one.at == datetime(2024, 1, 3, 14, 0, tzinfo=UTC)
    assert one.precision is Precision.MINUTE


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        pytest.param(
            row("Quantum Yield Payout"),
            "Transaction Type",
            'Transaction Type "Quantum Yield Payout" is not known. '
            "Fix: bring this row in through the plain ledger CSV.",
            id="unknown type",
        ),
        pytest.param(
            row("Order"),
            "Transaction Type",
            'Transaction Type "Order" is not known. '
            "Fix: bring this row in through the plain ledger CSV.",
            id="order",
        ),
        pytest.param(
            row("Advanced Trade Buy"),
            "Notes",
            'Notes "" does not say what was paid or received. '
            "Fix: bring this row in through the plain ledger CSV.",
            id="advanced without notes",
        ),
        pytest.param(
            row("Advanced Trade Buy", "SOL", notes="Bought 1 BTC for 10 USD on BTC-USD"),
            "Notes",
            'Notes "Bought 1 BTC for 10 USD on BTC-USD" does not say what was paid or received. '
            "Fix: bring this row in through the plain ledger CSV.",
            id="notes of another asset",
        ),
        pytest.param(
            row("Convert", quantity="-1", notes="Converted 1 BTC to 1,23 ETH"),
            "Notes",
            'Notes "Converted 1 BTC to 1,23 ETH" holds 1,23, which is not a number '
            "(decimal point). Fix: bring this row in through the plain ledger CSV.",
            id="odd group in notes",
        ),
        pytest.param(
            row("Receive", quantity="-1"),
            "Quantity Transacted",
            'Quantity Transacted "-1" goes out, and Receive comes in. '
            "Fix: bring this row in through the plain ledger CSV.",
            id="wrong direction",
        ),
        pytest.param(
            row("Receive", quantity="0"),
            "Quantity Transacted",
            'Quantity Transacted "0" is zero. Fix: bring this row in through the plain ledger CSV.',
            id="nothing",
        ),
        pytest.param(
            row("Buy", money=("$900.00", "$950.00", "$13.41")),
            "Total (inclusive of fees and/or spread)",
            'Total (inclusive of fees and/or spread) "$950.00" is not the subtotal and the fees '
            "together. Fix: bring this row in through the plain ledger CSV.",
            id="total that does not add up",
        ),
        pytest.param(
            row("Buy", money=("", "$950.00", "$13.41")),
            "Subtotal",
            "Subtotal is blank. Fix: correct the cell in a copy of the file and import that.",
            id="no subtotal",
        ),
        pytest.param(
            row("Buy", money=("$0.00", "$0.00", "$0.00")),
            "Subtotal",
            'Subtotal "$0.00" is nothing paid: perhaps a gift or a reward. '
            "Fix: bring this row in through the plain ledger CSV.",
            id="free purchase",
        ),
        pytest.param(
            row(
                "Advanced Trade Sell",
                quantity="-1",
                money=("-$10.00", "-$9.00", "$1.00"),
                notes="Sold 1 BTC for 11 USDC on BTC-USDC at 10 USDC/BTC",
            ),
            "Notes",
            'Notes "Sold 1 BTC for 11 USDC on BTC-USDC at 1…" gives an amount that price and fee '
            "contradict. Fix: bring this row in through the plain ledger CSV.",
            id="fee that adds to proceeds",
        ),
        pytest.param(
            row(
                "Advanced Trade Sell",
                quantity="-1",
                money=("-$10.00", "-$9.00", "$1.00"),
                notes="Sold 1 BTC for 9 USDC on BTC-USDC at 0.1 BTC/USDC",
            ),
            "Notes",
            'Notes "Sold 1 BTC for 9 USDC on BTC-USDC at 0.…" gives a price for something else. '
            "Fix: bring this row in through the plain ledger CSV.",
            id="price the other way round",
        ),
        pytest.param(
            row("Buy", "EUR"),
            "Asset",
            'Asset "EUR" is money, and this is a trade of it. '
            "Fix: bring this row in through the plain ledger CSV.",
            id="trade of money",
        ),
        pytest.param(
            row("Deposit", "USD", money=("", "", "€1.00"), currency="EUR"),
            "Fees and/or Spread",
            'Fees and/or Spread "€1.00" is a fee in another currency than what moves. '
            "Fix: bring this row in through the plain ledger CSV.",
            id="fee in another currency",
        ),
        pytest.param(
            row("Receive", at="2024-02-30 10:00:00 UTC"),
            "Timestamp",
            'Timestamp "2024-02-30 10:00:00 UTC" is a date or time that does not exist. '
            "Fix: correct the cell in a copy of the file and import that.",
            id="no such day",
        ),
    ],
)
def test_a_row_that_is_not_understood_waits_with_its_cell_and_the_way_out(
    line: str, column: str, reason: str
) -> None:
    outcome = refused(HEADER + line)

    assert (outcome.line, outcome.column, outcome.reason) == (2, column, reason)


def test_the_account_is_coinbase_unless_the_user_says_otherwise() -> None:
    content = HEADER + row("Receive")

    assert only(content).account == "Coinbase"
    (named,) = loaded(content, account="Coinbase (spouse)")[1].transactions
    assert named.account == "Coinbase (spouse)"


def test_a_row_repeated_with_its_id_counts_once() -> None:
    _, understood = loaded(HEADER + row("Receive") + row("Receive"))

    assert len(understood.transactions) == 1
    (skipped,) = by_status(understood, RowStatus.SKIPPED)
    assert (skipped.line, skipped.reason) == (3, "repeats line 2, with the same id")
